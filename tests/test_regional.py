"""The distribution over regions, against figures counted by hand and by other code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from notebook_runner import run_notebook
from scipy import stats
from sentences import check_captions, check_findings, check_parts, pairwise

import hotlinelib as hl
from hotlinelib.choices import OFFERED_PER, By, Recipients, Unit, offered
from hotlinelib.choices.regional import RegionalChoices
from hotlinelib.errors import ParameterError
from hotlinelib.findings.finding import Finding

AWARDS = hl.load_awards("2019")
ORGANISATIONS = hl.select_awards(AWARDS)

# Counted by hand from the five lists of awards to organisations.
PROVINCES = {
    "广东省": 14, "河南省": 7, "江苏省": 5, "安徽省": 5, "四川省": 5, "陕西省": 5, "福建省": 4,
    "江西省": 4, "山东省": 4, "浙江省": 3, "海南省": 3, "北京市": 2, "天津市": 2,
    "内蒙古自治区": 2, "湖南省": 2, "宁夏回族自治区": 2, "山西省": 1, "吉林省": 1,
}  # fmt: skip
OWN_REGIONS = "region,place,region_en\n长三角,上海,Delta\n长三角,江苏省,Delta\n湾区,广东,Bay\n"


def value(found: Finding, id: str, column: str = "value") -> float:
    return float(found.estimates.set_index("id").at[f"{found.name}/{id}", column])  # noqa: PD008


def test_provinces_are_those_counted_by_hand() -> None:
    counted = hl.findings.count_by(ORGANISATIONS, unit="awards").set_index("region")["count"]
    assert counted[counted > 0].to_dict() == PROVINCES
    assert (len(counted), int((counted == 0).sum())) == (31, 13)


@pytest.mark.parametrize(
    ("by", "unit", "counts"),
    [
        ("nbs_region", "awards", {"东部": 37, "中部": 19, "西部": 14, "东北": 1}),
        ("nbs_region", "organisations", {"东部": 26, "中部": 14, "西部": 11, "东北": 1}),
        ("level", "awards", {"province": 4, "prefecture": 61, "county": 6}),
        ("level", "cities", {"province": 2, "prefecture": 46, "county": 0}),
    ],
)
def test_larger_regions(by: Any, unit: Any, counts: dict[str, int]) -> None:
    found = hl.findings.count_by(ORGANISATIONS, unit=unit, by=by)
    assert found.set_index("region")["count"].to_dict() == counts


@pytest.mark.parametrize("unit", offered(Unit))
@pytest.mark.parametrize("recipients", offered(Recipients))
def test_totals_are_the_same_whichever_way_they_are_grouped(unit: Any, recipients: Any) -> None:
    selected = hl.select_awards(AWARDS, recipients)
    totals = {
        int(hl.findings.count_by(selected, unit=unit, by=by)["count"].sum()) for by in offered(By)
    }
    assert len(totals) == 1


@pytest.mark.parametrize(
    ("by", "per", "region", "size"),
    [
        ("province", "prefecture_divisions", "广东省", 21),
        ("province", "prefecture_divisions", "北京市", 1),  # a municipality counts as one
        ("province", "county_divisions", "广东省", 122),
        ("province", "population", "广东省", 124_890_000),  # end of 2019, revised series
        ("province", "gdp", "广东省", 107_986.9),  # 100 million yuan, 2019, revised
        ("nbs_region", "prefecture_divisions", "东北", 36),
        ("rank", "prefecture_divisions", "副省级市", 15),
        ("prefecture", "population", "石家庄市", 11_235_086),  # census of 2020
    ],
)
def test_sizes(by: Any, per: Any, region: str, size: float) -> None:
    assert hl.findings.region_sizes(by, per, 2018)[region] == pytest.approx(size)


def test_rates_of_guangdong_by_hand() -> None:
    rates = hl.findings.regional_rates(ORGANISATIONS).set_index("region").loc["广东省"]
    assert rates["count"] == 9
    assert rates["rate"] == pytest.approx(9 / 21)
    assert rates["location_quotient"] == pytest.approx((9 / 52) / (21 / 337))
    # Exact Poisson limits of a count of 9, from the table of Garwood (1936): 4.115 and 17.085.
    assert rates["rate_low"] == pytest.approx(4.115 / 21, abs=1e-3)
    assert rates["rate_high"] == pytest.approx(17.085 / 21, abs=1e-3)
    share = stats.binomtest(9, 52).proportion_ci(method="exact")
    assert rates["location_quotient_low"] == pytest.approx(share.low / (21 / 337))


def test_awards_of_one_organisation_are_no_independent_counts() -> None:
    # Beijing's two awards are those of one organisation: the interval must hold 1.
    awards = hl.findings.regional_rates(ORGANISATIONS, unit="awards").set_index("region")
    assert awards.loc["北京市", "location_quotient"] == pytest.approx((2 / 71) / (1 / 337))
    assert awards.loc["北京市", "location_quotient_low"] < 1
    assert awards.loc["广东省", "location_quotient_low"] > 1


def test_a_city_wins_or_not() -> None:
    cities = hl.findings.regional_rates(ORGANISATIONS, unit="cities").set_index("region")
    assert cities.loc["天津市", ["rate", "rate_high"]].tolist() == [1, 1]
    by_people = hl.findings.regional_rates(ORGANISATIONS, unit="cities", per="population")
    assert by_people["rate_high"].isna().all()


def test_fit_against_scipy() -> None:
    found = hl.findings.fit(ORGANISATIONS)
    sizes = hl.findings.region_sizes("province", "prefecture_divisions", 2018)
    observed = found.frame["count"].to_numpy()
    other = stats.chisquare(observed, 52 * sizes / sizes.sum())
    assert value(found, "chi_square") == pytest.approx(other.statistic)
    guangdong = stats.binomtest(9, 52, 21 / 337).pvalue
    assert value(found, "excess/440000", "p") == pytest.approx(guangdong)
    assert value(found, "excess/440000", "p_adjusted") == pytest.approx(31 * guangdong)
    # Drawn anew by other code: P(chi-square >= 57.5) of 52 organisations is about 0.011.
    drawn = np.random.default_rng(1).multinomial(52, sizes / sizes.sum(), size=40_000)
    expected = 52 * (sizes / sizes.sum()).to_numpy()
    exceeding = (((drawn - expected) ** 2 / expected).sum(axis=1) >= other.statistic - 1e-9).mean()
    assert value(found, "chi_square", "p") == pytest.approx(exceeding, abs=0.004)


def test_awards_are_redistributed_with_their_organisation() -> None:
    found = hl.findings.fit(ORGANISATIONS, unit="awards", per="population")
    sizes = hl.findings.region_sizes("province", "population", 2018).to_numpy()
    held = ORGANISATIONS.groupby("organisation_id").size().to_numpy()
    generator = np.random.default_rng(2)
    tables = np.zeros((20_000, 31))
    for number in held:
        places = generator.choice(31, size=20_000, p=sizes / sizes.sum())
        np.add.at(tables, (np.arange(20_000), places), number)
    expected = 71 * sizes / sizes.sum()
    observed = ((found.frame["count"] - expected) ** 2 / expected).sum()
    p_value = (((tables - expected) ** 2 / expected).sum(axis=1) >= observed - 1e-9).mean()
    assert value(found, "chi_square", "p") == pytest.approx(p_value, abs=0.01)
    # Independent awards would be significant (0.002): it is the clusters that make the difference.
    assert value(found, "chi_square", "p") > 0.05


def test_cities_by_population_are_distinct() -> None:
    found = hl.findings.fit(ORGANISATIONS, unit="cities", per="population")
    expected = found.frame.set_index("region")["expected"]
    # A multinomial expects 1.09 winning cities in Chongqing, which can have one.
    assert expected["重庆市"] < 1
    assert value(found, "chi_square", "p") < 0.05


def test_what_could_not_have_been_found() -> None:
    found = hl.findings.fit(ORGANISATIONS)
    assert value(found, "zeros") == 13
    assert value(found, "zeros_testable") == 0
    assert value(found, "cohens_w") > value(found, "cohens_w", "null_high")
    assert value(found, "cohens_w", "smallest_effect") == pytest.approx(0.73, abs=0.02)


def test_concentration_has_its_yardstick() -> None:
    found = hl.findings.concentration(ORGANISATIONS)
    counts = np.sort(found.frame["count"].to_numpy())
    by_hand = 2 * (np.arange(1, 32) * counts).sum() / (31 * counts.sum()) - 32 / 31
    assert value(found, "gini") == pytest.approx(by_hand)
    assert value(found, "gini") == pytest.approx(0.622, abs=0.001)
    assert value(found, "gini", "null_mean") == pytest.approx(0.48, abs=0.01)
    assert value(found, "gini", "null_low") == pytest.approx(0.39, abs=0.015)
    assert value(found, "gini", "null_high") == pytest.approx(0.57, abs=0.015)


@pytest.mark.parametrize("by", ["rank", "level"])
def test_nominal_kinds_have_no_concentration(by: Any) -> None:
    found = hl.findings.concentration(ORGANISATIONS, by=by)
    assert (found.reason, found.has_figure, found.has_table) == ("nominal", False, False)


def test_neighbours_and_their_leverage() -> None:
    found = hl.findings.neighbours(ORGANISATIONS, unit="awards")
    assert value(found, "morans_i_unadjusted") == pytest.approx(0.411, abs=0.001)
    assert value(found, "without/110000") == pytest.approx(0.03, abs=0.005)
    assert value(found, "without/110000", "p") == pytest.approx(0.5, abs=0.03)
    assert value(found, "pairs") == 69


def test_overdispersion_depends_on_the_denominator() -> None:
    found = hl.findings.overdispersion(ORGANISATIONS)
    alphas = {per: value(found, f"dispersion/{per}") for per in ("population", "gdp")}
    assert alphas == pytest.approx({"population": 0.27, "gdp": 0.13}, abs=0.005)
    assert value(found, "dispersion/population", "p") == pytest.approx(0.11, abs=0.005)


def test_coverage_counts_divisions_once() -> None:
    covered = hl.findings.division_coverage(ORGANISATIONS).set_index("region")
    assert (covered["cities"].sum(), covered["divisions"].sum()) == (48, 337)
    # 广州 佛山 深圳 珠海 东莞 惠州 湛江 江门; 顺德 counts with 佛山.
    assert covered.loc["广东省", ["cities", "divisions"]].tolist() == [8, 21]


def test_awards_by_region_by_hand() -> None:
    table = hl.findings.award_table(ORGANISATIONS, unit="awards")
    assert table.sum(axis="columns").tolist() == [15, 12, 26, 10, 8]
    assert table.loc["big_data"].to_dict() == {"东部": 7, "中部": 0, "西部": 1, "东北": 0}
    found = hl.findings.awards_by_region(ORGANISATIONS)
    other = stats.chi2_contingency(table.to_numpy(), correction=False)
    assert value(found, "chi_square") == pytest.approx(other.statistic)


def test_specification_holds_the_primary_analysis() -> None:
    found = hl.findings.specification(AWARDS)
    fit = hl.findings.fit(ORGANISATIONS)
    key = "organisations/prefecture_divisions/organisation"
    assert value(found, f"chi_square/{key}") == pytest.approx(value(fit, "chi_square"))
    assert value(found, f"quotient/{key}") == pytest.approx((9 / 52) / (21 / 337))
    tested = found.frame[found.frame["reason"] == ""]
    assert (len(found.frame), len(tested)) == (36, 33)
    assert set(found.frame.loc[found.frame["reason"] != "", "reason"]) == {"no_null"}


def test_few_counts_carry_no_inference() -> None:
    few = hl.select_awards(AWARDS, awards="big_data")
    for found in (
        hl.findings.fit(few),
        hl.findings.concentration(few),
        hl.findings.neighbours(few),
        hl.findings.overdispersion(few),
    ):
        assert found.reason == "few"
        assert found.estimates["p"].isna().all()


@pytest.mark.parametrize(
    ("by", "per"), [("prefecture", "gdp"), ("rank", "population"), ("level", "gdp")]
)
def test_denominators_that_are_not_offered(by: Any, per: Any) -> None:
    with pytest.raises(ParameterError, match="not offered with by"):
        hl.findings.regional_rates(ORGANISATIONS, by=by, per=per)


def test_own_regions_count_the_rest_too(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(OWN_REGIONS, encoding="utf-8")
    regions = hl.findings.choose_regions(str(path))
    counted = hl.findings.count_by(ORGANISATIONS, by=regions).set_index("region")["count"]
    assert counted.to_dict() == {"长三角": 4, "湾区": 9, "elsewhere": 39}
    found = hl.findings.counts(ORGANISATIONS, by=regions)
    assert str(found.headline()).startswith("Bay has the most: 9 of the 52")
    assert RegionalChoices(by=str(path)).by == str(path)
    with pytest.raises(ParameterError, match="no such file"):
        RegionalChoices(by=str(tmp_path / "none.csv"))
    # As a Chinese spreadsheet saves it
    path.write_bytes((OWN_REGIONS + ",,\r\n").encode("gb18030"))
    assert hl.findings.choose_regions(str(path)).order == regions.order
    for wrong, told in (("深训", "深训"), ("鼓楼区", "county")):
        path.write_text(OWN_REGIONS.replace("广东", wrong), encoding="utf-8")
        with pytest.raises(ParameterError, match=f"regions.csv, row .*{told}"):
            RegionalChoices(by=str(path))


def test_an_option_that_the_figure_does_not_have_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"'cmap'.*colours"):
        hl.findings.counts(ORGANISATIONS, by="province").plot(cmap="Reds")


def test_prefecture_frame() -> None:
    frame = hl.prefecture_frame("2019").set_index("division_code")
    assert frame[["awards", "organisations", "awards_to_people", "people"]].sum().tolist() == [
        71, 52, 38, 38,
    ]  # fmt: skip
    assert int(frame["won"].sum()) == 48
    assert int(frame["provincial_capital"].sum()) == 27
    assert frame["population"].min() > 0
    categories = [f"awards_{award}" for award in AWARDS["award_id"].unique()]
    assert frame[categories].to_numpy().sum() == 109
    # Xiamen touches Quanzhou and Zhangzhou, of which neither won an award to an organisation.
    assert frame.loc["350200", ["neighbours", "neighbours_awards"]].tolist() == [2, 0]


def test_neighbours_of_prefectures_make_those_of_provinces() -> None:
    pairs = hl.findings.load_prefecture_neighbours()
    provinces = {(a[:2] + "0000", b[:2] + "0000") for a, b in pairs.to_numpy() if a[:2] != b[:2]}
    known = hl.places.load_neighbours().query("kind == 'land'")
    assert provinces == set(zip(known["province_code"], known["neighbour_code"], strict=True))


def every_finding(unit: Any, by: Any, per: Any, recipients: Any, awards: str) -> list[Finding]:
    counted = hl.select_awards(AWARDS, recipients, awards)
    regions = hl.findings.choose_regions(by, "2019")
    same = {"unit": unit, "by": regions}
    return [
        hl.findings.counts(counted, **same),
        hl.findings.rates(counted, per=per, **same),
        hl.findings.fit(counted, per=per, **same),
        hl.findings.concentration(counted, per=per, **same),
        hl.findings.comparison(counted, **same),
        hl.findings.neighbours(counted, unit=unit, per=per),
        hl.findings.coverage(counted),
        hl.findings.leave_one_out(counted, **same),
        hl.findings.awards_by_region(counted, **same),
        hl.findings.overdispersion(counted, by=regions),
        hl.findings.regional_decisions(counted, per=per, **same),
        hl.findings.specification(
            AWARDS, per=per, recipients=recipients, award_ids=awards, draws=199, **same
        ),
    ]


ODD: list[dict[str, str]] = [
    row
    for row in pairwise(
        {
            "unit": offered(Unit),
            "by": offered(By),
            "per": OFFERED_PER["province"],
            "recipients": offered(Recipients),
            "awards": ("all", "big_data", "service_star, big_data"),
        }
    )
    if row["per"] in OFFERED_PER[row["by"]]
    and not (row["awards"] == "big_data" and row["recipients"] == "person")
]
# The slow tests go through all pairs.
FEW = [
    {"unit": "awards", "by": "rank", "per": "prefecture_divisions", "recipients": "person"},
    {"unit": "cities", "by": "region7", "per": "gdp", "awards": "big_data"},
]


@pytest.mark.parametrize("choices", FEW, ids=lambda row: "-".join(row.values()))
def test_sentences_hold(choices: dict[str, str]) -> None:
    check_findings(every_finding(**{"recipients": "organisation", "awards": "all", **choices}))


@pytest.mark.slow
@pytest.mark.parametrize("choices", ODD, ids=lambda row: "-".join(row.values()))
def test_sentences_hold_under_every_pair_of_parameters(choices: dict[str, str]) -> None:
    check_findings(every_finding(**choices))


@pytest.mark.slow
def test_sentences_hold_for_own_regions(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(OWN_REGIONS, encoding="utf-8")
    choices = {"unit": "organisations", "per": "population", "recipients": "all", "awards": "all"}
    check_findings(every_finding(by=str(path), **choices))


def test_a_single_row_is_told_as_one() -> None:
    one = ORGANISATIONS.iloc[:1]
    for found in (hl.findings.counts(one), hl.findings.rates(one), hl.findings.coverage(one)):
        check_findings([found])
    assert pd.isna(hl.findings.rates(one).frame["p_value_holm"]).all()


@pytest.mark.slow
def test_a_decision_made_the_other_way_is_the_test_of_the_changed_rows() -> None:
    found = hl.findings.regional_decisions(ORGANISATIONS, unit="awards").frame
    # Foshan's and its district's hotlines counted as one organisation, by hand.
    merged = ORGANISATIONS.copy()
    foshan = merged["prefecture"] == "佛山市"
    assert merged.loc[foshan, "organisation_id"].nunique() == 2
    merged.loc[foshan, "organisation_id"] = "foshan"
    by_hand = hl.findings.fit(merged, unit="awards")
    row = found[(found["decision"] == "merged/440600") & (found["id"] == "fit/excess/440000")]
    assert row["p_changed"].tolist() == [value(by_hand, "excess/440000", "p_adjusted")]
    # Guangdong's excess of awards hangs on each of the four, that of organisations on none.
    assert set(found.loc[found["crosses"], "id"]) == {"fit/excess/440000"}
    assert not hl.findings.regional_decisions(ORGANISATIONS).frame["crosses"].any()
    assert hl.findings.regional_decisions(ORGANISATIONS, unit="cities").frame.empty


def test_a_result_that_turns_round_is_changed() -> None:
    def results(awards: pd.DataFrame) -> pd.DataFrame:
        merged = awards["organisation_id"].nunique() < 52
        given = {
            "id": ["a", "b"],
            "value": [1.0 - 2 * merged, 1.0],
            "p": [0.01, 0.2 - 0.1 * merged],
        }
        return pd.DataFrame(given).assign(null_mean=0.0, p_adjusted=float("nan"))

    found = hl.findings.decide(ORGANISATIONS, results, ["merged"])
    assert set(found.loc[found["crosses"], "id"]) == {"a"}


# The report of the default parameters is run, and held to the same, in test_notebooks.
@pytest.mark.slow
def test_a_report_in_traditional_script_holds_and_no_caption_is_said_twice() -> None:
    parts = run_notebook("regional_distribution", awards="big_data", language="zh-Hant")
    check_parts(parts)
    check_captions(parts)
    assert any("大陸" in part.content["text/plain"] for part in parts)
