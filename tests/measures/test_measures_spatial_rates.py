"""Spatial autocorrelation of rates against esda and against all permutations."""

from __future__ import annotations

import warnings
from itertools import combinations, permutations
from math import isnan

import numpy as np
import pandas as pd
import pytest
from list_2019 import NEIGHBOURS, PROVINCES

from hotlinelib.errors import ParameterError
from hotlinelib.measures import (
    join_counts,
    morans_i,
    morans_i_leverage,
    multinomial_counts,
    rate_morans_i,
)

FRAME = PROVINCES.set_index("province")
RATES = FRAME["awards"] / FRAME["divisions"]
CHAIN = pd.DataFrame({"one": list("abcd"), "other": list("bcde")})
SMALL = pd.DataFrame({"won": [0, 1, 3, 5, 2], "size": [4, 5, 6, 5, 9]}, index=list("abcde"))


def weights_of_2019():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from libpysal.weights import W

        links: dict[int, list[int]] = {code: [] for code in FRAME.index}
        for one, other in NEIGHBOURS.itertuples(index=False):
            links[one].append(other)
            links[other].append(one)
        return W(links, id_order=list(FRAME.index))


def test_adjusted_i_is_that_of_esda():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda.moran import Moran_Rate

        theirs = Moran_Rate(FRAME["awards"], FRAME["divisions"], weights_of_2019(), permutations=0)
    found = rate_morans_i(FRAME, "awards", "divisions", NEIGHBOURS, permutations=20_000)
    assert found.value == pytest.approx(theirs.I)
    assert found.value == pytest.approx(0.37, abs=0.005)
    assert found.p == pytest.approx(0.0019, abs=0.0012)


def test_2019_under_one_risk_for_all_as_the_review_has_it():
    null = multinomial_counts(FRAME["divisions"], 71, draws=20_000)
    raw = rate_morans_i(FRAME, "awards", "divisions", NEIGHBOURS, adjusted=False, null=null)
    assert raw.value == pytest.approx(morans_i(RATES, NEIGHBOURS, permutations=9).statistic)
    assert raw.p == pytest.approx(0.004, abs=0.0015)
    assert "multinomial" in raw.method


def test_permutation_p_is_that_of_all_permutations():
    found = rate_morans_i(SMALL, "won", "size", CHAIN, permutations=20_000)
    sizes, counts = SMALL["size"].to_numpy(), SMALL["won"].to_numpy()
    rates, overall = counts / sizes, counts.sum() / sizes.sum()
    a = (sizes * (rates - overall) ** 2).sum() / sizes.sum() - overall / sizes.mean()
    z = (rates - overall) / np.sqrt(a + overall / sizes)
    everyone = [
        morans_i(pd.Series(order, index=SMALL.index), CHAIN, permutations=1).statistic
        for order in permutations(z)
    ]
    assert found.value == pytest.approx(everyone[0])
    assert found.null_mean == pytest.approx(np.mean(everyone), abs=0.01)
    far = np.abs(np.array(everyone) - np.mean(everyone)) >= abs(everyone[0] - np.mean(everyone))
    assert found.p == pytest.approx(far.mean(), abs=0.02)


def test_2019_rests_on_two_neighbours():
    groups = [[11], [12], [11, 12]]
    found = morans_i_leverage(RATES, NEIGHBOURS, leave_out=groups).set_index("left_out")
    assert found["morans_i"].tolist() == pytest.approx([0.03, 0.03, 0.41], abs=0.005)
    assert found["p_value"].iloc[:2].tolist() == pytest.approx([0.5, 0.5], abs=0.02)
    assert found["p_value"].iloc[2] < 0.002
    rest = RATES.drop([11, 12])
    pairs = NEIGHBOURS[~NEIGHBOURS.isin([11, 12]).any(axis=1)]
    again = morans_i(rest, pairs, permutations=9_999)
    assert found["morans_i"].iloc[2] == pytest.approx(again.statistic)
    assert found["p_value"].iloc[2] == pytest.approx(again.p_value, abs=0.001)


def test_leverage_leaves_each_unit_out_and_keeps_one_without_neighbours():
    found = morans_i_leverage(SMALL["won"], CHAIN, permutations=99)
    assert found["left_out"].tolist() == list("abcde")
    # Without b, a has no neighbour: the pairs c-d and d-e remain, n = 4 and S0 = 3.
    deviations = np.array([0, 3, 5, 2]) - 2.5
    _, c, d, e = deviations
    by_hand = 4 / 3 * (c * d + d * (c + e) / 2 + e * d) / (deviations**2).sum()
    assert found.loc[1, "morans_i"] == pytest.approx(by_hand)
    with pytest.raises(ParameterError, match="unknown units to leave out: z"):
        morans_i_leverage(SMALL["won"], CHAIN, leave_out=[["z"]])
    with pytest.raises(ParameterError, match="2 units left"):
        morans_i_leverage(SMALL["won"], CHAIN, leave_out=[list("abc")])
    with pytest.raises(ParameterError, match="a group to leave out is 'a'"):
        morans_i_leverage(SMALL["won"], CHAIN, leave_out=["a"])


def test_join_counts_are_those_of_esda_and_their_means_those_of_all_assignments():
    won = FRAME["awards"] > 0
    found = join_counts(won, NEIGHBOURS, permutations=2_000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda.join_counts import Join_Counts

        theirs = Join_Counts(won.astype(int), weights_of_2019(), permutations=0)
    expected = [theirs.bb, theirs.bw, theirs.ww]
    assert found.estimates["value"].tolist() == pytest.approx(expected)
    small = join_counts(pd.Series([1, 1, 0, 0, 1], index=list("abcde")), CHAIN, permutations=5_000)
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4)]
    both = [sum(set(pair) <= set(held) for pair in pairs) for held in combinations(range(5), 3)]
    assert small["both"].null_mean == pytest.approx(np.mean(both))
    far = [abs(number - np.mean(both)) >= abs(1 - np.mean(both)) - 1e-9 for number in both]
    assert small["both"].p == pytest.approx(np.mean(far), abs=0.02)


def test_what_has_no_answer_is_missing_or_refused():
    same = SMALL.assign(won=0)
    assert isnan(rate_morans_i(same, "won", "size", CHAIN, permutations=9).value)
    assert isnan(rate_morans_i(same, "won", "size", CHAIN, permutations=9).p)
    with pytest.raises(ParameterError, match="neither true nor false at 'c'"):
        join_counts(SMALL["won"], CHAIN)
    with pytest.raises(ParameterError, match="size: value is 0 at 'a'"):
        rate_morans_i(SMALL.assign(size=[0, 5, 6, 5, 9]), "won", "size", CHAIN)
