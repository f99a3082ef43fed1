"""How unequally something is spread: Lorenz curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import BAND, GRID, INK, MUTED, categories_of
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Layout,
    check_layout,
    figure_style,
    line_count,
    new_axes,
    put_title,
    widest,
    wrap,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import complete_column

# Lines differ in colour, in how they are broken and in their marker.
LOOKS: tuple[tuple[Any, str], ...] = (
    ("-", "o"),
    ((0, (5, 1.5)), "s"),
    ((0, (1.5, 1.2)), "^"),
    ((0, (6, 1.5, 1, 1.5)), "D"),
    ((0, (3, 3)), "v"),
)
SHARE_TICKS = (0, 0.2, 0.4, 0.6, 0.8, 1)
LABEL_INCHES = 1.75
# What the key takes beside its labels, and the axis labels above and below more than at the side
KEY_INCHES, SQUARE_MARGIN_INCHES = 0.75, -0.1


def draw_lorenz(
    curves: Mapping[str, pd.DataFrame],
    *,
    gini: Mapping[str, float],
    band: pd.DataFrame | None = None,
    band_label: str = "",
    x_label: str = "",
    y_label: str = "",
    colours: Sequence[str] | None = None,
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
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
    band : pandas.DataFrame, optional
        Where a curve would lie by chance: population_share, low and high (0 to 1).
    band_label : str
        What the band is, such as '95% of draws in proportion to population'.
    x_label, y_label : str
        What is cumulated, the poorest first; by default units and awards.
    colours : sequence of str, optional
        One for each curve.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    layout : {"wide", "narrow"}
        For paper and large screens, or for a telephone, where the key stands below.
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
    _check(curves, gini, band)
    inks = categories_of(colours, len(curves))
    width = check_layout(layout)
    with figure_style(language):
        inches = LABEL_INCHES if layout == "wide" else width - 0.7
        labels = [wrap(text, inches, LABEL_POINTS) for text in _labels(curves, gini, say)]
        band_text = wrap(band_label or say("expected by chance"), inches, LABEL_POINTS)
        shown = [*labels, *([band_text] if band is not None else [])]
        if layout == "wide":
            height = width - widest(shown, LABEL_POINTS) - KEY_INCHES + SQUARE_MARGIN_INCHES
        else:
            height = width + 0.1 + 0.17 * sum(map(line_count, shown))
        axes = new_axes(ax, height, width)
        if band is not None:
            axes.fill_between(band["population_share"], band["low"], band["high"], color=BAND,
                              alpha=0.3, linewidth=0)  # fmt: skip
        _draw_equality(axes, say)
        handles: list[Line2D | Patch] = [
            _draw_curve(axes, curve, label, ink, look)
            for curve, label, ink, look in zip(curves.values(), labels, inks, LOOKS, strict=False)
        ]
        if band is not None:
            handles.append(Patch(facecolor=BAND, alpha=0.3, label=band_text))
        _finish(axes, x_label, y_label, say)
        _draw_key(axes, handles, layout)
        put_title(axes, title, ax)
    return axes


def describe_lorenz(
    curves: Mapping[str, pd.DataFrame],
    *,
    gini: Mapping[str, float],
    band: pd.DataFrame | None = None,
    band_label: str = "",
    language: str = "en",
) -> str:
    """Tell what the Lorenz curves show; the parameters are those of `draw_lorenz`.

    Returns
    -------
    str
        Gini coefficient and share of the poorer half of each curve, and where the curves lie with
        regard to the band.

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
    _check(curves, gini, band)
    opening = say.plural(
        "{count} Lorenz curve with the line of equality.",
        "{count} Lorenz curves with the line of equality.",
        len(curves),
    )
    told = [_tell(say, label, curve, gini[label]) for label, curve in curves.items()]
    if band is not None:
        low, high = (float(np.interp(0.5, band["population_share"], band[end]))
                     for end in ("low", "high"))  # fmt: skip
        told.append(
            say(
                "A band ({label}): in it the lower half holds {low} to {high}.",
                label=band_label or say("expected by chance"),
                low=say.percent(low, 1),
                high=say.percent(high, 1),
            )
        )
    return say.paragraph(opening, *told)


def _check(
    curves: Mapping[str, pd.DataFrame], gini: Mapping[str, float], band: pd.DataFrame | None
) -> None:
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
    if band is not None:
        for name in ("population_share", "low", "high"):
            complete_column(band, name)


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
    return [
        say("{label}: Gini {coefficient}", label=label, coefficient=say.number(gini[label], 2))
        for label in curves
    ]


def _draw_curve(
    axes: Axes, curve: pd.DataFrame, label: str, ink: str, look: tuple[Any, str]
) -> Line2D:
    dashes, marker = look
    (line,) = axes.plot(
        curve["population_share"],
        curve["value_share"],
        color=ink,
        linestyle=dashes,
        marker=marker,
        markersize=3.5,
        markevery=0.09,
        clip_on=False,
        label=label,
    )
    tell(line, [(label, label.replace("\n", " "))])
    return line


def _finish(axes: Axes, x_label: str, y_label: str, say: Speech) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
    shares = [say.percent(share) for share in SHARE_TICKS]
    axes.set_xticks(SHARE_TICKS, shares)
    axes.set_yticks(SHARE_TICKS, shares)
    axes.grid(True, color=GRID)
    axes.set_xlabel(x_label or say("Cumulative share of units, the least awarded first"))
    axes.set_ylabel(y_label or say("Cumulative share of awards"))


def _draw_key(axes: Axes, handles: list[Line2D | Patch], layout: str) -> None:
    """Draw the key beside the square, or below it, so that a long label never meets a curve."""
    beside = layout == "wide"
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(1.03, 1) if beside else (-0.1, -0.2),
        fontsize=LABEL_POINTS,
        handlelength=3.2,
        labelcolor=INK,
        borderaxespad=0,
        labelspacing=0.9 if beside else 0.4,
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
