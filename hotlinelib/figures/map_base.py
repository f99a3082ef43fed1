"""What maps of China have in common: land, lines, the South China Sea inset, key and note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import geopandas
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from hotlinelib.errors import ParameterError
from hotlinelib.figures.boundaries import (
    Shapes,
    border_lines,
    boundary_source,
    check_boundaries,
    coarser,
    load_boundaries,
    project,
)
from hotlinelib.figures.palette import LINE, MUTED, PAPER
from hotlinelib.figures.style import (
    LINE_SPACING,
    SMALL_POINTS,
    Sheet,
    figure_of,
    inches_of,
    line_count,
    wrap,
)
from hotlinelib.figures.svg import tell
from hotlinelib.measures.validation import complete_column
from hotlinelib.messages import marked, message

Window: TypeAlias = tuple[float, float, float, float]
NO_DATA_HATCH = "//////"
NO_DATA: dict[str, Any] = {
    "facecolor": PAPER, "hatch": NO_DATA_HATCH, "edgecolor": LINE, "linewidth": 0.5,
}  # fmt: skip
# Degrees east and north. The islands south of Hainan stand in the inset.
SOUTH_OF_MAIN = (109.5, 17.6)
INSET_CORNERS = ((106.0, 123.2), (2.6, 24.6))
# Width of the inset, and how far the map reaches beyond the land at its right so that the inset
# covers none of it: parts of the land's width
INSET_WIDTH = {"wide": 0.13, "narrow": 0.19}
RIGHT_AIR = {"wide": 0.05, "narrow": 0.11}
LINE_INCHES = SMALL_POINTS * 1.35 / 72
WITH_CODES = marked(
    "locate_counts gives counts with the codes of their divisions; code= names another column, "
    "'region_id' in a finding's frame"
)
ADVISED = marked("{reason}. {advice}")
# Side of the smallest island that is drawn
DOT_POINTS = 0.4
# Width and dashes of the lines of each kind
LINES: dict[str, tuple[float, Any]] = {
    "prefecture": (0.15, "-"),
    "province": (0.45, "-"),
    "national": (0.9, "-"),
    "undetermined": (0.9, (0, (2.5, 2))),
    "sea": (0.9, "-"),
}


@dataclass(frozen=True)
class ChinaMap:
    """A map to draw on: axes, land, the part of the world that each shows, and what is covered."""

    axes: Axes
    inset: Axes
    land: geopandas.GeoDataFrame
    main: Window
    south: Window
    covered: shapely.Polygon

    @property
    def areas(self) -> geopandas.GeoDataFrame:
        """The divisions, without loose lines."""
        return self.land[self.land["division_code"].notna()]


def find_land(level: str, boundaries: geopandas.GeoDataFrame | None) -> geopandas.GeoDataFrame:
    """Return the boundaries to draw: those that are given, or the packaged ones."""
    return load_boundaries(level) if boundaries is None else check_boundaries(boundaries)


def find_codes(frame: pd.DataFrame, code: str, land: geopandas.GeoDataFrame) -> pd.Series:
    """Return the division codes of a frame, each of which has land of its own."""
    try:
        codes = complete_column(frame, code).astype("str")
    except ParameterError as error:
        raise ParameterError(ADVISED, reason=error, advice=message(WITH_CODES)) from error
    repeated = codes[codes.duplicated()].unique().tolist()
    if repeated:
        raise ParameterError(
            "division codes stand in more than one row: {repeated}", repeated=repeated[:5]
        )
    unknown = sorted(set(codes) - set(land["division_code"].dropna()))
    if unknown:
        told = message(
            "no boundaries for the division codes {codes}; expected six-digit codes of the level "
            "that is drawn",
            codes=unknown[:5],
        )
        raise ParameterError(ADVISED, reason=told, advice=message(WITH_CODES))
    return codes


def new_map(page: Sheet, land: geopandas.GeoDataFrame, key_inches: float, own: bool) -> ChinaMap:
    """Return a map without marks, and with its note."""
    # What stands around a map is known beforehand, so that nothing is to be laid out.
    land = coarser(land) if page.narrow else land
    main, south = _main_window(land, RIGHT_AIR[page.layout]), _window(INSET_CORNERS)
    note = "" if own else boundary_source(page.say.language)
    lines = line_count(wrap(note, page.width * 0.98, SMALL_POINTS)) if note else 0
    below = key_inches + (lines * LINE_INCHES + 0.14 if note else 0)
    height = page.width * (main[3] - main[1]) / (main[2] - main[0])
    axes = page.axes(height + below, layout=None)
    if page.ax is None:
        axes.set_position((0.005, below / (height + below), 0.99, height / (height + below)))
    share = INSET_WIDTH[page.layout]
    shape = (south[3] - south[1]) / (south[2] - south[0])
    place = (1 - share, 0.004, share - 0.001, share * shape * page.width / height)
    inset = axes.inset_axes(place)
    for panel, box in ((axes, main), (inset, south)):
        panel.set(xlim=(box[0], box[2]), ylim=(box[1], box[3]), aspect="equal")
        panel.set(xticks=[], yticks=[])
        panel.spines[:].set(visible=panel is inset, color=MUTED, linewidth=0.6)
    small: dict[str, Any] = {"color": MUTED, "fontsize": SMALL_POINTS}
    width = page.width * 0.98 if page.ax is None else float(inches_of(axes)[0])
    axes.set_xlabel(wrap(note, width, SMALL_POINTS), loc="left", labelpad=4 + key_inches * 72,
                    linespacing=LINE_SPACING, **small)  # fmt: skip
    name = wrap(page.say("South China Sea islands"), width * share, SMALL_POINTS)
    inset.set_title(name, loc="center", pad=2, linespacing=1.1, **small)
    # The inset, and its name above it
    left, low = main[2] - share * (main[2] - main[0]), main[1]
    covered = shapely.box(left, low, main[2], low + 1.25 * place[3] * (main[3] - low))
    return ChinaMap(axes, inset, land, main, south, covered)


def fill(
    drawn: ChinaMap, shape: shapely.Geometry, mark: tuple[str, str] | None = None, **look: Any
) -> None:
    """Fill an area on map and inset, but islands smaller than a dot; its patch tells it."""
    for panel, box in ((drawn.axes, drawn.main), (drawn.inset, drawn.south)):
        parts = shapely.get_parts(shapely.clip_by_rect(shape, *box))
        parts = parts[shapely.get_dimensions(parts) == 2]
        if not len(parts):
            continue
        if panel is drawn.axes:
            inches = figure_of(panel).get_figwidth()
            dot = (DOT_POINTS / 72 * (box[2] - box[0]) / inches) ** 2
            areas = shapely.area(parts)
            parts = parts[(areas >= dot) | (areas == areas.max())]
        patch = PathPatch(
            area_path(parts), **{"edgecolor": "none", **look, "linewidth": 0, "clip_on": False}
        )
        panel.add_artist(patch)
        if mark is not None and panel is drawn.axes:
            tell(patch, [mark])


def draw_lines(drawn: ChinaMap, land: geopandas.GeoDataFrame, level: str, own: bool) -> None:
    """Draw borders, heavier ones over lighter ones; of boundaries of one's own only their own."""
    for kind, lines in border_lines(land, level, own).items():
        width, dashes = LINES[kind]
        colour = LINE if kind in ("prefecture", "province") else MUTED
        for panel, box, part in ((drawn.axes, drawn.main, 1), (drawn.inset, drawn.south, 0.8)):
            path = line_path(shapely.clip_by_rect(lines, *box))
            panel.add_artist(PathPatch(path, fill=False, edgecolor=colour, linestyle=dashes,
                                       linewidth=width * part, capstyle="butt"))  # fmt: skip


def area_path(areas: Shapes) -> Path:
    """Return the outlines of areas, with their holes, as one path."""
    # Holes run the other way round: so they stay empty.
    polygons = shapely.get_parts(shapely.orient_polygons(areas))
    return _path(shapely.get_rings(polygons), closed=True)


def line_path(lines: Shapes) -> Path:
    """Return lines as one path."""
    return _path(shapely.get_parts(lines), closed=False)


def _path(parts: Shapes, closed: bool) -> Path:
    points, owner = shapely.get_coordinates(parts, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    codes[starts] = Path.MOVETO
    if closed and len(points):
        codes[[*(starts[1:] - 1), -1]] = Path.CLOSEPOLY
    return Path(points, codes)


def centres(areas: Shapes) -> list[tuple[float, float]]:
    """Return for each area the middle of the widest circle inside its largest part."""
    places = []
    for area in areas:
        largest = max(shapely.get_parts(area), key=shapely.area)
        circle = shapely.maximum_inscribed_circle(largest, tolerance=20_000)
        x, y = shapely.get_coordinates(circle)[0]
        places.append((float(x), float(y)))
    return places


def _main_window(land: geopandas.GeoDataFrame, right_air: float) -> Window:
    """Return the box of all land, without the islands that only the inset shows."""
    left, low, right, high = land[land["division_code"].notna()].total_bounds
    width = right - left
    south = project([SOUTH_OF_MAIN[0]], [SOUTH_OF_MAIN[1]])[0, 1]
    air = 0.01 * width
    return left - air, max(low - air, south), right + right_air * width, high + air


def _window(corners: tuple[tuple[float, float], tuple[float, float]]) -> Window:
    """Return the least box that holds the meridians and parallels between corners."""
    longitudes, latitudes = (np.linspace(*ends, 40) for ends in corners)
    grid = np.meshgrid(longitudes, latitudes)
    points = project(grid[0].ravel(), grid[1].ravel())
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    return float(left), float(low), float(right), float(high)
