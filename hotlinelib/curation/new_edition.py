"""A new edition: from an article to the list, its source record and the decisions to make."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from hotlinelib.award_list.article import Reading, article_lines, read_lines
from hotlinelib.award_list.best_reading import OUTSIDE
from hotlinelib.award_list.explain import kinds_of_doubts, roles_frame, told
from hotlinelib.award_list.printed_line import Line
from hotlinelib.curation.candidates import find_unknown, propose
from hotlinelib.curation.confirmed import confirmed_with
from hotlinelib.curation.decisions import DECISIONS_NAME, decisions_bytes, decisions_path
from hotlinelib.curation.printed_list import ROLES_NAME, alone_at, list_bytes
from hotlinelib.curation.registry import correct, load_registry
from hotlinelib.errors import ParameterError, ParseError
from hotlinelib.messages import message
from hotlinelib.places.divisions import YEARS
from hotlinelib.storage import changeable_data, data_folder, data_place
from hotlinelib.tables.editions import (
    LIST_NAME,
    RECORD_NAME,
    check_edition,
    list_editions,
    read_source_record,
)
from hotlinelib.writing import write_together, write_whole


@dataclass(frozen=True)
class Page:
    """The page that prints the list of an edition."""

    title: str
    publisher: str
    address: str
    published: str
    awarded: str


@dataclass(frozen=True)
class NewEdition:
    """An edition that was added."""

    folder: Path
    reading: Reading
    rows: pd.DataFrame
    unknown: pd.DataFrame
    divisions_year: int
    # The files that were written, beside the decisions.
    written: tuple[Path, ...]


def add_edition(
    edition: str | int,
    article: bytes,
    page: Page,
    *,
    divisions_year: int | None = None,
    replace: bool = False,
    titles: Sequence[str] = (),
    within: str | None = None,
    roles: Path | None = None,
) -> NewEdition:
    """Add an edition to the data set: its list, source record, roles to settle and decisions."""
    year = _check_year(str(edition))
    target = changeable_data() / "editions" / year
    if year in list_editions() and not replace:
        raise ParameterError(
            "edition {year} is there already: {target}. To read the article anew and lose what is "
            "filled in there, add --replace",
            year=year,
            target=target,
        )
    _check_dates(page)
    divisions = _check_divisions(
        divisions_year, page.awarded, f"{data_place()}/editions/{year}/source.toml"
    )
    lines = article_lines(article)
    reading = read_lines(lines, titles=titles, within=within, roles=roles)
    rows = reading.rows
    if rows.empty:
        # Nothing to settle: the error says what was looked for.
        _ = reading.awards
    listed = cut_list(reading)
    content = list_bytes(listed)
    text = "\n".join(line.text for line in lines)
    record = _record(year, page, text, content, rows, divisions)
    registry = load_registry()
    unknown = find_unknown(correct(rows, registry, year), registry, year, divisions)
    alone = alone_at(rows)
    if not reading.is_sure or alone:
        # Names are decided on when it is known which they are.
        unknown = unknown.iloc[:0]
    files = {
        LIST_NAME: content,
        RECORD_NAME: record.encode("utf-8"),
        DECISIONS_NAME: decisions_bytes(unknown, divisions) if len(unknown) else None,
        ROLES_NAME: None
        if not alone and _stands_alone(listed, reading)
        else _roles_bytes(listed, reading),
    }
    inside = target.relative_to(data_folder()).as_posix()
    written = {f"{inside}/{name}": content for name, content in files.items()}
    known = confirmed_with({f"{inside}/{RECORD_NAME}": record.encode("utf-8")})
    write_together(data_folder(), written | known)
    made = [target / name for name in (LIST_NAME, RECORD_NAME, ROLES_NAME) if files[name]]
    made += [data_folder() / name for name in known]
    return NewEdition(target, reading, rows, unknown, divisions, tuple(made))


def cut_list(reading: Reading) -> list[Line]:
    """Return the lines of a list alone, from its first heading or doubt to its last one."""
    draft = reading.draft
    inside = {
        unit.piece.line.number
        for unit, choice in zip(draft.units, draft.chosen, strict=True)
        if choice.role not in OUTSIDE or choice.role == "table_head"
    }
    inside |= {doubt.line.number for doubt in reading.doubts if doubt.line}
    first, last = min(inside), max(inside)
    return [line for line in reading.source if first <= line.number <= last and line.text.strip()]


def _stands_alone(listed: Sequence[Line], reading: Reading) -> bool:
    """Tell whether the lines of a list give the article's rows without further word."""
    if not reading.is_sure:
        return False
    try:
        return (
            read_lines(listed)
            .awards.drop(columns="source_place")
            .equals(reading.rows.drop(columns="source_place"))
        )
    except ParseError:
        return False


def _roles_bytes(listed: Sequence[Line], reading: Reading) -> bytes:
    kept = {line.number for line in listed}
    table = roles_frame(reading)
    table = table[table["line"].isin(kept)]
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


def write_decisions(edition: str | int) -> Path | None:
    """Write the decisions to make for an edition; return their path, None if nothing is open."""
    known = check_edition(str(edition))
    changeable_data()
    path = decisions_path(known)
    if path.exists():
        raise ParameterError("{path} is there already; fill it in, or delete it first", path=path)
    unknown = propose(known)
    if unknown.empty:
        return None
    return write_whole(path, decisions_bytes(unknown, read_source_record(known).divisions_year))


def describe_new_edition(added: NewEdition) -> str:
    """Return what was added and what to do next, in words."""
    counts = added.rows["award"].value_counts(sort=False)
    lines = [
        message(
            "{winners} winners of {awards} awards, places by the divisions of the end of {year}:",
            winners=len(added.rows),
            awards=len(counts),
            year=added.divisions_year,
        ),
        *(f"  {count:>4}  {award}" for award, count in counts.items()),
        *(
            message("wrote {path}", path=path)
            for path in added.written
            # The roles to settle are told with their doubts.
            if added.reading.is_sure or path.name != ROLES_NAME
        ),
    ]
    if not added.reading.is_sure:
        return "\n".join([*lines, *_to_settle(added)])
    steps = [
        message(
            "Count the winners in the article by hand; write the counts, and counts_confirmed = "
            "true, into {name}.",
            name=RECORD_NAME,
        )
    ]
    if alone := alone_at(added.rows):
        steps += [
            message(
                "Lines {lines} have people whose organisation isn't printed; the data set counts "
                "winners by it. Leave these lines out: give them the role prose in {name}.",
                lines=alone,
                name=ROLES_NAME,
            ),
            message(
                "Run `hotline propose {edition} --write`, and decide on the names.",
                edition=added.folder.name,
            ),
            message("Run `hotline build`, then `hotline check`."),
        ]
    elif added.unknown.empty:
        steps.append(message("Run `hotline build`, then `hotline check`."))
    else:
        path, count = added.folder / DECISIONS_NAME, len(added.unknown)
        lines.append(
            message("wrote {path}: {count} names and titles to decide on", path=path, count=count)
        )
        steps += [
            message(
                "Fill in {name}: new or same_as in the column decision, then what that needs.",
                name=DECISIONS_NAME,
            ),
            message(
                "Run `hotline build`: it names what is still missing, or takes the decisions over."
            ),
            message("Run `hotline check`."),
        ]
    numbered = (f"{number}. {step}" for number, step in enumerate(steps, 1))
    return "\n".join([*lines, message("Next:"), *numbered])


def _to_settle(added: NewEdition) -> list[str]:
    doubts = added.reading.doubts
    path = added.folder / ROLES_NAME
    return [
        message("wrote {path}: {count} doubts to settle", path=path, count=len(doubts)),
        *(f"  {told(each)}" for each in kinds_of_doubts(doubts)),
        message("Next:"),
        "1. "
        + message(
            "Settle {name}: a role with a question mark is open; give the line's role, and award, "
            "organisation and person as it prints them, and take the question mark away.",
            name=ROLES_NAME,
        ),
        "2. "
        + message(
            "Run `hotline propose {edition} --write`, and decide on the names.",
            edition=added.folder.name,
        ),
        "3. " + message("Count the winners by hand, and write the counts into source.toml."),
        "4. " + message("Run `hotline build`, then `hotline check`."),
    ]


def _check_year(edition: str) -> str:
    if not re.fullmatch(r"[12]\d{3}", edition):
        raise ParameterError(
            "edition {edition!r} is no year; write four digits, such as 2020", edition=edition
        )
    return edition


def _check_dates(page: Page) -> None:
    for name, value in (("published", page.published), ("awarded", page.awarded)):
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise ParameterError(
                "--{name} {value!r} is no date; write it as YYYY-MM-DD", name=name, value=value
            ) from error


def _check_divisions(year: int | None, awarded: str, path: str) -> int:
    if year is None:
        before = [each for each in YEARS if each < date.fromisoformat(awarded).year]
        return max(before, default=min(YEARS))
    if year not in YEARS:
        offered = f"{YEARS[0]}–{YEARS[-1]}"
        raise ParameterError(
            "no table of divisions for {year}; years offered: {offered}", year=year, offered=offered
        )
    if year > date.fromisoformat(awarded).year:
        raise ParameterError(
            "{path}: divisions_year {divisions_year} is after the awards",
            path=path,
            divisions_year=year,
        )
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
