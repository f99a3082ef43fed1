"""Labels on a map: where they stand so that none covers another, or a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes

from hotlinelib.figures.boundaries import Shapes
from hotlinelib.figures.map_base import ChinaMap
from hotlinelib.figures.palette import INK, MUTED
from hotlinelib.figures.style import SMALL_POINTS, Layout, figure_of, line_count, widest
from hotlinelib.figures.svg import HALO

LINE_HEIGHT = 1.45
# Directions tried for a label beside its mark: east first, where the sea is
DIRECTIONS = np.radians([0, 180, 90, -90, 45, -45, 135, -135])
# Inches from the mark; the further ones get a line to it
DISTANCES = {"wide": (0.03, 0.1, 0.2, 0.32), "narrow": (0.02, 0.06, 0.12)}
LINED = 0.08


@dataclass(frozen=True)
class Label:
    """A text that belongs to a point on a map."""

    text: str
    place: tuple[float, float]
    radius: float = 0.0
    colour: str = INK
    inside: bool = False
    room: shapely.Geometry | None = None


def put_labels(drawn: ChinaMap, labels: Sequence[Label], layout: Layout) -> list[str]:
    """Write labels, the first ones first; one that finds no free place is left out.

    One without a text keeps the others off its mark.
    """
    axes, scale = drawn.axes, metres_per_inch(drawn.axes)
    taken = [_circle(label, scale) for label in labels if label.radius]
    taken.append(_inset_box(drawn))
    sheet = shapely.box(*drawn.main)
    written = []
    for label in labels:
        if not label.text:
            continue
        box, line = _place(label, scale, taken, sheet, DISTANCES[layout])
        if box is None:
            continue
        taken.append(box)
        written.append(label.text)
        if line is not None:
            axes.plot(*shapely.get_coordinates(line).T, color=MUTED, linewidth=0.5, zorder=3)
        x, y = box.centroid.coords[0]
        on_mark = label.inside and line is None and np.hypot(
            x - label.place[0], y - label.place[1]
        ) < 1  # fmt: skip
        axes.text(
            x,
            y,
            label.text,
            ha="center",
            va="center",
            fontsize=SMALL_POINTS,
            color=label.colour if on_mark else INK,
            zorder=4,
            gid=None if on_mark else HALO,
        )
    return written


def metres_per_inch(axes: Axes) -> float:
    """Return the scale that a map will have once it is drawn as large as its axes allow."""
    width, height = figure_of(axes).get_size_inches() * axes.get_position().size
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    return float(max((right - left) / width, (high - low) / height))


def centres(areas: Shapes) -> list[tuple[float, float]]:
    """Return for each area the middle of the widest circle inside its largest part."""
    places = []
    for area in areas:
        largest = max(shapely.get_parts(area), key=shapely.area)
        circle = shapely.maximum_inscribed_circle(largest, tolerance=20_000)
        x, y = shapely.get_coordinates(circle)[0]
        places.append((float(x), float(y)))
    return places


def _place(
    label: Label,
    scale: float,
    taken: list[shapely.Polygon],
    sheet: shapely.Polygon,
    distances: Sequence[float],
) -> tuple[shapely.Polygon | None, shapely.Geometry | None]:
    """Return the box of a label at the nearest free place, and the line to it where it is far."""
    width = (widest([label.text], SMALL_POINTS) + 0.04) * scale / 2
    height = line_count(label.text) * SMALL_POINTS * LINE_HEIGHT / 72 * scale / 2
    x, y = label.place
    if label.inside:
        box = shapely.box(x - width, y - height, x + width, y + height)
        fits = label.room is None or box.difference(label.room).area < 0.1 * box.area
        if fits and not _meets(box, taken):
            return box, None
    mark = _circle(label, scale)
    others = [one for one in taken if not one.equals(mark)]
    for distance in distances:
        for angle in DIRECTIONS:
            reach = (label.radius + distance) * scale
            across, up = np.cos(angle), np.sin(angle)
            middle = (
                x + across * reach + np.sign(round(across, 6)) * width,
                y + up * reach + np.sign(round(up, 6)) * height,
            )
            box = shapely.box(
                middle[0] - width, middle[1] - height, middle[0] + width, middle[1] + height
            )
            if not sheet.contains(box) or _meets(box, taken):
                continue
            if distance < LINED:
                return box, None
            # The line ends short of its label: before a number it would read as a minus.
            line = shapely.LineString([(x, y), middle]).difference(box.buffer(0.02 * scale))
            line = line.difference(mark)
            if not _meets(line, others):
                return box, line
    return None, None


def _circle(label: Label, scale: float) -> shapely.Polygon:
    return shapely.Point(label.place).buffer(label.radius * scale)


def _meets(box: shapely.Geometry, taken: list[shapely.Polygon]) -> bool:
    return bool(np.any(shapely.intersects(box, np.array(taken, dtype=object))))


def _inset_box(drawn: ChinaMap) -> shapely.Polygon:
    """Return what the inset and its name cover."""
    left, low, right, high = drawn.main
    x, y, width, height = drawn.inset_place
    return shapely.box(
        left + x * (right - left),
        low + y * (high - low),
        left + (x + width) * (right - left),
        low + (y + height * 1.25) * (high - low),
    )
