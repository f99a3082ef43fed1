"""What a reader of the report on regions may choose: what is counted, cut by what, against what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotlinelib.choices import UNITS, Choices

FEW_REGIONS = ("nbs_region", "region7", "level")
BY = ("province", "nbs_region", "region7", "rank", "level", "prefecture")
DENOMINATORS = ("prefecture_divisions", "county_divisions", "population", "gdp")
# What each way of cutting can be held against; no sound table of the GDP of prefectures exists.
OFFERED_DENOMINATORS: Mapping[str, tuple[str, ...]] = {
    "province": DENOMINATORS,
    "nbs_region": DENOMINATORS,
    "region7": DENOMINATORS,
    "rank": ("prefecture_divisions",),
    "level": ("prefecture_divisions",),
    "prefecture": ("prefecture_divisions", "population"),
}


@dataclass(frozen=True)
class RegionalChoices(Choices):
    """The choices of the report on regions.

    Parameters
    ----------
    unit : {"awards", "organisations", "cities"}
        What is counted.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"}
        What the counts are cut by.
    denominator : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What they are held against.
    """

    unit: str = "awards"
    by: str = "province"
    denominator: str = "prefecture_divisions"

    @property
    def few_regions(self) -> str:
        """What awards are cut by beside each other: few enough regions to read as columns."""
        return self.by if self.by in FEW_REGIONS else FEW_REGIONS[0]

    @classmethod
    def offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values that each parameter may have."""
        own = {"unit": UNITS, "by": BY, "denominator": DENOMINATORS}
        return {**super().offered(), **own}

    def combined_mistakes(self) -> list[str]:
        """Return what is wrong with values that depend on each other."""
        found = super().combined_mistakes()
        allowed = OFFERED_DENOMINATORS[self.by]
        if self.denominator not in allowed:
            found.append(
                f"denominator = {self.denominator!r} is not offered with by = {self.by!r}; "
                f"use: {', '.join(allowed)}"
            )
        return found
