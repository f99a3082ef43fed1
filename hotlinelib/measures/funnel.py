"""How far rates of units of different size may lie apart by chance: the limits of a funnel plot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_list
from hotlinelib.errors import ParameterError
from hotlinelib.measures.null_counts import check_total, cluster_count_chances
from hotlinelib.measures.rates import stated_per
from hotlinelib.measures.validation import FloatArray, Values, amounts, column, counts, fraction

POINTS = 60
LEVELS = (0.95, 0.998)


def funnel_limits(
    frame: pd.DataFrame,
    count: str,
    denominator: str,
    *,
    levels: Sequence[float] = LEVELS,
    per: float = 1.0,
    sizes: Values | None = None,
    clusters: Values | None = None,
) -> pd.DataFrame:
    """Return between which rates a unit of a size lies by chance if all units share one rate.

    The count of a unit with the share p of all sizes is binomial, given the number of all counts;
    with clusters it is the sum of the clusters that fall on it. Limits are quantiles, interpolated
    between whole counts so that they fall smoothly with size (Spiegelhalter 2005, Funnel Plots for
    Comparing Institutional Performance, Statistics in Medicine 24, appendix). They are for one unit
    at a time: of 31 units one or two lie outside 95% limits by chance.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit; all units of the whole, those without counts included.
    count : str
        Column of whole counts.
    denominator : str
        Column of sizes, 0 or more.
    levels : sequence of float
        Shares of units that lie within the limits by chance, each between 0 and 1.
    per : float
        Number of units of size that a rate is stated for, such as 1_000_000.
    sizes : pandas.Series or sequence of float, optional
        Sizes to give limits for, above 0 and no larger than all sizes together. Without them 60
        sizes from the smallest to the largest of the frame, in equal ratios.
    clusters : pandas.Series or sequence of int, optional
        Number of counts of each independent cluster; they add up to the counts.

    Returns
    -------
    pandas.DataFrame
        One row per level and size: level, size, rate (the overall one), low, high (counts per
        `per` units).

    Raises
    ------
    ParameterError
        If a column is absent, or holds missing or negative values or counts that aren't whole; if
        nothing was counted, a level or size is out of range, or clusters don't have the counts.

    Examples
    --------
    >>> cities = pd.DataFrame({"awards": [6, 3, 1], "residents": [50, 40, 10]})
    >>> funnel_limits(cities, "awards", "residents", levels=[0.95], sizes=[10, 50]).round(3)
       level  size  rate    low   high
    0   0.95  10.0   0.1  0.000  0.279
    1   0.95  50.0   0.1  0.026  0.154
    """
    observed, known = counts(column(frame, count)), amounts(column(frame, denominator))
    check_list("levels", levels, "a list of shares, such as [0.95, 0.998]")
    factor, total, whole = stated_per(per), int(observed.sum()), float(known.sum())
    if total == 0 or whole == 0:
        raise ParameterError(
            "no counts in {count} or no sizes in {denominator}; expected both",
            count=count,
            denominator=denominator,
        )
    each = np.ones(total, dtype=np.int64) if clusters is None else counts(clusters, "clusters")
    check_total(int(each.sum()), observed)
    given = _grid(known) if sizes is None else amounts(sizes, "sizes")
    if not ((given > 0) & (given <= whole)).all():
        raise ParameterError(
            "a size is not above 0 or is above {whole:g}, all sizes together", whole=whole
        )
    cumulative = cluster_count_chances(each, given / whole).cumsum(axis=1)
    limits = []
    for level in levels:
        tail = (1 - fraction(level, "level")) / 2
        low, high = (_quantile(cumulative, part) / given * factor for part in (tail, 1 - tail))
        rate = total / whole * factor
        limits.append(
            pd.DataFrame({"level": level, "size": given, "rate": rate, "low": low, "high": high})
        )
    return pd.concat(limits, ignore_index=True)


def _grid(known: FloatArray) -> FloatArray:
    sizes = known[known > 0]
    return np.asarray(np.geomspace(sizes.min(), sizes.max(), POINTS))


def _quantile(cumulative: FloatArray, part: float) -> FloatArray:
    """Return the count with P(count or fewer) = part, interpolated; never below 0."""
    first = np.argmax(cumulative >= part - 1e-12, axis=1)
    rows = np.arange(len(cumulative))
    reached = cumulative[rows, first]
    before = np.where(first > 0, cumulative[rows, np.maximum(first - 1, 0)], 0.0)
    return np.asarray(np.maximum(first - (reached - part) / (reached - before), 0.0))
