"""Who won how many awards: organisations, cities or provinces as winners."""

from __future__ import annotations

import pandas as pd

from hotlinelib.arguments import check_choice, check_columns
from hotlinelib.choices import CountOf, Level, offered
from hotlinelib.language.names import label_values
from hotlinelib.measures.validation import positive_integer
from hotlinelib.selection import city_units, one_edition

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
    check_columns(one_edition(awards, partial=True), LEVEL_COLUMNS[level])
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
    awards: pd.DataFrame,
    level: str = "organisation",
    count: str = "categories",
    min_awards: int = 1,
) -> pd.DataFrame:
    """Count the awards of each winner.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `load_awards` returns it, or a selection of its rows.
    level : {"organisation", "city", "province"}
        Who counts as one winner.
    count : {"categories", "awards"}
        What the winners are ordered by: award categories, or awards given.
    min_awards : int, default 1
        From which number on a winner is kept.

    Returns
    -------
    pandas.DataFrame
        One row per winner: winner_id, winner, province, city (first of its places),
        award_categories, awards_given, organisations, people (distinct names within an
        organisation), award_ids (a tuple, in printed order). Those with most come first, then by
        the combination of awards in printed order, then as the list prints them.

    Raises
    ------
    ParameterError
        If the level or the count isn't offered, or the number isn't a whole one from 1 on.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> len(count_winners(load_awards(), "city"))
    48
    >>> len(count_winners(select_awards(load_awards(), "organisation"), min_awards=2))
    19
    """
    column = COUNT_COLUMNS[check_choice("count", count, COUNTS)]
    held = identify_winners(one_edition(awards), level)
    rank = {award: position for position, award in enumerate(award_order(awards))}
    given = held.assign(name=held["organisation_id"] + "\n" + held["person"]).groupby(
        "winner_id", sort=False
    )
    first = held.drop_duplicates("winner_id").set_index("winner_id")[["winner", "province", "city"]]
    ids = {one: tuple(sorted(set(mine), key=rank.__getitem__)) for one, mine in given["award_id"]}
    counted = first.assign(
        award_categories=given["award_id"].nunique(),
        awards_given=given.size(),
        organisations=given["organisation_id"].nunique(),
        people=given["name"].nunique(),
        award_ids=pd.Series(ids, dtype=object),
    ).reset_index()
    counted = counted[counted[column] >= positive_integer(min_awards, "min_awards")]
    keys = [
        (-number, [rank[award] for award in mine])
        for number, mine in zip(counted[column], counted["award_ids"], strict=True)
    ]
    return counted.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)


def winner_matrix(
    awards: pd.DataFrame,
    level: str = "organisation",
    count: str = "categories",
    min_awards: int = 2,
) -> pd.DataFrame:
    """Return who holds which award: a row per multi-award winner, a column per award.

    Parameters
    ----------
    awards, level, count, min_awards
        As `count_winners` takes them.

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
    chosen = count_winners(awards, level, count, min_awards)["winner_id"]
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
    >>> winners = count_winners(load_awards())
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
