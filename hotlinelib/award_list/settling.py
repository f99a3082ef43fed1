"""What a person settles of a line, with what else the line was read to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hotlinelib.award_list.decided import Decided, decided_rows
from hotlinelib.award_list.draft import Draft, Row
from hotlinelib.award_list.printed_line import fold_shape
from hotlinelib.award_list.rows import RowReader
from hotlinelib.award_list.units import WINNING
from hotlinelib.award_list.ways import Winner

_BESIDE = ("award", "grade", "group", "work")


def settled_rows(
    draft: Draft,
    index: int | None,
    role: str,
    given: Mapping[str, str],
    told: frozenset[str],
    where: str,
    reader: RowReader,
) -> list[Decided]:
    """Return what is decided of a unit: the fields given, and what was read beside them.

    Where none is given, the winners are those that were read; else only what can be nothing else
    is kept of what stands beside the names.
    """
    rows = decided_rows(role, given, told or None, where)
    read = [row for row in draft.rows if row.index == index]
    ways = draft.ways.get(index, []) if index is not None else []
    winners: Sequence[Winner] = ways[0].winners if ways else ()
    if role not in WINNING or index is None or not read or len(winners) not in (0, len(read)):
        return rows
    shape = draft.units[index].piece.shape
    beside = [_beside(shape, row, winner) for row, winner in zip(read, winners, strict=False)]
    if not any(given.values()):
        return [
            replace(
                rows[0],
                organisation=row.organisation or "",
                person=row.person or "",
                **fields,
            )
            for row, fields in zip(read, beside or [{}] * len(read), strict=True)
        ]
    if len(beside) != 1:
        return rows
    return [
        replace(
            row,
            **{
                kind: value
                for kind, value in beside[0].items()
                if not getattr(row, kind)
                and reader.is_surely(kind, fold_shape(value))
                and value not in (row.organisation, row.person)
            },
        )
        for row in rows
    ]


def _beside(shape: str, row: Row, winner: Winner) -> dict[str, Any]:
    """Return what a row has of its own line beside the names, and not of what stands above it."""
    spans = (getattr(winner, kind) for kind in _BESIDE)
    texts = [shape[slice(*span)] for span in spans if span]
    values = {kind: getattr(row, kind) or "" for kind in _BESIDE}
    return {
        kind: value
        for kind, value in values.items()
        if value and any(fold_shape(value) in text for text in texts)
    }
