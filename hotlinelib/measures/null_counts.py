"""Counts that fall on units by chance: drawn once, for all measures that are held against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.measures.cell_tests import binomial_chances
from hotlinelib.measures.monte_carlo import DRAWS, SEED, generator_of, portions
from hotlinelib.measures.rates import shares
from hotlinelib.measures.results import Result
from hotlinelib.measures.validation import (
    FloatArray,
    IntArray,
    Values,
    amounts,
    column,
    complete_column,
    counts,
    positive_integer,
)

Tables: TypeAlias = npt.NDArray[np.int32]
NullModel: TypeAlias = Literal["multinomial", "clusters", "hypergeometric", "distinct"]

# All draws are kept, so that every measure sees the same ones: about 1 GB at most.
MOST_NUMBERS = 250_000_000
# So few are kept for whoever asks for the same draws.
KEPT_NUMBERS = 1_000_000

MULTINOMIAL = "independent draws, each unit with a chance in proportion to its size (multinomial)"
CLUSTERS = (
    "clusters redistributed with all their counts, each cluster on a unit with a chance in "
    "proportion to the unit's size"
)
HYPERGEOMETRIC = "draws without replacement of the members that the sizes count (hypergeometric)"
DISTINCT = (
    "successive sampling: distinct members drawn one after the other, with chances in proportion "
    "to the sizes of those that are left"
)


@dataclass(frozen=True, eq=False)
class NullCounts(Result):
    """Counts of all units under a null model.

    Attributes
    ----------
    model : {"multinomial", "clusters", "hypergeometric", "distinct"}
        How the counts were drawn; `method` says it in words.
    tables : numpy.ndarray
        One row per draw, one column per unit.
    sizes : numpy.ndarray
        Size of each unit.
    clusters : numpy.ndarray
        Counts of each independent cluster; ones where the counts are independent.
    expected : numpy.ndarray
        Mean count of each unit: exact, for distinct members the mean of the draws.
    method : str
        The null model, in words.
    draws, seed : int
        Number of draws, and seed of the generator.
    """

    model: NullModel
    tables: Tables
    sizes: FloatArray
    clusters: IntArray
    expected: FloatArray
    method: str
    draws: int
    seed: int

    @property
    def n(self) -> int:
        """Return the number of independent units that are drawn."""
        return len(self.clusters)

    @property
    def total(self) -> int:
        """Return the number of counts in each draw."""
        return int(self.clusters.sum())

    def check(self, observed: IntArray) -> None:
        """Refuse counts that aren't of as many units, or not as many, as those drawn."""
        if self.tables.shape[1] != len(observed):
            raise ParameterError(
                "draws of {shape} units, but {observed} rows",
                shape=self.tables.shape[1],
                observed=len(observed),
            )
        if observed.any():
            check_total(self.total, observed, "clusters or draws")


def check_total(counted: int, observed: IntArray, what: str = "clusters") -> None:
    """Refuse clusters or draws that don't have the counts of a frame."""
    if counted != observed.sum():
        raise ParameterError(
            "{what} have {counted} counts, the frame {sum}; expected as many",
            what=what,
            counted=counted,
            sum=observed.sum(),
        )


def multinomial_counts(
    sizes: Values, total: int, *, draws: int = DRAWS, seed: int = SEED
) -> NullCounts:
    """Draw counts that fall on units independently, with chances in proportion to their sizes.

    Parameters
    ----------
    sizes : pandas.Series or sequence of float
        Size of each unit, 0 or more, not all 0.
    total : int
        Number of counts.
    draws, seed : int
        Number of draws, and seed of the generator.

    Returns
    -------
    NullCounts

    Raises
    ------
    ParameterError
        If a size is missing or negative, all are 0, or a number isn't whole.

    Examples
    --------
    >>> multinomial_counts([50, 50], 10, draws=100).expected.tolist()
    [5.0, 5.0]
    """
    clusters = np.ones(positive_integer(total, "total"), dtype=np.int64)
    return _independent("multinomial", _sizes(sizes), clusters, MULTINOMIAL, draws, seed)


def cluster_counts(
    sizes: Values, clusters: Values, *, draws: int = DRAWS, seed: int = SEED
) -> NullCounts:
    """Draw counts that fall on units in clusters, such as organisations with all their awards.

    Each cluster falls on a unit with a chance in proportion to the unit's size, and brings all of
    its counts. Source: the cluster as the unit of randomisation, Donner and Klar (2000), Design
    and Analysis of Cluster Randomization Trials, chapter 6.

    Parameters
    ----------
    sizes, draws, seed
        As `multinomial_counts` takes them.
    clusters : pandas.Series or sequence of int
        Number of counts of each cluster, 1 or more.

    Returns
    -------
    NullCounts

    Raises
    ------
    ParameterError
        As `multinomial_counts`; also if a cluster has no counts.

    Examples
    --------
    >>> null = cluster_counts([50, 50], [2, 2, 1], draws=100)
    >>> null.expected.tolist(), null.n
    ([2.5, 2.5], 3)
    """
    held = counts(clusters, "clusters")
    if (held == 0).any():
        raise ParameterError("clusters: a cluster has no counts; leave such clusters out")
    return _independent("clusters", _sizes(sizes), held, CLUSTERS, draws, seed)


def hypergeometric_counts(
    members: Values, total: int, *, draws: int = DRAWS, seed: int = SEED
) -> NullCounts:
    """Draw distinct members of units, each member of all units with the same chance.

    Parameters
    ----------
    members : pandas.Series or sequence of int
        Number of members of each unit, such as the cities of a province.
    total : int
        Number of members drawn, no more than there are.
    draws, seed
        As `multinomial_counts` takes them.

    Returns
    -------
    NullCounts

    Raises
    ------
    ParameterError
        If a number of members isn't whole, or more are drawn than there are.

    Examples
    --------
    >>> hypergeometric_counts([4, 2], 3, draws=100).expected.tolist()
    [2.0, 1.0]
    """
    sizes = _sizes(counts(members, "members"))
    number = positive_integer(total, "total")
    if number > sizes.sum():
        raise ParameterError(
            "{number} counts from {sum:g} members; expected no more", number=number, sum=sizes.sum()
        )
    generator, whole = generator_of(seed), _draws(draws, len(sizes))
    tables = [
        generator.multivariate_hypergeometric(sizes.astype(np.int64), number, size=portion)
        for portion in portions(whole, len(sizes))
    ]
    return NullCounts(
        model="hypergeometric",
        tables=np.concatenate(tables).astype(np.int32),
        sizes=sizes,
        clusters=np.ones(number, dtype=np.int64),
        expected=number * shares(sizes),
        method=HYPERGEOMETRIC,
        draws=whole,
        seed=seed,
    )


def distinct_counts(
    members: pd.DataFrame,
    unit: str,
    size: str,
    total: int,
    *,
    units: Sequence[object],
    draws: int = DRAWS,
    seed: int = SEED,
) -> NullCounts:
    """Draw distinct members of units, larger ones sooner, and count them by unit.

    Members are drawn one after the other, each with a chance in proportion to its size among
    those that are left: a city counts once, however many people live in it. This is successive
    sampling (Yates and Grundy 1953, Selection Without Replacement from Within Strata, Journal of
    the Royal Statistical Society B 15). It is drawn by giving each member an exponential waiting
    time with its size as the rate and taking the first (Efraimidis and Spirakis 2006, Weighted
    Random Sampling with a Reservoir, Information Processing Letters 97).

    Parameters
    ----------
    members : pandas.DataFrame
        One row per member of all units, such as one per city.
    unit : str
        Column that names the unit of each member.
    size : str
        Column of sizes, such as residents; members of size 0 are never drawn.
    total : int
        Number of members drawn.
    units : sequence
        Names of the units in the order of the counts; all that members have.
    draws, seed
        As `multinomial_counts` takes them.

    Returns
    -------
    NullCounts
        Its sizes are those of all members of each unit; expected is the mean of the draws.

    Raises
    ------
    ParameterError
        If a column is absent or holds missing values, a member's unit isn't among `units`, or more
        members are drawn than there are.

    Examples
    --------
    >>> cities = pd.DataFrame({"province": list("aab"), "residents": [1, 1, 8]})
    >>> null = distinct_counts(cities, "province", "residents", 2, units=["a", "b"], draws=4_000)
    >>> null.tables.max(axis=0).tolist(), bool(null.expected[1] < 1)
    ([2, 1], True)
    """
    weights = amounts(column(members, size))
    places = pd.Index(list(units)).get_indexer(pd.Index(complete_column(members, unit)))
    if (places < 0).any():
        unknown = sorted({str(name) for name in members.loc[places < 0, unit]})[:5]
        raise ParameterError(
            "members of unknown units: {unknown}; add them to `units`", unknown=", ".join(unknown)
        )
    number, drawable = positive_integer(total, "total"), int((weights > 0).sum())
    if number > drawable:
        raise ParameterError(
            "{number} drawn of {drawable} members with a size; expected no more",
            number=number,
            drawable=drawable,
        )
    belongs = np.zeros((len(weights), len(units)), dtype=np.float32)
    belongs[np.arange(len(weights)), places] = 1
    whole = _draws(draws, len(units))
    tables = _first_to_arrive(weights, number, belongs, whole, seed)
    return NullCounts(
        model="distinct",
        tables=tables,
        sizes=np.bincount(places, weights, minlength=len(units)).astype(np.float64),
        clusters=np.ones(number, dtype=np.int64),
        expected=tables.mean(axis=0),
        method=DISTINCT,
        draws=whole,
        seed=seed,
    )


def cluster_count_chances(clusters: IntArray, probability: FloatArray) -> FloatArray:
    """Return P(count = 0, 1, ...) by unit, if each cluster falls on it with a probability."""
    chance = np.clip(probability, 0.0, 1.0)[:, None]
    whole = np.ones((len(probability), 1))
    for size, number in zip(*np.unique(clusters, return_counts=True), strict=True):
        of_size = binomial_chances(np.arange(number + 1), number, chance)
        spread = np.zeros((len(probability), whole.shape[1] + size * number))
        for clustered in range(number + 1):
            start = size * clustered
            spread[:, start : start + whole.shape[1]] += whole * of_size[:, [clustered]]
        whole = spread
    return whole


def _independent(
    model: NullModel, sizes: FloatArray, clusters: IntArray, method: str, draws: int, seed: int
) -> NullCounts:
    whole = _draws(draws, len(sizes))
    asked = tuple(sizes.tolist()), tuple(clusters.tolist()), whole, seed
    # The tests of one report are held against the same draws.
    drawn = _drawn if whole * len(sizes) <= KEPT_NUMBERS else _drawn.__wrapped__
    tables = drawn(*asked)
    return NullCounts(
        model=model,
        tables=tables,
        sizes=sizes,
        clusters=clusters,
        expected=clusters.sum() * shares(sizes),
        method=method,
        draws=whole,
        seed=seed,
    )


@lru_cache(maxsize=8)
def _drawn(sizes: tuple[float, ...], clusters: tuple[int, ...], draws: int, seed: int) -> Tables:
    generator, chances = generator_of(seed), shares(np.array(sizes))
    tables = np.zeros((draws, len(sizes)), dtype=np.int32)
    for size, number in zip(*np.unique(clusters, return_counts=True), strict=True):
        start = 0
        for portion in portions(draws, len(sizes)):
            drawn = generator.multinomial(number, chances, size=portion)
            tables[start : start + portion] += (size * drawn).astype(np.int32)
            start += portion
    tables.flags.writeable = False
    return tables


def _first_to_arrive(
    weights: FloatArray, number: int, belongs: npt.NDArray[np.float32], draws: int, seed: int
) -> Tables:
    generator = generator_of(seed)
    slowness = np.divide(1, weights, out=np.full(len(weights), np.inf), where=weights > 0)
    tables = []
    for portion in portions(draws, len(weights)):
        waits = generator.standard_exponential((portion, len(weights)), dtype=np.float32)
        waits *= (slowness / slowness.min()).astype(np.float32)
        last = np.partition(waits, number - 1, axis=1)[:, number - 1 : number]
        taken = waits <= last
        # Two waiting times may be the same to 24 bits: then one of the two goes.
        for tied in np.flatnonzero(taken.sum(axis=1) > number):
            taken[tied, np.flatnonzero(waits[tied] == last[tied])[0]] = False
        tables.append((taken.astype(np.float32) @ belongs).astype(np.int32))
    return np.concatenate(tables)


def _sizes(sizes: Values) -> FloatArray:
    known = amounts(sizes, "sizes")
    if not known.any():
        raise ParameterError("all sizes are 0; expected one above 0 at least")
    return known


def _draws(draws: int, units: int) -> int:
    whole = positive_integer(draws, "draws")
    if whole * units > MOST_NUMBERS:
        most = MOST_NUMBERS // units
        raise ParameterError(
            "{whole} draws of {units} units; expected {most} draws at most",
            whole=whole,
            units=units,
            most=most,
        )
    return whole
