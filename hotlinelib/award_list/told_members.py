"""Organisations in sentences, and people who stand beside theirs (甲市热线话务员余璐)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.printed_line import HAN
from hotlinelib.award_list.ways import Winner

_DOTTED = re.compile(rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,10}})+$")
_WINDOW = 8
# 党委书记 is a job, and 党委 an organisation.
_PARTY = ("党组", "党委", "党支部", "党总支")
# What a person beside an organisation must weigh.
_LIKELY = -1.0
# Names of more characters have a double surname or a point in them.
_LONGEST = 3


class MemberReader:
    """Tells an organisation and its person apart, where both are sure."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        pattern = judge.lexicon.pattern
        self._no_part = re.compile(pattern("not_in_told_names"))
        self._after_name = rf"(?:[、,;“。]|{pattern('told_wins')})"
        self._before_person = re.compile(rf"{pattern('before_person')}$")
        self._article = ""

    def remember(self, article: str) -> None:
        """Keep the text in which names may stand more than once."""
        self._article = article

    def counts(self, text: str) -> int:
        """Return how often the article has a text."""
        return self._article.count(text)

    def called(self, text: str) -> str:
        """Return the job, or what else a person is called, that a text begins with."""
        words = self.judge.words
        return words["job"].start_of(text) or words["before_person"].start_of(text)

    def is_organisation(self, text: str) -> bool:
        """Tell whether a text is an organisation's whole name."""
        judge = self.judge
        return (
            len(text) > 2
            and judge.organisation(text) >= 0
            and judge.has_end(text)
            and not self._no_part.search(text)
            and not self._begins_late(text)
        )

    def _begins_late(self, text: str) -> bool:
        """Tell whether a place stands inside of a name that begins with none: 会上徐州市热线."""
        judge = self.judge
        if (
            judge.words_at(text, "divisions")
            or judge.is_short_place(text[:2])
            or judge.is_short_place(text[:3])
        ):
            return False
        if judge.words["name_start"].start_of(text):
            return False
        return any(len(judge.words_at(text[at:], "divisions")) > 2 for at in range(1, _WINDOW))

    def member(self, shape: str, start: int, end: int) -> Winner | None:
        """Return organisation and person that stand together; None if they can't be told apart."""
        found = list(dict.fromkeys(self._splits(shape, start, end)))
        if len(found) > 1:
            # 热线班刘倩: 班 is a surname too, so the rest of the article tells, or nothing does.
            found = [
                each
                for each in found
                if self._stands_alone(shape[slice(*(each.organisation or (0, 0)))])
            ]
        return found[0] if len(found) == 1 else None

    def _stands_alone(self, organisation: str) -> bool:
        """Tell whether the article names an organisation with nobody behind it."""
        return re.search(re.escape(organisation) + self._after_name, self._article) is not None

    def _splits(self, shape: str, start: int, end: int) -> Iterator[Winner]:
        """Yield the ways in which a stretch may be an organisation and a person."""
        dotted = _DOTTED.search(shape, start, end)
        lengths = range(end - dotted.start(), 2, -1) if dotted else (2, 3, 4)
        surnames = self.judge.lexicon.surnames
        for at in (end - length for length in lengths):
            person = shape[at:end]
            if at <= start + 1 or self._no_part.search(person) or self.called(person):
                continue
            if self._cuts_job(shape, start, at):
                continue
            is_double = len(person) > 2 and person[:2] in surnames
            if len(person) > _LONGEST and not (dotted or is_double):
                continue
            if not dotted and not (
                self.judge.person(person) > _LIKELY and (is_double or person[0] in surnames)
            ):
                continue
            if (stop := self._end_of_owner(shape, start, at)) > start:
                yield Winner(organisation=(start, stop), person=(at, end))
                if is_double:
                    return
                if len(person) > 2 and stop == at and self.judge.has_end(shape[start : at + 1]):
                    yield Winner(organisation=(start, at + 1), person=(at + 1, end))

    def _end_of_owner(self, shape: str, start: int, at: int) -> int:
        """Return where the organisation before a person ends; the start if there is none."""
        rest = self._before_person.sub("", shape[start:at])
        is_apart = rest.endswith("的")
        rest = rest.removesuffix("的")
        owner = rest[: len(rest) - self._job_at_end(rest)].removesuffix("的")
        # Of 荆州市热线办主任 and 博州医院120调度员 it must be sure where the office ends.
        is_open = not is_apart and len(owner) < at - start
        may_go_on = self.judge.is_place(owner) or owner[-1:].isdigit() or owner.endswith(_PARTY)
        is_whole = self.is_organisation(owner) and not (is_open and may_go_on)
        return start + len(owner) if is_whole else start

    def _cuts_job(self, shape: str, start: int, at: int) -> bool:
        """Tell whether a place stands inside of a word for a job (接线|员)."""
        jobs = self.judge.words["job"]
        return any(
            shape[first:last] in jobs
            for first in range(max(start, at - 4), at)
            for last in range(at + 1, at + 4)
        )

    def _job_at_end(self, text: str) -> int:
        """Return the length of the shortest job before which an organisation may end."""
        for length in range(2, 9):
            job, owner = text[-length:], text[:-length]
            if job in self.judge.words["job"] and len(owner) > 2 and self.judge.has_end(owner):
                return length
        return self.judge.job_at_end(text)
