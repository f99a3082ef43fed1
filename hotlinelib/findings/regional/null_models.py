"""What chance alone would give: the null model that goes with each unit and denominator."""

from __future__ import annotations

import pandas as pd

from hotlinelib.choices import By, Per, Unit
from hotlinelib.findings.regional.grouping import NOMINAL, kind_of, regions_of
from hotlinelib.measures import NullCounts
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.measures.null_counts import (
    cluster_counts,
    distinct_counts,
    hypergeometric_counts,
    multinomial_counts,
)
from hotlinelib.places.divisions import (
    cities_of_year,
    load_divisions,
    load_prefecture_population,
)
from hotlinelib.places.regions import Regions
from hotlinelib.selection import year_of

# Simulated tables of every test on regions: a p-value of 0.05 is known to within 0.004 (95%).
DRAWS = 9_999


def draw_null(
    awards: pd.DataFrame,
    rates: pd.DataFrame,
    *,
    unit: Unit,
    by: By | Regions,
    per: Per,
    draws: int = DRAWS,
    seed: int = SEED,
) -> NullCounts:
    """Draw what chance alone would give each region, in proportion to its size."""
    # Awards come with their organisation, which is redistributed with all of them. A city counts
    # once: distinct cities are drawn, all with the same chance where counts are compared with the
    # number of divisions, else with chances in proportion to their residents or county-level
    # divisions (one without any counts as having one).
    about = {"draws": draws, "seed": seed}
    total = int(rates["count"].sum())
    if unit == "organisations":
        return multinomial_counts(rates["size"], total, **about)
    year = year_of(awards)
    regions = regions_of(by, year)
    if unit == "awards":
        placed = regions.region_of(awards["division_code"]).isin(rates["region"])
        held = awards[placed].groupby("organisation_id").size()
        return cluster_counts(rates["size"], held, **about)
    if per == "prefecture_divisions" or kind_of(by) in NOMINAL:
        return hypergeometric_counts(rates["size"].round().astype("int64"), total, **about)
    cities = cities_of_year(year)
    members = pd.DataFrame(
        {
            "region": regions.region_of(cities["division_code"]),
            "size": _city_sizes(cities, per, year),
        }
    )
    members = members[members["region"].isin(rates["region"])]
    order = rates["region"].tolist()
    return distinct_counts(members, "region", "size", total, units=order, **about)


def _city_sizes(cities: pd.DataFrame, per: Per, year: int) -> pd.Series:
    codes = cities["division_code"]
    if per == "population":
        people = load_prefecture_population().set_index("division_code")
        return codes.map(people["population_2020_census"]).astype("float64")
    divisions = load_divisions(year)
    counties = divisions[divisions["level"] == "county"]
    of_city = counties["prefecture_code"].fillna(counties["province_code"]).value_counts()
    return codes.map(of_city).fillna(0).clip(lower=1).astype("float64")
