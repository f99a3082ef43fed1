"""The places of organisations: names, level, rank and regions of the division of each."""

from __future__ import annotations

import pandas as pd

from hotlinelib.errors import DataError
from hotlinelib.places.divisions import load_divisions, load_provinces
from hotlinelib.storage import data_place

PLACE_COLUMNS = [
    *("province", "prefecture", "county", "province_en", "prefecture_en", "county_en"),
    *("level", "rank", "nbs_region", "region7"),
]


def place_organisations(organisations: pd.DataFrame, year: int) -> pd.DataFrame:
    """Add the names, level, rank and regions of each organisation's division."""
    places = name_places(load_divisions(year))
    unknown = organisations[~organisations["division_code"].isin(places["division_code"])]
    if len(unknown):
        row = unknown.iloc[0]
        raise DataError(
            "{data}/registry/organisations.csv: {organisation_id}: division_code {division_code} "
            "is no division of {year}; look the code up in {data}/places/divisions.csv",
            data=data_place(),
            organisation_id=row["organisation_id"],
            division_code=row["division_code"],
            year=year,
        )
    return organisations.merge(places, on="division_code", how="left", validate="many_to_one")


def name_places(divisions: pd.DataFrame) -> pd.DataFrame:
    """Return each division with the full names of its province, prefecture and county."""
    names = divisions.set_index("division_code")[["name", "name_en"]]
    codes = {
        "province": divisions["province_code"],
        "prefecture": divisions["prefecture_code"],
        "county": divisions["division_code"].where(divisions["level"] == "county"),
    }
    local = {level: code.map(names["name"]) for level, code in codes.items()}
    english = {f"{level}_en": code.map(names["name_en"]) for level, code in codes.items()}
    named = divisions.assign(**local, **english)
    regions = load_provinces()[["province_code", "nbs_region", "region7"]]
    return named.merge(regions, on="province_code", validate="many_to_one")[
        ["division_code", *PLACE_COLUMNS]
    ]
