"""Entries, winners, and the ways in which an entry may be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from hotlinelib.award_list.cells import Cell

Field = Literal[
    "organisation", "person", "work", "award", "grade", "group", "job", "number", "other", "unknown"
]
Pattern = tuple[Field, ...]


class Winner(NamedTuple):
    """A winner as one entry names it; spans are places in the entry's piece."""

    organisation: tuple[int, int] | None = None
    person: tuple[int, int] | None = None
    work: tuple[int, int] | None = None
    award: tuple[int, int] | None = None
    grade: tuple[int, int] | None = None
    group: tuple[int, int] | None = None


class Fields(NamedTuple):
    """One way to read an entry."""

    pattern: Pattern
    weight: float
    winners: tuple[Winner, ...]
    doubt: str = ""


class Entry(NamedTuple):
    """An entry of a list, to be read."""

    cells: Sequence[Cell]
    shape: str
    # Empty columns before its first cell; whether a number shows that no other is missing there.
    lead: int = 0
    is_numbered: bool = False
