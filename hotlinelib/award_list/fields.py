"""The fields of winners: which part of an entry is the organisation, the person, the work.

Each entry is read in every way that its cells allow. The entries of one list are read alike: the
way that fits them all best is taken, and an entry of which two ways remain is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from hotlinelib.award_list.entry_ways import EntryReader
from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.table_rows import read_row
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.ways import Entry, Field, Fields, Pattern
from hotlinelib.messages import marked

# What the support of a list's other entries weighs.
_SUPPORT = 2.5
_SURE = 4.0


class FieldReader:
    """Reads the entries of lists."""

    def __init__(self, judge: Judge, titles: TitleReader) -> None:
        self.judge = judge
        self.entries = EntryReader(judge, titles)
        words = judge.words
        self._person_title = re.compile(
            rf"{words['person_title'].pattern()}(?:奖|奖项|称号)?[”\"]?$"
        )
        self._case_title = re.compile(words["case_title"].pattern())

    def read(
        self, entries: Sequence[Entry], title: str, head: Sequence[Field] | None
    ) -> list[list[Fields]]:
        """Return for each entry the ways to read it, the best first."""
        hint = self._hint(title)
        if head is not None:
            split = self.entries.names.split
            return [
                read_row(
                    entry,
                    head,
                    self.entries.weigh,
                    partial(split, shape=entry.shape),
                    self.entries.are_names,
                )
                or [_beside_head(way) for way in self.entries.ways(entry, hint)]
                for entry in entries
            ]
        ways = [self.entries.ways(entry, hint) for entry in entries]
        people = [bool(each) and "person" in each[0].pattern for each in ways]
        if any(people) and 3 * sum(people) >= 2 * len(people) > 4 and not all(people):
            # Among people, 文静 and 钟声 are people too.
            self.judge.among_people = True
            ways = [
                each if is_person else self.entries.ways(entry, hint)
                for entry, each, is_person in zip(entries, ways, people, strict=True)
            ]
            self.judge.among_people = False
        support: dict[Pattern, float] = {}
        for each in ways:
            for way in each:
                support[way.pattern] = support.get(way.pattern, 0.0) + max(
                    0.0, min(way.weight, _SURE)
                )
        # Most entries have one way only, and the whole list has one.
        most = max(support.values(), default=0.0)
        if not most:
            return ways
        return [
            each
            if len(each) < 2
            else sorted(
                each, key=lambda way: -(way.weight + _SUPPORT * support[way.pattern] / most)
            )
            for each in ways
        ]

    def support(self, all_ways: Sequence[Sequence[Fields]]) -> dict[Pattern, int]:
        """Return how many entries of a list are best read in each pattern."""
        counted: dict[Pattern, int] = {}
        for ways in all_ways:
            if ways:
                counted[ways[0].pattern] = counted.get(ways[0].pattern, 0) + 1
        return counted

    def margin(self, ways: Sequence[Fields], support: dict[Pattern, int], entries: int) -> float:
        """Return by how much the first way beats the next that gives other winners."""
        # What the other entries of the list say, the entry itself left out.
        others = max(1, entries - 1)
        first = ways[0].weight + _SUPPORT * (support[ways[0].pattern] - 1) / others
        return first - max(
            way.weight
            + _SUPPORT * (support.get(way.pattern, 0) - (way.pattern == ways[0].pattern)) / others
            for way in ways[1:]
        )

    def _hint(self, title: str) -> str:
        if self._person_title.search(title):
            return "person"
        return "work" if self._case_title.search(title) else ""


def _beside_head(way: Fields) -> Fields:
    """Doubt a row that doesn't fit its table's head, where several of it would win."""
    doubt = marked("the row has other columns than the table's head")
    return way._replace(doubt=way.doubt or doubt) if len(way.winners) > 1 else way
