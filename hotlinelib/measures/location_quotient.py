"""How over- or under-represented each unit is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotlinelib.measures.null_counts import check_total, cluster_count_chances
from hotlinelib.measures.rates import exact_proportion_interval, ratio, shares
from hotlinelib.measures.validation import (
    FloatArray,
    IntArray,
    Values,
    amounts,
    column,
    counts,
    fraction,
    with_columns,
)

BISECTIONS = 30


def location_quotients(
    frame: pd.DataFrame,
    count: str,
    denominator: str,
    *,
    confidence: float = 0.95,
    clusters: Values | None = None,
) -> pd.DataFrame:
    """Add each unit's share of the counts over its share of the denominator.

    location quotient = (count / all counts) / (denominator / whole denominator): 1 means as
    many as the unit's size lets expect, 2 twice as many. Source: Isard (1960), Methods of
    Regional Analysis, chapter 7.

    The interval is the exact one of the unit's share of the counts (Clopper and Pearson 1934),
    divided by its share of the denominator. It takes the counts as independent draws and the
    denominator as known without error, and it is right for one unit at a time, not for all of
    them together. Where counts come in clusters, such as the awards of one organisation, it is
    too narrow: with `clusters` the two exact tests that it inverts redistribute whole clusters.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit; all units of the whole, those without counts included.
    count : str
        Column of whole counts.
    denominator : str
        Column of sizes, such as residents; 0 or more.
    confidence : float
        Between 0 and 1.
    clusters : pandas.Series or sequence of int, optional
        Number of counts of each independent cluster; they add up to the counts. A cluster falls on
        the unit with one chance, whatever its number of counts.

    Returns
    -------
    pandas.DataFrame
        The frame with the columns location_quotient, location_quotient_low and
        location_quotient_high (ratios, 0 or more). They are missing where the unit's
        denominator is 0, and everywhere if nothing was counted.

    Raises
    ------
    ParameterError
        If a column is absent, or holds missing or negative values or counts that aren't whole;
        if the frame already has a column of the result, or the clusters don't have its counts.

    Examples
    --------
    >>> provinces = pd.DataFrame({"awards": [6, 2], "residents": [50, 50]})
    >>> location_quotients(provinces, "awards", "residents").iloc[:, 2:].round(3)
       location_quotient  location_quotient_low  location_quotient_high
    0                1.5                  0.698                   1.936
    1                0.5                  0.064                   1.302
    """
    observed = counts(column(frame, count))
    size_share = shares(amounts(column(frame, denominator)))
    total = int(observed.sum())
    if total == 0:
        size_share = size_share * float("nan")
    if clusters is None or total == 0:
        low, high = exact_proportion_interval(observed, total, confidence)
    else:
        low, high = _clustered_interval(observed, counts(clusters, "clusters"), confidence)
    columns = {
        "location_quotient": ratio(shares(observed), size_share),
        "location_quotient_low": ratio(low, size_share),
        "location_quotient_high": ratio(high, size_share),
    }
    return with_columns(frame, columns)


def _clustered_interval(
    observed: IntArray, clusters: IntArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Return exact limits of each unit's chance to get a cluster (Clopper and Pearson 1934)."""
    tail = (1 - fraction(confidence, "confidence")) / 2
    check_total(int(clusters.sum()), observed)
    each, where = np.unique(observed, return_inverse=True)
    number = np.arange(clusters.sum() + 1)
    upper, lower = number >= each[:, None], number <= each[:, None]
    limits = []
    # As many or more gets likelier with the chance, as many or fewer unlikelier.
    for reached, grows in ((upper, True), (lower, False)):
        below, above = np.zeros(len(each)), np.ones(len(each))
        for _ in range(BISECTIONS):
            middle = (below + above) / 2
            likely = (cluster_count_chances(clusters, middle) * reached).sum(axis=1) >= tail
            rise = likely != grows
            below, above = np.where(rise, middle, below), np.where(rise, above, middle)
        limits.append((below + above) / 2)
    low = np.where(each == 0, 0.0, limits[0])
    high = np.where(each == clusters.sum(), 1.0, limits[1])
    return low[where], high[where]
