"""How the awards are distributed over regions.

Every frame has one row per region, also where a region won nothing: what is absent from a table
can't be seen in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from hotlinelib.choices import Choices
from hotlinelib.divisions import (
    load_divisions,
    load_neighbours,
    load_prefecture_population,
    load_provinces,
)
from hotlinelib.errors import ParameterError
from hotlinelib.measures import count_rates, location_quotients, proportion_intervals
from hotlinelib.schema import read_table
from hotlinelib.selection import UNITS, city_units, count_units

BY = ("province", "nbs_region", "region7", "rank", "level", "prefecture")
DENOMINATORS = ("prefecture_divisions", "county_divisions", "population", "gdp")
# What each way of cutting can be held against; no sound table of the GDP of prefectures exists.
OFFERED_DENOMINATORS: Mapping[str, tuple[str, ...]] = {
    "province": DENOMINATORS,
    "nbs_region": DENOMINATORS,
    "region7": DENOMINATORS,
    "rank": ("prefecture_divisions",),
    "level": ("prefecture_divisions",),
    "prefecture": ("prefecture_divisions", "population"),
}
# Columns of the provinces table, and how many of its units make one unit of the denominator.
PROVINCE_DENOMINATORS: Mapping[str, tuple[str, float]] = {
    "county_divisions": ("county_level_divisions_{year}", 100),
    "population": ("population_2019_revised_10k", 100),
    "gdp": ("gdp_2019_revised_100m_cny", 1000),
}
MUNICIPALITY = "直辖市"
FEW_REGIONS = ("nbs_region", "region7", "level")


@dataclass(frozen=True)
class RegionalChoices(Choices):
    """The choices of the report on regions.

    Parameters
    ----------
    unit : {"awards", "organisations", "cities"}
        What is counted.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"}
        What the counts are cut by.
    denominator : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What they are held against.
    """

    unit: str = "awards"
    by: str = "province"
    denominator: str = "prefecture_divisions"

    @property
    def few_regions(self) -> str:
        """What awards are cut by beside each other: few enough regions to read as columns."""
        return self.by if self.by in FEW_REGIONS else FEW_REGIONS[0]

    @classmethod
    def offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values that each parameter may have."""
        own = {"unit": UNITS, "by": BY, "denominator": DENOMINATORS}
        return {**super().offered(), **own}

    def combined_mistakes(self) -> list[str]:
        """Return what is wrong with values that depend on each other."""
        found = super().combined_mistakes()
        allowed = OFFERED_DENOMINATORS[self.by]
        if self.denominator not in allowed:
            found.append(
                f"denominator = {self.denominator!r} is not offered with by = {self.by!r}; "
                f"use: {', '.join(allowed)}"
            )
        return found


def count_by(awards: pd.DataFrame, unit: str, by: str, year: int = 2018) -> pd.DataFrame:
    """Count awards, organisations or cities in each region.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"}
        The column of regions.
    year : int, default 2018
        Of the division codes.

    Returns
    -------
    pandas.DataFrame
        Columns `by` and `count`: all regions in their customary order, those with 0 included. The
        counts sum to the number of units, whichever way they are cut.

    Examples
    --------
    >>> from hotlinelib.tables import load_awards
    >>> awards = load_awards().query("recipient == 'organisation'")
    >>> count_by(awards, "awards", "nbs_region")["count"].tolist()
    [37, 19, 14, 1]
    """
    units = count_units(awards, unit, year)
    if by == "prefecture":
        units = units.assign(prefecture=city_units(units, year)["city"])
    counts = units.groupby(by).size()
    regions = list_regions(by, year)
    # A county-level division that its province runs belongs to no prefecture, yet is counted.
    regions += [region for region in counts.index if region not in regions]
    return pd.DataFrame({by: regions, "count": counts.reindex(regions, fill_value=0).to_numpy()})


def list_regions(by: str, year: int = 2018) -> list[str]:
    """Return all regions of one kind, in their customary order.

    Raises
    ------
    ParameterError
        If the kind isn't offered.
    """
    if by not in BY:
        raise ParameterError(f"by = {by!r} is not offered; use: {', '.join(BY)}")
    if by == "province":
        return load_provinces()["name"].tolist()
    if by == "prefecture":
        return _cities(year)["name"].tolist()
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
    """
    allowed = OFFERED_DENOMINATORS[by]
    if denominator not in allowed:
        raise ParameterError(
            f"denominator = {denominator!r} is not offered with by = {by!r}; "
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


def regional_rates(
    awards: pd.DataFrame, unit: str, by: str, denominator: str, year: int = 2018
) -> pd.DataFrame:
    """Hold the counts of each region against its size.

    Returns
    -------
    pandas.DataFrame
        Columns `by, count, denominator, share, denominator_share, rate, rate_low, rate_high`
        (exact 95% Poisson intervals), `location_quotient, location_quotient_low,
        location_quotient_high`.
    """
    counted = count_by(awards, unit, by, year)
    sized = counted.merge(list_denominators(by, denominator, year), on=by, how="left")
    # A unit that is no region of the list (run by its province) has no size of its own.
    sized = sized.fillna({"denominator": 0.0})
    return location_quotients(count_rates(sized, "count", "denominator"), "count", "denominator")


def compare_regions(awards: pd.DataFrame, unit: str, by: str, year: int = 2018) -> pd.DataFrame:
    """Set each region's share of the awards beside its shares of what it could be held against.

    Returns
    -------
    pandas.DataFrame
        Columns `by, count, share` and one share per denominator, named after it.
    """
    counted = count_by(awards, unit, by, year)
    total = counted["count"].sum()
    compared = counted.assign(share=counted["count"] / total if total else float("nan"))
    for name in OFFERED_DENOMINATORS[by]:
        sizes = list_denominators(by, name, year)["denominator"]
        compared[name] = (sizes / sizes.sum()).reindex(compared.index).to_numpy()
    return compared


def coverage(awards: pd.DataFrame, year: int = 2018) -> pd.DataFrame:
    """Return which share of each province's prefecture-level divisions won anything.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    year : int, default 2018
        Of the division codes.

    Returns
    -------
    pandas.DataFrame
        Columns `province, cities` (prefecture-level divisions with an award; a municipality is
        one), `divisions, share, share_low, share_high` (95% Wilson interval).
    """
    cities = count_units(awards, "cities", year)
    among = cities[cities["division_code"].isin(_cities(year)["division_code"])]
    won = among.groupby("province").size()
    sizes = list_denominators("province", "prefecture_divisions", year)
    frame = pd.DataFrame(
        {
            "province": sizes["province"],
            "cities": won.reindex(sizes["province"], fill_value=0).to_numpy(),
            "divisions": sizes["denominator"].astype("int64"),
        }
    )
    return proportion_intervals(frame, "cities", "divisions")


def award_table(
    awards: pd.DataFrame,
    unit: str,
    by: str,
    award_ids: Sequence[str] | None = None,
    year: int = 2018,
) -> pd.DataFrame:
    """Count the units of each region within each award.

    Parameters
    ----------
    awards : pandas.DataFrame
        The awards counted.
    unit, by : str
        See `RegionalChoices`.
    award_ids : sequence of str, optional
        The awards to list, also where none of them is counted; by default those of the frame.
    year : int, default 2018
        Of the division codes.

    Returns
    -------
    pandas.DataFrame
        Index: `award_id`, in the order of the frame; columns: all regions.
    """
    listed = list(awards["award_id"].unique()) if award_ids is None else list(award_ids)
    counts = {
        award: count_by(awards[awards["award_id"] == award], unit, by, year).set_index(by)["count"]
        for award in listed
    }
    table = pd.DataFrame(counts).reindex(list_regions(by, year)).fillna(0).astype("int64")
    return table.T.rename_axis(index="award_id", columns=by)


def locate_counts(awards: pd.DataFrame, unit: str, level: str, year: int = 2018) -> pd.DataFrame:
    """Return the counts of provinces or prefectures with their codes, for a map.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    level : {"province", "prefecture"}
        Level of the divisions.
    year : int, default 2018
        Of the division codes.

    Returns
    -------
    pandas.DataFrame
        Columns `division_code`, `level`'s name and `count`.
    """
    divisions = load_divisions(year)
    codes = divisions[divisions["level"] != "county"].drop_duplicates("name")
    counted = count_by(awards, unit, level, year)
    return counted.merge(
        codes[["division_code", "name"]], left_on=level, right_on="name", how="inner"
    )[["division_code", level, "count"]]


def name_neighbours() -> pd.DataFrame:
    """Return the pairs of neighbouring provinces by name.

    Returns
    -------
    pandas.DataFrame
        Columns `province, neighbour` (full names). Provinces with a common land border; Hainan,
        which has none, is joined to Guangdong across the Qiongzhou Strait.
    """
    pairs = load_neighbours()
    names = load_provinces().set_index("province_code")["name"]
    return pd.DataFrame(
        {
            "province": pairs["province_code"].map(names),
            "neighbour": pairs["neighbour_code"].map(names),
        }
    )


def _cities(year: int) -> pd.DataFrame:
    """Return the prefecture-level divisions and the municipalities."""
    divisions = load_divisions(year)
    is_city = (divisions["level"] == "prefecture") | (divisions["rank"] == MUNICIPALITY)
    return divisions[is_city]


def _province_sizes(by: str, denominator: str, year: int) -> pd.Series:
    provinces = load_provinces()
    if denominator == "prefecture_divisions":
        cities = _cities(year).groupby("province_code").size()
        sizes = provinces["province_code"].map(cities).astype("float64")
    else:
        column, unit = PROVINCE_DENOMINATORS[denominator]
        sizes = provinces[column.format(year=year)] / unit
    key = "name" if by == "province" else by
    return sizes.groupby(provinces[key]).sum()


def _prefecture_sizes(denominator: str, year: int) -> pd.Series:
    cities = _cities(year)
    if denominator == "prefecture_divisions":
        return pd.Series(1.0, index=pd.Index(cities["name"]))
    population = load_prefecture_population().set_index("division_code")
    residents = population["population_2020_census"].reindex(cities["division_code"])
    return pd.Series((residents / 1_000_000).to_numpy(), index=pd.Index(cities["name"]))
