"""What chance alone would give, and what was observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import BAND, INK, MAIN, PAPER, SECOND
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Layout,
    check_layout,
    figure_style,
    new_grid,
    put_title,
    wrap,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import complete_column

PANEL_INCHES = 1.15
LEAST_PROBABILITY = 0.0005


def draw_null_distribution(
    distributions: Mapping[str, pd.DataFrame],
    observed: float,
    *,
    x_label: str = "",
    colours: Sequence[str] = (BAND, MAIN),
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw distributions under chance, one above the other, with the observed value.

    Values at least as far from the middle, on its side, as what was observed are darker: their
    probability is the one-sided p, written beside the label.

    Parameters
    ----------
    distributions : mapping of str to pandas.DataFrame
        Frames with value (whole numbers) and probability (0 to 1), by label in the reader's
        language.
    observed : float
        What was observed, in the unit of the values.
    x_label : str
        What the values are.
    colours : sequence of str
        Of the bars, and of those at and beyond what was observed.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    layout : {"wide", "narrow"}
        For paper and large screens, or for a telephone.
    ax : matplotlib.axes.Axes, optional
        Whose place the panels take; by default that of a new figure.
    title : str, optional
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        Those of the uppermost panel.

    Raises
    ------
    ParameterError
        If there is no distribution, or a column is absent or holds missing values.

    Examples
    --------
    >>> chance = pd.DataFrame({"value": [0, 1, 2], "probability": [0.5, 0.4, 0.1]})
    >>> axes = draw_null_distribution({"pool of 124": chance}, 2, x_label="winners")
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    _check(distributions, observed)
    width = check_layout(layout)
    with figure_style(language):
        panels = _panels(len(distributions), ax, width)
        for axes, (label, distribution) in zip(panels, distributions.items(), strict=True):
            _draw_bars(axes, distribution, observed, colours, say)
            axes.set_title(wrap(label, width - 0.8, LABEL_POINTS), fontsize=LABEL_POINTS, color=INK)
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

    Examples
    --------
    >>> chance = pd.DataFrame({"value": [0, 1, 2], "probability": [0.5, 0.4, 0.1]})
    >>> print(describe_null_distribution({"pool of 124": chance}, 2, x_label="winners"))
    Distribution under chance in 1 panel (winners); the observed value is 2. pool of 124: mean
    0.60, middle 95% from 0 to 2; the observed value lies inside.
    """
    say = speak(language)
    _check(distributions, observed)
    opening = say.plural(
        "Distribution under chance in {count} panel ({what}); the observed value is {observed}.",
        "Distributions under chance in {count} panels ({what}); the observed value is {observed}.",
        len(distributions),
        what=x_label or say("value"),
        observed=observed,
    )
    told = (_tell(say, label, frame, observed) for label, frame in distributions.items())
    return say.paragraph(opening, *told)


def _check(distributions: Mapping[str, pd.DataFrame], observed: float) -> None:
    check_kind("observed", observed, Real)
    check_kind("distributions", distributions, Mapping)
    if not distributions:
        raise ParameterError("there are no distributions; expected at least one")
    for frame in distributions.values():
        complete_column(frame, "value")
        complete_column(frame, "probability")
        if frame.empty:
            raise ParameterError("a distribution is empty; expected at least one value")


def _panels(number: int, ax: Axes | None, width: float) -> list[Axes]:
    """Return axes one above the other that share their scales."""
    grid = new_grid(ax, (number, 1), 0.6 + PANEL_INCHES * number, width=width)
    panels = [row[0] for row in grid]
    for panel in panels[1:]:
        panel.sharex(panels[0])
        panel.sharey(panels[0])
    for panel in panels[:-1]:
        panel.tick_params(labelbottom=False)
    return panels


def _draw_bars(
    axes: Axes, distribution: pd.DataFrame, observed: float, colours: Sequence[str], say: Speech
) -> None:
    seen = distribution[distribution["probability"] >= LEAST_PROBABILITY]
    values, probability = seen["value"].to_numpy(float), seen["probability"].to_numpy(float)
    mean = np.average(distribution["value"], weights=distribution["probability"])
    beyond = values >= observed if observed >= mean else values <= observed
    bars = axes.bar(values, probability, width=0.8, color=np.where(beyond, *colours[::-1]))
    for bar, value, share in zip(bars, values, probability, strict=True):
        text = say("{label}: {value}", label=say.number(value), value=say.percent(share, 1))
        tell(bar, [(say.number(value), text)])
    axes.axvline(observed, color=SECOND, linewidth=1.3, linestyle=(0, (4, 2)))
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
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
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
