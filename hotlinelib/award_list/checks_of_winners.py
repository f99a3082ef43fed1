"""What must hold for winners: their names, their fields, what they have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from hotlinelib.award_list.checker import EMPTY, FIELD_NAMES, odd_ones, short
from hotlinelib.award_list.checks_of_columns import ColumnChecks
from hotlinelib.award_list.checks_of_rest import PAST_END, RestChecks
from hotlinelib.award_list.draft import Doubt, Row
from hotlinelib.award_list.faults import INCOMPLETE, is_incomplete
from hotlinelib.award_list.lists import ListedEntry, PrintedList
from hotlinelib.award_list.printed_line import brackets_balance
from hotlinelib.messages import marked, message

# What share of names must surely be people's for the others to be taken as such.
_MOST, _SOME = 0.6, 0.3
_FEW_PEOPLE = 7
_NOT_SURE = {
    "organisation": marked(
        "'{name}' can't be told to be an organisation; check it, and give the fields (--roles)"
    ),
    "person": marked(
        "'{name}' can't be told to be a person; check it, and give the fields (--roles)"
    ),
}
_SURE_PEOPLE = 3.5
_NOBODY = marked("a job, but no person stands beside the organisation; give the fields (--roles)")
_ENDS_LIKE_OFFICE = marked("a person's name that ends like an organisation's")
_NUMBERED = marked("a number stands in the place of a name")


class WinnerChecks(ColumnChecks, RestChecks):
    """Checks of entries and their winners."""

    def entries(self) -> Iterator[Doubt]:
        """Doubt entries of which two readings remain, and names that are none."""
        for index in self.draft.headless:
            yield self.doubt(
                index,
                "title",
                message(
                    "this reads like a list of winners, but no heading above it can be "
                    "recognised; name the award's title (titles=, --title), or write it on a line "
                    "of its own"
                ),
            )
        for each in self.draft.lists:
            self._people_are_sure = self._looks_like_people(each)
            yield from self.unknown_columns(each)
            yield from self.broken(each)
            for entry in each.entries:
                if entry.index in self.draft.written_out or entry.index in self.draft.shown:
                    yield from self._left_out(entry)
                elif entry.index in self.draft.decided and not self.rows_of[entry.index]:
                    told = message(
                        "'{text}' was settled as a winner, but no name can be read in it; give "
                        "organisation or person",
                        text=short(entry.unit.piece.shape),
                    )
                    # It stays while it is so.
                    yield self.doubt(entry.index, "award", told)
                if entry.index not in self.draft.decided and not self._is_plain(entry):
                    yield from self._entry(entry)

    def _left_out(self, entry: ListedEntry) -> Iterator[Doubt]:
        """Doubt a settled line that prints a name which none of its rows has."""
        rows = self.rows_of[entry.index]
        if left := self.reader.rows.left_out(entry, rows):
            told = message(
                "'{name}' stands in the line, but in none of its rows; add it, or settle the line "
                "once more to leave it out",
                name=short(left),
            )
            yield self.doubt(entry.index, "left_out", told)

    def _is_plain(self, entry: ListedEntry) -> bool:
        """Tell whether an entry is a full name, perhaps with a person, and nothing else."""
        ways = self.draft.ways[entry.index]
        if len(ways) != 1:
            return False
        if entry.unit.is_pair:
            return len(entry.cells) == 2 and not entry.head
        return ways[0].pattern == ("organisation",) and entry.unit.piece.shape in self.judge.plain

    def untitled(self) -> Iterator[Doubt]:
        """Doubt winners without an award, also those that a person has written out."""
        for row in self.draft.rows:
            if not row.award:
                untitled = message("no award is named for this winner; give it (--roles, --title)")
                kind = "award" if row.index in self.draft.decided else "title"
                yield self.doubt(row.index, kind, untitled)

    def _looks_like_people(self, each: PrintedList) -> bool:
        """Tell whether the names of people in a list are, by and large, surely such."""
        rows = [r for e in each.entries[:200] for r in self.rows_of[e.index] if r.person]
        if len(rows) < 3 and not (rows and self._share_of_people >= _MOST):
            return False
        if self.judge.words["people_only"].end_of(each.shape) and not any(
            row.organisation for row in rows
        ):
            # Only of a title for people: no name ends like an organisation.
            return all(self.judge.organisation(self._shape(r.person or "")) < -0.5 for r in rows)
        share = self._share(rows)
        # A short list is also judged by the others of the article.
        return share >= _MOST or (share >= _SOME and self._share_of_people >= _MOST)

    def _share(self, rows: Sequence[Row]) -> float:
        """Return the share of rows whose person is surely one."""
        sure = sum(
            self.judge.person(name) + 3.0 * self._is_padded(row.index, name) > self.limits["person"]
            for row in rows
            if (name := self._shape(row.person or ""))
        )
        return sure / len(rows)

    @cached_property
    def _share_of_people(self) -> float:
        rows = [row for row in self.draft.rows if row.person]
        return self._share(rows) if len(rows) > _FEW_PEOPLE else 0.0

    def _entry(self, entry: ListedEntry) -> Iterator[Doubt]:
        index, ways = entry.index, self.draft.ways[entry.index]
        shape = entry.unit.piece.shape
        if not shape:
            yield self.doubt(index, "winner", message(EMPTY))
            return
        if not brackets_balance(shape):
            yield self.doubt(
                index,
                "winner",
                message(
                    "brackets or quotation marks that don't pair; add the missing one, or join "
                    "the lines if the name goes on in the next one"
                ),
            )
            return
        if shape[-1] == ":":
            yield self.doubt(
                index,
                "winner",
                message("nothing on one side of the colon; write 'organisation:person'"),
            )
            return
        if entry.unit.told is None and is_incomplete(shape.rstrip("。;,、 ")):
            yield self.doubt(index, "winner", told_of(INCOMPLETE, shape))
        rows = self.rows_of[index]
        if not ways or not rows:
            yield self.doubt(
                index,
                "fields",
                message(
                    "'{text}' can't be read as the names of winners; give organisation and person "
                    "for the line (--roles)",
                    text=short(shape),
                ),
            )
            return
        first = ways[0]
        limit = self.limits["fields"]
        readings: tuple[str, ...] = ()
        if first.doubt or self.draft.margins[index] < limit:
            readings = tuple(self._describe(entry, way.winners) for way in ways[:3])
        if "job" in first.pattern and not any(row.person for row in rows):
            yield self.doubt(index, "fields", message(_NOBODY))
        if first.doubt:
            reason = message("{doubt}; give the fields (--roles)", doubt=message(first.doubt))
            yield self.doubt(index, "fields", reason, *readings)
        elif self.draft.margins[index] < limit:
            yield self.doubt(
                index,
                "fields",
                message(
                    "it can't be told what the parts of this entry are; write "
                    "'organisation:person', one winner per line, or give the fields (--roles)"
                ),
                *readings,
            )
        yield from self.beside(entry, first.winners)
        yield from self._names(index, rows, headed=entry.head is not None)

    def _names(self, index: int, rows: Sequence[Row], *, headed: bool) -> Iterator[Doubt]:
        for row in rows:
            if row.organisation is None and row.person is None:
                yield self.doubt(index, "winner", message("an entry that names no winner"))
            for kind, name in (("organisation", row.organisation), ("person", row.person)):
                if name is None:
                    continue
                shape = self._shape(name)
                fault = self.reader.faults.fault(shape, kind)  # type: ignore[arg-type]
                weigh = self.judge.organisation if kind == "organisation" else self.judge.person
                least = self.limits[kind] - (2.5 if headed else 0.0)
                if kind == "person" and self._people_are_sure and self.judge.may_be_person(shape):
                    least = -99.0
                if kind == "person" and self._is_padded(index, shape):
                    least -= 3.0
                if kind == "organisation" and not (
                    self.draft.units[index].style
                    or headed
                    or " " in shape
                    or self._says_whose(shape)
                ):
                    least += 2.0
                if kind == "organisation" and self.judge.goes_past_end(shape):
                    fault = fault or PAST_END
                if headed and self.judge.is_number(shape):
                    fault = fault or _NUMBERED
                if kind == "person" and "·" in shape and self.judge.has_end(shape.split("·")[-1]):
                    fault = fault or _ENDS_LIKE_OFFICE
                if fault:
                    yield self.doubt(index, "winner", told_of(fault, name))
                elif (not self._was_weighed(index) or self._is_of_other_kind(shape, kind)) and (
                    weigh(shape) < least
                    and not (
                        kind == "organisation"
                        and weigh(shape) > least - 1.0
                        and self.judge.has_end(shape)
                        and self._run_is_sure(index)
                    )
                ):
                    yield self.doubt(index, "winner", message(_NOT_SURE[kind], name=short(name)))

    def _was_weighed(self, index: int) -> bool:
        """Tell whether a person has shown what names a list has, or its sentence has."""
        return index in self.draft.shown_here or self.draft.units[index].told is not None

    def _is_of_other_kind(self, shape: str, kind: str) -> bool:
        """Tell whether a name can't be what a person has shown on a line that is made alike."""
        if self.judge.is_word(shape):
            return True
        if kind == "organisation":
            return self.judge.is_place(shape) or self.judge.person(shape) > _SURE_PEOPLE
        return self.judge.organisation(shape) > 1

    def _is_padded(self, index: int, name: str) -> bool:
        """Tell whether a name is printed with a space in it, as only names of people are."""
        if len(name) != 2:
            return False
        text = self.draft.units[index].piece.shape
        return re.search(rf"{name[0]}[ \t]{{1,4}}{name[1]}", text) is not None

    def _says_whose(self, shape: str) -> bool:
        """Tell whether a name says its place, or is one that needs none."""
        return (
            (len(shape) > 5 and not self.reader.titles.may_praise(shape))
            or self.judge.has_own_place(shape)
            or self.judge.is_relative(shape)
            or bool(self.judge.words["stands_alone_end"].end_of(shape))
            # 12345海口市民服务智慧联动平台
            or any(self.judge.place_of(shape[at:]) for at in range(1, len(shape) - 2))
        )

    def _run_is_sure(self, index: int) -> bool:
        return self.draft.units[index].run > 2.5

    def _shape(self, name: str) -> str:
        return self._shapes[name]

    def _describe(self, entry: ListedEntry, winners: Sequence[object]) -> str:
        printed = entry.unit.piece.printed
        shown = []
        for winner in winners[:3]:
            parts = [
                f"{message(FIELD_NAMES[kind])} {printed[span[0] : span[1]].strip()}"
                for kind in FIELD_NAMES
                if (span := getattr(winner, kind)) is not None
            ]
            shown.append(", ".join(parts))
        return "; ".join(shown) + ("; ..." if len(winners) > 3 else "")

    def shapes(self) -> Iterator[Doubt]:
        """Doubt the winners of an award of which not all are people or organisations."""
        for each in self.draft.lists:
            yield from self._works(each)
            kinds: dict[int, tuple[bool, bool]] = {}
            for entry in each.entries:
                rows = self.rows_of[entry.index]
                if rows and (each.index is not None or each.title):
                    kinds[entry.index] = (
                        rows[0].organisation is not None,
                        rows[0].person is not None,
                    )
            if len(set(kinds.values())) > 1:
                told = message(
                    "some winners of this award are people and some organisations, or some people "
                    "have an organisation and some don't; expected all alike, as "
                    "'organisation:person' or the organisation alone"
                )
                yield from self.doubts(odd_ones(kinds), "winner", "kinds", told)
                continue
            is_person = any(person for _, person in kinds.values())
            if is_person and self._is_for_organisations(each):
                told = message(
                    "'{title}' seems to be for organisations, but people stand beside them: "
                    "winners, or those to contact?",
                    title=short(each.title),
                )
                yield from self.doubts(list(kinds), "winner", "kinds", told)
            title = each.shape.rstrip('”"』」》')
            if (True, False) in kinds.values() and self.judge.words["people_only"].end_of(title):
                told = message(
                    "'{title}' seems to be for people, but no person is named",
                    title=short(each.title),
                )
                yield from self.doubts(list(kinds), "fields", "kinds", told)

    def _works(self, each: PrintedList) -> Iterator[Doubt]:
        """Doubt winners without a work where others have one."""
        named = {
            entry.index: self.rows_of[entry.index][0].work is not None
            for entry in each.entries
            if self.rows_of[entry.index]
        }
        if len(set(named.values())) > 1:
            told = message("some winners of this award have a work beside them and some don't")
            yield from self.doubts(odd_ones(named), "fields", "works", told)

    def _is_for_organisations(self, each: PrintedList) -> bool:
        title = each.shape.rstrip('”"』」》')
        return bool(self.judge.words["organisation_title"].end_of(title))

    def places(self) -> Iterator[Doubt]:
        """Doubt names that leave out their place."""
        if self.within:
            return
        for row in self.draft.rows:
            if row.organisation is None:
                continue
            shape = self._shape(row.organisation)
            if shape in self.judge.plain or self.judge.words_at(shape, "divisions"):
                continue
            if self.judge.is_relative(shape) or self.judge.is_bare(shape):
                yield self.doubt(
                    row.index,
                    "place",
                    message(
                        "'{name}' doesn't say its place; it is that of the issuer: give it "
                        "(within=, --within)",
                        name=short(row.organisation),
                    )
                    + self._issuer,
                )

    @cached_property
    def _issuer(self) -> str:
        # What the article's own place may be, once for all names that leave it out.
        for unit, choice in zip(self.draft.units, self.draft.chosen, strict=True):
            if choice.role in ("signature", "list_title"):
                place = self.judge.place_of(unit.piece.shape)
                if place:
                    return message(", perhaps '{place}'", place=place)
        return ""


def told_of(fault: str, text: str) -> str:
    """Return what is wrong with a text, and the text."""
    return message("{fault}: '{text}'", fault=message(fault), text=short(text))
