"""Whether neighbouring units resemble each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import SEED, at_least, generator_of, monte_carlo_p, portions
from hotlinelib.measures.results import Result
from hotlinelib.measures.validation import (
    LABELS_SHOWN,
    FloatArray,
    complete_column,
    numbers,
    positive_integer,
)

PERMUTATIONS = 99_999
WEIGHTS = "neighbours in both directions, each pair once, weights of each unit adding up to 1"


@dataclass(frozen=True, eq=False)
class MoranResult(Result):
    """Moran's I with its permutation test.

    Attributes
    ----------
    statistic : float
        Moran's I; above `expected` where neighbours resemble each other. Missing where all
        values are the same.
    expected : float
        -1 / (n - 1), the mean of I over all permutations.
    p_value : float
        Two-sided: permutations at least as far from `expected`.
    p_upper : float
        Permutations with an I at least as large.
    p_lower : float
        Permutations with an I at least as small.
    units : int
        Number of units.
    pairs : int
        Number of pairs of neighbours.
    permutations : int
        Number of random permutations.
    seed : int
        Seed of the generator.
    weights : str
        The rule of the weights, in words.
    """

    statistic: float
    expected: float
    p_value: float
    p_upper: float
    p_lower: float
    units: int
    pairs: int
    permutations: int
    seed: int
    weights: str

    @property
    def estimate(self) -> Estimate:
        """Return I with its two-sided test, to list among other estimates."""
        return Estimate(
            quantity="morans_i",
            value=self.statistic,
            null_mean=self.expected,
            p=self.p_value,
            method=f"{self.weights}; permutations of the values over the units; two-sided",
            draws=self.permutations,
            seed=self.seed,
            n=self.units,
        )


def morans_i(
    values: pd.Series,
    neighbours: pd.DataFrame,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> MoranResult:
    """Return Moran's I with row-standardised weights, tested by permutation.

    I = sum(z[i] w[i,j] z[j]) / sum(z[i]^2), z being the deviations from the mean and w[i,j] =
    1 / number of i's neighbours. Sources: Moran (1950), Notes on Continuous Stochastic
    Phenomena, Biometrika 37; Cliff and Ord (1981), Spatial Processes, chapter 1; p-values as
    in Davison and Hinkley (1997), section 4.2.

    Parameters
    ----------
    values : pandas.Series
        One value per unit; the index holds the units' ids, each once.
    neighbours : pandas.DataFrame
        Two columns of unit ids, one pair a row. A pair may stand in one direction or both.
    permutations : int
        Number of random permutations of the values over the units.
    seed : int
        Seed of the generator.

    Returns
    -------
    MoranResult
        All p-values are missing where all values are the same.

    Raises
    ------
    ParameterError
        If a value is missing, an id occurs twice, a pair names an unknown unit or a unit as its
        own neighbour, the frame hasn't two columns, or a unit has no neighbours.

    Examples
    --------
    >>> chain = pd.DataFrame({"unit": ["a", "b", "c"], "neighbour": ["b", "c", "d"]})
    >>> result = morans_i(pd.Series([1.0, 2.0, 3.0, 4.0], index=list("abcd")), chain)
    >>> round(result.statistic, 4), round(result.expected, 4)
    (0.4, -0.3333)
    """
    check_kind("values", values, pd.Series)
    deviations = numbers(values) - numbers(values).mean()
    links = neighbour_matrix(values.index, neighbours)
    weights = links / links.sum(axis=1, keepdims=True)
    constant = np.allclose(deviations, 0, atol=1e-12 * max(1.0, float(np.abs(values).max())))
    statistic = np.nan if constant else float(_moran(deviations[None, :], weights)[0])
    expected = -1 / (len(values) - 1)
    draws = positive_integer(permutations, "permutations")
    p_value, upper, lower = _p_values(deviations, weights, statistic, expected, draws, seed)
    return MoranResult(
        statistic=statistic,
        expected=expected,
        p_value=p_value,
        p_upper=upper,
        p_lower=lower,
        units=len(values),
        pairs=int(links.sum()) // 2,
        permutations=draws,
        seed=seed,
        weights=WEIGHTS,
    )


def neighbour_matrix(units: pd.Index, neighbours: pd.DataFrame) -> FloatArray:
    """Return the symmetric matrix of 0 and 1 that the pairs make."""
    check_kind("neighbours", neighbours, pd.DataFrame)
    if units.has_duplicates:
        twice = units[units.duplicated()].unique().tolist()
        raise ParameterError(f"units that occur twice: {twice}; expected one value per unit")
    if neighbours.shape[1] != 2:
        raise ParameterError(f"{neighbours.shape[1]} columns of neighbours; expected 2: the pairs")
    pairs = [complete_column(neighbours, name) for name in neighbours.columns]
    _refuse("neighbours that have no value", {*pairs[0], *pairs[1]} - set(units))
    first, second = (units.get_indexer(pd.Index(pair)) for pair in pairs)
    _refuse("units paired with themselves", set(units[first[first == second]]))
    links = np.zeros((len(units), len(units)))
    links[first, second] = links[second, first] = 1.0
    _refuse("units without neighbours", set(units[links.sum(axis=1) == 0]))
    return links


def _refuse(problem: str, units: set[object]) -> None:
    if units:
        shown = ", ".join(sorted(map(str, units))[:LABELS_SHOWN])
        more = f" and {len(units) - LABELS_SHOWN} more" if len(units) > LABELS_SHOWN else ""
        raise ParameterError(
            f"{problem}: {shown}{more}; correct the pairs, or leave these units out of both"
        )


def _moran(deviations: FloatArray, weights: FloatArray) -> FloatArray:
    """Return I per row of deviations; the weights of each unit add up to 1."""
    products: FloatArray = np.sum(deviations * (deviations @ weights.T), axis=1)
    squares: FloatArray = np.sum(deviations**2, axis=1)
    return products / squares


def _p_values(
    deviations: FloatArray,
    weights: FloatArray,
    statistic: float,
    expected: float,
    draws: int,
    seed: int,
) -> tuple[float, float, float]:
    if np.isnan(statistic):
        return np.nan, np.nan, np.nan
    generator = generator_of(seed)
    exceeding = np.zeros(3, dtype=np.int64)
    for portion in portions(draws, len(deviations)):
        shuffled = generator.permuted(np.tile(deviations, (portion, 1)), axis=1)
        drawn = _moran(shuffled, weights)
        far = at_least(np.abs(drawn - expected), abs(statistic - expected))
        upper, lower = at_least(drawn, statistic), at_least(-drawn, -statistic)
        exceeding += np.array([far.sum(), upper.sum(), lower.sum()])
    two_sided, high, low = (monte_carlo_p(int(number), draws) for number in exceeding)
    return two_sided, high, low
