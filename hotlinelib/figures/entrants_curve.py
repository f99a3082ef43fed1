"""What chance alone would give by the number of entrants, and what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from numbers import Real

import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.palette import BAND, INK, MAIN, MUTED, SECOND
from hotlinelib.figures.style import LINE_SPACING, SMALL_POINTS, Sheet, widest, wrap_evenly
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech
from hotlinelib.measures.validation import complete_numbers

# Inches that the labels at the end of the curves take
LABEL_INCHES = {"wide": 1.15, "narrow": 0.8}


@dataclass(frozen=True, eq=False)
class EntrantsCurve(Chart):
    """What chance would give by the number of entrants, with the observed value.

    Parameters
    ----------
    curve : pandas.DataFrame
        entrants (how many there were), expected, low and high (middle 95% of the draws).
    observed : float
        What was observed, in the unit of `expected`.
    marks : mapping of str to float, optional
        Numbers of entrants to mark, by label in the reader's language.
    x_label, y_label : str
        What the axes show.
    colours : str or sequence of str
        Of the curve, its band and the observed value.

    Raises
    ------
    ParameterError
        If the curve is empty, or a column is absent or holds missing values.
    """

    curve: pd.DataFrame
    observed: float
    _: KW_ONLY
    marks: Mapping[str, float] | None = None
    x_label: str = ""
    y_label: str = ""
    colours: str | Sequence[str] = (MAIN, BAND, SECOND)

    def _draw(self, page: Sheet) -> Axes:
        say, ordered, marked = page.say, self.curve.sort_values("entrants"), self.marks or {}
        ink, shade, seen_ink = self._inks
        axes = page.axes(2.9 if page.narrow else 3.6)
        # The limits are whole numbers: steps, and nothing in between
        axes.fill_between(ordered["entrants"], ordered["low"], ordered["high"], step="mid",
                          color=shade, alpha=0.35, linewidth=0)  # fmt: skip
        (line,) = axes.plot(ordered["entrants"], ordered["expected"], color=ink)
        by_chance = say("expected by chance, with the middle 95%")
        told = say("observed: {value}", value=self.observed)
        seen = axes.axhline(self.observed, color=seen_ink, linewidth=1.2, linestyle=(0, (4, 2)))
        tell(line, [("expected", by_chance)])
        tell(seen, [("observed", told)])
        numbers = [*ordered["entrants"], *marked.values()]
        air = float(max(numbers) - min(numbers) or 1) * 0.02
        axes.set_xlim(min(numbers) - air, max(numbers) + air)
        axes.set_ylim(0, max(float(ordered["high"].max()), self.observed) * 1.08)
        ends: dict[str, float] = {told: self.observed, by_chance: ordered["expected"].iloc[-1]}
        inches = LABEL_INCHES[page.layout]
        _label_ends(axes, ends, (seen_ink, ink), inches)
        _draw_marks(axes, marked, page.width - inches - 0.65)
        axes.set(xlabel=self.x_label or say("Number of entrants"), ylabel=self.y_label)
        return axes

    def _describe(self, say: Speech) -> str:
        ordered = self.curve.sort_values("entrants")
        first, last = ordered.iloc[0], ordered.iloc[-1]
        opening = say(
            "Curve of the number expected by chance, from {start} with {first} entrants to {end} "
            "with {last}, with the middle 95% of the draws; the observed value is {observed}.",
            start=float(first["expected"]),
            first=float(first["entrants"]),
            end=float(last["expected"]),
            last=float(last["entrants"]),
            observed=self.observed,
        )
        names = [
            say("{label} ({count})", label=label, count=number)
            for label, number in (self.marks or {}).items()
        ]
        marked = (
            say("Marked numbers of entrants: {names}.", names=say.series(names)) if names else ""
        )
        return say.paragraph(opening, _tell_band(say, ordered, self.observed), marked)

    def _check(self) -> None:
        check_kind("observed", self.observed, Real)
        if self.marks is not None:
            check_kind("marks", self.marks, Mapping)
        complete_numbers(self.curve, ("entrants", "expected", "low", "high"))
        if self.curve.empty:
            raise ParameterError("the curve has no rows; expected one per number of entrants")


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
    """Mark numbers at the upper edge; a label that would meet another one goes a line higher."""
    low, high = axes.get_xlim()
    inches = room / (high - low)
    ends: list[float] = []
    for label, number in sorted(marks.items(), key=lambda mark: mark[1]):
        length = widest([label], SMALL_POINTS) + 0.15
        at = (number - low) * inches
        start = min(at, max(0.0, room + 0.6 - length))
        line = next((i for i, end in enumerate(ends) if end <= start), len(ends))
        ends[line : line + 1] = [start + length]
        axes.axvline(number, color=MUTED, linewidth=0.7)
        axes.annotate(label, (number, 1), ((start - at) * 72, 4 + 11 * line), color=INK,
                      xycoords=("data", "axes fraction"), textcoords="offset points",
                      fontsize=SMALL_POINTS, annotation_clip=False)  # fmt: skip


def _tell_band(say: Speech, curve: pd.DataFrame, observed: float) -> str:
    above, below = curve["high"] < observed, curve["low"] > observed
    if above.all():
        return say("It lies above the band for all numbers of entrants.")
    if below.all():
        return say("It lies below the band for all numbers of entrants.")
    # The curve is drawn through some numbers only, so that where it is crossed isn't told.
    sentences = [
        say("It lies above the band for many entrants.") if above.any() else "",
        say("It lies below the band for few entrants.") if below.any() else "",
    ]
    return say.paragraph(*sentences) or say("It lies inside the band for all numbers of entrants.")
