"""Items held together, given how many each unit holds and how many units hold each item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from math import comb, prod

import numpy as np
import pandas as pd

from hotlinelib.measures.cooccurrence import incidence_matrix, pairs_of_items
from hotlinelib.measures.detectable import detectable_effect
from hotlinelib.measures.distinct_winners import splits
from hotlinelib.measures.estimate import Estimate, Estimates
from hotlinelib.measures.monte_carlo import SEED, generator_of
from hotlinelib.measures.multiple_testing import holm
from hotlinelib.measures.validation import BoolArray, positive_integer

# Beyond about this many cases the exact distribution of all pairs takes longer than a simulation.
EXACT_CASES = 500_000
TIE = 1e-9
LEVEL = 0.05
CHAINS = 1_000
# Rounds of as many trades as there are units, before the first table counts.
BURN_IN = 10
NULL = "all tables with the same number of items per unit and of units per item equally likely"
EXACT = f"exact; {NULL}; two-sided by the probability method"
SIMULATED = f"curveball; {NULL}; two-sided by the probability method"

Chances = dict[int, float]
Classes = tuple[int, ...]


def pair_association_fixed_margins(
    frame: pd.DataFrame, item: str, unit: str, *, draws: int = 20_000, seed: int = SEED
) -> Estimates:
    """Compare how often two items are held together with chance, without an assumed universe.

    The null model holds fixed what the table itself says about units and items: how many items
    each unit holds and how many units hold each item; all tables of 0 and 1 with these totals are
    equally likely (Connor and Simberloff 1979, The Assembly of Species Communities, Ecology 60;
    Gotelli 2000, Null Model Analysis of Species Co-Occurrence Patterns, Ecology 81). The
    distribution of the number of units with both items is counted out exactly, item by item,
    as units with the same number of items left to hold are alike. Where that takes too long,
    tables are drawn by curveball trades (Strona and others 2014, A Fast and Unbiased Procedure to
    Randomize Ecological Binary Matrices, Nature Communications 5). The two-sided p-value adds up
    the chances of all numbers that are no more likely than the observed one (Hirji 2006, Exact
    Analysis of Discrete Data).

    Parameters
    ----------
    frame, item, unit
        As `pair_association` takes them: one row per holding, its item and who holds it.
    draws : int
        Number of simulated tables, where they are too many to count; rounded up to thousands.
    seed : int
        Seed of the generator.

    Returns
    -------
    Estimates
        table: one row per pair of items with item_a, item_b, size_a, size_b, both (numbers of
        units), expected, null_low, null_high (mean and middle 95% of the null distribution),
        p_value (two-sided), p_value_lower (P(X <= both)), p_value_upper (P(X >= both)),
        found_below, found_above (means of the smallest effects that the test finds with a power of
        80% at 5% divided by the number of pairs; missing where none is, see `detectable_effect`)
        and p_value_holm (of p_value, over all pairs). estimates: the same pairs in the same order,
        quantity "units_with_both". draws is 0 where the result is exact.

    Raises
    ------
    ParameterError
        If a column is absent or holds missing values.

    Examples
    --------
    >>> held = pd.DataFrame({"award": list("AABBC"), "winner": list("xyxzz")})
    >>> pairs = pair_association_fixed_margins(held, "award", "winner").table
    >>> pairs[["item_a", "item_b", "both", "expected", "p_value"]].round(3)
      item_a item_b  both  expected  p_value
    0      A      B     1       1.2      1.0
    1      A      C     0       0.4      1.0
    2      B      C     1       0.4      0.4
    """
    held = incidence_matrix(frame, item, unit)
    table = held.to_numpy()
    pairs = pairs_of_items(held)
    exact = _exact_distributions(table)
    drawn = 0 if exact is not None else -(-positive_integer(draws, "draws") // CHAINS) * CHAINS
    chances = _simulated(table, drawn, seed) if exact is None else exact
    columns = list(combinations(range(table.shape[1]), 2))
    tested = [
        _against(chances[pair], int(both), drawn, LEVEL / len(columns))
        for pair, both in zip(columns, pairs["both"], strict=True)
    ]
    names = ["expected", "null_low", "null_high", "p_value", "p_value_lower", "p_value_upper"]
    names += ["found_below", "found_above"]
    found = pairs.join(pd.DataFrame(tested, columns=names, index=pairs.index, dtype="float64"))
    found["p_value_holm"] = holm(found["p_value"])
    return Estimates.of(
        [
            Estimate(
                quantity="units_with_both",
                value=float(row["both"]),
                unit="units",
                null_mean=row["expected"],
                null_low=row["null_low"],
                null_high=row["null_high"],
                p=row["p_value"],
                p_adjusted=row["p_value_holm"],
                adjustment="Holm",
                method=SIMULATED if drawn else EXACT,
                draws=drawn,
                seed=seed if drawn else 0,
                n=len(table),
                smallest_effect=row["found_above"],
            )
            for row in found.to_dict("records")
        ],
        found,
    )


def _against(chances: Chances, observed: int, draws: int, alpha: float) -> tuple[float, ...]:
    """Hold an observed number against its null distribution; draws is 0 where it is exact."""
    numbers = np.array(sorted(chances))
    chance = np.array([chances[number] for number in numbers])
    cumulative = np.cumsum(chance)
    low, high = numbers[np.searchsorted(cumulative, [0.025, 0.975 - 1e-12])]
    own = chances.get(observed, 0.0)
    # Simulated chances that differ by no more than their error are taken as ties.
    error = 2 * np.sqrt(own / draws) if draws else own * TIE
    tails = [chance <= own + error, numbers <= observed, numbers >= observed]
    # Of simulated tables the observed one is one more, so that no p-value is 0.
    p_values = [
        (chance[tail].sum() * max(draws, 1) + (draws > 0)) / (max(draws, 1) + (draws > 0))
        for tail in tails
    ]
    effect = detectable_effect(numbers.tolist(), chance.tolist(), alpha=alpha)
    found = effect.mean_low, effect.mean_high
    return float(numbers @ chance), float(low), float(high), *np.minimum(p_values, 1.0), *found


def _exact_distributions(table: BoolArray) -> dict[tuple[int, int], Chances] | None:
    """Return P(number of units with both) for each pair of items; none if it is too much work."""
    held = table.sum(axis=1).astype(np.int64)
    classes = tuple(np.bincount(held, minlength=2)[1:].tolist())
    # A unit of two items or more is in neither item of the pair, in one, in the other or in both.
    if prod(comb(units + 3, 3) for units in classes[1:]) > EXACT_CASES:
        return None
    sizes = table.sum(axis=0).tolist()
    completions = _completions()
    found = {}
    for pair in combinations(range(len(sizes)), 2):
        others = tuple(sorted(size for at, size in enumerate(sizes) if at not in pair))
        numbers = Counter[int]()
        for (both, left), ways in _fillings(classes, sizes[pair[0]], sizes[pair[1]]).items():
            numbers[both] += ways * completions(others, left)
        whole = sum(numbers.values())
        found[pair] = {both: ways / whole for both, ways in numbers.items() if ways}
    return found


def _fillings(classes: Classes, size_a: int, size_b: int) -> Counter[tuple[int, Classes]]:
    """Count the ways to fill two items, by units in both and units by other items to hold."""
    none: Classes = (0,) * len(classes)
    states = Counter({(size_a, size_b, 0, none): 1})
    for rank in range(len(classes), 0, -1):
        units, later = classes[rank - 1], sum(classes[: rank - 1])
        after = Counter[tuple[int, int, int, Classes]]()
        for (need_a, need_b, together, left), ways in states.items():
            for both, only_a, only_b in _shares_of(units, rank, need_a, need_b, later):
                kept = list(left)
                kept[rank - 1] += units - both - only_a - only_b
                if rank > 1:
                    kept[rank - 2] += only_a + only_b
                if rank > 2:
                    kept[rank - 3] += both
                state = need_a - both - only_a, need_b - both - only_b, together + both, tuple(kept)
                after[state] += ways * (
                    comb(units, both) * comb(units - both, only_a)
                    * comb(units - both - only_a, only_b)
                )  # fmt: skip
        states = after
    return Counter({(both, left): ways for (_, _, both, left), ways in states.items()})


def _shares_of(
    units: int, rank: int, need_a: int, need_b: int, later: int
) -> Iterator[tuple[int, int, int]]:
    """Yield units of a class in both items, in the first, in the second; others fit the rest."""
    for both in range(min(units, need_a, need_b) + 1 if rank > 1 else 1):
        rest = units - both
        for only_a in range(max(0, need_a - both - later), min(rest, need_a - both) + 1):
            first_b = max(0, need_b - both - later)
            for only_b in range(first_b, min(rest - only_a, need_b - both) + 1):
                yield both, only_a, only_b


def _completions() -> Callable[[tuple[int, ...], Classes], int]:
    """Return a function that counts the ways to fill items of given sizes with what is left."""

    @cache
    def ways(sizes: tuple[int, ...], classes: Classes) -> int:
        if any(classes[len(sizes) :]):
            return 0
        if not sizes:
            return 1
        total = 0
        for taken in splits(classes, sizes[-1]):
            left = [had - took for had, took in zip(classes, taken, strict=True)]
            for rank, took in enumerate(taken[1:]):
                left[rank] += took
            total += prod(map(comb, classes, taken)) * ways(sizes[:-1], tuple(left))
        return total

    return ways


def _simulated(table: BoolArray, draws: int, seed: int) -> dict[tuple[int, int], Chances]:
    """Estimate P(number of units with both) for each pair by chains of curveball trades."""
    generator = generator_of(seed)
    held = np.repeat(table[None], CHAINS, axis=0)
    pairs = list(combinations(range(table.shape[1]), 2))
    counted = np.zeros((len(pairs), len(table) + 1), dtype=np.int64)
    rounds = draws // CHAINS
    for turn in range(-BURN_IN, rounds):
        for _ in range(len(table)):
            _trade(held, generator)
        if turn >= 0:
            for at, (a, b) in enumerate(pairs):
                both = (held[:, :, a] & held[:, :, b]).sum(axis=1)
                counted[at] += np.bincount(both, minlength=counted.shape[1])
    shares = counted / (rounds * CHAINS)
    return {
        pair: {int(both): float(row[both]) for both in np.flatnonzero(row)}
        for pair, row in zip(pairs, shares, strict=True)
    }


def _trade(held: BoolArray, generator: np.random.Generator) -> None:
    """Let two units of each chain deal out anew, in place, what only one of them holds."""
    chains, units, items = held.shape
    chain = np.arange(chains)
    one = generator.integers(units, size=chains)
    other = (one + generator.integers(1, units, size=chains)) % units
    first, second = held[chain, one], held[chain, other]
    apart = first ^ second
    keys = np.where(apart, generator.random((chains, items)), 2.0)
    ranks = keys.argsort(axis=1).argsort(axis=1)
    mine = (first & apart).sum(axis=1, keepdims=True)
    dealt = apart & (ranks < mine)
    held[chain, one] = (first & second) | dealt
    held[chain, other] = (first & second) | (apart & ~dealt)
