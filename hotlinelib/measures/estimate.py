"""A number with all that is needed to quote it: interval, null model, test and method."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

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
