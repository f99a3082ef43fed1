"""Geometries as matplotlib paths: many areas or lines in one."""

from __future__ import annotations

import numpy as np
import shapely
from matplotlib.path import Path

from hotlinelib.figures.boundaries import Shapes


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
