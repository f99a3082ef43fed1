"""Several values for each of a few categories: one row each, one marker per series."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.style import (
    BLACK,
    BLUE,
    GRID,
    LABEL_POINTS,
    ORANGE,
    SKY_BLUE,
    SMALL_POINTS,
    WHITE,
    figure_style,
    new_axes,
    put_title,
    wrap_evenly,
)
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import column, complete_column

ROW_INCHES = 0.36
LABEL_INCHES = 2.4
# Markers differ in shape, colour and lightness; the first one is the largest and darkest.
LOOKS = (("o", BLUE, 8.0), ("s", ORANGE, 6.0), ("D", WHITE, 5.5), ("^", SKY_BLUE, 6.5))
EDGE_COLOURS = (BLUE, BLACK, BLACK, BLACK)


def draw_grouped_dots(
    frame: pd.DataFrame,
    label: str,
    columns: Mapping[str, str],
    *,
    x_label: str = "",
    percent: bool = False,
    language: str = "en",
    ax: Axes | None = None,
    title: str = "",
) -> Axes:
    """Draw several values for each category, in the order of the frame from the top.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per category.
    label : str
        Column of names, in the reader's language.
    columns : mapping of str to str
        Columns to draw and what they are, in the reader's language; up to four.
    x_label : str
        What the values are.
    percent : bool
        Whether the values are shares (0 to 1) to be written as percentages.
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
        If a column is absent, a name missing, the frame empty, or there are no or more than four
        columns.

    Examples
    --------
    >>> frame = pd.DataFrame({"region": ["East", "West"], "share": [0.6, 0.4], "gdp": [0.7, 0.3]})
    >>> columns = {"share": "Awards", "gdp": "GDP"}
    >>> axes = draw_grouped_dots(frame, "region", columns, percent=True)
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    values = _values(frame, label, columns)
    with figure_style(language):
        axes = new_axes(ax, 0.85 + ROW_INCHES * len(values))
        places = range(len(values))
        axes.set_yticks(
            places, [wrap_evenly(str(name), LABEL_INCHES, LABEL_POINTS) for name in values.index]
        )
        axes.set_ylim(len(values) - 0.5, -0.5)
        axes.hlines(places, 0, 1, transform=axes.get_yaxis_transform(), color=GRID, linewidth=0.5)
        _draw_series(axes, values)
        _write_odd_values(axes, values, say)
        _finish(axes, values, percent, x_label, say)
        put_title(axes, title, ax)
    return axes


def describe_grouped_dots(
    frame: pd.DataFrame,
    label: str,
    columns: Mapping[str, str],
    *,
    percent: bool = False,
    language: str = "en",
) -> str:
    """Tell what the dots show; the parameters are those of `draw_grouped_dots`.

    Returns
    -------
    str
        The values of all series in each category.

    Examples
    --------
    >>> frame = pd.DataFrame({"region": ["East", "West"], "share": [0.6, 0.4], "gdp": [0.7, 0.3]})
    >>> columns = {"share": "Awards", "gdp": "GDP"}
    >>> print(describe_grouped_dots(frame, "region", columns, percent=True))
    Dot chart of Awards and GDP in 2 categories. East: Awards 60.0% and GDP 70.0%. West: Awards
    40.0% and GDP 30.0%.
    """
    say = speak(language)
    values = _values(frame, label, columns)
    opening = say.plural(
        "Dot chart of {series} in {count} category.",
        "Dot chart of {series} in {count} categories.",
        len(values),
        series=say.series(values.columns),
    )
    rows = (_tell_row(say, name, row, percent) for name, row in values.iterrows())
    return say.paragraph(opening, *rows)


def _values(frame: pd.DataFrame, label: str, columns: Mapping[str, str]) -> pd.DataFrame:
    check_kind("columns", columns, Mapping)
    if not 1 <= len(columns) <= len(LOOKS):
        raise ParameterError(f"{len(columns)} columns; expected 1 to {len(LOOKS)}")
    names = complete_column(frame, label).astype("str")
    if frame.empty:
        raise ParameterError("the frame has no rows; expected one per category")
    series = {text: column(frame, name).astype("float64") for name, text in columns.items()}
    return pd.DataFrame(series).set_axis(names, axis="index")


def _draw_series(axes: Axes, values: pd.DataFrame) -> None:
    for (name, series), look, edge in zip(values.items(), LOOKS, EDGE_COLOURS, strict=False):
        marker, colour, size = look
        axes.plot(
            series.to_numpy(),
            range(len(series)),
            linestyle="",
            marker=marker,
            color=colour,
            markersize=size,
            markeredgecolor=edge,
            markeredgewidth=0.8,
            label=str(name),
            clip_on=False,
        )


def _write_odd_values(axes: Axes, values: pd.DataFrame, say: Speech) -> None:
    """Write a 0 at each zero, and at the right of the row which series has no value."""
    for place, (_, row) in enumerate(values.iterrows()):
        if (row == 0).any():
            axes.annotate(
                "0",
                (0, place),
                (0, 6),
                textcoords="offset points",
                ha="center",
                fontsize=SMALL_POINTS,
            )
        missing = [str(label) for label in row.index[row.isna()]]
        if missing:
            axes.annotate(
                say("no value: {names}", names=say.series(missing)),
                (1, place),
                (0, 5),
                xycoords=axes.get_yaxis_transform(),
                textcoords="offset points",
                ha="right",
                fontsize=SMALL_POINTS,
            )


def _finish(axes: Axes, values: pd.DataFrame, percent: bool, x_label: str, say: Speech) -> None:
    known = values.to_numpy(dtype=float)
    known = known[~np.isnan(known)]
    least, most = min([0.0, *known]), max([0.0, *known])
    axes.set_xlim(least, (most or 1.0) * 1.06)
    if percent:
        axes.xaxis.set_major_formatter(lambda share, _: say.percent(share))
    # Away from the markers at zero, which stand on the axis
    axes.tick_params(axis="y", length=0, pad=8)
    axes.set_xlabel(x_label)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=len(values.columns),
        borderaxespad=0.2,
        handletextpad=0.2,
        columnspacing=1.5,
        fontsize=SMALL_POINTS,
        borderpad=0,
    )


def _number(say: Speech, value: float, percent: bool) -> str:
    return say.percent(value, 1) if percent else say.number(value)


def _tell_row(say: Speech, name: object, row: pd.Series, percent: bool) -> str:
    told = [
        say("{label} {value}", label=str(label), value=_number(say, value, percent))
        for label, value in row.dropna().items()
    ]
    if not told:
        return say("{name}: no value.", name=str(name))
    return say("{name}: {values}.", name=str(name), values=say.series(told))
