"""Independence of rows and columns: known tables, enumeration, scipy, properties."""

from __future__ import annotations

from math import inf, isnan, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.measures import cramers_v, fisher_exact, independence

# Fisher's tea tasting; job satisfaction of Agresti (2002), Categorical Data Analysis, p. 57.
TEA = pd.DataFrame({"milk": [3, 1], "tea": [1, 3]}, index=["milk said", "tea said"])
JOBS = pd.DataFrame([[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]])


def test_statistic_by_hand():
    # Row totals 10, 10; column totals 9, 11; expected 4.5 and 5.5: 3.5^2 (2/4.5 + 2/5.5).
    result = independence(pd.DataFrame([[8, 2], [1, 9]]), draws=99)
    assert result.statistic == pytest.approx(3.5**2 * (2 / 4.5 + 2 / 5.5))
    assert result.degrees_of_freedom == 1
    # phi2 = 9.899/20 - 1/19 = 0.44232; r' = c' = 2 - 1/19; V = sqrt(0.44232 / (18/19)).
    assert result.effect_size == pytest.approx(sqrt((9.8990 / 20 - 1 / 19) / (18 / 19)), abs=1e-4)
    residual = result.table.loc[(0, 0), "standardised_residual"]
    assert residual == pytest.approx(3.5 / sqrt(4.5 * 0.5 * 0.55))


def test_statistic_and_p_value_match_scipy():
    from scipy.stats import chi2_contingency

    theirs = chi2_contingency(JOBS, correction=False)
    result = independence(JOBS)
    assert result.statistic == pytest.approx(theirs.statistic)
    assert result.degrees_of_freedom == theirs.dof
    np.testing.assert_allclose(result.table["expected"], theirs.expected_freq.ravel())
    assert result.p_value == pytest.approx(theirs.pvalue, abs=0.03)


def test_p_value_matches_enumeration():
    # All 2 x 2 tables with the totals 9, 11 and 10, 10, by the hypergeometric distribution.
    from scipy.stats import hypergeom

    table = pd.DataFrame([[7, 3], [2, 8]])
    cells = np.arange(10)
    reached = abs(7 - 4.5)
    exact = hypergeom.pmf(cells, 20, 9, 10)[np.abs(cells - 4.5) >= reached].sum()
    result = independence(table)
    assert result.p_value == pytest.approx(exact, abs=4 * result.p_value_standard_error)
    assert result.table["p_value"].tolist() == pytest.approx([exact] * 4)


def test_adjusted_residuals_match_statsmodels():
    from statsmodels.stats.contingency_tables import Table

    result = independence(JOBS, draws=99)
    theirs = Table(JOBS.to_numpy(), shift_zeros=False).standardized_resids
    np.testing.assert_allclose(result.table["standardised_residual"], theirs.ravel())


def test_empty_rows_and_columns_keep_their_cells_and_stay_out():
    padded = JOBS.copy()
    padded.insert(2, "none", 0)
    padded.loc["nobody"] = 0
    got, plain = independence(padded, draws=999), independence(JOBS, draws=999)
    for field in ("statistic", "degrees_of_freedom", "p_value", "effect_size"):
        assert getattr(got, field) == getattr(plain, field)
    assert len(got.table) == 25
    assert got.table["p_value"].notna().sum() == 16
    assert (got.table["p_value_holm"].dropna().to_numpy() == plain.table["p_value_holm"]).all()


def test_cells_are_named_by_row_and_column():
    table = TEA.rename_axis(index="said", columns="poured")
    cells = independence(table, draws=99).table
    assert cells.index.names == ["said", "poured"]
    assert cells.loc[("tea said", "milk"), "observed"] == 1


def test_nothing_counted_is_missing_not_a_crash():
    result = independence(pd.DataFrame([[0, 0], [0, 0]]))
    assert isnan(result.statistic)
    assert isnan(result.p_value)
    assert isnan(result.effect_size)
    assert result.table["p_value"].isna().all()


@pytest.mark.parametrize("rows", [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]]])
def test_one_row_or_column_has_nothing_to_depend_on(rows):
    result = independence(pd.DataFrame(rows), draws=99)
    assert (result.statistic, result.p_value, result.degrees_of_freedom) == (0, 1, 0)
    assert isnan(result.effect_size)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame([[1, None], [2, 3]]), "column 1: value is missing at 0"),
        (pd.DataFrame([[1, -2], [2, 3]]), "column 1: value is negative at 0"),
        (pd.DataFrame([[1, 2.5], [2, 3]]), "column 1: value is no whole number"),
        (pd.DataFrame([[1, 2]] * 2, index=["a", "a"]), r"occur twice: \['a'\]"),
        (pd.DataFrame(), "empty table"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(table, message):
    with pytest.raises(ParameterError, match=message):
        independence(table)


def test_cramers_v_at_its_ends():
    assert cramers_v(20.0, (2, 2), 20) == 1.0
    assert cramers_v(0.0, (2, 3), 20) == 0.0
    assert isnan(cramers_v(2.0, (2, 2), 2))


def ways_by(odds_ratio: float) -> np.ndarray:
    """Chances of 0 to 4 cups right, by the definition of the odds ratio."""
    weights = np.array([1, 16, 36, 16, 1]) * odds_ratio ** np.arange(5)
    return weights / weights.sum()


def test_fisher_on_the_tea_tasting():
    # With k cups right of 4 and 4: ways 1, 16, 36, 16, 1 of 70. No likelier than 3: 34 of 70.
    result = fisher_exact(TEA)
    assert result.p_value == pytest.approx(34 / 70)
    # At the estimate the mean of k is the observed 3; at the limits a tail holds 2.5 %.
    assert ways_by(result.odds_ratio) @ np.arange(5) == pytest.approx(3)
    assert ways_by(result.odds_ratio_low)[3:].sum() == pytest.approx(0.025)
    assert ways_by(result.odds_ratio_high)[:4].sum() == pytest.approx(0.025)


def test_fisher_with_an_empty_cell_and_an_empty_row():
    apart = fisher_exact(pd.DataFrame([[5, 0], [0, 5]]))
    assert apart.odds_ratio == inf
    assert apart.odds_ratio_high == inf
    assert apart.p_value == pytest.approx(2 / 252)
    nobody = fisher_exact(pd.DataFrame([[0, 0], [2, 5]]))
    assert isnan(nobody.odds_ratio)
    assert nobody.p_value == 1


def test_fisher_wants_two_by_two():
    with pytest.raises(ParameterError, match="expected 2 rows and 2 columns"):
        fisher_exact(JOBS)


@settings(max_examples=30, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 8), min_size=width, max_size=width), min_size=2, max_size=4
        )
    )
)
def test_rows_and_columns_may_change_places(rows):
    table = pd.DataFrame(rows)
    there, back = independence(table, draws=50), independence(table.T, draws=50)
    assert back.statistic == pytest.approx(there.statistic, nan_ok=True)
    assert back.effect_size == pytest.approx(there.effect_size, nan_ok=True)
    turned = back.table["p_value"].swaplevel().reindex(there.table.index)
    np.testing.assert_allclose(turned, there.table["p_value"])
    assert isnan(there.effect_size) or 0 <= there.effect_size <= 1
