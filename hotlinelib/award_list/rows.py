"""From the entries of lists to rows: one winner each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from hotlinelib.award_list.decided import Decided
from hotlinelib.award_list.draft import Draft, Row
from hotlinelib.award_list.examples import Example, example_of
from hotlinelib.award_list.fields import FieldReader
from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.lists import ListedEntry, PrintedList
from hotlinelib.award_list.printed_line import fold_shape
from hotlinelib.award_list.separators import PAD
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.ways import Fields, Winner

_SURE = 99.0
# What a name weighs at least that a row should have.
_SURELY = 2.5
_WORK = re.compile("《[^》]*》")


class RowReader:
    """Reads the entries of lists as rows."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles
        self.fields = FieldReader(judge, titles)
        self.not_won = re.compile(judge.lexicon.pattern("not_won"))
        self._not_names = re.compile(rf"{judge.lexicon.pattern('not_in_titles')}|\d元|[千百万]元")

    def read(self, draft: Draft, doubted: Collection[int] = ()) -> None:
        """Read the entries of a draft's lists, doubted ones as a person has shown on others."""
        draft.rows, draft.shown, draft.shown_here = [], set(), set()
        decided = draft.written_out
        examples = [self._examples(each, decided) for each in draft.lists]
        # Where names stand in a line may be shown in another list; that it is one name, in its own.
        anywhere = [e for found in examples for e in found if len(e.fields) > 1]
        for each, own in zip(draft.lists, examples, strict=True):
            self._read_ways(each, draft, decided)
            draft.shown_here |= self._read_shown(each, draft, own, doubted)
            self._read_shown(each, draft, anywhere, doubted)
            above = ""
            for entry in each.entries:
                if entry.index in decided:
                    rows = [self._decided_row(each, entry, d) for d in decided[entry.index]]
                elif ways := draft.ways[entry.index]:
                    rows = [self._row(each, entry, winner) for winner in ways[0].winners]
                    if each.index is None and entry is not each.entries[0] and entry.unit.is_under:
                        # The cell of the award stands once for several rows.
                        rows = [replace(r, award=r.award or above) for r in rows]
                else:
                    rows = []
                # Nothing is taken from over an entry that can't be read.
                above = rows[-1].award if rows else ""
                draft.rows += rows

    def _read_ways(
        self, each: PrintedList, draft: Draft, decided: Mapping[int, Sequence[Decided]]
    ) -> None:
        # Entries under different heads are read apart.
        by_head: dict[object, list[ListedEntry]] = {}
        for entry in each.entries:
            if entry.index in decided:
                draft.ways[entry.index], draft.margins[entry.index] = [], _SURE
            elif told := entry.unit.told:
                draft.ways[entry.index] = [Fields((), _SURE, told.winners)]
                draft.margins[entry.index] = _SURE
            else:
                by_head.setdefault(entry.head, []).append(entry)
        for entries in by_head.values():
            shapes = [entry.entry for entry in entries]
            ways = self.fields.read(shapes, each.shape, entries[0].head)
            support = self.fields.support(ways)
            for entry, found in zip(entries, ways, strict=True):
                draft.ways[entry.index] = found
                draft.margins[entry.index] = (
                    self.fields.margin(found, support, len(ways)) if len(found) > 1 else _SURE
                )

    # --- what a person has shown ---

    def _examples(
        self, each: PrintedList, decided: Mapping[int, Sequence[Decided]]
    ) -> list[Example]:
        found = []
        for entry in each.entries:
            rows = decided.get(entry.index, ())
            if (
                rows
                and entry.cells
                and all(row.was_asked for row in rows)
                and not self.left_out(entry, rows)
            ):
                start, end = entry.cells[0].start, entry.cells[-1].end
                found.append(example_of(entry.unit.piece.shape[start:end], rows))
        return [example for example in found if example is not None]

    def left_out(self, entry: ListedEntry, rows: Sequence[Decided | Row]) -> str:
        """Return what a settled entry prints and no row has: a name, a work, a grade; or ''."""
        named = [
            "".join(fold_shape(n).split()) for r in rows for n in (r.organisation, r.person) if n
        ]
        for cell in entry.cells:
            text = "".join(cell.text.split())
            is_name = self.judge.person(cell.text) > _SURELY or (
                self.judge.organisation(text) > _SURELY and len(self.judge.place_of(text)) > 2
            )
            if is_name and not any(text in name or name in text for name in named):
                return text
            if self.judge.is_grade(text) and not any(
                row.grade or text in (row.award or "") for row in rows
            ):
                return text
        printed = entry.unit.piece.printed
        fields = [n for r in rows for n in (r.organisation, r.work, r.award) if n]
        works = (work[0] for work in _WORK.finditer(printed) if "《" in printed)
        return next((w for w in works if not any(w[1:-1] in name for name in fields)), "")

    def _read_shown(
        self,
        each: PrintedList,
        draft: Draft,
        examples: Sequence[Example],
        doubted: Collection[int],
    ) -> set[int]:
        """Read the doubted entries of a list that are made like examples; return which."""
        read: set[int] = set()
        for entry in each.entries if examples else ():
            if entry.index in draft.decided or entry.index not in doubted or not entry.cells:
                continue
            start, end = entry.cells[0].start, entry.cells[-1].end
            shape = entry.unit.piece.shape
            if entry.index in draft.shown or self.not_won.search(shape):
                # 未获奖 beside a name is no matter of its make.
                continue
            for example in examples:
                if len(example.fields) < 2 and not self._is_like(shape[start:end], example.shape):
                    continue
                winners = example.winners(shape, start, end, self.judge.are_alike)
                if winners and all(self._is_graded(shape, winner) for winner in winners):
                    if len(winners) == 1 and draft.ways[entry.index]:
                        first = draft.ways[entry.index][0].winners
                        winners = (self._with_kept(shape, winners[0], first),)
                    pattern = tuple(kind for kind, _ in example.fields)
                    draft.ways[entry.index] = [Fields(pattern, _SURE, winners)]
                    draft.margins[entry.index] = _SURE
                    read.add(entry.index)
                    break
        draft.shown |= read
        return read

    def _is_graded(self, shape: str, winner: Winner) -> bool:
        """Tell whether what stands in the place of a grade is one, if anything does."""
        return winner.grade is None or self.judge.is_grade(shape[slice(*winner.grade)])

    def _with_kept(self, shape: str, shown: Winner, first: Sequence[Winner]) -> Winner:
        """Return a winner as shown, with what was read beside the names and is surely such."""
        if len(first) != 1:
            return shown
        names = [span for span in shown if span]
        kept = {
            kind: span
            for kind in ("award", "grade", "group", "work")
            if getattr(shown, kind) is None
            and (span := getattr(first[0], kind)) is not None
            and all(span[1] <= a or b <= span[0] for a, b in names)
            and self.is_surely(kind, shape[slice(*span)])
        }
        return shown._replace(**kept)

    def is_surely(self, kind: str, text: str) -> bool:
        """Tell whether a text can only be an award, a grade, a group or a work."""
        match kind:
            case "award":
                return self.titles.is_title(text)
            case "grade":
                return self.judge.is_grade(text)
            case "group":
                return self.judge.is_group(text) or text in self.judge.lexicon.divisions
        return text.startswith(("《", "“"))

    def _is_like(self, text: str, shown: str) -> bool:
        """Tell whether a name that stands alone may be one because another was shown to be."""
        judge = self.judge
        return (
            (judge.has_own_place(text) or not judge.has_own_place(shown))
            and (judge.has_end(text) or not judge.has_end(shown))
            and not judge.tells(text)
            and not self._not_names.search(text)
        )

    # --- rows ---

    def _row(self, each: PrintedList, entry: ListedEntry, winner: Winner) -> Row:
        printed = entry.unit.piece.printed

        def text(span: tuple[int, int]) -> str:
            return " ".join(printed[span[0] : span[1]].replace(PAD, " ").split())

        person = self._bare_name(text(winner.person)) or None if winner.person else None
        group = each.group_of(entry)
        grade = text(winner.grade) if winner.grade else entry.grade
        award = each.title
        if winner.award is not None and award and self.judge.is_grade(text(winner.award)):
            # A column 奖项 under a title holds its grades.
            grade = text(winner.award)
        elif winner.award is not None:
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
            # What stays in a cell when a heading was made a winner is no award.
            row.award if row.award not in ("", row.organisation, row.person) else each.title,
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
