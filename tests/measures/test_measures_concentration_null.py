"""Indices of many rows of counts against the indices of one, and the 2019 list."""

from __future__ import annotations

from itertools import product
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from list_2019 import CLUSTERS, PROVINCES, REGION

from hotlinelib.errors import ParameterError
from hotlinelib.measures import (
    cluster_counts,
    concentration_indices,
    gini,
    herfindahl_hirschman,
    lorenz_band,
    lorenz_curve,
    multinomial_counts,
    theil,
)

FRAME = PROVINCES.assign(region=REGION)
UNITS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 20), st.sampled_from("ab")), min_size=2, max_size=8
).filter(lambda rows: any(row[0] for row in rows))


@settings(max_examples=30, deadline=None)
@given(UNITS)
def test_the_values_are_those_of_the_single_indices(rows):
    frame = pd.DataFrame(rows, columns=["count", "size", "group"])
    null = multinomial_counts(frame["size"], int(frame["count"].sum()), draws=20)
    found = concentration_indices(frame, "count", null, group="group")
    # Between groups is what is left where all units of a group hold the same.
    between = theil(frame.groupby("group")["count"].transform("mean"))
    expected = {
        "gini": gini(frame["count"]),
        "gini_by_size": gini(frame["count"], frame["size"]),
        "herfindahl_hirschman": herfindahl_hirschman(frame["count"]),
        "equivalent_units": 1 / herfindahl_hirschman(frame["count"]),
        "theil": theil(frame["count"]),
    }
    for quantity, value in expected.items():
        assert found[quantity].value == pytest.approx(value, abs=1e-9)
    if expected["theil"] > 1e-9:
        share = found["theil_between_share"].value
        assert share == pytest.approx(between / expected["theil"], abs=1e-9)


def test_the_null_mean_is_that_of_all_allocations():
    frame = pd.DataFrame({"count": [3, 1, 0], "size": [5, 3, 2]})
    clusters, share = [2, 1, 1], np.array([0.5, 0.3, 0.2])
    mean = upper = 0.0
    for places in product(range(3), repeat=3):
        table = np.bincount(places, weights=clusters, minlength=3)
        chance = share[list(places)].prod()
        mean += chance * gini(table)
        upper += chance * (gini(table) >= gini(frame["count"]) - 1e-9)
    null = cluster_counts(frame["size"], clusters, draws=20_000)
    found = concentration_indices(frame, "count", null)["gini"]
    assert found.null_mean == pytest.approx(mean, abs=0.005)
    assert found.p == pytest.approx(min(1, 2 * upper), abs=0.02)


def test_2019_as_the_review_has_it():
    by_divisions = multinomial_counts(FRAME["divisions"], 52, draws=20_000)
    organisations = concentration_indices(FRAME, "organisations", by_divisions)["gini"]
    found = [organisations.value, organisations.null_mean]
    assert found == pytest.approx([0.622, 0.48], abs=0.005)
    limits = [organisations.null_low, organisations.null_high]
    assert limits == pytest.approx([0.39, 0.57], abs=0.01)
    awards = multinomial_counts(FRAME["divisions"], 71, draws=20_000)
    indices = concentration_indices(FRAME, "awards", awards, group="region")
    assert indices["gini"].null_mean == pytest.approx(0.44, abs=0.005)
    limits = [indices["gini"].null_low, indices["gini"].null_high]
    assert limits == pytest.approx([0.36, 0.53], abs=0.01)
    assert indices["theil"].value == pytest.approx(0.762, abs=5e-4)
    assert indices["theil_between_share"].value == pytest.approx(0.232, abs=5e-4)
    # In clusters chance alone concentrates more.
    clustered = cluster_counts(FRAME["divisions"], CLUSTERS, draws=20_000)
    assert concentration_indices(FRAME, "awards", clustered)["gini"].null_mean > 0.49


@pytest.mark.parametrize("by_size", [False, True])
def test_the_lorenz_band_holds_about_as_many_curves_as_it_says(by_size):
    null = multinomial_counts(FRAME["population"], 52, draws=1_000)
    band = lorenz_band(null, by_size=by_size)
    assert (band["value_share_low"] <= band["value_share_mean"]).all()
    inside = []
    for table in null.tables[:200]:
        curve = lorenz_curve(table, FRAME["population"] if by_size else None)
        value = np.interp(0.8, curve["population_share"], curve["value_share"])
        row = band.iloc[40]
        inside.append(row["value_share_low"] - 1e-9 <= value <= row["value_share_high"] + 1e-9)
    assert np.mean(inside) == pytest.approx(0.95, abs=0.04)


def test_nothing_counted_is_missing_and_wrong_draws_are_refused():
    null = multinomial_counts([1, 1, 1], 4, draws=50)
    nothing = concentration_indices(pd.DataFrame({"count": [0, 0, 0]}), "count", null)
    assert all(isnan(nothing[name].value) for name in ("gini", "theil", "herfindahl_hirschman"))
    with pytest.raises(ParameterError, match="have 4 counts, the frame 3"):
        concentration_indices(pd.DataFrame({"count": [1, 1, 1]}), "count", null)
    with pytest.raises(ParameterError, match="no estimate of 'median'; there are: gini, "):
        nothing["median"]
