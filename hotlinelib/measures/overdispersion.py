"""Whether counts vary more than their sizes and chance let expect, and rates shrunk accordingly."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_choice
from hotlinelib.errors import ParameterError
from hotlinelib.extras import from_extra
from hotlinelib.measures.estimate import Estimate, Estimates
from hotlinelib.measures.rates import poisson_interval, ratio, stated_per
from hotlinelib.measures.validation import (
    FloatArray,
    IntArray,
    amounts,
    column,
    counts,
    fraction,
    refuse,
    with_columns,
)

Prior: TypeAlias = Literal["maximum_likelihood", "marshall"]

# Dispersions that are looked for, as logarithms: below, the counts are as good as Poisson.
LEAST, MOST = -12.0, 8.0
STEPS = 60
LR_METHOD = (
    "negative binomial (NB2) against Poisson, log size as offset; likelihood ratio, one-sided, "
    "half a chi-squared with one degree of freedom as the dispersion can't be below 0"
)
SHRUNK = {
    "maximum_likelihood": "gamma-Poisson model, prior by maximum likelihood",
    "marshall": "gamma-Poisson model, prior by moments (Marshall 1991)",
}


def overdispersion(
    frame: pd.DataFrame, count: str, denominator: str, *, confidence: float = 0.95
) -> Estimates:
    """Test whether counts are over-dispersed once their sizes are allowed for.

    Counts have the mean m n[i] and the variance m n[i] + alpha (m n[i])^2 (negative binomial, NB2);
    alpha = 0 is Poisson. The likelihood-ratio test corrects for alpha lying on the edge of what is
    possible (Self and Liang 1987, Asymptotic Properties of Maximum Likelihood Estimators, Journal
    of the American Statistical Association 82; Cameron and Trivedi 2013, Regression Analysis of
    Count Data, section 3.4). Its p-value is one for large samples; `goodness_of_fit` tests the
    same without that.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit; all units of the whole, those without counts included.
    count : str
        Column of whole counts.
    denominator : str
        Column of sizes, 0 or more; units of size 0 are left out.
    confidence : float
        Of the profile-likelihood interval of alpha, between 0 and 1.

    Returns
    -------
    Estimates
        dispersion: alpha with its interval (high is infinite where no alpha is too large), p of
        the likelihood-ratio test; likelihood_ratio: the statistic, with the same p. Missing where
        nothing was counted. The table is empty.

    Raises
    ------
    ParameterError
        If a column is absent, or holds missing or negative values or counts that aren't whole; if
        a unit of size 0 has counts, or fewer than two units have a size.

    Examples
    --------
    >>> cities = pd.DataFrame({"awards": [9, 0, 0, 1, 0, 0], "residents": [3, 3, 2, 2, 1, 1]})
    >>> found = overdispersion(cities, "awards", "residents")
    >>> round(found["dispersion"].value, 1), round(found["dispersion"].p, 3)
    (4.0, 0.0)
    """
    observed, sizes = sized_counts(frame, count, denominator)
    level = fraction(confidence, "confidence")
    if not observed.any():
        names = ("dispersion", "likelihood_ratio")
        return Estimates.of(Estimate(name, np.nan, method=LR_METHOD) for name in names)
    with from_extra("reports"):
        from scipy.special import chdtrc, chdtri

    alpha, gain = _fitted_dispersion(observed, sizes)
    statistic = 2 * gain
    p_value = float(chdtrc(1, statistic)) / 2 if alpha > 0 else 1.0
    lost = gain - float(chdtri(1, 1 - level)) / 2
    dispersion = Estimate(
        quantity="dispersion",
        value=alpha,
        low=_limit(observed, sizes, alpha, lost, LEAST),
        high=_limit(observed, sizes, alpha, lost, MOST),
        interval=f"{level:.0%} profile likelihood",
        p=p_value,
        method=LR_METHOD,
        n=len(observed),
    )
    ratio_of = Estimate("likelihood_ratio", statistic, p=p_value, method=LR_METHOD, n=len(observed))
    return Estimates.of([dispersion, ratio_of])


def empirical_bayes_rates(
    frame: pd.DataFrame,
    count: str,
    denominator: str,
    *,
    per: float = 1.0,
    confidence: float = 0.95,
    prior: Prior = "maximum_likelihood",
) -> pd.DataFrame:
    """Add rates that are shrunk towards the overall rate, the more the fewer counts carry them.

    True rates are taken to follow a gamma distribution with the mean m and the shape k = 1 /
    alpha; given y counts for the size n a unit's rate is then gamma with the shape k + y and the
    inverse scale k / m + n. Sources: Clayton and Kaldor (1987), Empirical Bayes Estimates of
    Age-Standardized Relative Risks for Use in Disease Mapping, Biometrics 43; Marshall (1991),
    Mapping Disease and Mortality Rates Using Empirical Bayes Estimators, Applied Statistics 40,
    for the moments. The intervals take m and k as known, which makes them somewhat too narrow.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit; all units of the whole, those without counts included.
    count : str
        Column of whole counts.
    denominator : str
        Column of sizes, 0 or more.
    per : float
        Number of units of size that a rate is stated for, such as 1_000_000.
    confidence : float
        Of the credible interval, between 0 and 1.
    prior : {"maximum_likelihood", "marshall"}
        How m and k are estimated.

    Returns
    -------
    pandas.DataFrame
        The frame with the columns rate_shrunk, rate_shrunk_low, rate_shrunk_high (counts per `per`
        units; equal-tailed credible interval) and own_weight (0 to 1: what the unit's own rate
        weighs). Where no over-dispersion is found all rates are the overall one, with its exact
        Poisson interval. Missing where the size is 0, and everywhere if nothing was counted.

    Raises
    ------
    ParameterError
        As `overdispersion`; also if `per` isn't above 0.

    Examples
    --------
    >>> cities = pd.DataFrame({"awards": [9, 0, 0, 1, 0, 0], "residents": [3, 3, 2, 2, 1, 1]})
    >>> empirical_bayes_rates(cities, "awards", "residents").round(2)["rate_shrunk"].tolist()
    [2.72, 0.07, 0.1, 0.52, 0.18, 0.18]
    """
    with from_extra("reports"):
        from scipy.special import gammaincinv

    check_choice("prior", prior, tuple(SHRUNK))
    observed, sizes = sized_counts(frame, count, denominator)
    factor, tail = stated_per(per), (1 - fraction(confidence, "confidence")) / 2
    overall = float(observed.sum() / sizes.sum())
    alpha, mean = 0.0, overall
    if prior == "marshall":
        alpha = _marshall(observed, sizes, overall)
    elif observed.any():
        alpha = _fitted_dispersion(observed, sizes)[0]
        mean = _mean_given(observed, sizes, alpha)
    if alpha > 0:
        shape, inverse_scale = 1 / alpha + observed, 1 / (alpha * mean) + sizes
        shrunk = shape / inverse_scale
        low, high = (gammaincinv(shape, part) / inverse_scale for part in (tail, 1 - tail))
        own = sizes / inverse_scale
    else:
        total = np.array([observed.sum()])
        low, high = (limit / sizes.sum() for limit in poisson_interval(total, confidence))
        shrunk, own = np.full(len(sizes), overall), np.zeros(len(sizes))
    known = amounts(column(frame, denominator)) > 0
    added = {}
    names = ("rate_shrunk", "rate_shrunk_low", "rate_shrunk_high", "own_weight")
    for name, values in zip(names, (shrunk, low, high, own), strict=True):
        added[name] = np.full(len(frame), np.nan)
        if observed.any():
            added[name][known] = values if name == "own_weight" else values * factor
    return with_columns(frame, added)


def sized_counts(frame: pd.DataFrame, count: str, denominator: str) -> tuple[IntArray, FloatArray]:
    """Return counts and sizes of the units that have a size."""
    observed, sizes = counts(column(frame, count)), amounts(column(frame, denominator))
    unsized = column(frame, denominator)
    refuse(unsized, (sizes == 0) & (observed > 0), "is 0", "a size where there are counts")
    used = sizes > 0
    if used.sum() < 2:
        raise ParameterError(
            "{sum} units with a size in {denominator}; expected two or more",
            sum=used.sum(),
            denominator=denominator,
        )
    return observed[used], sizes[used]


def _log_likelihood(observed: IntArray, sizes: FloatArray, alpha: float) -> float:
    """Return the negative binomial log-likelihood at its best mean, without terms of counts."""
    expected = _mean_given(observed, sizes, alpha) * sizes
    known = np.log(expected) * observed
    if alpha == 0:
        return float((known - expected).sum())
    # ln G(y + k) - ln G(k) - y ln k, k = 1 / alpha, stays exact for large k as a sum of logarithms.
    terms = np.log1p(alpha * np.arange(int(observed.max())))
    rising = np.concatenate([[0.0], terms.cumsum()])[observed]
    falling = (observed + 1 / alpha) * np.log1p(alpha * expected)
    return float((rising + known - falling).sum())


def _mean_given(observed: IntArray, sizes: FloatArray, alpha: float) -> float:
    """Return the rate that is most likely for a dispersion, by Fisher scoring of its logarithm."""
    mean = float(observed.sum() / sizes.sum())
    if alpha == 0:
        return mean
    for _ in range(STEPS):
        expected = mean * sizes
        score = ((observed - expected) / (1 + alpha * expected)).sum()
        step = float(score / (expected / (1 + alpha * expected)).sum())
        mean *= float(np.exp(np.clip(step, -1, 1)))
        if abs(step) < 1e-10:
            break
    return mean


def _fitted_dispersion(observed: IntArray, sizes: FloatArray) -> tuple[float, float]:
    """Return the most likely dispersion, and by how much log-likelihood it beats Poisson."""
    with from_extra("reports"):
        from scipy.optimize import minimize_scalar

    poisson = _log_likelihood(observed, sizes, 0.0)

    def loss(log_alpha: float) -> float:
        return -_log_likelihood(observed, sizes, float(np.exp(log_alpha)))

    found = minimize_scalar(loss, bounds=(LEAST, MOST), method="bounded")
    gain = -float(found.fun) - poisson
    # The likelihood is flat near 0: what gains no more than rounding is Poisson.
    return (float(np.exp(found.x)), gain) if gain > 1e-6 else (0.0, 0.0)


def _limit(
    observed: IntArray, sizes: FloatArray, alpha: float, least_gain: float, end: float
) -> float:
    """Return the limit of the dispersions that lose no more likelihood than allowed."""
    with from_extra("reports"):
        from scipy.optimize import brentq

    poisson = _log_likelihood(observed, sizes, 0.0)

    def spare(log_alpha: float) -> float:
        return _log_likelihood(observed, sizes, float(np.exp(log_alpha))) - poisson - least_gain

    if spare(end) >= 0:
        return 0.0 if end == LEAST else np.inf
    start = np.log(alpha) if alpha > 0 else LEAST
    return float(np.exp(brentq(spare, start, end, xtol=1e-6))) if spare(start) > 0 else alpha


def _marshall(observed: IntArray, sizes: FloatArray, overall: float) -> float:
    """Return the dispersion by moments: variance of the rates beyond chance, over the mean^2."""
    if overall == 0:
        return 0.0
    spread = (sizes * (ratio(observed, sizes) - overall) ** 2).sum() / sizes.sum()
    beyond = spread - overall / sizes.mean()
    return float(max(beyond, 0.0) / overall**2)
