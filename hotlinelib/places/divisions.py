"""Administrative divisions of mainland China from 1980 to 2024, and the figures of provinces.

Everywhere a year means its 31 December: a code that ended in the course of a year isn't in that
year's table. Codes are those of GB/T 2260. The sources of every file and column stand in
`data/places/SOURCES.toml`.
"""

from __future__ import annotations

from functools import lru_cache
from numbers import Integral
from typing import Literal, get_args

import pandas as pd

from hotlinelib.arguments import check_choice, shown
from hotlinelib.errors import ParameterError
from hotlinelib.messages import message
from hotlinelib.tables.read import read_table, table_state

YEARS = range(1980, 2025)
# The awards of 2019 are of August: the table of the end of 2018 is the nearer one.
DEFAULT_YEAR = 2018
PROVINCE_YEARS = range(2015, 2025)
SPELL = ("first_year", "last_year")
MUNICIPALITY = "直辖市"

GdpVintage = Literal["2018_census", "2023_census", "first_release"]


def load_divisions(year: int | str = DEFAULT_YEAR) -> pd.DataFrame:
    """Return all divisions of the 31 provinces on 31 December of a year.

    Parameters
    ----------
    year : int or str, default 2018
        1980 to 2024. The awards of 2019 are of August: the table of the end of 2018 is the
        nearer one.

    Returns
    -------
    pandas.DataFrame
        One row per division, ordered by code; all columns text: `division_code` (GB/T 2260,
        six digits), `name` (full, simplified script), `name_short` (without the type; the
        full name where one character would be left), `level` (province, prefecture, county),
        `rank` (地级市, 市辖区, ...), `province_code` (its own for a province),
        `prefecture_code` (its own for a prefecture; missing for provinces and for counties
        that no prefecture runs), `name_hant` (traditional script), `name_en` (missing for
        most counties). Before 1996 some codes differ between the sources, see
        `data/places/division_comparison.csv`.

    Raises
    ------
    ParameterError
        If there is no table for that year.

    Examples
    --------
    >>> load_divisions(2018)["level"].value_counts().to_dict()
    {'county': 2851, 'prefecture': 333, 'province': 31}
    """
    known = check_year(year, YEARS, message("divisions"))
    return _divisions(known, table_state("divisions")).copy(deep=False)


def check_year(year: object, years: range, what: str) -> int:
    """Return a year, also of a text of digits; refuse one that a table doesn't have."""
    is_number = isinstance(year, Integral) or (isinstance(year, str) and year.isdecimal())
    if not is_number or int(year) not in years:  # type: ignore[call-overload]
        raise ParameterError(
            "year = {year}: there are no {what} of that year; use one of {years} to {years_2}",
            year=shown(year),
            what=what,
            years=years[0],
            years_2=years[-1],
        )
    return int(year)  # type: ignore[call-overload,no-any-return]


@lru_cache(maxsize=len(YEARS))
def _divisions(year: int, _state: tuple[object, ...]) -> pd.DataFrame:
    # The state of the file is an argument so that a changed file is read again.
    table = read_table("divisions")
    held = table[(table["first_year"] <= year) & (table["last_year"] >= year)]
    return held.drop(columns=list(SPELL)).reset_index(drop=True)


def cities_of_year(year: int) -> pd.DataFrame:
    """Return the prefecture-level divisions and the municipalities."""
    divisions = load_divisions(year)
    is_city = (divisions["level"] == "prefecture") | (divisions["rank"] == MUNICIPALITY)
    return divisions[is_city]


def load_provinces(year: int | str = 2019, gdp_vintage: GdpVintage | None = None) -> pd.DataFrame:
    """Return the 31 provinces with their regions and the figures of one year.

    Parameters
    ----------
    year : int or str, default 2019
        2015 to 2024.
    gdp_vintage : {"2018_census", "2023_census", "first_release"}, optional
        Which of the three series GDP is from. By default the one on the basis of the economic
        census of 2018, and for 2024, which that one doesn't reach, the one revised after the
        census of 2023. First releases are there for 2019 and 2024. Figures of two vintages
        must not be compared: the revision raised some provinces by 9 per cent, others by none.

    Returns
    -------
    pandas.DataFrame
        One row per province, ordered by code: `province_code`, `name`, `name_short`,
        `name_hant`, `name_en`, `nbs_region` (the four economic regions of the National
        Bureau of Statistics), `region7` (the seven customary regions),
        `population_2020_census` (persons), `year`, `population_10k` (10,000 residents at the end
        of the year, revised after the census of 2020), `gdp_100m_cny` (100 million yuan, current
        prices), `gdp_vintage`, and, counted from `load_divisions(year)`,
        `prefecture_level_divisions` (municipalities have none), `prefecture_level_cities`,
        `county_level_divisions`, `districts`, `county_level_cities` (`int64`).

    Raises
    ------
    ParameterError
        If there are no figures for that year, or none of that vintage.

    Examples
    --------
    >>> load_provinces()["nbs_region"].value_counts().to_dict()
    {'西部': 12, '东部': 10, '中部': 6, '东北': 3}
    >>> load_provinces(2024).loc[0, ["name", "gdp_vintage"]].tolist()
    ['北京市', '2023_census']
    """
    year = check_year(year, PROVINCE_YEARS, message("figures of provinces"))
    figures = read_table("province_years")
    held = figures[figures["year"] == year].set_index("province_code")
    vintage = gdp_vintage or ("2018_census" if year <= 2023 else "2023_census")
    gdp = held[f"gdp_{check_choice('gdp_vintage', vintage, get_args(GdpVintage))}_100m_cny"]
    if gdp.isna().any():
        raise ParameterError(
            "there is no GDP of {year} of the vintage {vintage!r}; {vintages}",
            year=year,
            vintage=vintage,
            vintages=_vintages(),
        )
    provinces = read_table("provinces")
    code = provinces["province_code"]
    return provinces.assign(
        year=year,
        population_10k=code.map(held["population_10k"]),
        gdp_100m_cny=code.map(gdp),
        gdp_vintage=pd.Series(vintage, index=provinces.index, dtype="str"),
        **{str(name): code.map(count) for name, count in _counts(year).items()},
    )


def _vintages() -> str:
    return "2018_census has 2015 to 2023, 2023_census 2015 to 2024, first_release 2019 and 2024"


def _counts(year: int) -> pd.DataFrame:
    """Return how many divisions of each kind the provinces have, by code."""
    table = load_divisions(year)
    kinds = {
        "prefecture_level_divisions": table["level"] == "prefecture",
        "prefecture_level_cities": table["rank"].isin(["地级市", "副省级市"]),
        "county_level_divisions": table["level"] == "county",
        "districts": table["rank"] == "市辖区",
        "county_level_cities": table["rank"] == "县级市",
    }
    return pd.DataFrame(kinds).groupby(table["province_code"]).sum()


def load_neighbours() -> pd.DataFrame:
    """Return the pairs of neighbouring provinces.

    Returns
    -------
    pandas.DataFrame
        `province_code`, `neighbour_code`, `kind` (land or strait). Every pair stands twice,
        once in each direction. Hainan has no land border: it is joined to Guangdong across
        the Qiongzhou Strait.

    Examples
    --------
    >>> load_neighbours().query("kind == 'strait'")["province_code"].tolist()
    ['440000', '460000']
    """
    return read_table("neighbours")


def load_prefecture_population() -> pd.DataFrame:
    """Return the 2020 census population of all prefectures and municipalities.

    Returns
    -------
    pandas.DataFrame
        `division_code` (a municipality has its province code), `name`,
        `population_2020_census` (persons), `source`. Counties that no prefecture runs are
        not in it, so that the rows of a province may add up to less than the province.

    Examples
    --------
    >>> len(load_prefecture_population())
    337
    """
    return read_table("prefecture_population_2020")


def load_place_table(file_name: str) -> pd.DataFrame:
    """Return a fresh copy of one table of `data/places`, with declared types."""
    return read_table(file_name.removesuffix(".csv"))
