"""What the text outside of the lists says of winners: it must be in the lists as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from hotlinelib.award_list.best_reading import OUTSIDE
from hotlinelib.award_list.checker import Checker, short
from hotlinelib.award_list.draft import Doubt
from hotlinelib.award_list.printed_line import HAN, cut_piece
from hotlinelib.award_list.told import WHO_WRITES, is_headline
from hotlinelib.award_list.units import Unit
from hotlinelib.messages import message

_CLAUSES = re.compile("[。;!?]")
_NAMES_END = re.compile('[“”"「」『』《》、,:()]|以及|[和与及]|\\s+')
_SHORT = 24
_LIKE_WINNER = 2.5
# (6—10略), 其余名单略, ……
_LEFT_OUT = re.compile(r"\(?.*(?<![战策谋简忽粗经方侵胆])略[。.…]?\)?|\(?[.…]{2,}\)?")
_BARE_NAME = re.compile(rf"[{HAN}]{{2,4}}")
# How surely a stretch must be a name to be one that no list has.
_SURE_ORGANISATION, _SURE_PERSON = 2.5, 3.5


class TextChecks(Checker):
    """Checks of what stands outside of the lists."""

    def unread(self) -> Iterator[Doubt]:
        """Doubt text that names winners whom no list has, or that takes an award back."""
        for index, (unit, choice) in enumerate(
            zip(self.draft.units, self.draft.chosen, strict=True)
        ):
            if choice.role not in OUTSIDE or index in self.draft.decided:
                continue
            shape = unit.piece.shape
            if self.draft.rows and any(
                self._takes_back(clause) for clause in _CLAUSES.split(shape)
            ):
                told = message(
                    "the text takes something back, or corrects it; see whether it is a winner, "
                    "and give the line's role (--roles)"
                )
                yield self.doubt(index, "text", told)
            elif (
                choice.role == "note"
                and len(shape) <= _SHORT
                and self.reader.rows.not_won.search(shape)
            ):
                told = message(
                    "'{text}' among the winners: have those below it won? Give the line's role "
                    "(--roles), and that of each line below that hasn't won",
                    text=short(shape),
                )
                yield self.doubt(index, "text", told)
                yield from self.doubts(self._below(index), "text", "note", told)
            elif self._counts_names(unit):
                told = message(
                    "a count of winners and a colon stand in this line, but no winner is read in "
                    "it; give the line's role and its winners (--roles)"
                )
                yield self.doubt(index, "text", told)
            elif self.tells and (
                clause := self.reader.told.unread(shape, self._has, self._repeated(index))
            ):
                told = message(
                    "this sentence may give an award, but can't be read whole: '{text}'; "
                    "give the line's role and its winners (--roles)",
                    text=short(clause),
                )
                yield self.doubt(index, "text", told)
            elif (
                self.draft.rows
                and not self.tells
                and choice.role not in ("signature", "date", "attachment")
                and (name := self._unread_name(unit))
            ):
                told = message(
                    "'{name}' stands in no list: a winner whom the text names? Give the line's "
                    "role (--roles)",
                    name=short(name),
                )
                yield self.doubt(index, "text", told)

    def _below(self, index: int) -> list[int]:
        """Return the entries below a line that stands inside a list."""
        return [
            entry.index
            for each in self.draft.lists
            if any(entry.index < index for entry in each.entries)
            for entry in each.entries
            if entry.index > index
        ]

    def _counts_names(self, unit: Unit) -> bool:
        """Tell whether a line begins with a title, a count and a colon (先进个人(18名):...)."""
        cells = unit.cells
        if len(cells) < 2 or cells[1].before != "colon":
            return False
        lead = self.reader.titles.peel(cut_piece(unit.piece, cells[1].start)[0])
        return "count" in lead.signs and self.reader.titles.may_praise(lead.shape)

    def unprinted(self) -> Iterator[Doubt]:
        """Doubt a line that says that winners are left out, and a note that may be one's name."""
        units, chosen = self.draft.units, self.draft.chosen
        roles = [choice.role for choice in chosen]
        inside = [i for i, role in enumerate(roles) if role not in OUTSIDE]
        for index in range(inside[0] + 1 if inside else len(units), len(units)):
            shape = units[index].piece.shape
            if roles[index] not in OUTSIDE or index in self.settled:
                continue
            above = next((role for role in roles[index - 1 :: -1] if role != "page"), "prose")
            if len(shape) <= _SHORT and _LEFT_OUT.fullmatch(shape) and above not in OUTSIDE:
                yield self.doubt(
                    index,
                    "count",
                    message(
                        "'{text}' says that the list isn't whole; add the winners that it leaves "
                        "out, or give the line's role (--roles) to take the list as it is printed",
                        text=short(shape),
                    ),
                )
            elif roles[index] in ("note", "heading_note") and (
                (_BARE_NAME.fullmatch(shape) and not self.reader.titles.is_generic(shape))
                or self._begins_with_name(units[index])
            ):
                yield self.undecided(index, roles[index], "winner")

    @cached_property
    def tells(self) -> bool:
        """Whether sentences give the awards of the article, as no list does."""
        return not self.draft.rows or any(unit.told for unit in self.draft.units)

    def _repeated(self, index: int) -> list[str] | None:
        """Return the awards that a line may name again: a headline those of the article."""
        if not self.draft.rows:
            return []
        if index or not is_headline(self.draft.units[0].piece):
            return None
        return self._read_awards

    @cached_property
    def _read_awards(self) -> list[str]:
        return sorted(self._fold({row.award for row in self.draft.rows}).values())

    def _begins_with_name(self, unit: Unit) -> bool:
        first = unit.cells[0].text if unit.cells else ""
        return unit.likeness > _LIKE_WINNER or (
            self.judge.organisation(first) > _LIKE_WINNER and len(self.judge.place_of(first)) > 2
        )

    def _takes_back(self, clause: str) -> bool:
        return self._back.search(clause) is not None and not self._if.search(clause)

    @cached_property
    def _back(self) -> re.Pattern[str]:
        return re.compile(self.judge.lexicon.pattern("takes_back"))

    @cached_property
    def _if(self) -> re.Pattern[str]:
        return re.compile(self.judge.lexicon.pattern("takes_back_if"))

    @cached_property
    def _gives(self) -> re.Pattern[str]:
        """A clause that gives an award: the names after the verb, or those before it."""
        lexicon = self.judge.lexicon
        return re.compile(
            rf"{lexicon.pattern('gives')}(?P<after>[^“\"]*)|(?P<before>.+?){lexicon.pattern('wins')}"
        )

    @cached_property
    def _label(self) -> re.Pattern[str]:
        return re.compile(rf"\(?\s*{self.judge.lexicon.pattern('credit')}")

    @cached_property
    def _past(self) -> re.Pattern[str]:
        return re.compile(self.judge.lexicon.pattern("told_of_the_past"))

    @cached_property
    def _known(self) -> set[str]:
        return {"".join(shape.split()) for shape in self._shapes.values()}

    def _unread_name(self, unit: Unit) -> str:
        """Return a name in a line that reads as a winner's and stands in no list; '' if none."""
        shape = WHO_WRITES.sub("", unit.piece.shape)
        if unit.names_only or not (self.judge.is_sentence(shape) or self.judge.tells(shape)):
            if self._label.match(shape):
                return ""
            texts = [cell.text for cell in unit.cells]
            names = [text for text in texts if self._is_name(text)]
            is_list = len(names) > 1 or any(map(self.reader.earned.is_earned, texts))
            return names[0] if names and is_list and not self._has(*names) else ""
        for title, name in self.reader.told.told_names(shape):
            if not self._has(name) or not any(
                title in own or own in title for own in self._read_awards
            ):
                return name
        for clause in _CLAUSES.split(shape):
            if self._past.search(clause):
                continue
            for match in self._gives.finditer(clause):
                for name in _NAMES_END.split(match["after"] or match["before"] or ""):
                    if self._is_name(name) and not self._has(name):
                        return name
        return ""

    def _has(self, *names: str) -> bool:
        """Tell whether the lists have some names, or longer ones of which they are short forms."""
        return all(
            name in self._known or any(_is_short_for(name, known) for known in self._known)
            for name in map("".join, map(str.split, names))
        )

    def _is_name(self, text: str) -> bool:
        judge = self.judge
        if text[:1] == "经" and judge.is_relative(text[1:]):
            # 经街道党工委研究: who decides.
            return False
        return judge.person(text) > _SURE_PERSON or (
            judge.organisation(text) > _SURE_ORGANISATION and len(judge.place_of(text)) > 2
        )


def _is_short_for(short: str, name: str) -> bool:
    """Tell whether a name holds all characters of a shorter one, in its order."""
    rest = iter(name)
    return short[0] == name[0] and all(character in rest for character in short)
