"""The cells of an entry: what tabs, spaces, colons, dashes and commas set apart."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from hotlinelib.award_list.printed_line import HAN, bracket_depths
from hotlinelib.award_list.separators import protect_padding

Separator = Literal["", "wide", "space", "colon", "dash", "list"]


class Cell(NamedTuple):
    """A stretch of an entry."""

    start: int
    end: int
    text: str
    before: Separator


_SEPARATOR = re.compile(
    # 王丽,女,回族,甲热线; 王丽(女,回族)甲热线
    rf"(?P<about>\s*[,、]\s*[男女](?:\s*[,、]\s*[{HAN}]{{1,4}}族)?\s*[,、]\s*|(?<=[女男族]\))\s*(?=[{HAN}\d]))"
    rf"|(?P<colon>\s*:\s*)|(?P<wide>\s*\t\s*|\s{{2,}})|(?P<slash>\s+/\s+)|(?P<list>\s*[、,;/]\s*(?:以及)?)"
    rf"|(?P<dash>\s*(?:—+|--+)\s*|(?<=[{HAN})])-(?=[{HAN}]))|(?P<space>\s)"
)
_MEANT = {"slash": "dash", "about": "wide"}
_MAY_PART = re.compile(r"[\s:、,;/—-]|[女男族]\)")
# By far the most lines of a long list of people.
_PAIR = re.compile(rf"([{HAN}\d]+):([{HAN}]+)")


def split_cells(shape: str) -> list[Cell]:
    """Split an entry at every separator in no bracket and no quotation."""
    if not _MAY_PART.search(shape):
        return [Cell(0, len(shape), shape, "")] if shape else []
    if pair := _PAIR.fullmatch(shape):
        at = pair.end(1)
        return [Cell(0, at, pair[1], ""), Cell(at + 1, len(shape), pair[2], "colon")]
    text = protect_padding(shape)
    depths = bracket_depths(text)
    cells: list[Cell] = []
    start, before = 0, ""
    for match in _SEPARATOR.finditer(text):
        # A slash or comma between digits is part of a number or a name.
        if depths[match.start()] or (match[0] in "/,-—" and _is_inside_number(text, match.start())):
            continue
        if match.start() > start:
            cells.append(Cell(start, match.start(), shape[start : match.start()], before))  # type: ignore[arg-type]
            before = _MEANT.get(match.lastgroup or "", match.lastgroup or "")
        elif match.lastgroup in ("colon", "dash", "list"):
            before = match.lastgroup
        start = match.end()
    if start < len(text):
        cells.append(Cell(start, len(text), shape[start:], before))  # type: ignore[arg-type]
    return cells


def _is_inside_number(text: str, place: int) -> bool:
    return text[:place][-1:].isdigit() and text[place + 1 :][:1].isdigit()
