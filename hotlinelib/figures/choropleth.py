"""Maps of China with shaded divisions: for rates, which don't depend on a division's size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import geopandas
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch

from hotlinelib.arguments import check_choice
from hotlinelib.figures.map_base import (
    NO_DATA_HATCH,
    ChinaMap,
    Fill,
    draw_land,
    draw_lines,
    draw_note,
    find_codes,
    find_land,
    finish_map,
    key_height,
    name_inset,
    new_map,
    note_height,
    put_key,
    source_note,
)
from hotlinelib.figures.map_classes import MapClass, make_classes
from hotlinelib.figures.map_labels import Label, centres, put_labels
from hotlinelib.figures.map_paths import area_path
from hotlinelib.figures.palette import LINE, PAPER, SECOND, ink_on
from hotlinelib.figures.style import Layout, check_layout, figure_style
from hotlinelib.figures.wording import tell_extremes, texts_of
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import amounts, column, complete_column

KEYS = ("classes", "counts", "none")


def draw_choropleth(
    frame: pd.DataFrame,
    value: str,
    *,
    level: Literal["province", "prefecture"] = "province",
    code: str = "division_code",
    boundaries: geopandas.GeoDataFrame | None = None,
    value_label: str = "",
    breaks: Sequence[float] | None = None,
    cmap: str | Sequence[str] | None = None,
    label_names: str | None = None,
    tips: str | None = None,
    legend: Literal["classes", "counts", "none"] = "classes",
    mark: str | None = None,
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a map whose divisions are shaded by classes of a value.

    Shade rates, not counts: large divisions would look as if they had more. For counts there is
    `draw_circle_map`. Zero is a class of its own and white. A division without a value is hatched:
    land that isn't in the frame, or whose value is missing. The South China Sea stands in an inset.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per division.
    value : str
        Column of values of 0 or more; missing where there is none.
    level : {"province", "prefecture"}
        Of the divisions. At prefecture level the borders of provinces are drawn over them.
    code : str
        Column of six-digit division codes.
    boundaries : geopandas.GeoDataFrame, optional
        Boundaries of your own, with the column division_code; the note at the foot is then yours
        to write. By default those of `load_boundaries`.
    value_label : str
        What is shown, with its unit.
    breaks : sequence of float, optional
        Upper limits of the classes above zero, each belonging to its class. By default up to five
        classes: each value by itself where there are few, else natural breaks.
    cmap : str or sequence of str, optional
        A colour map of matplotlib by name, such as "Reds", or colours from the lowest class to the
        highest.
    label_names : str, optional
        Column of texts to print on the map, such as names or values; an empty or missing one isn't
        printed, and one that finds no free place neither.
    tips : str, optional
        Column of sentences on each division, told where a reader points at it; by default its
        code and value.
    legend : {"classes", "counts", "none"}
        The key: its classes, these with the number of divisions in each, or no key.
    mark : str, optional
        Code of the division to emphasise.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    layout : {"wide", "narrow"}
        For paper and large screens, or for a telephone.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure.
    title : str, optional
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn in; the inset is a child of it.

    Raises
    ------
    ParameterError
        If a column is absent, a code is missing, repeated or without boundaries, a value is
        negative, the classes don't reach the largest value, or the boundaries don't fit.

    Examples
    --------
    >>> frame = pd.DataFrame({"division_code": ["440000", "510000"], "rate": [0.67, 0.29]})
    >>> axes = draw_choropleth(frame, "rate", value_label="awards per division")
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    check_choice("legend", legend, KEYS)
    land = find_land(level, boundaries)
    shaded = _shaded(frame, value, code, land, say, label_names, tips)
    steps = make_classes(shaded["value"].dropna(), breaks, say, cmap)
    note = source_note(boundaries, say)
    with figure_style(language):
        handles = _handles(shaded["value"], steps, legend, say)
        beside = key_height(handles, layout)
        drawn = new_map(ax, shaded, layout, beside + note_height(note, check_layout(layout)))
        draw_land(drawn, [_fill(*row, steps) for row in _areas(drawn)])
        draw_lines(drawn, level, boundaries is not None)
        name_inset(drawn, say)
        if mark is not None:
            _emphasise(drawn, mark)
        put_labels(drawn, _labels(drawn, steps), layout)
        if handles:
            put_key(drawn.axes, handles, value_label or say("Value"), layout)
        draw_note(drawn, note, beside)
        finish_map(drawn, title, ax)
    return drawn.axes


def describe_choropleth(
    frame: pd.DataFrame,
    value: str,
    label: str,
    *,
    value_label: str = "",
    language: str = "en",
) -> str:
    """Tell what the map shows.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per division.
    value : str
        Column of values of 0 or more.
    label : str
        Column of the divisions' names, in the reader's language.
    value_label : str
        What is shown, with its unit.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.

    Returns
    -------
    str
        The number of divisions, the highest and lowest values and the zeros.

    Raises
    ------
    ParameterError
        If a column is absent or a name missing.

    Examples
    --------
    >>> frame = pd.DataFrame({"place": ["Guangdong", "Sichuan"], "rate": [0.67, 0.29]})
    >>> print(describe_choropleth(frame, "rate", "place", value_label="awards per division"))
    Map of China with 2 divisions shaded by class: awards per division. The highest value is
    0.67: Guangdong. The lowest value above zero is 0.29: Sichuan. No value is zero.
    """
    say = speak(language)
    names = complete_column(frame, label)
    values = column(frame, value).astype("float64").set_axis(names.astype("str"), axis="index")
    opening = say.plural(
        "Map of China with {count} division shaded by class: {what}.",
        "Map of China with {count} divisions shaded by class: {what}.",
        int(values.notna().sum()),
        what=value_label or value,
    )
    return say.paragraph(opening, tell_extremes(say, values))


def _shaded(
    frame: pd.DataFrame,
    value: str,
    code: str,
    land: geopandas.GeoDataFrame,
    say: Speech,
    label_names: str | None,
    tips: str | None,
) -> geopandas.GeoDataFrame:
    """Return the land with value, label and tip of each division."""
    codes = find_codes(frame, code, land)
    values = column(frame, value)
    if values.notna().any():
        amounts(values.dropna())
    values = values.astype("float64")
    told = texts_of(values, say) if tips is None else texts_of(column(frame, tips), say)
    if tips is None:
        told = [f"{key}: {text or say('no data')}" for key, text in zip(codes, told, strict=True)]
    labels = [""] * len(frame) if label_names is None else texts_of(
        column(frame, label_names), say
    )  # fmt: skip
    given = pd.DataFrame(
        {
            "division_code": codes.to_numpy(),
            "value": values.to_numpy(),
            "label": labels,
            "tip": told,
        }
    )  # fmt: skip.astype({"label": "str", "tip": "str"})
    return land[["division_code", "geometry"]].merge(given, on="division_code", how="left")


def _areas(drawn: ChinaMap) -> list[tuple[str, float, str]]:
    areas = drawn.land[drawn.land["division_code"].notna()]
    columns = (areas["division_code"], areas["value"], areas["tip"].astype("str").fillna(""))
    return list(zip(*columns, strict=True))


def _fill(key: str, value: float, tip: str, steps: list[MapClass]) -> Fill:
    if np.isnan(value):
        return Fill(PAPER, NO_DATA_HATCH, key, tip)
    return Fill(_colour(value, steps), None, key, tip)


def _colour(value: float, steps: list[MapClass]) -> str:
    return next((step.colour for step in steps if step.low < value <= step.high), PAPER)


def _emphasise(drawn: ChinaMap, mark: str) -> None:
    """Draw a heavy line around one division."""
    chosen = drawn.land.loc[drawn.land["division_code"] == mark, "geometry"].to_numpy()
    parts = shapely.get_parts(chosen)
    large = parts[shapely.area(parts) > 0.02 * shapely.area(chosen).sum()]
    outline = PathPatch(area_path(large), fill=False, edgecolor=SECOND, linewidth=1.6, zorder=2.5)
    drawn.axes.add_artist(outline)


def _labels(drawn: ChinaMap, steps: list[MapClass]) -> list[Label]:
    carrying = drawn.land[drawn.land["label"].astype("str").fillna("") != ""]
    carrying = carrying.sort_values("value", ascending=False, kind="stable")
    shapes = carrying.geometry.to_numpy()
    colours = [ink_on(_colour(value, steps)) for value in carrying["value"]]
    rows = zip(carrying["label"], centres(shapes), colours, shapes, strict=True)
    return [
        Label(text, place, colour=colour, inside=True, room=shape)
        for text, place, colour, shape in rows
    ]


def _handles(values: pd.Series, steps: list[MapClass], legend: str, say: Speech) -> list[Patch]:
    """Return the entries of the key."""
    if legend == "none":
        return []

    def entry(label: str, number: int, colour: str) -> Patch:
        if legend == "counts":
            label = say("{label} ({count})", label=label, count=number)
        return Patch(label=label, facecolor=colour, edgecolor=LINE, linewidth=0.5)

    zeros = int((values == 0).sum())
    known = [
        entry(
            step.label,
            int(((values > step.low) & (values <= step.high)).sum()),
            step.colour,
        )
        for step in steps
    ]
    none = Patch(
        facecolor=PAPER, hatch=NO_DATA_HATCH, label=say("no data"), edgecolor=LINE, linewidth=0.5
    )
    return [*([entry("0", zeros, PAPER)] if zeros else []), *known, none]
