"""Whether counts follow the sizes of the units that they fall on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.measures.cell_tests import (
    binomial_p_values,
    cell_table,
    hypergeometric_p_values,
    simulated_p_values,
    standardised_residuals,
)
from hotlinelib.measures.monte_carlo import DRAWS, SEED
from hotlinelib.measures.null_counts import (
    HYPERGEOMETRIC,
    MULTINOMIAL,
    NullCounts,
    cluster_count_chances,
    cluster_counts,
    hypergeometric_counts,
    multinomial_counts,
)
from hotlinelib.measures.power import chi_squared_result, smallest_quotients, two_sided
from hotlinelib.measures.rates import shares
from hotlinelib.measures.results import TestResult
from hotlinelib.measures.validation import (
    FloatArray,
    IntArray,
    Values,
    amounts,
    column,
    counts,
    refuse,
)


def goodness_of_fit(
    frame: pd.DataFrame,
    count: str,
    denominator: str,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    sampling_without_replacement: bool = False,
    clusters: Values | None = None,
    null: NullCounts | None = None,
) -> TestResult:
    """Test whether counts are spread in proportion to a denominator.

    The statistic is Pearson's chi-squared, sum((observed - expected)^2 / expected), expected being
    the mean under the null model (Pearson 1900, On the Criterion, Philosophical Magazine 50). Its
    p-value comes from simulation, as the expected counts are often too small for the chi-squared
    distribution (Davison and Hinkley 1997, section 4.2). The effect size is Cohen's w, the root of
    the statistic over the number of counts (Cohen 1988, Statistical Power Analysis, chapter 7). It
    isn't 0 without an effect, least of all in many cells of few counts: read it beside its mean
    under the null model.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit; all units of the whole, those without counts included.
    count : str
        Column of whole counts.
    denominator : str
        Column of sizes, 0 or more. A unit of size 0 is left out of the statistic and keeps its
        row in the table.
    draws, seed : int
        Number of simulated tables, and seed of the generator.
    sampling_without_replacement : bool
        False: each count falls on a unit with a chance in proportion to its size (multinomial).
        True: the counts are distinct members drawn from the whole numbers of members that the
        denominator states, such as cities among the divisions of provinces (multivariate
        hypergeometric).
    clusters : pandas.Series or sequence of int, optional
        Number of counts of each independent cluster, such as each organisation's awards; they add
        up to the counts. Clusters are then redistributed with all their counts.
    null : NullCounts, optional
        Draws to use instead, made with `multinomial_counts`, `cluster_counts`,
        `hypergeometric_counts` or `distinct_counts` for the units of the frame in their order:
        other measures can then be held against the same draws.

    Returns
    -------
    TestResult
        effect_null_mean, effect_null_low and effect_null_high say what w chance makes, and
        smallest_effect which w the test finds with 80% power. Its table has the frame's index and
        observed, expected, standardised_residual (adjusted), p_value (two-sided, of this cell
        against all others; exact, for distinct members from the draws), p_value_holm,
        p_value_of_zero (that a count of 0 would have) and smallest_quotient (smallest ratio to the
        expected count, above 1, that the cell's test finds with 80% power after Bonferroni;
        missing without replacement). The statistic and the p-value are missing if nothing was
        counted.

    Raises
    ------
    ParameterError
        If a column is absent, or holds missing or negative values or counts that aren't whole;
        if a unit of size 0 has counts; without replacement, if a unit has more counts than
        members; if clusters or draws don't have the counts of the frame.

    Examples
    --------
    >>> provinces = pd.DataFrame({"awards": [8, 2], "residents": [50, 50]})
    >>> fit = goodness_of_fit(provinces, "awards", "residents", draws=9_999)
    >>> fit.statistic, round(fit.p_value, 2), round(fit.effect_size, 2)
    (3.6, 0.11, 0.6)
    >>> in_pairs = goodness_of_fit(
    ...     provinces, "awards", "residents", draws=9_999, clusters=[2, 2, 2, 2, 2]
    ... )
    >>> round(in_pairs.p_value, 2) > 0.3
    True
    """
    observed = counts(column(frame, count))
    sizes = _sizes(column(frame, denominator), observed, sampling_without_replacement)
    if not observed.any():
        return _nothing_counted(frame, sizes, clusters, sampling_without_replacement, draws, seed)
    if null is None:
        null = _drawn(observed, sizes, clusters, sampling_without_replacement, draws, seed)
    check_kind("null", null, NullCounts)
    null.check(observed)
    used = null.expected > 0
    terms = (observed[used] - null.expected[used]) ** 2 / null.expected[used]
    statistic = float(terms.sum())
    drawn = chi_squared(null.tables, null.expected)
    return chi_squared_result(
        statistic,
        drawn,
        np.sqrt(drawn / null.total),
        null.n,
        total=null.total,
        degrees_of_freedom=max(int(used.sum()) - 1, 0),
        effect_size=float(np.sqrt(statistic / null.total)),
        effect_size_name="Cohen's w",
        draws=null.draws,
        seed=null.seed,
        null_model=null.method,
        table=_cells(frame.index, observed, null),
    )


def chi_squared(tables: npt.NDArray[np.integer], expected: FloatArray) -> FloatArray:
    """Return Pearson's statistic of each row of counts; cells where none is expected stay out."""
    used = expected > 0
    # sum (t - e)^2 / e = sum t^2 / e - 2 sum t + sum e, which needs no array of differences.
    squares = (tables[:, used].astype(np.float64) ** 2) @ (1 / expected[used])
    whole = tables[:, used].sum(axis=1)
    return np.asarray(np.maximum(squares - 2 * whole + expected.sum(), 0.0))


def _sizes(denominator: pd.Series, observed: IntArray, distinct: bool) -> FloatArray:
    if not distinct:
        sizes = amounts(denominator)
        refuse(denominator, (sizes == 0) & (observed > 0), "is 0", "a size where there are counts")
        return sizes
    members = counts(denominator)
    refuse(denominator, members < observed, "is below the count", "at least as many members")
    return members.astype(np.float64)


def _drawn(
    observed: IntArray,
    sizes: FloatArray,
    clusters: Values | None,
    distinct: bool,
    draws: int,
    seed: int,
) -> NullCounts:
    if clusters is not None and distinct:
        raise ParameterError("clusters are drawn with replacement; expected only one of the two")
    if clusters is not None:
        return cluster_counts(sizes, clusters, draws=draws, seed=seed)
    of_total = hypergeometric_counts if distinct else multinomial_counts
    return of_total(sizes, int(observed.sum()), draws=draws, seed=seed)


def _cells(index: pd.Index, observed: IntArray, null: NullCounts) -> pd.DataFrame:
    share, used = shares(null.sizes), null.sizes > 0
    p_values, of_zero, smallest = (np.full(len(observed), np.nan) for _ in range(3))
    zeros = np.zeros_like(observed)
    if null.model == "hypergeometric":
        members = null.sizes[used].astype(np.int64)
        drawn = np.full(len(members), null.total), int(null.sizes.sum())
        p_values[used] = hypergeometric_p_values(observed[used], members, *drawn)
        of_zero[used] = hypergeometric_p_values(zeros[used], members, *drawn)
        variance = null.expected * (1 - share) * _finite_population(null)
    elif null.model == "distinct":
        p_values[used] = simulated_p_values(observed[used], null.tables[:, used])
        of_zero[used] = simulated_p_values(zeros[used], null.tables[:, used])
        variance = null.tables.var(axis=0)
    else:
        if null.model == "multinomial":
            p_values[used] = binomial_p_values(observed[used], null.total, share[used])
            of_zero[used] = binomial_p_values(zeros[used], null.total, share[used])
        else:
            tails = two_sided(cluster_count_chances(null.clusters, share[used]))
            p_values[used] = np.take_along_axis(tails, observed[used, None], axis=1)[:, 0]
            of_zero[used] = tails[:, 0]
        smallest[used] = smallest_quotients(null.clusters, share[used])
        variance = float((null.clusters**2).sum()) * share * (1 - share)
    residuals = standardised_residuals(observed, null.expected, variance)
    cells = cell_table(index, observed, null.expected, residuals, p_values)
    return cells.assign(p_value_of_zero=of_zero, smallest_quotient=smallest)


def _finite_population(null: NullCounts) -> float:
    """Return (N - n) / (N - 1), by which a draw without replacement varies less."""
    population = float(null.sizes.sum())
    return (population - null.total) / (population - 1) if population > 1 else 0.0


def _nothing_counted(
    frame: pd.DataFrame,
    sizes: FloatArray,
    clusters: Values | None,
    distinct: bool,
    draws: int,
    seed: int,
) -> TestResult:
    if clusters is not None:
        raise ParameterError("clusters, but nothing was counted; expected the counts to be theirs")
    missing, none = np.full(len(frame), np.nan), np.zeros(len(frame), dtype=np.int64)
    cells = cell_table(frame.index, none, none.astype(np.float64), missing, missing)
    return TestResult(
        statistic=np.nan,
        degrees_of_freedom=max(int((sizes > 0).sum()) - 1, 0),
        p_value=np.nan,
        p_value_standard_error=np.nan,
        effect_size=np.nan,
        effect_size_name="Cohen's w",
        draws=draws,
        seed=seed,
        null_model=HYPERGEOMETRIC if distinct else MULTINOMIAL,
        table=cells.assign(p_value_of_zero=missing, smallest_quotient=missing),
    )
