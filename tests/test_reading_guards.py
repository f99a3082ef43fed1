"""What no reading of a list ever does, and the files that lists come in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotlinelib.award_list.article import read_awards
from hotlinelib.award_list.source import read_document
from hotlinelib.errors import ParseError

ORGANISATIONS = [
    f"{place}{kind}"
    for place in ("昆山市", "太仓市", "义乌市", "寿光市", "长沙县", "海淀区", "遵义市", "大理市")
    for kind in ("财政局", "便民服务中心", "12345热线", "公安局", "妇联", "图书馆")
]
PEOPLE = ["王小明", "李红", "张晓燕", "顾建国", "欧阳海燕", "赵云霞", "周强"]
NO_PEOPLE = [
    "江苏",
    "内蒙古",
    "优秀",
    "一等奖",
    "科员",
    "接线员",
    "空缺",
    "见附件",
    "马上办",
    "连心桥",
]
TITLES = [
    "先进单位",
    "最佳服务奖",
    "金杯单位",
    "服务标兵",
    "文明窗口",
    "青年文明号",
    "优秀案例",
    "红旗班组",
]
NOISE = [
    "附件:先进单位名单",
    "苏州市人民政府办公室",
    "2018年6月26日",
    "序号\t单位\t姓名",
    "合影留念",
    "抄送:市委办公室。",
]
SEPARATORS = [":", "：", "\t", "  ", " ", "——", "、", "(", "/"]


@st.composite
def rough_lists(draw):
    """Draw lines as notices have them, in orders and forms that may or may not be a list."""
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines.append(
            draw(st.sampled_from(["", "一、", "（一）", "1."])) + draw(st.sampled_from(TITLES))
        )
        mark = draw(st.sampled_from(["", "{}.", "{}、", "·", "（{}）"]))
        beside = draw(st.sampled_from([[], PEOPLE, NO_PEOPLE, TITLES, ORGANISATIONS]))
        separator = draw(st.sampled_from(SEPARATORS))
        for number in range(1, draw(st.integers(1, 5)) + 1):
            parts = [draw(st.sampled_from(ORGANISATIONS))]
            if beside:
                parts.append(draw(st.sampled_from(beside)))
            if draw(st.booleans()) and beside is TITLES:
                parts.reverse()
            lines.append(mark.format(number) + separator.join(parts))
        lines += draw(st.lists(st.sampled_from(NOISE), max_size=2))
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(rough_lists())
def test_no_row_is_ever_of_these_kinds(text):
    reading = read_awards(text)
    if not reading.is_sure:
        return
    table = reading.awards
    titles = set(table["award"])
    for row in table.astype(object).where(table.notna(), "").to_dict("records"):
        # A row's own text never names another award.
        assert not any(other in row["source_text"] for other in titles if other not in row["award"])
        assert row["person"] not in NO_PEOPLE
        assert row["source_text"].strip() not in NOISE or row["organisation"] == NOISE[1]
        assert row["person"] in (*PEOPLE, "")
        # Parts that each are an organisation are never one, but where a dash joins them.
        assert (
            "——" in row["organisation"]
            or sum(name in row["organisation"] for name in ORGANISATIONS) <= 1
        )
        assert set(row["organisation"].split("——")) <= {*ORGANISATIONS, NOISE[1], ""}
        # What a winner is named stands in its line.
        assert row["organisation"] in row["source_text"]


ROWS = [("先进单位", 1, "昆山市财政局"), ("先进单位", 2, "太仓市财政局")]


def found(data):
    table = read_awards(data).awards
    return list(table[["award", "position", "organisation"]].itertuples(index=False, name=None))


def test_word_file_with_text_and_table():
    document = docx.Document()
    document.add_paragraph("先进单位（2个）")
    table = document.add_table(rows=0, cols=2)
    for number, (_, _, name) in enumerate(ROWS, 1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(number), name
    file = io.BytesIO()
    document.save(file)
    assert found(file.getvalue()) == ROWS
    places = read_awards(file.getvalue()).awards["source_place"].tolist()
    assert places == ["table 1, row 1", "table 1, row 2"]


def test_excel_file_with_merged_cells():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    for row in (["奖项", "单位"], ["先进单位", "昆山市财政局"], [None, "太仓市财政局"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    file = io.BytesIO()
    book.save(file)
    table = read_awards(file.getvalue()).awards
    assert table["award"].tolist() == ["先进单位", "先进单位"]
    assert table["source_place"].tolist() == ["sheet 名单, A2", "sheet 名单, A3"]


def test_pdf_with_text():
    typst = pytest.importorskip("typst")
    fonts = pytest.importorskip("noto_cjk_sans_otc")
    folder = str(Path(fonts.__file__).parent)
    text = "先进单位（2个）\n\n1、昆山市财政局\n\n2、太仓市财政局\n"
    source = '#set text(font: "Noto Sans CJK SC")\n' + text
    data = typst.compile(source.encode(), font_paths=[folder])
    assert [row[2] for row in found(data)] == ["昆山市财政局", "太仓市财政局"]
    assert read_awards(data).awards["source_place"].tolist() == ["page 1, line 2", "page 1, line 3"]


def archive(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "a picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "a picture"),
        (b"\x1f\x8b" + b"\0" * 20, "gzip"),
        (archive("list.txt"), "a zip archive"),
        (b"%PDF-1.4\nnot a PDF", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), r"\.doc"),
    ],
)
def test_a_file_without_text_is_named_for_what_it_is(data, words):
    with pytest.raises(ParseError, match=words):
        read_document(data)


@pytest.mark.parametrize("page", ["<a " * 200_000, "<!--" * 200_000, "<![CDATA[" * 100_000])
def test_hostile_pages_take_no_long_time(page):
    with pytest.raises(ParseError):
        _ = read_awards("<p>x</p>" + page).awards
