"""Spatial autocorrelation of rates and of what is won or not, and which units carry it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_kind, check_list, shown
from hotlinelib.errors import ParameterError
from hotlinelib.measures.drawn_estimate import estimate_against, p_against
from hotlinelib.measures.estimate import Estimate, Estimates
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.measures.null_counts import NullCounts
from hotlinelib.measures.overdispersion import sized_counts
from hotlinelib.measures.spatial import (
    PERMUTATIONS,
    TIE,
    Orders,
    moran,
    neighbour_matrix,
    orders_of,
    permuted_moran,
    standardised,
)
from hotlinelib.measures.validation import FloatArray, column, numbers, positive_integer, refuse
from hotlinelib.messages import message

LEVERAGE_PERMUTATIONS = 9_999
ADJUSTED = "Moran's I of empirical-Bayes standardised rates (Assunção and Reis 1999)"
RAW = "Moran's I of rates"
PERMUTED = "all assignments of the values to the units equally likely"
FROM_MEAN = "two-sided, by the distance from the mean"


def rate_morans_i(
    frame: pd.DataFrame,
    count: str,
    denominator: str,
    neighbours: pd.DataFrame,
    *,
    adjusted: bool = True,
    null: NullCounts | None = None,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> Estimate:
    """Return Moran's I of rates whose variance differs with the sizes of the units.

    Rates of small units vary more by chance, so that a permutation takes unequal things as equal.
    Adjusted, each rate p[i] = y[i] / n[i] is standardised first: z[i] = (p[i] - b) / sqrt(v[i]),
    b = sum(y) / sum(n), v[i] = a + b / n[i], a = sum(n (p - b)^2) / sum(n) - b / mean(n), where v
    is b / n[i] if it would be negative. Source: Assunção and Reis (1999), A New Proposal to Adjust
    Moran's I for Population Density, Statistics in Medicine 18. Weights are as in `morans_i`.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit, the index holding the units' ids.
    count : str
        Column of whole counts.
    denominator : str
        Column of sizes, above 0.
    neighbours : pandas.DataFrame
        Two columns of unit ids, one pair a row, in one direction or both.
    adjusted : bool
        Whether rates are standardised; without it I is that of the raw rates.
    null : NullCounts, optional
        Draws of counts for the units of the frame in their order. I is then held against that of
        the drawn counts: with `multinomial_counts` the null model is one risk for all units.
        Without it the values are permuted over the units.
    permutations, seed : int
        Number of random permutations, and seed of the generator.

    Returns
    -------
    Estimate
        quantity "morans_i_of_rates"; p is two-sided by the distance from the null mean. Missing
        where all values are the same.

    Raises
    ------
    ParameterError
        As `morans_i` and `overdispersion`; also if a size is 0.

    Examples
    --------
    >>> chain = pd.DataFrame({"unit": ["a", "b", "c"], "neighbour": ["b", "c", "d"]})
    >>> frame = pd.DataFrame({"won": [0, 1, 4, 6], "size": [5, 5, 6, 5]}, index=list("abcd"))
    >>> round(rate_morans_i(frame, "won", "size", chain, permutations=99).value, 2)
    0.42
    """
    observed, sizes = sized_counts(frame, count, denominator)
    refuse(column(frame, denominator), column(frame, denominator).to_numpy() == 0, "is 0", "sizes")
    weights = standardised(neighbour_matrix(frame.index, neighbours))
    values = _rate_values(observed[None, :].astype(np.float64), sizes, adjusted)
    value = float(moran(values, weights)[0])
    if null is not None:
        check_kind("null", null, NullCounts)
        null.check(observed)
        drawn = moran(_rate_values(null.tables.astype(np.float64), sizes, adjusted), weights)
        model, draws, used_seed = null.method, null.draws, null.seed
    else:
        draws, used_seed = positive_integer(permutations, "permutations"), seed
        orders = orders_of(len(frame), draws, seed)
        drawn = np.full(1, np.nan)
        if not np.isnan(value):
            drawn = permuted_moran(values[0], weights, orders)
        model = PERMUTED
    what = ADJUSTED if adjusted else RAW
    return estimate_against(
        "morans_i_of_rates",
        value,
        drawn,
        tail="distance",
        tie=TIE,
        method=f"{what}; {model}; {FROM_MEAN}",
        draws=draws,
        seed=used_seed,
        n=len(frame),
    )


def morans_i_leverage(
    values: pd.Series,
    neighbours: pd.DataFrame,
    *,
    leave_out: Sequence[Sequence[object]] | None = None,
    permutations: int = LEVERAGE_PERMUTATIONS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Compute Moran's I again without each unit, or without some units together.

    Where I rests on one or two units it says little about the rest (Anselin 1996, The Moran
    Scatterplot as an ESDA Tool, in Spatial Analytical Perspectives on GIS). A unit that loses all
    its neighbours stays in with no weights: I = n / S0 sum(z[i] w[i,j] z[j]) / sum(z[i]^2), S0
    being the sum of the weights.

    Parameters
    ----------
    values : pandas.Series
        One value per unit; the index holds the units' ids, each once.
    neighbours : pandas.DataFrame
        Two columns of unit ids, one pair a row, in one direction or both.
    leave_out : sequence of sequences, optional
        Groups of unit ids to leave out together, such as [["a"], ["a", "b"]]; without it each
        unit in turn.
    permutations : int
        Number of random permutations; the same are used for all groups of one size.
    seed : int
        Seed of the generator.

    Returns
    -------
    pandas.DataFrame
        One row per group left out: left_out (ids, joined with " & "), units (that are left),
        morans_i, expected, p_value (two-sided, by the distance from the expected value), change
        (of I). I and p are missing where all values are the same.

    Raises
    ------
    ParameterError
        As `morans_i`; also if a group holds an unknown unit, or fewer than three units are left.

    Examples
    --------
    >>> chain = pd.DataFrame({"unit": ["a", "b", "c"], "neighbour": ["b", "c", "d"]})
    >>> values = pd.Series([1.0, 2.0, 3.0, 4.0], index=list("abcd"))
    >>> morans_i_leverage(values, chain, permutations=99)[["left_out", "morans_i"]].round(2)
      left_out  morans_i
    0        a      0.00
    1        b      0.29
    2        c      0.29
    3        d      0.00
    """
    check_kind("values", values, pd.Series)
    known, links = numbers(values), neighbour_matrix(values.index, neighbours)
    groups = [[unit] for unit in values.index] if leave_out is None else list(leave_out)
    for group in groups:
        check_list(message("a group to leave out"), group, "a list of ids, such as ['a', 'b']")
    unknown = sorted(map(str, set(chain.from_iterable(groups)) - set(values.index)))
    if unknown:
        raise ParameterError(
            "unknown units to leave out: {unknown}", unknown=", ".join(unknown[:5])
        )
    whole = float(moran(known[None, :], standardised(links))[0])
    draws = positive_integer(permutations, "permutations")
    orders: dict[int, Orders] = {}
    rows = []
    for group in groups:
        kept = ~values.index.isin(list(group))
        size = int(kept.sum())
        if size < 3:
            raise ParameterError(
                "{size} units left without {group}; expected three or more",
                size=size,
                group=shown(group),
            )
        if size not in orders:
            orders[size] = orders_of(size, draws, seed)
        weights, rest = standardised(links[np.ix_(kept, kept)]), known[kept]
        value, expected = float(moran(rest[None, :], weights)[0]), -1 / (size - 1)
        p_value = np.nan
        if not np.isnan(value):
            drawn = permuted_moran(rest, weights, orders[size])
            p_value = p_against(drawn, value, "distance", expected, TIE)
        name = " & ".join(map(str, group))
        rows.append((name, size, value, expected, p_value, value - whole))
    names = ["left_out", "units", "morans_i", "expected", "p_value", "change"]
    return pd.DataFrame(rows, columns=names)


def join_counts(
    values: pd.Series,
    neighbours: pd.DataFrame,
    *,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> Estimates:
    """Count the pairs of neighbours of which both have something, one has or none.

    BB, BW and WW are the numbers of pairs of two units with it (black), one with and one without,
    two without (white); each pair counts once. Source: Cliff and Ord (1981), Spatial Processes,
    chapter 1 (after Moran 1948, The Interpretation of Statistical Maps, Journal of the Royal
    Statistical Society B 10).

    Parameters
    ----------
    values : pandas.Series
        True or False (1 or 0) per unit; the index holds the units' ids, each once.
    neighbours : pandas.DataFrame
        Two columns of unit ids, one pair a row, in one direction or both.
    permutations, seed : int
        Number of random permutations of the values over the units, and seed of the generator.

    Returns
    -------
    Estimates
        both (BB), one (BW) and neither (WW): numbers of pairs, with the mean and the middle 95%
        under permutation; p is two-sided by the distance from the mean, which is exact.

    Raises
    ------
    ParameterError
        As `morans_i`; also if a value is neither true nor false.

    Examples
    --------
    >>> chain = pd.DataFrame({"unit": ["a", "b", "c"], "neighbour": ["b", "c", "d"]})
    >>> won = pd.Series([True, True, False, False], index=list("abcd"))
    >>> join_counts(won, chain, permutations=99).estimates["value"].tolist()
    [1.0, 1.0, 1.0]
    """
    check_kind("values", values, pd.Series)
    black = numbers(values.astype("Int64") if values.dtype == bool else values)
    refuse(values, ~np.isin(black, (0, 1)), "is neither true nor false", "True or False")
    links = neighbour_matrix(values.index, neighbours)
    draws = positive_integer(permutations, "permutations")
    units, with_it, pairs = len(black), black.sum(), links.sum() / 2
    mixed = 2 * with_it * (units - with_it) / (units * (units - 1))
    black_black = with_it * (with_it - 1) / (units * (units - 1))
    means = {
        "both": pairs * black_black,
        "one": pairs * mixed,
        "neither": pairs * (1 - mixed - black_black),
    }
    found = _joins(black[None, :], links)
    drawn = _joins(black[orders_of(units, draws, seed)], links)
    method = f"pairs of neighbours, each once; {PERMUTED}; {FROM_MEAN}"
    about = {"unit": "pairs", "method": method, "draws": draws, "seed": seed, "n": units}
    return Estimates.of(
        estimate_against(
            name, float(found[name][0]), drawn[name], tail="distance", mean=mean, tie=TIE, **about
        )
        for name, mean in means.items()
    )


def _rate_values(observed: FloatArray, sizes: FloatArray, adjusted: bool) -> FloatArray:
    """Return rates, or standardised rates, per row of counts."""
    rates = observed / sizes
    if not adjusted:
        return rates
    overall = observed.sum(axis=1, keepdims=True) / sizes.sum()
    spread = (sizes * (rates - overall) ** 2).sum(axis=1, keepdims=True) / sizes.sum()
    chance = overall / sizes
    variance = spread - overall / sizes.mean() + chance
    variance = np.where(variance > 0, variance, chance)
    scores = np.zeros_like(rates)
    np.divide(rates - overall, np.sqrt(variance), out=scores, where=variance > 0)
    return scores


def _joins(black: FloatArray, links: FloatArray) -> dict[str, FloatArray]:
    both = np.einsum("ij,ij->i", black, black @ links) / 2
    touched = black @ links.sum(axis=1)
    one = touched - 2 * both
    return {"both": both, "one": one, "neither": links.sum() / 2 - both - one}
