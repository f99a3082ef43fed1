"""Whether organisations vary over regions more than chance and size let expect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import By, Per
from hotlinelib.findings.counted import counted_of, one_edition
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.regional.base import (
    SIGNIFICANT,
    Reason,
    RegionalFinding,
    tell_untested,
    why_untested,
)
from hotlinelib.findings.regional.distribution import regional_rates
from hotlinelib.findings.regional.grouping import NOMINAL, kind_of, per_offered, regions_of
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures import overdispersion as dispersion_of
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.regions import Regions


@dataclass(frozen=True, eq=False)
class Overdispersion(RegionalFinding):
    """Dispersion of the number of organisations beyond Poisson, relative to each denominator.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per denominator: `per, dispersion` (alpha of the negative binomial, 0 for Poisson),
        `dispersion_low, dispersion_high` (95% profile likelihood), `p_value` (likelihood ratio).
    reason : str
        Why nothing is tested; empty where something is.
    """

    name: ClassVar[str] = "overdispersion"
    references: ClassVar[tuple[str, ...]] = ("self-liang-1987", "cameron-trivedi-2013")

    reason: Reason

    def _heading(self, tell: Teller) -> str:
        return tell("Over-dispersion")

    def _headline(self, tell: Teller) -> Text:
        if self.reason:
            return tell_untested(self, tell, tell("Over-dispersion"), self.reason)
        found = self.frame[self.frame["p_value"] < SIGNIFICANT]
        rest = self.frame[self.frame["p_value"] >= SIGNIFICANT]
        if found.empty:
            return tell(
                "The number of organisations was not shown to vary more than chance, relative to "
                "{rest}.",
                rest=self._list(tell, rest),
            )
        if rest.empty:
            return tell(
                "The number of organisations varies more than chance, relative to {found}.",
                found=self._list(tell, found),
            )
        return tell(
            "The number of organisations varies more than chance relative to {found}; relative to "
            "{rest} this was not shown.",
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

    def _prose(self, tell: Teller) -> list[Text]:
        if self.reason:
            return []
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
    themselves. Over ranks and levels, which are no parts of the country, provinces are taken.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions.

    Returns
    -------
    Overdispersion
        `.estimates` has the ids `overdispersion/dispersion/<denominator>`.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or a choice isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = overdispersion(select_awards(load_awards()))
    >>> found.frame.set_index("per")["dispersion"].round(2).tolist()
    [0.77, 0.95, 0.27, 0.13]
    """
    rows = one_edition(awards)
    counted = counted_of(rows, "organisations")
    regions = regions_of("province" if kind_of(by) in NOMINAL else by, counted.divisions_year)
    per = per_offered(regions)
    reason = why_untested("organisations", counted.n, regions, per[0])
    made = [count_row("total", counted.n, unit="organisations")]
    frame = pd.DataFrame()
    if not reason:
        found = {name: _measure(rows, regions, name) for name in per}
        made += list(_rows(found))
        frame = pd.DataFrame(
            {
                "per": list(found),
                "dispersion": [one.value for one in found.values()],
                "dispersion_low": [one.low for one in found.values()],
                "dispersion_high": [one.high for one in found.values()],
                "p_value": [one.p for one in found.values()],
            }
        )
    return Overdispersion(
        frame=frame,
        counted=counted,
        estimates=estimates_of("overdispersion", made),
        regions=regions,
        per=per[0],
        reason=reason,
    )


def _measure(rows: pd.DataFrame, regions: Regions, per: Per) -> Estimate:
    rates = regional_rates(rows, unit="organisations", by=regions, per=per)
    return dispersion_of(rates[rates["size"] > 0], "count", "size")["dispersion"]


def _rows(found: dict[Per, Estimate]) -> Iterator[Row]:
    for per, estimate in found.items():
        yield row(estimate, key=per)
