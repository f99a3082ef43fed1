"""Items held together: by hand, by enumeration, by properties."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.measures import intersections, pair_association

# x holds A and B, y holds A, z holds A, B and C, w holds C; one row stands twice.
HELD = pd.DataFrame(
    [
        ("A", "x"),
        ("B", "x"),
        ("A", "y"),
        ("A", "z"),
        ("B", "z"),
        ("C", "z"),
        ("C", "w"),
        ("A", "x"),
    ],
    columns=["award", "winner"],
)
HOLDINGS = st.lists(
    st.tuples(st.sampled_from("ABCDE"), st.integers(0, 12)), min_size=1, max_size=40
).map(lambda rows: pd.DataFrame(rows, columns=["award", "winner"]))


def test_pair_association_by_hand():
    got = pair_association(HELD, "award", "winner", universe=10).set_index(["item_a", "item_b"])
    first = got.loc[("A", "B")]
    assert first[["size_a", "size_b", "both"]].tolist() == [3, 2, 2]
    assert first["expected"] == pytest.approx(3 * 2 / 10)
    assert first["jaccard"] == pytest.approx(2 / 3)
    assert first["lift"] == pytest.approx(2 / 0.6)
    # Both of B's two units among A's three of ten: 3/10 x 2/9.
    assert first["p_value"] == pytest.approx(3 / 10 * 2 / 9)
    assert first["p_value_lower"] == pytest.approx(1)
    # Not both missed: 1 - 7/10 x 6/9.
    assert got.loc[("A", "C"), "p_value"] == pytest.approx(1 - 7 / 10 * 6 / 9)
    assert first["p_value_holm"] == pytest.approx(3 * first["p_value"])


def test_p_value_matches_enumeration():
    got = pair_association(HELD, "award", "winner", universe=6).iloc[0]
    fixed = {0, 1, 2}
    draws = [len(fixed & set(draw)) for draw in combinations(range(6), 2)]
    assert got["p_value"] == pytest.approx(np.mean([both >= 2 for both in draws]))
    assert got["p_value_lower"] == pytest.approx(np.mean([both <= 2 for both in draws]))


def test_without_a_universe_the_units_of_the_frame_are_it():
    plain = pair_association(HELD, "award", "winner")
    pd.testing.assert_frame_equal(plain, pair_association(HELD, "award", "winner", universe=4))


@pytest.mark.parametrize("universe", [3, 0, -1])
def test_a_universe_below_the_units_is_refused(universe):
    with pytest.raises(ParameterError, match=f"universe is {universe}"):
        pair_association(HELD, "award", "winner", universe=universe)


def test_one_item_makes_no_pair_but_the_same_columns():
    many = pair_association(HELD, "award", "winner")
    one = pair_association(HELD[HELD["award"] == "A"], "award", "winner")
    assert one.empty
    pd.testing.assert_series_equal(one.dtypes, many.dtypes)


def test_categories_keep_their_order_and_those_without_units():
    order = pd.CategoricalDtype(["C", "D", "A", "B"])
    frame = HELD.astype({"award": order})
    pairs = pair_association(frame, "award", "winner")
    assert pairs["item_a"].unique().tolist() == ["C", "D", "A"]
    pairs = pair_association(frame, "award", "winner").set_index(["item_a", "item_b"])
    assert pairs.loc[("C", "D"), ["expected", "both", "p_value"]].tolist() == [0, 0, 1]
    assert np.isnan(pairs.loc[("C", "D"), "lift"])


def test_intersections_by_hand():
    got = intersections(HELD, "award", "winner")
    assert got["combination"].tolist() == ["A", "C", "A & B", "A & B & C"]
    assert got["items"].tolist() == [("A",), ("C",), ("A", "B"), ("A", "B", "C")]
    assert got["size"].tolist() == [1, 1, 1, 1]
    assert got["degree"].tolist() == [1, 1, 2, 3]


def test_no_rows_no_combinations():
    nothing = HELD[:0]
    got = intersections(nothing, "award", "winner")
    assert got.empty
    pd.testing.assert_series_equal(got.dtypes, intersections(HELD, "award", "winner").dtypes)
    assert pair_association(nothing, "award", "winner").empty


@pytest.mark.parametrize("measure", [pair_association, intersections])
def test_missing_items_and_units_are_refused(measure):
    for name in ("award", "winner"):
        frame = HELD.copy()
        frame.loc[3, name] = None
        with pytest.raises(ParameterError, match=f"{name}: value is missing at 3"):
            measure(frame, "award", "winner")


@given(HOLDINGS)
def test_counts_match_plain_sets(frame):
    holders = {award: set(rows) for award, rows in frame.groupby("award")["winner"]}
    for row in pair_association(frame, "award", "winner").itertuples():
        assert row.both == len(holders[row.item_a] & holders[row.item_b])
        union = holders[row.item_a] | holders[row.item_b]
        assert row.jaccard == pytest.approx(row.both / len(union))
        assert 0 <= row.p_value <= row.p_value_holm <= 1


@given(HOLDINGS)
def test_every_unit_is_in_one_combination(frame):
    got = intersections(frame, "award", "winner")
    assert got["size"].sum() == frame["winner"].nunique()
    assert got["size"].is_monotonic_decreasing
    plain = Counter(tuple(sorted(set(rows))) for _, rows in frame.groupby("winner")["award"])
    assert dict(zip(got["items"], got["size"], strict=True)) == dict(plain)
