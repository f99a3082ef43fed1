"""What must hold for headings and numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from hotlinelib.award_list.best_reading import OUTSIDE
from hotlinelib.award_list.checker import Checker, groups_of, role_name, short
from hotlinelib.award_list.draft import Doubt
from hotlinelib.award_list.lists import ListedEntry, PrintedList
from hotlinelib.award_list.numerals import CHINESE_NUMBER
from hotlinelib.award_list.printed_line import HAN, Line, Mark, brackets_balance
from hotlinelib.messages import marked, message

_REMARK_IN_BRACKETS = re.compile(
    rf"\((?:部分|节选|摘录|续|[^()]*(?:\d|{CHINESE_NUMBER})\s*[家个名项位人][^()]*)\)$"
)
_NO_PART_OF_TITLES = re.compile(rf"[^{HAN}\w()“”\"‘’「」『』《》〈〉·.、,:—/&+%~★☆ -]|[①-⓿㈀-㏿]")
_JUMPS = marked(
    "numbering jumps: {number} follows {last}; expected {expected}, or a heading before a new list"
)
_REPEATS = marked(
    "numbering repeats: {number} follows {last}; expected {expected}, or a heading before a new "
    "list"
)
_NO_MARK = Mark("", None)


class HeadingChecks(Checker):
    """Checks of titles, groups and numbering."""

    def headings(self) -> Iterator[Doubt]:
        """Doubt headings without winners, twice printed, or of two awards."""
        titles: dict[tuple[str, str], PrintedList] = {}
        for each in self.draft.lists:
            if each.index is None:
                continue
            index = each.index
            if "vacant" not in (each.peeled.signs if each.peeled else ()):
                yield from self._winnerless(each, index)
            for start, _, entries in groups_of(each):
                style = self.draft.units[start].style
                if style and style == self.draft.units[index].style:
                    yield self.doubt(
                        start,
                        "title",
                        message(
                            "heading of a group or of an award? It is numbered or marked like the "
                            "heading above; give the line's role"
                        ),
                        role_name("group"),
                        role_name("heading"),
                    )
                if not entries:
                    yield self._empty(start)
                elif self._ends_like_winners(start, entries[0]):
                    yield self.undecided(start, "group", "winner")
            # What a person has named as a title is one.
            is_named = each.shape in self.reader.titles.named
            if not is_named and not brackets_balance(self.draft.units[index].piece.shape):
                yield self.doubt(
                    index,
                    "title",
                    message("a heading whose brackets don't pair; add the missing one"),
                )
            if not is_named and (
                _REMARK_IN_BRACKETS.search(each.shape) or _NO_PART_OF_TITLES.search(each.shape)
            ):
                yield self.doubt(
                    index,
                    "title",
                    message(
                        "a remark, or part of the title? '{title}'; name the titles (titles=, "
                        "--title)",
                        title=short(each.title),
                    ),
                )
            if not is_named and self.reader.titles.joins_titles(each.shape):
                yield self.doubt(
                    index,
                    "title",
                    message(
                        "the heading names two awards, and it can't be told which winner has "
                        "which: '{title}'",
                        title=each.title,
                    ),
                )
            key = (each.shape, each.section)
            if key in titles and not self._is_continued(titles[key], each):
                first = self._line(titles[key]).told_at
                yield self.doubt(
                    index,
                    "title",
                    message(
                        "the award '{title}' has a heading in {place} already; join the two lists "
                        "or tell the titles apart",
                        title=each.title,
                        place=first,
                    ),
                )
            titles.setdefault(key, each)

    def _ends_like_winners(self, index: int, first: ListedEntry) -> bool:
        """Tell whether a group is known by its end alone, and the winner below ends alike."""
        unit = self.draft.units[index]
        text = unit.piece.shape
        return (
            not unit.style
            and text.isalnum()
            and not (self.judge.is_group(text) or self.judge.is_place(text))
            and not self.judge.is_grade(text)
            and first.unit.piece.shape[-1:] == text[-1]
        )

    @cached_property
    def _awards(self) -> set[str]:
        return {row.award for row in self.draft.rows}

    def _winnerless(self, each: PrintedList, index: int) -> Iterator[Doubt]:
        """Doubt a heading without items, or one that a person has confirmed without winners."""
        is_confirmed = index in self.draft.decided or each.shape in self.reader.titles.named
        if each.title in self._awards and is_confirmed:
            return
        if is_confirmed:
            told = message(
                "no winner stands under '{title}', which was confirmed as a title; give the roles "
                "and names of the lines below it, or another role for this one (--roles)",
                title=short(each.title),
            )
            # It stays while it is so: the heading itself is decided.
            yield self.doubt(index, "award", told)
        elif not each.entries:
            yield self._empty(index)

    def _empty(self, index: int) -> Doubt:
        return self.doubt(
            index,
            "title",
            message("a heading with no items below it; add its winners, or give the line's role"),
        )

    def _line(self, each: PrintedList) -> Line:
        assert each.index is not None
        return self.draft.units[each.index].piece.line

    def _is_continued(self, first: PrintedList, each: PrintedList) -> bool:
        """Tell whether a heading is printed again, and its numbers go on."""
        if not first.entries or not each.entries or first.index == each.index:
            return False
        last, here = first.entries[-1].unit.number, each.entries[0].unit.number
        return last is not None and here == last + 1

    def numbers(self) -> Iterator[Doubt]:
        """Doubt numbers that jump or repeat."""
        last_of: dict[str, int] = {}
        before: Mark | None = None
        for each in self.draft.lists:
            last: Mark | None = None
            numbers = [entry.unit.number or 0 for entry in each.entries]
            lines = {entry.unit.piece.line.number for entry in each.entries}
            if len(lines) < len(numbers) and sorted(numbers) == list(range(1, len(numbers) + 1)):
                # Numbers that run down one column and on in the next one.
                continue
            for entry in each.entries:
                continued = last_of.get(each.shape)
                if before is not None and before.style == entry.unit.style:
                    # Numbers may also go on from award to award.
                    continued = continued or before.number
                mark = entry.unit.piece.mark
                if not (mark and last and mark == (last.style, (last.number or 0) + 1)):
                    yield from self._number(entry, last, continued)
                last = mark or last or _NO_MARK
                if last.number is not None:
                    last_of[each.shape] = last.number
            before = last
        yield from self._sections()

    def _number(
        self, entry: ListedEntry, last: Mark | None, continued: int | None
    ) -> Iterator[Doubt]:
        mark = entry.unit.piece.mark
        number = mark.number if mark else None
        role = self.draft.chosen[entry.index].role
        if role != "winner":
            return
        if last is None:
            if number is not None and number != 1 and number - 1 != continued:
                yield self.doubt(
                    entry.index,
                    "numbering",
                    message("numbering starts at {number}; expected 1", number=number),
                )
            return
        if (
            (mark is None) != (last is _NO_MARK)
            or (number is None) != (last.number is None)
            or (mark and mark.style != last.style and not self._goes_on(mark, last))
        ):
            yield self._two_ways(entry, last)
        elif number is not None and last.number is not None and number != last.number + 1:
            if number == 1 and entry.starts_group:
                return
            yield self.doubt(
                entry.index,
                "numbering",
                message(
                    _REPEATS if number <= last.number else _JUMPS,
                    number=number,
                    last=last.number,
                    expected=last.number + 1,
                ),
            )

    def _goes_on(self, mark: Mark, last: Mark) -> bool:
        alike = len(mark.style) == 2 == len(last.style) and mark.style[0] == last.style[0] == "1"
        return alike and mark.number is not None and mark.number == (last.number or 0) + 1

    def _two_ways(self, entry: ListedEntry, last: Mark) -> Doubt:
        return self.doubt(
            entry.index,
            "numbering",
            message(
                "two ways of numbering in one list: {before} before, {here} here; number all "
                "items alike",
                before=_style_name(last),
                here=_style_name(entry.unit.piece.mark),
            ),
        )

    def _sections(self) -> Iterator[Doubt]:
        last: dict[str, int] = {}
        for index, (unit, choice) in enumerate(
            zip(self.draft.units, self.draft.chosen, strict=True)
        ):
            mark = unit.piece.mark
            if mark is None or not mark.is_section or mark.number is None:
                continue
            before = last.get(mark.style)
            if (
                choice.role not in OUTSIDE
                and choice.role != "winner"
                and mark.number not in (1, (before or 0) + 1)
                and before is not None
            ):
                yield self.doubt(
                    index,
                    "numbering",
                    message(
                        "numbering of headings jumps: {number} follows {last}; is a heading "
                        "missing or not recognised?",
                        number=mark.number,
                        last=before,
                    ),
                )
            last[mark.style] = mark.number
            if mark.style == "一、":
                last.pop("(一)", None)

    def evidence(self) -> Iterator[Doubt]:
        """Doubt a title whose words don't all say that it is one, unless the article says so."""
        titles, earned = self.reader.titles, self.reader.earned
        shapes = self._fold({row.award for row in self.draft.rows})
        places = {row.award: row.index for row in reversed(self.draft.rows)}
        headed = {each.title: each.index for each in self.draft.lists if each.index is not None}
        places |= headed
        rows_of: dict[str, set[int]] = defaultdict(set)
        for row in self.draft.rows:
            rows_of[row.award].add(row.index)
        for award, shape in shapes.items():
            index = places[award]
            if index in self.draft.decided or not award or earned.is_earned(shape):
                continue
            if titles.has_broken_year(shape):
                told = message(
                    "a year that isn't whole, or not at the start, in the title '{title}'; "
                    "name the titles (titles=, --title)",
                    title=short(award),
                )
            elif earned.may_be_earned(shape) and (
                self.draft.units[index].told or self._is_told(shape)
            ):
                continue
            else:
                told = message(
                    "it can't be told that '{title}' is an award's title; name the titles "
                    "(titles=, --title), or give the line's role",
                    title=short(award),
                )
            readings = role_name("heading"), role_name("group"), message("something else")
            yield self.doubt(index, "title", told, *readings)
            # Where rows name their awards, each of them says so.
            for other in rows_of[award] - {index} if award not in headed else ():
                if other not in self.draft.decided:
                    yield self.doubt(other, "title", told, *readings)

    def _is_told(self, title: str) -> bool:
        """Tell whether a sentence of the article says that the award was given."""
        told = re.compile(self.reader.earned.honour + rf"[^。;!?]*{re.escape(title)}")
        return any(
            told.search(unit.piece.shape)
            for unit, choice in zip(self.draft.units, self.draft.chosen, strict=True)
            if choice.role in ("prose", "list_title")
        )


def _style_name(mark: Mark | None) -> str:
    if mark is None or mark is _NO_MARK:
        return message("no number")
    return message("a table's number column") if mark.style == "\t" else f"'{mark.style.strip()}'"
