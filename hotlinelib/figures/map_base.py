"""What maps of China have in common: land, lines, the South China Sea inset and the note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import geopandas
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Patch, PathPatch

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
from hotlinelib.figures.map_paths import area_path, line_path
from hotlinelib.figures.palette import INK, LAND, LINE, MUTED, PAPER
from hotlinelib.figures.style import (
    LINE_SPACING,
    SMALL_POINTS,
    WIDTHS,
    check_layout,
    figure_of,
    line_count,
    new_axes,
    put_title,
    widest,
    wrap,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech
from hotlinelib.measures.validation import complete_column

Window: TypeAlias = tuple[float, float, float, float]
NO_DATA_HATCH = "//////"
# Degrees east and north. The islands south of Hainan stand in the inset.
SOUTH_OF_MAIN = (109.5, 17.6)
INSET_CORNERS = ((106.0, 123.2), (2.6, 24.6))
# Width of the inset, and how far the map reaches beyond the land at its right so that the inset
# covers none of it: parts of the land's width
INSET_WIDTH = {"wide": 0.13, "narrow": 0.19}
RIGHT_AIR = {"wide": 0.05, "narrow": 0.11}
LINE_INCHES = SMALL_POINTS * 1.35 / 72
WITH_CODES = "locate_counts gives counts with the codes of their divisions"
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


class Fill(NamedTuple):
    """How a division is filled, with its key and what it shows."""

    colour: str
    hatch: str | None
    key: str
    text: str


@dataclass(frozen=True)
class ChinaMap:
    """A map to draw on: its axes, and where things stand in metres."""

    axes: Axes
    inset: Axes
    land: geopandas.GeoDataFrame
    main: Window
    south: Window
    inset_place: Window
    below: float

    @property
    def panels(self) -> tuple[tuple[Axes, Window], ...]:
        """Both axes, each with the part of the world that it shows."""
        return (self.axes, self.main), (self.inset, self.south)


def find_land(level: str, boundaries: geopandas.GeoDataFrame | None) -> geopandas.GeoDataFrame:
    """Return the boundaries to draw: those that are given, or the packaged ones."""
    return load_boundaries(level) if boundaries is None else check_boundaries(boundaries)


def find_codes(frame: pd.DataFrame, code: str, land: geopandas.GeoDataFrame) -> pd.Series:
    """Return the division codes of a frame, each of which has land of its own."""
    try:
        codes = complete_column(frame, code).astype("str")
    except ParameterError as error:
        raise ParameterError(f"{error}. {WITH_CODES}") from error
    repeated = codes[codes.duplicated()].unique().tolist()
    if repeated:
        raise ParameterError(f"division codes stand in more than one row: {repeated[:5]}")
    unknown = sorted(set(codes) - set(land["division_code"].dropna()))
    if unknown:
        raise ParameterError(
            f"no boundaries for the division codes {unknown[:5]}; expected six-digit codes of the "
            f"level that is drawn. {WITH_CODES}"
        )
    return codes


def new_map(ax: Axes | None, land: geopandas.GeoDataFrame, layout: str, below: float) -> ChinaMap:
    """Return a map without marks."""
    width = check_layout(layout)
    areas = coarser(land) if layout == "narrow" else land
    main, south = _main_window(areas, RIGHT_AIR[layout]), _window(INSET_CORNERS)
    height = width * (main[3] - main[1]) / (main[2] - main[0])
    axes = new_axes(ax, height + below, width)
    if ax is None:
        # What stands around a map is known beforehand, so that nothing is to be laid out.
        figure_of(axes).set_layout_engine("none")
        axes.set_position((0.005, below / (height + below), 0.99, height / (height + below)))
    place = _inset_place(main, south, INSET_WIDTH[layout])
    inset = axes.inset_axes(place)
    for panel, box in ((axes, main), (inset, south)):
        panel.set(xlim=(box[0], box[2]), ylim=(box[1], box[3]), aspect="equal")
        panel.set(xticks=[], yticks=[])
        for spine in panel.spines.values():
            spine.set(visible=panel is inset, color=MUTED, linewidth=0.6)
    return ChinaMap(axes, inset, areas, main, south, place, below)


def draw_ground(drawn: ChinaMap, known: set[str]) -> None:
    """Fill the land that carries marks, and hatch provinces of which nothing is known."""
    areas = drawn.land[drawn.land["division_code"].notna()]
    provinces = areas["division_code"].str[:2]
    inside = provinces.isin({code[:2] for code in known}).to_numpy()
    shapes = areas.geometry.to_numpy()
    for panel, box in drawn.panels:
        for part, colour, hatch in ((inside, LAND, None), (~inside, PAPER, NO_DATA_HATCH)):
            joined = shapely.clip_by_rect(shapely.coverage_union_all(shapes[part]), *box)
            _fill(panel, joined, colour, hatch, panel is drawn.inset)


def draw_land(drawn: ChinaMap, fills: Iterable[Fill]) -> None:
    """Fill the divisions, in the order of the land; the inset shows them without their keys."""
    areas = drawn.land[drawn.land["division_code"].notna()]
    looks = list(fills)
    for panel, box in drawn.panels:
        seen = areas.geometry.clip_by_rect(*box).to_numpy()
        for shape, fill in zip(seen, looks, strict=True):
            patch = _fill(panel, shape, fill.colour, fill.hatch, panel is drawn.inset)
            if patch is not None and fill.text and panel is drawn.axes:
                tell(patch, [(fill.key, fill.text)])


def _fill(
    panel: Axes, shape: shapely.Geometry, colour: str, hatch: str | None, all_islands: bool
) -> PathPatch | None:
    """Fill an area; on the main map its islands that would be less than a dot are left out."""
    parts = shapely.get_parts(shape)
    parts = parts[shapely.get_dimensions(parts) == 2]
    if not len(parts):
        return None
    if not all_islands:
        (left, right), inches = panel.get_xlim(), figure_of(panel).get_figwidth()
        dot = (DOT_POINTS / 72 * (right - left) / inches) ** 2
        areas = shapely.area(parts)
        parts = parts[(areas >= dot) | (areas == areas.max())]
    patch = PathPatch(
        area_path(parts),
        facecolor=colour,
        hatch=hatch,
        edgecolor=LINE if hatch else "none",
        linewidth=0,
    )
    panel.add_artist(patch)
    return patch


def draw_lines(drawn: ChinaMap, level: str, own: bool) -> None:
    """Draw borders, heavier ones over lighter ones; of boundaries of one's own only their own."""
    for panel, box in drawn.panels:
        for kind, lines in border_lines(drawn.land, level, own).items():
            width, dashes = LINES[kind]
            clipped: Shapes = shapely.clip_by_rect(lines, *box)
            panel.add_artist(
                PathPatch(
                    line_path(clipped),
                    fill=False,
                    edgecolor=LINE if kind in ("prefecture", "province") else MUTED,
                    linewidth=width * (0.8 if panel is drawn.inset else 1),
                    linestyle=dashes,
                    capstyle="butt",
                )
            )


def name_inset(drawn: ChinaMap, say: Speech) -> None:
    """Write what the inset shows above it."""
    width, _ = figure_of(drawn.axes).get_size_inches() * drawn.axes.get_position().size
    drawn.inset.set_title(
        wrap(say("South China Sea islands"), width * drawn.inset_place[2], SMALL_POINTS - 0.5),
        fontsize=SMALL_POINTS - 0.5,
        color=MUTED,
        loc="center",
        pad=2,
        linespacing=1.1,
    )


def finish_map(drawn: ChinaMap, title: str | None, ax: Axes | None) -> None:
    """Write the title; the map of a figure of our own keeps its size below it."""
    figure = figure_of(drawn.axes)
    _, before = figure.get_size_inches()
    put_title(drawn.axes, title, ax)
    if ax is None:
        after = figure.get_size_inches()[1]
        drawn.axes.set_position((0.005, drawn.below / after, 0.99, (before - drawn.below) / after))


def note_height(note: str, width: float) -> float:
    """Return the inches that a note takes at the foot of a map."""
    return line_count(wrap(note, width, SMALL_POINTS)) * LINE_INCHES + 0.14 if note else 0.0


def draw_note(drawn: ChinaMap, note: str, below_key: float) -> None:
    """Write the note on the boundaries at the foot, below a key of so many inches."""
    width, _ = figure_of(drawn.axes).get_size_inches() * drawn.axes.get_position().size
    drawn.axes.set_xlabel(
        wrap(note, float(width), SMALL_POINTS),
        fontsize=SMALL_POINTS,
        color=MUTED,
        loc="left",
        labelpad=4 + below_key * 72,
        linespacing=LINE_SPACING,
    )


def source_note(boundaries: geopandas.GeoDataFrame | None, say: Speech) -> str:
    """Return the note on the boundaries; those of one's own are one's own to tell of."""
    return boundary_source(say.language) if boundaries is None else ""


def put_key(axes: Axes, handles: list[Patch], heading: str, layout: str) -> None:
    """Draw the key: in the empty corner of a wide map, below a narrow one."""
    narrow = layout == "narrow"
    axes.legend(
        handles=handles,
        title=wrap(heading, 3.2 if narrow else 2.1, SMALL_POINTS),
        loc="upper left" if narrow else "lower left",
        bbox_to_anchor=(0, -0.01) if narrow else (0, 0),
        ncols=_key_columns(handles) if narrow else 1,
        fontsize=SMALL_POINTS,
        title_fontsize=SMALL_POINTS,
        alignment="left",
        borderaxespad=0,
        borderpad=0,
        handlelength=1.6,
        columnspacing=1.2,
        labelcolor=INK,
        facecolor=PAPER,
    )


def key_height(handles: list[Patch], layout: str) -> float:
    """Return the inches that a key takes below a map."""
    if layout == "wide" or not handles:
        return 0.0
    return 0.24 + 0.165 * -(-len(handles) // _key_columns(handles))


def _key_columns(handles: list[Patch]) -> int:
    """Return the number of columns that a key has below a narrow map."""
    column = widest([str(handle.get_label()) for handle in handles], SMALL_POINTS) + 0.42
    return max(1, min(3, int(WIDTHS["narrow"] / column)))


def _main_window(land: geopandas.GeoDataFrame, right_air: float) -> Window:
    """Return the box of all land, without the islands that only the inset shows."""
    left, low, right, high = land[land["division_code"].notna()].total_bounds
    width = right - left
    south = project([SOUTH_OF_MAIN[0]], [SOUTH_OF_MAIN[1]])[0, 1]
    air = 0.01 * width
    return left - air, max(low - air, south), right + right_air * width, high + air


def _inset_place(main: Window, south: Window, share: float) -> Window:
    """Return where the inset stands, bottom right, as parts of the map's width and height."""
    width, height = main[2] - main[0], main[3] - main[1]
    shape = (south[3] - south[1]) / (south[2] - south[0])
    return 1 - share, 0.004, share - 0.001, share * shape * width / height


def _window(corners: tuple[tuple[float, float], tuple[float, float]]) -> Window:
    """Return the least box that holds the meridians and parallels between corners."""
    longitudes, latitudes = (np.linspace(*ends, 40) for ends in corners)
    grid = np.meshgrid(longitudes, latitudes)
    points = project(grid[0].ravel(), grid[1].ravel())
    (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
    return float(left), float(low), float(right), float(high)
