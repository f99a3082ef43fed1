import inspect
import io
import subprocess
import sys
import warnings
from contextlib import redirect_stdout
from dataclasses import fields

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from hotlinelib import figures
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import ON_DEEP, ON_PALE, STEPS, ink_on
from hotlinelib.figures.style import (
    Sheet,
    figure_style,
    line_count,
    put_title,
    text_width,
    wrap,
    wrap_evenly,
)
from hotlinelib.language import LANGUAGES, speak

DRAW_AND_HASH = """
import hashlib, io, sys
import matplotlib
matplotlib.use("agg")
import pandas as pd
from hotlinelib.figures.maps import Choropleth
from hotlinelib.figures.dot_interval import DotInterval
from hotlinelib.figures.style import figure_style
frame = pd.DataFrame({"division_code": ["440000", "310000"], "count": [22, 0], "low": [14.0, 0],
                      "high": [33.0, 3.7], "place": ["广东", "上海"]})
for chart in (Choropleth(frame, "count", label_names="count"),
              DotInterval(frame, "place", "count", "low", "high")):
    axes = chart.draw(title="Guangdong")
    for form, metadata in (("svg", {"Date": None, "Creator": None}), ("png", {"Software": None})):
        buffer = io.BytesIO()
        with figure_style("en"):
            axes.figure.savefig(buffer, format=form, metadata=metadata)
        print(form, hashlib.sha256(buffer.getvalue()).hexdigest())
"""


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_are_as_before_after_drawing(language):
    # Matplotlib notes the backend in its settings when it is first asked for it.
    mpl.get_backend()
    before = mpl.rcParams.copy()
    with figure_style(language):
        plt.subplots()
    assert mpl.rcParams == before


def test_settings_are_as_before_after_an_error():
    mpl.get_backend()
    before = mpl.rcParams.copy()
    with pytest.raises(ZeroDivisionError), figure_style("en"):
        1 / 0  # noqa: B018
    assert mpl.rcParams == before


def test_a_users_settings_do_not_change_a_figure():
    def svg() -> str:
        with figure_style("en"):
            axes = plt.subplots()[1]
            put_title(axes, "Title", None)
            axes.figure.savefig(buffer := io.StringIO(), format="svg", metadata={"Date": None})
        return buffer.getvalue()

    plain = svg()
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "red", "font.family": ["serif"]}):
        assert svg() == plain


def test_an_unknown_language_is_refused_with_those_offered():
    with pytest.raises(ParameterError, match="zh-Hans"), figure_style("zh"):
        pass


@pytest.mark.parametrize(
    ("language", "typeface"),
    [("en", "Noto Sans CJK SC"), ("zh-Hans", "Noto Sans CJK SC"), ("zh-Hant", "Noto Sans CJK TC")],
)
def test_a_text_keeps_the_typeface_of_its_language_outside_the_style(language, typeface):
    with figure_style(language):
        axes = plt.subplots()[1]
        text = axes.text(0, 0, "辦公室")
    assert text.get_fontfamily() == [typeface]


def test_a_character_without_a_glyph_is_an_error_here():
    with figure_style("en"):
        axes = plt.subplots()[1]
        axes.text(0, 0, "\N{DESERET CAPITAL LETTER LONG I}")
        with pytest.raises(UserWarning, match="Glyph"):
            axes.figure.canvas.draw()


def test_both_scripts_and_signs_have_glyphs():
    with figure_style("zh-Hant"), warnings.catch_warnings():
        warnings.simplefilter("error")
        axes = plt.subplots()[1]
        axes.text(0, 0, "獎奖綫线黃黄·—–−×≥≤±°²“”‘’《》（），。、；：％ÁéüČ")
        axes.figure.canvas.draw()


def test_the_same_figure_gives_the_same_bytes_in_two_processes():
    command = [sys.executable, "-c", DRAW_AND_HASH]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    with redirect_stdout(io.StringIO()) as mine:
        exec(DRAW_AND_HASH, {})
    assert mine.getvalue() == theirs
    assert theirs.count("svg") == theirs.count("png") == 2


def test_importing_the_package_of_figures_stays_light():
    code = (
        "import sys, hotlinelib, hotlinelib.figures\n"
        "heavy = {'matplotlib', 'geopandas', 'shapely', 'scipy', 'seaborn'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "inches", "lines"),
    [
        ("one two three", 10.0, ["one two three"]),
        ("one two three", 0.01, ["one", "two", "three"]),
        ("获奖，奖项。", 0.01, ["获", "奖，", "奖", "项。"]),
        ("“智慧”（银川）", 0.01, ["“智", "慧”", "（银", "川）"]),
        ("共53家，占20%", 0.01, ["共", "53", "家，", "占", "20%"]),
        ("2019年", 0.01, ["2019", "年"]),
        ("", 1.0, [""]),
    ],
)
def test_lines_break_between_words_and_chinese_characters(text, inches, lines):
    with figure_style("en"):
        assert wrap(text, inches, 9).split("\n") == lines


@pytest.mark.parametrize(
    "text",
    [
        "Yinchuan Smart City Management and Command Centre (12345 Convenience Service Centre)",
        "福州市12345便民(惠企)服務平台——福州市“智慧福州”管理服務中心",
    ],
)
def test_broken_lines_fit_and_lose_nothing(text):
    with figure_style("en"):
        for broken in (wrap(text, 2.0, 8.5), wrap_evenly(text, 2.0, 8.5)):
            assert all(text_width(line, 8.5) <= 2.0 for line in broken.split("\n"))
            assert broken.replace("\n", "").replace(" ", "") == text.replace(" ", "")
        assert line_count(wrap(text, 2.0, 8.5)) == line_count(wrap_evenly(text, 2.0, 8.5)) > 1


def test_a_long_title_makes_the_figure_higher_and_keeps_to_its_width():
    with figure_style("en"):
        axes = plt.subplots(figsize=(4, 3), layout="constrained")[1]
        put_title(axes, "A finding that takes many words to tell " * 4, None)
        axes.figure.canvas.draw()
        title = axes.figure._suptitle.get_window_extent()
    assert axes.figure.get_size_inches()[1] > 3.4
    assert 0 <= title.x0 < title.x1 <= axes.figure.bbox.x1


def test_ink_reads_on_light_and_dark():
    assert [ink_on(step) for step in STEPS] == [ON_PALE] * 3 + [ON_DEEP] * 2
    # On a user's own colours it doesn't change with the page's theme.
    assert (ink_on("yellow"), ink_on("navy")) == ("#010101", "#fefefe")


def test_a_grid_takes_the_place_of_given_axes():
    with figure_style("en"):
        figure, (left, right) = plt.subplots(1, 2)
        grid = Sheet(speak("en"), "wide", right).grid(3.0, (1, 1))
    assert figure.axes == [left, grid[0][0], grid[1][0]]


def test_axes_outside_a_grid_are_refused_where_a_figure_needs_several():
    figure = plt.figure()
    lone: Axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
    with pytest.raises(ParameterError, match=r"plt\.subplots"):
        Sheet(speak("en"), "wide", lone).grid(3.0, (1, 1))


def test_every_chart_takes_colours() -> None:
    offered = [getattr(figures, name) for name in figures.__all__]
    kinds = [one for one in offered if inspect.isclass(one) and one is not figures.Chart]
    assert len(kinds) > 10
    for kind in kinds:
        assert {field.name for field in fields(kind)} & {"colours", "cmap"}, kind


def test_jupyter_shows_a_chart_as_svg_once_and_tells_it_in_words() -> None:
    frame = pd.DataFrame({"place": ["a", "b"], "value": [1.0, 2.0], "low": 0.5, "high": 3.0})
    chart = figures.DotInterval(frame, "place", "value", "low", "high")
    shown = chart._repr_mimebundle_()
    assert shown["text/plain"] == chart.describe() and "2: b" in shown["text/plain"]
    assert shown["text/html"].count("<svg") == 1 and "b: 2.00 (0.50–3.00)" in shown["text/html"]
    assert not plt.get_fignums()


def test_a_chart_with_another_look_is_another_chart() -> None:
    frame = pd.DataFrame({"place": ["a"], "value": [1.0], "low": 0.5, "high": 3.0})
    chart = figures.DotInterval(frame, "place", "value", "low", "high")
    assert chart.with_look(x_label="rate").x_label == "rate" and chart.x_label == ""
    with pytest.raises(
        ParameterError, match=r"no option 'colour'; it has: frame, .*did you mean 'colours'"
    ):
        chart.with_look(colour="red")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            lambda axes: figures.to_png(axes.figure),
            "axes is .*Figure.*; expected the axes of a figure",
        ),
        (
            lambda _: figures.to_svg(None, name="a", language="en"),
            "axes is None; expected the axes of a figure",
        ),
        (lambda axes: figures.to_png(axes, dpi="300"), "dpi is '300'; expected a number"),
        (lambda axes: figures.to_png(axes, dpi=0), "dpi is 0; expected a number above 0"),
        (lambda axes: figures.to_png(axes, language="fr"), "language = 'fr' is not offered"),
        (lambda _: figures.standalone_svg("a", "en"), "svg is 'a'; expected what to_svg returns"),
    ],
)
def test_what_cant_be_drawn_is_told(call, told) -> None:
    _, axes = plt.subplots()
    before = axes.figure.dpi
    with pytest.raises(ParameterError, match=told):
        call(axes)
    assert axes.figure.dpi == before
    plt.close(axes.figure)


COLOURED = {
    "dots": lambda colours: figures.DotInterval(
        pd.DataFrame({"place": ["a"], "value": [1.0], "low": 0.5, "high": 3.0}),
        "place", "value", "low", "high", colours=colours,
    ),
    "circles": lambda colours: figures.CircleMap(
        pd.DataFrame({"division_code": ["440000"], "count": [3]}), "count", colours=colours
    ),
    "groups": lambda colours: figures.GroupedDots(
        pd.DataFrame({"place": ["a"], "one": [1.0], "two": [2.0]}), "place",
        {"one": "One", "two": "Two"}, colours=colours,
    ),
    "chance": lambda colours: figures.NullDistribution(
        {"a": pd.DataFrame({"value": [1, 2], "probability": [0.5, 0.5]})}, 1, colours=colours
    ),
    "heat map": lambda colours: figures.HeatMap(
        pd.DataFrame({"x": [1, 2]}, index=["a", "b"]), colours=colours
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", COLOURED)
def test_one_colour_by_name_is_taken_and_a_misspelt_one_is_refused(kind: str) -> None:
    svg = figures.to_svg(COLOURED[kind]("#b30000").draw(), name="x", language="en")
    assert "#b30000" in svg
    with pytest.raises(ParameterError, match="redd"):
        COLOURED[kind]("redd").draw()
    if kind != "heat map":
        with pytest.raises(ParameterError, match=r"'redd'.*did you mean 'red'"):
            COLOURED[kind](["redd"]).draw()
