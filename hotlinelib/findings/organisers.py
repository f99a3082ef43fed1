"""Who gave the awards, and how winners were chosen, as far as the article says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.findings.counted import counted_of, lines_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.selection import city_units, one_edition
from hotlinelib.tables.editions import SourceRecord, read_source_record


@dataclass(frozen=True, eq=False)
class Organisers(Finding):
    """The award, those who gave it, and the cities whose hotlines spoke at its forum.

    Attributes
    ----------
    frame : pandas.DataFrame
        Columns `role, name, name_hans, name_en, province` (empty where none is known), `line` of
        the article: a row for each body that the article names, in its order.
    record : SourceRecord
        Where the list comes from.
    """

    name: ClassVar[str] = "organisers"

    record: SourceRecord

    def _heading(self, tell: Teller) -> str:
        return tell("Who gave the awards")

    def _headline(self, tell: Teller) -> Text:
        if self.frame.empty:
            return tell("The source record names no organisers.")
        parts = [
            tell(
                "{count} in {province}",
                count=tell.state(f"of_province/{province}"),
                province=named(self._provinces(tell, [province])[0]),
            )
            for province in dict.fromkeys(self.frame["province"])
            if province
        ]
        total = tell.state("bodies")
        if not parts:
            return tell("Organisers and sponsors that the article names: {total}.", total=total)
        return tell(
            "Organisers and sponsors that the article names: {total}, of which {parts}.",
            total=total,
            parts=tell.series(parts),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        return [self._tell_selection(tell), self._tell_speakers(tell)]

    def _tell_selection(self, tell: Teller) -> Text:
        chosen = self.record.selection
        known = (
            tell(
                "On the selection the page says: {selection} (line {line}).",
                selection=named(chosen.name_in(tell.language)),
                line=named(chosen.line),
            )
            if chosen
            else Text("")
        )
        silent = self.record.names_jury is False
        jury = tell("The page does not say who judged.") if silent else Text("")
        return tell.paragraph(known, jury)

    def _tell_speakers(self, tell: Teller) -> Text:
        if not self.record.speakers:
            return Text("")
        return tell(
            "Of the {speakers} cities whose hotlines spoke at the forum (line {line}), "
            "{speakers_won} won.",
            line=named(self.record.speakers[0].line),
        )

    @property
    def has_table(self) -> bool:
        """Whether the record names organisers."""
        return not self.frame.empty

    def _table(self, tell: Teller) -> pd.DataFrame:
        roles = {
            "guidance": tell("guidance"),
            "host": tell("host"),
            "organiser": tell("organiser"),
            "co-organiser": tell("co-organiser"),
        }
        column = {"en": "name_en", "zh-Hans": "name_hans"}.get(tell.language, "name")
        return pd.DataFrame(
            {
                "role": [str(roles[role]) for role in self.frame["role"]],
                "name": self.frame[column],
                "province": self._provinces(tell, self.frame["province"]),
                "line": self.frame["line"].astype("str"),
            }
        )

    def _table_caption(self, tell: Teller) -> Text:
        return tell(
            "{award}: who the article says gave the awards, with its line. A province is that of "
            "the name, or of the seat where it is known.",
            award=named(self.record.award_name.name_in(tell.language))
            if self.record.award_name
            else self.counted.selection(tell),
        )

    def _provinces(self, tell: Teller, provinces: pd.Series | list[str]) -> list[str]:
        return label_values(pd.Series(provinces, dtype="str"), "province", tell.language).tolist()


def organisers(awards: pd.DataFrame) -> Organisers:
    """Tell who gave the awards of an edition, as its source record has it.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition, as `load_awards` returns them.

    Returns
    -------
    Organisers
        `.estimates` has the ids `organisers/bodies`, `organisers/of_province/<province>` and, where
        the article names the cities that spoke at the forum, `organisers/speakers` and
        `organisers/speakers_won`.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> found = organisers(load_awards("2019"))
    >>> found.frame["province"].tolist()
    ['', '', '广东省', '广东省', '', '广东省']
    """
    rows = one_edition(awards)
    counted = counted_of(rows, "awards")
    record = read_source_record(counted.editions[0])
    columns = ["role", "name", "name_hans", "name_en", "province", "line"]
    frame = pd.DataFrame(
        [[getattr(one, column) for column in columns] for one in record.organisers],
        columns=columns,
    )
    winners = set(city_units(rows, counted.divisions_year)["city_code"])
    return Organisers(
        frame=frame,
        counted=counted,
        estimates=estimates_of("organisers", _rows(frame, record, winners)),
        record=record,
    )


def _rows(frame: pd.DataFrame, record: SourceRecord, winners: set[str]) -> Iterator[Row]:
    yield count_row("bodies", len(frame), unit="bodies", rests_on=lines_of(frame, "line"))
    for province, mine in frame[frame["province"] != ""].groupby("province", sort=False):
        about = {"key": str(province), "rests_on": lines_of(mine, "line")}
        yield count_row("of_province", len(mine), unit="bodies", **about)
    if record.speakers:
        line = f"line {record.speakers[0].line}"
        won = sum(one.division_code in winners for one in record.speakers)
        yield count_row("speakers", len(record.speakers), unit="cities", rests_on=line)
        yield count_row("speakers_won", won, unit="cities", rests_on=line)
