"""Wrong input is refused with the rows and with what to do; right input is left alone."""

from __future__ import annotations

import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from hotlinelib import measures
from hotlinelib.errors import ParameterError


def provinces(awards: list[object], residents: list[object]) -> pd.DataFrame:
    index = pd.Index(["Hebei", "Shanxi", "Jilin"], name="province")
    return pd.DataFrame({"awards": awards, "residents": residents}, index=index)


COUNTED = {
    "count_rates": measures.count_rates,
    "location_quotients": measures.location_quotients,
    "goodness_of_fit": measures.goodness_of_fit,
}


@pytest.mark.parametrize("measure", COUNTED.values(), ids=COUNTED)
@pytest.mark.parametrize(
    ("awards", "residents", "message"),
    [
        ([1, None, 2], [5, 5, 5], r"awards: value is missing at 'Shanxi'"),
        ([1, -1, 2], [5, 5, 5], r"awards: value is negative at 'Shanxi' \(-1\)"),
        ([1, 1.5, 2], [5, 5, 5], r"awards: value is no whole number at 'Shanxi' \(1.5\)"),
        (["1", "2", "3"], [5, 5, 5], r"awards: expected numbers, found dtype str"),
        ([1, 2, 3], [5, None, 5], r"residents: value is missing at 'Shanxi'"),
        ([1, 2, 3], [5, 5, -5], r"residents: value is negative at 'Jilin'"),
        ([1, 2, 3], [5, 5, float("inf")], r"residents: value is infinite at 'Jilin'"),
    ],
)
def test_wrong_values_are_named(measure, awards, residents, message):
    with pytest.raises(ParameterError, match=message):
        measure(provinces(awards, residents), "awards", "residents")


@pytest.mark.parametrize("measure", COUNTED.values(), ids=COUNTED)
def test_an_absent_column_lists_those_that_exist(measure):
    with pytest.raises(ParameterError, match="no column 'prizes'; it has: awards, residents"):
        measure(provinces([1, 2, 3], [5, 5, 5]), "prizes", "residents")


@pytest.mark.parametrize(
    "index", [measures.gini, measures.theil, measures.herfindahl_hirschman, measures.lorenz_curve]
)
@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1.0, float("nan")], r"values: value is missing at 1"),
        ([1.0, -2.0], r"values: value is negative at 1 \(-2.0\)"),
        ([], "values: no values"),
        (["a"], "expected numbers"),
    ],
)
def test_concentration_refuses_what_is_no_amount(index, values, message):
    with pytest.raises(ParameterError, match=message):
        index(values)


def test_many_wrong_rows_are_counted_not_listed():
    with pytest.raises(ParameterError, match="and 3 more"):
        measures.gini([-1.0] * 8)


@pytest.mark.parametrize("index", [measures.gini, measures.theil])
def test_weights_must_match_the_values(index):
    with pytest.raises(ParameterError, match="2 values but 3 weights"):
        index([1, 2], [1, 2, 3])


def test_a_column_of_the_frame_is_never_overwritten():
    frame = provinces([1, 2, 3], [5, 5, 5]).assign(rate=0)
    with pytest.raises(ParameterError, match="already has rate"):
        measures.count_rates(frame, "awards", "residents")


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_is_a_fraction(confidence):
    with pytest.raises(ParameterError, match=f"confidence is {confidence}; expected"):
        measures.count_rates(
            provinces([1, 2, 3], [5, 5, 5]), "awards", "residents", confidence=confidence
        )


@pytest.mark.parametrize("draws", [0, -5, 2.5, True, "9", float("nan"), float("inf")])
def test_draws_are_a_whole_number(draws):
    with pytest.raises(ParameterError, match=re.escape(f"draws is {draws!r}; expected a whole")):
        measures.goodness_of_fit(
            provinces([1, 2, 3], [5, 5, 5]), "awards", "residents", draws=draws
        )


AREAS = pd.DataFrame(
    {"count": [3, 0, 2, 1], "size": [10, 5, 20, 4], "group": list("aabb")}, index=list("wxyz")
)
TABLE = pd.DataFrame({"yes": [3, 1], "no": [2, 4]})
HELD = pd.DataFrame({"item": list("AABBC"), "unit": list("xyxyz")})
CHAIN = pd.DataFrame({"one": list("wxy"), "other": list("xyz")})

CALLS = {
    "count_rates": lambda: measures.count_rates(AREAS, "count", "size"),
    "proportion_intervals": lambda: measures.proportion_intervals(AREAS, "count", "size"),
    "location_quotients": lambda: measures.location_quotients(AREAS, "count", "size"),
    "lorenz_curve": lambda: measures.lorenz_curve(AREAS["count"], AREAS["size"]),
    "goodness_of_fit": lambda: measures.goodness_of_fit(AREAS, "count", "size", draws=500).table,
    "distinct": lambda: measures.goodness_of_fit(
        AREAS, "count", "size", draws=500, sampling_without_replacement=True
    ).as_row(),
    "independence": lambda: measures.independence(TABLE, draws=500).as_row(),
    "fisher_exact": lambda: measures.fisher_exact(TABLE).as_row(),
    "morans_i": lambda: measures.morans_i(AREAS["count"], CHAIN, permutations=500).as_row(),
    "pair_association": lambda: measures.pair_association(HELD, "item", "unit", universe=9),
    "intersections": lambda: measures.intersections(HELD, "item", "unit"),
    "repeat_winners": lambda: measures.repeat_winners([3, 2], 9, draws=500).distribution,
    "nobody_with_more": lambda: measures.nobody_with_more([3, 2], 4, 2).as_row(),
    "distinct_winners_pool": lambda: measures.distinct_winners_pool([3, 2], 4).as_row(),
    "few_distinct": lambda: measures.few_distinct_and_nobody_with_more([3, 2], 4, 2, [9]).table,
    "pair_association_fixed_margins": lambda: (
        measures.pair_association_fixed_margins(HELD, "item", "unit").table
    ),
    "concentration_indices": lambda: (
        measures.concentration_indices(
            AREAS, "count", measures.multinomial_counts(AREAS["size"], 6, draws=500), group="group"
        ).estimates
    ),
    "clusters": lambda: (
        measures.goodness_of_fit(AREAS, "count", "size", draws=500, clusters=[3, 2, 1]).estimates
    ),
    "distinct_counts": lambda: pd.DataFrame(
        measures.distinct_counts(AREAS, "group", "size", 3, units=["a", "b"], draws=50).tables
    ),
    "overdispersion": lambda: measures.overdispersion(AREAS, "count", "size").estimates,
    "empirical_bayes_rates": lambda: measures.empirical_bayes_rates(AREAS, "count", "size"),
    "funnel_limits": lambda: measures.funnel_limits(AREAS, "count", "size"),
    "rate_morans_i": lambda: measures.rate_morans_i(
        AREAS, "count", "size", CHAIN, permutations=500
    ).as_row(),
    "morans_i_leverage": lambda: measures.morans_i_leverage(
        AREAS["count"], CHAIN, permutations=500
    ),
    "join_counts": lambda: (
        measures.join_counts(AREAS["count"] > 1, CHAIN, permutations=500).estimates
    ),
    "cluster_independence": lambda: (
        measures.cluster_independence(HELD, "unit", "item", "unit", draws=500).table
    ),
    "compare_samples": lambda: (
        measures.compare_samples(
            AREAS.assign(unit=range(4)), "group", "unit", "count", samples=["a", "b"], draws=500
        ).table
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_input_stays_and_the_same_seed_gives_the_same_figures(call):
    before = [frame.copy(deep=True) for frame in (AREAS, TABLE, HELD, CHAIN)]
    first, second = call(), call()
    pd.testing.assert_frame_equal(first, second, check_exact=True)
    for old, new in zip(before, (AREAS, TABLE, HELD, CHAIN), strict=True):
        pd.testing.assert_frame_equal(old, new)


EMPTY = pd.DataFrame({"count": [], "size": [], "group": [], "unit": []})
PAIRLESS = pd.DataFrame({"one": [], "other": []})
DRAWN = measures.multinomial_counts([1, 1], 3, draws=9)

WRONG = {
    "goodness_of_fit": lambda: measures.goodness_of_fit(EMPTY, "count", "size"),
    "no draws": lambda: measures.goodness_of_fit(AREAS, "count", "size", null=5),
    "concentration_indices": lambda: measures.concentration_indices(EMPTY, "count", DRAWN),
    "lorenz_band": lambda: measures.lorenz_band([1, 2]),
    "location_quotients": lambda: measures.location_quotients(EMPTY, "count", "size"),
    "empirical_bayes_rates": lambda: measures.empirical_bayes_rates(EMPTY, "count", "size"),
    "overdispersion": lambda: measures.overdispersion([1, 2], "count", "size"),
    "funnel_limits": lambda: measures.funnel_limits(EMPTY, "count", "size"),
    "multinomial_counts": lambda: measures.multinomial_counts([], 3),
    "a broken total": lambda: measures.multinomial_counts([1, 1], 2.5),
    "cluster_counts": lambda: measures.cluster_counts([1, 1], []),
    "hypergeometric_counts": lambda: measures.hypergeometric_counts([], 1),
    "distinct_counts": lambda: measures.distinct_counts(EMPTY, "group", "size", 1, units=["a"]),
    "rate_morans_i": lambda: measures.rate_morans_i(EMPTY, "count", "size", PAIRLESS),
    "morans_i_leverage": lambda: measures.morans_i_leverage([1, 2], PAIRLESS),
    "join_counts": lambda: measures.join_counts(pd.Series([], dtype=bool), PAIRLESS),
    "cluster_independence": lambda: measures.cluster_independence(EMPTY, "group", "count", "unit"),
    "compare_samples": lambda: measures.compare_samples(
        EMPTY, "group", "unit", "count", samples=[1, 2]
    ),
}


@pytest.mark.parametrize("call", WRONG.values(), ids=WRONG)
def test_nothing_to_count_and_wrong_shapes_are_refused_in_words(call):
    with pytest.raises(ParameterError, match="expected"):
        call()


def test_another_seed_gives_other_draws():
    fits = [measures.goodness_of_fit(AREAS, "count", "size", seed=seed) for seed in (1, 2)]
    assert fits[0].statistic == fits[1].statistic
    assert fits[0].p_value != fits[1].p_value


def test_a_frame_that_is_added_to_keeps_index_and_columns():
    rates = measures.count_rates(AREAS, "count", "size")
    pd.testing.assert_frame_equal(rates[AREAS.columns], AREAS)


def test_results_are_frozen_and_give_their_scalars_as_a_row():
    result = measures.repeat_winners([3, 2], 9, draws=500)
    with pytest.raises(AttributeError):
        result.pool = 5
    row = result.as_row()
    assert row.loc[0, ["minimum", "pool", "sizes"]].tolist() == [2, 9, (3, 2)]
    fit = measures.goodness_of_fit(AREAS, "count", "size", draws=500)
    assert "table" not in fit.as_row()
    assert fit.as_row().loc[0, "seed"] == fit.seed


def test_importing_the_measures_loads_no_statistics_library():
    code = "import sys, hotlinelib.measures; print({m.split('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(re.findall(r"'(\w+)'", done.stdout))
    assert not loaded & {"scipy", "statsmodels", "esda", "inequality", "libpysal", "matplotlib"}
    assert "pandas" in loaded


def test_nullable_integers_count_like_others():
    nullable = AREAS.astype({"count": "Int64"})
    expected = measures.location_quotients(AREAS, "count", "size")["location_quotient"]
    got = measures.location_quotients(nullable, "count", "size")["location_quotient"]
    np.testing.assert_array_equal(got, expected)


def test_tests_list_themselves_as_estimates():
    fisher = measures.fisher_exact(TABLE)
    assert (fisher.estimate.value, fisher.estimate.p) == (fisher.odds_ratio, fisher.p_value)
    fit = measures.goodness_of_fit(AREAS, "count", "size", draws=500)
    assert fit.estimates["p"].tolist() == [fit.p_value, fit.p_value]
    moran = measures.morans_i(AREAS["count"], CHAIN, permutations=500)
    assert moran.estimate.p == moran.p_value
    assert fit.estimates.columns.tolist() == moran.estimate.as_row().columns.tolist()
