"""The winners in a stretch of a sentence: organisations, people, people of organisations, works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.numerals import CHINESE_NUMBER, chinese_number
from hotlinelib.award_list.printed_line import CLOSING, HAN, OPENING, bracket_depths
from hotlinelib.award_list.separators import JOINING
from hotlinelib.award_list.told_members import MemberReader
from hotlinelib.award_list.ways import Winner

Span = tuple[int, int]
# What stands in brackets and quotation marks is hidden from the grammar.
HIDDEN = "\x00"
_QUOTED = rf"[“\"「『]{HIDDEN}*[”\"」』]"
_GROUPS, _NAMES = re.compile(","), re.compile("、")
_BRACKET = re.compile(rf"\({HIDDEN}*\)$")
# 李 红: a name of two characters may be padded.
_PERSON = re.compile(
    rf"[{HAN}]{{2,4}}|[{HAN}][ \t]{{1,4}}[{HAN}]|[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}})+"
)
_ABOUT_PERSON = re.compile("[男女]|[男女]?,?.{1,4}族")
_LONG, _NOBODY = 24, -99.0
# Most names have fewer characters.
_FULL = 4
# What a name must weigh: one that only has the form, one of several, one alone, one beside which
# nothing shows where it begins or ends.
_FORM, _LIKELY_BESIDE, _LIKELY, _SURE, _SURE_ALONE = -2.0, -1.0, 0.0, 2.0, 3.0


class Names(NamedTuple):
    """The winners that a stretch names, the number that it declares, and what it calls them."""

    winners: tuple[Winner, ...]
    number: int | None = None
    noun: Span | None = None


class _Atom(NamedTuple):
    """A stretch between separators; `is_open` where nothing shows that the name ends there."""

    start: int
    end: int
    is_open: bool


class _Ways(NamedTuple):
    """What a stretch may be, and how surely its person is one."""

    kinds: dict[str, Winner]
    person: float


def hide(shape: str) -> str:
    """Return a text with what stands in brackets and quotation marks hidden."""
    depths = [*bracket_depths(shape), 0]
    return "".join(
        HIDDEN if depths[i] and not (depths[i] == 1 and depths[i + 1] == 0) else c
        for i, c in enumerate(shape)
    )


class NamesInSentences:
    """Reads the stretches of sentences that name winners; None where one isn't whole."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.members = MemberReader(judge)
        pattern = judge.lexicon.pattern
        self._count = re.compile(
            rf"(?P<more>等)?(?:共|共计)?(?:(?P<number>\d{{1,4}}|{CHINESE_NUMBER}|两)"
            r"(?:家|个|名|位|项|件|支|人)"
            rf"(?P<noun>{pattern('told_noun')}|[^、,的]{{0,12}}{pattern('recipient')})?"
            rf"|(?P<open>等{pattern('told_noun')}?)|同志)$"
        )
        self._work = re.compile(
            rf"(?:(?P<owner>.+?){pattern('sends')}?的?)?"
            rf"(?P<work>《{HIDDEN}*》|{_QUOTED}(?={pattern('case_title')}$))"
            rf"(?:{pattern('case_title')})?$"
        )
        self._no_part = re.compile(pattern("not_in_told_names"))
        self._lead = re.compile(rf"{pattern('told_lead')}[,:]?")

    def read(
        self, shape: str, hidden: str, span: Span, title: str, *, is_open: bool
    ) -> Names | None:
        """Return the winners between two places; `is_open` where a sentence stands around them."""
        start, end = span
        while start < end and shape[start] in " :":
            start += 1
        counted = self._count.search(hidden, start, end)
        if counted and (counted["open"] or (counted["more"] and not counted["number"])):
            return None
        stop = counted.start() if counted else end
        if (winners := self._winners(shape, hidden, (start, stop), title, is_open)) is None:
            return None
        if not counted or not counted["number"]:
            return Names(winners)
        number = 2 if counted["number"] == "两" else chinese_number(counted["number"])
        noun = counted.span("noun") if counted["noun"] else None
        return Names(winners, number, noun) if number == len(winners) else None

    def _winners(
        self, shape: str, hidden: str, span: Span, title: str, is_open: bool
    ) -> tuple[Winner, ...] | None:
        groups = [self._atoms(hidden, group, is_open) for group in _parts(hidden, span, _GROUPS)]
        if not all(groups) or (is_open and len(groups) > 1 and max(map(len, groups)) == 1):
            # 甲局,乙局获奖: what commas alone part may be no list.
            return None
        ways = [[self._ways(shape, hidden, atom) for atom in group] for group in groups]
        every = [way for group in ways for way in group]
        if not every:
            return None
        sure = sum(way.person > _SURE_ALONE for way in every)
        is_sure = any(way.person >= _SURE for way in every)
        least = _SURE if 2 * sure < len(every) else _FORM
        if self.judge.words["people_only"].end_of(title):
            least = -9.0
        for atom, way in zip([a for group in groups for a in group], every, strict=True):
            if way.person < least or self._may_be_longer(shape, atom, way):
                way.kinds.pop("person", None)
            if way.person < (_LIKELY_BESIDE if is_sure else _SURE):
                way.kinds.pop("member", None)
        kind = self._kind_of_all(every, title)
        if kind:
            return tuple(way.kinds[kind] for way in every)
        return _shared(ways) if len(groups) > 1 else None

    def _may_be_longer(self, shape: str, atom: _Atom, way: _Ways) -> bool:
        """Tell whether a stretch may be a name with a word beside it (昨晚李四, 李四也)."""
        text = shape[atom.start : atom.end]
        if not atom.is_open and len(text) < _FULL:
            return False
        inside = (part for n in (1, 2) for part in (text[n:], text[:-n]) if len(part) > 1)
        return way.person < _SURE and any(self.judge.person(part) > _LIKELY for part in inside)

    def _kind_of_all(self, ways: list[_Ways], title: str) -> str:
        """Return the kind that all stretches may be; '' if none, or if it can't be told."""
        kinds = set.intersection(*(set(way.kinds) for way in ways))
        if kinds == {"person", "organisation"}:
            for kind, words in (("person", "people_only"), ("organisation", "organisation_title")):
                if self.judge.words[words].end_of(title):
                    return kind
        return kinds.pop() if len(kinds) == 1 else ""

    def _atoms(self, hidden: str, span: Span, is_open: bool) -> list[_Atom]:
        """Return the stretches that 、 and 和 part; none if it can't be told whether one does."""
        found = []
        for start, end in _parts(hidden, span, _NAMES):
            at = start
            # 和 parts names only where names stand on both sides: 住房和城乡建设局 is one.
            for match in JOINING.finditer(hidden, start, end):
                left, right = hidden[at : match.start()], hidden[match.end() : end]
                if self._is_whole(left) and self._is_whole(right):
                    found.append((at, match.start()))
                    at = match.end()
                elif self._may_end(left) and self.judge.has_end(right):
                    return []
            found.append((at, end))
        return [
            _Atom(*each, is_open and (each[0] == span[0] or each[1] == span[1])) for each in found
        ]

    def _may_end(self, text: str) -> bool:
        """Tell whether a text may be a whole name (市医保局), and no half of one (市农业农村)."""
        is_name = self.judge.has_end(text) and not self.judge.is_place_like(text)
        return is_name or self._is_whole(text)

    def _is_whole(self, text: str) -> bool:
        judge = self.judge
        if judge.person(text) > _SURE:
            return True
        if "的" in text or judge.has_end(text) or self._work.fullmatch(text):
            return (
                judge.has_own_place(text)
                or judge.is_relative(text)
                or judge.organisation(text) > _SURE
                or "《" in text
                or "的" in text
            )
        return self.members.member(text, 0, len(text)) is not None

    def _ways(self, shape: str, hidden: str, atom: _Atom) -> _Ways:
        """Return what one stretch may be."""
        start, end, _ = atom
        kinds: dict[str, Winner] = {}
        start += 2 * shape.startswith("来自", start)
        text = shape[start:end]
        if match := self._work.fullmatch(hidden, start, end):
            owner = self._owner(shape, match.span("owner")) if match["owner"] else Winner()
            if owner is not None:
                work = (match.start("work"), end) if shape[end - 1] != "》" else match.span("work")
                kinds["work"] = owner._replace(work=work)
            return _Ways(kinds, 9.0)
        if self.members.is_organisation(text):
            kinds["organisation"] = Winner(organisation=(start, end))
        if member := self.members.member(shape, start, end):
            kinds["member"] = member
        if winner := self._person(shape, hidden, (start, end)):
            kinds["member" if winner.organisation else "person"] = winner
        person = (member or winner or Winner()).person
        return _Ways(kinds, self.judge.person(_of(shape, person)) if person else _NOBODY)

    def _person(self, shape: str, hidden: str, span: Span) -> Winner | None:
        """Return a person, with a job before it or an organisation in brackets behind it."""
        start, end = span
        bracket = _BRACKET.search(hidden, start, end)
        stop = bracket.start() if bracket else end
        job = self.members.called(shape[start:stop])
        if self.judge.person(shape[start + len(job) : stop]) > _SURE_ALONE:
            start += len(job)
        name = shape[start:stop]
        if (
            not _PERSON.fullmatch(name)
            or self.judge.is_word(name)
            or self._no_part.search(name)
            or (bracket and self.judge.person(name) < _SURE)
        ):
            return None
        inside = (stop + 1, end - 1)
        if not bracket or _ABOUT_PERSON.fullmatch(_of(shape, inside)):
            return Winner(person=(start, stop))
        if self.members.is_organisation(_of(shape, inside)):
            return Winner(organisation=inside, person=(start, stop))
        return None

    def _owner(self, shape: str, span: Span) -> Winner | None:
        """Return the organisation, the person or both that a work is of."""
        text = shape[slice(*span)]
        if self.members.is_organisation(text):
            return Winner(organisation=span)
        if self.judge.person(text) > _SURE_ALONE:
            return Winner(person=span)
        return self.members.member(shape, *span)

    # --- what stands around names ---

    def without_lead(self, shape: str, span: Span) -> Span:
        """Return a stretch without the words that lead to its first name (会上, 最终)."""
        start, end = span
        while match := self._lead.match(shape, start, end):
            start = match.end()
        return start, end

    def may_name(self, part: str) -> bool:
        """Tell whether a stretch between commas may hold the name of a winner."""
        judge = self.judge
        return any(
            judge.person(name) > _LIKELY
            or self.members.is_organisation(name)
            or self.members.member(name, 0, len(name)) is not None
            for name in re.split(rf"、|{JOINING.pattern}", part.strip())
            if name
        )

    def known_names(self, text: str, *, is_won: bool = True) -> Iterator[str]:
        """Yield what in a clause surely names somebody; where one wins, also what begins so."""
        for part in self._apart.split(text):
            judge = self.judge
            name = part.strip()
            if judge.person(name) > _SURE_ALONE or (
                judge.organisation(name) > _SURE and judge.has_own_place(name)
            ):
                yield name
            elif member := self.members.member(name, 0, len(name)):
                person = _of(name, member.person)
                if judge.person(person) > _SURE_ALONE:
                    yield person
            elif is_won and (start := self._organisation_at_start(name)):
                yield start

    def _organisation_at_start(self, text: str) -> str:
        """Return the organisation that a text begins with, whatever follows (甲市热线以高分)."""
        judge = self.judge
        starts = (text[:n] for n in range(min(len(text), _LONG), 4, -1))
        return next(
            (
                start
                for start in starts
                if judge.words["organisation_end"].end_of(start)
                and judge.organisation(start) > _SURE
                and judge.has_own_place(start)
            ),
            "",
        )

    @cached_property
    def _apart(self) -> re.Pattern[str]:
        pattern = self.judge.lexicon.pattern
        return re.compile(
            rf"[{re.escape(OPENING + CLOSING)}\"、,:;。!?]|{JOINING.pattern}|\s+"
            rf"|{pattern('told_lead')}|荣获|喜获|{pattern('told_wins')}|{pattern('told_gives')}"
            rf"|{pattern('told_honoured')}|{pattern('between_verb')}|来自|[由为是给对]|在(?!线)"
        )


def _parts(hidden: str, span: Span, separator: re.Pattern[str]) -> Iterator[Span]:
    """Yield the stretches of a span that a separator parts."""
    start, end = span
    for match in [*separator.finditer(hidden, start, end), None]:
        stop = match.start() if match else end
        if hidden[start:stop].strip():
            left = start + len(hidden[start:stop]) - len(hidden[start:stop].lstrip())
            yield left, left + len(hidden[left:stop].rstrip())
        start = match.end() if match else end


def _of(shape: str, span: Span | None) -> str:
    return shape[slice(*span)] if span else ""


def _shared(groups: list[list[_Ways]]) -> tuple[Winner, ...] | None:
    """Return winners whose organisation is named once: 甲班项丽、乔晓东,乙班靳永强."""
    found = []
    for first, *others in groups:
        member = first.kinds.get("member")
        if member is None or any("person" not in way.kinds for way in others):
            return None
        found.append(member)
        found += [way.kinds["person"]._replace(organisation=member.organisation) for way in others]
    return tuple(found)
