"""How many prefecture-level divisions won anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from hotlinelib.findings.counted import counted_of, one_edition
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row, rows_of
from hotlinelib.findings.finding import Layout
from hotlinelib.findings.regional.base import NAMED, RegionalFinding
from hotlinelib.findings.regional.distribution import count_by, division_coverage
from hotlinelib.findings.regional.grouping import regions_of
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.divisions import cities_of_year
from hotlinelib.selection import count_units

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
            "{won} of the {divisions} won an award ({share}).",
            won=tell.amount("cities", "unit", "cities"),
            divisions=tell.counted("divisions", "by", "prefecture"),
            share=tell.share("share"),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        return [self._tell_best(tell), self._tell_elsewhere(tell)]

    def _tell_best(self, tell: Teller) -> Text:
        several = self.frame[self.frame["divisions"] > 1]
        best = several[several["share"] == several["share"].max()]
        if best.empty or not best["cities"].max():
            return Text("")
        if len(best) > NAMED:
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
        names = self.labels(tell)
        won = self.frame[self.frame["cities"] > 0]
        ordered = won.sort_values("share", ascending=False, kind="stable")
        return pd.DataFrame(
            {
                "province": [names[one] for one in ordered["region_id"]],
                "cities": ordered["cities"].to_numpy(),
                "divisions": ordered["divisions"].to_numpy(),
                "coverage_interval": [
                    tell.percent_with_interval(*values)
                    for values in ordered[["share", "share_low", "share_high"]].itertuples(
                        index=False
                    )
                ],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: awards by prefecture-level division, a municipality being one. Intervals "
            "are Wilson's, of 95%, and speak of a repeated award with the same propensities.",
            selection=self.counted.selection(tell),
        )

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.maps import describe_circle_map

        awards = str(tell("awards"))
        return describe_circle_map(
            self._labelled(tell), "count", "place", value_label=awards, language=tell.language
        )

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.maps import draw_circle_map

        drawn = {"label_names": "place", "value_label": str(tell("awards")), **look}
        return draw_circle_map(
            self._labelled(tell),
            "count",
            level="prefecture",
            ax=ax,
            layout=layout,
            language=tell.language,
            **drawn,
        )

    def _labelled(self, tell: Teller) -> pd.DataFrame:
        from hotlinelib.language.names import label_values

        names = label_values(self.places["region"], "prefecture", tell.language)
        codes = self.places["region_id"]
        return pd.DataFrame({"division_code": codes, "place": names, "count": self.places["count"]})


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

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> print(coverage(select_awards(load_awards())).headline())
    48 of the 337 prefecture-level divisions won an award (14%).
    """
    rows = one_edition(awards)
    counted = counted_of(rows, "cities")
    frame = division_coverage(rows)
    year = counted.divisions_year
    places = count_by(rows, unit="awards", by="prefecture")
    known = places["region_id"].isin(cities_of_year(year)["division_code"])
    won = len(count_units(rows, "cities", year))
    return Coverage(
        frame=frame,
        counted=counted,
        estimates=estimates_of("coverage", _rows(frame, won)),
        regions=regions_of("province", year),
        per="prefecture_divisions",
        places=places[known].reset_index(drop=True),
    )


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
