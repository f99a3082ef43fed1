"""What the columns of tables are called in a report, and how their values are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from hotlinelib.language.speech import Speech

MISSING = "–"
# Kinds that are written as numbers, or read as such: "0.67 (0.36–1.12)".
NUMBERS = ("integer", "decimal", "precise", "size", "percent", "p_value", "estimate")


@dataclass(frozen=True)
class Column:
    """How one column is shown."""

    label: str
    kind: str

    @property
    def alignment(self) -> str:
        """Whether the column reads as text or as numbers."""
        return "number" if self.kind in NUMBERS else "text"

    def write(self, value: Any, say: Speech) -> str:
        """Return one value as a reader sees it."""
        if pd.isna(value):
            return MISSING
        if isinstance(value, str) or self.kind in ("text", "estimate"):
            return str(value)
        if self.kind == "integer":
            return say.number(value, 0)
        if self.kind == "size":
            return say.number(value, 0 if float(value).is_integer() else 2)
        if self.kind == "precise":
            return say.number(value, 3)
        if self.kind == "percent":
            return say.percent(value, 1)
        if self.kind == "p_value":
            return say.p_value(value).removeprefix("p = ").removeprefix("p ")
        return say.number(value, 2)


def heading_of(
    name: str, say: Speech, values: pd.Series | None = None, label: str | None = None
) -> Column:
    """Return how a column is shown."""
    known = _columns(say).get(name)
    if known is None:
        known = Column(name, _kind_of(values))
    return Column(label, known.kind) if label is not None else known


def written_table(
    frame: pd.DataFrame, say: Speech, labels: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a frame as a reader sees it, headings and values as texts, and its columns."""
    columns = [
        heading_of(str(column), say, frame[column], (labels or {}).get(column))
        for column in frame.columns
    ]
    rows = [
        [column.write(value, say) for column, value in zip(columns, row, strict=True)]
        for row in frame.itertuples(index=False, name=None)
    ]
    return pd.DataFrame(rows, columns=[column.label for column in columns]), columns


def _kind_of(values: pd.Series | None) -> str:
    if values is None or not pd.api.types.is_numeric_dtype(values):
        return "text"
    if pd.api.types.is_bool_dtype(values):
        return "text"
    return "integer" if pd.api.types.is_integer_dtype(values) else "decimal"


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
        "edition": Column(say("Edition"), "text"),
        "address": Column(say("Address"), "text"),
        "awards": Column(say("Awards"), "text"),
        "person": Column(say("Person"), "text"),
        "people": Column(say("People"), "text"),
        "winner": Column(say("Winner"), "text"),
        "kind": Column(say("Kind of institution"), "text"),
        "rule": Column(say("Words that decide"), "text"),
        "word": Column(say("Word"), "text"),
        "names": Column(say("Names with the word"), "integer"),
        "region": Column(say("Region"), "text"),
        # Counts and measures
        "organisations_count": Column(say("Organisations"), "integer"),
        "awards_count": Column(say("Awards given"), "integer"),
        "cities_count": Column(say("Cities"), "integer"),
        "total_count": Column(say("Total"), "integer"),
        "rate_interval": Column(say("Rate (95%)"), "estimate"),
        "rate_shrunk_interval": Column(say("Empirical Bayes (95%)"), "estimate"),
        "quotient_interval": Column(say("Location quotient (95%)"), "estimate"),
        "role": Column(say("Role"), "text"),
        "name": Column(say("Name"), "text"),
        "line": Column(say("Line of the article"), "text"),
        "quotient_null": Column(say("Location quotient (95% under chance)"), "estimate"),
        "null_interval": Column(say("Under chance (95%)"), "estimate"),
        "coverage_interval": Column(say("Coverage (95%)"), "estimate"),
        "compared_with": Column(say("Relative to"), "text"),
        "count": Column(say("Count"), "integer"),
        "rank_count": Column(say("Rank by number"), "integer"),
        "rank_rate": Column(say("Rank by rate"), "integer"),
        "share_interval": Column(say("Share (95%)"), "estimate"),
        "share": Column(say("Share"), "percent"),
        "share_low": Column(say("Share, lower limit"), "percent"),
        "share_high": Column(say("Share, upper limit"), "percent"),
        "denominator": Column(say("Denominator"), "size"),
        "denominator_share": Column(say("Share of the denominator"), "percent"),
        "rate": Column(say("Rate"), "decimal"),
        "rate_low": Column(say("Rate, lower limit"), "decimal"),
        "rate_high": Column(say("Rate, upper limit"), "decimal"),
        "location_quotient": Column(say("Location quotient"), "decimal"),
        "location_quotient_low": Column(say("Location quotient, lower limit"), "decimal"),
        "location_quotient_high": Column(say("Location quotient, upper limit"), "decimal"),
        "measure": Column(say("Measure"), "text"),
        "value": Column(say("Value"), "precise"),
        # Shares of what regions are held against, coverage and robustness
        "prefecture_divisions_share": Column(say("Share of prefecture-level divisions"), "percent"),
        "county_divisions_share": Column(say("Share of county-level divisions"), "percent"),
        "population_share": Column(say("Share of population"), "percent"),
        "gdp_share": Column(say("Share of GDP"), "percent"),
        "cities": Column(say("Prefecture-level divisions with an award"), "integer"),
        "divisions": Column(say("Prefecture-level divisions"), "integer"),
        "coverage": Column(say("Coverage"), "percent"),
        "unit": Column(say("Counted"), "text"),
        "chi_square": Column(say("Chi-square"), "decimal"),
        "effect_size": Column(say("Cohen's w"), "decimal"),
        "award_left_out": Column(say("Award left out"), "text"),
        "first": Column(say("First"), "text"),
        "first_share": Column(say("Share of the first"), "percent"),
        "zeros": Column(say("Without any"), "integer"),
        "gini": Column(say("Gini coefficient"), "decimal"),
        "observed": Column(say("Observed"), "integer"),
        "expected": Column(say("Expected"), "decimal"),
        "standardised_residual": Column(say("Standardised residual"), "decimal"),
        "differing": Column(say("Regions that differ (Holm)"), "text"),
        "p_value": Column(say("p"), "p_value"),
        "p_value_holm": Column(say("p (Holm)"), "p_value"),
        # Winners of several awards
        "award_categories": Column(say("Award categories"), "integer"),
        "awards_given": Column(say("Awards given"), "integer"),
        "award_a": Column(say("First award"), "text"),
        "award_b": Column(say("Second award"), "text"),
        "shared_winners": Column(say("Winners of both"), "integer"),
        "jaccard": Column(say("Jaccard coefficient"), "decimal"),
        "lift": Column(say("Lift"), "decimal"),
        "p_value_lower": Column(say("p (as few or fewer)"), "p_value"),
        "pool_label": Column(say("Number of entrants"), "text"),
        "pool": Column(say("Number assumed"), "integer"),
        "winners_observed": Column(say("Observed"), "integer"),
        "winners_expected": Column(say("Expected by lot"), "decimal"),
        "draws_low": Column(say("95% of the draws, from"), "integer"),
        "draws_high": Column(say("95% of the draws, to"), "integer"),
        "p_upper": Column(say("p (as many or more)"), "p_value"),
        "p_lower": Column(say("p (as few or fewer)"), "p_value"),
        "p_largest": Column(say("Chance that nobody has more awards"), "p_value"),
        "both": Column(say("Both kinds of award"), "integer"),
        "organisation_only": Column(say("Organisation award only"), "integer"),
        "people_only": Column(say("Award to people only"), "integer"),
        "neither": Column(say("Neither (assumed)"), "integer"),
        "odds_ratio": Column(say("Odds ratio"), "decimal"),
        "odds_ratio_low": Column(say("Odds ratio, lower limit"), "decimal"),
        "odds_ratio_high": Column(say("Odds ratio, upper limit"), "decimal"),
        "decision": Column(say("Decision made the other way"), "text"),
        "result": Column(say("Result"), "text"),
        "own_value": Column(say("Observed here"), "size"),
        "own_p": Column(say("p here"), "p_value"),
        "changed_value": Column(say("Observed then"), "size"),
        "changed_p": Column(say("p then"), "p_value"),
        "counted_as": Column(say("Winners are"), "text"),
        "given_to": Column(say("Awards to"), "text"),
        "counted": Column(say("Counted are"), "text"),
        "winners": Column(say("Winners"), "integer"),
        "multi_award_winners": Column(say("With the minimum or more"), "integer"),
        "largest_count": Column(say("Largest number"), "integer"),
    }
