"""Pairs given the margins: against all tables with the same margins, and the 2019 list."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotlinelib.measures import fixed_margins, pair_association_fixed_margins

TABLES = st.lists(st.lists(st.booleans(), min_size=3, max_size=4), min_size=2, max_size=5).filter(
    lambda rows: len({len(row) for row in rows}) == 1 and any(map(any, rows))
)

# Double winners of 2019 by pair of awards, then single winners by award.
DOUBLES_2019 = {
    "IE": 1, "IC": 2, "ID": 3, "ES": 5, "EC": 3, "SC": 2, "SD": 1, "CD": 2,
}  # fmt: skip
SIZES_2019 = {"I": 15, "E": 12, "S": 26, "C": 10, "D": 8}


def holdings(table: list[list[bool]]) -> pd.DataFrame:
    rows = [(item, unit) for unit, row in enumerate(table) for item, held in enumerate(row) if held]
    return pd.DataFrame(rows, columns=["item", "unit"]).astype(
        {"item": pd.CategoricalDtype(range(len(table[0])))}
    )


def list_of_2019() -> pd.DataFrame:
    units = [pair for pair, number in DOUBLES_2019.items() for _ in range(number)]
    held = Counter("".join(units))
    units += [item for item, size in SIZES_2019.items() for _ in range(size - held[item])]
    rows = [(item, unit) for unit, items in enumerate(units) for item in items]
    return pd.DataFrame(rows, columns=["item", "unit"])


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_the_null_distribution_is_that_of_all_tables_with_these_margins(table):
    observed = np.array([row for row in table if any(row)])
    by_row = [
        [
            np.isin(range(observed.shape[1]), items)
            for items in combinations(range(observed.shape[1]), n)
        ]
        for n in observed.sum(axis=1)
    ]
    tables = [np.array(rows) for rows in product(*by_row)]
    same = [one for one in tables if (one.sum(axis=0) == observed.sum(axis=0)).all()]
    pairs = pair_association_fixed_margins(holdings(observed.tolist()), "item", "unit").table
    for row in pairs.itertuples():
        numbers = Counter(int((one[:, row.item_a] & one[:, row.item_b]).sum()) for one in same)
        assert row.expected == pytest.approx(sum(n * w for n, w in numbers.items()) / len(same))
        own = numbers[row.both]
        assert row.p_value == pytest.approx(
            sum(w for w in numbers.values() if w <= own) / len(same)
        )
        lower = sum(w for n, w in numbers.items() if n <= row.both)
        assert row.p_value_lower == pytest.approx(lower / len(same))


def test_2019_as_the_review_has_it():
    found = pair_association_fixed_margins(list_of_2019(), "item", "unit")
    pairs = found.table.set_index(["item_a", "item_b"])
    innovation_service = pairs.loc[("I", "S")]
    assert innovation_service["both"] == 0
    assert innovation_service["expected"] == pytest.approx(4.28, abs=0.005)
    assert innovation_service["p_value"] == pytest.approx(0.0026, abs=5e-5)
    assert innovation_service["p_value_holm"] == pytest.approx(0.026, abs=5e-4)
    others = pairs.drop(index=("I", "S")).sort_values("p_value")
    assert others["p_value"].iloc[0] == pytest.approx(0.067, abs=5e-4)
    assert others["p_value_holm"].iloc[0] == pytest.approx(0.60, abs=5e-3)
    assert (found.estimates["draws"] == 0).all()
    assert found.estimates["p"].tolist() == found.table["p_value"].tolist()


def test_simulated_tables_agree_with_counted_ones(monkeypatch):
    exact = pair_association_fixed_margins(list_of_2019(), "item", "unit").table
    monkeypatch.setattr(fixed_margins, "EXACT_CASES", 0)
    found = pair_association_fixed_margins(list_of_2019(), "item", "unit", draws=20_000)
    assert (found.estimates["draws"] == 20_000).all()
    np.testing.assert_allclose(found.table["expected"], exact["expected"], atol=0.06)
    for tail in ("p_value_lower", "p_value_upper"):
        np.testing.assert_allclose(found.table[tail], exact[tail], atol=0.03)
    # Near the mode two numbers that are about as likely may count as tied: the p-value is then 1.
    rare = exact["p_value"] < 0.4
    np.testing.assert_allclose(
        found.table.loc[rare, "p_value"], exact.loc[rare, "p_value"], atol=0.02
    )


def test_one_item_has_no_pair_but_the_same_columns():
    held = list_of_2019()
    one = pair_association_fixed_margins(held[held["item"] == "I"], "item", "unit").table
    assert one.empty
    many = pair_association_fixed_margins(held, "item", "unit").table
    assert one.columns.tolist() == many.columns.tolist()
