"""The reading of an article: its lines with their roles, its winners, and what isn't sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache
from typing import cast

from hotlinelib.award_list.best_reading import OUTSIDE, TAKEN_OUT, Chosen, best_reading
from hotlinelib.award_list.decided import Decided, Decisions
from hotlinelib.award_list.draft import Draft
from hotlinelib.award_list.earned import EarnedTitles
from hotlinelib.award_list.faults import NameFaults
from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.lexicon import Lexicon, load_lexicon
from hotlinelib.award_list.lists import ListBuilder, heads_of
from hotlinelib.award_list.observer import Observer
from hotlinelib.award_list.printed_line import Line, Piece, cut_lines, fold_width
from hotlinelib.award_list.rows import RowReader
from hotlinelib.award_list.segments import cut_headings
from hotlinelib.award_list.titles import TitleReader
from hotlinelib.award_list.told import ToldAwards, told_counts
from hotlinelib.award_list.units import Role, ToldAward, Unit
from hotlinelib.errors import ParameterError


class Reader:
    """Reads articles with one lexicon."""

    def __init__(self, lexicon: Lexicon | None = None, titles: Sequence[str] = ()) -> None:
        self.lexicon = lexicon or load_lexicon()
        self.judge = Judge(self.lexicon)
        self.titles = TitleReader(self.judge, titles)
        self.observer = Observer(self.judge, self.titles)
        self.rows = RowReader(self.judge, self.titles)
        self.told = ToldAwards(self.judge, self.titles)
        self.earned = EarnedTitles(self.titles)
        self.faults = NameFaults(self.judge, self.titles)

    def draft(self, lines: Sequence[Line], decisions: Decisions | None = None) -> Draft:
        """Return the best reading of some lines, its doubts not yet looked for."""
        self.judge.forget()
        self.titles.forget()
        cut = cut_lines(lines)
        given = decisions or {}
        # Most long lists have no sentence at all.
        tells = self.told.may_tell("\n".join(piece.shape for piece in cut))
        told = list(self._cut_told(cut)) if tells else []
        if any(award for _, award in told):
            # A list is read first, and by itself: sentences may tell of it again.
            plain = self._draft(self._cut(cut), {})
            told_lines = {piece.line.number for piece, award in told if award}
            listed = _in_lists(plain, told_lines)
            winners = (plain.units[row.index].piece for row in plain.rows)
            if {piece.line.number for piece in winners if piece in listed} < told_lines:
                # Sentences give all winners that lists give, and more.
                return self._draft(told, given, listed)
        return self._draft(self._cut(cut), given)

    def _cut(self, pieces: Sequence[Piece]) -> list[tuple[Piece, ToldAward | None]]:
        return [(piece, None) for piece in cut_headings(pieces, self.judge, self.titles)]

    def _cut_told(self, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ToldAward | None]]:
        """Yield the awards that sentences tell of, and the pieces between them."""
        for piece, award in self.told.cut(pieces):
            yield from [(piece, award)] if award else self._cut([piece])

    def _draft(
        self,
        cut: Sequence[tuple[Piece, ToldAward | None]],
        decisions: Decisions,
        is_list: Container[Piece] | None = None,
    ) -> Draft:
        pieces = [piece for piece, _ in cut]
        units = self.observer.observe(pieces)
        for unit, (piece, award) in zip(units, cut, strict=True):
            if award is not None:
                unit.told, unit.roles = award, {"row": 0.0}
            elif is_list is not None and piece not in is_list:
                # Where sentences give the awards, what else stands there is no list.
                outside = {role: weight for role, weight in unit.roles.items() if role in OUTSIDE}
                unit.roles = outside or {"prose": 0.0}
        draft = Draft(units, [], [], [])
        self._decide(draft, decisions)
        # What a person calls page matter is taken out: a list goes on below it.
        out = {i for i in draft.decided if "page" in units[i].roles}
        read = iter(best_reading([u for i, u in enumerate(units) if i not in out], self.lexicon))
        draft.chosen = [TAKEN_OUT if i in out else next(read) for i in range(len(units))]
        self._title_tables(draft)
        self._settle_signatures(draft)
        self._build(draft)
        self._tell_count(draft)
        if self._settle_by_count(draft):
            self._build(draft)
            self._tell_count(draft)
        return draft

    def read_shown(self, draft: Draft, doubted: Collection[int]) -> bool:
        """Read doubted entries as a person has read others that are made alike; say if any was."""
        self.rows.read(draft, doubted)
        return bool(draft.shown)

    def _build(self, draft: Draft) -> None:
        """Make lists and rows from the roles."""
        builder = ListBuilder(self.judge, self.titles)
        draft.lists = builder.build(draft.units, draft.chosen)
        draft.headless = builder.headless
        self._name_lists(draft)
        self.rows.read(draft)

    def _name_lists(self, draft: Draft) -> None:
        """Give lists the titles that a person has named and that stand in no heading alone."""
        for title in self.titles.named - {each.shape for each in draft.lists}:
            printed = next(
                (
                    unit.piece.printed[at : at + len(title)]
                    for unit in draft.units
                    if (at := unit.piece.shape.find(title)) >= 0
                ),
                "",
            )
            within = [each for each in draft.lists if each.shape.endswith(title)]
            # A heading that ends with it, or lists without any heading.
            headless = [
                each
                for each in draft.lists
                if each.index is None and each.entries[0].index in draft.headless
            ]
            for each in within if len(within) == 1 else headless if printed else ():
                each.title, each.shape = printed, title
                draft.headless = [] if each.index is None else draft.headless

    def _title_tables(self, draft: Draft) -> None:
        """Let what stands above a table head an award, but where its rows name their awards."""
        for index, (unit, choice) in enumerate(zip(draft.units, draft.chosen, strict=True)):
            if choice.role not in ("heading", "list_title") or index in draft.decided:
                continue
            below = index + 1
            roles = [each.role for each in draft.chosen[below : below + 4]]
            while roles[:1] == ["heading_note"]:
                below, roles = below + 1, roles[1:]
            if roles[:1] != ["table_head"]:
                continue
            columns = {self.lexicon.column(head) for head in heads_of(draft.units[below])}
            rows = draft.units[below + 1 : below + 2]
            if any(self.judge.is_grade(cell.text) for unit in rows for cell in unit.cells):
                # A column 奖项 that holds the grades of one award.
                columns.discard("award")
            if (
                choice.role == "heading"
                and "award" in columns
                and roles[1:2] in (["row"], ["winner"])
            ):
                draft.chosen[index] = Chosen("list_title", _SETTLED, None)
            elif choice.role == "list_title" and "award" not in columns and "heading" in unit.roles:
                draft.chosen[index] = Chosen("heading", _SETTLED, None)

    def _settle_signatures(self, draft: Draft) -> None:
        """Take dated names that stand apart from the winners above them as signatures."""
        for date, choice in enumerate(draft.chosen):
            first = date
            while choice.role == "date" and self._may_sign(draft, first - 1):
                first -= 1
            if 2 < first < date and self._stands_apart(draft, first):
                for index in range(first, date):
                    draft.chosen[index] = Chosen("signature", _SETTLED, "winner")

    def _may_sign(self, draft: Draft, index: int) -> bool:
        """Tell whether a line is a body's name alone, directly above the next line."""
        unit, choice = draft.units[index], draft.chosen[index]
        here, below = (draft.units[i].piece.line.number for i in (index, index + 1))
        return (
            index > 0
            and {choice.role, choice.other} == {"winner", "signature"}
            and (below - here == 1 or draft.chosen[index + 1].role == "date")
            and self._may_issue(draft, unit.piece.shape)
        )

    def _may_issue(self, draft: Draft, shape: str) -> bool:
        """Tell whether a body's name ends like an issuer's, or begins the title of the notice."""
        if self.judge.words["issuer_end"].end_of(shape):
            return True
        return any(
            unit.piece.shape.startswith(shape)
            for unit, choice in zip(draft.units, draft.chosen, strict=True)
            if choice.role in ("list_title", "prose")
        )

    def _stands_apart(self, draft: Draft, first: int) -> bool:
        """Tell whether blank lines part a line from winners that none parts from each other."""
        units, chosen = draft.units, draft.chosen
        numbers = [units[i].piece.line.number for i in (first - 2, first - 1, first)]
        above = units[first - 1]
        # A place that holds those of all winners signs below them without a blank line too.
        names = [units[i].piece.shape for i in range(max(0, first - 4), first)
                 if chosen[i].role == "winner"]  # fmt: skip
        shape = units[first].piece.shape
        is_office = len(self.judge.words["issuer_end"].end_of(shape)) > 2
        if is_office and len(names) > 1 and self.judge.holds(shape, names):
            return True
        return numbers[2] - numbers[1] > 1 and (
            numbers[1] - numbers[0] == 1 or bool(above.style) or len(above.cells) > 1
        )

    def _tell_count(self, draft: Draft) -> None:
        """Give the only list of an article the only count that its text declares."""
        draft.told = [
            (index, *told)
            for index, (unit, choice) in enumerate(zip(draft.units, draft.chosen, strict=True))
            if choice.role in OUTSIDE
            for told in told_counts(unit.piece.shape)
        ]
        for each in draft.lists:
            named = {n for _, n, title in draft.told if title and title.startswith(each.shape)}
            if each.count is None and len(named) == 1 and each.index is not None:
                each.count = named.pop()
        counts = {count for _, count, title in draft.told if not title}
        if len(draft.lists) == 1 and len(counts) == 1:
            (only,) = draft.lists
            if only.count is None and only.index is not None:
                only.count = counts.pop()

    def _settle_by_count(self, draft: Draft) -> bool:
        """Let a declared count tell a signature from the last winner; say if one changed."""
        rows = Counter(row.index for row in draft.rows)
        changed = False
        for each in draft.lists:
            if each.count is None or not each.entries or each.entries[-1].unit.style:
                continue
            found, last = sum(rows[entry.index] for entry in each.entries), each.entries[-1].index
            here = draft.chosen[last]
            after = draft.chosen[last + 1] if last + 1 < len(draft.chosen) else None
            is_apart = rows[last] == 1 and not each.entries[-1].unit.has_twin
            if (
                found - 1 == each.count
                and is_apart
                and here.other == "signature"
                and (here.margin < _UNSETTLED)
            ):
                draft.chosen[last] = Chosen("signature", here.margin, "winner")
                changed = True
            elif (
                found + 1 == each.count
                and after is not None
                and after.role == "signature"
                and after.margin < _UNSETTLED
            ):
                draft.chosen[last + 1] = Chosen("winner", after.margin, "signature")
                changed = True
        return changed

    def _decide(self, draft: Draft, decisions: Decisions) -> None:
        """Leave a line only the role that a person has given it."""
        left = dict(decisions)
        if not left:
            return
        printed = "".join("".join(fold_width(u.piece.line.text).split()) for u in draft.units)
        for index, unit in enumerate(draft.units):
            key = (unit.piece.line.number, draft.part_of(index))
            each = left.pop(key, None)
            if each:
                unit.roles = {each[0].role: 0.0}  # type: ignore[dict-item]
                unit.told = None
                draft.decided[index] = each
                self._check_printed(unit, each, printed)
                if each[0].role == "heading" and each[0].award:
                    self.titles.decide(unit.piece, each[0].award)
        if left:
            line, part = min(left)
            raise ParameterError(
                "roles: the article has no line {line}, part {part}", line=line, part=part
            )
        self._decide_alike(draft)

    def _decide_alike(self, draft: Draft) -> None:
        """Let a role that a person has given speak for the lines that are marked alike."""
        given: dict[str, set[Role]] = {}
        for index, (first, *_) in draft.decided.items():
            style = draft.units[index].style
            if style and first.was_asked:
                given.setdefault(style, set()).add(cast(Role, first.role))
        for index, unit in enumerate(draft.units):
            roles = given.get(unit.style, set[Role]())
            if roles <= _HEADING_ROLES and unit.roles.keys() & _HEADING_ROLES:
                # What heads lists may head a group of them.
                unit.roles |= dict.fromkeys(roles - unit.roles.keys(), 0.0)
            for role in unit.roles.keys() & roles if len(roles) == 1 else ():
                if index not in draft.decided:
                    unit.roles[role] += self.lexicon.weights["decided"]["marked_alike"]

    def _check_printed(self, unit: Unit, rows: Sequence[Decided], printed: str) -> None:
        line = "".join(fold_width(unit.piece.line.text).split())
        for row in rows:
            # An organisation may head the lines of its people.
            for name, where in ((row.organisation, printed), (row.person, line)):
                bare = "".join(fold_width(name).split())
                if bare not in where:
                    raise ParameterError(
                        "roles: line {line} doesn't print {name!r}; a winner is named as the "
                        "line has it",
                        line=unit.piece.line.number,
                        name=name,
                    )


_HEADING_ROLES: set[Role] = {"heading", "group", "section"}
# How far behind a reading may be that a declared count still makes the right one.
_UNSETTLED = 6.0
# That of a signature that stands apart: sure, unless a count says otherwise.
_SETTLED = 5.5


def _in_lists(plain: Draft, told: Container[int]) -> set[Piece]:
    """Return the pieces that name winners outside of the lines with sentences that do."""
    return {
        entry.unit.piece
        for each in plain.lists
        for entry in each.entries
        # What stands below a sentence that gives an award, stands under no heading.
        if each.index in (None, entry.index)
        or plain.units[each.index].piece.line.number not in told
    }


def reader_for(titles: Sequence[str] = ()) -> Reader:
    """Return a reader with the lexicon of the data in use; one without titles is made once."""
    return Reader(titles=titles) if titles else _plain_reader(load_lexicon())


@cache
def _plain_reader(lexicon: Lexicon) -> Reader:
    return Reader(lexicon)
