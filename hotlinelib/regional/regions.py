"""The regions that awards can be cut by, and how large each of them is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hotlinelib.arguments import check_choice, shown
from hotlinelib.errors import ParameterError
from hotlinelib.places.divisions import (
    load_divisions,
    load_neighbours,
    load_prefecture_population,
    load_provinces,
)
from hotlinelib.regional.choices import BY, OFFERED_DENOMINATORS
from hotlinelib.tables.read import read_table

# Columns of the provinces table, and how many of its units make one unit of the denominator.
PROVINCE_DENOMINATORS: Mapping[str, tuple[str, float]] = {
    "county_divisions": ("county_level_divisions_{year}", 100),
    "population": ("population_2019_revised_10k", 100),
    "gdp": ("gdp_2019_revised_100m_cny", 1000),
}
MUNICIPALITY = "直辖市"


def list_regions(by: str, year: int = 2018) -> list[str]:
    """Return all regions of one kind, in their customary order.

    Raises
    ------
    ParameterError
        If the kind isn't offered.

    Examples
    --------
    >>> list_regions("nbs_region")
    ['东部', '中部', '西部', '东北']
    """
    check_choice("by", by, BY)
    if by == "province":
        return load_provinces()["name"].tolist()
    if by == "prefecture":
        return cities_of_year(year)["name"].tolist()
    terms = read_table("terms")
    return terms.loc[terms["column"] == by, "value"].tolist()


def list_denominators(by: str, denominator: str, year: int = 2018) -> pd.DataFrame:
    """Return the size of each region.

    Parameters
    ----------
    by, denominator : str
        See `RegionalChoices`. By rank or level, the size is the number of divisions of the rank
        or level.
    year : int, default 2018
        Of the division codes.

    Returns
    -------
    pandas.DataFrame
        Columns `by` and `denominator`: prefecture-level divisions (a municipality counts as 1),
        hundreds of county-level divisions, millions of residents (end of 2019 by the revised
        series; for prefectures the census of 2020) or hundreds of billions of yuan (2019, revised).

    Raises
    ------
    ParameterError
        If the denominator isn't offered for this way of cutting.

    Examples
    --------
    >>> sizes = list_denominators("nbs_region", "prefecture_divisions")
    >>> sizes["denominator"].astype("int64").tolist()
    [88, 82, 131, 36]
    """
    allowed = OFFERED_DENOMINATORS[check_choice("by", by, BY)]
    if not (isinstance(denominator, str) and denominator in allowed):
        raise ParameterError(
            f"denominator = {shown(denominator)} is not offered with by = {by!r}; "
            f"use: {', '.join(allowed)}"
        )
    if by == "prefecture":
        sizes = _prefecture_sizes(denominator, year)
    elif by in ("rank", "level"):
        sizes = load_divisions(year).groupby(by).size().astype("float64")
    else:
        sizes = _province_sizes(by, denominator, year)
    regions = list_regions(by, year)
    return pd.DataFrame({by: regions, "denominator": sizes.reindex(regions).fillna(0).to_numpy()})


def name_neighbours() -> pd.DataFrame:
    """Return the pairs of neighbouring provinces by name.

    Returns
    -------
    pandas.DataFrame
        Columns `province, neighbour` (full names). Provinces with a common land border; Hainan,
        which has none, is joined to Guangdong across the Qiongzhou Strait.

    Examples
    --------
    >>> pairs = name_neighbours()
    >>> pairs.loc[pairs["province"] == "海南省", "neighbour"].tolist()
    ['广东省']
    """
    pairs = load_neighbours()
    names = load_provinces().set_index("province_code")["name"]
    return pd.DataFrame(
        {
            "province": pairs["province_code"].map(names),
            "neighbour": pairs["neighbour_code"].map(names),
        }
    )


def cities_of_year(year: int) -> pd.DataFrame:
    """Return the prefecture-level divisions and the municipalities."""
    divisions = load_divisions(year)
    is_city = (divisions["level"] == "prefecture") | (divisions["rank"] == MUNICIPALITY)
    return divisions[is_city]


def _province_sizes(by: str, denominator: str, year: int) -> pd.Series:
    provinces = load_provinces()
    if denominator == "prefecture_divisions":
        cities = cities_of_year(year).groupby("province_code").size()
        sizes = provinces["province_code"].map(cities).astype("float64")
    else:
        column, unit = PROVINCE_DENOMINATORS[denominator]
        sizes = provinces[column.format(year=year)] / unit
    key = "name" if by == "province" else by
    return sizes.groupby(provinces[key]).sum()


def _prefecture_sizes(denominator: str, year: int) -> pd.Series:
    cities = cities_of_year(year)
    if denominator == "prefecture_divisions":
        return pd.Series(1.0, index=pd.Index(cities["name"]))
    population = load_prefecture_population().set_index("division_code")
    residents = population["population_2020_census"].reindex(cities["division_code"])
    return pd.Series((residents / 1_000_000).to_numpy(), index=pd.Index(cities["name"]))
