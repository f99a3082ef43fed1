"""What chance alone would give by the size of the pool, and what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real

import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import BAND, INK, MAIN, MUTED, SECOND
from hotlinelib.figures.style import LINE_SPACING, SMALL_POINTS, Layout, sheet, widest, wrap_evenly
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import complete_columns

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
        If the curve is empty, or a column is absent or holds missing values.
    """
    with sheet(language, layout, ax, title) as page:
        say, ordered, marked = page.say, _ordered(curve, observed, marks), marks or {}
        axes = page.axes(2.9 if page.narrow else 3.6)
        # The limits are whole numbers: steps, and nothing in between
        axes.fill_between(ordered["pool"], ordered["low"], ordered["high"], step="mid",
                          color=colours[1], alpha=0.35, linewidth=0)  # fmt: skip
        (line,) = axes.plot(ordered["pool"], ordered["expected"], color=colours[0])
        by_chance = say("expected by chance, with the middle 95%")
        told = say("observed: {value}", value=observed)
        seen = axes.axhline(observed, color=colours[2], linewidth=1.2, linestyle=(0, (4, 2)))
        tell(line, [("expected", by_chance)])
        tell(seen, [("observed", told)])
        pools = [*ordered["pool"], *marked.values()]
        air = float(max(pools) - min(pools) or 1) * 0.02
        axes.set_xlim(min(pools) - air, max(pools) + air)
        axes.set_ylim(0, max(float(ordered["high"].max()), observed) * 1.08)
        ends: dict[str, float] = {told: observed, by_chance: float(ordered["expected"].iloc[-1])}
        _label_ends(axes, ends, (colours[2], colours[0]), LABEL_INCHES[layout])
        _draw_marks(axes, marked, page.width - LABEL_INCHES[layout] - 0.65)
        axes.set(xlabel=x_label or say("Number of eligible units"), ylabel=y_label)
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
    say, ordered = speak(language), _ordered(curve, observed, marks)
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
    names = [
        say("{label} ({pool})", label=label, pool=pool) for label, pool in (marks or {}).items()
    ]
    marked = say("Marked pools: {names}.", names=say.series(names)) if names else ""
    return say.paragraph(opening, _tell_band(say, ordered, observed), marked)


def _ordered(
    curve: pd.DataFrame, observed: float, marks: Mapping[str, float] | None
) -> pd.DataFrame:
    check_kind("observed", observed, Real)
    if marks is not None:
        check_kind("marks", marks, Mapping)
    complete_columns(curve, ("pool", "expected", "low", "high"))
    if curve.empty:
        raise ParameterError("the curve has no rows; expected one per pool")
    return curve.sort_values("pool")


def _label_ends(
    axes: Axes, ends: Mapping[str, float], colours: Sequence[str], inches: float
) -> None:
    """Write at the right what ends at a height; labels at nearly the same one are moved apart."""
    upper, lower = max(ends.values()), min(ends.values())
    shift = max(0.0, (0.2 * axes.get_ylim()[1] - (upper - lower)) / 2)
    right = axes.get_xlim()[1]
    for (text, height), colour in zip(ends.items(), colours, strict=True):
        y = height + (shift if height == upper else -shift)
        axes.annotate(wrap_evenly(text, inches, SMALL_POINTS), (right, y), (6, 0), color=INK,
                      textcoords="offset points", va="center", fontsize=SMALL_POINTS,
                      annotation_clip=False, linespacing=LINE_SPACING)  # fmt: skip
        axes.plot([right], [height], marker="<", markersize=4, color=colour, clip_on=False)


def _draw_marks(axes: Axes, marks: Mapping[str, float], room: float) -> None:
    """Mark pools at the upper edge; a label that would meet another one goes a line higher."""
    low, high = axes.get_xlim()
    inches = room / (high - low)
    ends: list[float] = []
    for label, pool in sorted(marks.items(), key=lambda mark: mark[1]):
        length = widest([label], SMALL_POINTS) + 0.15
        at = (pool - low) * inches
        start = min(at, max(0.0, room + 0.6 - length))
        line = next((i for i, end in enumerate(ends) if end <= start), len(ends))
        ends[line : line + 1] = [start + length]
        axes.axvline(pool, color=MUTED, linewidth=0.7)
        axes.annotate(label, (pool, 1), ((start - at) * 72, 4 + 11 * line), color=INK,
                      xycoords=("data", "axes fraction"), textcoords="offset points",
                      fontsize=SMALL_POINTS, annotation_clip=False)  # fmt: skip


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
