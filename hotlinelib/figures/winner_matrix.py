"""Who won which awards: a table of dots."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import KW_ONLY, dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.cells import (
    check_table,
    fit_heads,
    names_at_most,
    put_heads,
    put_totals,
    row_height,
    write,
)
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.palette import GRID, LINE, MAIN, MUTED, SECOND, ink_on
from hotlinelib.figures.rows import emphasised
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

LABEL_INCHES = {"wide": 4.2, "narrow": 1.75}
ROW_INCHES = 0.2
GROUP_INCHES = 0.27
DOT_AREA, NUMBERED_DOT_AREA = 42.0, 105.0


@dataclass(frozen=True, eq=False)
class WinnerMatrix(Chart):
    """Which winner holds which award, in the order of the table.

    Parameters
    ----------
    table : pandas.DataFrame
        Counts of 0 or more: one row per winner, one column per award; index and columns are
        names in the reader's language.
    groups : pandas.Series, optional
        Label of each row's group, in the order of the table. A group's rows must be neighbours.
    keys : sequence of str, optional
        Key of each row, by which marks and rows of tables light up together; by default the names.
    totals : bool, default False
        Whether to add the totals of rows and columns.
    mark : str or collection of str, optional
        Keys of the winners to emphasise.
    colours : str or sequence of str
        Of the dots, and of those that are emphasised.

    Raises
    ------
    ParameterError
        If the table is empty, holds missing or negative counts, or the groups don't fit it.
    """

    table: pd.DataFrame
    _: KW_ONLY
    groups: pd.Series | None = None
    keys: Sequence[str] | None = None
    totals: bool = False
    mark: str | Collection[str] | None = None
    colours: str | Sequence[str] = (MAIN, SECOND)

    def _draw(self, page: Sheet) -> Axes:
        say, table, inches = page.say, self.table, LABEL_INCHES[page.layout]
        columns = table.shape[1] + self.totals
        labels = [wrap_evenly(str(name), inches, LABEL_POINTS) for name in table.index]
        places, above, height = self._heights(labels)
        group_labels = [wrap_evenly(name, inches, LABEL_POINTS) for name in above]
        space = page.width - widest(labels + group_labels, LABEL_POINTS) - 0.3
        total = [say("Total")] if self.totals else []
        texts = [*map(str, table.columns), *total]
        heads, turned, head_inches = fit_heads(texts, space / columns)
        extra = ROW_INCHES * 1.4 if self.totals else 0.05
        below = [height + ROW_INCHES * 0.8] if self.totals else []
        axes = page.axes(0.35 + head_inches + height + extra)
        axes.set(xlim=(-0.5, columns - 0.5), ylim=(height + extra, 0))
        put_heads(axes, range(columns), heads, turned)
        # Rows are ruled up to the last award: a line would strike through the totals.
        across = axes.get_yaxis_transform()
        axes.hlines(places, 0, table.shape[1] / columns, transform=across, color=GRID,
                    linewidth=0.5, zorder=0.5)  # fmt: skip
        ends = [place - GROUP_INCHES * 0.55 for place in above.values()]
        ends += [height + 0.04] if self.totals else []
        axes.hlines(ends, 0, 1, transform=across, color=LINE, linewidth=0.6, zorder=0.6)
        self._draw_dots(axes, places, say)
        axes.set_yticks([*places, *below, *above.values()], labels + total + group_labels)
        for tick in axes.get_yticklabels()[len(labels + total) :]:
            tick.set_color(MUTED)
        if self.totals:
            put_totals(axes, table, say, range(columns), places + below)
        bare(axes)
        if (table > 1).any(axis=None):
            note = say("A number in a dot: so many awards of one category.")
            axes.set_xlabel(wrap(note, space, SMALL_POINTS), fontsize=SMALL_POINTS, color=MUTED)
            axes.xaxis.set_label_position("bottom")
        return axes

    def _describe(self, say: Speech) -> str:
        return say.paragraph(
            say(
                "Matrix of {winners} winners and {awards} awards; a dot marks an award won.",
                winners=len(self.table),
                awards=self.table.shape[1],
            ),
            say(
                "The most awards that a winner holds are {value}: {names}.",
                **names_at_most(say, self.table.sum(axis=1)),
            ),
            say.plural(
                "{count} winner holds awards of more than one category.",
                "{count} winners hold awards of more than one category.",
                int(((self.table > 0).sum(axis=1) > 1).sum()),
            ),
            say(
                "The award held most often is {names}, with {value}.",
                **names_at_most(say, self.table.sum(axis=0)),
            ),
        )

    def _check(self) -> None:
        check_table(self.table)
        groups = self.groups
        if groups is None:
            return
        check_kind("groups", groups, pd.Series)
        if not groups.index.equals(self.table.index):
            raise ParameterError("groups has other rows than the table; expected the same index")
        starts = groups[groups.ne(groups.shift())]
        torn = starts[starts.duplicated()].unique().tolist()
        if torn:
            raise ParameterError(
                "rows of a group don't stand together: {torn}; sort the table first", torn=torn
            )

    def _heights(self, labels: list[str]) -> tuple[list[float], dict[str, float], float]:
        """Return how many inches from the top rows and groups stand, and the height of all."""
        top, places = 0.03, []
        above: dict[str, float] = {}
        for position, label in enumerate(labels):
            group = None if self.groups is None else str(self.groups.iloc[position])
            if group is not None and group not in above:
                above[group] = top + GROUP_INCHES * 0.6
                top += GROUP_INCHES
            height = row_height(label, LABEL_POINTS, ROW_INCHES)
            places.append(top + height / 2)
            top += height
        return places, above, top

    def _draw_dots(self, axes: Axes, heights: list[float], say: Speech) -> None:
        table, counts = self.table, self.table.to_numpy(dtype=float)
        y, x = np.nonzero(counts)
        if not len(y):
            return
        keys = [str(key) for key in (table.index if self.keys is None else self.keys)]
        inks = np.where(emphasised(keys, self.mark), self._inks[1], self._inks[0])
        held, places, colours = counts[y, x], np.array(heights)[y], inks[y].tolist()
        areas = np.where(held > 1, NUMBERED_DOT_AREA, DOT_AREA)
        dots = axes.scatter(x, places, s=areas, color=colours, linewidth=0, zorder=2)
        names, awards = list(map(str, table.index)), list(map(str, table.columns))
        told = [
            say(
                "{row}, {column}: {value}",
                row=names[row],
                column=awards[column],
                value=float(count),
            )
            for row, column, count in zip(y, x, held, strict=True)
        ]
        tell(dots, zip([keys[row] for row in y], told, strict=True))
        for column, place, ink, count in zip(x, places, colours, held, strict=True):
            if count > 1:
                write(axes, float(column), place, say.number(count), ink_on(ink))
