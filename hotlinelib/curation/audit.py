"""What stands behind each row: counts, names, decisions and places of an edition.

An audit shows; `check.check` finds what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotlinelib.curation.candidates import propose
from hotlinelib.curation.printed_list import read_rows
from hotlinelib.curation.registry import Registry, correct, load_registry, names_of_organisations
from hotlinelib.places.locate import locate
from hotlinelib.tables.editions import (
    SourceRecord,
    check_edition,
    read_source_record,
)


@dataclass(frozen=True)
class EditionAudit:
    """What stands behind the rows of one edition."""

    source: SourceRecord
    counts: pd.DataFrame
    names: pd.DataFrame
    aliases: pd.DataFrame
    titles: pd.DataFrame
    corrections: pd.DataFrame
    unresolved: pd.DataFrame
    places: pd.DataFrame


def audit_edition(edition: str | int = "2019") -> EditionAudit:
    """Return what stands behind the rows of one edition."""
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
