"""One entry of an award list: which organisations, and which people of them, it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hotlinelib.award_list.headings import has_award_end, is_told
from hotlinelib.award_list.printed_line import HAN, Piece, bracket_depths, brackets_balance
from hotlinelib.errors import ParseError

# --- Words that tell an organisation from a person or a sentence ------------------------------
# Like the words in headings.py they are grammar of such lists: simplified, half width.
_LONG_NOUN = (
    r"热线|中心|平台|办公室|电话|专线|大厅|公司|集团|委员会|政府|银行|大学|学院|医院|协会|学会|联盟|基地|总站|服务站"
    r"|网站|网络|系统|管理局|指挥部|研究院|分局|部门|单位|班组|团队|小组|坐席组"
)
_NOUN_END = re.compile(rf"(?:{_LONG_NOUN}|[局厅委办处院所站室部科队组班会]|\d{{3,5}})$")
_LONG_NOUN_END = re.compile(rf"(?:{_LONG_NOUN})$")
_PLACE_END = re.compile(rf"[{HAN}][省市区县州盟旗镇乡]$")
_PLACE_INSIDE = re.compile(rf"[{HAN}][省市区县州盟旗镇乡](?![长民场])")
_EVIDENCE = re.compile(rf"{_LONG_NOUN}|\d{{3,5}}|[局厅委办处院所站]$")
# What work plans and speeches begin their numbered points with.
_PLAN_START = re.compile(
    r"要|把|进一步|不断|加强|加快|推进|推动|整合|建立|建设(?!银行|局|厅|委)|完善|打造|提升|提高|优化(?!营商)|强化|做好|深化"
    r"|坚持|落实|健全|创新(?!中心)|规范|着力|全面|充分|积极|认真|切实|围绕|聚焦|以|对(?![外口])|为(?!民)"
)
_TAIL_AFTER_NOUN = re.compile(rf".*(?:热线|中心|平台|办公室|12345)([{HAN}]{{2,4}})$")
_USUAL_TAIL = re.compile(
    r"(?:管理|服务|受理|调度|指挥|监督|运行|运营|工作|数据|督查|督办|协调|综合|呼叫|话务|质检|政务|便民|市民|政府|智慧|统一)*"
    r"(?:办公室|中心|平台|大厅|公司|专线|电话|网络|网站|热线|系统|班组|团队|单位|办|局|处|科|部|站|室|组|队|班|委|网|台|城|坐席)"
)
_NO_PERSON = re.compile(
    rf"(?:{_LONG_NOUN}|[省市县区局厅办委处]|同志|先生|女士|主任|科长|处长|局长|班长|组长|经理|主管)$"
    r"|服务|管理|工作|政务|创新|案例|项目|优质|先进|奖|公开|市长|便民|信息|业务|质检|客服|运营|综合|培训|技术|数据|督办|受理"
    r"|话务|坐席|座席|值班|监督|首页|返回|分享|现场|等单位|等人"
)
# ---------------------------------------------------------------------------------------------

_TAIL = ";。,.、 \t"
# Marks the padding of a two-character name, so that it doesn't part columns.
_PAD = "\ue000"
_PADDED = re.compile(rf"(?<![{HAN}])([{HAN}])[ \t]+([{HAN}])(?![{HAN}])(?=$|[ \t、,;/(。.])")
_DOTTED = rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}}){{1,4}}"
_NAME = re.compile(rf"(?:[{HAN}]{{2,4}}|[{HAN}]{_PAD}+[{HAN}]|{_DOTTED})")
_ABOUT_PERSON = re.compile(r"\([男女]?[,、]?(?:\w{1,5}族)?\)$")
_COLUMNS = re.compile(r"\t+ *| {2,}")
_NAMES_APART = re.compile(r"[、,;/]|\t+| {2,}")
_WINNERS_APART = re.compile(r"[、,;]")
_STRAY_NUMBER = re.compile(
    r"(?<![A-Za-z\d])\d{1,6}[.、]\s*[^\d\s]|(?:^|\s)\d{1,3}(?=\s|$)|^\d{1,2}(?!\d)|12345\d"
)


@dataclass(frozen=True)
class Winner:
    """A winner as one entry names it.

    Parameters
    ----------
    organisation : str
        As printed, width normalised.
    person : str or None
        None where the winner is the organisation itself.
    joined : str or None
        Where a dash leaves open whether a person follows: the text that would be the
        organisation if none does.
    """

    organisation: str
    person: str | None = None
    joined: str | None = None


@dataclass(frozen=True)
class _Text:
    """A stretch of a piece: printed and shape, of the same length."""

    piece: Piece
    printed: str
    shape: str

    def part(self, start: int, end: int | None = None) -> _Text:
        end = len(self.shape) if end is None else end
        printed, shape = self.printed[start:end], self.shape[start:end]
        left = len(shape) - len(shape.lstrip())
        right = len(shape.rstrip())
        return _Text(self.piece, printed[left:right], shape[left:right])

    def error(self, reason: str) -> ParseError:
        return ParseError(reason, self.piece.line.number, self.piece.line.text)


def read_winners(piece: Piece) -> list[Winner]:
    """Read the winners that one entry names.

    Returns
    -------
    list of Winner
        At least one, in printed order.

    Raises
    ------
    ParseError
        Whenever the entry can be read in more than one way, or in none.

    Examples
    --------
    >>> from hotlinelib.award_list.printed_line import Line, cut_line
    >>> read_winners(cut_line(Line(1, "1. 甲市12345热线：王　峰、李小明"))[0])
    ... # doctest: +NORMALIZE_WHITESPACE
    [Winner(organisation='甲市12345热线', person='王峰', joined=None),
     Winner(organisation='甲市12345热线', person='李小明', joined=None)]
    """
    text = _without_tail(_Text(piece, piece.printed, _PADDED.sub(_pad, piece.shape)))
    if not text.shape:
        raise text.error("an item with an empty name; write the winner's name after its number")
    if not brackets_balance(text.shape):
        raise text.error(
            "brackets or quotation marks that don't pair; add the missing one, or join the "
            "lines if the name goes on in the next one"
        )
    columns = _split(text, _COLUMNS)
    if len(columns) > 1:
        return _read_columns(text, columns)
    return _read_entry(text)


def is_winner_like(piece: Piece) -> bool:
    """Tell whether a piece outside of an award reads like a winner, also like a garbled one."""
    shape = piece.shape.rstrip(_TAIL)
    if not shape or len(shape) > 80 or _PLAN_START.match(shape) or re.search("[。!?;]", shape):
        return False
    if piece.shape[-1] in "。!?" and not _NOUN_END.search(shape):
        return _can_be_read(piece)
    # A label such as "咨询电话" is no winner: a name holds a place or the hotline's number.
    named = _PLACE_INSIDE.search(shape) or re.search(r"\d{5}", shape)
    if "," not in shape and named and _EVIDENCE.search(shape):
        return True
    return (bool(_PLACE_END.search(shape)) and len(shape) <= 8) or _can_be_read(piece)


def starts_with_winner(piece: Piece) -> bool:
    """Tell whether a sentence follows a winner on the same line, as where a break is lost."""
    ends = [match.start() for match in re.finditer(r"\s|:", piece.shape)]
    return any(
        _can_be_read(Piece(piece.line, None, piece.printed[:end], piece.shape[:end]))
        for end in ends[:2]
    )


def _can_be_read(piece: Piece) -> bool:
    try:
        return bool(read_winners(piece))
    except ParseError:
        return False


def _pad(match: re.Match[str]) -> str:
    return match[1] + _PAD * (len(match[0]) - 2) + match[2]


def _without_tail(text: _Text) -> _Text:
    return text.part(0, len(text.shape.rstrip(_TAIL)))


def _split(text: _Text, separator: re.Pattern[str]) -> list[_Text]:
    """Split at separators that stand in no bracket and no quotation."""
    matches = list(separator.finditer(text.shape))
    if not matches:
        return [text]
    depths = bracket_depths(text.shape)
    cuts = [match.span() for match in matches if depths[match.start()] == 0]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text.shape)]
    return [text.part(a, b) for a, b in zip(starts, ends, strict=True)]


def _read_columns(text: _Text, columns: list[_Text]) -> list[Winner]:
    """Read an entry whose parts are set apart by tabs or several spaces."""
    columns = [column for column in columns if column.shape]
    if len(columns) == 1:
        return _read_entry(columns[0])
    colons = _split(text, re.compile(":"))
    if len(colons) == 2 and _are_names(colons[1]):
        return _read_people(text, colons[0], colons[1])
    named = [_are_names(column) for column in columns]
    if not named[0] and all(named[1:]):
        organisation = _organisation(columns[0])
        return [Winner(organisation, name) for c in columns[1:] for name in _names(c)]
    if len(columns) == 2 and named[0] and _is_certain(columns[1]):
        organisation = _organisation(columns[1])
        return [Winner(organisation, name) for name in _names(columns[0])]
    if _is_unnumbered(text) and not any(named):
        return [winner for column in columns for winner in _read_certain(column)]
    raise text.error(
        "spaces part this entry, but it can't be told what the parts are; write "
        "'organisation:person', one winner per line"
    )


def _read_entry(text: _Text) -> list[Winner]:
    colons = _split(text, re.compile(":"))
    if len(colons) == 2:
        return _read_people(text, colons[0], colons[1])
    if len(colons) > 2:
        parts = _split(text, re.compile("[;]"))
        if len(parts) > 1:
            return [winner for part in parts for winner in _read_certain(part)]
        raise text.error("more than one colon in an entry; write one winner per line")
    dashes = _split(text, re.compile(r"—+|--+"))
    return _read_dash(text, dashes) if len(dashes) > 1 else _read_organisations(text)


def _read_people(text: _Text, left: _Text, right: _Text) -> list[Winner]:
    if not right.shape or not left.shape:
        raise text.error("nothing on one side of the colon; write 'organisation:person'")
    if not _are_names(right):
        raise text.error(
            f"'{right.printed}' after the colon can't be read as names of people; write people "
            "as 'name、name', and a name of two characters without a space or alone"
        )
    if len(_split(left, _WINNERS_APART)) > 1:
        raise text.error("several organisations before one colon; write one winner per line")
    dashes = _split(left, re.compile(r"—+|--+"))
    if len(dashes) > 1 and not _is_institution(dashes[-1]):
        raise text.error(_DASH_OPEN)
    organisation = _organisation(left)
    return [Winner(organisation, name) for name in _names(right)]


_SENTENCE = "a sentence where a winner's name was expected; move it out of the list"
_DASH_OPEN = (
    "it can't be told whether a person or a part of the organisation's name follows the dash; "
    "write ':' before a person"
)


def _read_dash(text: _Text, parts: list[_Text]) -> list[Winner]:
    last = parts[-1]
    if _is_institution(last):
        return [Winner(_organisation(text))]
    if not _are_names(last) or not all(_is_institution(part) for part in parts[1:-1]):
        raise text.error(_DASH_OPEN)
    organisation = _organisation(
        text.part(0, text.shape.rstrip("—-").rfind(parts[-2].shape) + len(parts[-2].shape))
    )
    # The award's other entries decide, see `settle_dashes`.
    return [Winner(organisation, name, text.printed) for name in _names(last)]


def settle_dashes(winners: list[Winner], award: str) -> list[Winner] | None:
    """Decide for a whole award what stands after the dashes.

    Returns
    -------
    list of Winner or None
        The winners with every dash read as a person; None if that isn't certain.
    """
    if not any(winner.joined for winner in winners):
        return winners
    others = [winner for winner in winners if not winner.joined]
    people = all(winner.person for winner in others)
    sure = others or len(winners) > 1 or re.search(r"(?:个人|人|之星|标兵|能手|楷模|者)奖?$", award)
    return [Winner(w.organisation, w.person) for w in winners] if people and sure else None


def _read_organisations(text: _Text) -> list[Winner]:
    parts = _split(text, _WINNERS_APART)
    if len(parts) == 1:
        return [Winner(_organisation(text))]
    if not all(_is_certain(part) for part in parts):
        if _PLAN_START.match(text.shape) or is_told(text.shape):
            raise text.error(_SENTENCE)
        raise text.error(
            "it can't be told whether this entry names one organisation or several; write one "
            "winner per line"
        )
    return [Winner(_organisation(part)) for part in parts]


def _read_certain(text: _Text) -> list[Winner]:
    winners = _read_entry(text)
    if winners[0].person is None and not all(_is_certain(p) for p in _split(text, _WINNERS_APART)):
        raise text.error(
            "it can't be told whether the parts of this line are winners; write one per line"
        )
    return winners


def _organisation(text: _Text) -> str:
    """Return an organisation's name, or raise if the text isn't surely one."""
    shape = text.shape
    outside = _outside_brackets(shape)
    if re.search("[。!?;,]", outside):
        raise text.error(_SENTENCE)
    if ":" in outside:
        raise text.error("a colon inside a name; write 'organisation:person' on one line")
    if has_award_end(shape):
        raise text.error(
            f"'{text.printed}' reads like an award's title among the items; write it on a line "
            "of its own, with items below it"
        )
    if _STRAY_NUMBER.search(outside):
        raise text.error("a second number inside an item; write one winner per line")
    if _PLAN_START.match(shape) or not _has_evidence(shape):
        raise text.error(
            f"'{text.printed}' can't be told to be an organisation: it holds no place, no "
            "hotline number and no word such as 热线 or 中心; write the full name"
        )
    bare = re.sub(r"\([^()]*\)$", "", shape)
    if text.piece.mark is None and not (_NOUN_END.search(bare) or _PLACE_END.search(bare)):
        raise text.error(
            f"'{text.printed}' doesn't end like an organisation's name, and no number or bullet "
            "marks it as a winner; number the winners, or move the line out of the list"
        )
    if _hides_person(shape):
        raise text.error(
            "a person's name seems to follow the organisation's; write ':' between them"
        )
    return text.printed.replace("\t", " ")


def _has_evidence(shape: str) -> bool:
    if _EVIDENCE.search(shape) or _PLACE_INSIDE.search(shape):
        return len(shape) > 1
    return False


def _hides_person(shape: str) -> bool:
    tail = _TAIL_AFTER_NOUN.match(shape)
    if tail and _is_name(tail[1]) and not _USUAL_TAIL.fullmatch(tail[1]):
        return True
    bracketed = re.search(rf"\(([{HAN}]{{2,3}})\)$", shape)
    if bracketed and _is_name(bracketed[1]) and not _NOUN_END.search(bracketed[1]):
        return True
    words = shape.split()
    if len(words) > 1 and (
        any(_is_name(word) for word in words) or all(_LONG_NOUN_END.search(word) for word in words)
    ):
        return True
    return re.match(rf"[{HAN}]{{2,4}}\(.*\)$", shape) is not None and _is_name(shape.split("(")[0])


def _is_institution(text: _Text) -> bool:
    """Tell whether the part after a dash surely belongs to the organisation's name."""
    shape = re.sub(r"\([^()]*\)$", "", text.shape)
    return len(shape) >= 4 and bool(_LONG_NOUN_END.search(shape) or re.search(r"\d{3,5}", shape))


def _is_certain(text: _Text) -> bool:
    """Tell whether a text is surely the full name of an organisation by itself."""
    shape = re.sub(r"\([^()]*\)$", "", text.shape)
    if re.search(r"\d{5}", shape) and len(shape) > 5:
        return True
    if not _PLACE_INSIDE.search(shape) or has_award_end(shape):
        return False
    return bool(_NOUN_END.search(shape) or _PLACE_END.search(shape))


def _are_names(text: _Text) -> bool:
    parts = _split(text, _NAMES_APART)
    return all(_is_name(_ABOUT_PERSON.sub("", part.shape)) for part in parts)


def _is_name(shape: str) -> bool:
    return _NAME.fullmatch(shape) is not None and not _NO_PERSON.search(shape)


def _names(text: _Text) -> list[str]:
    return [_name(part) for part in _split(text, _NAMES_APART)]


def _name(text: _Text) -> str:
    about = _ABOUT_PERSON.search(text.shape)
    printed = text.printed[: about.start()] if about else text.printed
    return re.sub(r"\s", "", printed)


def _outside_brackets(shape: str) -> str:
    depths = bracket_depths(shape)
    return "".join(c for c, depth in zip(shape, depths, strict=True) if depth == 0)


def _is_unnumbered(text: _Text) -> bool:
    return text.piece.mark is None or text.piece.mark.number is None
