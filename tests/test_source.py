"""Bytes and pages become the text that a reader sees."""

from __future__ import annotations

import codecs

import pytest

from hotlinelib.award_list.article import read_awards
from hotlinelib.award_list.page import html_to_text, is_html
from hotlinelib.award_list.source import read_text
from hotlinelib.errors import ParameterError, ParseError

SIMPLIFIED = "2019年度最佳服务奖\n1. 云岭市12345热线：张雨\n2. 青溪县便民（惠企）服务中心\n"
TRADITIONAL = "2019年度最佳服務獎\n1. 雲嶺市12345熱線：張雨\n2. 青溪縣便民（惠企）服務中心\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
def test_simplified_text(encoding):
    assert read_text(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "gb18030", "gbk"])
def test_traditional_text(encoding):
    assert read_text(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_short_lines_are_told_apart(encoding):
    for text in ("三亞市12345政府服務熱線", "成都市政務服務管理辦公室", "昆山市便民服務中心"):
        assert read_text(text.encode(encoding)) == text


def test_path(tmp_path):
    (tmp_path / "notice.txt").write_bytes(SIMPLIFIED.encode("gb18030"))
    assert read_text(tmp_path / "notice.txt") == read_text(str(tmp_path / "notice.txt"))
    assert read_text(tmp_path / "notice.txt") == SIMPLIFIED


def test_line_ends_are_line_feeds():
    assert read_text(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xff\x80\x81\xff", "none of UTF-8, GB18030 and Big5"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xff", "isn't valid utf-8"),
        # Four bytes that give two everyday characters in both code pages.
        ("奖的".encode("gbk"), "as GB18030 and as Big5"),
    ],
)
def test_undecidable_bytes_are_refused(data, words):
    with pytest.raises(ParseError, match=words):
        read_text(data)


def test_declared_character_set_is_honoured():
    page = '<html><head><meta charset="big5"></head><body><p>一乙丁</p></body></html>'
    assert read_text(page.encode("big5")) == "一乙丁\n"


def test_wrong_declaration_is_corrected():
    page = (
        f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>{TRADITIONAL}</p>'
    )
    assert "雲嶺市12345熱線" in read_text(page.encode("big5"))


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>最佳服务奖</p><p>1. 甲市热线</p>", ["最佳服务奖", "1. 甲市热线"]),
        ("<p>最佳服务奖<p>1. 甲市热线", ["最佳服务奖", "1. 甲市热线"]),
        (
            "<div>最佳服务奖<br>1. 甲市热线<br/>2. 乙市热线</div>",
            ["最佳服务奖", "1. 甲市热线", "2. 乙市热线"],
        ),
        ("<p>甲市<b>12345</b><span>热线</span></p>", ["甲市12345热线"]),
        ("<p>甲市热线：王&nbsp;峰&#160;</p>", ["甲市热线：王\xa0峰\xa0"]),
        ("<p>甲市便民\n      服务中心</p>", ["甲市便民服务中心"]),
        ("<h2>奖</h2><ul><li>甲市</li><li>乙市</li></ul>", ["奖", "甲市", "乙市"]),
        ("<ol><li>甲市</li><li><p>乙市</p></li></ol>", ["1. 甲市", "2. 乙市"]),
        ('<ol start="3"><li>甲市</li></ol>', ["3. 甲市"]),
        (
            "<table><tr><th>序号</th><th>单位</th></tr><tr><td>1</td><td><p>甲市</p></td></tr></table>",
            ["序号\t单位", "1\t甲市"],
        ),
        ("<table><tr><td>1<td>甲市<tr><td>2<td>乙市</table>", ["1\t甲市", "2\t乙市"]),
        (
            "<table><tr><td rowspan=2>甲市</td><td>王峰</td></tr><tr><td>李明</td></tr></table>",
            ["甲市\t王峰", "甲市\t李明"],
        ),
        (
            "<table><tr><td colspan=2>先进单位</td></tr><tr><td>1</td><td>甲市</td></tr></table>",
            ["先进单位", "1\t甲市"],
        ),
        ("<p>甲市：<del>王兵</del><ins>王冰</ins></p>", ["甲市：王冰"]),
        ("<pre>甲市\n  乙市</pre>", ["甲市", "乙市"]),
        (
            "<head><title>论坛</title></head><body><script>x</script><style>y</style><p>甲市</p>",
            ["甲市"],
        ),
        ("<head><meta name=x><body><p>甲市</p><!-- 乙市 -->", ["甲市"]),
    ],
)
def test_page_becomes_the_lines_that_a_browser_shows(page, lines):
    assert [line.strip(" ") for line in html_to_text(page).rstrip("\n").split("\n")] == lines


def test_a_page_nested_too_deep_is_refused_not_cut():
    assert html_to_text("<div><p>甲市" * 500).count("甲市") == 500
    with pytest.raises(ParseError, match="nested too deep"):
        html_to_text("<div><p>甲市" * 20_000)


@pytest.mark.parametrize("text", ["a < b > c", "1. 甲市<12345>热线", SIMPLIFIED])
def test_plain_text_is_no_page(text):
    assert not is_html(text)


@pytest.mark.parametrize("name", ["notice.docx", "名单.XLSX", "/nonexistent/list.txt", "page.html"])
def test_the_name_of_a_file_that_is_not_there_is_told_as_one(name):
    with pytest.raises(ParameterError, match="can't be read: No such file"):
        read_awards(name)
