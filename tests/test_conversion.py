"""Codes of one year in another year."""

from __future__ import annotations

import pandas as pd
import pytest

from hotlinelib import convert_codes, load_divisions
from hotlinelib.errors import ParameterError
from hotlinelib.places.divisions import YEARS
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


@pytest.mark.parametrize(("start", "end", "code", "expected"), CHECKED)
def test_conversions_checked_by_hand(start, end, code, expected):
    found = convert_codes([code], start, end)
    rows = found[["to_code", "relation", "years"]].astype("object").fillna("nan").replace("", "nan")
    assert set(rows.itertuples(index=False, name=None)) == expected
    assert set(found["from_code"]) == {code}


def converted(start, end):
    """Return all codes of a year in another, after checking what is told of each."""
    codes = load_divisions(start)["division_code"]
    found = convert_codes(codes, start, end)
    assert found["from_code"].drop_duplicates().tolist() == codes.tolist()
    assert set(found["relation"]) <= RELATIONS
    nothing = found["to_code"].isna()
    assert (nothing == (found["relation"] == ("ended" if start < end else "begun"))).all()
    assert set(found.loc[~nothing, "to_code"]) <= set(load_divisions(end)["division_code"])
    told = found.loc[~nothing & (found["relation"] != "same")]
    assert told[["years", "evidence"]].notna().all(axis=None)
    same = found[found["relation"] == "same"]
    assert (same["from_code"] == same["to_code"]).all()
    assert (same["from_name"] == same["to_name"]).all()
    renamed = found[found["relation"] == "renamed"]
    assert (renamed["from_code"] == renamed["to_code"]).all()
    assert (renamed["from_name"] != renamed["to_name"]).all()
    return found


def check_pair(start, end):
    forth, back = converted(start, end), converted(end, start)
    parts = forth[forth["relation"] == "split"].groupby("from_code").size()
    assert (parts > 1).all()
    turned = back.rename(columns={"from_code": "to_code", "to_code": "from_code"})
    columns = ["from_code", "to_code", "relation", "years"]
    pairs = [
        frame.dropna(subset=["from_code", "to_code"])[columns]
        .sort_values(columns, ignore_index=True)
        .astype("object")
        for frame in (forth, turned)
    ]
    pd.testing.assert_frame_equal(*pairs)


PAIRS = [(start, end) for start in YEARS for end in YEARS if start < end]


@pytest.mark.parametrize(("start", "end"), [(1980, 2024), (1995, 2018), *PAIRS[7::330]])
def test_every_code_is_in_the_other_year_or_has_a_relation_both_ways(start, end):
    check_pair(start, end)


@pytest.mark.slow
@pytest.mark.parametrize("start", YEARS[:-1])
def test_every_code_of_every_year_both_ways_near_and_far(start):
    for end in YEARS[YEARS.index(start) + 1 :: 12]:
        check_pair(start, end)


def test_since_1996_nothing_ends_without_a_successor():
    spells, followed = read_table("divisions"), read_table("division_successions")
    known = set(followed[["from_code", "last_year"]].itertuples(index=False, name=None))
    for year in range(1996, 2024):
        codes = (set(load_divisions(each)["division_code"]) for each in (year, year + 1))
        now, then = codes
        assert {(code, year) for code in now - then} <= known, year
    assert set(followed["from_code"]) <= set(spells["division_code"])


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


def test_only_what_the_tables_do_not_show_rests_on_lists():
    followed = read_table("division_successions")
    told = followed[followed["evidence"].isin(["areacodes", "lists"])]
    assert (told["from_code"] != told["to_code"]).all()
    names = read_table("divisions").drop_duplicates(["division_code", "last_year"])
    ended = names.set_index(["division_code", "last_year"])["name"]
    begun = names.set_index(["division_code", "first_year"])["name"]
    for row in told.itertuples():
        old = ended.get((row.from_code, row.last_year))
        assert old is None or old != begun.get((row.to_code, row.last_year + 1)), row
    assert set(followed.loc[followed["relation"] == "renamed", "evidence"]) <= {"code", "name"}
    assert (told["evidence"] == "areacodes").sum() < len(followed) / 10


# As the State Council and the ministry described the changes of 2002 and 2003.
DESCRIBED = [
    (2002, "320483", {"320411", "320412"}),  # 武进市: 武进区; 七个镇归新北区
    (2002, "350321", {"350302", "350303", "350304", "350305"}),  # 莆田县
    (2002, "410511", {"410502", "410503", "410505", "410506"}),  # 安阳市郊区
    (2002, "440682", {"440604", "440605"}),  # 南海市: 南海区; 南庄镇归禅城区
    (2002, "533221", {"530702", "530721"}),  # 丽江纳西族自治县
    (2002, "640204", {"640202"}),  # 石炭井区划归大武口区
    (2003, "440506", {"440511", "440512"}),  # 达濠区
    (2003, "610321", {"610302", "610303", "610304"}),  # 宝鸡县
    (2003, "640321", {"640502"}),  # 中卫县
]


@pytest.mark.parametrize(("year", "code", "expected"), DESCRIBED)
def test_successors_are_those_of_the_official_descriptions(year, code, expected):
    assert set(convert_codes([code], year - 1, year)["to_code"]) == expected
