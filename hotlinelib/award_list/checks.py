"""What must hold in a reading, whatever the weights say; what doesn't is a doubt."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from hotlinelib.award_list.best_reading import OUTSIDE
from hotlinelib.award_list.lists import ListedEntry, PrintedList, winners_of
from hotlinelib.award_list.printed_line import Line, Mark, brackets_balance, fold_shape
from hotlinelib.award_list.reading import Doubt, Draft, Reader, Row
from hotlinelib.award_list.units import Role, Unit

ROLE_NAMES: dict[Role, str] = {
    "prose": "prose",
    "list_title": "title of the whole list",
    "heading": "heading of an award",
    "group": "heading of a group",
    "section": "heading of a group of awards",
    "winner": "winner",
    "row": "award and winner",
    "group_row": "group and winner",
    "table_head": "head of a table",
    "signature": "signature",
    "date": "date",
    "attachment": "line of attachments",
    "page": "page matter",
    "note": "note inside a list",
    "heading_note": "note under a heading",
}
_STRAY_LIKENESS = 2.0
_OFTEN = 3
_SURE_PEOPLE = 3.5
# What must speak for a line that is no part of a list but stands in it.
_EXPLAINED = 1.0


_NO_MARK = Mark("", None)


def find_doubts(draft: Draft, reader: Reader, within: str | None = None) -> list[Doubt]:
    """Return all that isn't sure in a reading, in the order of its lines.

    Parameters
    ----------
    draft : Draft
        The reading.
    reader : Reader
        What it was read with.
    within : str, optional
        The issuer's place, for names that leave it out.
    """
    checker = _Checker(draft, reader, within)
    found = [doubt for check in checker.checks() for doubt in check]
    # The first reason for a line is the most basic one.
    by_place: dict[tuple[int, str], Doubt] = {}
    for doubt in found:
        by_place.setdefault((doubt.index, doubt.kind), doubt)
    kept = sorted(by_place.values(), key=lambda doubt: doubt.index)
    return kept or list(checker.nothing_found())


class _Checker:
    def __init__(self, draft: Draft, reader: Reader, within: str | None) -> None:
        self.draft = draft
        self.reader = reader
        self.judge = reader.judge
        self.within = within
        self.limits = reader.lexicon.weights["margin"]
        self.rows_of: dict[int, list[Row]] = defaultdict(list)
        for row in draft.rows:
            self.rows_of[row.index].append(row)
        # All names folded at once: the conversion of characters is costly to begin.
        names = {name for row in draft.rows for name in (row.organisation, row.person) if name}
        listed = sorted(names)
        self._shapes = (
            dict(zip(listed, fold_shape("\n".join(listed)).split("\n"), strict=True))
            if names
            else {}
        )
        # Lines whose role a declared count settles.
        self.settled: set[int] = set()

    def checks(self) -> Iterator[Iterator[Doubt]]:
        yield self.counts()
        yield self.roles()
        yield self.headings()
        yield self.numbers()
        yield self.entries()
        yield self.shapes()
        yield self.repeats()
        yield self.other_titles()
        yield self.strays()
        yield self.unexplained()
        yield self.evidence()
        yield self.places()

    def doubt(self, index: int, kind: str, reason: str, *readings: str) -> Doubt:
        return Doubt(self.draft.units[index].piece.line, reason, readings, kind, index)

    # --- counts ------------------------------------------------------------------------------

    def counts(self) -> Iterator[Doubt]:
        for each in self.draft.lists:
            if each.count is not None and each.index is not None:
                yield from self._count(each, each.index, each.count, each.entries, is_whole=True)
            for index, count, entries in _groups(each):
                if count is not None:
                    yield from self._count(each, index, count, entries)

    def _count(
        self,
        each: PrintedList,
        index: int,
        count: int,
        entries: Sequence[ListedEntry],
        *,
        is_whole: bool = False,
    ) -> Iterator[Doubt]:
        winners = sum(len(self.rows_of[entry.index]) for entry in entries)
        numbered = bool(entries) and all(entry.unit.number is not None for entry in entries)
        by_comma = all(
            cell.before not in ("space", "wide") for entry in entries for cell in entry.cells[1:]
        ) or all(self.rows_of[e.index] and self.rows_of[e.index][0].person for e in entries)
        if count == winners:
            if is_whole:
                self._settle(entries)
            return
        if count == len(entries) and numbered and by_comma:
            return
        yield self.doubt(
            index,
            "count",
            f"the heading declares {count} winners but {winners} follow; compare with the source: "
            f"a line may be missing, doubled, or read as something else",
        )

    def _settle(self, entries: Sequence[ListedEntry]) -> None:
        indices = [entry.index for entry in entries]
        if not indices:
            return
        self.settled.update(indices)
        after = max(indices) + 1
        if after < len(self.draft.units) and self.draft.chosen[after].role in OUTSIDE:
            self.settled.add(after)

    # --- roles -------------------------------------------------------------------------------

    def roles(self) -> Iterator[Doubt]:
        for index, (unit, choice) in enumerate(
            zip(self.draft.units, self.draft.chosen, strict=True)
        ):
            other = choice.other
            limit = self.limits["role"]
            if (choice.role, other) == ("signature", "winner"):
                limit = self.limits["signature"]
            if choice.margin >= limit or other is None or index in self.settled:
                continue
            if self.judge.is_grade(self.reader.titles.peel(unit.piece).shape) and {
                choice.role,
                other,
            } <= {"heading", "group", "section"}:
                continue
            yield self.doubt(
                index,
                "role",
                f"{ROLE_NAMES[choice.role]} or {ROLE_NAMES[other]}? It can't be told; "
                f"{self._advice(choice.role, other)}",
                ROLE_NAMES[choice.role],
                ROLE_NAMES[other],
            )

    def _advice(self, role: Role, other: Role) -> str:
        pair = {role, other}
        if "signature" in pair:
            return "number the winners, declare their count in the heading, or give the line's role"
        if "heading" in pair:
            return "name the titles of the awards (titles=, --title), or give the line's role"
        return "give the line's role (--roles), or move it out of the list"

    def headings(self) -> Iterator[Doubt]:
        titles: dict[tuple[str, str], PrintedList] = {}
        for each in self.draft.lists:
            if each.index is None:
                continue
            index = each.index
            if not each.entries:
                yield self.doubt(
                    index,
                    "title",
                    "a heading with no items below it; add its winners, or give the line's role",
                )
            for start, _, entries in _groups(each):
                if not entries:
                    yield self.doubt(
                        start,
                        "title",
                        "a heading with no items below it; add its winners, or give the line's "
                        "role",
                    )
            if not brackets_balance(self.draft.units[index].piece.shape):
                yield self.doubt(
                    index, "title", "a heading whose brackets don't pair; add the missing one"
                )
            if self.reader.titles.joins_titles(each.shape):
                yield self.doubt(
                    index,
                    "title",
                    f"the heading names two awards, and it can't be told which winner has which: "
                    f"'{each.title}'",
                )
            key = (each.shape, each.section)
            if key in titles and not self._is_continued(titles[key], each):
                first = self._line(titles[key]).found_at
                yield self.doubt(
                    index,
                    "title",
                    f"the award '{each.title}' has a heading in {first} already; join the two "
                    f"lists or tell the titles apart",
                )
            titles.setdefault(key, each)

    def _line(self, each: PrintedList) -> Line:
        assert each.index is not None
        return self.draft.units[each.index].piece.line

    def _is_continued(self, first: PrintedList, each: PrintedList) -> bool:
        """Tell whether a heading is printed again, and its numbers go on."""
        if not first.entries or not each.entries or first.index == each.index:
            return False
        last, here = first.entries[-1].unit.number, each.entries[0].unit.number
        return last is not None and here == last + 1

    # --- numbers -----------------------------------------------------------------------------

    def numbers(self) -> Iterator[Doubt]:
        last_of: dict[str, int] = {}
        for each in self.draft.lists:
            last: Mark | None = None
            for entry in each.entries:
                yield from self._number(entry, last, last_of.get(each.shape))
                last = entry.unit.piece.mark or last or _NO_MARK
                if last and last.number is not None:
                    last_of[each.shape] = last.number
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
                    entry.index, "numbering", f"numbering starts at {number}; expected 1"
                )
            return
        if (mark is None) != (last is _NO_MARK) or (number is None) != (last.number is None):
            yield self._two_ways(entry, last)
        elif mark and mark.style != last.style and not self._goes_on(mark, last):
            yield self._two_ways(entry, last)
        elif number is not None and last.number is not None and number != last.number + 1:
            if number == 1 and entry.starts_group:
                return
            verb = "repeats" if number <= last.number else "jumps"
            yield self.doubt(
                entry.index,
                "numbering",
                f"numbering {verb}: {number} follows {last.number}; expected {last.number + 1}, or "
                f"a heading before a new list",
            )

    def _goes_on(self, mark: Mark, last: Mark) -> bool:
        alike = len(mark.style) == 2 == len(last.style) and mark.style[0] == last.style[0] == "1"
        return alike and mark.number is not None and mark.number == (last.number or 0) + 1

    def _two_ways(self, entry: ListedEntry, last: Mark) -> Doubt:
        return self.doubt(
            entry.index,
            "numbering",
            f"two ways of numbering in one list: {_style_name(last)} before, "
            f"{_style_name(entry.unit.piece.mark)} here; number all items alike",
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
                    f"numbering of headings jumps: {mark.number} follows {before or 'none'}; is a "
                    f"heading missing or not recognised?",
                )
            last[mark.style] = mark.number
            if mark.style == "一、":
                last.pop("(一)", None)

    # --- entries -----------------------------------------------------------------------------

    def entries(self) -> Iterator[Doubt]:
        for index in self.draft.headless:
            yield self.doubt(
                index,
                "title",
                "this reads like a list of winners, but no heading above it can be recognised; "
                "name the award's title (titles=, --title), or write it on a line of its own",
            )
        for each in self.draft.lists:
            self._people_are_sure = self._looks_like_people(each)
            for entry in each.entries:
                yield from self._entry(entry)

    def _looks_like_people(self, each: PrintedList) -> bool:
        """Tell whether the names of people in a list are, by and large, surely such."""
        names = [r.person for e in each.entries[:200] for r in self.rows_of[e.index] if r.person]
        weights = [self.judge.person(self._shape(name)) for name in names]
        return len(weights) > 2 and sum(weights) / len(weights) > _SURE_PEOPLE

    def _entry(self, entry: ListedEntry) -> Iterator[Doubt]:
        index, ways = entry.index, self.draft.ways[entry.index]
        shape = entry.unit.piece.shape
        if not shape:
            yield self.doubt(
                index,
                "winner",
                "an item with an empty name; write the winner's name after its number",
            )
            return
        if not brackets_balance(shape):
            yield self.doubt(
                index,
                "winner",
                "brackets or quotation marks that don't pair; add the missing one, or join the "
                "lines if the name goes on in the next one",
            )
            return
        if shape[-1] == ":":
            yield self.doubt(
                index,
                "winner",
                "nothing on one side of the colon; write 'organisation:person'",
            )
            return
        rows = self.rows_of[index]
        if not ways or not rows:
            yield self.doubt(
                index,
                "fields",
                f"'{_short(shape)}' can't be read as the names of winners; give organisation and "
                f"person for the line (--roles)",
            )
            return
        first = ways[0]
        readings = tuple(self._describe(entry, way.winners) for way in ways[:3])
        if first.doubt:
            yield self.doubt(
                index, "fields", f"{first.doubt}; give the fields (--roles)", *readings
            )
        elif self.draft.margins[index] < self.limits["fields"]:
            yield self.doubt(
                index,
                "fields",
                "it can't be told what the parts of this entry are; write 'organisation:person', "
                "one winner per line, or give the fields (--roles)",
                *readings,
            )
        yield from self._names(index, rows, headed=entry.head is not None)

    def _names(self, index: int, rows: Sequence[Row], *, headed: bool) -> Iterator[Doubt]:
        for row in rows:
            if row.organisation is None and row.person is None:
                yield self.doubt(index, "winner", "an entry that names no winner")
            if not row.award:
                yield self.doubt(
                    index, "title", "no award is named for this winner; give it (--roles, --title)"
                )
            for kind, name in (("organisation", row.organisation), ("person", row.person)):
                if name is None:
                    continue
                shape = self._shape(name)
                fault = self.reader.fields.fault(shape, kind)  # type: ignore[arg-type]
                weigh = self.judge.organisation if kind == "organisation" else self.judge.person
                least = self.limits[kind] - (2.5 if headed else 0.0)
                if kind == "person" and self._people_are_sure:
                    least -= 3.5
                if fault:
                    yield self.doubt(index, "winner", f"{fault}: '{_short(name)}'")
                elif weigh(shape) < least and not (
                    kind == "organisation"
                    and weigh(shape) > least - 1.0
                    and self._run_is_sure(index)
                ):
                    what = "an organisation" if kind == "organisation" else "a person"
                    yield self.doubt(
                        index,
                        "winner",
                        f"'{_short(name)}' can't be told to be {what}; check it, and give the "
                        f"fields (--roles)",
                    )

    def _run_is_sure(self, index: int) -> bool:
        return self.draft.units[index].run > 2.5

    def _shape(self, name: str) -> str:
        return self._shapes[name]

    def _describe(self, entry: ListedEntry, winners: Sequence[object]) -> str:
        printed = entry.unit.piece.printed
        shown = []
        for winner in winners[:3]:
            parts = [
                f"{kind} {printed[span[0] : span[1]].strip()}"
                for kind in ("organisation", "person", "work", "award", "grade", "group")
                if (span := getattr(winner, kind)) is not None
            ]
            shown.append(", ".join(parts))
        return "; ".join(shown) + ("; ..." if len(winners) > 3 else "")

    # --- lists as a whole ----------------------------------------------------------------------

    def shapes(self) -> Iterator[Doubt]:
        """Winners of one award are all people or all organisations, and named alike."""
        for each in self.draft.lists:
            kinds: dict[int, tuple[bool, bool]] = {}
            for entry in each.entries:
                rows = self.rows_of[entry.index]
                if rows and each.index is not None:
                    kinds[entry.index] = (
                        rows[0].organisation is not None,
                        rows[0].person is not None,
                    )
            if len(set(kinds.values())) < 2:
                continue
            counted = Counter(kinds.values())
            fewer = min(counted, key=lambda kind: counted[kind])
            yield self.doubt(
                next(i for i, kind in kinds.items() if kind == fewer),
                "winner",
                "some winners of this award are people and some organisations, or some people have "
                "an organisation and some don't; expected all alike, as 'organisation:person' or "
                "the organisation alone",
            )

    def repeats(self) -> Iterator[Doubt]:
        seen: dict[tuple[object, ...], int] = {}
        for row in self.draft.rows:
            unit = self.draft.units[row.index]
            key = (row.award, row.organisation, row.person, row.group, row.grade, row.work)
            if key in seen and (unit.number is None or seen[key] == row.index):
                yield self.doubt(
                    row.index, "winner", "a winner stands twice in one list; take one away"
                )
            seen.setdefault(key, row.index)
        yield from self._often()

    def _often(self) -> Iterator[Doubt]:
        """What stands beside most organisations of a list is hardly a person."""
        for each in self.draft.lists:
            rows = [row for entry in each.entries for row in self.rows_of[entry.index]]
            people = Counter(row.person for row in rows if row.person and row.organisation)
            for name, times in people.most_common(1):
                if times >= _OFTEN and 2 * times > len(rows):
                    index = next(row.index for row in rows if row.person == name)
                    yield self.doubt(
                        index,
                        "fields",
                        f"'{name}' stands beside {times} winners: a person, or something else?",
                    )

    def other_titles(self) -> Iterator[Doubt]:
        """An entry never names another award than its own."""
        own = {row.award for row in self.draft.rows if len(row.award) > 2}
        if not own:
            return
        titles = sorted(own, key=len, reverse=True)
        known = re.compile("|".join(map(re.escape, titles)))
        awards_at: dict[int, set[str]] = defaultdict(set)
        for row in self.draft.rows:
            awards_at[row.index].add(row.award)
        ends = {title[-2:] for title in titles}
        for index, awards in awards_at.items():
            printed = self.draft.units[index].piece.printed
            if not any(end in printed for end in ends):
                continue
            for match in known.finditer(printed):
                if not any(match[0] in award for award in awards):
                    yield self.doubt(
                        index,
                        "title",
                        f"the line names the award '{match[0]}', but is read as a winner of "
                        f"'{next(iter(awards))}'",
                    )
                    break

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
        for index, (unit, choice) in enumerate(zip(units, chosen, strict=True)):
            if choice.role not in OUTSIDE:
                last_winner = None if index in complete else unit
            elif not unit.piece.shape:
                if last_winner and self._follows(unit, last_winner):
                    yield self.doubt(
                        index,
                        "winner",
                        "an item with an empty name; write the winner's name after its number",
                    )
            elif (unit.likeness > _STRAY_LIKENESS and self._is_stray(index, last_winner)) or (
                inside[:1] < [index] < inside[-1:] and self._names_winner(unit)
            ):
                yield self.doubt(
                    index,
                    "role",
                    "this reads like a winner, but stands in no list: no heading above it can be "
                    "recognised; name the award's title (titles=, --title), or give the line's "
                    "role (--roles)",
                    ROLE_NAMES[choice.role],
                    ROLE_NAMES["winner"],
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
            return not (not following or any(c.role in ("date", "attachment") for c in following))
        return unit.roles.get(role, 0.0) < _EXPLAINED

    def unexplained(self) -> Iterator[Doubt]:
        """Lines between winners, or right after them, that are nothing we know."""
        inside = [i for i, choice in enumerate(self.draft.chosen) if choice.role not in OUTSIDE]
        if not inside:
            return
        first, last = inside[0], inside[-1]
        for index in range(first, len(self.draft.units)):
            unit, choice = self.draft.units[index], self.draft.chosen[index]
            if choice.role not in OUTSIDE or index in self.settled:
                continue
            if max(unit.roles[role] for role in unit.roles if role in OUTSIDE) >= _EXPLAINED:
                if index > last:
                    return
                continue
            yield self.doubt(
                index,
                "role",
                "a line inside a list, or right after it, that is neither item nor heading nor "
                "surely the list's end; give the line's role (--roles), or move it out of the list",
                ROLE_NAMES[choice.role],
            )

    def evidence(self) -> Iterator[Doubt]:
        """A heading must show by its words, its form or the article that it names an award."""
        units, chosen = self.draft.units, self.draft.chosen
        styles = Counter(
            units[i].style for i, choice in enumerate(chosen) if choice.role == "heading"
        )
        told: bool | None = None
        for each in self.draft.lists:
            if each.index is None or each.index in self.draft.decided or not each.peeled:
                continue
            unit = units[each.index]
            if self.reader.titles.has_broken_year(each.shape):
                yield self.doubt(
                    each.index,
                    "title",
                    f"a year that isn't whole, or not at the start, in the title "
                    f"'{_short(each.title)}'; name the titles (titles=, --title)",
                )
                continue
            if self.judge.telling.search(each.shape):
                yield self.doubt(
                    each.index,
                    "title",
                    f"a sentence, or an award's title? '{_short(each.title)}'; name the titles "
                    f"(titles=, --title)",
                )
                continue
            weight = self.reader.titles.weigh(each.peeled) + self.judge.weights["evidence"]["base"]
            shown = self.judge.weights["evidence"]
            if unit.style:
                weight += shown["marked"] + shown["siblings"] * (styles[unit.style] > 1)
            if len(each.entries) > 1 and all(e.unit.number is not None for e in each.entries):
                weight += shown["numbered_items"]
            if weight < 0:
                told = self._tells_of_awards() if told is None else told
                weight += shown["article"] * told
            if weight < 0:
                yield self.doubt(
                    each.index,
                    "title",
                    f"it can't be told that '{_short(each.title)}' is an award's title; name the "
                    f"titles (titles=, --title), or give the line's role",
                    "heading of an award",
                    "something else",
                )

    def _tells_of_awards(self) -> bool:
        headings = {each.index for each in self.draft.lists}
        told = re.compile("表彰|表扬|获奖|授予|荣誉|评选|颁奖|奖励|先进|优秀|榜单")
        return any(
            told.search(unit.piece.shape)
            for index, unit in enumerate(self.draft.units)
            if index not in headings
        )

    def places(self) -> Iterator[Doubt]:
        if self.within:
            return
        for row in self.draft.rows:
            if row.organisation is None:
                continue
            shape = self._shape(row.organisation)
            if self.judge.is_relative(shape) or self.judge.is_bare(shape):
                yield self.doubt(
                    row.index,
                    "place",
                    f"'{_short(row.organisation)}' doesn't say its place; it is that of the "
                    f"issuer: give it (within=, --within){self._issuer()}",
                )

    def _issuer(self) -> str:
        for unit, choice in zip(self.draft.units, self.draft.chosen, strict=True):
            if choice.role in ("signature", "list_title"):
                place = self.judge.place_of(unit.piece.shape)
                if place:
                    return f", perhaps '{place}'"
        return ""

    def nothing_found(self) -> Iterator[Doubt]:
        if not self.draft.rows:
            yield Doubt(
                None,
                "no award list in this text; expected a heading such as '2019年度最佳服务奖' with "
                "the winners below it",
                (),
                "title",
            )


def _groups(each: PrintedList) -> Iterator[tuple[int, int | None, list[ListedEntry]]]:
    """Yield each group's heading and count with its entries."""
    ends = [*(start for _, _, start in each.groups[1:]), len(each.entries)]
    for (index, count, start), end in zip(each.groups, ends[: len(each.groups)], strict=True):
        yield index, count, each.entries[start:end]


def _style_name(mark: Mark | None) -> str:
    if mark is None or mark is _NO_MARK:
        return "no number"
    return "a table's number column" if mark.style == "\t" else f"'{mark.style.strip()}'"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "..."
