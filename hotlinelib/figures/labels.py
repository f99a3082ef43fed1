"""Names beside marks: where they stand so that none covers another, or a mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from matplotlib.axes import Axes

from hotlinelib.figures.palette import INK, MUTED
from hotlinelib.figures.style import SMALL_POINTS, inches_of, widest
from hotlinelib.figures.svg import HALO

LINE_INCHES = SMALL_POINTS * 1.45 / 72
# Directions tried for a label beside its mark: east first, where the sea of a map is
DIRECTIONS = np.radians([0, 180, 90, -90, 45, -45, 135, -135])
# Inches from the mark; further ones than LINED get a line to it
DISTANCES = {"wide": (0.04, 0.1, 0.2, 0.32), "narrow": (0.03, 0.06, 0.12)}
LINED = 0.08


@dataclass(frozen=True)
class Label:
    """A text of a mark: place in data, the mark's radius in inches, the area it may stand in."""

    text: str
    place: tuple[float, float]
    radius: float = 0.0
    colour: str = INK
    room: shapely.Geometry | None = None


def put_labels(
    axes: Axes, labels: Sequence[Label], layout: str, covered: Iterable[shapely.Geometry] = ()
) -> None:
    """Write labels, the first ones first; one that finds no free place is left out."""
    # One without a text keeps the others off its mark, as does what is covered (in data). All is
    # measured in inches, so that it holds on axes of any scale.
    if not labels:
        return
    axes.apply_aspect()
    size = inches_of(axes)
    inches = axes.transData + axes.transAxes.inverted()

    def placed(shape: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(shape, lambda points: inches.transform(points) * size)

    centres = inches.transform([label.place for label in labels]) * size
    marks = [shapely.Point(centre).buffer(label.radius) for centre, label in
             zip(centres, labels, strict=True)]  # fmt: skip
    taken = [mark for mark, label in zip(marks, labels, strict=True) if label.radius]
    taken += map(placed, covered)
    sheet = shapely.box(0, 0, *size)
    for label, mark, (x, y) in zip(labels, marks, centres, strict=True):
        if not label.text:
            continue
        half = (widest([label.text], SMALL_POINTS) + 0.04) / 2, LINE_INCHES / 2
        inside = None if label.room is None else _box((x, y), half)
        line = None
        if inside is not None and (
            inside.difference(placed(label.room)).area > 0.1 * inside.area or _meets(inside, taken)
        ):
            inside = None
        box = inside
        if box is None:
            box, line = _beside(mark, (x, y), label.radius, half, sheet, taken, DISTANCES[layout])
        if box is None:
            continue
        taken.append(box)
        back = inches.inverted()
        if line is not None:
            ends = back.transform(shapely.get_coordinates(line) / size)
            axes.plot(*ends.T, color=MUTED, linewidth=0.5, zorder=3)
        middle = back.transform(np.array(box.centroid.coords[0]) / size)
        colour, gid = (INK, HALO) if inside is None else (label.colour, None)
        axes.text(middle[0], middle[1], label.text, ha="center", va="center", fontsize=SMALL_POINTS,
                  color=colour, zorder=4, gid=gid)  # fmt: skip


def _beside(
    mark: shapely.Polygon,
    centre: tuple[float, float],
    radius: float,
    half: tuple[float, float],
    sheet: shapely.Polygon,
    taken: list[shapely.Geometry],
    distances: Sequence[float],
) -> tuple[shapely.Polygon | None, shapely.Geometry | None]:
    """Return the box of a label at the nearest free place, and the line to it where it is far."""
    others = [one for one in taken if one is not mark]
    for distance in distances:
        for angle in DIRECTIONS:
            way = np.array([np.cos(angle), np.sin(angle)])
            middle = centre + way * (radius + distance) + np.sign(way.round(6)) * half
            box = _box(middle, half)
            if not sheet.contains(box) or _meets(box, taken):
                continue
            if distance < LINED:
                return box, None
            # The line ends short of its label: before a number it would read as a minus.
            line = shapely.LineString([centre, middle]).difference(box.buffer(0.02))
            line = line.difference(mark)
            if not _meets(line, others):
                return box, line
    return None, None


def _box(middle: Sequence[float], half: tuple[float, float]) -> shapely.Polygon:
    (x, y), (across, up) = middle, half
    return shapely.box(x - across, y - up, x + across, y + up)


def _meets(shape: shapely.Geometry, taken: list[shapely.Geometry]) -> bool:
    return bool(np.any(shapely.intersects(shape, np.array(taken, dtype=object))))
