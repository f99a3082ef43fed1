"""Counts by row and column as a table whose cells are shaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch, Rectangle

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.cells import (
    check_table,
    fit_heads,
    names_at_most,
    put_heads,
    put_totals,
    row_height,
)
from hotlinelib.figures.classes import make_classes
from hotlinelib.figures.palette import DIVERGING, INK, LINE, PAPER, SECOND, ink_on, steps_of
from hotlinelib.figures.rows import label_width
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Layout,
    bare,
    sheet,
    widest,
    wrap,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import numbers

ROW_INCHES = 0.23
# What the column of totals takes, in columns, and the gap before it
GAP, TOTAL_WIDTH = 0.15, 1.0
CELLS_TOLD = 6
# That a telephone has room for
MOST_COLUMNS = 10
# Standardised residuals beyond which a cell is shaded: Agresti (2013), Categorical Data Analysis
RESIDUAL_BREAKS = (1.0, 2.0)


def draw_heat_map(
    table: pd.DataFrame,
    *,
    residuals: pd.DataFrame | None = None,
    breaks: Sequence[float] | None = None,
    colours: str | Sequence[str] | None = None,
    x_label: str = "",
    y_label: str = "",
    value_label: str = "",
    zero_label: str = "",
    marked: pd.DataFrame | None = None,
    marked_label: str = "",
    totals: bool = True,
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw counts as a shaded table with its totals.

    Parameters
    ----------
    table : pandas.DataFrame
        Counts of 0 or more; index and columns are names in the reader's language.
    residuals : pandas.DataFrame, optional
        Standardised residuals to shade by, in place of the counts: how far each lies from what is
        expected. Index and columns of `table`.
    breaks : sequence of float, optional
        Upper limits of the classes of shading; of residuals two limits, by default 1 and 2, for
        either side.
    colours : str or sequence of str, optional
        Name of a colour map, or colours; of residuals five, from far below to far above.
    x_label, y_label : str
        What the columns and the rows are.
    value_label : str
        What is counted, or what the residuals are.
    zero_label : str
        What a zero means; '' for no entry in the key.
    marked : pandas.DataFrame, optional
        True for cells to mark with a frame and a star, such as those beyond chance; index and
        columns of `table`.
    marked_label : str
        What the mark means.
    totals : bool
        Whether to add the totals of rows and columns.
    language, layout, ax, title
        The reader's language; "wide", or "narrow" for a telephone, where the longer names become
        the rows; where to draw, by default in a new figure; the finding.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn in.

    Raises
    ------
    ParameterError
        If the table is empty or holds missing or negative values, or `residuals` or `marked` has
        other rows or columns.
    """
    with sheet(language, layout, ax, title) as page:
        _check(table, {"marked": marked, "residuals": residuals})
        say = page.say
        longer = _longest(table.columns) > _longest(table.index)
        if page.narrow and longer and len(table) <= MOST_COLUMNS:
            table, x_label, y_label = table.T, y_label, x_label
            residuals = None if residuals is None else residuals.T
            marked = None if marked is None else marked.T
        inches = label_width(page)
        names = [wrap_evenly(str(name), inches, LABEL_POINTS) for name in table.index]
        beyond = GAP + TOTAL_WIDTH if totals else 0
        total: list[str] = [say("Total")] if totals else []
        cell = (page.width - widest(names, LABEL_POINTS) - 0.35) / (table.shape[1] + beyond)
        heads, turned, head_inches = fit_heads([*map(str, table.columns), *total], cell)
        row = max(row_height(name, LABEL_POINTS, ROW_INCHES) for name in names)
        fills, key = _shades(table, residuals, breaks, colours, value_label, say)
        heading = value_label if residuals is not None else ""
        key += _further_keys(table, marked, zero_label, marked_label)
        entry = widest([str(one.get_label()) for one in key], SMALL_POINTS) + 0.35
        room = page.width - widest(names, LABEL_POINTS) - 0.2
        across = max(1, min(len(key), int(room / entry)))
        lines = -(-len(key) // across) + bool(heading)
        height = 0.3 + 0.17 * lines + head_inches + row * (len(table) + totals)
        axes = page.axes(height)
        _draw_cells(axes, table, fills, marked, say)
        positions = [_positions(number, totals) for number in table.shape[::-1]]
        put_heads(axes, positions[0], heads, turned)
        axes.set_yticks(positions[1], names + total)
        axes.tick_params(axis="y", rotation=0)
        if totals:
            put_totals(axes, table, say, *positions)
        axes.set(xlim=(0, table.shape[1] + beyond), ylim=(len(table) + beyond, 0))
        bare(axes)
        axes.set(xlabel=x_label, ylabel=y_label)
        axes.legend(handles=key, title=heading or None, title_fontsize=SMALL_POINTS, ncols=across,
                    alignment="left", loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=0.3,
                    borderpad=0, fontsize=SMALL_POINTS, handlelength=1.2,
                    columnspacing=1.2)  # fmt: skip
    return axes


def describe_heat_map(
    table: pd.DataFrame,
    *,
    value_label: str = "",
    marked: pd.DataFrame | None = None,
    marked_label: str = "",
    totals: bool = True,
    language: str = "en",
) -> str:
    """Tell what the heat map shows; the parameters are those of `draw_heat_map`.

    Returns
    -------
    str
        The size of the table, its largest cells, its empty cells, the largest row and column,
        and the marked cells.
    """
    say = speak(language)
    _check(table, {"marked": marked})
    opening = say(
        "Heat map of {rows} rows and {columns} columns; a total of {total} ({what}).",
        rows=len(table),
        columns=table.shape[1],
        total=float(table.to_numpy().sum()),
        what=value_label or say("counts"),
    )
    parts = [opening, _tell_cells(say, table)]
    if totals:
        row, column = (names_at_most(say, table.sum(axis=axis)) for axis in (1, 0))
        parts.append(
            say(
                "The largest row total is {row_total} ({row}), the largest column total "
                "{column_total} ({column}).",
                row_total=row["value"],
                row=row["names"],
                column_total=column["value"],
                column=column["names"],
            )
        )
    if marked is not None and not marked.any(axis=None):
        parts.append(say("No cell is marked."))
    elif marked is not None:
        cells = _name_cells(say, marked)
        parts.append(say("Marked cells ({meaning}): {cells}.", meaning=marked_label, cells=cells))
    return say.paragraph(*parts)


def _check(table: pd.DataFrame, beside: dict[str, pd.DataFrame | None]) -> None:
    check_table(table)
    for name, other in beside.items():
        if other is None:
            continue
        check_kind(name, other, pd.DataFrame)
        if not (other.index.equals(table.index) and other.columns.equals(table.columns)):
            raise ParameterError(
                "{name} has other rows or columns than the table; expected the same", name=name
            )


def _longest(names: pd.Index) -> float:
    return widest([str(name) for name in names], LABEL_POINTS)


def _positions(number: int, totals: bool) -> list[float]:
    """Return the middles of rows or columns; totals stand apart."""
    last = [number + GAP + TOTAL_WIDTH / 2] if totals else []
    return [place + 0.5 for place in range(number)] + last


def _shades(
    table: pd.DataFrame,
    residuals: pd.DataFrame | None,
    breaks: Sequence[float] | None,
    colours: str | Sequence[str] | None,
    label: str,
    say: Speech,
) -> tuple[np.ndarray[Any, Any], list[Patch]]:
    """Return the colour of each cell, and what the key says of it."""
    fills = np.full(table.shape, PAPER, dtype=object)
    if residuals is None:
        counts = table.to_numpy(dtype=float)
        steps = make_classes(pd.Series(counts.ravel()), breaks, say, colours)
        for step in steps:
            fills[(counts > step.low) & (counts <= step.high)] = step.colour
        middle = steps[len(steps) // 2].colour if steps else PAPER
        return fills, [Patch(facecolor=middle, label=label)] if label else []
    inner, outer = numbers(RESIDUAL_BREAKS if breaks is None else list(breaks), "breaks")
    inks = list(DIVERGING) if colours is None else steps_of(colours, 5)
    values = residuals.to_numpy(dtype=float)
    places = np.digitize(values, [-outer, -inner, inner, outer])
    for place, ink in enumerate(inks):
        fills[(places == place) & ~np.isnan(values)] = ink
    written = {"inner": inner, "outer": outer}
    texts = (
        say("{outer} below expected and more", **written),
        say("{inner} to {outer} below", **written),
        say("within {inner}", **written),
        say("{inner} to {outer} above", **written),
        say("{outer} above and more", **written),
    )
    return fills, [
        Patch(facecolor=ink, edgecolor=LINE, linewidth=0.5, label=text)
        for place, (ink, text) in enumerate(zip(inks, texts, strict=True))
        if (places == place).any()
    ]


def _draw_cells(
    axes: Axes,
    table: pd.DataFrame,
    fills: np.ndarray[Any, Any],
    marked: pd.DataFrame | None,
    say: Speech,
) -> None:
    # A frame alone would be lost on a dark cell in grey print.
    stars = np.zeros(table.shape, dtype=bool) if marked is None else marked.to_numpy(dtype=bool)
    inks = sorted(set(fills.ravel()))
    places = np.vectorize(inks.index, otypes=[int])(fills)
    counts = table.to_numpy(dtype=float)
    written = np.array([[say.number(count) for count in row] for row in counts], dtype=object)
    axes.pcolormesh(places, cmap=ListedColormap(inks), vmin=-0.5, vmax=len(inks) - 0.5,
                    linewidth=1, edgecolors=PAPER)  # fmt: skip
    shown = np.where(stars, written + "*", written)
    for (y, x), text in np.ndenumerate(shown):
        fill = str(fills[y, x])
        ink = ink_on(fill) if counts[y, x] or fill != PAPER else INK
        axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", fontsize=SMALL_POINTS,
                  color=ink)  # fmt: skip
    cells = [(str(row), str(column)) for row in table.index for column in table.columns]
    marks = [(row, say("{row}, {column}: {value}", row=row, column=column, value=text))
             for (row, column), text in zip(cells, written.ravel(), strict=True)]  # fmt: skip
    tell(axes.collections[0], marks)
    for y, x in zip(*np.nonzero(stars), strict=True):
        axes.add_patch(Rectangle((x + 0.03, y + 0.06), 0.94, 0.88, fill=False, zorder=3,
                                 edgecolor=SECOND, linewidth=1.8))  # fmt: skip


def _further_keys(
    table: pd.DataFrame, marked: pd.DataFrame | None, zero_label: str, marked_label: str
) -> list[Patch]:
    key = []
    if zero_label and (table == 0).any(axis=None):
        key.append(Patch(facecolor=PAPER, edgecolor=LINE, label=f"0: {zero_label}"))
    if marked is not None and marked.any(axis=None):
        text = wrap(f"* {marked_label}", 3.0, SMALL_POINTS)
        key.append(Patch(fill=False, edgecolor=SECOND, linewidth=1.6, label=text))
    return key


def _tell_cells(say: Speech, table: pd.DataFrame) -> str:
    largest = float(table.to_numpy().max())
    if not largest:
        return say("All cells are zero.")
    return say(
        "The largest count in a cell is {value}: {cells}. Cells of zero: {zeros} of {all}.",
        value=largest,
        cells=_name_cells(say, table == largest),
        zeros=int((table == 0).to_numpy().sum()),
        all=table.size,
    )


def _name_cells(say: Speech, chosen: pd.DataFrame) -> str:
    """Return the row and column of each chosen cell; of many only the first ones."""
    names = [
        say("{row}, {column}", row=str(chosen.index[y]), column=str(chosen.columns[x]))
        for y, x in np.argwhere(chosen.to_numpy(dtype=bool))
    ]
    more = [say("{count} more", count=len(names) - CELLS_TOLD)] if len(names) > CELLS_TOLD else []
    return ("; " if say.language == "en" else "；").join(names[:CELLS_TOLD] + more)
