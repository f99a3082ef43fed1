"""Editions known in full and in part, several at once, and what the article tells of an edition."""

from __future__ import annotations

import pandas as pd
import pytest

import hotlinelib as hl
from hotlinelib.choices.regional import RegionalChoices
from hotlinelib.curation.audit import audit_edition
from hotlinelib.language.script import to_simplified
from hotlinelib.tables.names import resolve_province


def test_several_editions_are_one_frame_with_the_edition_of_each_row():
    one, full = hl.load_awards("2019"), hl.list_editions()
    pd.testing.assert_frame_equal(hl.load_awards(["2019", 2019]), one)
    assert list(hl.load_awards("all")["edition"].unique()) == list(full)


def test_a_partial_edition_loads_what_is_known_and_is_not_counted():
    for edition in hl.list_editions("partial"):
        known = hl.load_witnesses().query("edition == @edition and relation == 'same_award'")
        if known.empty:
            with pytest.raises(hl.ParameterError, match="load_witnesses"):
                hl.load_awards(edition)
            continue
        with pytest.warns(UserWarning, match=f"of edition {edition} press reports"):
            awards = hl.load_awards(edition)
        assert awards["organisation_id"].tolist() == known["organisation_id"].tolist()
        assert awards["person"].isna().all()
        both = hl.load_awards([edition, "2019"])
        assert len(both) == len(awards) + len(hl.load_awards("2019"))
        with pytest.raises(hl.ParameterError, match=f"of edition {edition} press reports"):
            hl.findings.concentration(awards)
        with pytest.raises(hl.ParameterError, match="aren't pooled"):
            hl.findings.kinds(both)
        for refused in (audit_edition, hl.prefecture_frame, RegionalChoices):
            with pytest.raises(hl.ParameterError, match=f"of edition {edition} press reports"):
                refused(edition)


def test_an_edition_that_is_not_there_is_refused_in_a_list_too():
    with pytest.raises(hl.ParameterError, match="'1999' is not in the data set"):
        hl.load_awards(["2019", 1999])


def test_witnesses_name_the_line_that_they_confirm():
    witnesses = hl.load_witnesses().query("edition == '2019'")
    rows = hl.load_awards("2019").set_index("source_line")
    confirmed = rows.loc[witnesses["source_line"], ["organisation_id", "award_id", "recipient"]]
    assert len(witnesses) == 4
    assert confirmed.to_numpy().tolist() == witnesses[list(confirmed)].to_numpy().tolist()


def test_english_names_of_places_stand_beside_the_chinese_ones():
    for table in (hl.load_awards("2019"), hl.load_organisations()):
        assert table["province_en"].notna().all()
        assert table["prefecture_en"].notna().equals(table["prefecture"].notna())
        places = table.set_index("organisation_id")[["province_en", "prefecture_en", "county_en"]]
        shunde = table.loc[table["county"] == "顺德区", "organisation_id"].iloc[0]
        found = places.loc[[shunde]].iloc[0].tolist()
        assert found == ["Guangdong", "Foshan", "Shunde"]


def test_the_record_names_who_gave_the_awards_and_who_spoke():
    record = hl.read_source_record("2019")
    roles = [one.role for one in record.organisers]
    assert roles == ["guidance", *["host"] * 3, *["organiser"] * 2]
    for one in [record.award_name, *record.organisers]:
        assert one.name_hans == to_simplified(one.name)
        assert one.name_in("en") == one.name_en
        assert 1 <= one.line < hl.load_awards("2019")["source_line"].min()
    provinces = {one.name_hans: one.province for one in record.organisers if one.province}
    assert set(provinces.values()) == {"广东省"}
    assert len(provinces) == 3
    names = hl.load_divisions(record.divisions_year).set_index("division_code")["name"]
    assert [one.place for one in record.speakers] == [
        names[one.division_code] for one in record.speakers
    ]
    assert len(record.speakers) == 11
    assert record.order == "none"


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("广东", "广东省"),
        ("广东省", "广东省"),
        ("廣東", "广东省"),
        ("廣東省", "广东省"),
        ("Guangdong", "广东省"),
        ("guangdong province", "广东省"),
        ("440000", "广东省"),
        ("陕西", "陕西省"),
        ("Shaanxi", "陕西省"),
        ("Shanxi", "山西省"),
        (" inner mongolia ", "内蒙古自治区"),
        ("新疆維吾爾自治區", "新疆维吾尔自治区"),
    ],
)
def test_a_province_is_known_by_any_of_its_names(text, province):
    assert resolve_province(text) == province


@pytest.mark.parametrize("row", hl.load_award_categories().to_dict("records"))
def test_an_award_is_known_by_its_identifier_and_its_titles(row):
    awards = hl.load_awards()
    for column in ("award_id", "award_hant", "award_hans", "award_en", "award_short_en"):
        chosen = hl.select_awards(awards, "all", [row[column]])
        assert set(chosen["award_id"]) == {row["award_id"]}


def test_unknown_names_are_answered_with_near_ones():
    with pytest.raises(hl.ParameterError, match="did you mean 'Guangdong'"):
        resolve_province("Guangdng")
    with pytest.raises(hl.ParameterError, match="expected text"):
        resolve_province(440000)
