"""Labels of clusters and two samples, against all permutations."""

from __future__ import annotations

from itertools import combinations, permutations, product
from math import isnan

import numpy as np
import pandas as pd
import pytest

from hotlinelib.errors import ParameterError
from hotlinelib.measures import (
    cluster_independence,
    compare_samples,
    cramers_v,
    fisher_exact,
    gini,
    holm,
    independence,
)

# Six organisations of two kinds, ten awards.
AWARDS = pd.DataFrame(
    [
        ("hotline", "x", 1), ("hotline", "x", 1), ("hotline", "x", 2), ("hotline", "y", 2),
        ("hotline", "x", 3), ("centre", "y", 4), ("centre", "y", 4), ("centre", "y", 5),
        ("centre", "x", 6), ("centre", "y", 6),
    ],
    columns=["kind", "award", "organisation"],
)  # fmt: skip


def chi_squared(rows: pd.DataFrame) -> float:
    from scipy.stats import chi2_contingency

    return float(chi2_contingency(pd.crosstab(rows["kind"], rows["award"]), correction=False)[0])


def test_clusters_against_all_ways_to_give_the_kinds():
    kinds = AWARDS.groupby("organisation")["kind"].first()
    reached, everyone = chi_squared(AWARDS), []
    for order in sorted(set(permutations(kinds))):
        given = dict(zip(kinds.index, order, strict=True))
        everyone.append(chi_squared(AWARDS.assign(kind=AWARDS["organisation"].map(given))))
    found = cluster_independence(AWARDS, "kind", "award", "organisation", draws=20_000)
    assert found.statistic == pytest.approx(reached)
    exact = np.mean(np.array(everyone) >= reached - 1e-9)
    assert found.p_value == pytest.approx(exact, abs=0.015)
    assert found.n == 6
    effects = [cramers_v(value, (2, 2), 10) for value in everyone]
    assert found.effect_null_mean == pytest.approx(np.mean(effects), abs=0.015)
    assert found.table.loc[("hotline", "x"), ["observed", "expected"]].tolist() == [4, 2.5]
    assert found.estimates["quantity"].tolist() == ["chi_squared", "cramers_v"]


def test_clusters_of_one_are_the_plain_test():
    single = AWARDS.assign(organisation=range(10))
    found = cluster_independence(single, "kind", "award", "organisation", draws=20_000)
    plain = independence(pd.crosstab(AWARDS["kind"], AWARDS["award"]), draws=20_000)
    assert found.statistic == pytest.approx(plain.statistic)
    assert found.p_value == pytest.approx(plain.p_value, abs=0.015)
    assert found.effect_null_mean == pytest.approx(plain.effect_null_mean, abs=0.01)
    assert plain.n == 10


def test_a_cluster_has_one_label_and_one_label_is_no_test():
    with pytest.raises(ParameterError, match="clusters with more than one award: 2, 6"):
        cluster_independence(AWARDS, "award", "kind", "organisation")
    with pytest.raises(ParameterError, match="an empty frame"):
        cluster_independence(AWARDS[:0], "kind", "award", "organisation")
    alone = cluster_independence(AWARDS[:4], "kind", "award", "organisation", draws=99)
    assert alone.p_value == 1
    assert isnan(alone.effect_size)
    assert isnan(alone.smallest_effect)


# Organisation, edition, province: b is in both editions; a has two awards in the first.
EDITIONS = pd.DataFrame(
    [
        ("a", 1, "N"), ("a", 1, "N"), ("b", 1, "N"), ("c", 1, "S"), ("b", 2, "S"),
        ("d", 2, "S"), ("e", 2, "S"), ("f", 2, "N"),
    ],
    columns=["unit", "edition", "province"],
)  # fmt: skip


def every_exchange() -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the counts of both editions for all labels of a, c, d, e, f and both orders of b."""
    own = {"a": [2, 0], "c": [0, 1], "d": [0, 1], "e": [0, 1], "f": [1, 0]}
    found = []
    for chosen, swapped in product(combinations(own, 2), (False, True)):
        tables = [np.zeros(2, int), np.zeros(2, int)]
        for unit, counts in own.items():
            tables[unit not in chosen] += counts
        first, second = ([0, 1], [1, 0]) if swapped else ([1, 0], [0, 1])
        found.append((tables[0] + first, tables[1] + second))
    return found


def test_two_samples_against_all_exchanges():
    def difference(tables: tuple[np.ndarray, np.ndarray], index) -> float:
        return index(tables[1]) - index(tables[0])

    everyone = every_exchange()
    observed = (np.array([3, 1]), np.array([1, 3]))
    found = compare_samples(EDITIONS, "edition", "unit", "province", samples=[1, 2], draws=40_000)
    row = found.table.set_index("category").loc["N"]
    assert row["difference"] == pytest.approx(1 / 4 - 3 / 4)
    for value, p_value, index in (
        (row["difference"], row["p_value"], lambda table: table[0] / table.sum()),
        (found["gini_difference"].value, found["gini_difference"].p, gini),
    ):
        drawn = np.array([difference(tables, index) for tables in everyone])
        assert value == pytest.approx(difference(observed, index))
        tail = min((drawn >= value - 1e-9).mean(), (drawn <= value + 1e-9).mean())
        assert p_value == pytest.approx(min(1, 2 * tail), abs=0.015)
    apart = [abs(one[0] / one.sum() - two[0] / two.sum()) for one, two in everyone]
    assert found["dissimilarity"].value == pytest.approx(0.5)
    assert found["dissimilarity"].p == pytest.approx(
        np.mean(np.array(apart) >= 0.5 - 1e-9), abs=0.01
    )
    assert found["dissimilarity"].n == 6


def test_the_same_list_twice_differs_in_nothing():
    twice = pd.concat([EDITIONS.assign(edition=edition) for edition in (1, 2)])
    found = compare_samples(
        twice, "edition", "unit", "province", samples=[1, 2], categories=["N", "S", "W"], draws=200
    )
    assert (found.estimates["p"] == 1).all()
    assert (found.table["difference"] == 0).all()
    assert found.table["count_first"].tolist() == [4, 4, 0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"samples": [1]}, "expected two different ones"),
        ({"samples": [1, 3]}, "no rows of sample 3"),
        ({"samples": 2019}, "samples is 2019"),
        ({"samples": [1, 2], "categories": ["N"]}, "unknown categories: S"),
    ],
)
def test_what_are_no_two_samples_is_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        compare_samples(EDITIONS, "edition", "unit", "province", **options)


def test_lists_are_taken_where_frames_and_columns_are():
    rows = [[8, 2], [1, 9]]
    frame = pd.DataFrame(rows)
    assert fisher_exact(rows).p_value == fisher_exact(frame).p_value
    assert independence(rows, draws=99).p_value == independence(frame, draws=99).p_value
    assert holm([0.1, 0.2]).tolist() == holm(pd.Series([0.1, 0.2])).tolist()
    for wrong in ([1, 2], 5, "ab", []):
        with pytest.raises(ParameterError, match="table"):
            fisher_exact(wrong)
    with pytest.raises(ParameterError, match=r"p_values is 0\.1"):
        holm(0.1)
