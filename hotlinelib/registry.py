"""The registry of organisations and awards: which printed name is which.

Identity is curated: `data/registry` holds each organisation once, other printed names as aliases
with reason and evidence, and the titles of awards as each edition prints them. Nothing is merged
because it looks alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hotlinelib.errors import DataError
from hotlinelib.schema import read_table, table_schema


@dataclass(frozen=True)
class Registry:
    """The curated tables, as read.

    Parameters
    ----------
    organisations, aliases, award_categories, award_names, corrections, kinds : pandas.DataFrame
        With the columns that `data/schema.toml` names.
    """

    organisations: pd.DataFrame
    aliases: pd.DataFrame
    award_categories: pd.DataFrame
    award_names: pd.DataFrame
    corrections: pd.DataFrame
    kinds: pd.DataFrame


def load_registry(folder: Path | None = None) -> Registry:
    """Read the curated tables and refuse them where two entries claim one name.

    Raises
    ------
    DataError
        If an identifier or a name stands twice, or an entry points to nothing.
    """
    registry = Registry(
        organisations=read_table("registry", folder),
        aliases=read_table("aliases", folder),
        award_categories=read_table("award_categories", folder),
        award_names=read_table("award_names", folder),
        corrections=read_table("corrections", folder),
        kinds=read_table("kinds", folder),
    )
    _check_unique(registry)
    _check_references(registry)
    return registry


def correct(printed: pd.DataFrame, registry: Registry, edition: str) -> pd.DataFrame:
    """Apply the curated corrections of misprints to a parsed list.

    Parameters
    ----------
    printed : pandas.DataFrame
        As `hotlinelib.parse_awards` returns it.
    registry : Registry
        Whose corrections apply.
    edition : str
        Whose corrections apply.

    Returns
    -------
    pandas.DataFrame
        The same rows; `organisation` and `person` corrected, `source_text` as printed.

    Raises
    ------
    DataError
        If a correction matches nothing.
    """
    corrected = printed.copy()
    mine = registry.corrections[registry.corrections["edition"] == edition]
    for correction in mine.itertuples():
        hit = pd.Series(False, index=corrected.index)
        for column in ("organisation", "person"):
            here = (corrected["line"] == correction.line) & (
                corrected[column] == correction.printed
            )
            corrected.loc[here, column] = correction.corrected
            hit |= here
        if not hit.any():
            raise DataError(
                f"{_file('corrections')}: the correction of line {correction.line} of edition "
                f"{edition} matches nothing: no organisation or person there is printed as "
                f"{correction.printed!r}. Remove it, or give the name as the list prints it"
            )
    return corrected


def identify_organisations(names: pd.Series, registry: Registry, edition: str) -> pd.Series:
    """Return the organisation that each printed name is.

    Parameters
    ----------
    names : pandas.Series of str
        Printed names.
    registry : Registry
        Holds the names.
    edition : str
        Whose aliases apply.

    Returns
    -------
    pandas.Series of str
        `organisation_id`, with the index of `names`.

    Raises
    ------
    DataError
        If a name is in no entry, or an alias of the edition matches no name.
    """
    aliases = registry.aliases[registry.aliases["edition"] == edition]
    unused = aliases.loc[~aliases["organisation"].isin(names), "organisation"]
    if len(unused):
        raise DataError(
            f"{_file('aliases')}: {_quoted(unused)} of edition {edition} match no printed name. "
            f"Remove the alias, or give the name as the list prints it"
        )
    known = _names_of_organisations(registry.organisations, aliases)
    unknown = names[~names.isin(known.index)].unique()
    if len(unknown):
        raise DataError(
            f"{_file('registry')}: {_quoted(unknown)} of edition {edition} are in no entry. Add an "
            f"organisation there, or, if it is one that the registry has under another name, an "
            f"alias with reason and evidence to {_file('aliases')}; "
            f"`hotline propose {edition}` lists candidates"
        )
    return names.map(known).astype("str")


def identify_awards(titles: pd.Series, registry: Registry, edition: str) -> pd.Series:
    """Return the award that each printed title is.

    Returns
    -------
    pandas.Series of str
        `award_id`, with the index of `titles`.

    Raises
    ------
    DataError
        If a title is in no entry, or an entry of the edition matches no title.
    """
    mine = registry.award_names[registry.award_names["edition"] == edition]
    known = _titles_of_awards(registry.award_categories, mine)
    unknown = titles[~titles.isin(known.index)].unique()
    if len(unknown):
        raise DataError(
            f"{_file('award_names')}: {_quoted(unknown)} of edition {edition} are no known titles. "
            f"Add a row that says which award each is; a new award also needs one in "
            f"{_file('award_categories')}"
        )
    unused = mine.loc[~mine["award"].isin(titles), "award"]
    if len(unused):
        raise DataError(
            f"{_file('award_names')}: {_quoted(unused)} of edition {edition} match no printed title. "
            f"Remove the rows, or give the titles as the list prints them"
        )
    return titles.map(known).astype("str")


def _names_of_organisations(organisations: pd.DataFrame, aliases: pd.DataFrame) -> pd.Series:
    """Return the organisation of each name: as printed, in simplified script, or an alias."""
    simplified = organisations.assign(organisation=organisations["organisation_hans"])
    names = pd.concat([organisations, simplified, aliases])[["organisation", "organisation_id"]]
    return names.drop_duplicates().set_index("organisation")["organisation_id"]


def _titles_of_awards(categories: pd.DataFrame, names: pd.DataFrame) -> pd.Series:
    """Return the award of each title: in either script, or as the edition has it."""
    own = [categories.assign(award=categories[column]) for column in ("award_hant", "award_hans")]
    titles = pd.concat([*own, names])[["award", "award_id"]]
    return titles.drop_duplicates().set_index("award")["award_id"]


def _check_unique(registry: Registry) -> None:
    for edition in ["", *registry.aliases["edition"].unique()]:
        aliases = registry.aliases[registry.aliases["edition"] == edition]
        names = _names_of_organisations(registry.organisations, aliases).index
        _refuse(names[names.duplicated()], "registry", "are claimed by two entries; keep one")
    for edition in ["", *registry.award_names["edition"].unique()]:
        own = registry.award_names[registry.award_names["edition"] == edition]
        titles = _titles_of_awards(registry.award_categories, own).index
        _refuse(titles[titles.duplicated()], "award_names", "are claimed by two awards; keep one")
    for table, column in (("registry", "organisation_id"), ("award_categories", "award_id")):
        frame = registry.organisations if table == "registry" else registry.award_categories
        values = frame[column]
        _refuse(values[values.duplicated()], table, f"stand twice as {column}; keep one")


def _check_references(registry: Registry) -> None:
    for table, frame, column, target in (
        ("aliases", registry.aliases, "organisation_id", registry.organisations),
        ("award_names", registry.award_names, "award_id", registry.award_categories),
        ("registry", registry.organisations, "kind", registry.kinds),
    ):
        loose = frame.loc[~frame[column].isin(target[column]), column]
        _refuse(loose, table, f"are no known {column}; add them or correct the rows")


def _refuse(values: pd.Series, table: str, trouble: str) -> None:
    if len(values):
        raise DataError(f"{_file(table)}: {_quoted(values.unique())} {trouble}")


def _file(table: str) -> str:
    return f"data/{table_schema(table)['path']}"


def _quoted(values: pd.Series | pd.Index) -> str:
    return ", ".join(repr(str(value)) for value in values)
