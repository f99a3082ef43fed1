"""Who holds how many awards, and which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import CountOf, Level
from hotlinelib.findings.counted import lines_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import (
    COUNT_COLUMNS,
    count_winners,
    identify_winners,
    name_winners,
    winner_matrix,
)
from hotlinelib.findings.winners.holdings import (
    WinnersFinding,
    counted_winners,
    number_held,
    several,
    short_names,
)
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.selection import city_units

# So many winners are named in a sentence.
NAMED = 3


@dataclass(frozen=True, eq=False)
class Holders(WinnersFinding):
    """Who won at least `min_awards`, and how many winners hold how many awards.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per winner, as `count_winners` returns it.
    matrix : pandas.DataFrame
        Those with at least `min_awards` by award, as `winner_matrix` returns it.
    level : {"organisation", "city", "province"}
        Who is one winner.
    count : {"categories", "awards"}
        Whether award categories are counted, or every award given.
    min_awards : int
        From which number on a winner is listed.
    shared_cities : pandas.Series
        Cities (full names) with several winning organisations among the rows counted.
    """

    name: ClassVar[str] = "holders"

    matrix: pd.DataFrame
    count: CountOf
    min_awards: int
    shared_cities: pd.Series

    @property
    def listed(self) -> pd.DataFrame:
        """The winners with at least `min_awards`."""
        return self.frame[self._numbers >= self.min_awards].reset_index(drop=True)

    @property
    def _numbers(self) -> pd.Series:
        return self.frame[COUNT_COLUMNS[self.count]]

    @property
    def has_figure(self) -> bool:
        """Whether anybody is listed."""
        return not self.matrix.empty

    has_table = has_figure

    def _heading(self, tell: Teller) -> str:
        return tell("Who won more than one award")

    def _headline(self, tell: Teller) -> Text:
        values = {"minimum": number_held(tell, self.min_awards, self.count)}
        in_categories = self.count == "categories"
        if not tell.of("with_minimum"):
            if in_categories:
                return tell("None of the {winners.winners} won in {minimum} or more.", **values)
            return tell("None of the {winners.winners} won {minimum} or more.", **values)
        if self._numbers.max() == self.min_awards:
            if in_categories:
                return tell(
                    "{with_minimum} of the {winners.winners} won in {minimum}; none won in more.",
                    **values,
                )
            return tell(
                "{with_minimum} of the {winners.winners} won {minimum}; none won more.", **values
            )
        if in_categories:
            return tell(
                "{with_minimum} of the {winners.winners} won in {minimum} or more.", **values
            )
        return tell("{with_minimum} of the {winners.winners} won {minimum} or more.", **values)

    def _prose(self, tell: Teller) -> list[Text]:
        steps = [
            tell(
                "{winners} with {held}",
                winners=self.winners(tell, f"winners_of/{held}"),
                held=number_held(tell, held, self.count),
            )
            for held in sorted(self._numbers.unique().tolist(), reverse=True)
        ]
        return [
            # Of two numbers the headline tells all.
            tell("By number won: {steps}.", steps=tell.listed(steps))
            if len(steps) > 2
            else Text(""),
            self._tell_most(tell),
            *(self._tell_merged(tell) if self.level == "organisation" else ()),
        ]

    def _tell_most(self, tell: Teller) -> Text:
        leaders = self.frame[self._numbers == self._numbers.max()]
        if len(leaders) > NAMED or self._numbers.max() < 2:
            return Text("")
        names = name_winners(leaders, self.level, tell.language)
        return tell("The most were won by {names}.", names=tell.series(map(named, names)))

    def _tell_merged(self, tell: Teller) -> Iterator[Text]:
        """Tell, of the rows that are counted, whose names were brought together."""
        if tell.of("several_names") == 1:
            yield tell("One organisation is printed under several names and counts as one.")
        elif tell.of("several_names"):
            yield tell(
                "{several_names} organisations are printed under several names and count as one "
                "each."
            )
        if len(self.shared_cities):
            cities = label_values(self.shared_cities, "prefecture", tell.language)
            yield tell(
                "Two organisations of one city are two winners; this is so in {cities}.",
                cities=tell.series(map(named, cities)),
            )

    def _table(self, tell: Teller) -> pd.DataFrame:
        listed, column = self.listed, COUNT_COLUMNS[self.count]
        titles = [
            str(tell.listed(map(Text, short_names(ids, tell.language))))
            for ids in listed["award_ids"]
        ]
        return pd.DataFrame(
            {
                "winner": name_winners(listed, self.level, tell.language),
                "province": label_values(listed["province"], "province", tell.language),
                column: listed[column],
                "awards": pd.Series(titles, dtype="str"),
            }
        )

    def _caption(self, tell: Teller) -> Text:
        people = self.counted.recipients != "organisation"
        listed = tell(
            "{selection}: {winners} with at least {minimum}, those with most first, then as the "
            "list prints them.",
            minimum=number_held(tell, self.min_awards, self.count),
        )
        return tell.paragraph(
            listed,
            # How winners are counted, where the reader would have to guess
            tell("Districts and county-level cities count with their prefecture-level city.")
            if self.level == "city"
            else "",
            tell("An award to a person counts for the person’s organisation.") if people else "",
            tell("A category won several times counts once.")
            if self.count == "categories" and people
            else "",
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        names = name_winners(self.listed, self.level, tell.language).tolist()
        awards = short_names(self.matrix.columns, tell.language)
        table = self.matrix.set_axis(names, axis="index").set_axis(awards, axis="columns")
        groups = [
            str(number_held(tell, int(number), self.count))
            for number in self.listed[COUNT_COLUMNS[self.count]]
        ]
        grouped = pd.Series(groups, index=table.index, dtype="str")
        return figures.WinnerMatrix(table=table, groups=grouped)


def holders(
    awards: pd.DataFrame,
    *,
    level: Level = "organisation",
    count: CountOf = "categories",
    min_awards: int = 2,
) -> Holders:
    """Find who won at least so many awards.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    level : {"organisation", "city", "province"}
        Who is one winner; an award to a person counts for the person's organisation.
    count : {"categories", "awards"}
        Whether award categories are counted, or every award given.
    min_awards : int, default 2
        From which number on a winner is listed; 2 or more.

    Returns
    -------
    Holders
        `.frame` has a row per winner; `.estimates` the ids `holders/winners`, `holders/awards`,
        `holders/with_minimum`, `holders/several_names`, `holders/winners_of/<number>` and
        `holders/held/<winner>`.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or a choice isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = holders(select_awards(load_awards()))
    >>> print(found.headline())
    19 of the 52 organisations won in 2 award categories; none won in more.
    """
    rows, counted = counted_winners(awards, level)
    several(min_awards)
    frame = count_winners(rows, level, count)
    per_city = city_units(rows).groupby("city", sort=False)["organisation_id"].nunique()
    return Holders(
        frame=frame,
        counted=counted,
        estimates=estimates_of("holders", _rows(rows, frame, level, count, min_awards)),
        matrix=winner_matrix(rows, level, count, min_awards),
        level=level,
        count=count,
        min_awards=min_awards,
        shared_cities=pd.Series(per_city.index[per_city > 1], dtype="str"),
    )


def _rows(
    awards: pd.DataFrame, frame: pd.DataFrame, level: Level, count: CountOf, min_awards: int
) -> Iterator[Row]:
    numbers, everything = frame[COUNT_COLUMNS[count]], lines_of(awards)
    yield count_row("winners", len(frame), unit=level, rests_on=everything)
    yield count_row("awards", len(awards), unit="awards", rests_on=everything)
    names = awards.groupby("organisation_id")["organisation"].nunique()
    yield count_row("several_names", int((names > 1).sum()), unit="organisations")
    yield count_row("with_minimum", int((numbers >= min_awards).sum()), unit=level)
    for held in range(1, numbers.max() + 1):
        yield count_row("winners_of", int((numbers == held).sum()), unit=level, key=str(held))
    lines = identify_winners(awards, level).groupby("winner_id")[["source_line"]].apply(lines_of)
    for winner, number in zip(frame["winner_id"], numbers, strict=True):
        yield count_row("held", number, unit=count, key=winner, rests_on=lines[winner])
