"""What stands behind each row: counts, names, decisions and places of an edition, and the checks.

An audit shows; `check_data` finds what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from hotlinelib.award_list.printed_line import fold_width
from hotlinelib.curation.build import make_files
from hotlinelib.curation.candidates import propose
from hotlinelib.curation.decisions import decisions_path, pending_editions
from hotlinelib.curation.printed_list import read_list, read_rows
from hotlinelib.curation.registry import Registry, correct, load_registry, names_of_organisations
from hotlinelib.curation.validate import validate_package
from hotlinelib.errors import HotlineError, MissingPackageError
from hotlinelib.places.locate import locate
from hotlinelib.storage import data_folder
from hotlinelib.tables.describe import readme_beside, refresh_dictionary
from hotlinelib.tables.editions import (
    SourceRecord,
    check_edition,
    list_editions,
    read_source_record,
)
from hotlinelib.tables.read import read_table


@dataclass(frozen=True)
class EditionAudit:
    """What stands behind the rows of one edition.

    Parameters
    ----------
    source : SourceRecord
        Where the list comes from.
    counts : pandas.DataFrame
        Rows per award: `award`, `declared` (by hand or by the page), `found`.
    names : pandas.DataFrame
        Printed names: `organisation_id`, `organisation`, `rows`, `lines`; the identifier is
        missing where the registry doesn't know the name.
    aliases, titles, corrections : pandas.DataFrame
        Entries of the registry that apply to the edition, with reason and evidence.
    unresolved : pandas.DataFrame
        Names and titles that the registry doesn't know, as `candidates.propose` returns them.
    places : pandas.DataFrame
        Printed names against the registry: `organisation`, `organisation_id`, `division_code`
        (of the registry), `located` (code that the name tells, missing where it tells none or
        several), `status` (of `hotlinelib.locate`), `candidates`, `verdict` (agrees, by hand,
        unexplained, unknown for a name that the registry doesn't know), `reason` (of a place by
        hand).
    """

    source: SourceRecord
    counts: pd.DataFrame
    names: pd.DataFrame
    aliases: pd.DataFrame
    titles: pd.DataFrame
    corrections: pd.DataFrame
    unresolved: pd.DataFrame
    places: pd.DataFrame


def audit_edition(edition: str | int = "2019") -> EditionAudit:
    """Return what stands behind the rows of one edition.

    Parameters
    ----------
    edition : str or int, default "2019"
        Year of the edition.

    Returns
    -------
    EditionAudit
        Frames to show or to count.

    Raises
    ------
    ParameterError
        If the data set has no such edition.
    DataError, ParseError
        If its files can't be read.

    Examples
    --------
    >>> audit = audit_edition("2019")
    >>> int(audit.counts["found"].sum()), len(audit.unresolved)
    (109, 0)
    >>> audit.places["verdict"].value_counts().to_dict()
    {'agrees': 54}
    """
    known = check_edition(str(edition))
    registry, record = load_registry(), read_source_record(known)
    rows = correct(read_rows(known), registry, known)
    names = _names(rows, registry, known)
    return EditionAudit(
        source=record,
        counts=_counts(rows, record),
        names=names,
        aliases=_of(registry.aliases, known),
        titles=_of(registry.award_names, known),
        corrections=_of(registry.corrections, known),
        unresolved=propose(known),
        places=_places(names, registry, record),
    )


def check_data() -> list[str]:
    """Check the whole data set.

    Its types, keys and hashes (frictionless), that a build gives exactly the files that are
    there, that each name stands in the line it comes from, and that each place is the one that
    the name tells or was decided by hand.


    Returns
    -------
    list of str
        Everything that is wrong, each with what to do; empty if all is well.

    Raises
    ------
    MissingPackageError
        If frictionless isn't installed: what it would find stays unknown.
    """
    problems = [*_tried(_check_built), *_tried(validate_package)]
    problems += _tried(_check_lines)
    for edition in list_editions():
        problems += _tried(_check_places, edition)
    return list(dict.fromkeys(problems))


# --- frames of an audit ---


def _of(frame: pd.DataFrame, edition: str) -> pd.DataFrame:
    return frame[frame["edition"] == edition].reset_index(drop=True)


def _counts(rows: pd.DataFrame, record: SourceRecord) -> pd.DataFrame:
    found = {str(award): int(n) for award, n in rows["award"].value_counts(sort=False).items()}
    awards = list({**found, **record.counts})
    return pd.DataFrame(
        {
            "award": pd.Series(awards, dtype="str"),
            "declared": [record.counts.get(award, 0) for award in awards],
            "found": [found.get(award, 0) for award in awards],
        }
    )


def _names(rows: pd.DataFrame, registry: Registry, edition: str) -> pd.DataFrame:
    known = names_of_organisations(registry, edition)
    found = [
        (known.get(name), name, len(lines), " ".join(map(str, dict.fromkeys(lines))))
        for name, lines in rows.groupby("organisation", sort=False)["line"]
    ]
    names = pd.DataFrame(found, columns=["organisation_id", "organisation", "rows", "lines"])
    types = {"organisation_id": "str", "organisation": "str", "lines": "str"}
    return names.astype(types).sort_values("organisation_id", kind="stable", ignore_index=True)


def _places(names: pd.DataFrame, registry: Registry, record: SourceRecord) -> pd.DataFrame:
    found = locate(names["organisation"], year=record.divisions_year)
    own = registry.organisations.set_index("organisation_id")["division_code"]
    frame = names[["organisation", "organisation_id"]].assign(
        division_code=names["organisation_id"].map(own).astype("str"),
        located=found["division_code"],
        status=found["status"],
        candidates=found["candidates"],
    )
    reasons = _reasons(registry, record.edition)
    reason = frame["organisation"].map(reasons).astype("str")
    agrees = frame["division_code"] == frame["located"]
    verdict = pd.Series("unexplained", index=frame.index, dtype="str")
    verdict = verdict.mask(reason.notna(), "by hand").mask(agrees, "agrees")
    verdict = verdict.mask(frame["organisation_id"].isna(), "unknown")
    return frame.assign(verdict=verdict, reason=reason.mask(agrees))


def _reasons(registry: Registry, edition: str) -> pd.Series:
    """Return why a name's place is the registry's, by printed name: its own row, or its alias."""
    rows = pd.concat([registry.place_decisions, _of(registry.aliases, edition)])
    return rows.drop_duplicates("organisation").set_index("organisation")["reason"]


# --- checks ---


def _tried(check_one: Callable[..., list[str]], *arguments: object) -> list[str]:
    """Return what a check finds; an error that stops it is one more problem."""
    try:
        return check_one(*arguments)
    except MissingPackageError:
        raise
    except HotlineError as error:
        return [str(error)]


def _check_built() -> list[str]:
    waiting = pending_editions()
    if waiting:
        paths = ", ".join(str(decisions_path(edition)) for edition in waiting)
        return [f"{paths}: decisions wait to be taken over; fill them in and run `hotline build`"]
    made = make_files(load_registry())
    folder = data_folder()
    problems = [
        f"{folder / path}: isn't what a build makes of the lists and the registry; run "
        f"`hotline build` and look at what changes"
        for path, content in made.items()
        if not (folder / path).is_file() or (folder / path).read_bytes() != content
    ]
    readme = readme_beside()
    if readme is not None:
        text = readme.read_text(encoding="utf-8")
        if refresh_dictionary(text) != text:
            problems.append(f"{readme}: its data dictionary is out of date; run `hotline build`")
    return problems


def _check_lines() -> list[str]:
    """Hold every row against the printed line that it names."""
    awards = read_table("awards")
    corrections = read_table("corrections")
    corrected = set(zip(corrections["edition"], corrections["line"], strict=True))
    problems: list[str] = []
    for edition, rows in awards.groupby("edition"):
        lines = {line.number: line.text for line in read_list(str(edition))}
        columns = rows[["source_line", "source_text", "organisation", "person"]]
        for line, text, *names in columns.itertuples(index=False):
            where = f"tables/awards.csv: edition {edition}, line {line}"
            if lines.get(line) != text:
                problems.append(f"{where}: source_text isn't that line of the list")
            if (edition, line) not in corrected:
                absent = [name for name in names if pd.notna(name) and not _stands_in(name, text)]
                problems += [f"{where}: {name!r} doesn't stand in it" for name in absent]
    return problems


def _stands_in(name: str, text: str) -> bool:
    # Spaces set a name in print and aren't part of it.
    return "".join(name.split()) in "".join(fold_width(text).split())


def _check_places(edition: str) -> list[str]:
    places = audit_edition(edition).places
    loose = places[places["verdict"] == "unexplained"]
    return [
        f"registry/organisations.csv: {row.organisation_id} is in {row.division_code}, but the "
        f"name {row.organisation!r} tells {_told(row.status, row.candidates)}. Correct the code, "
        f"or give the reason in registry/place_decisions.csv"
        for row in loose.itertuples()
    ]


def _told(status: object, candidates: object) -> str:
    codes = ", ".join(candidates) if isinstance(candidates, tuple) else ""
    return {"located": codes, "ambiguous": f"one of {codes}"}.get(str(status), "no division")
