"""The ways to read one entry of a list: which of its cells may be what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from hotlinelib.award_list.cells import Cell
from hotlinelib.award_list.joined_cells import all_people, joined_dashes, with_joined
from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.one_name import FEW_DIGITS, NUMBER_BESIDE, QUOTED, VACANT, NameReader
from hotlinelib.award_list.table_rows import winners_from
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.ways import Entry, Field, Fields, Pattern, Winner
from hotlinelib.messages import marked

_FIELDS: tuple[Field, ...] = (
    "organisation",
    "person",
    "work",
    "award",
    "grade",
    "group",
    "job",
    "other",
)
_PAIR: Pattern = ("organisation", "person")
_SURE, _UNLIKELY = 4.0, -4.0
_MOST_CELLS = 8
_MAY_HOLD_MORE = frozenset(')》”"」』')
_JOINING = re.compile('[和及与《“"「]')


class EntryReader:
    """Reads entries one by one."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles
        self.names = NameReader(judge, titles)

    def ways(self, entry: Entry, hint: str) -> list[Fields]:
        """Return the ways to read one entry by itself, the best first."""
        cells = entry.cells
        if not cells:
            return []
        if len(cells) == 1 and self._is_one_name(cells[0].text):
            # By far the most entries of a long list.
            return _one_name(cells[0].start, cells[0].end, self.judge.organisation(cells[0].text))
        if (
            len(cells) == 2
            and hint != "work"
            and cells[1].before != "list"
            and (weight := self.judge.pair(cells[0].text, cells[1].text))
        ):
            # And by far the most entries of a long list of people.
            (a, b, *_), (c, d, *_) = cells
            return [Fields(_PAIR, weight, (Winner((a, b), (c, d)),))]
        found = list(self.names.single(entry, hint))
        if len(cells) > 1:
            found += self._several(entry, hint)
        best: dict[tuple[Winner, ...], Fields] = {}
        for way in found:
            if way.weight > -2.0 and (
                way.winners not in best or best[way.winners].weight < way.weight
            ):
                best[way.winners] = way
        return sorted(best.values(), key=lambda way: -way.weight)

    def _is_one_name(self, text: str) -> bool:
        """Tell whether a cell is surely the name of one organisation."""
        return (
            text in self.judge.plain
            or (
                text[-1] not in _MAY_HOLD_MORE
                and self.judge.organisation(text) > 1.5
                and bool(self.judge.words["organisation_end"].end_of(text))
            )
        ) and not _JOINING.search(text)

    # --- several cells -----------------------------------------------------------------------

    def _several(self, entry: Entry, hint: str) -> Iterator[Fields]:
        yield from self._compound(entry, hint)
        cells = joined_dashes(entry.cells, entry.shape, self.judge, hint)
        cells = list(with_joined(cells, entry.shape, self.judge))
        if len(cells) > 2 and (people := all_people(cells, self.judge)):
            yield people
        if len(cells) > 3 and (people := all_people(cells[1:], self.judge)):
            yield from self._led(cells[0], people)
        if len(cells) > _MOST_CELLS:
            yield from self._long_row(cells)
            return
        cells, told = self._labelled(cells)
        options = [
            [
                each
                for each in self._options(cell, hint)
                if cell not in told or each[0] == told[cell]
            ]
            for cell in cells
        ]
        for choice in itertools.product(*options):
            kinds = [kind for kind, _, _ in choice]
            if "organisation" not in kinds and "person" not in kinds:
                continue
            way = self._combined(cells, choice, entry.shape)
            if way is not None:
                yield way

    def _labelled(self, cells: Sequence[Cell]) -> tuple[list[Cell], dict[Cell, str]]:
        """Take out labels (作者:王峰), and return what the cells behind them hold."""
        kept: list[Cell] = []
        told: dict[Cell, str] = {}
        for cell in cells:
            label = kept[-1] if kept and cell.before == "colon" else None
            kind = self.judge.lexicon.heads.get(label.text) if label else None
            if label and kind in ("organisation", "person", "work"):
                cell = cell._replace(before=label.before)
                kept[-1] = cell
                told[cell] = kind
            else:
                kept.append(cell)
        return kept, told

    def _led(self, first: Cell, people: Fields) -> Iterator[Fields]:
        """Read people behind their award, grade or group."""
        for kind in ("award", "grade", "group"):
            if self.weigh(kind, first.text, "") > 0:
                at = (first.start, first.end)
                winners = tuple(winner._replace(**{kind: at}) for winner in people.winners)
                yield Fields((kind, "person"), people.weight + 1.0, winners)

    def _compound(self, entry: Entry, hint: str) -> Iterator[Fields]:
        """Read winners of two fields each in one line: 王峰（甲局）、李明（乙局）."""
        cells, shape = entry.cells, entry.shape
        cuts = [
            i
            for i in range(1, len(cells))
            if cells[i].before == "list" and ";" in shape[cells[i - 1].end : cells[i].start]
        ]
        if not cuts and (
            all(cell.before == "list" for cell in cells[1:])
            or all(cell.text[-1] == ")" and cell.before != "colon" for cell in cells)
        ):
            cuts = list(range(1, len(cells)))
        if not cuts:
            # 王峰 甲局 李明 乙局: two columns printed beside two more.
            if len(cells) % 2 or len(cells) < 4 or any(c.before == "list" for c in cells):
                return
            cuts = list(range(2, len(cells), 2))
        bounds = [0, *cuts, len(cells)]
        parts = [
            self.ways(Entry([cells[a]._replace(before=""), *cells[a + 1 : b]], shape), hint)
            for a, b in itertools.pairwise(bounds)
        ]
        people = [bool(part) and "person" in part[0].pattern for part in parts]
        if not all(people) and 3 * sum(people) >= 2 * len(people) > 4:
            self.judge.among_people = True
            parts = [
                part
                if is_person
                else self.ways(
                    Entry([cells[a]._replace(before=""), *cells[a + 1 : b]], shape), hint
                )
                for part, is_person, (a, b) in zip(
                    parts, people, itertools.pairwise(bounds), strict=True
                )
            ]
            self.judge.among_people = False
        if not all(parts):
            return
        pattern = parts[0][0].pattern
        if len(pattern) > 1 and all(part[0].pattern == pattern for part in parts):
            yield Fields(
                pattern,
                min(part[0].weight for part in parts) + 1.0,
                tuple(winner for part in parts for winner in part[0].winners),
                next((part[0].doubt for part in parts if part[0].doubt), ""),
            )

    def _long_row(self, cells: Sequence[Cell]) -> Iterator[Fields]:
        for kind, weigh in (
            ("organisation", self.judge.organisation),
            ("person", self.judge.person),
        ):
            weights = [weigh(cell.text) for cell in cells]
            if min(weights) > 0 and (kind == "person" or self._are_apart(cells)):
                winners = (Winner(**{kind: (cell.start, cell.end)}) for cell in cells)
                yield Fields((kind,), min(weights), tuple(winners))  # type: ignore[arg-type]
        # One organisation and its many people.
        weights = [self.judge.person(cell.text) for cell in cells[1:]]
        if min(weights) > 0 and self.judge.organisation(cells[0].text) > 0:
            at = (cells[0].start, cells[0].end)
            yield Fields(
                ("organisation", "person"),
                min(*weights, self.judge.organisation(cells[0].text)),
                tuple(Winner(organisation=at, person=(c.start, c.end)) for c in cells[1:]),
            )

    def _options(self, cell: Cell, hint: str) -> list[tuple[Field, float, int]]:
        """Return what a cell may be, with weights; the third is where a job at its end begins."""
        scored = [
            (kind, weight, cell.end)
            for kind in _FIELDS
            if (weight := self.weigh(kind, cell.text, hint)) > -1.5
        ]
        # A title in quotation marks is no work; 热线 alone after a space ends the name before it.
        is_quoted = QUOTED.fullmatch(cell.text) and self.titles.is_title(cell.text.strip("“”"))
        out = {"work"} if is_quoted and hint != "work" else set()
        if cell.before == "space" and cell.text in self.judge.words["organisation_end"]:
            out.add("organisation")
        scored = [each for each in scored if each[0] not in out]
        if job := self.judge.job_at_end(cell.text):
            name = self.judge.organisation(cell.text[:-job])
            scored.append(("organisation", name - 0.5, cell.end - job))
        scored.sort(key=lambda each: -each[1])
        return scored[:3]

    def weigh(self, kind: Field, text: str, hint: str) -> float:
        """Weigh whether a cell's text is of a kind."""
        judge = self.judge
        if kind == "organisation":
            return judge.organisation(text)
        if kind == "person":
            weight = judge.person(text)
            return weight + {"person": 1.0, "work": -4.0}.get(hint, 0.0) if weight > -2 else weight
        if kind == "group":
            known = self._is_known_group(text)
            # 西峰区北街街道 is more than a place: its office.
            # A village or street beside a person is where the person works.
            is_like = (
                judge.is_place_like(text)
                and not judge.words_at(text, "divisions")
                and not text.endswith(("村", "镇", "乡", "街道", "社区"))
            )
            return _SURE if known else 1.0 if is_like else _UNLIKELY
        if kind == "grade":
            return 5.0 if judge.is_grade(text) else _UNLIKELY
        if kind == "award":
            return _SURE if self.titles.is_title(text) else _UNLIKELY
        if kind == "job":
            if judge.is_job(text) and len(text) > 1:
                return _SURE
            # 指挥中心民警 beside 省公安厅
            is_within = judge.job_at_end(text) > 0 and not judge.has_own_place(text)
            return 1.0 if is_within else _UNLIKELY
        if kind == "other":
            return _SURE if judge.is_remark(text) or judge.is_number(text) else _UNLIKELY
        return self._work(text, hint)

    def _is_known_group(self, text: str) -> bool:
        judge = self.judge
        return (
            judge.is_place(text)
            or judge.is_short_place(text)
            or (judge.is_group(text) and text[-1] in "级直属组类")
        )

    def _work(self, text: str, hint: str) -> float:
        judge = self.judge
        if hint == "person":
            return _UNLIKELY
        if judge.is_grade(text) or judge.is_remark(text) or judge.is_job(text):
            return _UNLIKELY
        if judge.is_short_place(text) or judge.is_place(text):
            return _UNLIKELY
        if QUOTED.fullmatch(text):
            return _SURE
        weight = 2.0 if hint == "work" else 0.0
        if judge.organisation(text) > 1 and (hint != "work" or judge.names_office(text)):
            weight -= 3.0
        if judge.person(text) > 1.5:
            weight -= 1.5
        return weight

    def _combined(
        self, cells: Sequence[Cell], choice: Sequence[tuple[Field, float, int]], shape: str
    ) -> Fields | None:
        kinds = [kind for kind, _, _ in choice]
        pattern = tuple(kind for kind, _ in itertools.groupby(kinds))
        if len(set(pattern)) != len(pattern) - max(0, pattern.count("other") - 1):
            return None
        # 甲热线/王峰
        within = [c for c, kind in zip(cells, kinds, strict=True) if kind == "job"]
        if "organisation" not in kinds and not all(self.judge.is_job(c.text) for c in within):
            # What holds an organisation's name is a job only beside another one.
            return None
        is_slash = len(cells) == 2 and shape[cells[0].end : cells[1].start].strip() == "/"
        if not (is_slash or self._fits_separators(cells, kinds)) or kinds.count("grade") > 1:
            return None
        main = [weight for kind, weight, _ in choice if kind in ("organisation", "person")]
        rest = [
            min(weight, _SURE)
            for kind, weight, _ in choice
            if kind not in ("organisation", "person")
        ]
        weight = min(*main, 6.0) + 0.25 * sum(rest)
        named = [c for c, kind in zip(cells, kinds, strict=True) if kind == "organisation"]
        if len(named) > 1 and not self._are_apart(named):
            weight = min(weight, 1.0)
        elif len(named) > 1 and any(map(self._stands_alone, named)):
            weight += 1.0
        if len(named) > 1 and "person" in kinds:
            return None
        doubt = ""
        if any(self.judge.is_vacant(cell.text) for cell in cells):
            doubt = VACANT
        elif any(FEW_DIGITS.fullmatch(cell.text) for cell in cells):
            doubt = NUMBER_BESIDE
        groups = [c.text for c, kind in zip(cells, kinds, strict=True) if kind == "group"]
        if not all(self._is_known_group(text) for text in groups):
            doubt = doubt or marked("it can't be told what stands beside the winner's name")
        people = [c for c, kind in zip(cells, kinds, strict=True) if kind == "person"]
        apart = any(cell.before in ("wide", "space") for cell in people[1:])
        works = [w for kind, w, _ in choice if kind == "work"]
        if apart and "organisation" in kinds and min(self.judge.person(c.text) for c in people) < 2:
            doubt = doubt or marked("it can't be told what stands beside the winner's name")
        if works and min(works) < 1.0:
            doubt = marked("it can't be told what stands beside the winner's name")
            weight -= 4.5
        return Fields(pattern, weight, self._winners(cells, choice), doubt)

    def _fits_separators(self, cells: Sequence[Cell], kinds: Sequence[Field]) -> bool:
        for cell, kind, before in zip(cells[1:], kinds[1:], kinds, strict=False):
            # A list's comma parts what is alike, or a person from the organisation after it.
            if (
                cell.before == "list"
                and kind != before
                and (before, kind) != ("person", "organisation")
                and not {before, kind} & {"other", "job"}
            ):
                return False
            if cell.before in ("colon", "dash") and kind == before:
                return False
        return True

    def are_names(self, kind: Field, names: Sequence[str]) -> bool:
        """Tell whether the parts of a table's cell are surely names of several winners."""
        judge = self.judge
        if kind == "person":
            return min(map(judge.person, names)) > -1
        return all(
            judge.organisation(name) > 1
            and (
                judge.has_own_place(name)
                or judge.is_relative(name)
                or judge.words["stands_alone_end"].end_of(name)
            )
            for name in names
        )

    def _are_apart(self, cells: Sequence[Cell]) -> bool:
        """Tell whether names beside each other are surely of different organisations."""
        befores = {cell.before for cell in cells[1:]}
        if befores == {"list"} and all(self.judge.is_relative(cell.text) for cell in cells):
            return True
        if len(cells) > 2 and len(befores) == 1 and befores <= {"list", "wide"}:
            return all(
                self.judge.is_relative(cell.text)
                or self.judge.has_own_place(cell.text)
                or self._stands_alone(cell)
                for cell in cells
            )
        return all(
            (self.judge.has_own_place(cell.text) or self._stands_alone(cell))
            and not (
                len(cells) < 3
                and self.judge.is_place(cell.text)
                and cell.before != "list"
                and cell is cells[0]
            )
            for cell in cells
        )

    def _stands_alone(self, cell: Cell) -> bool:
        """Tell whether a name is no part of another one, though no place stands before it."""
        return cell.before in ("", "colon", "list", "wide") and bool(
            self.judge.words["stands_alone_end"].end_of(cell.text)
        )

    def _winners(
        self, cells: Sequence[Cell], choice: Sequence[tuple[Field, float, int]]
    ) -> tuple[Winner, ...]:
        spans: dict[str, list[tuple[int, int]]] = {}
        for cell, (kind, _, end) in zip(cells, choice, strict=True):
            spans.setdefault(kind, []).append((cell.start, end))
        return winners_from(spans)


@cache
def _one_name(start: int, end: int, weight: float) -> list[Fields]:
    return [Fields(("organisation",), weight, (Winner(organisation=(start, end)),))]
