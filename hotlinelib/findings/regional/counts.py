"""Where the winners are: how many in each region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import By, Unit
from hotlinelib.findings.counted import lines_of
from hotlinelib.findings.estimates import Row, count_row, rows_of
from hotlinelib.findings.regional.base import (
    NAMED,
    NAMED_ZEROS,
    RegionalFinding,
    Setting,
    labels_of,
    stated_counts,
)
from hotlinelib.findings.regional.distribution import count_by
from hotlinelib.findings.regional.grouping import NOMINAL, OWN, kind_of, regions_of
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text
from hotlinelib.language.nouns import noun_alone
from hotlinelib.places.regions import Regions


@dataclass(frozen=True, eq=False)
class Counts(RegionalFinding):
    """How many of what is counted each region has.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per region: `region_id, region, count, share, awards` (awards given there).
    places : pandas.DataFrame
        What the map shows: `division_code, place, count` by province, or by prefecture where the
        regions are prefectures, or are made of some.
    """

    name: ClassVar[str] = "counts"

    places: pd.DataFrame

    def _heading(self, tell: Teller) -> str:
        return tell("Where the winners are")

    def _headline(self, tell: Teller) -> Text:
        leaders = self._leaders
        total = tell.counted("total", "unit", self.unit)
        if not leaders:
            return tell("None of the {counted} lies in these regions.", counted=total)
        if self.counted.n == 1:
            return tell(
                "All that is counted is {counted}, of {region}.",
                counted=total,
                region=self.named_series(tell, leaders),
            )
        if len(leaders) > NAMED:
            return tell(
                "No single place stands out: {leaders.regions} have the highest count, {count}.",
                count=self.units(tell, tell.state(f"count/{leaders[0]}")),
            )
        values = {
            "region": self.named_series(tell, leaders),
            "count": tell.amount(f"count/{leaders[0]}", "unit", self.unit),
            "total": total,
            "share": tell.share(f"share/{leaders[0]}"),
        }
        if self.by in NOMINAL:
            return tell(
                "By {kind}, the highest count is that of {region}: {count} of the {total} "
                "({share}).",
                kind=self.noun(tell, one=True),
                **values,
            )
        if len(leaders) > 1:
            values["regions"] = values.pop("region")
            return tell("{regions} have the most: {count} each of the {total} ({share}).", **values)
        return tell("{region} has the most: {count} of the {total} ({share}).", **values)

    def _prose(self, tell: Teller) -> list[Text]:
        return [self._tell_next(tell), self._tell_zeros(tell), self._tell_awards(tell)]

    def _tell_next(self, tell: Teller) -> Text:
        numbers = sorted(self.inside["count"].unique(), reverse=True)
        if not 0 < len(self._leaders) <= NAMED:
            return Text("")
        groups = [ids for ids in map(self._with_count, filter(None, numbers[1:3])) if ids]
        few = len(self.regions.order) <= NAMED
        following = [
            ids for ids in groups if len(ids) <= NAMED and (few or self._count(ids[0]) > 1)
        ]
        if not following or len(following[0]) != len(groups[0]):
            return Text("")
        ids = [one for group in following for one in group]
        return tell("Next: {regions}.", regions=stated_counts(self, tell, ids))

    def _tell_zeros(self, tell: Teller) -> Text:
        zeros = self._with_count(0)
        if self.by in NOMINAL or (not zeros and len(self._leaders) == len(self.regions.order)):
            return Text("")
        if not zeros:
            return tell("Each of the {regions.regions} has some.")
        values = {"zeros": tell.amount("without", "by", self.by)}
        if len(zeros) > NAMED_ZEROS:
            return tell("None went to {zeros} of the {regions.regions}.", **values)
        names = self.named_series(tell, zeros)
        return tell(
            "None went to {zeros} of the {regions.regions}: {names}.", names=names, **values
        )

    def _tell_awards(self, tell: Teller) -> Text:
        if self.unit == "awards":
            return tell(
                "The awards went to {organisations}.",
                organisations=tell.counted("organisations", "level", "organisation"),
            )
        leaders = self._leaders
        if len(leaders) != 1 or self.counted.n == 1 or self.counted.n == self.counted.rows:
            return Text("")
        values = {
            "awards": tell.counted("awards_given", "unit", "awards"),
            "count": tell.amount(f"awards/{leaders[0]}", "unit", "awards"),
            "region": self.named_series(tell, leaders),
        }
        if self.counted.recipients == "person":
            return tell("Their people won {awards}, of which {count} went to {region}.", **values)
        return tell("Together they hold {awards}, of which {count} went to {region}.", **values)

    @property
    def has_figure(self) -> bool:
        """Whether the regions are parts of the country, so that a map shows them."""
        return self.by not in NOMINAL

    @property
    def _level(self) -> Literal["province", "prefecture"]:
        """What the map shows."""
        return _level_of(self.regions)

    def _caption(self, tell: Teller) -> Text:
        level = noun_alone(tell, "by", self._level, plural=False)
        if self.by == OWN:
            return tell(
                "{selection}: {units} by {level}; each of the {regions} has a colour of its own.",
                level=level,
            )
        return tell("{selection}: {units} by {level}.", level=level)

    def _figure(self, tell: Teller) -> figures.Chart:
        names = labels_of(regions_of(self._level, self.counted.divisions_year), self.places, tell)
        codes = self.places["region_id"]
        frame = pd.DataFrame({"division_code": codes, "count": self.places["count"]})
        own = self.regions.members if self.by == OWN else None
        return figures.CircleMap(
            frame=frame.assign(place=[names[one] for one in codes]),
            value="count",
            label="place",
            label_names="place",
            level=self._level,
            value_label=self.units_alone(tell),
            mark=None if own is None else self._marks(own, tell.language),
        )

    def _marks(self, members: pd.DataFrame, language: str) -> dict[str, list[str]]:
        """Return the codes of each region of the user's own, by its name."""
        named = members["region"].map(self.regions.label(language))
        codes = members["division_code"].groupby(named, sort=False)
        return {str(name): list(group) for name, group in codes}

    @property
    def _leaders(self) -> list[str]:
        most = int(self.inside["count"].max())
        return self._with_count(most) if most else []

    def _with_count(self, count: int) -> list[str]:
        return self.inside.loc[self.inside["count"] == count, "region_id"].tolist()

    def _count(self, region_id: str) -> int:
        return int(self.frame.loc[self.frame["region_id"] == region_id, "count"].iloc[0])


def counts(
    awards: pd.DataFrame, *, unit: Unit = "organisations", by: By | Regions = "province"
) -> Counts:
    """Find how many of what is counted each region has, in one edition.

    The parameters are those of `count_by`.

    Returns
    -------
    Counts
        `.estimates` has the ids `counts/total`, `counts/regions`, `counts/without`,
        `counts/leaders`, `counts/awards_given`, `counts/organisations`, and for each region
        `counts/count/<id>`, `counts/share/<id>` and `counts/awards/<id>`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> print(counts(select_awards(load_awards())).headline())
    Guangdong has the most: 9 of the 52 organisations (17%).
    """
    setting = Setting.of(awards, unit, by)
    rows, regions = setting.awards, setting.regions
    frame = count_by(rows, unit=unit, by=regions)
    frame["share"] = frame["count"] / setting.counted.n
    frame["awards"] = count_by(rows, unit="awards", by=regions)["count"]
    level = _level_of(regions)
    places = count_by(rows, unit=unit, by=level)
    on_map = places["region"].isin(regions_of(level, setting.counted.divisions_year).order)
    shown = places[on_map].reset_index(drop=True)
    return setting.find(Counts, frame, _rows(rows, frame, unit, regions), places=shown)


def _level_of(regions: Regions) -> Literal["province", "prefecture"]:
    """Return what a map of regions shows: those of a user's own may be made of prefectures."""
    of_provinces = regions.members["division_code"].str.endswith("0000").all()
    is_fine = regions.name == "prefecture" or (kind_of(regions) == OWN and not of_provinces)
    return "prefecture" if is_fine else "province"


def _rows(awards: pd.DataFrame, frame: pd.DataFrame, unit: Unit, regions: Regions) -> Iterator[Row]:
    inside = frame.loc[frame["region"].isin(regions.order), "count"]
    most = int(inside.max())
    yield count_row("total", int(frame["count"].sum()), unit=unit, rests_on=lines_of(awards))
    yield count_row("regions", len(regions.order), unit="regions")
    yield count_row("without", int((inside == 0).sum()), unit="regions")
    yield count_row("leaders", int((inside == most).sum()), unit="regions")
    yield count_row("awards_given", len(awards), unit="awards", rests_on=lines_of(awards))
    yield count_row("organisations", awards["organisation_id"].nunique(), unit="organisations")
    lines = awards.groupby(regions.region_of(awards["division_code"]))[["source_line"]]
    rests_on = lines.apply(lines_of).reindex(frame["region"]).fillna("").tolist()
    ids, same = frame["region_id"], {"method": "complete count", "n": int(frame["count"].sum())}
    told = frame.assign(rests_on=rests_on)
    for quantity, measured in (("count", unit), ("awards", "awards"), ("share", "1")):
        columns = {"value": quantity, "rests_on": "rests_on"}
        yield from rows_of(told, quantity, ids, columns, unit=measured, **same)
