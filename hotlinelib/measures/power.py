"""What a test could have found: smallest effects, and p-values that zeros can reach."""

from __future__ import annotations

from numbers import Real

import numpy as np

from hotlinelib.arguments import check_kind
from hotlinelib.extras import from_extra
from hotlinelib.measures.null_counts import cluster_count_chances
from hotlinelib.measures.validation import FloatArray, IntArray, fraction, positive_integer

POWER = 0.8
LEVEL = 0.05
TIE = 1 + 1e-7
BISECTIONS = 24


def smallest_w(
    n: int,
    degrees_of_freedom: int,
    *,
    power: float = POWER,
    level: float = LEVEL,
    scale: float = 1.0,
    critical: float | None = None,
) -> float:
    """Return the smallest Cohen's w that a chi-squared test finds with a power.

    Under an alternative with the effect w the statistic is about noncentral chi-squared with the
    noncentrality n w^2 (Cohen 1988, Statistical Power Analysis, chapter 7); the approximation is
    rough where few counts are expected. Where counts come in clusters or without replacement, the
    statistic has the mean degrees of freedom x scale under the null model, and w grows with the
    root of scale (Rao and Scott 1981, The Analysis of Categorical Data from Complex Sample
    Surveys, Journal of the American Statistical Association 76).

    Parameters
    ----------
    n : int
        Number of counts.
    degrees_of_freedom : int
        Of the test; there is nothing to find with 0.
    power : float
        Chance to find the effect, between 0 and 1.
    level : float
        Level of the test, between 0 and 1.
    scale : float
        Mean of the statistic under the null model over the degrees of freedom.
    critical : float, optional
        Statistic from which on the test rejects; without it the quantile of the scaled
        chi-squared distribution.

    Returns
    -------
    float
        Missing without counts or degrees of freedom.

    Examples
    --------
    >>> round(smallest_w(71, 12), 2)
    0.49
    """
    with from_extra("reports"):
        from scipy.special import chdtri, chndtrinc

    wanted, alpha = fraction(power, "power"), fraction(level, "level")
    if n < 1 or degrees_of_freedom < 1 or not scale > 0:
        return float("nan")
    reached = chdtri(degrees_of_freedom, alpha) if critical is None else critical / scale
    noncentrality = float(chndtrinc(reached, degrees_of_freedom, 1 - wanted))
    return float(np.sqrt(max(noncentrality, 0.0) * scale / n))


def smallest_effect(drawn: FloatArray, degrees_of_freedom: int, n: int) -> float:
    """Return the smallest w that a test finds whose statistic was drawn under the null model."""
    if degrees_of_freedom < 1 or not drawn.any():
        return float("nan")
    scale, critical = float(drawn.mean()) / degrees_of_freedom, float(np.quantile(drawn, 1 - LEVEL))
    return smallest_w(n, degrees_of_freedom, scale=scale, critical=critical)


def power_of_w(w: float, n: int, degrees_of_freedom: int, *, level: float = LEVEL) -> float:
    """Return the chance that a chi-squared test finds an effect of Cohen's w.

    Source: Cohen (1988), Statistical Power Analysis, chapter 7; see `smallest_w`.

    Parameters
    ----------
    w : float
        Effect size, 0 or more.
    n : int
        Number of counts.
    degrees_of_freedom : int
        Of the test.
    level : float
        Level of the test, between 0 and 1.

    Returns
    -------
    float
        0 to 1.

    Examples
    --------
    >>> round(power_of_w(0.3, 71, 12), 2)
    0.32
    """
    with from_extra("reports"):
        from scipy.special import chdtri, chndtr

    check_kind("w", w, Real)
    alpha = fraction(level, "level")
    freedom = positive_integer(degrees_of_freedom, "degrees_of_freedom")
    noncentrality = positive_integer(n, "n") * w**2
    return float(1 - chndtr(chdtri(freedom, alpha), freedom, noncentrality))


def two_sided(chances: FloatArray) -> FloatArray:
    """Return, for each number that a row of chances is of, P(no likelier number).

    The probability method (Hirji 2006, Exact Analysis of Discrete Data), as in Fisher's test.
    """
    order = np.argsort(chances, axis=1)
    ordered = np.take_along_axis(chances, order, axis=1)
    sums = np.cumsum(ordered, axis=1)
    p_values = np.empty_like(chances)
    for row, (likely, below) in enumerate(zip(ordered, sums, strict=True)):
        last = np.searchsorted(likely, chances[row] * TIE, side="right") - 1
        p_values[row] = below[last]
    return np.asarray(np.minimum(p_values, 1.0))


def smallest_quotients(
    clusters: IntArray, share: FloatArray, *, power: float = POWER, level: float = LEVEL
) -> FloatArray:
    """Return the smallest location quotient above 1 that each unit's own test finds with a power.

    A unit is found if its count has a two-sided p-value of no more than level / number of units
    (Bonferroni, the first step of Holm 1979). The quotient is the smallest chance of a cluster to
    fall on the unit with which that happens with the power, over the unit's share of the sizes.
    Missing where even all counts on one unit wouldn't be found so.
    """
    wanted, alpha = fraction(power, "power"), fraction(level, "level") / max(len(share), 1)
    # Many units are of one size, and each size is worked out once.
    each, where = np.unique(share, return_inverse=True)
    null = cluster_count_chances(clusters, each)
    above = np.arange(null.shape[1]) > (clusters.sum() * each)[:, None]
    found = (two_sided(null) <= alpha) & above
    low, high = each.copy(), np.ones(len(each))
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        enough = (cluster_count_chances(clusters, middle) * found).sum(axis=1) >= wanted
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    quotients = np.full(len(each), np.nan)
    np.divide(high, each, out=quotients, where=found.any(axis=1) & (each > 0))
    return quotients[where]
