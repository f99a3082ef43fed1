"""Headings of award lists: which line names an award, a group, a list, or is only prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hotlinelib.award_list.printed_line import (
    CHINESE_NUMBER,
    CLOSING,
    HAN,
    OPENING,
    Piece,
    brackets_balance,
    chinese_number,
    cut_piece,
)

# --- The words that make a line of such a list what it is -----------------------------------
# They are the grammar of Chinese award notices, not knowledge about awards. All patterns meet
# simplified characters and half-width punctuation only (see `printed_line.fold_shape`).

# What an award's title ends with. A line that ends so and has no winners is an error.
AWARD_END = (
    r"(?:奖|奖项|之星|明星|标兵|能手|楷模|称号|榜样|之最|状元|新秀"
    r"|(?:先进|优秀|示范|模范|标杆|典型|优胜|杰出|获奖|最美)(?:\w{0,8}?)"
    r"(?:单位|个人|集体|案例|工作者|团队|班组|组织|窗口|个人和集体"
    r"|坐席|座席|话务员|接线员|受理员|员工|管理者|管理人|班长|组长|组织者|项目|成果))"
)
# Titles that praise in their first words. They look much like names, so they only count as a
# heading where winners follow.
PRAISE = (
    r"(?:(?:全国|全省|全市|年度|\w{0,6}热线)?(?:十佳|百佳|十大|最佳|最美|优秀|先进|杰出|卓越|金牌|示范|星级)"
    r"[\w·“”]{0,14}(?:热线|平台|中心|城市|项目|员|者|人|家|长|手|坐席|座席|员工|团队|单位|案例|企业|部门|窗口|人物)”?)"
)
# A notice that tells of an award uses such words; the award's own title doesn't.
TELLING = (
    r"荣获|获得|喜获|斩获|摘得|夺得|捧得|获颁|获评|获(?!奖)|授予|颁发|颁奖|评为|入选|蝉联|举行|召开|揭晓|指出"
    r"|表示|强调|介绍|公布|公示|印发|关于|决定|通知|典礼|论坛|大会|希望|评选"
)
LIST_END = r"(?:名单|榜单|名录|一览表|光荣榜)"
# Groups of winners under one award.
_LEVEL = (
    r"(?:国家|省|自治区|直辖市|地级市|县级市|副省级|地市|市|区县|区|县|旗|州|盟|乡|镇|街道|企业|行业"
    r"|东部|中部|西部|北部|南部|东北|[一二三甲乙丙ABC](?=[类组等]))"
    r"(?:[、/()和及]|省|自治区|直辖市|市|区|县|旗|州|盟|乡|镇|街道)*"
)
GROUP = (
    rf"(?:{_LEVEL}(?:部门|单位|机关|企业|组|类|地区)?"
    rf"|{_LEVEL}(?:级|直|属|直属|类|组)(?:政务|政府|热线|服务)*"
    r"(?:部门|单位|机关|机构|企业|组|热线|平台|中心)?"
    r"|(?:部门|单位|机关|企业|个人|集体|团体|班组|窗口|其他|省会城市|副省级城市|计划单列市|国企|央企)(?:组|类)?)"
)
UNIT = "(?:个单位|家单位|名个人|个|家|名|人|位|项|件|组|座|席|例|篇|支)"
COUNT = rf"(?:共计?|计|合计|各)?\s*(\d{{1,4}}|{CHINESE_NUMBER})\s*{UNIT}(?:奖项|单位|个人|获奖者)?"
NOTE = r"[^()]*(?:排名|排序|为序|不分|顺序|先后|并列)[^()]*"
YEAR = r"(?:(?:19|20)\d\d|二[〇零]\S{2})(?:\s*[-—至]\s*(?:(?:19|20)?\d\d))?\s*(?:年度|年)?"
CREDIT = (
    r"(?:责任?编辑?|编辑|来源|信息来源|稿件来源|文章来源|记者|通讯员|作者|撰稿|供稿|供图|摄影|摄|文|图|图为|图片|审核|校对|监制"
    r"|原标题|标题|本文|版权|转载|点击|分享|微信|扫码|扫一扫|相关|上一篇|下一篇|打印|关闭|返回|主办|承办|协办|主管|指导"
    r"|联系|联系电话|联系人|联系地址|分享到|咨询电话|地址|邮编|发布|时间|日期|浏览|阅读|字号|字体|注|备注|附件|抄送|签发)"
)
TABLE_HEAD = (
    r"(?:序号|编号|名次|排名|获奖|单位|名称|姓名|人员|所在|推荐|申报|热线|机构|得主|奖项"
    r"|备注|者|全称|所属|地区|城市|省份)+"
)
# ---------------------------------------------------------------------------------------------

_AWARD = re.compile(rf"[\w·“”\"()《》、/-]{{0,40}}?{AWARD_END}[”\"]?(?:\([\w、]{{1,8}}\))?")
_PRAISE = re.compile(PRAISE)
_LISTING = re.compile(
    rf"(.*?{AWARD_END})[”》】]?(?:获奖|入选|获得者|得主|受表彰)?(?:者|单位|个人)?{LIST_END}"
)
_TITLE = re.compile(rf"{LIST_END}\W*(?:公布|揭晓|如下|公示)?\W*(?:\({NOTE}\))?\W*$")
_TELLING = re.compile(TELLING)
_GROUP = re.compile(GROUP)
_COUNT_AT_END = re.compile(rf"(?:\(\s*{COUNT}\s*(?:[,;、]{NOTE})?\)|\s*{COUNT})$")
_NOTE_AT_START = re.compile(rf"\s*\({NOTE}\)")
_NOTE_AT_END = re.compile(rf"\({NOTE}\)$")
_YEAR_AT_END = re.compile(rf"\({YEAR}\)$")
_YEAR_AT_START = re.compile(rf"(?:\({YEAR}\)|{YEAR})\s*")
# Also what is left of a year when a character of it is lost.
_YEAR_INSIDE = re.compile(r"\d\s*[年度]|^度")
_MIGHT_END_A_HEADING = re.compile(
    rf"(?:{AWARD_END}|{LIST_END}|[{re.escape(CLOSING)}]|{UNIT}|:)\s*$"
)
_PAIRS = {'""', *map("".join, zip(OPENING, CLOSING, strict=True))}
_YEAR_BEGINS = re.compile(r"(?<!\d)(?=(?:19|20)\d\d年)")
_TEXT_ENDS = re.compile(r"(?<=[)。!?;:\]】\s])|(?<=名单)|(?<=榜单)")
_TWO_AWARDS = re.compile(r"奖[、和及/]")
_DATE = re.compile(
    rf"(?:\d{{4}}|二[〇零]\S{{2}})\s*[-年./]\s*(?:\d{{1,2}}|{CHINESE_NUMBER})\s*[-月./]"
)
_CREDIT = re.compile(rf"\(?\s*{CREDIT}\s*(?:[:/(]|\s|$)|.{{2,20}}(?:摄|供图)\)?$")
_TABLE_HEAD = re.compile(rf"{TABLE_HEAD}(?:[\t ]+{TABLE_HEAD})+")


@dataclass(frozen=True)
class Heading:
    """The heading of an award, or of a group of winners under it.

    Parameters
    ----------
    title : str
        The award's own title as printed, without year, number, count and brackets.
    count : int or None
        How many winners the heading declares.
    certain : bool
        Whether the words leave no doubt; if not, it is a heading only where winners follow.
    """

    title: str
    count: int | None
    certain: bool = True


def read_heading(piece: Piece) -> Heading | None:
    """Read a piece as the heading of an award.

    Returns
    -------
    Heading or None
        None when the piece is something else.

    Examples
    --------
    >>> from hotlinelib.award_list.printed_line import Line, cut_line
    >>> read_heading(cut_line(Line(1, "一、【2020年度最佳服务奖】（3个）"))[0])
    Heading(title='最佳服务奖', count=3, certain=True)
    """
    if len(piece.shape) > 80:
        return None
    start, end, count = _peel(piece.shape)
    shape = piece.shape[start:end]
    if not shape or any(p.search(shape) for p in (_TELLING, _TWO_AWARDS, _YEAR_INSIDE)):
        return None
    if listing := _LISTING.fullmatch(shape):
        return Heading(piece.printed[start : start + listing.end(1)], count, False)
    if not brackets_balance(shape):
        return None
    if _AWARD.fullmatch(shape):
        return Heading(piece.printed[start:end], count)
    if _PRAISE.fullmatch(shape) and len(shape) <= 20:
        return Heading(piece.printed[start:end], count, False)
    return None


def read_group(piece: Piece) -> Heading | None:
    """Read a piece as a sub-heading such as `(一)市级部门`, which groups winners of one award."""
    if len(piece.shape) > 30:
        return None
    start, end, count = _peel(piece.shape)
    shape = piece.shape[start:end]
    if not _GROUP.fullmatch(shape):
        return None
    return Heading(piece.printed[start:end], count)


def heading_start(piece: Piece) -> int | None:
    """Find where a heading begins that is glued to the text before it.

    The heading must follow the end of a sentence, of a bracket or of a list's title, a space,
    or begin with its year.

    Returns
    -------
    int or None
        Its place in the piece; None where the piece has no such heading.
    """
    shape = piece.shape
    if len(shape) < 4 or not _MIGHT_END_A_HEADING.search(shape):
        return None
    window = max(1, len(shape) - 60)
    boundaries = [*_YEAR_BEGINS.finditer(shape, window), *_TEXT_ENDS.finditer(shape, window)]
    places = (match.start() for match in boundaries)
    # A colon inside an item parts organisation and person.
    return next(
        (
            p
            for p in places
            if _starts_heading(piece, p) and not (piece.mark and shape[p - 1] == ":")
        ),
        None,
    )


def inline_heading_end(piece: Piece) -> int | None:
    """Find the colon after which a heading's winners stand on its own line."""
    colon = piece.shape.find(":", 0, 60)
    if colon < 2 or not piece.shape[colon + 1 :].strip():
        return None
    head = Piece(piece.line, piece.mark, piece.printed[:colon], piece.shape[:colon])
    return colon + 1 if read_heading(head) else None


def has_award_end(shape: str) -> bool:
    """Tell whether a name ends like an award's title."""
    return re.search(rf"{AWARD_END}[”\"]?$", shape) is not None


def looks_like_open_heading(shape: str) -> bool:
    """Tell whether a line would be a heading if its brackets were in order."""
    bare = re.sub(rf"[{re.escape(OPENING + CLOSING)}]", "", shape)
    return len(bare) <= 40 and not brackets_balance(shape) and has_award_end(bare)


def is_list_title(shape: str) -> bool:
    """Tell whether a line announces a list (`...入选榜单`) without naming an award."""
    return _TITLE.search(shape) is not None


def is_table_head(shape: str) -> bool:
    """Tell whether a line is the head of a table: only words for columns."""
    return _TABLE_HEAD.fullmatch(shape) is not None


def is_date(shape: str) -> bool:
    """Tell whether a line starts with a date, as under a signature."""
    return _DATE.match(shape) is not None


def is_credit(shape: str) -> bool:
    """Tell whether a line is a credit, a caption, a note or a date: never a winner."""
    if is_date(shape) or _CREDIT.match(shape) or is_table_head(shape):
        return True
    return len(shape) <= 60 and shape[0] == "(" and shape[-1] == ")" and shape.count("(") == 1


def is_told(shape: str) -> bool:
    """Tell whether a line uses words that tell of an award, as no winner's name does."""
    return _TELLING.search(shape) is not None


def is_prose(shape: str) -> bool:
    """Tell whether a line is a sentence."""
    if re.match(r"第[一二三四五六七八九十]+、", shape):
        return True
    body = shape.rstrip("。;,. ")
    if _TELLING.search(body) and not re.search(rf"\d{{5}}.*:[{HAN}]{{2,4}}$", body):
        return True
    return bool(re.search("[。!?;]", body)) or ("," in body and len(body) >= 12)


def _peel(shape: str) -> tuple[int, int, int | None]:
    """Take year, count, notes, colon and enclosing brackets off both ends."""
    start, end, count = 0, len(shape), None
    while True:
        before = (start, end)
        while end > start and shape[end - 1] in ": \t—":
            end -= 1
        tail = shape[start:end]
        if count is None and (match := _COUNT_AT_END.search(tail)) and match.start():
            count = chinese_number(match[1] or match[2])
            end = start + match.start()
        elif (match := _NOTE_AT_END.search(tail) or _YEAR_AT_END.search(tail)) and match.start():
            end = start + match.start()
        start, end = _open_brackets(shape, start, end)
        if match := _NOTE_AT_START.match(shape, start, end):
            start = match.end()
        if match := _YEAR_AT_START.match(shape, start, end):
            start = match.end()
        if (start, end) == before:
            return start, end, count


def _open_brackets(shape: str, start: int, end: int) -> tuple[int, int]:
    while start < end and shape[start] in " \t":
        start += 1
    inner = shape[start + 1 : end - 1]
    if end - start < 3 or shape[start] + shape[end - 1] not in _PAIRS:
        return start, end
    return (start + 1, end - 1) if brackets_balance(inner) else (start, end)


def _starts_heading(piece: Piece, place: int) -> bool:
    head, rest = cut_piece(piece, place)
    if not head.shape:
        return False
    heading = read_heading(rest)
    return heading is not None and heading.certain
