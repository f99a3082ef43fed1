"""What all findings on regions share: the regions with their names, and why nothing is tested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from hotlinelib.choices import Per, Unit
from hotlinelib.findings.counted import FEWEST_COUNTS
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.regional.grouping import NOMINAL, OWN, kind_of
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, joined, named
from hotlinelib.language.nouns import basis, noun, noun_alone, rate_unit
from hotlinelib.places.regions import Regions

# So many regions are named in a sentence; more are counted.
NAMED, NAMED_ZEROS = 3, 15
SIGNIFICANT = 0.05
# Simulated tables of every test on regions: a p-value of 0.05 is known to within 0.004 (95%).
DRAWS = 9_999

Reason = Literal["", "few", "constant", "no_null", "single", "nominal", "no_region"]


@dataclass(frozen=True, eq=False)
class RegionalFinding(Finding):
    """A finding whose frame has one row per region."""

    regions: Regions
    per: Per

    @property
    def by(self) -> str:
        """What kind of regions these are; "own" for a user's."""
        return kind_of(self.regions)

    @property
    def column(self) -> str:
        """What a table calls its column of regions."""
        return "region" if self.by == OWN else self.by

    @property
    def unit(self) -> Unit:
        """What is counted."""
        return self.counted.unit  # type: ignore[return-value]

    @property
    def compared_with(self) -> str:
        """The row of `data/denominators.csv`: by rank or level, divisions of the same kind."""
        return f"{self.by}_divisions" if self.by in NOMINAL else self.per

    def labels(self, tell: Teller) -> Mapping[str, str]:
        """Return the names of the regions by `region_id`."""
        return labels_of(self.regions, self.frame, tell)

    def named_series(self, tell: Teller, ids: Iterable[str]) -> Text:
        """Return regions as the language lists them."""
        labels = self.labels_in_sentences(tell)
        return tell.series(named(labels[one]) for one in ids)

    def labels_in_sentences(self, tell: Teller) -> Mapping[str, str]:
        """Return the names of the regions as a sentence has them: ranks begin in lower case."""
        labels = self.labels(tell)
        if self.by not in NOMINAL or tell.language != "en":
            return labels
        return {one: name[:1].lower() + name[1:] for one, name in labels.items()}

    def noun(self, tell: Teller, *, one: bool = False) -> str:
        """Return what the regions are called: 'provinces', or 'province' for one."""
        return noun_alone(tell, "by", self.by, plural=not one)

    def units(self, tell: Teller, number: str | int) -> Text:
        """Return a number with what is counted."""
        return noun(tell, "unit", self.unit, number)

    def units_alone(self, tell: Teller) -> str:
        """Return what is counted: 'organisations'."""
        return noun_alone(tell, "unit", self.unit)

    def rate_unit(self, tell: Teller) -> Text:
        """Return what a rate is stated for: 'per prefecture-level division'."""
        return named(rate_unit(tell, self.compared_with))

    def basis(self, tell: Teller) -> Text:
        """Return what counts are compared with."""
        return named(basis(tell, self.compared_with))


def labels_of(regions: Regions, frame: pd.DataFrame, tell: Teller) -> Mapping[str, str]:
    """Return the names of the regions of a frame by `region_id`."""
    names = regions.label(tell.language)
    return {
        region_id: names[region]
        for region_id, region in zip(frame["region_id"], frame["region"], strict=True)
    }


def why_untested(unit: Unit, n: int, regions: Regions, per: Per) -> Reason:
    """Return why nothing is tested of what is counted, or an empty text."""
    if len(regions.order) < 2:
        return "single"
    if unit == "cities" and kind_of(regions) == "prefecture":
        return "constant"
    if n < FEWEST_COUNTS:
        return "few"
    if unit == "cities" and per == "gdp":
        return "no_null"
    return ""


def tell_untested(finding: RegionalFinding, tell: Teller, what: str, reason: Reason) -> Text:
    """Return that something isn't tested, and why, as a sentence."""
    reasons = {
        "few": tell(
            "inference starts at 20 counts, and there are {counted}",
            counted=tell.counted("total", "unit", finding.unit),
        ),
        "constant": tell("each prefecture-level division can win once at most"),
        "no_null": tell(
            "cities would have to be drawn by their GDP, of which no sound table exists"
        ),
        "single": tell("there is one region or one award alone"),
        "nominal": tell(
            "{regions} are kinds of division, not parts of the country",
            regions=finding.noun(tell),
        ),
    }
    return tell("{what} not tested: {reason}.", what=what, reason=reasons[reason])


def clauses(tell: Teller, parts: Iterable[Text]) -> Text:
    """Join clauses: 'a, b and c', '甲，乙，丙' (和 joins names alone)."""
    return tell.series(parts) if tell.language == "en" else joined(parts, "，")


def stated_counts(finding: RegionalFinding, tell: Teller, ids: Iterable[str]) -> Text:
    """Return regions with the count of each: 'Henan (6) and Jiangsu (4)'."""
    labels = finding.labels_in_sentences(tell)
    opening, closing = (" (", ")") if tell.language == "en" else ("（", "）")
    return tell.series(
        joined(
            [
                named(labels[one]),
                opening,
                tell.amount(f"count/{one}", "unit", finding.unit),
                closing,
            ]
        )
        for one in ids
    )
