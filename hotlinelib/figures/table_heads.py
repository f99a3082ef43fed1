"""Heads of the columns of a figure that reads like a table."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from hotlinelib.figures.style import LINE_SPACING, SMALL_POINTS, line_count, widest, wrap_evenly

# Inches that a line of text takes, per point of its size
LINE_INCHES_PER_POINT = 1.3 / 72
TURNED_WIDTHS = (1.2, 1.6, 2.0, 2.6, 3.4)


def fit_heads(texts: Sequence[str], width: float) -> tuple[list[str], bool, float]:
    """Break the heads of columns so that they don't meet."""
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
    axes.set_xticks(list(positions), heads, fontsize=SMALL_POINTS)
    for label in axes.get_xticklabels():
        label.set(
            rotation=90 if turned else 0,
            va="bottom",
            ha="center",
            multialignment="left" if turned else "center",
            linespacing=LINE_SPACING,
        )


def row_height(label: str, points: float, least: float) -> float:
    """Return the inches that a row takes with its broken label."""
    return max(least, line_count(label) * points * LINE_INCHES_PER_POINT + 0.05)


def _height(texts: list[str]) -> float:
    return max(map(line_count, texts), default=0) * SMALL_POINTS * LINE_INCHES_PER_POINT
