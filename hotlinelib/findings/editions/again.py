"""Who won again, who is new and who left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.counted import counted_of
from hotlinelib.findings.editions.base import EditionsFinding, compared_of, winners_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import name_winners
from hotlinelib.language import Text, named
from hotlinelib.measures.estimate import Estimate

# So many winners are named in a sentence; more stand in the table.
NAMED = 6
STATUS = ("again", "new", "left")


@dataclass(frozen=True, eq=False)
class Again(EditionsFinding):
    """The winners of two editions.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per winner of either edition: `winner_id, winner, awards_first, awards_second,
        status` (again, new, left); without rows where there is nothing to compare.
    level : {"organisation", "city", "province"}
        Who is one winner.
    """

    name: ClassVar[str] = "again"

    level: Level

    def _heading(self, tell: Teller) -> str:
        return tell("Who won again")

    def _headline(self, tell: Teller) -> Text:
        if self.reason:
            return self.tell_nothing(tell)
        values = {
            "winners": tell.counted("winners/first", "level", self.level),
            "again": tell.amount("again", "level", self.level),
        }
        if not tell.of("again"):
            return tell("None of the {winners} of {first} won again in {second}.", **values)
        return tell(
            "{again} of the {winners} of {first} won again in {second} ({share_again:%}).",
            **values,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.reason:
            return []
        return [
            self._tell_new(tell),
            *(self._tell_names(tell, status) for status in ("again", "left")),
            tell("Who entered is not known, so that nothing is said on the chances to win again."),
            self.tell_left_out(tell),
        ]

    def _tell_new(self, tell: Teller) -> Text:
        winners = tell.counted("winners/second", "level", self.level)
        if not tell.of("new"):
            return tell("None of the {winners} of {second} is new.", winners=winners)
        return tell(
            "New among the {winners} of {second}: {new}.",
            winners=winners,
            new=self._named(tell, "new") or tell.amount("new", "level", self.level),
        )

    def _tell_names(self, tell: Teller, status: str) -> Text:
        names = self._named(tell, status)
        told = {
            "again": tell("Won again: {names}.", names=names),
            "left": tell("No longer among the winners: {names}.", names=names),
        }
        return told[status] if names else names

    def _named(self, tell: Teller, status: str) -> Text:
        """Return the winners by name, if there are few."""
        mine = self.frame[self.frame["status"] == status]
        few = mine if len(mine) <= NAMED else mine.head(0)
        return tell.series(map(named, name_winners(few, self.level, tell.language)))

    @property
    def has_table(self) -> bool:
        """Whether anybody won again."""
        return bool((self.frame["status"] == "again").any())

    def _table(self, tell: Teller) -> pd.DataFrame:
        mine = self.frame[self.frame["status"] == "again"]
        return pd.DataFrame(
            {
                "winner": name_winners(mine, self.level, tell.language),
                self.compared.first: mine["awards_first"],
                self.compared.second: mine["awards_second"],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        if self.compared.reason:
            return Text("")
        return tell("Winners of both editions, with the number of their awards in each.")


def compare_editions(awards: pd.DataFrame, *, level: Level = "organisation") -> Again:
    """Find who won again, who is new and who left, between the two latest whole editions.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of several editions, as `load_awards(["2019", "2020"])` or a selection of it. Of three
        or more whole lists the two latest are compared; editions that are known in part aren't.
    level : {"organisation", "city", "province"}
        Who is one winner. A city whose code changed between the editions is the same city.

    Returns
    -------
    Again
        `.estimates` has the ids `again/winners/first`, `/winners/second`, `/again`, `/new`, `/left`
        and `/share_again`; with one whole list none, and `.reason` says why.

    Raises
    ------
    ParameterError
        If the frame has no rows, or the level isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> print(compare_editions(select_awards(load_awards())).headline())
    There is nothing to compare yet: the whole list is known of 2019 alone.
    """
    rows, compared = compared_of(awards)
    columns = ["winner_id", "winner", "awards_first", "awards_second", "status"]
    frame = pd.DataFrame(columns=columns)
    if not compared.reason:
        frame = _winners(winners_of(rows, level), compared.first, compared.second)
    return Again(
        frame=frame,
        counted=counted_of(rows, "organisations"),
        estimates=estimates_of("again", [] if compared.reason else _rows(frame)),
        compared=compared,
        reason=compared.reason,
        level=level,
    )


def _winners(held: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Return the winners with their awards in each edition, those who won again first."""
    # The newest name of each.
    names = held.sort_values("edition", ascending=False, kind="stable").drop_duplicates("winner_id")
    given = pd.crosstab(held["winner_id"], held["edition"]).reindex(columns=[first, second])
    given.columns = ["awards_first", "awards_second"]
    frame = names[["winner_id", "winner"]].merge(given, on="winner_id")
    won_first, won_second = (
        given > 0 for _, given in frame[["awards_first", "awards_second"]].items()
    )
    status = np.select([won_first & won_second, won_second], STATUS[:2], STATUS[2])
    total = frame["awards_first"] + frame["awards_second"]
    order = pd.Categorical(status, categories=STATUS, ordered=True)
    ordered = frame.assign(order=order, total=-total, status=status.astype("str"))
    ordered = ordered.sort_values(["order", "total"], kind="stable", ignore_index=True)
    return ordered.astype({"status": "str"}).drop(columns=["order", "total"])


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    counts = {status: int((frame["status"] == status).sum()) for status in STATUS}
    first = counts["again"] + counts["left"]
    yield count_row("winners/first", first, unit="winners")
    yield count_row("winners/second", counts["again"] + counts["new"], unit="winners")
    for status, number in counts.items():
        yield count_row(status, number, unit="winners")
    yield row(Estimate("share_again", counts["again"] / first, method="complete count", n=first))
