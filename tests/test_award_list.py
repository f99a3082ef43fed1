"""Award lists as Chinese notices print them, and what the parser makes of them."""

from __future__ import annotations

import pickle
import re
from random import Random

import pandas as pd
import pytest
from award_list_generator import notices, one_line_notices
from counted_work import calls_of
from hypothesis import given, settings
from printed_layouts import LAYOUTS
from printed_variants import VARIANTS

from hotlinelib.award_list.article import COLUMNS, read_awards
from hotlinelib.award_list.explain import write_roles
from hotlinelib.award_list.parse import Line, parse_awards, parse_lines
from hotlinelib.award_list.printed_line import fold_width
from hotlinelib.errors import ParameterError, ParseError
from hotlinelib.storage import data_folder


def rows(text, **decided):
    """(award, position, organisation, person) of every winner; None where missing."""
    table = parse_awards(text, **decided)[["award", "position", "organisation", "person"]]
    return [tuple(row) for row in table.astype(object).where(table.notna(), None).to_numpy()]


A, B, C = "甲市12345热线", "乙市便民服务中心", "丙市12345政务服务热线"
THREE = [("最佳服务奖", 1, A, None), ("最佳服务奖", 2, B, None), ("最佳服务奖", 3, C, None)]
THREE_UNNUMBERED = [(award, None, name, person) for award, _, name, person in THREE]
NUMBERED = f"1. {A}\n2. {B}\n3. {C}"

# (what is shown, text, expected rows)
HEADINGS = [
    ("bare", "最佳服务奖"),
    ("colon", "最佳服务奖："),
    ("Chinese numeral", "一、最佳服务奖"),
    ("bracketed numeral", "(一)最佳服务奖"),
    ("wide brackets", "（一）最佳服务奖"),
    ("year", "2019年最佳服务奖"),
    ("award year", "2019年度最佳服务奖"),
    ("Chinese year", "二〇一九年度最佳服务奖"),
    ("Chinese year, round zero", "二○一九年度最佳服务奖"),
    ("two years", "2018-2019年度最佳服务奖"),
    ("wide digits", "２０１９年度最佳服务奖"),
    ("lenticular brackets", "【最佳服务奖】"),
    ("book title marks", "《最佳服务奖》"),
    ("quotation marks", "“最佳服务奖”"),
    ("year outside the quotation", "2019年度“最佳服务奖”："),
    ("count in brackets", "最佳服务奖(3个)"),
    ("count in wide brackets", "最佳服务奖（3家）"),
    ("total in brackets", "最佳服务奖（共3家）"),
    ("Chinese count", "最佳服务奖（三个）"),
    ("count without brackets", "最佳服务奖3个"),
    ("count after a space", "最佳服务奖 3项"),
    ("count and note", "最佳服务奖（3个，排名不分先后）"),
    ("note", "最佳服务奖（排名不分先后）"),
    ("everything", "一、【2020年度最佳服务奖】(3个)："),
    ("indented", "　　最佳服务奖"),
    ("list of winners", "2019年度最佳服务奖获奖名单"),
    ("glued to a list's title", "2019年政务热线入选榜单(排名不分先后)2019年度最佳服务奖"),
    ("glued to a sentence", "评选历时两个月，结果于昨日公布。2019年度最佳服务奖"),
]


@pytest.mark.parametrize("heading", [h for _, h in HEADINGS], ids=[name for name, _ in HEADINGS])
def test_heading_gives_the_awards_own_title(heading):
    assert rows(f"{heading}\n{NUMBERED}") == THREE


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("1.特别贡献奖", "特别贡献奖"),
        ("2019年度卓越管理創新獎", "卓越管理創新獎"),
        ("2019年度大數據應用創新示范獎", "大數據應用創新示范獎"),
        ("2019年度卓越服務之星", "卓越服務之星"),
        ("示范单位（3个）", "示范单位"),
        ("二、优秀案例", "优秀案例"),
        ("先进集体", "先进集体"),
        ("全市12345热线工作先进单位（共3个）", "全市12345热线工作先进单位"),
        ("服务标兵", "服务标兵"),
        ("十佳热线", "十佳热线"),
        ("2019年度“十佳12345热线”", "十佳12345热线"),
        ("全国“服务之星”称号", "全国“服务之星”称号"),
        ("最佳服务奖(单位)", "最佳服务奖(单位)"),
        ("一等奖（３個）", "一等奖"),
    ],
)
def test_titles_of_awards(heading, title):
    assert {row[0] for row in rows(f"{heading}\n{NUMBERED}")} == {title}


NUMBERINGS = [
    ("point", "1. {}\n2. {}\n3. {}"),
    ("point, no space", "1.{}\n2.{}\n3.{}"),
    ("wide point", "１．{}\n２．{}\n３．{}"),
    ("small point", "1﹒{}\n2﹒{}\n3﹒{}"),
    ("enumeration comma", "1、{}\n2、{}\n3、{}"),
    ("bracket", "1){}\n2){}\n3){}"),
    ("two brackets", "(1){}\n(2){}\n(3){}"),
    ("two wide brackets", "（１）{}\n（２）{}\n（３）{}"),
    ("circled", "①{}\n②{}\n③{}"),
    ("leading zero", "01. {}\n02. {}\n03. {}"),
    ("Chinese rank", "第一名：{}\n第二名：{}\n第三名：{}"),
    ("rank", "第1名：{}\n第2名：{}\n第3名：{}"),
    ("only a space", "1 {}\n2 {}\n3 {}"),
    ("table", "1\t{}\n2\t{}\n3\t{}"),
    ("blank lines", "\n 1. {} \n\n 2. {}\n\n 3. {}\n"),
    ("semicolons", "1. {}；\n2. {}；\n3. {}。"),
    ("narrow semicolons", "1. {};\n2. {};\n3. {}."),
    ("small semicolons", "1. {}﹔\n2. {}﹔\n3. {}。"),
    ("commas", "1. {}，\n2. {},\n3. {}"),
    ("one line", "1. {} 2. {} 3. {}"),
    ("one line, no spaces", "1.{}2.{}3.{}"),
    ("one line, wide spaces", "1、{}　2、{}　3、{}"),
    ("one line, circled", "①{}②{}③{}"),
    ("one line, brackets", "（1）{}；（2）{}；（3）{}。"),
    ("a caption between", "1. {}\n2. {}\n(图为颁奖现场)\n3. {}"),
]


@pytest.mark.parametrize("text", [t for _, t in NUMBERINGS], ids=[name for name, _ in NUMBERINGS])
def test_numbered_items(text):
    assert rows("最佳服务奖\n" + text.format(A, B, C)) == THREE


UNNUMBERED = [
    ("one a line", "{}\n{}\n{}"),
    ("middle dots", "·{}\n·{}\n·{}"),
    ("bullets", "• {}\n• {}\n• {}"),
    ("hyphens", "- {}\n- {}\n- {}"),
    ("discs", "●{}\n●{}\n●{}"),
    ("stars", "★{}\n★{}\n★{}"),
    ("discs on one line", "●{} ●{} ●{}"),
    ("enumeration commas", "{}、{}、{}"),
    ("commas", "{}，{}，{}。"),
    ("tabs", "{}\t{}\t{}"),
    ("wide spaces", "{}　　{}　　{}"),
    ("spaces", "{}   {}   {}"),
    ("semicolons", "{}；\n{}；\n{}。"),
]


@pytest.mark.parametrize("text", [t for _, t in UNNUMBERED], ids=[name for name, _ in UNNUMBERED])
def test_unnumbered_items_have_no_position(text):
    assert rows("最佳服务奖\n" + text.format(A, B, C)) == THREE_UNNUMBERED


def test_winners_on_the_headings_line():
    assert rows(f"最佳服务奖：{A}、{B}、{C}") == THREE_UNNUMBERED


# (what is shown, one item's text, its (organisation, person) pairs)
ENTRIES = [
    ("hotline", "三亚市12345政府服务热线管理办公室", [("三亚市12345政府服务热线管理办公室", None)]),
    (
        "name that starts with digits",
        "12345海口市民服務智慧聯動平台",
        [("12345海口市民服務智慧聯動平台", None)],
    ),
    ("wide digits become narrow", "甲市１２３４５热线", [(A, None)]),
    ("wide letters become narrow", "甲市ＮＬＰ服务中心", [("甲市NLP服务中心", None)]),
    (
        "brackets stay as printed",
        "乌海市指挥中心（乌海12345）",
        [("乌海市指挥中心（乌海12345）", None)],
    ),
    (
        "brackets and dash inside the name",
        "福州市12345便民(惠企)服務平台——福州市“智慧福州”管理服務中心",
        [("福州市12345便民(惠企)服務平台——福州市“智慧福州”管理服務中心", None)],
    ),
    ("comma inside quotation marks", "甲市“接诉、即办”热线", [("甲市“接诉、即办”热线", None)]),
    ("comma inside brackets", "甲市热线（东区、西区）", [("甲市热线（东区、西区）", None)]),
    ("two organisations", "甲市12345热线、乙市便民服务中心", [(A, None), (B, None)]),
    ("city", "乙市", [("乙市", None)]),
    ("person", "甲市12345热线:王峰", [(A, "王峰")]),
    ("person after a wide colon", "甲市12345热线：王小峰", [(A, "王小峰")]),
    ("person after a ratio sign", "甲市12345热线∶王小峰", [(A, "王小峰")]),
    ("person after two spaces", "甲市12345热线  王峰", [(A, "王峰")]),
    ("person after a wide space", "甲市12345热线　王峰", [(A, "王峰")]),
    ("person after a tab", "甲市12345热线\t王峰", [(A, "王峰")]),
    ("person before the organisation in a table", "王峰\t甲市12345热线", [(A, "王峰")]),
    ("padded name", "甲市12345热线：王 峰", [(A, "王峰")]),
    ("name padded by a wide space", "甲市12345热线：王　峰", [(A, "王峰")]),
    ("padded name after two spaces", "甲市12345热线  王 峰", [(A, "王峰")]),
    ("padded name after a wide space", "甲市12345热线　王　峰", [(A, "王峰")]),
    ("several people", "甲市12345热线：王峰、李小明", [(A, "王峰"), (A, "李小明")]),
    ("several people, one padded", "甲市12345热线：王　峰、李小明", [(A, "王峰"), (A, "李小明")]),
    ("people two spaces apart", "甲市12345热线：王峰  李小明", [(A, "王峰"), (A, "李小明")]),
    ("dotted name", "甲市12345热线：买买提·艾力", [(A, "买买提·艾力")]),
    ("long dotted name", "甲市12345热线：阿卜杜热合曼·阿卜杜拉", [(A, "阿卜杜热合曼·阿卜杜拉")]),
    ("four characters", "甲市12345热线：欧阳小明", [(A, "欧阳小明")]),
    ("rare character", "甲市12345热线：王䶮", [(A, "王䶮")]),
    ("sex and nationality", "甲市12345热线：王峰（女，回族）", [(A, "王峰")]),
    (
        "brackets before the person",
        "漢中市大數據服務中心(漢中市12345政府服務熱線):段灝",
        [("漢中市大數據服務中心(漢中市12345政府服務熱線)", "段灝")],
    ),
    (
        "dash inside the name, person after the colon",
        "甲市12345平台——甲市“智慧甲市”管理中心：王峰",
        [("甲市12345平台——甲市“智慧甲市”管理中心", "王峰")],
    ),
]


@pytest.mark.parametrize("number", ["1. ", "1、", "①", "（1）", "第一名："])
@pytest.mark.parametrize(
    ("text", "expected"), [e[1:] for e in ENTRIES], ids=[e[0] for e in ENTRIES]
)
def test_entries(text, expected, number):
    assert [row[1:] for row in rows(f"最佳服务奖\n{number}{text}")] == [(1, *e) for e in expected]


def test_number_glued_to_a_name_that_starts_with_digits():
    text = "最佳服务案例奖\n1.甲市12345热线\n2.12345海口市民服务平台"
    assert rows(text)[1] == ("最佳服务案例奖", 2, "12345海口市民服务平台", None)


def test_dash_before_a_person_where_the_others_name_people_too():
    text = f"卓越服务之星\n1. {A}：李小明\n2. {B}——王峰"
    assert rows(text)[1] == ("卓越服务之星", 2, B, "王峰")


WHOLE = [
    (
        "two awards on one line",
        "一、最佳奖 1.甲市12345热线 2.乙市便民服务中心 二、创新奖 1.丙市12345政务服务热线",
        [("最佳奖", 1, A, None), ("最佳奖", 2, B, None), ("创新奖", 1, C, None)],
    ),
    (
        "two awards on one line without spaces",
        "2019年度最佳奖1.甲市12345热线2.乙市便民服务中心2019年度创新奖1.丙市12345政务服务热线",
        [("最佳奖", 1, A, None), ("最佳奖", 2, B, None), ("创新奖", 1, C, None)],
    ),
    (
        "groups that restart the numbering",
        f"一、先进集体（3个）\n（一）市级部门（2个）\n1.{A}\n2.{B}\n（二）区级部门\n1.{C}\n二、创新奖\n1.{A}",
        [
            ("先进集体", 1, A, None),
            ("先进集体", 2, B, None),
            ("先进集体", 1, C, None),
            ("创新奖", 1, A, None),
        ],
    ),
    (
        "groups that continue the numbering",
        f"先进集体\n1.市级\n(1){A}\n(2){B}\n2.县（市、区）\n(3){C}",
        [("先进集体", 1, A, None), ("先进集体", 2, B, None), ("先进集体", 3, C, None)],
    ),
    (
        "groups of unnumbered winners",
        f"先进集体\n市级：\n{A}\n{B}\n区县级：\n{C}",
        [("先进集体", None, A, None), ("先进集体", None, B, None), ("先进集体", None, C, None)],
    ),
    (
        "an award for one winner",
        f"特别贡献奖\n{A}\n最佳服务奖\n1. {B}",
        [("特别贡献奖", None, A, None), ("最佳服务奖", 1, B, None)],
    ),
    (
        "prose, credits and captions around the list",
        "热线论坛举行\n\n张三李\n2019年08月12日14:07  来源:某某网\n"
        "昨日,论坛在某地举行,甲市12345热线荣获最佳服务奖。\n(某某协会副会长 王小明)\n"
        "第一、要把热线办好。\n第二、要用好数据。\n1. 提高认识。\n2. 加强领导。\n"
        f"名单如下：\n最佳服务奖\n{NUMBERED}\n论坛还举行了研讨,与会者就此展开讨论。\n(张三李)\n"
        "(责编:王静、杜飞)",
        THREE,
    ),
    (
        "prose between awards",
        f"最佳服务奖\n{NUMBERED}\n热线论坛在某地举行\n创新奖\n1. {A}：王峰\n编辑：李小明",
        [*THREE, ("创新奖", 1, A, "王峰")],
    ),
    (
        "credits glued to the last winner",
        f"服务之星\n1. {A}：王峰\n2. {B}：李小明 (张三李) (责编:王静、杜飞)",
        [("服务之星", 1, A, "王峰"), ("服务之星", 2, B, "李小明")],
    ),
    (
        "one winner after the heading on its line",
        "最佳服务奖 甲市12345热线\n创新奖 乙市便民服务中心",
        [("最佳服务奖", None, A, None), ("创新奖", None, B, None)],
    ),
    (
        "sections of a notice around the list",
        f"一、工作情况\n去年各地热线工作取得成效。\n二、评选结果\n(一)最佳奖\n1.{A}\n(二)创新奖\n1.{B}\n"
        "三、工作要求\n(一)提高认识。各单位要学习。\n(二)加强领导。",
        [("最佳奖", 1, A, None), ("创新奖", 1, B, None)],
    ),
    (
        "foot of a saved page",
        f"最佳服务奖\n{NUMBERED}\n返回首页\n分享到：\n联系电话：010-12345678",
        THREE,
    ),
    (
        "signature and date",
        f"最佳服务奖\n{NUMBERED}\n丁市人民政府办公室\n2019年8月9日",
        THREE,
    ),
]


@pytest.mark.parametrize(("text", "expected"), [w[1:] for w in WHOLE], ids=[w[0] for w in WHOLE])
def test_whole_notices(text, expected):
    assert rows(text) == expected


def test_table_of_a_saved_page():
    page = (
        "<html><head><title>先进个人</title><style>p{}</style></head><body><h2>先进个人（2人）</h2>"
        "<table><tr><th>序号</th><th>单位</th><th>姓名</th></tr>"
        "<tr><td>1</td><td>甲市12345热线</td><td>王&nbsp;峰</td></tr>"
        "<tr><td>2</td><td>乙市便民服务中心</td><td>李小明</td></tr></table>"
        "<p>编辑：张三</p><script>var a = '3. 丁市热线';</script></body></html>"
    )
    assert rows(page) == [("先进个人", 1, A, "王峰"), ("先进个人", 2, B, "李小明")]
    assert rows(page.encode("gb18030")) == rows(page)


# (text, the line that is doubted)
DOUBTS = [
    ("最佳服务奖（4个）\n" + NUMBERED, 1),
    (f"先进集体\n(一)市级(2个)\n1. {A}\n(二)县级\n1. {B}", 2),
    (f"最佳服务奖\n1. {A}\n3. {B}", 3),
    (f"最佳服务奖\n1. {A}\n1. {B}", 3),
    (f"最佳服务奖\n2. {A}\n3. {B}", 2),
    (f"一、最佳服务奖\n1. {A}\n三、创新奖\n1. {B}", 3),
    (f"最佳服务奖\n创新奖\n1. {A}", 1),
    (f"创新奖\n1. {A}\n最佳服务奖", 3),
    (f"先进集体\n(一)市级\n(二)县级\n1. {A}", 2),
    ("", None),
    ("甲市12345热线再获殊荣。\n第一、要把热线办好。", None),
    (f"最佳服务奖\n1. {A}\n{B}\n2. {C}", 3),
    ("最佳服务奖\n1. \n2. 乙市热线", 2),
    (f"最佳服务奖\n{A}\n1. {B}", 3),
    ("最佳服务奖\n1. 甲市热线(12345\n2. 乙市热线", 2),
    (f"【最佳服务奖\n1. {A}", 1),
    (f"最佳服务奖\n1. {A}\n2. 创新奖\n3. {B}", 3),
    (f"最佳服务奖\n1. {A}创新奖\n2. {B}", 2),
    (f"最佳服务奖\n1. {A}\n2. {B}创新奖", 3),
    (f"最佳服务奖\n1. {A}\n最佳服务奖\n1. {B}", 3),
    (f"授予以下单位奖牌。\n1. {A}\n2. {B}", 1),
    (f"最佳服务奖\n1. {A}\n卓越之\n1. {B}", 3),
    ("最佳服务奖\n1. 甲市投诉中心、举报中心", 2),
    (f"服务之星\n1. {A}：王峰\n2. {B}", 2),
    ("服务之星\n1. 甲市热线：便民服务平台", 2),
    ("服务之星\n1. 甲市热线：", 2),
    ("服务之星\n1. 甲市热线王小峰", 2),
    ("服务之星\n1. 甲市热线：王峰：李明", 2),
    ("服务之星\n1. 甲市热线、乙市热线：王峰", 2),
    (f"最佳服务奖\n{A}\n{B}\n{A}", 4),
    (f"最佳服务奖\n{A}\n丁市人民政府办公室\n2019年8月9日", 3),
    ("最佳服务奖\n1. 甲市热线 2 乙市热线", 2),
    (f"219年度最佳服务奖\n1. {A}", 1),
    (f"最佳服务奖\n{A}\n热线论坛在某地举行,三百人参加。\n{B}", 4),
    (f"最佳服务奖\n{A}\n热线接线现场", 3),
    ("参会单位\n1. 昆山市财政局\n2. 太仓市财政局", 2),
    ("先进个人\n1. 昆山市财政局:王小明\n2. 太仓市财政局:马上办", 3),
    ("先进单位\n1. 昆山市财政局太仓市财政局", 2),
    ("最佳服务奖\n1. 甲市12345热线\n2. 乙市12345热线\n3. ", 4),
    ("最佳服务奖\n1. 甲市12345热线\n2\u2028. 乙市12345热线", 3),
]


@pytest.mark.parametrize(("text", "line"), DOUBTS)
def test_doubtful_lists_are_refused(text, line):
    with pytest.raises(ParseError) as caught:
        parse_awards(text)
    places = [error.line for error in (caught.value, *caught.value.more)]
    assert line in places
    assert caught.value.text == ("" if places[0] is None else text.split("\n")[places[0] - 1])


def test_an_error_names_all_doubts_at_once():
    text = f"最佳服务奖(3个)\n1. {A}\n3. {B}\n创新奖\n2. {C}"
    with pytest.raises(ParseError) as caught:
        parse_awards(text)
    assert [error.line for error in (caught.value, *caught.value.more)] == [1, 3, 5]
    assert str(caught.value).count("line ") >= 3


def test_a_corrected_heading_corrects_the_award_of_all_winners_below_it(tmp_path):
    text = "各地涌现出一批好榜样。\n德清县：德清县公安局的沈国强；德清县教育局的陆敏。"
    path = write_roles(read_awards(text), tmp_path / "roles.csv")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table.loc[0, ["role", "award"]] = ["heading", "好榜样"]
    table["role"] = table["role"].str.rstrip("?")
    assert rows(text, roles=table) == [
        ("好榜样", None, "德清县公安局", "沈国强"),
        ("好榜样", None, "德清县教育局", "陆敏"),
    ]


WRITTEN = re.compile(
    r"(?P<organisation>[^@<\[{]*)(?:@(?P<person>[^<\[{]+))?(?:<(?P<work>[^>]+)>)?"
    r"(?:\[(?P<grade>[^]]+)\])?(?:\{(?P<group>[^}]+)\})?"
)


def written_rows(expected):
    """Read the rows that a variant is said to have."""
    for line in expected.splitlines():
        award, winners = line.split(": ", 1)
        for winner in winners.split("; "):
            fields = {**WRITTEN.fullmatch(winner).groupdict(), "award": award}
            yield sorted((name, value) for name, value in fields.items() if value)


def test_variants_of_layouts_are_read_or_doubted_never_misread():
    wrong = []
    for text, expected in VARIANTS:
        reading = read_awards(text)
        said = expected.removeprefix("? or ")
        if reading.doubts:
            if not expected.startswith("?"):
                wrong.append((text, [doubt.reason for doubt in reading.doubts]))
            continue
        names = ["award", "organisation", "person", "work", "grade", "group"]
        table = reading.awards.reindex(columns=names).astype(object)
        found = table.where(table.notna(), None).to_dict("records")
        rows_found = sorted(sorted((k, v) for k, v in row.items() if v) for row in found)
        if said == "?" or rows_found != sorted(written_rows(said)):
            wrong.append((text, rows_found))
    assert wrong == []


@pytest.mark.parametrize(("text", "expected"), LAYOUTS)
def test_layouts_that_notices_print(text, expected):
    reading = read_awards(text)
    if isinstance(expected, set):
        assert {doubt.kind for doubt in reading.doubts} == expected
        return
    columns = ["award", "position", "organisation", "person", "grade", "group", "work"]
    table = reading.awards.reindex(columns=columns).astype(object)
    found = table.where(table.notna(), None).to_dict("records")
    assert [{k: str(v) for k, v in row.items() if v is not None} for row in found] == expected


@pytest.mark.parametrize("sign", [*",，。;；!！.、)", ", ", "．", "..", ";."])
@pytest.mark.parametrize("last", [1, 2])
def test_the_last_winners_are_never_lost(sign, last):
    items = [f"{n}. 第{n}区12345热线" for n in range(1, 6)]
    changed = [re.sub(r"\. ", sign, item) for item in items[-last:]]
    reading = read_awards("\n".join(["最佳服务奖", *items[:-last], *changed, "(责编:王静)"]))
    assert reading.doubts or len(reading.awards) == 5


# --- what a person decides ------------------------------------------------------------------

UNKNOWN = f"海棠使者\n{A}\n{B}\n{C}"


def test_titles_that_a_person_names():
    assert not read_awards(UNKNOWN).is_sure
    assert {row[0] for row in (rows(UNKNOWN, titles=["海棠使者"]))} == {"海棠使者"}
    with pytest.raises(ParameterError, match="海棠大使"):
        parse_awards(UNKNOWN, titles=["海棠大使"])
    assert {row[0] for row in (rows(UNKNOWN, titles=["2021年度海棠使者"]))} == {"海棠使者"}


@pytest.mark.parametrize(
    "named",
    [
        ["最佳服务站点", "海棠团队"],
        ["█ 最佳服务站点 █", "1.2　海棠团队（2个）"],
        ["“最佳服务站点”", "2、海棠团队（3名）"],
    ],
)
def test_titles_are_compared_without_ornaments_numbers_and_counts(named):
    text = f"█ 最佳服务站点 █\n1.{A}\n2.{B}\n1.2　海棠团队（2个）\n1.{B}\n2.{C}"
    reading = read_awards(text, titles=named)
    assert dict.fromkeys(reading.rows["award"]) == dict.fromkeys(["最佳服务站点", "海棠团队"])
    assert reading.is_sure


def test_a_confirmed_heading_without_winners_stays_a_doubt():
    text = f"服务之星\n1.李晓雪\n2.王建国\n海棠奖\n关于系统的建议（时小月）\n先进单位\n1.{A}\n2.{B}"
    table = pd.DataFrame([{"line": 4, "role": "heading"}, {"line": 5, "role": "note"}])
    for decided in ({"titles": ["海棠奖"], "roles": table[1:]}, {"roles": table}):
        assert read_awards(text, **decided).unsure["line"].tolist() == [4]
    table.loc[1, ["role", "person"]] = ["winner", "时小月"]
    assert len(parse_awards(text, roles=table)) == 5


def test_what_a_list_leaves_out_is_a_doubt_until_its_line_is_decided():
    text = f"十大热线\n1.{A}\n2.{B}\n（3—10略）"
    table = pd.DataFrame(
        [{"line": n, "role": "heading" if n == 1 else "winner"} for n in (1, 2, 3)]
    )
    table["organisation"] = ["", A, B]
    assert read_awards(text, roles=table).unsure["line"].tolist() == [4]
    table.loc[3] = [4, "note", ""]
    assert len(parse_awards(text, roles=table)) == 2


def test_a_persons_organisation_that_is_the_group_is_kept():
    text = "服务之星\n成都\n李晓雪（成都）\n王建国（成都）"
    table = pd.DataFrame([{"line": 1, "role": "heading"}, {"line": 2, "role": "group"}])
    assert read_awards(text, roles=table).rows["organisation"].tolist() == ["成都"] * 2


@pytest.mark.parametrize("cell", ["东软集团股份有限公司", "很好"])
def test_a_column_whose_head_is_not_known_is_named(cell):
    body = "\n".join(f"{n}\t{name}\t{cell}" for n, name in ((1, A), (2, B)))
    reading = read_awards(f"先进单位\n序号\t单位名称\t实施主体\n{body}")
    unsure = reading.unsure[reading.unsure["doubt"].str.contains("实施主体")]
    assert unsure["line"].tolist() == [3, 4]


def test_the_issuers_place_for_names_that_leave_it_out():
    text = "先进单位(3家)\n区环保局、吴中区教育局、东山街道"
    assert set(read_awards(text).unsure["kind"]) == {"place"}
    table = parse_awards(text, within="苏州市吴中区")
    assert table["within"].notna().tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("line", "role", "last"),
    [
        ("各县（市、区）", "heading", ("各县（市、区）", None)),
        ("各县（市、区）", "group", ("先进单位", "各县（市、区）")),
        ("湖州发布 2021年第3期", "page", ("先进单位", None)),
    ],
)
def test_what_a_person_says_of_a_line_holds_for_the_winners_below_it(tmp_path, line, role, last):
    text = f"先进单位\n德清县公安局\n长兴县公安局\n{line}\n安吉县公安局\n桐乡市公安局"
    path = write_roles(read_awards(text), tmp_path / "roles.csv")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table["role"] = ["heading", "winner", "winner", role, "winner", "winner"]
    found = parse_awards(text, roles=table).reindex(columns=["award", "group"])
    assert [tuple(row) for row in found.astype(object).where(found.notna(), None).to_numpy()] == [
        ("先进单位", None)
    ] * 2 + [last] * 2


def test_a_winner_whom_a_person_wrote_out_still_needs_an_award():
    table = pd.DataFrame([{"line": 1, "role": "winner", "organisation": "德清县公安局"}])
    with pytest.raises(ParseError, match="award"):
        parse_awards("德清县公安局", roles=table)


def test_decided_roles_settle_every_doubt(tmp_path):
    text = f"海棠使者\n{A}\n乙市便民服务中心 王峰 李明\n丁市人民政府办公室\n2019年8月9日"
    path = write_roles(read_awards(text), tmp_path / "roles.csv")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert table["role"].str.endswith("?").any()
    with pytest.raises(ParseError):
        parse_awards(text, roles=path)
    table["role"] = ["heading", "winner", "winner", "winner", "signature", "date"][: len(table)]
    found = parse_awards(text, roles=table)
    assert found["line"].tolist() == [2, 3, 3]
    assert found["award"].unique().tolist() == ["海棠使者"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"line": 2, "role": "winer"}, "did you mean 'winner'"),
        ({"line": "x", "role": "winner"}, "no line number"),
        ({"line": 99, "role": "prose"}, "no line 99"),
        ({"line": 2, "role": "winner", "organisation": "戊市热线"}, "doesn't print '戊市热线'"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(row, words):
    with pytest.raises(ParameterError, match=words):
        parse_awards(UNKNOWN, roles=pd.DataFrame([row]))


def test_a_reading_shows_its_lines_and_doubts_first():
    reading = read_awards(f"最佳服务奖<b>(4个)\n{NUMBERED}")
    page = reading._repr_html_()
    assert page.index("declares 4 winners") < page.index("<table>")
    assert "<b>(4个)" not in page
    assert len(reading.lines) == 4
    assert reading.lines["why"].notna().all()
    assert read_awards(f"最佳服务奖\n{NUMBERED}").unsure.empty


def test_error_survives_a_process_border():
    error = ParseError("numbering jumps", 3, "5. 甲市热线")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_columns_types_and_traces():
    text = f"论坛\r\n\r\n最佳服务奖\r\n 1. 甲市１２３４５热线；\r\n2. {B}\r\n"
    table = parse_awards(text)
    assert tuple(table.columns) == (*COLUMNS, "source_place")
    assert {name: str(dtype) for name, dtype in table.dtypes.items()} == {
        "award": "str",
        "position": "Int64",
        "organisation": "str",
        "person": "str",
        "line": "int64",
        "source_text": "str",
        "source_place": "str",
    }
    assert table["line"].tolist() == [4, 5]
    assert table["source_text"].tolist() == [" 1. 甲市１２３４５热线；", f"2. {B}"]
    stands = zip(table["organisation"], table["source_text"], strict=True)
    assert all(name in fold_width(source) for name, source in stands)


def test_lines_keep_their_own_numbers():
    lines = [Line(40, "最佳服务奖"), Line(52, f"1. {A}"), Line(60, f"2. {B}")]
    assert parse_lines(lines)["line"].tolist() == [52, 60]


def test_parse_leaves_its_input_alone():
    lines = [Line(1, "最佳服务奖"), Line(2, f"1. {A}")]
    before = list(lines)
    pd.testing.assert_frame_equal(parse_lines(lines), parse_lines(lines))
    assert lines == before


def test_long_lists_and_long_lines_parse_completely():
    items = [f"{n % 900 + 1}. 第{n}区12345热线" for n in range(900)]
    awards = [f"{'甲乙丙丁戊己庚辛壬癸'[n % 10] * (n // 10 + 1)}服务奖" for n in range(23)]
    text = "\n".join(line for award in awards for line in [award, *items])
    assert len(parse_awards(text)) == 900 * 23
    assert len(parse_awards(long_line(10_000))) == 10_000


def long_line(winners):
    return "最佳服务奖 " + " ".join(f"●第{n}区12345热线" for n in range(winners))


def test_a_line_twice_as_long_takes_twice_the_work():
    parse_awards(long_line(1))
    once, twice = (calls_of(parse_awards, long_line(winners)) for winners in (1_000, 2_000))
    assert twice < 2.2 * once


@settings(max_examples=100, deadline=None)
@given(notices())
def test_what_a_notice_prints_is_read_back(notice):
    assert rows(notice.text) == notice.rows


@settings(max_examples=40, deadline=None)
@given(one_line_notices())
def test_what_stands_on_one_line_is_read_back(notice):
    assert rows(notice.text) == notice.rows


# --- mutated articles -------------------------------------------------------------------------

INVENTED_PROSE = [
    "热线论坛昨日在南浦市举行,三百余人参加。",
    "(圖為會場)",
    "来源:云岭日报",
    "编辑：张雨",
    "论坛合影",
    "第一、要把热线办好。",
    "第二、要用好数据。",
    "去年雲嶺市12345熱線榮獲最佳服務獎，代表上台領獎。",
    "张雨",
    "1. 提高认识。",
    "2019年8月9日",
    "雲嶺市12345熱線",
    "3. 雲嶺市12345熱線",
    "2019年度新秀獎",
    "·",
]


def printed_article():
    """The real rows of 2019 between invented prose."""
    table = pd.read_csv(data_folder() / "editions/2019/list.tsv", sep="\t", dtype=str, quoting=3)
    listed = [line for line in table["text"] if line.strip() and "責編" not in line]
    return [*INVENTED_PROSE[:8], *listed, *INVENTED_PROSE[:2], INVENTED_PROSE[3]]


def mutate(lines, random):
    """Change an article as copying and converting go wrong."""
    lines, place = list(lines), random.randrange(len(lines) - 1)
    kind = random.choice(
        ["delete", "double", "swap", "far swap", "insert", "digit", "character", "merge"]
    )
    if kind == "delete":
        del lines[place]
    elif kind == "double":
        lines.insert(place, lines[place])
    elif kind in ("swap", "far swap"):
        other = place + 1 if kind == "swap" else random.randrange(len(lines))
        lines[place], lines[other] = lines[other], lines[place]
    elif kind == "insert":
        lines.insert(place, random.choice(INVENTED_PROSE))
    elif kind == "merge":
        lines[place : place + 2] = [
            lines[place] + random.choice(["", " ", "　"]) + lines[place + 1]
        ]
    else:
        wanted = str.isdigit if kind == "digit" else str
        found = [i for i, c in enumerate(lines[place]) if wanted(c)]
        if found:
            cut = random.choice(found)
            lines[place] = lines[place][:cut] + lines[place][cut + 1 :]
    return lines


SIMPLE_HEADING = re.compile(r"(?:.*\))?2019年度?(\w+[獎星])")
SIMPLE_ITEM = re.compile(r"(\d{1,2})(?:\. ?| +)([^:]+?)(?::(\w+))?")
SIMPLE_CUT = re.compile(
    r"(?<=[^\d\s])\s*(?=\d{1,2}\. )|(?<=.)(?=2019年度\w+[獎星]$)|(?<=[獎星])\s*(?=\d)"
)


def simple_reading(lines):
    """Read item lines under heading lines, with no doubt and no check."""
    award, found, above = None, [], ""
    for line in lines:
        for part in SIMPLE_CUT.split(line):
            part = part.strip()
            if match := SIMPLE_HEADING.fullmatch(part):
                award = match[1]
            elif part == "张雨" and SIMPLE_HEADING.fullmatch(above):
                found.append((award, None, None, part))
            elif award and (match := SIMPLE_ITEM.fullmatch(part)) and part != "1. 提高认识。":
                found.append((award, int(match[1]), match[2], match[3]))
            above = part or above
    return found


def refused_of(mutations, seed):
    """Read mutated articles; each gives what its text says or a doubt."""
    article, random, refused = printed_article(), Random(seed), 0
    for _ in range(mutations):
        mutated = article
        for _ in range(random.choice([1, 1, 2, 3])):
            mutated = mutate(mutated, random)
        try:
            found = rows("\n".join(mutated))
        except ParseError:
            refused += 1
            continue
        # Neither a row too much, nor one too few, nor one changed but as the text itself says.
        assert found == simple_reading(mutated), mutated
    return refused


def test_mutated_articles_give_no_wrong_row():
    article = printed_article()
    assert len(simple_reading(article)) == 109
    assert rows("\n".join(article)) == simple_reading(article)
    assert 30 < refused_of(100, 2019) < 90


@pytest.mark.slow
def test_thousands_of_mutated_articles_give_no_wrong_row():
    assert 900 < refused_of(3000, 12345) < 2700


def test_mutated_lists_without_numbers_give_no_wrong_row():
    article = [re.sub(r"^\s*\d+\. ", "", line) for line in printed_article()]
    random, read = Random(12345), 0
    for _ in range(60):
        mutated = mutate(article, random)
        try:
            found = rows("\n".join(mutated))
        except ParseError:
            continue
        read += 1
        # Without numbers and counts a lost line leaves no trace, but what is read must stand
        # so in one line, and nothing that stands in a line of its own may be left out.
        printed = [line.strip() for line in mutated]
        entries = [name if person is None else f"{name}:{person}" for _, _, name, person in found]
        assert all(any(entry in line for line in printed) for entry in entries)
        own = set(map(str.strip, article)) & set(printed) - set(INVENTED_PROSE)
        assert {line for line in own if "2019年" not in line} <= set(entries)
    assert 10 < read < 58
