"""How unequally something is spread: Lorenz curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.palette import BAND, GRID, INK, MUTED, categories_of
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Sheet,
    line_count,
    widest,
    wrap,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech
from hotlinelib.measures.validation import complete_numbers

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


@dataclass(frozen=True, eq=False)
class LorenzCurves(Chart):
    """Lorenz curves with the line of equality.

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
    colours : str or sequence of str, optional
        One for each curve.

    Raises
    ------
    ParameterError
        If there is no curve or more than five, a column is absent or holds missing values, or a
        curve has no Gini coefficient.
    """

    curves: Mapping[str, pd.DataFrame]
    _: KW_ONLY
    gini: Mapping[str, float]
    band: pd.DataFrame | None = None
    band_label: str = ""
    x_label: str = ""
    y_label: str = ""
    colours: str | Sequence[str] | None = None

    def _draw(self, page: Sheet) -> Axes:
        say, inks = page.say, categories_of(self.colours, len(self.curves))
        inches = page.width - 0.7 if page.narrow else LABEL_INCHES
        texts: list[str] = [
            say("{label}: Gini {coefficient}", label=one, coefficient=say.number(self.gini[one], 2))
            for one in self.curves
        ]
        texts += [] if self.band is None else [self.band_label or say("expected by chance")]
        texts = [wrap(text, inches, LABEL_POINTS) for text in texts]
        if page.narrow:
            height = page.width + 0.1 + 0.17 * sum(map(line_count, texts))
        else:
            height = page.width - widest(texts, LABEL_POINTS) - KEY_INCHES + SQUARE_MARGIN_INCHES
        axes = page.axes(height)
        handles: list[Line2D | Patch] = []
        if self.band is not None:
            across, low, high = (self.band[name] for name in ("population_share", "low", "high"))
            axes.fill_between(across, low, high, color=BAND, alpha=0.3, linewidth=0)
            handles.append(Patch(facecolor=BAND, alpha=0.3, label=texts[-1]))
        axes.plot([0, 1], [0, 1], color=MUTED, linewidth=0.8)
        axes.annotate(say("equal shares"), (0.3, 0.3), (-3, 3), textcoords="offset points",
                      rotation=45, rotation_mode="anchor", transform_rotates_text=True,
                      ha="center", fontsize=SMALL_POINTS, color=MUTED)  # fmt: skip
        looks = zip(self.curves.values(), texts, inks, LOOKS, strict=False)
        for place, (curve, text, ink, (dashes, marker)) in enumerate(looks):
            (line,) = axes.plot(curve["population_share"], curve["value_share"], color=ink,
                                linestyle=dashes, marker=marker, markersize=3.5, markevery=0.09,
                                clip_on=False, label=text)  # fmt: skip
            tell(line, [(text, text.replace("\n", " "))])
            handles.insert(place, line)
        axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
        shares = [say.percent(share) for share in SHARE_TICKS]
        axes.set_xticks(SHARE_TICKS, shares)
        axes.set_yticks(SHARE_TICKS, shares)
        axes.grid(True, color=GRID)
        axes.set_xlabel(self.x_label or say("Cumulative share of units, the least awarded first"))
        axes.set_ylabel(self.y_label or say("Cumulative share of awards"))
        # Beside the square, or below it, so that a long label never meets a curve
        axes.legend(handles=handles, loc="upper left", fontsize=LABEL_POINTS, handlelength=3.2,
                    bbox_to_anchor=(-0.1, -0.2) if page.narrow else (1.03, 1), borderaxespad=0,
                    labelspacing=0.4 if page.narrow else 0.9, labelcolor=INK)  # fmt: skip
        return axes

    def _describe(self, say: Speech) -> str:
        told = [
            say.plural(
                "{count} Lorenz curve with the line of equality.",
                "{count} Lorenz curves with the line of equality.",
                len(self.curves),
            )
        ]
        told += [
            say(
                "{label}: the Gini coefficient is {coefficient}; the lower half holds {share} of "
                "the whole.",
                label=label,
                coefficient=say.number(self.gini[label], 2),
                share=_lower_half(say, curve, "value_share"),
            )
            for label, curve in self.curves.items()
        ]
        if self.band is not None:
            told.append(
                say(
                    "A band ({label}): in it the lower half holds {low} to {high}.",
                    label=self.band_label or say("expected by chance"),
                    low=_lower_half(say, self.band, "low"),
                    high=_lower_half(say, self.band, "high"),
                )
            )
        return say.paragraph(*told)

    def _check(self) -> None:
        curves = self.curves
        check_kind("curves", curves, Mapping)
        check_kind("gini", self.gini, Mapping)
        if not 1 <= len(curves) <= len(LOOKS):
            raise ParameterError(
                "{curves} curves; expected 1 to {looks}", curves=len(curves), looks=len(LOOKS)
            )
        missing = [label for label in curves if label not in self.gini]
        if missing:
            raise ParameterError("no Gini coefficient for: {missing}", missing=", ".join(missing))
        for curve in curves.values():
            complete_numbers(curve, ("population_share", "value_share"))
        if self.band is not None:
            complete_numbers(self.band, ("population_share", "low", "high"))


def _lower_half(say: Speech, curve: pd.DataFrame, column: str) -> str:
    return say.percent(float(np.interp(0.5, curve["population_share"], curve[column])), 1)
