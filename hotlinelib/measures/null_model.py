"""How many winners of several awards chance alone would make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_list
from hotlinelib.errors import ParameterError
from hotlinelib.measures.monte_carlo import DRAWS, SEED, generator_of, portions
from hotlinelib.measures.results import Result
from hotlinelib.measures.validation import IntArray, fraction, positive_integer
from hotlinelib.messages import message


@dataclass(frozen=True, eq=False)
class RepeatWinners(Result):
    """What the null model says about winners of several awards.

    Attributes
    ----------
    sizes : tuple of int
        Number of winners of each award.
    pool : int
        Number of eligible units.
    minimum : int
        Number of awards from which on a unit is a repeat winner.
    expected : float
        Exact mean number of repeat winners.
    low, high : int
        Ends of the middle range of the draws.
    confidence : float
        Part of the draws that the range holds, at least.
    draws, seed : int
        Number of simulated rounds of all awards, and seed of the generator.
    distribution : pandas.DataFrame
        repeat_winners (number of units), draws (number of rounds), probability; one row per
        number from 0 to the largest drawn.
    largest : pandas.DataFrame
        largest_count (awards of the unit with the most), draws, probability; likewise.
    """

    sizes: tuple[int, ...]
    pool: int
    minimum: int
    expected: float
    low: int
    high: int
    confidence: float
    draws: int
    seed: int
    distribution: pd.DataFrame
    largest: pd.DataFrame


def repeat_winners(
    sizes: Sequence[int],
    pool: int,
    *,
    minimum: int = 2,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = 0.95,
) -> RepeatWinners:
    """Simulate awards that are given by lot, each to distinct units of one pool.

    Each award draws its winners uniformly, without replacement and independently of the other
    awards. As units differ only by the number of awards that they hold, it is enough to follow
    how many units hold 0, 1, 2, ... awards: of these numbers each award takes a multivariate
    hypergeometric draw. That has the same law as drawing the units themselves and takes the
    same time for any pool.

    Parameters
    ----------
    sizes : sequence of int
        Number of winners of each award.
    pool : int
        Number of eligible units; no fewer than the winners of the largest award.
    minimum : int
        Number of awards from which on a unit is a repeat winner.
    draws, seed : int
        Number of simulated rounds of all awards, and seed of the generator.
    confidence : float
        Part of the draws that the range from low to high holds, at least.

    Returns
    -------
    RepeatWinners
        The simulated distributions of the number of repeat winners and of the largest number
        of awards of one unit, with the exact mean.

    Raises
    ------
    ParameterError
        If a size, the pool, the minimum or the number of draws isn't a whole number of 1 or
        more, or the pool is smaller than an award.

    Examples
    --------
    >>> chance = repeat_winners([2, 2], 4, draws=10_000)
    >>> round(chance.expected, 2)  # 4 units x (2/4)^2
    1.0
    >>> chance.distribution["repeat_winners"].tolist()
    [0, 1, 2]
    """
    given, units = _checked(sizes, pool, minimum)
    tail = (1 - fraction(confidence, "confidence")) / 2
    repeated, largest = _simulated(given, units, minimum, positive_integer(draws, "draws"), seed)
    cumulative = np.cumsum(repeated) / draws
    return RepeatWinners(
        sizes=given,
        pool=units,
        minimum=minimum,
        expected=_expected(given, units, minimum),
        low=int(np.searchsorted(cumulative, tail)),
        high=int(np.searchsorted(cumulative, 1 - tail)),
        confidence=confidence,
        draws=draws,
        seed=seed,
        distribution=_distribution("repeat_winners", repeated),
        largest=_distribution("largest_count", largest),
    )


def _checked(sizes: Sequence[int], pool: int, minimum: int) -> tuple[tuple[int, ...], int]:
    """Return the sizes and the pool, after checking that they go together."""
    check_list("sizes", sizes, "how often each award was given, such as [12, 15]")
    given = tuple(positive_integer(size, message("size of an award")) for size in sizes)
    if not given:
        raise ParameterError("no awards; expected the number of winners of at least one")
    positive_integer(minimum, "minimum")
    if positive_integer(pool, "pool") < max(given):
        raise ParameterError(
            "pool is {pool}, but an award has {given} winners; expected at least as many",
            pool=pool,
            given=max(given),
        )
    return given, int(pool)


def _expected(sizes: tuple[int, ...], pool: int, minimum: int) -> float:
    """Return the exact mean number of units with at least `minimum` awards (Poisson-binomial)."""
    chances = np.ones(1)
    for size in sizes:
        chances = np.convolve(chances, [1 - size / pool, size / pool])
    return float(pool * chances[minimum:].sum())


def _simulated(
    sizes: tuple[int, ...], pool: int, minimum: int, draws: int, seed: int
) -> tuple[IntArray, IntArray]:
    """Return how many rounds had 0, 1, 2, ... repeat winners, and which largest count."""
    generator = generator_of(seed)
    repeated = np.zeros(sum(sizes) + 1, dtype=np.int64)
    largest = np.zeros(len(sizes) + 1, dtype=np.int64)
    for portion in portions(draws, len(sizes) + 1):
        holders = _rounds(sizes, pool, portion, generator)
        numbers = holders[:, minimum:].sum(axis=1)
        repeated += np.bincount(numbers, minlength=len(repeated))
        most = len(sizes) - np.argmax(holders[:, ::-1] > 0, axis=1)
        largest += np.bincount(most, minlength=len(largest))
    return repeated, largest


def _rounds(
    sizes: tuple[int, ...], pool: int, draws: int, generator: np.random.Generator
) -> IntArray:
    """Return the numbers of units with 0, 1, 2, ... awards, one row per round."""
    holders = np.zeros((draws, len(sizes) + 1), dtype=np.int64)
    holders[:, 0] = pool
    for given, size in enumerate(sizes):
        winners = np.zeros_like(holders)
        left, others = np.full(draws, size), np.full(draws, pool)
        # From those with the most awards downwards: their numbers are small, draws are quick.
        for held in range(given, 0, -1):
            others = others - holders[:, held]
            winners[:, held] = generator.hypergeometric(holders[:, held], others, left)
            left = left - winners[:, held]
        winners[:, 0] = left
        holders = holders - winners
        holders[:, 1:] += winners[:, :-1]
    return holders


def _distribution(name: str, rounds: IntArray) -> pd.DataFrame:
    counted = np.trim_zeros(rounds, "b")
    return pd.DataFrame(
        {name: np.arange(len(counted)), "draws": counted, "probability": counted / counted.sum()}
    )
