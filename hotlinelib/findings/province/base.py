"""What all findings on one province share: its names, and what it is called for short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Speech, Text, named
from hotlinelib.language.names import names_of
from hotlinelib.places.divisions import load_divisions
from hotlinelib.tables.names import resolve_province


@dataclass(frozen=True, eq=False)
class ProvinceFinding(Finding):
    """A finding on one province."""

    province: str
    province_code: str

    def _nouns(self) -> dict[str, Callable[..., Any]]:
        return super()._nouns() | {"place": self.place}

    def place(self, tell: Speech) -> Text:
        """Return the province's name in the reader's language."""
        return place_name(self.province, tell)

    def word(self, tell: Teller) -> str:
        """Return what it is: 'the province', 'the municipality', '该自治区'."""
        if self.province.endswith("市"):
            return tell("the municipality")
        if self.province.endswith("自治区"):
            return tell("the autonomous region")
        return tell("the province")


def province_of(province: str, year: int) -> tuple[str, str]:
    """Return the full name and the division code of a province, whatever it is called."""
    name = resolve_province(province)
    divisions = load_divisions(year)
    of_level = divisions[divisions["level"] == "province"].set_index("name")
    return name, str(of_level["division_code"][name])


def place_name(province: str, say: Speech) -> Text:
    """Return the name of a province in the reader's language."""
    return named(names_of("province", say.language)[province])


def rows_of(awards: pd.DataFrame, province: str) -> pd.DataFrame:
    """Return the rows that belong to one province."""
    return awards[awards["province"] == province].reset_index(drop=True)
