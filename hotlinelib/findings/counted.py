"""What a result counts: of which editions, whose awards, which of them, in which unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from hotlinelib.arguments import check_choice, check_columns
from hotlinelib.choices import Recipients, Unit, offered
from hotlinelib.errors import ParameterError
from hotlinelib.language import Speech, Text, named
from hotlinelib.language.names import label_values
from hotlinelib.selection import count_units, year_of
from hotlinelib.tables.load import load_awards

# A report on winners counts provinces, too.
CountedUnit = Unit | Literal["provinces"]
# Fewer counts than these carry no inference: reports describe and say why they test nothing.
FEWEST_COUNTS = 20
RECIPIENTS_OF = {("organisation",): "organisation", ("person",): "person"}


@dataclass(frozen=True)
class Counted:
    """What was counted. Whoever states a unit, a noun or a year takes it from here.

    Parameters
    ----------
    editions : tuple of str
        Years of the editions whose rows are counted.
    recipients : {"organisation", "person", "all"}
        Whose awards.
    awards : tuple of str
        Identifiers of the awards, in the order of the list.
    every_award : bool
        Whether these are all awards of the editions to these recipients.
    unit : {"awards", "organisations", "cities", "provinces"}
        What is counted.
    divisions_year : int
        31 December of this year: the division codes by which places are known.
    n : int
        Number of units.
    rows : int
        Number of awards given, which are the rows of the list.
    """

    editions: tuple[str, ...]
    recipients: Recipients
    awards: tuple[str, ...]
    every_award: bool
    unit: CountedUnit
    divisions_year: int
    n: int
    rows: int

    @property
    def is_few(self) -> bool:
        """Whether there are too few counts for inference."""
        return self.n < FEWEST_COUNTS

    def year(self, say: Speech) -> Text:
        """Return the years of the editions, as names."""
        return say.series(named(edition) for edition in self.editions)

    def selection(self, say: Speech) -> Text:
        """Return which awards are counted, as a title names them.

        'Government hotline awards of 2019', 'Awards to people of 2019' or the titles of the awards.
        """
        year = self.year(say)
        if not self.every_award:
            titles = label_values(pd.Series(self.awards, dtype="str"), "award_id", say.language)
            if len(titles) > 2:
                return say("{count} of the awards of {year}", count=named(len(titles)), year=year)
            return say("{awards} of {year}", awards=say.series(map(named, titles)), year=year)
        if self.recipients == "organisation":
            return say("Government hotline awards of {year} to organisations", year=year)
        if self.recipients == "person":
            return say("Government hotline awards of {year} to people", year=year)
        return say("Government hotline awards of {year}", year=year)


def counted_of(awards: pd.DataFrame, unit: Unit = "awards") -> Counted:
    """Return what the rows of a frame count."""
    check_choice("unit", unit, offered(Unit))
    check_columns(awards, ("edition", "recipient", "award_id"))
    if awards.empty:
        raise ParameterError(
            "no award is counted: the frame has no rows. Choose recipients and awards that go "
            "together; `load_awards()` lists both, and has full names of places (广东省)"
        )
    recipients = tuple(sorted(awards["recipient"].unique()))
    editions = tuple(sorted(awards["edition"].unique()))
    chosen = tuple(awards["award_id"].unique())
    return Counted(
        editions=editions,
        recipients=RECIPIENTS_OF.get(recipients, "all"),  # type: ignore[arg-type]
        awards=chosen,
        every_award=set(chosen) >= _awards_of(editions, recipients),
        unit=unit,
        divisions_year=year_of(awards),
        n=len(count_units(awards, unit)),
        rows=len(awards),
    )


def lines_of(rows: pd.DataFrame, column: str = "source_line") -> str:
    """Return the lines of the article that rows were read from: 'line 55', 'lines 55, 57'."""
    lines = sorted(rows[column].unique()) if column in rows else []
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}" if lines else ""


def _awards_of(editions: Sequence[str], recipients: Sequence[str]) -> set[str]:
    """Return the awards that the data set has of these editions; none of unknown editions."""
    from hotlinelib.tables.editions import list_editions

    known = [edition for edition in editions if edition in list_editions()]
    listed = [load_awards(edition) for edition in known]
    return {
        award
        for frame in listed
        for award in frame.loc[frame["recipient"].isin(recipients), "award_id"].unique()
    }
