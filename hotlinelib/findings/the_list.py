"""What the list of an edition is: who gave the awards, how many there are, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from hotlinelib.findings.counted import counted_of, lines_of, one_edition
from hotlinelib.findings.estimates import Row, count_row, estimates_of
from hotlinelib.findings.finding import Finding, Layout
from hotlinelib.findings.teller import Teller
from hotlinelib.labels import label_values
from hotlinelib.language import Text, joined, named
from hotlinelib.selection import city_units, count_units
from hotlinelib.tables.editions import SourceRecord, list_editions, read_source_record

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, eq=False)
class DataSet(Finding):
    """The list of an edition, and what its source says of the award.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per award: `award_id, recipient, awards` (how many were given).
    record : SourceRecord or None
        Of the edition; None for awards of no edition of the data set.
    """

    name: ClassVar[str] = "data"

    record: SourceRecord | None

    def _heading(self, tell: Teller) -> str:
        return tell("The award and its list")

    def _headline(self, tell: Teller) -> Text:
        return tell(
            "The list names {awards}, of which {organisations} went to organisations and {people} "
            "to people.",
            awards=tell.counted("awards", "unit", "awards"),
            organisations=tell.state("to_organisations"),
            people=tell.state("to_people"),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.record is None:
            return []
        return [
            self._tell_source(tell, self.record),
            self._tell_organisers(tell, self.record),
            self._tell_provinces(tell, self.record),
            self._tell_speakers(tell, self.record),
            self._tell_entrants(tell, self.record),
            self._tell_order(tell, self.record),
        ]

    def _tell_source(self, tell: Teller, record: SourceRecord) -> Text:
        values = {
            "publisher": named(record.publisher_in(tell.language)),
            "published": tell.date(record.published),
            "awarded": tell.date(record.awarded),
        }
        if record.award_name is None:
            return tell(
                "{publisher} published it on {published}; the awards were announced on {awarded}.",
                **values,
            )
        return tell(
            "It is that of the {award}, which {publisher} published on {published}; the awards "
            "were announced on {awarded}.",
            award=named(record.award_name.name_in(tell.language)),
            **values,
        )

    def _tell_organisers(self, tell: Teller, record: SourceRecord) -> Text:
        roles = {
            "guidance": tell("Guidance"),
            "host": tell("Hosts"),
            "organiser": tell("Organisers"),
            "co-organiser": tell("Co-organisers"),
        }
        colon, semicolon = (": ", "; ") if tell.language == "en" else ("：", "；")
        parts = []
        for which, role in roles.items():
            mine = [one for one in record.organisers if one.role == which]
            if mine:
                names = [named(one.name_in(tell.language).rstrip(".")) for one in mine]
                parts.append(joined([role, joined(names, semicolon)], colon))
        if not parts:
            return Text("")
        lines = sorted({one.line for one in record.organisers})
        return tell(
            "Those who held the forum and gave the awards are named in line {line} of the article. "
            "{parts}.",
            parts=joined(parts, ". " if tell.language == "en" else "。"),
            line=tell.series(map(named, lines)),
        )

    def _tell_provinces(self, tell: Teller, record: SourceRecord) -> Text:
        colon, semicolon = (": ", "; ") if tell.language == "en" else ("：", "；")
        parts = []
        for province in dict.fromkeys(one.province for one in record.organisers if one.province):
            label = label_values(pd.Series([province]), "province", tell.language).iloc[0]
            mine = [one for one in record.organisers if one.province == province]
            names = [named(one.name_in(tell.language).rstrip(".")) for one in mine]
            parts.append(joined([named(label), joined(names, semicolon)], colon))
        if not parts:
            return Text("")
        return tell("Their provinces, where known: {parts}.", parts=joined(parts, semicolon))

    def _tell_speakers(self, tell: Teller, record: SourceRecord) -> Text:
        if not record.speakers:
            return Text("")
        line = tell.series(named(one) for one in sorted({s.line for s in record.speakers}))
        if tell.of("speakers_won") == tell.of("speakers"):
            return tell(
                "All {speakers} cities whose hotlines spoke at the forum are among the winners "
                "(line {line}).",
                speakers=tell.state("speakers"),
                line=line,
            )
        return tell(
            "Of the {speakers} cities whose hotlines spoke at the forum, {won} are among the "
            "winners (line {line}).",
            speakers=tell.state("speakers"),
            won=tell.state("speakers_won"),
            line=line,
        )

    def _tell_entrants(self, tell: Teller, record: SourceRecord) -> Text:
        evaluated = [
            tell(
                "An independent evaluation of that year covered {number} hotlines.",
                number=tell.state(f"pool/{one.pool_id}"),
            )
            for one in record.pools
            if one.counted == "evaluated"
        ]
        entered = [
            tell("{number} entered.", number=tell.state(f"pool/{one.pool_id}"))
            for one in record.pools
            if one.counted == "entrants"
        ]
        return tell.paragraph(
            *(entered or [tell("How many entered was not published.")]), *evaluated
        )

    def _tell_order(self, tell: Teller, record: SourceRecord) -> Text:
        order = tell("The lists are in no particular order: a number in them is no rank.")
        machine = tell(
            "The page's traditional characters were made by machine; names are given as printed."
        )
        english = tell("English names were translated for this data set.")
        return tell.paragraph(
            order if record.order == "none" else "",
            machine if record.script_by_machine else "",
            english if tell.language == "en" else "",
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "What is counted in the list of {year}: awards, those who hold them, their cities "
            "(prefecture-level divisions and municipalities) and provinces.",
            year=self.counted.year(tell),
        )

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.flow import describe_flow

        return describe_flow(self._stages(tell), language=tell.language)

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.flow import draw_flow

        return draw_flow(
            self._stages(tell), ax=ax, layout=layout, language=tell.language, **look
        )

    def _stages(self, tell: Teller) -> list[dict[str, int]]:
        words = {
            "awards": tell("awards in the list"),
            "to_organisations": tell("to organisations"),
            "to_people": tell("to people"),
            "organisations": tell("organisations"),
            "organisations_of_people": tell("organisations of these people"),
            "cities": tell("cities"),
            "provinces": tell("provinces"),
        }
        stages = (
            ("awards",),
            ("to_organisations", "to_people"),
            ("organisations", "organisations_of_people"),
            ("cities",),
            ("provinces",),
        )
        shown = [
            {str(words[one]): int(tell.of(one)) for one in stage if tell.of(one)}
            for stage in stages
        ]
        return [stage for stage in shown if stage]


def data_set(awards: pd.DataFrame) -> DataSet:
    """Tell what the list of an edition is, and what its source says of the award.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition, as `load_awards` returns them.

    Returns
    -------
    DataSet
        `.estimates` has the ids `data/awards`, `/to_organisations`, `/to_people`, `/organisations`,
        `/organisations_of_people`, `/cities`, `/provinces` and, where the source names them,
        `/pool/<pool_id>` (published numbers of entrants), `/speakers` and `/speakers_won` (cities whose hotlines spoke at the forum).

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> print(data_set(load_awards()).headline())
    The list names 109 awards, of which 71 went to organisations and 38 to people.
    """
    rows = one_edition(awards)
    counted = counted_of(rows, "awards")
    edition = counted.editions[0]
    record = read_source_record(edition) if edition in list_editions() else None
    frame = rows.groupby(["award_id", "recipient"], sort=False).size().reset_index(name="awards")
    return DataSet(
        frame=frame,
        counted=counted,
        estimates=estimates_of("data", _rows(rows, record, counted.divisions_year)),
        record=record,
    )


def _rows(rows: pd.DataFrame, record: SourceRecord | None, year: int) -> Iterator[Row]:
    to_people = rows["recipient"] == "person"
    yield count_row("awards", len(rows), unit="awards", rests_on=lines_of(rows))
    for quantity, mine in (("to_organisations", rows[~to_people]), ("to_people", rows[to_people])):
        yield count_row(quantity, len(mine), unit="awards", rests_on=lines_of(mine))
    numbers = {
        "organisations": rows.loc[~to_people, "organisation_id"].nunique(),
        "organisations_of_people": rows.loc[to_people, "organisation_id"].nunique(),
        "cities": len(count_units(rows, "cities", year)),
        "provinces": rows["province"].nunique(),
    }
    for quantity, number in numbers.items():
        yield count_row(quantity, number, unit=quantity)
    for pool in record.pools if record is not None else ():
        yield count_row("pool", pool.number, unit="hotlines", key=pool.pool_id, rests_on=pool.source)
    if record is not None and record.speakers:
        places = pd.DataFrame({"division_code": [one.division_code for one in record.speakers]})
        spoke = set(city_units(places, year)["city_code"])
        won = spoke & set(city_units(rows, year)["city_code"])
        yield count_row("speakers", len(spoke), unit="cities")
        yield count_row("speakers_won", len(won), unit="cities")
