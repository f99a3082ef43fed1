"""A division of the country into regions: one of the package's own, or a user's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any, Literal, get_args

import pandas as pd

from hotlinelib.arguments import check_choice, check_columns, shown
from hotlinelib.errors import ParameterError
from hotlinelib.messages import message
from hotlinelib.places.divisions import (
    DEFAULT_YEAR,
    YEARS,
    check_year,
    cities_of_year,
    load_divisions,
    load_prefecture_population,
    load_provinces,
)
from hotlinelib.places.names import SUFFIXES, division_names, province_names, term_names
from hotlinelib.tables.read import read_table

By = Literal["province", "nbs_region", "region7", "prefecture", "rank", "level"]
Per = Literal["prefecture_divisions", "county_divisions", "population", "gdp"]
Members = Literal["province", "prefecture", "division"]

ELSEWHERE = "elsewhere"
# Regions whose names are a closed vocabulary.
TERMS = ("nbs_region", "region7", "rank", "level")
ELSEWHERE_NAMES = {"en": "elsewhere", "zh-Hans": "其他地区", "zh-Hant": "其他地區"}
COLUMNS = ["region", "division_code"]


@dataclass(frozen=True, eq=False)
class Regions:
    """A division of the country into regions: the package's own or a user's.

    Made by `Regions.named` or `Regions.read`; both are used alike.

    Parameters
    ----------
    name : str
        What the regions are called: "province", ..., or the user's own name.
    year : int
        Of the division codes, as `load_divisions` takes it.
    members : pandas.DataFrame
        Columns `region, division_code`: the divisions that make up each region. They are
        provinces or prefectures (municipalities by their province code, counties that no
        prefecture runs by their own); by rank or level, all divisions.
    order : tuple of str
        The regions, in the order of tables and figures. The rest of the country isn't among
        them: see `region_of`.
    outside : tuple of str
        Places of the user's table that the data don't have: Hong Kong, Macao and Taiwan.
    labels : pandas.DataFrame
        Index `region`, columns `en`, `zh-Hans`, `zh-Hant`: the regions in three languages.

    Examples
    --------
    >>> regions = Regions.named("nbs_region", 2018)
    >>> regions.order
    ('东部', '中部', '西部', '东北')
    >>> regions.region_of(["320583", "110101"]).tolist()
    ['东部', '东部']
    """

    name: str
    year: int
    members: pd.DataFrame
    order: tuple[str, ...]
    outside: tuple[str, ...]
    labels: pd.DataFrame

    @classmethod
    def named(cls, by: By, year: int = DEFAULT_YEAR) -> Regions:
        """Return regions of the package's own.

        Parameters
        ----------
        by : {"province", "nbs_region", "region7", "prefecture", "rank", "level"}
            Prefectures are the prefecture-level divisions and the municipalities. By rank or
            level a division lies in the region of its own rank or level.
        year : int, default 2018
            Of the division codes, 1980 to 2024.

        Raises
        ------
        ParameterError
            If there are no such regions or no table of that year.
        """
        check_choice("by", by, get_args(By))
        year = check_year(year, YEARS, message("divisions"))
        divisions = load_divisions(year)
        if by in ("rank", "level"):
            frame = divisions.rename(columns={by: "region"})[COLUMNS]
            order = [value for value in _terms_of(by) if value in set(frame["region"])]
        elif by == "prefecture":
            frame = cities_of_year(year).rename(columns={"name": "region"})[COLUMNS]
            order = frame["region"].tolist()
        else:
            frame = _provinces_in(by, divisions)
            in_use = set(frame["region"])
            order = frame["region"].tolist() if by == "province" else _terms_of(by)
            order = [value for value in order if value in in_use]
        return cls(by, year, frame.reset_index(drop=True), tuple(order), (), _labels(by, year))

    @classmethod
    def read(
        cls,
        table: pd.DataFrame | str | PathLike[str],
        year: int = DEFAULT_YEAR,
        name: str | None = None,
    ) -> Regions:
        """Return a user's regions.

        Parameters
        ----------
        table : pandas.DataFrame or path
            Columns `region` and `place`, a row for each place; the file is CSV in UTF-8, or in
            GB18030 (GBK) as Chinese spreadsheets save it. A place is a province, a prefecture or
            a county that no prefecture runs: its full or short name in either script, its English
            name, or its code. Optional columns `region_en`, `region_hans`, `region_hant` name the
            regions in reports; other columns are left alone.
        year : int, default 2018
            Of the divisions, 1980 to 2024.
        name : str, optional
            What the regions are called; by default the file's name, or "regions".

        Returns
        -------
        Regions
            In the order of the table. Hong Kong, Macao and Taiwan are in `outside`.

        Raises
        ------
        ParameterError
            If a column is missing, a place isn't known, may be several ones, is a county or
            district, stands twice, or lies in another one; the row is named.
        DataError
            If the file can't be read.

        Examples
        --------
        >>> delta = pd.DataFrame({"region": "粤港澳大湾区", "place": ["深圳", "Zhuhai", "香港"]})
        >>> regions = Regions.read(delta, 2018)
        >>> regions.members["division_code"].tolist(), regions.outside
        (['440300', '440400'], ('香港',))
        """
        from hotlinelib.places.region_table import labels_of, places_of, read_region_table

        year = check_year(year, YEARS, message("divisions"))
        frame, source = read_region_table(table)
        check_columns(frame, ("region", "place"))
        first_row = 1 if isinstance(table, pd.DataFrame) else 2
        members, outside = places_of(frame, year, source, first_row)
        order = tuple(dict.fromkeys(members["region"]))
        labels = labels_of(frame, order)
        stem = Path(table).stem if isinstance(table, str | PathLike) else "regions"
        if name in get_args(By):
            raise ParameterError(
                "name = {name!r}: regions of the package's own are called so; choose another",
                name=name,
            )
        return cls(
            name or ("regions" if stem in get_args(By) else stem),
            year,
            members,
            order,
            outside,
            labels,
        )

    @property
    def made_of(self) -> Members:
        """What the regions are made of: "province", "prefecture" (or smaller) or "division"."""
        if self.name in ("rank", "level"):
            return "division"
        is_province = self.members["division_code"].str.endswith("0000").all()
        return "province" if is_province and self.name != "prefecture" else "prefecture"

    @cached_property
    def covers_all(self) -> bool:
        """Whether every division of the country lies in a region."""
        return not (self.region_of(load_divisions(self.year)["division_code"]) == ELSEWHERE).any()

    def region_of(self, division_codes: Iterable[Any]) -> pd.Series:
        """Return the region of each division.

        A county lies in the region that has it, or else its prefecture, or else its province.
        What lies in none of the regions, such as the hotline of a whole province beside regions
        made of prefectures, and what has no code, is `"elsewhere"`: so counts add up.

        Parameters
        ----------
        division_codes : iterable of str
            Codes of the year of the regions; missing ones are allowed.

        Returns
        -------
        pandas.Series of str
            With the index of a Series kept.

        Raises
        ------
        ParameterError
            If a code isn't one of the year.
        """
        codes = division_codes
        given = codes if isinstance(codes, pd.Series) else pd.Series(codes)
        # `Series.map` would make a Series of the mapping each time.
        regions = [self._region_of_each.get(code) for code in given]
        found = pd.Series(regions, given.index, dtype="object")
        unknown = given[given.notna() & found.isna()].unique()
        if len(unknown):
            listed = ", ".join(map(shown, unknown[:5]))
            raise ParameterError(
                "no division codes of {year}: {listed}; codes are text of six digits, and "
                "convert_codes gives those of another year",
                year=self.year,
                listed=listed,
            )
        return found.fillna(ELSEWHERE).astype("str").rename("region")

    @cached_property
    def _region_of_each(self) -> dict[str, str]:
        own = dict(zip(self.members["division_code"], self.members["region"], strict=True))
        columns = ["division_code", "prefecture_code", "province_code"]
        chains = load_divisions(self.year)[columns].itertuples(index=False, name=None)
        return {
            code: next(
                (own[part] for part in (code, prefecture, province) if part in own), ELSEWHERE
            )
            for code, prefecture, province in chains
        }

    def sizes(self, per: Per, year: int | None = None) -> pd.Series:
        """Return how large each region is.

        Parameters
        ----------
        per : {"prefecture_divisions", "county_divisions", "population", "gdp"}
            By rank or level only "prefecture_divisions": the number of divisions of the rank or
            level.
        year : int, optional
            Of population and GDP, 2015 to 2024; by default that of the codes. Divisions are
            counted in the year of the codes.

        Returns
        -------
        pandas.Series of float64
            Index: the regions in order and, where they don't cover the country, "elsewhere" for
            the rest. Divisions (a municipality counts as one of prefecture level); persons, at
            the end of the year, for regions made of prefectures those of the census of 2020; or
            100 million yuan of the vintage that `load_provinces(year)` names.

        Raises
        ------
        ParameterError
            If there is no such size for these regions; the message says why.

        Examples
        --------
        >>> Regions.named("nbs_region", 2018).sizes("prefecture_divisions").astype(int).tolist()
        [88, 82, 131, 36]
        """
        check_choice("per", per, get_args(Per))
        asked = per, self.year if year is None else year
        if asked not in self._known_sizes:
            parts = self._parts(*asked)
            sizes = parts.groupby(parts.index).sum().reindex([*self.order, ELSEWHERE]).fillna(0.0)
            sizes = sizes.drop(ELSEWHERE) if self.covers_all else sizes
            self._known_sizes[asked] = sizes.rename(per)
        return self._known_sizes[asked].copy()

    @cached_property
    def _known_sizes(self) -> dict[tuple[str, int], pd.Series]:
        """What was asked for before: a report asks for the same sizes many times."""
        return {}

    def _parts(self, per: str, year: int) -> pd.Series:
        """Return the sizes of small parts of the country, by region."""
        divisions = load_divisions(self.year)
        if self.made_of == "division":
            if per != "prefecture_divisions":
                raise ParameterError(
                    "per = {per!r}: regions by {name} aren't areas; their size is the number "
                    "of divisions: use per = 'prefecture_divisions'",
                    per=per,
                    name=self.name,
                )
            return self._by_region(divisions["division_code"], 1.0)
        if per == "prefecture_divisions":
            return self._by_region(cities_of_year(self.year)["division_code"], 1.0)
        if per == "county_divisions":
            codes = divisions.loc[divisions["level"] == "county", "division_code"]
            return self._by_region(codes, 1.0)
        if self.made_of == "province":
            provinces = load_provinces(year)
            column, unit = {"population": ("population_10k", 10_000), "gdp": ("gdp_100m_cny", 1)}[
                per
            ]
            return self._by_region(provinces["province_code"], provinces[column] * unit)
        if per == "gdp":
            raise ParameterError(
                "per = 'gdp': the regions {name!r} are made of prefectures, and no sound table "
                "of their GDP is known; use per = 'population' or a number of divisions",
                name=self.name,
            )
        return self._census(divisions)

    def _census(self, divisions: pd.DataFrame) -> pd.Series:
        """Return the residents of the census of 2020, the rest of each province for itself."""
        prefectures = load_prefecture_population().set_index("division_code")
        persons = prefectures["population_2020_census"].astype("float64")
        provinces = read_table("provinces").set_index("province_code")["population_2020_census"]
        needed = self.members.loc[
            ~self.members["division_code"].str.endswith("0000"), "division_code"
        ]
        lacking = [code for code in needed if code not in persons.index]
        if lacking:
            names = divisions.set_index("division_code")["name"].reindex(lacking)
            raise ParameterError(
                "per = 'population': the census table of prefectures doesn't have {names}; leave "
                "them out or use a number of divisions",
                names=", ".join(names),
            )
        known = persons[persons.index.isin(divisions["division_code"])]
        in_province = known.groupby(known.index.str[:2] + "0000").sum()
        rest = provinces - in_province.reindex(provinces.index).fillna(0.0)
        parts: pd.Series = pd.concat(
            [
                self._by_region(known.index.to_series(), known),
                self._by_region(rest.index.to_series(), rest),
            ]
        )
        return parts

    def _by_region(self, codes: pd.Series, sizes: pd.Series | float) -> pd.Series:
        values = sizes.to_numpy() if isinstance(sizes, pd.Series) else sizes
        return pd.Series(values, index=self.region_of(codes).to_numpy(), dtype="float64")

    def label(self, language: str, *, in_sentence: bool = False) -> dict[str, str]:
        """Return the names of the regions, and of the rest, in a reader's language.

        Parameters
        ----------
        language : {"en", "zh-Hans", "zh-Hant"}
            The reader's language.
        in_sentence : bool
            Whether as an English sentence has them: "the East", "municipalities".

        Raises
        ------
        ParameterError
            If the language isn't offered.

        Examples
        --------
        >>> Regions.named("nbs_region", 2018).label("en")["东北"]
        'Northeast'
        """
        check_choice("language", language, tuple(SUFFIXES))
        named = {region: str(self.labels.loc[region, language]) for region in self.order}
        if in_sentence and self.name in TERMS:
            named |= term_names(self.name, language, in_sentence=True)
        return {**named, ELSEWHERE: ELSEWHERE_NAMES[language]}


def _provinces_in(by: str, divisions: pd.DataFrame) -> pd.DataFrame:
    """Return the provinces of the year's table with their regions."""
    there = divisions.loc[divisions["level"] == "province", "division_code"]
    provinces = read_table("provinces")
    held = provinces[provinces["province_code"].isin(there)]
    region = held["name" if by == "province" else by]
    return pd.DataFrame({"region": region, "division_code": held["province_code"]})


def _terms_of(column: str) -> list[str]:
    """Return the values of a column in their customary order."""
    terms = read_table("terms")
    return list(terms.loc[terms["column"] == column, "value"])


def _labels(by: str, year: int) -> pd.DataFrame:
    named: dict[str, dict[str, str]] = {}
    for language in SUFFIXES:
        if by == "province":
            named[language] = province_names(language)
        elif by == "prefecture":
            named[language] = division_names(cities_of_year(year), language)
        else:
            named[language] = term_names(by, language)
    return pd.DataFrame(named)
