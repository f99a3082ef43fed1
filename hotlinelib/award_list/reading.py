"""The reading of an article: its lines with their roles, its winners, and what isn't sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from hotlinelib.award_list.best_reading import OUTSIDE, TAKEN_OUT, Chosen, best_reading
from hotlinelib.award_list.decided import Decided, Decisions
from hotlinelib.award_list.earned import EarnedTitles
from hotlinelib.award_list.faults import NameFaults
from hotlinelib.award_list.fields import FieldReader
from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.lexicon import Lexicon, load_lexicon
from hotlinelib.award_list.lists import ListBuilder, ListedEntry, PrintedList
from hotlinelib.award_list.observer import Observer
from hotlinelib.award_list.printed_line import Line, Piece, cut_lines, fold_width
from hotlinelib.award_list.segments import cut_headings
from hotlinelib.award_list.separators import PAD
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.told import ToldAwards, told_counts
from hotlinelib.award_list.units import Unit
from hotlinelib.award_list.ways import Entry, Fields, Winner
from hotlinelib.errors import ParameterError


@dataclass(slots=True, eq=False)
class Row:
    """A winner, as the table of rows has it."""

    index: int
    award: str
    position: int | None
    organisation: str | None
    person: str | None
    line: Line
    grade: str | None = None
    group: str | None = None
    work: str | None = None


@dataclass(frozen=True)
class Doubt:
    """Something in an article that can be read in more than one way, or that doesn't agree."""

    line: Line | None
    reason: str
    readings: tuple[str, ...] = ()
    kind: str = "role"
    index: int = -1


@dataclass
class Draft:
    """An article while it is read."""

    units: list[Unit]
    chosen: list[Chosen]
    lists: list[PrintedList]
    headless: list[int]
    ways: dict[int, list[Fields]] = field(default_factory=dict)
    margins: dict[int, float] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    decided: set[int] = field(default_factory=set)
    # Counts of winners that the text around the lists declares: unit, count, title or "".
    told: list[tuple[int, int, str]] = field(default_factory=list)

    @cached_property
    def _parts(self) -> tuple[list[int], dict[int, int]]:
        parts, counted = [], Counter[int]()
        for unit in self.units:
            counted[unit.piece.line.number] += 1
            parts.append(counted[unit.piece.line.number])
        return parts, counted

    def part_of(self, index: int) -> int:
        """Return which part of its line a unit is, from 1."""
        return self._parts[0][index]

    def part_count(self, line: int) -> int:
        """Return how many parts a line has."""
        return self._parts[1][line]


class Reader:
    """Reads articles with one lexicon."""

    def __init__(self, lexicon: Lexicon | None = None, titles: Sequence[str] = ()) -> None:
        self.lexicon = lexicon or load_lexicon()
        self.judge = Judge(self.lexicon)
        self.titles = TitleReader(self.judge, titles)
        self.observer = Observer(self.judge, self.titles)
        self.fields = FieldReader(self.judge, self.titles)
        self.told = ToldAwards(self.judge)
        self.earned = EarnedTitles(self.titles)
        self.faults = NameFaults(self.judge, self.titles)

    def draft(self, lines: Sequence[Line], decisions: Decisions | None = None) -> Draft:
        """Return the best reading of some lines, its doubts not yet looked for."""
        self.judge.forget()
        self.titles.forget()
        pieces = cut_lines(lines)
        draft = self._draft(pieces, decisions or {})
        if not draft.rows and (told := list(self.told.cut(pieces))) != pieces:
            # No list: the awards that sentences tell of.
            draft = self._draft(told, decisions or {})
        return draft

    def _draft(self, cut: Sequence[Piece], decisions: Decisions) -> Draft:
        pieces = list(cut_headings(cut, self.judge, self.titles))
        units = self.observer.observe(pieces)
        draft = Draft(units, [], [], [])
        decided = self._decide(draft, decisions)
        # What a person calls page matter is taken out: a list goes on below it.
        out = {i for i in draft.decided if "page" in units[i].roles}
        read = iter(best_reading([u for i, u in enumerate(units) if i not in out], self.lexicon))
        draft.chosen = [TAKEN_OUT if i in out else next(read) for i in range(len(units))]
        self._title_tables(draft)
        self._settle_signatures(draft)
        self._build(draft, decided)
        self._tell_count(draft)
        if self._settle_by_count(draft):
            self._build(draft, decided)
            self._tell_count(draft)
        return draft

    def _build(self, draft: Draft, decided: dict[int, Sequence[Decided]]) -> None:
        """Make lists and rows from the roles."""
        builder = ListBuilder(self.judge, self.titles)
        draft.lists = builder.build(draft.units, draft.chosen)
        draft.headless = builder.headless
        draft.rows = []
        for each in draft.lists:
            self._read_entries(each, draft, decided)

    def _title_tables(self, draft: Draft) -> None:
        """Let the heading of a table whose rows name their awards be the title of its list."""
        for index, choice in enumerate(draft.chosen):
            if choice.role != "heading" or index in draft.decided:
                continue
            below = index + 1
            roles = [each.role for each in draft.chosen[below : below + 4]]
            while roles[:1] == ["heading_note"]:
                below, roles = below + 1, roles[1:]
            if roles[:2] == ["table_head", "row"] and "award" in {
                self.lexicon.heads.get("".join(cell.text.split()))
                for cell in draft.units[below].cells
            }:
                draft.chosen[index] = Chosen("list_title", choice.margin, None)

    def _settle_signatures(self, draft: Draft) -> None:
        """Take a dated name that stands apart, of a place that holds the winners', as signature."""
        chosen, units = draft.chosen, draft.units
        dates = [index for index, choice in enumerate(chosen) if choice.role == "date"]
        for index in (date - 1 for date in dates if date > 2):
            if {chosen[index].role, chosen[index].other} != {"winner", "signature"}:
                continue
            above = [i for i in range(max(0, index - 4), index) if chosen[i].role == "winner"]
            lines = [units[i].piece.line.number for i in (*above[-1:], index)]
            names = [units[i].piece.shape for i in above]
            is_office = len(self.judge.words["issuer_end"].end_of(units[index].piece.shape)) > 2
            is_apart = lines[-1] - lines[0] > 1
            is_above = len(above) > 1 and self.judge.holds(units[index].piece.shape, names)
            # A body alone on its line, below people or several names a line.
            is_other = is_apart and all(
                len(units[i].cells) > 1 or self.judge.person(units[i].piece.shape) > 0
                for i in range(max(0, index - 2), index)
            )
            if (is_above and (is_apart or is_office)) or is_other:
                chosen[index] = Chosen("signature", _SETTLED, "winner")

    def _tell_count(self, draft: Draft) -> None:
        """Give the only list of an article the only count that its text declares."""
        draft.told = [
            (index, *told)
            for index, (unit, choice) in enumerate(zip(draft.units, draft.chosen, strict=True))
            if choice.role in OUTSIDE
            for told in told_counts(unit.piece.shape)
        ]
        counts = {count for _, count, title in draft.told if not title}
        if len(draft.lists) == 1 and len(counts) == 1:
            (only,) = draft.lists
            if only.count is None and only.index is not None:
                only.count = counts.pop()

    def _settle_by_count(self, draft: Draft) -> bool:
        """Let a declared count tell a signature from the last winner; say if one changed."""
        rows = Counter(row.index for row in draft.rows)
        changed = False
        for each in draft.lists:
            if each.count is None or not each.entries or each.entries[-1].unit.style:
                continue
            found, last = sum(rows[entry.index] for entry in each.entries), each.entries[-1].index
            here = draft.chosen[last]
            after = draft.chosen[last + 1] if last + 1 < len(draft.chosen) else None
            is_apart = rows[last] == 1 and not each.entries[-1].unit.has_twin
            if (
                found - 1 == each.count
                and is_apart
                and here.other == "signature"
                and (here.margin < _UNSETTLED)
            ):
                draft.chosen[last] = Chosen("signature", here.margin, "winner")
                changed = True
            elif (
                found + 1 == each.count
                and after is not None
                and after.role == "signature"
                and after.margin < _UNSETTLED
            ):
                draft.chosen[last + 1] = Chosen("winner", after.margin, "signature")
                changed = True
        return changed

    def _decide(self, draft: Draft, decisions: Decisions) -> dict[int, Sequence[Decided]]:
        """Leave a line only the role that a person has given it."""
        if not decisions:
            return {}
        found: dict[int, Sequence[Decided]] = {}
        left = dict(decisions)
        printed = "".join("".join(fold_width(u.piece.line.text).split()) for u in draft.units)
        for index, unit in enumerate(draft.units):
            key = (unit.piece.line.number, draft.part_of(index))
            each = left.pop(key, None)
            if each:
                unit.roles = {each[0].role: 0.0}  # type: ignore[dict-item]
                draft.decided.add(index)
                self._check_printed(unit, each, printed)
                if each[0].role == "heading" and each[0].award:
                    self.titles.decide(unit.piece, each[0].award)
                if any(row.names_winner for row in each):
                    found[index] = each
        if left:
            line, part = min(left)
            raise ParameterError(
                "roles: the article has no line {line}, part {part}", line=line, part=part
            )
        return found

    def _check_printed(self, unit: Unit, rows: Sequence[Decided], printed: str) -> None:
        line = "".join(fold_width(unit.piece.line.text).split())
        for row in rows:
            # An organisation may head the lines of its people.
            for name, where in ((row.organisation, printed), (row.person, line)):
                bare = "".join(fold_width(name).split())
                if bare not in where:
                    raise ParameterError(
                        "roles: line {line} doesn't print {name!r}; a winner is named as the "
                        "line has it",
                        line=unit.piece.line.number,
                        name=name,
                    )

    def _read_entries(
        self, each: PrintedList, draft: Draft, decided: dict[int, Sequence[Decided]]
    ) -> None:
        # Entries under different heads are read apart.
        by_head: dict[object, list[ListedEntry]] = {}
        for entry in each.entries:
            if entry.index not in decided:
                by_head.setdefault(entry.head, []).append(entry)
        for entries in by_head.values():
            shapes = [Entry(e.cells, e.unit.piece.shape) for e in entries]
            ways = self.fields.read(shapes, each.shape, entries[0].head)
            support = self.fields.support(ways)
            for entry, found in zip(entries, ways, strict=True):
                draft.ways[entry.index] = found
                draft.margins[entry.index] = (
                    self.fields.margin(found, support, len(ways)) if len(found) > 1 else 99.0
                )
        for entry in each.entries:
            if entry.index in decided:
                draft.ways[entry.index], draft.margins[entry.index] = [], 99.0
                draft.rows += [self._decided_row(each, entry, d) for d in decided[entry.index]]
                continue
            ways_of = draft.ways[entry.index]
            if ways_of:
                rows = [self._row(each, entry, winner) for winner in ways_of[0].winners]
                if each.index is None and entry is not each.entries[0] and entry.unit.is_under:
                    # The cell of the award stands once for several rows.
                    rows = [replace(row, award=row.award or draft.rows[-1].award) for row in rows]
                draft.rows += rows

    def _row(self, each: PrintedList, entry: ListedEntry, winner: Winner) -> Row:
        printed = entry.unit.piece.printed

        def text(span: tuple[int, int]) -> str:
            return " ".join(printed[span[0] : span[1]].replace(PAD, " ").split())

        person = self._bare_name(text(winner.person)) if winner.person else None
        group = each.group_of(entry)
        grade = text(winner.grade) if winner.grade else entry.grade
        award = each.title
        if winner.award is not None:
            award = self._own_title(entry, winner.award)
        elif not award and winner.grade is not None:
            award = grade
        elif not award and winner.group is not None:
            # A column 类别 that holds the awards.
            span = winner.group
            if self.titles.is_title(entry.unit.piece.shape[span[0] : span[1]]):
                award, winner = self._own_title(entry, span), winner._replace(group=None)
        organisation = text(winner.organisation) if winner.organisation else None
        if person and not organisation and winner.group and text(winner.group) == entry.group:
            # 李晓雪(成都) under 成都: what stands beside a person is whose person it is.
            organisation = entry.group
        elif person and not organisation and entry.holder and group:
            organisation, group = entry.group, each.section
        return Row(
            entry.index,
            award,
            self._position(each, entry),
            organisation,
            person,
            entry.unit.piece.line,
            grade or None,
            (text(winner.group) if winner.group else group) or None,
            text(winner.work) if winner.work else None,
        )

    def _decided_row(self, each: PrintedList, entry: ListedEntry, row: Decided) -> Row:
        # A group whose people the lines below name, and not itself.
        holds = (
            entry.holder
            and row.organisation == entry.group
            and row.organisation not in entry.unit.piece.printed
        )
        return Row(
            entry.index,
            row.award or each.title,
            self._position(each, entry),
            row.organisation or None,
            row.person or None,
            entry.unit.piece.line,
            row.grade or entry.grade or None,
            row.group or (each.section if holds else each.group_of(entry)) or None,
            row.work or None,
        )

    def _position(self, each: PrintedList, entry: ListedEntry) -> int | None:
        """Return the printed number of a winner; that of a line with a heading is the heading's."""
        mark = entry.unit.piece.mark
        leads = each.index == entry.index or len(entry.cells) < len(entry.unit.cells)
        return mark.number if mark and not leads else None

    def _own_title(self, entry: ListedEntry, span: tuple[int, int]) -> str:
        piece = entry.unit.piece
        cut = piece._replace(
            mark=None,
            printed=piece.printed[span[0] : span[1]],
            shape=piece.shape[span[0] : span[1]],
        )
        return self.titles.peel(cut).title

    def _bare_name(self, printed: str) -> str:
        name = printed
        for opening in "(（":
            if opening in name:
                name = name[: name.index(opening)]
        return "".join(name.split())


# How far behind a reading may be that a declared count still makes the right one.
_UNSETTLED = 6.0
# That of a signature that stands apart: sure, unless a count says otherwise.
_SETTLED = 5.5


def reader_for(titles: Sequence[str] = ()) -> Reader:
    """Return a reader with the lexicon of the data in use; one without titles is made once."""
    return Reader(titles=titles) if titles else _plain_reader(load_lexicon())


@cache
def _plain_reader(lexicon: Lexicon) -> Reader:
    return Reader(lexicon)
