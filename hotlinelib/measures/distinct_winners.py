"""What the number of distinct winners of several awards tells, without or about the pool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from math import comb, inf, log, prod

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_list
from hotlinelib.errors import ParameterError
from hotlinelib.extras import from_extra
from hotlinelib.measures.drawn_assignments import drawn_largest
from hotlinelib.measures.estimate import Estimate, Estimates
from hotlinelib.measures.monte_carlo import DRAWS, SEED, monte_carlo_p
from hotlinelib.measures.validation import FloatArray, IntArray, fraction, positive_integer
from hotlinelib.messages import message

LARGEST_POOL = 10**7
POOLS_TRIED = 400
# Of more awards than these the assignments are drawn: counting them out would take minutes.
COUNTED_OUT = 5
GIVEN_WINNERS = (
    "probability that no winner has more, all assignments of the awards to so many distinct "
    "winners being equally likely; one-sided"
)
POOL_METHOD = (
    "maximum likelihood from the number of distinct winners, each award drawn from the pool "
    "without replacement and with equal chances; interval by inversion of two exact one-sided tests"
)
JOINT_METHOD = (
    "largest exact probability, over all pools, of no more distinct winners than observed and none "
    "of them with more awards; one-sided"
)


def nobody_with_more(
    sizes: Sequence[int], winners: int, most: int, *, draws: int = DRAWS, seed: int = SEED
) -> Estimate:
    """Test whether winners hold fewer awards each than chance lets expect, without a pool.

    If each award goes by lot to distinct units of a pool, and its awards are independent, the
    number of distinct winners is sufficient for the size of the pool: given it, all assignments
    of the awards to the winners that leave none without an award are equally likely, whatever the
    pool. The probability is the number of those with at most `most` awards per winner over the
    number of all; the latter is sum over j of (-1)^j C(M, j) prod C(M - j, s[i]) by inclusion and
    exclusion (Feller 1968, An Introduction to Probability Theory, volume 1, chapter 4). Source of
    conditioning on a sufficient statistic: Lehmann and Romano (2005), Testing Statistical
    Hypotheses, section 4.4.

    Parameters
    ----------
    sizes : sequence of int
        Number of winners of each award.
    winners : int
        Number of distinct winners of all awards together.
    most : int
        Number of awards of the winner with the most.
    draws : int
        Number of assignments drawn where there are more than 5 awards: too many to count.
    seed : int
        Seed of the generator.

    Returns
    -------
    Estimate
        value is `most`, p the probability that nobody has more, n the number of winners; null_mean,
        null_low and null_high are those of the largest number of awards of one winner. draws is 0
        where the result is exact.

    Raises
    ------
    ParameterError
        If there are fewer winners than the largest award has, more than there are awards, or too
        few to hold all awards with at most `most` each.

    Examples
    --------
    >>> round(nobody_with_more([15, 12, 26, 10, 8], winners=52, most=2).p, 4)
    0.0284
    """
    given = _checked_winners(sizes, winners)
    limit = positive_integer(most, "most")
    if winners * limit < sum(given):
        raise ParameterError(
            "{winners} winners of at most {limit} can't hold {given} awards; expected `most` to "
            "be the number that the winner with the most holds",
            winners=winners,
            limit=limit,
            given=sum(given),
        )
    chances = largest_given_winners(given, winners, draws=draws, seed=seed)
    numbers, chance = chances["largest"].to_numpy(), chances["probability"].to_numpy()
    cumulative = np.cumsum(chance)
    low, high = numbers[np.searchsorted(cumulative, [0.025, 0.975 - 1e-12])]
    drawn = 0 if len(given) <= COUNTED_OUT else draws
    p_value = float(chance[numbers <= limit].sum())
    if drawn:
        p_value = monte_carlo_p(round(p_value * drawn), drawn)
    return Estimate(
        quantity="largest_number_of_awards",
        value=float(limit),
        unit="awards",
        null_mean=float(numbers @ chance),
        null_low=float(low),
        null_high=float(high),
        p=min(p_value, 1.0),
        method=GIVEN_WINNERS,
        draws=drawn,
        seed=seed if drawn else 0,
        n=winners,
    )


def largest_given_winners(
    sizes: Sequence[int], winners: int, *, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """Return the distribution of the largest number of awards of one winner, without a pool.

    All assignments of the awards to so many distinct winners are equally likely, as in
    `nobody_with_more`.

    Parameters
    ----------
    sizes, winners, draws, seed
        As `nobody_with_more` takes them.

    Returns
    -------
    pandas.DataFrame
        largest (awards of the winner with the most), probability.

    Examples
    --------
    >>> largest_given_winners([15, 12, 26, 10, 8], 52)["probability"].round(3).tolist()
    [0.028, 0.79, 0.177, 0.005]
    """
    given = _checked_winners(sizes, winners)
    least = -(-sum(given) // winners)
    numbers = np.arange(least, len(given) + 1)
    if len(given) <= COUNTED_OUT:
        at_most = [_chance_of_at_most(given, winners, int(number)) for number in numbers]
        chances = np.diff(at_most, prepend=0.0)
    else:
        largest = drawn_largest(given, winners, positive_integer(draws, "draws"), seed)
        chances = np.bincount(largest, minlength=len(given) + 1)[least:] / draws
    possible = chances > 0
    return pd.DataFrame({"largest": numbers[possible], "probability": chances[possible]})


def distinct_winners_pool(
    sizes: Sequence[int], winners: int, *, confidence: float = 0.95
) -> Estimate:
    """Estimate how many could have won from how few different winners there are.

    P(M = m | N) = C(N, m) T(m) / prod C(N, s[i]), T(m) being the number of assignments of the
    awards to m winners that leave none without. N is estimated by maximum likelihood; T does not
    depend on it. This is a census with several samples (Darroch 1958, The Multiple-Recapture
    Census I, Biometrika 45). The interval holds the pools in which neither so many nor so few
    distinct winners are improbable. Where winners differ in strength, N is too small: it counts
    entrants of equal strength that would overlap as much.

    Parameters
    ----------
    sizes, winners
        As `nobody_with_more` takes them.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Estimate
        value, low and high are numbers of eligible units; infinite where each award has other
        winners, so that no pool is too large.

    Raises
    ------
    ParameterError
        If there are fewer winners than the largest award has, or more than there are awards.

    Examples
    --------
    >>> pool = distinct_winners_pool([15, 12, 26, 10, 8], winners=52)
    >>> pool.value, pool.low, pool.high
    (86.0, 66.0, 129.0)
    """
    given = _checked_winners(sizes, winners)
    tail = (1 - fraction(confidence, "confidence")) / 2
    tables = _log_tables(given)

    def at_most(pool: int, number: int) -> float:
        below = np.array([m for m in tables if m <= min(number, pool)])
        return float(_chances_of_distinct(given, np.array([pool]), below).sum())

    value = _first(lambda pool: _likelihood_falls(given, winners, pool), winners)
    low = _first(lambda pool: 1 - at_most(pool, winners - 1) >= tail, winners)
    beyond = _first(lambda pool: at_most(pool, winners) < tail, winners)
    return Estimate(
        quantity="pool_of_equal_chances",
        value=float(value),
        unit="units",
        low=float(low),
        high=beyond - 1 if beyond < inf else inf,
        interval=f"{confidence:.0%} by test inversion",
        method=POOL_METHOD,
        n=winners,
    )


def few_distinct_and_nobody_with_more(
    sizes: Sequence[int], winners: int, most: int, pools: Sequence[int] = ()
) -> Estimates:
    """Test two facts at once: few different winners, and none of them with more than `most`.

    P(M <= winners and no winner has more than `most` | N) = sum over m <= winners of P(M = m | N)
    P(no more than `most` | m), exact. With most = 2 this is the probability of at least
    (awards - winners) double winners and no triple winner.

    Parameters
    ----------
    sizes, winners, most
        As `nobody_with_more` takes them.
    pools : sequence of int
        Numbers of eligible units to state the probability for; none below the number of winners.

    Returns
    -------
    Estimates
        joint_repeat_winners: value is the pool in which the two facts together are most probable,
        p their probability there, the largest of all pools. table: one row per pool with pool,
        p_few_distinct (P(M <= winners)), p_nobody_with_more (P(no more than `most`), unconditional)
        and p_joint.

    Raises
    ------
    ParameterError
        As `nobody_with_more`; also if a pool is smaller than the number of winners.

    Examples
    --------
    >>> both = few_distinct_and_nobody_with_more([15, 12, 26, 10, 8], 52, 2, pools=[53, 124])
    >>> both.table["p_joint"].round(4).tolist()
    [0.0001, 0.0009]
    >>> print(round(both["joint_repeat_winners"].p, 4))
    0.0091
    """
    nobody_with_more(sizes, winners, most)
    given = _checked_winners(sizes, winners)
    check_list("pools", pools, "a list of numbers of eligible units, such as [53, 124]")
    stated = np.array([positive_integer(pool, "pool") for pool in pools], dtype=np.int64)
    if (stated < winners).any():
        raise ParameterError(
            "pool is {min}, but {winners} won; expected at least as many",
            min=stated.min(),
            winners=winners,
        )
    tried = np.unique(np.geomspace(winners, 100 * winners, POOLS_TRIED).round().astype(np.int64))
    everywhere = np.arange(winners, winners + tried[_joint(given, winners, most, tried).argmax()])
    joint = _joint(given, winners, most, everywhere)
    best = Estimate(
        quantity="joint_repeat_winners",
        value=float(everywhere[joint.argmax()]),
        unit="units",
        p=float(joint.max()),
        method=JOINT_METHOD,
        n=winners,
    )
    known = np.array(sorted(_log_tables(given)))
    table = {
        "pool": stated,
        "p_few_distinct": _chances_of_distinct(given, stated, known[known <= winners]).sum(axis=1),
        "p_nobody_with_more": _joint(given, sum(given), most, stated),
        "p_joint": _joint(given, winners, most, stated),
    }
    return Estimates.of([best], pd.DataFrame(table))


def _checked_winners(sizes: Sequence[int], winners: int) -> tuple[int, ...]:
    check_list("sizes", sizes, "how often each award was given, such as [12, 15]")
    given = tuple(positive_integer(size, message("size of an award")) for size in sizes)
    if not given:
        raise ParameterError("no awards; expected the number of winners of at least one")
    if not max(given) <= positive_integer(winners, "winners") <= sum(given):
        raise ParameterError(
            "winners is {winners}; expected from {given} (the largest award) to {given_2} (all "
            "awards)",
            winners=winners,
            given=max(given),
            given_2=sum(given),
        )
    return given


def _tables(sizes: tuple[int, ...], winners: int) -> int:
    """Count the assignments of awards to winners that leave none without (inclusion-exclusion)."""
    return sum(
        (-1) ** left_out
        * comb(winners, left_out)
        * prod(comb(winners - left_out, size) for size in sizes)
        for left_out in range(winners + 1)
    )


@lru_cache(maxsize=64)
def _log_tables(sizes: tuple[int, ...]) -> dict[int, float]:
    """Return the logarithm of the number of assignments, by number of winners."""
    return {number: log(_tables(sizes, number)) for number in range(max(sizes), sum(sizes) + 1)}


@lru_cache(maxsize=1024)
def _chance_of_at_most(sizes: tuple[int, ...], winners: int, most: int) -> float:
    """Return P(no winner has more than `most` awards | so many distinct winners)."""
    if most >= len(sizes):
        return 1.0
    if winners * most < sum(sizes):
        return 0.0
    # From award to award: how many ways lead to so many winners with 0, 1, ..., `most` awards.
    states = Counter({(winners, *[0] * most): 1})
    still_to_come = list(accumulate(sizes[::-1]))[-2::-1]
    for size, later in zip(sizes, [*still_to_come, 0], strict=True):
        after: Counter[tuple[int, ...]] = Counter()
        for held, ways in states.items():
            for taken in splits(held[:-1], size):
                if held[0] - taken[0] > later:
                    continue
                gained = (*(-number for number in taken), 0)
                moved = tuple(
                    old + lost + won
                    for old, lost, won in zip(held, gained, (0, *taken), strict=True)
                )
                after[moved] += ways * prod(map(comb, held, taken))
        states = after
    return sum(states.values()) / _tables(sizes, winners)


def splits(available: tuple[int, ...], total: int) -> Iterator[tuple[int, ...]]:
    """Yield all ways to take `total` from classes of the given sizes."""
    if len(available) == 1:
        if total <= available[0]:
            yield (total,)
        return
    rest = sum(available[1:])
    for first in range(max(0, total - rest), min(available[0], total) + 1):
        for others in splits(available[1:], total - first):
            yield (first, *others)


def _chances_of_distinct(sizes: tuple[int, ...], pools: IntArray, numbers: IntArray) -> FloatArray:
    """Return P(M = number | pool): pools in rows, numbers of distinct winners in columns."""
    tables = _log_tables(sizes)
    whole = np.sum([_log_comb(pools, np.array(size)) for size in sizes], axis=0)
    logs = _log_comb(pools[:, None], numbers) + np.array([tables[int(m)] for m in numbers])
    return np.asarray(np.exp(logs - np.asarray(whole)[:, None]))


def _joint(sizes: tuple[int, ...], winners: int, most: int, pools: IntArray) -> FloatArray:
    numbers = np.arange(max(sizes), winners + 1)
    at_most = np.array([_chance_of_at_most(sizes, int(number), most) for number in numbers])
    return np.asarray(_chances_of_distinct(sizes, pools, numbers) @ at_most)


def _log_comb(units: IntArray, chosen: IntArray) -> FloatArray:
    """Return the logarithm of C(units, chosen), minus infinity where more are chosen."""
    with from_extra("reports"):
        from scipy.special import gammaln

    possible = units >= chosen
    left = np.where(possible, units - chosen, 0)
    logs = gammaln(units + 1) - gammaln(chosen + 1) - gammaln(left + 1)
    return np.where(possible, logs, -inf)


def _likelihood_falls(sizes: tuple[int, ...], winners: int, pool: int) -> bool:
    """Tell whether a pool with one unit more makes the number of distinct winners less likely."""
    more = pool + 1
    return bool(more * prod(more - size for size in sizes) < (more - winners) * more ** len(sizes))


def _first(holds: Callable[[int], bool], start: int) -> float:
    """Return the smallest pool from `start` on that holds, infinite where none does."""
    step = 1
    while not holds(start + step - 1):
        step *= 2
        if start + step > LARGEST_POOL:
            return inf
    before, first = start + step // 2 - 1, start + step - 1
    while first - before > 1:
        middle = (before + first) // 2
        before, first = (before, middle) if holds(middle) else (middle, first)
    return float(first)
