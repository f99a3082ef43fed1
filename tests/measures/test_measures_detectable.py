"""The smallest detectable effect against scipy's noncentral hypergeometric distribution."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact, hypergeom, nchypergeom_fisher

from hotlinelib.errors import ParameterError
from hotlinelib.measures import detectable_effect


def test_of_a_table_with_given_margins_it_is_the_odds_ratio_that_fishers_test_finds() -> None:
    total, rows, columns = 52, 19, 24
    numbers = np.arange(max(0, rows + columns - total), min(rows, columns) + 1)
    null = hypergeom.pmf(numbers, total, rows, columns)
    effect = detectable_effect(list(numbers), list(null))
    tables = [[[k, rows - k], [columns - k, total - rows - columns + k]] for k in numbers]
    rejected = np.array([fisher_exact(table).pvalue <= 0.05 for table in tables])
    for odds_ratio in (effect.odds_ratio_low, effect.odds_ratio_high):
        other = nchypergeom_fisher.pmf(numbers, total, rows, columns, odds_ratio)
        assert other[rejected].sum() == pytest.approx(0.8, abs=1e-6)
    assert effect.odds_ratio_low < 1 < effect.odds_ratio_high


def test_where_no_number_can_be_significant_no_effect_is_found() -> None:
    assert np.isnan(detectable_effect([0, 1], [0.5, 0.5])).all()
    # Zero is too likely to be called significant; five of five isn't.
    lopsided = detectable_effect([0, 1, 2, 3, 4, 5], [0.4, 0.3, 0.2, 0.07, 0.02, 0.01])
    assert np.isnan(lopsided.odds_ratio_low)
    assert lopsided.odds_ratio_high > 1


def test_wrong_input_is_refused() -> None:
    with pytest.raises(ParameterError, match="expected one or more"):
        detectable_effect([0, 1], [1.0])
