"""How the awards are distributed over regions.

Every frame has one row per region, also where a region won nothing: what is absent from a table
can't be seen in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hotlinelib.arguments import check_columns, check_list
from hotlinelib.measures import count_rates, location_quotients, proportion_intervals
from hotlinelib.places.divisions import cities_of_year, load_divisions
from hotlinelib.regional.choices import OFFERED_DENOMINATORS
from hotlinelib.regional.regions import (
    list_denominators,
    list_regions,
)
from hotlinelib.selection import city_units, count_units, year_of


def count_by(awards: pd.DataFrame, unit: str, by: str, year: int | None = None) -> pd.DataFrame:
    """Count awards, organisations or cities in each region.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"}
        The column of regions.
    year : int, optional
        Of the division codes; by default that of the edition.

    Returns
    -------
    pandas.DataFrame
        Columns `by` and `count`: all regions in their customary order, those with 0 included. The
        counts sum to the number of units, whichever way they are cut.

    Examples
    --------
    >>> from hotlinelib.tables.load import load_awards
    >>> awards = load_awards().query("recipient == 'organisation'")
    >>> count_by(awards, "awards", "nbs_region")["count"].tolist()
    [37, 19, 14, 1]
    """
    year = year_of(awards, year)
    regions = list_regions(by, year)
    units = count_units(check_columns(awards, (by, "division_code")), unit, year)
    if by == "prefecture":
        units = units.assign(prefecture=city_units(units, year)["city"])
    counts = units.groupby(by).size()
    # A county-level division that its province runs belongs to no prefecture, yet is counted.
    regions += [region for region in counts.index if region not in regions]
    return pd.DataFrame({by: regions, "count": counts.reindex(regions, fill_value=0).to_numpy()})


def regional_rates(
    awards: pd.DataFrame, unit: str, by: str, denominator: str, year: int | None = None
) -> pd.DataFrame:
    """Hold the counts of each region against its size.

    Returns
    -------
    pandas.DataFrame
        Columns `by, count, denominator, share, denominator_share, rate, rate_low, rate_high`
        (exact 95% Poisson intervals), `location_quotient, location_quotient_low,
        location_quotient_high`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> rates = regional_rates(awards, "awards", "nbs_region", "population")
    >>> rates[["nbs_region", "count", "rate"]].round(3)
      nbs_region  count   rate
    0         东部     37  0.066
    1         中部     19  0.052
    2         西部     14  0.037
    3         东北      1  0.010
    """
    year = year_of(awards, year)
    counted = count_by(awards, unit, by, year)
    sized = counted.merge(list_denominators(by, denominator, year), on=by, how="left")
    # A unit that is no region of the list (run by its province) has no size of its own.
    sized = sized.fillna({"denominator": 0.0})
    return location_quotients(count_rates(sized, "count", "denominator"), "count", "denominator")


def compare_regions(
    awards: pd.DataFrame, unit: str, by: str, year: int | None = None
) -> pd.DataFrame:
    """Set each region's share of the awards beside its shares of what it could be held against.

    Returns
    -------
    pandas.DataFrame
        Columns `by, count, share` and one share per denominator, named after it.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> compare_regions(awards, "awards", "nbs_region")[["nbs_region", "share", "gdp"]].round(2)
      nbs_region  share   gdp
    0         东部   0.52  0.52
    1         中部   0.27  0.22
    2         西部   0.20  0.21
    3         东北   0.01  0.05
    """
    year = year_of(awards, year)
    counted = count_by(awards, unit, by, year)
    total = counted["count"].sum()
    compared = counted.assign(share=counted["count"] / total if total else float("nan"))
    for name in OFFERED_DENOMINATORS[by]:
        sizes = list_denominators(by, name, year)["denominator"]
        compared[name] = (sizes / sizes.sum()).reindex(compared.index).to_numpy()
    return compared


def coverage(awards: pd.DataFrame, year: int | None = None) -> pd.DataFrame:
    """Return which share of each province's prefecture-level divisions won anything.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    year : int, optional
        Of the division codes; by default that of the edition.

    Returns
    -------
    pandas.DataFrame
        Columns `province, cities` (prefecture-level divisions with an award; a municipality is
        one), `divisions, share, share_low, share_high` (95% Wilson interval).

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> coverage(awards)[["cities", "divisions"]].sum().tolist()
    [48, 337]
    """
    year = year_of(awards, year)
    cities = count_units(check_columns(awards, ("province",)), "cities", year)
    among = cities[cities["division_code"].isin(cities_of_year(year)["division_code"])]
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
    year: int | None = None,
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
    year : int, optional
        Of the division codes; by default that of the edition.

    Returns
    -------
    pandas.DataFrame
        Index: `award_id`, in the order of the frame; columns: all regions.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> award_table(awards, "awards", "nbs_region").loc["big_data"].tolist()
    [7, 0, 1, 0]
    """
    year = year_of(awards, year)
    held = check_columns(awards, ("award_id",))["award_id"]
    if award_ids is not None:
        check_list("award_ids", award_ids, "a list of identifiers of awards, such as ['big_data']")
    listed = list(held.unique()) if award_ids is None else list(award_ids)
    counts = {
        award: count_by(awards[held == award], unit, by, year).set_index(by)["count"]
        for award in listed
    }
    table = pd.DataFrame(counts).reindex(list_regions(by, year)).fillna(0).astype("int64")
    return table.T.rename_axis(index="award_id", columns=by)


def locate_counts(
    awards: pd.DataFrame, unit: str, level: str, year: int | None = None
) -> pd.DataFrame:
    """Return the counts of provinces or prefectures with their codes, for a map.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    level : {"province", "prefecture"}
        Level of the divisions.
    year : int, optional
        Of the division codes; by default that of the edition.

    Returns
    -------
    pandas.DataFrame
        Columns `division_code`, `level`'s name and `count`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> locate_counts(awards, "awards", "province").nlargest(1, "count")
       division_code province  count
    18        440000      广东省     14
    """
    year = year_of(awards, year)
    divisions = load_divisions(year)
    codes = divisions[divisions["level"] != "county"].drop_duplicates("name")
    counted = count_by(awards, unit, level, year)
    return counted.merge(
        codes[["division_code", "name"]], left_on=level, right_on="name", how="inner"
    )[["division_code", level, "count"]]
