"""One result under many choices: a specification curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.cells import row_height
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.palette import ABSENT, INK, MAIN, MUTED, SECOND
from hotlinelib.figures.rows import DASHED, label_width, rule_rows, tell_reference, with_interval
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Sheet,
    bare,
    wrap,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech
from hotlinelib.measures.validation import column, complete_column
from hotlinelib.messages import message

CURVE_INCHES = 1.9
ROW_INCHES = 0.17


@dataclass(frozen=True, eq=False)
class SpecificationCurve(Chart):
    """An estimate under each combination of choices, from the lowest, above the choices made.

    Source: Simonsohn, Simmons and Nelson (2020), Specification Curve Analysis, Nature Human
    Behaviour 4.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per specification.
    value, low, high : str
        Columns of estimates and of their intervals' limits; limits may be missing.
    choices : mapping of str to str
        Columns of what was chosen and what the choice is, in the reader's language; values are
        names in the reader's language.
    key : str, optional
        Column of keys, by which marks and rows of tables light up together; by default numbers.
    reference : float, optional
        Where to draw a line, such as at the value that means nothing.
    reference_label : str
        What the line is.
    y_label : str
        What is estimated.
    mark : str, optional
        Key of the specification to emphasise, such as the one stated beforehand.
    mark_label : str
        What the emphasis means.
    colours : str or sequence of str
        Of estimates, and of the one that is emphasised.

    Raises
    ------
    ParameterError
        If a column is absent, an estimate or choice missing, or the frame empty.
    """

    frame: pd.DataFrame
    value: str
    low: str
    high: str
    choices: Mapping[str, str]
    _: KW_ONLY
    key: str | None = None
    reference: float | None = None
    reference_label: str = ""
    y_label: str = ""
    mark: str | None = None
    mark_label: str = ""
    colours: str | Sequence[str] = (MAIN, SECOND)

    def _draw(self, page: Sheet) -> Axes:
        say, rows = page.say, self._rows()
        options = [
            (name, option)
            for name in self.choices
            for option in dict.fromkeys(self.frame[name].astype("str"))
        ]
        labels = [say("{label}: {value}", label=self.choices[name], value=option)
                  for name, option in options]  # fmt: skip
        inches = label_width(page)
        broken = [wrap_evenly(label, inches, LABEL_POINTS) for label in labels]
        below = len(options) * max(row_height(label, LABEL_POINTS, ROW_INCHES) for label in broken)
        (axes,), (matrix,) = page.grid(CURVE_INCHES + below + 0.5, (CURVE_INCHES, below))
        inks = [self._inks[1] if one == self.mark else self._inks[0] for one in rows["key"]]
        _draw_curve(axes, rows, inks, say)
        above = wrap(self.y_label, page.width - inches - 0.4, LABEL_POINTS)
        axes.set_title(above, fontsize=LABEL_POINTS, color=INK)
        axes.set(xticks=[], xlim=(-0.7, len(rows) - 0.3))
        handles = []
        if self.mark_label and self.mark in set(rows["key"]):
            handles += axes.plot([], [], "o", color=self._inks[1], markersize=4,
                                 label=self.mark_label)  # fmt: skip
        if self.reference is not None:
            axes.axhline(self.reference, color=MUTED, **DASHED)
            handles += [Line2D([], [], color=MUTED, label=self.reference_label, **DASHED)]
        # The lowest estimates are at the left: above them nothing stands.
        axes.legend(handles=handles, loc="upper left", fontsize=SMALL_POINTS, borderaxespad=0.2)
        for height, (name, option) in enumerate(options):
            held = (rows[f"choice {name}"] == option).to_numpy()
            matrix.scatter(range(len(rows)), [height] * len(rows), s=np.where(held, 14, 5),
                           c=np.where(held, inks, ABSENT).tolist(), linewidth=0,
                           zorder=2)  # fmt: skip
        rule_rows(matrix, range(len(options)), labels, inches)
        matrix.set(xticks=[], xlim=axes.get_xlim(), ylim=(len(options) - 0.5, -0.5))
        bare(matrix)
        return axes

    def _describe(self, say: Speech) -> str:
        rows = self._rows()
        opening = say(
            "Specification curve of {count} estimates ({what}), by {choices}: from {least} to "
            "{most}, median {median}.",
            count=len(rows),
            what=self.y_label or self.value,
            choices=say.series(self.choices.values()),
            least=float(rows["value"].min()),
            most=float(rows["value"].max()),
            median=float(rows["value"].median()),
        )
        return say.paragraph(opening, tell_reference(say, rows, self.reference))

    def _rows(self) -> pd.DataFrame:
        """Return value, low, high, key and the choices, the lowest estimate first."""
        frame, choices = self.frame, self.choices
        check_kind("choices", choices, Mapping)
        check_kind(message("the frame"), frame, pd.DataFrame)
        if frame.empty or not choices:
            raise ParameterError("nothing to draw; expected at least one row and one choice")
        numbers = range(1, len(frame) + 1)
        keys = numbers if self.key is None else complete_column(frame, self.key)
        rows = {
            **{f"choice {name}": complete_column(frame, name).astype("str") for name in choices},
            "value": complete_column(frame, self.value).astype("float64"),
            "low": column(frame, self.low).astype("float64"),
            "high": column(frame, self.high).astype("float64"),
            "key": [str(one) for one in keys],
        }
        return pd.DataFrame(rows).sort_values("value", kind="stable").reset_index(drop=True)


def _draw_curve(axes: Axes, rows: pd.DataFrame, inks: list[str], say: Speech) -> None:
    places = np.arange(len(rows))
    axes.vlines(places, rows["low"], rows["high"], color=inks, linewidth=1.0, alpha=0.6)
    dots = axes.scatter(places, rows["value"], s=16, color=inks, linewidth=0, zorder=3)
    comma = ", " if say.language == "en" else "，"
    chosen = rows.filter(like="choice ").agg(comma.join, axis="columns")
    told = zip(chosen, rows["value"], rows["low"], rows["high"], strict=True)
    tell(dots, zip(rows["key"], [with_interval(say, *row) for row in told], strict=True))
