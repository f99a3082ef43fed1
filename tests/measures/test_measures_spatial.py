"""Moran's I by hand, by all permutations, and against esda."""

from __future__ import annotations

from itertools import permutations
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.measures import morans_i


def pairs(*links: str) -> pd.DataFrame:
    return pd.DataFrame([tuple(link) for link in links], columns=["unit", "neighbour"])


def lattice(side: int) -> pd.DataFrame:
    cells = np.arange(side * side).reshape(side, side)
    across = np.stack([cells[:, :-1].ravel(), cells[:, 1:].ravel()], axis=1)
    down = np.stack([cells[:-1].ravel(), cells[1:].ravel()], axis=1)
    return pd.DataFrame(np.vstack([across, down]), columns=["unit", "neighbour"])


CHAIN = pairs("ab", "bc", "cd")
RISING = pd.Series([1.0, 2.0, 3.0, 4.0], index=list("abcd"))


def test_by_hand():
    # Deviations -1.5, -0.5, 0.5, 1.5; means of the neighbours -0.5, -0.5, 0.5, 0.5:
    # (0.75 + 0.25 + 0.25 + 0.75) / (2.25 + 0.25 + 0.25 + 2.25) = 2 / 5.
    result = morans_i(RISING, CHAIN, permutations=99)
    assert result.statistic == pytest.approx(2 / 5)
    assert result.expected == pytest.approx(-1 / 3)
    assert (result.units, result.pairs) == (4, 3)


def test_pairs_in_both_directions_or_twice_count_once():
    both = pairs("ab", "ba", "bc", "cb", "cd", "dc", "cd")
    once, again = morans_i(RISING, CHAIN), morans_i(RISING, both)
    pd.testing.assert_frame_equal(once.as_row(), again.as_row())


def test_p_values_match_all_permutations():
    values = pd.Series([5.0, 3.0, 1.0, 0.0, 2.0, 9.0], index=list("abcdef"))
    links = pairs("ab", "bc", "cd", "de", "ef", "ad")
    result = morans_i(values, links)
    weights = np.zeros((6, 6))
    for one, other in links.itertuples(index=False):
        weights["abcdef".index(one), "abcdef".index(other)] = 1
        weights["abcdef".index(other), "abcdef".index(one)] = 1
    weights /= weights.sum(axis=1, keepdims=True)
    shuffled = np.array(list(permutations(values - values.mean())))
    drawn = np.einsum("pi,ij,pj->p", shuffled, weights, shuffled) / (shuffled[0] ** 2).sum()
    assert drawn.mean() == pytest.approx(result.expected)
    far = np.abs(drawn - result.expected) >= abs(result.statistic - result.expected) - 1e-9
    assert result.p_value == pytest.approx(far.mean(), abs=0.006)
    assert result.p_upper == pytest.approx((drawn >= result.statistic - 1e-9).mean(), abs=0.006)
    assert result.p_lower == pytest.approx((drawn <= result.statistic + 1e-9).mean(), abs=0.006)


@pytest.mark.filterwarnings("ignore")
def test_matches_esda():
    from esda import Moran
    from libpysal.weights import W

    values = pd.Series(np.random.default_rng(3).poisson(3, 49).cumsum() % 17)
    links = lattice(7)
    both = pd.concat([links, links.set_axis(["neighbour", "unit"], axis=1)])
    neighbours = both.groupby("unit")["neighbour"].agg(list).to_dict()
    weights = W(neighbours, id_order=values.index.tolist(), silence_warnings=True)
    theirs = Moran(values.to_numpy(), weights, transformation="r", permutations=9_999)
    ours = morans_i(values, links)
    assert ours.statistic == pytest.approx(theirs.I)
    assert ours.expected == pytest.approx(theirs.EI)
    assert min(ours.p_upper, ours.p_lower) == pytest.approx(theirs.p_sim, abs=0.02)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(9)), st.lists(st.integers(0, 5), min_size=9, max_size=9))
def test_names_and_order_of_the_units_do_not_matter(names, numbers):
    values, links = pd.Series(numbers, dtype=float), lattice(3)
    renamed = values.rename(dict(enumerate(names))).sort_index()
    plain = morans_i(values, links, permutations=20)
    moved = morans_i(renamed, links.map(lambda unit: names[unit]), permutations=20)
    assert moved.statistic == pytest.approx(plain.statistic, nan_ok=True)
    scaled = morans_i(values * 7 + 3, links, permutations=20)
    assert scaled.statistic == pytest.approx(plain.statistic, nan_ok=True)


def test_a_gradient_is_clustered_and_a_chessboard_dispersed():
    cells = pd.Series(np.arange(25))
    gradient = morans_i((cells // 5).astype(float), lattice(5), permutations=999)
    assert gradient.p_upper == 1 / 1000
    chess = morans_i((cells % 2).astype(float), lattice(5), permutations=999)
    assert chess.statistic == pytest.approx(-1, abs=0.01)
    assert chess.p_lower == 1 / 1000


@pytest.mark.parametrize("value", [0.0, 0.1, 1e9 + 0.1])
def test_equal_values_have_no_pattern(value):
    result = morans_i(pd.Series([value] * 4, index=list("abcd")), CHAIN)
    assert isnan(result.statistic)
    assert isnan(result.p_value)


@pytest.mark.parametrize(
    ("values", "links", "message"),
    [
        (RISING, pairs("ab", "bc"), "units without neighbours: d;"),
        (RISING, pairs("ab", "bc", "cd", "dx"), "neighbours that have no value: x;"),
        (RISING, pairs("ab", "bc", "cd", "dd"), "units paired with themselves: d;"),
        (RISING[:1], CHAIN[:0], "units without neighbours: a;"),
        (RISING.rename({"b": "a"}), CHAIN, r"units that occur twice: \['a'\]"),
        (RISING.replace(3.0, np.nan), CHAIN, "value is missing at 'c'"),
        (RISING, CHAIN.assign(third=1), "3 columns of neighbours; expected 2"),
        (RISING, CHAIN.replace("d", None), "neighbour: value is missing at 2"),
    ],
)
def test_what_makes_no_map_is_refused(values, links, message):
    with pytest.raises(ParameterError, match=message):
        morans_i(values, links)
