"""An award while it is read: its heading, its entries, and what must hold for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hotlinelib.award_list.headings import Heading
from hotlinelib.award_list.printed_line import Mark, Piece
from hotlinelib.award_list.winners_line import Winner, read_winners, settle_dashes
from hotlinelib.errors import ParseError


@dataclass(frozen=True)
class Entry:
    """An entry of a list with the winners that it names."""

    piece: Piece
    winners: tuple[Winner, ...]


@dataclass
class Group:
    """The entries under one sub-heading, or under the award itself."""

    piece: Piece
    count: int | None
    entries: list[Entry] = field(default_factory=list)


Row = tuple[str, int | None, str, str | None, int, str]


@dataclass
class Award:
    """An award while its entries are read."""

    piece: Piece
    heading: Heading
    groups: list[Group]
    grouped: bool = False
    # Whether a credit or caption has interrupted the entries.
    paused: bool = False

    @property
    def entries(self) -> list[Entry]:
        """All entries, whatever their group."""
        return [entry for group in self.groups for entry in group.entries]

    @property
    def last(self) -> Entry | None:
        """The entry read last."""
        filled = [group for group in self.groups[-2:] if group.entries]
        return filled[-1].entries[-1] if filled else None

    @property
    def style(self) -> str | None:
        """How entries are marked; an empty string for not at all, None for not known yet."""
        return None if self.last is None else _style(self.last.piece.mark)

    @property
    def is_complete(self) -> bool:
        """Whether the declared count is reached."""
        found = sum(len(group.entries) for group in self.groups)
        return self.heading.count is not None and found >= self.heading.count

    def add(self, piece: Piece) -> None:
        """Read one more entry; raise if its number or its way of numbering doesn't fit."""
        self._check_style(piece)
        self._check_number(piece)
        self.groups[-1].entries.append(Entry(piece, tuple(read_winners(piece))))
        self.paused = False

    def continues(self, mark: Mark | None) -> bool:
        """Tell whether a mark is the next one of the entries so far."""
        last = self.last.piece.mark if self.last else None
        if mark is None or last is None or last.number is None or mark.number is None:
            return False
        return mark.style == last.style and mark.number == last.number + 1

    def rows(self) -> list[Row]:
        """Return one row per winner."""
        title = self.heading.title
        return [
            (
                title,
                entry.piece.mark.number if entry.piece.mark else None,
                winner.organisation,
                winner.person,
                entry.piece.line.number,
                entry.piece.line.text,
            )
            for entry in self.entries
            for winner in entry.winners
        ]

    def _check_style(self, piece: Piece) -> None:
        if self.style is not None and self.style != _style(piece.mark):
            raise list_error(
                piece,
                f"two ways of numbering in one list: {_style_name(self.style)} before, "
                f"{_style_name(_style(piece.mark))} here; number all items alike",
            )

    def _check_number(self, piece: Piece) -> None:
        number = piece.mark.number if piece.mark else None
        if number is None or self.continues(piece.mark):
            return
        if number == 1 and not self.groups[-1].entries:
            return
        last = self.last.piece.mark if self.last else None
        if last is None or last.number is None:
            raise list_error(piece, f"numbering starts at {number}; expected 1")
        verb = "repeats" if number <= last.number else "jumps"
        raise list_error(
            piece,
            f"numbering {verb}: {number} follows {last.number}; expected {last.number + 1}, or "
            "a heading before a new list",
        )


def verified(award: Award) -> Award:
    """Check a finished award as a whole: filled, counted, of one shape; settle its dashes."""
    if not award.entries or not award.groups[-1].entries:
        raise empty_heading(award.groups[-1].piece if award.grouped else award.piece)
    _check_count(award.piece, award.heading.count, award.entries)
    for group in award.groups:
        _check_count(group.piece, group.count, group.entries)
    award = _with_settled_dashes(award)
    _check_shape(award)
    if award.style is not None and award.entries[0].piece.mark is None:
        _check_repeats(award)
    return award


def _check_count(piece: Piece, declared: int | None, entries: Sequence[Entry]) -> None:
    winners = sum(len(entry.winners) for entry in entries)
    if declared is not None and declared not in (len(entries), winners):
        raise list_error(
            piece,
            f"the heading declares {declared} winners but {winners} follow; compare with the "
            "source, a line may be missing or doubled",
        )


def _with_settled_dashes(award: Award) -> Award:
    settled = settle_dashes([w for e in award.entries for w in e.winners], award.heading.title)
    if settled is None:
        doubtful = next(e for e in award.entries if any(w.joined for w in e.winners))
        raise list_error(
            doubtful.piece,
            "it can't be told whether a person or a part of the organisation's name follows the "
            "dash; write ':' before a person",
        )
    following = iter(settled)
    groups = [
        Group(
            group.piece,
            group.count,
            [Entry(e.piece, tuple(next(following) for _ in e.winners)) for e in group.entries],
        )
        for group in award.groups
    ]
    return Award(award.piece, award.heading, groups, award.grouped)


def _check_shape(award: Award) -> None:
    with_person = [entry for entry in award.entries if entry.winners[0].person]
    without = [entry for entry in award.entries if not entry.winners[0].person]
    if with_person and without:
        fewer = with_person[0] if len(with_person) < len(without) else without[0]
        raise list_error(
            fewer.piece,
            "some winners of this award are people and some organisations; expected all alike, "
            "as 'organisation:person' or the organisation alone",
        )


def _check_repeats(award: Award) -> None:
    seen: set[tuple[str, str | None]] = set()
    for entry in award.entries:
        for winner in entry.winners:
            key = (winner.organisation, winner.person)
            if key in seen:
                raise list_error(
                    entry.piece, "a winner stands twice in an unnumbered list; take one away"
                )
            seen.add(key)


def _style(mark: Mark | None) -> str:
    return mark.style if mark else ""


def _style_name(style: str) -> str:
    return {"": "no number", "\t": "a table's number column"}.get(style, f"'{style.strip()}'")


def list_error(piece: Piece, reason: str) -> ParseError:
    """Make the error for a line of the list."""
    return ParseError(reason, piece.line.number, piece.line.text)


def empty_heading(piece: Piece) -> ParseError:
    """Make the error for a heading without winners."""
    return list_error(piece, "a heading with no items below it; add its winners or take it away")
