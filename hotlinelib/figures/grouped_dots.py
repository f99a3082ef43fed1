"""Several values for each of a few categories: one row each, one marker per series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import INK, PAPER, categories_of
from hotlinelib.figures.rows import keys_of, label_width, rule_rows
from hotlinelib.figures.style import (
    SMALL_POINTS,
    Layout,
    check_layout,
    figure_style,
    new_axes,
    put_title,
    widest,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import column, complete_column

ROW_INCHES = 0.36
# Markers differ in shape and size as well as in colour; the first one is the largest.
LOOKS = (("o", 8.0), ("s", 6.0), ("D", 5.5), ("^", 6.5))


def draw_grouped_dots(
    frame: pd.DataFrame,
    label: str,
    columns: Mapping[str, str],
    *,
    key: str | None = None,
    x_label: str = "",
    percent: bool = False,
    colours: Sequence[str] | None = None,
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
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
    key : str, optional
        Column of keys, by which marks and rows of tables light up together; by default the names.
    x_label : str
        What the values are.
    percent : bool
        Whether the values are shares (0 to 1) to be written as percentages.
    colours : sequence of str, optional
        One for each column.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    layout : {"wide", "narrow"}
        For paper and large screens, or for a telephone.
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
    keys, inks = keys_of(frame, key, label), categories_of(colours, len(columns))
    width = check_layout(layout)
    with figure_style(language):
        room = width - label_width(width, layout) - 0.3
        entry = widest(list(columns.values()), SMALL_POINTS) + 0.35
        across = len(columns) if layout == "wide" else max(1, min(len(columns), int(room / entry)))
        lines = -(-len(columns) // across)
        axes = new_axes(ax, 0.7 + 0.17 * lines + ROW_INCHES * len(values), width)
        places = [float(place) for place in range(len(values))]
        rule_rows(axes, places, [str(name) for name in values.index], label_width(width, layout))
        axes.set_ylim(len(values) - 0.5, -0.5)
        for (name, series), look, ink in zip(values.items(), LOOKS, inks, strict=False):
            texts = [
                say(
                    "{label}: {value}",
                    label=str(row),
                    value=_tell_value(say, str(name), value, percent),
                )
                for row, value in zip(values.index, series, strict=True)
            ]
            _draw_series(axes, series, str(name), look, ink, list(zip(keys, texts, strict=True)))
        _write_missing(axes, values, say)
        _finish(axes, values, percent, across, say)
        axes.set_xlabel(x_label)
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


def _draw_series(
    axes: Axes,
    series: pd.Series,
    name: str,
    look: tuple[str, float],
    ink: str,
    marks: list[tuple[str, str]],
) -> None:
    known = np.flatnonzero(series.notna())
    marker, size = look
    dots = axes.scatter(
        series.iloc[known],
        known,
        s=size**2,
        marker=marker,
        color=ink,
        edgecolor=PAPER,
        linewidth=0.7,
        label=name,
        clip_on=False,
        zorder=3,
    )
    tell(dots, [marks[place] for place in known])


def _write_missing(axes: Axes, values: pd.DataFrame, say: Speech) -> None:
    """Write at the right of the row which series has no value."""
    for place, (_, row) in enumerate(values.iterrows()):
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


def _finish(axes: Axes, values: pd.DataFrame, percent: bool, across: int, say: Speech) -> None:
    known = values.to_numpy(dtype=float)
    known = known[~np.isnan(known)]
    least, most = min([0.0, *known]), max([0.0, *known])
    axes.set_xlim(least, (most or 1.0) * 1.06)
    if percent:
        axes.xaxis.set_major_formatter(lambda share, _: say.percent(share))
    # Away from the markers at zero, which stand on the axis
    axes.tick_params(axis="y", pad=8)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=across,
        borderaxespad=0.2,
        handletextpad=0.2,
        columnspacing=1.5,
        fontsize=SMALL_POINTS,
        borderpad=0,
        labelcolor=INK,
    )


def _tell_value(say: Speech, label: str, value: float, percent: bool) -> str:
    written = say.percent(value, 1) if percent else say.number(value)
    return say("{label} {value}", label=label, value=written)


def _tell_row(say: Speech, name: object, row: pd.Series, percent: bool) -> str:
    told = [_tell_value(say, str(label), value, percent) for label, value in row.dropna().items()]
    if not told:
        return say("{name}: no value.", name=str(name))
    return say("{name}: {values}.", name=str(name), values=say.series(told))
