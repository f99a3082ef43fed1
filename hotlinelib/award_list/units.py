"""The units of an article: each piece with the roles that it may have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from hotlinelib.award_list.cells import Cell
from hotlinelib.award_list.kinds import NEVER, Judge
from hotlinelib.award_list.printed_line import Piece
from hotlinelib.award_list.titles import Peeled
from hotlinelib.award_list.ways import Winner

Role = Literal[
    "prose",
    "list_title",
    "heading",
    "group",
    "section",
    "winner",
    "row",
    "group_row",
    "table_head",
    "signature",
    "date",
    "attachment",
    "page",
    "note",
    "heading_note",
]
# Roles of lines that give winners.
WINNING: frozenset[Role] = frozenset(("winner", "row", "group_row"))

_WORK_BESIDE = re.compile(r"([^《“\"]+)[《“\"][^》”\"]+[》”\"]|[《“\"][^》”\"]+[》”\"]([^《“\"]+)")

_BEFORE_CELLS = re.compile(r"([ \t]*)\d*([ \t]*)")


class ToldAward(NamedTuple):
    """An award that a sentence gives: its title, its winners in the piece, the number it says."""

    title: Piece
    winners: tuple[Winner, ...]
    number: int | None


@dataclass(slots=True)
class Unit:
    """A piece while its role is looked for."""

    piece: Piece
    cells: list[Cell]
    roles: dict[Role, float] = field(default_factory=dict)
    likeness: float = NEVER
    run: float = NEVER
    peeled: Peeled | None = None
    form: str = ""
    # Whether its number goes on from the last of the same form.
    goes_on: bool = False
    # Whether a line of the same block ends alike.
    has_twin: bool = False
    # Whether its several cells all look like winners.
    names_only: bool = False
    # Whether it is an organisation's full name and a person's, and nothing else.
    is_pair: bool = False

    @property
    def is_under(self) -> bool:
        """Whether a line's first cell is empty."""
        text = self.piece.line.text
        return text[:1].isspace() and "\t" in text[: len(text) - len(text.lstrip())]

    def lead(self, head: Sequence[str]) -> int:
        """Return how many columns of a table are empty before its first cell, or are its number."""
        match = _BEFORE_CELLS.match(self.piece.line.text)
        if match is None:
            return 0
        before = match[1].count("\t")
        if self.style != "\t":
            return before
        # A number that isn't in the first column has one of its own.
        return before + match[2].count("\t") - 1 + ("number" in head)

    # Its printed number, and how it is marked; empty for not at all.
    number: int | None = None
    style: str = ""
    # What a sentence tells of, if it is read whole.
    told: ToldAward | None = None

    def __post_init__(self) -> None:
        """Read number and style off the mark."""
        if self.piece.mark is not None:
            self.style, self.number = self.piece.mark


def cell_likeness(judge: Judge, text: str) -> float:
    """Return how much a cell looks like a winner, or like what stands beside one."""
    score = judge.organisation(text)
    if text in judge.plain:
        return score
    score = max(score, judge.person(text))
    if score < 1 and text[-1:] == ")" and "(" in text[1:]:
        before, _, inside = text[:-1].partition("(")
        score = max(score, min(3.0, max(judge.person(before), judge.organisation(inside))))
        score = max(score, min(3.0, judge.organisation(before)))
    if "的" in text:
        before, _, after = text.rpartition("的")
        score = max(score, min(3.0, judge.organisation(before), judge.person(after)))
    if score < 1 and (job := judge.job_at_end(text)):
        score = judge.organisation(text[:-job]) - 0.5
    if score < 2 and (match := _WORK_BESIDE.fullmatch(text)):
        score = max(score, judge.organisation(match[1] or match[2]))
    if (
        score < 1
        and text
        and (
            text[-1] in '》”"'
            or judge.is_grade(text)
            or judge.is_job(text)
            or judge.is_remark(text)
            or judge.is_number(text)
            or judge.is_short_place(text)
        )
    ):
        score = max(score, 0.0)
    return score
