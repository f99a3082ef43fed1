"""How far the number of winners of several awards depends on the counting rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.choices import ALL_AWARDS, CountOf, Level, Recipients, chosen_awards, offered
from hotlinelib.findings.counted import counted_of
from hotlinelib.findings.estimates import estimates_of, rows_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import COUNT_COLUMNS, award_order, count_winners
from hotlinelib.findings.winners.holdings import several
from hotlinelib.language import Text, named
from hotlinelib.language.nouns import noun_alone
from hotlinelib.selection import city_units, one_edition

RULE = ["level", "recipients", "count"]


@dataclass(frozen=True, eq=False)
class Rules(Finding):
    """The winners of several awards by every counting rule.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per level, recipients and count that has winners: those three, winners,
        multi_award_winners, share (of the winners) and largest_count.
    min_awards : int
        From which number on a winner is counted.
    """

    name: ClassVar[str] = "rules"

    min_awards: int

    def _heading(self, tell: Teller) -> str:
        return tell("Counting rules")

    def _headline(self, tell: Teller) -> Text:
        number, keys = self.frame["multi_award_winners"], _keys(self.frame)
        few, many = (
            tell.state(f"with_minimum/{keys.iloc[at]}") for at in (number.argmin(), number.argmax())
        )
        minimum = named(self.min_awards)
        if few == many:
            return tell(
                "By every counting rule {number} won {minimum} or more.",
                number=few,
                minimum=minimum,
            )
        return tell(
            "By the counting rule, {few} to {many} won {minimum} or more.",
            few=few,
            many=many,
            minimum=minimum,
        )

    def _narrow_columns(self) -> list[str]:
        return ["counted_as", "given_to", "counted", "multi_award_winners"]

    def _table(self, tell: Teller) -> pd.DataFrame:
        given_to = {
            "organisation": tell("organisations"),
            "person": tell("people"),
            "all": tell("organisations and people"),
        }
        counted = {"categories": tell("award categories"), "awards": tell("awards given")}
        words = {
            "counted_as": self.frame["level"].map(lambda one: noun_alone(tell, "level", one)),
            "given_to": self.frame["recipients"].map(given_to),
            "counted": self.frame["count"].map(counted),
        }
        return pd.DataFrame(words).join(self.frame.drop(columns=RULE))

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{year}: winners, and those with {minimum} or more, by who is one winner, whose awards "
            "count and what is counted.",
            minimum=named(self.min_awards),
        )


def rules(
    awards: pd.DataFrame, *, min_awards: int = 2, chosen: str | Sequence[str] = ALL_AWARDS
) -> Rules:
    """Count the winners of several awards by every counting rule.

    Parameters
    ----------
    awards, min_awards
        As `holders` takes them; all rows of the edition.
    chosen : str or sequence of str, default "all"
        Awards, each by its identifier or title.

    Returns
    -------
    Rules
        `.estimates` has the ids `rules/winners/<level>/<recipients>/<count>` and
        `rules/with_minimum/<level>/<recipients>/<count>`.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> print(rules(load_awards()).headline())
    By the counting rule, 6 to 34 won 2 or more.
    """
    several(min_awards)
    check_columns(one_edition(awards), ("award_id", "recipient"))
    kept = chosen_awards(chosen, award_order(awards))
    placed = city_units(awards[awards["award_id"].isin(kept)])
    found = []
    for rule in product(offered(Level), offered(Recipients), offered(CountOf)):
        level, recipients, count = rule
        mine = placed[(placed["recipient"] == recipients) | (recipients == "all")]
        if len(mine):
            numbers = count_winners(mine, level, count)[COUNT_COLUMNS[count]]
            reached = int((numbers >= min_awards).sum())
            found.append((*rule, len(numbers), reached, reached / len(numbers), numbers.max()))
    columns = [*RULE, "winners", "multi_award_winners", "share", "largest_count"]
    frame = pd.DataFrame(found, columns=columns)
    estimates = [
        row
        for quantity, column in (("winners", "winners"), ("with_minimum", "multi_award_winners"))
        for row in rows_of(
            frame,
            quantity,
            _keys(frame),
            {"value": column, "n": column, "unit": "level"},
            method="complete count",
        )
    ]
    return Rules(frame, counted_of(awards), estimates_of("rules", estimates), min_awards)


def _keys(frame: pd.DataFrame) -> pd.Series:
    return frame[RULE].agg("/".join, axis="columns")
