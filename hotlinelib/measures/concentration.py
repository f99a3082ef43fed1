"""How unequally an amount is spread over units; units with nothing always count."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.measures.rates import ratio, shares
from hotlinelib.measures.validation import FloatArray, IntArray, Values, amounts, weights_like


def lorenz_curve(values: Values, weights: Values | None = None) -> pd.DataFrame:
    """Return the share of the whole that the poorest part of the units holds.

    Source: Lorenz (1905), Methods of Measuring the Concentration of Wealth, Publications of
    the American Statistical Association 9.

    Parameters
    ----------
    values : pandas.Series or sequence of float
        Total of each unit, 0 or more.
    weights : pandas.Series or sequence of float, optional
        Size of each unit, such as residents, matched to the values by position. Units are then
        put in the order of value per weight. Without weights each unit counts as 1.

    Returns
    -------
    pandas.DataFrame
        population_share and value_share (0 to 1), starting at (0, 0) and ending at (1, 1), one
        row more than there are units. Shares of a total of 0 are missing.

    Raises
    ------
    ParameterError
        If a value or weight is missing or negative, or their numbers differ.

    Examples
    --------
    >>> lorenz_curve([3, 1, 0])
       population_share  value_share
    0          0.000000         0.00
    1          0.333333         0.00
    2          0.666667         0.25
    3          1.000000         1.00
    """
    totals = amounts(values)
    sizes = weights_like(totals, weights)
    order = _from_poorest(totals, sizes)
    return pd.DataFrame(
        {
            "population_share": _cumulative_share(sizes[order]),
            "value_share": _cumulative_share(totals[order]),
        }
    )


def gini(values: Values, weights: Values | None = None) -> float:
    """Return the Gini coefficient: twice the area between the Lorenz curve and the diagonal.

    G = 1 - sum((p[i] - p[i-1]) (v[i] + v[i-1])) over the points of the Lorenz curve. It is 0
    where all units hold the same (per weight), and 1 - 1/n where one of n units holds
    everything. Source: Gini (1914), Sulla misura della concentrazione e della variabilità dei
    caratteri; as in Brown (1994), Using Gini-Style Indices to Evaluate the Spatial Patterns of
    Health Practitioners, Social Science & Medicine 38.

    Parameters
    ----------
    values, weights
        As `lorenz_curve` takes them.

    Returns
    -------
    float
        0 to 1, not corrected for the number of units; missing where all values or all weights
        are 0.

    Raises
    ------
    ParameterError
        If a value or weight is missing or negative, or their numbers differ.

    Examples
    --------
    >>> round(gini([3, 1, 0, 0]), 4)
    0.625
    """
    curve = lorenz_curve(values, weights)
    steps = np.diff(curve["population_share"])
    heights = curve["value_share"].to_numpy()
    return float(_unit_interval(1 - np.sum(steps * (heights[1:] + heights[:-1]))))


def herfindahl_hirschman(values: Values, *, normalised: bool = False) -> float:
    """Return the sum of the squared shares.

    H = sum(share^2), from 1/n (all alike) to 1 (one unit holds everything); normalised
    (H - 1/n) / (1 - 1/n), from 0 to 1. Source: Hirschman (1964), The Paternity of an Index,
    American Economic Review 54.

    Parameters
    ----------
    values : pandas.Series or sequence of float
        Total of each unit, 0 or more.
    normalised : bool
        Whether to rescale to 0 to 1, so that lists of different length compare.

    Returns
    -------
    float
        Missing where all values are 0; normalised also where there is one unit only.

    Raises
    ------
    ParameterError
        If a value is missing or negative.

    Examples
    --------
    >>> herfindahl_hirschman([3, 1, 0, 0])
    0.625
    >>> herfindahl_hirschman([3, 1, 0, 0], normalised=True)
    0.5
    """
    share = shares(amounts(values))
    index = float(np.sum(share**2))
    if not normalised:
        return index
    least = 1 / len(share)
    return (index - least) / (1 - least) if len(share) > 1 else float("nan")


def theil(values: Values, weights: Values | None = None) -> float:
    """Return Theil's T: the information in the values' shares beyond the weights' shares.

    T = sum(s ln(s / p)), s being a unit's share of the values and p its share of the weights
    (1/n without weights); a unit with nothing adds 0. From 0 to ln(n) without weights. Source:
    Theil (1967), Economics and Information Theory, chapter 4.

    Parameters
    ----------
    values, weights
        As `lorenz_curve` takes them.

    Returns
    -------
    float
        In nats; missing where all values are 0.

    Raises
    ------
    ParameterError
        If a value or weight is missing or negative, their numbers differ, or a unit of weight 0
        has a value above 0 (the index would be infinite).

    Examples
    --------
    >>> round(theil([2, 0]), 4)  # ln 2
    0.6931
    """
    totals = amounts(values)
    sizes = weights_like(totals, weights)
    _refuse_weightless(totals, sizes)
    return float(np.sum(_theil_terms(shares(totals), shares(sizes))))


def _theil_terms(value_share: FloatArray, weight_share: FloatArray) -> FloatArray:
    """Return s ln(s / p) per unit, 0 where s is 0, missing where s is."""
    above_zero = value_share > 0
    terms = np.where(np.isnan(value_share), np.nan, 0.0)
    quotient = value_share[above_zero] / weight_share[above_zero]
    terms[above_zero] = value_share[above_zero] * np.log(quotient)
    return terms


def _from_poorest(totals: FloatArray, sizes: FloatArray) -> IntArray:
    per_weight = np.full(len(totals), np.inf)
    np.divide(totals, sizes, out=per_weight, where=sizes > 0)
    return np.argsort(per_weight, kind="stable")


def _cumulative_share(values: FloatArray) -> FloatArray:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return ratio(sums, np.full(len(sums), sums[-1]))


def _unit_interval(value: float) -> float:
    """Undo rounding just outside 0 to 1; a missing value stays missing."""
    return float(np.clip(value, 0.0, 1.0))


def _refuse_weightless(totals: FloatArray, sizes: FloatArray) -> None:
    wrong = np.flatnonzero((totals > 0) & (sizes == 0))
    if len(wrong):
        raise ParameterError(
            "values above 0 at weight 0, at positions {tolist}: the index would be infinite; give "
            "these units a weight or leave them out on purpose",
            tolist=wrong[:5].tolist(),
        )
