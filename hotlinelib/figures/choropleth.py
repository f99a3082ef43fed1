"""Maps of China with shaded divisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import geopandas
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch

from hotlinelib.errors import ParameterError
from hotlinelib.figures.boundaries import (
    Shapes,
    boundary_source,
    check_boundaries,
    load_boundaries,
    project,
    province_borders,
)
from hotlinelib.figures.map_classes import MapClass, make_classes
from hotlinelib.figures.map_labels import put_labels
from hotlinelib.figures.map_paths import area_path, line_path
from hotlinelib.figures.style import (
    INK,
    LAND_LINE,
    MUTED,
    NOTE_POINTS,
    SMALL_POINTS,
    WHITE,
    WIDTH_INCHES,
    figure_style,
    new_axes,
    put_title,
    wrap,
)
from hotlinelib.figures.wording import tell_extremes
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import amounts, column, complete_column

HEIGHT_INCHES = 5.6
Window: TypeAlias = tuple[float, float, float, float]
NO_DATA_HATCH = "//////"
# Degrees east and north. The islands south of Hainan stand in the inset.
SOUTH_OF_MAIN = (109.5, 17.6)
INSET_CORNERS = ((106.0, 123.2), (2.6, 24.6))
# Width of the inset, and how far the map reaches beyond the land at its right so that the inset
# covers none of it: parts of the land's width
INSET_WIDTH, RIGHT_AIR = 0.13, 0.05
PROVINCE_LINE, PREFECTURE_LINE, BOUNDARY_LINE = 0.5, 0.15, 0.9
WITH_CODES = "locate_counts gives counts with the codes of their divisions"
NO_LINES: Shapes = np.array([], dtype=object)


def draw_choropleth(
    frame: pd.DataFrame,
    value: str,
    *,
    level: str = "province",
    code: str = "division_code",
    boundaries: geopandas.GeoDataFrame | None = None,
    value_label: str = "",
    classes: Sequence[float] | None = None,
    labels: str | None = None,
    language: str = "en",
    ax: Axes | None = None,
    title: str = "",
) -> Axes:
    """Draw a map whose divisions are shaded by classes of a value.

    Zero is a class of its own and white. A division without a value is hatched: land that isn't in
    the frame, or whose value is missing. The South China Sea stands in an inset.

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
    classes : sequence of float, optional
        Upper limits of the classes above zero, each belonging to its class. By default up to five
        classes: each value by itself where there are few, else about equally many divisions each.
    labels : str, optional
        Column of texts to print on the map; an empty or missing one isn't printed.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure.
    title : str
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
    >>> frame = pd.DataFrame({"division_code": ["440000", "510000"], "awards": [14, 6]})
    >>> axes = draw_choropleth(frame, "awards", value_label="awards")
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    land = load_boundaries(level) if boundaries is None else check_boundaries(boundaries)
    shaded = _shaded(frame, value, code, land, labels, say)
    steps = make_classes(shaded["value"].dropna(), classes, say)
    with figure_style(language):
        axes = new_axes(ax, HEIGHT_INCHES)
        borders = province_borders(land) if level == "prefecture" else NO_LINES
        main, south = _main_window(shaded), _window(INSET_CORNERS)
        inset = axes.inset_axes(_inset_place(main, south))
        for panel, box in ((axes, main), (inset, south)):
            _draw_map(panel, shaded, steps, borders, box)
        _frame_inset(axes, inset)
        if labels is not None:
            put_labels(axes, _label_points(shaded, steps))
        _draw_key(axes, shaded["value"], steps, value_label, say)
        if boundaries is None:
            _draw_source(axes, boundary_source(language))
        put_title(axes, title, ax)
    return axes


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
    >>> frame = pd.DataFrame({"place": ["Guangdong", "Sichuan"], "awards": [14, 6]})
    >>> print(describe_choropleth(frame, "awards", "place", value_label="awards"))
    Map of China with 2 divisions shaded by class: awards. The highest value is 14: Guangdong.
    The lowest value above zero is 6: Sichuan. No value is zero.
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
    labels: str | None,
    say: Speech,
) -> geopandas.GeoDataFrame:
    """Return the boundaries with the columns value and label of the frame."""
    codes = _codes(frame, code)
    _check_codes(codes, land)
    values = column(frame, value).astype("float64")
    if values.notna().any():
        amounts(values.dropna())
    texts = [""] * len(frame) if labels is None else _texts(column(frame, labels), say)
    columns = pd.DataFrame({"value": values.to_numpy(), "label": texts}, index=codes.to_numpy())
    return land[["division_code", "geometry"]].join(columns, on="division_code")


def _texts(labels: pd.Series, say: Speech) -> list[str]:
    """Return labels as texts: numbers the way the language writes them, missing ones empty."""
    known = labels.notna()
    return [
        "" if not shown else label if isinstance(label, str) else say.number(float(label))
        for label, shown in zip(labels, known, strict=True)
    ]


def _codes(frame: pd.DataFrame, code: str) -> pd.Series:
    try:
        return complete_column(frame, code).astype("str")
    except ParameterError as error:
        raise ParameterError(f"{error}. {WITH_CODES}") from error


def _check_codes(codes: pd.Series, land: geopandas.GeoDataFrame) -> None:
    repeated = codes[codes.duplicated()].unique().tolist()
    if repeated:
        raise ParameterError(f"division codes stand in more than one row: {repeated[:5]}")
    unknown = sorted(set(codes) - set(land["division_code"].dropna()))
    if unknown:
        raise ParameterError(
            f"no boundaries for the division codes {unknown[:5]}; expected six-digit codes of the "
            f"level that is drawn. {WITH_CODES}"
        )


def _draw_map(
    axes: Axes, shaded: geopandas.GeoDataFrame, steps: list[MapClass], borders: Shapes, box: Window
) -> None:
    seen = shaded.assign(geometry=shaded.geometry.clip_by_rect(*box))
    areas = seen[shapely.get_dimensions(seen.geometry.to_numpy()) == 2]
    line = PROVINCE_LINE if len(borders) == 0 else PREFECTURE_LINE
    for part, colour, hatch in _fills(areas, steps):
        look: dict[str, Any] = {
            "facecolor": colour,
            "hatch": hatch,
            "edgecolor": LAND_LINE,
            "linewidth": line,
        }
        axes.add_artist(PathPatch(area_path(part.geometry.to_numpy()), **look))
    for lines, width in (
        (shapely.clip_by_rect(borders, *box), PROVINCE_LINE),
        (seen.drop(areas.index).geometry.to_numpy(), BOUNDARY_LINE),
    ):
        axes.add_artist(
            PathPatch(
                line_path(lines), fill=False, edgecolor=MUTED, linewidth=width, capstyle="butt"
            )
        )
    axes.set(xlim=(box[0], box[2]), ylim=(box[1], box[3]), aspect="equal", xticks=[], yticks=[])


def _fills(
    areas: geopandas.GeoDataFrame, steps: list[MapClass]
) -> list[tuple[geopandas.GeoDataFrame, str, str | None]]:
    """Return the divisions of each look that occurs."""
    value = areas["value"]
    looks = [(areas[value.isna()], WHITE, NO_DATA_HATCH), (areas[value == 0], WHITE, None)]
    looks += [
        (areas[(value > step.low) & (value <= step.high)], step.colour, None) for step in steps
    ]
    return [look for look in looks if len(look[0])]


def _main_window(land: geopandas.GeoDataFrame) -> Window:
    """Return the box of all land, without the islands that only the inset shows."""
    left, low, right, high = land[land["division_code"].notna()].total_bounds
    width = right - left
    south = project([SOUTH_OF_MAIN[0]], [SOUTH_OF_MAIN[1]])[0, 1]
    air = 0.01 * width
    return left - air, max(low - air, south), right + RIGHT_AIR * width, high + air


def _inset_place(main: Window, south: Window) -> Window:
    """Return where the inset stands, bottom right, as parts of the map's width and height."""
    width, height = main[2] - main[0], main[3] - main[1]
    shape = (south[3] - south[1]) / (south[2] - south[0])
    return 1 - INSET_WIDTH, 0.004, INSET_WIDTH - 0.001, INSET_WIDTH * shape * width / height


def _window(corners: tuple[tuple[float, float], tuple[float, float]]) -> Window:
    """Return the least box that holds the meridians and parallels between corners."""
    longitudes, latitudes = (np.linspace(*ends, 40) for ends in corners)
    grid = np.meshgrid(longitudes, latitudes)
    points = project(grid[0].ravel(), grid[1].ravel())
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    return float(left), float(low), float(right), float(high)


def _frame_inset(axes: Axes, inset: Axes) -> None:
    for spine in axes.spines.values():
        spine.set_visible(False)
    for spine in inset.spines.values():
        spine.set(visible=True, color=MUTED, linewidth=0.6)


def _label_points(shaded: geopandas.GeoDataFrame, steps: list[MapClass]) -> pd.DataFrame:
    """Return text, colour and geometry of the divisions that carry a label."""
    carrying = shaded[shaded["label"].fillna("") != ""]
    colours = [
        next((step.colour for step in steps if step.low < value <= step.high), WHITE)
        for value in carrying["value"]
    ]
    return pd.DataFrame(
        {"text": carrying["label"], "fill": colours, "geometry": carrying.geometry.to_numpy()}
    )


def _draw_key(
    axes: Axes, values: pd.Series, steps: list[MapClass], value_label: str, say: Speech
) -> None:
    zeros = int((values == 0).sum())
    outline: dict[str, Any] = {"edgecolor": LAND_LINE, "linewidth": 0.5}
    keys = [
        Patch(facecolor=WHITE, label=_counted(say, "0", zeros), **outline),
        *(
            Patch(
                facecolor=step.colour,
                label=_counted(say, step.label, int(values.between(*_bounds(step)).sum())),
                **outline,
            )
            for step in steps
        ),
        Patch(facecolor=WHITE, hatch=NO_DATA_HATCH, label=say("not counted"), **outline),
    ]
    heading = say("{what} (number of divisions)", what=value_label or say("Value"))
    axes.legend(
        handles=keys if zeros else keys[1:],
        title=wrap(heading, WIDTH_INCHES * 0.3, SMALL_POINTS),
        loc="lower left",
        fontsize=SMALL_POINTS,
        title_fontsize=SMALL_POINTS,
        alignment="left",
        borderaxespad=0,
        borderpad=0,
        handlelength=1.6,
        labelcolor=INK,
    )


def _bounds(step: MapClass) -> tuple[float, float]:
    return np.nextafter(step.low, np.inf), step.high


def _counted(say: Speech, label: str, count: int) -> str:
    return say("{label} ({count})", label=label, count=count)


def _draw_source(axes: Axes, text: str) -> None:
    axes.set_xlabel(text, fontsize=NOTE_POINTS, color=MUTED, loc="left", labelpad=4)
