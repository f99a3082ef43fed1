"""What each figure draws and tells, with numbers small enough to check by eye."""

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from hotlinelib.errors import ParameterError
from hotlinelib.figures.dot_interval import DotInterval
from hotlinelib.figures.entrants_curve import EntrantsCurve
from hotlinelib.figures.flow import FlowDiagram
from hotlinelib.figures.funnel import FunnelPlot
from hotlinelib.figures.grouped_dots import GroupedDots
from hotlinelib.figures.heat_map import HeatMap
from hotlinelib.figures.lorenz import LorenzCurves
from hotlinelib.figures.null_distribution import NullDistribution
from hotlinelib.figures.palette import DIVERGING, MAIN, SECOND
from hotlinelib.figures.specification_curve import SpecificationCurve
from hotlinelib.figures.style import figure_style
from hotlinelib.figures.upset import UpSet
from hotlinelib.figures.winner_matrix import WinnerMatrix

RATES = pd.DataFrame(
    {
        "place": ["Hebei", "Ningxia", "Hainan", "Tibet"],
        "rate": [0.0, 0.9, 0.7, 0.0],
        "low": [0.0, 0.3, 0.2, 0.0],
        "high": [0.05, 1.9, 1.5, 1.1],
    }
)
RATE_COLUMNS = ("place", "rate", "low", "high")
COUNTS = pd.DataFrame(
    [[2, 0], [1, 1], [0, 3]], index=["East", "West", "Centre"], columns=["Case", "Big data"]
)
LINE = pd.DataFrame({"population_share": [0, 0.5, 1], "value_share": [0, 0.1, 1]})
COMBINATIONS = pd.DataFrame(
    {"items": [("A",), ("A", "B"), ("B",)], "size": [5, 3, 1], "degree": [1, 2, 1]}
)
SIZES = {"A": 8, "B": 4}
CHANCE = pd.DataFrame({"value": [0, 1, 2, 3], "probability": [0.1, 0.5, 0.39, 0.01]})
BY_ENTRANTS = pd.DataFrame(
    {
        "entrants": [100, 50, 200],
        "expected": [9.0, 18.5, 4.25],
        "low": [5, 14, 1],
        "high": [13, 23, 8],
    }
)
SHARES = pd.DataFrame({"region": ["East", "West"], "awards": [0.75, 0.25], "people": [0.5, None]})


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def texts(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def ticks(axis) -> list[str]:
    return [label.get_text() for label in axis.get_ticklabels()]


def dots(axes):
    return axes.collections[-1]


def inks(collection, edges=False) -> list[str]:
    found = collection.get_edgecolor() if edges else collection.get_facecolor()
    return [to_hex(colour) for colour in found]


def test_dots_are_sorted_and_zeros_are_hollow():
    axes = DotInterval(RATES, *RATE_COLUMNS).draw()
    assert ticks(axes.yaxis)[::-1] == ["Ningxia", "Hainan", "Hebei", "Tibet"]
    assert dots(axes).get_offsets()[:, 0].tolist() == [0, 0, 0.7, 0.9]
    assert inks(dots(axes)) == ["#ffffff", "#ffffff", MAIN, MAIN]
    assert [text.get_text() for text in axes.get_legend().get_texts()][-1] == "zero"


def test_a_marked_row_stands_out_by_its_key():
    frame = RATES.assign(code=["130000", "640000", "460000", "540000"])
    axes = DotInterval(frame, *RATE_COLUMNS, key="code", mark="460000", mark_label="chosen").draw()
    assert inks(dots(axes), edges=True) == [MAIN, MAIN, SECOND, MAIN]
    assert [text.get_text() for text in axes.get_legend().get_texts()][-1] == "chosen"


def test_a_root_gives_small_values_room_and_has_a_zero():
    axes = DotInterval(RATES, *RATE_COLUMNS, scale="square_root").draw()
    low, middle, high = axes.transData.transform([(0, 0), (0.45, 0), (1.8, 0)])[:, 0]
    assert middle - low == pytest.approx(high - middle)
    assert axes.get_xticks()[0] == 0


def test_a_second_estimate_is_a_small_diamond():
    axes = DotInterval(RATES.assign(shrunk=0.4), *RATE_COLUMNS, second="shrunk").draw()
    assert len(axes.collections[-2].get_offsets()) == 4
    assert set(axes.collections[-2].get_offsets()[:, 0]) == {0.4}


def test_without_zeros_the_key_has_none():
    axes = DotInterval(RATES[RATES["rate"] > 0], *RATE_COLUMNS).draw()
    assert [text.get_text() for text in axes.get_legend().get_texts()] == [
        "95% confidence interval"
    ]


def test_an_interval_beyond_the_limit_tells_its_end():
    axes = DotInterval(RATES, *RATE_COLUMNS, x_limit=1.2).draw()
    assert texts(axes)[:2] == ["1.50", "1.90"]


def test_a_row_without_a_value_is_told():
    frame = RATES.assign(rate=[0.0, 0.9, None, 0.0], low=[0, 0.3, None, 0], high=[1, 1, None, 1])
    assert "no value" in texts(DotInterval(frame, *RATE_COLUMNS).draw())


def test_dot_interval_description():
    told = DotInterval(RATES, *RATE_COLUMNS, reference=0.1, x_label="awards per million").describe()
    assert told == (
        "Dot chart with intervals for 4 rows, sorted by value: awards per million. The highest "
        "value is 0.90: Ningxia. The lowest value above zero is 0.70: Hainan. 2 values are zero: "
        "Hebei and Tibet. The reference line stands at 0.10; 2 intervals lie wholly above it and "
        "1 wholly below."
    )


def test_heat_map_prints_counts_totals_and_stars():
    marked = COUNTS == 3
    axes = HeatMap(
        COUNTS, marked=marked, marked_label="beyond chance", value_label="awards", zero_label="none"
    ).draw()
    cells, totals = texts(axes)[:6], texts(axes)[6:]
    assert cells == ["2", "0", "1", "1", "0", "3*"]
    assert totals == ["2", "2", "3", "3", "4", "7"]
    assert ticks(axes.xaxis) == ["Case", "Big data", "Total"]
    assert ticks(axes.yaxis) == ["East", "West", "Centre", "Total"]
    key = [text.get_text() for text in axes.get_legend().get_texts()]
    assert key == ["awards", "0: none", "* beyond chance"]


def test_residuals_are_shaded_in_place_of_counts():
    residuals = pd.DataFrame(
        [[2.5, -2.1], [0.3, -1.5], [1.2, float("nan")]], COUNTS.index, COUNTS.columns
    )
    axes = HeatMap(COUNTS, residuals=residuals, value_label="residuals").draw()
    mesh = axes.collections[0]
    shades = [to_hex(mesh.cmap(mesh.norm(value))) for value in mesh.get_array().ravel()]
    below2, below1, even, above1, above2 = DIVERGING
    assert shades == [above2, below2, even, below1, above1, "#ffffff"]
    with pytest.raises(ParameterError, match="residuals has other rows"):
        HeatMap(COUNTS, residuals=residuals.T).draw()


def test_on_a_telephone_the_longer_names_are_the_rows():
    table = COUNTS.rename(columns={"Case": "Best Service Case Award"})
    axes = HeatMap(table).draw(layout="narrow")
    assert "Award" in "".join(ticks(axes.yaxis))
    assert texts(axes)[:6] == ["2", "1", "0", "0", "1", "3"]


def test_heat_map_without_totals():
    axes = HeatMap(COUNTS, totals=False).draw()
    assert ticks(axes.xaxis) == ["Case", "Big data"]
    assert len(texts(axes)) == 6


def test_heat_map_description():
    told = HeatMap(
        COUNTS, value_label="awards", marked=COUNTS == 3, marked_label="beyond chance"
    ).describe()
    assert told == (
        "Heat map of 3 rows and 2 columns; a total of 7 (awards). The largest count in a cell is "
        "3: Centre, Big data. Cells of zero: 2 of 6. The largest row total is 3 (Centre), the "
        "largest column total 4 (Big data). Marked cells (beyond chance): Centre, Big data."
    )


def test_a_table_of_zeros_is_told():
    assert "All cells are zero." in HeatMap(COUNTS * 0).describe()
    assert texts(HeatMap(COUNTS * 0).draw())[:6] == ["0"] * 6


def test_lorenz_labels_and_description():
    axes = LorenzCurves({"by people": LINE}, gini={"by people": 0.4}).draw()
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["by people: Gini 0.40"]
    assert LorenzCurves({"by people": LINE}, gini={"by people": 0.4}).describe() == (
        "1 Lorenz curve with the line of equality. by people: the Gini coefficient is 0.40; the "
        "lower half holds 10.0% of the whole."
    )


def test_lorenz_band_is_drawn_and_told():
    band = pd.DataFrame({"population_share": [0, 0.5, 1], "low": [0, 0.2, 1], "high": [0, 0.4, 1]})
    arguments = {"gini": {"x": 0.4}, "band": band, "band_label": "95% of draws"}
    axes = LorenzCurves({"x": LINE}, **arguments).draw()
    assert [text.get_text() for text in axes.get_legend().get_texts()][-1] == "95% of draws"
    assert (
        LorenzCurves({"x": LINE}, **arguments)
        .describe()
        .endswith("A band (95% of draws): in it the lower half holds 20.0% to 40.0%.")
    )


FUNNEL = pd.DataFrame(
    {"place": ["Beijing", "Guangdong", "Tibet"], "size": [1, 21, 7], "rate": [2.0, 0.67, 0.0]}
)
LIMITS = pd.DataFrame({"size": [21, 1, 7], "low": [0.06, 0.0, 0.01], "high": [0.4, 1.1, 0.6]})


def test_funnel_names_what_lies_outside_the_limits():
    axes = FunnelPlot(FUNNEL, "place", "size", "rate", LIMITS, expected=0.2).draw()
    assert sorted(texts(axes)) == ["Beijing", "Guangdong", "Tibet"]
    few = FunnelPlot(FUNNEL, "place", "size", "rate", LIMITS, expected=0.2, most_names=1).draw()
    assert texts(few) == ["Beijing"]
    assert FunnelPlot(FUNNEL, "place", "size", "rate", LIMITS, expected=0.2).describe() == (
        "Funnel plot of 3 units by size around 0.20. Above the limits of chance: Beijing and "
        "Guangdong. Below them: Tibet."
    )


STAGES = [{"rows": 109}, {"organisations": 71, "people": 38}, {"cities": 48}]


def test_flow_boxes_hold_counts_and_arrows_lead_from_stage_to_stage():
    axes = FlowDiagram(STAGES).draw()
    assert texts(axes) == ["109", "rows", "71", "organisations", "38", "people", "48", "cities"]
    arrows = [patch for patch in axes.patches if hasattr(patch, "get_arrowstyle")]
    assert len(arrows) == 4
    one = FlowDiagram(STAGES, links=[("rows", "people")]).draw()
    assert len([patch for patch in one.patches if hasattr(patch, "get_arrowstyle")]) == 1
    assert FlowDiagram(STAGES).describe() == (
        "Flow diagram in 3 stages. 109 rows. Then: 71 organisations and 38 people. Then: 48 cities."
    )


SPECIFICATIONS = pd.DataFrame(
    {
        "gini": [0.62, 0.5, 0.7],
        "low": [0.5, 0.4, 0.6],
        "high": [0.7, 0.55, 0.8],
        "unit": ["awards", "cities", "awards"],
        "per": ["people", "people", "GDP"],
    }
)


def test_specifications_are_sorted_above_their_choices():
    choices = {"unit": "Counted", "per": "Per"}
    axes = SpecificationCurve(SPECIFICATIONS, "gini", "low", "high", choices).draw()
    assert axes.collections[-1].get_offsets()[:, 1].tolist() == [0.5, 0.62, 0.7]
    matrix = axes.figure.axes[1]
    labels = ["Counted: awards", "Counted: cities", "Per: people", "Per: GDP"]
    assert ticks(matrix.yaxis) == labels
    large = [row.get_sizes().tolist() for row in matrix.collections[:4]]
    assert [[size > 10 for size in row] for row in large] == [
        [False, True, True], [True, False, False], [True, True, False], [False, False, True],
    ]  # fmt: skip
    told = SpecificationCurve(
        SPECIFICATIONS, "gini", "low", "high", choices, reference=0.58
    ).describe()
    assert told == (
        "Specification curve of 3 estimates (gini), by Counted and Per: from 0.50 to 0.70, median "
        "0.62. The reference line stands at 0.58; 1 intervals lie wholly above it and 1 wholly "
        "below."
    )


def test_winner_matrix_has_dots_numbers_groups_and_totals():
    groups = pd.Series(["two", "one", "one"], index=["X", "Y", "Z"])
    table = COUNTS.set_axis(["X", "Y", "Z"])
    axes = WinnerMatrix(table, groups=groups, totals=True).draw()
    places = axes.collections[-1].get_offsets()
    assert sorted(map(round, places[:, 0])) == [0, 0, 1, 1]
    assert ticks(axes.yaxis) == ["X", "Y", "Z", "Total", "two", "one"]
    assert texts(axes) == ["2", "3", "2", "2", "3", "3", "4", "7"]
    assert axes.get_xlabel() == "A number in a dot: so many awards of one category."


def test_winner_matrix_of_single_awards_needs_no_note():
    axes = WinnerMatrix(COUNTS.clip(upper=1), totals=False).draw()
    assert texts(axes) == []
    assert axes.get_xlabel() == ""


def test_winner_matrix_description():
    assert WinnerMatrix(COUNTS).describe() == (
        "Matrix of 3 winners and 2 awards; a dot marks an award won. The most awards that a "
        "winner holds are 3: Centre. 1 winner holds awards of more than one category. The award "
        "held most often is Big data, with 4."
    )


def test_upset_bars_and_dots():
    axes = UpSet(COMBINATIONS, SIZES, size_label="Organisations").draw()
    above, _, matrix, right = axes.figure.axes
    assert matrix is axes
    assert [bar.get_height() for bar in above.patches] == [5, 3, 1]
    assert [bar.get_width() for bar in right.patches] == [8, 4]
    assert texts(above) == ["5", "3", "1"]
    assert ticks(axes.yaxis) == ["A", "B"]
    assert above.get_xlim() == axes.get_xlim()
    assert right.get_ylim() == axes.get_ylim()


def test_single_items_and_combinations_differ_in_colour():
    axes = UpSet(COMBINATIONS, SIZES).draw()
    bars = [to_hex(bar.get_facecolor()) for bar in axes.figure.axes[0].patches]
    assert bars[0] == bars[2] != bars[1]


def test_on_a_telephone_combinations_are_rows():
    axes = UpSet(COMBINATIONS, SIZES).draw(layout="narrow")
    matrix, right = axes.figure.axes
    assert matrix is axes
    assert [bar.get_width() for bar in right.patches] == [5, 3, 1]
    assert ticks(axes.xaxis) == ["A", "B"]


def test_upset_tells_what_it_leaves_out():
    axes = UpSet(COMBINATIONS, SIZES, most=1).draw()
    assert axes.get_xlabel() == "2 further combinations, of 4 units in all, are not drawn."


def test_upset_description():
    assert UpSet(COMBINATIONS, SIZES).describe() == (
        "UpSet plot of 2 items in 3 combinations: 6 units hold one item and 3 hold several. The "
        "most frequent combination of several is held by 3: A + B."
    )
    assert (
        UpSet(COMBINATIONS.iloc[[0]], SIZES)
        .describe()
        .endswith("No unit holds more than one item.")
    )


def test_null_distributions_share_their_scales():
    first = NullDistribution({"pool 53": CHANCE, "pool 124": CHANCE}, 3).draw()
    upper, lower = first.figure.axes
    assert upper is first
    assert upper.get_xlim() == lower.get_xlim()
    assert upper.get_ylim() == lower.get_ylim()
    assert [axes.get_title("left") for axes in (upper, lower)] == ["pool 53", "pool 124"]
    assert texts(upper) == ["observed: 3"]


@pytest.mark.parametrize(("observed", "darker"), [(2, [2, 3]), (0, [0])])
def test_bars_at_and_beyond_what_was_observed_are_darker(observed, darker):
    axes = NullDistribution({"x": CHANCE}, observed).draw()
    lit = [bar.get_x() + 0.4 for bar in axes.patches if to_hex(bar.get_facecolor()) == MAIN]
    assert lit == pytest.approx(darker)


@pytest.mark.parametrize(("observed", "where"), [(4, "above"), (3, "inside"), (0, "below")])
def test_null_distribution_description(observed, where):
    told = NullDistribution(
        {"pool 53": CHANCE.assign(value=CHANCE["value"] + 1)}, observed, x_label="winners"
    ).describe()
    assert told == (
        f"Distribution under chance in 1 panel (winners); the observed value is {observed}. "
        f"pool 53: mean 2.31, middle 95% from 1 to 3; the observed value lies {where}."
    )


def test_entrants_curve_labels_curve_observation_and_marks():
    axes = EntrantsCurve(BY_ENTRANTS, 19, marks={"entrants": 124}).draw()
    assert texts(axes)[0] == "observed: 19"
    assert texts(axes)[1].replace("\n", " ") == "expected by chance, with the middle 95%"
    assert texts(axes)[2] == "entrants"


def test_entrants_curve_description():
    assert EntrantsCurve(BY_ENTRANTS, 9, marks={"in 2020": 124}).describe() == (
        "Curve of the number expected by chance, from 18.50 with 50 entrants to 4.25 with 200, "
        "with the middle 95% of the draws; the observed value is 9. It lies above the band for "
        "many entrants. It lies below the band for few entrants. Marked numbers of entrants: in "
        "2020 (124)."
    )


def test_grouped_dots_tell_zeros_and_missing_values():
    frame = SHARES.assign(none=[0.0, 0.1])
    columns = {"awards": "awards", "people": "people", "none": "nothing"}
    axes = GroupedDots(frame, "region", columns, percent=True).draw()
    assert texts(axes) == ["no value: people"]
    assert ticks(axes.yaxis) == ["East", "West"]
    shapes = {len(one.get_paths()[0].vertices) for one in axes.collections[1:]}
    assert len(axes.collections[1:]) == 3
    assert len(shapes) > 1


def test_grouped_dots_description():
    columns = {"awards": "awards", "people": "people"}
    assert GroupedDots(SHARES, "region", columns, percent=True).describe() == (
        "Dot chart of awards and people in 2 categories. East: awards 75.0% and people 50.0%. "
        "West: awards 25.0%."
    )


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: DotInterval(RATES, "name", "rate", "low", "high").draw(), "no column 'name'"),
        (lambda: DotInterval(RATES.head(0), *RATE_COLUMNS).draw(), "no rows"),
        (lambda: DotInterval(RATES.assign(low=1.0), *RATE_COLUMNS).draw(), "outside low to high"),
        (lambda: DotInterval(RATES, *RATE_COLUMNS, x_limit=0.5).draw(), "above the values"),
        (lambda: DotInterval(RATES, *RATE_COLUMNS).draw(language="de"), "'de' is not offered"),
        (lambda: DotInterval(RATES, *RATE_COLUMNS, scale="logarithmic").draw(), "no place for 0"),
        (lambda: DotInterval(RATES, *RATE_COLUMNS).draw(layout="tall"), "use: wide, narrow"),
        (
            lambda: GroupedDots(SHARES, "region", {"awards": "a"}, colours=["x"]).draw(),
            "no colours",
        ),
        (
            lambda: FunnelPlot(
                FUNNEL.assign(size=0), "place", "size", "rate", LIMITS, expected=1
            ).draw(),
            "isn't above 0 for: Beijing",
        ),
        (lambda: FlowDiagram([{}]).draw(), "a stage is empty"),
        (lambda: FlowDiagram(STAGES, links=[("rows", "cities")]).draw(), "isn't in the next stage"),
        (lambda: SpecificationCurve(SPECIFICATIONS, "gini", "low", "high", {}).draw(), "to draw"),
        (lambda: HeatMap(COUNTS.head(0)).draw(), "no cells"),
        (lambda: HeatMap(-COUNTS).draw(), "negative"),
        (lambda: HeatMap(COUNTS, marked=COUNTS.T > 0).draw(), "other rows or columns"),
        (lambda: LorenzCurves({}, gini={}).draw(), "0 curves"),
        (lambda: LorenzCurves({"x": LINE}, gini={}).draw(), "no Gini coefficient for: x"),
        (
            lambda: LorenzCurves({"x": LINE[["value_share"]]}, gini={"x": 0.1}).draw(),
            "population_share",
        ),
        (lambda: WinnerMatrix(COUNTS.head(0)).draw(), "no cells"),
        (
            lambda: WinnerMatrix(COUNTS, groups=pd.Series(["a", "b", "a"], COUNTS.index)).draw(),
            "don't stand together",
        ),
        (lambda: WinnerMatrix(COUNTS, groups=pd.Series(["a"])).draw(), "other rows"),
        (lambda: UpSet(COMBINATIONS.head(0), SIZES).draw(), "no combinations"),
        (lambda: UpSet(COMBINATIONS, {"A": 1}).draw(), "no size for: B"),
        (lambda: NullDistribution({}, 1).draw(), "no distributions"),
        (lambda: EntrantsCurve(BY_ENTRANTS.head(0), 1).draw(), "no rows"),
        (lambda: EntrantsCurve(BY_ENTRANTS.drop(columns="low"), 1).draw(), "no column 'low'"),
        (lambda: GroupedDots(SHARES, "region", {}).draw(), "0 columns"),
        (lambda: GroupedDots(SHARES.head(0), "region", {"awards": "a"}).draw(), "no rows"),
    ],
)
def test_unfit_input_is_refused(draw, message):
    with pytest.raises(ParameterError, match=message):
        draw()


def test_input_is_left_as_it_was():
    inputs = [RATES, COUNTS, LINE, COMBINATIONS, CHANCE, BY_ENTRANTS, SHARES]
    before = [frame.copy() for frame in inputs]
    DotInterval(RATES, *RATE_COLUMNS).draw()
    HeatMap(COUNTS).draw()
    WinnerMatrix(COUNTS).draw()
    LorenzCurves({"x": LINE}, gini={"x": 0.4}).draw()
    UpSet(COMBINATIONS, SIZES).draw()
    NullDistribution({"x": CHANCE}, 1).draw()
    EntrantsCurve(BY_ENTRANTS, 1).draw()
    GroupedDots(SHARES, "region", {"awards": "awards"}).draw()
    for frame, copy in zip(inputs, before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: DotInterval(RATES, *RATE_COLUMNS).draw(ax=ax, title="Finding"),
        lambda ax: HeatMap(COUNTS).draw(ax=ax, title="Finding"),
        lambda ax: WinnerMatrix(COUNTS).draw(ax=ax, title="Finding"),
        lambda ax: LorenzCurves({"x": LINE}, gini={"x": 0.4}).draw(ax=ax, title="Finding"),
        lambda ax: EntrantsCurve(BY_ENTRANTS, 1).draw(ax=ax, title="Finding"),
        lambda ax: GroupedDots(SHARES, "region", {"awards": "a"}).draw(ax=ax, title="Finding"),
    ],
)
def test_figures_draw_into_given_axes(draw):
    with figure_style("en"):
        axes = plt.subplots(1, 2, layout="constrained")[1][0]
    assert draw(axes) is axes
    assert axes.get_title("left") == "Finding"


def test_figures_of_several_panels_take_the_place_of_given_axes():
    with figure_style("en"):
        figure, (_, right) = plt.subplots(1, 2, layout="constrained")
    matrix = UpSet(COMBINATIONS, SIZES).draw(ax=right, title="Finding")
    assert matrix.figure is figure
    assert len(figure.axes) == 5


@pytest.mark.parametrize(
    "draw",
    [
        lambda: DotInterval(RATES.assign(rate=None, low=None, high=None), *RATE_COLUMNS).draw(),
        lambda: DotInterval(RATES.iloc[[0]], *RATE_COLUMNS, reference=0.0).draw(),
        lambda: HeatMap(COUNTS.iloc[[0], [0]]).draw(),
        lambda: WinnerMatrix(COUNTS.iloc[[0], [0]]).draw(),
        lambda: UpSet(COMBINATIONS.iloc[[0]], {"A": 5}).draw(),
        lambda: NullDistribution({"x": CHANCE.iloc[[0]]}, 40).draw(),
        lambda: EntrantsCurve(BY_ENTRANTS.iloc[[0]], 0).draw(),
        lambda: GroupedDots(SHARES.assign(awards=0.0).iloc[[0]], "region", {"awards": "a"}).draw(),
    ],
)
def test_the_least_there_can_be_is_drawn(draw):
    axes = draw()
    with figure_style("en"):
        axes.figure.draw_without_rendering()
    assert axes.get_xlim()[0] != axes.get_xlim()[1]
