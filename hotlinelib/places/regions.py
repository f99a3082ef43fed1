"""Regions: a division of the country, the package's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.places.divisions import load_divisions, load_prefecture_population, load_provinces
from hotlinelib.tables.read import read_table

COLUMNS = {
    "county_divisions": ("county_level_divisions_{year}", 1),
    "population": ("population_2019_revised_10k", 10_000),
    "gdp": ("gdp_2019_revised_100m_cny", 1),
}
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, eq=False)
class Regions:
    """A division of the country into regions."""

    kind: str
    year: int
    members: pd.DataFrame
    order: tuple[str, ...]

    @classmethod
    def named(cls, kind: str, year: int) -> Regions:
        """Return one of the package's own."""
        divisions = load_divisions(year)
        provinces = load_provinces()
        if kind in ("rank", "level"):
            members = divisions[[kind, "division_code"]].set_axis(
                ["region", "division_code"], axis=1
            )
            terms = read_table("terms")
            order = terms.loc[terms["column"] == kind, "value"].tolist()
            return cls(kind, year, members, tuple(order))
        if kind == "prefecture":
            mine = divisions[
                (divisions["level"] == "prefecture") | (divisions["rank"] == "直辖市")
            ]
            members = mine[["name", "division_code"]].set_axis(["region", "division_code"], axis=1)
            return cls(kind, year, members, tuple(members["region"]))
        key = "name" if kind == "province" else kind
        members = provinces[[key, "province_code"]].set_axis(["region", "division_code"], axis=1)
        if kind == "province":
            return cls(kind, year, members, tuple(members["region"]))
        terms = read_table("terms")
        order = terms.loc[terms["column"] == kind, "value"].tolist()
        return cls(kind, year, members, tuple(order))

    def region_of(self, division_codes: pd.Series) -> pd.Series:
        """Return the region of each division."""
        divisions = load_divisions(self.year).set_index("division_code")
        own = self.members.set_index("division_code")["region"]
        found = division_codes.map(own)
        if self.kind not in ("rank", "level"):
            found = found.fillna(division_codes.map(divisions["prefecture_code"]).map(own))
            found = found.fillna(division_codes.map(divisions["province_code"]).map(own))
        return found.fillna(ELSEWHERE).astype("str")

    def sizes(self, per: str, year: int) -> pd.Series:
        """Return the size of each region."""
        divisions = load_divisions(year)
        cities = divisions[(divisions["level"] == "prefecture") | (divisions["rank"] == "直辖市")]
        if self.kind in ("rank", "level"):
            if per != "prefecture_divisions":
                raise ParameterError("no such size")
            sizes = self.members.groupby("region").size().astype("float64")
        elif per == "prefecture_divisions":
            sizes = self.region_of(cities["division_code"]).value_counts().astype("float64")
        elif self.kind == "prefecture":
            if per != "population":
                raise ParameterError("no such size")
            people = load_prefecture_population().set_index("division_code")
            sizes = people["population_2020_census"].rename(
                self.members.set_index("division_code")["region"]
            )
        else:
            column, unit = COLUMNS[per]
            provinces = load_provinces()
            values = provinces[column.format(year=year)] * float(unit)
            sizes = values.groupby(self.region_of(provinces["province_code"])).sum()
        return sizes.reindex(list(self.order)).fillna(0).astype("float64")

    def label(self, language: str) -> Mapping[str, str]:
        """Return the names."""
        from hotlinelib.labels import label_values

        names = pd.Series(list(self.order), dtype="str")
        return dict(zip(self.order, label_values(names, self.kind, language), strict=True))
