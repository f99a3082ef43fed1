import geopandas
import pandas as pd
import pytest
import shapely
from matplotlib import pyplot as plt
from matplotlib.patches import PathPatch

from hotlinelib.errors import ParameterError
from hotlinelib.figures.choropleth import NO_DATA_HATCH, describe_choropleth, draw_choropleth
from hotlinelib.figures.style import SEQUENTIAL, figure_style
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
    axes = draw_choropleth(PLACES, "count")
    assert key(axes) == ["0 (1)", "1–6 (1)", "7–11 (1)", "12–22 (1)", "not counted"]


def test_zero_is_white_and_no_data_hatched():
    axes = draw_choropleth(PLACES, "count")
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
        ([1000, 2500, 2500, 2500, 2500], None, ["1–1,000 (1)", "1,001–2,500 (4)"]),
    ],
)
def test_classes(values, classes, expected):
    axes = draw_choropleth(PLACES.assign(count=values), "count", classes=classes)
    assert key(axes) == [*expected, "not counted"]


@pytest.mark.parametrize("frame", [PLACES.assign(count=None), PLACES.head(0)])
def test_without_values_all_land_is_without_data(frame):
    assert key(draw_choropleth(frame, "count")) == ["not counted"]


def test_many_values_fall_into_five_classes_that_hold_them_all():
    divisions = load_divisions(2018).query("level == 'prefecture'")
    frame = divisions.assign(rate=[0.0123 * (row % 40) for row in range(333)])
    axes = draw_choropleth(frame, "rate", level="prefecture")
    numbers = [int(text.rsplit("(")[-1][:-1]) for text in key(axes)[:-1]]
    assert len(numbers) == 1 + len(SEQUENTIAL)
    assert sum(numbers) == 333


def test_the_south_china_sea_stands_in_an_inset_that_covers_no_land():
    axes = draw_choropleth(PLACES, "count")
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


def test_the_key_covers_no_land():
    axes = draw_choropleth(PLACES, "count", value_label="Awards per million residents")
    axes.figure.canvas.draw()
    extent = axes.get_legend().get_window_extent()
    corners = axes.transData.inverted().transform(extent.get_points())
    from hotlinelib.figures.boundaries import load_boundaries

    land = load_boundaries("province")
    assert not land.intersects(shapely.box(*corners.ravel())).any()


def test_labels_are_printed_and_empty_ones_are_not():
    frame = PLACES.assign(text=["22", "11", "", "6", None])
    axes = draw_choropleth(frame, "count", labels="text")
    assert sorted(text.get_text() for text in axes.texts) == ["11", "22", "6"]


def test_numbers_as_labels_are_written_whole():
    axes = draw_choropleth(PLACES, "count", labels="count")
    assert sorted(text.get_text() for text in axes.texts) == ["0", "11", "22", "6"]


def test_own_boundaries_are_drawn_without_our_note():
    squares = geopandas.GeoDataFrame(
        {"division_code": ["1", "2"], "value": ["x", "y"]},
        geometry=[shapely.box(100, 30, 105, 35), shapely.box(105, 30, 110, 35)],
        crs="EPSG:4326",
    )
    frame = pd.DataFrame({"division_code": ["1", "2"], "count": [3, 0]})
    axes = draw_choropleth(frame, "count", boundaries=squares)
    assert key(axes) == ["0 (1)", "1–3 (1)", "not counted"]
    assert axes.get_xlabel() == ""


@pytest.mark.parametrize(
    ("frame", "arguments", "message"),
    [
        (PLACES.assign(division_code="440000"), {}, "more than one row"),
        (PLACES.assign(division_code=["990000", *"1234"]), {}, "no boundaries"),
        (PLACES.assign(count=-1), {}, "negative"),
        (PLACES.drop(columns="count"), {}, "no column 'count'"),
        (PLACES, {"classes": (5, 2)}, "rising"),
        (PLACES, {"classes": (5, 10)}, "below the largest value 22"),
        (PLACES, {"level": "county"}, "level = 'county' is not offered"),
        (PLACES, {"code": "province_code"}, "no column 'province_code'"),
    ],
)
def test_unfit_input_is_refused(frame, arguments, message):
    with pytest.raises(ParameterError, match=message):
        draw_choropleth(frame, "count", **arguments)


def test_the_frame_is_left_as_it_was():
    before = PLACES.copy()
    draw_choropleth(PLACES, "count", labels="place")
    pd.testing.assert_frame_equal(PLACES, before)


def test_it_draws_into_given_axes():
    with figure_style("en"):
        figure, axes = plt.subplots(1, 2, layout="constrained")
    assert draw_choropleth(PLACES, "count", ax=axes[0], title="Left") is axes[0]
    assert axes[0].get_title("left") == "Left"
    assert len(figure.axes) == 2


def test_description():
    assert describe_choropleth(PLACES, "count", "place", value_label="Awards") == (
        "Map of China with 4 divisions shaded by class: Awards. The highest value is 22: "
        "Guangdong. The lowest value above zero is 6: Ningxia. 1 value is zero: Shanghai."
    )
