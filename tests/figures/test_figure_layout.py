"""Every figure in both layouts, with real names in each language: nothing cut, nothing covered.

And each as SVG: what is read is text, what is told is there, and no two names are the same.
"""

import re
from dataclasses import replace
from itertools import combinations, product
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from hotlinelib.figures.dot_interval import DotInterval
from hotlinelib.figures.entrants_curve import EntrantsCurve
from hotlinelib.figures.flow import FlowDiagram
from hotlinelib.figures.funnel import FunnelPlot
from hotlinelib.figures.grouped_dots import GroupedDots
from hotlinelib.figures.heat_map import HeatMap
from hotlinelib.figures.lorenz import LorenzCurves
from hotlinelib.figures.maps import Choropleth, CircleMap
from hotlinelib.figures.null_distribution import NullDistribution
from hotlinelib.figures.specification_curve import SpecificationCurve
from hotlinelib.figures.style import LAYOUTS, WIDTHS, figure_style
from hotlinelib.figures.svg import to_svg
from hotlinelib.figures.upset import UpSet
from hotlinelib.figures.winner_matrix import WinnerMatrix
from hotlinelib.language import LANGUAGES
from hotlinelib.language.names import names_of
from hotlinelib.places.divisions import load_divisions, load_provinces

SVG = "{http://www.w3.org/2000/svg}"
TITLES = {
    "en": "A finding that is stated in a whole sentence and so long that it takes two lines of "
    "the figure, as many findings do",
    "zh-Hans": "以完整句子陈述的发现，长到需要占据图中的两行，许多发现都是如此；"
    "标题按字符换行，因此绝不会被截断，也不会与图中的其他内容重叠",
    "zh-Hant": "以完整句子陳述的發現，長到需要占據圖中的兩行，許多發現都是如此；"
    "標題按字符換行，因此絕不會被截斷，也不會與圖中的其他內容重疊",
}
PHRASES = {
    "en": ("Awards per million residents", "Number of entrants: {n}", "all together: 0.08"),
    "zh-Hans": ("每百万常住人口获奖数", "参评单位数：{n}", "全国：0.08"),
    "zh-Hant": ("每百萬常住人口獲獎數", "參評單位數：{n}", "全國：0.08"),
}
RANDOM = np.random.default_rng(12345)
COUNTS = np.minimum(RANDOM.poisson(1.2, (60, 8)), 11)
COUNTS[:, 0] += COUNTS.sum(axis=1) == 0
PROVINCE_COUNTS = [
    *(2, 6, 0, 2, 6, 0, 2, 0, 0, 6, 5, 7, 4, 4, 4, 11, 0, 3, 22, 0, 7, 0, 5),
    *(0, 0, 0, 7, 0, 0, 6, 0),
]  # fmt: skip


def provinces(language: str) -> pd.DataFrame:
    names = names_of("province", language)
    frame = load_provinces().assign(count=PROVINCE_COUNTS)
    millions = frame["population_10k"].astype(float) / 100
    return frame.assign(
        place=frame["name"].map(names),
        division_code=frame["province_code"],
        rate=frame["count"] / millions,
        low=frame["count"] * 0.6 / millions,
        high=(frame["count"] * 1.5 + 3) / millions,
    )


def awards(language: str) -> list[str]:
    return list(names_of("award_id", language).values())


def matrix(language: str) -> pd.DataFrame:
    winners = list(names_of("organisation_id", language).values())[:53]
    columns = awards(language)
    return pd.DataFrame(COUNTS[: len(winners)], index=winners, columns=columns)


def upset_input(language: str) -> tuple[pd.DataFrame, dict[str, int]]:
    items = awards(language)
    chosen = [(item,) for item in items] + list(combinations(items, 2))
    sizes = sorted((int(size) for size in RANDOM.integers(1, 30, len(chosen))), reverse=True)
    frame = pd.DataFrame({"items": chosen, "size": sizes, "degree": [len(c) for c in chosen]})
    totals = {i: int(frame.loc[[i in c for c in chosen], "size"].sum()) for i in items}
    return frame, totals


def distribution(mean: int) -> pd.DataFrame:
    values = np.arange(0, 60)
    probability = np.exp(-((values - mean) ** 2) / (0.6 * mean))
    return pd.DataFrame({"value": values, "probability": probability / probability.sum()})


def draw_all(language: str, layout: str) -> dict[str, tuple[Axes, str]]:
    """Return axes and alt text of every kind of figure."""
    measure, entrants, together = PHRASES[language]
    places, table = provinces(language), matrix(language)
    cells = table.head(7).set_axis(list(names_of("region7", language).values()))
    marked = cells >= 3
    rate = ("place", "rate", "low", "high")
    shares = places.groupby("nbs_region", as_index=False)[["count", "population_2020_census"]].sum()
    shares = shares.assign(
        region=shares["nbs_region"].map(names_of("nbs_region", language)),
        awards=shares["count"] / shares["count"].sum(),
        people=shares["population_2020_census"] / shares["population_2020_census"].sum(),
        none=[0.0, np.nan, 0.3, 0.2],
    )
    series = {"awards": measure, "people": together, "none": entrants.format(n=5)}
    line = pd.DataFrame({"population_share": [0, 0.5, 1.0], "value_share": [0, 0.1, 1.0]})
    curves = {measure: line, together: line.assign(value_share=[0, 0.3, 1])}
    coefficients = dict.fromkeys(curves, 0.4)
    combined, sizes = upset_input(language)
    chance = {entrants.format(n=n): distribution(30 - n // 15) for n in (53, 124, 344)}
    pools = np.arange(53, 400, 10)
    expected = 1200 / pools
    curve = pd.DataFrame(
        {"entrants": pools, "expected": expected, "low": expected * 0.6, "high": expected * 1.4}
    )
    marks = {entrants.format(n=n): n for n in (53, 60, 66, 124, 344, 390)}
    prefectures = load_divisions(2018).query("level == 'prefecture'")
    prefectures = prefectures.assign(
        count=[max(0, row % 9 - 4) for row in range(333)],
        place=prefectures["name"].map(names_of("prefecture", language)),
    )
    funnel = (places, "place", "county_level_divisions", "rate")
    limits = pd.DataFrame({"size": [1, 200], "low": [0.0, 0.05], "high": [0.9, 0.12]})
    stages = [
        {measure: 109},
        dict.fromkeys(list(names_of("nbs_region", language).values())[:2], 40),
    ]
    stages += [{together: 48}]
    specifications = pd.DataFrame(
        [(award, region) for award in awards(language)[:4] for region in shares["region"]],
        columns=["award", "region"],
    )
    specifications = specifications.assign(rate=np.linspace(0.1, 1, 16), low=0.05, high=1.2)
    dots = DotInterval(places, *rate, reference=0.08, reference_label=together, x_label=measure)
    shaded = HeatMap(
        cells,
        x_label=measure,
        y_label=together,
        value_label=measure,
        marked=marked,
        marked_label=together,
    )
    groups = pd.Series([measure] * 20 + [together] * (len(table) - 20), index=table.index)
    lorenz = LorenzCurves(curves, gini=coefficients)
    named = {"label": "place", "value_label": measure}
    circles = CircleMap(places, "count", label_names="place", **named)
    charts = {
        "dot interval": dots,
        "dot interval, limited": replace(dots, reference=0.5, x_limit=0.9),
        "dot interval on a root": replace(
            dots, scale="square_root", second="rate", second_label=measure,
            mark=places["place"].iloc[18], mark_label=together,
        ),
        "heat map": shaded,
        "heat map of provinces": HeatMap(
            table.iloc[:31, :4].set_axis(places["place"]), totals=False, value_label=measure
        ),
        "residuals": HeatMap(cells, residuals=cells - 1.5, value_label=measure),
        "Lorenz": lorenz,
        "Lorenz with a band": replace(
            lorenz, band=line.assign(low=[0, 0.2, 1], high=[0, 0.4, 1]), band_label=measure
        ),
        "winner matrix": WinnerMatrix(table, groups=groups),
        "winner matrix of 19": WinnerMatrix(table.iloc[:19, :5].clip(upper=1)),
        "UpSet": UpSet(combined, sizes, size_label=measure, set_label=measure),
        "null distribution": NullDistribution(chance, 19, x_label=measure),
        "entrants": EntrantsCurve(curve, 19, marks=marks, y_label=measure),
        "entrants, labels near": EntrantsCurve(curve, 3, y_label=measure),
        "grouped dots": GroupedDots(shares, "region", series, percent=True, x_label=measure),
        "map of provinces": Choropleth(places, "count", label_names="place", **named),
        "map of prefectures": Choropleth(prefectures, "count", level="prefecture", **named),
        "circles by province": circles,
        "circles by prefecture": replace(
            circles, frame=prefectures, level="prefecture", mark="440000"
        ),
        "funnel": FunnelPlot(
            *funnel, limits, expected=0.08, expected_label=together, limits_label=measure,
            x_label=measure, y_label=measure,
        ),
        "flow": FlowDiagram(stages),
        "specification curve": SpecificationCurve(
            specifications, "rate", "low", "high", {"award": measure, "region": together},
            reference=0.5, reference_label=together, y_label=measure, mark="3", mark_label=measure,
        ),
    }  # fmt: skip
    look = {"language": language, "title": TITLES[language], "layout": layout}
    return {name: (one.draw(**look), one.describe(language)) for name, one in charts.items()}


# English takes the most room; Chinese is drawn quickly where there is the least. Traditional
# characters are as wide as simplified ones.
QUICK = [("en", "wide"), ("en", "narrow"), ("zh-Hans", "narrow")]
CASES = [
    pytest.param(one, marks=() if one in QUICK else pytest.mark.slow)
    for one in product(LANGUAGES, LAYOUTS)
]


@pytest.fixture(scope="module", params=CASES)
def drawn(request):
    language, layout = request.param
    with mpl.rc_context({"figure.max_open_warning": 0}):
        figures = draw_all(language, layout)
    with figure_style(language):
        for axes, _ in figures.values():
            axes.figure.draw_without_rendering()
    yield figures
    plt.close("all")


def texts_of(figure) -> list[Text]:
    """Return the texts that are seen: ticks beyond the limits of an axis are not."""
    seen = [*figure.texts, *([figure._suptitle] if figure._suptitle else [])]
    every = [axes for outer in figure.axes for axes in (outer, *outer.child_axes)]
    for axes in every:
        if not axes.axison:
            continue
        seen += [*axes.texts, axes.title, axes._left_title, axes._right_title]
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=False)
            seen += [axis.label] + [label for place, label in ticks if low <= place <= high]
        if axes.get_legend():
            seen += [*axes.get_legend().get_texts(), axes.get_legend().get_title()]
    return [text for text in dict.fromkeys(seen) if text.get_visible() and text.get_text().strip()]


def test_no_text_is_cut(drawn):
    cut = []
    for kind, (axes, _) in drawn.items():
        canvas = axes.figure.bbox.padded(0.5)
        boxes = [(text.get_text(), text.get_window_extent()) for text in texts_of(axes.figure)]
        cut += [
            (kind, text)
            for text, box in boxes
            if not (canvas.contains(*box.min) and canvas.contains(*box.max))
        ]
    assert cut == []


def test_no_text_covers_another(drawn):
    covered = []
    for kind, (axes, _) in drawn.items():
        # A pixel is left for the air that a text's box holds around its letters.
        boxes = [
            (text.get_text(), text.get_window_extent().padded(-1)) for text in texts_of(axes.figure)
        ]
        covered += [
            (kind, a, b) for (a, one), (b, two) in combinations(boxes, 2) if Bbox.overlaps(one, two)
        ]
    assert covered == []


def test_figures_have_the_width_of_their_layout_and_hold_a_title(drawn, request):
    _, layout = request.node.callspec.params["drawn"]
    for axes, _ in drawn.values():
        assert axes.figure.get_size_inches()[0] == pytest.approx(WIDTHS[layout])
        assert "\n" in axes.figure._suptitle.get_text()


def test_descriptions_are_whole_sentences(drawn):
    for _, told in drawn.values():
        assert not set("{}\n") & set(told)
        assert "nan" not in told
        assert told == "" or told[-1] in ".。"


def test_svgs_hold_all_texts_as_text_and_no_name_twice(drawn, request):
    language, _ = request.node.callspec.params["drawn"]
    names: list[str] = []
    for kind, (axes, _) in drawn.items():
        svg = to_svg(axes, name=kind.replace(" ", "-").replace(",", ""), language=language)
        # How many ticks an axis has depends on the size of their labels.
        with figure_style(language):
            texts = [text.get_text() for text in texts_of(axes.figure)]
        wanted = {line for text in texts for line in text.split("\n")}
        tree = ElementTree.fromstring(svg)
        found = {"".join(one.itertext()).strip() for one in tree.iter(f"{SVG}text")}
        assert {line.strip() for line in wanted} <= found, kind
        own = [one.attrib["id"] for one in tree.iter() if "id" in one.attrib]
        names += own
        links = [*re.findall(r"url\(#([^)]+)\)", svg), *re.findall(r'href="#([^"]+)"', svg)]
        assert set(links) <= set(own), kind
        marks = [one for one in tree.iter(f"{SVG}g") if one.attrib.get("class") == "mark"]
        assert marks, kind
        assert all(one.attrib["data-key"] and one.findtext(f"{SVG}title") for one in marks)
        # Enough for twenty figures, in two layouts, on a page of 1.5 MB
        assert len(svg) < 230_000, kind
    assert len(names) == len(set(names))
