"""A new edition: from an article to the list, its source record and the decisions to make."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from hotlinelib.award_list.parse import parse_lines
from hotlinelib.award_list.printed_line import Line
from hotlinelib.award_list.source import read_text
from hotlinelib.curation.candidates import find_unknown, propose
from hotlinelib.curation.confirmed import confirmed_with
from hotlinelib.curation.decisions import DECISIONS_NAME, decisions_bytes, decisions_path
from hotlinelib.curation.printed_list import list_bytes
from hotlinelib.curation.registry import correct, load_registry
from hotlinelib.errors import DataError, ParameterError, ParseError
from hotlinelib.places.divisions import YEARS
from hotlinelib.storage import changeable_data, data_folder
from hotlinelib.tables.editions import LIST_NAME, RECORD_NAME, check_edition, list_editions
from hotlinelib.writing import write_together, write_whole


@dataclass(frozen=True)
class Page:
    """The page that prints the list of an edition.

    Parameters
    ----------
    title, publisher, address : str
        Of the page.
    published, awarded : str
        Dates, as YYYY-MM-DD.
    """

    title: str
    publisher: str
    address: str
    published: str
    awarded: str


@dataclass(frozen=True)
class NewEdition:
    """An edition that was added.

    Parameters
    ----------
    folder : pathlib.Path
        Where its files are.
    rows : pandas.DataFrame
        What its list holds, as `hotlinelib.parse_awards` returns it.
    unknown : pandas.DataFrame
        Names and titles that need a decision, as `candidates.find_unknown` returns them.
    divisions_year : int
        Year of the divisions that its places are looked up in.
    """

    folder: Path
    rows: pd.DataFrame
    unknown: pd.DataFrame
    divisions_year: int


def add_edition(
    edition: str | int,
    article: bytes,
    page: Page,
    *,
    divisions_year: int | None = None,
    replace: bool = False,
) -> NewEdition:
    """Add an edition to the data set: its list, its source record and the decisions to make.

    Nothing is written unless everything could be read.

    Parameters
    ----------
    edition : str or int
        Year of the edition.
    article : bytes
        The article as saved, in any form that `source.read_text` reads.
    page : Page
        Where it comes from.
    divisions_year : int, optional
        Year of the divisions; by default the newest one that ended before the award was given.
    replace : bool, default False
        Whether to replace the edition where it is there already.

    Returns
    -------
    NewEdition
        What was written and what is to be decided.

    Raises
    ------
    ParameterError
        If the edition is there already, or a year or a date isn't one.
    ParseError
        If the list can't be read with certainty.
    DataError
        If the list doesn't stand alone (its lines give other rows than the article), or the
        folder is that of an installed package.
    """
    year = _check_year(str(edition))
    target = changeable_data() / "editions" / year
    if year in list_editions() and not replace:
        raise ParameterError(
            f"edition {year} is there already: {target}. To read the article anew and lose what is "
            f"filled in there, add --replace"
        )
    _check_dates(page)
    divisions = _check_divisions(divisions_year, page.awarded)
    text = read_text(article)
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    rows = parse_lines(lines)
    content = list_bytes(cut_list(lines, rows))
    record = _record(year, page, text, content, rows, divisions)
    registry = load_registry()
    unknown = find_unknown(correct(rows, registry, year), registry, year, divisions)
    files = {
        LIST_NAME: content,
        RECORD_NAME: record.encode("utf-8"),
        DECISIONS_NAME: decisions_bytes(unknown) if len(unknown) else None,
    }
    inside = target.relative_to(data_folder()).as_posix()
    written = {f"{inside}/{name}": made for name, made in files.items()}
    known = confirmed_with({f"{inside}/{RECORD_NAME}": record.encode("utf-8")})
    write_together(data_folder(), written | known)
    return NewEdition(target, rows, unknown, divisions)


def cut_list(lines: list[Line], rows: pd.DataFrame) -> list[Line]:
    """Return the lines of a list alone, from its first heading to its last winner.

    Parameters
    ----------
    lines : list of Line
        All lines of the article.
    rows : pandas.DataFrame
        What `parse_lines` reads in them.

    Returns
    -------
    list of Line
        As few as give the same rows; empty lines are left out.

    Raises
    ------
    DataError
        If no stretch of lines gives the same rows.
    """
    first, last = int(rows["line"].min()), int(rows["line"].max())
    printed = [line for line in lines if line.text.strip() and line.number <= last]
    starts = [index for index, line in enumerate(printed) if line.number <= first]
    for start in reversed(starts):
        if _gives(printed[start:], rows):
            return printed[start:]
    raise DataError(
        f"the list in lines {first} to {last} of the article doesn't stand alone: cut out of the "
        f"article, its lines give other rows. Save the article without what stands before and "
        f"after the list, and add it again"
    )


def write_decisions(edition: str | int) -> Path | None:
    """Write the decisions to make for an edition; return their path, None if nothing is open.

    Raises
    ------
    ParameterError
        If there are decisions already.
    DataError
        If the folder is that of an installed package.
    """
    known = check_edition(str(edition))
    changeable_data()
    path = decisions_path(known)
    if path.exists():
        raise ParameterError(f"{path} is there already; fill it in, or delete it first")
    unknown = propose(known)
    if unknown.empty:
        return None
    return write_whole(path, decisions_bytes(unknown))


def describe_new_edition(added: NewEdition) -> str:
    """Return what was added and what to do next, in words."""
    counts = added.rows["award"].value_counts(sort=False)
    lines = [
        f"{len(added.rows)} winners of {len(counts)} awards, places by the divisions of the end of "
        f"{added.divisions_year}:",
        *(f"  {count:>4}  {award}" for award, count in counts.items()),
        f"wrote {added.folder / LIST_NAME}",
        f"wrote {added.folder / RECORD_NAME}",
    ]
    confirm = (
        f"Count the winners in the article by hand; write the counts, and counts_confirmed = true, "
        f"into {RECORD_NAME}."
    )
    if added.unknown.empty:
        steps = [f"1. {confirm}", "2. Run `hotline build`, then `hotline check`."]
    else:
        path = added.folder / DECISIONS_NAME
        lines.append(f"wrote {path}: {len(added.unknown)} names and titles to decide on")
        steps = [
            f"1. {confirm}",
            f"2. Fill in {DECISIONS_NAME}: new or same_as in the column decision, then what "
            f"that needs.",
            "3. Run `hotline build`: it names what is still missing, or takes the decisions over.",
            "4. Run `hotline check`.",
        ]
    return "\n".join([*lines, "Next:", *steps])


def _gives(lines: list[Line], rows: pd.DataFrame) -> bool:
    try:
        return parse_lines(lines).equals(rows)
    except ParseError:
        return False


def _check_year(edition: str) -> str:
    if not re.fullmatch(r"[12]\d{3}", edition):
        raise ParameterError(f"edition {edition!r} is no year; write four digits, such as 2020")
    return edition


def _check_dates(page: Page) -> None:
    for name, value in (("published", page.published), ("awarded", page.awarded)):
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise ParameterError(
                f"--{name} {value!r} is no date; write it as YYYY-MM-DD"
            ) from error


def _check_divisions(year: int | None, awarded: str) -> int:
    if year is None:
        before = [each for each in YEARS if each < date.fromisoformat(awarded).year]
        return max(before, default=min(YEARS))
    if year not in YEARS:
        offered = f"{YEARS[0]} to {YEARS[-1]}"
        raise ParameterError(f"no table of divisions for {year}; years offered: {offered}")
    return year


def _record(
    edition: str, page: Page, text: str, content: bytes, rows: pd.DataFrame, year: int
) -> str:
    """Return the source record as TOML."""
    counts = rows["award"].value_counts(sort=False)
    lines = len(text.removesuffix("\n").split("\n"))
    return "\n".join(
        [
            "# Where the award list of this edition comes from.",
            *_entries({"edition": edition, "title": page.title, "publisher": page.publisher}),
            *_entries({"address": page.address}),
            f"published = {page.published}",
            f"awarded = {page.awarded}",
            "",
            "# The text of the page (UTF-8, lines ended by LF), before the list was cut out of it.",
            f"article_lines = {lines}",
            f'article_sha256 = "{_sha256(text.encode("utf-8"))}"',
            f'list_sha256 = "{_sha256(content)}"',
            "",
            "# The division codes (GB/T 2260) that places are looked up in: end of this year.",
            f"divisions_year = {year}",
            "",
            "# The counts below are what the parser found. Count the winners of each award in the",
            "# article by hand, correct the numbers where they differ, then write true here.",
            "counts_confirmed = false",
            "",
            "[counts]",
            *(f"{_quoted(str(award))} = {count}" for award, count in counts.items()),
            "",
        ]
    )


def _entries(values: Mapping[str, str]) -> list[str]:
    return [f"{name} = {_quoted(value)}" for name, value in values.items()]


def _quoted(text: str) -> str:
    # JSON's strings are TOML's, but for the one control character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
