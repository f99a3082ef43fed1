"""Holm's adjustment, by hand, against statsmodels, and by properties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from hotlinelib.errors import ParameterError
from hotlinelib.measures import holm

PROBABILITIES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_by_hand():
    # Smallest x 4, next x 3, next x 2, largest x 1, never below the one before.
    given_values = pd.Series([0.03, 0.01, 0.04, 0.02], index=list("dbca"), name="p")
    got = holm(given_values)
    expected = pd.Series([0.06, 0.04, 0.06, 0.06], index=list("dbca"), name="p")
    pd.testing.assert_series_equal(got, expected)


def test_missing_values_stay_and_do_not_count():
    got = holm(pd.Series([0.02, np.nan, 0.01], index=["a", "a", "b"]))
    np.testing.assert_allclose(got, [0.02, np.nan, 0.02])
    assert got.index.tolist() == ["a", "a", "b"]


@pytest.mark.parametrize("values", [[], [np.nan, np.nan]])
def test_no_tests_no_adjustment(values):
    assert holm(pd.Series(values, dtype=float)).isna().all()


# Their function takes about a tenth of a second.
@settings(max_examples=15, deadline=None)
@given(PROBABILITIES)
def test_matches_statsmodels(values):
    np.testing.assert_allclose(holm(pd.Series(values)), multipletests(values, method="holm")[1])


@given(PROBABILITIES)
def test_order_is_kept_and_nothing_gets_smaller(values):
    before, after = pd.Series(values), holm(pd.Series(values))
    assert (after >= before).all()
    assert (after <= 1).all()
    assert after.iloc[np.argsort(before)].is_monotonic_increasing


def test_no_probability():
    with pytest.raises(ParameterError, match="no probability at 1"):
        holm(pd.Series([0.5, 1.5]))
