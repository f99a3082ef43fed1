"""Whether the rows and the columns of a table of counts go together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TypeAlias

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_kind, check_list, shown
from hotlinelib.errors import ParameterError
from hotlinelib.extras import from_extra
from hotlinelib.measures.cell_tests import (
    cell_table,
    hypergeometric_p_values,
    standardised_residuals,
)
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import DRAWS, SEED, generator_of, portions
from hotlinelib.measures.power import chi_squared_result
from hotlinelib.measures.results import Result, TestResult
from hotlinelib.measures.validation import FloatArray, IntArray, counts, fraction, positive_integer
from hotlinelib.messages import message

Table: TypeAlias = pd.DataFrame | Sequence[Sequence[int]]

CRAMERS_V = "Cramér's V, bias-corrected"
NULL_MODEL = "tables with the same row and column totals, rows and columns independent"


def independence(table: Table, *, draws: int = DRAWS, seed: int = SEED) -> TestResult:
    """Test whether rows and columns of a table of counts are independent.

    The statistic is Pearson's chi-squared. Its p-value comes from tables drawn with the row
    and column totals of the observed one (Patefield 1981, Algorithm AS 159, Applied Statistics
    30), as expected counts are often too small for the chi-squared distribution. The effect
    size is Cramér's V with the bias correction of Bergsma (2013), Journal of the Korean
    Statistical Society 42: phi2 = max(0, chi2/n - (r-1)(c-1)/(n-1)), r' = r - (r-1)^2/(n-1),
    likewise c', V = sqrt(phi2 / (min(r', c') - 1)).

    Parameters
    ----------
    table : pandas.DataFrame or list of rows
        Whole counts, one row and one column per category, each named once.
    draws, seed : int
        Number of simulated tables, and seed of the generator.

    Returns
    -------
    TestResult
        Its table has one row per cell, the index being (row, column), and observed, expected,
        standardised_residual (adjusted), p_value (exact, two-sided, of this cell given its row
        and column totals) and p_value_holm. Cells of empty rows or columns stay in it without
        residual and p-value; they don't enter the statistic. The statistic, the effect size and
        the p-value are missing if nothing was counted; V is also missing with one row or column.

    Raises
    ------
    ParameterError
        If the table is empty, a label occurs twice, or a count is missing, negative or not whole.

    Examples
    --------
    >>> table = pd.DataFrame({"yes": [8, 1], "no": [2, 9]}, index=["city", "county"])
    >>> result = independence(table, draws=9_999)
    >>> round(result.statistic, 2), round(result.p_value, 3), round(result.effect_size, 2)
    (9.9, 0.006, 0.68)
    """
    counted = _as_frame(table)
    observed = _observed(counted)
    used = observed[np.ix_(observed.any(axis=1), observed.any(axis=0))]
    total = int(used.sum())
    statistic = float(_chi_squared(used[None], _expected(used))[0]) if total else np.nan
    drawn = _drawn(used, positive_integer(draws, "draws"), seed)
    freedom = max(used.shape[0] - 1, 0) * max(used.shape[1] - 1, 0)
    # Without rows or columns to compare there is no effect, and none by chance.
    effects = cramers_v_of(drawn, used.shape, total) if freedom else np.full(1, np.nan)
    return chi_squared_result(
        statistic,
        drawn,
        effects,
        total,
        total=total,
        degrees_of_freedom=freedom,
        effect_size=cramers_v(statistic, used.shape, total),
        effect_size_name=CRAMERS_V,
        draws=draws,
        seed=seed,
        null_model=NULL_MODEL,
        table=_cells(counted, observed),
    )


def cramers_v(statistic: float, shape: tuple[int, ...], total: int) -> float:
    """Return the bias-corrected Cramér's V of a chi-squared statistic (Bergsma 2013).

    Parameters
    ----------
    statistic : float
        Pearson's chi-squared.
    shape : tuple of int
        Numbers of rows and of columns that aren't empty.
    total : int
        Number of counts.

    Returns
    -------
    float
        0 to 1; missing where there are fewer than two rows, columns or counts, or where the
        correction leaves no degree of freedom.

    Examples
    --------
    >>> cramers_v(20.0, (2, 2), 20)
    1.0
    """
    check_kind("statistic", statistic, Real)
    check_list("shape", shape, "the numbers of rows and of columns, such as (2, 3)")
    return float(cramers_v_of(np.array([statistic], dtype=np.float64), shape, total)[0])


def cramers_v_of(statistics: FloatArray, shape: tuple[int, ...], total: int) -> FloatArray:
    """Return the bias-corrected Cramér's V of each of several statistics, as `cramers_v`."""
    rows, columns = shape
    if min(rows, columns, total) < 2:
        return np.full(len(statistics), np.nan)
    chance = (rows - 1) * (columns - 1) / (total - 1)
    smaller = min(size - (size - 1) ** 2 / (total - 1) for size in (rows, columns)) - 1
    if not smaller > 0:
        return np.full(len(statistics), np.nan)
    phi_squared = np.maximum(statistics / total - chance, 0.0)
    return np.asarray(np.minimum(np.sqrt(phi_squared / smaller), 1.0))


@dataclass(frozen=True, eq=False)
class FisherResult(Result):
    """Fisher's exact test of a 2 x 2 table.

    Attributes
    ----------
    odds_ratio : float
        Conditional maximum likelihood estimate; 0 or infinite where a cell is 0, missing where
        a row or column is empty.
    odds_ratio_low, odds_ratio_high : float
        Limits, exact given all totals.
    p_value : float
        Two-sided: P of all tables that are no more likely than the observed one.
    confidence : float
        Of the interval.
    n : int
        Number of counts.
    """

    odds_ratio: float
    odds_ratio_low: float
    odds_ratio_high: float
    p_value: float
    confidence: float
    n: int = 0

    @property
    def estimate(self) -> Estimate:
        """Return the odds ratio with its interval and test, to list among other estimates."""
        return Estimate(
            quantity="odds_ratio",
            value=self.odds_ratio,
            low=self.odds_ratio_low,
            high=self.odds_ratio_high,
            interval=f"{self.confidence:.0%} exact, given all totals",
            p=self.p_value,
            method="Fisher's exact test, two-sided; conditional maximum likelihood",
            n=self.n,
        )


def fisher_exact(table: Table, *, confidence: float = 0.95) -> FisherResult:
    """Test a 2 x 2 table given its totals, and estimate the odds ratio.

    Source: Fisher (1934), Statistical Methods for Research Workers, 5th edition; the interval
    after Cornfield (1956), A Statistical Problem Arising from Retrospective Studies.

    Parameters
    ----------
    table : pandas.DataFrame or list of rows
        Whole counts, two rows and two columns.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    FisherResult
        The odds ratio is that of the first row against the second, in the first column against
        the second.

    Raises
    ------
    ParameterError
        If the table isn't 2 x 2, or a count is missing, negative or not whole.

    Examples
    --------
    >>> table = pd.DataFrame({"yes": [8, 1], "no": [2, 9]}, index=["city", "county"])
    >>> result = fisher_exact(table)
    >>> round(result.odds_ratio, 1), round(result.p_value, 4)
    (27.3, 0.0055)
    """
    with from_extra("reports"):
        from scipy.stats import contingency
        from scipy.stats import fisher_exact as fisher

    observed = _observed(_as_frame(table))
    if observed.shape != (2, 2):
        raise ParameterError(
            "a table of {shape}; expected 2 rows and 2 columns", shape=observed.shape
        )
    level = fraction(confidence, "confidence")
    estimate = contingency.odds_ratio(observed, kind="conditional")
    interval = estimate.confidence_interval(confidence_level=level)
    p_value = fisher(observed).pvalue
    low, high = float(interval.low), float(interval.high)
    found = float(estimate.statistic), low, high, float(p_value)
    return FisherResult(*found, level, int(observed.sum()))


def _as_frame(table: Table) -> pd.DataFrame:
    """Return a table of counts as a frame; a list of rows is one, too."""
    if isinstance(table, pd.DataFrame):
        return table
    check_list(
        message("the table"), table, "a frame of counts, or a list of rows such as [[1, 2], [3, 4]]"
    )
    try:
        return pd.DataFrame([list(row) for row in table])
    except TypeError as error:
        raise ParameterError(
            "the table is {table}; expected a frame, or rows such as [[1, 2], [3, 4]]",
            table=shown(table),
        ) from error


def _observed(table: pd.DataFrame) -> IntArray:
    if table.empty:
        raise ParameterError("an empty table; expected at least one row and one column")
    for axis in (table.index, table.columns):
        if axis.has_duplicates:
            twice = axis[axis.duplicated()].unique().tolist()
            raise ParameterError(
                "labels that occur twice: {twice}; add up their counts first", twice=twice
            )
    columns = [counts(table[name].rename(f"column {name}")) for name in table.columns]
    return np.stack(columns, axis=1)


def _expected(observed: IntArray) -> FloatArray:
    total = max(int(observed.sum()), 1)
    return np.outer(observed.sum(axis=1), observed.sum(axis=0)) / total


def _chi_squared(tables: IntArray, expected: FloatArray) -> FloatArray:
    terms: FloatArray = (tables - expected) ** 2 / expected
    return np.asarray(terms.sum(axis=(1, 2)))


def _drawn(observed: IntArray, draws: int, seed: int) -> FloatArray:
    """Return the statistic of each drawn table."""
    if observed.size == 0:
        return np.zeros(1)
    expected = _expected(observed)
    tables = _tables(observed, draws, seed)
    return np.concatenate([_chi_squared(drawn, expected) for drawn in tables])


def _tables(observed: IntArray, draws: int, seed: int) -> Iterator[IntArray]:
    with from_extra("reports"):
        from scipy.stats import random_table

    generator = generator_of(seed)
    totals = random_table(observed.sum(axis=1), observed.sum(axis=0))
    for portion in portions(draws, observed.size):
        yield totals.rvs(size=portion, random_state=generator)


def _cells(table: pd.DataFrame, observed: IntArray) -> pd.DataFrame:
    total = int(observed.sum())
    rows = np.repeat(observed.sum(axis=1), observed.shape[1])
    columns = np.tile(observed.sum(axis=0), observed.shape[0])
    cells, expected = observed.ravel(), _expected(observed).ravel()
    chance = rows / max(total, 1), columns / max(total, 1)
    variance = expected * (1 - chance[0]) * (1 - chance[1])
    used = (rows > 0) & (columns > 0)
    p_values = np.full(len(cells), np.nan)
    p_values[used] = hypergeometric_p_values(cells[used], rows[used], columns[used], total)
    names = [table.index.name or "row", table.columns.name or "column"]
    axes: list[pd.Index] = [table.index, table.columns]
    labels = pd.MultiIndex.from_product(axes, names=names)
    residuals = standardised_residuals(cells, expected, variance)
    return cell_table(labels, cells, expected, residuals, p_values)
