"""A printed line, cut into the pieces of a list: what stands before, after and in each number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from string import ascii_letters
from typing import NamedTuple

from hotlinelib.award_list.numerals import CHINESE_NUMBER, chinese_number, to_chinese
from hotlinelib.language.script import to_simplified
from hotlinelib.messages import message

# Chinese characters that a name can hold, with the extensions that rare given names need.
HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
OPENING = "([{【《〈「『“‘〖"
CLOSING = ")]}】》〉」』”’〗"


class Line(NamedTuple):
    """One line of an article."""

    number: int
    text: str
    place: str = ""

    @property
    def found_at(self) -> str:
        """Where a reader finds it, in words."""
        return self.place or f"line {self.number}"

    @property
    def told_at(self) -> str:
        """The same in the system's language."""
        return self.place or message("line {number}", number=self.number)


class Mark(NamedTuple):
    """The number or bullet (which has no number) before an entry."""

    # As printed: `1.`, `1、`, `1)`, `(1)`, `①`, `第1名`, `1 ` (number and space), a tab for a
    # table's first column, a bullet itself, or `一、` and `(一)` for sections
    style: str
    number: int | None

    @property
    def is_section(self) -> bool:
        """Whether it is a Chinese numeral, which mostly numbers headings."""
        return self.style in ("一、", "(一)")

    @property
    def rank(self) -> str:
        """The place in an order that it names (第二名); '' if none."""
        if self.number is None or self.style not in ("第1名", "第一名"):
            return ""
        return f"第{self.number if self.style == '第1名' else to_chinese(self.number)}名"


class Piece(NamedTuple):
    """An optional mark and what follows it; `printed` and `shape` have the same length."""

    line: Line
    mark: Mark | None
    printed: str
    shape: str
    indent: int = 0


def _range(first: int, last: int, target: str) -> dict[int, str]:
    return {code: chr(ord(target) + code - first) for code in range(first, last + 1)}


_SPACES: dict[int, str] = dict.fromkeys(
    [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "
)
_INVISIBLE: dict[int, str] = dict.fromkeys(
    [0x00, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF], ""
)
_WIDTH: dict[int, str] = {
    **_SPACES,
    **_INVISIBLE,
    **_range(0xFF10, 0xFF19, "0"),
    **_range(0xFF21, 0xFF3A, "A"),
    **_range(0xFF41, 0xFF5A, "a"),
}
# A full-width space is as wide as a character: it sets columns apart, as tabs and rules do.
_WIDTH_WITH_TABS = {**_WIDTH, 0x3000: "\t", 0x7C: "\t", 0xFF5C: "\t", 0x2502: "\t"}
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
# A line of them is a grade.
_STARS = frozenset("★☆")
_FEW = 24
_HAN = re.compile(f"[{HAN}]")

_CIRCLED = "①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴⑴-⒇⒈-⒛"
_BULLETS = "·●■◆★☆▲△◇□►▶◎※➢✓√"
# What typing and reading machines make of the point after a number.
_SIGNS = r"[.、):,。;!?]"
_MARK = re.compile(
    rf"""\s*(?:
      第(?P<rank>\d{{1,3}}|{CHINESE_NUMBER})名\s*[:.、]?
    | (?P<circled>[{_CIRCLED}])[.、]?
    | [(\[]\s?(?P<bracketed>\d{{1,6}})\s?[)\]][.、]?
    | (?P<number>\d{{1,6}})\s?(?P<sign>{_SIGNS})[.、:,。;!]*
    | (?P<cell>\d{{1,6}})(?=[ ]*\t)
    | (?P<spaced>\d{{1,3}})[ ]+(?=[{HAN}"“(\d])
    | \((?P<bracketed_section>{CHINESE_NUMBER})\)[、.]?
    | (?P<section>{CHINESE_NUMBER})[、.:,]
    | (?P<letter>[A-Za-z])[.、)](?=\s*[{HAN}"“《])
    | (?P<bullet>[{_BULLETS}]|-(?![-\d]))
    | (?P<bare>\d{{1,3}})\s*$
    )\s*""",
    re.VERBOSE,
)
# What can begin a mark at all: most lines of prose don't.
_MARK_STARTS = frozenset(
    "第([一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾-0123456789" + _BULLETS + ascii_letters
)
_TITLE_START = r"(?:\d{4}年)?(?:[^、。:;\d\s]|12345){0,30}?"
# After a Chinese numeral inside a line: people's names end in numerals too ("陈一、李明").
_AWARD_WORD = "(?:奖|之星|明星|标兵|能手|楷模|称号|先进|示范|优秀|模范|[十百]佳|最佳|最美|杰出)"
# Inside a line a mark must show itself more clearly than at its start.
_INNER_MARK = re.compile(
    rf"""
      (?<![\dA-Za-z.])\d{{1,6}}[.)](?=\s*(?:[{HAN}"“《【(]|\d{{3}}))
    | (?<![\dA-Za-z.])\d{{1,6}}、(?=\s*(?:[{HAN}"“《【(]|\d{{5}}))
    | \(\d{{1,6}}\)(?=\s*\S)
    | (?<=\t)\d{{1,6}}(?=\t)
    | (?<=[ :])\d{{1,3}}[ ]+(?=[{HAN}])
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
# A cheap look whether there can be a mark inside a line.
_MAY_HOLD_MARK = re.compile(
    rf"\d[.)、]|[(\t]\d|[{HAN}):] *\d{{1,3}} +[{HAN}]|[{_CIRCLED}]|第.{{1,3}}名"
    rf"|[一二三四五六七八九十][、)]|\s[·-]|[●■◆★☆▲△◇□►▶◎※]|\([责编来记作供摄通]"
)
# By far the most items of a long list: nothing in them can be a mark.
_PLAIN_ITEM = re.compile(rf"(\d{{1,6}})([.、]) ?([{HAN}][{HAN}\d]*(?:(?<!名):[{HAN}]+)?)")
_LEADING_NUMBER = re.compile(r"\s*\d{1,6}[.、)]")
_MARKUP = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+|\*\*(?!\*)")
# The rule below the head of a table in Markdown.
_RULE = re.compile(r"[ \t:-]*-[ \t:-]*\t[ \t:-]*")
_SOFT_BREAK = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")


def fold_width(text: str) -> str:
    """Print digits, Latin letters and spaces at half width; drop characters of no width."""
    return _replaced(text, _WIDTH)


def fold_shape(printed: str) -> str:
    """Fold punctuation to half width and traditional characters to simplified ones, one for one."""
    return _replaced(printed, {**_PUNCTUATION, **_simplified(printed)})


def _replaced(text: str, table: Mapping[int, int | str]) -> str:
    """Translate a text: where it holds few of the characters, much faster than `str.translate`."""
    present = {ord(character) for character in set(text)} & table.keys()
    if len(present) > _FEW or any(
        value in present or (isinstance(value, str) and set(map(ord, value)) & present)
        for value in map(table.__getitem__, present)
    ):
        return text.translate(table)
    for code in present:
        value = table[code]
        text = text.replace(chr(code), value if isinstance(value, str) else chr(value))
    return text


def cut_lines(lines: Sequence[Line]) -> list[Piece]:
    """Cut lines wherever a number, a bullet or a credit begins."""
    whole = "\n".join(line.text.replace("\n", " ") for line in lines)
    printed = _replaced(whole, _WIDTH_WITH_TABS)
    shape = fold_shape(printed)
    has_breaks = _SOFT_BREAK.search(printed) is not None
    has_markup = _MARKUP.search(shape) is not None
    pieces: list[Piece] = []
    for line, text, form in zip(lines, printed.split("\n"), shape.split("\n"), strict=True):
        if has_markup:
            text, form = _without_markup(text, form)
        if has_breaks and _SOFT_BREAK.search(text):
            for a, b in _stretches(text):
                pieces += _cut(line, text[a:b], form[a:b])
        else:
            pieces += _cut(line, text, form)
    return pieces


def _without_markup(text: str, shape: str) -> tuple[str, str]:
    """Drop the signs of Markdown's headings and bold type."""
    kept = [i for a, b in _outside(shape) for i in range(a, b)]
    return "".join(text[i] for i in kept), "".join(shape[i] for i in kept)


def _outside(shape: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _MARKUP.finditer(shape):
        yield start, match.start()
        start = match.end()
    yield start, len(shape)


def cut_piece(piece: Piece, place: int) -> tuple[Piece, Piece]:
    """Cut a piece in two at a place of its text; the second part may have its own mark."""
    head = Piece(piece.line, piece.mark, *_strip(piece.printed[:place], piece.shape[:place]))
    return head, _read_mark(piece.line, piece.printed[place:], piece.shape[place:])


def bracket_depths(shape: str) -> list[int]:
    """Tell how many brackets and quotes are open before each character: `1)` opens none."""
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


_BRACKET = re.compile(f'["{re.escape(OPENING + CLOSING)}]')


def brackets_balance(shape: str) -> bool:
    """Tell whether every bracket and quotation mark has its partner, in the right order."""
    if not _BRACKET.search(shape):
        return True
    if shape.count('"') % 2:
        return False
    open_marks: list[str] = []
    for character in shape:
        if character in OPENING:
            open_marks.append(CLOSING[OPENING.index(character)])
        elif character in CLOSING and (not open_marks or open_marks.pop() != character):
            return False
    return not open_marks


def _simplified(text: str) -> dict[int, str]:
    """Return the simplified form of each traditional character of a text."""
    used = "".join(sorted(character for character in set(text) if _HAN.match(character)))
    # One character a line: OpenCC also knows words, which must not be met by chance.
    simple = to_simplified("\n".join(used)).split("\n")
    return (
        {ord(a): b for a, b in zip(used, simple, strict=True) if a != b and len(b) == 1}
        if used
        else {}
    )


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SOFT_BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _cut(line: Line, text: str, shape: str) -> list[Piece]:
    if not shape or shape.isspace() or ("-" in shape and _RULE.fullmatch(shape)):
        return []
    if plain := _PLAIN_ITEM.fullmatch(shape):
        start = plain.start(3)
        return [Piece(line, Mark("1" + plain[2], int(plain[1])), text[start:], shape[start:])]
    if (bare := shape.strip())[0] in _STARS and not set(bare) - _STARS:
        return [_read_mark(line, text, shape)]
    lead = _LEADING_NUMBER.match(shape)
    if not _MAY_HOLD_MARK.search(shape, lead.end() if lead else 0):
        return [_read_mark(line, text, shape)]
    places = list(_inner_marks(shape))
    if not places:
        return [_read_mark(line, text, shape)]
    edges = [0, *places, len(shape)]
    return [
        _read_mark(line, text[a:b], shape[a:b]) for a, b in pairwise(edges) if shape[a:b].strip()
    ]


def _inner_marks(shape: str) -> Iterator[int]:
    first = len(shape) - len(shape.lstrip())
    matches = [match for match in _INNER_MARK.finditer(shape) if match.start() >= first]
    if not matches or matches[-1].start() == first:
        return
    depths = bracket_depths(shape)
    last: int | None = None
    lead = re.match(r"\s*\d{1,6}\s*\t", shape)
    spaced = re.match(rf"\s*(\d{{1,3}}) +(?=[{HAN}])|[^:]*:\s*(?=1 +[{HAN}])", shape)
    if spaced:
        last = int(spaced[1] or 0)
    for match in matches:
        digits = re.match(r"\(?(\d+)", match[0])
        number = int(digits[1]) if digits else None
        # Three digits and more can be a hotline's own number, so they must carry on counting.
        counts = number is None or number < 100 or (last is not None and number == last + 1)
        if match[0][-1] == " " and number is not None and (not spaced or number != (last or 0) + 1):
            continue
        if match[0].isdecimal() and not lead:
            # A score, not the number of a second column of items.
            continue
        if depths[match.start()] == 0 and (match.start() == first or counts):
            last = number if number is not None else last
            if match.start() > first:
                yield match.start()


def _read_mark(line: Line, printed: str, shape: str) -> Piece:
    bare = shape.lstrip()
    start = bare[:1]
    match = None
    if start in _STARS and len(bare) > 1 and not set(bare.rstrip()) - _STARS:
        match = None
    elif (
        start in _MARK_STARTS or "①" <= start <= "⓴" or "㉑" <= start <= "㊿" or "❶" <= start <= "❿"
    ):
        match = _MARK.match(shape)
    indent = len(shape) - len(bare)
    if match is None or not _is_mark(match, shape):
        return Piece(line, None, *_strip(printed, shape), indent)
    body = _strip(printed[match.end() :], shape[match.end() :])
    if match["bullet"] and body[1].endswith(match["bullet"]):
        # ★优秀团队奖★
        body = _strip(body[0][:-1], body[1][:-1])
    return Piece(line, _mark_of(match), *body, indent)


def _is_mark(match: re.Match[str], shape: str) -> bool:
    # "3:15" is a time, "2.5" and "1,000" are numbers, but "2.12345..." is item 2 of a name that
    # starts with the hotline's own digits.
    sign, rest = match["sign"], shape[match.end("sign") :] if match["sign"] else ""
    if sign == ":":
        return not rest[:1].isdigit()
    return not (sign is not None and sign in ".,!?" and re.match(r"\d{1,3}(?!\d)", rest))


def _mark_of(match: re.Match[str]) -> Mark:
    kind = match.lastgroup or ""
    if kind == "sign":
        return Mark(f"1{match['sign']}", int(match["number"]))
    text = match[kind]
    if kind == "rank":
        return Mark("第1名" if text.isdigit() else "第一名", chinese_number(text))
    if kind == "circled":
        return Mark("①", int(unicodedata.numeric(text)))
    if kind == "bullet":
        return Mark(text, None)
    if kind == "letter":
        return Mark("A." if text.isupper() else "a.", ord(text.upper()) - ord("A") + 1)
    return Mark(_STYLES[kind], chinese_number(text))


_STYLES = {
    "bracketed": "(1)",
    "cell": "\t",
    "spaced": "1 ",
    "bare": "1 ",
    "bracketed_section": "(一)",
    "section": "一、",
}


def _strip(printed: str, shape: str) -> tuple[str, str]:
    start = len(shape) - len(shape.lstrip())
    end = len(shape.rstrip())
    return (printed[start:end], shape[start:end]) if end > start else ("", "")
