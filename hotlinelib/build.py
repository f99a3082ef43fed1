"""From the printed lists and the registry to the tables under `data/tables`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hotlinelib.award_list import parse_lines
from hotlinelib.divisions import load_divisions, load_provinces
from hotlinelib.editions import list_editions, read_list, read_source_record
from hotlinelib.errors import DataError
from hotlinelib.registry import (
    Registry,
    correct,
    identify_awards,
    identify_organisations,
    load_registry,
)
from hotlinelib.schema import typed, write_table

PLACE_COLUMNS = ["province", "prefecture", "county", "level", "rank", "nbs_region", "region7"]


def build(folder: Path | None = None) -> list[Path]:
    """Make the tables anew from the printed lists and the registry.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Of the data set; by default the package's own.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    ParseError
        If a list can't be read with certainty.
    DataError
        If a winner, an award, an alias or a correction has no counterpart.
    """
    registry = load_registry(folder)
    awards = [build_awards(edition, registry, folder) for edition in list_editions(folder)]
    return [
        write_table(pd.concat(awards, ignore_index=True), "awards", folder),
        write_table(build_organisations(registry, folder), "organisations", folder),
    ]


def build_awards(edition: str, registry: Registry, folder: Path | None = None) -> pd.DataFrame:
    """Return the awards of one edition, one row per award given.

    Parameters
    ----------
    edition : str
        Year of the edition.
    registry : Registry
        The curated tables.
    folder : pathlib.Path, optional
        Of the data set.

    Returns
    -------
    pandas.DataFrame
        With the columns of the table `awards`, in printed order.
    """
    printed = correct(parse_lines(read_list(edition, folder)), registry, edition)
    identified = printed.assign(
        edition=edition,
        award_id=identify_awards(printed["award"], registry, edition),
        organisation_id=identify_organisations(printed["organisation"], registry, edition),
    ).rename(columns={"line": "source_line"})
    categories = registry.award_categories[["award_id", "recipient", "award_hans", "award_en"]]
    year = read_source_record(edition, folder).divisions_year
    organisations = place_organisations(registry.organisations, year).drop(
        columns=["organisation", "kind"]
    )
    joined = identified.merge(categories, on="award_id", validate="many_to_one").merge(
        organisations, on="organisation_id", validate="many_to_one"
    )
    _check_recipients(joined)
    return typed(joined, "awards")


def build_organisations(registry: Registry, folder: Path | None = None) -> pd.DataFrame:
    """Return the organisations with their places and other names, by identifier.

    Places are those of the newest edition's division codes.
    """
    year = read_source_record(list_editions(folder)[-1], folder).divisions_year
    names = registry.aliases.groupby("organisation_id")["organisation"].agg(
        lambda printed: " | ".join(dict.fromkeys(printed))
    )
    placed = place_organisations(registry.organisations, year)
    return typed(
        placed.assign(other_names=placed["organisation_id"].map(names)), "organisations"
    ).sort_values("organisation_id", ignore_index=True)


def place_organisations(organisations: pd.DataFrame, year: int) -> pd.DataFrame:
    """Add the names, level, rank and regions of each organisation's division.

    Raises
    ------
    DataError
        If a division code isn't one of the year.
    """
    places = name_places(load_divisions(year))
    unknown = organisations[~organisations["division_code"].isin(places["division_code"])]
    if len(unknown):
        row = unknown.iloc[0]
        raise DataError(
            f"data/registry/organisations.csv: {row['organisation_id']}: division_code "
            f"{row['division_code']} is no division of {year}; look the code up in "
            f"data/places/divisions_{year}.csv"
        )
    return organisations.merge(places, on="division_code", how="left", validate="many_to_one")


def name_places(divisions: pd.DataFrame) -> pd.DataFrame:
    """Return each division with the full names of its province, prefecture and county.

    Parameters
    ----------
    divisions : pandas.DataFrame
        As `hotlinelib.load_divisions` returns it.

    Returns
    -------
    pandas.DataFrame
        `division_code, province, prefecture, county, level, rank, nbs_region, region7`.
    """
    name = divisions.set_index("division_code")["name"]
    code, level = divisions["division_code"], divisions["level"]
    named = divisions.assign(
        province=divisions["province_code"].map(name),
        prefecture=divisions["prefecture_code"].map(name),
        county=code.map(name).where(level == "county"),
    )
    regions = load_provinces()[["province_code", "nbs_region", "region7"]]
    return named.merge(regions, on="province_code", validate="many_to_one")[
        ["division_code", *PLACE_COLUMNS]
    ]


def _check_recipients(awards: pd.DataFrame) -> None:
    is_person = awards["person"].notna()
    wrong = awards[is_person != (awards["recipient"] == "person")]
    if len(wrong):
        row = wrong.iloc[0]
        raise DataError(
            f"edition {row['edition']}, line {row['source_line']}: {row['award']} goes to "
            f"{row['recipient']}s by data/registry/award_categories.csv, but the line "
            f"{'names a person' if pd.notna(row['person']) else 'names no person'}: "
            f"{row['source_text'].strip()!r}"
        )
