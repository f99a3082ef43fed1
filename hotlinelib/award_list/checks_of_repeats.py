"""What must hold for names that stand twice: winners, people, and awards in other lists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from hotlinelib.award_list.checker import Checker
from hotlinelib.award_list.draft import Doubt
from hotlinelib.messages import message

_OFTEN = 3


class RepeatChecks(Checker):
    """Checks of what stands twice."""

    def repeats(self) -> Iterator[Doubt]:
        """Doubt winners that stand twice."""
        seen: dict[tuple[object, ...], int] = {}
        for row in self.draft.rows:
            key = (row.award, row.organisation, row.person, row.group, row.grade, row.work)
            if key in seen:
                twice = message("a winner stands twice in one list; take one away")
                yield self.doubt(row.index, "winner", twice)
            seen.setdefault(key, row.index)
        yield from self._often()

    def _often(self) -> Iterator[Doubt]:
        """Doubt a person who stands beside most organisations of a list."""
        for each in self.draft.lists:
            rows = [row for entry in each.entries for row in self.rows_of[entry.index]]
            people = Counter(row.person for row in rows if row.person and row.organisation)
            for name, times in people.most_common(1):
                if times >= _OFTEN and 2 * times > len(rows):
                    told = message(
                        "'{name}' stands beside {times} winners: a person, or something else?",
                        name=name,
                        times=times,
                    )
                    beside = [row.index for row in rows if row.person == name]
                    yield from self.doubts(beside, "fields", "often", told)

    def other_titles(self) -> Iterator[Doubt]:
        """Doubt an entry that names another award than its own."""
        for each in self.draft.lists:
            for row in (row for entry in each.entries for row in self.rows_of[entry.index]):
                if each.index is not None and row.award != each.title:
                    yield self._names_other(row.index, row.award, each.title)
        own = {row.award for row in self.draft.rows if len(row.award) > 2}
        if not own:
            return
        titles = sorted(own, key=len, reverse=True)
        known = re.compile("|".join(map(re.escape, titles)))
        awards_at: dict[int, set[str]] = defaultdict(set)
        for row in self.draft.rows:
            awards_at[row.index].add(row.award)
        ends = {title[-2:] for title in titles}
        for index, awards in awards_at.items():
            printed = self.draft.units[index].piece.printed
            if not any(end in printed for end in ends):
                continue
            for match in known.finditer(printed):
                if not any(match[0] in award for award in awards):
                    yield self._names_other(index, match[0], next(iter(awards)))
                    break

    def _names_other(self, index: int, named: str, award: str) -> Doubt:
        told = message(
            "the line names the award '{named}', but is read as a winner of '{award}'",
            named=named,
            award=award,
        )
        return self.doubt(index, "title", told)
