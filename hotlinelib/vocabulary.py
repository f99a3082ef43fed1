"""What the columns of tables are called in a report, and how their values are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.language import Speech

MISSING = "–"


@dataclass(frozen=True)
class Column:
    """How one column is shown.

    Parameters
    ----------
    label : str
        Its heading, in the reader's language.
    kind : {"text", "integer", "decimal", "percent", "p_value"}
        How its values are written.
    """

    label: str
    kind: str

    @property
    def alignment(self) -> str:
        """Whether the column reads as text or as numbers."""
        return "text" if self.kind == "text" else "number"

    def write(self, value: Any, say: Speech) -> str:
        """Return one value as a reader sees it."""
        if pd.isna(value):
            return MISSING
        if self.kind == "integer":
            return say.number(value, 0)
        if self.kind == "decimal":
            return say.number(value, 2)
        if self.kind == "percent":
            return say.percent(value, 1)
        if self.kind == "p_value":
            return "< 0.001" if value < 0.001 else say.number(value, 3)
        return str(value)


def column_of(name: str, say: Speech) -> Column:
    """Return how a column is shown.

    Raises
    ------
    ParameterError
        If nothing is known of the column.
    """
    columns = _columns(say)
    if name not in columns:
        raise ParameterError(f"column {name!r} has no label; add it to hotlinelib/vocabulary.py")
    return columns[name]


def _columns(say: Speech) -> dict[str, Column]:
    return {
        # Places, organisations and awards
        "province": Column(say("Province"), "text"),
        "prefecture": Column(say("Prefecture-level division"), "text"),
        "city": Column(say("City"), "text"),
        "place": Column(say("Place"), "text"),
        "nbs_region": Column(say("Region (NBS)"), "text"),
        "region7": Column(say("Geographic region"), "text"),
        "rank": Column(say("Administrative rank"), "text"),
        "level": Column(say("Level"), "text"),
        "organisation": Column(say("Organisation"), "text"),
        "organisations": Column(say("Organisations"), "text"),
        "award": Column(say("Award"), "text"),
        "awards": Column(say("Awards"), "text"),
        "person": Column(say("Person"), "text"),
        "people": Column(say("People"), "text"),
        "winner": Column(say("Winner"), "text"),
        # Counts and measures
        "count": Column(say("Count"), "integer"),
        "share": Column(say("Share"), "percent"),
        "denominator": Column(say("Denominator"), "decimal"),
        "denominator_share": Column(say("Share of the denominator"), "percent"),
        "rate": Column(say("Rate"), "decimal"),
        "rate_low": Column(say("Rate, lower limit"), "decimal"),
        "rate_high": Column(say("Rate, upper limit"), "decimal"),
        "location_quotient": Column(say("Location quotient"), "decimal"),
        "location_quotient_low": Column(say("Location quotient, lower limit"), "decimal"),
        "location_quotient_high": Column(say("Location quotient, upper limit"), "decimal"),
        "p_value": Column(say("p"), "p_value"),
        "p_value_holm": Column(say("p (Holm)"), "p_value"),
    }
