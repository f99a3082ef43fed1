"""Exact two-sided tests of single cells of a table of counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotlinelib.measures.multiple_testing import holm
from hotlinelib.measures.validation import FloatArray, IntArray


def binomial_p_values(observed: IntArray, trials: int, probability: FloatArray) -> FloatArray:
    """Return P of all counts that are no more likely than the observed one, binomial.

    Source: Hirji (2006), Exact Analysis of Discrete Data, there the probability method.
    """
    from scipy.stats import binomtest

    cells = zip(observed.tolist(), np.minimum(probability, 1.0).tolist(), strict=True)
    if trials == 0:
        return np.ones(len(observed))
    return np.array([binomtest(count, trials, chance).pvalue for count, chance in cells])


def hypergeometric_p_values(
    observed: IntArray, marked: IntArray, drawn: IntArray, population: int
) -> FloatArray:
    """Return P of all counts that are no more likely than the observed one, hypergeometric.

    This is Fisher's exact test of the table (in the cell, in its row, in its column, neither).
    Source: Fisher (1934), Statistical Methods for Research Workers, 5th edition.
    """
    from scipy.stats import fisher_exact

    in_row, in_column = marked - observed, drawn - observed
    neither = population - marked - in_column
    tables = np.stack([observed, in_row, in_column, neither], axis=1).reshape(-1, 2, 2)
    return np.array([fisher_exact(table).pvalue for table in tables])


def standardised_residuals(
    observed: IntArray, expected: FloatArray, variance: FloatArray
) -> FloatArray:
    """Return (observed - expected) / sqrt(variance); missing where the variance is 0.

    With the variance of a cell under the null model these are adjusted residuals, close to
    standard normal in large samples. Source: Haberman (1973), The Analysis of Residuals in
    Cross-Classified Tables, Biometrics 29; Agresti (2013), Categorical Data Analysis, 3.3.
    """
    residuals = np.full(len(expected), np.nan)
    spread = np.sqrt(np.maximum(variance, 0.0))
    np.divide(observed - expected, spread, out=residuals, where=spread > 0)
    return residuals


def cell_table(
    index: pd.Index,
    observed: IntArray,
    expected: FloatArray,
    residuals: FloatArray,
    p_values: FloatArray,
) -> pd.DataFrame:
    """Return one row per cell, with p-values adjusted for their number (Holm 1979)."""
    cells = {
        "observed": observed,
        "expected": expected,
        "standardised_residual": residuals,
        "p_value": p_values,
    }
    table = pd.DataFrame(cells, index=index)
    return table.assign(p_value_holm=holm(table["p_value"]))
