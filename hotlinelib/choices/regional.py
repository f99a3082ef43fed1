"""What a reader of the report on regions may choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from hotlinelib.choices import OFFERED_PER, By, Choices, Per, Unit

OWN_REGIONS = ".csv"


@dataclass(frozen=True)
class RegionalChoices(Choices):
    """The choices of the report on regions."""

    unit: Unit = "organisations"
    by: str = "province"
    per: Per = "prefecture_divisions"

    @classmethod
    def further_offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values to choose from of parameters that `combined_mistakes` checks."""
        return {**super().further_offered(), "by": get_args(By)}

    def mistakes(self) -> list[str]:
        """Return what is wrong with the values, those of the regions among them."""
        return super().mistakes() + self._wrong_regions()

    def combined_mistakes(self) -> list[str]:
        """Return what is wrong with values that depend on each other."""
        found = super().combined_mistakes()
        if self.by in OFFERED_PER and self.per not in OFFERED_PER[self.by]:
            found.append(
                f"per = {self.per!r} is not offered with by = {self.by!r}; "
                f"use: {', '.join(OFFERED_PER[self.by])}"
            )
        return found

    def _wrong_regions(self) -> list[str]:
        """Regions are those of the package, or a file of the user's."""
        if self.by in get_args(By):
            return []
        if not self.by.endswith(OWN_REGIONS):
            return [
                f"by = {self.by!r} is not offered; use: {', '.join(get_args(By))}, or a CSV file "
                "with the columns region and place"
            ]
        if not Path(self.by).is_file():
            return [
                f"by = {self.by!r}: there is no such file; expected a CSV file with the columns "
                "region and place"
            ]
        return []
