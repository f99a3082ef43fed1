"""Whether a label of clusters goes with what their members are counted by."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.measures.cell_tests import cell_table, standardised_residuals
from hotlinelib.measures.contingency import CRAMERS_V, cramers_v_of
from hotlinelib.measures.monte_carlo import DRAWS, SEED, TIE, generator_of, portions
from hotlinelib.measures.power import chi_squared_result
from hotlinelib.measures.results import TestResult
from hotlinelib.measures.validation import (
    FloatArray,
    IntArray,
    column,
    complete_columns,
    positive_integer,
)
from hotlinelib.messages import message

Tables = npt.NDArray[np.int32]

NULL_MODEL = "labels permuted over the clusters, each with all its counts"


def cluster_independence(
    frame: pd.DataFrame,
    label: str,
    other: str,
    cluster: str,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> TestResult:
    """Test whether a label of clusters is independent of a second label of their members.

    Members of one cluster, such as the awards of one organisation, share its label, so that they
    aren't independent of each other. The null model gives the labels of the clusters, such as the
    kinds of the organisations, to the clusters at random. The statistic is Pearson's chi-squared
    of the table of members; the effect size is Cramér's V with Bergsma's correction, which is made
    for independent members: read it beside its mean under the null model. Source: Edgington and
    Onghena (2007), Randomization Tests, on the unit of permutation.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per member, such as one per award.
    label : str
        Column of labels, one and the same for all rows of a cluster.
    other : str
        Column of the second label.
    cluster : str
        Column of clusters.
    draws, seed : int
        Number of permutations, and seed of the generator.

    Returns
    -------
    TestResult
        Its table has one row per cell, the index being (label, other), and observed, expected
        (row total x column total / all), standardised_residual (by the spread of the draws),
        p_value (two-sided: draws whose count is as far from what their own totals let expect) and
        p_value_holm. n is the number of clusters. With one label or one second label
        there is nothing to test: the effect size is missing and the p-value 1.

    Raises
    ------
    ParameterError
        If a column is absent or holds missing values, the frame is empty, or a cluster has several
        labels.

    Examples
    --------
    >>> rows = pd.DataFrame(
    ...     {"kind": list("aabbbb"), "award": list("xxyyxy"), "org": list("112233")}
    ... )
    >>> found = cluster_independence(rows, "kind", "award", "org", draws=999)
    >>> found.statistic, found.n
    (3.0, 3)
    """
    check_kind(message("the frame"), frame, pd.DataFrame)
    if frame.empty:
        raise ParameterError("an empty frame; expected one row per member of a cluster")
    labels, others, clusters = complete_columns(frame, (label, other, cluster))
    members = _members(others, clusters)
    by_cluster = labels.groupby(column(frame, cluster).to_numpy(), sort=False, observed=True)
    several = by_cluster.nunique()
    if (several > 1).any():
        mixed = ", ".join(map(str, several.index[several > 1][:5]))
        raise ParameterError(
            "clusters with more than one {label}: {mixed}; expected one each",
            label=label,
            mixed=mixed,
        )
    of_cluster = by_cluster.first().reindex(members.index)
    codes, kinds = pd.factorize(of_cluster, sort=True)
    held = members.to_numpy()
    observed = _table_of(codes[None, :], held, len(kinds))
    tables = _permuted(codes, held, len(kinds), positive_integer(draws, "draws"), seed)
    statistic, drawn = float(_own_chi_squared(observed)[0]), _own_chi_squared(tables)
    shape, total = (len(kinds), held.shape[1]), int(held.sum())
    effects = cramers_v_of(drawn, shape, total)
    freedom = (shape[0] - 1) * (shape[1] - 1)
    return chi_squared_result(
        statistic,
        drawn,
        effects,
        len(members),
        total=total,
        degrees_of_freedom=freedom,
        effect_size=float(cramers_v_of(np.array([statistic]), shape, total)[0]),
        effect_size_name=CRAMERS_V,
        draws=draws,
        seed=seed,
        null_model=NULL_MODEL,
        table=_cells(
            pd.MultiIndex.from_product([kinds, members.columns], names=[label, other]),
            observed,
            tables,
        ),
    )


def _members(others: pd.Series, clusters: pd.Series) -> pd.DataFrame:
    """Count the members of each cluster, in rows, by their second label."""
    return pd.crosstab(clusters.to_numpy(), others.to_numpy())


def _table_of(codes: IntArray, held: IntArray, labels: int) -> Tables:
    """Return the table of members for each row of labels of the clusters."""
    counts = held.astype(np.float32)
    rows = [(codes == label).astype(np.float32) @ counts for label in range(labels)]
    return np.asarray(np.rint(np.stack(rows, axis=1)), dtype=np.int32)


def _permuted(codes: IntArray, held: IntArray, labels: int, draws: int, seed: int) -> Tables:
    generator = generator_of(seed)
    return np.concatenate(
        [
            _table_of(generator.permuted(np.tile(codes, (portion, 1)), axis=1), held, labels)
            for portion in portions(draws, len(codes))
        ]
    )


def _own_expected(tables: Tables) -> FloatArray:
    """Return what the totals of each table let expect in its cells."""
    rows, columns = tables.sum(axis=2)[:, :, None], tables.sum(axis=1)[:, None, :]
    return np.asarray(rows * columns / tables[0].sum())


def _own_chi_squared(tables: Tables) -> FloatArray:
    expected = _own_expected(tables)
    return np.asarray(((tables - expected) ** 2 / expected).sum(axis=(1, 2)))


def _cells(labels: pd.MultiIndex, observed: Tables, tables: Tables) -> pd.DataFrame:
    expected = _own_expected(observed)[0].ravel()
    counted = observed[0].ravel().astype(np.int64)
    apart = (tables - _own_expected(tables)).reshape(len(tables), -1)
    reached = (np.abs(apart) >= np.abs(counted - expected) - TIE).sum(axis=0)
    p_values = (reached + 1) / (len(tables) + 1)
    residuals = standardised_residuals(counted, expected, (apart**2).mean(axis=0))
    return cell_table(labels, counted, expected, residuals, p_values)
