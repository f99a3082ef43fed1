"""What must hold for counts: those of headings, in titles and in the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from hotlinelib.award_list.best_reading import OUTSIDE
from hotlinelib.award_list.checker import Checker, groups_of
from hotlinelib.award_list.draft import Doubt
from hotlinelib.award_list.lists import ListedEntry
from hotlinelib.award_list.numerals import CHINESE_NUMBER, chinese_number
from hotlinelib.award_list.printed_line import fold_shape
from hotlinelib.messages import message

# 十大: said of ten and no fewer, while 十佳 has become a name.
_NUMBER_IN_TITLE = re.compile(rf"({CHINESE_NUMBER})大")


class CountChecks(Checker):
    """Checks of counts."""

    def counts(self) -> Iterator[Doubt]:
        """Doubt counts that the winners don't agree with."""
        for each in self.draft.lists:
            if each.count is not None and each.index is not None:
                yield from self._count(each.index, each.count, each.entries, is_whole=True)
            elif each.index is not None and (named := _NUMBER_IN_TITLE.search(each.shape)):
                said = chinese_number(named[1])
                if 0 < sum(len(self.rows_of[entry.index]) for entry in each.entries) < said:
                    yield from self._count(each.index, said, each.entries)
            for index, count, entries in groups_of(each):
                if count is not None:
                    yield from self._count(index, count, entries)
        yield from self._told_counts()

    def _told_counts(self) -> Iterator[Doubt]:
        """Doubt a count in the text that no list, no group and no sum of them has."""
        rows = self.draft.rows
        people = sum(row.person is not None for row in rows)
        known = {len(rows), people, len(rows) - people}
        for each in self.draft.lists:
            known.add(sum(len(self.rows_of[entry.index]) for entry in each.entries))
            known |= {len(entries) for _, _, entries in groups_of(each)}
        of_title = Counter(row.award for row in rows) if self.draft.told else Counter[str]()
        shapes = {title: fold_shape(title) for title in of_title}
        for index, count, what in self.draft.told:
            named = (title for title in of_title if what.startswith(shapes[title]))
            title = max(named, key=len, default="") if what else ""
            if what and not title:
                continue
            if rows and (count != of_title[title] if title else count not in known):
                yield self.doubt(
                    index,
                    "count",
                    message(
                        "the text declares {count} winners, but no list has so many; compare with "
                        "the source: a line may be missing, doubled, or read as something else",
                        count=count,
                    ),
                    counted=str(count),
                )

    def _count(
        self,
        index: int,
        count: int,
        entries: Sequence[ListedEntry],
        *,
        is_whole: bool = False,
    ) -> Iterator[Doubt]:
        winners = sum(len(self.rows_of[entry.index]) for entry in entries)
        numbered = bool(entries) and all(entry.unit.number is not None for entry in entries)
        by_comma = all(
            cell.before not in ("space", "wide") for entry in entries for cell in entry.cells[1:]
        ) or all(self.rows_of[e.index] and self.rows_of[e.index][0].person for e in entries)
        if count == winners:
            if is_whole:
                self._settle(entries)
            return
        is_read = all(self.rows_of[entry.index] for entry in entries)
        if count == len(entries) and numbered and by_comma and is_read:
            return
        yield self.doubt(
            index,
            "count",
            message(
                "the heading declares {count} winners but {winners} follow; compare with the "
                "source: a line may be missing, doubled, or read as something else",
                count=count,
                winners=winners,
            ),
            counted=f"{count}:{winners}",
        )

    def _settle(self, entries: Sequence[ListedEntry]) -> None:
        indices = [entry.index for entry in entries]
        if not indices:
            return
        self.settled.update(indices)
        after = max(indices) + 1
        if after < len(self.draft.units) and self.draft.chosen[after].role in OUTSIDE:
            self.settled.add(after)
