"""What figures that read like a table share: heads, rows, totals, and what they accept."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import INK
from hotlinelib.figures.style import LINE_SPACING, SMALL_POINTS, line_count, widest, wrap_evenly
from hotlinelib.figures.wording import name_some
from hotlinelib.language import Speech
from hotlinelib.measures.validation import amounts
from hotlinelib.messages import message

# Inches that a line of text takes, per point of its size
LINE_INCHES_PER_POINT = 1.3 / 72
TURNED_WIDTHS = (1.2, 1.6, 2.0, 2.6, 3.4)


def check_table(table: pd.DataFrame) -> None:
    """Refuse a table that is empty or holds missing or negative counts."""
    check_kind(message("the table"), table, pd.DataFrame)
    if table.empty:
        raise ParameterError("the table has no cells; expected at least one row and one column")
    for place in range(table.shape[1]):
        amounts(table.iloc[:, place])


def fit_heads(texts: Sequence[str], width: float) -> tuple[list[str], bool, float]:
    """Break the heads of columns so that they don't meet; return the inches that they take, too."""
    flat = [wrap_evenly(text, width * 0.94, SMALL_POINTS) for text in texts]
    if widest(flat, SMALL_POINTS) <= width:
        return flat, False, _height(flat)
    for length in TURNED_WIDTHS:
        turned = [wrap_evenly(text, length, SMALL_POINTS) for text in texts]
        if _height(turned) <= width:
            break
    return turned, True, widest(turned, SMALL_POINTS)


def put_heads(axes: Axes, positions: Sequence[float], heads: list[str], turned: bool) -> None:
    """Write the heads above the columns, in place of the ticks of the x axis."""
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    look = {"rotation": 90, "multialignment": "left"} if turned else {"multialignment": "center"}
    axes.set_xticks(list(positions), heads, fontsize=SMALL_POINTS, va="bottom", ha="center",
                    linespacing=LINE_SPACING, **look)  # fmt: skip


def put_totals(
    axes: Axes, table: pd.DataFrame, say: Speech, across: Sequence[float], down: Sequence[float]
) -> None:
    """Write the totals of rows and columns, and of all, at the last position of each."""
    *columns, right = across
    *rows, below = down
    places = [(right, y) for y in rows] + [(x, below) for x in columns] + [(right, below)]
    totals = [*table.sum(axis=1), *table.sum(axis=0), table.to_numpy().sum()]
    for place, total in zip(places, totals, strict=True):
        write(axes, *place, say.number(float(total)))


def write(axes: Axes, x: float, y: float, text: str, colour: str = INK) -> None:
    """Write a number into a cell."""
    axes.text(x, y, text, color=colour, ha="center", va="center_baseline", zorder=3,
              fontsize=SMALL_POINTS)  # fmt: skip


def row_height(label: str, points: float, least: float) -> float:
    """Return the inches that a row takes with its broken label."""
    return max(least, line_count(label) * points * LINE_INCHES_PER_POINT + 0.05)


def names_at_most(say: Speech, totals: pd.Series) -> dict[str, object]:
    """Return the largest total as `value`, and what has it as `names`."""
    most = totals.index[totals == totals.max()].astype(str).tolist()
    return {"value": float(totals.max()), "names": name_some(say, most)}


def _height(texts: list[str]) -> float:
    return max(map(line_count, texts), default=0) * SMALL_POINTS * LINE_INCHES_PER_POINT
