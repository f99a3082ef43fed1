"""What the checks of a reading share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from hotlinelib.award_list.draft import Doubt, Draft, Row
from hotlinelib.award_list.lists import ListedEntry, PrintedList
from hotlinelib.award_list.printed_line import fold_shape
from hotlinelib.award_list.reading import Reader
from hotlinelib.award_list.units import Role
from hotlinelib.messages import marked, message

_ROLE_NAMES: dict[Role, str] = {
    "prose": marked("prose"),
    "list_title": marked("title of the whole list"),
    "heading": marked("heading of an award"),
    "group": marked("heading of a group"),
    "section": marked("heading of a group of awards"),
    "winner": marked("winner"),
    "row": marked("award and winner"),
    "group_row": marked("group and winner"),
    "table_head": marked("head of a table"),
    "signature": marked("signature"),
    "date": marked("date"),
    "attachment": marked("line of attachments"),
    "page": marked("page matter"),
    "note": marked("note inside a list"),
    "heading_note": marked("note under a heading"),
}
FIELD_NAMES = {
    "organisation": marked("organisation"),
    "person": marked("person"),
    "work": marked("case or project"),
    "award": marked("award"),
    "grade": marked("grade"),
    "group": marked("group"),
}
EMPTY = marked("an item with an empty name; write the winner's name after its number")
_LONGEST = 60
# Of how many entries one is an exception.
_FEW = 5


class Checker:
    """A reading that is checked."""

    def __init__(self, draft: Draft, reader: Reader, within: str | None) -> None:
        self.draft = draft
        self.reader = reader
        self.judge = reader.judge
        self.within = within
        self.limits = reader.lexicon.weights["margin"]
        self.rows_of: dict[int, list[Row]] = defaultdict(list)
        for row in draft.rows:
            self.rows_of[row.index].append(row)
        # All names folded at once: the conversion of characters is costly to begin.
        self._shapes = self._fold(
            {
                name
                for row in draft.rows
                for name in (row.organisation, row.person)
                if name is not None
            }
        )
        # Lines whose role a declared count settles.
        self.settled: set[int] = set()

    def _fold(self, texts: set[str]) -> dict[str, str]:
        """Return the shapes of some texts."""
        listed = sorted(texts)
        return dict(zip(listed, fold_shape("\n".join(listed)).split("\n"), strict=bool(listed)))

    def doubt(self, index: int, kind: str, reason: str, *readings: str, counted: str = "") -> Doubt:
        """Return a doubt about a unit."""
        keys = frozenset([f"{kind} {counted}".rstrip()])
        return Doubt(self.draft.units[index].piece.line, reason, readings, kind, index, keys)

    def doubts(self, indices: Sequence[int], kind: str, of: str, reason: str) -> Iterator[Doubt]:
        """Yield a doubt about each entry of a list that a person hasn't settled or shown.

        What isn't sure of a list isn't sure of any of its rows.
        """
        for index in indices:
            if index not in self.draft.decided and index not in self.draft.shown:
                yield self.doubt(index, kind, reason, counted=of)

    def undecided(self, index: int, *roles: Role) -> Doubt:
        """Return the doubt which of two roles a unit has."""
        one, other = map(role_name, roles)
        if "signature" in roles:
            advice = message(
                "number the winners, declare their count in the heading, or give the line's role"
            )
        elif "heading" in roles:
            advice = message(
                "name the titles of the awards (titles=, --title), or give the line's role"
            )
        else:
            advice = message("give the line's role (--roles), or move it out of the list")
        reason = message(
            "{one} or {other}? It can't be told; {advice}", one=one, other=other, advice=advice
        )
        return self.doubt(index, "role", reason, one, other)


def role_name(role: Role) -> str:
    """Return a role in the system's language."""
    return message(_ROLE_NAMES[role])


def groups_of(each: PrintedList) -> Iterator[tuple[int, int | None, list[ListedEntry]]]:
    """Yield each group's heading and count with its entries."""
    ends = [*(start for _, _, start in each.groups[1:]), len(each.entries)]
    for (index, count, start), end in zip(each.groups, ends[: len(each.groups)], strict=True):
        yield index, count, each.entries[start:end]


def odd_ones(kinds: Mapping[int, object]) -> list[int]:
    """Return the entries that aren't like the others: the few, or all where neither are few."""
    counted = Counter(kinds.values())
    fewer = min(counted, key=lambda kind: counted[kind])
    few = [index for index, kind in kinds.items() if kind == fewer]
    return few if len(few) * _FEW < len(kinds) else list(kinds)


def short(text: str) -> str:
    """Return a text as a message quotes it."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."
