"""Several values for each of a few categories: one row each, one marker per series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import INK, PAPER, categories_of
from hotlinelib.figures.rows import label_width, rule_rows, unit_rows
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Layout,
    line_count,
    sheet,
    widest,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech, speak

# Inches of a row whose label takes one line, and of one that takes more
ROW_INCHES, HIGH_ROW_INCHES = 0.24, 0.36
# Markers differ in shape and size as well as in colour; the first one is the largest.
LOOKS = (("o", 8.0), ("s", 6.0), ("D", 5.5), ("^", 6.5))


def draw_grouped_dots(
    frame: pd.DataFrame,
    label: str,
    columns: Mapping[str, str],
    *,
    key: str | None = None,
    x_label: str = "",
    percent: bool = False,
    colours: Sequence[str] | None = None,
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw several values for each category, in the order of the frame from the top.

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
    colours : sequence of str, optional
        One for each column.
    language, layout, ax, title
        The reader's language; "wide", or "narrow" for a telephone; where to draw, by default in a
        new figure; the finding.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn in.

    Raises
    ------
    ParameterError
        If a column is absent, a name missing, the frame empty, or there are no or more than four
        columns.
    """
    with sheet(language, layout, ax, title) as page:
        say, rows = page.say, _rows(frame, label, columns, key)
        inks = categories_of(colours, len(columns))
        room = page.width - label_width(page) - 0.3
        entry = widest(list(columns.values()), SMALL_POINTS) + 0.35
        across = max(1, min(len(columns), int(room / entry))) if page.narrow else len(columns)
        lines = -(-len(columns) // across) if len(columns) > 1 else 0
        broken = (wrap_evenly(name, label_width(page), LABEL_POINTS) for name in rows["label"])
        each = HIGH_ROW_INCHES if max(map(line_count, broken)) > 1 else ROW_INCHES
        axes = page.axes(0.7 + 0.17 * lines + each * len(rows))
        rule_rows(axes, range(len(rows)), rows["label"].tolist(), label_width(page))
        axes.set_ylim(len(rows) - 0.5, -0.5)
        values = rows.filter(like="series ")
        for (name, series), (marker, size), ink in zip(columns.items(), LOOKS, inks, strict=False):
            numbers = values[f"series {name}"]
            known = np.flatnonzero(numbers.notna())
            shown, seen = rows.iloc[known], numbers.iloc[known]
            dots = axes.scatter(seen, known, s=size**2, marker=marker, color=ink, label=series,
                                edgecolor=PAPER, linewidth=0.7, clip_on=False,
                                zorder=3)  # fmt: skip
            texts = [
                say("{label}: {value}", label=row, value=_told(say, series, value, percent))
                for row, value in zip(shown["label"], seen, strict=True)
            ]
            tell(dots, zip(shown["key"], texts, strict=True))
        _write_missing(axes, values, list(columns.values()), say)
        every = values.to_numpy(dtype=float)
        least, most = (end([0.0, *every[~np.isnan(every)]]) for end in (min, max))
        axes.set_xlim(least, (most or 1.0) * 1.06)
        if percent:
            axes.xaxis.set_major_formatter(lambda share, _: say.percent(share))
        axes.set_xlabel(x_label or (next(iter(columns.values())) if lines == 0 else ""))
        if lines:
            axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=across, borderaxespad=0.2,
                        handletextpad=0.2, columnspacing=1.5, fontsize=SMALL_POINTS, borderpad=0,
                        labelcolor=INK)  # fmt: skip
    return axes


def describe_grouped_dots(
    frame: pd.DataFrame,
    label: str,
    columns: Mapping[str, str],
    *,
    percent: bool = False,
    language: str = "en",
) -> str:
    """Tell what the dots show; the parameters are those of `draw_grouped_dots`.

    Returns
    -------
    str
        The values of all series in each category.
    """
    say, rows = speak(language), _rows(frame, label, columns, None)
    opening = say.plural(
        "Dot chart of {series} in {count} category.",
        "Dot chart of {series} in {count} categories.",
        len(rows),
        series=say.series(columns.values()),
    )
    told = []
    for label, row in zip(rows["label"], rows.filter(like="series ").to_numpy(), strict=True):
        values = [
            _told(say, series, value, percent)
            for series, value in zip(columns.values(), row, strict=True)
            if not np.isnan(value)
        ]
        if values:
            told.append(say("{name}: {values}.", name=label, values=say.series(values)))
        else:
            told.append(say("{name}: no value.", name=label))
    return say.paragraph(opening, *told)


def _rows(
    frame: pd.DataFrame, label: str, columns: Mapping[str, str], key: str | None
) -> pd.DataFrame:
    """Return label and key of each category, and its values, by column."""
    check_kind("columns", columns, Mapping)
    if not 1 <= len(columns) <= len(LOOKS):
        raise ParameterError(
            "{columns} columns; expected 1 to {looks}", columns=len(columns), looks=len(LOOKS)
        )
    return unit_rows(frame, label, key, {f"series {name}": name for name in columns})


def _write_missing(axes: Axes, values: pd.DataFrame, columns: list[str], say: Speech) -> None:
    """Write at the right of the row which series has no value."""
    for place, missing in enumerate(values.isna().to_numpy()):
        names = [name for name, is_missing in zip(columns, missing, strict=True) if is_missing]
        if names:
            axes.annotate(say("no value: {names}", names=say.series(names)), (1, place), (0, 5),
                          xycoords=axes.get_yaxis_transform(), textcoords="offset points",
                          ha="right", fontsize=SMALL_POINTS)  # fmt: skip


def _told(say: Speech, label: str, value: float, percent: bool) -> str:
    written = say.percent(value, 1) if percent else say.number(value)
    return say("{label} {value}", label=label, value=written)
