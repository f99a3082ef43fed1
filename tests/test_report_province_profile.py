"""The profile of a province: counts taken from the list by hand, and provinces without a winner."""

from __future__ import annotations

from typing import Any

import pytest
from notebook_runner import run_notebook
from sentences import check_findings, check_parts

import hotlinelib as hl
from hotlinelib.choices.province import ProvinceChoices
from hotlinelib.places.divisions import load_provinces

LISTED = hl.load_awards()
AWARDS = hl.select_awards(LISTED)
# Province; organisations, awards to organisations; people, their organisations, awards to people:
# counted in the printed list.
COUNTED = [
    ("广东", 9, 14, 8, 5, 8),
    ("Hebei", 0, 0, 0, 0, 0),
    ("海南省", 2, 3, 4, 2, 4),
    ("天津", 1, 2, 4, 1, 4),
]


@pytest.mark.parametrize(("province", "own", "awards", "people", "of", "to_people"), COUNTED)
def test_holdings_are_those_of_the_list(
    province: str, own: int, awards: int, people: int, of: int, to_people: int
) -> None:
    found = hl.findings.holdings(AWARDS, province=province, listed=LISTED)
    values = found.estimates.set_index("id")["value"]
    assert values[["holdings/organisations", "holdings/awards"]].tolist() == [own, awards]
    listed = [f"holdings/listed/{name}" for name in ("people", "organisations", "awards")]
    assert values[listed].tolist() == [people, of, to_people]
    assert found.frame["awards"].sum() == awards


def test_all_provinces_together_are_the_edition() -> None:
    everyone = hl.select_awards(LISTED, "all")
    found = [hl.findings.holdings(everyone, province=name) for name in load_provinces()["name"]]
    assert sum(one.frame["awards"].sum() for one in found) == len(LISTED)


def test_people_hold_their_awards_and_not_their_organisation() -> None:
    people = hl.select_awards(LISTED, "person")
    found = hl.findings.holdings(people, province="Guangdong")
    assert found.headline() == (
        "8 people from 5 organisations of Guangdong won 8 of the 38 awards, 21%."
    )


def test_the_first_sentence_names_the_awards_chosen() -> None:
    chosen = hl.select_awards(LISTED, awards="management_efficiency")
    found = hl.findings.holdings(chosen, province="宁夏")
    assert "12 awards (Best Management Efficiency Award)" in found.headline()


def test_places_of_a_province_add_up_and_a_municipality_is_one() -> None:
    # Shunde, a district of Foshan, counts for Foshan.
    found = hl.findings.province_coverage(AWARDS, province="广东")
    assert found.frame["count"].sum() == 14
    assert len(found.frame) == 21
    assert found.frame.set_index("place").loc["佛山市", "count"] == 4
    assert len(hl.findings.province_coverage(AWARDS, province="上海").frame) == 1


def test_equal_numbers_share_the_best_rank_and_none_has_no_rank() -> None:
    found = hl.findings.peers(AWARDS, province="北京")
    ranks = found.frame.set_index("region")["rank_count"]
    assert ranks.isna().sum() == 13
    # One organisation each: five provinces share the rank after the thirteen with more.
    assert (ranks == 14).sum() == 5
    assert "(1), tied with 4 other provinces" in found.headline()


def test_three_zeros_share_no_rank() -> None:
    big_data = hl.select_awards(LISTED, awards="big_data")
    found = hl.findings.peers(big_data, province="吉林")
    assert "None of the 3 provinces of its region (Northeast) has any." in found.sentences()
    assert not any("ranks" in text for text in found.sentences())


def test_a_province_without_an_award_reads_well() -> None:
    found = hl.findings.holdings(AWARDS, province="西藏", listed=LISTED)
    cities = hl.findings.province_coverage(AWARDS, province="西藏")
    peers = hl.findings.peers(AWARDS, province="西藏")
    assert cities.headline() == "None of the 7 prefecture-level divisions of Tibet won an award."
    assert peers.headline() == "Tibet has none of the 52 organisations, like 12 other provinces."
    assert "What did Tibet win" not in hl.findings.province.question(found)
    chinese = " ".join(hl.findings.province.limits(found, "zh-Hans"))
    assert "该自治区" in chinese
    assert "该省" not in chinese


def test_people_are_named_only_where_that_was_asked_for() -> None:
    people = LISTED.query("recipient == 'person' and province == '海南省'")["person"]
    assert len(people) == 4
    chosen = {"awards": hl.select_awards(LISTED, "all"), "province": "海南省", "listed": LISTED}
    silent = hl.findings.holdings(**chosen).table().to_csv()
    naming = hl.findings.holdings(show_people=True, **chosen).table().to_csv()
    for name in people:
        assert name not in silent
        assert name in naming


def test_a_province_takes_any_of_its_names_and_others_are_refused() -> None:
    for name in ("广东", "廣東省", "Guangdong", "440000"):
        assert ProvinceChoices(province=name).province == name
        assert hl.findings.holdings(AWARDS, province=name).province == "广东省"
    with pytest.raises(hl.ParameterError, match=r"province = 'Guangdon'.*'Guangdong'"):
        ProvinceChoices(province="Guangdon")


SELECTIONS: list[Any] = [
    {"recipients": "organisation"},
    {"recipients": "person"},
    pytest.param({"recipients": "all"}, marks=pytest.mark.slow),
    pytest.param({"awards": "big_data"}, marks=pytest.mark.slow),
    {"awards": ["big_data", "service_case"]},
]
ODD = [{}, {"unit": "awards", "per": "gdp"}, {"unit": "cities", "per": "gdp"}]


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_sentences_hold_for_provinces_of_all_kinds(chosen: dict[str, Any]) -> None:
    awards = hl.select_awards(LISTED, **chosen)
    for province in ("广东", "北京", "西藏", "吉林", "海南"):
        check_findings([hl.findings.holdings(awards, province=province, listed=LISTED)])
        check_findings([hl.findings.province_coverage(awards, province=province)])
    for province, odd in zip(("广东", "西藏", "重庆"), ODD, strict=True):
        check_findings([hl.findings.peers(awards, province=province, **odd)])


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD, ids=str)
def test_sentences_hold_for_every_province(odd: dict[str, Any]) -> None:
    for province in load_provinces()["name"]:
        check_findings([hl.findings.peers(AWARDS, province=province, **odd)])


@pytest.mark.parametrize(
    "parameters",
    [
        {"province": "天津", "recipients": "person", "unit": "awards", "language": "zh-Hans"},
        {"province": "新疆", "awards": "big_data", "per": "gdp", "language": "zh-Hant"},
    ],
    ids=str,
)
def test_the_report_holds_under_any_choice(parameters: dict[str, Any]) -> None:
    parts = run_notebook("province_profile", **parameters)
    check_parts(parts)
    if "awards" in parameters:
        assert "大數據應用創新示" in parts[0].content["text/plain"]
