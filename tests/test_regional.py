"""The distribution over regions, against figures counted by hand from the printed list."""

import numpy as np
import pandas as pd
import pytest

import hotlinelib as hl
from hotlinelib.choices import UNITS
from hotlinelib.regional.checks import (
    fit_by_choice,
    fit_to_size,
    leave_one_award_out,
    measure_concentration,
    rank_by_choice,
)
from hotlinelib.regional.choices import BY, OFFERED_DENOMINATORS, RegionalChoices
from hotlinelib.regional.distribution import (
    award_table,
    compare_regions,
    count_by,
    coverage,
    locate_counts,
    regional_rates,
)
from hotlinelib.regional.regions import (
    list_denominators,
    list_regions,
    name_neighbours,
)
from hotlinelib.selection import select_awards

AWARDS = hl.load_awards()
ORGANISATIONS = select_awards(AWARDS)

# Counted by hand from the five lists of awards to organisations.
PROVINCES = {
    "广东省": 14, "河南省": 7, "江苏省": 5, "安徽省": 5, "四川省": 5, "陕西省": 5, "福建省": 4,
    "江西省": 4, "山东省": 4, "浙江省": 3, "海南省": 3, "北京市": 2, "天津市": 2,
    "内蒙古自治区": 2, "湖南省": 2, "宁夏回族自治区": 2, "山西省": 1, "吉林省": 1,
}  # fmt: skip


def test_provinces_are_those_counted_by_hand() -> None:
    counted = count_by(ORGANISATIONS, "awards", "province").set_index("province")["count"]
    assert counted[counted > 0].to_dict() == PROVINCES
    assert len(counted) == 31
    assert (counted == 0).sum() == 13


@pytest.mark.parametrize(
    ("by", "unit", "counts"),
    [
        ("nbs_region", "awards", {"东部": 37, "中部": 19, "西部": 14, "东北": 1}),
        (
            "region7",
            "awards",
            {"华北": 7, "东北": 1, "华东": 25, "华中": 9, "华南": 17, "西南": 5, "西北": 7},
        ),
        ("level", "awards", {"province": 4, "prefecture": 61, "county": 6}),
        ("level", "cities", {"province": 2, "prefecture": 46, "county": 0}),
    ],
)
def test_larger_regions(by: str, unit: str, counts: dict[str, int]) -> None:
    assert count_by(ORGANISATIONS, unit, by).set_index(by)["count"].to_dict() == counts


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("recipients", ["organisation", "person", "all"])
def test_totals_are_the_same_whichever_way_they_are_cut(unit: str, recipients: str) -> None:
    selected = select_awards(AWARDS, recipients)
    assert len({int(count_by(selected, unit, by)["count"].sum()) for by in BY}) == 1


@pytest.mark.parametrize("by", BY)
def test_nothing_selected_leaves_every_region_with_zero(by: str) -> None:
    counted = count_by(AWARDS.iloc[:0], "awards", by)
    assert counted[by].tolist() == list_regions(by)
    assert (counted["count"] == 0).all()


@pytest.mark.parametrize(
    ("by", "denominator", "region", "size"),
    [
        ("province", "prefecture_divisions", "广东省", 21),
        ("province", "prefecture_divisions", "北京市", 1),  # a municipality counts as one
        ("province", "county_divisions", "广东省", 1.22),  # hundreds
        ("province", "population", "广东省", 124.89),  # millions, revised series
        ("province", "gdp", "广东省", 107.9869),  # hundreds of billions of yuan, revised
        ("nbs_region", "prefecture_divisions", "东北", 36),
        ("rank", "prefecture_divisions", "副省级市", 15),
        ("level", "prefecture_divisions", "prefecture", 333),
        ("prefecture", "population", "石家庄市", 11.235086),
    ],
)
def test_sizes(by: str, denominator: str, region: str, size: float) -> None:
    sizes = list_denominators(by, denominator).set_index(by)["denominator"]
    assert sizes[region] == pytest.approx(size)


def test_every_offered_size_covers_every_region() -> None:
    for by, denominators in OFFERED_DENOMINATORS.items():
        for denominator in denominators:
            sizes = list_denominators(by, denominator)
            assert sizes[by].tolist() == list_regions(by)
            assert (sizes["denominator"] > 0).all(), (by, denominator)


def test_rates_of_guangdong_by_hand() -> None:
    row = (
        regional_rates(ORGANISATIONS, "awards", "province", "prefecture_divisions")
        .set_index("province")
        .loc["广东省"]
    )
    assert row["rate"] == pytest.approx(14 / 21)
    assert row["share"] == pytest.approx(14 / 71)
    assert row["location_quotient"] == pytest.approx((14 / 71) / (21 / 337))
    # Exact Poisson limits of a count of 14, from the table of Garwood (1936): 7.65 and 23.49.
    assert row["rate_low"] == pytest.approx(7.654 / 21, abs=1e-4)
    assert row["rate_high"] == pytest.approx(23.490 / 21, abs=1e-4)


def test_shares_beside_population_and_gdp() -> None:
    compared = compare_regions(ORGANISATIONS, "awards", "nbs_region").set_index("nbs_region")
    assert compared["share"].round(3).to_dict() == {
        "东部": 0.521, "中部": 0.268, "西部": 0.197, "东北": 0.014,
    }  # fmt: skip
    for column in ("share", "population", "gdp", "prefecture_divisions", "county_divisions"):
        assert compared[column].sum() == pytest.approx(1)


def test_coverage_counts_divisions_once() -> None:
    covered = coverage(ORGANISATIONS).set_index("province")
    assert covered["cities"].sum() == 48
    assert covered["divisions"].sum() == 337
    # 广州 佛山 深圳 珠海 东莞 惠州 湛江 江门; 顺德 counts with 佛山.
    assert covered.loc["广东省", ["cities", "divisions"]].tolist() == [8, 21]


def test_award_table_keeps_regions_without_any() -> None:
    table = award_table(ORGANISATIONS, "awards", "nbs_region")
    assert table.sum(axis="columns").tolist() == [15, 12, 26, 10, 8]
    assert table.loc["big_data"].to_dict() == {"东部": 7, "中部": 0, "西部": 1, "东北": 0}


def test_counts_for_a_map_have_codes() -> None:
    provinces = locate_counts(ORGANISATIONS, "awards", "province")
    prefectures = locate_counts(ORGANISATIONS, "awards", "prefecture")
    assert (len(provinces), len(prefectures)) == (31, 337)
    assert provinces["count"].sum() == prefectures["count"].sum() == 71
    foshan = prefectures.set_index("division_code").loc["440600"]
    assert foshan["count"] == 4  # two of its own, two of 顺德


def test_an_award_of_a_city_that_its_province_runs_is_not_lost() -> None:
    xiantao = ORGANISATIONS.iloc[:1].assign(
        division_code="429004", province="湖北省", prefecture=np.nan, county="仙桃市",
        level="county", rank="县级市",
    )  # fmt: skip
    awards = pd.concat([ORGANISATIONS, xiantao], ignore_index=True)
    for by in BY:
        assert count_by(awards, "cities", by)["count"].sum() == 49
    assert count_by(awards, "awards", "prefecture").set_index("prefecture")["count"]["仙桃市"] == 1


def test_neighbours_follow_the_stated_rule_for_hainan() -> None:
    pairs = name_neighbours()
    assert pairs.loc[pairs["province"] == "海南省", "neighbour"].tolist() == ["广东省"]
    assert set(pairs["province"]) == set(list_regions("province"))


def test_choices_refuse_every_mistake_at_once() -> None:
    with pytest.raises(hl.ParameterError) as caught:
        RegionalChoices(unit="hotlines", by="county", language="fr")
    told = str(caught.value)
    assert "unit = 'hotlines' is not offered; use: awards, organisations, cities" in told
    assert "by = 'county' is not offered; use: province, nbs_region" in told
    assert "language = 'fr' is not offered; use: en, zh-Hans, zh-Hant" in told


def test_choices_refuse_sizes_that_do_not_exist() -> None:
    with pytest.raises(
        hl.ParameterError,
        match="denominator = 'gdp' is not offered with by = 'prefecture'; use: prefecture_div",
    ):
        RegionalChoices(by="prefecture", denominator="gdp")


def test_edition_may_come_as_a_number_as_papermill_reads_it() -> None:
    assert RegionalChoices(edition=2019).edition == "2019"  # type: ignore[arg-type]


def test_concentration_over_all_31_provinces() -> None:
    rates = regional_rates(ORGANISATIONS, "awards", "province", "prefecture_divisions")
    measured = measure_concentration(rates, "province")
    shares = np.array([count / 71 for count in PROVINCES.values()])
    assert measured.herfindahl_hirschman == pytest.approx((shares**2).sum())
    assert measured.equivalent_regions == pytest.approx(1 / (shares**2).sum())
    # Gini by the mean absolute difference, over 18 provinces with awards and 13 without.
    values = np.array([*PROVINCES.values(), *[0] * 13])
    differences = np.abs(values[:, None] - values[None, :]).mean()
    assert measured.gini == pytest.approx(differences / (2 * values.mean()))
    assert measured.theil == pytest.approx((shares * np.log(shares * 31)).sum())


def test_the_test_of_fit_depends_on_what_is_counted() -> None:
    fits = fit_by_choice(ORGANISATIONS, RegionalChoices()).set_index(["unit", "denominator_name"])
    assert len(fits) == 12
    assert fits.loc[("awards", "prefecture_divisions"), "p_value"] < 0.001
    assert fits.loc[("organisations", "population"), "p_value"] > 0.05
    assert fits.loc[("cities", "gdp"), "count"] == 48


def test_chi_square_by_hand() -> None:
    choices = RegionalChoices(by="nbs_region", denominator="prefecture_divisions")
    rates = regional_rates(ORGANISATIONS, "awards", "nbs_region", "prefecture_divisions")
    expected = np.array([88, 82, 131, 36]) / 337 * 71
    observed = np.array([37, 19, 14, 1])
    by_hand = ((observed - expected) ** 2 / expected).sum()
    assert fit_to_size(rates, choices).statistic == pytest.approx(by_hand)


def test_ranks_of_provinces_change_with_one_choice_at_a_time() -> None:
    ranks = rank_by_choice(AWARDS, RegionalChoices())
    assert list(ranks.columns) == [
        "own", "unit:organisations", "unit:cities", "recipients:person", "recipients:all",
        "denominator:county_divisions", "denominator:population", "denominator:gdp",
    ]  # fmt: skip
    assert ranks.loc[["北京市", "天津市"], "own"].tolist() == [1, 1]
    assert (ranks.loc[["河北省", "上海市"], "own"] == 19).all()


def test_a_variant_without_awards_has_no_ranks() -> None:
    ranks = rank_by_choice(AWARDS, RegionalChoices(awards="big_data"))
    assert ranks["recipients:person"].isna().all()
    assert ranks["own"].notna().all()


def test_leaving_out_each_award() -> None:
    left_out = leave_one_award_out(ORGANISATIONS, RegionalChoices(by="nbs_region"))
    assert left_out["count"].tolist() == [56, 59, 45, 61, 63]
    without_big_data = left_out.set_index("award_id").loc["big_data"]
    assert without_big_data["first"] == "东部"
    assert without_big_data["first_share"] == pytest.approx(30 / 63)


def test_leaving_out_the_only_award_leaves_nothing() -> None:
    only = select_awards(AWARDS, "organisation", "big_data")
    row = leave_one_award_out(only, RegionalChoices(awards="big_data")).iloc[0]
    assert (row["count"], row["first"]) == (0, "")
