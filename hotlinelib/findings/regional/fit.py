"""Whether what is counted is spread in proportion to the size of the regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import By, Per, Unit
from hotlinelib.findings.estimates import (
    Row,
    chi_square_row,
    count_row,
    effect_row,
    row,
    rows_of,
)
from hotlinelib.findings.regional.base import NAMED, SIGNIFICANT, RegionalFinding, Setting
from hotlinelib.findings.regional.null_models import DRAWS, draw_null
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.measures import TestResult, funnel_limits, goodness_of_fit
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.places.regions import Regions

CELLS = [
    "expected", "standardised_residual", "p_value", "p_value_holm", "p_value_of_zero",
    "smallest_quotient",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Fit(RegionalFinding):
    """Whether the counts follow the sizes, as a whole and in each region.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per region of a size: the columns of `regional_rates`, and `expected,
        standardised_residual, p_value, p_value_holm, p_value_of_zero, smallest_quotient` as
        `hotlinelib.goodness_of_fit` returns them; missing where nothing is tested.
    """

    name: ClassVar[str] = "fit"
    references: ClassVar[tuple[str, ...]] = (
        "pearson-1900", "davison-hinkley-1997", "holm-1979", "cohen-1988", "spiegelhalter-2005",
    )  # fmt: skip

    def _heading(self, tell: Teller) -> str:
        return tell("More than size explains?")

    def _subject(self, tell: Teller) -> str:
        return tell("Proportion to size")

    def _result(self, tell: Teller) -> Text:
        if tell.of("chi_square", "p") < SIGNIFICANT:
            return tell(
                "The {units} are not spread in proportion to the {basis} (χ² = {chi_square:1}, "
                "{chi_square.p})."
            )
        return tell(
            "The {units} were not shown to be spread otherwise than in proportion to the {basis} "
            "(χ² = {chi_square:1}, {chi_square.p})."
        )

    def _details(self, tell: Teller) -> list[Text]:
        parts = (self._tell_cells, self._tell_effect, self._tell_zeros, self._tell_power)
        return [part(tell) for part in parts]

    def _tell_cells(self, tell: Teller) -> Text:
        differing = self.frame[self.frame["p_value_holm"] < SIGNIFICANT]
        if differing.empty:
            first = self.frame.sort_values("p_value", kind="stable").iloc[0]
            return tell(
                "After Holm's adjustment no single {region} is shown to differ; the smallest p is "
                "that of {cell}.",
                cell=self._cell(tell, str(first["region_id"]), raw=True),
            )
        if len(differing) > 2 * NAMED:
            return tell("After Holm's adjustment {differing.regions} differ.")
        cells = [self._cell(tell, one) for one in differing["region_id"]]
        if len(cells) == 1:
            return tell("After Holm's adjustment one differs alone: {cell}.", cell=cells[0])
        return tell(
            "After Holm's adjustment these differ, each alone: {cells}.",
            cells=tell.listed(cells),
        )

    def _cell(self, tell: Teller, region_id: str, *, raw: bool = False) -> Text:
        values = {
            "region": named(self.labels_in_sentences(tell)[region_id]),
            "observed": tell.amount(f"excess/{region_id}", "unit", self.unit),
            "expected": tell.state(f"excess/{region_id}", 1, "null_mean"),
            "p": tell.p(f"excess/{region_id}", "p_adjusted"),
        }
        if raw:
            return tell(
                "{region} ({observed} observed, {expected} expected; {raw}, adjusted {p})",
                raw=tell.p(f"excess/{region_id}"),
                **values,
            )
        return tell("{region} ({observed} observed, {expected} expected, {p})", **values)

    def _tell_effect(self, tell: Teller) -> Text:
        return tell(
            "Cohen's w is {cohens_w:2}, where chance alone makes {cohens_w.null_mean:2} on average "
            "(95%: {cohens_w.null_range})."
        )

    def _tell_zeros(self, tell: Teller) -> Text:
        zeros = self.frame[(self.frame["count"] == 0) & self.frame["p_value_of_zero"].notna()]
        if zeros.empty:
            return Text("")
        could = int((zeros["p_value_of_zero"] * len(self.frame) < SIGNIFICANT).sum())
        if could:
            return tell(
                "Of the {zeros.regions} without any, {could} could have been called significant "
                "after adjustment.",
                could=tell.amount("zeros_testable", "by", self.by),
            )
        largest = zeros.sort_values("expected", ascending=False, kind="stable").iloc[0]
        one = str(largest["region_id"])
        values = {
            "zeros": tell.counted("zeros", "by", self.by),
            "expected": tell.state(f"excess/{one}", 1, "null_mean"),
            "p": tell.p(f"zero/{one}"),
        }
        if len(zeros) == 1:
            del values["zeros"]
            return tell(
                "The zero of {region} is inconclusive ({expected} expected, unadjusted {p}).",
                region=self.named_series(tell, [one]),
                **values,
            )
        if (zeros["expected"].round(1) == round(largest["expected"], 1)).sum() > 1:
            return tell(
                "Zeros ({zeros}) are inconclusive: even where most were expected ({expected}), a "
                "zero has an unadjusted {p}.",
                **values,
            )
        return tell(
            "Zeros ({zeros}) are inconclusive: even for {region}, with the most expected "
            "({expected}), a zero has an unadjusted {p}.",
            region=self.named_series(tell, [one]),
            **values,
        )

    def _tell_power(self, tell: Teller) -> Text:
        whole = tell(
            "The test of the whole finds a w of {cohens_w.smallest_effect:2} with 80% power"
        )
        if not tell.has("typical_smallest_quotient"):
            return tell("{whole}.", whole=whole)
        return tell(
            "{whole}; among {regions}, one of median size is found from a location quotient of "
            "{typical_smallest_quotient:1} on.",
            whole=whole,
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: {units} of each {region} relative to its size ({basis}), with the limits "
            "within which 99.8% of {regions} lie if all have one rate."
        )

    @property
    def has_figure(self) -> bool:
        """Whether the counts are independent, so that limits can be drawn."""
        return not self.reason and self.unit == "organisations"

    def _figure(self, tell: Teller) -> figures.Chart:
        limits = funnel_limits(self.frame, "count", "size", levels=[0.998])
        return figures.FunnelPlot(
            frame=self.labelled(tell, self.frame),
            label="place",
            size="size",
            value="rate",
            limits=limits,
            key="region_id",
            mark=str(self.frame.sort_values("p_value", kind="stable")["region_id"].iloc[0]),
            expected=float(limits["rate"].iloc[0]),
            expected_label=tell("all together"),
            limits_label=tell("99.8% by chance"),
            x_label=self.basis(tell),
            y_label=self.rate_label(tell),
        )


def fit(
    awards: pd.DataFrame,
    *,
    unit: Unit = "organisations",
    by: By | Regions = "province",
    per: Per = "prefecture_divisions",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Fit:
    """Test whether what is counted is spread in proportion to the size of the regions.

    Pearson's chi-square with a p-value from simulated tables; each region against all others by an
    exact two-sided test, Holm's correction over the regions. `draw_null` says how the tables of
    each unit are drawn: awards come with their organisation, cities are distinct.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions.
    per : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What the counts are compared with.
    draws : int
        Number of simulated tables.
    seed : int
        Seed of the generator.

    Returns
    -------
    Fit
        `.estimates` has the ids `fit/total`, and, where something is tested, `fit/chi_square` (its
        `smallest_effect` is a Cohen's w), `fit/cohens_w`, `fit/excess/<region>` (observed count,
        expected count as `null_mean`), `fit/zero/<region>` (p of a zero), `fit/smallest_quotient/
        <region>` (found with 80% power) and `fit/typical_smallest_quotient` (of a region of median
        size).

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or a choice isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = fit(select_awards(load_awards()), by="nbs_region", per="gdp")
    >>> print(found.headline()[-22:])
    (χ² = 1.6, p = 0.643).
    """
    setting = Setting.of(awards, unit, by, per)
    frame = setting.sized_rates()
    reason, rows = setting.reason, [setting.total(frame)]
    if reason:
        frame[CELLS] = float("nan")
    else:
        null = draw_null(setting.awards, frame, **setting.asked, draws=draws, seed=seed)
        test = goodness_of_fit(frame, "count", "size", null=null)
        frame[CELLS] = test.table[CELLS]
        rows += _rows(frame, test, unit)
    return setting.find(Fit, frame, rows, reason=reason)


def _rows(frame: pd.DataFrame, test: TestResult, unit: Unit) -> Iterator[Row]:
    yield chi_square_row(test)
    yield effect_row(
        test, "cohens_w", "root of chi-square over counts", smallest_effect=test.smallest_effect
    )
    ids = frame["region_id"]
    columns = {
        "value": "count",
        "null_mean": "expected",
        "p": "p_value",
        "p_adjusted": "p_value_holm",
        "smallest_effect": "smallest_quotient",
    }
    about = {"method": f"two-sided, each region against all others; {test.null_model}"}
    yield from rows_of(
        frame, "excess", ids, columns, unit=unit, adjustment="Holm", n=test.n, **about
    )
    zeros = frame[frame["count"] == 0]
    yield count_row("zeros", len(zeros), unit="regions")
    testable = zeros["p_value_of_zero"] * len(frame) < SIGNIFICANT
    yield count_row("zeros_testable", int(testable.sum()), unit="regions")
    differing = int((frame["p_value_holm"] < SIGNIFICANT).sum())
    yield count_row("differing", differing, unit="regions")
    yield from rows_of(
        zeros, "zero", zeros["region_id"], {"value": "count", "p": "p_value_of_zero"}, unit=unit,
        **about,
    )  # fmt: skip
    if frame["smallest_quotient"].notna().any():
        middle = frame.sort_values("size", kind="stable").iloc[len(frame) // 2]
        yield row(
            Estimate(
                "typical_smallest_quotient",
                float(middle["smallest_quotient"]),
                method="found with 80% power at 5% after Bonferroni's adjustment",
                n=test.n,
            )
        )
