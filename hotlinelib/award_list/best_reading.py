"""The reading of a whole article that explains it best, and how much the next one falls behind.

A reading gives every unit a role. Its weight is the sum of what speaks for each role at its unit
and for each two neighbours (max-product dynamic programming; Viterbi 1967). Read forwards and
backwards, the same sums give for every unit and role the best reading in which the unit has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, get_args

from hotlinelib.award_list.lexicon import Lexicon, Weights
from hotlinelib.award_list.units import Role, Unit

# Roles that differ only in what they are called: none of them gives or names a winner.
OUTSIDE: frozenset[Role] = frozenset(
    (
        "prose",
        "list_title",
        "table_head",
        "signature",
        "date",
        "attachment",
        "page",
        "note",
        "heading_note",
    )
)
ROLES: tuple[Role, ...] = get_args(Role)
SECTION_STYLES = ("一、", "(一)")
_HEADING_ROLES: tuple[Role, ...] = ("heading", "group", "section", "group_row")
Step = dict[tuple[Role, Role], float]
Sums = dict[Role, float]
Links = list[tuple[Role, Sums]]
_AFTER_OUT = ("prose", "list_title", "date", "attachment", "page")
_LOWEST = -1e9


class Chosen(NamedTuple):
    """The role of a unit in the best reading."""

    role: Role
    margin: float
    other: Role | None


# A line that a person calls page matter: lists go on below it.
TAKEN_OUT = Chosen("page", float("inf"), None)


def best_reading(units: Sequence[Unit], lexicon: Lexicon) -> list[Chosen]:
    """Return the role of every unit in the reading that explains the article best."""
    if not units:
        return []
    chain = _Chain(lexicon)
    links = chain.links(units)
    forwards, backwards = chain.forwards(units, links), chain.backwards(units, links)
    chosen = []
    best = max(f + b for f, b in zip(forwards[0].values(), backwards[0].values(), strict=True))
    path = chain.path(forwards, links)
    for unit, role, ahead, behind in zip(units, path, forwards, backwards, strict=True):
        group = OUTSIDE if role in OUTSIDE else (role,)
        sums = [(ahead[other] + behind[other], other) for other in unit.roles if other not in group]
        total, rival = max(sums) if sums else (_LOWEST, None)
        chosen.append(Chosen(role, best - total, rival))
    return chosen


class _Chain:
    """The weights of neighbours."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.neighbour = lexicon.weights["neighbour"]
        self.codes = lexicon.codes
        self.after: dict[str, Weights] = {
            role: lexicon.weights["after.out" if role in _AFTER_OUT else f"after.{role}"]
            for role in ("start", *ROLES)
        }
        self.base = {
            (before, here): self.after[before].get(here, self.after[before]["other"])
            for before in ROLES
            for here in ROLES
        }
        self._known: dict[tuple[object, ...], Step] = {}
        self._linked: dict[tuple[object, ...], Links] = {}
        self.end = lexicon.weights["end"]

    def links(self, units: Sequence[Unit]) -> list[Links]:
        """Return what each two neighbours say for or against each pair of their roles."""
        return [
            self._links(self._step(before, here), before.roles, here.roles)
            for before, here in pairwise(units)
        ]

    def _step(self, before: Unit, here: Unit) -> Step:
        number, last = here.number, before.number
        follows = number is not None and last is not None and number == last + 1
        alike = before.form[:2] == here.form[:2]
        key = (
            before.style == here.style,
            here.style,
            follows,
            number is None,
            number == 1,
            alike,
            here.goes_on and follows and _signs_differ_only(before.style, here.style),
            here.goes_on,
            "row" in before.roles and self._continues_row(before, here),
            "group" in before.roles and self._is_within(before, here),
        )
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._weigh_step(*key)
        return known

    def _weigh_step(
        self,
        same: bool,
        style: str,
        follows: bool,
        unnumbered: bool,
        is_first: bool,
        alike: bool,
        only_sign_differs: bool,
        goes_on: bool,
        row_continues: bool,
        is_within: bool,
    ) -> Step:
        w = self.neighbour
        extra: Step = {}
        if same and style:
            goes = w["next_number"] if follows or unnumbered else w["wrong_number"]
            extra["winner", "winner"] = w["same_form"] + goes
        elif same:
            extra["winner", "winner"] = w["alike"] if alike else w["unlike"]
        else:
            extra["winner", "winner"] = w["next_number" if only_sign_differs else "other_form"]
        first = w["first_number"] if is_first else 0.0 if unnumbered else w["wrong_number"]
        below = w["same_form_as_heading"] if style and same else first
        for role in _HEADING_ROLES:
            extra[role, "winner"] = below
        if goes_on and not (style and same):
            # Numbers may go on over the heading of a group.
            extra["group", "winner"] = w["first_number"]
        extra["group", "winner"] += w["within_group"] * is_within
        extra["heading_note", "winner"] = (
            w["first_number"] if unnumbered or is_first else w["wrong_number"]
        )
        extra["note", "winner"] = w["next_number"] if goes_on else w["other_form"]
        if style and style not in SECTION_STYLES and same:
            for role in ("heading", "group", "section"):
                extra["winner", role] = w["heading_among_items"]
        # Winners go on after "先进单位:甲、乙、" or under a cell that stands once for several rows.
        extra["row", "winner"] = 0.0 if row_continues else -3.0
        extra["attachment", "attachment"] = w["next_number"] * (follows or goes_on)
        extra["row", "row"] = extra["group_row", "group_row"] = w["alike"]
        return extra

    def _continues_row(self, before: Unit, here: Unit) -> bool:
        return before.piece.shape[-1:] in "、,;" or here.piece.indent > before.piece.indent

    def _is_within(self, group: Unit, winner: Unit) -> bool:
        place = self.codes.get(group.peeled.shape) if group.peeled else None
        if not place or not winner.cells:
            return False
        text = winner.cells[0].text
        if text in self.codes:
            # Of places alone it can't be told which are winners.
            return False
        inside = next(
            (
                self.codes[text[:n]]
                for n in range(min(11, len(text)), 1, -1)
                if text[:n] in self.codes
            ),
            (),
        )
        return any(code.startswith(larger) for code in inside for larger in place)

    def _links(self, step: Step, before: Sums, here: Sums) -> Links:
        """Return what each pair of two neighbours' roles weighs; most neighbours are alike."""
        key = (id(step), *before, "|", *here)
        known = self._linked.get(key)
        if known is None:
            known = self._linked[key] = [
                (one, {two: self.base[one, two] + step.get((one, two), 0.0) for two in here})
                for one in before
            ]
        return known

    def forwards(self, units: Sequence[Unit], all_links: Sequence[Links]) -> list[Sums]:
        """Return for every unit and role the best sum of a reading up to it."""
        start = self.after["start"]
        sums = [{r: w + start.get(r, start["other"]) for r, w in units[0].roles.items()}]
        last = sums[0]
        for here, links in zip(units[1:], all_links, strict=True):
            last = {
                role: max([last[previous] + link[role] for previous, link in links]) + weight
                for role, weight in here.roles.items()
            }
            sums.append(last)
        return sums

    def backwards(self, units: Sequence[Unit], all_links: Sequence[Links]) -> list[Sums]:
        """Return for every unit and role the best sum of what follows it."""
        following = {role: self.end.get(role, self.end["other"]) for role in units[-1].roles}
        sums = [following]
        for here, links in zip(units[:0:-1], reversed(all_links), strict=True):
            ahead = [(role, weight + following[role]) for role, weight in here.roles.items()]
            following = {
                previous: max([link[role] + total for role, total in ahead])
                for previous, link in links
            }
            sums.append(following)
        return sums[::-1]

    def path(self, forwards: Sequence[Sums], all_links: Sequence[Links]) -> list[Role]:
        """Return the roles of the best reading, traced from its end."""
        last = forwards[-1]
        role = max(last, key=lambda each: last[each] + self.end.get(each, self.end["other"]))
        roles = [role]
        for earlier, links in zip(forwards[-2::-1], reversed(all_links), strict=True):
            _, role = max([(earlier[one] + link[role], one) for one, link in links])
            roles.append(role)
        return roles[::-1]


def _signs_differ_only(one: str, other: str) -> bool:
    """Tell whether two styles are a number with a sign, as 1. and 1、."""
    return len(one) == 2 == len(other) and one[0] == "1" == other[0]
