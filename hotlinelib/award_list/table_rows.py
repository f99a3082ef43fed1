"""Rows of a table whose head says what the columns hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hotlinelib.award_list.cells import Cell
from hotlinelib.award_list.kinds import split_outside
from hotlinelib.award_list.ways import Entry, Field, Fields, Winner

_PEOPLE_APART = re.compile(r"[、,;/]|\s+")
Weigh = Callable[[Field, str, str], float]


def read_row(entry: Entry, head: Sequence[Field], weigh: Weigh) -> list[Fields]:
    """Return the way to read a row by its table's head; none if it doesn't fit."""
    cells = entry.cells
    if len(cells) != len(head) or any(cell.before == "list" for cell in cells[1:]):
        cells = _columns(entry)
    if len(cells) != len(head):
        cells = _with_empty_columns(entry)
    if len(cells) != len(head):
        return []
    if "organisation" not in head and "person" not in head:
        return []
    spans: dict[str, list[tuple[int, int]]] = {}
    weights = []
    for cell, kind in zip(cells, head, strict=True):
        if not cell.text:
            continue
        inner = list(split_outside(cell.text, _PEOPLE_APART)) if kind == "person" else []
        if len(inner) > 1 and min(weigh("person", cell.text[a:b], "person") for a, b in inner) > 0:
            spans.setdefault(kind, []).extend((cell.start + a, cell.start + b) for a, b in inner)
            weights.append(3.0)
            continue
        spans.setdefault(kind, []).append((cell.start, cell.end))
        if kind in ("organisation", "person"):
            # What the head says counts for much.
            weights.append(weigh(kind, cell.text, kind) + 2.0)
    if not weights:
        return []
    winners = _from_spans(spans)
    return [Fields(tuple(dict.fromkeys(head)), min(weights), winners)]


def _from_spans(spans: dict[str, list[tuple[int, int]]]) -> tuple[Winner, ...]:
    shared = {kind: spans[kind][0] for kind in ("work", "award", "grade", "group") if kind in spans}
    organisation = spans["organisation"][0] if "organisation" in spans else None
    people = spans.get("person", [])
    if people:
        return tuple(Winner(organisation=organisation, person=p, **shared) for p in people)
    return (Winner(organisation=organisation, **shared),)


def _columns(entry: Entry) -> list[Cell]:
    """Return the cells of a table's row: what tabs or wide spaces set apart."""
    joined: list[Cell] = []
    for cell in entry.cells:
        if joined and cell.before not in ("wide", ""):
            last = joined[-1]
            joined[-1] = Cell(last.start, cell.end, entry.shape[last.start : cell.end], last.before)
        else:
            joined.append(cell)
    return joined


def _with_empty_columns(entry: Entry) -> list[Cell]:
    """Return the cells between tabs, the empty ones too."""
    cells: list[Cell] = []
    start = 0
    for text in entry.shape.split("\t"):
        lead = len(text) - len(text.lstrip())
        bare = text.strip()
        cells.append(Cell(start + lead, start + lead + len(bare), bare, "wide" if cells else ""))
        start += len(text) + 1
    return cells
