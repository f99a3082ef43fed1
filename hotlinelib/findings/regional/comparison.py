"""Shares of a few regions beside their shares of everything that they can be compared with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import By, Per, Unit
from hotlinelib.findings.estimates import Row, count_row, row, rows_of
from hotlinelib.findings.regional.base import RegionalFinding, Setting, clauses
from hotlinelib.findings.regional.distribution import compare_regions
from hotlinelib.findings.regional.grouping import (
    figures_year_of,
    kind_of,
    per_offered,
    regions_of,
)
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.regions import Regions
from hotlinelib.selection import year_of

# Few enough to be compared side by side; more are compared by region of the Bureau of Statistics.
FEW_REGIONS = 8
DRAWN: tuple[Per, ...] = ("gdp", "population", "prefecture_divisions")


@dataclass(frozen=True, eq=False)
class Comparison(RegionalFinding):
    """How the shares of regions differ from their shares of each denominator.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per region, as `hotlinelib.compare_regions` returns it.
    denominators : tuple of str
        What the counts are compared with.
    """

    name: ClassVar[str] = "comparison"
    references: ClassVar[tuple[str, ...]] = ("duncan-duncan-1955",)

    denominators: tuple[Per, ...]

    def _heading(self, tell: Teller) -> str:
        return tell("The larger regions")

    def _headline(self, tell: Teller) -> Text:
        first = self._ordered.iloc[0]
        return tell(
            "{region} has {share} of the {units}, against {others}.",
            region=self.named_series(tell, [first["region_id"]]),
            share=tell.share(f"share/{first['region_id']}"),
            others=self._others(tell, str(first["region_id"])),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        rest = self._ordered.iloc[1:]
        labels = self.labels_in_sentences(tell)
        parts = [
            tell(
                "{region} {share} ({others})",
                region=named(labels[one]),
                share=tell.share(f"share/{one}"),
                others=self._others(tell, one),
            )
            for one in rest["region_id"]
        ]
        return [tell("The others: {parts}.", parts=tell.listed(parts)), self._tell_index(tell)]

    @property
    def _ordered(self) -> pd.DataFrame:
        """The regions, most first, and then the rest of the country."""
        inside = self.inside.sort_values("count", ascending=False, kind="stable")
        return pd.concat([inside, self.frame.drop(inside.index)])

    def _others(self, tell: Teller, region_id: str) -> Text:
        chosen = [per for per in ("population", "gdp") if per in self.denominators]
        return tell.series(
            tell(
                "{share} of {denominator}",
                share=tell.share(f"share_of_{per}/{region_id}"),
                denominator=noun_alone(tell, "per", per),
            )
            for per in chosen or self.denominators[:1]
        )

    def _tell_index(self, tell: Teller) -> Text:
        parts = [
            tell(
                "{share} from {denominator}",
                share=tell.share(f"dissimilarity/{per}"),
                denominator=noun_alone(tell, "per", per),
            )
            for per in self.denominators
        ]
        return tell(
            "The index of dissimilarity of the {units} is {parts}.", parts=clauses(tell, parts)
        )

    def _table(self, tell: Teller) -> pd.DataFrame:
        shares = self.frame[["count", "share", *self.denominators]]
        shares = shares.rename(columns={per: f"{per}_share" for per in self.denominators})
        names = self.labelled(tell, self.frame)["place"]
        return pd.DataFrame({self.column: names}).join(shares)

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: shares of the {regions} in the {units}, and in what these are compared "
            "with."
        )

    def _table_caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: share of the {units} of each of the {regions}, beside its shares of what "
            "they can be compared with. Index of dissimilarity: the share that would have to move "
            "for the two distributions to be the same."
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        drawn = [per for per in DRAWN if per in self.denominators]
        columns = {"share": self.units_alone(tell)}
        return figures.GroupedDots(
            frame=self.labelled(tell, self.frame, "region"),
            label="region",
            columns=columns | {per: noun_alone(tell, "per", per) for per in drawn},
            percent=True,
            x_label=tell("Share of the whole"),
        )


def comparison(
    awards: pd.DataFrame, *, unit: Unit = "organisations", by: By | Regions = "nbs_region"
) -> Comparison:
    """Find how the shares of regions differ from their shares of each denominator.

    Parameters
    ----------
    awards, unit
        As `fit` takes them.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions; where they are more than eight, or kinds of division, the regions of the
        National Bureau of Statistics are compared instead.

    Returns
    -------
    Comparison
        `.estimates` has the ids `comparison/count/<id>`, `comparison/share/<id>`, `comparison/
        share_of_<denominator>/<id>` and `comparison/dissimilarity/<denominator>`: half the sum of
        the absolute differences of the shares (Duncan and Duncan 1955).

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = comparison(select_awards(load_awards()))
    >>> print(found.headline())
    The East has 50% of the organisations, against 40% of population and 52% of GDP.
    """
    setting = Setting.of(awards, unit, few_regions(by, year_of(awards)))
    frame = compare_regions(setting.awards, unit=unit, by=setting.regions)
    denominators = per_offered(setting.regions, figures_year_of(awards))
    rows = _rows(frame, denominators, unit, setting.counted.n)
    return setting.find(Comparison, frame, rows, denominators=denominators)


def few_regions(by: By | Regions, year: int) -> By | Regions:
    """Return regions that are few enough to be columns: the bureau's four where they aren't."""
    if len(regions_of(by, year).order) <= FEW_REGIONS and kind_of(by) != "level":
        return by
    return "nbs_region"


def _rows(frame: pd.DataFrame, denominators: tuple[Per, ...], unit: Unit, n: int) -> Iterator[Row]:
    same = {"method": "complete count", "n": n}
    ids = frame["region_id"]
    yield count_row("total", n, unit=unit)
    yield from rows_of(frame, "count", ids, {"value": "count"}, unit=unit, **same)
    yield from rows_of(frame, "share", ids, {"value": "share"}, **same)
    for per in denominators:
        yield from rows_of(frame, f"share_of_{per}", ids, {"value": per}, **same)
        moved = float((frame["share"] - frame[per]).abs().sum() / 2)
        about = "half the sum of absolute differences of shares (Duncan and Duncan 1955)"
        yield row(Estimate("dissimilarity", moved, method=about, n=n), key=per)
