"""Rows of a table whose head says what the columns hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from hotlinelib.award_list.cells import Cell
from hotlinelib.award_list.separators import NAMES_APART, protect_padding, split_outside
from hotlinelib.award_list.ways import Entry, Field, Fields, Winner

Weigh = Callable[[Field, str, str], float]
Apart = Callable[[Field, Sequence[str]], bool]
Split = Callable[[Cell, str], "dict[str, tuple[int, int]]"]


def read_row(
    entry: Entry, head: Sequence[Field], weigh: Weigh, split: Split, are_apart: Apart
) -> list[Fields]:
    """Return the way to read a row by its table's head; none if it doesn't fit."""
    cells = cells_under(entry, head)
    if "organisation" not in head and "person" not in head:
        return []
    spans: dict[str, list[tuple[int, int]]] = {}
    weights = []
    for cell, headed in zip(cells, head, strict=False):
        if not cell.text or (
            (headed == "person" and cell.text in ("无", "/")) or not cell.text.strip("-—")
        ):
            continue
        kind = _kind_of(cell, headed, head, weigh)
        inner = (
            list(split_outside(cell.text, NAMES_APART))
            if kind in ("organisation", "person")
            else []
        )
        if len(inner) > 1 and are_apart(kind, [cell.text[a:b] for a, b in inner]):
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
    if len(spans.get("organisation", ())) > 1 and "person" in spans:
        # It can't be told whose people they are.
        return []
    winners = winners_from(spans)
    return [Fields(tuple(dict.fromkeys(head)), min(weights), winners)]


def cells_under(entry: Entry, head: Sequence[Field]) -> Sequence[Cell]:
    """Return a row's cells, one for each column of its head; none if they don't fit."""
    return next((each for each in _columns(entry, head) if len(each) == len(head)), ())


def _kind_of(cell: Cell, kind: Field, head: Sequence[Field], weigh: Weigh) -> Field:
    """Return what a cell holds: 获得者 may be people or organisations."""
    other: Field = "person" if kind == "organisation" else "organisation"
    if kind not in ("organisation", "person") or other in head:
        return kind
    weights = {each: weigh(each, cell.text, "") for each in (kind, other)}
    return other if weights[kind] <= 0 and weights[other] > 2 else kind


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


def _columns(entry: Entry, head: Sequence[Field]) -> Iterator[Sequence[Cell]]:
    """Yield the cells of a row in every way that they may be told apart, the surest first."""
    if entry.cells and not entry.shape[: entry.cells[0].start].strip() and "\t" in entry.shape:
        yield _between_tabs(entry, head)
    joined: list[Cell] = []
    for cell in entry.cells:
        if joined and cell.before not in ("wide", ""):
            last = joined[-1]
            joined[-1] = Cell(last.start, cell.end, entry.shape[last.start : cell.end], last.before)
        else:
            joined.append(cell)
    yield joined
    between = {entry.shape[a.end : b.start].strip() for a, b in pairwise(entry.cells)}
    if between <= {"", ":", ","}:
        # Also values that commas part.
        yield entry.cells


def _between_tabs(entry: Entry, head: Sequence[Field]) -> list[Cell]:
    """Return the cells between tabs, the empty ones too."""
    cells = [Cell(0, 0, "", "")] * entry.lead
    start = 0
    for padded in protect_padding(entry.shape).split("\t"):
        text = entry.shape[start : start + len(padded)]
        lead = len(text) - len(text.lstrip())
        bare = text.strip()
        cells.append(Cell(start + lead, start + lead + len(bare), bare, "wide" if cells else ""))
        start += len(text) + 1
    at = head.index("number") if "number" in head else len(cells)
    if entry.is_numbered or (at < len(cells) and cells[at].text.isdigit()):
        # The number shows that no column is missing before it: the last ones are empty.
        cells += [Cell(start, start, "", "wide")] * (len(head) - len(cells))
    return cells
