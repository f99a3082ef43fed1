"""Exact tests of many cells at once, against scipy's tests of one cell at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact

from hotlinelib.measures import cell_tests
from hotlinelib.measures.cell_tests import binomial_p_values, hypergeometric_p_values


@settings(max_examples=60)
@given(st.integers(0, 120), st.data())
def test_binomial_p_values_are_those_of_scipys_test(trials: int, data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(0, trials), min_size=1, max_size=5))
    chances = [data.draw(st.sampled_from([0.0, 1e-6, 0.01, 0.2, 0.5, 0.75, 1.0])) for _ in counts]
    found = binomial_p_values(np.array(counts), trials, np.array(chances))
    expected = [
        binomtest(count, trials, chance).pvalue if trials else 1.0
        for count, chance in zip(counts, chances, strict=True)
    ]
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-300)


@settings(max_examples=60)
@given(st.lists(st.tuples(*[st.integers(0, 40)] * 2), min_size=1, max_size=5), st.integers(80, 200))
def test_hypergeometric_p_values_are_those_of_fishers_test(
    totals: list[tuple[int, int]], population: int
) -> None:
    marked, drawn = (np.array(numbers) for numbers in zip(*totals, strict=True))
    for observed in (
        np.zeros_like(marked),
        np.minimum(marked, drawn),
        marked * drawn // population,
    ):
        tables = [
            [[cell, row - cell], [column - cell, population - row - column + cell]]
            for cell, row, column in zip(observed, marked, drawn, strict=True)
        ]
        found = hypergeometric_p_values(observed, marked, drawn, population)
        expected = [fisher_exact(table).pvalue for table in tables]
        assert found == pytest.approx(expected, rel=1e-9)


def test_many_cells_are_tested_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, chances = np.array([0, 3, 9, 5, 1]), np.array([0.1, 0.2, 0.5, 0.15, 0.05])
    at_once = binomial_p_values(counts, 20, chances)
    monkeypatch.setattr("hotlinelib.measures.monte_carlo.NUMBERS_AT_ONCE", 45)
    assert list(cell_tests.portions(5, 21)) == [2, 2, 1]
    assert binomial_p_values(counts, 20, chances).tolist() == at_once.tolist()
