"""Cells that belong together, and a last one that names two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotlinelib.award_list.cells import Cell
from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.one_name import QUOTED
from hotlinelib.award_list.separators import joined_parts
from hotlinelib.award_list.ways import Fields, Winner


def joined_dashes(cells: Sequence[Cell], shape: str, judge: Judge, hint: str) -> list[Cell]:
    """Join what a dash parts, where it goes on with the name of an institution.

    In a list of works, what stands before a dash and is no organisation is the work.
    """
    joined: list[Cell] = []
    for cell in cells:
        if (
            cell.before == "dash"
            and joined
            and not QUOTED.fullmatch(joined[-1].text)
            and judge.person(joined[-1].text) <= 0
            and judge.organisation(cell.text) > 0.5
            and len(cell.text) > 3
            and not (hint == "work" and not judge.names_office(joined[-1].text))
        ):
            last = joined[-1]
            joined[-1] = Cell(last.start, cell.end, shape[last.start : cell.end], last.before)
        else:
            joined.append(cell)
    return joined


def with_joined(cells: Sequence[Cell], shape: str, judge: Judge) -> Iterator[Cell]:
    """Split the last of several at 和, 及 or 与, where both sides are surely names."""
    for cell in cells:
        halves = _halves(cell, judge) if cell is cells[-1] and len(cells) > 1 else None
        if halves is None:
            yield cell
        else:
            a, b = halves
            start = cell.start
            yield Cell(start, start + a, shape[start : start + a], cell.before)
            yield Cell(start + b, cell.end, shape[start + b : cell.end], "list")


def _halves(cell: Cell, judge: Judge) -> tuple[int, int] | None:
    for a, b in joined_parts(cell.text):
        left, right = cell.text[:a], cell.text[b:]
        if judge.person(left) > 2 and judge.person(right) > 2:
            return a, b
        if min(judge.organisation(left), judge.organisation(right)) > 1 and judge.has_own_place(
            right
        ):
            return a, b
    return None


def all_people(cells: Sequence[Cell], judge: Judge) -> Fields | None:
    """Read cells as people where most of them surely are, and the others are no words."""
    weights = [judge.person(cell.text) for cell in cells]
    unsure = [cell.text for cell, weight in zip(cells, weights, strict=True) if weight <= 2]
    if 3 * len(unsure) > len(cells) or not all(map(judge.may_be_person, unsure)):
        return None
    if any(cell.before == "dash" or judge.organisation(cell.text) >= 1 for cell in cells):
        return None
    return Fields(("person",), 2.5, tuple(Winner(person=(c.start, c.end)) for c in cells))
