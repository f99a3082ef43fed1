"""Reading an article: what a person decides, what the best reading gives, what stays unsure."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hotlinelib.arguments import check_kind
from hotlinelib.award_list.checks import find_doubts
from hotlinelib.award_list.decided import NAMES, Decided, Decisions, as_cell, read_decisions
from hotlinelib.award_list.draft import Doubt, Draft
from hotlinelib.award_list.printed_line import Line, fold_shape
from hotlinelib.award_list.reading import reader_for
from hotlinelib.award_list.settling import settled_rows
from hotlinelib.award_list.titles import unadorned
from hotlinelib.award_list.units import Role
from hotlinelib.errors import ParameterError, ParseError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("award", "position", "organisation", "person", "line", "source_text")
_LONGEST_PATH = 1024


@dataclass(frozen=True)
class Reading:
    r"""An article as it was read: every line with its role, the winners, and what isn't sure.

    Shown in a notebook, it prints the article with the roles of its lines, the doubts first.

    Parameters
    ----------
    source : tuple of Line
        The lines of the article.
    draft : Draft
        Their best reading.
    doubts : tuple of Doubt
        What isn't sure, in the order of the lines.
    within : str or None
        The issuer's place, as given.
    accepted : tuple of Doubt
        What a person has settled.
    titles : tuple of str
        Titles of awards, as given.

    Examples
    --------
    >>> reading = read_awards("先进单位\n1.昆山市财政局\n2.太仓市财政局")
    >>> reading
    Reading: 2 winners of 1 awards in 3 lines, 0 doubts
    >>> reading.lines[["line", "role", "organisation"]].fillna("").values.tolist()
    [[1, 'heading', ''], [2, 'winner', '昆山市财政局'], [3, 'winner', '太仓市财政局']]
    """

    source: tuple[Line, ...]
    draft: Draft
    doubts: tuple[Doubt, ...]
    within: str | None = None
    accepted: tuple[Doubt, ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.doubts

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Every printed line with its role, a line with several winners once for each.

        Returns
        -------
        pandas.DataFrame
            `line`; `part` (of a line that holds several things, from 1); `source_place`; `role`;
            `award`, `organisation`, `person`, `grade`, `group`, `work`; `margin` (by how much the
            reading beats the best one in which the line has another role); `why`; `doubt`; `text`.
        """
        from hotlinelib.award_list.explain import lines_frame

        return lines_frame(self)

    @cached_property
    def unsure(self) -> pd.DataFrame:
        """What isn't certain, one row for each doubt.

        Returns
        -------
        pandas.DataFrame
            `line`, `source_place`, `kind`, `doubt` (what was found and what to do), `readings`
            (those that remain, the likelier first), `text`.
        """
        from hotlinelib.award_list.explain import doubts_frame

        return doubts_frame(self)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The winners of the best reading, whether or not they are sure."""
        from hotlinelib.award_list.explain import rows_frame

        return rows_frame(self)

    @property
    def awards(self) -> pd.DataFrame:
        """The winners, where nothing is unsure.

        Returns
        -------
        pandas.DataFrame
            One row per winner in printed order:

            - `award` (str): the award's own title, without year, number, count and brackets;
            - `position` (Int64): the printed number, missing where the list has none;
            - `organisation` (str): as printed, with digits, Latin letters and spaces at half width;
              missing where only a person is named;
            - `person` (str): missing where the winner is the organisation;
            - `line` (int64): number of the line;
            - `source_text` (str): the line as printed;
            - `grade`, `group`, `work`, `within` (str), each only where the list has it: 一等奖;
              市级部门; the case or project; the issuer's place for names that leave it out;
            - `source_place` (str): where a reader finds the line: its number, page, sheet and row.

        Raises
        ------
        ParseError
            If anything is unsure; it names every doubt.
        """
        if self.doubts:
            raise parse_error(self.doubts)
        return self.rows.copy()

    @property
    def roles(self) -> pd.DataFrame:
        """The table of roles to settle, as `hotline parse --write` writes it.

        Returns
        -------
        pandas.DataFrame
            `line`, `part`, `role` (with a question mark while it is open), `award`,
            `organisation`, `person`, `grade`, `group`, `work`, `why`, `doubt`, `text`, and `told`,
            the doubts by which is known what was settled. Edited, it is the argument `roles` of
            `read_awards`.
        """
        from hotlinelib.award_list.explain import roles_frame

        return roles_frame(self)

    def settle(
        self,
        line: int,
        role: Role = "winner",
        *,
        part: int = 1,
        award: str = "",
        organisation: str | Sequence[str] = "",
        person: str | Sequence[str] = "",
        grade: str = "",
        group: str = "",
        work: str = "",
    ) -> Reading:
        r"""Return the reading after one more line was settled by a person.

        What isn't sure of lines that are made like it is read as this one was.

        Parameters
        ----------
        line : int
            Number of the line, as `lines` has it.
        role : str
            What the line is: one of the roles of `lines`.
        part : int
            Which part of a line that holds several things.
        organisation, person : str or sequence of str
            Names that the line prints, several as a list or parted by 、. By default as read.
        award, grade, group, work : str
            What else the line prints. By default as read, where it can be nothing else.

        Returns
        -------
        Reading

        Raises
        ------
        ParameterError
            If the article has no such line, or the line doesn't print a name.

        Examples
        --------
        >>> text = "服务之星\n甲班　刘洋　3012\n乙班　牛晓萌　3013"
        >>> reading = read_awards(text, within="保定市")
        >>> reading = reading.settle(2, organisation="甲班", person="刘洋")
        >>> reading.awards[["organisation", "person"]].values.tolist()
        [['甲班', '刘洋'], ['乙班', '牛晓萌']]
        """
        draft = self.draft
        places = {(u.piece.line.number, draft.part_of(i)): i for i, u in enumerate(draft.units)}
        index = places.get((line, part))
        told = frozenset[str]().union(
            *(d.keys for d in (*self.doubts, *self.accepted) if d.index == index)
        )
        names = (award, as_cell(organisation), as_cell(person), grade, group, work)
        given = dict(zip(NAMES, names, strict=True))
        settled: dict[tuple[int, int], Sequence[Decided]] = {
            place: draft.decided[i] for place, i in places.items() if i in draft.decided
        }
        settled[line, part] = settled_rows(
            draft, index, role, given, told, f"line {line}", reader_for().rows
        )
        return read_lines(self.source, titles=self.titles, within=self.within, roles=settled)

    def __repr__(self) -> str:
        """Say how much was read and how much is unsure."""
        rows = self.draft.rows
        awards = len({row.award for row in rows})
        return (
            f"Reading: {len(rows)} winners of {awards} awards in {len(self.source)} lines, "
            f"{len(self.doubts)} doubts"
        )

    def _repr_html_(self) -> str:
        from hotlinelib.award_list.page_of_reading import reading_html

        return reading_html(self)


def read_awards(
    text: str | bytes | Path,
    *,
    titles: Sequence[str] = (),
    within: str | None = None,
    roles: pd.DataFrame | str | Path | None = None,
) -> Reading:
    r"""Read the award lists of an article, and tell what in them isn't sure.

    Parameters
    ----------
    text : str, bytes or pathlib.Path
        Plain text or a saved page; a path or bytes also of a Word file, an Excel file or a PDF
        with text (extra `files`).
    titles : sequence of str, optional
        Titles of awards as the article prints them, where they aren't recognised.
    within : str, optional
        The issuer's place, such as 苏州市吴中区, for names that leave it out (区教育局).
    roles : pandas.DataFrame or path, optional
        What a person has decided, line by line: a table as `hotline parse --explain --write`
        writes it.

    Returns
    -------
    Reading
        Its `lines`, what is `unsure`, and the `awards`.

    Raises
    ------
    ParseError
        If the file can't be read at all.
    ParameterError
        If a title isn't printed, or a decision doesn't fit the article.

    Notes
    -----
    How a reading is found: docs/how_to/read_a_list.md. The roles of all lines are found together,
    by dynamic programming; the weights are data (`data/reading/weights.toml`).

    Examples
    --------
    >>> text = "金杯单位\n昆山市财政局\n苏州市人民政府办公室\n2018年6月26日"
    >>> read_awards(text).unsure["kind"].tolist()
    ['role']
    """
    return read_lines(article_lines(text), titles=titles, within=within, roles=roles)


def read_lines(
    lines: Sequence[Line],
    *,
    titles: Sequence[str] = (),
    within: str | None = None,
    roles: pd.DataFrame | str | Path | Decisions | None = None,
) -> Reading:
    """Read the award lists in lines that are numbered already; see `read_awards`."""
    if isinstance(titles, str):
        raise ParameterError("titles is {titles!r}; expected a list of titles", titles=titles)
    decisions = read_decisions(roles)
    shapes = [unadorned(fold_shape(title.strip())) for title in titles]
    with _no_collection():
        reader = reader_for(shapes)
        draft = reader.draft(lines, decisions)
        if missing := _missing_titles(draft, shapes):
            # Perhaps they were given with year, number or count, which are no part of a title.
            bare = reader_for().titles.bare
            shapes = [
                bare(title) if shape in missing else shape
                for title, shape in zip(titles, shapes, strict=True)
            ]
            reader = reader_for(shapes)
            draft = reader.draft(lines, decisions)
            _check_titles(draft, shapes, titles)
        found = find_doubts(draft, reader, within)
        doubted = {doubt.index for doubt in found if doubt.kind != "place"}
        if draft.written_out and reader.read_shown(draft, doubted):
            found = find_doubts(draft, reader, within)
    accepted = [doubt for doubt in found if draft.is_accepted(doubt)]
    doubts = [doubt for doubt in found if not draft.is_accepted(doubt)]
    return Reading(tuple(lines), draft, tuple(doubts), within, tuple(accepted), tuple(titles))


def article_lines(text: str | bytes | Path) -> list[Line]:
    """Return the lines of an article, whatever it was saved as."""
    from hotlinelib.award_list.source import read_document

    if isinstance(text, str) and not _is_path(text):
        from hotlinelib.award_list.source import text_lines

        return text_lines(text)
    if not isinstance(text, str | bytes | Path):
        check_kind("text", text, str)
    return read_document(text)


def parse_error(doubts: Sequence[Doubt]) -> ParseError:
    """Return the error that names all doubts."""
    errors = [
        ParseError(doubt.reason, doubt.line.number, doubt.line.text)
        if doubt.line
        else ParseError(doubt.reason)
        for doubt in doubts
    ]
    first = errors[0]
    return ParseError(first.reason, first.line, first.text, errors[1:])


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave garbage alone for a while."""
    # Nothing that a reading makes refers to itself: looking for such circles in a long list takes a
    # quarter of the time and finds none.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _is_path(text: str) -> bool:
    """Tell whether a text is the path of a file: one that is there, or is called like a list."""
    if len(text) > _LONGEST_PATH or "\n" in text or not re.search(r"\.\w{2,5}$", text):
        return False
    if re.search(r"\.(docx|xlsx|pdf|html?|txt|csv)$", text, re.IGNORECASE):
        return True
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _missing_titles(draft: Draft, shapes: Sequence[str]) -> list[str]:
    awards = {row.award for row in draft.rows} if shapes else ()
    found = {fold_shape(award) for award in awards} | {each.shape for each in draft.lists}
    return [shape for shape in shapes if shape not in found]


def _check_titles(draft: Draft, shapes: Sequence[str], titles: Sequence[str]) -> None:
    """Refuse titles that no line prints."""
    absent = _missing_titles(draft, shapes)
    missing = [title for title, shape in zip(titles, shapes, strict=True) if shape in absent]
    if missing:
        raise ParameterError(
            "titles: no line prints {titles} as the heading of winners; write the title as "
            "the article has it, without number and count",
            titles=", ".join(map(repr, missing)),
        )


__all__ = ["COLUMNS", "Reading", "article_lines", "read_awards", "read_lines"]
