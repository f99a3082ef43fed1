"""The shape that the results of all tests share."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import nan
from typing import ClassVar

import pandas as pd

QUANTITIES = {"Cohen's w": "cohens_w", "Cramér's V, bias-corrected": "cramers_v"}


@dataclass(frozen=True, eq=False)
class Result:
    """Base of the frozen results: scalars to state, frames to show."""

    def as_row(self) -> pd.DataFrame:
        """Return the scalar fields as a frame of one row, to stack and to print."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        frames = (pd.DataFrame, pd.Series)
        return pd.DataFrame([{k: v for k, v in values.items() if not isinstance(v, frames)}])


@dataclass(frozen=True, eq=False)
class TestResult(Result):
    """A chi-squared test whose p-value comes from simulated tables.

    Attributes
    ----------
    statistic : float
        Pearson's chi-squared; missing where nothing was counted.
    degrees_of_freedom : int
        Of the chi-squared distribution that the statistic follows in large samples. The
        p-value doesn't rest on it.
    p_value : float
        (1 + number of draws at least as extreme) / (draws + 1), which is never 0.
    p_value_standard_error : float
        Error of the p-value that comes from the finite number of draws.
    effect_size : float
        The measure that `effect_size_name` names.
    effect_size_name : str
        "Cohen's w" or "Cramér's V, bias-corrected".
    effect_null_mean, effect_null_low, effect_null_high : float
        Mean and middle 95% of the effect size under the null model: what chance alone makes.
    smallest_effect : float
        Smallest Cohen's w that the test finds with a power of 80% at 5%; approximate, from the
        noncentral chi-squared distribution.
    n : int
        Number of independent units.
    draws, seed : int
        Number of simulated tables, and seed of the generator; the same seed gives the same figures.
    null_model : str
        How the tables were drawn, in words.
    table : pandas.DataFrame
        One row per cell: observed, expected, standardised_residual, p_value, p_value_holm.
    """

    # Keeps pytest from collecting this class as a test case, which its name invites.
    __test__: ClassVar[bool] = False

    statistic: float
    degrees_of_freedom: int
    p_value: float
    p_value_standard_error: float
    effect_size: float
    effect_size_name: str
    draws: int
    seed: int
    null_model: str
    table: pd.DataFrame
    effect_null_mean: float = nan
    effect_null_low: float = nan
    effect_null_high: float = nan
    smallest_effect: float = nan
    n: int = 0

    @property
    def estimates(self) -> pd.DataFrame:
        """Return the statistic and the effect size as rows of the fields of `Estimate`."""
        from hotlinelib.measures.estimate import Estimate, Estimates

        statistic = Estimate(
            quantity="chi_squared",
            value=self.statistic,
            p=self.p_value,
            method=f"{self.null_model}; Monte Carlo test by Pearson's chi-squared",
            draws=self.draws,
            seed=self.seed,
            n=self.n,
        )
        effect = replace(
            statistic,
            quantity=QUANTITIES[self.effect_size_name],
            value=self.effect_size,
            null_mean=self.effect_null_mean,
            null_low=self.effect_null_low,
            null_high=self.effect_null_high,
            smallest_effect=self.smallest_effect,
            method=f"{statistic.method}; the smallest effect is Cohen's w",
        )
        return Estimates.of([statistic, effect]).estimates
