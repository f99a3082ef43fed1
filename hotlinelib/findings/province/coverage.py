"""Which of a province's prefecture-level divisions won anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.findings.counted import counted_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.province.base import ProvinceFinding, province_of
from hotlinelib.findings.province.base import rows_of as in_province
from hotlinelib.findings.regional.distribution import count_by
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.divisions import cities_of_year
from hotlinelib.selection import count_units, one_edition

# So many divisions are named in a sentence; more stand in a table.
NAMED = 6


@dataclass(frozen=True, eq=False)
class ProvinceCoverage(ProvinceFinding):
    """Which prefecture-level divisions of a province won.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per prefecture-level division of the province, a municipality being one:
        `division_code, place` (full name), `count` (awards).
    places : pandas.DataFrame
        The same of the whole country, for the map.
    """

    name: ClassVar[str] = "province_coverage"

    places: pd.DataFrame

    def _heading(self, tell: Teller) -> str:
        return tell("Cities with an award")

    @property
    def is_municipality(self) -> bool:
        """Whether the province is one prefecture-level division."""
        return self.frame["division_code"].tolist() == [self.province_code]

    @property
    def won(self) -> pd.DataFrame:
        """The divisions with an award, the most awards first."""
        return self.frame[self.frame["count"] > 0].sort_values(
            "count", ascending=False, kind="stable"
        )

    def _headline(self, tell: Teller) -> Text:
        values = {"divisions": tell.counted("divisions", "by", "prefecture")}
        if self.is_municipality and self.won.empty:
            return tell(
                "{place}, which counts as one prefecture-level division, won nothing.", **values
            )
        if self.is_municipality:
            return tell("{place}, which counts as one prefecture-level division, won.", **values)
        if self.won.empty:
            return tell("None of the {divisions} of {place} won an award.", **values)
        return tell(
            "{won} of the {divisions} of {place} won an award ({share:%}).",
            won=tell.amount("cities", "by", "prefecture"),
            **values,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        return [self._tell_names(tell), self._tell_elsewhere(tell), self._tell_country(tell)]

    def _tell_names(self, tell: Teller) -> Text:
        if self.is_municipality or not 0 < len(self.won) <= NAMED:
            return Text("")
        labels = label_values(self.won["place"], "prefecture", tell.language)
        if len(self.won) == 1:
            return tell("It is {name}.", name=named(labels.iloc[0]))
        parts = [
            tell("{name} ({count})", name=named(label), count=tell.state(f"awards/{code}"))
            for label, code in zip(labels, self.won["division_code"], strict=True)
        ]
        return tell("They are, with their awards: {names}.", names=tell.series(parts))

    def _tell_elsewhere(self, tell: Teller) -> Text:
        if not tell.of("elsewhere"):
            return Text("")
        return tell(
            "Beside these won places of {word} that belong to no prefecture: {elsewhere}.",
            word=self.word(tell),
        )

    def _tell_country(self, tell: Teller) -> Text:
        return tell(
            "In the whole country {won} of the {divisions} did ({country/share:%}).",
            won=tell.amount("country/cities", "by", "prefecture"),
            divisions=tell.counted("country/divisions", "by", "prefecture"),
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: awards by prefecture-level division, those of {place} emphasised; a "
            "district or county-level city counts with its prefecture."
        )

    def _table_caption(self, tell: Teller) -> Text:
        return tell("Awards by prefecture-level division of {place}.")

    @property
    def has_table(self) -> bool:
        """Whether there are more divisions with an award than a sentence names."""
        return len(self.won) > NAMED

    def _row_keys(self) -> list[str]:
        return self.won["division_code"].tolist()

    def _table(self, tell: Teller) -> pd.DataFrame:
        labels = label_values(self.won["place"], "prefecture", tell.language)
        return pd.DataFrame({"prefecture": labels, "awards_given": self.won["count"]})

    @property
    def has_figure(self) -> bool:
        """Whether there is anything of the province to see on a map."""
        return not self.won.empty

    def _describe(self, tell: Teller) -> str:
        return str(
            tell(
                "Map of China with a circle for each of the {country/cities} prefecture-level "
                "divisions that won, its area in proportion to the number of awards; those of "
                "{place} stand out: {names}.",
                names=tell.series(label_values(self.won["place"], "prefecture", tell.language)),
            )
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        labels = label_values(self.places["place"], "prefecture", tell.language)
        mine = self.places["division_code"].isin(self.won["division_code"])
        tips = [
            str(tell("{label}: {value}", label=label, value=count))
            for label, count in zip(labels, self.places["count"].tolist(), strict=True)
        ]
        return figures.CircleMap(
            frame=self.places.assign(place=labels, name=labels.where(mine, ""), tip=tips),
            value="count",
            level="prefecture",
            mark=self.province_code,
            value_label=str(tell("awards")),
            label_names="name",
            tips="tip",
        )


def province_coverage(awards: pd.DataFrame, *, province: str) -> ProvinceCoverage:
    """Find which of a province's prefecture-level divisions won anything.

    Parameters
    ----------
    awards, province
        As `holdings` takes them.

    Returns
    -------
    ProvinceCoverage
        `.estimates` has the ids `province_coverage/divisions, /cities, /share, /elsewhere` of the
        province, `province_coverage/country/...` of the whole country, and
        `province_coverage/awards/<code>` by division.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> print(province_coverage(select_awards(load_awards()), province="西藏").headline())
    None of the 7 prefecture-level divisions of Tibet won an award.
    """
    rows = one_edition(awards)
    counted = counted_of(rows, "cities")
    year = counted.divisions_year
    name, code = province_of(province, year)
    every = count_by(rows, unit="awards", by="prefecture")
    every = every.rename(columns={"region_id": "division_code", "region": "place"})
    every = every[every["division_code"].isin(cities_of_year(year)["division_code"])]
    mine = every[every["division_code"].str[:2] == code[:2]].reset_index(drop=True)
    winning = len(count_units(in_province(rows, name), "cities", year))
    return ProvinceCoverage(
        frame=mine,
        counted=counted,
        estimates=estimates_of("province_coverage", _rows(every, mine, winning)),
        province=name,
        province_code=code,
        places=every.reset_index(drop=True),
    )


def _rows(every: pd.DataFrame, mine: pd.DataFrame, winning: int) -> Iterator[Row]:
    for id, frame in (("", mine), ("country/", every)):
        won, divisions = int((frame["count"] > 0).sum()), len(frame)
        yield count_row(f"{id}divisions", divisions, unit="divisions")
        yield count_row(f"{id}cities", won, unit="cities")
        yield row(Estimate(f"{id}share", won / divisions, method="complete count", n=won))
    yield count_row("elsewhere", winning - int((mine["count"] > 0).sum()), unit="cities")
    for code, number in zip(mine["division_code"], mine["count"], strict=True):
        yield count_row("awards", number, key=code, unit="awards")
