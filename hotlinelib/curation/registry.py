"""The registry of organisations and awards: which printed name is which.

Identity is curated: `data/registry` holds each organisation once, other printed names as aliases
with reason and evidence, and the titles of awards as each edition prints them. Nothing is merged
because it looks alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from hotlinelib.errors import DataError
from hotlinelib.messages import message
from hotlinelib.storage import data_place
from hotlinelib.tables.read import read_table
from hotlinelib.tables.schema import table_schema

# Part of the registry -> its table in the schema.
CURATED = {
    "organisations": "registry",
    "aliases": "aliases",
    "award_categories": "award_categories",
    "award_names": "award_names",
    "corrections": "corrections",
    "place_decisions": "place_decisions",
    "kinds": "kinds",
}


@dataclass(frozen=True)
class Registry:
    """The curated tables, as read."""

    organisations: pd.DataFrame
    aliases: pd.DataFrame
    award_categories: pd.DataFrame
    award_names: pd.DataFrame
    corrections: pd.DataFrame
    place_decisions: pd.DataFrame
    kinds: pd.DataFrame


def load_registry() -> Registry:
    """Read the curated tables and refuse them where two entries claim one name."""
    frames = {name: read_table(table) for name, table in CURATED.items()}
    registry = Registry(**frames)
    check_registry(registry)
    return registry


def check_registry(registry: Registry) -> None:
    """Refuse a registry where two entries claim one name."""
    _check_unique(registry)
    _check_references(registry)


def correct(printed: pd.DataFrame, registry: Registry, edition: str) -> pd.DataFrame:
    """Apply the curated corrections of misprints to a parsed list."""
    corrected = printed.copy()
    mine = registry.corrections[registry.corrections["edition"] == edition]
    for correction in mine.itertuples():
        hit = pd.Series(False, index=corrected.index)
        for column in ("organisation", "person"):
            cells = corrected[column]
            here = (corrected["line"] == correction.line) & (cells == correction.printed)
            corrected[column] = cells.mask(here, correction.corrected)
            hit |= here
        if not hit.any():
            raise DataError(
                "{file}: the correction of line {line} of edition {edition} matches nothing: no "
                "organisation or person there is printed as {printed!r}. Remove it, or give the "
                "name as the list prints it",
                file=_file("corrections"),
                line=correction.line,
                edition=edition,
                printed=correction.printed,
            )
    return corrected


def identify_organisations(names: pd.Series, registry: Registry, edition: str) -> pd.Series:
    """Return the organisation that each printed name is."""
    aliases = registry.aliases[registry.aliases["edition"] == edition]
    unused = aliases.loc[~aliases["organisation"].isin(names), "organisation"]
    if len(unused):
        raise DataError(
            "{file}: {unused} of edition {edition} match no printed name. Remove the alias, or "
            "give the name as the list prints it",
            file=_file("aliases"),
            unused=_quoted(unused),
            edition=edition,
        )
    known = names_of_organisations(registry, edition)
    unknown = names[~names.isin(known.index)].unique()
    if len(unknown):
        raise DataError(
            "{file}: {unknown} of edition {edition} are in no entry. Run `hotline propose "
            "{edition} --write` and decide in its decisions.csv: a new organisation, or another "
            "name of one that the registry has",
            file=_file("registry"),
            unknown=_quoted(unknown),
            edition=edition,
        )
    return names.map(known).astype("str")


def identify_awards(titles: pd.Series, registry: Registry, edition: str) -> pd.Series:
    """Return the award that each printed title is."""
    mine = registry.award_names[registry.award_names["edition"] == edition]
    known = titles_of_awards(registry, edition)
    unknown = titles[~titles.isin(known.index)].unique()
    if len(unknown):
        raise DataError(
            "{file}: {unknown} of edition {edition} are no known titles. Run `hotline propose "
            "{edition} --write` and decide in its decisions.csv: a new award, or another title of "
            "one that the registry has",
            file=_file("award_names"),
            unknown=_quoted(unknown),
            edition=edition,
        )
    unused = mine.loc[~mine["award"].isin(titles), "award"]
    if len(unused):
        raise DataError(
            "{file}: {unused} of edition {edition} match no printed title. Remove the rows, or "
            "give the titles as the list prints them",
            file=_file("award_names"),
            unused=_quoted(unused),
            edition=edition,
        )
    return titles.map(known).astype("str")


def names_of_organisations(registry: Registry, edition: str) -> pd.Series:
    """Return `organisation_id` by name: as printed, in simplified script, or an alias."""
    own = registry.organisations
    simplified = own.assign(organisation=own["organisation_hans"])
    aliases = registry.aliases[registry.aliases["edition"] == edition]
    names = pd.concat([own, simplified, aliases])[["organisation", "organisation_id"]]
    return names.drop_duplicates().set_index("organisation")["organisation_id"]


def titles_of_awards(registry: Registry, edition: str) -> pd.Series:
    """Return `award_id` by title: in either script, or as the edition has it."""
    own = registry.award_categories
    scripts = [own.assign(award=own[column]) for column in ("award_hant", "award_hans")]
    names = registry.award_names[registry.award_names["edition"] == edition]
    titles = pd.concat([*scripts, names])[["award", "award_id"]]
    return titles.drop_duplicates().set_index("award")["award_id"]


def _check_unique(registry: Registry) -> None:
    # No edition is called "": it stands for the names that hold in all editions.
    for edition in ["", *registry.aliases["edition"].unique()]:
        _refuse_shared(names_of_organisations(registry, edition), "registry")
    for edition in ["", *registry.award_names["edition"].unique()]:
        _refuse_shared(titles_of_awards(registry, edition), "award_names")
    for table, column in (("registry", "organisation_id"), ("award_categories", "award_id")):
        frame = registry.organisations if table == "registry" else registry.award_categories
        values = frame[column]
        _refuse(
            values[values.duplicated()],
            table,
            message("stand twice as {column}; keep one", column=column),
        )


def _check_references(registry: Registry) -> None:
    for table, frame, column, target in (
        ("aliases", registry.aliases, "organisation_id", registry.organisations),
        ("place_decisions", registry.place_decisions, "organisation_id", registry.organisations),
        ("award_names", registry.award_names, "award_id", registry.award_categories),
        ("registry", registry.organisations, "kind", registry.kinds),
    ):
        loose = frame.loc[~frame[column].isin(target[column]), column]
        _refuse(
            loose,
            table,
            message("are no known {column}; add them or correct the rows", column=column),
        )


def _refuse_shared(owners: pd.Series, table: str) -> None:
    """Refuse a name that two entries claim; `owners` are identifiers by name."""
    shared = owners[owners.index.duplicated(keep=False)]
    if len(shared):
        claims = shared.groupby(level=0).agg(" and ".join)
        told = "; ".join(
            message("{name!r} is claimed by {both}", name=name, both=both)
            for name, both in claims.items()
        )
        raise DataError("{table}: {told}; keep it in one entry", table=_file(table), told=told)


def _refuse(values: pd.Series, table: str, trouble: str) -> None:
    if len(values):
        raise DataError(f"{_file(table)}: {_quoted(values.unique())} {trouble}")


def _file(table: str) -> str:
    return f"{data_place()}/{table_schema(table)['path']}"


def _quoted(values: Iterable[object]) -> str:
    return ", ".join(repr(str(value)) for value in values)
