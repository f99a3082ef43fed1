"""From the roles of lines to the lists of an article: an award, its groups, its entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hotlinelib.award_list.best_reading import TAKEN_OUT, Chosen
from hotlinelib.award_list.cells import Cell
from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.printed_line import Piece, cut_piece, fold_shape
from hotlinelib.award_list.titles import Peeled, TitleReader
from hotlinelib.award_list.units import Role, ToldAward, Unit
from hotlinelib.award_list.ways import Entry, Field


@dataclass(slots=True, eq=False)
class ListedEntry:
    """An entry of a list with what stands above it."""

    index: int
    unit: Unit
    cells: list[Cell]
    group: str = ""
    grade: str = ""
    head: tuple[Field, ...] | None = None
    # The words of its head, one for each column.
    head_words: tuple[str, ...] = ()
    starts_group: bool = False
    # Whether its group is the organisation of the people in it.
    holder: bool = False

    @property
    def entry(self) -> Entry:
        """The entry by itself, to be read."""
        unit = self.unit
        if self.head is None:
            return Entry(self.cells, unit.piece.shape)
        return Entry(self.cells, unit.piece.shape, unit.lead(self.head), unit.style == "\t")


@dataclass
class PrintedList:
    """A list: the entries under one heading, or the rows of a table that name their awards."""

    index: int | None
    title: str
    shape: str
    count: int | None
    section: str = ""
    peeled: Peeled | None = None
    entries: list[ListedEntry] = field(default_factory=list)
    groups: list[tuple[int, int | None, int]] = field(default_factory=list)
    has_grades: bool = False

    def group_of(self, entry: ListedEntry) -> str:
        """Return the group that stands above an entry, with its section."""
        if not (self.section and entry.group):
            return self.section or entry.group
        return f"{self.section} / {entry.group}"


class ListBuilder:
    """Puts lists together from units and their roles."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles
        self.lists: list[PrintedList] = []
        # Winners without a heading above them.
        self.headless: list[int] = []
        self._open: PrintedList | None = None
        self._section = ""
        self._section_style = ""
        self._group = ""
        self._grade = ""
        self._fresh = False
        self._head: tuple[Field, ...] | None = None
        self._head_words: tuple[str, ...] = ()

    def build(self, units: Sequence[Unit], chosen: Sequence[Chosen]) -> list[PrintedList]:
        """Return the lists in printed order."""
        for index, (unit, choice) in enumerate(zip(units, chosen, strict=True)):
            if choice is not TAKEN_OUT:
                self._read(index, unit, choice.role)
        return self.lists

    def role_of(self, unit: Unit, role: Role) -> Role:
        """Return whether a grade heads an award of its own or a group of the open one."""
        if not heads_grade(unit, role, self.titles):
            return role
        above = self._open
        own: Role = "heading" if role in ("heading", "group") else "row"
        if above is None or above.index is None or self.judge.is_grade(above.shape):
            return own
        within: Role = "group" if own == "heading" else "group_row"
        return within if above.has_grades or not above.entries else own

    def _read(self, index: int, unit: Unit, role: Role) -> None:
        role = self.role_of(unit, role)
        if role == "heading":
            self._start(index, unit)
        elif role == "section":
            peeled = self.titles.peel(unit.piece)
            self._section, self._section_style = peeled.title, unit.style
            self._open, self._head = None, None
        elif role == "group":
            self._start_group(index, unit)
        elif role == "table_head":
            self._head = self._columns(unit)
            self._head_words = heads_of(unit)
        elif role in ("winner", "row", "group_row"):
            self._add(index, unit, role)
        elif role not in ("note", "heading_note"):
            self._open = None
            if role != "page":
                self._head = None

    def _text(self, unit: Unit) -> str:
        return self.titles.peel(unit.piece).shape

    def _start(self, index: int, unit: Unit) -> None:
        if self._section and unit.style == self._section_style and unit.style:
            self._section = ""
        peeled = self.titles.peel(unit.piece)
        self._open = PrintedList(
            index, peeled.title, peeled.shape, peeled.count, self._section, peeled
        )
        self.lists.append(self._open)
        self._group, self._grade, self._fresh, self._head = "", "", False, None

    def _start_group(self, index: int, unit: Unit) -> None:
        peeled = self.titles.peel(unit.piece)
        if self.judge.is_grade(peeled.shape):
            self._grade = peeled.title
            if self._open:
                self._open.has_grades = True
        else:
            self._group, self._grade = peeled.title, ""
        self._fresh = True
        if self._open is not None:
            self._open.groups.append((index, peeled.count, len(self._open.entries)))

    def _add(self, index: int, unit: Unit, role: Role) -> None:
        cells = list(unit.cells)
        group, grade = self._group, self._grade
        if unit.piece.mark is not None:
            grade = unit.piece.mark.rank or grade
        if role == "group_row":
            lead = self.titles.peel(_lead(unit))
            if self.judge.is_grade(lead.shape):
                grade = lead.title
                if self._open is not None:
                    self._open.has_grades = True
            else:
                group = lead.title
            cells = cells[1:]
        elif role == "winner" and self._has_label(cells):
            cells = cells[1:]
        elif role == "row":
            cells = self._start_row(index, unit, cells)
            group = grade = ""
        if self._open is None:
            self._open = PrintedList(None, "", "", None, self._section)
            self.lists.append(self._open)
            if role != "row" and not (self._head and "award" in self._head):
                self.headless.append(index)
        head = self._head
        if head and head[0] == "grade" and unit.style in ("\t", "1 ") and len(head) > len(cells):
            # The number in the first column is read as the mark of its row.
            head = head[1:]
        self._open.entries.append(
            ListedEntry(
                index,
                unit,
                cells,
                group,
                grade,
                head,
                self._head_words[-len(head) :] if head else (),
                self._fresh,
                self._is_holder(group),
            )
        )
        self._fresh = False
        if unit.told is not None:
            # Its winners stand in the sentence, and nowhere below it.
            self._open = None

    def _is_holder(self, group: str) -> bool:
        shape = fold_shape(group) if group else ""
        return (
            bool(shape)
            and self.judge.organisation(shape) > 1
            and not (self.judge.is_group(shape) or self.judge.is_place(shape))
        )

    def _has_label(self, cells: Sequence[Cell]) -> bool:
        """Tell whether an entry begins with a word that only says that a winner follows."""
        return (
            len(cells) > 1 and cells[1].before == "colon" and self.titles.is_generic(cells[0].text)
        )

    def _start_row(self, index: int, unit: Unit, cells: list[Cell]) -> list[Cell]:
        """Open the list of a row: one with its award before a colon, or rows with a cell for it."""
        if unit.told is not None:
            self._start_told(index, unit.told)
            return cells
        leads = (
            len(cells) > 1
            and cells[1].before == "colon"
            and not (
                self.titles.is_title(cells[-1].text) and not self.titles.is_title(cells[0].text)
            )
        )
        self._group = self._grade = ""
        if leads:
            peeled = self.titles.peel(_lead(unit))
            if self._section and unit.style == self._section_style and unit.style:
                self._section = ""
            self._open = PrintedList(
                index, peeled.title, peeled.shape, peeled.count, self._section, peeled
            )
            self.lists.append(self._open)
            return cells[1:]
        if self._open is None or self._open.index is not None:
            self._open = PrintedList(None, "", "", None, self._section)
            self.lists.append(self._open)
        return cells

    def _start_told(self, index: int, told: ToldAward) -> None:
        """Open the list of an award that a sentence gives, or the one that gives it before."""
        peeled = self.titles.peel(told.title)
        if peeled.count is not None:
            # 个人第一名 counts nobody.
            peeled = Peeled(told.title.printed, told.title.shape, None, frozenset())
        self._group = self._grade = ""
        given = (each for each in self.lists if each.index is not None)
        known = next((each for each in given if each.shape == peeled.shape), None)
        if known is None:
            self._open = PrintedList(index, peeled.title, peeled.shape, told.number, peeled=peeled)
            self.lists.append(self._open)
        else:
            counts = (known.count, told.number)
            known.count = sum(filter(None, counts)) if None not in counts else None
            self._open = known

    def _columns(self, unit: Unit) -> tuple[Field, ...]:
        heads = heads_of(unit)
        kinds = [self.judge.lexicon.column(head) for head in heads]
        # Who has sent a winner in, is the winner's organisation where no other one is told.
        sender = "other" if "organisation" in kinds else "organisation"
        kinds = [sender if kind == "sender" else kind for kind in kinds]
        bodies = {head for head, kind in zip(heads, kinds, strict=True) if kind == "organisation"}
        if len(bodies) > 1:
            # Which of them has won, is told by its word or not at all.
            won = [head for head in bodies if self.judge.words["won_head"].start_of(head)]
            rest = "other" if len(won) == 1 else "unknown"
            own = won[0] if len(won) == 1 else heads[kinds.index("organisation")]
            kinds = [
                rest if kind == "organisation" and head != own else kind
                for head, kind in zip(heads, kinds, strict=True)
            ]
        # A number in the first column is read as the mark of its row.
        return tuple(kinds[kinds[0] == "number" :])  # type: ignore[arg-type]


def heads_of(unit: Unit) -> tuple[str, ...]:
    """Return the heads of a table's columns; a slash parts none (获奖单位/个人)."""
    heads: list[str] = []
    end = 0
    for cell in unit.cells:
        is_slash = unit.piece.shape[end : cell.start].strip() == "/"
        end = cell.end
        if is_slash and heads:
            heads[-1] += "/" + cell.text
        else:
            heads.append(cell.text)
    return tuple(heads)


def _lead(unit: Unit) -> Piece:
    return cut_piece(unit.piece, unit.cells[1].start)[0]


def heads_grade(unit: Unit, role: Role, titles: TitleReader) -> bool:
    """Tell whether a line is headed by a grade (一等奖): of an award, or an award of its own."""
    if role in ("heading", "group", "section"):
        return titles.judge.is_grade(titles.peel(unit.piece).shape)
    return (
        role in ("row", "group_row")
        and len(unit.cells) > 1
        and unit.cells[1].before == "colon"
        and titles.judge.is_grade(titles.peel(_lead(unit)).shape)
    )
