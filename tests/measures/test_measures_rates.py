"""Rates, shares and location quotients, by hand and by second implementations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.measures import count_rates, location_quotients, proportion_intervals


def units(count: list[int], size: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"count": count, "size": size})


def some_units(least: int = 0) -> st.SearchStrategy[pd.DataFrame]:
    unit = st.tuples(st.integers(0, 50), st.integers(least, 10_000))
    rows = st.lists(unit, min_size=1, max_size=12)
    return rows.map(lambda pairs: pd.DataFrame(pairs, columns=["count", "size"]))


# Exact 95 % limits of a Poisson mean, as printed in tables after Garwood (1936).
GARWOOD = [
    (0, 0.000, 3.689),
    (1, 0.025, 5.572),
    (2, 0.242, 7.225),
    (5, 1.623, 11.668),
    (10, 4.795, 18.390),
    (50, 37.111, 65.919),
]


@pytest.mark.parametrize(("count", "low", "high"), GARWOOD)
def test_poisson_limits_match_the_printed_table(count, low, high):
    rate = count_rates(units([count], [1]), "count", "size").loc[0]
    assert rate["rate_low"] == pytest.approx(low, abs=6e-4)
    assert rate["rate_high"] == pytest.approx(high, abs=6e-4)


def test_rates_by_hand():
    got = count_rates(units([3, 1, 0], [2_000_000, 1_000_000, 1_000_000]), "count", "size", per=1e6)
    assert got["rate"].tolist() == [1.5, 1.0, 0.0]
    assert got["share"].tolist() == [0.75, 0.25, 0.0]
    assert got["denominator_share"].tolist() == [0.5, 0.25, 0.25]


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
def test_poisson_limits_leave_half_of_the_error_on_each_side(confidence):
    from scipy.stats import poisson

    counts = np.array([1, 2, 7, 40, 300])
    got = count_rates(units(counts, [1] * 5), "count", "size", confidence=confidence)
    tail = (1 - confidence) / 2
    np.testing.assert_allclose(poisson.sf(counts - 1, got["rate_low"]), tail, rtol=1e-9)
    np.testing.assert_allclose(poisson.cdf(counts, got["rate_high"]), tail, rtol=1e-9)


def test_a_denominator_of_zero_leaves_the_rate_missing_and_the_rest_whole():
    got = count_rates(units([2, 0, 2], [0, 0, 4]), "count", "size")
    assert got[["rate", "rate_low", "rate_high"]].isna().all(axis=1).tolist() == [True, True, False]
    assert got["share"].tolist() == [0.5, 0.0, 0.5]
    assert got["denominator_share"].tolist() == [0.0, 0.0, 1.0]


def test_nothing_counted():
    got = count_rates(units([0, 0], [5, 5]), "count", "size")
    assert got["share"].isna().all()
    assert got["rate"].tolist() == [0.0, 0.0]
    assert (got["rate_high"] > 0).all()


def test_a_frame_without_rows_is_refused():
    with pytest.raises(ParameterError, match="count: no values"):
        count_rates(units([], []), "count", "size")


@pytest.mark.parametrize("per", [0, -1, float("nan")])
def test_per_is_above_zero(per):
    with pytest.raises(ParameterError, match="per is"):
        count_rates(units([1], [1]), "count", "size", per=per)


@given(some_units(least=1))
def test_rates_lie_in_their_interval(frame):
    got = count_rates(frame, "count", "size", per=1000)
    assert (got["rate_low"] <= got["rate"]).all()
    assert (got["rate"] <= got["rate_high"]).all()


def test_wilson_by_hand():
    # z = 1.959964, z^2 = 3.841459; 2 of 10: centre (2 + 1.920729) / 13.841459 = 0.283260,
    # half width 1.959964 x sqrt(10 x 0.2 x 0.8 + 0.960365) / 13.841459 = 0.226576.
    got = proportion_intervals(pd.DataFrame({"won": [2], "of": [10]}), "won", "of").loc[0]
    assert got["share"] == 0.2
    assert got["share_low"] == pytest.approx(0.283260 - 0.226577, abs=2e-6)
    assert got["share_high"] == pytest.approx(0.283260 + 0.226577, abs=2e-6)


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99])
def test_wilson_matches_statsmodels(confidence):
    from statsmodels.stats.proportion import proportion_confint

    frame = pd.DataFrame({"won": [0, 1, 5, 19, 71, 3], "of": [4, 1, 9, 52, 71, 400]})
    got = proportion_intervals(frame, "won", "of", confidence=confidence)
    low, high = proportion_confint(frame["won"], frame["of"], 1 - confidence, method="wilson")
    np.testing.assert_allclose(got["share_low"], low, atol=1e-12)
    np.testing.assert_allclose(got["share_high"], high, atol=1e-12)


def test_proportions_at_the_ends():
    frame = pd.DataFrame({"won": [0, 5, 0], "of": [5, 5, 0]})
    got = proportion_intervals(frame, "won", "of")
    assert got["share_low"].tolist()[0] == 0.0
    assert got["share_high"].tolist()[1] == 1.0
    assert got.loc[2, ["share", "share_low", "share_high"]].isna().all()


def test_more_successes_than_trials_are_refused():
    with pytest.raises(ParameterError, match=r"won: value is above of at 'b' \(3\)"):
        proportion_intervals(
            pd.DataFrame({"won": [1, 3], "of": [2, 2]}, index=["a", "b"]), "won", "of"
        )


def test_location_quotients_by_hand():
    got = location_quotients(units([6, 2, 0], [50, 25, 25]), "count", "size")
    # 6/8 over 50/100; 2/8 over 25/100; 0.
    assert got["location_quotient"].tolist() == [1.5, 1.0, 0.0]
    assert got["location_quotient_low"].tolist()[2] == 0.0


def test_location_quotient_interval_matches_statsmodels():
    from statsmodels.stats.proportion import proportion_confint

    frame = units([6, 2, 0, 12], [50, 20, 10, 20])
    got = location_quotients(frame, "count", "size", confidence=0.9)
    low, high = proportion_confint(frame["count"], 20, 0.1, method="beta")
    share = frame["size"] / 100
    np.testing.assert_allclose(got["location_quotient_low"], low / share, rtol=1e-9)
    np.testing.assert_allclose(got["location_quotient_high"], high / share, rtol=1e-9)


@given(some_units(least=1).filter(lambda frame: frame["count"].sum() > 0))
def test_the_weighted_mean_of_location_quotients_is_one(frame):
    got = location_quotients(frame, "count", "size")
    share = frame["size"] / frame["size"].sum()
    assert (got["location_quotient"] * share).sum() == pytest.approx(1)
    assert (got["location_quotient_low"] <= got["location_quotient"] + 1e-12).all()
    assert (got["location_quotient"] <= got["location_quotient_high"] + 1e-12).all()


@pytest.mark.parametrize(
    ("count", "size", "missing"),
    [
        ([0, 0], [1, 1], [True, True]),
        ([1, 0], [0, 1], [True, False]),
        ([0, 0], [0, 0], [True, True]),
    ],
)
def test_location_quotients_that_cannot_be_told_are_missing(count, size, missing):
    got = location_quotients(units(count, size), "count", "size").iloc[:, 2:]
    assert got.isna().all(axis=1).tolist() == missing
    assert got.isna().any(axis=1).tolist() == missing


def test_one_unit_is_its_own_whole():
    got = location_quotients(units([7], [3]), "count", "size").loc[0]
    assert got["location_quotient"] == 1.0
    assert got["location_quotient_high"] == 1.0
