"""Keys of maps: classes of shades, sizes of circles, colours of groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.offsetbox import DrawingArea, HPacker
from matplotlib.patches import Circle, Patch, Rectangle
from matplotlib.text import Text

from hotlinelib.figures.classes import Class
from hotlinelib.figures.map_base import NO_DATA
from hotlinelib.figures.palette import INK, LINE, MUTED, PAPER
from hotlinelib.figures.style import SMALL_POINTS, Sheet, line_count, widest, wrap
from hotlinelib.language import Speech

# Inches: radius of the smallest circle that can still be seen
SMALLEST = 0.022
LINE_POINTS = SMALL_POINTS * 1.3
# Inches: how wide the names of groups may be
GROUP_WIDTH = {"wide": 1.45, "narrow": 2.2}


def class_entries(values: pd.Series, steps: list[Class], legend: str, say: Speech) -> list[Patch]:
    """Return the entries of the key of classes."""
    if legend == "none":
        return []
    inside = [values.between(step.low, step.high, inclusive="right").sum() for step in steps]
    rows = [(step.label, number, step.colour)
            for step, number in zip(steps, inside, strict=True)]  # fmt: skip
    if (values == 0).any():
        rows.insert(0, ("0", (values == 0).sum(), PAPER))
    if legend == "counts":
        rows = [(say("{label} ({count})", label=label, count=int(number)), number, colour)
                for label, number, colour in rows]  # fmt: skip
    keys = [Patch(label=label, fc=colour, ec=LINE, linewidth=0.5) for label, _, colour in rows]
    return [*keys, Patch(label=say("no data"), **NO_DATA)]


def key_columns(handles: list[Patch], page: Sheet) -> int:
    """Return the number of columns of a key: below a narrow map as many as have room."""
    if not page.narrow:
        return 1
    texts = [str(handle.get_label()) for handle in handles]
    return max(1, min(3, int(page.width / (widest(texts, SMALL_POINTS) + 0.42))))


def corner(page: Sheet) -> dict[str, Any]:
    """Return where a key stands: in the empty corner of a wide map, below a narrow one."""
    place = ("upper left", -0.01) if page.narrow else ("lower left", 0.01)
    return {"loc": place[0], "bbox_to_anchor": (0, place[1])}


def circle_key(
    most: int,
    largest: float,
    colour: str,
    heading: str,
    groups: Mapping[str, str],
    page: Sheet,
) -> HPacker:
    """Return the key of a map of circles: their sizes and, beside them, the colours of groups."""
    boxes: list[Artist] = [_sizes_key(most, largest, colour, heading, page.say)]
    if groups:
        boxes.append(_groups_key(groups, page))
    return HPacker(children=boxes, pad=0, sep=16, align="bottom")


def groups_inches(groups: Mapping[str, str], page: Sheet) -> float:
    """Return how high the key of groups is."""
    return sum(map(line_count, _group_names(groups, page))) * LINE_POINTS / 72


def _group_names(groups: Mapping[str, str], page: Sheet) -> list[str]:
    return [wrap(name, GROUP_WIDTH[page.layout], SMALL_POINTS) for name in groups]


def _groups_key(groups: Mapping[str, str], page: Sheet) -> DrawingArea:
    """Return a dot in the colour of each group, with its name."""
    names = _group_names(groups, page)
    top = 72 * groups_inches(groups, page)
    box = DrawingArea(72 * widest(names, SMALL_POINTS) + 14, top)
    for name, colour in zip(names, groups.values(), strict=True):
        lines = line_count(name)
        box.add_artist(Circle((4, top - LINE_POINTS / 2), 4, facecolor=colour, edgecolor=PAPER,
                              linewidth=0.5, alpha=0.85))  # fmt: skip
        box.add_artist(Text(14, top - lines * LINE_POINTS / 2, name, fontsize=SMALL_POINTS,
                            va="center", color=INK, linespacing=1.3))  # fmt: skip
        top -= lines * LINE_POINTS
    return box


def _sizes_key(most: int, largest: float, colour: str, heading: str, say: Speech) -> DrawingArea:
    """Return circles of the smallest, a middle and the largest count, one inside the other."""
    sizes = sorted({1, round(most / 3) or 1, most})
    unit, low = 72 * largest, 14.0
    height = max(2 * unit, LINE_POINTS * len(sizes))
    nothing, numbers = say("no data"), [say.number(size) for size in sizes]
    left = 2 * unit + 13
    ends_at = [(0, heading), (15, nothing), *((left, number) for number in numbers)]
    width = max(start + 72 * widest([text], SMALL_POINTS) for start, text in ends_at)
    box = DrawingArea(width, height + low + LINE_POINTS)
    look: dict[str, Any] = {"fontsize": SMALL_POINTS, "va": "center", "color": INK}
    for place, size in enumerate(sizes):
        radius = max(unit * np.sqrt(size / most), 72 * SMALLEST)
        y = low + height * (place + 0.5) / len(sizes)
        ends = [unit, 2 * unit + 6, 2 * unit + 10], [low + 2 * radius, y, y]
        box.add_artist(Circle((unit, low + radius), radius, fill=False, edgecolor=colour))
        box.add_artist(Line2D(*ends, color=MUTED, linewidth=0.4))
        box.add_artist(Text(left, y, numbers[place], **look))
    box.add_artist(Rectangle((0, 1), 11, 6, **NO_DATA))
    box.add_artist(Text(15, 4, nothing, **look))
    box.add_artist(Text(0, low + height + LINE_POINTS * 0.6, heading, **look))
    return box
