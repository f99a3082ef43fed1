"""Pieces that hold two things: a heading glued to what stands before it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from hotlinelib.award_list.kinds import Judge
from hotlinelib.award_list.printed_line import Piece, cut_piece
from hotlinelib.award_list.titles import TitleReader

_YEAR_BEGINS = re.compile(r"(?<!\d)(?=(?:19|20)\d\d年)")
_TEXT_ENDS = re.compile(r"(?<=[)。!?;\]】])|(?<=名单)|(?<=榜单)")
# 先进单位(4个)甲局 乙局: the winners in the line of their heading.
_COUNTED = re.compile(r"[^()]{2,30}\([^()]*\d[^()]*\)[^\S\t]*(?=[^\s:。,、;()])")
_NEXT_AWARD = re.compile(r"[;。]\s*(?=([^:;。、,]{2,30}):)")
_PART_ENDS = re.compile("[;。]")
_WINDOW = 60
# What a title that is glued to something must weigh.
_SURE_TITLE = 4.5
# One with its year after a numbered item.
_SURE_AFTER_ITEM = 3.0


def cut_headings(pieces: Sequence[Piece], judge: Judge, titles: TitleReader) -> Iterator[Piece]:
    """Yield the pieces, those with a heading at their end cut in two."""
    for piece in itertools.chain.from_iterable(_awards(each, titles) for each in pieces):
        place = _heading_start(piece, judge, titles)
        if place is None:
            yield piece
        else:
            yield from (part for part in cut_piece(piece, place) if part.shape or part.mark)


def _awards(piece: Piece, titles: TitleReader) -> Iterator[Piece]:
    """Yield the awards of a line that says one after another (优胜奖:甲局。组织奖:乙局。)."""
    while ":" in piece.shape and (
        match := next(
            (m for m in _NEXT_AWARD.finditer(piece.shape) if _both_lead(m, piece.shape, titles)),
            None,
        )
    ):
        first, piece = cut_piece(piece, match.end())
        yield first
    yield piece


def _both_lead(match: re.Match[str], shape: str, titles: TitleReader) -> bool:
    parts = (shape[: match.start()], _PART_ENDS.split(shape[match.end() :])[0])
    named = [part.partition(":")[::2] for part in parts]
    return any(
        all(titles.is_title(pair[side]) or titles.judge.is_grade(pair[side]) for pair in named)
        for side in (0, 1)
    )


def _heading_start(piece: Piece, judge: Judge, titles: TitleReader) -> int | None:
    shape = piece.shape
    if "(" in shape and (match := _COUNTED.match(shape)):
        front = titles.peel(cut_piece(piece, match.end())[0])
        if "count" in front.signs and titles.weigh(front) >= _SURE_TITLE:
            return match.end()
    if len(shape) < 8 or not (titles.may_end(shape) or "年" in shape):
        return None
    window = max(1, len(shape) - _WINDOW)
    for match in _YEAR_BEGINS.finditer(shape, window):
        before = shape[: match.start()].rstrip()
        # Columns that stand apart are those of a table.
        is_column = piece.mark is None and match.start() - len(before) > 1
        if (
            before
            and not is_column
            and not titles.is_attached(before)
            and _can_stand_before(before, piece, judge)
            and _is_heading(piece, match.start(), titles)
        ):
            return match.start()
    for match in _TEXT_ENDS.finditer(shape, window):
        if match.start() < len(shape) and _is_heading(piece, match.start(), titles):
            return match.start()
    return None


def _can_stand_before(before: str, piece: Piece, judge: Judge) -> bool:
    if before[-1] in ")。!?;:]】" or before.endswith(("名单", "榜单")):
        return True
    # The last winner of the list before, the line break lost.
    if piece.mark is not None and not piece.mark.is_section:
        return not judge.is_place_like(before) and not judge.tells(before)
    return judge.organisation(before) > 1 and not judge.is_place_like(before)


def _is_heading(piece: Piece, place: int, titles: TitleReader) -> bool:
    _, rest = cut_piece(piece, place)
    peeled = titles.peel(rest)
    whole = piece.shape[:place]
    if whole.count("(") > whole.count(")") or whole.count("“") > whole.count("”"):
        return False
    if len(peeled.shape) < 3:
        return False
    weight = titles.weigh(peeled)
    if titles.has_end(peeled.shape):
        return weight >= _SURE_TITLE
    return weight >= _SURE_AFTER_ITEM and piece.mark is not None and "year" in peeled.signs
