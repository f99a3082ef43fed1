"""What must hold in a reading, whatever the weights say; what doesn't is a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hotlinelib.award_list.best_reading import OUTSIDE
from hotlinelib.award_list.checker import EMPTY, role_name
from hotlinelib.award_list.checks_of_counts import CountChecks
from hotlinelib.award_list.checks_of_headings import HeadingChecks
from hotlinelib.award_list.checks_of_repeats import RepeatChecks
from hotlinelib.award_list.checks_of_text import TextChecks
from hotlinelib.award_list.checks_of_winners import WinnerChecks
from hotlinelib.award_list.draft import Doubt, Draft
from hotlinelib.award_list.lists import ListedEntry, PrintedList, heads_grade
from hotlinelib.award_list.printed_line import HAN
from hotlinelib.award_list.reading import Reader
from hotlinelib.award_list.units import Unit
from hotlinelib.messages import message

_STRAY_LIKENESS = 2.0
# What must speak for a line that is no part of a list but stands in it.
_EXPLAINED = 1.0
# What page matter weighs that says what it is (相关新闻), not only stands in brackets.
_LABELLED = 3.0
_WORDS = re.compile(rf"[{HAN}]{{2}}")


def find_doubts(draft: Draft, reader: Reader, within: str | None = None) -> list[Doubt]:
    """Return all that isn't sure in a reading, in the order of its lines."""
    checker = _Checker(draft, reader, within)
    found = [doubt for check in checker.checks() for doubt in check]
    # The first reason for a line is the most basic one.
    by_place: dict[tuple[int, str], Doubt] = {}
    for doubt in found:
        first = by_place.setdefault((doubt.index, doubt.kind), doubt)
        by_place[doubt.index, doubt.kind] = replace(first, keys=first.keys | doubt.keys)
    kept = sorted(by_place.values(), key=lambda doubt: doubt.index)
    return kept or list(checker.nothing_found())


class _Checker(CountChecks, HeadingChecks, WinnerChecks, RepeatChecks, TextChecks):
    """All checks."""

    def checks(self) -> Iterator[Iterator[Doubt]]:
        yield self.counts()
        yield self.roles()
        yield self.mixed()
        yield self.headings()
        yield self.numbers()
        yield self.entries()
        yield self.untitled()
        yield self.shapes()
        yield self.repeats()
        yield self.other_titles()
        yield self.last_winners()
        yield self.strays()
        yield self.unprinted()
        yield self.unexplained()
        yield self.unread()
        yield self.evidence()
        yield self.places()

    # --- roles -------------------------------------------------------------------------------

    def roles(self) -> Iterator[Doubt]:
        self.headed = {
            entry.index
            for each in self.draft.lists
            for entry in each.entries
            if entry.head is not None and "award" in entry.head
        }
        for index, (unit, choice) in enumerate(
            zip(self.draft.units, self.draft.chosen, strict=True)
        ):
            other = choice.other
            limit = self.limits["role"]
            if (choice.role, other) == ("signature", "winner") and self._ends_list(index):
                limit = self.limits["signature"]
            if (choice.role, other) == ("winner", "signature") and self._may_sign(index):
                limit = self.limits["signature"]
            if choice.margin >= limit or other is None or index in self.settled:
                continue
            if {choice.role, other} == {"row", "winner"} and index in self.headed:
                continue
            if {choice.role, other} == {"list_title", "heading"} and self._heads_nothing(index):
                continue
            if (choice.role, other) == ("winner", "signature") and (
                self._is_one_of_them(index) or self._goes_on_below(index)
            ):
                continue
            if all(heads_grade(unit, role, self.reader.titles) for role in (choice.role, other)):
                continue
            yield self.undecided(index, choice.role, other)

    def _heads_nothing(self, index: int) -> bool:
        """Tell whether what follows a line can be no winner: nothing would stand under it."""
        following = self.draft.units[index + 1 : index + 2]
        return all(
            self.draft.chosen[index + 1].role in OUTSIDE and unit.roles.get("winner", -9.0) < 0
            for unit in following
        )

    def _is_one_of_them(self, index: int) -> bool:
        """Tell whether a last winner is of a place on the level of the others', as no issuer is."""
        shapes = [unit.piece.shape for unit in self.draft.units[max(0, index - 5) : index + 1]]
        chosen = self.draft.chosen[max(0, index - 5) : index]
        above = [s for s, choice in zip(shapes, chosen, strict=False) if choice.role == "winner"]
        levels = [self.judge.levels_of(shape) for shape in (*above, shapes[-1])]
        after = {choice.role for choice in self.draft.chosen[index + 1 : index + 2]}
        return (
            len(above) > 2
            and bool(levels[-1])
            and all(levels[-1] & each for each in levels)
            and len(self.judge.words["issuer_end"].end_of(shapes[-1])) < 2
            and "date" not in after
        )

    def _may_sign(self, index: int) -> bool:
        """Tell whether a date follows a name that ends like no other of its block."""
        unit = self.draft.units[index]
        following = [choice.role for choice in self.draft.chosen[index + 1 : index + 4]]
        return "date" in following and not (unit.has_twin or unit.style)

    def _goes_on_below(self, index: int) -> bool:
        """Tell whether a winner ends like others of its block, and another list follows."""
        following = self.draft.chosen[index + 1 : index + 2]
        return self.draft.units[index].has_twin and any(
            choice.role in ("heading", "section", "group") for choice in following
        )

    def _ends_list(self, index: int) -> bool:
        """Tell whether a signature may be the last winner: below winners, or with no date."""
        chosen = self.draft.chosen
        after = next((c.role for c in chosen[index:] if c.role != "signature"), None)
        if after != "date":
            return True
        while index and chosen[index].role in ("signature", "note", "heading_note"):
            index -= 1
        return chosen[index].role not in OUTSIDE and not self.draft.units[index].style

    def mixed(self) -> Iterator[Doubt]:
        """Doubt an item that names its own award beside one that has its heading's."""
        units, chosen = self.draft.units, self.draft.chosen
        leads = {each.index for each in self.draft.lists}
        for index, (before, here) in enumerate(pairwise(units), 1):
            pair = {chosen[index - 1].role, chosen[index].role}
            if pair != {"row", "winner"} or leads & {index - 1, index} or not here.style:
                continue
            if before.style == here.style and here.number == (before.number or 0) + 1:
                yield self.undecided(index, "row", "winner")

    # --- lists as a whole ----------------------------------------------------------------------

    def last_winners(self) -> Iterator[Doubt]:
        """Doubt a last line that stands apart from the winners above it: it may be a signature."""
        final = max(
            (i for i, c in enumerate(self.draft.chosen) if c.role not in OUTSIDE), default=0
        )
        for each in self.draft.lists:
            yield from self._interrupted(each)
            if len(each.entries) < 3:
                continue
            *above, last = each.entries
            if last.unit.style or last.index in self.settled:
                continue
            if self._is_apart([entry.index for entry in each.entries]) or (
                last.index == final and (self._may_issue(last, above) or self._is_odd(last, above))
            ):
                yield self.undecided(last.index, "winner", "signature")

    def _interrupted(self, each: PrintedList) -> Iterator[Doubt]:
        """Doubt what goes on below page matter, and places alone where places head groups."""
        units = self.draft.units
        heads = [units[index].peeled for index, *_ in each.groups]
        grouped = any(head is not None and self.judge.is_place(head.shape) for head in heads)
        for entry in each.entries:
            if entry.unit.style or entry.unit.told or entry.index in self.settled:
                continue
            above = units[entry.index - 1] if entry.index else entry.unit
            if above.roles.get("page", 0.0) > _LABELLED and _WORDS.search(above.piece.shape):
                yield self.undecided(entry.index, "winner", "page")
            elif grouped and self.judge.is_place(entry.unit.piece.shape):
                yield self.undecided(entry.index, "winner", "group")

    def _may_issue(self, last: ListedEntry, others: Sequence[ListedEntry]) -> bool:
        """Tell whether the last winner may be the issuer: an office of the place of all others."""
        return (
            len(last.cells) == 1
            and bool(self.judge.words["issuer_end"].end_of(last.unit.piece.shape))
            and self.judge.holds(
                last.unit.piece.shape, [entry.unit.piece.shape for entry in others]
            )
        )

    def _is_odd(self, last: ListedEntry, others: Sequence[ListedEntry]) -> bool:
        """Tell whether the last winner ends otherwise than all others, which end alike."""
        forms = {entry.unit.form for entry in others}
        is_other = len(last.unit.cells) == len(forms) == 1 and last.unit.form not in forms
        return is_other and len(others) > 2 and not self.judge.is_place_like(last.unit.piece.shape)

    def _is_apart(self, indices: Sequence[int]) -> bool:
        """Tell whether blank lines stand before the last of some units, and before no other."""
        units = self.draft.units
        blank = [
            units[i].piece.line.number - units[i - 1].piece.line.number > 1 for i in indices[1:]
        ]
        return blank[-1] and not any(blank[:-1])

    def strays(self) -> Iterator[Doubt]:
        """Lines outside of lists that look like winners, or that go on counting."""
        units, chosen = self.draft.units, self.draft.chosen
        last_winner: Unit | None = None
        inside = [i for i, choice in enumerate(chosen) if choice.role not in OUTSIDE]
        complete = {
            each.entries[-1].index
            for each in self.draft.lists
            if each.entries and each.entries[-1].index in self.settled
        }
        counted: dict[str, bool] = {}
        for index, (unit, choice) in enumerate(zip(units, chosen, strict=True)):
            goes_on = unit.goes_on and counted.get(unit.style, False)
            if unit.number is not None:
                counted[unit.style] = choice.role not in OUTSIDE or goes_on
            if choice.role not in OUTSIDE:
                last_winner = None if index in complete else unit
            elif not unit.piece.shape:
                if last_winner and self._follows(unit, last_winner):
                    yield self.doubt(index, "winner", message(EMPTY))
            elif (unit.likeness > _STRAY_LIKENESS and self._is_stray(index, last_winner)) or (
                (inside[:1] < [index] < inside[-1:] and self._names_winner(unit))
                or (goes_on and not (unit.piece.mark and unit.piece.mark.is_section))
            ):
                yield self.doubt(
                    index,
                    "role",
                    message(
                        "this reads like a winner, but stands in no list: no heading above it can "
                        "be recognised; name the award's title (titles=, --title), or give the "
                        "line's role (--roles)"
                    ),
                    role_name(choice.role),
                    role_name("winner"),
                )

    def _follows(self, unit: Unit, last: Unit) -> bool:
        return (
            unit.number is not None
            and last.number is not None
            and unit.number == last.number + 1
            and unit.style == last.style
        )

    def _names_winner(self, unit: Unit) -> bool:
        """Tell whether a numbered line begins with what looks like a winner."""
        if not unit.style or (unit.piece.mark and unit.piece.mark.is_section) or not unit.cells:
            return False
        first = unit.cells[0].text
        return max(self.judge.organisation(first), self.judge.person(first)) > _STRAY_LIKENESS

    def _is_stray(self, index: int, last_winner: Unit | None) -> bool:
        unit, role = self.draft.units[index], self.draft.chosen[index].role
        if role == "attachment":
            return False
        if unit.style and not (unit.piece.mark and unit.piece.mark.is_section):
            return True
        if last_winner is None or last_winner.style or index in self.settled:
            return False
        # A list without numbers may go on after prose: only what surely is something else is not.
        if role == "signature":
            following = self.draft.chosen[index + 1 : index + 3]
            shapes = unit.piece.shape, last_winner.piece.shape
            if not following and all(map(self.judge.place_of, shapes)):
                return not self.judge.holds(shapes[0], shapes[1:])
            return not (not following or any(c.role in ("date", "attachment") for c in following))
        return unit.roles.get(role, 0.0) < _EXPLAINED

    def unexplained(self) -> Iterator[Doubt]:
        """Lines between winners, or right after them, that are nothing we know."""
        inside = [i for i, choice in enumerate(self.draft.chosen) if choice.role not in OUTSIDE]
        if not inside or (self.tells and self.draft.rows):
            return
        first, last = inside[0], inside[-1]
        for index in range(first, len(self.draft.units)):
            unit, choice = self.draft.units[index], self.draft.chosen[index]
            if choice.role not in OUTSIDE or index in self.settled:
                continue
            following = [c.role for c in self.draft.chosen[index + 1 : index + 5]]
            while following[:1] == ["signature"]:
                following = following[1:]
            signed = choice.role == "signature" and following[:1] == ["date"]
            if (
                signed
                or max(unit.roles[role] for role in unit.roles if role in OUTSIDE) >= _EXPLAINED
            ):
                if index > last:
                    return
                continue
            yield self.doubt(
                index,
                "role",
                message(
                    "a line inside a list, or right after it, that is neither item nor heading "
                    "nor surely the list's end; give the line's role (--roles), or move it out of "
                    "the list"
                ),
                role_name(choice.role),
            )

    def nothing_found(self) -> Iterator[Doubt]:
        if not self.draft.rows:
            yield Doubt(
                None,
                message(
                    "no award list in this text; expected a heading such as '2019年度最佳服务奖' "
                    "with the winners below it; `hotline parse FILE --explain --write TABLE` "
                    "gives a table of its lines to edit, and `--roles TABLE` reads it"
                ),
                (),
                "title",
            )
