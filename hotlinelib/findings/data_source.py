"""What the data are: the printed list, and how it comes down to what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.findings.counted import counted_of, lines_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.language.nouns import noun_alone
from hotlinelib.selection import city_units, one_edition
from hotlinelib.tables.editions import SourceRecord, read_source_record


@dataclass(frozen=True, eq=False)
class Source(Finding):
    """The printed list, and the stages of counting.

    Attributes
    ----------
    frame : pandas.DataFrame
        Columns `recipient, awards, organisations, cities, provinces`: a row for each recipient.
    record : SourceRecord
        Where the list comes from.
    """

    name: ClassVar[str] = "source"
    references: ClassVar[tuple[str, ...]] = ("chen-pan-xu-2016", "chen-2023", "zhang-xiong-2024")

    record: SourceRecord

    def _heading(self, tell: Teller) -> str:
        return tell("Data")

    def _headline(self, tell: Teller) -> Text:
        parts = [
            tell("{organisation/awards} to organisations")
            if row == "organisation"
            else tell("{person/awards} to people")
            for row in self.frame["recipient"]
        ]
        return tell(
            "The list has {awards}, {parts}.",
            awards=tell.counted("awards", "unit", "awards"),
            parts=tell.series(parts),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        return [
            self._tell_publisher(tell),
            self._tell_award(tell),
            self._tell_places(tell),
            tell("The list is printed in no particular order: a number in it is no rank.")
            if self.record.order == "none"
            else Text(""),
            tell(
                "The page's traditional characters were made by machine; names are given as "
                "printed."
            )
            if self.record.script_by_machine
            else Text(""),
        ]

    def _tell_publisher(self, tell: Teller) -> Text:
        record = self.record
        first = record.first_publisher_in(tell.language)
        values = {
            "publisher": named(record.publisher_in(tell.language)),
            "published": tell.date(record.published),
        }
        if not first:
            return tell("{publisher} published it on {published}.", **values)
        return tell(
            "{publisher} published it on {published}, reprinted from {first}.",
            first=named(first),
            **values,
        )

    def _tell_award(self, tell: Teller) -> Text:
        award = self.record.award_name
        if award is None:
            return tell(
                "The awards were announced on {awarded}.", awarded=tell.date(self.record.awarded)
            )
        return tell(
            "It prints the winners of the “{award}” (line {line}), announced on {awarded}.",
            award=named(award.name_in(tell.language)),
            line=named(award.line),
            awarded=tell.date(self.record.awarded),
        )

    def _tell_places(self, tell: Teller) -> Text:
        if "organisation" not in set(self.frame["recipient"]):
            return Text("")
        return tell(
            "{organisations} of {cities} in {provinces} won awards to organisations.",
            organisations=tell.counted("organisation/organisations", "level", "organisation"),
            cities=tell.counted("organisation/cities", "level", "city"),
            provinces=tell.counted("organisation/provinces", "level", "province"),
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "From the printed list to what can be counted. A city is a prefecture-level division "
            "or a municipality; a person counts for the organisation that the list prints."
        )

    def _table(self, tell: Teller) -> pd.DataFrame:
        return self.frame.assign(
            recipient=label_values(self.frame["recipient"], "recipient", tell.language)
        )

    def _stages(self, tell: Teller) -> list[dict[str, int]]:
        """Return the stages of counting, each box under its own name."""
        frame = self.frame.set_index("recipient")
        to: dict[Any, Text] = {
            "organisation": tell("awards to organisations"),
            "person": tell("awards to people"),
        }
        of: dict[Any, Text] = {
            "organisation": tell("winning organisations"),
            "person": tell("organisations of winning people"),
        }
        stages: list[dict[Any, int]] = [
            {tell("awards in the list"): int(frame["awards"].sum())},
            {to[row]: int(number) for row, number in frame["awards"].items()},
            {of[row]: int(number) for row, number in frame["organisations"].items()},
        ]
        if "organisation" in frame.index:
            for column, level in (("cities", "city"), ("provinces", "province")):
                number = int(frame[column]["organisation"])
                stages.append({noun_alone(tell, "level", level): number})
        return [{str(box): number for box, number in stage.items()} for stage in stages]

    def _figure(self, tell: Teller) -> figures.Chart:
        """Draw the stages; cities and provinces are those of the winning organisations."""
        stages = self._stages(tell)
        links = [(above, below) for above in stages[0] for below in stages[1]]
        links += list(zip(stages[1], stages[2], strict=True))
        links += [(next(iter(above)), next(iter(below))) for above, below in pairwise(stages[2:])]
        return figures.FlowDiagram(stages=stages, links=links)


def source(awards: pd.DataFrame) -> Source:
    """Tell what the list of an edition is, and what can be counted from it.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition, as `load_awards` returns them.

    Returns
    -------
    Source
        `.frame` has the numbers of awards, organisations, cities and provinces by recipient.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> print(source(load_awards()).headline())
    The list has 109 awards, 71 to organisations and 38 to people.
    """
    rows = one_edition(awards)
    counted = counted_of(rows, "awards")
    record = read_source_record(counted.editions[0])
    placed = city_units(rows, counted.divisions_year)
    given = placed.groupby("recipient")
    frame = pd.DataFrame(
        {
            "awards": given.size(),
            "organisations": given["organisation_id"].nunique(),
            "cities": given["city_code"].nunique(),
            "provinces": given["province"].nunique(),
        }
    ).reset_index()
    return Source(
        frame=frame,
        counted=counted,
        estimates=estimates_of("source", _rows(rows, frame)),
        record=record,
    )


def _rows(awards: pd.DataFrame, frame: pd.DataFrame) -> Iterator[Row]:
    yield count_row("awards", len(awards), unit="awards", rests_on=lines_of(awards))
    for row in frame.to_dict("records"):
        mine = awards[awards["recipient"] == row["recipient"]]
        for quantity in ("awards", "organisations", "cities", "provinces"):
            yield count_row(
                f"{row['recipient']}/{quantity}",
                row[quantity],
                unit=quantity,
                rests_on=lines_of(mine) if quantity == "awards" else "",
            )
