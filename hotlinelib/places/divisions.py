"""Administrative divisions of mainland China: provinces, prefectures, counties.

The tables are those of the end of 2018 and of 2019, with the codes of GB/T 2260. The sources
of every file and column stand in `data/places/SOURCES.toml`.
"""

from __future__ import annotations

import pandas as pd

from hotlinelib.arguments import check_choice
from hotlinelib.tables.read import read_table

YEARS = (2018, 2019)


def load_divisions(year: int = 2018) -> pd.DataFrame:
    """Return all divisions of the 31 provinces at the end of a year.

    Parameters
    ----------
    year : int, default 2018
        2018 or 2019. The awards are of August 2019: the table of the end of 2018 is the
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
        most counties).

    Raises
    ------
    ParameterError
        If there is no table for that year.

    Examples
    --------
    >>> load_divisions(2018)["level"].value_counts().to_dict()
    {'county': 2851, 'prefecture': 333, 'province': 31}
    """
    check_choice("year", year, YEARS)
    return load_place_table(f"divisions_{int(year)}.csv")


def load_provinces() -> pd.DataFrame:
    """Return the 31 provinces with their regions, counts of divisions, population and GDP.

    Returns
    -------
    pandas.DataFrame
        One row per province, ordered by code: `province_code`, `name`, `name_short`,
        `name_hant`, `name_en`, `nbs_region` (the four economic regions of the National
        Bureau of Statistics), `region7` (the seven customary regions), counts of divisions
        at the end of 2018 and 2019 (`int64`), `population_2019_first_release_10k` and
        `population_2019_revised_10k` (10,000 persons, end of year),
        `population_2020_census` (persons), `gdp_2019_first_release_100m_cny` and
        `gdp_2019_revised_100m_cny` (100 million yuan). First releases and revised figures
        differ strongly in places: never mix them.

    Examples
    --------
    >>> load_provinces()["nbs_region"].value_counts().to_dict()
    {'西部': 12, '东部': 10, '中部': 6, '东北': 3}
    """
    return load_place_table("provinces.csv")


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
    return load_place_table("neighbours.csv")


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
    return load_place_table("prefecture_population_2020.csv")


def load_place_table(file_name: str) -> pd.DataFrame:
    """Return a fresh copy of one table of `data/places`, with declared types."""
    return read_table(file_name.removesuffix(".csv"))
