"""An audit in words, for the screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pandas as pd

from hotlinelib.curation.audit import EditionAudit, audit_edition
from hotlinelib.curation.check import Checked
from hotlinelib.errors import HotlineError
from hotlinelib.tables.editions import list_editions
from hotlinelib.tables.load import load_witnesses

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
        blocks.append(f"Confirmed {checked.confirmed} changes.")
    open_points = [f"- {point}" for point in checked.open_points]
    if not checked.problems:
        verdict = "Nothing is wrong, but not everything is confirmed:" if open_points else ""
        blocks.append("\n".join([verdict or "All checks passed.", *open_points]))
    return "\n\n".join(blocks)


def _witnesses(witnesses: pd.DataFrame) -> list[str]:
    full = list_editions()
    rows = []
    for edition, mine in witnesses.groupby("edition"):
        confirming = f"{mine['source_line'].notna().sum()} of them confirm a row of the list"
        rows.append(f"  {edition}: {len(mine)}, {confirming if edition in full else 'no list'}")
    return [f"Winners that press reports name ({len(witnesses)})", *rows]


def describe_audit(audit: EditionAudit) -> str:
    """Return the audit of an edition as text."""
    blocks = [
        _source(audit),
        _counts(audit),
        _names(audit),
        _entries("Other names of organisations (aliases)", audit.aliases, _alias),
        _entries("Other titles of awards", audit.titles, _title),
        _entries("Corrections of misprints", audit.corrections, _correction),
        _entries("Names and titles that the registry doesn't know", audit.unresolved, _unknown),
        _places(audit),
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def _source(audit: EditionAudit) -> list[str]:
    source = audit.source
    return [
        f"Edition {source.edition}",
        f"  title       {source.title}",
        f"  publisher   {source.publisher}, {source.published}; awarded {source.awarded}",
        f"  address     {source.address}",
        f"  list        SHA-256 {source.list_sha256}",
        f"  divisions   end of {source.divisions_year}",
    ]


def _counts(audit: EditionAudit) -> list[str]:
    by = "by hand or by the page" if audit.source.counts_confirmed else "by the parser only: count"
    rows = [
        f"  {row['declared']:>8}  {row['found']:>5}  {row['award']}"
        + ("" if row["declared"] == row["found"] else "   <- differs")
        for row in audit.counts.to_dict("records")
    ]
    declared, found = audit.counts["declared"].sum(), audit.counts["found"].sum()
    return [
        f"Winners per award (counted {by})",
        "  declared  found  award",
        *rows,
        f"  {declared:>8}  {found:>5}  all",
    ]


def _names(audit: EditionAudit) -> list[str]:
    head = f"Organisations ({audit.names['organisation_id'].nunique()}) and the names that are "
    rows = [
        f"  {row.organisation_id}: {row.organisation} (lines {row.lines})"
        for row in audit.names.itertuples()
    ]
    return [f"{head}printed ({len(audit.names)})", *rows]


def _entries(head: str, frame: pd.DataFrame, describe: Describe) -> list[str]:
    rows = [line for row in frame.to_dict("records") for line in describe(row)]
    return [f"{head}: {len(frame) or 'none'}", *rows]


def _alias(row: dict[Any, Any]) -> list[str]:
    return [f"  {row['organisation']} is {row['organisation_id']}", *_grounds(row)]


def _title(row: dict[Any, Any]) -> list[str]:
    return [f"  {row['award']} is {row['award_id']}", *_grounds(row)]


def _correction(row: dict[Any, Any]) -> list[str]:
    return [f"  line {row['line']}: {row['printed']} -> {row['corrected']}", *_grounds(row)]


def _unknown(row: dict[Any, Any]) -> list[str]:
    place = f"; {row['place']}" if row["place"] else ""
    return [f"  {row['what']} {row['printed']} (lines {row['lines']}{place})"]


def _grounds(row: dict[Any, Any]) -> list[str]:
    return [f"    reason: {row['reason']}", f"    evidence: {row['evidence']}"]


def _places(audit: EditionAudit) -> list[str]:
    verdicts = {
        "agrees": "the printed name tells the registry's division",
        "by hand": "decided by hand",
        "unexplained": "the name tells another place or none, and no reason is given",
        "unknown": "the registry doesn't know the name",
    }
    places = audit.places
    found = places["verdict"].value_counts()
    rows = [f"  {found.get(name, 0):>5}  {text}" for name, text in verdicts.items()]
    statuses = ", ".join(f"{n} {status}" for status, n in places["status"].value_counts().items())
    decided = places[places["verdict"].isin(["by hand", "unexplained"])]
    told = [
        f"  {row['organisation']} is in {row['division_code']}; read alone: "
        f"{' '.join([row['status'], *row['candidates']])}; reason: {row['reason']}"
        for row in decided.fillna({"reason": "none"}).to_dict("records")
    ]
    return [f"Divisions of printed names, read from the name alone ({statuses})", *rows, *told]
