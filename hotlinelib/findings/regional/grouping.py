"""The regions that counts are grouped by, how large they are, and which of them are neighbours."""

from __future__ import annotations

from functools import lru_cache
from os import PathLike
from pathlib import Path

import pandas as pd

from hotlinelib.arguments import check_choice, shown
from hotlinelib.choices import OFFERED_PER, By, Per, Unit, offered
from hotlinelib.errors import ParameterError
from hotlinelib.places.divisions import (
    PROVINCE_YEARS,
    cities_of_year,
    load_neighbours,
    load_provinces,
)
from hotlinelib.places.regions import Regions
from hotlinelib.tables.editions import read_source_record
from hotlinelib.tables.read import table_state

# Kinds of division, not parts of the country: they have no neighbours and no concentration.
NOMINAL = ("rank", "level")
OWN = "own"
# What a text ends with that is meant for a file
FILES = (".csv", ".xlsx", ".txt", ".tsv")
# Of awards that belong to no edition.
FIGURES_YEAR = 2019


def regions_of(by: By | Regions, year: int) -> Regions:
    """Return what counts are grouped by as regions."""
    if isinstance(by, Regions):
        return by
    is_text = isinstance(by, str)
    if isinstance(by, PathLike | pd.DataFrame) or (is_text and Path(by).suffix.lower() in FILES):
        raise ParameterError(
            "by = {by}: regions of your own are read first: by=hl.Regions.read({by})",
            by="frame" if isinstance(by, pd.DataFrame) else repr(str(by)),
        )
    check_choice("by", by, offered(By))
    return _named(by, year, table_state("divisions"), table_state("provinces"))


@lru_cache(maxsize=16)
def _named(by: By, year: int, *_states: tuple[object, ...]) -> Regions:
    # The states of the files are arguments so that changed ones are read again.
    return Regions.named(by, year)


def choose_regions(by: str, edition: str = "2019") -> Regions:
    """Return the regions that a report's parameter `by` names.

    Parameters
    ----------
    by : str
        One of the package's own, or the path of a CSV file with the columns region and place, as
        `Regions.read` takes it.
    edition : str, default "2019"
        The edition that says of which year the divisions are.

    Returns
    -------
    Regions

    Examples
    --------
    >>> choose_regions("nbs_region").order
    ('东部', '中部', '西部', '东北')
    """
    year = read_source_record(edition).divisions_year
    return regions_of(by, year) if by in offered(By) else Regions.read(by, year)  # type: ignore


def kind_of(by: By | Regions) -> str:
    """Return what kind of regions these are: as `By` names them, "own" for a user's."""
    name = by.name if isinstance(by, Regions) else by
    return name if name in offered(By) else OWN


def per_offered(by: By | Regions, figures_year: int = FIGURES_YEAR) -> tuple[Per, ...]:
    """Return what counts of these regions can be compared with, by figures of a year."""
    kind = kind_of(by)
    made_of = by.made_of if isinstance(by, Regions) else "province"
    own: tuple[Per, ...] = OFFERED_PER["province"] if made_of == "province" else offered(Per)[:3]  # type: ignore
    every = OFFERED_PER.get(kind, own)
    # Of prefectures the census is taken, whatever the year.
    if figures_year in PROVINCE_YEARS or kind == "prefecture" or made_of == "prefecture":
        return every
    return tuple(per for per in every if per not in ("population", "gdp"))


def check_per(by: By | Regions, per: Per) -> Per:
    """Refuse what counts of these regions can't be compared with."""
    allowed = per_offered(by)
    if not (isinstance(per, str) and per in allowed):
        raise ParameterError(
            "per = {per} is not offered with by = {by!r}; use: {offered}",
            per=shown(per),
            by=kind_of(by),
            offered=", ".join(allowed),
        )
    return per


def region_sizes(
    by: By | Regions,
    per: Per,
    year: int,
    *,
    figures_year: int = FIGURES_YEAR,
    unit: Unit = "organisations",
) -> pd.Series:
    """Return the size of each region, in units of the denominator.

    By rank or level the size is the number of divisions of the rank or level; for cities only
    divisions that are one count.

    Parameters
    ----------
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions.
    per : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What is the size.
    year : int
        Of the divisions.
    figures_year : int, default 2019
        Of population and GDP; of prefectures the census of 2020 is taken.
    unit : {"awards", "organisations", "cities"}
        What is counted.

    Returns
    -------
    pandas.Series of float
        Index: region, and "elsewhere" for the rest of the country where there is one; divisions,
        persons, or 100 million yuan.

    Raises
    ------
    ParameterError
        If the denominator isn't offered for these regions.

    Examples
    --------
    >>> region_sizes("nbs_region", "prefecture_divisions", 2018).astype("int64").tolist()
    [88, 82, 131, 36]
    """
    regions = regions_of(by, year)
    if kind_of(by) in NOMINAL and unit == "cities":
        found = regions.region_of(cities_of_year(year)["division_code"]).value_counts()
        return found.reindex(list(regions.order), fill_value=0).astype("float64")
    return regions.sizes(check_per(by, per), figures_year)


def figures_year_of(awards: pd.DataFrame) -> int:
    """Return the year whose population and GDP go with awards: that of the newest edition."""
    years = [int(one) for one in set(awards.get("edition", ())) if str(one).isdecimal()]
    return max(years, default=FIGURES_YEAR)


def name_neighbours() -> pd.DataFrame:
    """Return the pairs of neighbouring provinces by code.

    Returns
    -------
    pandas.DataFrame
        Columns `province_code, neighbour_code`. Provinces with a common land border; Hainan, which
        has none, is joined to Guangdong across the Qiongzhou Strait.

    Examples
    --------
    >>> pairs = name_neighbours()
    >>> pairs.loc[pairs["province_code"] == "460000", "neighbour_code"].tolist()
    ['440000']
    """
    return load_neighbours()[["province_code", "neighbour_code"]].astype("str")


def larger_groups(by: By | Regions, regions: pd.Series, year: int) -> pd.Series | None:
    """Return the group of each region: provinces lie in NBS regions, prefectures in provinces."""
    kind = kind_of(by)
    provinces = load_provinces()
    if kind == "province":
        groups = provinces.set_index("name")["nbs_region"]
    elif kind == "prefecture":
        names = provinces.set_index("province_code")["name"]
        cities = cities_of_year(year).set_index("name")
        groups = cities["province_code"].map(names)
    else:
        return None
    return regions.map(groups).fillna(regions)
