from itertools import combinations

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from matplotlib.offsetbox import DrawingArea
from matplotlib.patches import Circle, PathPatch
from matplotlib.text import Text

from hotlinelib.errors import ParameterError
from hotlinelib.figures.classes import natural_breaks
from hotlinelib.figures.map_base import NO_DATA_HATCH
from hotlinelib.figures.maps import Choropleth, CircleMap
from hotlinelib.figures.palette import STEPS
from hotlinelib.figures.style import figure_style
from hotlinelib.places.divisions import load_divisions

PLACES = pd.DataFrame(
    {
        "division_code": ["440000", "410000", "310000", "640000", "540000"],
        "place": ["Guangdong", "Henan", "Shanghai", "Ningxia", "Tibet"],
        "count": [22.0, 11.0, 0.0, 6.0, None],
    }
)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def key(axes) -> list[str]:
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_the_key_lists_zero_classes_and_no_data_with_their_numbers():
    axes = Choropleth(PLACES, "count", legend="counts").draw()
    assert key(axes) == ["0 (1)", "1–6 (1)", "7–11 (1)", "12–22 (1)", "no data"]


def test_zero_is_white_and_no_data_hatched():
    axes = Choropleth(PLACES, "count").draw()
    fills = [patch for patch in axes.patches if isinstance(patch, PathPatch) and patch.get_fill()]
    looks = {(patch.get_hatch(), patch.get_facecolor()) for patch in fills}
    white = (1.0, 1.0, 1.0, 1.0)
    assert (NO_DATA_HATCH, white) in looks
    assert (None, white) in looks
    assert len(looks) == 5


@pytest.mark.parametrize(
    ("values", "classes", "expected"),
    [
        ([1, 2, 3, 4, 5], None, ["1 (1)", "2 (1)", "3 (1)", "4 (1)", "5 (1)"]),
        ([1, 2, 3, 4, 5], (2, 5), ["1–2 (2)", "3–5 (3)"]),
        (
            [0.011, 0.02, 0.3, 0.4, 0.5],
            (0.1, 0.5),
            ["over 0 to 0.100 (2)", "over 0.100 to 0.500 (3)"],
        ),
        ([0, 0, 0, 0, 0], None, ["0 (5)"]),
        ([0, 0, 0, 0, 3], (1, 3), ["0 (4)", "1 (0)", "2–3 (1)"]),
        (
            [1, 2, 3, 4, 5],
            (1, 2, 3, 4, 5, 6),
            ["1 (1)", "2 (1)", "3 (1)", "4 (1)", "5 (1)", "6 (0)"],
        ),
        ([1000, 2500, 2500, 2500, 2500], None, ["1–1,000 (1)", "1,001–2,500 (4)"]),
    ],
)
def test_classes(values, classes, expected):
    axes = Choropleth(PLACES.assign(count=values), "count", breaks=classes, legend="counts").draw()
    assert key(axes) == [*expected, "no data"]


@pytest.mark.parametrize("frame", [PLACES.assign(count=None)])
def test_without_values_all_land_is_without_data(frame):
    assert key(Choropleth(frame, "count").draw()) == ["no data"]


def test_many_values_fall_into_five_classes_that_hold_them_all():
    divisions = load_divisions(2018).query("level == 'prefecture'")
    frame = divisions.assign(rate=[0.0123 * (row % 40) for row in range(333)])
    axes = Choropleth(frame, "rate", level="prefecture", legend="counts").draw()
    numbers = [int(text.rsplit("(")[-1][:-1]) for text in key(axes)[:-1]]
    assert len(numbers) == 1 + len(STEPS)
    assert sum(numbers) == 333


# Awards by province in 2019, as Table 1 of the report has them
AWARDS = [14, 7, *[5] * 4, *[4] * 3, 3, 3, *[2] * 5, 1, 1]


def test_natural_breaks_keep_the_leader_apart():
    assert natural_breaks(np.array(AWARDS, dtype=float), 5).tolist() == [2, 4, 5, 7, 14]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(1, 5))
def test_natural_breaks_are_the_best_ones(values, most):
    array = np.array(values, dtype=float)
    limits = natural_breaks(array, most)
    distinct = np.unique(array)
    assert len(limits) == min(most, len(distinct))
    assert limits[-1] == array.max()

    def spread(ends):
        classes = np.searchsorted(ends, array)
        return sum(((array[classes == c] - array[classes == c].mean()) ** 2).sum()
                   for c in set(classes))  # fmt: skip

    best = min(
        spread(np.array([*ends, distinct[-1]]))
        for ends in combinations(distinct[:-1], len(limits) - 1)
    )
    assert spread(limits) == pytest.approx(best)


def test_colours_are_those_of_a_map_by_name_or_of_a_list():
    for given_colours, last in (("Reds", "#67000d"), (["white", "#123456"], "#123456")):
        axes = Choropleth(PLACES, "count", cmap=given_colours).draw()
        fills = {to_hex(patch.get_facecolor()) for patch in axes.patches}
        assert last in fills
    with pytest.raises(ParameterError, match="did you mean 'Reds'"):
        Choropleth(PLACES, "count", cmap="Redss").draw()


def test_the_south_china_sea_stands_in_an_inset_that_covers_no_land():
    axes = Choropleth(PLACES, "count").draw()
    axes.figure.canvas.draw()
    (inset,) = axes.child_axes
    corners = axes.transData.inverted().transform(inset.get_window_extent().get_points())
    box = shapely.box(*corners.ravel())
    from hotlinelib.figures.boundaries import load_boundaries

    land = load_boundaries("province").set_index("division_code")
    for code in ("710000", "440000", "350000", "460000"):
        largest = max(land.loc[code, "geometry"].geoms, key=shapely.area)
        assert not box.intersects(largest)
    taiwan = land.loc["710000", "geometry"].bounds
    assert axes.get_xlim()[0] < taiwan[0] < taiwan[2] < axes.get_xlim()[1]


@pytest.mark.parametrize("kind", [Choropleth, CircleMap])
def test_the_key_covers_no_land(kind):
    axes = kind(PLACES, "count", value_label="Awards per million residents").draw()
    axes.figure.canvas.draw()
    drawn = axes.get_legend() or next(one for one in axes.artists if one.get_children())
    extent = drawn.get_window_extent(axes.figure.canvas.get_renderer())
    corners = axes.transData.inverted().transform(extent.get_points())
    from hotlinelib.figures.boundaries import load_boundaries

    land = load_boundaries("province")
    assert not land.intersects(shapely.box(*corners.ravel())).any()


def test_labels_are_printed_and_empty_ones_are_not():
    frame = PLACES.assign(text=["22", "11", "", "6", None])
    axes = Choropleth(frame, "count", label_names="text").draw()
    assert sorted(text.get_text() for text in axes.texts) == ["11", "22", "6"]


def test_numbers_as_labels_are_written_whole():
    axes = Choropleth(PLACES, "count", label_names="count").draw()
    assert sorted(text.get_text() for text in axes.texts) == ["0", "11", "22", "6"]


def test_own_boundaries_are_drawn_without_our_note():
    squares = geopandas.GeoDataFrame(
        {"division_code": ["1", "2"], "value": ["x", "y"]},
        geometry=[shapely.box(100, 30, 105, 35), shapely.box(105, 30, 110, 35)],
        crs="EPSG:4326",
    )
    frame = pd.DataFrame({"division_code": ["1", "2"], "count": [3, 0]})
    axes = Choropleth(frame, "count", boundaries=squares, legend="counts").draw()
    assert key(axes) == ["0 (1)", "1–3 (1)", "no data"]
    assert axes.get_xlabel() == ""


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        (PLACES.assign(division_code="440000"), {}, "more than one row"),
        (PLACES.assign(division_code=["990000", *"1234"]), {}, "no boundaries"),
        (PLACES.assign(count=-1), {}, "negative"),
        (PLACES.drop(columns="count"), {}, "no column 'count'"),
        (PLACES, {"breaks": (5, 2)}, "rising"),
        (PLACES, {"breaks": (5, 10)}, "below the largest value 22"),
        (PLACES, {"level": "county"}, "level = 'county' is not offered"),
        (PLACES, {"code": "province_code"}, "no column 'province_code'"),
    ],
)
def test_unfit_input_is_refused(frame, arguments, message):
    with pytest.raises(ParameterError, match=message):
        Choropleth(frame, "count", **arguments).draw()


def test_the_frame_is_left_as_it_was():
    before = PLACES.copy()
    Choropleth(PLACES, "count", label_names="place").draw()
    pd.testing.assert_frame_equal(PLACES, before)


def test_it_draws_into_given_axes():
    with figure_style("en"):
        figure, axes = plt.subplots(1, 2, layout="constrained")
    assert Choropleth(PLACES, "count").draw(ax=axes[0], title="Left") is axes[0]
    assert axes[0].get_title("left") == "Left"
    assert len(figure.axes) == 2


def test_description():
    assert Choropleth(PLACES, "count", label="place", value_label="Awards").describe() == (
        "Map of China with 4 divisions shaded by class: Awards. The highest value is 22: "
        "Guangdong. The lowest value above zero is 6: Ningxia. 1 value is zero: Shanghai."
    )


CITIES = pd.DataFrame(
    {
        "division_code": ["440600", "510100", "320500", "110000", "540100"],
        "place": ["Foshan", "Chengdu", "Suzhou (Jiangsu)", "Beijing", "Lhasa"],
        "count": [4, 3, 3, 2, 0],
    }
)


def circles(axes):
    (found,) = axes.collections
    return found


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_circles_are_as_large_as_the_counts(layout):
    axes = CircleMap(PLACES, "count").draw(layout=layout)
    sizes = circles(axes).get_sizes()
    assert sizes / sizes[0] == pytest.approx(np.array([22, 11, 6]) / 22)


def test_the_largest_circles_are_named_and_no_more_than_asked():
    axes = CircleMap(CITIES, "count", level="prefecture", label_names="place").draw()
    assert [text.get_text() for text in axes.texts] == CITIES["place"].tolist()[:4]
    fewer = CircleMap(CITIES, "count", level="prefecture", label_names="place", most_names=1).draw()
    assert [text.get_text() for text in fewer.texts] == ["Foshan"]


def test_a_marked_province_marks_its_prefectures():
    axes = CircleMap(CITIES, "count", level="prefecture", mark="440000").draw()
    colours = [to_hex(colour) for colour in circles(axes).get_facecolor()]
    assert colours.count(colours[0]) == 1
    several = CircleMap(CITIES, "count", level="prefecture", mark=["440000", "320500"]).draw()
    lit = [to_hex(colour) == colours[0] for colour in circles(several).get_facecolor()]
    won = CITIES[CITIES["count"] > 0].sort_values("count", ascending=False, kind="stable")
    assert lit == won["division_code"].isin(["440600", "320500"]).tolist()


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("number", [2, 9])
def test_each_group_of_marked_divisions_has_a_colour_and_its_name_in_the_key(number, layout):
    codes = ["440600", "510100", *(f"{code}0000" for code in range(61, 60 + number - 1))]
    groups = {f"Group {place}": [code] for place, code in enumerate(codes, start=1)}
    axes = CircleMap(CITIES, "count", level="prefecture", mark=groups).draw(layout=layout)
    foshan, chengdu, *rest = (to_hex(colour) for colour in circles(axes).get_facecolor())
    assert foshan not in (chengdu, *rest) and chengdu not in rest and len(set(rest)) == 1
    key = {
        text.get_text(): dot.get_facecolor()
        for area in axes.findobj(DrawingArea)
        for dot, text in zip(area.findobj(Circle), area.findobj(Text), strict=False)
    }
    assert {*groups, "elsewhere"} <= key.keys()
    assert to_hex(key["Group 1"]) == foshan and to_hex(key["elsewhere"]) == rest[0]
    own = CircleMap(
        CITIES, "count", level="prefecture", mark=groups, colours=["#eeeeee", "red", "#00ff00"]
    ).draw()
    assert [to_hex(colour) for colour in circles(own).get_facecolor()][:2] == ["#ff0000", "#00ff00"]


@pytest.mark.parametrize("frame", [CITIES.assign(count=0)])
def test_without_counts_there_are_no_circles(frame):
    assert not CircleMap(frame, "count", level="prefecture").draw().collections


def test_a_count_that_is_not_whole_is_refused():
    with pytest.raises(ParameterError, match="no whole number"):
        CircleMap(CITIES.assign(count=0.5), "count", level="prefecture").draw()


def test_circle_map_description():
    assert CircleMap(CITIES, "count", label="place", value_label="awards").describe() == (
        "Map of China with a circle for each of 4 divisions, its area in proportion to the count: "
        "awards. The highest value is 4: Foshan. The lowest value above zero is 2: Beijing. "
        "1 value is zero: Lhasa."
    )
