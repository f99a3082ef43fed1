"""Whether the awards differ in where they went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from hotlinelib.choices import By, Unit
from hotlinelib.findings.counted import FEWEST_COUNTS, counted_of, one_edition
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.finding import Layout
from hotlinelib.findings.regional.base import (
    DRAWS,
    SIGNIFICANT,
    Reason,
    RegionalFinding,
    tell_untested,
)
from hotlinelib.findings.regional.comparison import few_regions
from hotlinelib.findings.regional.distribution import award_table, count_by
from hotlinelib.findings.regional.grouping import regions_of
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text
from hotlinelib.language.names import label_values
from hotlinelib.measures import TestResult, cluster_independence
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.places.regions import Regions
from hotlinelib.selection import city_units, year_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False)
class AwardsByRegion(RegionalFinding):
    """The table of awards and regions, and whether the two go together.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per award and region: `award_id, region_id, region, observed, expected,
        standardised_residual, p_value, p_value_holm`; the last four are missing where nothing is
        tested.
    reason : str
        Why nothing is tested; empty where something is.
    """

    name: ClassVar[str] = "awards_by_region"
    references: ClassVar[tuple[str, ...]] = ("pearson-1900", "bergsma-2013", "holm-1979")

    reason: Reason

    def _heading(self, tell: Teller) -> str:
        return tell("Awards and regions")

    def _headline(self, tell: Teller) -> Text:
        if self.reason:
            return tell_untested(self, tell, tell("Awards by region"), self.reason)
        values = {"statistic": tell.state("chi_square", 1), "p": tell.p("chi_square")}
        if tell.of("chi_square", "p") < SIGNIFICANT:
            return tell("The awards differ in where they went (χ² = {statistic}, {p}).", **values)
        return tell(
            "The awards were not shown to differ in where they went (χ² = {statistic}, {p}).",
            **values,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.reason:
            return []
        return [self._tell_effect(tell), self._tell_cells(tell)]

    def _tell_effect(self, tell: Teller) -> Text:
        effect = tell(
            "Bias-corrected Cramér's V is {v}, where chance alone makes {mean} on average (95%: "
            "{range})",
            v=tell.state("cramers_v", 2),
            mean=tell.state("cramers_v", 2, "null_mean"),
            range=tell.null_range("cramers_v"),
        )
        if not tell.has("chi_square", "smallest_effect"):
            return tell("{effect}.", effect=effect)
        return tell(
            "{effect}; the test finds a Cohen's w of {w} with 80% power.",
            effect=effect,
            w=tell.state("chi_square", 2, "smallest_effect"),
        )

    def _tell_cells(self, tell: Teller) -> Text:
        marked = self.frame[self.frame["p_value_holm"] < SIGNIFICANT]
        if marked.empty:
            return tell("No single cell differs after Holm's correction.")
        labels = self.labels(tell)
        awards = label_values(marked["award_id"], "award_id", tell.language)
        parts = [
            tell(
                "{award} in {region} ({observed} observed, {expected} expected)",
                award=award,
                region=labels[region],
                observed=tell.amount(f"cell/{award_id}/{region}", "unit", self.unit),
                expected=tell.state(f"cell/{award_id}/{region}", 1, "null_mean"),
            )
            for award, award_id, region in zip(
                awards, marked["award_id"], marked["region_id"], strict=True
            )
        ]
        return tell("After Holm's correction differ: {cells}.", cells=tell.series(parts))

    def _caption(self, tell: Teller) -> Text:
        counted = tell(
            "{selection}: {units} by award and {region}; shading by standardised residuals.",
            selection=self.counted.selection(tell),
            units=self.units_alone(tell),
            region=self.noun(tell, one=True),
        )
        several = tell("Who won several awards counts in each.")
        if self.reason:
            return several
        test = tell(
            "The null model permutes the regions over the {clusters}, each with all of its awards "
            "({draws} draws).",
            clusters=tell("cities") if self.unit == "cities" else tell("organisations"),
            draws=tell.state("chi_square", 0, "draws"),
        )
        return tell.paragraph(counted, several if self.unit != "awards" else "", test)

    @property
    def has_figure(self) -> bool:
        """Whether the awards are compared."""
        return not self.reason

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.heat_map import describe_heat_map

        drawn = self._drawn(tell)
        del drawn["residuals"]
        return describe_heat_map(language=tell.language, **drawn)

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.heat_map import draw_heat_map

        return draw_heat_map(
            ax=ax, layout=layout, language=tell.language, **{**self._drawn(tell), **look}
        )

    def _drawn(self, tell: Teller) -> dict[str, Any]:
        marked = self.frame.assign(marked=self.frame["p_value_holm"] < SIGNIFICANT)
        return {
            "table": self._wide(tell, marked, "observed"),
            "residuals": self._wide(tell, marked, "standardised_residual").fillna(0.0),
            "marked": self._wide(tell, marked, "marked").astype(bool),
            "value_label": self.units_alone(tell),
            "marked_label": str(tell("differs after Holm's correction")),
        }

    def _wide(self, tell: Teller, frame: pd.DataFrame, column: str) -> pd.DataFrame:
        awards, regions = frame["award_id"].unique(), frame["region_id"].unique()
        wide = frame.set_index(["award_id", "region_id"])[column].unstack()  # noqa: PD010
        wide = wide.reindex(index=awards, columns=regions)
        labels = self.labels(tell)
        names = label_values(pd.Series(awards, dtype="str"), "award_id", tell.language)
        return wide.set_axis(names, axis="index").set_axis(
            [labels[one] for one in regions], axis="columns"
        )


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
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    unit : {"awards", "organisations", "cities"}
        What is counted within each award.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions; where they are more than eight, or kinds of division, the regions of the
        National Bureau of Statistics are taken instead.
    draws : int
        Number of permutations.
    seed : int
        Seed of the generator.

    Returns
    -------
    AwardsByRegion
        `.estimates` has the ids `awards_by_region/total`, `/chi_square` (its `smallest_effect` is a
        Cohen's w), `/cramers_v` and `/cell/<award>/<region>` (observed count, expected count as
        `null_mean`).

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or a choice isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = awards_by_region(select_awards(load_awards()))
    >>> print(found.headline()[-22:])
    (χ² = 9.1, p = 0.607).
    """
    rows = one_edition(awards)
    counted = counted_of(rows, unit)
    year = counted.divisions_year
    regions = regions_of(few_regions(by, year), year)
    frame = _cells(rows, unit, regions)
    total = int(frame["observed"].sum())
    several = frame.groupby("region_id")["observed"].sum().gt(0).sum()
    reason: Reason = ""
    if rows["award_id"].nunique() < 2 or several < 2:
        reason = "single"
    elif counted.n < FEWEST_COUNTS:
        reason = "few"
    made = [count_row("total", counted.n, unit=unit)]
    if not reason:
        test = cluster_independence(
            _members(rows, unit, regions), "region", "award_id", "cluster", draws=draws, seed=seed
        )
        frame = _with_test(frame, test)
        made += list(_rows(frame, test, unit, total))
    return AwardsByRegion(
        frame=frame,
        counted=counted,
        estimates=estimates_of("awards_by_region", made),
        regions=regions,
        per="prefecture_divisions",
        reason=reason,
    )


def _cells(rows: pd.DataFrame, unit: Unit, regions: Regions) -> pd.DataFrame:
    table = award_table(rows, unit=unit, by=regions)
    every = count_by(rows, unit=unit, by=regions).set_index("region")["region_id"]
    cells = table.reset_index().melt("award_id", var_name="region", value_name="observed")
    order = {award: place for place, award in enumerate(table.index)}
    cells = cells.sort_values("award_id", key=lambda ids: ids.map(order), kind="stable")
    cells = cells.reset_index(drop=True)
    cells.insert(1, "region_id", cells["region"].map(every))
    missing = ["expected", "standardised_residual", "p_value", "p_value_holm"]
    return cells.assign(**dict.fromkeys(missing, float("nan")))


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


def _with_test(frame: pd.DataFrame, test: TestResult) -> pd.DataFrame:
    columns = ["expected", "standardised_residual", "p_value", "p_value_holm"]
    found = test.table[columns].reset_index()
    rest = frame.drop(columns=columns)
    return rest.merge(found, on=["region", "award_id"], how="left")


def _rows(frame: pd.DataFrame, test: TestResult, unit: Unit, total: int) -> Iterator[Row]:
    simulated: dict[str, Any] = {"draws": test.draws, "seed": test.seed, "n": test.n}
    about = f"Pearson's chi-square, upper tail; {test.null_model}"
    yield count_row("counts", total, unit=unit)
    yield row(
        Estimate(
            "chi_square",
            test.statistic,
            p=test.p_value,
            method=about,
            smallest_effect=test.smallest_effect,
            **simulated,
        )
    )
    yield row(
        Estimate(
            "cramers_v",
            test.effect_size,
            null_mean=test.effect_null_mean,
            null_low=test.effect_null_low,
            null_high=test.effect_null_high,
            method=f"bias-corrected (Bergsma 2013); {test.null_model}",
            **simulated,
        )
    )
    for cell in frame.to_dict("records"):
        estimate = Estimate(
            "cell",
            cell["observed"],
            unit=unit,
            null_mean=cell["expected"],
            p=cell["p_value"],
            p_adjusted=cell["p_value_holm"],
            adjustment="Holm",
            method=f"two-sided; {test.null_model}",
            **simulated,
        )
        yield row(estimate, key=f"{cell['award_id']}/{cell['region_id']}")
