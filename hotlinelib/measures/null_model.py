"""How many winners of several awards chance alone would make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_list
from hotlinelib.measures.estimate import Estimate, Estimates
from hotlinelib.measures.exact_null_model import checked_awards, exact_expected_repeat_winners
from hotlinelib.measures.monte_carlo import (
    DRAWS,
    SEED,
    generator_of,
    monte_carlo_p,
    portions,
    side_by_side,
)
from hotlinelib.measures.results import Result
from hotlinelib.measures.validation import IntArray, fraction, positive_integer


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
    low : int
        Lower end of the middle range of the draws.
    high : int
        Upper end of the middle range of the draws.
    confidence : float
        Part of the draws that the range holds, at least.
    draws : int
        Number of simulated rounds of all awards.
    seed : int
        Seed of the generator.
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


@dataclass(frozen=True, eq=False)
class RepeatWinnerTest(Result):
    """An observed number of repeat winners, held against the null model.

    Attributes
    ----------
    observed : int
        Number of repeat winners.
    expected : float
        Exact mean number under the null model.
    low : int
        Lower end of the middle range of the draws.
    high : int
        Upper end of the middle range of the draws.
    p_upper : float
        (1 + draws with at least `observed`) / (draws + 1).
    p_lower : float
        (1 + draws with at most `observed`) / (draws + 1).
    sizes : tuple of int
        Number of winners of each award.
    pool : int
        Number of eligible units.
    minimum : int
        Number of awards from which on a unit is a repeat winner.
    draws : int
        Number of simulated rounds.
    seed : int
        Seed of the generator.
    """

    observed: int
    expected: float
    low: int
    high: int
    p_upper: float
    p_lower: float
    sizes: tuple[int, ...]
    pool: int
    minimum: int
    draws: int
    seed: int

    @property
    def estimates(self) -> pd.DataFrame:
        """Return both one-sided tests as rows of the fields of `Estimate`."""
        tests = {"as many or more": self.p_upper, "as few or fewer": self.p_lower}
        return Estimates.of(
            Estimate(
                quantity="repeat_winners",
                value=float(self.observed),
                unit="units",
                null_mean=self.expected,
                null_low=float(self.low),
                null_high=float(self.high),
                p=p_value,
                method=f"awards by lot among {self.pool}; one-sided, {side}",
                draws=self.draws,
                seed=self.seed,
                n=self.pool,
            )
            for side, p_value in tests.items()
        ).estimates


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
    draws : int
        Number of simulated rounds of all awards.
    seed : int
        Seed of the generator.
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
    given, units = checked_awards(sizes, pool, minimum)
    tail = (1 - fraction(confidence, "confidence")) / 2
    repeated, largest = _simulated(given, units, minimum, positive_integer(draws, "draws"), seed)
    cumulative = np.cumsum(repeated) / draws
    return RepeatWinners(
        sizes=given,
        pool=units,
        minimum=minimum,
        expected=exact_expected_repeat_winners(given, units, minimum),
        low=int(np.searchsorted(cumulative, tail)),
        high=int(np.searchsorted(cumulative, 1 - tail)),
        confidence=confidence,
        draws=draws,
        seed=seed,
        distribution=_distribution("repeat_winners", repeated),
        largest=_distribution("largest_count", largest),
    )


def repeat_winner_test(
    observed: int,
    sizes: Sequence[int],
    pool: int,
    *,
    minimum: int = 2,
    draws: int = DRAWS,
    seed: int = SEED,
) -> RepeatWinnerTest:
    """Tell how often chance alone makes that many repeat winners, or that few.

    Parameters
    ----------
    observed : int
        Number of units with at least `minimum` awards.
    sizes : sequence of int
        Number of winners of each award.
    pool : int
        Number of eligible units.
    minimum : int
        Number of awards from which on a unit is a repeat winner.
    draws : int
        Number of simulated rounds.
    seed : int
        Seed of the generator.

    Returns
    -------
    RepeatWinnerTest
        Both one-sided p-values with the correction of Davison and Hinkley (1997), section 4.2.

    Raises
    ------
    ParameterError
        As `repeat_winners`; also if `observed` isn't a whole number of 0 or more.

    Examples
    --------
    >>> test = repeat_winner_test(2, [2, 2], 4, draws=10_000)
    >>> round(test.p_upper, 2), round(test.p_lower, 2)  # exactly 1/6 and 1
    (0.17, 1.0)
    """
    _not_negative(observed, "observed")
    chance = repeat_winners(sizes, pool, minimum=minimum, draws=draws, seed=seed)
    upper, lower = _tails(chance.distribution, observed, draws)
    return RepeatWinnerTest(
        observed=observed,
        expected=chance.expected,
        low=chance.low,
        high=chance.high,
        p_upper=upper,
        p_lower=lower,
        sizes=chance.sizes,
        pool=chance.pool,
        minimum=minimum,
        draws=draws,
        seed=seed,
    )


def repeat_winner_curve(
    sizes: Sequence[int],
    pools: Iterable[int],
    observed: int,
    *,
    observed_largest: int,
    minimum: int = 2,
    draws: int = 20_000,
    seed: int = SEED,
) -> pd.DataFrame:
    """Repeat the test for pools of several sizes, as nobody knows who was eligible.

    Parameters
    ----------
    sizes : sequence of int
        Number of winners of each award.
    pools : iterable of int
        Numbers of eligible units to try.
    observed : int
        Number of units with at least `minimum` awards.
    observed_largest : int
        Awards of the unit with the most.
    minimum : int
        Number of awards from which on a unit is a repeat winner.
    draws : int
        Number of simulated rounds per pool.
    seed : int
        Seed of the generator, the same for each pool.

    Returns
    -------
    pandas.DataFrame
        One row per pool: pool, expected (exact mean), low, high (the middle 95 % of the draws),
        p_upper, p_lower (of `observed`), p_largest (that no unit has more awards than
        `observed_largest`). P-values are (1 + draws) / (all draws + 1).

    Raises
    ------
    ParameterError
        As `repeat_winner_test`.

    Examples
    --------
    >>> curve = repeat_winner_curve([2, 2], [4, 8], 1, observed_largest=2, draws=1_000)
    >>> curve[["pool", "expected"]]
       pool  expected
    0     4       1.0
    1     8       0.5
    """
    _not_negative(observed, "observed")
    _not_negative(observed_largest, "observed_largest")
    check_list("pools", pools, "a list of numbers of eligible units, such as [53, 124]")

    def row(pool: int) -> tuple[float, ...]:
        chance = repeat_winners(sizes, pool, minimum=minimum, draws=draws, seed=seed)
        upper, lower = _tails(chance.distribution, observed, draws)
        no_larger = _tails(chance.largest, observed_largest, draws)[1]
        return pool, chance.expected, chance.low, chance.high, upper, lower, no_larger

    rows = side_by_side(row, pools)
    names = ["pool", "expected", "low", "high", "p_upper", "p_lower", "p_largest"]
    return pd.DataFrame(rows, columns=names)


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
        {
            name: np.arange(len(counted)),
            "draws": counted,
            "probability": counted / counted.sum(),
        }
    )


def _tails(distribution: pd.DataFrame, observed: int, draws: int) -> tuple[float, float]:
    numbers, rounds = distribution.iloc[:, 0], distribution["draws"]
    upper = int(rounds[numbers >= observed].sum())
    lower = int(rounds[numbers <= observed].sum())
    return monte_carlo_p(upper, draws), monte_carlo_p(lower, draws)


def _not_negative(value: int, name: str) -> None:
    if value != 0:
        positive_integer(value, name)
