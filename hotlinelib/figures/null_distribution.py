"""What chance alone would give, and what was observed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hotlinelib.errors import ParameterError
from hotlinelib.figures.style import (
    BLUE,
    INK,
    LABEL_POINTS,
    MUTED,
    SKY_BLUE,
    SMALL_POINTS,
    VERMILION,
    WHITE,
    WIDTH_INCHES,
    figure_style,
    new_axes,
    new_grid,
    put_title,
    text_width,
    wrap,
    wrap_evenly,
)
from hotlinelib.figures.wording import join_sentences
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import complete_column

PANEL_INCHES = 1.15
LEAST_PROBABILITY = 0.0005


def draw_null_distribution(
    distributions: Mapping[str, pd.DataFrame],
    observed: float,
    *,
    x_label: str = "",
    language: str = "en",
    ax: Axes | None = None,
    title: str = "",
) -> Axes:
    """Draw distributions under chance, one above the other, with the observed value.

    Parameters
    ----------
    distributions : mapping of str to pandas.DataFrame
        Frames with value (whole numbers) and probability (0 to 1), by label in the reader's
        language.
    observed : float
        What was observed, in the unit of the values.
    x_label : str
        What the values are.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    ax : matplotlib.axes.Axes, optional
        Whose place the panels take; by default that of a new figure.
    title : str
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        Those of the uppermost panel.

    Raises
    ------
    ParameterError
        If there is no distribution, or a column is absent or holds missing values.
    """
    say = speak(language)
    _check(distributions)
    with figure_style(language):
        panels = _panels(len(distributions), ax)
        for axes, (label, distribution) in zip(panels, distributions.items(), strict=True):
            _draw_panel(axes, distribution, observed, label)
        panels[0].set_xlim(*_limits(distributions, observed))
        _label_observed(panels[0], observed, say)
        panels[-1].set_xlabel(x_label)
        panels[len(panels) // 2].set_ylabel(say("Probability"))
        panels[-1].xaxis.set_major_locator(MaxNLocator(integer=True))
        put_title(panels[0], title, ax)
    return panels[0]


def describe_null_distribution(
    distributions: Mapping[str, pd.DataFrame],
    observed: float,
    *,
    x_label: str = "",
    language: str = "en",
) -> str:
    """Tell what the distributions show; the parameters are those of `draw_null_distribution`.

    Returns
    -------
    str
        For each distribution its mean, its middle 95% and where the observed value lies.
    """
    say = speak(language)
    _check(distributions)
    opening = say.plural(
        "Distribution under chance in {count} panel ({what}); the observed value is {observed}.",
        "Distributions under chance in {count} panels ({what}); the observed value is {observed}.",
        len(distributions),
        what=x_label or say("value"),
        observed=observed,
    )
    told = (_tell(say, label, frame, observed) for label, frame in distributions.items())
    return join_sentences(say, [opening, *told])


def draw_pool_curve(
    curve: pd.DataFrame,
    observed: float,
    *,
    marks: Mapping[str, float] | None = None,
    x_label: str = "",
    y_label: str = "",
    language: str = "en",
    ax: Axes | None = None,
    title: str = "",
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
        If the curve is empty, or a column is absent or holds missing values.
    """
    say = speak(language)
    ordered = _ordered(curve)
    with figure_style(language):
        axes = new_axes(ax, 3.6)
        axes.fill_between(
            ordered["pool"],
            ordered["low"],
            ordered["high"],
            color=SKY_BLUE,
            alpha=0.35,
            linewidth=0,
        )
        axes.plot(ordered["pool"], ordered["expected"], color=BLUE)
        axes.axhline(observed, color=VERMILION, linewidth=1.2, linestyle=(0, (4, 2)))
        _limit_curve(axes, ordered, observed, marks or {})
        _label_curve(axes, ordered, observed, say)
        _draw_marks(axes, marks or {})
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
    """
    say = speak(language)
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
    return join_sentences(
        say, [opening, _tell_band(say, ordered, observed), _tell_marks(say, marks)]
    )


def _check(distributions: Mapping[str, pd.DataFrame]) -> None:
    if not distributions:
        raise ParameterError("there are no distributions; expected at least one")
    for frame in distributions.values():
        complete_column(frame, "value")
        complete_column(frame, "probability")
        if frame.empty:
            raise ParameterError("a distribution is empty; expected at least one value")


def _panels(number: int, ax: Axes | None) -> list[Axes]:
    """Return axes one above the other that share their scales."""
    grid = new_grid(ax, (number, 1), 0.6 + PANEL_INCHES * number)
    panels = [row[0] for row in grid]
    for panel in panels[1:]:
        panel.sharex(panels[0])
        panel.sharey(panels[0])
    for panel in panels[:-1]:
        panel.tick_params(labelbottom=False)
    return panels


def _draw_panel(axes: Axes, distribution: pd.DataFrame, observed: float, label: str) -> None:
    axes.bar(distribution["value"], distribution["probability"], width=0.8, color=SKY_BLUE)
    axes.axvline(observed, color=VERMILION, linewidth=1.3, linestyle=(0, (4, 2)))
    axes.set_title(wrap(label, WIDTH_INCHES - 1.2, LABEL_POINTS), fontsize=LABEL_POINTS, color=INK)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3))


def _limits(distributions: Mapping[str, pd.DataFrame], observed: float) -> tuple[float, float]:
    """Return the range of the values that are likely enough to be seen, and the observed one."""
    frames = pd.concat(distributions.values())
    likely = frames.loc[frames["probability"] >= LEAST_PROBABILITY, "value"]
    low, high = min(likely.min(), observed), max(likely.max(), observed)
    return float(low) - 1.5, float(high) + 1.5


def _label_observed(axes: Axes, observed: float, say: Speech) -> None:
    text = say("observed: {value}", value=observed)
    left = observed > sum(axes.get_xlim()) / 2
    axes.set_ylim(0, axes.get_ylim()[1] * 1.25)
    axes.annotate(
        text,
        (observed, axes.get_ylim()[1]),
        (-4 if left else 4, -2),
        textcoords="offset points",
        ha="right" if left else "left",
        va="top",
        fontsize=SMALL_POINTS,
        bbox={"facecolor": WHITE, "edgecolor": "none", "pad": 0.6},
    )


def _tell(say: Speech, label: str, frame: pd.DataFrame, observed: float) -> str:
    ordered = frame.sort_values("value")
    cumulated = ordered["probability"].cumsum() / ordered["probability"].sum()
    low = float(ordered.loc[cumulated > 0.025, "value"].iloc[0])
    high = float(ordered.loc[cumulated >= 0.975 - 1e-12, "value"].iloc[0])
    values = {
        "label": label,
        "mean": float(np.average(ordered["value"], weights=ordered["probability"])),
        "low": low,
        "high": high,
    }
    if observed > high:
        return say(
            "{label}: mean {mean}, middle 95% from {low} to {high}; the observed value lies above.",
            **values,
        )
    if observed < low:
        return say(
            "{label}: mean {mean}, middle 95% from {low} to {high}; the observed value lies below.",
            **values,
        )
    return say(
        "{label}: mean {mean}, middle 95% from {low} to {high}; the observed value lies inside.",
        **values,
    )


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


def _label_curve(axes: Axes, curve: pd.DataFrame, observed: float, say: Speech) -> None:
    last = curve.iloc[-1]
    end = axes.get_xlim()[1]
    style: dict[str, Any] = {
        "textcoords": "offset points",
        "va": "center",
        "fontsize": SMALL_POINTS,
    }
    texts = {
        say("observed: {value}", value=observed): (observed, VERMILION),
        say("expected by chance, with the middle 95%"): (float(last["expected"]), BLUE),
    }
    # Two labels that stand at nearly the same height are moved apart.
    least = 0.2 * axes.get_ylim()[1]
    heights = [height for height, _ in texts.values()]
    shift = max(0.0, (least - abs(heights[0] - heights[1])) / 2)
    upper = max(heights)
    for text, (height, colour) in texts.items():
        y = height + (shift if height == upper else -shift)
        axes.annotate(
            wrap_evenly(text, 1.15, SMALL_POINTS),
            (end, y),
            (6, 0),
            color=INK,
            annotation_clip=False,
            **style,
        )
        axes.plot([end], [height], marker="<", markersize=4, color=colour, clip_on=False)


def _draw_marks(axes: Axes, marks: Mapping[str, float]) -> None:
    """Mark pools at the upper edge; a label that would meet another one goes a line higher."""
    low, high = axes.get_xlim()
    inches = (WIDTH_INCHES - 2.2) / (high - low)
    ends: list[float] = []
    for label, pool in sorted(marks.items(), key=lambda mark: mark[1]):
        start = (pool - low) * inches
        width = text_width(label, SMALL_POINTS) + 0.15
        start = min(start, max(0.0, WIDTH_INCHES - 1.2 - width))
        line = next((i for i, end in enumerate(ends) if end <= start), len(ends))
        ends[line : line + 1] = [start + width]
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
    above = curve.loc[curve["high"] < observed, "pool"]
    below = curve.loc[curve["low"] > observed, "pool"]
    sentences = []
    if len(above):
        sentences.append(
            say("It lies above the band from a pool of {pool} on.", pool=float(above.min()))
        )
    if len(below):
        sentences.append(
            say("It lies below the band up to a pool of {pool}.", pool=float(below.max()))
        )
    return join_sentences(say, sentences or [say("It lies inside the band for all pools.")])


def _tell_marks(say: Speech, marks: Mapping[str, float] | None) -> str:
    if not marks:
        return ""
    return say(
        "Marked pools: {names}.",
        names=say.series(
            say("{label} ({pool})", label=label, pool=pool) for label, pool in marks.items()
        ),
    )
