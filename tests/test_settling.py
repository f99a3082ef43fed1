"""What a person settles: on one line, for the lines made like it, and what is asked again."""

from __future__ import annotations

import pandas as pd
import pytest

from hotlinelib.award_list.article import read_awards
from hotlinelib.award_list.explain import roles_frame
from hotlinelib.errors import ParameterError

HEAD = "高原热线之星\n"


def settled(text, line, *winners, role="winner"):
    """Return the reading after a person has written out the winners of one line."""
    table = roles_frame(read_awards(text, titles=[text.splitlines()[0]]))
    rows = table["line"] == line
    first = table[rows].iloc[[0]].assign(role=role, part=1)
    written = [first.assign(**dict.fromkeys(NAMES, "") | winner) for winner in winners]
    return read_awards(
        text, titles=[text.splitlines()[0]], roles=pd.concat([table[~rows], *written])
    )


NAMES = ("organisation", "person", "work", "grade", "group")


def names(reading):
    """Return organisation and person of each row."""
    frame = reading.rows[["organisation", "person"]].astype(object)
    return list(frame.where(frame.notna(), "").itertuples(index=False, name=None))


SHOWN = [
    # A word that stands by itself may be another one in other lines.
    (
        "甲班　刘洋　3012\n乙班　牛晓萌　3013\n丁班　司马青　3014",
        [{"organisation": "甲班", "person": "刘洋"}],
        [("甲班", "刘洋"), ("乙班", "牛晓萌"), ("丁班", "司马青")],
    ),
    # Brackets, and several winners in a line.
    (
        "林雅玲（云顶组）、洪清（云海组）\n颜彬（云山组）、柯丽（云溪组）\n傅云（云门组）",
        [
            {"organisation": "云顶组", "person": "林雅玲"},
            {"organisation": "云海组", "person": "洪清"},
        ],
        [
            ("云顶组", "林雅玲"),
            ("云海组", "洪清"),
            ("云山组", "颜彬"),
            ("云溪组", "柯丽"),
            ("云门组", "傅云"),
        ],
    ),
    # Names that nothing else tells from words.
    (
        "1.红石榴\n2.蓝孔雀\n3.绿丝带",
        [{"organisation": "红石榴"}],
        [("红石榴", ""), ("蓝孔雀", ""), ("绿丝带", "")],
    ),
]


@pytest.mark.parametrize(("lines", "winners", "expected"), SHOWN)
def test_a_line_that_was_settled_shows_how_lines_made_like_it_are_read(lines, winners, expected):
    text = HEAD + lines
    assert not read_awards(text, titles=["高原热线之星"]).is_sure
    reading = settled(text, 2, *winners)
    assert names(reading) == expected
    assert set(reading.unsure["kind"]) <= {"place"}


def test_what_is_made_otherwise_or_has_not_won_stays_a_doubt():
    text = HEAD + "甲班　刘洋　3012\n司马青　丁班　3014\n乙班　未获奖　3013"
    reading = settled(text, 2, {"organisation": "甲班", "person": "刘洋"})
    assert set(reading.unsure["line"]) == {3, 4}


def test_lines_that_were_left_open_show_nothing():
    text = HEAD + "甲班　刘洋　3012\n乙班　牛晓萌　3013"
    table = roles_frame(read_awards(text, titles=["高原热线之星"]))
    again = read_awards(text, titles=["高原热线之星"], roles=table)
    assert set(again.unsure["line"]) == {2, 3}


def test_a_cell_may_name_several_winners():
    text = "会上，春风奖授予了云顶组、云海组和刘洋所在的云山组。"
    row = {"line": 1, "part": 1, "role": "row", "award": "春风奖"}
    table = pd.DataFrame([{**row, "organisation": "云顶组、云海组；云山组"}])
    assert names(read_awards(text, roles=table)) == [("云顶组", ""), ("云海组", ""), ("云山组", "")]


def test_quotation_marks_keep_a_name_whole():
    text = "春风奖\n昆山市委、市政府信访局"
    assert not read_awards(text).is_sure
    whole = '"昆山市委、市政府信访局"'
    table = pd.DataFrame([{"line": 2, "role": "winner", "organisation": whole}])
    reading = read_awards(text, roles=table)
    assert names(reading) == [("昆山市委、市政府信访局", "")]
    assert roles_frame(reading)["organisation"].tolist()[1] == whole


def test_several_organisations_and_several_people_in_a_row_are_refused():
    table = pd.DataFrame(
        [{"line": 2, "role": "winner", "organisation": "甲局、乙局", "person": "刘洋、牛晓萌"}]
    )
    with pytest.raises(ParameterError, match="row 2: several organisations and several people"):
        read_awards("春风奖\n甲局 乙局 刘洋 牛晓萌", roles=table)


def test_a_count_that_a_person_was_not_told_of_is_asked_again():
    text = "先进个人（3名）\n昆山市财政局　是清\n太仓市财政局　李小红"
    reading = read_awards(text)
    table = roles_frame(reading)
    table["role"] = table["role"].str.rstrip("?")
    # Settled as it was told: two of three stand there.
    assert read_awards(text, roles=table).is_sure
    # One line fewer makes another number, of which nobody was told.
    table.loc[table["line"] == 3, "role"] = "note"
    found = read_awards(text, roles=table).unsure
    assert found["kind"].tolist() == ["count"]
    assert found["line"].tolist() == [1]


@pytest.mark.parametrize(
    "text",
    [
        "先进个人\n1\t昆山市财政局\t王小明\t金\n2\t太仓市财政局\t李小红\t银",
        "先进个人\n昆山市财政局\n李小红\n太仓市财政局\n王建国",
    ],
)
def test_what_is_not_sure_of_a_list_is_not_sure_of_any_of_its_rows(text):
    reading = read_awards(text)
    winners = set(reading.rows["line"])
    assert set(reading.unsure["line"]) >= winners


PEOPLE = "服务之星\n傅瑛　焦小林　鲁淑香\n温伟　游登科　谢兰"


def test_all_rows_of_a_line_are_settled_or_none():
    table = roles_frame(read_awards(PEOPLE))
    one = table["person"] == "游登科"
    table.loc[one, "role"] = "winner"
    table.loc[~one & (table["line"] == 3), "role"] = "winner?"
    with pytest.raises(ParameterError, match="other rows of line 3 are settled"):
        read_awards(PEOPLE, roles=table)


def test_a_name_that_a_settled_line_prints_is_not_lost():
    reading = read_awards(PEOPLE).settle(3, person="游登科")
    assert "'温伟' stands in the line" in reading.unsure["doubt"].iloc[0]
    # Said a second time, it is meant.
    assert reading.settle(3, person="游登科").is_sure
    assert len(read_awards(PEOPLE).settle(3).rows) == 6


def test_a_name_that_is_missing_in_an_example_is_not_lost_in_the_lines_made_like_it():
    text = "服务之星\n麦合　艾则孜　米日古\n祖农　阿米娜　热依木\n尼亚孜　海热提　马力"
    reading = read_awards(text).settle(2, person="麦合、艾则孜")
    assert not reading.is_sure


@pytest.mark.parametrize("other", ["奖励五千元", "补充公示", "盐场"])
def test_a_name_vouches_for_names_like_it_only(other):
    text = f"工人先锋号\n1.昆山市金湖杨林\n2.太仓市金湖柳林\n3.{other}"
    reading = read_awards(text).settle(2, organisation="昆山市金湖杨林")
    assert set(reading.unsure["line"]) == {4}


def test_a_person_among_organisations_is_a_doubt_also_where_the_title_was_named():
    body = "\n".join(f"{n}\t{name}" for n, name in enumerate(BODIES, 1))
    text = f"关于命名工人先锋号的决定。\n名单如下。\n序号\t集体名称\n{body}\n7\t张建国"
    reading = read_awards(text, titles=["工人先锋号"])
    assert set(reading.unsure["line"]) == {10}


BODIES = [
    f"{place}财政局" for place in ("昆山市", "太仓市", "常熟市", "张家港市", "吴江区", "相城区")
]


def test_headings_that_are_marked_alike_follow_one_that_was_settled():
    text = (
        "先进集体\n一、州（市）管理局（2个）\n昆明市政务局\n曲靖市政务局\n"
        "二、县（市）管理局（2个）\n安宁市政务局\n宣威市政务局"
    )
    reading = read_awards(text, titles=["先进集体"]).settle(2, "group")
    assert set(reading.rows["award"]) == {"先进集体"}
    assert list(dict.fromkeys(reading.rows["group"])) == ["州（市）管理局", "县（市）管理局"]


def test_a_line_settled_as_a_winner_without_a_name_is_a_doubt_until_it_has_one():
    text = "春风奖\n昆山市信访局\n《远程踏勘》"
    reading = read_awards(text).settle(3)
    assert reading.unsure[["line", "kind"]].to_numpy().tolist() == [[3, "award"]]
    assert len(reading.settle(2).settle(3, "note").awards) == 1


def test_a_heading_that_was_made_a_winner_keeps_no_award_of_its_own():
    text = "先进集体\n昆山市信访局\n太仓市信访局"
    table = roles_frame(read_awards(text))
    table.loc[table["line"] == 3, "award"] = "太仓市信访局"
    assert set(read_awards(text, roles=table).rows["award"]) == {"先进集体"}


def test_names_may_be_pasted_as_they_are_printed():
    row = {"line": 2, "role": "winner", "person": "桂永红  甲花  双林"}
    reading = read_awards("工会之星\n桂永红  甲花  双林", roles=pd.DataFrame([row]))
    assert reading.rows["person"].tolist() == ["桂永红", "甲花", "双林"]
    again = read_awards("工会之星\n桂永红  甲花  双林").settle(2, person=["桂永红", "甲花", "双林"])
    assert again.rows["person"].tolist() == ["桂永红", "甲花", "双林"]


def test_a_group_that_ends_like_the_winners_below_it_may_be_one_of_them():
    reading = read_awards("最佳协作班组\n疑难处置组\n知识库组\n回访组", within="西安市")
    assert reading.doubts or len(reading.rows) == 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("【荣誉榜】西安市服务标兵评选揭晓\n1.雁塔区信访局\n2.碑林区信访局", "服务标兵"),
        (
            "关于“春风使者”评选的通报\n名单如下。\n序号\t单位\n1\t雁塔区信访局\n2\t碑林区信访局",
            "春风使者",
        ),
    ],
)
def test_a_title_may_be_named_that_a_longer_line_prints(text, title):
    assert set(read_awards(text, titles=[title]).awards["award"]) == {title}


GIVEN = {"organisation": "甲班", "person": "刘洋"}
# What a person shows of line 2, and how the line below it is read: award, organisation, person,
# grade, group, work; "?" where it stays a doubt.
BESIDE = [
    (
        ["一等奖　甲班　刘洋　3012", "二等奖　乙班　牛晓萌　3013"],
        ["", "乙班", "牛晓萌", "二等奖", "", ""],
    ),
    (["《呼应》　甲班　刘洋　3012", "《着落》　乙班　牛晓萌　3013"], "?"),
    (
        ["保定市　甲班　刘洋　3012", "唐山市　乙班　牛晓萌　3013"],
        ["", "乙班", "牛晓萌", "", "唐山市", ""],
    ),
    # Of another kind than what stands there in line 2.
    (["甲班　刘洋　班长　3012", "乙班　牛晓萌　文静　3013"], "?"),
    (["甲班　刘洋　3012", "乙班　牛晓萌　待核"], "?"),
    (["甲班　刘洋　3012", "乙班　全体　3013"], "?"),
    (["刘洋　甲班　话务员", "王芳　运营部　话务二班"], "?"),
]


@pytest.mark.parametrize(("lines", "expected"), BESIDE)
def test_what_stands_beside_the_names_shown_is_kept_or_a_doubt(lines, expected):
    text = "\n".join(["服务之星", *lines])
    reading = read_awards(text, within="保定市").settle(2, **GIVEN)
    if expected == "?":
        assert 3 in set(reading.unsure["line"])
        return
    assert not reading.doubts
    row = reading.draft.rows[-1]
    assert row.award == (expected[0] or "服务之星")
    fields = ("organisation", "person", "grade", "group", "work")
    assert [getattr(row, name) or "" for name in fields] == expected[1:]


def test_a_job_shown_may_begin_earlier_on_other_lines():
    text = "先进个人\n陆平　嘉兴市信访局科长　3023\n蒋华　台州市信访局副科长　3028"
    reading = read_awards(text).settle(2, organisation="嘉兴市信访局", person="陆平")
    assert set(reading.unsure["line"]) == {3}


def test_a_line_settled_as_it_was_read_keeps_all_that_was_read():
    text = "先进个人\n刘洋　杭州市财政局　一等奖\n王芳　宁波市财政局　二等奖"
    assert [row.grade for row in read_awards(text).settle(2).draft.rows] == ["一等奖", "二等奖"]


def test_a_line_settled_as_it_was_read_keeps_nothing_of_the_lines_above():
    text = "先进集体\n市级部门\n昆山市信访局\n太仓市信访局"
    reading = read_awards(text).settle(3)
    table = reading.roles
    assert not table.loc[table["line"] == 3, "group"].item()
    assert [row.group for row in reading.settle(2, "note").draft.rows] == [None, None]


def test_a_grade_shown_is_no_score():
    text = "服务之星\n甲班　刘洋　一等奖　3012\n乙班　李红　95分　3014"
    reading = read_awards(text, within="保定市").settle(2, **GIVEN, grade="一等奖")
    assert 3 in set(reading.unsure["line"])


def test_names_shown_in_one_list_do_not_vouch_for_those_of_another():
    text = (
        "先进个人\n刘洋　甲班　3012\n王芳　乙班　3013\n"
        "优秀搭档奖\n李红　文静　3014\n陈静　高歌　3015"
    )
    reading = read_awards(text, within="保定市").settle(2, **GIVEN)
    assert set(reading.unsure["line"]) == {5, 6}


def test_an_award_is_not_taken_from_over_a_row_that_can_not_be_read():
    text = (
        "奖项\t获奖单位\n年度标杆热线\t重庆市12345热线　甲类\n协同联动奖\t咸阳市公安局　乙类\n"
        "\t昆明市水务热线96106　甲类"
    )
    for line in (2, 4):
        name = "重庆市12345热线" if line == 2 else "昆明市水务热线96106"
        reading = read_awards(text, within="北京市").settle(line, organisation=name)
        assert all(
            row.award != "年度标杆热线"
            for row in reading.draft.rows
            if row.line.number == 4 and row.index not in {d.index for d in reading.doubts}
        )


# Ordinary texts that say of a line that it hasn't won, or more of a winner than is read: the lines
# that must be doubts.
SAID_BESIDE = [
    ("先进个人\n姓名\t单位\t备注\n刘洋\t杭州市财政局\t\n王芳\t宁波市财政局\t取消资格", {4}),
    ("先进个人\n姓名\t单位\t备注\n刘洋\t杭州市财政局\t\n王芳\t宁波市财政局\t候补", {4}),
    ("先进个人\n姓名\t单位\t备注\n刘洋\t杭州市财政局\t\n王芳\t宁波市财政局\t与李红共同获奖", {4}),
    ("先进个人\n姓名\t单位\t备注\n刘洋\t杭州市财政局\t\n王芳\t宁波市财政局\t一等奖", {4}),
    ("先进个人\n1.刘洋（杭州市财政局）\n2.王芳（宁波市财政局，落选）", {3}),
    ("先进个人\n1.刘洋（杭州市财政局）\n2.王芳（宁波市财政局，宁波市公安局）", {3}),
    ("先进单位\n杭州市财政局\n宁波市财政局\n以下单位未获奖\n温州市财政局\n台州市财政局", {4, 5, 6}),
    ("十佳热线\n名次　热线名称\n1　北京市12345热线　3001\n2　上海市12345热线　3002", {3, 4}),
    ("先进个人\n1.刘洋　太仓市财政局局长\n2.张建军　太仓市人社局长", {3}),
    ("先进个人\n1.刘洋　太仓市财政局局长\n2.张建军　太仓市公安局交警大队长", {3}),
    ("宁波市人社局长王芳获评“先进个人”。", {1}),
    (
        "优秀论文奖\n陈静：《热线数据》（杭州市12345热线）\n王芳：《派单》（宁波市12345热线）",
        {2, 3},
    ),
    ("服务之星\n刘洋·甲班\n买买提·阿依努尔\n李红·丙班", {2, 4}),
]


@pytest.mark.parametrize(("text", "lines"), SAID_BESIDE)
def test_what_is_said_of_a_winner_is_not_dropped(text, lines):
    assert lines <= set(read_awards(text).unsure["line"])


def test_two_lines_that_may_hold_one_name_are_a_doubt():
    text = "先进单位\n杭州市12345政务服务便民\n热线受理中心\n宁波市财政局"
    assert {2, 3} <= set(read_awards(text, within="杭州市").unsure["line"])
