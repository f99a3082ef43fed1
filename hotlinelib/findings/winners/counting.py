"""Who won how many awards: organisations, cities or provinces as winners."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hotlinelib.arguments import check_choice, check_columns
from hotlinelib.choices import CountOf, Level, offered
from hotlinelib.language.names import label_values
from hotlinelib.measures.validation import positive_integer
from hotlinelib.selection import city_units

LEVELS, COUNTS = offered(Level), offered(CountOf)
COUNT_COLUMNS = {"categories": "award_categories", "awards": "awards_given"}
# What is looked at besides the city, which `city_units` finds.
LEVEL_COLUMNS = {
    "organisation": ("organisation_id", "organisation_hans"),
    "city": (),
    "province": ("division_code", "province"),
}
NAMED_BY = {"organisation": "organisation_id", "city": "prefecture", "province": "province"}


def identify_winners(awards: pd.DataFrame, level: str = "organisation") -> pd.DataFrame:
    """Add who each award counts for.

    Parameters
    ----------
    awards : pandas.DataFrame
        Columns `organisation_id, organisation_hans, division_code, province`.
    level : {"organisation", "city", "province"}
        Who counts as one winner. An award to a person counts for the person's organisation. A
        district or county-level city counts with its prefecture-level city.

    Returns
    -------
    pandas.DataFrame
        The same rows with columns `winner_id` (organisation_id, or the division's code), `winner`
        (name in simplified characters), `city_code` and `city` added.

    Raises
    ------
    ParameterError
        If the level isn't offered or a column is absent.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> identify_winners(load_awards(), "city").loc[3, ["winner_id", "winner"]].tolist()
    ['410100', '郑州市']
    """
    check_choice("level", level, LEVELS)
    check_columns(awards, LEVEL_COLUMNS[level])
    # Frames whose cities are known already are taken as they are: looking codes up takes time.
    placed = awards if {"city_code", "city"} <= set(awards.columns) else city_units(awards)
    if level == "organisation":
        ids, names = placed["organisation_id"], placed["organisation_hans"]
    elif level == "city":
        ids, names = placed["city_code"], placed["city"]
    else:
        ids, names = placed["division_code"].str[:2] + "0000", placed["province"]
    return placed.assign(winner_id=ids.astype("str"), winner=names.astype("str"))


def count_winners(
    awards: pd.DataFrame, level: str = "organisation", count: str = "categories"
) -> pd.DataFrame:
    """Count the awards of each winner.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `load_awards` returns it, or a selection of its rows.
    level : {"organisation", "city", "province"}
        Who counts as one winner.
    count : {"categories", "awards"}
        What the winners are ordered by.

    Returns
    -------
    pandas.DataFrame
        One row per winner: winner_id, winner, province, city (first of its places), award_ids (a
        tuple, in printed order), award_categories, awards_given, organisations, people (distinct
        names within an organisation). Those with most come first, then by the combination of awards
        in printed order, then as the list prints them.

    Raises
    ------
    ParameterError
        If the level or the count isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> len(count_winners(load_awards(), "city"))
    48
    """
    column = COUNT_COLUMNS[check_choice("count", count, COUNTS)]
    held = identify_winners(awards, level)
    held = held.assign(
        name_in_organisation=(held["organisation_id"] + "\n" + held["person"]).astype("str")
    )
    given = held.groupby("winner_id", sort=False)
    first = held.drop_duplicates("winner_id").set_index("winner_id")[["winner", "province", "city"]]
    counted = first.assign(
        award_categories=given["award_id"].nunique(),
        awards_given=given.size(),
        organisations=given["organisation_id"].nunique(),
        people=given["name_in_organisation"].nunique(),
    ).reset_index()
    order = award_order(awards)
    ids = _award_ids(held, counted["winner_id"], order)
    return _in_order(counted.assign(award_ids=ids), column, order)


def multi_award_winners(
    awards: pd.DataFrame,
    level: str = "organisation",
    count: str = "categories",
    min_awards: int = 2,
) -> pd.DataFrame:
    """Return the winners with at least `min_awards`, as `count_winners` does.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `load_awards` returns it, or a selection of its rows.
    level : {"organisation", "city", "province"}
        Who counts as one winner.
    count : {"categories", "awards"}
        What must reach `min_awards`: award categories, or awards given.
    min_awards : int
        Number from which on a winner is kept.

    Returns
    -------
    pandas.DataFrame
        Columns and order as `count_winners`; no rows where nobody has as many.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> len(multi_award_winners(select_awards(load_awards(), "organisation")))
    19
    """
    counted = count_winners(awards, level, count)
    enough = counted[COUNT_COLUMNS[count]] >= positive_integer(min_awards, "min_awards")
    return counted[enough].reset_index(drop=True)


def count_distribution(winners: pd.DataFrame, count: str = "categories") -> pd.DataFrame:
    """Count the winners by the number of their awards.

    Parameters
    ----------
    winners : pandas.DataFrame
        As `count_winners` returns it.
    count : {"categories", "awards"}
        What is counted.

    Returns
    -------
    pandas.DataFrame
        awards_held (1 to the largest number; those that nobody holds too) and winners.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> count_distribution(count_winners(load_awards()))["winners"].tolist()
    [19, 22, 8, 3, 1]
    """
    column = COUNT_COLUMNS[check_choice("count", count, COUNTS)]
    held = check_columns(winners, (column,))[column]
    steps = pd.RangeIndex(1, int(held.max()) + 1 if len(held) else 1, name="awards_held")
    return held.value_counts().reindex(steps, fill_value=0).rename("winners").reset_index()


def winner_matrix(
    awards: pd.DataFrame,
    level: str = "organisation",
    count: str = "categories",
    min_awards: int = 2,
) -> pd.DataFrame:
    """Return who holds which award: a row per multi-award winner, a column per award.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `load_awards` returns it, or a selection of its rows.
    level, count, min_awards
        As in `multi_award_winners`.

    Returns
    -------
    pandas.DataFrame
        Index winner_id in the order of `count_winners`, which puts winners of the same awards side
        by side; columns award ids in printed order; values 0 or 1 (categories), or the numbers of
        awards given.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> winner_matrix(load_awards()).shape
    (34, 8)
    """
    chosen = multi_award_winners(awards, level, count, min_awards)["winner_id"]
    held = identify_winners(awards, level)
    given = pd.crosstab(held["winner_id"], held["award_id"])
    table = given.reindex(index=chosen, columns=award_order(awards), fill_value=0).astype("int64")
    table = table.rename_axis(index="winner_id", columns="award_id")
    return table.clip(upper=1) if count == "categories" else table


def name_winners(winners: pd.DataFrame, level: str, language: str) -> pd.Series:
    """Return the names of winners in a reader's language.

    Parameters
    ----------
    winners : pandas.DataFrame
        Columns `winner_id, winner`.
    level : {"organisation", "city", "province"}
        Of the winners.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.

    Returns
    -------
    pandas.Series of str
        With the index of `winners`.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> winners = multi_award_winners(load_awards())
    >>> name_winners(winners, "organisation", "en").iloc[0]
    'Yinchuan Smart City Management and Command Centre (12345 Convenience Service Centre)'
    """
    check_choice("level", level, LEVELS)
    values = check_columns(winners, ("winner_id", "winner"))[
        "winner_id" if level == "organisation" else "winner"
    ]
    return label_values(values, NAMED_BY[level], language)


def award_order(awards: pd.DataFrame) -> list[str]:
    """Return the identifiers of the awards in printed order."""
    return list(awards["award_id"].unique())


def _award_ids(held: pd.DataFrame, winners: pd.Series, order: Sequence[str]) -> pd.Series:
    """Return the distinct awards of each winner as a tuple, in printed order."""
    rank = {award: position for position, award in enumerate(order)}
    pairs = held[["winner_id", "award_id"]].drop_duplicates()
    sorted_pairs = pairs.sort_values("award_id", key=lambda ids: ids.map(rank), kind="stable")
    lists = sorted_pairs.groupby("winner_id")["award_id"].agg(list)
    return pd.Series([tuple(lists[winner]) for winner in winners], winners.index, dtype=object)


def _in_order(winners: pd.DataFrame, column: str, order: Sequence[str]) -> pd.DataFrame:
    rank = {award: position for position, award in enumerate(order)}
    keys = [
        (-number, [rank[award] for award in ids])
        for number, ids in zip(winners[column], winners["award_ids"], strict=True)
    ]
    return winners.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)
