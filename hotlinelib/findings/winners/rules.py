"""How far the number of winners of several awards depends on the counting rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.choices import (
    ALL_AWARDS,
    CountOf,
    Level,
    Recipients,
    chosen_awards,
    offered,
)
from hotlinelib.findings.counted import Counted, counted_of, one_edition
from hotlinelib.findings.estimates import count_row, estimates_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import award_order, identify_winners
from hotlinelib.findings.winners.holdings import several
from hotlinelib.language import Text, named
from hotlinelib.language.nouns import noun_alone
from hotlinelib.selection import city_units


@dataclass(frozen=True, eq=False)
class Rules(Finding):
    """The winners of several awards by every counting rule.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per level, recipients and count, as `compare_rules` returns it.
    min_awards : int
        From which number on a winner is counted.
    """

    name: ClassVar[str] = "rules"

    min_awards: int

    def _heading(self, tell: Teller) -> str:
        return tell("Counting rules")

    def _headline(self, tell: Teller) -> Text:
        number = self.frame["multi_award_winners"]
        few, many = (self._id("with_minimum", at) for at in (number.idxmin(), number.idxmax()))
        if number.min() == number.max():
            return tell(
                "By every counting rule {number} won {minimum} or more.",
                number=tell.state(few),
                minimum=named(self.min_awards),
            )
        return tell(
            "By the counting rule, {few} to {many} won {minimum} or more.",
            few=tell.state(few),
            many=tell.state(many),
            minimum=named(self.min_awards),
        )

    def _table(self, tell: Teller) -> pd.DataFrame:
        given_to = {
            "organisation": tell("organisations"),
            "person": tell("people"),
            "all": tell("organisations and people"),
        }
        counted = {"categories": tell("award categories"), "awards": tell("awards given")}
        return pd.DataFrame(
            {
                "counted_as": self.frame["level"].map(
                    lambda level: noun_alone(tell, "level", level)
                ),
                "given_to": self.frame["recipients"].map(given_to),
                "counted": self.frame["count"].map(counted),
                **{name: self.frame[name] for name in ("winners", "multi_award_winners", "share")},
                "largest_count": self.frame["largest_count"],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{year}: winners, and those with {minimum} or more, by who is one winner, whose awards "
            "count and what is counted.",
            year=self.counted.year(tell),
            minimum=named(self.min_awards),
        )

    def _id(self, quantity: str, at: Any) -> str:
        return f"{quantity}/{_key(self.frame.loc[at])}"


def rules(
    awards: pd.DataFrame, *, min_awards: int = 2, chosen: str | Sequence[str] = ALL_AWARDS
) -> Rules:
    """Count the winners of several awards by every counting rule.

    Parameters
    ----------
    awards : pandas.DataFrame
        All rows of one edition.
    min_awards : int, default 2
        From which number on a winner is counted; 2 or more.
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
    frame = compare_rules(one_edition(awards), min_awards, chosen)
    counted: Counted = counted_of(awards)
    numbers = {"winners": "winners", "with_minimum": "multi_award_winners"}
    return Rules(
        frame=frame,
        counted=counted,
        estimates=estimates_of(
            "rules",
            [
                count_row(quantity, found[column], unit=str(found["level"]), key=_key(found))
                for quantity, column in numbers.items()
                for found in frame.to_dict("records")
            ],
        ),
        min_awards=min_awards,
    )


def compare_rules(
    awards: pd.DataFrame, min_awards: int = 2, chosen: str | Sequence[str] = ALL_AWARDS
) -> pd.DataFrame:
    """Return the winners of several awards by every counting rule.

    Parameters
    ----------
    awards, min_awards, chosen
        As `rules` takes them.

    Returns
    -------
    pandas.DataFrame
        One row per level, recipients and count that has winners: those three, winners,
        multi_award_winners, share (of the winners) and largest_count.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> found = compare_rules(load_awards())
    >>> found.loc[found["level"] == "organisation", "multi_award_winners"].tolist()
    [19, 19, 6, 7, 34, 34]
    """
    several(min_awards)
    check_columns(awards, ("award_id", "recipient"))
    kept = chosen_awards(chosen, award_order(awards))
    placed = city_units(awards[awards["award_id"].isin(kept)])
    levels: tuple[Level, ...] = offered(Level)  # type: ignore[assignment]
    found = [
        _by_rule(placed, min_awards, level, recipients, count)
        for level, recipients, count in product(levels, offered(Recipients), offered(CountOf))
        if recipients == "all" or (placed["recipient"] == recipients).any()
    ]
    return pd.DataFrame(found)


def _by_rule(
    awards: pd.DataFrame, min_awards: int, level: Level, recipients: str, count: str
) -> dict[str, object]:
    mine = (awards["recipient"] == recipients) | (recipients == "all")
    given = identify_winners(awards[mine], level).groupby("winner_id")["award_id"]
    numbers = given.nunique() if count == "categories" else given.size()
    reached = int((numbers >= min_awards).sum())
    return {
        "level": level,
        "recipients": recipients,
        "count": count,
        "winners": len(numbers),
        "multi_award_winners": reached,
        "share": reached / len(numbers),
        "largest_count": int(numbers.max()),
    }


def _key(found: Any) -> str:
    return "/".join(str(found[name]) for name in ("level", "recipients", "count"))
