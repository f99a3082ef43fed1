"""Whether the awards differ in where they went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import By, Unit
from hotlinelib.findings.counted import FEWEST_COUNTS
from hotlinelib.findings.cross_table import DRAWS, CrossTable, cell_rows, cell_tests, untested
from hotlinelib.findings.estimates import count_row
from hotlinelib.findings.regional.base import SIGNIFICANT, Reason, RegionalFinding, Setting
from hotlinelib.findings.regional.comparison import few_regions
from hotlinelib.findings.regional.distribution import award_table, count_by
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text
from hotlinelib.language.names import label_values
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.places.regions import Regions
from hotlinelib.selection import city_units, year_of


@dataclass(frozen=True, eq=False)
class AwardsByRegion(CrossTable, RegionalFinding):
    """The table of awards and regions, and whether the two go together.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per award and region: `award_id, region_id, region, observed, expected,
        standardised_residual, p_value, p_value_holm`; the last four are missing where nothing is
        tested.
    """

    name: ClassVar[str] = "awards_by_region"

    def _heading(self, tell: Teller) -> str:
        return tell("Awards and regions")

    def _subject(self, tell: Teller) -> str:
        return tell("Awards by region")

    def _result(self, tell: Teller) -> Text:
        if tell.of("chi_square", "p") < SIGNIFICANT:
            return tell(
                "The awards differ in where they went (χ² = {chi_square:1}, {chi_square.p})."
            )
        return tell(
            "The awards were not shown to differ in where they went (χ² = {chi_square:1}, "
            "{chi_square.p})."
        )

    def _called(self, tell: Teller) -> tuple[str, str]:
        return noun_alone(tell, "unit", "awards", plural=False), self.noun(tell, one=True)

    def _null_model(self, tell: Teller) -> Text:
        return tell(
            "The null model permutes the regions over the {clusters}, each with all of its awards "
            "({chi_square.draws:0} draws).",
            clusters=tell("cities") if self.unit == "cities" else tell("organisations"),
        )

    def _names(self, tell: Teller, attribute: str, values: pd.Series) -> list[str]:
        if attribute == "award_id":
            return list(label_values(values, attribute, tell.language))
        labels = self.labels(tell)
        return [labels[one] for one in values]


def awards_by_region(
    awards: pd.DataFrame,
    *,
    unit: Unit = "organisations",
    by: By | Regions = "nbs_region",
    draws: int = DRAWS,
    seed: int = SEED,
) -> AwardsByRegion:
    """Test whether the awards differ in where they went.

    Who holds several awards holds them in one region: the regions are permuted over the
    organisations (or cities), each with all of its awards.

    Parameters
    ----------
    awards, unit, draws, seed
        As `fit` takes them.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions; where they are more than eight, or kinds of division, the regions of the
        National Bureau of Statistics are taken instead.

    Returns
    -------
    AwardsByRegion
        `.estimates` has the ids `awards_by_region/total`, `/chi_square` (its `smallest_effect` is a
        Cohen's w), `/cramers_v` and `/cell/<award>/<region>` (observed count, expected count as
        `null_mean`).

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = awards_by_region(select_awards(load_awards()))
    >>> print(found.headline()[-22:])
    (χ² = 9.1, p = 0.607).
    """
    setting = Setting.of(awards, unit, few_regions(by, year_of(awards)))
    rows, regions = setting.awards, setting.regions
    frame = _cells(rows, unit, regions)
    several = frame.groupby("region_id")["observed"].sum().gt(0).sum()
    reason: Reason = ""
    if rows["award_id"].nunique() < 2 or several < 2:
        reason = "single"
    elif setting.counted.n < FEWEST_COUNTS:
        reason = "few"
    made = [count_row("total", setting.counted.n, unit=unit)]
    if reason:
        frame = untested(frame)
    else:
        made.append(count_row("counts", int(frame["observed"].sum()), unit=unit))
        members = _members(rows, unit, regions)
        frame, test = cell_tests(frame, members, "region", "award_id", "cluster", draws, seed)
        made += cell_rows(frame, test, frame["award_id"] + "/" + frame["region_id"], unit)
    return setting.find(AwardsByRegion, frame, made, reason=reason)


def _cells(rows: pd.DataFrame, unit: Unit, regions: Regions) -> pd.DataFrame:
    table = award_table(rows, unit=unit, by=regions)
    every = count_by(rows, unit=unit, by=regions).set_index("region")["region_id"]
    cells = table.reset_index().melt("award_id", var_name="region", value_name="observed")
    order = {award: place for place, award in enumerate(table.index)}
    cells = cells.sort_values("award_id", key=lambda ids: ids.map(order), kind="stable")
    cells = cells.reset_index(drop=True)
    cells.insert(1, "region_id", cells["region"].map(every))
    return cells


def _members(rows: pd.DataFrame, unit: Unit, regions: Regions) -> pd.DataFrame:
    """Return one row per count: its award, its region and the cluster that it comes with."""
    placed = city_units(rows, year_of(rows))
    cities = unit == "cities"
    members = pd.DataFrame(
        {
            "award_id": placed["award_id"],
            "cluster": placed["city_code"] if cities else placed["organisation_id"],
            "region": regions.region_of(placed["city_code" if cities else "division_code"]),
        }
    )
    return members if unit == "awards" else members.drop_duplicates()
