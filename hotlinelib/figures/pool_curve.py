"""What chance alone would give by the size of the pool, and what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import BAND, INK, MAIN, MUTED, SECOND
from hotlinelib.figures.style import (
    LINE_SPACING,
    SMALL_POINTS,
    Layout,
    check_layout,
    figure_style,
    new_axes,
    put_title,
    widest,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import complete_column

# Inches that the labels at the end of the curves take
LABEL_INCHES = {"wide": 1.15, "narrow": 0.8}


def draw_pool_curve(
    curve: pd.DataFrame,
    observed: float,
    *,
    marks: Mapping[str, float] | None = None,
    x_label: str = "",
    y_label: str = "",
    colours: Sequence[str] = (MAIN, BAND, SECOND),
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw what chance would give by the size of the pool, with the observed value.

    Parameters
    ----------
    curve : pandas.DataFrame
        pool (number of eligible units), expected, low and high (middle 95% of the draws).
    observed : float
        What was observed, in the unit of `expected`.
    marks : mapping of str to float, optional
        Pools to mark, by label in the reader's language.
    x_label, y_label : str
        What the axes show.
    colours : sequence of str
        Of the curve, its band and the observed value.
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
        If the curve is empty, or a column is absent or holds missing values.

    Examples
    --------
    >>> curve = pd.DataFrame(
    ...     {"pool": [10, 20], "expected": [4.0, 2.0], "low": [2, 1], "high": [6, 4]}
    ... )
    >>> axes = draw_pool_curve(curve, 5)
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    _check(observed, marks)
    ordered = _ordered(curve)
    width = check_layout(layout)
    with figure_style(language):
        axes = new_axes(ax, 3.6 if layout == "wide" else 2.9, width)
        # The limits are whole numbers: steps, and nothing in between
        axes.fill_between(
            ordered["pool"],
            ordered["low"],
            ordered["high"],
            step="mid",
            color=colours[1],
            alpha=0.35,
            linewidth=0,
        )
        (line,) = axes.plot(ordered["pool"], ordered["expected"], color=colours[0])
        tell(line, [("expected", say("expected by chance, with the middle 95%"))])
        seen = axes.axhline(observed, color=colours[2], linewidth=1.2, linestyle=(0, (4, 2)))
        tell(seen, [("observed", say("observed: {value}", value=observed))])
        _limit_curve(axes, ordered, observed, marks or {})
        _label_curve(axes, ordered, observed, colours, LABEL_INCHES[layout], say)
        _draw_marks(axes, marks or {}, width)
        axes.set(xlabel=x_label or say("Number of eligible units"), ylabel=y_label)
        put_title(axes, title, ax)
    return axes


def describe_pool_curve(
    curve: pd.DataFrame,
    observed: float,
    *,
    marks: Mapping[str, float] | None = None,
    language: str = "en",
) -> str:
    """Tell what the curve shows; the parameters are those of `draw_pool_curve`.

    Returns
    -------
    str
        Where the curve begins and ends, where the observed value lies above and below the band,
        and the marked pools.

    Examples
    --------
    >>> curve = pd.DataFrame(
    ...     {"pool": [10, 20], "expected": [4.0, 2.0], "low": [2, 1], "high": [6, 4]}
    ... )
    >>> print(describe_pool_curve(curve, 5))
    Curve of the number expected by chance, from 4 with a pool of 10 to 2 with a pool of 20,
    with the middle 95% of the draws; the observed value is 5. It lies above the band for
    large pools.
    """
    say = speak(language)
    _check(observed, marks)
    ordered = _ordered(curve)
    first, last = ordered.iloc[0], ordered.iloc[-1]
    opening = say(
        "Curve of the number expected by chance, from {start} with a pool of {first} to {end} with "
        "a pool of {last}, with the middle 95% of the draws; the observed value is {observed}.",
        start=float(first["expected"]),
        first=float(first["pool"]),
        end=float(last["expected"]),
        last=float(last["pool"]),
        observed=observed,
    )
    return say.paragraph(opening, _tell_band(say, ordered, observed), _tell_marks(say, marks))


def _check(observed: float, marks: Mapping[str, float] | None) -> None:
    check_kind("observed", observed, Real)
    if marks is not None:
        check_kind("marks", marks, Mapping)


def _ordered(curve: pd.DataFrame) -> pd.DataFrame:
    for name in ("pool", "expected", "low", "high"):
        complete_column(curve, name)
    if curve.empty:
        raise ParameterError("the curve has no rows; expected one per pool")
    return curve.sort_values("pool")


def _limit_curve(
    axes: Axes, curve: pd.DataFrame, observed: float, marks: Mapping[str, float]
) -> None:
    pools = [*curve["pool"], *marks.values()]
    left, right = float(min(pools)), float(max(pools))
    air = (right - left or 1.0) * 0.02
    axes.set_xlim(left - air, right + air)
    axes.set_ylim(0, max(float(curve["high"].max()), observed) * 1.08)


def _label_curve(
    axes: Axes,
    curve: pd.DataFrame,
    observed: float,
    colours: Sequence[str],
    inches: float,
    say: Speech,
) -> None:
    last = curve.iloc[-1]
    end = axes.get_xlim()[1]
    style: dict[str, Any] = {
        "textcoords": "offset points",
        "va": "center",
        "fontsize": SMALL_POINTS,
    }
    texts = {
        say("observed: {value}", value=observed): (observed, colours[2]),
        say("expected by chance, with the middle 95%"): (float(last["expected"]), colours[0]),
    }
    # Two labels that stand at nearly the same height are moved apart.
    least = 0.2 * axes.get_ylim()[1]
    heights = [height for height, _ in texts.values()]
    shift = max(0.0, (least - abs(heights[0] - heights[1])) / 2)
    upper = max(heights)
    for text, (height, colour) in texts.items():
        y = height + (shift if height == upper else -shift)
        axes.annotate(
            wrap_evenly(text, inches, SMALL_POINTS),
            (end, y),
            (6, 0),
            color=INK,
            annotation_clip=False,
            linespacing=LINE_SPACING,
            **style,
        )
        axes.plot([end], [height], marker="<", markersize=4, color=colour, clip_on=False)


def _draw_marks(axes: Axes, marks: Mapping[str, float], width: float) -> None:
    """Mark pools at the upper edge; a label that would meet another one goes a line higher."""
    low, high = axes.get_xlim()
    room = width - LABEL_INCHES["wide" if width > 4 else "narrow"] - 0.65
    inches = room / (high - low)
    ends: list[float] = []
    for label, pool in sorted(marks.items(), key=lambda mark: mark[1]):
        start = (pool - low) * inches
        text = wrap_evenly(label, room, SMALL_POINTS)
        length = widest([text], SMALL_POINTS) + 0.15
        start = min(start, max(0.0, room + 0.6 - length))
        line = next((i for i, end in enumerate(ends) if end <= start), len(ends))
        ends[line : line + 1] = [start + length]
        axes.axvline(pool, color=MUTED, linewidth=0.7)
        axes.annotate(
            label,
            (pool, 1),
            ((start - (pool - low) * inches) * 72, 4 + 11 * line),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            fontsize=SMALL_POINTS,
            color=INK,
            annotation_clip=False,
        )


def _tell_band(say: Speech, curve: pd.DataFrame, observed: float) -> str:
    above, below = curve["high"] < observed, curve["low"] > observed
    if above.all():
        return say("It lies above the band for all pools.")
    if below.all():
        return say("It lies below the band for all pools.")
    # The curve is drawn through some pools only, so that where it is crossed isn't told.
    sentences = [
        say("It lies above the band for large pools.") if above.any() else "",
        say("It lies below the band for small pools.") if below.any() else "",
    ]
    return say.paragraph(*sentences) or say("It lies inside the band for all pools.")


def _tell_marks(say: Speech, marks: Mapping[str, float] | None) -> str:
    if not marks:
        return ""
    return say(
        "Marked pools: {names}.",
        names=say.series(
            say("{label} ({pool})", label=label, pool=pool) for label, pool in marks.items()
        ),
    )
