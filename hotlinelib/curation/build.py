"""From the printed lists and the registry to the tables under `data/tables`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hotlinelib.curation.confirmed import confirmed_with
from hotlinelib.curation.decisions import decide, decisions_path, pending_editions
from hotlinelib.curation.keys import require_keys
from hotlinelib.curation.placing import place_organisations
from hotlinelib.curation.printed_list import read_rows
from hotlinelib.curation.registry import (
    CURATED,
    Registry,
    check_registry,
    correct,
    identify_awards,
    identify_organisations,
    load_registry,
)
from hotlinelib.curation.witnesses import build_witnesses
from hotlinelib.errors import DataError
from hotlinelib.messages import message
from hotlinelib.storage import changeable_data, data_place
from hotlinelib.tables.editions import RECORD_NAME, list_editions, read_source_record
from hotlinelib.tables.package import (
    DESCRIPTOR_NAME,
    VERSION_NAME,
    data_version,
    make_descriptor,
)
from hotlinelib.tables.read import typed
from hotlinelib.tables.schema import table_schema
from hotlinelib.tables.write import table_bytes
from hotlinelib.writing import write_together


@dataclass(frozen=True)
class Built:
    """What a build did."""

    written: tuple[Path, ...]
    added: tuple[str, ...]


def build() -> Built:
    """Make the tables anew from the printed lists and the registry.

    Decisions that wait in `decisions.csv` of an edition are first taken over into the registry.
    Everything is made and checked before the first file is written.

    Returns
    -------
    Built
        The files written and what was added to the registry.

    Raises
    ------
    ParseError
        If a list can't be read with certainty.
    DataError
        If a winner, an award, an alias or a correction has no counterpart, if a count differs,
        a decision is incomplete, a file can't be written (nothing is changed then), or the folder
        is that of an installed package.

    Examples
    --------
    >>> from shutil import copytree
    >>> from tempfile import TemporaryDirectory
    >>> from hotlinelib.storage import data, package_data
    >>> with TemporaryDirectory() as place, data(copytree(package_data(), f"{place}/data")):
    ...     build().added
    ()
    """
    base = changeable_data()
    require_keys()
    registry, added = decide(load_registry())
    check_registry(registry)
    made = make_files(registry)
    made |= confirmed_with(made)
    taken = [decisions_path(edition).relative_to(base) for edition in pending_editions()]
    # The decisions go in the same step in which the registry has them.
    written = write_together(base, {**made, **{path.as_posix(): None for path in taken}})
    return Built(tuple(written), tuple(added))


def make_files(registry: Registry) -> dict[str, bytes]:
    """Return what a build writes, by path; curated tables only where they differ."""
    curated = load_registry()
    changed = {
        table: getattr(registry, name)
        for name, table in CURATED.items()
        if not getattr(registry, name).equals(getattr(curated, name))
    }
    tables = {**changed, **make_tables(registry)}
    made = {table_schema(t)["path"]: table_bytes(frame, t) for t, frame in tables.items()}
    newest = max(list_editions())
    if data_version().partition(".")[0] != newest:
        made[VERSION_NAME] = f"{newest}.1\n".encode()
    return {**made, DESCRIPTOR_NAME: make_descriptor(made)}


def make_tables(registry: Registry) -> dict[str, pd.DataFrame]:
    """Return the tables `awards`, `organisations` and `witnesses`."""
    editions = list_editions()
    awards = pd.concat([build_awards(e, registry) for e in editions], ignore_index=True)
    unseen = registry.organisations.loc[
        ~registry.organisations["organisation_id"].isin(awards["organisation_id"])
    ]
    if len(unseen):
        raise DataError(
            "{data}/registry/organisations.csv: {organisation_id}: no edition prints a winner of "
            "that name. Remove the row, or give the name as a list prints it",
            data=data_place(),
            organisation_id=", ".join(unseen["organisation_id"]),
        )
    return {
        "awards": awards,
        "organisations": build_organisations(registry, awards),
        "witnesses": build_witnesses(registry, awards),
    }


def build_awards(edition: str, registry: Registry) -> pd.DataFrame:
    """Return the awards of one edition, one row per award given."""
    printed = correct(read_rows(edition), registry, edition)
    check_counts(printed, edition)
    identified = printed.assign(
        edition=edition,
        award_id=identify_awards(printed["award"], registry, edition),
        organisation_id=identify_organisations(printed["organisation"], registry, edition),
    ).rename(columns={"line": "source_line"})
    categories = registry.award_categories[["award_id", "recipient", "award_hans", "award_en"]]
    year = read_source_record(edition).divisions_year
    won = registry.organisations["organisation_id"].isin(identified["organisation_id"])
    organisations = place_organisations(registry.organisations[won], year).drop(
        columns=["organisation", "kind"]
    )
    joined = identified.merge(categories, on="award_id", validate="many_to_one").merge(
        organisations, on="organisation_id", validate="many_to_one"
    )
    _check_recipients(joined)
    return typed(joined, "awards")


def check_counts(printed: pd.DataFrame, edition: str) -> None:
    """Hold the rows per award against the counts of the source record."""
    declared = read_source_record(edition).counts
    found = {str(award): int(n) for award, n in printed["award"].value_counts().items()}
    wrong = [
        message(
            "{award}: declared {award_2}, found {award_3}",
            award=award,
            award_2=declared.get(award, 0),
            award_3=found.get(award, 0),
        )
        for award in {**declared, **found}
        if declared.get(award, 0) != found.get(award, 0)
    ]
    if wrong:
        raise DataError(
            "{data}/editions/{edition}/{record_name}: the counts of winners don't hold. {wrong}. "
            "Count the winners in the article again",
            data=data_place(),
            edition=edition,
            record_name=RECORD_NAME,
            wrong="; ".join(wrong),
        )


def build_organisations(registry: Registry, awards: pd.DataFrame) -> pd.DataFrame:
    """Return the organisations with their places and other names, by identifier."""
    newest = awards.groupby("organisation_id")["edition"].max()
    years = newest.map(lambda edition: read_source_record(edition).divisions_year)
    names = registry.aliases.groupby("organisation_id")["organisation"].agg(
        lambda printed: " | ".join(dict.fromkeys(printed))
    )
    by_year = registry.organisations.groupby(registry.organisations["organisation_id"].map(years))
    placed = pd.concat([place_organisations(rows, int(year)) for year, rows in by_year])
    return typed(
        placed.assign(other_names=placed["organisation_id"].map(names)), "organisations"
    ).sort_values("organisation_id", ignore_index=True)


def _check_recipients(awards: pd.DataFrame) -> None:
    is_person = awards["person"].notna()
    wrong = awards[is_person != (awards["recipient"] == "person")]
    if len(wrong):
        row = wrong.iloc[0]
        raise DataError(
            "edition {edition}, line {source_line}: {award} goes to {recipient}s by "
            "{data}/registry/award_categories.csv, but the line doesn't fit: {text!r}",
            data=data_place(),
            edition=row["edition"],
            source_line=row["source_line"],
            award=row["award"],
            recipient=row["recipient"],
            text=row["source_text"].strip(),
        )
