"""How concentrated what is counted is, beside what chance alone makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from hotlinelib.choices import By, Per, Unit
from hotlinelib.findings.counted import counted_of, one_edition
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.finding import Layout
from hotlinelib.findings.regional.base import (
    DRAWS,
    Reason,
    RegionalFinding,
    tell_untested,
    why_untested,
)
from hotlinelib.findings.regional.distribution import regional_rates
from hotlinelib.findings.regional.grouping import NOMINAL, larger_groups, regions_of
from hotlinelib.findings.regional.null_models import draw_null
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures import concentration_indices, lorenz_band, lorenz_curve
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.places.regions import Regions

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# In the order in which the table lists them
MEASURES = (
    "gini", "gini_by_size", "herfindahl_hirschman", "equivalent_units", "theil",
    "theil_between_share",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Concentration(RegionalFinding):
    """Measures of concentration, each with its mean and 95% range under the null model.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per region, as `regional_rates` returns it.
    reason : str
        Why nothing is measured; empty where something is.
    band : pandas.DataFrame
        The null model's Lorenz curves: `population_share, value_share_mean, value_share_low,
        value_share_high`.
    """

    name: ClassVar[str] = "concentration"
    references: ClassVar[tuple[str, ...]] = (
        "gini-1914", "brown-1994", "hirschman-1964", "theil-1967", "ellison-glaeser-1997",
        "lorenz-1905",
    )  # fmt: skip

    reason: Reason
    band: pd.DataFrame

    def _heading(self, tell: Teller) -> str:
        return tell("Concentration")

    def _headline(self, tell: Teller) -> Text:
        if self.reason:
            return tell_untested(self, tell, tell("Concentration"), self.reason)
        gini = {
            "gini": tell.state("gini", 2),
            "mean": tell.state("gini", 2, "null_mean"),
            "range": tell.null_range("gini"),
        }
        if tell.of("gini") > tell.of("gini", "null_high"):
            return tell(
                "The Gini coefficient is {gini}, more than chance in proportion to size makes: "
                "{mean} on average (95%: {range}).",
                **gini,
            )
        if tell.of("gini") < tell.of("gini", "null_low"):
            return tell(
                "The Gini coefficient is {gini}, less than chance in proportion to size makes: "
                "{mean} on average (95%: {range}).",
                **gini,
            )
        return tell(
            "The Gini coefficient is {gini}, compatible with chance in proportion to size, which "
            "makes {mean} on average (95%: {range}).",
            **gini,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.reason:
            return []
        return [self._tell_size(tell), self._tell_equivalent(tell), self._tell_between(tell)]

    def _tell_size(self, tell: Teller) -> Text:
        return tell(
            "With {regions} weighted by their size it is {gini} ({mean} expected; {range}).",
            regions=self.noun(tell),
            gini=tell.state("gini_by_size", 2),
            mean=tell.state("gini_by_size", 2, "null_mean"),
            range=tell.null_range("gini_by_size"),
        )

    def _tell_equivalent(self, tell: Teller) -> Text:
        return tell(
            "The Herfindahl–Hirschman index is that of {number} {regions} with equal shares; "
            "chance makes {mean} ({range}).",
            number=tell.state("equivalent_units", 1),
            regions=self.noun(tell),
            mean=tell.state("equivalent_units", 1, "null_mean"),
            range=tell.null_range("equivalent_units", 1),
        )

    def _tell_between(self, tell: Teller) -> Text:
        if not tell.has("theil_between_share"):
            return Text("")
        groups = "province" if self.by == "prefecture" else "nbs_region"
        return tell(
            "Of Theil's index, {share} lies between {groups}, where chance makes {mean} (95%: "
            "{low} to {high}).",
            share=tell.share("theil_between_share"),
            groups=noun_alone(tell, "by", groups),
            mean=tell.share("theil_between_share", column="null_mean"),
            low=tell.share("theil_between_share", column="null_low"),
            high=tell.share("theil_between_share", column="null_high"),
        )

    @property
    def has_figure(self) -> bool:
        """Whether concentration is measured."""
        return not self.reason

    has_table = has_figure

    def _table(self, tell: Teller) -> pd.DataFrame:
        words = {
            "gini": tell("Gini coefficient, {regions} alike", regions=self.noun(tell)),
            "gini_by_size": tell(
                "Gini coefficient, {regions} by size", regions=self.noun(tell)
            ),
            "herfindahl_hirschman": tell("Herfindahl–Hirschman index"),
            "equivalent_units": tell(
                "Its inverse: {regions} of equal share", regions=self.noun(tell)
            ),
            "theil": tell("Theil's index T (nats)"),
            "theil_between_share": tell("Share of Theil's index between larger regions"),
        }  # fmt: skip
        rows = [
            {
                "measure": words[name],
                "value": tell.of(name),
                "null_interval": tell.number_with_interval(
                    tell.of(name, "null_mean"),
                    tell.of(name, "null_low"),
                    tell.of(name, "null_high"),
                    3,
                ),
                "p_value": tell.of(name, "p"),
            }
            for name in MEASURES
            if tell.has(name)
        ]
        return pd.DataFrame(rows)

    def _caption(self, tell: Teller) -> Text:
        if self.reason:
            return Text("")
        return tell(
            "{selection}: concentration of the {units} over {regions}, zeros included, beside the "
            "mean and the middle 95% of {draws} draws in proportion to the {basis} ({model}; seed "
            "{seed}). p is two-sided.",
            selection=self.counted.selection(tell),
            units=self.units_alone(tell),
            regions=self.noun(tell),
            draws=tell.state("gini", 0, "draws"),
            basis=self.basis(tell),
            model=tell_model(self, tell),
            seed=named(tell.of("gini", "seed")),
        )

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.lorenz import describe_lorenz

        return describe_lorenz(language=tell.language, **self._curves(tell))

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.lorenz import draw_lorenz

        regions, units = self.noun(tell), self.units_alone(tell)
        look.setdefault("x_label", tell("Cumulative share of {regions}", regions=regions))
        look.setdefault("y_label", tell("Cumulative share of the {units}", units=units))
        return draw_lorenz(
            ax=ax, layout=layout, language=tell.language, **{**self._curves(tell), **look}
        )

    def _curves(self, tell: Teller) -> dict[str, Any]:
        observed = str(tell("observed"))
        limits = {"value_share_low": "low", "value_share_high": "high"}
        return {
            "curves": {observed: lorenz_curve(self.frame["count"])},
            "gini": {observed: float(tell.of("gini"))},
            "band": self.band.rename(columns=limits)[["population_share", "low", "high"]],
            "band_label": str(tell("95% by chance")),
        }


def tell_model(finding: RegionalFinding, tell: Teller) -> Text:
    """Return how the null model draws what is counted."""
    if finding.unit == "organisations":
        return tell("each organisation falls on a region independently")
    if finding.unit == "awards":
        return tell("each organisation is redistributed with all of its awards")
    return tell("distinct cities are drawn")


def concentration(
    awards: pd.DataFrame,
    *,
    unit: Unit = "organisations",
    by: By | Regions = "province",
    per: Per = "prefecture_divisions",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Concentration:
    """Measure how concentrated what is counted is, beside what chance alone makes.

    A few counts can't be spread evenly over many regions of unequal size, so that no measure is 0
    without concentration: each stands beside its mean and range under the null model of
    `draw_null`. No measure is given over ranks or levels, which are kinds of division.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions.
    per : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What chance is in proportion to.
    draws : int
        Number of draws.
    seed : int
        Seed of the generator.

    Returns
    -------
    Concentration
        `.estimates` has the ids `concentration/gini`, `/gini_by_size`, `/herfindahl_hirschman`,
        `/equivalent_units`, `/theil` and, by province or prefecture, `/theil_between_share`.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or a choice isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = concentration(select_awards(load_awards()))
    >>> print(found.headline()[:33])
    The Gini coefficient is 0.62, mor
    """
    rows = one_edition(awards)
    counted = counted_of(rows, unit)
    regions = regions_of(by, counted.divisions_year)
    rates = regional_rates(rows, unit=unit, by=regions, per=per)
    frame = rates[rates["size"] > 0].reset_index(drop=True)
    reason: Reason = why_untested(unit, counted.n, regions, per)
    if regions.name in NOMINAL:
        reason = "nominal"
    made, band = [count_row("total", int(frame["count"].sum()), unit=unit)], pd.DataFrame()
    if not reason:
        null = draw_null(rows, frame, unit=unit, by=regions, per=per, draws=draws, seed=seed)
        groups = larger_groups(regions, frame["region"], counted.divisions_year)
        grouped = frame if groups is None else frame.assign(group=groups)
        found = concentration_indices(
            grouped, "count", null, group=None if groups is None else "group"
        )
        made += list(_rows(found.estimates))
        band = lorenz_band(null)
    return Concentration(
        frame=frame,
        counted=counted,
        estimates=estimates_of("concentration", made),
        regions=regions,
        per=per,
        reason=reason,
        band=band,
    )


def _rows(estimates: pd.DataFrame) -> Iterator[Row]:
    for record in estimates.to_dict("records"):
        yield row(Estimate(**{str(name): value for name, value in record.items()}))
