"""From the lines of an article to one row per winner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from hotlinelib.arguments import check_kind
from hotlinelib.award_list.entries import Award, Group, Row, empty_heading, list_error, verified
from hotlinelib.award_list.headings import (
    Heading,
    has_award_end,
    heading_start,
    inline_heading_end,
    is_credit,
    is_date,
    is_list_title,
    is_prose,
    is_told,
    looks_like_open_heading,
    read_group,
    read_heading,
)
from hotlinelib.award_list.printed_line import Line, Mark, Piece, cut_line, cut_piece
from hotlinelib.award_list.source import html_to_text, is_html, read_text
from hotlinelib.award_list.winners_line import is_winner_like, starts_with_winner
from hotlinelib.errors import ParseError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("award", "position", "organisation", "person", "line", "source_text")


def parse_awards(text: str | bytes) -> pd.DataFrame:
    r"""Read the award list of a whole article.

    Parameters
    ----------
    text : str or bytes
        Plain text or a saved page; bytes are decoded as by `source.read_text`.

    Returns
    -------
    pandas.DataFrame
        One row per winner in printed order, with the columns of `parse_lines`.

    Raises
    ------
    ParseError
        When the list can't be read with certainty.

    Examples
    --------
    >>> parse_awards("最佳服务奖（2个）\n1.甲市12345热线\n2.乙市12345热线")[
    ...     ["award", "position", "organisation", "line"]
    ... ]
       award  position organisation  line
    0  最佳服务奖         1    甲市12345热线     2
    1  最佳服务奖         2    乙市12345热线     3
    """
    if isinstance(text, bytes):
        text = read_text(text)
    check_kind("text", text, str)
    text = html_to_text(text) if is_html(text) else text
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    return parse_lines([Line(number, line) for number, line in enumerate(lines, 1)])


def parse_lines(lines: Sequence[Line]) -> pd.DataFrame:
    """Read the award list in a sequence of lines.

    Parameters
    ----------
    lines : sequence of Line
        Whole article or a part of it.

    Returns
    -------
    pandas.DataFrame
        One row per winner in printed order:

        - `award` (str): the award's own title, without year, number, count and brackets;
        - `position` (Int64): the printed number, missing where the list has none;
        - `organisation` (str): as printed, with digits, Latin letters and spaces at half width;
        - `person` (str): missing where the winner is the organisation;
        - `line` (int64): number of the line;
        - `source_text` (str): the line as printed.

    Raises
    ------
    ParseError
        When the list can't be read with certainty; it holds the line and what to do.
    """
    pieces = [part for line in lines for piece in cut_line(line) for part in _cut_headings(piece)]
    reader = _ListReader(pieces)
    for index in range(len(pieces)):
        reader.read(index)
    reader.close()
    if not reader.awards:
        raise ParseError(
            "no award list in this text; expected a heading such as '2019年度最佳服务奖' with "
            "the winners below it"
        )
    return _table([row for award in reader.awards for row in award.rows()])


class _ListReader:
    """Assembles awards from pieces, one after the other."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.awards: list[Award] = []
        self.open: Award | None = None
        # A line that seemed to announce winners but isn't a heading that we know.
        self.suspect: Piece | None = None
        self.unfinished = False
        self.sections: dict[str, int] = {}
        self.titles: dict[str, Piece] = {}
        self.stray: list[Piece] = []

    def read(self, index: int) -> None:
        piece = self.pieces[index]
        if not (piece.mark and not piece.mark.is_section) and self.open is None:
            self._judge_stray()
        heading = read_heading(piece)
        if heading and (heading.certain or self._winner_follows(index)):
            self._start_award(piece, heading, index)
        elif self.open and self._is_group(index):
            self._start_group(piece)
        elif piece.mark and piece.mark.is_section:
            self._end_at_section(piece)
        elif self.open:
            self._read_inside(piece, index)
        else:
            self._read_outside(piece)

    def close(self) -> None:
        self._end_award()
        self._judge_stray()

    def _start_award(self, piece: Piece, heading: Heading, index: int) -> None:
        if self._is_among_items(piece, index):
            raise list_error(
                piece,
                "a line that reads like a heading stands among the items and carries their "
                "number; take the number away if it is a heading",
            )
        self._end_award()
        self._check_section(piece)
        if heading.title in self.titles:
            first = self.titles[heading.title].line.number
            raise list_error(
                piece,
                f"the award '{heading.title}' has a heading in line {first} already; join the "
                "two lists or tell the titles apart",
            )
        self.titles[heading.title] = piece
        self.unfinished = False
        self.open = Award(piece, heading, [Group(piece, None)])
        self.suspect = None

    def _is_among_items(self, piece: Piece, index: int) -> bool:
        award = self.open
        if award is None or piece.mark is None or piece.mark.is_section:
            return False
        if award.last is None:
            own = award.piece.mark
            return own is None or own.style != piece.mark.style
        return award.continues(piece.mark) and self._number_follows(index)

    def _start_group(self, piece: Piece) -> None:
        assert self.open is not None
        group = read_group(piece)
        award = self.open
        if award.grouped and not award.groups[-1].entries:
            raise empty_heading(award.groups[-1].piece)
        award.groups.append(Group(piece, group.count if group else None))
        award.grouped = True
        self._check_section(piece)

    def _end_award(self) -> None:
        award, self.open = self.open, None
        if award is not None:
            self.awards.append(verified(award))
            # Winners without numbers could go on after prose; a declared count rules it out.
            self.unfinished = award.style == "" and award.heading.count is None

    def _end_at_section(self, piece: Piece) -> None:
        """Leave the list at a numbered heading of something else."""
        if is_winner_like(piece) or looks_like_open_heading(piece.shape):
            raise list_error(
                piece,
                "a line with a Chinese numeral that is neither an award's heading nor a known "
                "sub-heading; number winners with 1, 2, 3",
            )
        self._end_award()
        self._check_section(piece)
        self.suspect = piece

    def _check_section(self, piece: Piece) -> None:
        mark = piece.mark
        if mark is None or mark.number is None:
            return
        last = self.sections.get(mark.style)
        if last is not None and mark.number not in (1, last + 1):
            raise list_error(
                piece,
                f"numbering of headings jumps: {mark.number} follows {last}; is a heading "
                "missing or not recognised?",
            )
        self.sections[mark.style] = mark.number
        if mark.style == "一、":
            self.sections.pop("(一)", None)

    def _is_group(self, index: int) -> bool:
        piece = self.pieces[index]
        if read_group(piece):
            return piece.mark is not None or self._winner_follows(index)
        city = piece.mark is not None and piece.mark.style == "(一)"
        return bool(city and re.fullmatch(r"\w{1,7}[省市区县州]", piece.shape)) and (
            self._winner_follows(index)
        )

    # --- lines inside an award ---

    def _read_inside(self, piece: Piece, index: int) -> None:
        assert self.open is not None
        award = self.open
        if piece.mark:
            award.add(piece)
        elif is_list_title(piece.shape):
            self._end_award()
            self.suspect = piece
        elif is_credit(piece.shape):
            self._pause(piece)
        elif award.last is None or award.style == "":
            self._read_unnumbered(piece, index)
        else:
            self._read_after_numbered(piece, index)

    def _pause(self, piece: Piece) -> None:
        assert self.open is not None
        bare = Piece(piece.line, None, piece.printed.strip("()（）"), piece.shape.strip("()"))
        if piece.shape[0] == "(" and is_winner_like(bare):
            raise _stray(piece)
        self.open.paused = self.open.last is not None

    def _read_unnumbered(self, piece: Piece, index: int) -> None:
        """Read a line that may be a winner without number or bullet, or the list's end."""
        assert self.open is not None
        award = self.open
        if award.paused:
            self._read_after_numbered(piece, index)
        elif is_prose(piece.shape) and (is_told(piece.shape) or not is_winner_like(piece)):
            if starts_with_winner(piece):
                raise _stray(piece)
            if award.last:
                self._end_award()
        elif award.last and self._date_follows(index) and not award.is_complete:
            raise list_error(
                piece,
                "the last winner or the signature under the notice? It can't be told; number "
                "the winners or declare their count in the heading",
            )
        elif (award.is_complete and not is_winner_like(piece)) or (
            award.is_complete and self._date_follows(index)
        ):
            self._end_award()
        else:
            award.add(piece)

    def _read_after_numbered(self, piece: Piece, index: int) -> None:
        """Read a line without mark after entries that have one."""
        assert self.open is not None
        told = is_told(piece.shape)
        if is_winner_like(piece) and not told and not self._date_follows(index):
            raise _stray(piece)
        if is_prose(piece.shape) or self._date_follows(index) or not self._list_follows(index):
            if self._resumes(index):
                raise _stray(piece)
            self._end_award()
        else:
            raise _stray(piece)

    # --- lines outside of awards ---

    def _read_outside(self, piece: Piece) -> None:
        if piece.mark:
            self.stray.append(piece)
        elif looks_like_open_heading(piece.shape):
            raise list_error(piece, "a heading whose brackets don't pair; add the missing bracket")
        elif is_list_title(piece.shape):
            self.suspect = piece
        elif is_credit(piece.shape):
            return
        elif is_winner_like(piece) and not is_told(piece.shape) and self.unfinished:
            raise _stray(piece)
        elif is_winner_like(piece) and not is_prose(piece.shape) and self.suspect:
            raise _headless(piece)
        else:
            announces = piece.shape.endswith(":") or read_heading(piece)
            self.suspect = piece if announces else None

    def _judge_stray(self) -> None:
        """Raise if numbered lines outside of awards read like winners."""
        stray, self.stray = self.stray, []
        alike = [piece for piece in stray if is_winner_like(piece)]
        if alike and 2 * len(alike) >= len(stray):
            raise _headless(alike[0])

    def _next(self, index: int) -> Piece | None:
        return self.pieces[index + 1] if index + 1 < len(self.pieces) else None

    def _winner_follows(self, index: int) -> bool:
        following = self._next(index)
        if following is None:
            return False
        if following.mark and not following.mark.is_section:
            return True
        return read_group(following) is not None or is_winner_like(following)

    def _number_follows(self, index: int) -> bool:
        here, following = self.pieces[index].mark, self._next(index)
        if following is None or following.mark is None or here is None or here.number is None:
            return False
        return following.mark == Mark(here.style, here.number + 1)

    def _date_follows(self, index: int) -> bool:
        following = self._next(index)
        return following is not None and is_date(following.shape)

    def _list_follows(self, index: int) -> bool:
        return index < self._last_list_index

    def _resumes(self, index: int) -> bool:
        assert self.open is not None
        following = self._next(index)
        return following is not None and self.open.continues(following.mark)

    @cached_property
    def _last_list_index(self) -> int:
        parts = (i for i, piece in enumerate(self.pieces) if _is_list_part(piece))
        return max(parts, default=-1)


def _is_list_part(piece: Piece) -> bool:
    if piece.mark and not piece.mark.is_section:
        return is_winner_like(piece)
    return read_heading(piece) is not None


def _cut_headings(piece: Piece) -> list[Piece]:
    """Set a heading apart that is glued to the text before it or to its winners."""
    start = heading_start(piece)
    if start is not None:
        before, heading = cut_piece(piece, start)
        return [before, heading]
    end = inline_heading_end(piece) or _heading_before_space(piece)
    return [piece] if end is None else list(cut_piece(piece, end))


def _heading_before_space(piece: Piece) -> int | None:
    """Find the space that parts a heading from the only winner on its line."""
    for match in re.finditer(r"\s+", piece.shape[:60]):
        heading, winner = cut_piece(piece, match.end())
        if has_award_end(heading.shape) and read_heading(heading) and is_winner_like(winner):
            return match.end()
    return None


def _stray(piece: Piece) -> ParseError:
    return list_error(
        piece,
        "a line inside a list that is neither item nor heading nor the list's end; number it, "
        "or move it out of the list",
    )


def _headless(piece: Piece) -> ParseError:
    return list_error(
        piece,
        "this reads like a list of winners, but no heading above it can be recognised; write "
        "the award's title on a line of its own, such as '2019年度最佳服务奖'",
    )


def _table(rows: list[Row]) -> pd.DataFrame:
    import pandas as pd

    # Python storage shares one text among the rows of a line: a list of ten thousand winners
    # on a single line would else be stored ten thousand times.
    text = pd.StringDtype("python", na_value=float("nan"))
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    types = {name: text for name in COLUMNS if name not in ("position", "line")}
    return table.astype({**types, "position": "Int64", "line": "int64"})
