"""An article while it is read, and what is found in it: rows and doubts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hotlinelib.award_list.best_reading import Chosen
from hotlinelib.award_list.decided import Decided
from hotlinelib.award_list.lists import PrintedList
from hotlinelib.award_list.printed_line import Line
from hotlinelib.award_list.units import Unit
from hotlinelib.award_list.ways import Fields


@dataclass(slots=True, eq=False)
class Row:
    """A winner, as the table of rows has it."""

    index: int
    award: str
    position: int | None
    organisation: str | None
    person: str | None
    line: Line
    grade: str | None = None
    group: str | None = None
    work: str | None = None


@dataclass(frozen=True)
class Doubt:
    """Something in an article that can be read in more than one way, or that doesn't agree."""

    line: Line | None
    reason: str
    readings: tuple[str, ...] = ()
    kind: str = "role"
    index: int = -1
    # What a person accepts who settles the line: the kinds of doubt, with what was counted.
    keys: frozenset[str] = frozenset()


@dataclass
class Draft:
    """An article while it is read."""

    units: list[Unit]
    chosen: list[Chosen]
    lists: list[PrintedList]
    headless: list[int]
    ways: dict[int, list[Fields]] = field(default_factory=dict)
    margins: dict[int, float] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    # What a person has decided, by unit.
    decided: dict[int, Sequence[Decided]] = field(default_factory=dict)
    # Entries that are read as a person has shown on another line.
    shown: set[int] = field(default_factory=set)
    # Those of them that are in the same list as that line.
    shown_here: set[int] = field(default_factory=set)
    # Counts of winners that the text around the lists declares: unit, count, title or "".
    told: list[tuple[int, int, str]] = field(default_factory=list)

    @cached_property
    def _parts(self) -> tuple[list[int], dict[int, int]]:
        parts, counted = [], Counter[int]()
        for unit in self.units:
            counted[unit.piece.line.number] += 1
            parts.append(counted[unit.piece.line.number])
        return parts, counted

    @property
    def written_out(self) -> dict[int, Sequence[Decided]]:
        """The decisions that name a line's winners."""
        return {
            index: rows
            for index, rows in self.decided.items()
            if any(row.names_winner for row in rows)
        }

    def is_accepted(self, doubt: Doubt) -> bool:
        """Tell whether a person has settled a doubt: counts and names left out only as told."""
        if doubt.index not in self.decided or doubt.kind == "award":
            return False
        told = doubt.kind in ("count", "left_out")
        return not told or self.decided[doubt.index][0].accepts(doubt.keys)

    def part_of(self, index: int) -> int:
        """Return which part of its line a unit is, from 1."""
        return self._parts[0][index]

    def part_count(self, line: int) -> int:
        """Return how many parts a line has."""
        return self._parts[1][line]
