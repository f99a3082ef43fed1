"""Whether organisations vary over regions more than chance and size let expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import By
from hotlinelib.findings.estimates import count_row, row
from hotlinelib.findings.regional.base import SIGNIFICANT, Reason, RegionalFinding, Setting
from hotlinelib.findings.regional.distribution import count_by, sizes_of
from hotlinelib.findings.regional.grouping import (
    NOMINAL,
    figures_year_of,
    kind_of,
    per_offered,
)
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text
from hotlinelib.language.nouns import noun_alone, scale_of
from hotlinelib.measures import overdispersion as dispersion_of
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.regions import Regions

# The test is one for large samples, and regions are its units.
FEWEST_REGIONS = 10


@dataclass(frozen=True, eq=False)
class Overdispersion(RegionalFinding):
    """Dispersion of the number of organisations beyond Poisson, relative to each denominator.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per denominator: `per, dispersion` (alpha of the negative binomial, 0 for Poisson),
        `dispersion_low, dispersion_high` (95% profile likelihood), `p_value` (likelihood ratio).
    """

    name: ClassVar[str] = "overdispersion"
    references: ClassVar[tuple[str, ...]] = ("self-liang-1987", "cameron-trivedi-2013")

    def _heading(self, tell: Teller) -> str:
        return tell("Over-dispersion")

    def _result(self, tell: Teller) -> Text:
        found = self.frame[self.frame["p_value"] < SIGNIFICANT]
        rest = self.frame[self.frame["p_value"] >= SIGNIFICANT]
        if found.empty:
            return tell(
                "Across {regions}, the number of organisations was not shown to vary more than "
                "chance, relative to {rest}.",
                rest=self._list(tell, rest),
            )
        if rest.empty:
            return tell(
                "Across {regions}, the number of organisations varies more than chance, relative "
                "to {found}.",
                found=self._list(tell, found),
            )
        return tell(
            "Across {regions}, the number of organisations varies more than chance relative to "
            "{found}; relative to {rest} this was not shown.",
            found=self._list(tell, found),
            rest=self._list(tell, rest),
        )

    def _list(self, tell: Teller, frame: pd.DataFrame) -> Text:
        return tell.series(
            tell(
                "{denominator} (α = {alpha}, {p})",
                denominator=noun_alone(tell, "per", per),
                alpha=tell.state(f"dispersion/{per}", 2),
                p=tell.p(f"dispersion/{per}"),
            )
            for per in frame["per"]
        )

    def _details(self, tell: Teller) -> list[Text]:
        return [
            tell(
                "α is the dispersion of a negative binomial model with size as offset, 0 being "
                "Poisson; the likelihood-ratio test is one-sided and holds for large samples."
            )
        ]


def overdispersion(awards: pd.DataFrame, *, by: By | Regions = "province") -> Overdispersion:
    """Test whether organisations vary over regions more than chance and size let expect.

    A negative binomial model with the log of the size as offset against Poisson. Organisations are
    counted whatever else a report counts: awards of one organisation would be dispersed by
    themselves. Over ranks and levels, which are no parts of the country, provinces are taken; over
    fewer than ten regions nothing is tested, as the test is one for large samples.

    Parameters
    ----------
    awards : pandas.DataFrame
        Awards of one edition, as `select_awards` returns them.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions.

    Returns
    -------
    Overdispersion
        `.estimates` has the ids `overdispersion/dispersion/<denominator>`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = overdispersion(select_awards(load_awards()))
    >>> found.frame.set_index("per")["dispersion"].round(2).tolist()
    [0.77, 0.95, 0.27, 0.13]
    """
    setting = Setting.of(awards, "organisations", "province" if kind_of(by) in NOMINAL else by)
    found: dict[str, Estimate] = {}
    few: Reason = "few_regions" if len(setting.regions.order) < FEWEST_REGIONS else ""
    reason = setting.reason or few
    if not reason:
        given, regions = setting.awards, setting.regions
        counted = count_by(given, by=regions)
        for per in per_offered(regions, figures_year_of(given)):
            sizes = sizes_of(given, counted, "organisations", regions, per)
            sized = counted.assign(size=sizes / scale_of(per))
            found[per] = dispersion_of(sized, "count", "size")["dispersion"]
    frame = pd.DataFrame(
        [(per, one.value, one.low, one.high, one.p) for per, one in found.items()],
        columns=["per", "dispersion", "dispersion_low", "dispersion_high", "p_value"],
    )
    rows = [count_row("total", setting.counted.n, unit="organisations")]
    rows += [row(estimate, key=per) for per, estimate in found.items()]
    return setting.find(Overdispersion, frame, rows, reason=reason)
