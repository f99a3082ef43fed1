"""A report's parts, and how a section begins in one output."""

import pandas as pd
import pytest

import hotlinelib as hl


def test_a_section_is_its_heading_with_prose_below_in_one_output() -> None:
    paper = hl.Paper("en")
    section = paper.heading("Limits", "limits") + paper.points("One & two.", "", "Three.")
    assert section.content["text/html"] == (
        '<h2 id="limits">Limits</h2><ul><li>One &amp; two.</li><li>Three.</li></ul>'
    )
    assert section.content["text/plain"] == "Limits\n\nOne & two.\nThree."
    assert section.about == {"kind": "heading", "level": 2, "anchor": "limits", "text": "Limits"}


def test_a_table_below_a_heading_is_refused_as_it_has_files_of_its_own() -> None:
    paper = hl.Paper("en")
    table = paper.table(pd.DataFrame({"count": [1]}), "counts", "Counts.")
    with pytest.raises(
        hl.ParameterError, match=r"a table can't be added to a heading; expected pr"
    ):
        paper.heading("Counts", "counts") + table
    with pytest.raises(hl.ParameterError, match="a prose can't be added to a table; expected"):
        table + paper.prose("So it is.")
