"""A printed line, cut into the pieces of a list: what stands before, after and in each number."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Chinese characters that a name can hold, with the extensions that rare given names need.
HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
OPENING = "([{【《〈「『“‘〖"
CLOSING = ")]}】》〉」』”’〗"


@dataclass(frozen=True)
class Line:
    """One line of an article.

    Parameters
    ----------
    number : int
        Its number in the text, counted from 1.
    text : str
        The line as printed, without its line end.
    """

    number: int
    text: str


@dataclass(frozen=True)
class Mark:
    """The number or bullet before an entry.

    Parameters
    ----------
    style : str
        How it is printed: `1.`, `1、`, `1)`, `(1)`, `①`, `第1名`, `1 ` (number and space), a
        tab for a table's first column, a bullet itself, or `一、` and `(一)` for sections.
    number : int or None
        Its value; None for a bullet.
    """

    style: str
    number: int | None

    @property
    def is_section(self) -> bool:
        """Whether it is a Chinese numeral, which numbers headings and never winners."""
        return self.style in ("一、", "(一)")


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: an optional mark and what follows it.

    `printed` and `shape` have the same length, so a place found in one holds in the other.

    Parameters
    ----------
    line : Line
        The line that it stands in.
    mark : Mark or None
        Number or bullet; None where there is none.
    printed : str
        The text with digits, Latin letters and spaces at half width.
    shape : str
        The same with punctuation at half width too, and the characters of the grammar's words
        in their simplified form. Only patterns are matched against it; names never come from it.
    """

    line: Line
    mark: Mark | None
    printed: str
    shape: str


def _range(first: int, last: int, target: str) -> dict[int, str]:
    return {code: chr(ord(target) + code - first) for code in range(first, last + 1)}


_SPACES: dict[int, str] = dict.fromkeys(
    [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "
)
_INVISIBLE: dict[int, str] = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF], ""
)
_WIDTH: dict[int, str] = {
    **_SPACES,
    **_INVISIBLE,
    **_range(0xFF10, 0xFF19, "0"),
    **_range(0xFF21, 0xFF3A, "A"),
    **_range(0xFF41, 0xFF5A, "a"),
}
_PUNCTUATION: dict[int, int | str] = {
    **_range(0xFF01, 0xFF0F, "!"),
    **_range(0xFF1A, 0xFF20, ":"),
    **_range(0xFF3B, 0xFF40, "["),
    **_range(0xFF5B, 0xFF5E, "{"),
    **str.maketrans(
        "﹐﹑﹒﹔﹕﹖﹗﹙﹚﹛﹜﹝﹞﹣｡､〔〕∶︰―─–―•・‧･⋅○〝〞",
        ",、.;:?!(){}()-。、()::————·····〇“”",
    ),
}
# Only characters of words that the grammar below and in headings.py names; one for one.
_TRADITIONAL = str.maketrans(
    "獎單個體範標優傑進稱號樣勞務線熱臺辦廳處組隊會縣區鎮鄉電話門級屬機關業團項責編輯來記"
    "攝圖訊審監題載點獲榮選評頒發舉揭曉參與習員訴錄雙應據統將為導開長數顧問專網聯國銀醫學"
    "結構視報貢獻創師後順餘齊總請閱讀瀏覽間時動協調運營論壇揚詢綜質檢術備證聘辭勝強設鋒產",
    "奖单个体范标优杰进称号样劳务线热台办厅处组队会县区镇乡电话门级属机关业团项责编辑来记"
    "摄图讯审监题载点获荣选评颁发举揭晓参与习员诉录双应据统将为导开长数顾问专网联国银医学"
    "结构视报贡献创师后顺余齐总请阅读浏览间时动协调运营论坛扬询综质检术备证聘辞胜强设锋产",
)
_SHAPE: dict[int, int | str] = {**_PUNCTUATION, **_TRADITIONAL}

_CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛"
_BULLETS = "·●■◆★☆▲△◇□►▶◎※"
_MARK = re.compile(
    rf"""\s*(?:
      第(?P<rank>\d{{1,3}}|{CHINESE_NUMBER})名\s*[:.、]?
    | (?P<circled>[{_CIRCLED}])[.、]?
    | \((?P<bracketed>\d{{1,6}})\)[.、]?
    | (?P<number>\d{{1,6}})\s?(?P<sign>[.、):])
    | (?P<cell>\d{{1,6}})(?=\t)
    | (?P<spaced>\d{{1,3}})[ ]+(?=[{HAN}"“(\d])
    | \((?P<bracketed_section>{CHINESE_NUMBER})\)[、.]?
    | (?P<section>{CHINESE_NUMBER})[、.:,]
    | (?P<bullet>[{_BULLETS}]|-(?![-\d]))
    )\s*""",
    re.VERBOSE,
)
# After a Chinese numeral: people's names end in numerals too ("陈一、李明").
_AWARD_WORD = "(?:奖|之星|明星|标兵|能手|楷模|称号|先进|示范|优秀|模范|[十百]佳|最佳|最美|杰出)"
_TITLE_START = r"(?:\d{4}年)?(?:[^、。:;\d\s]|12345){0,30}?"
# Inside a line a mark must show itself more clearly than at its start.
_INNER_MARK = re.compile(
    rf"""
      (?<![\dA-Za-z.])\d{{1,6}}[.)](?=\s*(?:[{HAN}"“《【(]|\d{{3}}))
    | (?<![\dA-Za-z.])\d{{1,6}}、(?=\s*(?:[{HAN}"“《【(]|\d{{5}}))
    | \(\d{{1,6}}\)(?=\s*\S)
    | (?<=\t)\d{{1,6}}(?=\t)
    | [{_CIRCLED}]
    | 第(?:\d{{1,3}}|{CHINESE_NUMBER})名\s*:
    | (?<![第一二三四五六七八九十]){CHINESE_NUMBER}、(?=\s*{_TITLE_START}{_AWARD_WORD})
    | \({CHINESE_NUMBER}\)
    | (?<=\s)[·-](?=\s*\S)
    | [●■◆★☆▲△◇□►▶◎※](?=\s*\S)
    | \((?:责任?编|编辑|来源|记者|作者|供稿|摄影|通讯员)[^()]*[: ]
    | (?<=[{HAN}])\s*\([{HAN}]{{2,4}}\)(?=\s*\((?:责任?编|编辑|来源|记者))
    """,
    re.VERBOSE,
)
_SOFT_BREAK = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")


def fold_width(text: str) -> str:
    """Print digits, Latin letters and spaces at half width; drop characters of no width.

    Examples
    --------
    >>> fold_width("１２３４５熱線（甲　乙）")
    '12345熱線（甲 乙）'
    """
    return text.translate(_WIDTH)


def fold_shape(printed: str) -> str:
    """Fold punctuation and the grammar's words too, one character for one.

    Examples
    --------
    >>> fold_shape("【卓越管理創新獎】（３名）：")
    '【卓越管理创新奖】(３名):'
    """
    return printed.translate(_SHAPE)


def cut_line(line: Line) -> list[Piece]:
    """Cut a line wherever a number, a bullet or a credit begins.

    Parameters
    ----------
    line : Line
        One line as printed.

    Returns
    -------
    list of Piece
        In order; none for a blank line.
    """
    pieces: list[Piece] = []
    for part in _SOFT_BREAK.split(line.text):
        printed = fold_width(part)
        # A full-width space is as wide as a character: it sets columns apart, as a tab does.
        shape = fold_shape(fold_width(part.replace("\u3000", "\t")))
        edges = [0, *_inner_marks(shape), len(shape)]
        for start, end in itertools.pairwise(edges):
            if shape[start:end].strip():
                pieces.append(_read_mark(line, printed[start:end], shape[start:end]))
    return pieces


def cut_piece(piece: Piece, place: int) -> tuple[Piece, Piece]:
    """Cut a piece in two at a place of its text; the second part may have its own mark."""
    head = Piece(piece.line, piece.mark, *_strip(piece.printed[:place], piece.shape[:place]))
    return head, _read_mark(piece.line, piece.printed[place:], piece.shape[place:])


def bracket_depths(shape: str) -> list[int]:
    """Tell for every character how many brackets and quotation marks are open before it.

    A closing mark without its partner doesn't count, so `1)` opens nothing.

    Examples
    --------
    >>> bracket_depths("甲(乙)")
    [0, 0, 1, 1]
    """
    depths, depth, straight = [], 0, False
    for character in shape:
        depths.append(depth)
        if character == '"':
            depth += -1 if straight else 1
            straight = not straight
        elif character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
    return depths


def brackets_balance(shape: str) -> bool:
    """Tell whether every bracket and quotation mark has its partner, in the right order."""
    if shape.count('"') % 2:
        return False
    open_marks: list[str] = []
    for character in shape:
        if character in OPENING:
            open_marks.append(CLOSING[OPENING.index(character)])
        elif character in CLOSING and (not open_marks or open_marks.pop() != character):
            return False
    return not open_marks


def chinese_number(text: str) -> int:
    """Read a Chinese or Arabic numeral up to 99.

    Examples
    --------
    >>> chinese_number("三"), chinese_number("十二"), chinese_number("二十"), chinese_number("35")
    (3, 12, 20, 35)
    """
    if text.isdigit():
        return int(text)
    tens, has_ten, units = text.rpartition("十")
    digit = "〇一二三四五六七八九".find
    return (digit(tens) if tens else 1) * 10 * bool(has_ten) + (digit(units) if units else 0)


def _inner_marks(shape: str) -> Iterator[int]:
    matches = list(_INNER_MARK.finditer(shape))
    if not matches or matches[-1].start() == 0:
        return
    depths, last = bracket_depths(shape), None
    for match in matches:
        digits = re.match(r"\(?(\d+)", match[0])
        number = int(digits[1]) if digits else None
        # Three digits and more can be a hotline's own number, so they must carry on counting.
        counts = number is None or number < 100 or (last is not None and number == last + 1)
        if depths[match.start()] == 0 and (match.start() == 0 or counts):
            last = number if number is not None else last
            if match.start() > 0:
                yield match.start()


def _read_mark(line: Line, printed: str, shape: str) -> Piece:
    match = _MARK.match(shape)
    if match is None or not _is_mark(match, shape):
        return Piece(line, None, *_strip(printed, shape))
    body = _strip(printed[match.end() :], shape[match.end() :])
    return Piece(line, _mark_of(match), *body)


def _is_mark(match: re.Match[str], shape: str) -> bool:
    # "3:15" is a time and "2.5" a number, but "2.12345..." is item 2 of a name that starts with
    # the hotline's own digits.
    if match["sign"] == ":":
        return not shape[match.end() :][:1].isdigit()
    return not (match["sign"] == "." and re.match(r"\d{1,2}(?!\d)", shape[match.end("sign") :]))


def _mark_of(match: re.Match[str]) -> Mark:
    kind = match.lastgroup or ""
    if kind == "sign":
        return Mark(f"1{match['sign']}", int(match["number"]))
    text = match[kind]
    if kind == "circled":
        return Mark("①", _circled_value(text))
    if kind == "bullet":
        return Mark(text, None)
    styles = {
        "rank": "第1名",
        "bracketed": "(1)",
        "cell": "\t",
        "spaced": "1 ",
        "bracketed_section": "(一)",
        "section": "一、",
    }
    return Mark(styles[kind], chinese_number(text))


def _circled_value(character: str) -> int:
    return int(unicodedata.numeric(character))


def _strip(printed: str, shape: str) -> tuple[str, str]:
    start = len(shape) - len(shape.lstrip())
    end = len(shape.rstrip())
    return (printed[start:end], shape[start:end]) if end > start else ("", "")
