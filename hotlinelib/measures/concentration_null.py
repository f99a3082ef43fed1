"""Indices of concentration beside what chance makes of them, all from the same draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotlinelib.arguments import check_kind
from hotlinelib.measures.drawn_estimate import estimate_against
from hotlinelib.measures.estimate import Estimate, Estimates
from hotlinelib.measures.null_counts import NullCounts
from hotlinelib.measures.validation import FloatArray, column, complete_column, counts, fraction

Tables = npt.NDArray[np.integer[Any]]

# Points of a Lorenz band, and draws that it is made from: more change nothing that the eye sees.
BAND_POINTS = 51
BAND_DRAWS = 2_000


def concentration_indices(
    frame: pd.DataFrame, count: str, null: NullCounts, *, group: str | None = None
) -> Estimates:
    """Return indices of concentration with their mean and range under a null model.

    No index of counts is 0 without concentration: a few counts can't be spread evenly over many
    units, least of all over units of unequal size. So each index stands beside what the draws make
    of it. Sources: Gini (1914) and Brown (1994), see `gini`; Hirschman (1964); Theil (1967); the
    comparison with random allocation after Ellison and Glaeser (1997), Geographic Concentration in
    U.S. Manufacturing Industries: A Dartboard Approach, Journal of Political Economy 105. A
    percentile bootstrap isn't given: it is biased upwards for these indices.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit; all units of the whole, those without counts included.
    count : str
        Column of whole counts.
    null : NullCounts
        Draws for the units in the order of the frame, such as those of `cluster_counts`; its sizes
        are the weights of the weighted Gini coefficient.
    group : str, optional
        Column of the unit's group, for Theil's index between groups.

    Returns
    -------
    Estimates
        gini (units alike), gini_by_size (units weighted with their sizes, in the order of counts
        per size; units of size 0 left out), herfindahl_hirschman, equivalent_units (its inverse),
        theil and, with groups, theil_between_share (0 to 1; units alike). null_mean, null_low and
        null_high are mean and middle 95% of the draws, p is two-sided (twice the smaller tail).
        Its table is empty. Where nothing was counted all is missing.

    Raises
    ------
    ParameterError
        If a column is absent or holds missing, negative or broken counts, or the draws don't have
        as many units or counts.

    Examples
    --------
    >>> from hotlinelib.measures import multinomial_counts
    >>> provinces = pd.DataFrame({"awards": [8, 1, 1, 0]})
    >>> null = multinomial_counts([1] * 4, 10, draws=5_000)
    >>> found = concentration_indices(provinces, "awards", null)
    >>> round(found["gini"].value, 3), round(found["gini"].null_mean, 1)
    (0.6, 0.3)
    """
    observed = counts(column(frame, count))
    groups = None if group is None else _group_matrix(complete_column(frame, group))
    check_kind("null", null, NullCounts)
    null.check(observed)
    found = _indices(observed[None, :], null.sizes, groups)
    drawn = _indices(null.tables, null.sizes, groups)
    return Estimates.of(
        _estimate(quantity, float(found[quantity][0]), drawn[quantity], null) for quantity in found
    )


def lorenz_band(
    null: NullCounts, *, by_size: bool = False, confidence: float = 0.95
) -> pd.DataFrame:
    """Return the mean Lorenz curve of the draws and a band that holds most of them at each point.

    The band is pointwise: a single curve may leave it somewhere more often than 1 - confidence.
    It is made from the first 2,000 draws.

    Parameters
    ----------
    null : NullCounts
        Draws, such as those of `cluster_counts`.
    by_size : bool
        Whether units are weighted with their sizes and ordered by counts per size.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        population_share (0 to 1 in 50 steps), value_share_mean, value_share_low and
        value_share_high (0 to 1).

    Examples
    --------
    >>> from hotlinelib.measures import multinomial_counts
    >>> band = lorenz_band(multinomial_counts([1] * 4, 10, draws=500))
    >>> band.iloc[[0, -1]].round(3).to_numpy().tolist()
    [[0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]]
    """
    tail = (1 - fraction(confidence, "confidence")) / 2
    check_kind("null", null, NullCounts)
    grid = np.linspace(0, 1, BAND_POINTS)
    tables = null.tables[:BAND_DRAWS]
    population, value = _lorenz(tables, null.sizes) if by_size else _lorenz(tables, None)
    curves = np.stack([np.interp(grid, *curve) for curve in zip(population, value, strict=True)])
    low, high = np.quantile(curves, [tail, 1 - tail], axis=0)
    return pd.DataFrame(
        {
            "population_share": grid,
            "value_share_mean": curves.mean(axis=0),
            "value_share_low": low,
            "value_share_high": high,
        }
    )


def gini_of(tables: Tables, sizes: FloatArray | None = None) -> FloatArray:
    """Return the Gini coefficient of each row of counts; with sizes, weighted with them."""
    if sizes is None:
        units = tables.shape[1]
        ranks = 2 * np.arange(1, units + 1) - units - 1
        ordered = np.sort(tables, axis=1)
        return _divided(ordered @ ranks.astype(np.float64), units * tables.sum(axis=1))
    population, value = _lorenz(tables, sizes)
    steps = np.diff(population, axis=1)
    return np.asarray(1 - (steps * (value[:, 1:] + value[:, :-1])).sum(axis=1))


def herfindahl_of(tables: Tables) -> FloatArray:
    """Return the sum of squared shares of each row of counts."""
    squares = np.einsum("ij,ij->i", tables, tables, dtype=np.float64)
    return _divided(squares, tables.sum(axis=1, dtype=np.float64) ** 2)


def theil_of(tables: Tables, weights: FloatArray | None = None) -> FloatArray:
    """Return Theil's T of each row of counts: in proportion to weights, or units alike."""
    units = tables.shape[1]
    share = np.full(units, 1 / units) if weights is None else weights / weights.sum()
    # sum s ln(s / p) = sum x ln x / n - ln n - sum s ln p; counts are small, so look x ln x up.
    numbers = np.arange(int(tables.max(initial=0)) + 1)
    terms = numbers * np.log(np.maximum(numbers, 1))
    whole = tables.sum(axis=1, dtype=np.float64)
    logs = np.log(share, out=np.zeros(units), where=share > 0)
    index = _divided(terms[tables].sum(axis=1) - tables @ logs, whole)
    return np.asarray(np.maximum(index - np.log(np.maximum(whole, 1)), 0.0))


def _indices(
    tables: Tables, sizes: FloatArray, groups: npt.NDArray[np.int32] | None
) -> dict[str, FloatArray]:
    """Return each index for each row of counts."""
    sized = sizes > 0
    herfindahl, theil = herfindahl_of(tables), theil_of(tables)
    found = {
        "gini": gini_of(tables),
        "gini_by_size": gini_of(tables[:, sized], sizes[sized]),
        "herfindahl_hirschman": herfindahl,
        "equivalent_units": _divided(np.ones(len(tables)), herfindahl),
        "theil": theil,
    }
    if groups is not None:
        between = theil_of(tables @ groups, groups.sum(axis=0).astype(np.float64))
        found["theil_between_share"] = _divided(between, theil)
    return found


def _estimate(quantity: str, value: float, drawn: FloatArray, null: NullCounts) -> Estimate:
    return estimate_against(
        quantity,
        value,
        drawn,
        unit={"equivalent_units": "units", "theil": "nats"}.get(quantity, "1"),
        method=null.method
        if np.isnan(value)
        else f"{null.method}; two-sided, twice the smaller tail",
        draws=null.draws,
        seed=null.seed,
        n=null.n,
    )


def _lorenz(tables: Tables, sizes: FloatArray | None) -> tuple[FloatArray, FloatArray]:
    """Return the points of the Lorenz curve of each row, (0, 0) included."""
    if sizes is None:
        ordered = np.sort(tables, axis=1)
        held = np.broadcast_to(1 / tables.shape[1], tables.shape)
    else:
        order = np.argsort((tables / sizes).astype(np.float32), axis=1)
        ordered = np.take_along_axis(tables, order, axis=1)
        held = (sizes / sizes.sum())[order]
    start = np.zeros((len(tables), 1))
    value = _divided(ordered.cumsum(axis=1), tables.sum(axis=1)[:, None])
    population = np.minimum(held.cumsum(axis=1), 1.0)
    return np.hstack([start, population]), np.hstack([start, value])


def _group_matrix(group: pd.Series) -> npt.NDArray[np.int32]:
    """Return which unit, in rows, belongs to which group, in columns."""
    codes, names = pd.factorize(group)
    return np.asarray(codes[:, None] == np.arange(len(names)), dtype=np.int32)


def _divided(above: npt.NDArray[Any], below: npt.NDArray[Any]) -> FloatArray:
    below = np.broadcast_to(below, above.shape)
    quotient = np.full(above.shape, np.nan)
    np.divide(above, below, out=quotient, where=below > 0)
    return quotient
