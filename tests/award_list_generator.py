"""Prints invented award lists in many ways, together with the rows that they hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

Row = tuple[str, int | None, str, str | None]

# Per script: titles of awards, places, kinds of hotlines, people, prose.
TITLES = {
    "simplified": [
        "最佳服务奖",
        "管理创新奖",
        "服务之星",
        "服务能手",
        "优秀案例",
        "示范单位",
        "服务标兵",
        "十佳热线",
    ],
    "traditional": [
        "最佳服務獎",
        "管理創新獎",
        "服務之星",
        "服務能手",
        "優秀案例",
        "示範單位",
        "服務標兵",
        "十佳熱線",
    ],
}
PLACES = {
    "simplified": ["云岭市", "青溪县", "白石区", "南浦市", "长乐镇", "北岗自治州", "红叶旗"],
    "traditional": ["雲嶺市", "青溪縣", "白石區", "南浦市", "長樂鎮", "北崗自治州", "紅葉旗"],
}
KINDS = {
    "simplified": [
        "12345热线",
        "12345政务服务热线",
        "便民服务中心",
        "市长热线办公室",
        "政务服务和数字化管理局",
        "12345便民(惠企)平台",
        "指挥中心（12345）",
        "“接诉、即办”服务中心",
        "数据中心——“智慧城区”管理中心",
    ],
    "traditional": [
        "12345熱線",
        "12345政務服務熱線",
        "便民服務中心",
        "市長熱線辦公室",
        "政務服務和數字化管理局",
        "12345便民(惠企)平台",
        "指揮中心（12345）",
        "“接訴、即辦”服務中心",
        "數據中心——“智慧城區”管理中心",
    ],
}
PEOPLE = {
    "simplified": [
        "王峰",
        "李小明",
        "张雨",
        "欧阳青山",
        "买买提·艾力",
        "赵云霞",
        "陈一",
        "孙丽",
        "周建明",
        "吴涛",
        "郑海燕",
        "冯强",
        "杨志远",
    ],
    "traditional": [
        "王峰",
        "李小明",
        "張雨",
        "歐陽青山",
        "買買提·艾力",
        "趙雲霞",
        "陳一",
        "孫麗",
        "周建明",
        "吳濤",
        "鄭海燕",
        "馮強",
        "楊志遠",
    ],
}
PROSE = {
    "simplified": [
        "热线论坛昨日在南浦市举行,三百余人参加。",
        "(图为会场)",
        "来源:云岭日报",
        "编辑：张雨",
        "第一、要把热线办好。",
        "去年云岭市12345热线荣获最佳服务奖，代表上台领奖。",
    ],
    "traditional": [
        "熱線論壇昨日在南浦市舉行,三百餘人參加。",
        "(圖為會場)",
        "來源:雲嶺日報",
        "編輯：張雨",
        "第一、要把熱線辦好。",
        "去年雲嶺市12345熱線榮獲最佳服務獎，代表上台領獎。",
    ],
}
GROUPS = {
    "simplified": ["市级部门", "区县级", "省直单位"],
    "traditional": ["市級部門", "區縣級", "省直單位"],
}
COUNTS = {
    "simplified": ["({}个)", "（共{}家）", " {}个"],
    "traditional": ["({}個)", "（共{}家）", " {}個"],
}

NUMBERED = ["{}. ", "{}.", "{}、", "{}．", "({})", "（{}）", "{})", "circled", "第{}名：", "{}\t"]
UNNUMBERED = ["", "·", "• ", "● ", "★", "- "]
HEADINGS = ["{}", "一、{}", "（一）{}", "【{}】", "《{}》", "“{}”", "一、【{}】"]
YEARS = ["", "2019年度", "2019年", "二〇一九年度"]
PERSON_MARKS = ["：", ":", "  ", "\t", "——"]
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
CHINESE = "一二三四五六七八九十"


@dataclass
class Notice:
    """A printed notice and the rows in it."""

    text: str
    rows: list[Row] = field(default_factory=list)


@st.composite
def notices(draw, min_awards=1, max_awards=4):
    """Draw a notice; all choices that a notice makes once are drawn once."""
    script = draw(st.sampled_from(sorted(TITLES)))
    titles = draw(
        st.lists(
            st.sampled_from(TITLES[script]), min_size=min_awards, max_size=max_awards, unique=True
        )
    )
    heading = draw(st.sampled_from(HEADINGS))
    year = draw(st.sampled_from(YEARS))
    colon = draw(st.sampled_from(["", "："]))
    lines: list[str] = draw(_prose(script))
    rows: list[Row] = []
    for number, title in enumerate(titles):
        declared = draw(st.booleans())
        block, found = draw(_award(script, title, groups=heading[0] != "（"))
        count = draw(st.sampled_from(COUNTS[script])).format(len(found)) if declared else ""
        lines.append(
            heading.format(year + title).replace("一", CHINESE[number], 1) + count + colon
            if heading[0] in "一（"
            else heading.format(year + title) + count + colon
        )
        lines += block
        rows += found
        lines += draw(_prose(script))
    text = draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(lines)
    return Notice(text.translate(WIDE_DIGITS) if draw(st.booleans()) else text, rows)


@st.composite
def one_line_notices(draw):
    """Draw a notice that is run together on one line: numbered, without prose."""
    script = draw(st.sampled_from(sorted(TITLES)))
    mark = draw(st.sampled_from(["{}. ", "{}.", "{}、", "（{}）", "circled"]))
    gap = draw(st.sampled_from([" ", "  ", "", "　"]))
    # "陈一二、" could end a name or number the next heading: no notice can be read there.
    section = bool(gap) and draw(st.booleans())
    lines, rows = [], []
    for number, title in enumerate(TITLES[script][: draw(st.integers(1, 4))]):
        block, found = draw(_award(script, title, marks=[mark], groups=False))
        lines += [f"{CHINESE[number]}、{title}" if section else f"2019年度{title}", *block]
        rows += found
    return Notice(gap.join(lines), rows)


@st.composite
def _award(draw, script, title, marks=None, groups=True):
    """Draw the lines below one heading and their rows."""
    mark = draw(st.sampled_from(marks or NUMBERED + UNNUMBERED))
    # Two spaces part columns; a number column needs no further one.
    # Winners of an award for cases or for organisations aren't people.
    has_people = title not in ("优秀案例", "優秀案例", "示范单位", "示範單位")
    before_person = draw(st.sampled_from(["", *PERSON_MARKS] if has_people else [""]))
    size = draw(st.integers(2 if before_person == "——" else 1, 6))
    names = draw(
        st.lists(
            st.tuples(st.sampled_from(PLACES[script]), st.sampled_from(KINDS[script])),
            min_size=size,
            max_size=size,
            unique=True,
        )
    )
    tail = draw(st.sampled_from(["", "；", ";", "。"]))
    grouped = groups and draw(st.booleans())
    restart = draw(st.integers(1, size - 1)) if size > 1 and grouped and draw(st.booleans()) else 0
    people = iter(draw(st.permutations(PEOPLE[script])))
    lines, rows, number = [], [], 0
    for index, (place, kind) in enumerate(names):
        if grouped and index in (0, restart):
            lines.append(f"（{'一' if index == 0 else '二'}）{GROUPS[script][min(index, 1)]}")
            number = 0
        number += 1
        text, found = draw(_entry(people, place + kind, before_person))
        lines.append(_printed_mark(mark, number) + text + tail)
        rows += [(title, number if mark in NUMBERED else None, *pair) for pair in found]
    return lines, rows


@st.composite
def _entry(draw, people, organisation, before_person):
    if not before_person:
        return organisation, [(organisation, None)]
    named = [next(people) for _ in range(draw(st.integers(1, 2)))]
    padded = draw(st.sampled_from(["", " ", "　"]))
    printed = [p if len(p) > 2 else padded.join(p) for p in named]
    text = organisation + before_person + "、".join(printed)
    return text, [(organisation, person) for person in named]


def _prose(script):
    return st.lists(st.sampled_from(PROSE[script]), max_size=2)


def _printed_mark(mark, number):
    if mark == "circled":
        return "①②③④⑤⑥⑦⑧⑨⑩"[number - 1]
    return mark.format(number)
