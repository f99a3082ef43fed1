"""What every finding on winners starts from: who holds which award, and how that is worded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from hotlinelib.choices import CountOf, Level
from hotlinelib.errors import ParameterError
from hotlinelib.findings.counted import Counted, counted_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import award_order, identify_winners
from hotlinelib.language import Speech, Text, named
from hotlinelib.language.names import label_values
from hotlinelib.language.nouns import noun, noun_alone
from hotlinelib.measures.validation import positive_integer
from hotlinelib.selection import one_edition
from hotlinelib.tables.load import load_award_categories

ALPHA = 0.05


@dataclass(frozen=True, eq=False)
class WinnersFinding(Finding):
    """A finding on winners; `level` is who is one: "organisation", "city" or "province"."""

    level: Level

    def _nouns(self) -> dict[str, Callable[..., Any]]:
        return super()._nouns() | {
            "winners": self.winners,
            "winner": partial(self.winners, one=True),
        }

    def winners(self, tell: Teller, id: str = "", *, one: bool = False) -> Text:
        """Return the number of an estimate with what a winner is, or that alone: 'cities'."""
        alone = Text(noun_alone(tell, "level", self.level, plural=not one))
        said = tell.counted(id, "level", self.level) if id else alone
        if self.counted.recipients != "person" or self.level != "organisation":
            return said
        # People hold their awards, not their organisation.
        if one or (id and tell.of(id) == 1):
            return tell("{organisation}’s staff", organisation=said)
        return tell("{organisations}’ staffs", organisations=said)


@dataclass(frozen=True, eq=False)
class TestedFinding(WinnersFinding):
    """A finding that holds something against chance, or says in `reason` why it doesn't."""

    reason: str

    @property
    def has_table(self) -> bool:
        """Whether something is tested."""
        return not self.reason

    def _headline(self, tell: Teller) -> Text:
        if not self.reason:
            return self._result(tell)
        reason = self._tell_reason(tell)
        return tell("{what}: not tested, as {reason}.", what=self._heading(tell), reason=reason)

    def _prose(self, tell: Teller) -> list[Text]:
        return [] if self.reason else self._details(tell)

    def _result(self, tell: Teller) -> Text:
        raise NotImplementedError

    def _details(self, tell: Teller) -> list[Text]:
        raise NotImplementedError

    def _tell_reason(self, tell: Teller) -> Text:
        winners = noun(tell, "level", self.level, named(self.counted.n))
        reasons = {
            "few": tell("fewer than 20 winners are counted ({winners})", winners=winners),
            "provinces": tell("provinces have too different numbers of hotlines for equal chances"),
            "one_award": tell("only one award is counted"),
            "all_awards": tell("one winner holds all awards counted"),
            "no_repeats": tell("each award has other winners"),
            "fixed": tell("the totals of winners and awards already fix how many won both"),
            "too_few_awards": tell("fewer award categories are counted than a winner would need"),
            "one_kind": tell("only organisations, or only people, won awards"),
            "no_number": tell("no assumed number is large enough for the winners counted"),
        }
        return reasons[self.reason]


def first_that_holds(**reasons: bool) -> str:
    """Return the first reason that holds, or an empty text."""
    return next((reason for reason, holds in reasons.items() if holds), "")


class Held(NamedTuple):
    """The rows of one edition, what they count, and who holds which award."""

    awards: pd.DataFrame
    counted: Counted
    holdings: pd.DataFrame
    # Winners by award, in printed order.
    sizes: pd.Series

    @property
    def numbers(self) -> pd.Series:
        """The number of award categories of each winner."""
        return self.holdings.groupby("winner_id").size()


def held_awards(awards: pd.DataFrame, level: Level) -> Held:
    """Return who holds which award, of the rows of a single edition."""
    rows, counted = counted_winners(awards, level)
    holdings = award_holdings(rows, level)
    sizes = holdings["award_id"].value_counts(sort=False).rename("winners")
    return Held(rows, counted, holdings, sizes.reindex(holdings["award_id"].cat.categories))


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
    held = identify_winners(one_edition(awards), level)[["winner_id", "award_id"]].drop_duplicates()
    printed = pd.Categorical(held["award_id"], categories=award_order(awards), ordered=True)
    return held.assign(award_id=printed).reset_index(drop=True)


def counted_winners(awards: pd.DataFrame, level: Level) -> tuple[pd.DataFrame, Counted]:
    """Return the rows of a single edition, and that their winners are what is counted."""
    rows = one_edition(awards)
    counted = counted_of(rows, "organisations" if level == "organisation" else "cities")
    winners = identify_winners(rows, level)["winner_id"].nunique()
    unit = "provinces" if level == "province" else counted.unit
    return rows, replace(counted, unit=unit, n=winners)


def several(number: int) -> int:
    """Return a threshold of several awards: 2 or more."""
    if positive_integer(number, "min_awards") < 2:
        raise ParameterError(
            "min_awards is {number}, but every winner has won one award; use a whole number of 2 "
            "or more. `count_winners` lists all winners",
            number=number,
        )
    return number


def number_held(tell: Speech, number: str | int, count: CountOf = "categories") -> Text:
    """Return '2 award categories' or '2 awards': a threshold, or the statement of an estimate."""
    written = number if isinstance(number, str) else named(number)
    return noun(tell, "unit", count, written)


def short_names(ids: Iterable[str], language: str) -> list[str]:
    """Return names of awards that are short enough for sentences and figures."""
    listed = pd.Series(list(ids), dtype="str")
    if language != "en":
        return label_values(listed, "award_id", language).tolist()
    known = load_award_categories().set_index("award_id")["award_short_en"]
    return [known.get(award, award) for award in listed]


def label_pairs(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """Add the names of both awards of each pair: award_a and award_b."""
    return frame.assign(
        award_a=short_names(frame["item_a"], language),
        award_b=short_names(frame["item_b"], language),
    )
