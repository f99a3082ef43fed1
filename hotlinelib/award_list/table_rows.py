"""Rows of a table whose head says what the columns hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from hotlinelib.award_list.cells import Cell
from hotlinelib.award_list.kinds import split_outside
from hotlinelib.award_list.ways import Entry, Field, Fields, Winner

_PEOPLE_APART = re.compile(r"[、,;/]|\s+")
Weigh = Callable[[Field, str, str], float]
Split = Callable[[Cell, str], "dict[str, tuple[int, int]]"]


def read_row(entry: Entry, head: Sequence[Field], weigh: Weigh, split: Split) -> list[Fields]:
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
        parts = split(cell, kind) if kind in ("organisation", "person") else {}
        for part, span in (parts or {kind: (cell.start, cell.end)}).items():
            spans.setdefault(part, []).append(span)
        if kind in ("organisation", "person"):
            # What the head says counts for much.
            a, b = spans[kind][-1]
            weights.append(weigh(kind, entry.shape[a:b], kind) + 2.0)
    if not weights or not {"organisation", "person"} & spans.keys():
        return []
    winners = winners_from(spans)
    return [Fields(tuple(dict.fromkeys(head)), min(weights), winners)]


def winners_from(spans: dict[str, list[tuple[int, int]]]) -> tuple[Winner, ...]:
    """Return the winners whose fields stand in some spans, each with every award and work named."""
    once = {kind: spans[kind][0] for kind in ("grade", "group") if kind in spans}
    named: list[dict[str, tuple[int, int]]] = [
        {"organisation": at} for at in spans.get("organisation", ())
    ]
    if "person" in spans:
        named = [{**(named[0] if named else {}), "person": at} for at in spans["person"]]
    for kind in ("award", "work"):
        named = [{**each, kind: at} for at in spans.get(kind, ()) for each in named] or named
    return tuple(Winner(**each, **once) for each in named)


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
