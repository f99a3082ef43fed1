"""Values with their intervals, one row per unit: a Cleveland dot chart."""

from __future__ import annotations

from numbers import Real

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.style import (
    BLUE,
    GRID,
    INK,
    LABEL_POINTS,
    MUTED,
    SMALL_POINTS,
    VERMILION,
    WHITE,
    figure_style,
    new_axes,
    put_title,
    wrap_evenly,
)
from hotlinelib.figures.wording import tell_extremes
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import column, complete_column

ROW_INCHES = 0.185
LABEL_INCHES = 2.6


def draw_dot_interval(
    frame: pd.DataFrame,
    label: str,
    value: str,
    low: str,
    high: str,
    *,
    reference: float | None = None,
    reference_label: str = "",
    x_label: str = "",
    x_limit: float | None = None,
    interval_label: str = "",
    language: str = "en",
    ax: Axes | None = None,
    title: str = "",
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
    reference : float, optional
        Where to draw a line, such as at the national rate.
    reference_label : str
        What the line is.
    x_label : str
        What is shown, with its unit.
    x_limit : float, optional
        Where the axis ends. An interval beyond ends in an arrow that tells its limit.
    interval_label : str
        What the intervals are; by default 95% confidence intervals.
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
        If a column is absent, a name missing, the frame empty, a value outside its interval or
        the axis too short for the values.

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
    rows = _rows(frame, label, value, low, high)
    _check_limit(rows, x_limit)
    with figure_style(language):
        axes = new_axes(ax, 0.95 + ROW_INCHES * len(rows))
        _draw_frame(axes, rows, x_label)
        _draw_intervals(axes, rows, x_limit, say)
        _draw_values(axes, rows, say)
        _draw_reference(axes, reference, reference_label)
        _draw_key(axes, rows, interval_label or say("95% confidence interval"), say)
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
    rows = _rows(frame, label, value, low, high)
    opening = say.plural(
        "Dot chart with an interval for {count} row, sorted by value: {what}.",
        "Dot chart with intervals for {count} rows, sorted by value: {what}.",
        len(rows),
        what=x_label or value,
    )
    extremes = tell_extremes(say, rows.iloc[::-1].set_index("label")["value"])
    return say.paragraph(opening, extremes, _tell_reference(say, rows, reference))


def _rows(frame: pd.DataFrame, label: str, value: str, low: str, high: str) -> pd.DataFrame:
    """Return label, value, low and high, the lowest first, with the row's height `y`."""
    rows = pd.DataFrame(
        {
            "label": complete_column(frame, label).astype("str"),
            "value": column(frame, value).astype("float64"),
            "low": column(frame, low).astype("float64"),
            "high": column(frame, high).astype("float64"),
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


def _check_reference(reference: float | None) -> None:
    if reference is not None:
        check_kind("reference", reference, Real)


def _check_limit(rows: pd.DataFrame, x_limit: float | None) -> None:
    largest = rows["value"].max()
    if x_limit is not None:
        check_kind("x_limit", x_limit, Real)
    if x_limit is not None and not x_limit > max(0.0, largest):
        raise ParameterError(
            f"x_limit is {x_limit}; expected a number above the values ({largest})"
        )


def _draw_frame(axes: Axes, rows: pd.DataFrame, x_label: str) -> None:
    names = [wrap_evenly(name, LABEL_INCHES, LABEL_POINTS) for name in rows["label"]]
    axes.set_yticks(rows["y"], names)
    # The row above the first one is for the label of the reference line.
    axes.set_ylim(-0.7, len(rows) + 0.4)
    axes.hlines(rows["y"], 0, 1, transform=axes.get_yaxis_transform(), color=GRID, linewidth=0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(x_label)


def _draw_intervals(axes: Axes, rows: pd.DataFrame, x_limit: float | None, say: Speech) -> None:
    known = rows.dropna(subset=["value", "low", "high"])
    ends = known[["value", "low", "high"]].to_numpy(dtype=float)
    end = x_limit or max([0.0, *ends.ravel()]) or 1.0
    axes.set_xlim(min([0.0, *ends.ravel()]) - 0.035 * end, end * 1.03)
    axes.hlines(known["y"], known["low"], known["high"].clip(upper=end), color=MUTED, linewidth=1.1)
    for y, high in zip(known["y"], known["high"], strict=True):
        if high > end:
            _draw_arrow(axes, end, y, say.number(high))


def _draw_arrow(axes: Axes, end: float, y: int, text: str) -> None:
    """Tell that an interval goes on beyond the axis, and where it ends."""
    axes.plot(end, y, marker=">", markersize=4, color=MUTED)
    axes.annotate(
        text,
        (end, y),
        (5, 0),
        textcoords="offset points",
        va="center",
        fontsize=SMALL_POINTS,
        color=MUTED,
    )


def _draw_values(axes: Axes, rows: pd.DataFrame, say: Speech) -> None:
    zeros, above = rows[rows["value"] == 0], rows[rows["value"] != 0]
    axes.plot(above["value"], above["y"], "o", markersize=5, color=BLUE)
    axes.plot(zeros["value"], zeros["y"], "o", markersize=5, color=BLUE, markerfacecolor=WHITE)
    for y in zeros["y"]:
        axes.annotate(
            "0", (0, y), (-5, 0), textcoords="offset points", ha="right", va="center", fontsize=7
        )
    for y in rows.loc[rows["value"].isna(), "y"]:
        axes.text(0, y, say("no value"), va="center", fontsize=SMALL_POINTS, color=MUTED)


def _draw_reference(axes: Axes, reference: float | None, reference_label: str) -> None:
    if reference is None:
        return
    axes.axvline(reference, color=VERMILION, linewidth=1, linestyle=(0, (4, 2)), zorder=0.9)
    right = reference < sum(axes.get_xlim()) / 2
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


def _draw_key(axes: Axes, rows: pd.DataFrame, interval_label: str, say: Speech) -> None:
    keys = [Line2D([], [], color=MUTED, marker="o", markersize=5, markerfacecolor=BLUE)]
    keys[0].set(markeredgecolor=BLUE, label=interval_label)
    if (rows["value"] == 0).any():
        hollow = Line2D([], [], linestyle="", marker="o", markersize=5, label=say("zero"))
        hollow.set(markerfacecolor=WHITE, markeredgecolor=BLUE)
        keys.append(hollow)
    axes.legend(
        handles=keys,
        loc="lower right",
        bbox_to_anchor=(1, 1),
        ncols=len(keys),
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
