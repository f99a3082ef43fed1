"""The whole walk from an article to a table of a new edition, on a copy of the data."""

from __future__ import annotations

import csv
import io
import shutil
import tomllib

import pandas as pd
import pytest
from data_of_2019 import copy_of_2019

from hotlinelib import load_awards, storage
from hotlinelib.award_list.article import read_awards
from hotlinelib.award_list.parse import parse_awards
from hotlinelib.award_list.printed_line import Line
from hotlinelib.curation.audit import audit_edition
from hotlinelib.curation.build import build
from hotlinelib.curation.candidates import describe_unknown, propose
from hotlinelib.curation.check import check
from hotlinelib.curation.decisions import decisions_path, read_decisions
from hotlinelib.curation.new_edition import (
    Page,
    add_edition,
    cut_list,
    describe_new_edition,
    write_decisions,
)
from hotlinelib.curation.printed_list import read_list, read_rows
from hotlinelib.curation.proposals import propose_organisations
from hotlinelib.errors import DataError, ParameterError, ParseError
from hotlinelib.storage import package_data
from hotlinelib.tables.editions import list_editions, read_source_record
from hotlinelib.tables.read import read_table

ARTICLE = """某报讯 颁奖典礼昨日举行。
各奖项获奖名单如下。

2020年度最佳管理效率奖
1. 郑州市热线
2. 太原市12345便民服务热线

2020年度最佳百姓服务奖
1. 厦门市12345热线
2. 鼓楼区12345热线
3. 广州12345政府服务热线

2020年度优秀话务员奖
1. 太原市12345便民服务热线：王小明
2. 深圳市12345政务服务热线：李小红

本报记者报道。
"""
PAGE = Page("示例榜单", "某报", "http://example.org/a", "2020-12-23", "2020-12-18")
OPEN = {
    "最佳百姓服务奖": "award",
    "优秀话务员奖": "award",
    "郑州市热线": "organisation",
    "太原市12345便民服务热线": "organisation",
    "鼓楼区12345热线": "organisation",
}
FILLED = {
    "最佳百姓服务奖": {
        "decision": "same_as",
        "award_id": "service_to_the_people",
        "reason": "the award was renamed",
        "evidence": "the call for entries",
    },
    "优秀话务员奖": {
        "decision": "new",
        "award_id": "excellent_operator",
        "award_hant": "優秀話務員獎",
        "award_en": "Excellent Operator Award",
        "award_short_en": "Excellent operator",
    },
    "郑州市热线": {
        "decision": "same_as",
        "organisation_id": "zhengzhou-mayor-hotline",
        "reason": "the mayor's hotline was renamed",
        "evidence": "a notice of the city",
    },
    "太原市12345便民服务热线": {
        "decision": "new",
        "organisation_id": "taiyuan-12345",
        "organisation_en": "Taiyuan 12345 Convenience Service Hotline",
        "kind": "convenience_centre",
    },
    "鼓楼区12345热线": {
        "decision": "new",
        "organisation_id": "gulou-nanjing-12345",
        "organisation_en": "Gulou District (Nanjing) 12345 Hotline",
        "division_code": "320106",
        "kind": "hotline",
        "reason": "the article calls it the one of Nanjing",
        "evidence": "line 3 of the article",
    },
}


@pytest.fixture
def data(tmp_path):
    with storage.data(copy_of_2019(tmp_path / "data")) as folder:
        yield folder


@pytest.fixture(scope="module")
def with_2020(tmp_path_factory):
    """Return a data folder to which the edition of 2020 was added."""
    with storage.data(copy_of_2019(tmp_path_factory.mktemp("with") / "data")) as folder:
        add_edition("2020", ARTICLE.encode(), PAGE)
    return folder


@pytest.fixture
def added(data, with_2020):
    """Work on a copy of that folder."""
    shutil.copytree(with_2020, data, dirs_exist_ok=True)


def rows_of(data):
    text = decisions_path("2020").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def save(data, rows, encoding="utf-8-sig", delimiter=","):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    decisions_path("2020").write_bytes(text.getvalue().encode(encoding))


def fill(data, changes=None, **how):
    changed = {name: FILLED[name] | (changes or {}).get(name, {}) for name in FILLED}
    save(data, [row | changed.get(row["printed"], {}) for row in rows_of(data)], **how)


def refusal(data):
    with pytest.raises(DataError) as told:
        build()
    return str(told.value)


# --- adding ---


def test_the_list_alone_is_kept_with_the_lines_of_the_article(data, added):
    content = (data / "editions/2020/list.tsv").read_text(encoding="utf-8")
    assert content.startswith("line\ttext\n4\t2020年度最佳管理效率奖\n5\t1. 郑州市热线\n")
    assert content.endswith("15\t2. 深圳市12345政务服务热线：李小红\n")
    assert len(content.splitlines()) == 11
    pd.testing.assert_frame_equal(read_rows("2020"), parse_awards(ARTICLE))


def test_the_source_record_tells_page_hashes_and_counts(data, added):
    record = read_source_record("2020")
    assert (record.title, record.published, record.divisions_year) == (
        "示例榜单",
        "2020-12-23",
        2019,
    )
    assert record.counts == {"最佳管理效率奖": 2, "最佳百姓服务奖": 3, "优秀话务员奖": 2}
    assert not record.counts_confirmed
    content = tomllib.loads((data / "editions/2020/source.toml").read_text(encoding="utf-8"))
    assert content["article_lines"] == 17
    assert len(content["article_sha256"]) == 64


def test_decisions_are_prefilled_with_what_is_certain(data, added):
    rows = {row["printed"]: row for row in rows_of(data)}
    assert {name: row["what"] for name, row in rows.items()} == OPEN
    assert all(not row["decision"] + row["award_id"] for row in rows.values())
    taiyuan, gulou = rows["太原市12345便民服务热线"], rows["鼓楼区12345热线"]
    assert (taiyuan["division_code"], taiyuan["place"]) == (
        "140100",
        "located: 山西省太原市 140100",
    )
    # What a rule tells is proposed; the decision itself is the person's.
    assert taiyuan["organisation_id"] == "taiyuan-12345-convenience-service-hotline"
    assert taiyuan["organisation_en"] == "Taiyuan 12345 Convenience Service Hotline"
    assert (taiyuan["kind"], gulou["kind"]) == ("convenience_centre", "hotline")
    assert gulou["organisation_id"] == gulou["organisation_en"] == ""
    assert taiyuan["candidates"] == ""
    assert taiyuan["lines"] == "6 14"
    assert gulou["division_code"] == ""
    assert gulou["place"].startswith("ambiguous: 江苏省南京市鼓楼区 320106; 江苏省徐州市鼓楼区 ")
    assert rows["优秀话务员奖"]["recipient"] == "person"
    assert rows["优秀话务员奖"]["award_hant"] == "優秀話務員獎"


PROPOSED = [
    ("郑州市财政局", "410100", "zhengzhou-finance-bureau", "Zhengzhou Finance Bureau"),
    ("长葛市水利局", "411082", "changge-water-resources-bureau",
     "Changge (Xuchang) Water Resources Bureau"),
    ("河南省郑州市信访局", "410100", "zhengzhou-petitions-bureau", "Zhengzhou Petitions Bureau"),
    # Characters with several readings: a table says which, or nothing is proposed.
    ("长宁区财政局", "310105", "changning-finance-bureau",
     "Changning District (Shanghai) Finance Bureau"),
    ("乐清市财政局", "330382", "yueqing-finance-bureau", "Yueqing (Wenzhou) Finance Bureau"),
    ("万柏林区财政局", "140109", "", ""),
    ("郑州市某某社", "410100", "", ""),
    ("某某热线", "", "", ""),
]  # fmt: skip


def test_identifiers_and_english_names_are_proposed_where_a_rule_tells_them():
    names, codes, *_ = zip(*PROPOSED, strict=True)
    found = propose_organisations(names, codes, 2019)
    told = [(p.get("organisation_id", ""), p.get("organisation_en", "")) for p in found]
    assert told == [(one, english) for _, _, one, english in PROPOSED]
    taken = propose_organisations(names[:1], codes[:1], 2019, ["zhengzhou-finance-bureau"])
    assert taken[0]["organisation_id"] == "zhengzhou-finance-bureau-410100"


def test_a_name_that_two_organisations_could_be_lists_both(data, added):
    row = propose("2020").set_index("printed").loc["郑州市热线"]
    assert row["candidates"] == (
        "zhengzhou-mayor-hotline = 鄭州市12345市長熱線 (similarity 59); "
        "zhengzhou-complaint-platform = 鄭州市投訴舉報平台 (similarity 43)"
    )


def test_a_name_of_another_edition_is_a_candidate(data):
    article = ARTICLE.replace("郑州市热线", "安阳市12345热线").encode()
    row = add_edition(2020, article, PAGE).unknown.set_index("printed")
    assert row.loc["安阳市12345热线", "candidates"] == (
        "anyang-mayor-hotline = 安陽市12345熱線 (similarity 100)"
    )


def test_a_traditional_title_needs_no_guess(data):
    article = ARTICLE.replace("优秀话务员奖", "優秀話務員獎").encode()
    add_edition("2020", article, PAGE)
    row = next(row for row in rows_of(data) if row["printed"] == "優秀話務員獎")
    assert (row["award_hans"], row["award_hant"]) == ("优秀话务员奖", "優秀話務員獎")


@pytest.mark.parametrize("form", ["gb18030", "html"])
def test_the_article_may_be_a_page_or_in_another_encoding(data, form):
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n")) + "</body>"
    content = page.encode() if form == "html" else ARTICLE.encode("gb18030")
    found = add_edition("2020", content, PAGE)
    assert len(found.rows) == 7
    assert read_rows("2020")["organisation"].tolist() == found.rows["organisation"].tolist()


def test_lines_with_tabs_and_quotes_are_kept(data):
    article = ARTICLE.replace("1. 郑州市热线", '1. \t郑州市"热线"').encode()
    add_edition("2020", article, PAGE)
    assert Line(5, '1. \t郑州市"热线"') in read_list("2020")


def test_what_was_added_is_told_with_the_next_steps(data):
    added = add_edition("2020", ARTICLE.encode(), PAGE)
    folder = added.folder
    assert describe_new_edition(added) == "\n".join(
        [
            "7 winners of 3 awards, places by the divisions of the end of 2019:",
            "     2  最佳管理效率奖",
            "     3  最佳百姓服务奖",
            "     2  优秀话务员奖",
            f"wrote {folder / 'list.tsv'}",
            f"wrote {folder / 'source.toml'}",
            f"wrote {folder.parents[1] / 'confirmed.tsv'}",
            f"wrote {folder / 'decisions.csv'}: 5 names and titles to decide on",
            "Next:",
            "1. Count the winners in the article by hand; write the counts, and counts_confirmed = "
            "true, into source.toml.",
            "2. Fill in decisions.csv: new or same_as in the column decision, then what that "
            "needs.",
            "3. Run `hotline build`: it names what is still missing, or takes the decisions over.",
            "4. Run `hotline check`.",
        ]
    )


def test_an_edition_is_not_overwritten_unless_told(data, added):
    with pytest.raises(ParameterError, match=r"edition 2020 is there already: .* add --replace"):
        add_edition("2020", ARTICLE.encode(), PAGE)
    article = ARTICLE.replace("3. 广州12345政府服务热线\n", "").encode()
    again = add_edition("2020", article, PAGE, replace=True)
    assert len(again.rows) == len(read_rows("2020")) == 6


@pytest.mark.parametrize(
    ("edition", "page", "year", "told"),
    [
        ("20", PAGE, None, "edition '20' is no year; write four digits, such as 2020"),
        ("2020", PAGE, 1979, "no table of divisions for 1979; years offered: "),
        ("2020", PAGE, 2021, "/editions/2020/source.toml: divisions_year 2021 is after the"),
        (
            "2020",
            Page("a", "b", "c", "2020-12-23", "18 Dec"),
            None,
            "--awarded '18 Dec' is no date; write it as YYYY-MM-DD",
        ),
    ],
)
def test_choices_that_are_none_are_refused_and_nothing_is_written(data, edition, page, year, told):
    with pytest.raises(ParameterError, match=told):
        add_edition(edition, ARTICLE.encode(), page, divisions_year=year)
    assert list_editions() == ("2019",)


def test_an_article_without_a_list_leaves_nothing_behind(data):
    with pytest.raises(ParseError, match="no award list"):
        add_edition("2020", "论坛昨日举行。".encode(), PAGE)
    assert not (data / "editions/2020/list.tsv").exists()


def test_people_whose_organisation_is_not_printed_are_told_and_may_be_left_out(data):
    alone = ARTICLE.replace("太原市12345便民服务热线：王小明", "王小明").replace(
        "深圳市12345政务服务热线：李小红", "李小红"
    )
    added = add_edition("2020", alone.encode(), PAGE)
    assert "Lines 14-15 have people" in describe_new_edition(added)
    with pytest.raises(DataError, match="lines 14-15: people whose organisation isn't printed"):
        read_rows("2020")
    path = added.folder / "roles.csv"
    roles = pd.read_csv(path, dtype="str", keep_default_na=False)
    left_out = roles["person"].ne("") | roles["award"].eq("优秀话务员奖")
    roles.loc[left_out, ["role", "award", "person"]] = ["prose", "", ""]
    roles.to_csv(path, index=False)
    assert read_rows("2020")["award"].nunique() == 2


def test_what_is_unsure_is_kept_with_the_edition_and_settled_there(data):
    doubtful = ARTICLE.replace("2. 鼓", "4. 鼓").replace("3. 广", "5. 广")
    told = describe_new_edition(add_edition("2020", doubtful.encode(), PAGE))
    assert "roles.csv: 1 doubts to settle" in told
    assert "numbering jumps: 4 follows 1" in told
    with pytest.raises(ParseError, match="numbering jumps"):
        build()
    path = data / "editions/2020/roles.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count("winner?") == 1
    path.write_text(text.replace("winner?", "winner"), encoding="utf-8")
    assert read_rows("2020")["position"].tolist() == [1, 2, 1, 4, 5, 1, 2]
    assert write_decisions("2020") is not None


def test_titles_that_a_person_names_are_kept_with_the_edition(data):
    article = "海棠使者\n郑州市热线\n太原市12345便民服务热线\n"
    added = add_edition("2020", article.encode(), PAGE, titles=["海棠使者"])
    assert added.reading.is_sure
    assert (data / "editions/2020/roles.csv").exists()
    assert read_rows("2020")["award"].tolist() == ["海棠使者"] * 2


def test_a_list_is_cut_from_its_first_heading_to_its_last_winner():
    text = "论坛昨日举行。\n2020年度最佳服务奖\n1. 甲市12345热线\n完。"
    assert [line.number for line in cut_list(read_awards(text))] == [2, 3]


# --- deciding and building ---


def test_the_edition_is_not_in_the_tables_before_a_build(data, added):
    with pytest.raises(DataError, match="2020 is not in the tables yet; run"):
        load_awards("2020")


def test_open_decisions_are_all_listed(data, added):
    changes = {
        "太原市12345便民服务热线": {"kind": "hot", "organisation_en": ""},
        "郑州市热线": {"evidence": ""},
        "鼓楼区12345热线": {"decision": "maybe"},
        "最佳百姓服务奖": {"award_id": "people"},
        "优秀话务员奖": {"decision": ""},
    }
    fill(data, changes)
    before = (data / "registry/organisations.csv").read_bytes()
    assert refusal(data) == "\n".join(
        [
            f"{decisions_path('2020')}: 6 open:",
            "  row 2, 最佳百姓服务奖: award_id 'people' is in no entry; name an existing one, or "
            "write new",
            "  row 3, 优秀话务员奖: decision is missing; write new or same_as",
            "  row 4, 郑州市热线: missing: evidence",
            "  row 5, 太原市12345便民服务热线: missing: organisation_en",
            "  row 5, 太原市12345便民服务热线: kind 'hot' is none of: mayor_hotline, hotline, "
            "convenience_centre, government_service_bureau, command_data_centre, "
            "complaint_platform, company, public_institution, department",
            "  row 6, 鼓楼区12345热线: decision is 'maybe'; write new or same_as",
            "Fill in what is missing, then run `hotline build` again",
        ]
    )
    assert (data / "registry/organisations.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "cells", "told"),
    [
        (
            "鼓楼区12345热线",
            {"reason": "", "evidence": ""},
            "missing: reason, evidence (the name itself tells no one division)",
        ),
        (
            "太原市12345便民服务热线",
            {"division_code": "140105"},
            "missing: reason, evidence (the name itself tells the division 140100)",
        ),
        (
            "太原市12345便民服务热线",
            {"organisation_id": "xiamen-12345"},
            "organisation_id 'xiamen-12345' is in the registry already; write same_as, or another "
            "one",
        ),
        (
            "太原市12345便民服务热线",
            {"organisation_id": "gulou-nanjing-12345"},
            "organisation_id 'gulou-nanjing-12345' stands in two rows; write same_as in one of "
            "them",
        ),
        (
            "太原市12345便民服务热线",
            {"organisation_id": "太原"},
            "organisation_id '太原': write it with a-z, 0-9 and -",
        ),
        (
            "鼓楼区12345热线",
            {"division_code": "320199"},
            "division_code '320199' is no division of 2019",
        ),
        (
            "郑州市热线",
            {"organisation_id": "zhengzhou"},
            "organisation_id 'zhengzhou' is in no entry; name an existing one, or write new",
        ),
        (
            "优秀话务员奖",
            {"recipient": "both", "award_id": "operator"},
            "recipient 'both' is neither organisation nor person",
        ),
        (
            "优秀话务员奖",
            {"reason": "new", "evidence": "the list"},
            "a new award under its own title needs no reason; clear reason and evidence",
        ),
        ("优秀话务员奖", {"award_hans": "优秀接线员奖"}, "missing: reason, evidence"),
        ("太原市12345便民服务热线", {"reason": "sure"}, "missing: evidence"),
    ],
)
def test_impossible_decisions_are_refused(data, added, name, cells, told):
    fill(data, {name: cells})
    assert f", {name}: {told}" in refusal(data)


def test_rows_too_many_or_too_few_are_refused(data, added):
    fill(data)
    rows = rows_of(data)
    save(data, [*rows[1:], rows[-1], rows[-1] | {"printed": "厦门市12345热线"}])
    told = refusal(data)
    assert "row 5, 鼓楼区12345热线: has two rows; keep one" in told
    assert "row 7, 厦门市12345热线: is no open award or organisation of this edition: " in told
    assert "  award 最佳百姓服务奖: has no row" in told


def test_lost_columns_are_refused(data, added):
    rows = [{k: v for k, v in row.items() if k != "evidence"} for row in rows_of(data)]
    save(data, rows)
    assert refusal(data).endswith("the columns evidence are missing; put them back")


@pytest.mark.parametrize(
    "how", [{}, {"encoding": "gb18030"}, {"delimiter": ";"}, {"encoding": "utf-8"}]
)
def test_decisions_are_read_however_a_spreadsheet_saves_them(data, added, how):
    fill(data, **how)
    assert [row["printed"] for row in read_decisions("2020")] == list(OPEN)


def test_complete_decisions_become_entries_and_the_edition_loads(data, added):
    fill(data)
    built = build()
    assert list(built.added) == [
        "最佳百姓服务奖: title of service_to_the_people in 2020, the award was renamed",
        "优秀话务员奖: new award excellent_operator",
        "郑州市热线: another name of zhengzhou-mayor-hotline, the mayor's hotline was renamed",
        "太原市12345便民服务热线: new organisation taiyuan-12345",
        "鼓楼区12345热线: new organisation gulou-nanjing-12345",
    ]
    assert not decisions_path("2020").exists()
    awards, older = load_awards("2020"), load_awards("2019")
    assert check().problems == ()
    with storage.data(package_data()):
        pd.testing.assert_frame_equal(older, load_awards("2019"))
    columns = ["award_id", "organisation_id", "division_code", "person", "source_line"]
    assert awards[columns].fillna("").to_numpy().tolist() == [
        ["management_efficiency", "zhengzhou-mayor-hotline", "410100", "", 5],
        ["management_efficiency", "taiyuan-12345", "140100", "", 6],
        ["service_to_the_people", "xiamen-12345", "350200", "", 9],
        ["service_to_the_people", "gulou-nanjing-12345", "320106", "", 10],
        ["service_to_the_people", "guangzhou-12345", "440100", "", 11],
        ["excellent_operator", "taiyuan-12345", "140100", "王小明", 14],
        ["excellent_operator", "shenzhen-12345", "440300", "李小红", 15],
    ]
    decided = read_table("place_decisions")
    assert decided["organisation_id"].tolist() == ["gulou-nanjing-12345"]
    assert audit_edition("2020").places["verdict"].value_counts().to_dict() == {
        "agrees": 5,
        "by hand": 1,
    }
    assert build().added == ()


def test_curated_rows_that_were_there_stay_byte_for_byte(data, added):
    fill(data)
    paths = [data / f"registry/{name}.csv" for name in ("organisations", "aliases")]
    before = [path.read_bytes().splitlines() for path in paths]
    build()
    for path, lines in zip(paths, before, strict=True):
        assert [line for line in path.read_bytes().splitlines() if line in lines] == lines


def test_what_check_would_refuse_stops_the_build_and_nothing_is_written(data, added):
    false = {"organisation_hans": "厦门市12345热线", "kind": "mayor_hotline"}
    fill(data, {"太原市12345便民服务热线": false})
    told = refusal(data)
    assert "organisation_hans '厦门市12345热线' isn't '太原市12345便民服务热线'" in told
    assert "kind 'mayor_hotline' isn't 'hotline', the kind by the rules and exceptions" in told
    assert decisions_path("2020").exists()
    assert len(read_table("registry")) == 53


def test_without_decisions_the_build_tells_how_to_get_them(data, added):
    decisions_path("2020").unlink()
    assert "Run `hotline propose 2020 --write` and decide in its decisions.csv" in refusal(data)
    assert write_decisions("2020") == decisions_path("2020")
    assert [row["printed"] for row in rows_of(data)] == list(OPEN)
    with pytest.raises(ParameterError, match="is there already; fill it in, or delete it first"):
        write_decisions("2020")


def test_an_edition_without_open_names_needs_no_decisions(data):
    article = "2020年度卓越管理人奖\n1. 厦门市12345热线：张三丰\n".encode()
    found = add_edition("2020", article, PAGE)
    assert found.unknown.empty
    assert not decisions_path("2020").exists()
    assert "1. Count the winners" in describe_new_edition(found)
    assert write_decisions("2020") is None
    assert describe_unknown(found.unknown) == (
        "The registry knows every name and title of this edition."
    )
    build()
    assert len(read_table("awards")) == 110
