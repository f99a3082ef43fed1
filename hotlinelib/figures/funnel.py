"""Values by the size of their units, with what chance allows for: a funnel plot."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, NullLocator

from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import BAND, INK, MAIN, MUTED, SECOND
from hotlinelib.figures.rows import draw_dots, emphasised, keys_of, round_ticks
from hotlinelib.figures.style import (
    SMALL_POINTS,
    Layout,
    check_layout,
    figure_of,
    figure_style,
    new_axes,
    put_title,
    widest,
    wrap,
)
from hotlinelib.figures.svg import HALO
from hotlinelib.figures.wording import name_some
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import complete_column, positive_integer


def draw_funnel(
    frame: pd.DataFrame,
    label: str,
    size: str,
    value: str,
    limits: pd.DataFrame,
    *,
    key: str | None = None,
    expected: float,
    expected_label: str = "",
    limits_label: str = "",
    x_label: str = "",
    y_label: str = "",
    most_names: int = 8,
    mark: str | Collection[str] | None = None,
    colours: Sequence[str] = (MAIN, SECOND),
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw values by size, inside the limits that chance would keep them in.

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
    colours : sequence of str
        Of the dots, and of those that are emphasised.
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
        If a column is absent or holds missing values, the frame is empty, or a size isn't above
        zero.

    Examples
    --------
    >>> frame = pd.DataFrame({"place": ["A", "B"], "divisions": [1, 20], "rate": [2.0, 0.2]})
    >>> limits = pd.DataFrame({"size": [1, 20], "low": [0, 0.1], "high": [1.5, 0.5]})
    >>> axes = draw_funnel(frame, "place", "divisions", "rate", limits, expected=0.2)
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    positive_integer(most_names, "most_names")
    rows, limits = _rows(frame, label, size, value, key, say), _limits(limits)
    rows = rows.assign(marked=emphasised(rows["key"].tolist(), mark))
    width = check_layout(layout)
    with figure_style(language):
        axes = new_axes(ax, 4.0 if layout == "wide" else 3.6, width)
        axes.fill_between(limits["size"], limits["low"], limits["high"], color=BAND, alpha=0.25,
                          linewidth=0)  # fmt: skip
        axes.axhline(expected, color=MUTED, linewidth=0.9, linestyle=(0, (4, 2)))
        draw_dots(axes, rows.rename(columns={"size": "x", "value": "y"}), colours=colours)
        ends = np.array([*rows["size"], *limits["size"]], dtype=float)
        if ends.max() > 10 * ends.min():
            axes.set_xscale("log")
            axes.set_xticks(round_ticks(ends.min(), ends.max(), root=False))
            axes.xaxis.set_minor_locator(NullLocator())
            axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))
            axes.set_xlim(ends.min() / 1.2, ends.max() * 1.2)
        else:
            axes.set_xlim(0, ends.max() * 1.06)
        axes.set_ylim(min(0.0, rows["value"].min()), max(rows["value"].max(), expected) * 1.1)
        axes.set(xlabel=x_label, ylabel=y_label)
        _name_rows(axes, _named(rows, limits, most_names), rows)
        inches = 2.6 if layout == "wide" else width - 0.9
        handles = [
            Patch(facecolor=BAND, alpha=0.25,
                  label=wrap(limits_label or say("95% by chance"), inches, SMALL_POINTS)),
            Line2D([], [], color=MUTED, linestyle=(0, (4, 2)), linewidth=0.9,
                   label=wrap(expected_label or say("all together"), inches, SMALL_POINTS)),
        ]  # fmt: skip
        axes.legend(
            handles=handles,
            loc="lower right",
            bbox_to_anchor=(1, 1),
            ncols=2 if layout == "wide" else 1,
            fontsize=SMALL_POINTS,
            borderaxespad=0.2,
        )
        put_title(axes, title, ax)
    return axes


def describe_funnel(
    frame: pd.DataFrame,
    label: str,
    size: str,
    value: str,
    limits: pd.DataFrame,
    *,
    expected: float,
    language: str = "en",
) -> str:
    """Tell what the funnel plot shows; the parameters are those of `draw_funnel`.

    Returns
    -------
    str
        The number of units, and which lie above and below the limits.

    Examples
    --------
    >>> frame = pd.DataFrame({"place": ["A", "B"], "divisions": [1, 20], "rate": [2.0, 0.2]})
    >>> limits = pd.DataFrame({"size": [1, 20], "low": [0, 0.1], "high": [1.5, 0.5]})
    >>> print(describe_funnel(frame, "place", "divisions", "rate", limits, expected=0.2))
    Funnel plot of 2 units by size around 0.20. Above the limits of chance: A. Below them: none.
    """
    say = speak(language)
    rows = _rows(frame, label, size, value, None, say)
    over, under = _outside(rows, _limits(limits))
    return say.paragraph(
        say(
            "Funnel plot of {count} units by size around {expected}.",
            count=len(rows),
            expected=float(expected),
        ),
        say(
            "Above the limits of chance: {names}.",
            names=name_some(say, rows["label"][over > 0].tolist()) or say("none"),
        ),
        say(
            "Below them: {names}.",
            names=name_some(say, rows["label"][under > 0].tolist()) or say("none"),
        ),
    )


def _rows(
    frame: pd.DataFrame, label: str, size: str, value: str, key: str | None, say: Speech
) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "label": complete_column(frame, label).astype("str"),
            "key": keys_of(frame, key, label),
            "size": complete_column(frame, size).astype("float64"),
            "value": complete_column(frame, value).astype("float64"),
        }
    )
    if rows.empty:
        raise ParameterError("the frame has no rows; expected one per unit")
    if (rows["size"] <= 0).any():
        names = ", ".join(rows.loc[rows["size"] <= 0, "label"].head(5))
        raise ParameterError(f"{size} isn't above 0 for: {names}; leave them out")
    texts = [
        say("{label}: {value}", label=name, value=number)
        for name, number in zip(rows["label"], rows["value"], strict=True)
    ]
    return rows.assign(text=texts)


def _limits(limits: pd.DataFrame) -> pd.DataFrame:
    for name in ("size", "low", "high"):
        complete_column(limits, name)
    return limits.sort_values("size")


def _outside(rows: pd.DataFrame, limits: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return how far each value lies above and below the limits."""
    low, high = (np.interp(rows["size"], limits["size"], limits[end]) for end in ("low", "high"))
    return (rows["value"] - high).clip(lower=0), (low - rows["value"]).clip(lower=0)


def _named(rows: pd.DataFrame, limits: pd.DataFrame, most: int) -> pd.DataFrame:
    over, under = _outside(rows, limits)
    distance = (over + under).where(~rows["marked"], np.inf)
    order = distance[distance > 0].sort_values(ascending=False, kind="stable").index
    return rows.loc[order].head(most)


def _name_rows(axes: Axes, named: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Write names beside dots, where no other name or dot stands."""
    figure = figure_of(axes)
    size = figure.get_size_inches() * 72 * axes.get_position().size
    places = axes.transAxes.inverted().transform(axes.transData.transform(rows[["size", "value"]]))
    dots = places * size
    taken = [(x - 3, y - 3, x + 3, y + 3) for x, y in dots]
    height = SMALL_POINTS * 1.2
    for index, row in named.iterrows():
        x, y = dots[rows.index.get_loc(index)]
        length = widest([row["label"]], SMALL_POINTS) * 72
        for dx, dy in ((6, 0), (-6 - length, 0), (-length / 2, 9), (-length / 2, -9)):
            box = (x + dx, y + dy - height / 2, x + dx + length, y + dy + height / 2)
            inside = box[0] >= 0 and box[2] <= size[0] and box[1] >= 0 and box[3] <= size[1]
            if inside and not any(_meet(box, one) for one in taken):
                taken.append(box)
                axes.annotate(
                    row["label"], (row["size"], row["value"]), (dx, dy), va="center",
                    textcoords="offset points", fontsize=SMALL_POINTS, color=INK, gid=HALO,
                    zorder=4,
                )  # fmt: skip
                break


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
