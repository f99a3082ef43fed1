"""The profile of a province: counts taken from the list by hand, and provinces without a winner."""

from __future__ import annotations

import pytest
from notebook_runner import run_notebook, text_of

import hotlinelib as hl
from hotlinelib.places.divisions import load_provinces
from hotlinelib.province.choices import ProvinceChoices
from hotlinelib.province.profile import (
    compare_peers,
    peers_of,
    place_counts,
    rows_of,
)
from hotlinelib.selection import select_awards

# Province, awards to organisations, awards to people: counted in the printed list.
COUNTED = [("广东省", 14, 8), ("河北省", 0, 0), ("海南省", 3, 4), ("天津市", 2, 4)]


@pytest.mark.parametrize(("province", "organisations", "people"), COUNTED)
def test_rows_of_a_province(province: str, organisations: int, people: int) -> None:
    awards = hl.load_awards()
    mine = rows_of(awards, province)
    assert (mine["recipient"] == "organisation").sum() == organisations
    assert (mine["recipient"] == "person").sum() == people


def test_all_profiles_together_are_the_edition() -> None:
    awards = hl.load_awards()
    assert sum(len(rows_of(awards, name)) for name in load_provinces()["name"]) == len(awards)
    compared = compare_peers(awards, awards, "population")
    regions = [peers_of(compared, name)["nbs_region"].unique() for name in compared["province"]]
    assert all(len(found) == 1 for found in regions)


def test_places_of_a_province_add_up_and_a_municipality_has_none() -> None:
    awards = select_awards(hl.load_awards(), "organisation")
    # Shunde, a district of Foshan, counts for Foshan.
    assert place_counts(awards, "广东省")["count"].sum() == 14
    assert place_counts(awards, "上海市").empty


def test_equal_numbers_share_the_best_rank() -> None:
    awards = hl.load_awards()
    compared = compare_peers(select_awards(awards, "organisation"), awards, "gdp")
    assert (compared.loc[compared["count"] == 0, "rank"] == 19).all()
    assert (compared["count"] == 0).sum() == 13


def test_a_province_without_a_winner_says_so_and_is_compared() -> None:
    parts = run_notebook("province_profile", province="河北省")
    text = text_of(parts)
    assert "Hebei won none of the awards counted here. It shares this with 12 of the" in text
    assert "No award of this edition went to a person of Hebei." in text
    shown = [part.about["name"] for part in parts if part.about["kind"] in ("figure", "table")]
    assert shown == ["places", "peers", "peers"]


def test_people_are_named_only_where_that_was_asked_for() -> None:
    people = rows_of(select_awards(hl.load_awards(), "person"), "海南省")["person"]
    assert len(people) == 4
    silent = text_of(run_notebook("province_profile", province="海南省"))
    naming = text_of(run_notebook("province_profile", province="海南省", show_people=True))
    for name in people:
        assert name not in silent
        assert name in naming


def test_a_province_that_isnt_one_is_refused_with_the_names_of_all() -> None:
    with pytest.raises(hl.ParameterError) as caught:
        ProvinceChoices(province="Guangdong")
    assert "province = 'Guangdong' is not offered; use: 北京市 (Beijing)" in str(caught.value)
    assert "广东省 (Guangdong)" in str(caught.value)
