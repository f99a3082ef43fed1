"""What is known of editions without their lists: single winners that press reports name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.findings.counted import counted_of
from hotlinelib.findings.estimates import count_row, estimates_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.headings import MISSING
from hotlinelib.language.names import label_values
from hotlinelib.tables.editions import list_editions
from hotlinelib.tables.load import load_witnesses


@dataclass(frozen=True, eq=False)
class KnownWinners(Finding):
    """Single winners of years whose list isn't known.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per award and press report, as `load_witnesses` returns it, with `won_in`: the
        editions of the frame in which the organisation, or one of its people, won (a tuple).
    """

    name: ClassVar[str] = "known_winners"

    def _heading(self, tell: Teller) -> str:
        return tell("Single winners of other years")

    def _headline(self, tell: Teller) -> Text:
        if self.frame.empty:
            return tell("Of other years nothing is known.")
        return tell(
            "Of {years} press reports name single winners: {organisations}.",
            years=tell.series(map(named, sorted(self.frame["edition"].unique()))),
            organisations=tell.counted("organisations", "level", "organisation"),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.frame.empty:
            return []
        told = self.frame.drop_duplicates(["edition", "organisation_id", "relation", "recipient"])
        sentences = [
            self._tell_winner(tell, record)
            for record in told[told["won_in"].map(len) > 0].to_dict("records")
        ]
        return [
            *sentences,
            tell("Who else won isn't known: no share, rate or test is made of them."),
        ]

    def _tell_winner(self, tell: Teller, record: dict[Any, Any]) -> Text:
        is_same = record["relation"] == "same_award"
        values = {
            "organisation": named(record[_column("organisation", tell)]),
            "editions": tell.series(map(named, record["won_in"])),
            "year": named(record["edition"]),
            "award": tell("this award") if is_same else tell("a successor of this award"),
        }
        if record["recipient"] == "person":
            return tell(
                "One of the staff of {organisation}, a winner of {editions}, is known to have won "
                "{award} in {year}.",
                **values,
            )
        return tell(
            "{organisation}, a winner of {editions}, is known to have won {award} in {year}.",
            **values,
        )

    @property
    def has_table(self) -> bool:
        """Whether anything is known."""
        return not self.frame.empty

    def _narrow_columns(self) -> list[str]:
        return ["organisation", "edition", "award"]

    def _table(self, tell: Teller) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "organisation": self.frame[_column("organisation", tell)],
                "edition": self.frame["edition"],
                "given_to": label_values(self.frame["recipient"], "recipient", tell.language),
                "award": self.frame[_column("award", tell)].fillna(MISSING),
                "address": self.frame["address"],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "Winners of this award and of its successors that press reports name, with their "
            "addresses. People aren't named."
        )


def known_winners(awards: pd.DataFrame) -> KnownWinners:
    """Find what is known of the years whose list isn't.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of whole editions: their winners are told to be such.

    Returns
    -------
    KnownWinners
        `.estimates` has the ids `known_winners/reports` (rows) and `known_winners/organisations`.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> found = known_winners(load_awards())
    >>> print([text for text in found.sentences() if "Huizhou" in text][0])
    Huizhou 12345 Hotline, a winner of 2019, is known to have won a successor of this award in 2023.
    """
    check_columns(awards, ("edition", "organisation_id"))
    full = awards[~awards["edition"].isin(list_editions("partial"))]
    years = full.sort_values("edition").groupby("organisation_id")["edition"]
    winners = {organisation: tuple(each.unique()) for organisation, each in years}
    reports = load_witnesses()
    # What a list has, it tells; a successor's winners are in no list.
    is_listed = reports["edition"].isin(list_editions()) & (reports["relation"] == "same_award")
    mine = reports[~is_listed].reset_index(drop=True)
    won = [winners.get(one, ()) for one in mine["organisation_id"]]
    frame = mine.assign(won_in=pd.Series(won, index=mine.index, dtype=object))
    made = [
        count_row("reports", len(frame), unit="reports"),
        count_row("organisations", frame["organisation_id"].nunique(), unit="organisations"),
    ]
    counted = counted_of(awards, "organisations")
    return KnownWinners(frame, counted, estimates_of("known_winners", made))


def _column(stem: str, tell: Teller) -> str:
    """Return the column of names in the reader's language; the traditional one is as printed."""
    return stem + {"en": "_en", "zh-Hans": "_hans"}.get(tell.language, "")
