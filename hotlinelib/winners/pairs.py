"""Which awards went to the same winners, and whether their people won as well."""

from __future__ import annotations

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.errors import ParameterError
from hotlinelib.findings.winners.counting import award_order, identify_winners
from hotlinelib.measures.contingency import FisherResult, fisher_exact
from hotlinelib.measures.cooccurrence import co_occurrence, intersections, pair_association
from hotlinelib.measures.multiple_testing import holm

WITH, WITHOUT = "with", "without"
CELLS = ("both", "organisation_only", "people_only", "neither")
ODDS = ("odds_ratio", "odds_ratio_low", "odds_ratio_high", "p_value")


def award_holdings(awards: pd.DataFrame, level: str = "organisation") -> pd.DataFrame:
    """Return who holds which award, one row each however often it was given to the winner.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `load_awards` returns it, or a selection of its rows.
    level : {"organisation", "city", "province"}
        Who counts as one winner.

    Returns
    -------
    pandas.DataFrame
        winner_id and award_id, a categorical with the awards in printed order.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> len(award_holdings(awards))
    71
    """
    held = identify_winners(awards, level)[["winner_id", "award_id"]].drop_duplicates()
    printed = pd.Categorical(held["award_id"], categories=award_order(awards), ordered=True)
    return held.assign(award_id=printed).reset_index(drop=True)


def award_sizes(holdings: pd.DataFrame) -> pd.Series:
    """Return the number of distinct winners of each award, in printed order.

    Examples
    --------
    >>> held = pd.DataFrame({"winner_id": ["x", "y"], "award_id": pd.Categorical(["A", "A"])})
    >>> award_sizes(held).to_dict()
    {'A': 2}
    """
    counted = holdings["award_id"].value_counts(sort=False)
    return counted.reindex(holdings["award_id"].cat.categories).rename("winners")


def shared_winners(holdings: pd.DataFrame) -> pd.DataFrame:
    """Return the number of winners that two awards share, a square frame in printed order.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> shared = shared_winners(award_holdings(awards))
    >>> int(shared.loc["management_innovation", "management_innovation"])
    15
    """
    table = co_occurrence(holdings, "award_id", "winner_id")
    labels = table.columns.astype("str")
    return table.set_axis(labels, axis="index").set_axis(labels, axis="columns")


def award_pairs(holdings: pd.DataFrame, universe: int) -> pd.DataFrame:
    """Compare how often two awards went to the same winner with chance.

    Parameters
    ----------
    holdings : pandas.DataFrame
        As `award_holdings` returns it.
    universe : int
        Number of those that could have won, those that won included.

    Returns
    -------
    pandas.DataFrame
        One row per pair, columns of `measures.pair_association` and p_value_lower_holm (Holm 1979,
        of p_value_lower). The most likely to be more than chance come first: by p_value, then in
        printed order. Empty where there are fewer than two awards.

    Raises
    ------
    ParameterError
        If the universe is smaller than the number of winners.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> pairs = award_pairs(award_holdings(awards), universe=124)
    >>> pairs[["item_a", "item_b", "both"]].head(1)
                      item_a    item_b  both
    0  management_innovation  big_data     3
    """
    check_columns(holdings, ("award_id", "winner_id"))
    # Of no winners there is no universe either, and the frame comes out without rows.
    assumed = universe if len(holdings) else None
    pairs = pair_association(holdings, "award_id", "winner_id", universe=assumed)
    adjusted = pairs.assign(
        item_a=pairs["item_a"].astype("str"),
        item_b=pairs["item_b"].astype("str"),
        p_value_lower_holm=holm(pairs["p_value_lower"]),
    )
    return adjusted.sort_values("p_value", kind="stable", ignore_index=True)


def award_combinations(holdings: pd.DataFrame) -> pd.DataFrame:
    """Count the winners by the exact combination of awards that they hold.

    Returns
    -------
    pandas.DataFrame
        combination, items (tuple of award ids), size (winners), degree (awards); the largest first.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> award_combinations(award_holdings(awards))[["items", "size"]].head(2)
                          items  size
    0  (service_to_the_people,)    18
    1  (management_innovation,)     9
    """
    return intersections(holdings, "award_id", "winner_id")


def people_by_multiplicity(
    awards: pd.DataFrame, level: str = "organisation", min_awards: int = 2
) -> pd.DataFrame:
    """Cross the winners of organisation awards: with several or fewer, people with an award or not.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition.
    level : {"organisation", "city", "province"}
        Who counts as one winner.
    min_awards : int
        Number of award categories from which on a winner has several.

    Returns
    -------
    pandas.DataFrame
        Rows "several" and "fewer" award categories won as an organisation, columns "with" and
        "without" an award to one of its people; values are numbers of winners. Only those with an
        award to the organisation are in it, so that the universe is known.
    """
    held = identify_winners(awards, level)
    of_organisations = held[held["recipient"] == "organisation"]
    number = of_organisations.groupby("winner_id")["award_id"].nunique()
    people = number.index.isin(held.loc[held["recipient"] == "person", "winner_id"])
    return _two_by_two(number >= min_awards, pd.Series(people), ("several", "fewer"))


def people_by_award(
    awards: pd.DataFrame, universe: int | None = None, level: str = "organisation"
) -> pd.DataFrame:
    """Cross all that could have won: organisation award or not, people with an award or not.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition.
    universe : int, optional
        Assumed number of those that could have won. Those without any award aren't observed: their
        number is the universe less all winners, or 0 where no number is assumed.
    level : {"organisation", "city", "province"}
        Who counts as one winner.

    Returns
    -------
    pandas.DataFrame
        Rows "with" and "without" an award to the organisation, columns "with" and "without" an
        award to one of its people; values are numbers of winners.

    Raises
    ------
    ParameterError
        If the universe is smaller than the number of winners.
    """
    held = identify_winners(awards, level)
    ids = pd.Series(held["winner_id"].unique())
    assumed = _checked_universe(universe, len(ids))
    won = {
        recipient: ids.isin(held.loc[held["recipient"] == recipient, "winner_id"])
        for recipient in ("organisation", "person")
    }
    table = _two_by_two(won["organisation"], won["person"], (WITH, WITHOUT))
    unseen = [[0, 0], [0, assumed - len(ids)]]
    return table + pd.DataFrame(unseen, index=table.index, columns=table.columns)


def people_association(
    awards: pd.DataFrame, pools: pd.DataFrame, level: str = "organisation"
) -> pd.DataFrame:
    """Test in each assumed pool whether organisations and their people won together.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition.
    pools : pandas.DataFrame
        Columns `pool_id, pool`, as `winners.chance.list_pools` returns it. Those no larger than the
        number of winners leave nobody without any award and are left out.
    level : {"organisation", "city", "province"}
        Who counts as one winner.

    Returns
    -------
    pandas.DataFrame
        One row per pool: pool_id, pool, both, organisation_only, people_only, neither,
        odds_ratio, odds_ratio_low, odds_ratio_high (conditional estimate, exact 95 % interval),
        p_value (Fisher's exact test, two-sided).
    """
    larger = pools[pools["pool"] > people_by_award(awards, level=level).to_numpy().sum()]
    rows = [
        {"pool_id": pool_id, "pool": pool, **_tested(people_by_award(awards, int(pool), level))}
        for pool_id, pool in zip(larger["pool_id"], larger["pool"], strict=True)
    ]
    return pd.DataFrame(rows, columns=["pool_id", "pool", *CELLS, *ODDS])


def cell(table: pd.DataFrame, row: str, column: str) -> int:
    """Return one count of a table."""
    return int(table.to_dict()[column][row])


def _tested(table: pd.DataFrame) -> dict[str, float]:
    """Return the cells of a 2 x 2 table and its test, by column."""
    result: FisherResult = fisher_exact(table)
    cells = dict(zip(CELLS, table.to_numpy().ravel().tolist(), strict=True))
    return {**cells, **{name: getattr(result, name) for name in ODDS}}


def _two_by_two(first: pd.Series, second: pd.Series, rows: tuple[str, str]) -> pd.DataFrame:
    """Count True and False of two columns against each other, empty cells as 0."""
    counted = pd.crosstab(first.to_numpy(dtype=bool), second.to_numpy(dtype=bool))
    table = counted.reindex(index=[True, False], columns=[True, False], fill_value=0)
    return table.set_axis(list(rows), axis="index").set_axis([WITH, WITHOUT], axis="columns")


def _checked_universe(universe: int | None, winners: int) -> int:
    if universe is None:
        return winners
    if universe < winners:
        raise ParameterError(
            f"universe = {universe}, but {winners} won; use: a whole number of {winners} or more"
        )
    return universe
