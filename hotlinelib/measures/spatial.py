"""Whether neighbouring units resemble each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import SEED, generator_of, monte_carlo_p
from hotlinelib.measures.results import Result
from hotlinelib.measures.validation import (
    LABELS_SHOWN,
    FloatArray,
    complete_column,
    numbers,
    positive_integer,
)
from hotlinelib.messages import message

Orders: TypeAlias = npt.NDArray[np.int32]

PERMUTATIONS = 99_999
# Values of I that single-precision numbers can't tell apart are ties.
TIE = 1e-5
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
    permutations, seed : int
        Number of random permutations, and seed of the generator.
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
    permutations, seed : int
        Number of random permutations of the values over the units, and seed of the generator.

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
    known = numbers(values)
    links = neighbour_matrix(values.index, neighbours)
    weights = standardised(links)
    statistic, expected = float(moran(known[None, :], weights)[0]), -1 / (len(known) - 1)
    draws = positive_integer(permutations, "permutations")
    p_value, upper, lower = [np.nan] * 3
    if not np.isnan(statistic):
        drawn = permuted_moran(known, weights, orders_of(len(known), draws, seed))
        reached = [
            np.abs(drawn - expected) >= abs(statistic - expected) - TIE,
            drawn >= statistic - TIE,
            drawn <= statistic + TIE,
        ]
        p_value, upper, lower = [monte_carlo_p(int(far.sum()), draws) for far in reached]
    return MoranResult(
        statistic=statistic,
        expected=expected,
        p_value=p_value,
        p_upper=upper,
        p_lower=lower,
        units=len(known),
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
        raise ParameterError(
            "units that occur twice: {twice}; expected one value per unit", twice=twice
        )
    if neighbours.shape[1] != 2:
        raise ParameterError(
            "{shape} columns of neighbours; expected 2: the pairs", shape=neighbours.shape[1]
        )
    pairs = [complete_column(neighbours, name) for name in neighbours.columns]
    _refuse(message("neighbours that have no value"), {*pairs[0], *pairs[1]} - set(units))
    first, second = (units.get_indexer(pd.Index(pair)) for pair in pairs)
    _refuse(message("units paired with themselves"), set(units[first[first == second]]))
    links = np.zeros((len(units), len(units)))
    links[first, second] = links[second, first] = 1.0
    _refuse(message("units without neighbours"), set(units[links.sum(axis=1) == 0]))
    return links


def _refuse(problem: str, units: set[object]) -> None:
    if units:
        shown = ", ".join(sorted(map(str, units))[:LABELS_SHOWN])
        more = (
            message(" and {number} more", number=len(units) - LABELS_SHOWN)
            if len(units) > LABELS_SHOWN
            else ""
        )
        raise ParameterError(
            "{problem}: {shown}{more}; correct the pairs, or leave these units out of both",
            problem=problem,
            shown=shown,
            more=more,
        )


def standardised(links: FloatArray) -> FloatArray:
    """Return weights that add up to 1 per unit, or to 0 where it has no neighbours."""
    number = links.sum(axis=1, keepdims=True)
    weights = np.zeros_like(links)
    np.divide(links, number, out=weights, where=number > 0)
    return weights


def moran(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return I per row of values; missing where a row is constant or there are no weights."""
    deviations = values - values.mean(axis=1, keepdims=True)
    products = np.einsum("ij,ij->i", deviations, deviations @ weights.T)
    squares = np.einsum("ij,ij->i", deviations, deviations)
    whole = float(weights.sum())
    least = 1e-20 * np.maximum(1.0, np.abs(values).max(axis=1) ** 2)
    index = np.full(len(values), np.nan)
    scale = values.shape[1] / whole if whole > 0 else 0.0
    np.divide(products * scale, squares, out=index, where=(squares > least) & (whole > 0))
    return index


def permuted_moran(values: FloatArray, weights: FloatArray, orders: Orders) -> FloatArray:
    """Return I of one row of values in each order; the sum of squares is the same in all."""
    deviations = values - values.mean()
    scaled = deviations * np.sqrt(len(values) / (weights.sum() * (deviations**2).sum()))
    # Half the width is twice the speed; its error is below what counts as a tie.
    shuffled = scaled.astype(np.float32)[orders]
    lagged = shuffled @ weights.T.astype(np.float32)
    return np.asarray(np.einsum("ij,ij->i", shuffled, lagged), dtype=np.float64)


def orders_of(units: int, draws: int, seed: int) -> Orders:
    """Return random permutations of the units, one a row."""
    generator = generator_of(seed)
    return generator.permuted(np.tile(np.arange(units, dtype=np.int32), (draws, 1)), axis=1)
