"""Shares and rates with their intervals."""

from __future__ import annotations

from numbers import Real

import numpy as np
import pandas as pd

from hotlinelib.arguments import shown
from hotlinelib.errors import ParameterError
from hotlinelib.extras import from_extra
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
from hotlinelib.messages import message


def count_rates(
    frame: pd.DataFrame, count: str, denominator: str, *, per: float = 1.0, confidence: float = 0.95
) -> pd.DataFrame:
    """Add the rate of each unit, with an exact Poisson interval.

    rate = count / denominator * per. The counts are taken as Poisson and the denominators as
    known. The interval holds the means m with P(X >= count | m) >= a/2 and P(X <= count | m)
    >= a/2, where a = 1 - confidence: it covers at least that often, mostly more often. Source:
    Garwood (1936), Fiducial Limits for the Poisson Distribution, Biometrika 28.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit.
    count : str
        Column of whole counts.
    denominator : str
        Column of what the counts are held against, such as residents; 0 or more.
    per : float
        Number of denominator units that a rate is stated for, such as 1_000_000.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        The frame with the columns share (of all counts, 0 to 1), denominator_share (0 to 1),
        rate, rate_low and rate_high (counts per `per` units). A rate is missing where the
        denominator is 0, a share where the total is 0.

    Raises
    ------
    ParameterError
        If a column is absent, or holds missing or negative values or counts that aren't whole;
        if `per` isn't above 0; if the frame already has a column of the result.

    Examples
    --------
    >>> cities = pd.DataFrame({"awards": [3, 0], "residents": [2_000_000, 500_000]})
    >>> count_rates(cities, "awards", "residents", per=1_000_000).iloc[:, 2:].round(3)
       share  denominator_share  rate  rate_low  rate_high
    0    1.0                0.8   1.5     0.309      4.384
    1    0.0                0.2   0.0     0.000      7.378
    """
    observed = counts(column(frame, count))
    known = amounts(column(frame, denominator))
    factor = stated_per(per)
    low, high = poisson_interval(observed, confidence)
    columns = {
        "share": shares(observed),
        "denominator_share": shares(known),
        "rate": ratio(observed, known) * factor,
        "rate_low": ratio(low, known) * factor,
        "rate_high": ratio(high, known) * factor,
    }
    return with_columns(frame, columns)


def proportion_intervals(
    frame: pd.DataFrame, successes: str, trials: str, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Add the share of successes of each unit, with the score interval.

    Source: Wilson (1927), Probable Inference, the Law of Succession, and Statistical
    Inference, Journal of the American Statistical Association 22.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit.
    successes : str
        Column of whole counts.
    trials : str
        Column of whole counts, none below its successes.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        The frame with the columns share, share_low and share_high (0 to 1), all missing where
        there are no trials.

    Raises
    ------
    ParameterError
        If a column is absent, or holds missing or negative values or counts that aren't whole;
        if there are more successes than trials; if the frame already has a column of the result.

    Examples
    --------
    >>> rounds = pd.DataFrame({"won": [2, 0], "entered": [10, 5]})
    >>> proportion_intervals(rounds, "won", "entered").round(3)
       won  entered  share  share_low  share_high
    0    2       10    0.2      0.057       0.510
    1    0        5    0.0      0.000       0.434
    """
    won = counts(column(frame, successes))
    tried = counts(column(frame, trials))
    above = message("is above {trials}", trials=trials)
    refuse(column(frame, successes), won > tried, above, "no more than the trials")
    low, high = wilson_interval(won, tried, confidence)
    return with_columns(frame, {"share": ratio(won, tried), "share_low": low, "share_high": high})


def stated_per(per: float) -> float:
    """Return the number of denominator units that rates are stated for."""
    if not isinstance(per, Real) or not per > 0:
        raise ParameterError(
            "per is {per}; expected a number above 0, such as 1_000_000", per=shown(per)
        )
    return float(per)


def poisson_interval(count: IntArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """Return the exact limits of a Poisson mean (Garwood 1936), by quantiles of the gamma."""
    with from_extra("reports"):
        from scipy.special import gammaincinv

    tail = (1 - fraction(confidence, "confidence")) / 2
    low = np.where(count > 0, gammaincinv(np.maximum(count, 1), tail), 0.0)
    return low, gammaincinv(count + 1, 1 - tail)


def wilson_interval(
    successes: IntArray, trials: IntArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Return the score limits of a proportion (Wilson 1927)."""
    with from_extra("reports"):
        from scipy.special import ndtri

    z = ndtri((1 + fraction(confidence, "confidence")) / 2)
    share = ratio(successes, trials)
    centre = ratio(successes + z**2 / 2, trials + z**2)
    spread = z * np.sqrt(share * (1 - share) * trials + z**2 / 4) / (trials + z**2)
    # Rounding must not push a limit that is exactly 0 or 1 off its end.
    low = np.where(successes == 0, 0.0, centre - spread)
    high = np.where(successes == trials, 1.0, centre + spread)
    return np.where(trials > 0, low, np.nan), np.where(trials > 0, high, np.nan)


def exact_proportion_interval(
    successes: IntArray, trials: int, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Return the exact limits of proportions of one number of trials (Clopper and Pearson 1934)."""
    with from_extra("reports"):
        from scipy.special import betaincinv

    tail = (1 - fraction(confidence, "confidence")) / 2
    failures = trials - successes
    low = betaincinv(np.maximum(successes, 1), failures + 1, tail)
    high = betaincinv(successes + 1, np.maximum(failures, 1), 1 - tail)
    return np.where(successes > 0, low, 0.0), np.where(failures > 0, high, 1.0)


def shares(values: FloatArray | IntArray) -> FloatArray:
    """Return each value's share of the total; missing where the total is 0."""
    return ratio(values, np.full(len(values), values.sum()))


def ratio(above: FloatArray | IntArray, below: FloatArray | IntArray) -> FloatArray:
    """Divide, with a missing value where the divisor is 0."""
    quotient = np.full(len(above), np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient
