"""Values with their intervals, one row per unit: a Cleveland dot chart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from numbers import Real
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, NullLocator

from hotlinelib.arguments import check_choice, check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import CATEGORIES, INK, MAIN, MUTED, PAPER, SECOND
from hotlinelib.figures.rows import (
    draw_dots,
    emphasised,
    keys_of,
    label_width,
    round_ticks,
    rule_rows,
    with_interval,
)
from hotlinelib.figures.style import (
    SMALL_POINTS,
    Layout,
    check_layout,
    figure_style,
    new_axes,
    put_title,
    wrap,
)
from hotlinelib.figures.wording import tell_extremes
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import FloatArray, column, complete_column

ROW_INCHES = 0.185
SCALES = ("linear", "square_root", "logarithmic")
Scale = Literal["linear", "square_root", "logarithmic"]


def draw_dot_interval(
    frame: pd.DataFrame,
    label: str,
    value: str,
    low: str,
    high: str,
    *,
    key: str | None = None,
    second: str | None = None,
    second_label: str = "",
    reference: float | None = None,
    reference_label: str = "",
    x_label: str = "",
    x_limit: float | None = None,
    scale: Scale = "linear",
    interval_label: str = "",
    mark: str | Collection[str] | None = None,
    mark_label: str = "",
    colours: Sequence[str] = (MAIN, SECOND),
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw values with intervals, the highest on top; a zero is a hollow circle.

    Source: Cleveland (1984), Graphical Methods for Data Presentation: Full Scale Breaks, Dot
    Charts, and Multibased Logging, The American Statistician 38.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit.
    label : str
        Column of names, in the reader's language.
    value : str
        Column of values; a missing one is told to be missing.
    low, high : str
        Columns of the interval's limits, in the unit of the values.
    key : str, optional
        Column of keys, by which marks and rows of tables light up together; by default the names.
    second : str, optional
        Column of another estimate of the same, such as a shrunken one: a small diamond.
    second_label : str
        What that estimate is.
    reference : float, optional
        Where to draw a line, such as at the national rate.
    reference_label : str
        What the line is.
    x_label : str
        What is shown, with its unit.
    x_limit : float, optional
        Where the axis ends. An interval beyond ends in an arrow that tells its limit.
    scale : {"linear", "square_root", "logarithmic"}
        Of the axis. A root gives room to many small values beside a few large ones, and has a zero.
    interval_label : str
        What the intervals are; by default 95% confidence intervals.
    mark : str or collection of str, optional
        Keys of the units to emphasise.
    mark_label : str
        What the emphasis means; '' for no entry in the key.
    colours : sequence of str
        Of the values, and of those that are emphasised.
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
        If a column is absent, a name missing, the frame empty, a value outside its interval, the
        axis too short for the values, or the scale has no place for them.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"region": ["East", "West"], "rate": [0.9, 0.5], "low": [0.6, 0.3], "high": [1.3, 0.8]}
    ... )
    >>> axes = draw_dot_interval(frame, "region", "rate", "low", "high", x_label="Awards each")
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    _check_reference(reference)
    rows = _rows(frame, label, value, low, high, key, second)
    rows = rows.assign(
        marked=emphasised(rows["key"].tolist(), mark),
        text=[with_interval(say, *row) for row in _told(rows)],
    )
    _check_axis(rows, x_limit, scale)
    width = check_layout(layout)
    with figure_style(language):
        axes = new_axes(ax, 0.95 + ROW_INCHES * len(rows), width)
        rule_rows(axes, rows["y"].tolist(), rows["label"].tolist(), label_width(width, layout))
        # The row above the first one is for the label of the reference line.
        axes.set_ylim(-0.7, len(rows) + 0.4)
        axes.set_xlabel(x_label)
        _draw_intervals(axes, rows, x_limit, scale, say)
        if second is not None:
            draw_dots(axes, rows.assign(x=rows["second"]), colours=(INK, INK), marker="d", points=3)
        draw_dots(axes, rows.assign(x=rows["value"]), colours=colours)
        for y in rows.loc[rows["value"].isna(), "y"]:
            axes.text(0, y, say("no value"), va="center", fontsize=SMALL_POINTS, color=MUTED)
        _draw_reference(axes, reference, reference_label)
        entries = {
            "interval": interval_label or say("95% confidence interval"),
            "zero": say("zero") if (rows["value"] == 0).any() else "",
            "second": second_label,
            "mark": mark_label if rows["marked"].any() else "",
        }
        _draw_key(axes, entries, colours, layout)
        put_title(axes, title, ax)
    return axes


def describe_dot_interval(
    frame: pd.DataFrame,
    label: str,
    value: str,
    low: str,
    high: str,
    *,
    reference: float | None = None,
    x_label: str = "",
    language: str = "en",
) -> str:
    """Tell what the dot chart shows; the parameters are those of `draw_dot_interval`.

    Returns
    -------
    str
        The number of rows, the highest and lowest values, the zeros, and how many intervals lie
        wholly above and below the reference.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"region": ["East", "West"], "rate": [0.9, 0.5], "low": [0.6, 0.3], "high": [1.3, 0.8]}
    ... )
    >>> print(describe_dot_interval(frame, "region", "rate", "low", "high"))
    Dot chart with intervals for 2 rows, sorted by value: rate. The highest value is 0.90: East.
    The lowest value above zero is 0.50: West. No value is zero.
    """
    say = speak(language)
    _check_reference(reference)
    rows = _rows(frame, label, value, low, high, None, None)
    opening = say.plural(
        "Dot chart with an interval for {count} row, sorted by value: {what}.",
        "Dot chart with intervals for {count} rows, sorted by value: {what}.",
        len(rows),
        what=x_label or value,
    )
    extremes = tell_extremes(say, rows.iloc[::-1].set_index("label")["value"])
    return say.paragraph(opening, extremes, _tell_reference(say, rows, reference))


def _rows(
    frame: pd.DataFrame,
    label: str,
    value: str,
    low: str,
    high: str,
    key: str | None,
    second: str | None,
) -> pd.DataFrame:
    """Return label, key, value, low, high and second, the lowest first, with the height `y`."""
    rows = pd.DataFrame(
        {
            "label": complete_column(frame, label).astype("str"),
            "key": keys_of(frame, key, label),
            "value": column(frame, value).astype("float64"),
            "low": column(frame, low).astype("float64"),
            "high": column(frame, high).astype("float64"),
            "second": np.nan if second is None else column(frame, second).astype("float64"),
        }
    )
    if rows.empty:
        raise ParameterError("the frame has no rows; expected one per unit")
    outside = rows[(rows["value"] < rows["low"]) | (rows["value"] > rows["high"])]
    if len(outside):
        names = ", ".join(outside["label"].head(5))
        raise ParameterError(f"{value} lies outside {low} to {high} for: {names}")
    ordered = rows.sort_values("value", kind="stable", ascending=False, na_position="last")
    return ordered.iloc[::-1].assign(y=range(len(rows)))


def _told(rows: pd.DataFrame) -> list[tuple[str, float, float, float]]:
    return list(rows[["label", "value", "low", "high"]].itertuples(index=False, name=None))


def _check_reference(reference: float | None) -> None:
    if reference is not None:
        check_kind("reference", reference, Real)


def _check_axis(rows: pd.DataFrame, x_limit: float | None, scale: str) -> None:
    check_choice("scale", scale, SCALES)
    largest = float(rows["value"].max())
    least = float(np.nanmin(rows[["value", "low"]].to_numpy(dtype=float), initial=np.inf))
    if x_limit is not None:
        check_kind("x_limit", x_limit, Real)
        if not x_limit > max(0.0, largest):
            raise ParameterError(
                f"x_limit is {x_limit}; expected a number above the values ({largest})"
            )
    if (scale == "square_root" and least < 0) or (scale == "logarithmic" and least <= 0):
        raise ParameterError(
            f"scale = {scale!r} has no place for {least:g}; use: "
            + ("linear" if least < 0 else "linear or square_root")
        )


def _draw_intervals(
    axes: Axes, rows: pd.DataFrame, x_limit: float | None, scale: Scale, say: Speech
) -> None:
    known = rows.dropna(subset=["value", "low", "high"])
    ends = known[["value", "low", "high"]].to_numpy(dtype=float).ravel()
    end = x_limit or max([0.0, *ends]) or 1.0
    start = min([0.0, *ends]) if scale != "logarithmic" else min([end, *ends])
    if scale == "square_root":
        axes.set_xscale("function", functions=(_root, _square))
        axes.set_xlim(0, end * 1.03)
    elif scale == "logarithmic":
        axes.set_xscale("log")
        axes.set_xlim(start / 1.1, end * 1.1)
    else:
        axes.set_xlim(start - 0.02 * end, end * 1.03)
    if scale != "linear":
        axes.set_xticks(round_ticks(max(start, end / 100), end, root=scale == "square_root"))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
    axes.hlines(known["y"], known["low"], known["high"].clip(upper=end), color=MUTED, linewidth=1.1)
    for y, high in zip(known["y"], known["high"], strict=True):
        if high > end:
            _draw_arrow(axes, end, y, say.number(high))


def _root(values: FloatArray) -> FloatArray:
    return np.sqrt(np.maximum(values, 0))


def _square(values: FloatArray) -> FloatArray:
    return np.square(values)


def _draw_arrow(axes: Axes, end: float, y: int, text: str) -> None:
    """Tell that an interval goes on beyond the axis, and where it ends."""
    axes.plot(end, y, marker=">", markersize=4, color=MUTED)
    axes.annotate(
        text, (end, y), (5, 0), textcoords="offset points", va="center", fontsize=SMALL_POINTS,
        color=MUTED,
    )  # fmt: skip


def _draw_reference(axes: Axes, reference: float | None, reference_label: str) -> None:
    if reference is None:
        return
    axes.axvline(reference, color=CATEGORIES[5], linewidth=0.8, linestyle=(0, (4, 2)), zorder=0.9)
    drawn_at = axes.transData.transform((reference, 0))
    right = axes.transAxes.inverted().transform(drawn_at)[0] < 0.5
    axes.annotate(
        reference_label,
        (reference, axes.get_ylim()[1]),
        (4 if right else -4, -1),
        textcoords="offset points",
        ha="left" if right else "right",
        va="top",
        fontsize=SMALL_POINTS,
        color=INK,
    )


def _draw_key(axes: Axes, entries: dict[str, str], colours: Sequence[str], layout: str) -> None:
    dot: dict[str, Any] = {"marker": "o", "markersize": 5, "linestyle": ""}
    looks: dict[str, dict[str, Any]] = {
        "interval": {"color": MUTED, "marker": "o", "markersize": 5,
                     "markerfacecolor": colours[0], "markeredgecolor": colours[0]},
        "zero": {**dot, "markerfacecolor": PAPER, "markeredgecolor": colours[0]},
        "second": {"marker": "d", "markersize": 3, "linestyle": "", "color": INK},
        "mark": {**dot, "color": colours[1]},
    }  # fmt: skip
    keys = [
        Line2D([], [], label=wrap(text, 1.9, SMALL_POINTS), **looks[name])
        for name, text in entries.items()
        if text
    ]
    axes.legend(
        handles=keys,
        loc="lower right",
        bbox_to_anchor=(1, 1),
        ncols=len(keys) if layout == "wide" else 2,
        borderaxespad=0,
        fontsize=SMALL_POINTS,
    )


def _tell_reference(say: Speech, rows: pd.DataFrame, reference: float | None) -> str:
    if reference is None:
        return ""
    above, below = int((rows["low"] > reference).sum()), int((rows["high"] < reference).sum())
    return say(
        "The reference line stands at {reference}; {above} intervals lie wholly above it and "
        "{below} wholly below.",
        reference=reference,
        above=above,
        below=below,
    )
