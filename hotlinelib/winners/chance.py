"""How many multi-award winners chance alone would make, for several assumed numbers of entrants."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_choice
from hotlinelib.findings.winners.counting import identify_winners
from hotlinelib.labels import SUFFIXES
from hotlinelib.language import Speech
from hotlinelib.measures.monte_carlo import DRAWS, SEED, monte_carlo_p, side_by_side
from hotlinelib.measures.null_model import RepeatWinners, repeat_winner_curve, repeat_winners
from hotlinelib.places.divisions import load_divisions
from hotlinelib.tables.read import read_table
from hotlinelib.winners.choices import LEVELS
from hotlinelib.winners.pairs import award_sizes

ALPHA = 0.05
OBSERVED, ASSUMED, PLACES = "won_anything", "assumed", "all_places"
USABLE, TOO_FEW, TOO_MANY = "usable", "fewer_than_winners", "more_than_there_are"
CURVE_POINTS = 18
CURVE_DRAWS = 20_000


def load_eligible_pools() -> pd.DataFrame:
    """Load the assumed numbers of entrants, with their sources.

    Returns
    -------
    pandas.DataFrame
        pool_id, level (whose number it is), entrants, label_en, label_hans, label_hant, source.

    Examples
    --------
    >>> load_eligible_pools()["entrants"].tolist()
    [124, 344]
    """
    return read_table("eligible_pools")


def list_pools(
    awards: pd.DataFrame, counted: pd.DataFrame, level: str = "organisation", eligible: int = 124
) -> pd.DataFrame:
    """Return the numbers of entrants to assume, each once, smallest first.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition: its winners are the smallest pool.
    counted : pandas.DataFrame
        The awards that are counted.
    level : {"organisation", "city", "province"}
        Who counts as one winner. The published numbers of entrants are about organisations; for
        cities and provinces the number of all of them takes their place.
    eligible : int
        The reader's own assumption.

    Returns
    -------
    pandas.DataFrame
        pool_id, pool and status: "usable", "fewer_than_winners" (of the awards counted) or
        "more_than_there_are" (cities or provinces). No rows where no award is counted.
    """
    check_choice("level", level, LEVELS)
    if counted.empty:
        return pd.DataFrame({"pool_id": [], "pool": [], "status": []}).astype(
            {"pool_id": "str", "pool": "int64", "status": "str"}
        )
    numbers = _pool_numbers(awards, level, eligible)
    pools = pd.DataFrame(numbers, columns=["pool_id", "pool"]).drop_duplicates("pool")
    winners = identify_winners(counted, level)["winner_id"].nunique()
    status = np.select(
        [pools["pool"] < winners, pools["pool"] > _most_places(level)], [TOO_FEW, TOO_MANY], USABLE
    )
    return pools.assign(status=status).sort_values("pool", ignore_index=True)


def usable_pools(pools: pd.DataFrame) -> pd.DataFrame:
    """Return the pools that could hold all winners and aren't more than there are."""
    return pools[pools["status"] == USABLE].reset_index(drop=True)


def smallest_pool(pools: pd.DataFrame) -> int:
    """Return the number of those that won anything; 0 where no award is counted."""
    return int(pools.loc[pools["pool_id"] == OBSERVED, "pool"].sum())


def pair_universe(pools: pd.DataFrame, eligible: int) -> int:
    """Return the number that could have won to test pairs with.

    The reader's assumption where it is usable, else all places there are, else those that won
    anything; 0 where no award is counted.
    """
    usable = usable_pools(pools).set_index("pool_id")["pool"]
    if (usable == eligible).any():
        return eligible
    known = [int(usable[pool_id]) for pool_id in (PLACES, OBSERVED) if pool_id in usable.index]
    return known[0] if known else 0


def count_places(level: str) -> int | None:
    """Return the number of cities (prefecture-level divisions and municipalities) or provinces.

    Missing for organisations: nobody counted them.

    Examples
    --------
    >>> count_places("city"), count_places("province")
    (337, 31)
    """
    divisions = load_divisions()
    if level == "organisation":
        return None
    if level == "province":
        return int((divisions["level"] == "province").sum())
    return int(((divisions["level"] == "prefecture") | (divisions["rank"] == "直辖市")).sum())


def label_pools(pools: pd.DataFrame, say: Speech) -> pd.Series:
    """Return what each pool is, in the reader's language, with the index of `pools`."""
    known = load_eligible_pools().set_index("pool_id")[f"label{SUFFIXES[say.language]}"]
    labels: Mapping[str, str] = {
        **known,
        OBSERVED: say("Those that won anything"),
        ASSUMED: say("Assumed number"),
        PLACES: say("All there are"),
    }
    return pools["pool_id"].map(labels).astype("str")


def simulate_pools(
    holdings: pd.DataFrame, pools: pd.DataFrame, min_awards: int = 2, draws: int = DRAWS
) -> dict[str, RepeatWinners]:
    """Draw the winners of all awards by lot, for each usable pool.

    Each award draws as many distinct winners as it has, each of the pool with the same chance,
    independently of the other awards.

    Parameters
    ----------
    holdings : pandas.DataFrame
        As `winner_pairs.award_holdings` returns it.
    pools : pandas.DataFrame
        As `list_pools` returns it.
    min_awards : int
        Number of award categories from which on a winner is counted.
    draws : int
        Number of simulated rounds of all awards.

    Returns
    -------
    dict of str to RepeatWinners
        By pool_id; empty where fewer than `min_awards` awards are counted.
    """
    sizes = award_sizes(holdings).tolist()
    # Where fewer awards than `min_awards` are counted, nobody can win as many: no test is one.
    usable = pools[(pools["status"] == USABLE) & (len(sizes) >= min_awards)]

    def simulated(pool: int) -> RepeatWinners:
        return repeat_winners(sizes, pool, minimum=min_awards, draws=draws, seed=SEED)

    found = side_by_side(simulated, usable["pool"].tolist())
    return dict(zip(usable["pool_id"], found, strict=True))


def pool_tests(
    simulated: Mapping[str, RepeatWinners], holdings: pd.DataFrame, min_awards: int = 2
) -> pd.DataFrame:
    """Hold the observed winners against chance in each pool.

    Parameters
    ----------
    simulated : mapping of str to RepeatWinners
        As `simulate_pools` returns it.
    holdings : pandas.DataFrame
        As `winner_pairs.award_holdings` returns it.
    min_awards : int
        Number of award categories from which on a winner is counted.

    Returns
    -------
    pandas.DataFrame
        One row per pool: pool_id, pool, observed (winners with at least `min_awards` categories),
        expected, low, high (middle 95 % of the draws), p_upper (as many or more), p_lower (as few
        or fewer), observed_largest (categories of the winner with the most), p_largest (chance
        that nobody has more). P-values after Davison and Hinkley (1997), section 4.2.
    """
    observed, largest = observed_winners(holdings, min_awards)
    rows = [
        {
            "pool_id": pool_id,
            "pool": chance.pool,
            "observed": observed,
            "expected": chance.expected,
            "low": chance.low,
            "high": chance.high,
            "p_upper": _tail(chance.distribution, lambda numbers: numbers >= observed),
            "p_lower": _tail(chance.distribution, lambda numbers: numbers <= observed),
            "observed_largest": largest,
            "p_largest": _tail(chance.largest, lambda numbers: numbers <= largest),
        }
        for pool_id, chance in simulated.items()
    ]
    names = "pool_id pool observed expected low high p_upper p_lower observed_largest p_largest"
    return pd.DataFrame(rows, columns=names.split())


def observed_winners(holdings: pd.DataFrame, min_awards: int = 2) -> tuple[int, int]:
    """Return how many hold at least `min_awards` award categories, and the largest number held.

    Examples
    --------
    >>> held = pd.DataFrame({"winner_id": ["x", "x", "y"], "award_id": ["A", "B", "A"]})
    >>> observed_winners(held)
    (1, 2)
    """
    numbers = holdings.groupby("winner_id")["award_id"].nunique()
    return int((numbers >= min_awards).sum()), int(numbers.max()) if len(numbers) else 0


def pool_curve(
    holdings: pd.DataFrame, pools: pd.DataFrame, min_awards: int = 2, draws: int = CURVE_DRAWS
) -> pd.DataFrame:
    """Follow what chance would make from the smallest usable pool to beyond the largest.

    Parameters
    ----------
    holdings : pandas.DataFrame
        As `winner_pairs.award_holdings` returns it.
    pools : pandas.DataFrame
        As `list_pools` returns it.
    min_awards : int
        Number of award categories from which on a winner is counted.
    draws : int
        Number of simulated rounds per pool.

    Returns
    -------
    pandas.DataFrame
        pool, expected, low, high, p_upper, p_lower and p_largest, as
        `measures.repeat_winner_curve`; no rows where nothing can be tested.
    """
    sizes = award_sizes(holdings).tolist()
    usable = pools.loc[(pools["status"] == USABLE) & (len(sizes) >= min_awards), "pool"]
    if usable.empty:
        return repeat_winner_curve([1], [], 0, observed_largest=0)
    steps = np.geomspace(usable.min(), usable.max(), CURVE_POINTS).round().astype(int)
    observed, largest = observed_winners(holdings, min_awards)
    return repeat_winner_curve(
        sizes,
        sorted({*steps.tolist(), *usable.tolist()}),
        observed,
        observed_largest=largest,
        minimum=min_awards,
        draws=draws,
        seed=SEED,
    )


def turning_points(
    holdings: pd.DataFrame, curve: pd.DataFrame, min_awards: int = 2, draws: int = CURVE_DRAWS
) -> dict[str, int | None]:
    """Find the pools from which on chance no longer explains what was observed.

    Parameters
    ----------
    holdings : pandas.DataFrame
        As `winner_pairs.award_holdings` returns it.
    curve : pandas.DataFrame
        As `pool_curve` returns it.
    min_awards : int
        Number of award categories from which on a winner is counted.
    draws : int
        Number of simulated rounds per pool, as for the curve.

    Returns
    -------
    dict
        `many`: smallest pool in which so many multi-award winners have p_upper below 0.05.
        `no_more`: smallest pool in which it is no longer unlikely (p_largest 0.05 or more) that
        nobody has more awards than observed. None where the range of the curve has no such turn.
        Both carry the error of the simulation, about one or two entrants.
    """
    sizes = award_sizes(holdings).tolist()
    observed, largest = observed_winners(holdings, min_awards)

    def at(pool: int) -> pd.Series:
        return repeat_winner_curve(
            sizes,
            [pool],
            observed,
            observed_largest=largest,
            minimum=min_awards,
            draws=draws,
            seed=SEED,
        ).iloc[0]

    turns = {
        "many": (curve["p_upper"] < ALPHA, lambda pool: at(pool)["p_upper"] < ALPHA),
        "no_more": (curve["p_largest"] >= ALPHA, lambda pool: at(pool)["p_largest"] >= ALPHA),
    }
    found = side_by_side(lambda turn: _first_pool(curve, *turn), turns.values())
    return dict(zip(turns, found, strict=True))


def _first_pool(
    curve: pd.DataFrame, reached: pd.Series, holds: Callable[[int], bool]
) -> int | None:
    """Return the smallest pool that holds, searched between the two points of the curve."""
    turn = int(reached.argmax()) if len(reached) else 0
    if turn == 0:
        return None
    before, first = int(curve["pool"].iloc[turn - 1]), int(curve["pool"].iloc[turn])
    while first - before > 1:
        middle = (before + first) // 2
        before, first = (before, middle) if holds(middle) else (middle, first)
    return first


def _pool_numbers(awards: pd.DataFrame, level: str, eligible: int) -> list[tuple[str, int]]:
    published = load_eligible_pools()
    of_level = published[published["level"] == level]
    places = count_places(level)
    return [
        (OBSERVED, identify_winners(awards, level)["winner_id"].nunique()),
        *zip(of_level["pool_id"], of_level["entrants"].tolist(), strict=True),
        *([] if places is None else [(PLACES, places)]),
        (ASSUMED, eligible),
    ]


def _most_places(level: str) -> float:
    places = count_places(level)
    return float("inf") if places is None else places


def _tail(distribution: pd.DataFrame, reached: Callable[[pd.Series], pd.Series]) -> float:
    rounds = distribution["draws"]
    return monte_carlo_p(int(rounds[reached(distribution.iloc[:, 0])].sum()), int(rounds.sum()))
