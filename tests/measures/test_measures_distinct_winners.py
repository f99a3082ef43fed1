"""Distinct winners against enumeration of all ways to give the awards, and the 2019 list."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from math import inf

import pytest

from hotlinelib.errors import ParameterError
from hotlinelib.measures import (
    distinct_winners,
    distinct_winners_pool,
    few_distinct_and_nobody_with_more,
    nobody_with_more,
)

SIZES_2019 = [15, 12, 26, 10, 8]


def all_rounds(sizes: list[int], pool: int) -> list[Counter[int]]:
    """Return who holds how many awards, for each way to give them."""
    ways = product(*(combinations(range(pool), size) for size in sizes))
    return [Counter(unit for award in way for unit in award) for way in ways]


@pytest.mark.parametrize(
    ("sizes", "winners", "most"),
    [
        ([2, 2, 1], 3, 2),
        ([2, 2, 1], 4, 1 + 1),
        ([3, 2, 2], 4, 2),
        ([1, 1, 1], 2, 2),
        ([3, 2], 5, 1),
    ],
)
def test_nobody_with_more_is_the_share_of_all_assignments_to_these_winners(sizes, winners, most):
    # Given the number of winners the pool doesn't matter: pools of two sizes give one probability.
    for pool in (winners, winners + 1):
        given = [held for held in all_rounds(sizes, pool) if len(held) == winners]
        share = sum(max(held.values()) <= most for held in given) / len(given)
        assert nobody_with_more(sizes, winners, most).p == pytest.approx(share)


def test_2019_as_the_review_has_it():
    assert nobody_with_more(SIZES_2019, 52, 2).p == pytest.approx(0.0284, abs=5e-5)
    pool = distinct_winners_pool(SIZES_2019, 52)
    assert (pool.value, pool.low, pool.high) == (86, 66, 129)
    both = few_distinct_and_nobody_with_more(SIZES_2019, 52, 2, [53, 80, 124])
    # 100,000 simulated rounds each: 0.00011, 0.0090, 0.0009.
    assert both.table["p_joint"].tolist() == pytest.approx([1.1e-4, 9.0e-3, 8.9e-4], rel=0.02)
    assert both["joint_repeat_winners"].p < 0.01


def test_the_joint_probability_is_that_of_all_rounds():
    sizes, winners, most, pool = [2, 2, 2], 4, 2, 5
    rounds = all_rounds(sizes, pool)
    few = [held for held in rounds if len(held) <= winners]
    row = few_distinct_and_nobody_with_more(sizes, winners, most, [pool]).table.iloc[0]
    assert row["p_few_distinct"] == pytest.approx(len(few) / len(rounds))
    spread = sum(max(held.values()) <= most for held in rounds) / len(rounds)
    assert row["p_nobody_with_more"] == pytest.approx(spread)
    together = sum(max(held.values()) <= most for held in few) / len(rounds)
    assert row["p_joint"] == pytest.approx(together)


def test_the_pool_is_the_most_likely_one_and_its_limits_are_those_of_the_tests():
    sizes, winners = [3, 2, 2], 5
    chances = {}
    for pool in range(winners, 9):
        numbers = [len(held) for held in all_rounds(sizes, pool)]
        chances[pool] = [sum(n == m for n in numbers) / len(numbers) for m in range(8)]
    found = distinct_winners_pool(sizes, winners, confidence=0.8)
    assert found.value == max(chances, key=lambda pool: chances[pool][winners])
    kept = [
        pool
        for pool, of in chances.items()
        if sum(of[winners:]) >= 0.1 and sum(of[: winners + 1]) >= 0.1
    ]
    assert found.low == kept[0]
    assert found.high >= kept[-1]


def test_winners_who_share_nothing_bound_the_pool_from_below_only():
    pool = distinct_winners_pool([20, 20], 40)
    assert pool.value == pool.high == inf
    assert 40 < pool.low < inf


@pytest.mark.parametrize(
    ("sizes", "winners", "most", "message"),
    [
        ([3, 2], 2, 2, "winners is 2; expected from 3"),
        ([3, 2], 6, 2, "to 5"),
        ([], 1, 1, "no awards"),
        (5, 1, 1, "sizes is 5"),
        ([3, 3], 3, 1, "3 winners of at most 1 can't hold 6 awards"),
        ([3, 3], 4, 0, "most is 0"),
    ],
)
def test_impossible_numbers_are_refused(sizes, winners, most, message):
    with pytest.raises(ParameterError, match=message):
        nobody_with_more(sizes, winners, most)


def test_a_pool_below_the_winners_is_refused():
    with pytest.raises(ParameterError, match="pool is 51, but 52 won"):
        few_distinct_and_nobody_with_more(SIZES_2019, 52, 2, [51])


def test_of_many_awards_assignments_are_drawn_as_they_would_be_counted() -> None:
    sizes, winners = (4, 3, 5, 2, 3, 2), 9
    counted = [distinct_winners._chance_of_at_most(sizes, winners, most) for most in (3, 4, 5)]
    drawn = [nobody_with_more(sizes, winners, most, draws=40_000) for most in (3, 4, 5)]
    assert [each.p for each in drawn] == pytest.approx(counted, abs=0.01)
    assert drawn[0].draws == 40_000
    assert nobody_with_more(sizes[:5], winners, 3).draws == 0
