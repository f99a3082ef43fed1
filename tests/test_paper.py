"""A report's parts, and how a section begins in one output."""

import pandas as pd
import pytest

import hotlinelib as hl
from hotlinelib.part import Section


def test_a_section_is_its_heading_with_prose_below_in_one_output() -> None:
    paper = hl.Paper("en")
    section = paper.heading("Limits", "limits") + paper.points("One & two.", "", "Three.")
    assert section.content["text/html"] == (
        '<h2 id="limits">Limits</h2><ul><li>One &amp; two.</li><li>Three.</li></ul>'
    )
    assert section.content["text/plain"] == "Limits\n\nOne & two.\nThree."
    about = {"kind": "heading", "level": 2, "anchor": "limits", "text": "Limits"}
    assert about.items() <= section.about.items()


def test_a_cell_shows_a_table_below_its_heading_as_an_output_of_its_own() -> None:
    paper = hl.Paper("en")
    table = paper.table(pd.DataFrame({"count": [1]}), "counts", "Counts.")
    text = paper.heading("Counts", "counts") + paper.prose("These are counts.")
    section = text + table + paper.prose("So it is.")
    assert isinstance(section, Section)
    assert section.parts[0].content["text/plain"] == "Counts\n\nThese are counts."
    assert section.parts[1] == table
    assert section.parts[2].content["text/plain"] == "So it is."


def test_a_heading_below_anything_is_refused_as_it_begins_another_cell() -> None:
    paper = hl.Paper("en")
    heading, prose = paper.heading("Counts", "counts"), paper.prose("So it is.")
    table = paper.table(pd.DataFrame({"count": [1]}), "counts", "Counts.")
    for above, kind in ((prose, "prose"), (prose + table, "table")):
        with pytest.raises(
            hl.ParameterError, match=f"a heading can't be added below a {kind}; expected prose, a f"
        ):
            above + heading


@pytest.mark.parametrize(("language", "name"), [("en", "Guangdong"), ("zh-Hant", "廣東")])
def test_the_csv_beside_a_figure_names_places_in_the_readers_language(language, name) -> None:
    finding = hl.findings.counts(hl.select_awards(hl.load_awards("2019")))
    shown = hl.Paper(language).show(finding, table=False)
    (csv,) = (part.content["text/csv"] for part in shown.parts if "text/csv" in part.content)
    assert csv.splitlines()[0].lstrip("\ufeff").startswith("region_id,region,place,")
    assert f"440000,广东省,{name}," in csv


def test_what_is_no_figure_or_finding_is_refused_with_what_is_expected() -> None:
    from matplotlib import pyplot as plt

    paper, frame = hl.Paper("en"), pd.DataFrame({"count": [1]})
    for drawn in (None, frame, plt.figure()):
        with pytest.raises(hl.ParameterError, match="expected a chart of"):
            paper.figure(drawn, "one", "A caption.", alt="Nothing.")  # type: ignore[arg-type]
    for refused in (lambda: paper.show(frame), lambda: paper.summary("Why?", [frame])):  # type: ignore[arg-type, list-item]
        with pytest.raises(hl.ParameterError, match="expected a finding"):
            refused()
    with pytest.raises(hl.ParameterError, match="no cells"):
        paper.table(frame.head(0), "none", "Nothing.")
    plt.close("all")


def test_a_figure_is_taken_like_its_axes_and_a_name_stands_for_one_figure() -> None:
    from matplotlib import pyplot as plt

    paper = hl.Paper("en")
    for heights in ([1, 2], [1, 2], [2, 1]):
        figure, axes = plt.subplots()
        axes.bar(["a", "b"], heights)
        if heights == [1, 2]:
            assert paper.figure(figure, "bars", "Bars.", alt="Bars.").about["number"] == 1
        else:
            with pytest.raises(hl.ParameterError, match="called 'bars'"):
                paper.figure(figure, "bars", "Bars.", alt="Bars.")


def test_a_chart_brings_its_frame_and_refuses_text_for_numbers() -> None:
    frame = pd.DataFrame({"label": ["a"], "value": [1.0], "low": [0.5], "high": [2.0]})
    columns = ("label", "value", "low", "high")
    part = hl.Paper("en").figure(hl.figures.DotInterval(frame, *columns), "dots", "Dots.")
    assert part.content["text/csv"] == "label,value,low,high\na,1.0,0.5,2.0\n"
    for text in ("1", "much"):
        with pytest.raises(hl.ParameterError, match="value: expected numbers"):
            hl.figures.DotInterval(frame.assign(value=[text]), *columns).describe()
    for chart in (hl.figures.Choropleth, hl.figures.CircleMap):
        empty = pd.DataFrame({"division_code": [], "value": []})
        with pytest.raises(hl.ParameterError, match="no rows"):
            chart(empty, "value").draw()
