"""What a test could have found: smallest effects, and p-values that zeros can reach."""

from __future__ import annotations

from typing import Any

import numpy as np

from hotlinelib.extras import from_extra
from hotlinelib.measures.monte_carlo import MIDDLE, at_least, monte_carlo_p, standard_error
from hotlinelib.measures.null_counts import cluster_count_chances
from hotlinelib.measures.results import TestResult
from hotlinelib.measures.validation import FloatArray, IntArray

POWER = 0.8
LEVEL = 0.05
TIE = 1 + 1e-7
BISECTIONS = 24


def smallest_effect(drawn: FloatArray, degrees_of_freedom: int, n: int) -> float:
    """Return the smallest Cohen's w that a test finds whose statistic was drawn under the null."""
    # With the effect w the statistic is about noncentral chi-squared, noncentrality n w^2 (Cohen
    # 1988, Statistical Power Analysis, chapter 7); roughly where few counts are expected. Under
    # clusters or without replacement its mean is degrees of freedom x scale, and w grows with the
    # root of scale (Rao and Scott 1981, Journal of the American Statistical Association 76).
    with from_extra("reports"):
        from scipy.special import chndtrinc

    if degrees_of_freedom < 1 or n < 1 or not drawn.any():
        return float("nan")
    scale, critical = float(drawn.mean()) / degrees_of_freedom, float(np.quantile(drawn, 1 - LEVEL))
    noncentrality = float(chndtrinc(critical / scale, degrees_of_freedom, 1 - POWER))
    return float(np.sqrt(max(noncentrality, 0.0) * scale / n))


def chi_squared_result(
    statistic: float, drawn: FloatArray, effects: FloatArray, n: int, **about: Any
) -> TestResult:
    """Return a chi-squared test with drawn p-value and effect size, missing without counts."""
    draws, known = about["draws"], not np.isnan(statistic)
    p_value = monte_carlo_p(int(at_least(drawn, statistic).sum()), draws) if known else np.nan
    low, high = np.quantile(effects, MIDDLE)
    total = about.pop("total")
    return TestResult(
        statistic=statistic,
        p_value=p_value,
        p_value_standard_error=standard_error(p_value, draws),
        effect_null_mean=float(effects.mean()),
        effect_null_low=float(low),
        effect_null_high=float(high),
        smallest_effect=smallest_effect(drawn, about["degrees_of_freedom"], total),
        n=n,
        **about,
    )


def two_sided(chances: FloatArray) -> FloatArray:
    """Return P(no likelier number) for each number that a row of chances is of."""
    # The probability method (Hirji 2006, Exact Analysis of Discrete Data), as in Fisher's test
    order = np.argsort(chances, axis=1)
    ordered = np.take_along_axis(chances, order, axis=1)
    sums = np.cumsum(ordered, axis=1)
    p_values = np.empty_like(chances)
    for row, (likely, below) in enumerate(zip(ordered, sums, strict=True)):
        last = np.searchsorted(likely, chances[row] * TIE, side="right") - 1
        p_values[row] = below[last]
    return np.asarray(np.minimum(p_values, 1.0))


def smallest_quotients(clusters: IntArray, share: FloatArray) -> FloatArray:
    """Return the least location quotient above 1 that each unit's test finds with a power."""
    # Found: a two-sided p-value of no more than level / units (Bonferroni, the first step of Holm
    # 1979). The quotient is the chance of a cluster to fall on the unit over its share of the
    # sizes.
    alpha = LEVEL / max(len(share), 1)
    # Many units are of one size, and each size is worked out once.
    each, where = np.unique(share, return_inverse=True)
    null = cluster_count_chances(clusters, each)
    above = np.arange(null.shape[1]) > (clusters.sum() * each)[:, None]
    found = (two_sided(null) <= alpha) & above
    low, high = each.copy(), np.ones(len(each))
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        enough = (cluster_count_chances(clusters, middle) * found).sum(axis=1) >= POWER
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    quotients = np.full(len(each), np.nan)
    np.divide(high, each, out=quotients, where=found.any(axis=1) & (each > 0))
    return quotients[where]
