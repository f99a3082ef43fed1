"""Counts by row and column as a table whose cells are shaded."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.style import (
    GRID,
    LABEL_POINTS,
    LAND_LINE,
    MUTED,
    SEQUENTIAL,
    SMALL_POINTS,
    VERMILION,
    WHITE,
    WIDTH_INCHES,
    bare,
    figure_style,
    ink_on,
    new_axes,
    put_title,
    widest,
    wrap_evenly,
)
from hotlinelib.figures.table_heads import fit_heads, put_heads
from hotlinelib.figures.wording import name_some
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import amounts

ROW_INCHES = 0.23
LABEL_INCHES = 2.3
# What the column of totals takes, in columns, and the gap before it
GAP, TOTAL_WIDTH = 0.15, 1.0
CELLS_TOLD = 6


def draw_heat_map(
    table: pd.DataFrame,
    *,
    x_label: str = "",
    y_label: str = "",
    value_label: str = "",
    zero_label: str = "",
    marked: pd.DataFrame | None = None,
    marked_label: str = "",
    totals: bool = True,
    language: str = "en",
    ax: Axes | None = None,
    title: str = "",
) -> Axes:
    """Draw counts as a shaded table with its totals.

    Parameters
    ----------
    table : pandas.DataFrame
        Counts of 0 or more; index and columns are names in the reader's language.
    x_label, y_label : str
        What the columns and the rows are.
    value_label : str
        What is counted.
    zero_label : str
        What a zero means; by default 'none'.
    marked : pandas.DataFrame, optional
        True for cells to mark with a frame and a star, such as those beyond chance; index and
        columns of `table`.
    marked_label : str
        What the mark means.
    totals : bool
        Whether to add the totals of rows and columns.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure.
    title : str
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn in.

    Raises
    ------
    ParameterError
        If the table is empty or holds missing or negative values, or `marked` has other rows or
        columns.

    Examples
    --------
    >>> table = pd.DataFrame({"Award A": [3, 0], "Award B": [1, 2]}, index=["East", "West"])
    >>> axes = draw_heat_map(table, value_label="awards")
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    _check(table, marked)
    with figure_style(language):
        names = [wrap_evenly(str(name), LABEL_INCHES, LABEL_POINTS) for name in table.index]
        cell = _cell_width(names, table.shape[1] + (GAP + TOTAL_WIDTH if totals else 0))
        heads, turned, head_inches = fit_heads(_heads(table, totals, say), cell)
        axes = new_axes(ax, 0.75 + head_inches + ROW_INCHES * (len(table) + totals))
        _draw_cells(axes, table, marked, say)
        _draw_marks(axes, marked)
        put_heads(axes, _positions(table.shape[1], totals), heads, turned)
        rows = names + ([say("Total")] if totals else [])
        axes.set_yticks(_positions(len(table), totals), rows)
        if totals:
            _draw_totals(axes, table, say)
        _finish(axes, table, totals)
        axes.set(xlabel=x_label, ylabel=y_label)
        _draw_key(axes, table, marked, (value_label, zero_label or say("none"), marked_label))
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
    _check(table, marked)
    opening = say(
        "Heat map of {rows} rows and {columns} columns; a total of {total} ({what}).",
        rows=len(table),
        columns=table.shape[1],
        total=float(table.to_numpy().sum()),
        what=value_label or say("counts"),
    )
    parts = [opening, _tell_cells(say, table), _tell_margins(say, table) if totals else ""]
    return say.paragraph(*parts, _tell_marks(say, marked, marked_label))


def _check(table: pd.DataFrame, marked: pd.DataFrame | None) -> None:
    check_kind("the table", table, pd.DataFrame)
    if table.empty:
        raise ParameterError("the table has no cells; expected at least one row and one column")
    for name in range(table.shape[1]):
        amounts(table.iloc[:, name])
    if marked is None:
        return
    check_kind("marked", marked, pd.DataFrame)
    if not (marked.index.equals(table.index) and marked.columns.equals(table.columns)):
        raise ParameterError("marked has other rows or columns than the table; expected the same")


def _cell_width(names: list[str], columns: float) -> float:
    return (WIDTH_INCHES - widest(names, LABEL_POINTS) - 0.5) / columns


def _heads(table: pd.DataFrame, totals: bool, say: Speech) -> list[str]:
    return [str(name) for name in table.columns] + ([say("Total")] if totals else [])


def _positions(number: int, totals: bool) -> list[float]:
    """Return the middles of rows or columns; totals stand apart."""
    last = [number + GAP + TOTAL_WIDTH / 2] if totals else []
    return [place + 0.5 for place in range(number)] + last


def _draw_cells(axes: Axes, table: pd.DataFrame, marked: pd.DataFrame | None, say: Speech) -> None:
    # A frame alone would be lost on a dark cell in grey print.
    stars = np.zeros(table.shape, dtype=bool) if marked is None else marked.to_numpy(dtype=bool)
    ramp = LinearSegmentedColormap.from_list("sequential", SEQUENTIAL)
    largest = float(table.to_numpy().max()) or 1.0
    for y, row in enumerate(table.to_numpy(dtype=float)):
        for x, count in enumerate(row):
            colour = to_hex(ramp(count / largest)) if count else WHITE
            axes.add_patch(
                Rectangle((x, y), 1, 1, facecolor=colour, edgecolor=WHITE if count else GRID)
            )
            ink = ink_on(colour) if count else MUTED
            text = say.number(count) + ("*" if stars[y, x] else "")
            _write(axes, x + 0.5, y + 0.5, text, ink)


def _draw_marks(axes: Axes, marked: pd.DataFrame | None) -> None:
    if marked is None:
        return
    for y, x in zip(*np.nonzero(marked.to_numpy(dtype=bool)), strict=True):
        frame = Rectangle((x + 0.03, y + 0.06), 0.94, 0.88, fill=False, zorder=3)
        frame.set(edgecolor=VERMILION, linewidth=1.8)
        axes.add_patch(frame)


def _draw_totals(axes: Axes, table: pd.DataFrame, say: Speech) -> None:
    *places, below = _positions(len(table), True)
    *across, right = _positions(table.shape[1], True)
    for y, total in zip(places, table.sum(axis=1), strict=True):
        _write(axes, right, y, say.number(float(total)))
    for x, total in zip(across, table.sum(axis=0), strict=True):
        _write(axes, x, below, say.number(float(total)))
    _write(axes, right, below, say.number(float(table.to_numpy().sum())))


def _write(axes: Axes, x: float, y: float, text: str, colour: str | None = None) -> None:
    axes.text(x, y, text, ha="center", va="center", fontsize=SMALL_POINTS, color=colour)


def _finish(axes: Axes, table: pd.DataFrame, totals: bool) -> None:
    beyond = GAP + TOTAL_WIDTH if totals else 0
    axes.set_xlim(0, table.shape[1] + beyond)
    axes.set_ylim(len(table) + beyond, 0)
    bare(axes)


def _draw_key(
    axes: Axes, table: pd.DataFrame, marked: pd.DataFrame | None, labels: tuple[str, str, str]
) -> None:
    value_label, zero_label, marked_label = labels
    keys: list[Patch | Line2D] = []
    if value_label:
        keys.append(Patch(facecolor=SEQUENTIAL[2], label=value_label))
    if (table == 0).any(axis=None):
        keys.append(Patch(facecolor=WHITE, edgecolor=LAND_LINE, label=f"0: {zero_label}"))
    if marked is not None and marked.any(axis=None):
        keys.append(
            Patch(fill=False, edgecolor=VERMILION, linewidth=1.6, label=f"* {marked_label}")
        )
    axes.legend(
        handles=keys,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=max(1, len(keys)),
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
