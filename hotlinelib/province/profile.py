"""One province: its winners, the people among them, its coverage and its place among its peers."""

from __future__ import annotations

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.errors import ParameterError
from hotlinelib.findings.regional.distribution import (
    count_by,
    division_coverage,
    regional_rates,
)
from hotlinelib.places.divisions import load_provinces
from hotlinelib.selection import select_awards

PEERS = "nbs_region"


def rows_of(awards: pd.DataFrame, province: str) -> pd.DataFrame:
    """Return the rows of `hotlinelib.load_awards` that belong to one province.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> len(rows_of(select_awards(load_awards(), "organisation"), "广东省"))
    14
    """
    known = check_columns(awards, ("province",))
    return known[known["province"] == province].reset_index(drop=True)


def place_counts(awards: pd.DataFrame, province: str, year: int | None = None) -> pd.DataFrame:
    """Count the awards of each prefecture-level division of a province, zeros included.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    province : str
        Full Chinese name.
    year : int, optional
        Of the division codes; by default that of the edition.

    Returns
    -------
    pandas.DataFrame
        Columns `prefecture, count`, most first; empty for a municipality, which has none.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> counts = place_counts(select_awards(load_awards(), "organisation"), "四川省")
    >>> len(counts), int((counts["count"] > 0).sum())
    (21, 3)
    """
    counted = count_by(awards, unit="awards", by="prefecture", year=year).rename(
        columns={"region_id": "division_code", "region": "prefecture"}
    )
    provinces = load_provinces().set_index("name")["province_code"].astype("str")
    mine = counted[counted["division_code"].str[:2] == provinces[province][:2]]
    mine = mine[mine["prefecture"] != province]
    return mine[["prefecture", "count"]].sort_values(
        "count", ascending=False, kind="stable", ignore_index=True
    )


def compare_peers(awards: pd.DataFrame, all_awards: pd.DataFrame, denominator: str) -> pd.DataFrame:
    """Return all provinces with their rates, coverage and ranks.

    Parameters
    ----------
    awards : pandas.DataFrame
        The awards counted.
    all_awards : pandas.DataFrame
        All awards of the edition, for the ranks by awards to organisations and to people.
    denominator : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What the counts are held against.

    Returns
    -------
    pandas.DataFrame
        The columns of `regional_rates` and `division_coverage` (share),
        `cities, divisions, nbs_region`, `rank` (by count), `rank_rate`, `rank_organisation` and
        `rank_person`; equal values share the best of their ranks (1, 2, 2, 4).

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> awards = load_awards()
    >>> peers = compare_peers(select_awards(awards, "organisation"), awards, "population")
    >>> peers.loc[peers["rank"] == 1, "province"].tolist()
    ['广东省']
    """
    rates = _rates(awards, denominator)
    covered = division_coverage(awards).rename(columns={"share": "coverage", "region": "province"})
    regions = load_provinces().set_index("name")[PEERS]
    compared: pd.DataFrame = rates.merge(
        covered[["province", "cities", "divisions", "coverage"]], on="province"
    )
    return compared.assign(
        **{PEERS: compared["province"].map(regions)},
        rank=_ranks(compared["count"]),
        rank_rate=_ranks(compared["rate"]),
        rank_organisation=_ranks(_counts(all_awards, "organisation", denominator)),
        rank_person=_ranks(_counts(all_awards, "person", denominator)),
    )


def peers_of(compared: pd.DataFrame, province: str) -> pd.DataFrame:
    """Return the provinces of the same region of the National Bureau of Statistics.

    Raises
    ------
    ParameterError
        If the province isn't in the table.
    """
    mine = compared.loc[compared["province"] == province, PEERS]
    if mine.empty:
        raise ParameterError(f"province {province!r} isn't in the table; use its full Chinese name")
    found: pd.DataFrame = compared[compared[PEERS] == mine.iloc[0]]
    return found.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def _counts(awards: pd.DataFrame, recipients: str, denominator: str) -> pd.Series:
    chosen = select_awards(awards, recipients)
    counts: pd.Series = _rates(chosen, denominator)["count"]
    return counts


def _rates(awards: pd.DataFrame, denominator: str) -> pd.DataFrame:
    rates = regional_rates(awards, unit="awards", by="province", per=denominator)  # type: ignore
    return rates.rename(columns={"region": "province", "size": "denominator"})


def _ranks(values: pd.Series) -> pd.Series:
    return values.rank(method="min", ascending=False).astype("int64")
