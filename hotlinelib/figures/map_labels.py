"""Labels on a map: inside a division where they fit, else beside it with a line to it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from hotlinelib.figures.style import (
    INK,
    LABEL_POINTS,
    MUTED,
    SMALL_POINTS,
    WHITE,
    figure_of,
    ink_on,
    line_count,
    widest,
)

LINE_HEIGHT = 1.25
# Directions tried for a label that stands beside its division: east first, where the sea is
DIRECTIONS = np.radians([0, 45, -45, 90, -90, 135, -135, 180])
DISTANCES = (1.0, 1.5, 2.0, 2.6, 3.4, 4.5)
STEP_INCHES = 0.16


def put_labels(axes: Axes, labels: pd.DataFrame) -> None:
    """Write labels so that none covers another.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Of a map in metres, its limits already set.
    labels : pandas.DataFrame
        text, fill (colour that the label stands on) and geometry (area).
    """
    scale = _metres_per_inch(axes)
    placed: list[shapely.Polygon] = []
    beside = []
    for text, fill, area in zip(labels["text"], labels["fill"], labels["geometry"], strict=True):
        centre = _centre(area)
        box = _box(text, centre, scale)
        if _fits(box, area) and not _meets(box, placed):
            placed.append(box)
            _write(axes, text, centre, ink_on(fill), LABEL_POINTS)
        else:
            beside.append((text, centre))
    for text, centre in beside:
        place = _place_beside(text, centre, scale, placed)
        placed.append(_box(text, place, scale))
        # The line ends short of its label: right before a number, it would read as a minus.
        line = shapely.difference(shapely.LineString([centre, place]), placed[-1])
        axes.plot(*shapely.get_coordinates(line).T, color=MUTED, linewidth=0.5, zorder=3)
        _write(axes, text, place, INK, SMALL_POINTS, halo=True)


def _metres_per_inch(axes: Axes) -> float:
    """Return the scale that the map will have once it is drawn as large as the axes allow."""
    width, height = figure_of(axes).get_size_inches() * axes.get_position().size
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    return float(max((right - left) / width, (high - low) / height))


def _centre(area: shapely.Geometry) -> tuple[float, float]:
    """Return the middle of the widest circle inside an area's largest part."""
    largest = max(shapely.get_parts(area), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=20_000)
    x, y = shapely.get_coordinates(circle)[0]
    return float(x), float(y)


def _box(text: str, centre: tuple[float, float], scale: float) -> shapely.Polygon:
    """Return the rectangle (metres) that a text covers, with a little air."""
    width = (widest([text], LABEL_POINTS) + 0.03) * scale / 2
    height = line_count(text) * LABEL_POINTS * LINE_HEIGHT / 72 * scale / 2
    x, y = centre
    return shapely.box(x - width, y - height, x + width, y + height)


def _fits(box: shapely.Polygon, area: shapely.Geometry) -> bool:
    """Tell whether nearly all of a label stands on its own division."""
    return bool(shapely.area(shapely.intersection(box, area)) > 0.9 * shapely.area(box))


def _meets(box: shapely.Polygon, placed: list[shapely.Polygon]) -> bool:
    return bool(np.any(shapely.intersects(box, np.array(placed, dtype=object))))


def _place_beside(
    text: str, centre: tuple[float, float], scale: float, placed: list[shapely.Polygon]
) -> tuple[float, float]:
    """Return the nearest free place around a division; the farthest one where none is free."""
    reach = (widest([text], LABEL_POINTS) / 2 + STEP_INCHES) * scale
    for distance in DISTANCES:
        for angle in DIRECTIONS:
            x = centre[0] + np.cos(angle) * reach * distance
            y = centre[1] + np.sin(angle) * STEP_INCHES * 1.5 * scale * distance
            if not _meets(_box(text, (x, y), scale), placed):
                return float(x), float(y)
    return float(x), float(y)


def _write(
    axes: Axes,
    text: str,
    place: tuple[float, float],
    colour: str,
    points: float,
    halo: bool = False,
) -> None:
    around = [withStroke(linewidth=2, foreground=WHITE)] if halo else []
    axes.text(
        *place,
        text,
        ha="center",
        va="center",
        fontsize=points,
        color=colour,
        zorder=4,
        path_effects=around,
    )
