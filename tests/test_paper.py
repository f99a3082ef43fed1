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
