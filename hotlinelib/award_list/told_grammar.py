"""How sentences give awards: a small grammar of names, verbs and titles.

A clause is a row of awards, each in one of these forms; what leads to the first name (会上, 经评审,
最终) and what follows the last title (并奖励2000元, 予以表扬) is known by its words.

- given: 授予 names “title”称号; 命名 names 为 title
- given below: 授予下列单位“title”称号: names
- given to: 将“title”授予 names
- won: names 获得 title
- won by: title 由 names 获得
- listed: 获得 title 的有: names
- praised: 对 names 等8家先进单位 予以表扬
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.printed_line import HAN
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.told_names import HIDDEN, NamesInSentences, Span, hide
from hotlinelib.award_list.ways import Winner

_YEAR = r"(?:\d{4}(?:年度|年)?(?:第?[一二三四]季度|[上下]半年)?)?"
_QUOTED = rf"(?P<quoted>[“\"「『]{HIDDEN}*[”\"」』])"
_CALLED = "(?:荣誉称号|光荣称号|称号|荣誉|奖项|奖牌|奖)"
_PLAIN = rf"(?P<plain>[{HAN}\d]{{2,24}}?)(?P<called>荣誉称号|光荣称号|称号)?"
_STOP = "(?=[,;、。!?]|$|并|予以)"
_APART = re.compile("[,、:;。!?\\s]+")


class Told(NamedTuple):
    """An award that a clause gives; spans are places in its text."""

    start: int
    end: int
    title: Span
    winners: tuple[Winner, ...]
    number: int | None = None


class _Title(NamedTuple):
    """Where a title stands, the grade behind it, and where all of it ends."""

    span: Span
    grade: Span | None
    end: int


class _Clause(NamedTuple):
    """A clause, its hidden text, and the award that 个人奖方面 has named."""

    shape: str
    hidden: str
    end: int
    award: Span | None


class TellingGrammar:
    """Reads clauses as awards with their winners; one that isn't read whole gives None."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.titles = titles
        self.names = NamesInSentences(judge)
        pattern = judge.lexicon.pattern
        # 获悉, 获奖, 获取 and 获批 are other verbs.
        verb = rf"{pattern('told_wins_more')}?{pattern('told_wins')}(?![奖悉取知批准得评授颁])"
        wins = rf"(?:{pattern('between_verb')})*{verb}了?"
        scope = rf"{_YEAR}(?:{pattern('scope')})?{_YEAR}"
        self._wins = re.compile(wins)
        self._no_title = re.compile(pattern("not_told_title"))
        self._more = re.compile(rf"{pattern('told_wins_more')}(?={pattern('told_wins')})")
        self._gives = re.compile(rf"{pattern('told_gives')}了?:?")
        # Before a verb that gives, and in what leads to names, nobody may be honoured.
        honours = rf"{pattern('told_wins')}(?!悉)|{pattern('told_honoured')}"
        self._honours = re.compile(honours)
        self._gave = re.compile(
            rf"{honours}|对[^,]+(?:表扬|表彰)|[“\"「『]"
            rf"|{pattern('not_given')}$|(?:^|[,:]){pattern('given_otherwise')}"
        )
        self._quoted = re.compile(
            rf"为?{scope}{_QUOTED}(?P<called>{_CALLED})?(?P<grade>{pattern('grade')})?{_STOP}"
        )
        self._plain = re.compile(rf"为?{_YEAR}{_PLAIN}{_STOP}")
        self._as_title = re.compile(rf"为{_YEAR}{_PLAIN}{_STOP}")
        title = rf"(?:{_QUOTED}(?P<called>{_CALLED})?|(?P<plain>[{HAN}\d]{{2,24}}?))"
        self._won_by = re.compile(
            rf"(?:{pattern('told_lead')}[,:]?)*{title}(?:分别|则)?由(?P<names>[^;。!?]+?)"
            rf"(?:{pattern('between_verb')})*"
            rf"{pattern('told_wins_more')}?{pattern('told_wins')}{_STOP}"
        )
        self._given_to = re.compile(
            rf"[将把]{scope}{title}(?:称号)?(?:分别)?授予了?(?P<names>[^;。!?]+)"
        )
        self._listed = re.compile(
            rf"(?:分别)?(?:荣|喜)?{pattern('told_wins')}(?![得评]){scope}{title}的{pattern('told_noun')}?"
            r"(?:分别)?(?:有|是|为|包括):?(?P<names>[^;。!?]+)"
        )
        self._given_below = re.compile(
            rf".*?{pattern('told_gives')}了?(?:以下|下列|如下)(?:\d+[家个名位])?{pattern('told_noun')}"
            rf"为?{scope}{title}(?:{_CALLED})?:(?P<names>[^;。!?]+)"
        )
        self._praised = re.compile(
            r"(?P<lead>[^“]*?)(?:对(?P<for>.+?)(?:予以|进行|给予)(?:通报)?(?:表扬|表彰|嘉奖)"
            r"|(?:通报)?(?:表彰|表扬)(?P<of>.+?))(?=[,;。!?]|$)"
        )
        self._counted = re.compile(
            r"(?:\d{1,4}|[一二三四五六七八九十两]+)[家个名位][^,、。]{2,16}?(?=[,、和及]|$)"
        )
        self._tail = re.compile(
            rf"{pattern('told_tail')}[^;。!?“《]*$|{pattern('told_tail')}[^,;。!?“《]*"
        )
        self._about = re.compile(rf"(?P<award>[^,、:]{{2,16}}){pattern('about')}")
        self._lead = re.compile(
            rf"{pattern('told_lead')}|{pattern('told_lead_start')}.*|.*{pattern('told_lead_end')}"
            r"|\(?(?:\d{4}年)?\d{1,2}[月日].*"
        )
        self._forms: tuple[Callable[[_Clause, int], Told | None], ...] = (
            self._read_listed,
            self._read_given_below,
            self._read_given_to,
            self._read_won_by,
            self._read_verb,
        )

    def sentence(self, shape: str) -> Iterator[tuple[Span, list[Told] | None]]:
        """Yield the clauses of a sentence, each with its awards; None where it isn't read."""
        hidden, start, award = hide(shape), 0, None
        for stop in [*(m.start() for m in re.finditer(";", hidden)), len(shape)]:
            clause = _Clause(shape, hidden, stop, award)
            if about := self._about_award(clause, start):
                clause = clause._replace(award=(award := about))
            yield (start, stop), self._awards(clause, start)
            start = stop + 1

    def _about_award(self, clause: _Clause, start: int) -> Span | None:
        """Return the award of which a clause says that it is about (个人奖方面)."""
        commas = re.compile(",").finditer(clause.hidden, start, clause.end)
        for at in [start, *(match.end() for match in commas)]:
            match = self._about.match(clause.hidden, at, clause.end)
            if match and self.titles.has_end(match["award"]):
                return match.span("award")
        return None

    def _awards(self, clause: _Clause, start: int) -> list[Told] | None:
        found: list[Told] = []
        if praised := self._read_praised(clause, start):
            return praised
        at = start
        while True:
            while match := _APART.match(clause.hidden, at, clause.end):
                at = match.end()
            if found and (tail := self._tail.match(clause.hidden, at, clause.end)):
                if self._says_more(clause, tail.span()):
                    return None
                at = tail.end()
                continue
            if at >= clause.end:
                return found or None
            told = next((told for form in self._forms if (told := form(clause, at))), None)
            if told is None and found:
                # 授予甲“岗位能手”称号、乙“服务标兵”称号
                told = self._read_given(clause, at)
            if told is None:
                return None
            found.append(told._replace(start=at))
            at = told.end

    def _says_more(self, clause: _Clause, span: Span) -> bool:
        """Tell whether what follows a title names somebody, or gives more."""
        text = clause.hidden[slice(*span)]
        return bool(self._wins.search(text)) or any(self.names.known_names(text))

    # --- forms ---

    def _read_verb(self, clause: _Clause, at: int) -> Told | None:
        """Read what the first verb that can be read says: given, or won."""
        wins = self._wins.search(clause.hidden, at, clause.end)
        for gives in self._gives.finditer(clause.hidden, at, clause.end):
            if wins and wins.start() < gives.end() <= wins.end():
                continue
            if self._gave.search(clause.hidden[at : gives.start()]):
                break
            if told := self._read_given(clause, gives.end()):
                return told
        return self._read_won(clause, at, wins) if wins else None

    def _read_given(self, clause: _Clause, begin: int) -> Told | None:
        """Read names with the title behind them."""
        for pattern in (self._quoted, self._as_title):
            for match in pattern.finditer(clause.hidden, begin, clause.end):
                title = self._title(clause, match)
                for stop in _ends_of_names(match) if title else ():
                    if title and (told := self._told(clause, (begin, stop), title)):
                        return told
        return None

    def _read_won(self, clause: _Clause, at: int, verb: re.Match[str]) -> Told | None:
        place = (clause.hidden, verb.end(), clause.end)
        title = self._title(clause, self._quoted.match(*place) or self._plain.match(*place))
        if title is None:
            return None
        told = self._after_lead(clause, (at, verb.start()), title)
        if more := self._more.match(verb[0]):
            # 李国荣获奖: 荣 is of the verb or of the name, and the article's other verbs may tell.
            longer = self._after_lead(clause, (at, verb.start() + more.end()), title)
            is_usual = self.names.members.counts(verb[0]) > 1
            return told if longer is None or is_usual else None if told else longer
        return told

    def _after_lead(self, clause: _Clause, span: Span, title: _Title) -> Told | None:
        """Read the names at the end of a stretch, if all before them leads to them."""
        start, stop = span
        cuts = [match.end() for match in re.compile("[,:]").finditer(clause.hidden, start, stop)]
        for cut in (start, *cuts):
            before = re.split("[,:]", clause.hidden[start:cut])
            if not all(self._leads(part) for part in before if part):
                return None
            names = self.names.without_lead(clause.shape, (cut, stop))
            if told := self._told(clause, names, title, is_open=True):
                return told
        return None

    def _leads(self, part: str) -> bool:
        """Tell whether a part of a sentence leads to names, and tells of nobody itself."""
        return (
            self._lead.fullmatch(part.strip()) is not None
            and not self._honours.search(part)
            and not self.names.may_name(part)
        )

    def _read_won_by(self, clause: _Clause, at: int) -> Told | None:
        return self._read_match(clause, self._won_by.match(clause.hidden, at, clause.end))

    def _read_given_to(self, clause: _Clause, at: int) -> Told | None:
        match = self._given_to.search(clause.hidden, at, clause.end)
        before = re.split("[,:]", clause.hidden[at : match.start()]) if match else []
        leads = all(self._leads(part) for part in before if part)
        return self._read_match(clause, match) if leads else None

    def _read_listed(self, clause: _Clause, at: int) -> Told | None:
        return self._read_match(clause, self._listed.match(clause.hidden, at, clause.end))

    def _read_given_below(self, clause: _Clause, at: int) -> Told | None:
        match = self._given_below.match(clause.hidden, at, clause.end)
        lead = self._gives.search(match[0]) if match else None
        if match and lead and self._gave.search(match[0][: lead.start()]):
            return None
        return self._read_match(clause, match)

    def _read_match(self, clause: _Clause, match: re.Match[str] | None) -> Told | None:
        title = self._title(clause, match)
        return self._told(clause, match.span("names"), title) if match and title else None

    def _read_praised(self, clause: _Clause, start: int) -> list[Told] | None:
        """Read 对甲局、乙局等2家先进单位予以表扬: a title for each count."""
        match = self._praised.fullmatch(clause.hidden, start, clause.end)
        if match is None or self._quoted.search(clause.hidden, start, clause.end):
            return None
        at, end = match.span("for" if match["for"] else "of")
        found = []
        while at < end:
            counted = self._counted.search(clause.hidden, at, end)
            names = counted and self.names.read(
                clause.shape, clause.hidden, (at, counted.end()), "", is_open=False
            )
            if not counted or not names or not names.noun:
                return None
            if not self.titles.is_title(clause.shape[slice(*names.noun)]):
                return None
            found.append(Told(at, counted.end(), names.noun, names.winners, names.number))
            at = counted.end() + 1
        return found

    def plain_titles(self, text: str) -> Iterator[str]:
        """Yield the titles without quotation marks that stand after a verb that wins."""
        for verb in self._wins.finditer(text):
            match = self._plain.match(text, verb.end())
            if match and (self.titles.is_title(match["plain"])):
                yield match["plain"]

    # --- titles ---

    def _title(self, clause: _Clause, match: re.Match[str] | None) -> _Title | None:
        """Return where a title stands; None if it can't be one."""
        if match is None:
            return None
        groups = match.groupdict()
        grade = match.span("grade") if groups.get("grade") else None
        if groups.get("quoted"):
            span = (match.start("quoted") + 1, match.end("quoted") - 1)
            text = clause.shape[slice(*span)]
            is_title = len(text) > 1 and (groups["called"] != "奖" or self.titles.has_end(text))
        else:
            span = match.span("plain")
            text = clause.shape[slice(*span)]
            is_title = self._is_title(text)
        is_one = is_title and not self.titles.joins_titles(text)
        return _Title(span, grade, match.end()) if is_one else None

    def _is_title(self, text: str) -> bool:
        """Tell whether a text without quotation marks is a title, or a grade."""
        # 团体冠军, 个人三等奖
        kind = self.judge.words["kind_of_grade"].start_of(text)
        is_grade = self.judge.is_grade(text) or self.judge.is_grade(text[len(kind) :])
        is_title = is_grade or self.titles.is_title(text)
        return is_title and not self.titles.tells(text) and not self._no_title.search(text)

    def _told(
        self, clause: _Clause, span: Span, title: _Title, *, is_open: bool = False
    ) -> Told | None:
        """Return the award of a title and a stretch of names, if that is read whole."""
        award, grade = title.span, title.grade
        text = clause.shape[slice(*award)]
        names = self.names.read(clause.shape, clause.hidden, span, text, is_open=is_open)
        if names is None:
            return None
        if grade is None and self.judge.is_grade(text):
            # A grade alone is of the award that 个人奖方面 has named, or an award of its own.
            award, grade = clause.award or award, award
        winners = tuple(each._replace(grade=grade) for each in names.winners)
        return Told(span[0], max(title.end, span[1]), award, winners, names.number)


def _ends_of_names(match: re.Match[str]) -> tuple[int, ...]:
    """Return where the names before a title may end."""
    start = match.start()
    if match[0][0] == "为" or "quoted" not in match.re.groupindex:
        return (start,)
    # 公司 before a title is of the name before it, or says whose title it is.
    return tuple(dict.fromkeys((match.start("quoted"), start)))
