"""Exact figures of awards that are given by lot, to check and to sharpen the simulation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_list
from hotlinelib.errors import ParameterError
from hotlinelib.extras import from_extra
from hotlinelib.measures.validation import FloatArray, IntArray, positive_integer


def exact_expected_repeat_winners(sizes: Sequence[int], pool: int, minimum: int = 2) -> float:
    """Return the exact mean number of units with at least `minimum` awards.

    A unit wins award t with the chance size[t] / pool, independently of the other awards, so
    that its number of awards is Poisson-binomial (Poisson 1837); the mean is the pool times the
    chance of `minimum` or more.

    Parameters
    ----------
    sizes : sequence of int
        Number of winners of each award.
    pool : int
        Number of eligible units.
    minimum : int
        Number of awards from which on a unit is a repeat winner.

    Returns
    -------
    float
        A number of units.

    Raises
    ------
    ParameterError
        As `repeat_winners`.

    Examples
    --------
    >>> exact_expected_repeat_winners([1, 1], 8)
    0.125
    """
    given, units = checked_awards(sizes, pool, minimum)
    chances = np.ones(1)
    for size in given:
        chances = np.convolve(chances, [1 - size / units, size / units])
    return float(units * chances[minimum:].sum())


def exact_repeat_winner_probabilities(sizes: Sequence[int], pool: int) -> pd.DataFrame:
    """Return the exact distribution of the number of units with two awards or more.

    The chances of all pairs (units with one award, units with two or more) are carried from
    award to award with the multivariate hypergeometric distribution. It tells p-values that are
    far too small for a simulation.

    Parameters
    ----------
    sizes : sequence of int
        Number of winners of each award.
    pool : int
        Number of eligible units.

    Returns
    -------
    pandas.DataFrame
        repeat_winners (number of units), probability, p_upper (that many or more), p_lower
        (that many or fewer); one row per number from 0 to the largest that is possible.

    Raises
    ------
    ParameterError
        As `repeat_winners`.

    Examples
    --------
    >>> exact_repeat_winner_probabilities([2, 2], 4).round(4)
       repeat_winners  probability  p_upper  p_lower
    0               0       0.1667   1.0000   0.1667
    1               1       0.6667   0.8333   0.8333
    2               2       0.1667   0.1667   1.0000
    """
    given, units = checked_awards(sizes, pool, 2)
    states = np.zeros((sum(given) + 1, sum(given) // 2 + 1))
    states[0, 0] = 1.0
    for size in given:
        states = _after_exact(states, size, units)
    chances = np.trim_zeros(states.sum(axis=0), "b")
    return pd.DataFrame(
        {
            "repeat_winners": np.arange(len(chances)),
            "probability": chances,
            "p_upper": np.minimum(np.cumsum(chances[::-1])[::-1], 1.0),
            "p_lower": np.minimum(np.cumsum(chances), 1.0),
        }
    )


def checked_awards(sizes: Sequence[int], pool: int, minimum: int) -> tuple[tuple[int, ...], int]:
    """Return the sizes and the pool, after checking that they go together."""
    check_list("sizes", sizes, "how often each award was given, such as [12, 15]")
    given = tuple(positive_integer(size, "size of an award") for size in sizes)
    if not given:
        raise ParameterError("no awards; expected the number of winners of at least one")
    positive_integer(minimum, "minimum")
    if positive_integer(pool, "pool") < max(given):
        raise ParameterError(
            f"pool is {pool}, but an award has {max(given)} winners; expected at least as many"
        )
    return given, int(pool)


def _after_exact(states: FloatArray, size: int, pool: int) -> FloatArray:
    """Carry the chances of (units with one award, with two or more) over one more award."""
    once, twice = np.nonzero(states)
    chances, never = states[once, twice], pool - once - twice
    after = np.zeros_like(states)
    for again in range(min(size, int(once.max())) + 1):
        for more in range(min(size - again, int(twice.max())) + 1):
            fresh = size - again - more
            can = (once >= again) & (twice >= more) & (never >= fresh)
            ways = (
                _log_combinations(once[can], again)
                + _log_combinations(twice[can], more)
                + _log_combinations(never[can], fresh)
            )
            to = once[can] + fresh - again, twice[can] + again
            after[to] += chances[can] * np.exp(ways - _log_combinations(np.array(pool), size))
    return after


def _log_combinations(units: IntArray, chosen: int) -> FloatArray:
    with from_extra("reports"):
        from scipy.special import gammaln

    total = gammaln(units + 1) - gammaln(chosen + 1) - gammaln(units - chosen + 1)
    return np.asarray(total, dtype=np.float64)
