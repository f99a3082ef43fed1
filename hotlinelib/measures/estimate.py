"""A number with all that is needed to quote it: interval, null model, test and method."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from math import nan

import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.measures.results import Result


@dataclass(frozen=True, eq=False)
class Estimate(Result):
    """What a measure returns: a value, its uncertainty and what chance alone would give.

    What doesn't apply is missing (NaN, empty or 0): a complete count has no interval, an exact test
    no draws.

    Attributes
    ----------
    quantity : str
        Term of the field, in snake_case: "gini", "morans_i", "location_quotient".
    value : float
        The estimate.
    unit : str
        What the value is measured in; "1" for a pure number.
    low, high : float
        Limits of the interval that `interval` names.
    interval : str
        "95% Clopper-Pearson", "95% exact Poisson", ...; empty where there is none.
    null_mean, null_low, null_high : float
        Mean and middle 95% of the value under the null model that `method` names.
    p : float
        p-value, two-sided unless `method` says otherwise.
    p_adjusted : float
        p-value adjusted for multiple comparisons.
    adjustment : str
        "Holm", or empty.
    method : str
        Estimator, null model and sidedness, in words.
    draws : int
        Number of simulated draws; 0 where the result is exact.
    seed : int
        Seed of the draws; 0 where there are none.
    n : int
        Number of independent units that the estimate rests on.
    smallest_effect : float
        Smallest value of the effect that the test finds with a power of 80%; missing where no test
        was made.
    """

    quantity: str
    value: float
    unit: str = "1"
    low: float = nan
    high: float = nan
    interval: str = ""
    null_mean: float = nan
    null_low: float = nan
    null_high: float = nan
    p: float = nan
    p_adjusted: float = nan
    adjustment: str = ""
    method: str = ""
    draws: int = 0
    seed: int = 0
    n: int = 0
    smallest_effect: float = nan


@dataclass(frozen=True, eq=False)
class Estimates:
    """Several estimates of one analysis, with the rows that they were made from.

    Attributes
    ----------
    estimates : pandas.DataFrame
        One row per estimate: the fields of `Estimate` as columns.
    table : pandas.DataFrame
        One row per cell, pair or unit, as the function that returns it says.

    Examples
    --------
    >>> both = Estimates.of([Estimate("gini", 0.4), Estimate("theil", 0.2)])
    >>> both["theil"].value
    0.2
    """

    estimates: pd.DataFrame
    table: pd.DataFrame

    @classmethod
    def of(cls, estimates: Iterable[Estimate], table: pd.DataFrame | None = None) -> Estimates:
        """Put estimates into one frame, in their order."""
        rows = [estimate.as_row() for estimate in estimates]
        names = [field.name for field in fields(Estimate)]
        stacked = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=names)
        return cls(stacked, pd.DataFrame() if table is None else table)

    def __getitem__(self, quantity: str) -> Estimate:
        """Return the estimate of one quantity."""
        found = self.estimates[self.estimates["quantity"] == quantity]
        if found.empty:
            known = ", ".join(self.estimates["quantity"])
            raise ParameterError(
                "no estimate of {quantity!r}; there are: {known}",
                quantity=quantity,
                known=known or "none",
            )
        return Estimate(**{str(name): value.item() for name, value in found.items()})
