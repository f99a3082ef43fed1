"""Titles: what of a line is an award's own title, and how much the line looks like one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.numerals import CHINESE_NUMBER, chinese_number
from hotlinelib.award_list.printed_line import (
    CLOSING,
    OPENING,
    Line,
    Piece,
    brackets_balance,
    cut_lines,
    fold_shape,
)
from hotlinelib.award_list.separators import outside_brackets

UNIT = (
    "(?:个单位|家单位|个集体|名个人|位个人|个奖项"
    "|个|家|名|人|位|项|件|组|座|席|例|篇|支|户|所|幅|部|条)"
)
COUNT = (
    rf"(?:一?共计?有?|总?计|合计|各)?\s*(\d{{1,4}}|{CHINESE_NUMBER}|两)\s*{UNIT}"
    r"(?:奖项|单位|个人|集体|获奖者)?"
)
_COUNT_AT_END = re.compile(rf"(?:\(\s*{COUNT}\s*(?:[,;、][^()]*)?\)|\s*(?:共计?|计|[\s])?{COUNT})$")
_NOTE = (
    r"[^()]*(?:排名|排序|为序|不分|顺序|先后|并列|附后|见后|后附|名单|续|略|见附件|详见|另行|奖金|奖励"
    r"|奖品|奖牌|元)[^()]*"
)
_NOTE_AT_START = re.compile(rf"\s*\({_NOTE}\)")
_NOTE_AT_END = re.compile(rf"\({_NOTE}\)$")
_YEAR = r"(?:(?:19|20)\d\d|二[〇零]\S{2})(?:\s*[-—至~]\s*(?:(?:19|20)?\d\d))?\s*(?:年度|年)?"
_YEAR_AT_END = re.compile(rf"\({_YEAR}\)$")
_EDITION = r"(?:\((?:首届|第[\d一二三四五六七八九十]{1,3}届)\))?"
_YEAR_AT_START = re.compile(rf"(?:\({_YEAR}\)|{_YEAR}{_EDITION}(?:(?<=[年度)])|(?!\d)))\s*")
# Also what is left of a year when a character of it is lost.
_YEAR_INSIDE = re.compile(r"(?<!\d)\d{1,3}\s*年|^(?:度|年(?!度))|\d年|.年度")
_PLACE_AND_YEAR = re.compile(r"([^\d()、。,;:《》]{1,14}?)((?:19|20)\d\d\s*(?:年度|年))")
_TELLS = re.compile(
    rf"等(?:\d+|{CHINESE_NUMBER}|多)[家个名位]|获(?![奖得评])[^奖]{{1,20}}奖|获得.+奖|奖的"
)
_AS_FOLLOWS = re.compile(r"(?:如下|公布|揭晓|公示|的?公示|的?通报)$")
_TOLD = re.compile(
    r"(?:[^。;!?,]*,)?[^。;!?,]*(?:授予|评为|评选为|评定为|认定为|命名|荣获|获得|获评)[^。;!?,“”]*[“\"「]([^“”\"「」]{2,24})[”\"」](?:荣誉称号|称号|奖)?(?:的?(?:单位|个人|集体|人员|同志)?(?:有|是|为|包括|如下)?)?\s*:?"
    r"|(?:荣获|获得|获评|被评为)([^。;!?,:“”\"]{2,24}?)(?:荣誉称号|称号)?的(?:单位|个人|集体|人员|同志|热线)?[有是为]?\s*:"
)
_LISTING_VERB = re.compile(r"(?:分别)?(?:有|是|为|包括)$")
_PAIRS = {'""', *map("".join, zip(OPENING, CLOSING, strict=True))}
_ATTACHED = (
    r"(?:附件|附表|附录|附)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[:.、\s-]\s*"
    r"|表\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[:.、\s]\s*"
)
_JOINED_TITLES = re.compile(r"[和及与、\s]")
# What a cell must weigh to be a title, and what a title weighs that a person has named.
_SURE_CELL = 2.5
# Ornaments, and numbers of a make that is no mark: █ 最佳服务站点 █, 1.2 优秀团队.
_ORNAMENT = r"[─-◿☀-☄☇-☏☔-✒✙-❵➔-➿\ufe0f\U0001f300-\U0001faff]"
_BEFORE_TITLE = re.compile(
    rf"(?:\s*(?:{_ORNAMENT}|\d{{1,2}}(?:[.-]\d{{1,2}})+(?:[.、)]\s*|\s+)))+\s*"
)
_AFTER_TITLE = re.compile(rf"\s*(?:{_ORNAMENT}\s*)+$")
_NAMED = 14.0
_SHORT, _LONG, _VERY_LONG = 16, 32, 48


@dataclass(frozen=True)
class Peeled:
    """A line without what isn't part of a title."""

    title: str
    shape: str
    count: int | None
    signs: frozenset[str]


class TitleReader:
    """Takes titles out of lines, and weighs them."""

    def __init__(self, judge: Judge, known: Sequence[str] = ()) -> None:
        self.judge = judge
        # Titles that a person has named, as shapes.
        self.named = frozenset(known)
        self.words = judge.words
        self.weights = judge.weights["title"]
        lexicon = judge.lexicon
        self._listed = re.compile(rf"(?:{lexicon.pattern('list_end')})$")
        self._not_alone = re.compile(lexicon.pattern("not_an_award_alone"))
        self._vacant = re.compile(rf"\s*[(:]\s*{lexicon.pattern('vacant')}\)?$")
        # 获奖 is never part of a title; 单位 in 获奖单位 only after a title that is whole.
        self._verb = re.compile(rf"(?:{lexicon.pattern('winners_verb')})+$")
        noun = lexicon.pattern("winners_noun")
        self._noun = re.compile(rf"(?:{lexicon.pattern('winners_verb')})*{noun}$")
        self._winners = re.compile(rf"{lexicon.pattern('winning')}的?{noun}$")
        self._generic = re.compile(
            rf"(?:{lexicon.pattern('winners_verb')}|受|的|和|及|、|本次|全部|各|奖项|部分|具体|有关|{lexicon.pattern('winners_noun')}|{lexicon.pattern('list_end')}|如下)+"
        )
        self._lead_in = re.compile(rf"{lexicon.pattern('lead_in')}[:,]?\s*")
        self._attached = re.compile(_ATTACHED)
        self.praise = re.compile(lexicon.pattern("praise"))
        self._not_an_award = re.compile(lexicon.pattern("not_an_award"))
        self._title_characters = frozenset(w[-1] for w in self.words["title_end"].words)
        self._cell_characters = self._title_characters | {
            *(word[-1] for word in self.words["recipient"].words),
            *(name[-1] for name in self.named if name),
            *')”"』」》',
        }
        # The last characters of titles, and of what may follow one.
        self._last_characters = frozenset(
            {word[-1] for word in self.words["title_end"].words}
            | set('):。】》”"名单榜个家项')
            | set("位人")
        )
        self._known: dict[tuple[str, str], Peeled] = {}

    def decide(self, piece: Piece, title: str) -> None:
        """Take a person's word for the title that a line prints."""
        found = self.peel(piece)
        self._known[piece.printed, piece.shape] = Peeled(
            title, fold_shape(title), found.count, found.signs
        )

    def forget(self) -> None:
        """Forget the texts of the article before."""
        self._known.clear()

    @cached_property
    def _quotes(self) -> re.Pattern[str]:
        return re.compile('[“"「『《].+[”"」』》]')

    def peel(self, piece: Piece) -> Peeled:
        """Take number, year, count, notes, colon, list words and enclosing brackets off."""
        key = (piece.printed, piece.shape)
        if key not in self._known:
            start, end = _unadorned(piece.shape)
            whole = piece.shape[start:end].rstrip(": ")
            found = (
                Peeled(piece.printed[start : start + len(whole)], whole, None, frozenset())
                if whole in self.named and not (whole[-1] == ")" and _COUNT_AT_END.search(whole, 2))
                else self._peel(*key)
            )
            self._known[key] = replace(found, title=found.title.replace("\t", " "))
        return self._known[key]

    def is_attached(self, text: str) -> bool:
        """Tell whether a text only says that something is attached (附件2:)."""
        return self._attached.fullmatch(text) is not None

    def bare(self, title: str) -> str:
        """Return the shape of a title without number, year, count and the words around it."""
        pieces = cut_lines([Line(1, title)])
        if len(pieces) != 1:
            return fold_shape(title)
        return self._peel(pieces[0].printed, pieces[0].shape).shape

    def _peel(self, printed: str, shape: str) -> Peeled:
        start, end, count = 0, len(shape), None
        signs: set[str] = set()
        told = _TOLD.fullmatch(shape)
        if told:
            # "授予以下单位“先进单位”称号:" announces the list of that award.
            signs.add("colon")
            start, end = told.span(1 if told[1] else 2)
        else:
            start, end = _unadorned(shape)
        while True:
            before = (start, end)
            while end > start and shape[end - 1] in ": \t—。":
                signs |= {"colon"} if shape[end - 1] == ":" else set()
                end -= 1
            end, count = self._peel_end(shape, start, end, count, signs)
            start, end = self._peel_brackets(shape, start, end, signs)
            start = self._peel_start(shape, start, end, signs)
            if (start, end) == before:
                return Peeled(printed[start:end], shape[start:end], count, frozenset(signs))

    def _peel_end(
        self, shape: str, start: int, end: int, count: int | None, signs: set[str]
    ) -> tuple[int, int | None]:
        tail = shape[start:end]
        if count is None and (match := _COUNT_AT_END.search(tail)) and match.start() > 1:
            signs.add("count")
            return start + match.start(), chinese_number(match[1] or match[2])
        if "colon" in signs and (match := _LISTING_VERB.search(tail)) and match.start() > 1:
            return start + match.start(), count
        for pattern, sign in (
            (self._vacant, "vacant"),
            (_NOTE_AT_END, "noted"),
            (_YEAR_AT_END, "year"),
            (_AS_FOLLOWS, "listed"),
            (self._listed, "listed"),
            (self._verb, "winners_word"),
            (self._winners, "winners_word"),
            (self._noun, "winners_word"),
        ):
            match = pattern.search(tail)
            if (
                match
                and pattern is self._noun
                and not self._is_whole(tail[: match.start()], match[0])
            ):
                continue
            if match and match.start():
                signs.add(sign)
                return start + match.start(), count
        return end, count

    def _is_whole(self, text: str, noun: str) -> bool:
        # 标兵单位 and 模范个人 are titles, and so is 五四奖章集体 beside 五四奖章; 单位 is no part
        # only after 最佳服务奖 or 青年文明号.
        ends = ("奖", "项") if noun == "集体" else ("奖", "项", "号", "章", "状", "岗")
        return text.rstrip('”"』」》')[-1:] in ends

    def _peel_start(self, shape: str, start: int, end: int, signs: set[str]) -> int:
        for pattern, sign in (
            (_NOTE_AT_START, "noted"),
            (self._attached, "attached"),
            (self._lead_in, "lead_in"),
            (_YEAR_AT_START, "year"),
        ):
            match = pattern.match(shape, start, end)
            if match and match.end() < end:
                signs.add(sign)
                return match.end()
        match = _PLACE_AND_YEAR.match(shape, start, end)
        if match and match.end() < end and self._is_scope(match[1]):
            signs.add("year")
            return match.end()
        return start

    def _is_scope(self, text: str) -> bool:
        return (
            self.judge.is_place(text)
            or self.judge.is_short_place(text)
            or (text in ("全国", "全省", "全市", "全区", "全县", "本市", "我市"))
        )

    def _peel_brackets(self, shape: str, start: int, end: int, signs: set[str]) -> tuple[int, int]:
        while start < end and shape[start] in " \t":
            start += 1
        if end - start < 3 or shape[start] + shape[end - 1] not in _PAIRS:
            return start, end
        if not brackets_balance(shape[start + 1 : end - 1]):
            return start, end
        signs.add("quoted")
        return start + 1, end - 1

    def weigh(self, peeled: Peeled) -> float:
        """Weigh whether a line is the heading of an award."""
        text, weights, signs = peeled.shape, self.weights, peeled.signs
        if text in self.named:
            return _NAMED
        if len(text) < 2:
            return -8.0
        score = weights["base"]
        has_end = self.has_end(text)
        has_praise = bool(self.praise.search(text))
        recipient = bool(self.words["recipient"].end_of(text.rstrip('”"』」')))
        score += weights["end"] * has_end + weights["praise"] * has_praise
        score += weights["recipient"] * recipient
        score += sum(
            weights[sign]
            for sign in ("count", "listed", "year", "winners_word", "colon", "quoted")
            if sign in signs
        )
        if "quoted" not in signs and self._quotes.search(text):
            score += weights["quoted"]
        score += self._against(
            text,
            has_end=has_end or (has_praise and (recipient or len(text) < 6)),
            recipient=recipient,
        )
        return score

    def _against(self, text: str, *, has_end: bool, recipient: bool) -> float:
        weights, judge = self.weights, self.judge
        score = weights["short"] * (len(text) <= _SHORT)
        if len(text) > _LONG:
            score += weights["very_long" if len(text) > _VERY_LONG else "long"]
        if self.is_no_award(text):
            score += weights["not_an_award"]
        if self.tells(text):
            score += weights["telling"]
        if re.search("[。!?;,:]", outside_brackets(text)):
            score += weights["sentence"]
        if judge.is_plan(text) and not has_end:
            score += weights["plan"]
        if self.words["not_a_title_end"].end_of(text) or not brackets_balance(text):
            score += weights["unfinished"]
        if _YEAR_INSIDE.search(text):
            score += weights["year_inside"]
        if judge.is_place(text) or (judge.is_place_like(text) and not has_end and not recipient):
            score += weights["place_only"]
        if judge.is_group(text):
            score += weights["group"]
        if self.is_generic(text):
            score += weights["generic"]
        if not has_end and judge.organisation(text) > 1:
            score += weights["organisation"]
        if judge.organisation(text) > 2 and not self.has_end(text) and judge.has_own_place(text):
            score += weights["organisation"]
        if judge.person(text) > 1:
            score += weights["person"]
        return score

    def tells(self, text: str) -> bool:
        """Tell whether a text tells of an award: by its words, or as it begins with a winner."""
        judge = self.judge
        first, comma, _ = text.partition("、")
        return (
            judge.tells(text)
            or _TELLS.search(text) is not None
            or (bool(comma) and judge.organisation(first) > 2 and judge.has_own_place(first))
        )

    def has_end(self, text: str) -> bool:
        """Tell whether a text ends like an award's title, also before a bracket."""
        if not text:
            return False
        bare = text.rstrip('”"』」》')
        if bare[-1:] in self._title_characters and self.words["title_end"].end_of(bare):
            return True
        if text[-1] != ")":
            return False
        return self.has_end(re.sub(r"\([^()]{1,40}\)$", "", text).rstrip(")"))

    def may_end(self, shape: str) -> bool:
        """Tell at a glance whether a title may stand at the end of a text."""
        return shape in self.named or shape[-1] in self._last_characters

    def is_title(self, text: str) -> bool:
        """Tell whether a cell is surely an award's title by its words."""
        if text[-1:] not in self._cell_characters:
            return False
        if not self.has_end(text) and self.judge.organisation(text) > 0:
            # 便民服务平台 has a word of praise too.
            return False
        peeled = self._peel(text, text)
        return self.weigh(peeled) >= _SURE_CELL and not self.judge.is_grade(text)

    def has_broken_year(self, text: str) -> bool:
        """Tell whether what is left of a year stands in a title, as where a digit is lost."""
        return _YEAR_INSIDE.search(text) is not None

    def is_no_award(self, text: str) -> bool:
        """Tell whether a text names a list or a section of something else (主办单位, 工作要求)."""
        if self._not_an_award.search(text) is not None:
            return True
        return self._not_alone.search(text) is not None and not self.praise.search(text)

    def may_praise(self, text: str) -> bool:
        """Tell whether a text holds a word of praise, or begins or ends like a title."""
        return self.praise.search(text) is not None or self.has_end(text)

    def is_generic(self, text: str) -> bool:
        """Tell whether a text only says that winners follow (获奖单位, 得主)."""
        # 表彰单位 is the honour itself.
        return self._generic.fullmatch(text) is not None and not text.startswith("表彰")

    def joins_titles(self, text: str) -> bool:
        """Tell whether a text names two awards (先进单位和先进个人)."""
        return any(
            self._is_half_title(text[: match.start()]) and self._is_half_title(text[match.end() :])
            for match in _JOINED_TITLES.finditer(text)
        )

    def _is_half_title(self, text: str) -> bool:
        return len(text) > 1 and (
            self.has_end(text)
            or (bool(self.praise.search(text)) and bool(self.words["recipient"].end_of(text)))
        )


def _unadorned(shape: str) -> tuple[int, int]:
    """Return where a title stands among ornaments and a number that is no mark."""
    before, after = _BEFORE_TITLE.match(shape), _AFTER_TITLE.search(shape)
    start = before.end() if before else 0
    end = after.start() if after else len(shape)
    return (start, end) if start < end else (0, len(shape))


def unadorned(shape: str) -> str:
    """Return a title without the ornaments and the number around it."""
    start, end = _unadorned(shape)
    return shape[start:end]
