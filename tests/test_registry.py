"""The registry: which printed name is which, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from hotlinelib import load_awards
from hotlinelib.curation.candidates import find_unknown
from hotlinelib.curation.printed_list import read_rows
from hotlinelib.curation.registry import (
    check_registry,
    correct,
    identify_awards,
    identify_organisations,
    load_registry,
)
from hotlinelib.errors import DataError
from hotlinelib.tables.read import read_table


@pytest.fixture
def registry():
    return load_registry()


def more(registry, part, **cells):
    frame = getattr(registry, part)
    row = pd.DataFrame([dict.fromkeys(frame.columns, "x") | cells]).astype(frame.dtypes)
    return replace(registry, **{part: pd.concat([frame, row], ignore_index=True)})


def names(*printed):
    return pd.Series(list(printed), dtype="str")


# --- names ---


@pytest.mark.parametrize(
    ("printed", "organisation_id"),
    [
        ("烏海市數字化監督指揮中心(烏海12345)", "wuhai-command-centre"),
        ("乌海市数字化监督指挥中心(乌海12345)", "wuhai-command-centre"),
        ("安陽市市長便民公開電話受理中心", "anyang-mayor-hotline"),
        ("安陽市12345熱線", "anyang-mayor-hotline"),
        ("广州12345政府服务热线", "guangzhou-12345"),
    ],
)
def test_a_printed_name_is_known_in_either_script_and_by_alias(registry, printed, organisation_id):
    found = identify_organisations(names(printed, "安陽市12345熱線"), registry, "2019")
    assert found.iloc[0] == organisation_id


def test_every_printed_name_of_2019_is_the_organisation_of_the_table(registry):
    printed = read_rows("2019")
    found = identify_organisations(printed["organisation"], registry, "2019")
    assert found.tolist() == load_awards("2019")["organisation_id"].tolist()
    assert find_unknown(printed, registry, "2019", 2018).empty


def test_an_alias_counts_only_in_its_edition(registry):
    with pytest.raises(DataError, match="are in no entry"):
        identify_organisations(names("安陽市12345熱線"), registry, "2018")


def test_a_winner_in_no_entry_is_refused(registry):
    with pytest.raises(DataError) as told:
        identify_organisations(names("甲市12345热线", "乙市12345热线"), registry, "1999")
    assert str(told.value) == (
        "data/registry/organisations.csv: '甲市12345热线', '乙市12345热线' of edition 1999 are in "
        "no entry. Run `hotline propose 1999 --write` and decide in its decisions.csv: a new "
        "organisation, or another name of one that the registry has"
    )


def test_an_alias_that_matches_nothing_is_refused(registry):
    changed = more(
        registry, "aliases", edition="1999", organisation="甲市", organisation_id="xiamen-12345"
    )
    with pytest.raises(DataError) as told:
        identify_organisations(names("廈門市12345熱線"), changed, "1999")
    assert str(told.value) == (
        "data/registry/aliases.csv: '甲市' of edition 1999 match no printed name. Remove the "
        "alias, or give the name as the list prints it"
    )


def test_two_entries_that_claim_one_name_are_refused(registry):
    changed = more(
        registry,
        "aliases",
        edition="2020",
        organisation="廈門市12345熱線",
        organisation_id="zhuhai-12345",
    )
    with pytest.raises(DataError) as told:
        check_registry(changed)
    assert str(told.value) == (
        "data/registry/organisations.csv: '廈門市12345熱線' is claimed by xiamen-12345 and "
        "zhuhai-12345; keep it in one entry"
    )


def test_two_organisations_of_one_name_are_refused(registry):
    changed = more(
        registry,
        "organisations",
        organisation="珠海",
        organisation_hans="厦门市12345热线",
        kind="hotline",
    )
    with pytest.raises(DataError, match="'厦门市12345热线' is claimed by xiamen-12345 and x; keep"):
        check_registry(changed)


# --- titles ---


@pytest.mark.parametrize("printed", ["大數據應用創新示范獎", "大数据应用创新示范奖"])
def test_a_title_is_known_in_either_script(registry, printed):
    assert identify_awards(names(printed), registry, "2020").tolist() == ["big_data"]


def test_a_renamed_award_needs_a_decision(registry):
    with pytest.raises(DataError) as told:
        identify_awards(names("大数据应用奖"), registry, "2020")
    assert str(told.value) == (
        "data/registry/award_names.csv: '大数据应用奖' of edition 2020 are no known titles. Run "
        "`hotline propose 2020 --write` and decide in its decisions.csv: a new award, or another "
        "title of one that the registry has"
    )
    renamed = more(
        registry, "award_names", edition="2020", award="大数据应用奖", award_id="big_data"
    )
    assert identify_awards(names("大数据应用奖"), renamed, "2020").tolist() == ["big_data"]


def test_a_title_that_the_list_does_not_print_is_refused(registry):
    renamed = more(
        registry, "award_names", edition="2020", award="大数据应用奖", award_id="big_data"
    )
    with pytest.raises(DataError) as told:
        identify_awards(names("卓越管理人奖"), renamed, "2020")
    assert str(told.value) == (
        "data/registry/award_names.csv: '大数据应用奖' of edition 2020 match no printed title. "
        "Remove the rows, or give the titles as the list prints them"
    )


def test_a_title_of_two_awards_is_refused(registry):
    changed = more(
        registry, "award_names", edition="2020", award="卓越管理人奖", award_id="big_data"
    )
    with pytest.raises(DataError, match="is claimed by excellent_manager and big_data; keep it in"):
        check_registry(changed)


# --- references and identifiers ---


@pytest.mark.parametrize(
    ("part", "cells", "told"),
    [
        ("aliases", {"edition": "2020"}, "aliases.csv: 'x' are no known organisation_id; add"),
        ("award_names", {"edition": "2020"}, "award_names.csv: 'x' are no known award_id; add"),
        ("place_decisions", {}, "place_decisions.csv: 'x' are no known organisation_id; add"),
        ("organisations", {}, "organisations.csv: 'x' are no known kind; add them or correct"),
        (
            "organisations",
            {"organisation_id": "xiamen-12345", "kind": "hotline"},
            "organisations.csv: 'xiamen-12345' stand twice as organisation_id; keep one",
        ),
        (
            "award_categories",
            {"award_id": "big_data"},
            "award_categories.csv: 'big_data' stand twice as award_id; keep one",
        ),
    ],
)
def test_entries_that_point_to_nothing_or_stand_twice_are_refused(registry, part, cells, told):
    with pytest.raises(DataError, match=told):
        check_registry(more(registry, part, **cells))


# --- corrections ---


def test_a_correction_changes_the_name_and_not_the_printed_line(registry):
    printed = read_rows("2019")
    changed = more(
        registry,
        "corrections",
        edition="2019",
        line=57,
        printed="天津市便民專線服務中心",
        corrected="天津市熱線",
    )
    corrected = correct(printed, changed, "2019")
    at_line = corrected["line"] == 57
    assert corrected.loc[at_line, "organisation"].tolist() == ["天津市熱線"]
    assert corrected["source_text"].equals(printed["source_text"])
    assert (corrected["organisation"] != printed["organisation"]).sum() == 1
    assert "天津市熱線" not in set(printed["organisation"])


def test_a_correction_that_matches_nothing_is_refused(registry):
    changed = more(
        registry, "corrections", edition="2019", line=59, printed="天津市", corrected="天津"
    )
    with pytest.raises(DataError) as told:
        correct(read_rows("2019"), changed, "2019")
    assert str(told.value) == (
        "data/registry/corrections.csv: the correction of line 59 of edition 2019 matches nothing: "
        "no organisation or person there is printed as '天津市'. Remove it, or give the name as "
        "the list prints it"
    )


def test_the_lines_that_a_reason_names_are_those_of_the_organisation() -> None:
    awards = load_awards()
    for row in read_table("aliases").query("edition == '2019'").itertuples():
        own = set(awards.loc[awards["organisation_id"] == row.organisation_id, "source_line"])
        named = re.findall(r"[Ll]ines? (\d+)(?: and (\d+))?", f"{row.reason} {row.evidence}")
        assert named
        assert {int(number) for pair in named for number in pair if number} <= own
