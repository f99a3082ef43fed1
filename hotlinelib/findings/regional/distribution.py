"""How what is counted is distributed over regions: plain functions, a frame in, a frame out.

Every frame has one row per region, also where a region won nothing: what is absent from a table
can't be seen in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.choices import By, Per, Unit
from hotlinelib.errors import ParameterError
from hotlinelib.findings.regional.grouping import (
    OWN,
    figures_year_of,
    kind_of,
    per_offered,
    region_sizes,
    regions_of,
)
from hotlinelib.language.nouns import scale_of
from hotlinelib.measures import count_rates, location_quotients, proportion_intervals
from hotlinelib.places.divisions import cities_of_year
from hotlinelib.places.regions import ELSEWHERE, Regions
from hotlinelib.selection import count_units, one_edition, year_of


def count_by(
    awards: pd.DataFrame, *, unit: Unit = "organisations", by: By | Regions = "province"
) -> pd.DataFrame:
    """Count awards, organisations or cities in each region.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions.

    Returns
    -------
    pandas.DataFrame
        Columns `region_id` (division code of a province or prefecture, else the name), `region`
        and `count`: all regions in their customary order, those with 0 included. What lies in none
        of them has a row of its own, so that the counts sum to the number of units.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> count_by(awards, unit="awards", by="nbs_region")["count"].tolist()
    [37, 19, 14, 1]
    """
    year = year_of(one_edition(awards))
    regions = regions_of(by, year)
    units = count_units(check_columns(awards, ("division_code",)), unit, year)
    found = regions.region_of(units["division_code"]).value_counts()
    order = list(regions.order)
    # The rest of the country belongs to a user's regions; prefectures leave no rest worth a row.
    if ELSEWHERE in found.index or (kind_of(by) == OWN and not regions.covers_all):
        order.append(ELSEWHERE)
    return _frame(regions, order).assign(count=found.reindex(order, fill_value=0).to_numpy())


def regional_rates(
    awards: pd.DataFrame,
    *,
    unit: Unit = "organisations",
    by: By | Regions = "province",
    per: Per = "prefecture_divisions",
) -> pd.DataFrame:
    """Compare the counts of each region with its size.

    Parameters
    ----------
    awards, unit, by
        As `count_by` takes them.
    per : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What the counts are compared with. GDP isn't offered by prefecture.

    Returns
    -------
    pandas.DataFrame
        Columns `region_id, region, count, size` (prefecture-level divisions, a municipality counts
        as one; hundreds of county-level divisions; tens of millions of residents; trillions of
        yuan), `share, size_share, rate` (count / size), `rate_low, rate_high, location_quotient,
        location_quotient_low, location_quotient_high`.

        Intervals are of 95% and speak of a repeated award with the same propensities. Organisations
        have exact Poisson limits of the rate (Garwood 1936) and Clopper-Pearson limits of the share
        (1934). Awards have the exact limits of a share that falls on a region with each
        organisation and all of its awards. Cities, which win or don't, have Wilson's limits (1927)
        where they are compared with the number of divisions, else none.

    Raises
    ------
    ParameterError
        If the frame has no rows that lie anywhere, or the denominator isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> rates = regional_rates(awards, unit="awards", by="nbs_region", per="population")
    >>> rates[["region", "count", "rate"]].round(2)
      region  count  rate
    0     东部     37  0.66
    1     中部     19  0.52
    2     西部     14  0.37
    3     东北      1  0.10
    """
    counted = count_by(awards, unit=unit, by=by)
    if not counted["count"].any():
        raise ParameterError("nothing is counted: the frame has no rows that lie anywhere")
    sized = counted.assign(size=sizes_of(awards, counted, unit, by, per) / scale_of(per))
    rates = count_rates(sized, "count", "size").rename(columns={"denominator_share": "size_share"})
    clusters = awards.groupby("organisation_id").size() if unit == "awards" else None
    rates = location_quotients(rates, "count", "size", clusters=clusters)
    if unit == "awards":
        overall = rates["count"].sum() / rates["size"].sum()
        rates["rate_low"] = rates["location_quotient_low"] * overall
        rates["rate_high"] = rates["location_quotient_high"] * overall
    elif unit == "cities":
        rates[[name for name in rates.columns if name.endswith(("_low", "_high"))]] = float("nan")
        if per == "prefecture_divisions":
            won = proportion_intervals(rates[["count", "size"]].round(), "count", "size")
            rates["rate_low"], rates["rate_high"] = won["share_low"], won["share_high"]
    return rates


def compare_regions(
    awards: pd.DataFrame, *, unit: Unit = "organisations", by: By | Regions = "nbs_region"
) -> pd.DataFrame:
    """Set each region's share of what is counted beside its shares of all denominators.

    The parameters are those of `count_by`.

    Returns
    -------
    pandas.DataFrame
        Columns `region_id, region, count, share` and one share per denominator, named after it.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> compare_regions(awards, unit="awards")[["region", "share", "gdp"]].round(2)
      region  share   gdp
    0     东部   0.52  0.52
    1     中部   0.27  0.22
    2     西部   0.20  0.21
    3     东北   0.01  0.05
    """
    counted = count_by(awards, unit=unit, by=by)
    compared = counted.assign(share=counted["count"] / counted["count"].sum())
    for per in per_offered(by, figures_year_of(awards)):
        compared[per] = sizes_of(awards, counted, unit, by, per, share=True)
    return compared


def award_table(
    awards: pd.DataFrame, *, unit: Unit = "organisations", by: By | Regions = "nbs_region"
) -> pd.DataFrame:
    """Count the units of each region within each award.

    The parameters are those of `count_by`.

    Returns
    -------
    pandas.DataFrame
        Index: `award_id`, in the order of the frame; columns: all regions.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> award_table(awards).loc["big_data"].tolist()
    [7, 0, 1, 0]
    """
    every = count_by(awards, unit=unit, by=by)["region"]
    given = check_columns(awards, ("award_id",)).groupby("award_id", sort=False)
    table = {
        award: count_by(held, unit=unit, by=by).set_index("region")["count"]
        for award, held in given
    }
    counted = pd.DataFrame(table).T.reindex(columns=every, fill_value=0)
    return counted.fillna(0).astype("int64").rename_axis(index="award_id", columns="region")


def division_coverage(awards: pd.DataFrame) -> pd.DataFrame:
    """Return which share of each province's prefecture-level divisions won anything.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.

    Returns
    -------
    pandas.DataFrame
        Columns `region_id, region` (province), `cities` (prefecture-level divisions with an award;
        a municipality is one), `divisions, share, share_low, share_high` (Wilson's 95% interval,
        1927; it speaks of a repeated award with the same propensities).

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> division_coverage(awards)[["cities", "divisions"]].sum().tolist()
    [48, 337]
    """
    year = year_of(one_edition(awards))
    cities = count_units(check_columns(awards, ("division_code",)), "cities", year)
    among = cities[cities["division_code"].isin(cities_of_year(year)["division_code"])]
    regions = regions_of("province", year)
    won = regions.region_of(among["division_code"]).value_counts()
    frame = _frame(regions, regions.order)
    frame["cities"] = won.reindex(frame["region"], fill_value=0).to_numpy()
    sizes = region_sizes(regions, "prefecture_divisions", year)
    frame["divisions"] = sizes.astype("int64").to_numpy()
    return proportion_intervals(frame, "cities", "divisions")


def sizes_of(
    awards: pd.DataFrame,
    counted: pd.DataFrame,
    unit: Unit,
    by: By | Regions,
    per: Per,
    *,
    share: bool = False,
) -> pd.Series:
    """Return the size of each row's region, or its share of all: 0 of what lies in no region."""
    figures_year = figures_year_of(awards)
    sizes = region_sizes(by, per, year_of(awards), figures_year=figures_year, unit=unit)
    sizes = sizes / sizes.sum() if share else sizes
    return counted["region"].map(sizes).fillna(0.0)


def _frame(regions: Regions, order: Sequence[str]) -> pd.DataFrame:
    """Return regions with what their estimates are known by, whatever their language."""
    names = pd.Series(list(order), dtype="str")
    if regions.name not in ("province", "prefecture"):
        return pd.DataFrame({"region_id": names, "region": names})
    codes = regions.members.set_index("region")["division_code"]
    ids = [str(codes.get(name, name)) for name in names]
    return pd.DataFrame({"region_id": pd.Series(ids, dtype="str"), "region": names})
