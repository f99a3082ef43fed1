"""How far the result rests on a single award."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import By, Unit
from hotlinelib.findings.counted import counted_of, one_edition
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row, rows_of
from hotlinelib.findings.regional.base import RegionalFinding, labels_of
from hotlinelib.findings.regional.distribution import count_by
from hotlinelib.findings.regional.grouping import NOMINAL, regions_of
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
        lowest = tell.share("first_share", column="low")
        highest = tell.share("first_share", column="high")
        same = len(set(self.frame["first"])) == 1
        if same and " | " not in self.frame["first"].iloc[0]:
            return tell(
                "Whichever award is left out, {region} keeps the highest count ({low} to {high}).",
                region=self._regions(tell, self.frame["first"].iloc[0]),
                low=lowest,
                high=highest,
            )
        return tell(
            "Without one of the awards, the highest count is that of: {regions} ({low} to {high}).",
            regions=self._regions(tell, self._ever_first),
            low=lowest,
            high=highest,
        )

    @property
    def _ever_first(self) -> str:
        every = " | ".join(self.frame["first"]).split(" | ")
        return " | ".join(dict.fromkeys(every))

    def _prose(self, tell: Teller) -> list[Text]:
        if self.frame.empty or not tell.has("gini"):
            return []
        return [
            tell(
                "The Gini coefficient lies between {low} and {high}.",
                low=tell.state("gini", 2, "low"),
                high=tell.state("gini", 2, "high"),
            )
        ]

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
                "first": [str(self._regions(tell, one)) for one in self.frame["first"]],
                "first_share": self.frame["first_share"],
                "zeros": self.frame["without"],
            }
        )
        if self.frame["gini"].notna().any():
            table["gini"] = self.frame["gini"]
        return table

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: {units} by {region}, without each award in turn.",
            selection=self.counted.selection(tell),
            units=self.units_alone(tell),
            region=self.noun(tell, one=True),
        )

    def _regions(self, tell: Teller, joined_ids: str) -> Text:
        labels = labels_of(self.regions, self.places, tell)
        ids = joined_ids.split(" | ")
        if len(ids) > 4:
            return tell("{number} with the same count", number=named(len(ids)))
        return tell.series(named(labels[one]) for one in ids)


def leave_one_out(
    awards: pd.DataFrame, *, unit: Unit = "organisations", by: By | Regions = "province"
) -> LeaveOneOut:
    """Count again without each award in turn.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions.

    Returns
    -------
    LeaveOneOut
        `.estimates` has the ids `leave_one_out/first_share/<award>`, `/gini/<award>` and their
        ranges as `low` and `high` of `/first_share` and `/gini`.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or a choice isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = leave_one_out(select_awards(load_awards()))
    >>> found.frame["count"].tolist()
    [43, 49, 34, 51, 50]
    """
    rows = one_edition(awards)
    counted = counted_of(rows, unit)
    regions = regions_of(by, counted.divisions_year)
    given = list(rows["award_id"].unique())
    made = [] if len(given) < 2 else [_without(rows, award, unit, regions) for award in given]
    columns = ["award_id", "count", "first", "first_share", "without", "gini"]
    frame = pd.DataFrame(made, columns=columns)
    return LeaveOneOut(
        frame=frame,
        counted=counted,
        estimates=estimates_of("leave_one_out", _rows(frame)),
        regions=regions,
        per="prefecture_divisions",
        places=count_by(rows, unit=unit, by=regions)[["region_id", "region"]],
    )


def _without(rows: pd.DataFrame, award: str, unit: Unit, regions: Regions) -> tuple[object, ...]:
    counted = count_by(rows[rows["award_id"] != award], unit=unit, by=regions)
    counts = counted["count"]
    inside = counted[counted["region"].isin(regions.order)]
    most = inside["count"].max()
    first = inside.loc[inside["count"] == most, "region_id"]
    measured = float("nan") if regions.name in NOMINAL else gini(counts)
    total = int(counts.sum())
    return (
        award,
        total,
        " | ".join(first),
        most / total,
        int((inside["count"] == 0).sum()),
        measured,
    )


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
