"""Several values for each of a few categories: one row each, one marker per series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.palette import INK, PAPER, categories_of
from hotlinelib.figures.rows import label_width, rule_rows, unit_rows
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Sheet,
    line_count,
    widest,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech

# Inches of a row whose label takes one line, and of one that takes more
ROW_INCHES, HIGH_ROW_INCHES = 0.24, 0.36
# Markers differ in shape and size as well as in colour; the first one is the largest.
LOOKS = (("o", 8.0), ("s", 6.0), ("D", 5.5), ("^", 6.5))


@dataclass(frozen=True, eq=False)
class GroupedDots(Chart):
    """Several values for each category, in the order of the frame from the top.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per category.
    label : str
        Column of names, in the reader's language.
    columns : mapping of str to str
        Columns to draw and what they are, in the reader's language; up to four. A single one has
        no key: the axis is named after it.
    key : str, optional
        Column of keys, by which marks and rows of tables light up together; by default the names.
    x_label : str
        What the values are.
    percent : bool
        Whether the values are shares (0 to 1) to be written as percentages.
    colours : str or sequence of str, optional
        One for each column.

    Raises
    ------
    ParameterError
        If a column is absent, a name missing, the frame empty, or there are no or more than four
        columns.
    """

    frame: pd.DataFrame
    label: str
    columns: Mapping[str, str]
    _: KW_ONLY
    key: str | None = None
    x_label: str = ""
    percent: bool = False
    colours: str | Sequence[str] | None = None

    def _draw(self, page: Sheet) -> Axes:
        say, rows = page.say, self._rows()
        inks = categories_of(self.colours, len(self.columns))
        room = page.width - label_width(page) - 0.3
        entry = widest(list(self.columns.values()), SMALL_POINTS) + 0.35
        number = len(self.columns)
        across = max(1, min(number, int(room / entry))) if page.narrow else number
        lines = -(-number // across) if number > 1 else 0
        broken = (wrap_evenly(name, label_width(page), LABEL_POINTS) for name in rows["label"])
        each = HIGH_ROW_INCHES if max(map(line_count, broken)) > 1 else ROW_INCHES
        axes = page.axes(0.7 + 0.17 * lines + each * len(rows))
        rule_rows(axes, range(len(rows)), rows["label"].tolist(), label_width(page))
        axes.set_ylim(len(rows) - 0.5, -0.5)
        values = rows.filter(like="series ")
        looks = zip(self.columns.items(), LOOKS, inks, strict=False)
        for (name, series), (marker, size), ink in looks:
            numbers = values[f"series {name}"]
            known = np.flatnonzero(numbers.notna())
            shown, seen = rows.iloc[known], numbers.iloc[known]
            dots = axes.scatter(seen, known, s=size**2, marker=marker, color=ink, label=series,
                                edgecolor=PAPER, linewidth=0.7, clip_on=False,
                                zorder=3)  # fmt: skip
            texts = [
                say("{label}: {value}", label=row, value=self._told(say, series, value))
                for row, value in zip(shown["label"], seen, strict=True)
            ]
            tell(dots, zip(shown["key"], texts, strict=True))
        _write_missing(axes, values, list(self.columns.values()), say)
        every = values.to_numpy(dtype=float)
        least, most = (end([0.0, *every[~np.isnan(every)]]) for end in (min, max))
        axes.set_xlim(least, (most or 1.0) * 1.06)
        if self.percent:
            axes.xaxis.set_major_formatter(lambda share, _: say.percent(share))
        axes.set_xlabel(self.x_label or (next(iter(self.columns.values())) if lines == 0 else ""))
        if lines:
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=across, borderaxespad=0.2,
                        handletextpad=0.2, columnspacing=1.5, fontsize=SMALL_POINTS, borderpad=0,
                        labelcolor=INK)  # fmt: skip
        return axes

    def _describe(self, say: Speech) -> str:
        rows = self._rows()
        opening = say.plural(
            "Dot chart of {series} in {count} category.",
            "Dot chart of {series} in {count} categories.",
            len(rows),
            series=say.series(self.columns.values()),
        )
        told = []
        for label, row in zip(rows["label"], rows.filter(like="series ").to_numpy(), strict=True):
            values = [
                self._told(say, series, value)
                for series, value in zip(self.columns.values(), row, strict=True)
                if not np.isnan(value)
            ]
            if values:
                told.append(say("{name}: {values}.", name=label, values=say.series(values)))
            else:
                told.append(say("{name}: no value.", name=label))
        return say.paragraph(opening, *told)

    def _rows(self) -> pd.DataFrame:
        """Return label and key of each category, and its values, by column."""
        check_kind("columns", self.columns, Mapping)
        if not 1 <= len(self.columns) <= len(LOOKS):
            raise ParameterError(
                "{columns} columns; expected 1 to {looks}",
                columns=len(self.columns),
                looks=len(LOOKS),
            )
        series = {f"series {name}": name for name in self.columns}
        return unit_rows(self.frame, self.label, self.key, series)

    def _told(self, say: Speech, label: str, value: float) -> str:
        written = say.percent(value, 1) if self.percent else say.number(value)
        return say("{label} {value}", label=label, value=written)


def _write_missing(axes: Axes, values: pd.DataFrame, columns: list[str], say: Speech) -> None:
    """Write at the right of the row which series has no value."""
    for place, missing in enumerate(values.isna().to_numpy()):
        names = [name for name, is_missing in zip(columns, missing, strict=True) if is_missing]
        if names:
            axes.annotate(say("no value: {names}", names=say.series(names)), (1, place), (0, 5),
                          xycoords=axes.get_yaxis_transform(), textcoords="offset points",
                          ha="right", fontsize=SMALL_POINTS)  # fmt: skip
