"""A language together with a finding's estimates: numbers are told by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import floor, log10
from typing import Any

import pandas as pd

from hotlinelib.language import Speech, Text, joined, stating
from hotlinelib.language.nouns import NounKind, amount, noun


@dataclass(frozen=True)
class Teller(Speech):
    """Speech of a finding: it states estimates, and knows what the finding is about.

    A sentence names an estimate by its id, and by its column where that isn't its value:
    `{gini}`, `{gini:2}` (decimals), `{first_share:%}`, `{gini.p}`, `{gini.interval}`,
    `{gini.null_range}`; and what is counted by its noun: `{units}`, `{selection}`, `{total.units}`
    with its number. What it writes of an estimate is marked with the id.
    """

    finding: str = ""
    estimates: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    nouns: Mapping[str, Callable[..., Any]] = field(default_factory=dict, repr=False)

    def of(self, id: str, column: str = "value") -> Any:
        """Return a column of an estimate: `tell.of("gini")`."""
        return self.estimates[self._full(id)][column]

    def has(self, id: str, column: str = "value") -> bool:
        """Tell whether there is such an estimate, and the column isn't missing."""
        full = self._full(id)
        return full in self.estimates and not pd.isna(self.estimates[full][column])

    def state(self, id: str, decimals: int | None = None, column: str = "value") -> Text:
        """Write a number of an estimate."""
        return stating(self.number(self.of(id, column), decimals), self._full(id), column)

    def share(self, id: str, decimals: int = 0, column: str = "value") -> Text:
        """Write a share as a percentage."""
        return stating(self.percent(self.of(id, column), decimals), self._full(id), column)

    def p(self, id: str, column: str = "p") -> Text:
        """Write a p-value: 'p = 0.028'."""
        return stating(self.p_value(self.of(id, column)), self._full(id), column)

    def interval(self, id: str, decimals: int = 2) -> Text:
        """Write the limits of an estimate's interval: '0.36 to 1.12', '0.36—1.12'."""
        return self._range(id, "low", "high", decimals)

    def null_range(self, id: str, decimals: int = 2) -> Text:
        """Write the middle 95% of the value under the null model."""
        return self._range(id, "null_low", "null_high", decimals)

    def counted(self, id: str, kind: NounKind, value: str) -> Text:
        """Write a count with its noun: '52 organisations'."""
        return noun(self, kind, value, self.state(id))

    def amount(self, id: str, kind: NounKind, value: str) -> Text:
        """Write a count without its noun: '9', '9个'."""
        return amount(self, kind, value, self.state(id))

    def listed(self, parts: Iterable[Text]) -> Text:
        """Join parts that hold commas themselves, by semicolons."""
        return joined(list(parts), "; " if self.language == "en" else "；")

    def intervals(
        self, frame: pd.DataFrame, *columns: str, decimals: int = 2, percent: bool = False
    ) -> list[str]:
        """Write each row's value with its limits: '0.67 (0.36–1.12)', '38% (18%–61%)'."""
        first, *limits = columns
        chosen = frame[[first, *(limits or (f"{first}_low", f"{first}_high"))]]
        return [
            _with_limits(
                [
                    self.percent(one) if percent else self.number(one, decimals)
                    for one in values
                    if one == one
                ],
                self.language,
            )
            for values in chosen.itertuples(index=False, name=None)
        ]

    def _known(self, name: str, form: str) -> Any:
        if name in self.nouns:
            return self.nouns[name](self)
        id, _, column = name.partition(".")
        if column in self.nouns:
            return self.nouns[column](self, id)
        if form.endswith("%"):
            return self.share(id, int(form[:-1] or 0), column or "value")
        if column in ("p", "p_adjusted"):
            return self.p(id, column)
        if column in ("interval", "null_range"):
            return getattr(self, column)(id, int(form or 2))
        return self.state(id, int(form) if form else None, column or "value")

    def _range(self, id: str, low: str, high: str, decimals: int) -> Text:
        between = " to " if self.language == "en" else "—"
        return joined([self.state(id, decimals, low), self.state(id, decimals, high)], between)

    def _full(self, id: str) -> str:
        return id if id in self.estimates else f"{self.finding}/{id}"


def decimals_of(rate: float) -> int:
    """Return with how many decimals, 2 to 4, a rate keeps two significant digits."""
    return 2 if rate <= 0 else min(4, max(2, 1 - floor(log10(rate))))


def _with_limits(written: list[str], language: str) -> str:
    """Join a value and its limits; a missing value is left empty, missing limits are left out."""
    if len(written) < 3:
        return written[0] if written else ""
    value, low, high = written
    return f"{value} ({low}–{high})" if language == "en" else f"{value}（{low}—{high}）"
