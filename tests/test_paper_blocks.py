"""Figures and tables as HTML: what a reader gets, and that no text of theirs becomes a tag."""

from __future__ import annotations

from xml.etree import ElementTree

import pandas as pd
import pytest

import hotlinelib as hl
from hotlinelib.language import Text
from hotlinelib.language.text import Mark
from hotlinelib.paper_blocks import (
    TableColumn,
    figure_html,
    marked,
    table_html,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>5 &lt; 6</text></svg>'
FRAME = pd.DataFrame({"a": ["A & B", "<C>"], "b": ["1", None]})


def test_a_figure_says_what_it_shows_once_in_each_layout() -> None:
    figure = ElementTree.fromstring(
        figure_html(
            name="rates",
            number_label="Figure 1",
            title='"A" < B',
            caption="Caption.",
            alt="A map.",
            svg_wide=SVG,
            svg_narrow=SVG,
            source="Source.",
        )
    )
    assert figure.attrib["id"] == "figure-rates"
    assert figure.findtext("h3") == '"A" < B'
    wide, narrow = figure.findall("div")
    assert "hidden" not in wide.attrib
    assert "hidden" in narrow.attrib
    for drawing in (wide, narrow):
        assert drawing[0].attrib["aria-label"] == '"A" < B. A map.'
    assert "".join(figure.find("figcaption").itertext()) == "Figure 1 Caption.Source."


def read(html: str) -> tuple[list[str], list[list[str]]]:
    table = ElementTree.fromstring(html).find("div/table")
    head, *rows = (["".join(cell.itertext()) for cell in row] for row in table.iter("tr"))
    return head, rows


def test_a_table_holds_its_texts_and_a_dash_where_there_is_none() -> None:
    columns = [TableColumn("Name"), TableColumn("Count", "number")]
    html = table_html(
        FRAME, columns, name="t", number_label="Table 1", caption="C.", keys=["x", 'y"'],
        marked=["x"],
    )  # fmt: skip
    assert read(html) == (["Name", "Count"], [["A & B", "1"], ["<C>", "–"]])
    rows = ElementTree.fromstring(html).findall("div/table/tbody/tr")
    assert [row.attrib for row in rows] == [
        {"data-key": "x", "class": "marked"},
        {"data-key": 'y"'},
    ]
    assert "<details" not in html


@pytest.mark.parametrize(
    ("number", "priorities", "later"),
    [(4, None, 0), (6, None, 2), (6, {0: 1, 5: 1}, 4), (3, {0: 1}, 2)],
)
def test_columns_that_a_telephone_shows_on_demand(number, priorities, later) -> None:
    columns = [
        TableColumn(str(place), priority=None if priorities is None else priorities.get(place, 2))
        for place in range(number)
    ]
    html = table_html(
        pd.DataFrame([["x"] * number]), columns, name="t", number_label="Table 1", caption=""
    )
    heads = ElementTree.fromstring(html).findall("div/table/thead/tr/th")
    assert len([head for head in heads if "later" in head.get("class", "")]) == later
    assert ("<details" in html) == bool(later)


@pytest.mark.parametrize(
    ("columns", "keys", "message"),
    [
        ([TableColumn("a")], None, "1 columns are described, but the frame has 2"),
        ([TableColumn("a"), TableColumn("b")], ["x"], "1 keys for 2 rows"),
        ([TableColumn("a"), TableColumn("b")], "xy", "a list with the key of each row"),
    ],
)
def test_what_does_not_fit_is_refused(columns, keys, message) -> None:
    with pytest.raises(hl.ParameterError, match=message):
        table_html(FRAME, columns, name="t", number_label="Table 1", caption="", keys=keys)


def test_a_number_leads_back_to_its_estimate() -> None:
    text = Text("Gini < 0.62", [Mark(7, 11, "concentration/gini", "value")])
    assert marked(text) == ('Gini &lt; <span data-estimate="concentration/gini">0.62</span>')


def test_a_name_that_is_no_address_is_refused() -> None:
    with pytest.raises(hl.ParameterError, match="'my table'"):
        hl.Paper("en").table(FRAME, "my table", "C.")
