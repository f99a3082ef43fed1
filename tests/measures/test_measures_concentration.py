"""Concentration by hand, against PySAL, and by properties."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.measures import (
    gini,
    herfindahl_hirschman,
    lorenz_curve,
    theil,
)

VALUES = [9, 0, 4, 4, 1, 0, 2, 15]


def amounts() -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any)


def test_gini_by_hand():
    # Points (0, 0), (1/4, 0), (2/4, 0), (3/4, 1/4), (1, 1): twice the area under them is
    # 1/4 x (0 + 0 + 1/4 + 5/4) = 3/8.
    assert gini([3, 1, 0, 0]) == 1 - 3 / 8


def test_lorenz_curve_by_hand():
    curve = lorenz_curve([3, 1, 0, 0])
    assert curve["population_share"].tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert curve["value_share"].tolist() == [0, 0, 0, 0.25, 1]


def test_a_weighted_curve_goes_by_value_per_weight():
    # Per weight: 4/8 = 0.5, 1/1 = 1, 3/1 = 3; weights 8, 1, 1 of 10.
    curve = lorenz_curve([1, 4, 3], [1, 8, 1])
    assert curve["population_share"].tolist() == pytest.approx([0, 0.8, 0.9, 1])
    assert curve["value_share"].tolist() == pytest.approx([0, 0.5, 0.625, 1])
    # 1 - (0.8 x 0.5 + 0.1 x 1.125 + 0.1 x 1.625) = 0.325
    assert gini([1, 4, 3], [1, 8, 1]) == pytest.approx(0.325)


def test_gini_matches_the_mean_difference():
    values = np.array(VALUES)
    difference = np.abs(values[:, None] - values).mean()
    assert gini(VALUES) == pytest.approx(difference / (2 * values.mean()))


@pytest.mark.filterwarnings("ignore")
def test_indices_match_pysal():
    from inequality.gini import Gini
    from inequality.theil import Theil, TheilD

    values = np.array(VALUES, dtype=float)
    assert gini(VALUES) == pytest.approx(Gini(values).g)
    positive = values[values > 0]
    assert theil(positive) == pytest.approx(Theil(positive).T)
    groups = np.array(list("aabbbc"))
    split = TheilD(positive, groups)
    frame = pd.DataFrame({"value": positive, "group": groups})
    between = theil(frame.groupby("group")["value"].transform("mean"))
    assert between == pytest.approx(float(split.bg[0]))
    assert theil(positive) - between == pytest.approx(float(split.wg[0]))


def test_whole_weights_count_like_so_many_equal_units():
    values, weights = [6, 0, 4, 3], [3, 2, 1, 3]
    one_by_one = np.repeat(np.divide(values, weights), weights)
    assert gini(values, weights) == pytest.approx(gini(one_by_one))
    assert theil(values, weights) == pytest.approx(theil(one_by_one))


def test_theil_by_hand():
    # Shares 3/4, 1/4, 0 of three units: 3/4 ln(9/4) + 1/4 ln(3/4).
    assert theil([3, 1, 0]) == pytest.approx(0.75 * math.log(9 / 4) + 0.25 * math.log(3 / 4))
    # Against weights 1/2, 1/4, 1/4: 3/4 ln(3/2) + 1/4 ln(1).
    assert theil([3, 1, 0], [2, 1, 1]) == pytest.approx(0.75 * math.log(3 / 2))


def test_herfindahl_hirschman_by_hand():
    # (3/4)^2 + (1/4)^2 = 10/16; (10/16 - 1/4) / (3/4) = 1/2.
    assert herfindahl_hirschman([3, 1, 0, 0]) == 10 / 16
    assert herfindahl_hirschman([3, 1, 0, 0], normalised=True) == 0.5


@given(amounts(), st.floats(0.001, 1000))
def test_gini_lies_below_one_and_knows_no_scale(values, factor):
    got = gini(values)
    assert 0 <= got <= 1 - 1 / len(values) + 1e-12
    assert gini([value * factor for value in values]) == pytest.approx(got, abs=1e-9)
    assert gini(values[::-1]) == pytest.approx(got)


@given(amounts())
def test_indices_keep_their_bounds(values):
    size = len(values)
    assert 1 / size - 1e-12 <= herfindahl_hirschman(values) <= 1 + 1e-12
    assert -1e-12 <= theil(values) <= math.log(size) + 1e-12
    curve = lorenz_curve(values)
    assert len(curve) == size + 1
    assert (curve.diff().dropna() >= 0).all(axis=None)
    assert (curve["value_share"] <= curve["population_share"] + 1e-12).all()


def test_nothing_to_share_is_missing_not_a_crash():
    assert math.isnan(gini([0, 0]))
    assert math.isnan(theil([0, 0]))
    assert math.isnan(herfindahl_hirschman([0, 0]))
    assert lorenz_curve([0, 0])["value_share"].isna().all()


def test_one_unit():
    assert gini([5]) == 0
    assert theil([5]) == 0
    assert herfindahl_hirschman([5]) == 1
    assert math.isnan(herfindahl_hirschman([5], normalised=True))


def test_all_alike():
    assert gini([2, 2, 2]) == pytest.approx(0)
    assert theil([2, 2, 2]) == pytest.approx(0)


def test_weight_zero():
    assert gini([1, 0, 1], [1, 0, 1]) == pytest.approx(0)
    assert gini([1, 1], [1, 0]) == pytest.approx(0.5)
    assert theil([1, 0, 1], [1, 0, 1]) == pytest.approx(0)
    with pytest.raises(ParameterError, match=r"weight 0, at positions \[1\]"):
        theil([1, 1], [1, 0])
