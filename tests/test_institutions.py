"""Kinds of institution: rules and exceptions give the curated kinds, names come apart in words."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from notebook_runner import run_notebook, text_of

import hotlinelib as hl
from hotlinelib.institutions.choices import InstitutionChoices
from hotlinelib.tables.read import read_table

ORGANISATIONS = hl.load_organisations()
AWARDS = hl.select_awards(hl.load_awards())

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
    assert hl.classify_names(pd.Series([name])).tolist() == [kind]


def test_rules_and_exceptions_give_exactly_the_curated_kinds() -> None:
    curated = ORGANISATIONS.set_index("organisation_id")["kind"]
    told = ORGANISATIONS.assign(kind=hl.identify_kinds(ORGANISATIONS))
    assert told.set_index("organisation_id")["kind"].to_dict() == curated.to_dict()


def test_every_exception_is_needed_and_has_a_reason() -> None:
    exceptions = read_table("kind_exceptions").merge(
        ORGANISATIONS[["organisation_id", "organisation_hans"]], on="organisation_id", how="left"
    )
    by_rule = hl.classify_names(exceptions["organisation_hans"])
    assert (by_rule != exceptions["kind"]).all()
    assert (exceptions["reason"].str.len() > 20).all()


def test_every_rule_decides_something_and_every_kind_has_a_rule() -> None:
    rules = read_table("kind_rules")
    assert set(rules["kind"]) == set(hl.load_kinds()["kind"])
    assert set(rules["kind"]) == set(hl.classify_names(ORGANISATIONS["organisation_hans"]))


def test_a_name_that_no_rule_knows_has_no_kind() -> None:
    assert hl.classify_names(pd.Series(["某市图书馆", None])).isna().all()


def test_kinds_are_added_to_own_awards_too() -> None:
    own = pd.DataFrame({"organisation_id": ["own"], "organisation_hans": ["某市便民服务中心"]})
    assert hl.add_kinds(own)["kind"].tolist() == ["convenience_centre"]
    with pytest.raises(hl.ParameterError, match="organisation_id"):
        hl.add_kinds(pd.DataFrame({"x": [1]}))


# Counted by hand over the 52 organisations with an award of their own.
def test_counts_by_region_are_those_counted_by_hand() -> None:
    table = hl.kinds_by_region(AWARDS, "nbs_region")
    assert table.loc["mayor_hotline"].to_dict() == {"东部": 1, "中部": 7, "西部": 1, "东北": 0}
    assert int(table.to_numpy().sum()) == AWARDS["organisation_id"].nunique() == 52
    assert int(hl.kinds_by_award(AWARDS, "awards").to_numpy().sum()) == 71


def test_counts_are_refused_with_what_is_allowed() -> None:
    with pytest.raises(hl.ParameterError, match="use: organisations, awards"):
        hl.count_kinds(AWARDS, "cities")
    with pytest.raises(hl.ParameterError, match="use: nbs_region, region7"):
        hl.kinds_by_region(AWARDS, "city")


def test_every_name_comes_apart_into_words_of_the_dictionary() -> None:
    words = hl.split_names(ORGANISATIONS)
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
    assert hl.split_names(one)["word"].tolist() == expected


def test_a_name_counts_once_for_a_word_that_it_holds_twice() -> None:
    counted = hl.count_words(ORGANISATIONS).set_index("word")["names"]
    by_hand = ORGANISATIONS["organisation_hans"].str.contains("服务").sum()
    assert counted["服务"] == by_hand == 33


def test_choices_that_are_not_offered_are_refused_together() -> None:
    with pytest.raises(hl.ParameterError) as caught:
        InstitutionChoices(unit="cities", by="city", min_names=0)
    for told in ("unit = 'cities'", "by = 'city'", "min_names = 0"):
        assert told in str(caught.value)


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"recipients": "person", "unit": "awards", "by": "level"},
        {"recipients": "all", "by": "province", "min_names": 99},
        {"awards": "service_star"},
        {"language": "zh-Hans", "by": "region7"},
        {"language": "zh-Hant", "by": "rank"},
    ],
    ids=str,
)
def test_the_report_says_what_it_can_under_any_choice(parameters: dict[str, Any]) -> None:
    parts = run_notebook("institutions", **parameters)
    text = text_of(parts)
    assert "{" not in text
    assert all(part.about["alt"].strip() for part in parts if part.about["kind"] == "figure")
    if parameters.get("awards") == "service_star":
        assert "Nothing is counted" in text
    if not parameters:
        assert "Mayor's hotline (9, 17%)" in text
