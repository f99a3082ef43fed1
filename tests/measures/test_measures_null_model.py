"""Awards by lot: the quick simulation has the law of the naive one, and the exact figures."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from exact_repeat_winners import exact_repeat_winners

from hotlinelib.errors import ParameterError
from hotlinelib.measures import repeat_winners

SIZES = [15, 12, 26, 10, 8]


def naive(sizes: list[int], pool: int, draws: int, seed: int) -> np.ndarray:
    """Draw the winners of each award one by one; awards per unit, one row per draw."""
    generator = np.random.default_rng(seed)
    held = np.zeros((draws, pool), dtype=int)
    for size in sizes:
        order = generator.permuted(np.tile(np.arange(pool), (draws, 1)), axis=1)
        np.put_along_axis(
            held, order[:, :size], np.take_along_axis(held, order[:, :size], 1) + 1, axis=1
        )
    return held


def all_outcomes(sizes: list[int], pool: int) -> list[np.ndarray]:
    awards = [list(combinations(range(pool), size)) for size in sizes]
    return [
        np.bincount([unit for winners in outcome for unit in winners], minlength=pool)
        for outcome in product(*awards)
    ]


def probabilities(values: list[int] | np.ndarray) -> np.ndarray:
    return np.bincount(values) / len(values)


def close(ours: pd.Series, theirs: np.ndarray, draws: int) -> bool:
    size = max(len(ours), len(theirs))
    gap = np.pad(ours, (0, size - len(ours))) - np.pad(theirs, (0, size - len(theirs)))
    return bool(np.abs(gap).max() < 5 * np.sqrt(0.25 / draws))


def test_two_awards_by_hand():
    # The second award of 2 meets 0, 1 or 2 of the first award's winners among 4 units:
    # 1/6, 4/6, 1/6.
    assert exact_repeat_winners([2, 2], 4) == pytest.approx([1 / 6, 4 / 6, 1 / 6])
    chance = repeat_winners([2, 2], 4)
    assert chance.expected == pytest.approx(1)
    assert close(chance.distribution["probability"], np.array([1 / 6, 4 / 6, 1 / 6]), 100_000)


@pytest.mark.parametrize(
    ("sizes", "pool", "minimum"),
    [([2, 2], 4, 2), ([1, 2, 3], 4, 2), ([2, 1, 2, 1], 3, 3), ([3, 3], 3, 1), ([1], 5, 1)],
)
def test_simulation_and_exact_figures_match_enumeration(sizes, pool, minimum):
    outcomes = all_outcomes(sizes, pool)
    repeated = [int((held >= minimum).sum()) for held in outcomes]
    chance = repeat_winners(sizes, pool, minimum=minimum, draws=40_000)
    assert close(chance.distribution["probability"], probabilities(repeated), 40_000)
    largest = probabilities([held.max() for held in outcomes])
    assert close(chance.largest["probability"], largest, 40_000)
    assert chance.expected == pytest.approx(np.mean(repeated))
    if minimum == 2:
        exact = exact_repeat_winners(sizes, pool)
        np.testing.assert_allclose(exact, probabilities(repeated), atol=1e-12)


@pytest.mark.parametrize(("pool", "minimum"), [(30, 2), (52, 2), (52, 3), (124, 2)])
def test_the_quick_simulation_has_the_law_of_the_naive_one(pool, minimum):
    draws = 8_000
    held = naive(SIZES, pool, draws, seed=pool)
    chance = repeat_winners(SIZES, pool, minimum=minimum, draws=100_000)
    assert close(
        chance.distribution["probability"],
        probabilities((held >= minimum).sum(axis=1)),
        draws,
    )
    assert close(chance.largest["probability"], probabilities(held.max(axis=1)), draws)


@pytest.mark.parametrize("pool", [26, 52, 124, 344, 3000])
def test_mean_and_tails_match_the_exact_ones(pool):
    chance = repeat_winners(SIZES, pool)
    numbers, chances = chance.distribution["repeat_winners"], chance.distribution["probability"]
    assert (numbers * chances).sum() == pytest.approx(chance.expected, abs=0.04)
    exact = exact_repeat_winners(SIZES, pool)
    assert np.arange(len(exact)) @ exact == pytest.approx(chance.expected, rel=1e-9)
    assert close(chances, exact, 100_000)


def test_the_range_holds_at_least_its_part_of_the_draws():
    chance = repeat_winners(SIZES, 124, confidence=0.9)
    inside = chance.distribution["repeat_winners"].between(chance.low, chance.high)
    assert chance.distribution.loc[inside, "probability"].sum() >= 0.9
    below = chance.distribution["repeat_winners"] < chance.low
    above = chance.distribution["repeat_winners"] > chance.high
    assert chance.distribution.loc[below, "probability"].sum() < 0.05
    assert chance.distribution.loc[above, "probability"].sum() <= 0.05 + 1e-12


def test_everyone_wins_everything_where_the_pool_is_as_large_as_each_award():
    chance = repeat_winners([4, 4, 4], 4, minimum=3, draws=50)
    assert chance.distribution.iloc[-1].tolist() == [4, 50, 1.0]
    assert chance.expected == pytest.approx(4)
    assert (chance.low, chance.high) == (4, 4)


def test_one_award_makes_no_repeat_winner():
    chance = repeat_winners([5], 9, draws=50)
    assert chance.distribution["probability"].tolist() == [1.0]
    assert chance.expected == 0


def test_draws_beyond_one_portion_add_up():
    chance = repeat_winners([1, 1], 2, draws=700_000)
    assert chance.distribution["draws"].sum() == 700_000
    assert chance.distribution["probability"].tolist() == pytest.approx([0.5, 0.5], abs=0.003)


@pytest.mark.parametrize(
    ("sizes", "pool", "options", "message"),
    [
        ([15, 26], 25, {}, "pool is 25, but an award has 26 winners"),
        ([], 25, {}, "no awards"),
        ([0, 3], 25, {}, "size of an award is 0"),
        ([2.5], 25, {}, "size of an award is 2.5"),
        ([3], 25, {"minimum": 0}, "minimum is 0"),
        ([3], 25, {"draws": 0}, "draws is 0"),
    ],
)
def test_awards_that_cannot_be_given_are_refused(sizes, pool, options, message):
    with pytest.raises(ParameterError, match=message):
        repeat_winners(sizes, pool, **options)
