"""What every finding on winners starts from: who holds which award, and how that is worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from hotlinelib.choices import CountOf, Level
from hotlinelib.errors import ParameterError
from hotlinelib.findings.counted import Counted, counted_of, one_edition
from hotlinelib.findings.winners.counting import award_order, identify_winners
from hotlinelib.language import Speech, Text, named
from hotlinelib.language.names import label_values
from hotlinelib.language.nouns import noun
from hotlinelib.measures.validation import positive_integer
from hotlinelib.tables.load import load_award_categories

ALPHA = 0.05


def award_holdings(awards: pd.DataFrame, level: Level = "organisation") -> pd.DataFrame:
    """Return who holds which award, one row each however often it was given to the winner.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `load_awards` returns it, or a selection of its rows.
    level : {"organisation", "city", "province"}
        Who is one winner.

    Returns
    -------
    pandas.DataFrame
        winner_id and award_id, a categorical with the awards in printed order.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> len(award_holdings(select_awards(load_awards(), "organisation")))
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


def counted_winners(awards: pd.DataFrame, level: Level) -> tuple[pd.DataFrame, Counted]:
    """Return the rows of a single edition, and that their winners are what is counted."""
    rows = one_edition(awards)
    counted = counted_of(rows, "organisations" if level == "organisation" else "cities")
    winners = identify_winners(rows, level)["winner_id"].nunique()
    unit = "provinces" if level == "province" else counted.unit
    return rows, replace(counted, unit=unit, n=winners)


def several(number: int, name: str = "min_awards") -> int:
    """Return a threshold of several awards: 2 or more."""
    if positive_integer(number, name) < 2:
        raise ParameterError(
            f"{name} is {number}, but every winner has won one award; use a whole number of 2 or "
            "more. `count_winners` lists all winners"
        )
    return number


def number_held(tell: Speech, number: str | int, count: CountOf = "categories") -> Text:
    """Return '2 award categories' or '2 awards': a threshold, or the statement of an estimate."""
    written = number if isinstance(number, str) else named(number)
    return noun(tell, "unit", "categories" if count == "categories" else "awards", written)


def short_names(ids: Iterable[str], language: str) -> list[str]:
    """Return names of awards that are short enough for sentences and figures."""
    listed = pd.Series(list(ids), dtype="str")
    if language != "en":
        return label_values(listed, "award_id", language).tolist()
    table = load_award_categories()
    known = dict(zip(table["award_id"], table["award_short_en"], strict=True))
    return [known.get(award, award) for award in listed]


def few(tell: Speech, counted: Counted, level: Level) -> Text:
    """Return why nothing is tested: there are too few winners."""
    return tell(
        "{winners} are fewer than 20, too few to tell a pattern from chance",
        winners=noun(tell, "level", level, named(counted.n)),
    )
