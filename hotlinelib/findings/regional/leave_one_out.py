"""How far the result rests on a single award."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import By, Unit
from hotlinelib.findings.estimates import Row, count_row, row, rows_of
from hotlinelib.findings.regional.base import RegionalFinding, Setting, labels_of
from hotlinelib.findings.regional.distribution import count_by
from hotlinelib.findings.regional.grouping import NOMINAL
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.measures import gini
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.regions import Regions

ABOUT = "complete count without the award"


@dataclass(frozen=True, eq=False)
class LeaveOneOut(RegionalFinding):
    """What changes without each award in turn.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per award left out: `award_id, count, first` (`region_id` of the regions with the
        highest count, joined by ' | '), `first_share, without` (regions that have none), `gini`
        (missing over ranks and levels).
    places : pandas.DataFrame
        `region_id, region` of all regions.
    """

    name: ClassVar[str] = "leave_one_out"

    places: pd.DataFrame

    def _heading(self, tell: Teller) -> str:
        return tell("Without each award")

    def _headline(self, tell: Teller) -> Text:
        if self.frame.empty:
            return tell("A single award is counted, so that none can be left out.")
        values = {one: tell.share("first_share", column=one) for one in ("low", "high")}
        ever = list(dict.fromkeys(" | ".join(self.frame["first"]).split(" | ")))
        if len(ever) == 1:
            return tell(
                "Whichever award is left out, the highest count is that of {region} ({low} to "
                "{high}).",
                region=self._those(tell, ever[0]),
                **values,
            )
        return tell(
            "Without one of the awards, the highest count is that of: {regions} ({low} to {high}).",
            regions=self._those(tell, " | ".join(ever)),
            **values,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.frame.empty or not tell.has("gini"):
            return []
        return [tell("The Gini coefficient lies between {gini.low:2} and {gini.high:2}.")]

    @property
    def has_table(self) -> bool:
        """Whether an award can be left out."""
        return not self.frame.empty

    def _table(self, tell: Teller) -> pd.DataFrame:
        awards = label_values(self.frame["award_id"], "award_id", tell.language)
        table = pd.DataFrame(
            {
                "award_left_out": awards,
                "count": self.frame["count"],
                "first": [str(self._those(tell, one)) for one in self.frame["first"]],
                "first_share": self.frame["first_share"],
                "zeros": self.frame["without"],
            }
        )
        if self.frame["gini"].notna().any():
            table["gini"] = self.frame["gini"]
        return table

    def _caption(self, tell: Teller) -> Text:
        return tell("{selection}: {units} by {region}, without each award in turn.")

    def _those(self, tell: Teller, joined_ids: str) -> Text:
        labels = labels_of(self.regions, self.places, tell, in_sentence=True)
        ids = joined_ids.split(" | ")
        if len(ids) > 4:
            return tell("{number} with the same count", number=named(len(ids)))
        return tell.series(named(labels[one]) for one in ids)


def leave_one_out(
    awards: pd.DataFrame, *, unit: Unit = "organisations", by: By | Regions = "province"
) -> LeaveOneOut:
    """Count again without each award in turn; the parameters are those of `counts`.

    Returns
    -------
    LeaveOneOut
        `.estimates` has the ids `leave_one_out/first_share/<award>`, `/gini/<award>` and their
        ranges as `low` and `high` of `/first_share` and `/gini`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = leave_one_out(select_awards(load_awards()))
    >>> found.frame["count"].tolist()
    [43, 49, 34, 51, 50]
    """
    setting = Setting.of(awards, unit, by)
    regions, rows = setting.regions, setting.awards
    given = list(rows["award_id"].unique())
    made = [_without(rows, award, unit, regions) for award in given if len(given) > 1]
    frame = pd.DataFrame(
        made, columns=["award_id", "count", "first", "first_share", "without", "gini"]
    )
    places = count_by(rows, unit=unit, by=regions)[["region_id", "region"]]
    return setting.find(LeaveOneOut, frame, _rows(frame), places=places)


def _without(rows: pd.DataFrame, award: str, unit: Unit, regions: Regions) -> tuple[object, ...]:
    counted = count_by(rows[rows["award_id"] != award], unit=unit, by=regions)
    inside, total = counted[counted["region"].isin(regions.order)], int(counted["count"].sum())
    most = inside["count"].max()
    first = " | ".join(inside.loc[inside["count"] == most, "region_id"])
    measured = float("nan") if regions.name in NOMINAL else gini(counted["count"])
    return award, total, first, most / total, int((inside["count"] == 0).sum()), measured


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    yield count_row("awards_left_out", len(frame), unit="awards")
    for quantity in ("first_share", "gini"):
        values = frame[quantity].dropna().astype("float64")
        if values.empty:
            continue
        yield row(
            Estimate(
                quantity,
                float(values.median()),
                low=float(values.min()),
                high=float(values.max()),
                interval="range over the awards left out",
                method=f"{ABOUT}; median",
            )
        )
        known = frame[frame[quantity].notna()]
        yield from rows_of(
            known, quantity, known["award_id"], {"value": quantity, "n": "count"}, method=ABOUT
        )
