"""Who won which awards: a table of dots."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import GRID, INK, LINE, MAIN, MUTED, SECOND, ink_on
from hotlinelib.figures.rows import emphasised
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
from hotlinelib.measures.validation import amounts

LABEL_INCHES = {"wide": 3.1, "narrow": 1.75}
ROW_INCHES = 0.2
GROUP_INCHES = 0.27
DOT_AREA, NUMBERED_DOT_AREA = 42.0, 105.0


@dataclass(frozen=True)
class Rows:
    """Where the rows stand: inches from the top, counted downwards."""

    labels: list[str]
    places: list[float]
    group_labels: list[str]
    group_places: list[float]
    height: float


def draw_winner_matrix(
    table: pd.DataFrame,
    *,
    groups: pd.Series | None = None,
    keys: Sequence[str] | None = None,
    totals: bool = False,
    mark: str | Collection[str] | None = None,
    colours: Sequence[str] = (MAIN, SECOND),
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw which winner holds which award, in the order of the table.

    Parameters
    ----------
    table : pandas.DataFrame
        Counts of 0 or more: one row per winner, one column per award; index and columns are
        names in the reader's language.
    groups : pandas.Series, optional
        Label of each row's group, in the order of the table. A group's rows must be neighbours.
    keys : sequence of str, optional
        Key of each row, by which marks and rows of tables light up together; by default the names.
    totals : bool, default False
        Whether to add the totals of rows and columns.
    mark : str or collection of str, optional
        Keys of the winners to emphasise.
    colours : sequence of str
        Of the dots, and of those that are emphasised.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    layout : {"wide", "narrow"}
        For paper and large screens, or for a telephone.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure, as high as the rows need.
    title : str, optional
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn in.

    Raises
    ------
    ParameterError
        If the table is empty, holds missing or negative counts, or the groups don't fit it.

    Examples
    --------
    >>> table = pd.DataFrame({"Award A": [1, 1], "Award B": [0, 1]}, index=["Suzhou", "Xiamen"])
    >>> axes = draw_winner_matrix(table)
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    _check(table, groups)
    row_keys = [str(key) for key in (table.index if keys is None else keys)]
    width = check_layout(layout)
    with figure_style(language):
        rows = _rows(table, groups, LABEL_INCHES[layout])
        columns = table.shape[1] + (1 if totals else 0)
        space = width - widest(rows.labels + rows.group_labels, LABEL_POINTS) - 0.3
        heads, turned, head_inches = fit_heads(_heads(table, totals, say), space / columns)
        extra = ROW_INCHES * 1.4 if totals else 0.05
        axes = new_axes(ax, 0.35 + head_inches + rows.height + extra, width)
        axes.set(xlim=(-0.5, columns - 0.5), ylim=(rows.height + extra, 0))
        put_heads(axes, range(columns), heads, turned)
        _draw_lines(axes, rows, table.shape[1] / columns)
        inks = [colours[1] if lit else colours[0] for lit in emphasised(row_keys, mark)]
        _draw_dots(axes, table, rows, row_keys, inks, say)
        _label_rows(axes, rows, totals, say)
        if totals:
            _draw_totals(axes, table, rows, say)
        bare(axes)
        if (table > 1).any(axis=None):
            axes.set_xlabel(
                wrap(say("A number in a dot: so many awards of one category."), space, SMALL_POINTS)
            )
            axes.xaxis.label.set(fontsize=SMALL_POINTS, color=MUTED)
            axes.xaxis.set_label_position("bottom")
        put_title(axes, title, ax)
    return axes


def describe_winner_matrix(
    table: pd.DataFrame, *, groups: pd.Series | None = None, language: str = "en"
) -> str:
    """Tell what the matrix shows; the parameters are those of `draw_winner_matrix`.

    Returns
    -------
    str
        Its size, who holds most, how many hold one and more, and the most frequent award.

    Examples
    --------
    >>> table = pd.DataFrame({"Award A": [1, 1], "Award B": [0, 1]}, index=["Suzhou", "Xiamen"])
    >>> print(describe_winner_matrix(table))
    Matrix of 2 winners and 2 awards; a dot marks an award won. The most awards that a winner
    holds are 2: Xiamen. 1 winner holds awards of more than one category. The award held most
    often is Award A, with 2.
    """
    say = speak(language)
    _check(table, groups)
    held, given = table.sum(axis=1), table.sum(axis=0)
    opening = say(
        "Matrix of {winners} winners and {awards} awards; a dot marks an award won.",
        winners=len(table),
        awards=table.shape[1],
    )
    most = say(
        "The most awards that a winner holds are {value}: {names}.",
        value=float(held.max()),
        names=name_some(say, held.index[held == held.max()].astype(str).tolist()),
    )
    frequent = say(
        "The award held most often is {names}, with {value}.",
        value=float(given.max()),
        names=name_some(say, given.index[given == given.max()].astype(str).tolist()),
    )
    several = say.plural(
        "{count} winner holds awards of more than one category.",
        "{count} winners hold awards of more than one category.",
        int(((table > 0).sum(axis=1) > 1).sum()),
    )
    return say.paragraph(opening, most, several, frequent)


def _check(table: pd.DataFrame, groups: pd.Series | None) -> None:
    check_kind("the table", table, pd.DataFrame)
    if table.empty:
        raise ParameterError("the table has no cells; expected at least one winner and one award")
    for position in range(table.shape[1]):
        amounts(table.iloc[:, position])
    if groups is None:
        return
    check_kind("groups", groups, pd.Series)
    if len(groups) != len(table) or not groups.index.equals(table.index):
        raise ParameterError("groups has other rows than the table; expected the same index")
    starts = groups[groups.ne(groups.shift())]
    torn = starts[starts.duplicated()].unique().tolist()
    if torn:
        raise ParameterError(f"rows of a group don't stand together: {torn}; sort the table first")


def _rows(table: pd.DataFrame, groups: pd.Series | None, inches: float) -> Rows:
    labels = [wrap_evenly(str(name), inches, LABEL_POINTS) for name in table.index]
    members = [""] * len(labels) if groups is None else [str(group) for group in groups]
    top, places, group_labels, group_places = 0.03, [], [], []
    for position, (label, group) in enumerate(zip(labels, members, strict=True)):
        if groups is not None and (position == 0 or group != members[position - 1]):
            group_labels.append(wrap_evenly(group, inches, LABEL_POINTS))
            group_places.append(top + GROUP_INCHES * 0.6)
            top += GROUP_INCHES
        height = row_height(label, LABEL_POINTS, ROW_INCHES)
        places.append(top + height / 2)
        top += height
    return Rows(labels, places, group_labels, group_places, top)


def _heads(table: pd.DataFrame, totals: bool, say: Speech) -> list[str]:
    return [str(name) for name in table.columns] + ([say("Total")] if totals else [])


def _draw_lines(axes: Axes, rows: Rows, end: float) -> None:
    """Rule the rows up to the last award: a line would strike through the totals."""
    across = axes.get_yaxis_transform()
    axes.hlines(rows.places, 0, end, transform=across, color=GRID, linewidth=0.5, zorder=0.5)
    tops = [place - GROUP_INCHES * 0.55 for place in rows.group_places]
    axes.hlines(tops, 0, 1, transform=across, color=LINE, linewidth=0.6, zorder=0.6)


def _draw_dots(
    axes: Axes, table: pd.DataFrame, rows: Rows, keys: list[str], inks: list[str], say: Speech
) -> None:
    counts = table.to_numpy(dtype=float)
    y, x = np.nonzero(counts)
    if not len(y):
        return
    places = np.array(rows.places)[y]
    several = counts[y, x] > 1
    areas = np.where(several, NUMBERED_DOT_AREA, DOT_AREA)
    colours = [inks[row] for row in y]
    dots = axes.scatter(x, places, s=areas, color=colours, linewidth=0, zorder=2)
    names, awards = list(map(str, table.index)), list(map(str, table.columns))
    tell(
        dots,
        [
            (keys[row], say("{row}, {column}: {value}", row=names[row], column=awards[column],
                            value=float(counts[row, column])))
            for row, column in zip(y, x, strict=True)
        ],
    )  # fmt: skip
    for column, place, row in zip(x[several], places[several], y[several], strict=True):
        _write(axes, column, place, say.number(counts[row, column]), ink_on(inks[row]))


def _label_rows(axes: Axes, rows: Rows, totals: bool, say: Speech) -> None:
    below = [rows.height + ROW_INCHES * 0.8] if totals else []
    labels = rows.labels + ([say("Total")] if totals else [])
    axes.set_yticks(rows.places + below + rows.group_places, labels + rows.group_labels)
    for tick in axes.get_yticklabels()[len(labels) :]:
        tick.set_color(MUTED)


def _draw_totals(axes: Axes, table: pd.DataFrame, rows: Rows, say: Speech) -> None:
    right, below = table.shape[1], rows.height + ROW_INCHES * 0.8
    for place, total in zip(rows.places, table.sum(axis=1), strict=True):
        _write(axes, right, place, say.number(float(total)))
    for column, total in enumerate(table.sum(axis=0)):
        _write(axes, column, below, say.number(float(total)))
    _write(axes, right, below, say.number(float(table.to_numpy().sum())))
    axes.hlines(
        rows.height + 0.04,
        0,
        1,
        transform=axes.get_yaxis_transform(),
        color=LINE,
        linewidth=0.6,
    )


def _write(axes: Axes, x: float, y: float, text: str, colour: str = INK) -> None:
    axes.text(
        x, y, text, ha="center", va="center_baseline", fontsize=SMALL_POINTS, color=colour, zorder=3
    )
