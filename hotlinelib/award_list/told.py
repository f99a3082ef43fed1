"""What sentences tell of: counts of winners, and whole awards (授予甲局、乙局“先进单位”称号)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.numerals import CHINESE_NUMBER, chinese_number
from hotlinelib.award_list.printed_line import Piece
from hotlinelib.award_list.titles import COUNT, UNIT, TitleReader
from hotlinelib.award_list.told_grammar import TellingGrammar, Told
from hotlinelib.award_list.told_names import Span, hide
from hotlinelib.award_list.units import ToldAward

_SENTENCE = re.compile("[^。!?]+[。!?]?")
_CLAUSE = re.compile("[^。;!?]+")
_IN_QUOTES = re.compile('[“"「『]([^“”"「」『』]{2,30})[”"」』]')
_HONOUR = re.compile("(?<![获颁领授评])奖(?![项金励牌状杯品])|称号|[冠亚季]军|第[一二三]名")
_GRADES = re.compile("[特一二三四优金银铜][等胜秀]?奖(?![项金励])|[冠亚季]军")
_CALLED = re.compile("[:,]|分?别?[是为]")
WHO_WRITES = re.compile(r"\([^()]*(?:记者|通讯员|供稿|编辑|摄影|作者)[^()]*\)?")
# 曾 is a surname too.
_ONCE = "曾(?=[获被经在于多任]|先后|连续|荣)"
_SENTENCES = re.compile("[。;!?]")
_HONOURS = re.compile("决定|通报|评出|产生|授予|表彰|表扬|命名|评为|评选|记功|嘉奖")
_TOLD_COUNT = re.compile(rf"(?:以下|下列|等|[评选]出了?)\s*(\d{{1,4}}|{CHINESE_NUMBER})\s*{UNIT}")
_TOLD_OF = re.compile(rf"(\d{{1,4}}|{CHINESE_NUMBER})\s*{UNIT}\s*[“]?([^\s,。、;:()“”]{{3,16}})")
_ELSEWHERE = re.compile("参加|出席|与会|来自|覆盖|候选|申报|推荐出")


_COUNT_ALONE = re.compile(rf"\(?[^()\d]{{0,4}}(?:共|合计|总计|计)\s*{COUNT}[^()\d]{{0,6}}\)?")


def told_counts(shape: str) -> list[tuple[int, str]]:
    """Return the numbers of winners that prose declares, and of what where it says so.

    决定授予甲局等3个单位, 共5家; 对2个先进单位予以通报.
    """
    if alone := _COUNT_ALONE.fullmatch(shape):
        return [(chinese_number(alone[1]), "")]
    return [
        (chinese_number(match[1]), title)
        for sentence in _SENTENCES.split(shape)
        if _HONOURS.search(sentence) and not _ELSEWHERE.search(sentence)
        for pattern in (_TOLD_COUNT, _TOLD_OF)
        for match in pattern.finditer(sentence)
        if (title := match[2] if pattern is _TOLD_OF else "") or pattern is _TOLD_COUNT
    ]


class ToldAwards:
    """Finds the awards that sentences tell of."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles
        self.grammar = TellingGrammar(judge, titles)
        words, pattern = judge.words, judge.lexicon.pattern
        past = "|".join(sorted(words["told_of_the_past"].words - {"曾"}))
        self._past = re.compile(f"{_ONCE}|(?<!今年)(?:{past})")
        lists = ("told_gives", "told_wins", "told_honoured")
        self._verbs = (
            "获",
            "表扬",
            "表彰",
            "嘉奖",
            *(w for name in lists for w in words[name].words),
        )
        self._verb = re.compile(
            rf"{pattern('told_gives')}|(?:{pattern('told_wins')}|获)(?!奖)|获奖(?=[,;。!?]|$)"
            rf"|表扬|表彰|嘉奖|{pattern('told_honoured')}"
        )
        self._given = re.compile(
            rf"(?:{pattern('told_wins')}|{pattern('told_gives')})[^,;“]*{_IN_QUOTES.pattern}"
            rf"|{_IN_QUOTES.pattern}(?:荣誉称号|称号|奖)"
        )
        self._sets_up = re.compile(rf"{pattern('sets_up')}|\d[名个项]")
        self._won = re.compile(
            rf"(?:{pattern('told_wins')})(?!奖)|{pattern('told_gives')}|{pattern('told_honoured')}"
        )
        self._others = re.compile(pattern("told_of_others"))
        self._no_award = re.compile(pattern("told_of_no_award"))

    def cut(self, pieces: Sequence[Piece]) -> list[tuple[Piece, ToldAward | None]]:
        """Return the pieces, each award that a sentence tells of as one of its own."""
        self.grammar.names.members.remember("\n".join(piece.shape for piece in pieces))
        found = [list(self._cut(piece)) for piece in pieces]
        ends = (
            not is_headline(piece) and any(award for _, award in each)
            for piece, each in zip(pieces[1:], found[1:], strict=True)
        )
        if pieces and is_headline(pieces[0]) and any(ends):
            # What the headline tells is told again below.
            found[0] = [(pieces[0], None)]
        return [part for each in found for part in each]

    def may_tell(self, shape: str) -> bool:
        """Tell whether a text has a verb that gives or wins."""
        # Looking for words is much faster than for the pattern, and most lines have none.
        return any(verb in shape for verb in self._verbs) and self._verb.search(shape) is not None

    def _cut(self, piece: Piece) -> Iterator[tuple[Piece, ToldAward | None]]:
        start = 0
        for at, told in self._told(piece.shape) if self.may_tell(piece.shape) else ():
            first, last = at + told.start, at + told.end
            if piece.shape[start:first].strip(_BETWEEN):
                yield _part(piece, (start, first), is_first=not start), None
            part = _part(piece, (first, last), is_first=False)
            yield part, _award(piece, at, told)
            start = last
        if not start:
            yield piece, None
        elif piece.shape[start:].strip(_BETWEEN):
            yield _part(piece, (start, len(piece.shape)), is_first=False), None

    def _told(self, shape: str) -> Iterator[tuple[int, Told]]:
        """Yield the awards of a text, each with the place where its sentence begins."""
        for start, end in _sentences(shape):
            for _, awards in self.grammar.sentence(shape[start:end].rstrip("。!? ")):
                yield from ((start, told) for told in awards or ())

    def told_names(self, shape: str) -> Iterator[tuple[str, str]]:
        """Yield title and name of each winner that the sentences of a text tell of."""
        for at, told in self._told(shape) if self.may_tell(shape) else ():
            title = shape[at + told.title[0] : at + told.title[1]]
            for winner in told.winners:
                if span := winner.person or winner.organisation:
                    yield title, shape[at + span[0] : at + span[1]]

    # --- what is left ---

    def unread(
        self, shape: str, is_known: Callable[[str], bool], repeated: Sequence[str] | None
    ) -> str:
        """Return a clause that seems to give an award and isn't read; '' if there is none.

        A headline may name winners, and the awards that it repeats.
        """
        ends = shape.rstrip()[-1:] in tuple("。;!?")
        for match in _CLAUSE.finditer(WHO_WRITES.sub("", shape)):
            clause = match[0].strip()
            verb = self._verb.search(hide(clause))
            past = self._past.search(clause)
            if past and not (verb and verb.start() < past.start()):
                continue
            # Names in a sentence whose verb isn't known may be winners' (成为, 晋级).
            is_of_others = not ends or self._others.search(clause) is not None
            is_won = self._won.search(clause) is not None or not is_of_others
            names = self.grammar.names.known_names(clause, is_won=is_won)
            is_named = repeated is None and not all(map(is_known, names))
            gives = self._names_award(clause, repeated or (), tells=verb is not None)
            if self._no_award.search(clause) and not (gives and is_named):
                continue
            if gives or (is_named and (verb or not is_of_others or self._honours(clause))):
                return clause
        return ""

    def _honours(self, clause: str) -> bool:
        """Tell whether a clause without a verb that gives speaks of an honour."""
        # 优秀话务员:李明; 最美话务员是李明
        labels = _CALLED.split(clause)[:-1]
        return (
            _HONOUR.search(clause) is not None
            or any(self.titles.is_title(label) for label in labels if label)
            or any(self.titles.may_praise(match[1]) for match in _IN_QUOTES.finditer(clause))
        )

    def _names_award(self, clause: str, known: Sequence[str], *, tells: bool) -> bool:
        """Tell whether a clause names an award, other than some that are known."""
        quoted = [match[1] for match in _IN_QUOTES.finditer(clause)]
        # 拿下“管理奖”, 一等奖是甲局: whatever the verb is.
        named = [name for name in quoted if self.titles.has_end(name)]
        named += [] if self._sets_up.search(clause) else _GRADES.findall(clause)
        if tells:
            named += [name for name in quoted if self.titles.may_praise(name)]
            named += [match[1] or match[2] for match in self._given.finditer(clause)]
            named += self.grammar.plain_titles(clause)
        return any(not any(name in own or own in name for own in known) for name in named)


# Signs that are left between two awards.
_BETWEEN = "，。；、！？,.;!? \t"


def is_headline(piece: Piece) -> bool:
    """Tell whether a line ends as no sentence does."""
    return piece.shape.rstrip()[-1:] not in "。;!?,:"


def _sentences(shape: str) -> Iterator[Span]:
    """Yield where sentences stand; what is quoted or in brackets ends none."""
    hidden = hide(shape)
    yield from (match.span() for match in _SENTENCE.finditer(hidden))


def _part(piece: Piece, span: Span, *, is_first: bool) -> Piece:
    """Return a stretch of a piece; its first one keeps the number."""
    start, end = span
    return Piece(
        piece.line,
        piece.mark if is_first else None,
        piece.printed[start:end],
        piece.shape[start:end],
        piece.indent,
    )


def _award(piece: Piece, at: int, told: Told) -> ToldAward:
    """Return an award with the places of its winners counted from its own start."""
    moved = tuple(
        winner._replace(
            **{
                name: (span[0] - told.start, span[1] - told.start)
                for name in ("organisation", "person", "work", "grade")
                if (span := getattr(winner, name))
            }
        )
        for winner in told.winners
    )
    title = (at + told.title[0], at + told.title[1])
    return ToldAward(_part(piece, title, is_first=False), moved, told.number)
