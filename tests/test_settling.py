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
