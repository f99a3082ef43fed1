"""Kinds of institution: rules and exceptions give the curated kinds, names come apart in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from notebook_runner import run_notebook, text_of
from sentences import check_captions, check_findings, check_parts, pairwise

import hotlinelib as hl
from hotlinelib.choices import Recipients, offered
from hotlinelib.choices.institutions import InstitutionChoices
from hotlinelib.language import LANGUAGES
from hotlinelib.tables.read import read_table

ORGANISATIONS = hl.load_organisations()
LISTED = hl.load_awards()
AWARDS = hl.select_awards(LISTED)

# Names of many forms, invented where the list has none like them.
TOLD = [
    ("聊城市市長公開電話受理中心", "mayor_hotline"),
    ("某县县长热线办公室", "mayor_hotline"),
    ("安陽市市長便民公開電話受理中心", "mayor_hotline"),
    ("鄭州市投訴舉報平台", "complaint_platform"),
    ("銀川市智慧城市管理指揮中心(12345便民服務中心)", "command_data_centre"),
    ("12345海口市民服務智慧聯動平台", "hotline"),
    ("自貢市政務服務和數字化管理局", "government_service_bureau"),
    ("溫州市12345政務服務熱線中心", "hotline"),
    ("成都市龍泉驛區行政審批局", "government_service_bureau"),
    ("天津市便民專線服務中心", "convenience_centre"),
    ("黃山市12345統一呼叫中心", "hotline"),
]


@pytest.mark.parametrize(("name", "kind"), TOLD)
def test_a_name_tells_its_kind(name: str, kind: str) -> None:
    assert hl.findings.classify_names(pd.Series([name])).tolist() == [kind]


def test_rules_and_exceptions_give_exactly_the_curated_kinds() -> None:
    curated = ORGANISATIONS.set_index("organisation_id")["kind"]
    told = ORGANISATIONS.assign(kind=hl.findings.identify_kinds(ORGANISATIONS))
    assert told.set_index("organisation_id")["kind"].to_dict() == curated.to_dict()


def test_every_exception_is_needed_and_has_a_reason() -> None:
    exceptions = read_table("kind_exceptions").merge(
        ORGANISATIONS[["organisation_id", "organisation_hans"]], on="organisation_id", how="left"
    )
    by_rule = hl.findings.classify_names(exceptions["organisation_hans"])
    assert (by_rule != exceptions["kind"]).all()
    assert (exceptions["reason"].str.len() > 20).all()


def test_every_rule_decides_something_and_every_kind_has_a_rule() -> None:
    rules = read_table("kind_rules")
    assert set(rules["kind"]) == set(hl.findings.load_kinds()["kind"])
    # Kinds that no winner of 2019 is of: departments, companies and public institutions.
    more = pd.Series(["某市财政局", "某市供电公司", "某市图书馆"])
    names = pd.concat([ORGANISATIONS["organisation_hans"], more])
    assert set(rules["kind"]) == set(hl.findings.classify_names(names))


def test_the_official_name_of_a_hotline_is_a_hotlines():
    names = pd.Series(["某市12345政务服务便民热线", "某市12345便民服务热线"])
    assert hl.findings.classify_names(names).tolist() == ["hotline", "convenience_centre"]


def test_a_name_that_no_rule_knows_has_no_kind() -> None:
    assert hl.findings.classify_names(pd.Series(["某市广场", None])).isna().all()


def test_kinds_are_added_to_own_awards_too() -> None:
    own = pd.DataFrame({"organisation_id": ["own"], "organisation_hans": ["某市便民服务中心"]})
    assert hl.findings.add_kinds(own)["kind"].tolist() == ["convenience_centre"]
    with pytest.raises(hl.ParameterError, match="organisation_id"):
        hl.findings.add_kinds(pd.DataFrame({"x": [1]}))


# Counted by hand over the 52 organisations with an award of their own.
def test_counts_by_region_are_those_counted_by_hand() -> None:
    table = hl.findings.kinds_by_region(AWARDS, "nbs_region")
    assert table.loc["mayor_hotline"].to_dict() == {"东部": 1, "中部": 7, "西部": 1, "东北": 0}
    assert int(table.to_numpy().sum()) == AWARDS["organisation_id"].nunique() == 52
    assert int(hl.findings.kinds_by_award(AWARDS, "awards").to_numpy().sum()) == 71


def test_an_exception_is_told_only_of_what_is_counted() -> None:
    # The one exception is Fuzhou's centre, which won no award to people.
    with_it = hl.findings.kinds(AWARDS).sentences()
    without = hl.findings.kinds(hl.select_awards(LISTED, "person")).sentences()
    assert any("exception" in text for text in with_it)
    assert not any("exception" in text for text in without)


def test_kinds_differ_between_regions_by_permutation_of_organisations() -> None:
    found = hl.findings.kinds_and_regions(AWARDS)
    values = found.estimates.set_index("id")
    once = hl.findings.add_kinds(AWARDS).drop_duplicates("organisation_id")
    generator = np.random.default_rng(7)

    def chi_square(kinds: np.ndarray[Any, Any]) -> float:
        table = pd.crosstab(kinds, once["nbs_region"].to_numpy()).to_numpy()
        expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
        return float(((table - expected) ** 2 / expected).sum())

    observed = chi_square(once["kind"].to_numpy())
    drawn = [chi_square(generator.permutation(once["kind"])) for _ in range(500)]
    assert values.loc["kinds_and_regions/chi_square", "value"] == pytest.approx(observed)
    p = np.mean([value >= observed - 1e-9 for value in drawn])
    assert values.loc["kinds_and_regions/chi_square", "p"] == pytest.approx(p, abs=0.015)
    assert "mayor's hotline, Central: 7 of 9 (2.4 expected)" in " ".join(found.sentences())
    assert "government-service or approval bureau, West: 5 of 6" in " ".join(found.sentences())


def test_awards_of_one_organisation_are_no_independent_counts() -> None:
    # Four awards to people of one centre in Tianjin made p < 0.001 where awards were independent.
    people = hl.select_awards(LISTED, "person")
    found = hl.findings.kinds_and_regions(people, unit="awards", by="province", draws=999)
    assert not (found.frame["p_value_holm"] < 0.05).any()


@pytest.mark.parametrize(
    ("awards", "reason"), [("big_data", "few"), (["big_data", "service_to_the_people"], "")]
)
def test_few_counts_and_one_column_are_not_tested(awards: Any, reason: str) -> None:
    chosen = hl.select_awards(LISTED, awards=awards)
    found = hl.findings.kinds_and_regions(chosen, draws=99)
    assert found.reason == reason
    assert found.estimates["p"].notna().any() == (not reason)
    if isinstance(awards, str):
        assert hl.findings.kinds_and_awards(chosen).reason == "single"


def test_every_name_comes_apart_into_words_of_the_dictionary() -> None:
    words = hl.findings.split_names(ORGANISATIONS)
    assert words["known"].all(), words[~words["known"]]
    assert set(words["organisation_id"]) == set(ORGANISATIONS["organisation_id"])
    assert set(words["word"]) == set(read_table("name_words")["word"])


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("haikou-12345", ["12345", "市民", "服务", "智慧", "联动", "平台"]),
        ("guangzhou-12345", ["12345", "政府", "服务", "热线"]),
        ("jiaxing-12345", ["12345", "政务", "热线", "服务", "中心"]),
        (
            "fuzhou-fujian-smart-fuzhou-centre",
            ["12345", "便民", "惠企", "服务", "平台", "智慧", "管理", "服务", "中心"],
        ),
    ],
)
def test_a_name_comes_apart_into_its_words(identifier: str, expected: list[str]) -> None:
    one = ORGANISATIONS[ORGANISATIONS["organisation_id"] == identifier]
    assert hl.findings.split_names(one)["word"].tolist() == expected


def test_a_name_counts_once_for_a_word_that_it_holds_twice() -> None:
    counted = hl.findings.count_words(ORGANISATIONS).set_index("word")["names"]
    by_hand = ORGANISATIONS["organisation_hans"].str.contains("服务").sum()
    assert counted["服务"] == by_hand


def test_choices_that_are_not_offered_are_refused_together() -> None:
    with pytest.raises(hl.ParameterError) as caught:
        InstitutionChoices(unit="cities", by="city", min_names=0)  # type: ignore[arg-type]
    for told in ("unit = 'cities'", "by = 'city'", "min_names = 0"):
        assert told in str(caught.value)
    with pytest.raises(hl.ParameterError, match="use: organisations, awards"):
        hl.findings.count_kinds(AWARDS, "cities")  # type: ignore[arg-type]
    with pytest.raises(hl.ParameterError, match="use: nbs_region, region7"):
        hl.findings.kinds_by_region(AWARDS, "city")  # type: ignore[arg-type]


SELECTIONS = [
    {"recipients": "organisation"},
    {"recipients": "person"},
    {"recipients": "all"},
    {"awards": "big_data"},
    {"recipients": "person", "awards": "service_star"},
]


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
@pytest.mark.parametrize("unit", ["organisations", "awards"])
def test_sentences_hold_under_any_selection(chosen: dict[str, Any], unit: Any) -> None:
    awards = hl.select_awards(LISTED, **chosen)
    check_findings([hl.findings.kinds(awards, unit=unit)], awards=awards)
    for by in ("nbs_region", "rank"):
        check_findings([hl.findings.kinds_and_regions(awards, unit=unit, by=by, draws=99)])
    check_findings([hl.findings.kinds_and_awards(awards, unit=unit, draws=99)])
    for min_names in (1, 40):
        check_findings([hl.findings.words(awards, min_names=min_names)])


def test_sentences_hold_for_one_row_and_for_names_without_a_kind() -> None:
    one = AWARDS.head(1)
    unknown = AWARDS.head(3).assign(
        organisation_id=["a", "b", "c"], organisation_hans=["某图书馆", "某市长热线", "某书店"]
    )
    for awards in (one, unknown, unknown.tail(1)):
        check_findings([hl.findings.kinds(awards)])
        check_findings([hl.findings.kinds_and_regions(awards)])
        check_findings([hl.findings.kinds_and_awards(awards)])


@pytest.mark.parametrize(
    "parameters",
    [
        {"language": "en"},
        {"recipients": "person", "unit": "awards", "by": "level", "language": "zh-Hans"},
        {"awards": "service_star", "recipients": "all", "min_names": 40, "language": "zh-Hant"},
    ],
    ids=str,
)
def test_the_report_holds_under_any_choice(parameters: dict[str, Any]) -> None:
    parts = run_notebook("institutions", **parameters)
    check_parts(parts)
    check_captions(parts)
    if parameters.get("awards"):
        assert "卓越服務之星" in parts[0].content["text/plain"]
    if parameters == {"language": "en"}:
        assert "What the winning hotlines are called" in text_of(parts)


PAIRS = pairwise(
    {
        "recipients": offered(Recipients),
        "unit": ("organisations", "awards"),
        "by": ("nbs_region", "region7", "level", "rank", "province"),
        "awards": ("all", "service_case, service_star"),
        "min_names": (1, 3, 40),
        "language": LANGUAGES,
    }
)


@pytest.mark.slow
@pytest.mark.parametrize("parameters", PAIRS, ids=lambda row: "-".join(map(str, row.values())))
def test_the_report_holds_under_every_pair_of_choices(parameters: dict[str, Any]) -> None:
    parts = run_notebook("institutions", **parameters)
    check_parts(parts)
    check_captions(parts)
