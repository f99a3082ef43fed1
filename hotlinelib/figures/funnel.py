"""Values by the size of their units, with what chance allows for: a funnel plot."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import KW_ONLY, dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from hotlinelib.errors import ParameterError
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.labels import Label, put_labels
from hotlinelib.figures.palette import BAND, MAIN, MUTED, SECOND
from hotlinelib.figures.rows import DASHED, draw_dots, emphasised, key_above, round_ticks, unit_rows
from hotlinelib.figures.style import Sheet
from hotlinelib.figures.wording import name_some
from hotlinelib.language import Speech
from hotlinelib.measures.validation import complete_numbers, positive_integer

# Inches that a dot takes, to keep names off it
DOT_INCHES = 0.04


@dataclass(frozen=True, eq=False)
class FunnelPlot(Chart):
    """Values by size, inside the limits that chance would keep them in.

    Small units vary more by chance than large ones: what lies inside the funnel needs no other
    explanation. Source: Spiegelhalter (2005), Funnel Plots for Comparing Institutional Performance,
    Statistics in Medicine 24.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit.
    label, size, value : str
        Columns of names, in the reader's language, of sizes above zero, and of values.
    limits : pandas.DataFrame
        size, low and high: where values lie by chance, in the units of `size` and `value`.
    key : str, optional
        Column of keys, by which marks and rows of tables light up together; by default the names.
    expected : float
        What all would have, were there no differences: a line.
    expected_label, limits_label : str
        What the line and the limits are.
    x_label, y_label : str
        What sizes and values are, with their units.
    most_names : int, default 8
        How many units are named at the most: those furthest outside the limits.
    mark : str or collection of str, optional
        Keys of the units to emphasise; they are named, too.
    colours : str or sequence of str
        Of the dots, and of those that are emphasised.

    Raises
    ------
    ParameterError
        If a column is absent or holds missing values, the frame is empty, or a size isn't above
        zero.
    """

    frame: pd.DataFrame
    label: str
    size: str
    value: str
    limits: pd.DataFrame
    _: KW_ONLY
    key: str | None = None
    expected: float
    expected_label: str = ""
    limits_label: str = ""
    x_label: str = ""
    y_label: str = ""
    most_names: int = 8
    mark: str | Collection[str] | None = None
    colours: str | Sequence[str] = (MAIN, SECOND)

    def _draw(self, page: Sheet) -> Axes:
        positive_integer(self.most_names, "most_names")
        say, rows = page.say, self._rows()
        lit = emphasised(rows["key"].tolist(), self.mark)
        texts = [say("{label}: {value}", label=name, value=number)
                 for name, number in zip(rows["label"], rows["y"], strict=True)]  # fmt: skip
        rows, limits = rows.assign(marked=lit, text=texts), self.limits.sort_values("size")
        axes = page.axes(3.6 if page.narrow else 4.0)
        axes.fill_between(limits["size"], limits["low"], limits["high"], color=BAND, alpha=0.25,
                          linewidth=0)  # fmt: skip
        axes.axhline(self.expected, color=MUTED, **DASHED)
        draw_dots(axes, rows, colours=self._inks)
        ends = np.array([*rows["x"], *limits["size"]], dtype=float)
        if ends.max() > 10 * ends.min():
            axes.set_xscale("log")
            round_ticks(axes, ends.min(), ends.max(), root=False)
            axes.set_xlim(ends.min() / 1.2, ends.max() * 1.2)
        else:
            axes.set_xlim(0, ends.max() * 1.06)
        axes.set_ylim(min(0.0, rows["y"].min()), max(rows["y"].max(), self.expected) * 1.1)
        axes.set(xlabel=self.x_label, ylabel=self.y_label)
        distance = (rows["over"] + rows["under"]).where(~rows["marked"], np.inf)
        order = distance.sort_values(ascending=False, kind="stable").index
        named = [index for index in order if distance[index] > 0][: self.most_names]
        labels = [
            Label(row["label"] if index in named else "", (row["x"], row["y"]), DOT_INCHES)
            for index, row in rows.loc[order].iterrows()
        ]
        put_labels(axes, labels, page.layout)
        handles: list[Patch | Line2D] = [
            Patch(facecolor=BAND, alpha=0.25, label=self.limits_label or say("95% by chance")),
            Line2D([], [], color=MUTED, label=self.expected_label or say("all together"), **DASHED),
        ]
        key_above(axes, handles, page.width - 0.7)
        return axes

    def _describe(self, say: Speech) -> str:
        rows = self._rows()
        over, under = (
            name_some(say, rows["label"][rows[side] > 0].tolist()) or say("none")
            for side in ("over", "under")
        )
        opening = say(
            "Funnel plot of {count} units by size around {expected}.",
            count=len(rows),
            expected=float(self.expected),
        )
        return say.paragraph(
            opening,
            say("Above the limits of chance: {names}.", names=over),
            say("Below them: {names}.", names=under),
        )

    def _rows(self) -> pd.DataFrame:
        """Return label, key, x (size), y (value), and how far it lies over and under the limits."""
        numbers = {"x": self.size, "y": self.value}
        rows = unit_rows(self.frame, self.label, self.key, numbers, complete=("x", "y"))
        if (rows["x"] <= 0).any():
            names = ", ".join(rows.loc[rows["x"] <= 0, "label"].head(5))
            raise ParameterError(
                "{size} isn't above 0 for: {names}; leave them out", size=self.size, names=names
            )
        at, low, high = complete_numbers(self.limits, ("size", "low", "high"))
        order = np.argsort(at.to_numpy())
        low, high = (np.interp(rows["x"], at.iloc[order], one.iloc[order]) for one in (low, high))
        return rows.assign(
            over=(rows["y"] - high).clip(lower=0), under=(low - rows["y"]).clip(lower=0)
        ).reset_index(drop=True)
