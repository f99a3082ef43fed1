"""Which decisions on who is who change a result on regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import By, Per, Unit
from hotlinelib.findings.decisions import Decided, DecisionKind, decide, decided_rows
from hotlinelib.findings.estimates import estimates_of, row
from hotlinelib.findings.regional.base import RegionalFinding, Setting, labels_of
from hotlinelib.findings.regional.distribution import count_by
from hotlinelib.findings.regional.fit import fit
from hotlinelib.findings.regional.neighbours import resemblance
from hotlinelib.findings.regional.overdispersion import overdispersion
from hotlinelib.findings.teller import Teller
from hotlinelib.language.nouns import noun_alone
from hotlinelib.places.regions import Regions

KINDS: tuple[DecisionKind, ...] = ("name_apart", "merged")


@dataclass(frozen=True, eq=False)
class RegionalDecisions(Decided, RegionalFinding):
    """Results on regions with each decision on identity made the other way.

    Attributes
    ----------
    frame : pandas.DataFrame
        As `hotlinelib.findings.decide` returns it, of the estimates that are tested.
    places : pandas.DataFrame
        The regions, as `count_by` returns them.
    """

    name: ClassVar[str] = "decisions"
    main: ClassVar[str] = "fit/chi_square"

    places: pd.DataFrame

    def _named_result(self, tell: Teller, id: str) -> str:
        names = {
            "fit/chi_square": tell("χ² of the proportion to size"),
            "neighbours/morans_i": tell("Moran's I of neighbouring provinces"),
        }
        if id in names:
            return names[id]
        key = id.rpartition("/")[2]
        if id.startswith("overdispersion"):
            per = noun_alone(tell, "per", key)
            return tell("Over-dispersion relative to {denominator}", denominator=per)
        return tell(
            "Count of {region}",
            region=labels_of(self.regions, self.places, tell, in_sentence=True)[key],
        )


def regional_decisions(
    awards: pd.DataFrame,
    *,
    unit: Unit = "organisations",
    by: By | Regions = "province",
    per: Per = "prefecture_divisions",
) -> RegionalDecisions:
    """Find which decisions on who is who change a result on regions.

    Second printed names are counted apart, and the organisations of one city as one, a decision at
    a time; on cities no decision bears. The parameters are those of `rates`.

    Returns
    -------
    RegionalDecisions
        `.estimates` has the ids `decisions/decisions`, `decisions/moving` (decisions that change a
        result) and `decisions/p/<decision>/<id of the estimate>`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = regional_decisions(select_awards(load_awards()))
    >>> found.frame["decision"].nunique()
    4
    """
    setting = Setting.of(awards, unit, by, per)
    asked = setting.asked

    def results(changed: pd.DataFrame) -> pd.DataFrame:
        fitted = fit(changed, **asked).estimates
        moran = estimates_of("neighbours", map(row, resemblance(changed, unit=unit, per=per)))
        found = [
            fitted[fitted["quantity"].isin(["chi_square", "excess"])],
            moran,
            overdispersion(changed, by=setting.regions).estimates.query("quantity == 'dispersion'"),
        ]
        return pd.concat(found)

    frame = decide(setting.awards, results, () if unit == "cities" else KINDS)
    places = count_by(setting.awards, unit=unit, by=setting.regions)
    return setting.find(RegionalDecisions, frame, decided_rows(frame), places=places)
