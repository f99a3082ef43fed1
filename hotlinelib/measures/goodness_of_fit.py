"""Whether counts follow the sizes of the units that they fall on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.measures.cell_tests import (
    binomial_p_values,
    cell_table,
    hypergeometric_p_values,
    standardised_residuals,
)
from hotlinelib.measures.monte_carlo import (
    DRAWS,
    SEED,
    at_least,
    generator_of,
    monte_carlo_p,
    portions,
    standard_error,
)
from hotlinelib.measures.rates import shares
from hotlinelib.measures.results import TestResult
from hotlinelib.measures.validation import (
    FloatArray,
    IntArray,
    amounts,
    column,
    counts,
    positive_integer,
    refuse,
)

WITH_REPLACEMENT = "independent draws, each unit with a chance in proportion to {}"
WITHOUT_REPLACEMENT = "draws without replacement from the units that {} counts"


def goodness_of_fit(
    frame: pd.DataFrame,
    count: str,
    denominator: str,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    sampling_without_replacement: bool = False,
) -> TestResult:
    """Test whether counts are spread in proportion to a denominator.

    The statistic is Pearson's chi-squared, sum((observed - expected)^2 / expected) with
    expected = all counts x share of the denominator (Pearson 1900, On the Criterion,
    Philosophical Magazine 50). Its p-value comes from simulation, as the expected counts are
    often too small for the chi-squared distribution (Davison and Hinkley 1997, section 4.2).
    The effect size is Cohen's w, the root of the statistic over the number of counts (Cohen
    1988, Statistical Power Analysis, chapter 7).

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per unit; all units of the whole, those without counts included.
    count : str
        Column of whole counts.
    denominator : str
        Column of sizes, 0 or more. A unit of size 0 is left out of the statistic and keeps its
        row in the table.
    draws : int
        Number of simulated tables.
    seed : int
        Seed of the generator.
    sampling_without_replacement : bool
        False: each count falls on a unit with a chance in proportion to its size (multinomial).
        True: the counts are distinct members drawn from the whole numbers of members that the
        denominator states, such as cities among the divisions of provinces (multivariate
        hypergeometric).

    Returns
    -------
    TestResult
        Its table has the frame's index and observed, expected, standardised_residual
        (adjusted), p_value (exact, two-sided, of this cell against all others) and
        p_value_holm. The statistic and the p-value are missing if nothing was counted.

    Raises
    ------
    ParameterError
        If a column is absent, or holds missing or negative values or counts that aren't whole;
        if a unit of size 0 has counts; without replacement, if a unit has more counts than
        members.

    Examples
    --------
    >>> provinces = pd.DataFrame({"awards": [9, 1], "residents": [50, 50]})
    >>> fit = goodness_of_fit(provinces, "awards", "residents", draws=9_999)
    >>> fit.statistic, round(fit.p_value, 2), round(fit.effect_size, 2)
    (6.4, 0.02, 0.8)
    """
    observed = counts(column(frame, count))
    sizes = _sizes(column(frame, denominator), observed, sampling_without_replacement)
    trials = int(observed.sum())
    expected = trials * np.nan_to_num(shares(sizes))
    statistic = _chi_squared(observed[None, :], expected)[0] if trials else np.nan
    p_value = np.nan
    if trials:
        tables = _tables(trials, sizes, draws, seed, sampling_without_replacement)
        exceeding = sum(int(at_least(_chi_squared(t, expected), statistic).sum()) for t in tables)
        p_value = monte_carlo_p(exceeding, draws)
    text = WITHOUT_REPLACEMENT if sampling_without_replacement else WITH_REPLACEMENT
    return TestResult(
        statistic=float(statistic),
        degrees_of_freedom=max(int((sizes > 0).sum()) - 1, 0),
        p_value=p_value,
        p_value_standard_error=standard_error(p_value, draws),
        effect_size=float(np.sqrt(statistic / trials)) if trials else np.nan,
        effect_size_name="Cohen's w",
        draws=draws,
        seed=seed,
        null_model=text.format(denominator),
        table=_cells(frame.index, observed, sizes, sampling_without_replacement),
    )


def _sizes(denominator: pd.Series, observed: IntArray, distinct: bool) -> FloatArray:
    if not distinct:
        sizes = amounts(denominator)
        refuse(denominator, (sizes == 0) & (observed > 0), "is 0", "a size where there are counts")
        return sizes
    members = counts(denominator)
    refuse(denominator, members < observed, "is below the count", "at least as many members")
    return members.astype(np.float64)


def _tables(
    trials: int, sizes: FloatArray, draws: int, seed: int, distinct: bool
) -> Iterator[IntArray]:
    generator = generator_of(seed)
    for portion in portions(positive_integer(draws, "draws"), len(sizes)):
        if distinct:
            members = sizes.astype(np.int64)
            yield generator.multivariate_hypergeometric(members, trials, size=portion)
        else:
            yield generator.multinomial(trials, shares(sizes), size=portion)


def _chi_squared(tables: IntArray, expected: FloatArray) -> FloatArray:
    used = expected > 0
    terms: FloatArray = (tables[:, used] - expected[used]) ** 2 / expected[used]
    return np.asarray(terms.sum(axis=1))


def _cells(index: pd.Index, observed: IntArray, sizes: FloatArray, distinct: bool) -> pd.DataFrame:
    trials, share, used = int(observed.sum()), np.nan_to_num(shares(sizes)), sizes > 0
    expected = trials * share
    variance = expected * (1 - share) * (_finite_population(trials, sizes) if distinct else 1.0)
    p_values = np.full(len(observed), np.nan)
    if distinct:
        members = sizes[used].astype(np.int64)
        drawn = np.full(len(members), trials)
        p_values[used] = hypergeometric_p_values(observed[used], members, drawn, int(sizes.sum()))
    else:
        p_values[used] = binomial_p_values(observed[used], trials, share[used])
    residuals = standardised_residuals(observed, expected, variance)
    return cell_table(index, observed, expected, residuals, p_values)


def _finite_population(trials: int, sizes: FloatArray) -> float:
    """Return (N - n) / (N - 1), by which a draw without replacement varies less."""
    population = sizes.sum()
    if trials > population:
        raise ParameterError(f"{trials} counts from {population:g} members; expected no more")
    return float((population - trials) / (population - 1)) if population > 1 else 0.0
