"""What sentences tell of: counts of winners, and whole awards (授予甲局、乙局“先进单位”称号)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.numerals import CHINESE_NUMBER, chinese_number
from hotlinelib.award_list.printed_line import Piece
from hotlinelib.award_list.separators import JOINING
from hotlinelib.award_list.titles import COUNT, UNIT

Span = tuple[int, int]
_SURE = 2.0
_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_TITLE = r"[“\"「『](?P<title>[^“”\"「」『』]{2,24})[”\"」』](?:荣誉称号|光荣称号|称号|荣誉|奖)?"
_PLAIN_TITLE = r"(?P<plain>[^,、:“”\"]{2,16}奖)(?![项金])"
_MORE = re.compile('[“"「『]|奖|称号|等次|名次')
_APART = re.compile(rf"[、,]|{JOINING.pattern}")


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

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        pattern = judge.lexicon.pattern
        self._past = re.compile(pattern("told_of_the_past"))
        verb = rf"(?:{pattern('gives')}|{pattern('wins')}|获(?!奖))"
        self._verb = re.compile(verb)
        self._told = re.compile(
            rf"(?:{pattern('gives')}|[,、]|^)(?P<after>(?:(?!{verb})[^“”\"「」『』,])+?)为?{_TITLE}"
            rf"|(?P<before>[^“”\"「」『』]+?)(?:分别|均|双双)?(?:被授予|{pattern('wins')}|获)了?"
            rf"(?:\d{{4}}年?度?)?(?:{_TITLE.replace('<title>', '<won>')}|{_PLAIN_TITLE})"
        )

    def cut(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Yield the pieces, each award that a sentence tells of as one of its own."""
        for piece in pieces:
            yield from self._cut(piece) if piece.mark is None else (piece,)

    def _cut(self, piece: Piece) -> Iterator[Piece]:
        start = 0
        for sentence in _SENTENCE.finditer(piece.shape):
            found = [] if self._past.search(sentence[0]) else list(self._awards(sentence[0]))
            if not found:
                continue
            if piece.shape[start : sentence.start()].strip():
                yield _part(piece, (start, sentence.start()))
            for title, names in found:
                at = sentence.start()
                yield _part(piece, (at + title[0], at + title[1]), (at + names[0], at + names[1]))
            start = sentence.end()
        if piece.shape[start:].strip() or not start:
            yield _part(piece, (start, len(piece.shape)))

    def _awards(self, sentence: str) -> list[tuple[Span, Span]]:
        """Return where title and names of each award stand; none if one isn't clear."""
        found = []
        for match in self._told.finditer(sentence):
            title = next(name for name in ("title", "won", "plain") if match[name])
            names = self._names(sentence, match.span("after" if match["after"] else "before"))
            if names is None:
                return []
            found.append((match.span(title), names))
        # A verb without names or title, or a title without a verb, tells of more.
        is_whole = len(found) >= len(self._verb.findall(sentence))
        return found if is_whole and not _MORE.search(self._told.sub("", sentence)) else []

    def _names(self, sentence: str, span: Span) -> Span | None:
        """Return the stretch at the end of a span that is all names; None if there is none."""
        start, end = span
        first = None
        place = end
        for cut in [
            *reversed([m.span() for m in _APART.finditer(sentence, start, end)]),
            (start, start),
        ]:
            begin = cut[1] + 2 * sentence.startswith("其中", cut[1])
            if self._is_name(sentence[begin:place].strip()):
                first, place = begin, cut[0]
            elif sentence[place : place + 1] not in (",", ""):
                # What stands before the first name must be set apart from it.
                return None
            else:
                break
        return None if first is None else (first, end)

    def _is_name(self, text: str) -> bool:
        owner, _, name = text.rpartition("的")
        if owner:
            return self._is_name(owner) and self.judge.person(name) > _SURE
        return self.judge.person(text) > _SURE or (
            self.judge.organisation(text) > _SURE and self.judge.has_own_place(text)
        )


def _part(piece: Piece, *spans: Span) -> Piece:
    """Return a piece of stretches of another, with a colon between them."""
    printed, shape = ("：".join(text[a:b].strip() for a, b in spans) for text in piece[2:4])
    return Piece(piece.line, None, printed, shape.replace("：", ":"), piece.indent)
