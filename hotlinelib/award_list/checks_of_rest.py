"""What an entry prints beside the names that are read in it: it may say who hasn't won."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from hotlinelib.award_list.checker import Checker, short
from hotlinelib.award_list.draft import Doubt
from hotlinelib.award_list.lists import ListedEntry, PrintedList
from hotlinelib.award_list.ways import Winner
from hotlinelib.messages import marked, message

PAST_END = marked("a job, or something else, seems to stand behind the organisation's name")
_PARTS = re.compile(r"[\s:,、;()/|\0]+")
# Longer ones tell of deeds.
_LONGEST = 14
# 与李红共同, 和宁波市公安局联合
_WITH = re.compile("[与和同跟]")
_SURELY = 2.5
# Characters that an office with its job, and half of a name, have at least.
_OFFICE = 4


class RestChecks(Checker):
    """Checks of what an entry prints beside its winners."""

    def beside(self, entry: ListedEntry, winners: Sequence[Winner]) -> Iterator[Doubt]:
        """Doubt an entry whose other words say more of its winners than is read."""
        index, shape = entry.index, entry.unit.piece.shape
        if any(self._is_cut_office(shape, winner) for winner in winners):
            yield self.doubt(index, "fields", message(PAST_END))
        if any(self._holds_organisation(shape, winner) for winner in winners):
            told = message("an organisation seems to stand in the work's brackets")
            yield self.doubt(index, "fields", told)
        if entry.unit.told is not None:
            return
        is_headed = entry.head is not None
        for part in self._rest(entry, winners):
            if (
                self.reader.rows.not_won.search(part)
                or (_WITH.match(part) and self._with_others.search(part))
                or (is_headed and self.judge.is_grade(part))
                or (not is_headed and self._is_second(part))
            ):
                told = message(
                    "'{text}' stands beside the winner, and is left out: give the fields "
                    "(--roles), or the line's role if it is no winner",
                    text=short(part),
                )
                yield self.doubt(index, "fields", told)
                return

    def _rest(self, entry: ListedEntry, winners: Sequence[Winner]) -> list[str]:
        """Return what stands in an entry beside the fields that are read, in short parts."""
        spans = sorted(span for winner in winners for span in winner if span)
        shape, at, rest = entry.unit.piece.shape, entry.cells[0].start if entry.cells else 0, []
        for start, end in spans:
            rest.append(shape[at : max(at, start)])
            at = max(at, end)
        rest.append(shape[at:])
        parts = _PARTS.split("\0".join(rest)) if any(map(str.isalpha, "".join(rest))) else []
        return [part for part in parts if 0 < len(part) <= _LONGEST]

    def _holds_organisation(self, shape: str, winner: Winner) -> bool:
        """Tell whether what a work has in brackets is the organisation that is missing."""
        if winner.work is None or winner.organisation is not None:
            return False
        work = shape[slice(*winner.work)]
        return work.endswith(")") and self._is_second(work[work.rfind("(") + 1 : -1])

    def _is_second(self, part: str) -> bool:
        judge = self.judge
        return judge.organisation(part) > _SURELY and len(judge.place_of(part)) > 2

    def _is_cut_office(self, shape: str, winner: Winner) -> bool:
        """Tell whether a job takes a character with it that ends an office (人社局长)."""
        if winner.organisation is None:
            return False
        start, end = winner.organisation
        name = shape[start:end]
        job = _PARTS.split(shape[end : end + _LONGEST], maxsplit=1)[0]
        if winner.person and winner.person[0] >= end:
            job = job[: winner.person[0] - end]
        if len(job) < 2 or not self.judge.is_job(job):
            return False
        ends = self.judge.words["organisation_end"]
        return (
            self.judge.is_place(name)
            or len(ends.end_of(name + job[0])) > len(ends.end_of(name)) + 1
            # 公安局交警大队长: of 交警大队.
            or (
                len(job) >= _OFFICE
                and job not in self.judge.words["job"]
                and job[-2] != job[-3]
                and len(ends.end_of(job[:-1])) > 1
            )
        )

    def broken(self, each: PrintedList) -> Iterator[Doubt]:
        """Doubt two lines of a list without numbers that may hold one name."""
        for one, other in zip(each.entries, each.entries[1:], strict=False):
            if one.unit.piece.mark or other.unit.piece.mark or one.head or len(one.cells) != 1:
                continue
            first, second = one.unit.piece.shape, other.unit.piece.shape
            if (
                first not in self.judge.plain
                and len(first) > _OFFICE
                and len(second) > _OFFICE
                and self.judge.has_own_place(first)
                and not self.judge.has_end(first)
                and not self.judge.has_own_place(second)
                and self.judge.has_end(second)
                and self.judge.organisation(first + second) > _SURELY
            ):
                told = message(
                    "one name on two lines, or two winners? Join the lines, or settle each of them"
                )
                yield from self.doubts([one.index, other.index], "winner", "broken", told)

    @cached_property
    def _with_others(self) -> re.Pattern[str]:
        return re.compile(self.judge.lexicon.pattern("with_others"))
