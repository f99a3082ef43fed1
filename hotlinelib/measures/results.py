"""The shape that the results of all tests share."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

import pandas as pd


@dataclass(frozen=True, eq=False)
class Result:
    """Base of the frozen results: scalars to state, frames to show."""

    def as_row(self) -> pd.DataFrame:
        """Return the scalar fields as a frame of one row, to stack and to print.

        Returns
        -------
        pandas.DataFrame
            One column per field that holds no frame.
        """
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
    draws : int
        Number of simulated tables.
    seed : int
        Seed of the generator; the same seed gives the same figures.
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
