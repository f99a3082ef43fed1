"""Decisions on printed names: a table that a person fills in, taken over into the registry."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from hotlinelib.curation.candidates import propose
from hotlinelib.curation.guards_names import organisation_troubles
from hotlinelib.curation.proposals import propose_organisations
from hotlinelib.curation.registry import CURATED, Registry
from hotlinelib.errors import DataError
from hotlinelib.language.script import to_simplified, to_traditional
from hotlinelib.messages import message
from hotlinelib.places.divisions import load_divisions
from hotlinelib.storage import spreadsheet_text
from hotlinelib.tables.editions import edition_folder, list_editions, read_source_record
from hotlinelib.tables.read import read_table
from hotlinelib.tables.schema import columns

DECISIONS_NAME = "decisions.csv"

TOLD = ["what", "printed", "lines", "winners", "place", "candidates"]
TO_FILL = [
    "decision",
    "organisation_id",
    "organisation_hans",
    "organisation_en",
    "division_code",
    "kind",
    "award_id",
    "recipient",
    "award_hans",
    "award_hant",
    "award_en",
    "award_short_en",
    "reason",
    "evidence",
]
NEW, SAME = "new", "same_as"
GROUNDS = ["reason", "evidence"]
NEEDED = {
    ("organisation", NEW): TO_FILL[1:6],
    ("organisation", SAME): ["organisation_id", *GROUNDS],
    ("award", NEW): TO_FILL[6:12],
    ("award", SAME): ["award_id", *GROUNDS],
}

Row = dict[str, str]


def decisions_path(edition: str) -> Path:
    """Return the path of an edition's decisions."""
    return edition_folder(edition) / DECISIONS_NAME


def pending_editions() -> list[str]:
    """Return the editions whose decisions wait to be taken over."""
    return [e for e in list_editions() if decisions_path(e).is_file()]


def decisions_bytes(unknown: pd.DataFrame, year: int) -> bytes:
    """Return the table to fill in, as it is written: CSV in UTF-8 with a mark, for spreadsheets."""
    open_names = unknown[unknown["what"] == "organisation"]
    taken = read_table("registry")["organisation_id"]
    proposed = propose_organisations(
        open_names["printed"], open_names["division_code"], year, taken
    )
    by_name = dict(zip(open_names["printed"], proposed, strict=True))
    text = io.StringIO()
    writer = csv.DictWriter(text, [*TOLD, *TO_FILL], restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in unknown.to_dict("records"):
        told = {name: row[name] for name in TOLD}
        writer.writerow(told | _certain(row) | by_name.get(row["printed"], {}))
    return text.getvalue().encode("utf-8-sig")


def decide(registry: Registry) -> tuple[Registry, list[str]]:
    """Return the registry with what the editions' `decisions.csv` add, and a sentence on each."""
    added: list[str] = []
    for edition in pending_editions():
        rows = read_decisions(edition)
        _refuse_open(rows, registry, edition)
        for row in rows:
            registry, sentence = _taken_over(row, registry, edition)
            added.append(sentence)
    return _sorted(registry), added


def read_decisions(edition: str) -> list[Row]:
    """Read the decisions on an edition, however a spreadsheet saved them."""
    path = decisions_path(edition)
    text = spreadsheet_text(path.read_bytes())
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    lacking = [name for name in [*TOLD[:2], *TO_FILL] if name not in (reader.fieldnames or [])]
    if lacking:
        raise DataError(
            "{path}: the columns {lacking} are missing; put them back",
            path=path,
            lacking=", ".join(lacking),
        )
    numbered = enumerate(reader, 2)
    rows = [{name: (row.get(name) or "").strip() for name in [*TOLD, *TO_FILL]} | {"row": str(n)}
            for n, row in numbered]  # fmt: skip
    return [row for row in rows if any(row[name] for name in [*TOLD, *TO_FILL])]


def _certain(unknown: Mapping[Any, Any]) -> Row:
    """Return the cells that are told by the list: never which organisation or award it is."""
    printed = str(unknown["printed"])
    simplified = to_simplified(printed)
    if unknown["what"] == "organisation":
        return {"organisation_hans": simplified, "division_code": str(unknown["division_code"])}
    traditional = printed if printed != simplified else to_traditional(printed)
    recipient = str(unknown["recipient"])
    return {"recipient": recipient, "award_hans": simplified, "award_hant": traditional}


# --- what is open ---


def _refuse_open(rows: list[Row], registry: Registry, edition: str) -> None:
    unknown = propose(edition)
    located = dict(zip(unknown["printed"], unknown["division_code"], strict=True))
    year = read_source_record(edition).divisions_year
    facts = _Facts(rows, registry, located, year)
    wanted = list(zip(unknown["what"], unknown["printed"], strict=True))
    troubles = [
        f"row {row['row']}, {row['printed']}: {trouble}"
        for row in rows
        for trouble in _troubles(row, rows, wanted, facts)
    ]
    decided = {(row["what"], row["printed"]) for row in rows}
    open_ones = [each for each in wanted if each not in decided]
    troubles += [
        message("{what} {name}: has no row", what=what, name=name) for what, name in open_ones
    ]
    if troubles:
        listed = "\n  ".join(troubles)
        raise DataError(
            "{edition}: {troubles} open:\n  {listed}\nFill in what is missing, then run `hotline "
            "build` again",
            edition=decisions_path(edition),
            troubles=len(troubles),
            listed=listed,
        )


class _Facts:
    """What decisions are held against."""

    def __init__(
        self, rows: list[Row], registry: Registry, located: dict[str, str], year: int
    ) -> None:
        self.old = {
            "organisation": set(registry.organisations["organisation_id"]),
            "award": set(registry.award_categories["award_id"]),
        }
        self.new = {
            what: [r[f"{what}_id"] for r in rows if (r["what"], r["decision"]) == (what, NEW)]
            for what in self.old
        }
        self.kinds = list(registry.kinds["kind"])
        whole = [r for r in rows if r["decision"] == NEW and all(r[n] for n in TO_FILL[1:6])]
        named = pd.DataFrame([r | {"organisation": r["printed"]} for r in whole])
        self.wrong: dict[str, list[str]] = {}
        for row, column, told in organisation_troubles(named) if whole else ():
            self.wrong.setdefault(whole[row]["row"], []).append(f"{column} {told}")
        self.located = located
        self.year = year
        self.codes = set(load_divisions(year)["division_code"])


def _troubles(
    row: Row, rows: list[Row], wanted: list[tuple[str, str]], facts: _Facts
) -> Iterator[str]:
    key = (row["what"], row["printed"])
    if key not in wanted:
        yield (
            message(
                "is no open award or organisation of this edition: the list doesn't print it, or "
                "the registry has it; delete the row"
            )
        )
        return
    if sum((each["what"], each["printed"]) == key for each in rows) > 1:
        yield message("has two rows; keep one")
    if (row["what"], row["decision"]) not in NEEDED:
        given = f"is {row['decision']!r}" if row["decision"] else message("is missing")
        yield message("decision {given}; write {new} or {same}", given=given, new=NEW, same=SAME)
        return
    needed = list(NEEDED[row["what"], row["decision"]])
    if _differs(row, facts) or _is_retitled(row) or any(row[name] for name in GROUNDS):
        needed += GROUNDS
    missing = [name for name in dict.fromkeys(needed) if not row[name]]
    if missing:
        yield f"missing: {', '.join(missing)}" + _why_reason(missing, row, facts)
    yield from _impossible(row, facts)


def _differs(row: Row, facts: _Facts) -> bool:
    """Tell whether a new organisation's place isn't the one that its name tells."""
    is_new = (row["what"], row["decision"]) == ("organisation", NEW)
    return is_new and row["division_code"] not in ("", facts.located[row["printed"]])


def _is_retitled(row: Row) -> bool:
    """Tell whether a new award is printed otherwise than both of its titles."""
    titles = [row["award_hans"], row["award_hant"]]
    is_new = (row["what"], row["decision"]) == ("award", NEW)
    return is_new and all(titles) and row["printed"] not in titles


def _why_reason(missing: list[str], row: Row, facts: _Facts) -> str:
    if "reason" not in missing or not _differs(row, facts):
        return ""
    located = facts.located[row["printed"]]
    return message(
        " (the name itself tells {found})",
        found=message("the division {code}", code=located)
        if located
        else message("no one division"),
    )


def _impossible(row: Row, facts: _Facts) -> Iterator[str]:
    what, decision = row["what"], row["decision"]
    column = f"{what}_id"
    if decision == NEW:
        yield from _malformed(row, facts)
    if not row[column]:
        return
    known, new = facts.old[what], facts.new[what]
    if decision == SAME and row[column] not in known and row[column] not in new:
        yield message(
            "{column} {value!r} is in no entry; name an existing one, or write {new}",
            column=column,
            value=row[column],
            new=NEW,
        )
    if decision == NEW and row[column] in known:
        yield message(
            "{column} {value!r} is in the registry already; write {same}, or another one",
            column=column,
            value=row[column],
            same=SAME,
        )
    if decision == NEW and new.count(row[column]) > 1:
        yield message(
            "{column} {value!r} stands in two rows; write {same} in one of them",
            column=column,
            value=row[column],
            same=SAME,
        )


def _malformed(row: Row, facts: _Facts) -> Iterator[str]:
    if row["what"] == "award":
        if row["recipient"] not in ("", "organisation", "person"):
            yield message(
                "recipient {recipient!r} is neither organisation nor person",
                recipient=row["recipient"],
            )
        if any(row[name] for name in GROUNDS) and not _is_retitled(row):
            yield message(
                "a new award under its own title needs no reason; clear reason and evidence"
            )
        if not re.fullmatch("[a-z0-9_]*", row["award_id"]):
            yield message(
                "award_id {award_id!r}: write it with a-z, 0-9 and _", award_id=row["award_id"]
            )
        return
    if not re.fullmatch("[a-z0-9-]*", row["organisation_id"]):
        yield message(
            "organisation_id {organisation_id!r}: write it with a-z, 0-9 and -",
            organisation_id=row["organisation_id"],
        )
    if row["kind"] and row["kind"] not in facts.kinds:
        yield message(
            "kind {kind!r} is none of: {kinds}", kind=row["kind"], kinds=", ".join(facts.kinds)
        )
    if row["division_code"] and row["division_code"] not in facts.codes:
        yield message(
            "division_code {division_code!r} is no division of {year}",
            division_code=row["division_code"],
            year=facts.year,
        )
    elif row["kind"] in facts.kinds:
        yield from facts.wrong.get(row["row"], [])


# --- what is added ---


def _taken_over(row: Row, registry: Registry, edition: str) -> tuple[Registry, str]:
    printed, is_new = row["printed"], row["decision"] == NEW
    if row["what"] == "award":
        return _with_award(row, registry, edition, is_new)
    named = row | {"edition": edition, "organisation": printed}
    if not is_new:
        told = message(
            "{printed}: another name of {organisation_id}, {reason}",
            printed=printed,
            organisation_id=row["organisation_id"],
            reason=row["reason"],
        )
        return _with(registry, "aliases", named), told
    told = message(
        "{printed}: new organisation {organisation_id}",
        printed=printed,
        organisation_id=row["organisation_id"],
    )
    return _with_place_decision(_with(registry, "organisations", named), named), told


def _with_place_decision(registry: Registry, row: Row) -> Registry:
    return _with(registry, "place_decisions", row) if row["reason"] else registry


def _with_award(row: Row, registry: Registry, edition: str, is_new: bool) -> tuple[Registry, str]:
    printed = row["printed"]
    title = row | {"edition": edition, "award": printed}
    if is_new:
        registry = _with(registry, "award_categories", row)
        if _is_retitled(row):
            registry = _with(registry, "award_names", title)
        return registry, message(
            "{printed}: new award {award_id}", printed=printed, award_id=row["award_id"]
        )
    told = message(
        "{printed}: title of {award_id} in {edition}, {reason}",
        printed=printed,
        award_id=row["award_id"],
        edition=edition,
        reason=row["reason"],
    )
    return _with(registry, "award_names", title), told


def _with(registry: Registry, part: str, row: Row) -> Registry:
    frame: pd.DataFrame = getattr(registry, part)
    new = pd.DataFrame([row])[columns(CURATED[part])].astype(frame.dtypes.to_dict())
    return replace(registry, **{part: pd.concat([frame, new], ignore_index=True)})


def _sorted(registry: Registry) -> Registry:
    organisations = registry.organisations.sort_values("organisation_id", ignore_index=True)
    return replace(registry, organisations=organisations)
