"""What all findings on regions share: what they start from, names, and why nothing is tested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeVar

import pandas as pd

from hotlinelib.choices import By, Per, Unit
from hotlinelib.findings.counted import FEWEST_COUNTS, Counted, counted_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of
from hotlinelib.findings.finding import Inferential
from hotlinelib.findings.regional.distribution import regional_rates
from hotlinelib.findings.regional.grouping import NOMINAL, OWN, kind_of, regions_of
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, joined, named
from hotlinelib.language.nouns import basis, noun, noun_alone, rate_unit
from hotlinelib.places.regions import Regions
from hotlinelib.selection import one_edition

# So many regions are named in a sentence; more are counted.
NAMED, NAMED_ZEROS = 3, 15
SIGNIFICANT = 0.05

Reason = Literal["", "few", "constant", "no_null", "single", "nominal", "no_region", "few_regions"]
Made = TypeVar("Made", bound="RegionalFinding")


@dataclass(frozen=True, eq=False)
class RegionalFinding(Inferential):
    """A finding whose frame has one row per region."""

    regions: Regions
    per: Per

    def _untested(self, tell: Teller) -> Text:
        return tell_untested(self, tell, self._subject(tell))

    def _subject(self, tell: Teller) -> str:
        return self._heading(tell)

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

    @property
    def inside(self) -> pd.DataFrame:
        """The regions without the rest of the country."""
        return self.frame[self.frame["region"].isin(self.regions.order)]

    def labels(self, tell: Teller) -> Mapping[str, str]:
        """Return the names of the regions by `region_id`."""
        return labels_of(self.regions, self.frame, tell)

    def labelled(self, tell: Teller, frame: pd.DataFrame, column: str = "place") -> pd.DataFrame:
        """Return rows of the frame with the names of their regions."""
        labels = self.labels(tell)
        return frame.assign(**{column: [labels[one] for one in frame["region_id"]]})

    def _data(self, tell: Teller) -> pd.DataFrame:
        if "region_id" not in self.frame:
            return self.frame
        named = self.labelled(tell, self.frame)
        first = ["region_id", "region", "place"]
        return named[[*first, *(one for one in named.columns if one not in first)]]

    def labels_in_sentences(self, tell: Teller) -> Mapping[str, str]:
        """Return the names of the regions as a sentence has them: 'the East', 'counties'."""
        return labels_of(self.regions, self.frame, tell, in_sentence=True)

    def named_series(self, tell: Teller, ids: Iterable[str]) -> Text:
        """Return regions as the language lists them."""
        labels = self.labels_in_sentences(tell)
        return tell.series(named(labels[one]) for one in ids)

    def noun(self, tell: Teller, *, one: bool = False) -> str:
        """Return what the regions are called: 'provinces', or 'province' for one."""
        return noun_alone(tell, "by", self.by, plural=not one)

    def _nouns(self) -> dict[str, Callable[..., Any]]:
        return super()._nouns() | {
            "region": partial(self.noun, one=True),
            "regions": self._regions,
            "basis": self.basis,
            "per": self.rate_unit,
        }

    def _regions(self, tell: Teller, id: str = "") -> str:
        return tell.counted(id, "by", self.by) if id else self.noun(tell)

    def units(self, tell: Teller, number: str | int) -> Text:
        """Return a number with what is counted."""
        return noun(tell, "unit", self.unit, number)

    def units_alone(self, tell: Teller) -> str:
        """Return what is counted: 'organisations'."""
        return noun_alone(tell, "unit", self.unit)

    def rate_unit(self, tell: Teller) -> Text:
        """Return what a rate is stated for: 'per prefecture-level division'."""
        return named(rate_unit(tell, self.compared_with))

    def rate_label(self, tell: Teller) -> str:
        """Return what an axis of rates is called: 'organisations per prefecture-level division'."""
        return tell("{units} {per}")

    def basis(self, tell: Teller) -> Text:
        """Return what counts are compared with."""
        return named(basis(tell, self.compared_with))


@dataclass(frozen=True)
class Setting:
    """What a finding on regions starts from: rows of one edition, what they count, the regions."""

    awards: pd.DataFrame
    counted: Counted
    regions: Regions
    per: Per

    @classmethod
    def of(
        cls, awards: pd.DataFrame, unit: Unit, by: By | Regions, per: Per = "prefecture_divisions"
    ) -> Setting:
        """Return the setting of what a function was called with, or refuse it."""
        rows = one_edition(awards)
        counted = counted_of(rows, unit)
        return cls(rows, counted, regions_of(by, counted.divisions_year), per)

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked of the rows, as functions of `distribution` take it."""
        return {"unit": self.counted.unit, "by": self.regions, "per": self.per}

    @property
    def reason(self) -> Reason:
        """Why nothing is tested, or an empty text."""
        return why_untested(self.counted.unit, self.counted.n, self.regions, self.per)

    def sized_rates(self) -> pd.DataFrame:
        """Return the rates of the regions that have a size."""
        rates = regional_rates(self.awards, **self.asked)
        return rates[rates["size"] > 0].reset_index(drop=True)

    def total(self, frame: pd.DataFrame) -> Row:
        """Return the total of the counts as a row."""
        return count_row("total", int(frame["count"].sum()), unit=self.counted.unit)

    def find(self, kind: type[Made], frame: pd.DataFrame, rows: Iterable[Row], **own: Any) -> Made:
        """Return the finding."""
        return kind(
            frame=frame,
            counted=self.counted,
            estimates=estimates_of(kind.name, rows),
            regions=self.regions,
            per=self.per,
            **own,
        )


def labels_of(
    regions: Regions, frame: pd.DataFrame, tell: Teller, *, in_sentence: bool = False
) -> Mapping[str, str]:
    """Return the names of the regions of a frame by `region_id`."""
    names = regions.label(tell.language, in_sentence=in_sentence)
    return {
        region_id: names[region]
        for region_id, region in zip(frame["region_id"], frame["region"], strict=True)
    }


def why_untested(unit: str, n: int, regions: Regions, per: Per) -> Reason:
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


def tell_untested(finding: RegionalFinding, tell: Teller, what: str) -> Text:
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
        "single": tell(
            "there is one {region} or one award alone", region=finding.noun(tell, one=True)
        ),
        "few_regions": tell(
            "the likelihood-ratio test holds for many {regions}", regions=finding.noun(tell)
        ),
        "nominal": tell(
            "{regions} are kinds of division, not parts of the country",
            regions=finding.noun(tell),
        ),
    }
    return tell("{what} not tested: {reason}.", what=what, reason=reasons[finding.reason])


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
