"""What a reader of the report on regions may choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from hotlinelib.arguments import not_offered
from hotlinelib.choices import OFFERED_PER, By, Choices, Per, Unit
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.messages import message
from hotlinelib.tables.editions import list_editions, read_source_record

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
                message(
                    "per = {per} is not offered with by = {by!r}; use: {offered}",
                    per=repr(self.per),
                    by=self.by,
                    offered=", ".join(OFFERED_PER[self.by]),
                )
            )
        return found

    def _wrong_regions(self) -> list[str]:
        """Regions are those of the package, or a file of the user's."""
        if self.by in get_args(By):
            return []
        if not self.by.endswith(OWN_REGIONS):
            file = message("or a CSV file with the columns region and place")
            return [not_offered("by", self.by, [*get_args(By), file])]
        if not Path(self.by).is_file():
            return [
                message(
                    "by = {by!r}: there is no such file; expected a CSV file with the columns "
                    "region and place",
                    by=self.by,
                )
            ]
        if self.edition not in list_editions():
            return []
        # What is wrong in the table is told before the notebook runs, too; this needs pandas.
        from hotlinelib.places.regions import Regions

        year = read_source_record(self.edition).divisions_year
        try:
            regions = Regions.read(self.by, year)
            if self.per in get_args(Per):
                regions.sizes(self.per)
        except (ParameterError, DataError) as error:
            return [f"by = {self.by!r}: {error}"]
        return []
