"""An audit in words, for the screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from unicodedata import east_asian_width

import pandas as pd

from hotlinelib.curation.audit import EditionAudit, audit_edition
from hotlinelib.curation.check import Checked
from hotlinelib.errors import HotlineError
from hotlinelib.messages import marked, message
from hotlinelib.tables.editions import list_editions
from hotlinelib.tables.load import load_witnesses

VERDICTS = {
    "agrees": marked("the printed name tells the registry's division"),
    "by hand": marked("decided by hand"),
    "unexplained": marked("the name tells another place or none, and no reason is given"),
    "unknown": marked("the registry doesn't know the name"),
}
STATUSES = {
    "located": marked("located"),
    "ambiguous": marked("ambiguous"),
    "not_found": marked("not_found"),
}
Describe = Callable[[dict[Any, Any]], list[str]]


def describe_check(checked: Checked) -> str:
    """Return the audits of all editions, the witnesses and the verdict as text."""
    blocks = []
    for edition in list_editions():
        with suppress(HotlineError) if not checked.problems else suppress(Exception):
            blocks.append(describe_audit(audit_edition(edition)))
    with suppress(HotlineError):
        blocks.append("\n".join(_witnesses(load_witnesses())))
    if checked.confirmed:
        blocks.append(message("Confirmed {number} changes.", number=checked.confirmed))
    open_points = [f"- {point}" for point in checked.open_points]
    if not checked.problems:
        unsure = message("Nothing is wrong, but not everything is confirmed:")
        verdict = unsure if open_points else message("All checks passed.")
        blocks.append("\n".join([verdict, *open_points]))
    return "\n\n".join(blocks)


def _witnesses(witnesses: pd.DataFrame) -> list[str]:
    full = list_editions()
    rows = []
    for edition, mine in witnesses.groupby("edition"):
        confirming = mine["source_line"].notna().sum()
        told = message("{number} of them confirm a row of the list", number=confirming)
        known = told if edition in full else message("no list")
        rows.append(f"  {edition}: {len(mine)}; {known}")
    return [message("Winners that press reports name ({number})", number=len(witnesses)), *rows]


def describe_audit(audit: EditionAudit) -> str:
    """Return the audit of an edition as text."""
    blocks = [
        _source(audit),
        _counts(audit),
        _names(audit),
        _entries(message("Other names of organisations (aliases)"), audit.aliases, _alias),
        _entries(message("Other titles of awards"), audit.titles, _title),
        _entries(message("Corrections of misprints"), audit.corrections, _correction),
        _entries(
            message("Names and titles that the registry doesn't know"), audit.unresolved, _unknown
        ),
        _places(audit),
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def _source(audit: EditionAudit) -> list[str]:
    source = audit.source
    told = {
        message("title"): source.title,
        message("publisher"): message(
            "{publisher}, {published}; awarded {awarded}",
            publisher=source.publisher,
            published=source.published,
            awarded=source.awarded,
        ),
        message("address"): source.address,
        message("list"): f"SHA-256 {source.list_sha256}",
        message("divisions"): message("end of {year}", year=source.divisions_year),
    }
    rows = [f"  {_wide(name, 10)}  {text}" for name, text in told.items()]
    return [message("Edition {edition}", edition=source.edition), *rows]


def _wide(text: str, width: int, at_right: bool = False) -> str:
    """Return a text filled up to a width; a Chinese character is as wide as two others."""
    spaces = " " * (width - sum(2 if east_asian_width(one) in "WF" else 1 for one in text))
    return spaces + text if at_right else text + spaces


def _counts(audit: EditionAudit) -> list[str]:
    head = message("Winners per award (counted by the parser only: count)")
    if audit.source.counts_confirmed:
        head = message("Winners per award (counted by hand or by the page)")
    rows = [
        f"  {row['declared']:>8}  {row['found']:>5}  {row['award']}"
        + ("" if row["declared"] == row["found"] else f"   <- {message('differs')}")
        for row in audit.counts.to_dict("records")
    ]
    declared, found = audit.counts["declared"].sum(), audit.counts["found"].sum()
    names = (_wide(message("declared"), 8, True), _wide(message("found"), 5, True))
    return [
        head,
        f"  {'  '.join(names)}  {message('award')}",
        *rows,
        f"  {declared:>8}  {found:>5}  {message('all')}",
    ]


def _names(audit: EditionAudit) -> list[str]:
    undecided = message("not decided yet")
    names = audit.names.fillna({"organisation_id": undecided})
    rows = [
        f"  {row.organisation_id}: {row.organisation} ({_lines(str(row.lines))})"
        for row in names.itertuples()
    ]
    head = message(
        "Organisations ({organisations}) and the names that are printed ({names})",
        organisations=audit.names["organisation_id"].nunique(),
        names=len(audit.names),
    )
    return [head, *rows]


def _lines(numbers: str) -> str:
    if " " not in numbers:
        return message("line {number}", number=numbers)
    return message("lines {numbers}", numbers=numbers)


def _entries(head: str, frame: pd.DataFrame, describe: Describe) -> list[str]:
    rows = [line for row in frame.to_dict("records") for line in describe(row)]
    count = len(frame) or message("none")
    return [message("{head}: {count}", head=head, count=count), *rows]


def _alias(row: dict[Any, Any]) -> list[str]:
    return [_is(row["organisation"], row["organisation_id"]), *_grounds(row)]


def _title(row: dict[Any, Any]) -> list[str]:
    return [_is(row["award"], row["award_id"]), *_grounds(row)]


def _is(printed: str, one: str) -> str:
    return "  " + message("{printed} is {one}", printed=printed, one=one)


def _correction(row: dict[Any, Any]) -> list[str]:
    told = message("line {number}", number=row["line"])
    return [f"  {told}: {row['printed']} -> {row['corrected']}", *_grounds(row)]


def _unknown(row: dict[Any, Any]) -> list[str]:
    place = f"; {row['place']}" if row["place"] else ""
    return [f"  {message(row['what'])} {row['printed']} ({_lines(row['lines'])}{place})"]


def _grounds(row: dict[Any, Any]) -> list[str]:
    reason = message("reason: {reason}", reason=row["reason"])
    evidence = message("evidence: {evidence}", evidence=row["evidence"])
    return [f"    {reason}", f"    {evidence}"]


def _places(audit: EditionAudit) -> list[str]:
    places = audit.places
    found = places["verdict"].value_counts()
    rows = [f"  {found.get(name, 0):>5}  {message(text)}" for name, text in VERDICTS.items()]
    statuses = ", ".join(
        f"{number} {message(STATUSES[str(status)])}"
        for status, number in places["status"].value_counts().items()
    )
    decided = places[places["verdict"].isin(["by hand", "unexplained"])]
    told = [
        "  "
        + message(
            "{organisation} is in {division}; read alone: {read}; reason: {reason}",
            organisation=row["organisation"],
            division=row["division_code"],
            read=" ".join([message(STATUSES[row["status"]]), *row["candidates"]]),
            reason=row["reason"],
        )
        for row in decided.fillna({"reason": message("none")}).to_dict("records")
    ]
    head = message(
        "Divisions of printed names, read from the name alone ({statuses})", statuses=statuses
    )
    return [head, *rows, *told]
