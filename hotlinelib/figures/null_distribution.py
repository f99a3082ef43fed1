"""What chance alone would give, and what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from numbers import Real

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.palette import BAND, INK, MAIN, SECOND
from hotlinelib.figures.style import LABEL_POINTS, SMALL_POINTS, Sheet, wrap
from hotlinelib.figures.svg import HALO, tell
from hotlinelib.language import Speech
from hotlinelib.measures.validation import complete_numbers

PANEL_INCHES = 1.15
LEAST_PROBABILITY = 0.0005


@dataclass(frozen=True, eq=False)
class NullDistribution(Chart):
    """Distributions under chance, one above the other, with the observed value.

    Values at least as far from the middle, on its side, as what was observed are darker: their
    probability is the one-sided p.

    Parameters
    ----------
    distributions : mapping of str to pandas.DataFrame
        Frames with value (whole numbers) and probability (0 to 1), by label in the reader's
        language.
    observed : float
        What was observed, in the unit of the values.
    x_label : str
        What the values are.
    colours : str or sequence of str
        Of the bars, and of those at and beyond what was observed.

    Raises
    ------
    ParameterError
        If there is no distribution, or a column is absent or holds missing values.
    """

    distributions: Mapping[str, pd.DataFrame]
    observed: float
    _: KW_ONLY
    x_label: str = ""
    colours: str | Sequence[str] = (BAND, MAIN)

    def _draw(self, page: Sheet) -> Axes:
        say, number = page.say, len(self.distributions)
        # What is likely enough to be seen, and the observed value
        seen = {label: frame[frame["probability"] >= LEAST_PROBABILITY]
                for label, frame in self.distributions.items()}  # fmt: skip
        ends = [self.observed, *(value for frame in seen.values() for value in frame["value"])]
        panels = [row[0] for row in page.grid(0.6 + PANEL_INCHES * number, [1] * number)]
        for axes, (label, frame) in zip(panels, self.distributions.items(), strict=True):
            if axes is not panels[0]:
                axes.sharex(panels[0])
                axes.sharey(panels[0])
            axes.tick_params(labelbottom=axes is panels[-1])
            self._draw_bars(axes, seen[label], _mean(frame), say)
            axes.set_title(wrap(label, page.width - 0.8, LABEL_POINTS), fontsize=LABEL_POINTS,
                           color=INK)  # fmt: skip
        panels[0].set_xlim(float(min(ends)) - 1.5, float(max(ends)) + 1.5)
        panels[0].set_ylim(0, panels[0].get_ylim()[1] * 1.25)
        left = self.observed > sum(panels[0].get_xlim()) / 2
        panels[0].annotate(
            say("observed: {value}", value=self.observed), (self.observed, panels[0].get_ylim()[1]),
            (-4 if left else 4, -2), textcoords="offset points", va="top",
            ha="right" if left else "left", fontsize=SMALL_POINTS, gid=HALO,
        )  # fmt: skip
        panels[-1].set_xlabel(self.x_label)
        panels[number // 2].set_ylabel(say("Probability"))
        panels[-1].xaxis.set_major_locator(MaxNLocator(integer=True))
        return panels[0]

    def _describe(self, say: Speech) -> str:
        opening = say.plural(
            "Distribution under chance in {count} panel ({what}); the observed value is "
            "{observed}.",
            "Distributions under chance in {count} panels ({what}); the observed value is "
            "{observed}.",
            len(self.distributions),
            what=self.x_label or say("value"),
            observed=self.observed,
        )
        frames = self.distributions.items()
        told = (_tell(say, label, frame, self.observed) for label, frame in frames)
        return say.paragraph(opening, *told)

    def _check(self) -> None:
        check_kind("observed", self.observed, Real)
        check_kind("distributions", self.distributions, Mapping)
        if not self.distributions:
            raise ParameterError("there are no distributions; expected at least one")
        for frame in self.distributions.values():
            complete_numbers(frame, ("value", "probability"))
            if frame.empty:
                raise ParameterError("a distribution is empty; expected at least one value")

    def _draw_bars(self, axes: Axes, seen: pd.DataFrame, mean: float, say: Speech) -> None:
        values, probability = seen["value"].to_numpy(float), seen["probability"].to_numpy(float)
        observed = self.observed
        beyond = values >= observed if observed >= mean else values <= observed
        bars = axes.bar(values, probability, width=0.8, color=np.where(beyond, *self._inks[::-1]))
        for bar, value, share in zip(bars, values, probability, strict=True):
            text = say("{label}: {value}", label=say.number(value), value=say.percent(share, 1))
            tell(bar, [(say.number(value), text)])
        axes.axvline(observed, color=SECOND, linewidth=1.3, linestyle=(0, (4, 2)))
        axes.yaxis.set_major_locator(MaxNLocator(nbins=3))


def _mean(frame: pd.DataFrame) -> float:
    return float(np.average(frame["value"], weights=frame["probability"]))


def _tell(say: Speech, label: str, frame: pd.DataFrame, observed: float) -> str:
    ordered = frame.sort_values("value")
    cumulated = ordered["probability"].cumsum() / ordered["probability"].sum()
    low = float(ordered.loc[cumulated > 0.025, "value"].iloc[0])
    high = float(ordered.loc[cumulated >= 0.975 - 1e-12, "value"].iloc[0])
    values = {"label": label, "mean": _mean(frame), "low": low, "high": high}
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
