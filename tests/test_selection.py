"""What is counted, and as what."""

import pandas as pd
import pytest

import hotlinelib as hl
from hotlinelib.selection import city_units, count_units, select_awards

AWARDS = hl.load_awards()


@pytest.mark.parametrize(
    ("recipients", "awards_chosen", "rows"),
    [
        ("organisation", "all", 71),
        ("person", "all", 38),
        ("all", "all", 109),
        ("organisation", "big_data", 8),
        ("all", "big_data, service_star", 22),
        ("person", "service_star", 14),
        # An award by its title in any language
        ("organisation", "Best Service Case Award", 10),
        ("person", "卓越服务之星", 14),
    ],
)
def test_selects_rows(recipients: str, awards_chosen: str, rows: int) -> None:
    assert len(select_awards(AWARDS, recipients, awards_chosen)) == rows


@pytest.mark.parametrize(
    ("recipients", "awards_chosen", "told"),
    [
        ("people", "all", "recipients = 'people' is not offered; use: organisation, person, all"),
        ("all", "bigdata", "awards = 'bigdata' is not offered; use: all, management_innovation"),
        ("organisation", "service_star", "leave no row to count; choose recipients = 'all'"),
        ("all", " , ", "awards names none; use: all, management_innovation"),
    ],
)
def test_refuses_what_is_not_offered(recipients: str, awards_chosen: str, told: str) -> None:
    with pytest.raises(hl.ParameterError, match=told):
        select_awards(AWARDS, recipients, awards_chosen)


@pytest.mark.parametrize("count", [select_awards, hl.findings.counts])
def test_a_selection_that_fits_nothing_is_told_that_names_are_full(count) -> None:
    with pytest.raises(hl.ParameterError, match=r"no rows.*广东省"):
        count(AWARDS[AWARDS["province"] == "广东"])


@pytest.mark.parametrize(
    ("division_code", "city"),
    [
        ("440606", "佛山市"),  # 顺德区 counts with its city
        ("320583", "苏州市"),  # 昆山市, a county-level city
        ("510112", "成都市"),  # 龙泉驿区
        ("110105", "北京市"),  # a district of a municipality counts as the municipality
        ("310000", "上海市"),
        ("640100", "银川市"),
        ("429004", "仙桃市"),  # run by its province: counts for itself
        ("469001", "五指山市"),
        ("460000", "海南省"),  # a province's own hotline is no city, and is not made one
    ],
)
def test_city_that_a_division_counts_for(division_code: str, city: str) -> None:
    row = pd.DataFrame({"division_code": [division_code]})
    assert city_units(row)["city"].tolist() == [city]


def test_refuses_an_unknown_code() -> None:
    with pytest.raises(hl.ParameterError, match="no division codes of 2018: '999999'"):
        city_units(pd.DataFrame({"division_code": ["999999"]}))


@pytest.mark.parametrize(
    ("recipients", "unit", "number"),
    [
        ("organisation", "awards", 71),
        ("organisation", "organisations", 52),
        ("organisation", "cities", 48),
        ("all", "organisations", 53),
        # 相城区 wins only through a person, and its city Suzhou has others.
        ("all", "cities", 48),
        ("person", "awards", 38),
    ],
)
def test_units(recipients: str, unit: str, number: int) -> None:
    assert len(count_units(select_awards(AWARDS, recipients), unit)) == number


def test_a_city_has_its_own_rank_not_that_of_the_district_that_won() -> None:
    kunshan = AWARDS[AWARDS["division_code"] == "320583"]
    city = count_units(kunshan, "cities").iloc[0]
    assert (city["division_code"], city["level"], city["rank"]) == (
        "320500",
        "prefecture",
        "地级市",
    )
    assert pd.isna(city["county"])


def test_inputs_stay_as_they_were() -> None:
    before = AWARDS.copy(deep=True)
    for unit in ("awards", "organisations", "cities"):
        count_units(select_awards(AWARDS, "all"), unit)
    pd.testing.assert_frame_equal(AWARDS, before)
