"""Values with their intervals, one row per unit: a Cleveland dot chart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import KW_ONLY, dataclass
from numbers import Real
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from hotlinelib.arguments import check_choice, check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.chart import Chart
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
from hotlinelib.figures.style import SMALL_POINTS, Sheet
from hotlinelib.figures.wording import tell_extremes
from hotlinelib.language import Speech

ROW_INCHES = 0.185
Scale = Literal["linear", "square_root", "logarithmic"]


@dataclass(frozen=True, eq=False)
class DotInterval(Chart):
    """Values with intervals, the highest on top; a zero is a hollow circle.

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
    colours : str or sequence of str
        Of the values, and of those that are emphasised.

    Raises
    ------
    ParameterError
        If a column is absent, a name missing, the frame empty, a value outside its interval, the
        axis too short for the values, or the scale has no place for them.
    """

    frame: pd.DataFrame
    label: str
    value: str
    low: str
    high: str
    _: KW_ONLY
    key: str | None = None
    second: str | None = None
    second_label: str = ""
    reference: float | None = None
    reference_label: str = ""
    x_label: str = ""
    x_limit: float | None = None
    scale: Scale = "linear"
    percent: bool = False
    interval_label: str = ""
    mark: str | Collection[str] | None = None
    mark_label: str = ""
    colours: str | Sequence[str] = (MAIN, SECOND)

    def _draw(self, page: Sheet) -> Axes:
        say = page.say
        rows = self._rows()
        told = zip(*(rows[name] for name in ("label", "value", "low", "high")), strict=True)
        rows = rows.assign(
            marked=emphasised(rows["key"].tolist(), self.mark),
            text=[with_interval(say, *row) for row in told],
        )
        self._check_axis(rows)
        axes = page.axes(0.95 + ROW_INCHES * len(rows))
        rule_rows(axes, rows["y"].tolist(), rows["label"].tolist(), label_width(page))
        # The row above the first one is for the label of the reference line.
        axes.set_ylim(-0.7, len(rows) + 0.4)
        axes.set_xlabel(self.x_label)
        self._draw_intervals(axes, rows, say)
        if self.percent:
            axes.xaxis.set_major_formatter(lambda share, _: say.percent(share))
        if self.second is not None:
            draw_dots(axes, rows.assign(x=rows["second"]), colours=(INK, INK), marker="d", points=3)
        draw_dots(axes, rows.assign(x=rows["value"]), colours=self._inks)
        for y in rows.loc[rows["value"].isna(), "y"]:
            axes.text(0, y, say("no value"), va="center", fontsize=SMALL_POINTS, color=MUTED)
        if self.reference is not None:
            _draw_reference(axes, self.reference, self.reference_label)
        entries = {
            "interval": self.interval_label or say("95% confidence interval"),
            "zero": say("zero") if (rows["value"] == 0).any() else "",
            "second": self.second_label,
            "mark": self.mark_label if rows["marked"].any() else "",
        }
        key_above(axes, _handles(entries, self._inks), page.width - 0.5)
        return axes

    def _describe(self, say: Speech) -> str:
        rows = self._rows()
        opening = say.plural(
            "Dot chart with an interval for {count} row, sorted by value: {what}.",
            "Dot chart with intervals for {count} rows, sorted by value: {what}.",
            len(rows),
            what=self.x_label or self.value,
        )
        extremes = tell_extremes(say, rows.iloc[::-1].set_index("label")["value"])
        return say.paragraph(opening, extremes, tell_reference(say, rows, self.reference))

    def _rows(self) -> pd.DataFrame:
        """Return label, key, value, low, high and second, the lowest first, with the height `y`."""
        if self.reference is not None:
            check_kind("reference", self.reference, Real)
        numbers = {"value": self.value, "low": self.low, "high": self.high, "second": self.second}
        rows = unit_rows(self.frame, self.label, self.key, numbers)
        outside = rows[(rows["value"] < rows["low"]) | (rows["value"] > rows["high"])]
        if len(outside):
            raise ParameterError(
                "{value} lies outside {low} to {high} for: {names}",
                value=self.value,
                low=self.low,
                high=self.high,
                names=", ".join(outside["label"].head(5)),
            )
        ordered = rows.sort_values("value", kind="stable", ascending=False, na_position="last")
        return ordered.iloc[::-1].assign(y=range(len(rows)))

    def _check_axis(self, rows: pd.DataFrame) -> None:
        check_choice("scale", self.scale, get_args(Scale))
        largest = float(rows["value"].max())
        least = float(np.nanmin(rows[["value", "low"]].to_numpy(dtype=float), initial=np.inf))
        if self.x_limit is not None:
            check_kind("x_limit", self.x_limit, Real)
            if not self.x_limit > max(0.0, largest):
                raise ParameterError(
                    "x_limit is {x_limit}; expected a number above the values ({largest})",
                    x_limit=self.x_limit,
                    largest=largest,
                )
        offered = "linear" if least < 0 else "linear, square_root"
        if (least < 0 and self.scale != "linear") or (least == 0 and self.scale == "logarithmic"):
            raise ParameterError(
                "scale = {scale!r} has no place for {least:g}; use: {offered}",
                scale=self.scale,
                least=least,
                offered=offered,
            )

    def _draw_intervals(self, axes: Axes, rows: pd.DataFrame, say: Speech) -> None:
        known = rows.dropna(subset=["value", "low", "high"])
        ends = known[["value", "low", "high"]].to_numpy(dtype=float).ravel()
        end = self.x_limit or max([0.0, *ends]) or 1.0
        start = min([0.0, *ends]) if self.scale != "logarithmic" else min([end, *ends])
        if self.scale == "square_root":
            axes.set_xscale("function", functions=(lambda x: np.sqrt(np.maximum(x, 0)), np.square))
            axes.set_xlim(0, end * 1.03)
        elif self.scale == "logarithmic":
            axes.set_xscale("log")
            axes.set_xlim(start / 1.1, end * 1.1)
        else:
            axes.set_xlim(start - 0.02 * end, end * 1.03)
        if self.scale != "linear":
            round_ticks(axes, max(start, end / 100), end, root=self.scale == "square_root")
        axes.hlines(known["y"], known["low"], known["high"].clip(upper=end), color=MUTED,
                    linewidth=1.1)  # fmt: skip
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
