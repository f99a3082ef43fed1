"""The reading of an article: its lines with their roles, its winners, and what isn't sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hotlinelib.award_list.best_reading import OUTSIDE, Chosen, best_reading
from hotlinelib.award_list.fields import Entry, FieldReader, Fields, Winner
from hotlinelib.award_list.kinds import PAD, Judge
from hotlinelib.award_list.lexicon import Lexicon, load_lexicon
from hotlinelib.award_list.lists import ListBuilder, ListedEntry, PrintedList
from hotlinelib.award_list.printed_line import Line, cut_lines
from hotlinelib.award_list.segments import cut_headings
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.units import Observer, Role, Unit


@dataclass(frozen=True)
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
    """Something in an article that can be read in more than one way, or that doesn't agree.

    Parameters
    ----------
    line : Line or None
        Where it is; None where the whole article is meant.
    reason : str
        What was found, what was expected and what to do.
    readings : tuple of str
        The readings that remain, the likelier first.
    kind : str
        What it is about: role, fields, count, numbering, title, place, winner.
    """

    line: Line | None
    reason: str
    readings: tuple[str, ...] = ()
    kind: str = "role"
    index: int = -1


@dataclass
class Draft:
    """An article while it is read.

    Parameters
    ----------
    units, chosen
        Each unit and its role.
    lists : list of PrintedList
        The lists that they make.
    ways : dict of int to list of Fields
        For every entry (by the index of its unit), the ways to read it.
    rows : list of Row
        The winners.
    doubts : list of Doubt
        What isn't sure.
    """

    units: list[Unit]
    chosen: list[Chosen]
    lists: list[PrintedList]
    headless: list[int]
    ways: dict[int, list[Fields]] = field(default_factory=dict)
    margins: dict[int, float] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


class Reader:
    """Reads articles with one lexicon."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or load_lexicon()
        self.judge = Judge(self.lexicon)
        self.titles = TitleReader(self.judge)
        self.observer = Observer(self.judge, self.titles)
        self.fields = FieldReader(self.judge, self.titles)

    def draft(self, lines: Sequence[Line]) -> Draft:
        """Return the best reading of some lines, its doubts not yet looked for."""
        pieces = list(cut_headings(cut_lines(lines), self.judge, self.titles))
        units = self.observer.observe(pieces)
        chosen = best_reading(units, self.lexicon)
        return self.assemble(units, chosen)

    def assemble(self, units: list[Unit], chosen: list[Chosen]) -> Draft:
        """Return lists and rows for given roles."""
        builder = ListBuilder(self.judge, self.titles)
        draft = Draft(units, chosen, builder.build(units, chosen), builder.headless)
        for each in draft.lists:
            self._read_entries(each, draft)
        return draft

    def _read_entries(self, each: PrintedList, draft: Draft) -> None:
        # Entries under different heads are read apart.
        by_head: dict[object, list[ListedEntry]] = {}
        for entry in each.entries:
            by_head.setdefault(entry.head, []).append(entry)
        for entries in by_head.values():
            shapes = [Entry(e.cells, e.unit.piece.shape) for e in entries]
            ways = self.fields.read(shapes, each.shape, entries[0].head)
            for entry, found in zip(entries, ways, strict=True):
                draft.ways[entry.index] = found
            support = self.fields.support(ways)
            for entry, found in zip(entries, ways, strict=True):
                draft.margins[entry.index] = self.fields.margin(found, support, len(ways))
        for entry in each.entries:
            ways_of = draft.ways[entry.index]
            if ways_of:
                draft.rows += [self._row(each, entry, winner) for winner in ways_of[0].winners]

    def _row(self, each: PrintedList, entry: ListedEntry, winner: Winner) -> Row:
        def text(span: tuple[int, int] | None) -> str | None:
            if span is None:
                return None
            return " ".join(entry.unit.piece.printed[span[0] : span[1]].replace(PAD, " ").split())

        person = text(winner.person)
        if person is not None:
            person = self._bare_name(person)
        group = " / ".join(part for part in (each.section, entry.group) if part)
        grade = text(winner.grade) or entry.grade
        award = each.title
        if winner.award is not None:
            award = self._own_title(entry, winner.award)
        elif not award and winner.grade is not None:
            award = text(winner.grade) or ""
        mark = entry.unit.piece.mark
        return Row(
            entry.index,
            award,
            mark.number if mark else None,
            text(winner.organisation),
            person,
            entry.unit.piece.line,
            grade or None,
            text(winner.group) or group or None,
            text(winner.work),
        )

    def _own_title(self, entry: ListedEntry, span: tuple[int, int]) -> str:
        piece = entry.unit.piece
        cut = piece._replace(
            mark=None, printed=piece.printed[span[0] : span[1]], shape=piece.shape[span[0] : span[1]]
        )
        return self.titles.peel(cut).title

    def _bare_name(self, printed: str) -> str:
        name = printed
        for opening in "(（":
            if opening in name:
                name = name[: name.index(opening)]
        return "".join(name.split())


def is_inside(role: Role) -> bool:
    """Tell whether a role gives or heads winners."""
    return role not in OUTSIDE
