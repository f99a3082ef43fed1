"""Which awards are held together: an UpSet plot."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.style import (
    BLUE,
    GRID,
    INK,
    LABEL_POINTS,
    MUTED,
    SMALL_POINTS,
    bare,
    figure_style,
    new_grid,
    put_title,
    wrap,
    wrap_evenly,
)
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import complete_column, counts, positive_integer

LABEL_INCHES = 2.3
ROW_INCHES = 0.3
BARS_INCHES = 1.7
# Width of the bars at the right, the matrix being 1
BARS_SHARE = 0.25
ABSENT = "#D9D9D9"


def draw_upset(
    intersections: pd.DataFrame,
    sizes: Mapping[str, int],
    *,
    size_label: str = "",
    set_label: str = "",
    most: int = 25,
    language: str = "en",
    ax: Axes | None = None,
    title: str = "",
) -> Axes:
    """Draw how many units hold exactly which combination of items.

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
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    ax : matplotlib.axes.Axes, optional
        Whose place the plot takes; by default that of a new figure.
    title : str
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        Those of the matrix.

    Raises
    ------
    ParameterError
        If a column is absent, there is no combination, or one has an item without a size.

    Examples
    --------
    >>> combinations = pd.DataFrame(
    ...     {"items": [("A",), ("A", "B")], "size": [5, 2], "degree": [1, 2]}
    ... )
    >>> sizes = {"A": 7, "B": 2}
    >>> axes = draw_upset(combinations, sizes)
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    _check(intersections, sizes)
    shown = intersections.head(positive_integer(most, "most"))
    with figure_style(language):
        rows = ROW_INCHES * len(sizes)
        (above, corner), (axes, right) = new_grid(
            ax, (2, 2), BARS_INCHES + rows + 0.5, (BARS_INCHES, rows), (1, BARS_SHARE)
        )
        corner.set_axis_off()
        _draw_matrix(axes, shown, list(sizes))
        _draw_sizes(above, shown, size_label or say("Units"), say)
        _draw_sets(right, sizes, set_label or say("Units per item"), say)
        above.set_xlim(axes.get_xlim())
        right.set_ylim(axes.get_ylim())
        axes.set_xlabel(_tell_rest(say, intersections, most), fontsize=SMALL_POINTS, color=MUTED)
        put_title(axes, title, ax)
    return axes


def describe_upset(
    intersections: pd.DataFrame, sizes: Mapping[str, int], *, language: str = "en"
) -> str:
    """Tell what the UpSet plot shows; the parameters are those of `draw_upset`.

    Returns
    -------
    str
        The number of items and combinations, how many units hold one item and several, and the
        most frequent combination of several.

    Examples
    --------
    >>> combinations = pd.DataFrame(
    ...     {"items": [("A",), ("A", "B")], "size": [5, 2], "degree": [1, 2]}
    ... )
    >>> sizes = {"A": 7, "B": 2}
    >>> print(describe_upset(combinations, sizes))
    UpSet plot of 2 items in 2 combinations: 5 units hold one item and 2 hold several. The most
    frequent combination of several is held by 2: A + B.
    """
    say = speak(language)
    _check(intersections, sizes)
    single = int(intersections.loc[intersections["degree"] == 1, "size"].sum())
    joint = intersections[intersections["degree"] > 1]
    opening = say(
        "UpSet plot of {items} items in {combinations} combinations: {single} units hold one item "
        "and {joint} hold several.",
        items=len(sizes),
        combinations=len(intersections),
        single=single,
        joint=int(joint["size"].sum()),
    )
    return say.paragraph(opening, _tell_largest(say, joint))


def _check(intersections: pd.DataFrame, sizes: Mapping[str, int]) -> None:
    items, _ = complete_column(intersections, "items"), complete_column(intersections, "degree")
    if intersections.empty:
        raise ParameterError("there are no combinations; expected at least one row")
    counts(complete_column(intersections, "size"))
    check_kind("sizes", sizes, Mapping)
    unknown = sorted({str(item) for row in items for item in row if item not in sizes})
    if unknown:
        raise ParameterError(f"no size for: {', '.join(unknown)}; sizes has: {', '.join(sizes)}")


def _draw_matrix(axes: Axes, shown: pd.DataFrame, items: list[str]) -> None:
    height = {item: place for place, item in enumerate(items)}
    for x, held in enumerate(shown["items"]):
        inside = [height[item] for item in held]
        outside = [place for place in height.values() if place not in inside]
        axes.scatter([x] * len(outside), outside, s=26, color=ABSENT, linewidth=0)
        if inside:
            axes.vlines(x, min(inside), max(inside), color=BLUE, linewidth=1.6)
        axes.scatter([x] * len(inside), inside, s=48, color=BLUE, linewidth=0, zorder=3)
    axes.set(xlim=(-0.6, len(shown) - 0.4), ylim=(len(items) - 0.5, -0.5))
    axes.set_yticks(
        range(len(items)), [wrap_evenly(item, LABEL_INCHES, LABEL_POINTS) for item in items]
    )
    axes.set_xticks([])
    axes.hlines(
        range(len(items)),
        0,
        1,
        transform=axes.get_yaxis_transform(),
        color=GRID,
        zorder=0.5,
        linewidth=0.5,
    )
    bare(axes)


def _draw_sizes(bars: Axes, shown: pd.DataFrame, label: str, say: Speech) -> None:
    heights = bars.bar(range(len(shown)), shown["size"], width=0.6, color=BLUE)
    bars.bar_label(
        heights, [say.number(size) for size in shown["size"]], padding=1.5, fontsize=SMALL_POINTS
    )
    bars.set_ylabel(label)
    bars.set_ylim(0, max(1, shown["size"].max()) * 1.15)
    bars.set_xticks([])
    bars.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    bars.spines["bottom"].set_color(GRID)


def _draw_sets(bars: Axes, sizes: Mapping[str, int], label: str, say: Speech) -> None:
    lengths = bars.barh(range(len(sizes)), list(sizes.values()), height=0.5, color=MUTED)
    bars.bar_label(
        lengths, [say.number(size) for size in sizes.values()], padding=2, fontsize=SMALL_POINTS
    )
    bars.set_xlim(0, max(1, *sizes.values()) * 1.3)
    bars.set(xticks=[], yticks=[])
    bars.set_title(wrap(label, 0.9, SMALL_POINTS), fontsize=SMALL_POINTS, color=INK)
    bare(bars)


def _tell_rest(say: Speech, intersections: pd.DataFrame, most: int) -> str:
    rest = intersections.iloc[most:]
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
        combinations="; ".join(combinations) if say.language == "en" else "；".join(combinations),
    )
