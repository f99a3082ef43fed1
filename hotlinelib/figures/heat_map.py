"""Counts by row and column as a table whose cells are shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch, Rectangle

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.cells import (
    check_table,
    fit_heads,
    names_at_most,
    put_heads,
    put_totals,
    row_height,
)
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.classes import make_classes
from hotlinelib.figures.palette import DIVERGING, INK, LINE, PAPER, SECOND, ink_on, steps_of
from hotlinelib.figures.rows import label_width
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Sheet,
    bare,
    widest,
    wrap,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech
from hotlinelib.measures.validation import numbers

ROW_INCHES = 0.23
# What the column of totals takes, in columns, and the gap before it
GAP, TOTAL_WIDTH = 0.15, 1.0
CELLS_TOLD = 6
# That a telephone has room for
MOST_COLUMNS = 10
# Standardised residuals beyond which a cell is shaded: Agresti (2013), Categorical Data Analysis
RESIDUAL_BREAKS = (1.0, 2.0)


@dataclass(frozen=True, eq=False)
class HeatMap(Chart):
    """Counts as a shaded table with its totals.

    Parameters
    ----------
    table : pandas.DataFrame
        Counts of 0 or more; index and columns are names in the reader's language.
    residuals : pandas.DataFrame, optional
        Standardised residuals to shade by, in place of the counts: how far each lies from what is
        expected. Index and columns of `table`.
    breaks : sequence of float, optional
        Upper limits of the classes of shading; of residuals two limits, by default 1 and 2, for
        either side.
    colours : str or sequence of str, optional
        Name of a colour map, or colours; of residuals five, from far below to far above.
    x_label, y_label : str
        What the columns and the rows are.
    value_label : str
        What is counted, or what the residuals are.
    zero_label : str
        What a zero means; '' for no entry in the key.
    marked : pandas.DataFrame, optional
        True for cells to mark with a frame and a star, such as those beyond chance; index and
        columns of `table`.
    marked_label : str
        What the mark means.
    totals : bool
        Whether to add the totals of rows and columns.

    Raises
    ------
    ParameterError
        If the table is empty or holds missing or negative values, or `residuals` or `marked` has
        other rows or columns.
    """

    table: pd.DataFrame
    _: KW_ONLY
    residuals: pd.DataFrame | None = None
    breaks: Sequence[float] | None = None
    colours: str | Sequence[str] | None = None
    x_label: str = ""
    y_label: str = ""
    value_label: str = ""
    zero_label: str = ""
    marked: pd.DataFrame | None = None
    marked_label: str = ""
    totals: bool = True

    def _draw(self, page: Sheet) -> Axes:
        columns, rows = (_longest(names) for names in (self.table.columns, self.table.index))
        if page.narrow and columns > rows and len(self.table) <= MOST_COLUMNS:
            return self._turned()._draw_table(page)
        return self._draw_table(page)

    def _turned(self) -> HeatMap:
        """Return the chart with rows for columns."""
        return replace(
            self,
            table=self.table.T,
            residuals=None if self.residuals is None else self.residuals.T,
            marked=None if self.marked is None else self.marked.T,
            x_label=self.y_label,
            y_label=self.x_label,
        )

    def _draw_table(self, page: Sheet) -> Axes:
        say, table, totals = page.say, self.table, self.totals
        names = [wrap_evenly(str(name), label_width(page), LABEL_POINTS) for name in table.index]
        beyond = GAP + TOTAL_WIDTH if totals else 0
        total: list[str] = [say("Total")] if totals else []
        room = page.width - widest(names, LABEL_POINTS) - 0.2
        cell = (room - 0.15) / (table.shape[1] + beyond)
        heads, turned, head_inches = fit_heads([*map(str, table.columns), *total], cell)
        row = max(row_height(name, LABEL_POINTS, ROW_INCHES) for name in names)
        fills, key = self._shades(say)
        heading = self.value_label if self.residuals is not None else ""
        key += self._further_keys()
        entry = widest([str(one.get_label()) for one in key], SMALL_POINTS) + 0.35
        across = max(1, min(len(key), int(room / entry)))
        lines = -(-len(key) // across) + bool(heading)
        axes = page.axes(0.3 + 0.17 * lines + head_inches + row * (len(table) + totals))
        self._draw_cells(axes, fills, say)
        positions = [_positions(number, totals) for number in table.shape[::-1]]
        put_heads(axes, positions[0], heads, turned)
        axes.set_yticks(positions[1], names + total)
        axes.tick_params(axis="y", rotation=0)
        if totals:
            put_totals(axes, table, say, *positions)
        axes.set(xlim=(0, table.shape[1] + beyond), ylim=(len(table) + beyond, 0))
        bare(axes)
        axes.set(xlabel=self.x_label, ylabel=self.y_label)
        axes.legend(handles=key, title=heading or None, title_fontsize=SMALL_POINTS, ncols=across,
                    alignment="left", loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=0.3,
                    borderpad=0, fontsize=SMALL_POINTS, handlelength=1.2,
                    columnspacing=1.2)  # fmt: skip
        return axes

    def _describe(self, say: Speech) -> str:
        table, marked = self.table, self.marked
        opening = say(
            "Heat map of {rows} rows and {columns} columns; a total of {total} ({what}).",
            rows=len(table),
            columns=table.shape[1],
            total=float(table.to_numpy().sum()),
            what=self.value_label or say("counts"),
        )
        parts = [opening, _tell_cells(say, table)]
        if self.totals:
            row, column = (names_at_most(say, table.sum(axis=axis)) for axis in (1, 0))
            parts.append(
                say(
                    "The largest row total is {row_total} ({row}), the largest column total "
                    "{column_total} ({column}).",
                    row_total=row["value"],
                    row=row["names"],
                    column_total=column["value"],
                    column=column["names"],
                )
            )
        if marked is not None and not marked.any(axis=None):
            parts.append(say("No cell is marked."))
        elif marked is not None:
            told = {"meaning": self.marked_label, "cells": _name_cells(say, marked)}
            parts.append(say("Marked cells ({meaning}): {cells}.", **told))
        return say.paragraph(*parts)

    def _check(self) -> None:
        check_table(self.table)
        for name, other in (("marked", self.marked), ("residuals", self.residuals)):
            if other is None:
                continue
            check_kind(name, other, pd.DataFrame)
            if not all(map(pd.Index.equals, other.axes, self.table.axes)):
                raise ParameterError(
                    "{name} has other rows or columns than the table; expected the same", name=name
                )

    def _shades(self, say: Speech) -> tuple[np.ndarray[Any, Any], list[Patch]]:
        """Return the colour of each cell, and what the key says of it."""
        fills = np.full(self.table.shape, PAPER, dtype=object)
        if self.residuals is None:
            counts, label = self.table.to_numpy(dtype=float), self.value_label
            steps = make_classes(pd.Series(counts.ravel()), self.breaks, say, self.colours)
            for step in steps:
                fills[(counts > step.low) & (counts <= step.high)] = step.colour
            middle = steps[len(steps) // 2].colour if steps else PAPER
            return fills, [Patch(facecolor=middle, label=label)] if label else []
        breaks = RESIDUAL_BREAKS if self.breaks is None else list(self.breaks)
        inner, outer = numbers(breaks, "breaks")
        inks = list(DIVERGING) if self.colours is None else steps_of(self.colours, 5)
        values = self.residuals.to_numpy(dtype=float)
        places = np.digitize(values, [-outer, -inner, inner, outer])
        for place, ink in enumerate(inks):
            fills[(places == place) & ~np.isnan(values)] = ink
        written = {"inner": inner, "outer": outer}
        texts = (
            say("{outer} below expected and more", **written),
            say("{inner} to {outer} below", **written),
            say("within {inner}", **written),
            say("{inner} to {outer} above", **written),
            say("{outer} above and more", **written),
        )
        return fills, [
            Patch(facecolor=ink, edgecolor=LINE, linewidth=0.5, label=text)
            for place, (ink, text) in enumerate(zip(inks, texts, strict=True))
            if (places == place).any()
        ]

    def _draw_cells(self, axes: Axes, fills: np.ndarray[Any, Any], say: Speech) -> None:
        # A frame alone would be lost on a dark cell in grey print.
        table, none = self.table, np.zeros(self.table.shape, dtype=bool)
        stars = none if self.marked is None else self.marked.to_numpy(dtype=bool)
        inks = sorted(set(fills.ravel()))
        places = np.vectorize(inks.index, otypes=[int])(fills)
        counts = table.to_numpy(dtype=float)
        written = np.array([[say.number(count) for count in row] for row in counts], dtype=object)
        cells = axes.pcolormesh(places, cmap=ListedColormap(inks), vmin=-0.5, vmax=len(inks) - 0.5,
                                linewidth=1, edgecolors=PAPER)  # fmt: skip
        shown = np.where(stars, written + "*", written)
        for (y, x), text in np.ndenumerate(shown):
            fill = str(fills[y, x])
            ink = ink_on(fill) if counts[y, x] or fill != PAPER else INK
            axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", fontsize=SMALL_POINTS,
                      color=ink)  # fmt: skip
        names = [(str(row), str(column)) for row in table.index for column in table.columns]
        marks = [(row, say("{row}, {column}: {value}", row=row, column=column, value=text))
                 for (row, column), text in zip(names, written.ravel(), strict=True)]  # fmt: skip
        tell(cells, marks)
        for y, x in zip(*np.nonzero(stars), strict=True):
            axes.add_patch(Rectangle((x + 0.03, y + 0.06), 0.94, 0.88, fill=False, zorder=3,
                                     edgecolor=SECOND, linewidth=1.8))  # fmt: skip

    def _further_keys(self) -> list[Patch]:
        key = []
        if self.zero_label and (self.table == 0).any(axis=None):
            key.append(Patch(facecolor=PAPER, edgecolor=LINE, label=f"0: {self.zero_label}"))
        if self.marked is not None and self.marked.any(axis=None):
            text = wrap(f"* {self.marked_label}", 3.0, SMALL_POINTS)
            key.append(Patch(fill=False, edgecolor=SECOND, linewidth=1.6, label=text))
        return key


def _longest(names: pd.Index) -> float:
    return widest([str(name) for name in names], LABEL_POINTS)


def _positions(number: int, totals: bool) -> list[float]:
    """Return the middles of rows or columns; totals stand apart."""
    last = [number + GAP + TOTAL_WIDTH / 2] if totals else []
    return [place + 0.5 for place in range(number)] + last


def _tell_cells(say: Speech, table: pd.DataFrame) -> str:
    largest = float(table.to_numpy().max())
    if not largest:
        return say("All cells are zero.")
    return say(
        "The largest count in a cell is {value}: {cells}. Cells of zero: {zeros} of {all}.",
        value=largest,
        cells=_name_cells(say, table == largest),
        zeros=int((table == 0).to_numpy().sum()),
        all=table.size,
    )


def _name_cells(say: Speech, chosen: pd.DataFrame) -> str:
    """Return the row and column of each chosen cell; of many only the first ones."""
    names = [
        say("{row}, {column}", row=str(chosen.index[y]), column=str(chosen.columns[x]))
        for y, x in np.argwhere(chosen.to_numpy(dtype=bool))
    ]
    more = [say("{count} more", count=len(names) - CELLS_TOLD)] if len(names) > CELLS_TOLD else []
    return ("; " if say.language == "en" else "；").join(names[:CELLS_TOLD] + more)
