"""How many prefecture-level divisions won anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.findings.estimates import Row, count_row, row, rows_of
from hotlinelib.findings.regional.base import NAMED, RegionalFinding, Setting
from hotlinelib.findings.regional.distribution import count_by, division_coverage
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text
from hotlinelib.language.names import label_values
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.divisions import cities_of_year
from hotlinelib.selection import count_units

WILSON = "95% Wilson"


@dataclass(frozen=True, eq=False)
class Coverage(RegionalFinding):
    """Which share of the prefecture-level divisions won anything, by province.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per province, as `hotlinelib.division_coverage` returns it.
    places : pandas.DataFrame
        One row per prefecture-level division: `region_id, region, count` (awards).
    """

    name: ClassVar[str] = "coverage"
    references: ClassVar[tuple[str, ...]] = ("wilson-1927",)

    places: pd.DataFrame

    def _heading(self, tell: Teller) -> str:
        return tell("How many cities won")

    def _headline(self, tell: Teller) -> Text:
        return tell(
            "{won} of the {divisions} won an award ({share:%}).",
            won=tell.amount("cities", "unit", "cities"),
            divisions=tell.counted("divisions", "by", "prefecture"),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        return [self._tell_best(tell), self._tell_elsewhere(tell)]

    def _tell_best(self, tell: Teller) -> Text:
        several = self.frame[self.frame["divisions"] > 1]
        best = several[several["share"] == several["share"].max()]
        if best.empty or not best["cities"].max() or len(best) > NAMED:
            return Text("")
        first = str(best["region_id"].iloc[0])
        if len(best) > 1:
            return tell(
                "Among provinces with several, {names} have the highest share, {share}.",
                names=self.named_series(tell, best["region_id"]),
                share=tell.share(f"share/{first}"),
            )
        return tell(
            "Among provinces with several, {names} has the highest share: {won} of {divisions} "
            "({share}; 95% interval from {low} to {high}).",
            names=self.named_series(tell, [first]),
            won=tell.amount(f"cities/{first}", "unit", "cities"),
            divisions=tell.amount(f"divisions/{first}", "by", "prefecture"),
            share=tell.share(f"share/{first}"),
            low=tell.share(f"share/{first}", column="low"),
            high=tell.share(f"share/{first}", column="high"),
        )

    def _tell_elsewhere(self, tell: Teller) -> Text:
        if not tell.of("elsewhere"):
            return Text("")
        return tell(
            "Not among these divisions: {cities} without a prefecture.",
            cities=tell.counted("elsewhere", "unit", "cities"),
        )

    def _table(self, tell: Teller) -> pd.DataFrame:
        won = self.labelled(tell, self.frame[self.frame["cities"] > 0], "province")
        ordered = won.sort_values("share", ascending=False, kind="stable")
        table = ordered[["province", "cities", "divisions"]].reset_index(drop=True)
        return table.assign(coverage_interval=tell.intervals(ordered, "share", percent=True))

    def _caption(self, tell: Teller) -> Text:
        return tell("{selection}: awards by prefecture-level division, a municipality being one.")

    def _table_caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: prefecture-level divisions with an award, by province. Intervals are "
            "Wilson's, of 95%, and speak of a repeated award with the same propensities."
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        frame = pd.DataFrame(
            {
                "division_code": self.places["region_id"],
                "place": label_values(self.places["region"], "prefecture", tell.language),
                "count": self.places["count"],
            }
        )
        return figures.CircleMap(
            frame=frame,
            value="count",
            label="place",
            label_names="place",
            level="prefecture",
            value_label=tell("awards"),
        )


def coverage(awards: pd.DataFrame) -> Coverage:
    """Find how many prefecture-level divisions won anything, by province.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.

    Returns
    -------
    Coverage
        `.estimates` has the ids `coverage/cities`, `coverage/divisions`, `coverage/share`,
        `coverage/elsewhere` (winning cities that are no prefecture-level division), and
        `coverage/cities/<code>`, `coverage/divisions/<code>` and `coverage/share/<code>` by
        province, with Wilson's 95% interval.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> print(coverage(select_awards(load_awards())).headline())
    48 of the 337 prefecture-level divisions won an award (14%).
    """
    setting = Setting.of(awards, "cities", "province")
    rows, year = setting.awards, setting.counted.divisions_year
    frame = division_coverage(rows)
    places = count_by(rows, unit="awards", by="prefecture")
    known = places["region_id"].isin(cities_of_year(year)["division_code"])
    estimates = _rows(frame, len(count_units(rows, "cities", year)))
    return setting.find(Coverage, frame, estimates, places=places[known].reset_index(drop=True))


def _rows(frame: pd.DataFrame, won: int) -> Iterator[Row]:
    cities, divisions = int(frame["cities"].sum()), int(frame["divisions"].sum())
    yield count_row("cities", cities, unit="cities")
    yield count_row("divisions", divisions, unit="divisions")
    yield count_row("elsewhere", won - cities, unit="cities")
    yield row(Estimate("share", cities / divisions, method="complete count", n=cities))
    ids, same = frame["region_id"], {"method": "complete count"}
    for quantity in ("cities", "divisions"):
        columns = {"value": quantity, "n": quantity}
        yield from rows_of(frame, quantity, ids, columns, unit=quantity, **same)
    columns = {"value": "share", "low": "share_low", "high": "share_high", "n": "divisions"}
    about = "score interval of a proportion (Wilson 1927)"
    yield from rows_of(frame, "share", ids, columns, interval=WILSON, method=about)
