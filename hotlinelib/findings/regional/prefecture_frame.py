"""One row per prefecture-level division, winners or not: a frame to model."""

from __future__ import annotations

import pandas as pd

from hotlinelib.places.divisions import (
    cities_of_year,
    load_place_table,
    load_prefecture_population,
    load_provinces,
)
from hotlinelib.selection import city_units, year_of
from hotlinelib.tables.editions import check_edition
from hotlinelib.tables.load import load_awards

MUNICIPALITY = "直辖市"


def load_prefecture_neighbours() -> pd.DataFrame:
    """Return the pairs of prefectures and municipalities with a common border on land.

    Returns
    -------
    pandas.DataFrame
        `division_code`, `neighbour_code`: every pair twice, once in each direction. Made from the
        boundaries of the maps (`tools/prefecture_neighbours.py`). Islands have none.

    Examples
    --------
    >>> pairs = load_prefecture_neighbours()
    >>> pairs.loc[pairs["division_code"] == "350200", "neighbour_code"].tolist()
    ['350500', '350600']
    """
    return load_place_table("prefecture_neighbours.csv")


def prefecture_frame(edition: str = "2019") -> pd.DataFrame:
    """Return one row per prefecture-level division and municipality, winners or not.

    Districts and county-level divisions count with their prefecture. Winners that no prefecture
    runs (a county-level division run by its province, a province's own hotline) aren't in it.

    Parameters
    ----------
    edition : str, default "2019"
        Year of the edition.

    Returns
    -------
    pandas.DataFrame
        Ordered by code; zeros where nothing was won.

        - `division_code, name, name_en, province_code, province, rank`: the table of divisions of
          the edition's year (GB/T 2260), `load_divisions`.
        - `nbs_region, region7`: `load_provinces`.
        - `municipality` (bool): by its rank.
        - `provincial_capital` (bool): `data/places/provincial_capitals.csv`; municipalities aren't.
        - `population` (persons): census of 2020, `load_prefecture_population`.
        - `won` (bool), `awards, organisations` (to organisations), `awards_to_people`, `people`
          (names, distinct within an organisation): the list of the edition, `load_awards`.
        - `awards_<award_id>`: awards given there, by category.
        - `neighbours, neighbours_awards, neighbours_won`: how many prefectures have a common border
          with it, how many awards to organisations they won together, and how many of them won any;
          `load_prefecture_neighbours`.

    Raises
    ------
    ParameterError
        If there is no such edition.

    Examples
    --------
    >>> frame = prefecture_frame()
    >>> frame.shape[0], int(frame["awards"].sum()), int(frame["won"].sum())
    (337, 71, 48)
    >>> foshan = frame.set_index("name_en").loc["Foshan"]
    >>> [int(foshan[name]) for name in ("awards", "neighbours", "neighbours_awards")]
    [4, 6, 2]
    """
    awards = load_awards(check_edition(edition))
    year = year_of(awards)
    places = _places(year)
    codes = places["division_code"]
    held = city_units(awards, year)
    given = held[held["recipient"] == "organisation"]
    people = held[held["recipient"] == "person"]
    counted = {
        "awards": given.groupby("city_code").size(),
        "organisations": given.groupby("city_code")["organisation_id"].nunique(),
        "awards_to_people": people.groupby("city_code").size(),
        "people": people.drop_duplicates(["organisation_id", "person"]).groupby("city_code").size(),
    }
    categories = pd.crosstab(held["city_code"], held["award_id"])
    for award in held["award_id"].unique():
        counted[f"awards_{award}"] = categories[award]
    columns = {
        name: numbers.reindex(codes, fill_value=0).astype("int64").to_numpy()
        for name, numbers in counted.items()
    }
    frame = places.assign(won=columns["awards"] > 0, **columns)
    return frame.assign(**_of_neighbours(frame))


def _places(year: int) -> pd.DataFrame:
    cities = cities_of_year(year)
    provinces = load_provinces().set_index("province_code")
    capitals = load_place_table("provincial_capitals.csv")["division_code"]
    people = load_prefecture_population().set_index("division_code")["population_2020_census"]
    of_province = cities["province_code"].map
    return pd.DataFrame(
        {
            "division_code": cities["division_code"],
            "name": cities["name"],
            "name_en": cities["name_en"],
            "province_code": cities["province_code"],
            "province": of_province(provinces["name"]),
            "rank": cities["rank"],
            "nbs_region": of_province(provinces["nbs_region"]),
            "region7": of_province(provinces["region7"]),
            "municipality": cities["rank"] == MUNICIPALITY,
            "provincial_capital": cities["division_code"].isin(capitals),
            "population": cities["division_code"].map(people),
        }
    )


def _of_neighbours(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Return what the neighbours of each division won together."""
    pairs = load_prefecture_neighbours()
    pairs = pairs[pairs["neighbour_code"].isin(frame["division_code"])]
    known = frame.set_index("division_code")[["awards", "won"]]
    held = pairs.join(known, on="neighbour_code").groupby("division_code")
    columns = {
        "neighbours": held.size(),
        "neighbours_awards": held["awards"].sum(),
        "neighbours_won": held["won"].sum(),
    }
    return {
        name: numbers.reindex(frame["division_code"], fill_value=0)
        .astype("int64")
        .set_axis(frame.index)
        for name, numbers in columns.items()
    }
