"""Maps of China: shaded divisions for rates, graduated circles for counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Literal, get_args

import geopandas
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.offsetbox import AnchoredOffsetbox
from matplotlib.patches import PathPatch

from hotlinelib.arguments import check_choice
from hotlinelib.errors import ParameterError
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.classes import Class, make_classes
from hotlinelib.figures.labels import Label, put_labels
from hotlinelib.figures.map_base import (
    NO_DATA,
    ChinaMap,
    area_path,
    centres,
    draw_lines,
    fill,
    find_codes,
    find_land,
    new_map,
)
from hotlinelib.figures.map_keys import (
    SMALLEST,
    circle_key,
    class_entries,
    corner,
    groups_inches,
    key_columns,
)
from hotlinelib.figures.palette import LAND, MAIN, MUTED, PAPER, SECOND, hues, ink_on, inks_of
from hotlinelib.figures.style import SMALL_POINTS, Sheet, wrap
from hotlinelib.figures.svg import tell
from hotlinelib.figures.wording import name_some, tell_extremes, texts_of
from hotlinelib.language import Speech
from hotlinelib.measures.validation import (
    amounts,
    column,
    complete_column,
    counts,
    number_column,
    positive_integer,
)

Level = Literal["province", "prefecture"]
ClassKey = Literal["classes", "counts", "none"]
# Inches: radius of the largest circle
LARGEST = {
    ("province", "wide"): 0.27,
    ("province", "narrow"): 0.17,
    ("prefecture", "wide"): 0.1,
    ("prefecture", "narrow"): 0.065,
}


@dataclass(frozen=True, eq=False)
class DivisionMap(Chart):
    """What maps of divisions have in common: which divisions, their values and their names.

    A division without a value is hatched: land that isn't in the frame, or whose value is missing.
    The South China Sea stands in an inset, whose axes are a child of those that `draw` returns.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per division.
    value : str
        Column of values of 0 or more; missing where there is none.
    label : str, optional
        Column of the divisions' names, in the reader's language, by which they are told; by default
        what is printed beside circles, and codes.
    level : {"province", "prefecture"}
        Of the divisions. The borders of provinces are always drawn.
    code : str
        Column of six-digit division codes.
    boundaries : geopandas.GeoDataFrame, optional
        Boundaries of your own, with the column division_code; the note at the foot is then yours
        to write. By default those of `load_boundaries`.
    value_label : str
        What is shown, with its unit.
    label_names : str, optional
        Column of texts to print on the map; an empty or missing one isn't printed, and one that
        finds no free place neither.
    tips : str, optional
        Column of sentences on each division, told where a reader points at it; by default its name
        and value.
    mark : str or collection of str, optional
        Code of the division to emphasise, or of several.

    Raises
    ------
    ParameterError
        If a column is absent, a code is missing, repeated or without boundaries, a value is
        negative, or the boundaries don't fit.
    """

    frame: pd.DataFrame
    value: str
    _: KW_ONLY
    label: str | None = None
    level: Level = "province"
    code: str = "division_code"
    boundaries: geopandas.GeoDataFrame | None = None
    value_label: str = ""
    label_names: str | None = None
    tips: str | None = None
    mark: str | Collection[str] | None = None

    def _check(self) -> None:
        if column(self.frame, self.value).empty:
            raise ParameterError("the frame has no rows; expected one per division")

    @property
    def _is_own(self) -> bool:
        return self.boundaries is not None

    def _values(self) -> pd.Series:
        """Return the values by what the divisions are called."""
        names = complete_column(self.frame, self.label or self.code).astype("str")
        return number_column(self.frame, self.value).set_axis(names, axis="index")

    def _given(
        self,
        land: geopandas.GeoDataFrame,
        check: Callable[[pd.Series, str], object],
        say: Speech,
        called: str | None = None,
    ) -> pd.DataFrame:
        """Return division_code, value, label and tip of each division."""
        frame = self.frame
        codes, values = find_codes(frame, self.code, land), number_column(frame, self.value)
        if values.notna().any():
            check(values.dropna(), self.value)
        blank = pd.Series("", frame.index, dtype="str")
        labels = texts_of(self._column(self.label_names, blank), say)
        told = texts_of(self._column(self.tips, values), say)
        if self.tips is None:
            names = texts_of(self._column(self.label or called, blank), say)
            told = [
                say("{label}: {value}", label=name or key, value=text or say("no data"))
                for name, key, text in zip(names, codes, told, strict=True)
            ]
        texts = pd.DataFrame({"label": labels, "tip": told}, frame.index, dtype="str")
        return texts.assign(division_code=codes, value=values)

    def _column(self, name: str | None, otherwise: pd.Series) -> pd.Series:
        return otherwise if name is None else column(self.frame, name)


@dataclass(frozen=True, eq=False)
class Choropleth(DivisionMap):
    """A map whose divisions are shaded by classes of a value.

    Shade rates, not counts: large divisions would look as if they had more. For counts there is
    `CircleMap`. Zero is a class of its own and white.

    Parameters
    ----------
    frame, value, label, level, code, boundaries, value_label, label_names, tips, mark
        As `DivisionMap` has them.
    breaks : sequence of float, optional
        Upper limits of the classes above zero, each belonging to its class. By default up to five
        classes: each value by itself where there are few, else natural breaks.
    cmap : str or sequence of str, optional
        A colour map of matplotlib by name, such as "Reds", or colours from the lowest class to the
        highest.
    legend : {"classes", "counts", "none"}
        The key: its classes, these with the number of divisions in each, or no key.

    Raises
    ------
    ParameterError
        As `DivisionMap`; also if the classes don't reach the largest value.
    """

    _: KW_ONLY
    breaks: Sequence[float] | None = None
    cmap: str | Sequence[str] | None = None
    legend: ClassKey = "classes"

    def _draw(self, page: Sheet) -> Axes:
        check_choice("legend", self.legend, get_args(ClassKey))
        land, say = find_land(self.level, self.boundaries), page.say
        given = self._given(land, amounts, say)
        land = land[["division_code", "geometry"]].merge(given, "left", "division_code")
        steps = make_classes(land["value"].dropna(), self.breaks, say, self.cmap)
        handles = class_entries(land["value"], steps, self.legend, say)
        columns = key_columns(handles, page)
        lines = -(-len(handles) // columns)
        beside = 0.24 + 0.165 * lines if page.narrow and handles else 0.0
        drawn = new_map(page, land, beside, self._is_own)
        rows_drawn = (drawn.areas[name] for name in ("division_code", "geometry", "value", "tip"))
        for key, shape, number, tip in zip(*rows_drawn, strict=True):
            look = NO_DATA if np.isnan(number) else {"facecolor": _colour(number, steps)}
            fill(drawn, shape, (key, tip) if isinstance(tip, str) and tip else None, **look)
        draw_lines(drawn, drawn.land, self.level, self._is_own)
        if self.mark is not None:
            parts = shapely.get_parts(land.loc[land["division_code"] == self.mark, "geometry"])
            parts = parts[shapely.area(parts) > 0.02 * shapely.area(parts).sum()]
            drawn.axes.add_artist(
                PathPatch(area_path(parts), fill=False, ec=SECOND, linewidth=1.6, zorder=2.5)
            )
        named = drawn.areas[drawn.areas["label"].fillna("") != ""]
        named = named.sort_values("value", ascending=False, kind="stable")
        shapes = named.geometry.to_numpy()
        inks = [ink_on(_colour(number, steps)) for number in named["value"]]
        rows = zip(named["label"], centres(shapes), inks, shapes, strict=True)
        labels = [Label(text, place, 0.0, ink, shape) for text, place, ink, shape in rows]
        put_labels(drawn.axes, labels, page.layout, [drawn.covered])
        if handles:
            heading = wrap(
                self.value_label or say("Value"), 3.2 if page.narrow else 2.1, SMALL_POINTS
            )
            drawn.axes.legend(handles=handles, title=heading, ncols=columns, fontsize=SMALL_POINTS,
                              title_fontsize=SMALL_POINTS, alignment="left", handlelength=1.6,
                              borderpad=0, borderaxespad=0, columnspacing=1.2,
                              **corner(page))  # fmt: skip
        return drawn.axes

    def _describe(self, say: Speech) -> str:
        values = self._values()
        opening = say.plural(
            "Map of China with {count} division shaded by class: {what}.",
            "Map of China with {count} divisions shaded by class: {what}.",
            int(values.notna().sum()),
            what=self.value_label or self.value,
        )
        return say.paragraph(opening, tell_extremes(say, values))


@dataclass(frozen=True, eq=False)
class CircleMap(DivisionMap):
    """A map with a circle for each division, its area in proportion to a count.

    A zero has no circle. At prefecture level the borders of provinces alone are drawn, and `mark`
    may have codes of provinces, whose divisions are then emphasised.

    Parameters
    ----------
    frame, value, label, level, code, boundaries, value_label, label_names, tips
        As `DivisionMap` has them; values are whole numbers.
    mark : str, collection of str or dict, optional
        Code of the division to emphasise, or of several; or groups of them by name, such as
        ``{"Delta": ["310000", "320500"]}``: each has a colour of its own, which the key names.
    most_names : int, default 10
        How many divisions are named at the most, those with the largest counts; fewer where names
        would cover each other.
    colours : str or sequence of str
        Of the circles, and of the divisions that `mark` emphasises, or of each of its groups.
    legend : bool, default True
        Whether to draw a key.

    Raises
    ------
    ParameterError
        As `DivisionMap`; also if a count isn't whole.
    """

    _: KW_ONLY
    mark: str | Collection[str] | Mapping[str, str | Collection[str]] | None = None
    most_names: int = 10
    colours: str | Sequence[str] = (MAIN, SECOND)
    legend: bool = True

    @property
    def _groups(self) -> dict[str, tuple[str, ...]]:
        """What the codes of emphasised divisions begin with, by the name of their group."""
        groups = self.mark if isinstance(self.mark, Mapping) else {"": self.mark or ()}
        return {
            name: tuple(code.removesuffix("0000") for code in _several(codes))
            for name, codes in groups.items()
        }

    @property
    def _shades(self) -> list[str]:
        """The colours: of circles in no group, then of each group."""
        if not isinstance(self.mark, Mapping):
            return self._inks
        usual = [MUTED, *hues(len(self.mark))]
        return usual if self.colours == type(self).colours else inks_of(self.colours, usual)

    def _draw(self, page: Sheet) -> Axes:
        positive_integer(self.most_names, "most_names")
        land, say, own = find_land(self.level, self.boundaries), page.say, self._is_own
        given = self._given(land, counts, say, self.label_names)
        largest = LARGEST[self.level, page.layout]
        shades = self._shades
        above = given[given["value"] > 0].sort_values("value", ascending=False, kind="stable")
        inks = [shades[self._group_of(code)] for code in above["division_code"]]
        named = self._named(shades, shades[0] in inks, say)
        below = max(2 * largest + 0.5, groups_inches(named, page) + 0.2)
        drawn = new_map(page, land, below if self.legend and page.narrow else 0.0, own)
        _draw_ground(drawn, given)
        base = drawn.land if own or self.level == "province" else find_land("province", None)
        draw_lines(drawn, base, self.level if own else "province", own)
        circles = _placed(drawn, above, largest)
        if len(circles):
            dots = drawn.axes.scatter(
                circles["x"], circles["y"], s=(144 * circles["radius"]) ** 2, alpha=0.85,
                c=inks, edgecolor=PAPER, linewidth=0.5, zorder=2,
            )  # fmt: skip
            tell(dots, zip(circles["division_code"], circles["tip"], strict=True))
        first = circles.index[circles["label"] != ""][: self.most_names]
        names = circles["label"].where(circles.index.isin(first), "")
        rows = zip(names, circles["x"], circles["y"], circles["radius"], strict=True)
        labels = [Label(text, (x, y), radius) for text, x, y, radius in rows]
        put_labels(drawn.axes, labels, page.layout, [drawn.covered])
        if self.legend:
            most = int(circles["value"].max()) if len(circles) else 1
            heading = self.value_label or say("Count")
            key = circle_key(most, largest, shades[0], heading, named, page)
            box = AnchoredOffsetbox(child=key, frameon=False, pad=0, borderpad=0,
                                    bbox_transform=drawn.axes.transAxes,
                                    **corner(page))  # fmt: skip
            drawn.axes.add_artist(box)
        return drawn.axes

    def _named(self, shades: list[str], with_rest: bool, say: Speech) -> dict[str, str]:
        """Return the colours that the key names: of the groups, and of what lies in none."""
        if not isinstance(self.mark, Mapping):
            return {}
        groups = dict(zip(self.mark, shades[1:], strict=False))
        return groups | ({say("elsewhere"): shades[0]} if with_rest else {})

    def _group_of(self, code: str) -> int:
        """Return the number of the first group that a division lies in, from 1; 0 if in none."""
        groups = enumerate(self._groups.values(), start=1)
        return next((number for number, parts in groups if code.startswith(parts)), 0)

    def _describe(self, say: Speech) -> str:
        values = self._values()
        opening = say.plural(
            "Map of China with a circle for each of {count} division, its area in proportion to "
            "the count: {what}.",
            "Map of China with a circle for each of {count} divisions, its area in proportion to "
            "the count: {what}.",
            int((values > 0).sum()),
            what=self.value_label or self.value,
        )
        groups = name_some(say, list(self.mark)) if isinstance(self.mark, Mapping) else ""
        told = say("Groups with a colour of their own: {groups}.", groups=groups) if groups else ""
        return say.paragraph(opening, told, tell_extremes(say, values))


def _several(codes: str | Collection[str]) -> Collection[str]:
    return (codes,) if isinstance(codes, str) else codes


def _colour(value: float, steps: list[Class]) -> str:
    return next((step.colour for step in steps if step.low < value <= step.high), PAPER)


def _draw_ground(drawn: ChinaMap, given: pd.DataFrame) -> None:
    """Fill the land that carries circles, and hatch provinces of which nothing is known."""
    known = given.loc[given["value"].notna(), "division_code"].str[:2]
    inside = drawn.areas["division_code"].str[:2].isin(known).to_numpy()
    for part, look in ((inside, {"facecolor": LAND}), (~inside, NO_DATA)):
        fill(drawn, shapely.coverage_union_all(drawn.areas.geometry.to_numpy()[part]), **look)


def _placed(drawn: ChinaMap, above: pd.DataFrame, largest: float) -> pd.DataFrame:
    """Return the circles with x, y (metres) and radius (inches)."""
    shapes = drawn.areas.set_index("division_code").geometry.reindex(above["division_code"])
    places = np.array(centres(shapes.to_numpy())).reshape(-1, 2)
    shares = np.sqrt(above["value"] / max(1.0, above["value"].max()))
    radius = np.maximum(shares * largest, SMALLEST)
    return above.assign(x=places[:, 0], y=places[:, 1], radius=radius)
