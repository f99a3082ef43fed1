"""Maps of China with graduated circles: for counts."""

from __future__ import annotations

from typing import Any, Literal

import geopandas
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.offsetbox import AnchoredOffsetbox, DrawingArea
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text

from hotlinelib.figures.map_base import (
    NO_DATA_HATCH,
    ChinaMap,
    draw_ground,
    draw_lines,
    draw_note,
    find_codes,
    find_land,
    finish_map,
    name_inset,
    new_map,
    note_height,
    source_note,
)
from hotlinelib.figures.map_labels import Label, centres, put_labels
from hotlinelib.figures.palette import INK, LINE, MAIN, MUTED, PAPER, SECOND
from hotlinelib.figures.style import SMALL_POINTS, Layout, check_layout, figure_style
from hotlinelib.figures.svg import tell
from hotlinelib.figures.wording import tell_extremes, texts_of
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import column, complete_column, counts, positive_integer

# Inches: radius of the largest circle, and of the smallest one that can still be seen
LARGEST = {
    ("province", "wide"): 0.27,
    ("province", "narrow"): 0.17,
    ("prefecture", "wide"): 0.1,
    ("prefecture", "narrow"): 0.065,
}
SMALLEST = 0.022


def draw_circle_map(
    frame: pd.DataFrame,
    value: str,
    *,
    level: Literal["province", "prefecture"] = "province",
    code: str = "division_code",
    boundaries: geopandas.GeoDataFrame | None = None,
    value_label: str = "",
    label_names: str | None = None,
    most_names: int = 10,
    tips: str | None = None,
    colours: tuple[str, str] = (MAIN, SECOND),
    legend: bool = True,
    mark: str | None = None,
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a map with a circle for each division, its area in proportion to a count.

    A zero has no circle. Land that isn't in the frame, or whose count is missing, is hatched. The
    South China Sea stands in an inset.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per division.
    value : str
        Column of whole numbers of 0 or more; missing where there is none.
    level : {"province", "prefecture"}
        Of the divisions. At prefecture level the borders of provinces alone are drawn.
    code : str
        Column of six-digit division codes.
    boundaries : geopandas.GeoDataFrame, optional
        Boundaries of your own, with the column division_code; by default those of
        `load_boundaries`.
    value_label : str
        What is counted.
    label_names : str, optional
        Column of names, in the reader's language: the divisions with the largest counts are named.
    most_names : int, default 10
        How many are named at the most; fewer where names would cover each other.
    tips : str, optional
        Column of sentences on each division, told where a reader points at its circle; by default
        its name and count.
    colours : tuple of str
        Of the circles, and of the division that `mark` emphasises.
    legend : bool, default True
        Whether to draw a key.
    mark : str, optional
        Code of the division to emphasise; at prefecture level also of a province, whose divisions
        are then emphasised.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    layout : {"wide", "narrow"}
        For paper and large screens, or for a telephone.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure.
    title : str, optional
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        What was drawn in; the inset is a child of it.

    Raises
    ------
    ParameterError
        If a column is absent, a code is missing, repeated or without boundaries, a count isn't
        whole or negative, or the boundaries don't fit.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"division_code": ["440000", "510000"], "awards": [14, 6], "name": ["广东", "四川"]}
    ... )
    >>> axes = draw_circle_map(frame, "awards", label_names="name", value_label="awards")
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    positive_integer(most_names, "most_names")
    land = find_land(level, boundaries)
    circles = _circles(frame, value, code, land, label_names, tips, say)
    note = source_note(boundaries, say)
    with figure_style(language):
        largest = LARGEST[level, layout]
        beside = _key_inches(largest) if legend and layout == "narrow" else 0.0
        drawn = new_map(ax, land, layout, beside + note_height(note, check_layout(layout)))
        draw_ground(drawn, set(circles.dropna(subset="value")["code"]))
        shown = "province" if boundaries is None else level
        base = find_land(shown, boundaries) if level == "prefecture" else land
        draw_lines(drawn if level == "province" else _with(drawn, base), "province",
                   boundaries is not None)  # fmt: skip
        name_inset(drawn, say)
        circles = _placed(drawn, circles, largest)
        _draw_circles(drawn, circles, colours, mark)
        put_labels(drawn, _labels(circles, most_names), layout)
        if legend:
            key = _key(circles, largest, colours[0], value_label or say("Count"), say)
            drawn.axes.add_artist(_put(key, drawn.axes, layout))
        draw_note(drawn, note, beside)
        finish_map(drawn, title, ax)
    return drawn.axes


def describe_circle_map(
    frame: pd.DataFrame,
    value: str,
    label: str,
    *,
    value_label: str = "",
    language: str = "en",
) -> str:
    """Tell what the map shows; the parameters are those of `describe_choropleth`.

    Returns
    -------
    str
        The number of circles, the divisions with the largest counts, and the zeros.

    Examples
    --------
    >>> frame = pd.DataFrame({"place": ["Guangdong", "Tibet"], "awards": [14, 0]})
    >>> print(describe_circle_map(frame, "awards", "place", value_label="awards"))
    Map of China with a circle for each of 1 division, its area in proportion to the count:
    awards. The highest value is 14: Guangdong. 1 value is zero: Tibet.
    """
    say = speak(language)
    names = complete_column(frame, label)
    values = column(frame, value).astype("float64").set_axis(names.astype("str"), axis="index")
    opening = say.plural(
        "Map of China with a circle for each of {count} division, its area in proportion to the "
        "count: {what}.",
        "Map of China with a circle for each of {count} divisions, its area in proportion to the "
        "count: {what}.",
        int((values > 0).sum()),
        what=value_label or value,
    )
    return say.paragraph(opening, tell_extremes(say, values))


def _circles(
    frame: pd.DataFrame,
    value: str,
    code: str,
    land: geopandas.GeoDataFrame,
    label_names: str | None,
    tips: str | None,
    say: Speech,
) -> pd.DataFrame:
    """Return code, value, name and tip of each division, the largest first."""
    codes = find_codes(frame, code, land)
    values = column(frame, value)
    if values.notna().any():
        counts(values.dropna(), value)
    values = values.astype("float64")
    names = [""] * len(frame) if label_names is None else texts_of(
        column(frame, label_names), say
    )  # fmt: skip
    told = texts_of(values if tips is None else column(frame, tips), say)
    if tips is None:
        shown = [name or key for name, key in zip(names, codes, strict=True)]
        told = [say("{label}: {value}", label=name, value=text)
                for name, text in zip(shown, told, strict=True)]  # fmt: skip
    circles = pd.DataFrame(
        {"code": codes.to_numpy(), "value": values.to_numpy(), "name": names, "tip": told}
    )
    return circles.sort_values("value", ascending=False, kind="stable")


def _with(drawn: ChinaMap, land: geopandas.GeoDataFrame) -> ChinaMap:
    return ChinaMap(
        drawn.axes, drawn.inset, land, drawn.main, drawn.south, drawn.inset_place, drawn.below
    )


def _placed(drawn: ChinaMap, circles: pd.DataFrame, largest: float) -> pd.DataFrame:
    """Return the circles above zero with x, y (metres) and radius (inches)."""
    above = circles[circles["value"] > 0]
    known = drawn.land[drawn.land["division_code"].notna()].set_index("division_code")
    shapes = known.geometry.reindex(above["code"]).to_numpy()
    places = np.array(centres(shapes)).reshape(-1, 2)
    shares = np.sqrt(above["value"] / max(1.0, above["value"].max()))
    return above.assign(
        x=places[:, 0], y=places[:, 1], radius=np.maximum(shares * largest, SMALLEST)
    )


def _draw_circles(
    drawn: ChinaMap, circles: pd.DataFrame, colours: tuple[str, str], mark: str | None
) -> None:
    if circles.empty:
        return
    province = mark is not None and mark.endswith("0000")
    chosen = circles["code"].str[: 2 if province else 6] == (mark or "")[: 2 if province else 6]
    drawn_in = np.where(chosen, colours[1], colours[0])
    dots = drawn.axes.scatter(
        circles["x"],
        circles["y"],
        s=(2 * 72 * circles["radius"]) ** 2,
        c=list(drawn_in),
        alpha=0.85,
        edgecolor=PAPER,
        linewidth=0.5,
        zorder=2,
    )
    tell(dots, zip(circles["code"], circles["tip"], strict=True))


def _labels(circles: pd.DataFrame, most_names: int) -> list[Label]:
    """Return names for the largest circles; the other circles only take their room."""
    first = circles.index[circles["name"] != ""][:most_names]
    names = circles["name"].where(circles.index.isin(first), "")
    places = zip(circles["x"], circles["y"], strict=True)
    return [
        Label(text, place, radius)
        for text, place, radius in zip(names, places, circles["radius"], strict=True)
    ]


def _key_inches(largest: float) -> float:
    return 2 * largest + 0.5


def _key(
    circles: pd.DataFrame, largest: float, colour: str, heading: str, say: Speech
) -> DrawingArea:
    """Return circles of the smallest, a middle and the largest count, one inside the other."""
    most = int(circles["value"].max()) if len(circles) else 1
    sizes = sorted({1, round(most / 3) or 1, most})
    unit, low, line = 72 * largest, 14.0, SMALL_POINTS * 1.3
    height = max(2 * unit, line * len(sizes))
    box = DrawingArea(150, height + low + line)
    look: dict[str, Any] = {"fontsize": SMALL_POINTS, "va": "center", "color": INK}
    for place, size in enumerate(sizes):
        radius = max(unit * np.sqrt(size / most), 72 * SMALLEST)
        top = low + 2 * radius
        y = low + height * (place + 0.5) / len(sizes)
        box.add_artist(Circle((unit, low + radius), radius, fill=False, edgecolor=colour))
        box.add_artist(
            Line2D([unit, 2 * unit + 6, 2 * unit + 10], [top, y, y], color=MUTED, linewidth=0.4)
        )
        box.add_artist(Text(2 * unit + 13, y, say.number(size), **look))
    hatched: dict[str, Any] = {
        "facecolor": PAPER,
        "hatch": NO_DATA_HATCH,
        "edgecolor": LINE,
        "linewidth": 0.5,
    }
    box.add_artist(Rectangle((0, 1), 11, 6, **hatched))
    box.add_artist(Text(15, 4, say("no data"), **look))
    box.add_artist(Text(0, low + height + line * 0.6, heading, **look))
    return box


def _put(key: DrawingArea, axes: Axes, layout: str) -> AnchoredOffsetbox:
    """Return a key in the empty corner of a wide map, or below a narrow one."""
    return AnchoredOffsetbox(
        "upper left" if layout == "narrow" else "lower left",
        child=key,
        frameon=False,
        pad=0,
        borderpad=0,
        bbox_to_anchor=(0, -0.01) if layout == "narrow" else (0, 0.01),
        bbox_transform=axes.transAxes,
    )
