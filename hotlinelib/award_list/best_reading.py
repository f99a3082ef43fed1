"""The reading of a whole article that explains it best, and how much the next one falls behind.

A reading gives every unit a role. Its weight is the sum of what speaks for each role at its unit and
for each two neighbours (max-product dynamic programming; Viterbi 1967). Read forwards and backwards,
the same sums give for every unit and role the best reading in which the unit has that role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotlinelib.award_list.lexicon import Lexicon, Weights
from hotlinelib.award_list.units import Role, Unit

# Roles that differ only in what they are called: none of them gives or names a winner.
OUTSIDE: frozenset[Role] = frozenset(
    ("prose", "list_title", "table_head", "signature", "date", "attachment", "page", "note", "heading_note")
)
_AFTER_OUT = ("prose", "list_title", "date", "attachment", "page")
_LOWEST = -1e9


@dataclass(frozen=True, slots=True)
class Chosen:
    """The role of a unit in the best reading.

    Parameters
    ----------
    role : Role
        The role.
    margin : float
        By how much the best reading beats the best one in which the unit has another role.
    other : Role or None
        Its role in that one.
    """

    role: Role
    margin: float
    other: Role | None


def best_reading(units: Sequence[Unit], lexicon: Lexicon) -> list[Chosen]:
    """Return the role of every unit in the reading that explains the article best.

    Takes time in proportion to the number of units.
    """
    if not units:
        return []
    chain = _Chain(lexicon)
    forwards = chain.forwards(units)
    backwards = chain.backwards(units)
    chosen = []
    best = max(f + b for f, b in zip(forwards[0].values(), backwards[0].values(), strict=True))
    path = chain.path(units, forwards)
    for unit, role, ahead, behind in zip(units, path, forwards, backwards, strict=True):
        group = OUTSIDE if role in OUTSIDE else (role,)
        rival, margin = None, -_LOWEST
        for other in unit.roles:
            if other not in group:
                gap = best - ahead[other] - behind[other]
                if gap < margin:
                    rival, margin = other, gap
        chosen.append(Chosen(role, margin, rival))
    return chosen


class _Chain:
    """The weights of neighbours."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.neighbour = lexicon.weights["neighbour"]
        self.codes = lexicon.codes
        self.after: dict[Role, Weights] = {}
        for name in ("start", "heading", "group", "section", "winner", "row", "group_row"):
            self.after[name] = lexicon.weights[f"after.{name}"]  # type: ignore[index]
        for name in ("note", "heading_note", "table_head", "signature"):
            self.after[name] = lexicon.weights[f"after.{name}"]  # type: ignore[index]
        for name in _AFTER_OUT:
            self.after[name] = lexicon.weights["after.out"]  # type: ignore[index]
        self.end = lexicon.weights["end"]

    def step(self, before: Unit, here: Unit) -> dict[tuple[Role, Role], float]:
        """Return what the forms of two neighbours say for or against pairs of roles."""
        w = self.neighbour
        same = before.style == here.style
        number, extra = here.number, {}
        following = number is not None and before.number is not None and number == before.number + 1
        if same and here.style:
            goes = w["next_number"] if following or number is None else w["wrong_number"]
            extra["winner", "winner"] = w["same_form"] + goes
        elif same:
            alike = before.form == here.form or before.form.split("/")[0] == here.form.split("/")[0]
            extra["winner", "winner"] = w["alike"] if alike else w["unlike"]
        elif here.goes_on and _signs_differ_only(before.style, here.style) and following:
            extra["winner", "winner"] = w["next_number"]
        else:
            extra["winner", "winner"] = w["other_form"]
        first = (
            w["first_number"] if number == 1 else w["wrong_number"] if number is not None else 0.0
        )
        if here.style and same:
            first = w["same_form_as_heading"]
        for role in ("heading", "group", "section", "group_row"):
            extra[role, "winner"] = first
        if number is not None and here.style and same and "group" in before.roles:
            extra["group", "winner"] = w["same_form_as_heading"]
        extra["heading_note", "winner"] = w["first_number"] if number in (None, 1) else w["wrong_number"]
        extra["note", "winner"] = w["next_number"] if here.goes_on else w["other_form"]
        if here.style and not (here.piece.mark and here.piece.mark.is_section):
            among = w["heading_among_items"] if same else 0.0
            extra["winner", "heading"] = among
            extra["winner", "group"] = among
            extra["winner", "section"] = among
        extra["winner", "row"] = 0.0 if not same or here.style else -1.0
        if "row" in before.roles:
            extra["row", "winner"] = self._after_row(before, here)
            extra["row", "row"] = w["alike"]
        if "group_row" in before.roles:
            extra["group_row", "group_row"] = w["alike"]
        if "group" in before.roles and self._is_within(before, here):
            extra["group", "winner"] = extra.get(("group", "winner"), 0.0) + w["within_group"]
        return extra

    def _after_row(self, before: Unit, here: Unit) -> float:
        # Winners go on after "先进单位:甲、乙、" or under a cell that stands once for several rows.
        continues = before.piece.shape[-1:] in "、,;" or here.piece.indent > before.piece.indent
        return 0.0 if continues else -3.0

    def _is_within(self, group: Unit, winner: Unit) -> bool:
        place = self.codes.get(group.peeled.shape) if group.peeled else None
        if not place or not winner.cells:
            return False
        text = winner.cells[0].text
        inside = next(
            (self.codes[text[:n]] for n in range(min(11, len(text)), 1, -1) if text[:n] in self.codes), ()
        )
        return any(code.startswith(larger) for code in inside for larger in place)

    def forwards(self, units: Sequence[Unit]) -> list[dict[Role, float]]:
        """Return for every unit and role the best sum of a reading up to it."""
        start = self.after["start"]  # type: ignore[index]
        first = {
            role: weight + start.get(role, start["other"]) for role, weight in units[0].roles.items()
        }
        sums = [first]
        for before, here in zip(units, units[1:], strict=False):
            sums.append(self._forward(sums[-1], before, here))
        return sums

    def _forward(self, last: dict[Role, float], before: Unit, here: Unit) -> dict[Role, float]:
        extra = self.step(before, here)
        reached: dict[Role, float] = {}
        for role, weight in here.roles.items():
            best = _LOWEST
            for previous, total in last.items():
                after = self.after[previous]
                total += after.get(role, after["other"]) + extra.get((previous, role), 0.0)
                if total > best:
                    best = total
            reached[role] = best + weight
        return reached

    def backwards(self, units: Sequence[Unit]) -> list[dict[Role, float]]:
        """Return for every unit and role the best sum of what follows it."""
        sums = [{role: self.end.get(role, self.end["other"]) for role in units[-1].roles}]
        for before, here in zip(units[-2::-1], units[:0:-1], strict=False):
            sums.append(self._backward(sums[-1], before, here))
        return sums[::-1]

    def _backward(self, following: dict[Role, float], before: Unit, here: Unit) -> dict[Role, float]:
        extra = self.step(before, here)
        reached: dict[Role, float] = {}
        for previous in before.roles:
            after = self.after[previous]
            best = _LOWEST
            for role, total in following.items():
                total += (
                    here.roles[role]
                    + after.get(role, after["other"])
                    + extra.get((previous, role), 0.0)
                )
                if total > best:
                    best = total
            reached[previous] = best
        return reached

    def path(self, units: Sequence[Unit], forwards: list[dict[Role, float]]) -> list[Role]:
        """Return the roles of the best reading, traced from its end."""
        last = forwards[-1]
        role = max(last, key=lambda each: last[each] + self.end.get(each, self.end["other"]))
        roles = [role]
        for index in range(len(units) - 1, 0, -1):
            extra = self.step(units[index - 1], units[index])
            earlier, here = forwards[index - 1], role

            def total(previous: Role, here: Role = here, earlier: dict[Role, float] = earlier, extra: dict[tuple[Role, Role], float] = extra) -> float:
                after = self.after[previous]
                return earlier[previous] + after.get(here, after["other"]) + extra.get((previous, here), 0.0)

            role = max(earlier, key=total)
            roles.append(role)
        return roles[::-1]


def _signs_differ_only(one: str, other: str) -> bool:
    """Tell whether two styles are a number with a sign, as 1. and 1、."""
    return len(one) == 2 == len(other) and one[0] == "1" == other[0]
