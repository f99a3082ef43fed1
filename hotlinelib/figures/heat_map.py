"""Counts by row and column as a table whose cells are shaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.map_classes import make_classes
from hotlinelib.figures.palette import DIVERGING, INK, LINE, PAPER, SECOND, ink_on, steps_of
from hotlinelib.figures.rows import label_width
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Layout,
    bare,
    check_layout,
    figure_style,
    new_axes,
    put_title,
    widest,
    wrap,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.figures.table_heads import fit_heads, put_heads, row_height
from hotlinelib.figures.wording import name_some
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import amounts, numbers

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
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    layout : {"wide", "narrow"}
        For paper and large screens, or for a telephone, where the longer names become the rows.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure.
    title : str, optional
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn in.

    Raises
    ------
    ParameterError
        If the table is empty or holds missing or negative values, or `residuals` or `marked` has
        other rows or columns.

    Examples
    --------
    >>> table = pd.DataFrame({"Award A": [3, 0], "Award B": [1, 2]}, index=["East", "West"])
    >>> axes = draw_heat_map(table, value_label="awards")
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    _check(table, marked, "marked")
    _check(table, residuals, "residuals")
    width = check_layout(layout)
    with figure_style(language):
        longer = _longest(table.columns) > _longest(table.index)
        if layout == "narrow" and longer and len(table) <= MOST_COLUMNS:
            table, residuals, marked = table.T, _turned(residuals), _turned(marked)
            x_label, y_label = y_label, x_label
        names = [wrap_evenly(str(name), label_width(width, layout), LABEL_POINTS)
                 for name in table.index]  # fmt: skip
        beyond = GAP + TOTAL_WIDTH if totals else 0
        cell = (width - widest(names, LABEL_POINTS) - 0.35) / (table.shape[1] + beyond)
        heads, turned, head_inches = fit_heads(_heads(table, totals, say), cell)
        row = max(row_height(name, LABEL_POINTS, ROW_INCHES) for name in names)
        fills, key = _shades(table, residuals, breaks, colours, value_label, say)
        key += _further_keys(table, marked, zero_label, marked_label)
        lines = _key_lines(key, layout)
        axes = new_axes(ax, 0.3 + 0.17 * lines + head_inches + row * (len(table) + totals), width)
        _draw_cells(axes, table, fills, marked, say)
        put_heads(axes, _positions(table.shape[1], totals), heads, turned)
        axes.set_yticks(_positions(len(table), totals), names + ([say("Total")] if totals else []))
        axes.tick_params(axis="y", rotation=0)
        if totals:
            _draw_totals(axes, table, say)
        axes.set_xlim(0, table.shape[1] + beyond)
        axes.set_ylim(len(table) + beyond, 0)
        bare(axes)
        axes.set(xlabel=x_label, ylabel=y_label)
        _draw_key(axes, key, lines)
        put_title(axes, title, ax)
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

    Examples
    --------
    >>> table = pd.DataFrame({"Award A": [3, 0], "Award B": [1, 2]}, index=["East", "West"])
    >>> print(describe_heat_map(table, value_label="awards"))
    Heat map of 2 rows and 2 columns; a total of 6 (awards). The largest count in a cell is 3:
    East, Award A. 1 of 4 cells are zero. The largest row total is 4 (East), the largest column
    total 3 (Award A and Award B).
    """
    say = speak(language)
    _check(table, marked, "marked")
    opening = say(
        "Heat map of {rows} rows and {columns} columns; a total of {total} ({what}).",
        rows=len(table),
        columns=table.shape[1],
        total=float(table.to_numpy().sum()),
        what=value_label or say("counts"),
    )
    parts = [opening, _tell_cells(say, table), _tell_margins(say, table) if totals else ""]
    return say.paragraph(*parts, _tell_marks(say, marked, marked_label))


def _check(table: pd.DataFrame, beside: pd.DataFrame | None, name: str) -> None:
    check_kind("the table", table, pd.DataFrame)
    if table.empty:
        raise ParameterError("the table has no cells; expected at least one row and one column")
    for place in range(table.shape[1]):
        amounts(table.iloc[:, place])
    if beside is None:
        return
    check_kind(name, beside, pd.DataFrame)
    if not (beside.index.equals(table.index) and beside.columns.equals(table.columns)):
        raise ParameterError(f"{name} has other rows or columns than the table; expected the same")


def _turned(frame: pd.DataFrame | None) -> pd.DataFrame | None:
    return None if frame is None else frame.T


def _longest(names: pd.Index) -> float:
    return widest([str(name) for name in names], LABEL_POINTS)


def _heads(table: pd.DataFrame, totals: bool, say: Speech) -> list[str]:
    return [str(name) for name in table.columns] + ([say("Total")] if totals else [])


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
) -> tuple[np.ndarray[Any, Any], list[Patch | Line2D]]:
    """Return the colour of each cell, and what the key says of them."""
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
    key: list[Patch | Line2D] = [Line2D([], [], linestyle="", label=label)] if label else []
    key += [
        Patch(facecolor=ink, edgecolor=LINE, linewidth=0.5, label=text)
        for place, (ink, text) in enumerate(zip(inks, texts, strict=True))
        if (places == place).any()
    ]
    return fills, key


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
    texts = [[say.number(count) for count in row] for row in counts]
    written = np.array(texts, dtype=object)
    sns.heatmap(
        places,
        ax=axes,
        cmap=ListedColormap(inks),
        vmin=-0.5,
        vmax=len(inks) - 0.5,
        annot=np.where(stars, written + "*", written),
        fmt="",
        annot_kws={"fontsize": SMALL_POINTS},
        cbar=False,
        linewidths=1,
        linecolor=PAPER,
        xticklabels=False,
        yticklabels=False,
    )
    for text, fill, count in zip(axes.texts, fills.ravel(), counts.ravel(), strict=True):
        text.set_color(ink_on(fill) if count or fill != PAPER else INK)
    rows, columns = table.index.astype(str), table.columns.astype(str)
    tell(
        axes.collections[0],
        [
            (str(row), say("{row}, {column}: {value}", row=row, column=column, value=text))
            for row, line in zip(rows, texts, strict=True)
            for column, text in zip(columns, line, strict=True)
        ],
    )
    for y, x in zip(*np.nonzero(stars), strict=True):
        frame = Rectangle((x + 0.03, y + 0.06), 0.94, 0.88, fill=False, zorder=3)
        frame.set(edgecolor=SECOND, linewidth=1.8)
        axes.add_patch(frame)


def _draw_totals(axes: Axes, table: pd.DataFrame, say: Speech) -> None:
    *places, below = _positions(len(table), True)
    *across, right = _positions(table.shape[1], True)
    for y, total in zip(places, table.sum(axis=1), strict=True):
        _write(axes, right, y, say.number(float(total)))
    for x, total in zip(across, table.sum(axis=0), strict=True):
        _write(axes, x, below, say.number(float(total)))
    _write(axes, right, below, say.number(float(table.to_numpy().sum())))


def _write(axes: Axes, x: float, y: float, text: str) -> None:
    axes.text(x, y, text, ha="center", va="center", fontsize=SMALL_POINTS)


def _further_keys(
    table: pd.DataFrame, marked: pd.DataFrame | None, zero_label: str, marked_label: str
) -> list[Patch | Line2D]:
    key: list[Patch | Line2D] = []
    if zero_label and (table == 0).any(axis=None):
        key.append(Patch(facecolor=PAPER, edgecolor=LINE, label=f"0: {zero_label}"))
    if marked is not None and marked.any(axis=None):
        text = wrap(f"* {marked_label}", 3.0, SMALL_POINTS)
        key.append(Patch(fill=False, edgecolor=SECOND, linewidth=1.6, label=text))
    return key


def _key_lines(key: list[Patch | Line2D], layout: str) -> int:
    return -(-len(key) // (3 if layout == "wide" else 1))


def _draw_key(axes: Axes, key: list[Patch | Line2D], lines: int) -> None:
    axes.legend(
        handles=key,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=max(1, -(-len(key) // max(1, lines))),
        borderaxespad=0.3,
        borderpad=0,
        fontsize=SMALL_POINTS,
        handlelength=1.2,
    )


def _tell_cells(say: Speech, table: pd.DataFrame) -> str:
    largest = float(table.to_numpy().max())
    if not largest:
        return say("All cells are zero.")
    return say(
        "The largest count in a cell is {value}: {cells}. {zeros} of {all} cells are zero.",
        value=largest,
        cells=_name_cells(say, table == largest),
        zeros=int((table == 0).to_numpy().sum()),
        all=table.size,
    )


def _name_cells(say: Speech, chosen: pd.DataFrame) -> str:
    """Return the row and column of each chosen cell; of many only the first ones."""
    places = np.argwhere(chosen.to_numpy(dtype=bool))
    names = [
        say("{row}, {column}", row=str(chosen.index[y]), column=str(chosen.columns[x]))
        for y, x in places
    ]
    more = [say("{count} more", count=len(names) - CELLS_TOLD)] if len(names) > CELLS_TOLD else []
    return ("; " if say.language == "en" else "；").join(names[:CELLS_TOLD] + more)


def _tell_margins(say: Speech, table: pd.DataFrame) -> str:
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    return say(
        "The largest row total is {row_total} ({row}), the largest column total {column_total} "
        "({column}).",
        row_total=float(rows.max()),
        row=name_some(say, rows.index[rows == rows.max()].astype(str).tolist()),
        column_total=float(columns.max()),
        column=name_some(say, columns.index[columns == columns.max()].astype(str).tolist()),
    )


def _tell_marks(say: Speech, marked: pd.DataFrame | None, marked_label: str) -> str:
    if marked is None:
        return ""
    if not marked.any(axis=None):
        return say("No cell is marked.")
    cells = _name_cells(say, marked)
    return say("Marked cells ({meaning}): {cells}.", meaning=marked_label, cells=cells)
