"""Codes of one year in another year."""

from __future__ import annotations

import pandas as pd
import pytest

from hotlinelib import convert_codes, load_divisions
from hotlinelib.errors import ParameterError
from hotlinelib.tables.read import read_table

RELATIONS = {"same", "renamed", "recoded", "merged", "split", "ended", "begun"}

# From, to, code and what it is then: code, relation, years. Each was looked up: the changes are
# those of State Council and ministry documents of the years.
CHECKED = [
    (2009, 2011, "110103", {("110101", "merged", "2010")}),  # 崇文区
    (2017, 2019, "371200", {("370100", "merged", "2018")}),  # 莱芜市
    (2017, 2019, "371202", {("370116", "recoded", "2018")}),  # 莱城区
    (2010, 2011, "341400", {(c, "split", "2011") for c in ("340100", "340200", "340500")}),  # 巢湖
    (2009, 2018, "420600", {("420600", "renamed", "2010")}),  # 襄樊市
    (2008, 2018, "421302", {("421303", "split", "2009"), ("421321", "split", "2009")}),  # 曾都区
    (2013, 2018, "330183", {("330111", "recoded", "2014")}),  # 富阳市
    (2020, 2021, "330104", {("330102", "split", "2021"), ("330114", "split", "2021")}),  # 江干区
    (2018, 2019, "330327", {("330327", "split", "2019"), ("330383", "split", "2019")}),  # 苍南县
    (1999, 2001, "320586", {("320506", "split", "2000"), ("320507", "split", "2000")}),  # 吴县市
    (1996, 1997, "510200", {("500000", "merged", "1997")}),  # 重庆市
    (2021, 2020, "350404", {("350402", "merged", "2021"), ("350403", "merged", "2021")}),  # 三元区
    (2019, 2018, "330383", {("330327", "split", "2019")}),  # 龙港市
    (2018, 2024, "440606", {("440606", "same", "nan")}),
    (2024, 2010, "460300", {("nan", "begun", "nan")}),  # 三沙市
]
YEARS = [1980, 1990, 2018, 2024]


@pytest.mark.parametrize(("start", "end", "code", "expected"), CHECKED)
def test_conversions_checked_by_hand(start, end, code, expected):
    found = convert_codes([code], start, end)
    rows = found[["to_code", "relation", "years"]].astype("object").fillna("nan").replace("", "nan")
    assert set(rows.itertuples(index=False, name=None)) == expected
    assert set(found["from_code"]) == {code}


@pytest.mark.parametrize("start", YEARS)
def test_every_code_of_a_year_is_in_another_or_has_a_relation_or_is_said_to_have_ended(start):
    codes = load_divisions(start)["division_code"]
    for end in (1980, 2010, 2024):
        found = convert_codes(codes, start, end)
        assert set(found["from_code"]) == set(codes)
        assert set(found["relation"]) <= RELATIONS
        nothing = found["to_code"].isna()
        assert (nothing == found["relation"].isin(["ended", "begun"])).all()
        assert set(found.loc[~nothing, "to_code"]) <= set(load_divisions(end)["division_code"])
        told = found.loc[~nothing & (found["relation"] != "same")]
        assert told[["years", "evidence"]].notna().all(axis=None)


@pytest.mark.parametrize(("start", "end"), [(1995, 2018), (2018, 2024), (2004, 2005)])
def test_converting_back_gives_the_same_pairs_and_relations(start, end):
    forth = convert_codes(load_divisions(start)["division_code"], start, end)
    back = convert_codes(load_divisions(end)["division_code"], end, start)
    turned = back.rename(columns={"from_code": "to_code", "to_code": "from_code"})
    columns = ["from_code", "to_code", "relation", "years"]
    pairs = [
        frame.dropna(subset=["from_code", "to_code"])[columns]
        .sort_values(columns, ignore_index=True)
        .astype("object")
        for frame in (forth, turned)
    ]
    pd.testing.assert_frame_equal(*pairs)


def test_since_1996_nothing_ends_without_a_successor():
    spells, followed = read_table("divisions"), read_table("division_successions")
    known = set(followed[["from_code", "last_year"]].itertuples(index=False, name=None))
    for year in range(1996, 2024):
        codes = (set(load_divisions(each)["division_code"]) for each in (year, year + 1))
        now, then = codes
        assert {(code, year) for code in now - then} <= known, year
    assert set(followed["from_code"]) <= set(spells["division_code"])


def test_what_stays_is_the_same_and_a_split_has_several_parts():
    found = convert_codes(load_divisions(2010)["division_code"], 2010, 2024)
    same = found[found["relation"] == "same"]
    assert (same["from_code"] == same["to_code"]).all()
    assert (same["from_name"] == same["to_name"]).all()
    assert (found[found["relation"] == "split"].groupby("from_code").size() > 1).all()
    renamed = found[found["relation"] == "renamed"]
    assert (renamed["from_code"] == renamed["to_code"]).all()
    assert (renamed["from_name"] != renamed["to_name"]).all()


def test_codes_are_told_once_in_their_order():
    found = convert_codes(pd.Series(["440606", "110101", "440606"]), 2018, 2019)
    assert found["from_code"].tolist() == ["440606", "110101"]
    assert convert_codes([], 2018, 2019).columns.tolist() == found.columns.tolist()


@pytest.mark.parametrize(
    ("codes", "start", "end", "match"),
    [
        (["110103"], 2018, 2019, r"'110103' \(in tables of 1980 to 2009\)"),
        (["999999"], 2018, 2019, "no division codes of 2018: '999999'"),
        ([110101], 2018, 2019, "110101"),
        ("110101", 2018, 2019, "codes is"),
        (["110101"], 1979, 2019, "1980 to 2024"),
        (["110101"], 2018, 2025, "1980 to 2024"),
    ],
)
def test_other_codes_and_years_are_refused(codes, start, end, match):
    with pytest.raises(ParameterError, match=match):
        convert_codes(codes, start, end)


def test_only_what_the_tables_do_not_show_rests_on_one_list():
    followed = read_table("division_successions")
    alone = followed[followed["evidence"] == "areacodes"]
    assert (alone["from_code"] != alone["to_code"]).all()
    assert set(followed.loc[followed["relation"] == "renamed", "evidence"]) <= {"code", "name"}
    assert len(alone) < len(followed) / 4
