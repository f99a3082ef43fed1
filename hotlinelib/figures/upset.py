"""Which awards are held together: an UpSet plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.ticker import MaxNLocator

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.cells import fit_heads, put_heads
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.palette import ABSENT, GRID, INK, LINE, MAIN, MUTED
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
from hotlinelib.measures.validation import complete_columns, counts, positive_integer

LABEL_INCHES = 2.3
ROW_INCHES = 0.3
BARS_INCHES = 1.7
# Width of the bars at the right, the matrix being 1
BARS_SHARE = 0.25
# Of the narrow plot: inches of a row, and of the bars at its right
NARROW_ROW_INCHES, NARROW_BARS_INCHES = 0.19, 1.15


@dataclass(frozen=True, eq=False)
class UpSet(Chart):
    """How many units hold exactly which combination of items.

    Source: Lex and others (2014), UpSet: Visualization of Intersecting Sets, IEEE Transactions on
    Visualization and Computer Graphics 20.

    Parameters
    ----------
    intersections : pandas.DataFrame
        One row per combination, in the order to draw: items (tuple of names), size (number of
        units that hold these and no others), degree (number of items).
    sizes : mapping of str to int
        Number of units by item; its order is that of the rows, from the top.
    size_label : str
        What the bars above count.
    set_label : str
        What the bars at the right count.
    most : int
        Number of combinations to draw; the figure tells how many it leaves out.
    colours : str or sequence of str
        Of units that hold one item, and of those that hold several.

    Raises
    ------
    ParameterError
        If a column is absent, there is no combination, or one has an item without a size.
    """

    intersections: pd.DataFrame
    sizes: Mapping[str, int]
    _: KW_ONLY
    size_label: str = ""
    set_label: str = ""
    most: int = 25
    colours: str | Sequence[str] = (LINE, MAIN)

    def _draw(self, page: Sheet) -> Axes:
        say, shown = page.say, self.intersections.head(positive_integer(self.most, "most"))
        inks = [self._inks[min(int(degree), 2) - 1] for degree in shown["degree"].clip(lower=1)]
        label = self.size_label or say("Units with exactly these")
        draw = self._draw_rows if page.narrow else self._draw_columns
        axes = draw(page, shown, inks, label)
        rest = _tell_rest(say, self.intersections.iloc[self.most :])
        rest = wrap(rest, page.width * 0.6, SMALL_POINTS)
        axes.set_xlabel(rest, fontsize=SMALL_POINTS, color=MUTED)
        axes.xaxis.set_label_position("bottom")
        return axes

    def _describe(self, say: Speech) -> str:
        is_joint = self.intersections["degree"] > 1
        joint = self.intersections[is_joint]
        opening = say(
            "UpSet plot of {items} items in {combinations} combinations: {single} units hold one "
            "item and {joint} hold several.",
            items=len(self.sizes),
            combinations=len(self.intersections),
            single=int(self.intersections.loc[~is_joint, "size"].sum()),
            joint=int(joint["size"].sum()),
        )
        return say.paragraph(opening, _tell_largest(say, joint))

    def _check(self) -> None:
        sizes = self.sizes
        items, size, _ = complete_columns(self.intersections, ("items", "size", "degree"))
        if self.intersections.empty:
            raise ParameterError("there are no combinations; expected at least one row")
        counts(size)
        check_kind("sizes", sizes, Mapping)
        unknown = sorted({str(item) for row in items for item in row if item not in sizes})
        if unknown:
            raise ParameterError(
                "no size for: {unknown}; sizes has: {sizes}",
                unknown=", ".join(unknown),
                sizes=", ".join(sizes),
            )

    def _draw_columns(self, page: Sheet, shown: pd.DataFrame, inks: list[str], label: str) -> Axes:
        """Draw the wide plot: a column for each combination, its size above it."""
        sizes, set_label = self.sizes, self.set_label or page.say("Units per item")
        rows = ROW_INCHES * len(sizes)
        (above, corner), (axes, right) = page.grid(
            BARS_INCHES + rows + 0.5, (BARS_INCHES, rows), (1, BARS_SHARE)
        )
        corner.set_axis_off()
        _draw_matrix(axes, shown, list(sizes), inks, upright=True)
        axes.set(xlim=(-0.6, len(shown) - 0.4), ylim=(len(sizes) - 0.5, -0.5), xticks=[])
        labels = [wrap_evenly(item, LABEL_INCHES, LABEL_POINTS) for item in sizes]
        axes.set_yticks(range(len(sizes)), labels)
        bars = above.bar(range(len(shown)), shown["size"], width=0.6, color=inks)
        _write_sizes(above, bars, shown["size"], page.say, shown["items"])
        above.set_ylabel(wrap(label, BARS_INCHES, LABEL_POINTS), fontsize=LABEL_POINTS)
        above.set(ylim=(0, max(1, shown["size"].max()) * 1.15), xticks=[], xlim=axes.get_xlim())
        above.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        above.spines["bottom"].set_color(GRID)
        lengths = right.barh(range(len(sizes)), list(sizes.values()), height=0.5, color=MUTED)
        _write_sizes(right, lengths, sizes.values(), page.say)
        right.set(
            xlim=(0, max(1, *sizes.values()) * 1.3), ylim=axes.get_ylim(), xticks=[], yticks=[]
        )
        right.set_title(wrap(set_label, 0.9, SMALL_POINTS), fontsize=SMALL_POINTS, color=INK)
        bare(right)
        return axes

    def _draw_rows(self, page: Sheet, shown: pd.DataFrame, inks: list[str], label: str) -> Axes:
        """Draw the narrow plot: a row for each combination, its size at the right."""
        items = list(self.sizes)
        space = page.width - NARROW_BARS_INCHES - 0.2
        heads, turned, head_inches = fit_heads(items, space / len(items))
        height = NARROW_ROW_INCHES * len(shown) + head_inches + 0.4
        ((axes, right),) = page.grid(height, widths=(space, NARROW_BARS_INCHES))
        _draw_matrix(axes, shown, items, inks, upright=False)
        axes.set(xlim=(-0.5, len(items) - 0.5), ylim=(len(shown) - 0.4, -0.6), yticks=[])
        put_heads(axes, range(len(items)), heads, turned)
        bars = right.barh(range(len(shown)), shown["size"], height=0.6, color=inks)
        _write_sizes(right, bars, shown["size"], page.say, shown["items"])
        right.set(xlim=(0, max(1, shown["size"].max()) * 1.25), ylim=axes.get_ylim())
        right.set(xticks=[], yticks=[])
        right.set_title(wrap(label, NARROW_BARS_INCHES, SMALL_POINTS), fontsize=SMALL_POINTS)
        bare(right)
        return axes


def _draw_matrix(
    axes: Axes, shown: pd.DataFrame, items: list[str], inks: list[str], upright: bool
) -> None:
    """Draw a dot for each item of each combination; combinations are columns or rows."""
    place = {item: number for number, item in enumerate(items)}
    rule, join = (axes.hlines, axes.vlines) if upright else (axes.vlines, axes.hlines)
    whole = axes.get_yaxis_transform() if upright else axes.get_xaxis_transform()
    rule(range(len(items)), 0, 1, transform=whole, color=GRID, zorder=0.5, linewidth=0.5)
    for number, (held, ink) in enumerate(zip(shown["items"], inks, strict=True)):
        inside = [place[item] for item in held]
        outside = [other for other in place.values() if other not in inside]
        for places, colour, area in ((outside, ABSENT, 26), (inside, ink, 48)):
            numbers = [number] * len(places)
            x, y = (numbers, places) if upright else (places, numbers)
            axes.scatter(x, y, s=area, color=colour, linewidth=0, zorder=2)
        if len(inside) > 1:
            join(number, min(inside), max(inside), color=ink, linewidth=1.6)
    bare(axes)


def _write_sizes(
    axes: Axes, bars: BarContainer, sizes: Any, say: Speech, items: Any = None
) -> None:
    """Write how long bars are; those of combinations are told, too."""
    axes.bar_label(bars, [say.number(size) for size in sizes], padding=2, fontsize=SMALL_POINTS)
    for bar, held, size in zip(bars, [] if items is None else items, sizes, strict=False):
        name = " + ".join(map(str, held))
        tell(bar, [(name, say("{label}: {value}", label=name, value=int(size)))])


def _tell_rest(say: Speech, rest: pd.DataFrame) -> str:
    if rest.empty:
        return ""
    return say.plural(
        "{count} further combination, of {units} units in all, is not drawn.",
        "{count} further combinations, of {units} units in all, are not drawn.",
        len(rest),
        units=int(rest["size"].sum()),
    )


def _tell_largest(say: Speech, joint: pd.DataFrame) -> str:
    if joint.empty:
        return say("No unit holds more than one item.")
    largest = joint.loc[joint["size"] == joint["size"].max()]
    combinations = [" + ".join(map(str, items)) for items in largest["items"]]
    return say(
        "The most frequent combination of several is held by {value}: {combinations}.",
        value=int(largest["size"].iloc[0]),
        combinations=("; " if say.language == "en" else "；").join(combinations),
    )
