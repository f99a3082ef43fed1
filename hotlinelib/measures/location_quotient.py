"""How over- or under-represented each unit is."""

from __future__ import annotations

import pandas as pd

from hotlinelib.measures.rates import exact_proportion_interval, ratio, shares
from hotlinelib.measures.validation import amounts, column, counts, with_columns


def location_quotients(
    frame: pd.DataFrame, count: str, denominator: str, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Add each unit's share of the counts over its share of the denominator.

    location quotient = (count / all counts) / (denominator / whole denominator): 1 means as
    many as the unit's size lets expect, 2 twice as many. Source: Isard (1960), Methods of
    Regional Analysis, chapter 7.

    The interval is the exact one of the unit's share of the counts (Clopper and Pearson 1934),
    divided by its share of the denominator. It takes the counts as independent draws and the
    denominator as known without error, and it is right for one unit at a time, not for all of
    them together.

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
        if the frame already has a column of the result.

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
    low, high = exact_proportion_interval(observed, total, confidence)
    columns = {
        "location_quotient": ratio(shares(observed), size_share),
        "location_quotient_low": ratio(low, size_share),
        "location_quotient_high": ratio(high, size_share),
    }
    return with_columns(frame, columns)
