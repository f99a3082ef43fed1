"""Exact two-sided tests of single cells of a table of counts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotlinelib.extras import from_extra
from hotlinelib.measures.monte_carlo import portions
from hotlinelib.measures.multiple_testing import holm
from hotlinelib.measures.validation import FloatArray, IntArray

# Counts as likely as the observed one belong to the tail; rounding mustn't part them.
TIE = 1 + 1e-7


def binomial_p_values(observed: IntArray, trials: int, probability: FloatArray) -> FloatArray:
    """Return P of all counts that are no more likely than the observed one, binomial."""
    # Hirji (2006), Exact Analysis of Discrete Data: the probability method
    chance = np.minimum(probability, 1.0)[:, None]
    return _no_more_likely(
        observed, trials, lambda cells, number: binomial_chances(number, trials, chance[cells])
    )


def hypergeometric_p_values(
    observed: IntArray, marked: IntArray, drawn: IntArray, population: int
) -> FloatArray:
    """Return P of all counts that are no more likely than the observed one, hypergeometric."""
    # Fisher's exact test of the table (in the cell, in its row, in its column, neither): Fisher
    # (1934), Statistical Methods for Research Workers, 5th edition

    def probability(cells: slice, number: IntArray) -> FloatArray:
        of_cells = marked[cells, None], drawn[cells, None]
        return hypergeometric_chances(number, population, *of_cells)

    return _no_more_likely(observed, int(np.minimum(marked, drawn).max(initial=0)), probability)


def binomial_chances(number: IntArray, trials: int, chance: FloatArray) -> FloatArray:
    """Return P(count = number) of a binomial; `scipy.stats`, which has it, loads for long."""
    with from_extra("reports"):
        from scipy.special import gammaln, xlog1py, xlogy

    ways = gammaln(trials + 1) - gammaln(number + 1) - gammaln(trials - number + 1)
    return np.asarray(np.exp(ways + xlogy(number, chance) + xlog1py(trials - number, -chance)))


def hypergeometric_chances(
    number: IntArray, population: int, marked: IntArray, drawn: IntArray
) -> FloatArray:
    """Return P(count = number) of a hypergeometric, 0 where there is no such table."""
    with from_extra("reports"):
        from scipy.special import betaln

    others = population - marked
    left = drawn - number
    possible = (number <= marked) & (left >= 0) & (left <= others)
    k, rest = np.where(possible, number, 0), np.where(possible, left, 0)
    logarithm = (
        betaln(marked + 1, 1)
        + betaln(others + 1, 1)
        + betaln(population - drawn + 1, drawn + 1)
        - betaln(k + 1, marked - k + 1)
        - betaln(rest + 1, others - rest + 1)
        - betaln(population + 1, 1)
    )
    return np.where(possible, np.exp(logarithm), 0.0)


def simulated_p_values(observed: IntArray, tables: npt.NDArray[np.integer]) -> FloatArray:
    """Return the share of draws whose count is no more likely than the observed one."""
    # The observed count is one more draw, so that no p-value is 0. Chances are told from each other
    # only beyond twice their simulation error.
    draws, units = tables.shape
    highest = int(max(tables.max(initial=0), observed.max(initial=0))) + 1
    places = tables + np.arange(units) * highest
    numbers = np.bincount(places.ravel(), minlength=units * highest).reshape(units, highest)
    own = np.take_along_axis(numbers, observed[:, None], axis=1)
    tail = np.where(numbers <= own + 2 * np.sqrt(own), numbers, 0).sum(axis=1)
    return np.asarray((tail + 1) / (draws + 1))


def _no_more_likely(
    observed: IntArray, largest: int, probability: Callable[[slice, IntArray], FloatArray]
) -> FloatArray:
    """Add up the probabilities of 0 to `largest` that don't exceed that of each observed count."""
    p_values = np.ones(len(observed))
    number = np.arange(largest + 1)
    start = 0
    for portion in portions(len(observed), largest + 1):
        cells = slice(start, start + portion)
        likely = probability(cells, number)
        of_observed = np.take_along_axis(likely, observed[cells, None], axis=1)
        tail = np.where(likely <= of_observed * TIE, likely, 0.0).sum(axis=1)
        p_values[cells] = np.minimum(tail, 1.0)
        start += portion
    return p_values


def standardised_residuals(
    observed: IntArray, expected: FloatArray, variance: FloatArray
) -> FloatArray:
    """Return (observed - expected) / sqrt(variance); missing where the variance is 0."""
    # Adjusted residuals: Haberman (1973), The Analysis of Residuals in Cross-Classified Tables,
    # Biometrics 29; Agresti (2013), Categorical Data Analysis, 3.3
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
