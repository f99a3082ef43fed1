"""Clusters and distinct members by enumeration; power by Cohen's tables; 2019 as reviewed."""

from __future__ import annotations

from itertools import permutations, product
from math import isnan, prod

import numpy as np
import pandas as pd
import pytest
from list_2019 import CLUSTERS, PROVINCES
from scipy.stats import ncx2

from hotlinelib.errors import ParameterError
from hotlinelib.measures import (
    cluster_counts,
    distinct_counts,
    goodness_of_fit,
    hypergeometric_counts,
    multinomial_counts,
)
from hotlinelib.measures.null_counts import cluster_count_chances
from hotlinelib.measures.power import smallest_effect, smallest_quotients, two_sided

DRAWS = 20_000
CITIES = pd.DataFrame({"place": list("aabbc"), "people": [1, 2, 3, 4, 10]})


def chi_squared(table: np.ndarray, expected: np.ndarray) -> float:
    return float(((table - expected) ** 2 / expected).sum())


def test_clusters_against_all_ways_to_place_them():
    clusters, share = [3, 2, 1], np.array([0.5, 0.3, 0.2])
    observed = np.array([1, 2, 3])
    expected = 6 * share
    reached, p_value, cells = chi_squared(observed, expected), 0.0, np.zeros((3, 7))
    for places in product(range(3), repeat=3):
        table = np.bincount(places, weights=clusters, minlength=3)
        chance = prod(share[list(places)])
        cells[range(3), table.astype(int)] += chance
        p_value += chance * (chi_squared(table, expected) >= reached - 1e-9)
    frame = pd.DataFrame({"count": observed, "size": share})
    fit = goodness_of_fit(frame, "count", "size", clusters=clusters, draws=DRAWS)
    assert fit.p_value == pytest.approx(p_value, abs=0.012)
    assert fit.n == 3
    np.testing.assert_allclose(cluster_count_chances(np.array(clusters), share), cells)
    likely = cells[0]
    own = likely[likely <= likely[1] * (1 + 1e-9)].sum()
    assert fit.table.loc[0, "p_value"] == pytest.approx(own)


def test_clusters_of_one_are_independent_counts():
    one = goodness_of_fit(PROVINCES, "cities", "population", draws=500)
    same = goodness_of_fit(PROVINCES, "cities", "population", draws=500, clusters=[1] * 48)
    pd.testing.assert_frame_equal(one.table, same.table)
    assert one.p_value == same.p_value


def test_distinct_members_against_all_orders_of_drawing():
    weights = CITIES["people"].to_numpy()
    expected = np.zeros(3)
    for drawn in permutations(range(5), 2):
        chance = weights[drawn[0]] / 20 * weights[drawn[1]] / (20 - weights[drawn[0]])
        for city in drawn:
            expected["abc".index(CITIES["place"][city])] += chance
    null = distinct_counts(CITIES, "place", "people", 2, units=list("abc"), draws=DRAWS)
    assert null.expected == pytest.approx(expected, abs=0.015)
    assert (null.tables.sum(axis=1) == 2).all()
    assert (null.tables <= [2, 2, 1]).all()
    with pytest.raises(ParameterError, match="6 drawn of 5 members"):
        distinct_counts(CITIES, "place", "people", 6, units=list("abc"))
    with pytest.raises(ParameterError, match="unknown units: c"):
        distinct_counts(CITIES, "place", "people", 2, units=list("ab"))


def test_members_of_one_size_are_hypergeometric():
    same = pd.DataFrame({"place": list("aaaabb"), "people": 7})
    distinct = distinct_counts(same, "place", "people", 2, units=list("ab"), draws=DRAWS)
    without = hypergeometric_counts([4, 2], 2, draws=DRAWS)
    assert distinct.expected == pytest.approx(without.expected, abs=0.015)
    frame = pd.DataFrame({"count": [0, 2], "size": [4, 2]})
    fits = [goodness_of_fit(frame, "count", "size", null=null) for null in (distinct, without)]
    assert fits[0].p_value == pytest.approx(fits[1].p_value, abs=0.015)
    assert fits[0].table["p_value"].tolist() == pytest.approx(
        fits[1].table["p_value"].tolist(), abs=0.02
    )


def test_2019_in_clusters_as_the_review_has_it():
    fits = {
        size: goodness_of_fit(PROVINCES, "awards", size, clusters=CLUSTERS, draws=DRAWS)
        for size in ("divisions", "population", "gdp")
    }
    assert fits["divisions"].p_value < 0.05
    assert min(fits["population"].p_value, fits["gdp"].p_value) > 0.05
    guangdong = PROVINCES.index[PROVINCES["province"] == 44][0]
    cells = fits["divisions"].table
    assert cells.loc[guangdong, "p_value"] == pytest.approx(0.0015, abs=2e-4)
    assert cells.index[cells["p_value_holm"] < 0.05].tolist() == [guangdong]


def test_2019_what_could_not_have_been_found():
    fit = goodness_of_fit(PROVINCES, "awards", "divisions", draws=DRAWS)
    assert fit.effect_size == pytest.approx(1.19, abs=0.005)
    assert fit.effect_null_mean == pytest.approx(0.64, abs=0.01)
    cells = fit.table.set_index(PROVINCES["province"])
    assert cells["p_value_of_zero"].min() == pytest.approx(0.023, abs=5e-4)
    # An average province is found with 9 awards or more, a municipality at twenty times its share.
    assert cells.loc[13, "smallest_quotient"] == pytest.approx(4.7, abs=0.15)
    assert cells.loc[11, "smallest_quotient"] == pytest.approx(19.7, abs=0.5)


def test_smallest_quotients_are_found_with_that_power():
    share, clusters = np.array([0.05, 0.15, 0.8]), np.array([2, 2, 1, 1, 1, 1, 1, 1, 1, 1])
    quotients = smallest_quotients(clusters, share)
    assert isnan(quotients[2])
    tails = two_sided(cluster_count_chances(clusters, share))
    for unit in (0, 1):
        chances = cluster_count_chances(clusters, share[[unit]] * quotients[unit])[0]
        number = np.arange(13)
        found = (tails[unit] <= 0.05 / 3) & (number > 12 * share[unit])
        assert chances[found].sum() == pytest.approx(0.8)


def test_the_smallest_w_of_clusters_is_found_about_as_often_as_it_says():
    # An alternative of that size: half of the cells gain what the other half loses.
    sizes, clusters = [10] * 6, [2] * 60
    frame = pd.DataFrame({"count": [20] * 6, "size": sizes})
    fit = goodness_of_fit(frame, "count", "size", clusters=clusters, draws=DRAWS)
    tilted = np.array(sizes) * (1 + fit.smallest_effect * np.array([1, -1] * 3))
    null = cluster_counts(sizes, clusters, draws=DRAWS, seed=1)
    other = cluster_counts(tilted, clusters, draws=DRAWS, seed=2)
    statistics = [((one.tables - 20.0) ** 2 / 20).sum(axis=1) for one in (null, other)]
    critical = np.quantile(statistics[0], 0.95)
    assert (statistics[1] > critical).mean() == pytest.approx(0.8, abs=0.04)


def test_draws_that_do_not_belong_to_the_counts_are_refused():
    frame = pd.DataFrame({"count": [2, 1], "size": [1, 1]})
    with pytest.raises(ParameterError, match="draws have 4 counts, the frame 3"):
        goodness_of_fit(frame, "count", "size", null=multinomial_counts([1, 1], 4, draws=9))
    with pytest.raises(ParameterError, match="draws of 3 units, but 2 rows"):
        goodness_of_fit(frame, "count", "size", null=multinomial_counts([1, 1, 1], 3, draws=9))
    with pytest.raises(ParameterError, match="have 4 counts, the frame 3"):
        goodness_of_fit(frame, "count", "size", clusters=[2, 2], draws=9)
    with pytest.raises(ParameterError, match="a cluster has no counts"):
        cluster_counts([1, 1], [1, 0])
    with pytest.raises(ParameterError, match="all sizes are 0"):
        multinomial_counts([0, 0], 3)
    with pytest.raises(ParameterError, match="at most"):
        multinomial_counts([1, 1], 3, draws=10**9)


def test_the_estimates_say_what_w_chance_makes():
    fit = goodness_of_fit(PROVINCES, "organisations", "population", draws=2_000)
    rows = fit.estimates.set_index("quantity")
    assert rows.loc["cohens_w", "null_low"] < rows.loc["cohens_w", "null_mean"]
    assert rows.loc["chi_squared", "p"] == fit.p_value
    assert (rows["n"] == 52).all()


def test_2019_cities_count_once_which_turns_the_conclusion():
    from hotlinelib.places import load_prefecture_population

    cities = load_prefecture_population()
    cities = cities.assign(province=cities["division_code"].astype(str).str[:2].astype(int))
    null = distinct_counts(
        cities, "province", "population_2020_census", 48, units=list(PROVINCES["province"]),
        draws=DRAWS,
    )  # fmt: skip
    once = goodness_of_fit(PROVINCES, "cities", "population", null=null)
    often = goodness_of_fit(PROVINCES, "cities", "population", draws=DRAWS)
    assert (once.p_value < 0.05) != (often.p_value < 0.05)
    municipalities = PROVINCES["province"].isin([11, 12, 31, 50])
    assert (once.table.loc[municipalities, "expected"] < 1).all()
    assert often.table.loc[municipalities, "expected"].max() > 1


def test_the_smallest_effect_is_found_with_a_power_of_80_percent():
    drawn = np.random.default_rng(1).chisquare(12, 400_000)
    w = smallest_effect(drawn, 12, 71)
    critical = np.quantile(drawn, 0.95)
    assert ncx2.sf(critical, 12, 71 * w**2) == pytest.approx(0.8, abs=0.005)
    assert isnan(smallest_effect(drawn, 0, 71))
