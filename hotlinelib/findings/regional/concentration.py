"""How concentrated what is counted is, beside what chance alone makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import By, Per, Unit
from hotlinelib.findings.estimates import rows_from
from hotlinelib.findings.regional.base import RegionalFinding, Setting
from hotlinelib.findings.regional.grouping import NOMINAL, larger_groups
from hotlinelib.findings.regional.null_models import DRAWS, draw_null
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures import concentration_indices, lorenz_band, lorenz_curve
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.places.regions import Regions

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
    band : pandas.DataFrame
        The null model's Lorenz curves: `population_share, value_share_mean, value_share_low,
        value_share_high`.
    """

    name: ClassVar[str] = "concentration"
    references: ClassVar[tuple[str, ...]] = (
        "gini-1914", "brown-1994", "hirschman-1964", "theil-1967", "ellison-glaeser-1997",
        "lorenz-1905",
    )  # fmt: skip

    band: pd.DataFrame

    def _heading(self, tell: Teller) -> str:
        return tell("Concentration")

    def _result(self, tell: Teller) -> Text:
        gini = {"gini": tell.state("gini", 2)}
        if tell.of("gini") > tell.of("gini", "null_high"):
            return tell(
                "The Gini coefficient is {gini:2}, more than chance in proportion to size makes: "
                "{gini.null_mean:2} on average (95%: {gini.null_range}).",
                **gini,
            )
        if tell.of("gini") < tell.of("gini", "null_low"):
            return tell(
                "The Gini coefficient is {gini:2}, less than chance in proportion to size makes: "
                "{gini.null_mean:2} on average (95%: {gini.null_range}).",
                **gini,
            )
        return tell(
            "The Gini coefficient is {gini:2}, compatible with chance in proportion to size, which "
            "makes {gini.null_mean:2} on average (95%: {gini.null_range}).",
            **gini,
        )

    def _details(self, tell: Teller) -> list[Text]:
        return [self._tell_size(tell), self._tell_equivalent(tell), self._tell_between(tell)]

    def _tell_size(self, tell: Teller) -> Text:
        return tell(
            "With {regions} weighted by their size it is {gini_by_size:2} "
            "({gini_by_size.null_mean:2} expected; {gini_by_size.null_range})."
        )

    def _tell_equivalent(self, tell: Teller) -> Text:
        return tell(
            "The Herfindahl–Hirschman index is that of {equivalent_units:1} {regions} with equal "
            "shares; chance makes {equivalent_units.null_mean:1} "
            "({equivalent_units.null_range:1})."
        )

    def _tell_between(self, tell: Teller) -> Text:
        if not tell.has("theil_between_share"):
            return Text("")
        groups = "province" if self.by == "prefecture" else "nbs_region"
        return tell(
            "Of Theil's index, {theil_between_share:%} lies between {groups}, where chance makes "
            "{theil_between_share.null_mean:%} (95%: {theil_between_share.null_low:%} to "
            "{theil_between_share.null_high:%}).",
            groups=noun_alone(tell, "by", groups),
        )

    def _table(self, tell: Teller) -> pd.DataFrame:
        words = {
            "gini": tell("Gini coefficient, {regions} alike"),
            "gini_by_size": tell("Gini coefficient, {regions} by size"),
            "herfindahl_hirschman": tell("Herfindahl–Hirschman index"),
            "equivalent_units": tell("Its inverse: {regions} of equal share"),
            "theil": tell("Theil's index T (nats)"),
            "theil_between_share": tell("Share of Theil's index between larger regions"),
        }  # fmt: skip
        found = self.estimates.set_index("quantity")
        found = found.loc[[name for name in MEASURES if name in found.index]]
        return pd.DataFrame(
            {
                "measure": [words[str(name)] for name in found.index],
                "value": found["value"].to_numpy(),
                "null_interval": tell.intervals(
                    found, "null_mean", "null_low", "null_high", decimals=3
                ),
                "p_value": found["p"].to_numpy(),
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "Lorenz curve of the {units} over {regions}, those with the fewest first, and the "
            "middle 95% of such curves under the null model."
        )

    def _table_caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: concentration of the {units} over {regions}, zeros included, beside the "
            "mean and the middle 95% of {gini.draws:0} draws in proportion to the {basis} "
            "({model}; seed {seed}). p is two-sided.",
            model=tell_model(self, tell),
            seed=named(tell.of("gini", "seed")),
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        observed = tell("observed")
        limits = {"value_share_low": "low", "value_share_high": "high"}
        return figures.LorenzCurves(
            curves={observed: lorenz_curve(self.frame["count"])},
            gini={observed: float(tell.of("gini"))},
            band=self.band.rename(columns=limits)[["population_share", "low", "high"]],
            band_label=tell("95% by chance"),
            x_label=tell("Cumulative share of {regions}"),
            y_label=tell("Cumulative share of the {units}"),
        )


def tell_model(finding: RegionalFinding, tell: Teller) -> Text:
    """Return how the null model draws what is counted."""
    if finding.unit == "organisations":
        region = finding.noun(tell, one=True)
        return tell("each organisation falls on one {region} independently", region=region)
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
    `draw_null`. No measure is given over ranks or levels, which are kinds of division. The
    parameters are those of `fit`.

    Returns
    -------
    Concentration
        `.estimates` has the ids `concentration/gini`, `/gini_by_size`, `/herfindahl_hirschman`,
        `/equivalent_units`, `/theil` and, by province or prefecture, `/theil_between_share`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = concentration(select_awards(load_awards()))
    >>> found.headline().split(",")[0]
    'The Gini coefficient is 0.62'
    """
    setting = Setting.of(awards, unit, by, per)
    regions, frame = setting.regions, setting.sized_rates()
    reason = "nominal" if regions.name in NOMINAL else setting.reason
    rows, band = [setting.total(frame)], pd.DataFrame()
    if not reason:
        null = draw_null(setting.awards, frame, **setting.asked, draws=draws, seed=seed)
        groups = larger_groups(regions, frame["region"], setting.counted.divisions_year)
        grouped = frame if groups is None else frame.assign(group=groups)
        found = concentration_indices(
            grouped, "count", null, group=None if groups is None else "group"
        )
        rows += rows_from(found.estimates)
        band = lorenz_band(null)
    return setting.find(Concentration, frame, rows, reason=reason, band=band)
