"""Looks at the pieces of an article: each alone, and beside those of its numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from hotlinelib.award_list.cells import Cell, split_cells
from hotlinelib.award_list.kinds import NEVER, Judge
from hotlinelib.award_list.printed_line import Piece
from hotlinelib.award_list.roles import RoleWeights
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.units import Unit, cell_likeness

_ENDS = ";。,.、 \t"
_ORDER_NOTE = re.compile(r"\([^()]*(?:不分先后|排名不分|不分名次|为序|笔画)[^()]*\)$")
# Titles whose winners are places themselves.
_PLACE_TITLE = re.compile(
    r"(?:城市|县区|区县|县市|市县|乡镇|镇街|街道|村镇|县城|村|镇|乡|城区|县|城|社区|\([县市区、]+\))(?:奖)?$"
)


class Observer:
    """Looks at each piece alone: which roles it may have."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles
        self.role_weights = RoleWeights(judge, titles)

    def observe(self, pieces: Sequence[Piece]) -> list[Unit]:
        """Return the units of an article with the weights of their roles."""
        units = [self._unit(piece) for piece in pieces]
        last_number: dict[str, int] = {}
        for unit in units:
            if unit.number is not None:
                unit.goes_on = last_number.get(unit.style, -1) + 1 == unit.number
                last_number[unit.style] = unit.number
        self._spread(units)
        places_win = False
        for unit in units:
            self.role_weights.weigh(unit)
            if "heading" in unit.roles and unit.peeled and unit.roles["heading"] > 0:
                places_win = bool(_PLACE_TITLE.search(unit.peeled.shape))
            elif (
                places_win
                and "group" in unit.roles
                and self.judge.is_place_like(unit.peeled.shape if unit.peeled else "")
            ):
                # Under 先进城市 a city is a winner, not the group of those below it.
                unit.roles["group"] -= 4.0
                unit.roles["section"] -= 4.0
        self._name_attachments(units)
        self._head_by_numerals(units)
        return units

    def _head_by_numerals(self, units: Sequence[Unit]) -> None:
        """Tell a numeral's line above winners without numbers ((一)设区市热线) from a winner."""
        for here, below in pairwise(units):
            mark = here.piece.mark
            heads = mark is not None and mark.style == "(一)" and not below.style
            if heads and "group" in here.roles and below.likeness > 1:
                here.roles["winner"] -= 6.0

    def _name_attachments(self, units: Sequence[Unit]) -> None:
        """Tell a line that names an attachment from the heading that stands in it again."""
        below: set[str] = set()
        for unit in reversed(units):
            if unit.peeled is None or "heading" not in unit.roles:
                continue
            if "attachment" in unit.roles and unit.peeled.shape in below:
                unit.roles["heading"] -= 8.0
            below.add(unit.peeled.shape)

    def _unit(self, piece: Piece) -> Unit:
        shape = piece.shape.rstrip(_ENDS)
        if shape[-1:] == ")":
            shape = _ORDER_NOTE.sub("", shape).rstrip(_ENDS)
        cells = split_cells(shape)
        if len(cells) > 2:
            cells = self._join_count(piece, cells)
        if len(cells) > 1 and cells[1].before == "dash" and self._leads(cells[0].text):
            # 优胜单位——甲局、乙局; 云南省——甲局
            cells[1] = cells[1]._replace(before="colon")
        unit = Unit(piece, cells)
        unit.likeness = self._likeness(unit)
        unit.form = self._form(unit)
        return unit

    def _leads(self, text: str) -> bool:
        """Tell whether a text may stand before the winners in its line."""
        judge = self.judge
        return (
            self.titles.is_title(text)
            or judge.is_place(text)
            or judge.is_group(text)
            or judge.is_grade(text)
        )

    def _join_count(self, piece: Piece, cells: list[Cell]) -> list[Cell]:
        """Join a title and its count before a colon, which spaces part (先进集体 2 个:甲局)."""
        at = next((i for i, cell in enumerate(cells) if cell.before == "colon"), 0)
        if at < 2:
            return cells
        end = cells[at - 1].end
        lead = piece._replace(mark=None, printed=piece.printed[:end], shape=piece.shape[:end])
        if "count" not in self.titles.peel(lead).signs:
            return cells
        return [Cell(0, end, piece.shape[:end], ""), *cells[at:]]

    def _form(self, unit: Unit) -> str:
        """Return what lines of one list have in common: the end of the name and the cells."""
        cells = unit.cells
        if not cells:
            return ""
        first = cells[0].text
        bare = first[: first.rfind("(")] if first[-1:] == ")" and "(" in first[1:] else first
        if len(cells) == 1:
            return bare[-2:] + "/1"
        return f"{bare[-2:]}/{min(len(cells), 4)}/{cells[1].before}"

    def _likeness(self, unit: Unit) -> float:
        cells = unit.cells
        if not cells:
            return NEVER
        if len(cells) == 1:
            return cell_likeness(self.judge, cells[0].text)
        if len(cells) == 2 and (weight := self.judge.pair(cells[0].text, cells[1].text)):
            unit.is_pair = unit.names_only = cells[1].before != "list"
            if unit.is_pair:
                return weight
        scores = [cell_likeness(self.judge, cell.text) for cell in cells[:40]]
        score = 0.6 * max(scores) + 0.4 * sum(scores) / len(scores)
        if self.judge.tells(unit.piece.shape) or self.judge.is_plan(unit.piece.shape):
            score -= 5.0
        # What stands before a colon may be the award.
        names = scores[1:] if cells[1].before == "colon" else scores
        unit.names_only = min(names) > 0 or self._names_person(unit)
        if not unit.names_only and self.judge.is_sentence(unit.piece.shape):
            score -= 5.0
        return score

    def _names_person(self, unit: Unit) -> bool:
        """Tell whether a line is a person with job and organisation, which commas part."""
        judge, texts = self.judge, [cell.text for cell in unit.cells]
        return (
            judge.person(texts[0]) > 0
            and any(judge.organisation(text) > 0 for text in texts[1:])
            and all(
                judge.organisation(text) > 0 or judge.is_job(text) or judge.is_remark(text)
                for text in texts[1:]
            )
        )

    def _spread(self, units: list[Unit]) -> None:
        """Let each numbered unit look as much like a winner as the numbers around it do."""
        start = 0
        for index in range(1, len(units) + 1):
            before = units[index - 1]
            here = units[index] if index < len(units) else None
            if (
                here is not None
                and here.style
                and here.style == before.style
                and (
                    here.number is None or before.number is None or here.number == before.number + 1
                )
            ):
                continue
            run = units[start:index]
            mean = sum(max(unit.likeness, -6.0) for unit in run) / len(run)
            for unit in run:
                unit.run = mean if len(run) > 1 and unit.style else unit.likeness
            start = index

        self._pair(units)

    def _pair(self, units: list[Unit]) -> None:
        """Find the lines without numbers that end like another one of their block."""
        block: list[Unit] = []
        for unit in [*units, None]:
            if unit is not None and not unit.style and unit.likeness > 1:
                block.append(unit)
                continue
            ends = Counter(each.form for each in block)
            for each in block:
                each.has_twin = ends[each.form] > 1
            block = []
