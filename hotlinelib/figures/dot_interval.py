"""Values with their intervals, one row per unit: a Cleveland dot chart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from numbers import Real
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from hotlinelib.arguments import check_choice, check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import CATEGORIES, INK, MAIN, MUTED, PAPER, SECOND
from hotlinelib.figures.rows import (
    DASHED,
    draw_dots,
    emphasised,
    key_above,
    label_width,
    round_ticks,
    rule_rows,
    tell_reference,
    unit_rows,
    with_interval,
)
from hotlinelib.figures.style import SMALL_POINTS, Layout, sheet
from hotlinelib.figures.wording import tell_extremes
from hotlinelib.language import Speech, speak
from hotlinelib.messages import message

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
    percent: bool = False,
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
    percent : bool
        Whether values are shares (0 to 1) and the axis has percentages.
    interval_label : str
        What the intervals are; by default 95% confidence intervals.
    mark : str or collection of str, optional
        Keys of the units to emphasise.
    mark_label : str
        What the emphasis means; '' for no entry in the key.
    colours : sequence of str
        Of the values, and of those that are emphasised.
    language, layout, ax, title
        The reader's language; "wide", or "narrow" for a telephone; where to draw, by default in a
        new figure; the finding.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn in.

    Raises
    ------
    ParameterError
        If a column is absent, a name missing, the frame empty, a value outside its interval, the
        axis too short for the values, or the scale has no place for them.
    """
    with sheet(language, layout, ax, title) as page:
        say = page.say
        rows = _rows(frame, label, value, low, high, key, second, reference)
        told = zip(*(rows[name] for name in ("label", "value", "low", "high")), strict=True)
        rows = rows.assign(
            marked=emphasised(rows["key"].tolist(), mark),
            text=[with_interval(say, *row) for row in told],
        )
        _check_axis(rows, x_limit, scale)
        axes = page.axes(0.95 + ROW_INCHES * len(rows))
        rule_rows(axes, rows["y"].tolist(), rows["label"].tolist(), label_width(page))
        # The row above the first one is for the label of the reference line.
        axes.set_ylim(-0.7, len(rows) + 0.4)
        axes.set_xlabel(x_label)
        _draw_intervals(axes, rows, x_limit, scale, say)
        if percent:
            axes.xaxis.set_major_formatter(lambda share, _: say.percent(share))
        if second is not None:
            draw_dots(axes, rows.assign(x=rows["second"]), colours=(INK, INK), marker="d", points=3)
        draw_dots(axes, rows.assign(x=rows["value"]), colours=colours)
        for y in rows.loc[rows["value"].isna(), "y"]:
            axes.text(0, y, say("no value"), va="center", fontsize=SMALL_POINTS, color=MUTED)
        if reference is not None:
            _draw_reference(axes, reference, reference_label)
        entries = {
            "interval": interval_label or say("95% confidence interval"),
            "zero": say("zero") if (rows["value"] == 0).any() else "",
            "second": second_label,
            "mark": mark_label if rows["marked"].any() else "",
        }
        key_above(axes, _handles(entries, colours), page.width - 0.5)
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
    """
    say = speak(language)
    rows = _rows(frame, label, value, low, high, None, None, reference)
    opening = say.plural(
        "Dot chart with an interval for {count} row, sorted by value: {what}.",
        "Dot chart with intervals for {count} rows, sorted by value: {what}.",
        len(rows),
        what=x_label or value,
    )
    extremes = tell_extremes(say, rows.iloc[::-1].set_index("label")["value"])
    return say.paragraph(opening, extremes, tell_reference(say, rows, reference))


def _rows(
    frame: pd.DataFrame,
    label: str,
    value: str,
    low: str,
    high: str,
    key: str | None,
    second: str | None,
    reference: float | None,
) -> pd.DataFrame:
    """Return label, key, value, low, high and second, the lowest first, with the height `y`."""
    if reference is not None:
        check_kind("reference", reference, Real)
    numbers = {"value": value, "low": low, "high": high, "second": second}
    rows = unit_rows(frame, label, key, numbers)
    outside = rows[(rows["value"] < rows["low"]) | (rows["value"] > rows["high"])]
    if len(outside):
        names = ", ".join(outside["label"].head(5))
        raise ParameterError(
            "{value} lies outside {low} to {high} for: {names}",
            value=value,
            low=low,
            high=high,
            names=names,
        )
    ordered = rows.sort_values("value", kind="stable", ascending=False, na_position="last")
    return ordered.iloc[::-1].assign(y=range(len(rows)))


def _check_axis(rows: pd.DataFrame, x_limit: float | None, scale: str) -> None:
    check_choice("scale", scale, SCALES)
    largest = float(rows["value"].max())
    least = float(np.nanmin(rows[["value", "low"]].to_numpy(dtype=float), initial=np.inf))
    if x_limit is not None:
        check_kind("x_limit", x_limit, Real)
        if not x_limit > max(0.0, largest):
            raise ParameterError(
                "x_limit is {x_limit}; expected a number above the values ({largest})",
                x_limit=x_limit,
                largest=largest,
            )
    if (scale == "square_root" and least < 0) or (scale == "logarithmic" and least <= 0):
        raise ParameterError(
            message("scale = {scale!r} has no place for {least:g}; use: ", scale=scale, least=least)
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
        axes.set_xscale("function", functions=(lambda x: np.sqrt(np.maximum(x, 0)), np.square))
        axes.set_xlim(0, end * 1.03)
    elif scale == "logarithmic":
        axes.set_xscale("log")
        axes.set_xlim(start / 1.1, end * 1.1)
    else:
        axes.set_xlim(start - 0.02 * end, end * 1.03)
    if scale != "linear":
        round_ticks(axes, max(start, end / 100), end, root=scale == "square_root")
    axes.hlines(known["y"], known["low"], known["high"].clip(upper=end), color=MUTED, linewidth=1.1)
    # An interval that goes on beyond the axis tells where it ends.
    for y, high in zip(known["y"], known["high"], strict=True):
        if high > end:
            axes.plot(end, y, marker=">", markersize=4, color=MUTED)
            axes.annotate(say.number(high), (end, y), (5, 0), textcoords="offset points",
                          va="center", fontsize=SMALL_POINTS, color=MUTED)  # fmt: skip


def _draw_reference(axes: Axes, reference: float, label: str) -> None:
    axes.axvline(reference, color=CATEGORIES[5], zorder=0.9, **{**DASHED, "linewidth": 0.8})
    drawn_at = axes.transData.transform((reference, 0))
    right = axes.transAxes.inverted().transform(drawn_at)[0] < 0.5
    axes.annotate(label, (reference, axes.get_ylim()[1]), (4 if right else -4, -1), va="top",
                  textcoords="offset points", ha="left" if right else "right", color=INK,
                  fontsize=SMALL_POINTS)  # fmt: skip


def _handles(entries: dict[str, str], colours: Sequence[str]) -> list[Line2D]:
    """Return the entries of the key that have a text."""
    dot: dict[str, Any] = {"marker": "o", "markersize": 5, "linestyle": ""}
    looks: dict[str, dict[str, Any]] = {
        "interval": {"color": MUTED, "marker": "o", "markersize": 5,
                     "markerfacecolor": colours[0], "markeredgecolor": colours[0]},
        "zero": {**dot, "markerfacecolor": PAPER, "markeredgecolor": colours[0]},
        "second": {**dot, "marker": "d", "markersize": 3, "color": INK},
        "mark": {**dot, "color": colours[1]},
    }  # fmt: skip
    return [Line2D([], [], label=text, **looks[name]) for name, text in entries.items() if text]
