"""How unequally something is spread: Lorenz curves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.style import (
    BLACK,
    BLUE,
    GREEN,
    GRID,
    INK,
    LABEL_POINTS,
    MUTED,
    PURPLE,
    SMALL_POINTS,
    VERMILION,
    WIDTH_INCHES,
    figure_style,
    new_axes,
    put_title,
    widest,
    wrap,
)
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import complete_column

# Lines differ in colour, in how they are broken and in their marker.
Look: TypeAlias = tuple[str, Any, str]
LOOKS: tuple[Look, ...] = (
    (BLUE, "-", "o"),
    (VERMILION, (0, (5, 1.5)), "s"),
    (GREEN, (0, (1.5, 1.2)), "^"),
    (PURPLE, (0, (6, 1.5, 1, 1.5)), "D"),
    (BLACK, (0, (3, 3)), "v"),
)
SHARE_TICKS = (0, 0.2, 0.4, 0.6, 0.8, 1)
LABEL_INCHES = 1.75
# What the key takes beside its labels, and the axis labels above and below more than at the side
KEY_INCHES, SQUARE_MARGIN_INCHES = 0.75, -0.1


def draw_lorenz(
    curves: Mapping[str, pd.DataFrame],
    *,
    gini: Mapping[str, float],
    x_label: str = "",
    y_label: str = "",
    language: str = "en",
    ax: Axes | None = None,
    title: str = "",
) -> Axes:
    """Draw Lorenz curves with the line of equality.

    Source: Lorenz (1905), Methods of Measuring the Concentration of Wealth, Publications of the
    American Statistical Association 9.

    Parameters
    ----------
    curves : mapping of str to pandas.DataFrame
        Frames with population_share and value_share (0 to 1), by label in the reader's language;
        up to five.
    gini : mapping of str to float
        Gini coefficient of each curve, by the same labels.
    x_label, y_label : str
        What is cumulated, the poorest first; by default units and awards.
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
        If there is no curve or more than five, a column is absent or holds missing values, or a
        curve has no Gini coefficient.

    Examples
    --------
    >>> from hotlinelib.measures import gini, lorenz_curve
    >>> counts = pd.Series([0, 1, 3])
    >>> curves, coefficients = {"awards": lorenz_curve(counts)}, {"awards": gini(counts)}
    >>> axes = draw_lorenz(curves, gini=coefficients)
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    _check(curves, gini)
    with figure_style(language):
        labels = _labels(curves, gini, say)
        beside = widest(labels, LABEL_POINTS) + KEY_INCHES
        axes = new_axes(ax, WIDTH_INCHES - beside + SQUARE_MARGIN_INCHES)
        _draw_equality(axes, say)
        for curve, label, look in zip(curves.values(), labels, LOOKS, strict=False):
            _draw_curve(axes, curve, label, look)
        _finish(axes, x_label, y_label, say)
        put_title(axes, title, ax)
    return axes


def describe_lorenz(
    curves: Mapping[str, pd.DataFrame], *, gini: Mapping[str, float], language: str = "en"
) -> str:
    """Tell what the Lorenz curves show; the parameters are those of `draw_lorenz`.

    Returns
    -------
    str
        Gini coefficient and share of the poorer half of each curve.

    Examples
    --------
    >>> from hotlinelib.measures import gini, lorenz_curve
    >>> counts = pd.Series([0, 1, 3])
    >>> curves, coefficients = {"awards": lorenz_curve(counts)}, {"awards": gini(counts)}
    >>> print(describe_lorenz(curves, gini=coefficients))
    1 Lorenz curve with the line of equality. awards: the Gini coefficient is 0.50; the lower
    half holds 12.5% of the whole.
    """
    say = speak(language)
    _check(curves, gini)
    opening = say.plural(
        "{count} Lorenz curve with the line of equality.",
        "{count} Lorenz curves with the line of equality.",
        len(curves),
    )
    return say.paragraph(opening, *(_tell(say, k, v, gini[k]) for k, v in curves.items()))


def _check(curves: Mapping[str, pd.DataFrame], gini: Mapping[str, float]) -> None:
    check_kind("curves", curves, Mapping)
    check_kind("gini", gini, Mapping)
    if not 1 <= len(curves) <= len(LOOKS):
        raise ParameterError(f"{len(curves)} curves; expected 1 to {len(LOOKS)}")
    missing = [label for label in curves if label not in gini]
    if missing:
        raise ParameterError(f"no Gini coefficient for: {', '.join(missing)}")
    for curve in curves.values():
        complete_column(curve, "population_share")
        complete_column(curve, "value_share")


def _draw_equality(axes: Axes, say: Speech) -> None:
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=0.8)
    axes.annotate(
        say("equal shares"),
        (0.3, 0.3),
        (-3, 3),
        textcoords="offset points",
        rotation=45,
        rotation_mode="anchor",
        transform_rotates_text=True,
        ha="center",
        fontsize=SMALL_POINTS,
        color=MUTED,
    )


def _labels(
    curves: Mapping[str, pd.DataFrame], gini: Mapping[str, float], say: Speech
) -> list[str]:
    """Return the label of each curve with its Gini coefficient, broken into lines."""
    texts = [
        say("{label}: Gini {coefficient}", label=label, coefficient=say.number(gini[label], 2))
        for label in curves
    ]
    return [wrap(text, LABEL_INCHES, LABEL_POINTS) for text in texts]


def _draw_curve(axes: Axes, curve: pd.DataFrame, label: str, look: Look) -> None:
    colour, dashes, marker = look
    axes.plot(
        curve["population_share"],
        curve["value_share"],
        color=colour,
        linestyle=dashes,
        marker=marker,
        markersize=3.5,
        markevery=0.09,
        clip_on=False,
        label=label,
    )


def _finish(axes: Axes, x_label: str, y_label: str, say: Speech) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    shares = [say.percent(share) for share in SHARE_TICKS]
    axes.set_xticks(SHARE_TICKS, shares)
    axes.set_yticks(SHARE_TICKS, shares)
    axes.grid(True, color=GRID)
    axes.set_xlabel(x_label or say("Cumulative share of units, the least awarded first"))
    axes.set_ylabel(y_label or say("Cumulative share of awards"))
    # Beside the square, so that a long label never meets a curve
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(1.03, 1),
        fontsize=LABEL_POINTS,
        handlelength=3.2,
        labelcolor=INK,
        borderaxespad=0,
        labelspacing=0.9,
    )


def _tell(say: Speech, label: str, curve: pd.DataFrame, coefficient: float) -> str:
    half = float(np.interp(0.5, curve["population_share"], curve["value_share"]))
    return say(
        "{label}: the Gini coefficient is {coefficient}; the lower half holds {share} of the "
        "whole.",
        label=label,
        coefficient=say.number(coefficient, 2),
        share=say.percent(half, 1),
    )
