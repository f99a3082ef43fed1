"""The whole data set held against its lists, its rules, its sources and what was confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import pandas as pd

from hotlinelib.award_list.printed_line import fold_width
from hotlinelib.curation.audit import audit_edition
from hotlinelib.curation.build import make_files
from hotlinelib.curation.confirmed import confirm, find_changes
from hotlinelib.curation.decisions import decisions_path, pending_editions
from hotlinelib.curation.guards_names import check_names
from hotlinelib.curation.guards_places import check_places, check_ranks
from hotlinelib.curation.keys import check_keys
from hotlinelib.curation.printed_list import read_list
from hotlinelib.curation.registry import load_registry
from hotlinelib.curation.validate import validate_package
from hotlinelib.errors import DataError, HotlineError
from hotlinelib.extras import from_extra
from hotlinelib.messages import marked, message, reworded
from hotlinelib.storage import data_folder, data_place
from hotlinelib.tables.editions import list_editions, read_source_record
from hotlinelib.tables.load import load_witnesses
from hotlinelib.tables.read import read_table

HOW_TO_CONFIRM = marked(
    "changed since it was confirmed. Restore it; or, if the change is meant, look at it here, then "
    "confirm it with `hotline check --confirm`"
)
Check = Callable[..., list[str]]


@dataclass(frozen=True)
class Checked:
    """What a check of the data set found."""

    problems: tuple[str, ...]
    open_points: tuple[str, ...]
    confirmed: int = 0


def check(*, confirm_changes: bool = False) -> Checked:
    """Check the whole data set.

    Its types, keys and hashes (frictionless); names, labels, places and sums against each other;
    that a build gives exactly the files that are there, that each name stands in the line it comes
    from, that each place is the one that the name tells or was decided by hand, and that every row
    kept by hand is one that somebody has confirmed.

    Parameters
    ----------
    confirm_changes : bool, default False
        Whether to record the rows of hand-kept files as confirmed. Refused where a rule is broken.

    Returns
    -------
    Checked
        What is wrong and what is open.

    Raises
    ------
    DataError
        If changes are to be confirmed, but a rule is broken.
    MissingPackageError
        If frictionless isn't installed: what it would find stays unknown, so nothing is confirmed.

    Examples
    --------
    >>> check().problems
    ()
    """
    with from_extra("reports"):
        # Where it is missing, that is said before anything is looked at or confirmed.
        import_module("frictionless")
    broken = [*_tried(check_keys), *_tried(check_ranks)]
    # What follows builds on keys and ranks: where they don't hold, it would only stumble.
    if not broken:
        broken = [*_tried(check_names), *_tried(check_places)]
    if confirm_changes and broken:
        listed = "\n".join(f"- {trouble}" for trouble in broken)
        raise DataError("nothing was confirmed, as rules are broken:\n{listed}", listed=listed)
    confirmed = confirm() if confirm_changes else 0
    changed = [f"{change}: {message(HOW_TO_CONFIRM)}" for change in _tried(find_changes)]
    problems = [*broken, *changed]
    steady = not problems
    if not broken:
        problems += _tried(_check_built, steady)
        for edition in list_editions():
            problems += _tried(_check_places, edition)
    problems += [*_tried(_check_lines), *_tried(_validate, steady)]
    found = () if broken else tuple(_open_points())
    return Checked(tuple(dict.fromkeys(problems)), found, confirmed)


def _open_points() -> list[str]:
    """Return what isn't confirmed: counts, and reported winners that a list doesn't have."""
    unconfirmed = [e for e in list_editions() if not read_source_record(e).counts_confirmed]
    found = [
        message(
            "edition {edition}: the counts of winners are the parser's; count them in the article "
            "by hand, then write counts_confirmed = true into its source.toml",
            edition=edition,
        )
        for edition in unconfirmed
    ]
    witnesses = load_witnesses()
    of_lists = witnesses["edition"].isin(list_editions())
    alone = of_lists & witnesses["source_line"].isna() & (witnesses["relation"] == "same_award")
    return found + [
        message(
            "edition {edition}: {address} names {organisation!r} a winner of {award}, but no "
            "single line of the list does",
            edition=row.edition,
            address=row.address,
            organisation=row.organisation,
            award=row.award,
        )
        for row in witnesses[alone].itertuples()
    ]


def _validate(steady: bool) -> list[str]:
    # A hash of a file that has changed is told already, and row by row.
    told_already = tuple(
        reworded(f"The data source does not match the expected {count} count: ")
        for count in ("hash", "byte")
    )
    return [
        one for one in validate_package() if steady or not any(text in one for text in told_already)
    ]


def _tried(check_one: Check, *arguments: object) -> list[str]:
    """Return what a check finds; an error that stops it is one more problem."""
    try:
        return check_one(*arguments)
    except HotlineError as error:
        return [str(error)]


def _check_built(steady: bool) -> list[str]:
    waiting = pending_editions()
    if waiting:
        paths = ", ".join(str(decisions_path(edition)) for edition in waiting)
        return [
            message(
                "{paths}: decisions wait to be taken over; fill them in and run `hotline build`",
                paths=paths,
            )
        ]
    # A build makes tables of whatever the hand-kept files hold: first those must be right.
    how = message("run `hotline build` and look at what changes")
    how = (
        how
        if steady
        else message("when the changes above are restored or confirmed, {how}", how=how)
    )
    folder = data_folder()
    return [
        message(
            "{folder}: isn't what a build makes of the lists and the registry; {how}",
            folder=folder / path,
            how=how,
        )
        for path, content in make_files(load_registry()).items()
        if not (folder / path).is_file() or (folder / path).read_bytes() != content
    ]


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
            where = message(
                "{data}/tables/awards.csv: edition {edition}, line {line}",
                data=data_place(),
                edition=edition,
                line=line,
            )
            if lines.get(line) != text:
                problems.append(
                    message("{where}: source_text isn't that line of the list", where=where)
                )
            if (edition, line) not in corrected:
                absent = [name for name in names if pd.notna(name) and not _stands_in(name, text)]
                problems += [
                    message("{where}: {name!r} doesn't stand in it", where=where, name=name)
                    for name in absent
                ]
    return problems


def _stands_in(name: str, text: str) -> bool:
    # Spaces set a name in print and aren't part of it.
    return "".join(name.split()) in "".join(fold_width(text).split())


def _check_places(edition: str) -> list[str]:
    places = audit_edition(edition).places
    loose = places[places["verdict"] == "unexplained"]
    return [
        message(
            "{data}/registry/organisations.csv: {organisation_id} is in {division_code}, but the "
            "name {organisation!r} tells {status}. Correct the code, or give the reason in "
            "{data}/registry/place_decisions.csv",
            data=data_place(),
            organisation_id=row.organisation_id,
            division_code=row.division_code,
            organisation=row.organisation,
            status=_told(row.status, row.candidates),
        )
        for row in loose.itertuples()
    ]


def _told(status: object, candidates: object) -> str:
    codes = ", ".join(candidates) if isinstance(candidates, tuple) else ""
    return {"located": codes, "ambiguous": message("one of {codes}", codes=codes)}.get(
        str(status), message("no division")
    )
