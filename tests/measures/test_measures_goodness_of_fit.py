"""Goodness of fit by hand, by enumeration, and against scipy."""

from __future__ import annotations

from itertools import product
from math import comb, factorial, isnan, prod, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.measures import goodness_of_fit


def units(count: list[int], size: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"count": count, "size": size})


def chi_squared(counts: tuple[int, ...], sizes: list[int]) -> float:
    expected = [sum(counts) * size / sum(sizes) for size in sizes]
    return sum((o - e) ** 2 / e for o, e in zip(counts, expected, strict=True))


def exact_p(observed: list[int], sizes: list[int], distinct: bool) -> float:
    """Add up the probabilities of all tables that are at least as extreme."""
    trials, whole = sum(observed), sum(sizes)
    reached = chi_squared(tuple(observed), sizes)
    p_value = 0.0
    for counts in product(range(trials + 1), repeat=len(sizes)):
        if sum(counts) != trials or chi_squared(counts, sizes) < reached - 1e-9:
            continue
        if distinct:
            ways = prod(comb(size, count) for size, count in zip(sizes, counts, strict=True))
            p_value += ways / comb(whole, trials)
        else:
            ways = factorial(trials) / prod(map(factorial, counts))
            chances = zip(sizes, counts, strict=True)
            p_value += ways * prod((size / whole) ** count for size, count in chances)
    return p_value


def test_statistic_by_hand():
    # Expected 4, 4, 2: (7-4)^2/4 + (2-4)^2/4 + (1-2)^2/2 = 2.25 + 1 + 0.5.
    fit = goodness_of_fit(units([7, 2, 1], [40, 40, 20]), "count", "size", draws=100)
    assert fit.statistic == pytest.approx(3.75)
    assert fit.degrees_of_freedom == 2
    assert fit.effect_size == pytest.approx(sqrt(0.375))
    assert fit.effect_size_name == "Cohen's w"
    assert fit.table["expected"].tolist() == pytest.approx([4, 4, 2])
    # Adjusted residual (7 - 4) / sqrt(4 x 0.6).
    assert fit.table.loc[0, "standardised_residual"] == pytest.approx(3 / sqrt(2.4))


def test_residual_without_replacement_by_hand():
    # 4 of 10 members drawn, 3 of them among 5: (3 - 2) / sqrt(4 x 1/2 x 1/2 x 6/9).
    fit = goodness_of_fit(
        units([3, 1], [5, 5]), "count", "size", draws=100, sampling_without_replacement=True
    )
    assert fit.table.loc[0, "standardised_residual"] == pytest.approx(1 / sqrt(4 / 4 * 6 / 9))


CASES = [
    ([7, 2, 1], [40, 40, 20], False),
    ([3, 0, 1, 2], [10, 10, 5, 1], False),
    ([4, 0, 2], [5, 9, 4], True),
    ([3, 3, 0, 1], [3, 5, 4, 2], True),
]


@pytest.mark.parametrize(("count", "size", "distinct"), CASES)
def test_p_value_matches_enumeration(count, size, distinct):
    fit = goodness_of_fit(
        units(count, size), "count", "size", sampling_without_replacement=distinct
    )
    assert fit.p_value == pytest.approx(
        exact_p(count, size, distinct), abs=4 * fit.p_value_standard_error
    )


def test_large_counts_agree_with_the_chi_squared_distribution():
    from scipy.stats import chisquare

    frame = units([520, 480, 310, 290], [30, 30, 20, 20])
    theirs = chisquare(frame["count"], frame["size"] / 100 * 1600)
    fit = goodness_of_fit(frame, "count", "size")
    assert fit.statistic == pytest.approx(theirs.statistic)
    assert fit.p_value == pytest.approx(theirs.pvalue, abs=0.01)


def test_cells_have_exact_p_values():
    from scipy.stats import binom, hypergeom

    frame = units([7, 2, 1], [40, 40, 20])
    cells = goodness_of_fit(frame, "count", "size", draws=100).table
    chances = binom.pmf(np.arange(11), 10, 0.4)
    no_likelier = chances[chances <= chances[7] * (1 + 1e-9)].sum()
    assert cells.loc[0, "p_value"] == pytest.approx(no_likelier)
    distinct = goodness_of_fit(
        frame, "count", "size", draws=100, sampling_without_replacement=True
    ).table
    chances = hypergeom.pmf(np.arange(11), 100, 40, 10)
    no_likelier = chances[chances <= chances[7] * (1 + 1e-9)].sum()
    assert distinct.loc[0, "p_value"] == pytest.approx(no_likelier)
    assert (cells["p_value_holm"] >= cells["p_value"]).all()


def test_a_unit_of_size_zero_keeps_its_row_and_stays_out_of_the_statistic():
    with_zero = goodness_of_fit(units([7, 0, 3], [40, 0, 60]), "count", "size", draws=999)
    without = goodness_of_fit(units([7, 3], [40, 60]), "count", "size", draws=999)
    assert with_zero.statistic == without.statistic
    assert with_zero.degrees_of_freedom == 1
    assert with_zero.table.loc[1, ["standardised_residual", "p_value", "p_value_holm"]].isna().all()
    assert (
        with_zero.table["p_value_holm"].dropna().tolist() == without.table["p_value_holm"].tolist()
    )


def test_counts_on_size_zero_are_refused():
    with pytest.raises(ParameterError, match=r"size: value is 0 at 1 \(0\)"):
        goodness_of_fit(units([7, 1], [40, 0]), "count", "size")


def test_more_counts_than_members_are_refused():
    with pytest.raises(ParameterError, match="size: value is below the count at 1"):
        goodness_of_fit(units([1, 3], [4, 2]), "count", "size", sampling_without_replacement=True)


def test_nothing_counted_is_missing_not_a_crash():
    for distinct in (False, True):
        fit = goodness_of_fit(
            units([0, 0], [4, 2]), "count", "size", sampling_without_replacement=distinct
        )
        assert isnan(fit.statistic)
        assert isnan(fit.p_value)
        assert isnan(fit.effect_size)
        assert fit.table["expected"].tolist() == [0, 0]
    empty = goodness_of_fit(units([0, 0], [0, 0]), "count", "size")
    assert empty.degrees_of_freedom == 0


@pytest.mark.parametrize("distinct", [False, True])
def test_one_unit_fits_itself(distinct):
    fit = goodness_of_fit(
        units([5], [9]), "count", "size", draws=99, sampling_without_replacement=distinct
    )
    assert (fit.statistic, fit.p_value, fit.degrees_of_freedom) == (0, 1, 0)


def test_everyone_drawn_is_a_perfect_fit():
    fit = goodness_of_fit(
        units([3, 2], [3, 2]), "count", "size", draws=99, sampling_without_replacement=True
    )
    assert (fit.statistic, fit.p_value) == (0, 1)


def test_an_impossible_draw_gets_the_smallest_p_value_that_draws_can_show():
    fit = goodness_of_fit(units([60, 0], [1, 999]), "count", "size", draws=999)
    assert fit.p_value == 1 / 1000


def test_many_draws_are_taken_in_portions():
    frame = units([3, *[0] * 499], [1] * 500)
    fit = goodness_of_fit(frame, "count", "size", draws=9_000)
    # All three on the same unit: chance 500 / 500^3.
    assert fit.p_value <= 3 / 9_001


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 30)), min_size=2, max_size=8))
def test_the_order_of_units_does_not_matter(rows):
    frame = pd.DataFrame(rows, columns=["count", "size"])
    there = goodness_of_fit(frame, "count", "size", draws=50)
    back = goodness_of_fit(frame[::-1], "count", "size", draws=50)
    assert back.statistic == pytest.approx(there.statistic, nan_ok=True)
    np.testing.assert_allclose(back.table[::-1]["p_value"], there.table["p_value"])
    assert there.table["expected"].sum() == pytest.approx(there.table["observed"].sum())
