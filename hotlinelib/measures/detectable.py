"""The smallest effect that an exact test of a count finds."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nan
from typing import NamedTuple

import numpy as np

from hotlinelib.arguments import check_list
from hotlinelib.errors import ParameterError
from hotlinelib.measures.validation import FloatArray, fraction

TIE = 1e-9
# Odds ratios are searched between exp(-LARGEST) and exp(LARGEST).
LARGEST = 40.0
STEPS = 60


class DetectableEffect(NamedTuple):
    """The effects on both sides of the null model that a test finds.

    Attributes
    ----------
    odds_ratio_low, odds_ratio_high : float
        Largest odds ratio below 1 and smallest above 1 that are found; missing where no effect on
        that side is, however large.
    mean_low, mean_high : float
        Means of the count under these odds ratios.
    """

    odds_ratio_low: float
    odds_ratio_high: float
    mean_low: float
    mean_high: float


def detectable_effect(
    numbers: Sequence[int], chances: Sequence[float], *, alpha: float = 0.05, power: float = 0.8
) -> DetectableEffect:
    """Find the smallest effects that a two-sided exact test of a count finds.

    The alternatives tilt the null distribution by an odds ratio: P(k) proportional to
    P0(k) omega^k. Of a 2 x 2 table with given margins that is Fisher's noncentral hypergeometric
    distribution (Fog 2008, Sampling Methods for Wallenius' and Fisher's Noncentral Hypergeometric
    Distributions, Communications in Statistics 37). The test adds up the chances of all numbers
    that are no more likely than the observed one, and finds what has a p-value of at most alpha.

    Parameters
    ----------
    numbers : sequence of int
        Values that the count can have.
    chances : sequence of float
        Their probabilities under the null model.
    alpha : float, default 0.05
        Level of the test.
    power : float, default 0.8
        Probability with which the effect is to be found.

    Returns
    -------
    DetectableEffect

    Raises
    ------
    ParameterError
        If there are no values, or not one probability for each.

    Examples
    --------
    >>> from math import comb
    >>> null = [comb(20, k) / 2**20 for k in range(21)]
    >>> effect = detectable_effect(range(21), null)
    >>> round(effect.mean_low, 1), round(effect.mean_high, 1)
    (4.0, 16.0)
    """
    check_list("numbers", numbers, "the values of a count, such as [0, 1, 2]")
    values, null = np.asarray(numbers, dtype=np.float64), np.asarray(chances, dtype=np.float64)
    if not len(values) or values.shape != null.shape:
        raise ParameterError(
            "{values} numbers and {null} chances; expected one or more, as many of each",
            values=len(values),
            null=len(null),
        )
    possible = null > 0
    values, null = values[possible], null[possible]
    p_values = np.array([null[null <= own * (1 + TIE)].sum() for own in null])
    found = p_values <= fraction(alpha, "alpha")
    low, high = (_tilt(values, null, found, power, side) for side in (-1, 1))
    return DetectableEffect(
        *(float(np.exp(tilt)) for tilt in (low, high)),
        *(float(values @ _tilted(values, null, tilt)) for tilt in (low, high)),
    )


def _tilted(values: FloatArray, null: FloatArray, tilt: float) -> FloatArray:
    """Return the null distribution tilted by exp(tilt * value); missing where the tilt is."""
    logs = np.log(null) + tilt * values
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _tilt(
    values: FloatArray, null: FloatArray, found: np.ndarray, power: float, side: int
) -> float:
    """Return the smallest tilt to a side that is found, by bisection; missing where none is."""

    def is_found(size: float) -> bool:
        return bool(_tilted(values, null, side * size)[found].sum() >= power)

    if not is_found(LARGEST):
        return nan
    nearest, farther = 0.0, LARGEST
    if is_found(nearest):
        return 0.0
    for _ in range(STEPS):
        middle = (nearest + farther) / 2
        nearest, farther = (nearest, middle) if is_found(middle) else (middle, farther)
    return side * farther if farther < inf else nan
