"""Who won what in a province."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.findings.counted import counted_of, lines_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.province.base import ProvinceFinding, province_of, rows_of
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.holdings import short_names
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values, names_of
from hotlinelib.measures.estimate import Estimate
from hotlinelib.selection import city_units, one_edition


@dataclass(frozen=True, eq=False)
class Holdings(ProvinceFinding):
    """The organisations of a province that won, or whose people won.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per organisation: `organisation_id, city_code, city, award_ids` (a tuple, in
        printed order), `awards, people` (distinct persons) and `persons` (their names, a tuple).
    show_people : bool
        Whether people are named.
    """

    name: ClassVar[str] = "holdings"

    show_people: bool

    def _heading(self, tell: Teller) -> str:
        return tell("Winners and awards")

    def _headline(self, tell: Teller) -> Text:
        values = {"place": self.place(tell), "total": self._total(tell)}
        if self.frame.empty:
            return tell("{place} won none of the {total}.", **values)
        values |= {
            "awards": tell.amount("awards", "unit", "awards"),
            "share": tell.share("share"),
            "organisations": tell.counted("organisations", "level", "organisation"),
        }
        if self.counted.recipients == "organisation":
            return tell(
                "{organisations} of {place} won {awards} of the {total}, {share}.", **values
            )
        if self.counted.recipients == "person":
            people = tell.counted("people", "unit", "people")
            return tell(
                "{people} from {organisations} of {place} won {awards} of the {total}, {share}.",
                people=people,
                **values,
            )
        return tell("{place} won {awards} of the {total}, {share}.", **values)

    def _total(self, tell: Teller) -> Text:
        """Return how many awards are counted, and which, where not all are."""
        total = tell.counted("total", "unit", "awards")
        if self.counted.every_award:
            return total
        titles = label_values(
            pd.Series(self.counted.awards, dtype="str"), "award_id", tell.language
        )
        return tell("{total} ({awards})", total=total, awards=tell.series(map(named, titles)))

    def _prose(self, tell: Teller) -> list[Text]:
        if self.counted.recipients == "person" or not self.counted.every_award:
            return []
        own = tell(
            "Of these, {awards} went to {organisations}.",
            awards=tell.counted("organisation_awards", "unit", "awards"),
            organisations=tell.counted("winners", "level", "organisation"),
        )
        is_mixed = self.counted.recipients == "all" and tell.of("organisation_awards")
        return [*([own] if is_mixed else []), self._tell_listed(tell)]

    def _tell_listed(self, tell: Teller) -> Text:
        """Tell the awards to people in the whole list, whatever was chosen."""
        if not tell.of("listed/awards"):
            return tell("No award to people went to {place}.")
        return tell(
            "Awards to people: {people} from {organisations} of {place} won {awards}.",
            people=tell.counted("listed/people", "unit", "people"),
            organisations=tell.counted("listed/organisations", "level", "organisation"),
            awards=tell.counted("listed/awards", "unit", "awards"),
        )

    @property
    def has_table(self) -> bool:
        """Whether anybody won."""
        return not self.frame.empty

    def _narrow_columns(self) -> Sequence[str]:
        return ["organisation", "award"]

    def _table(self, tell: Teller) -> pd.DataFrame:
        places = (names_of(level, tell.language) for level in ("prefecture", "province"))
        cities = {name: label for level in places for name, label in level.items()}
        columns = {
            "organisation": label_values(
                self.frame["organisation_id"], "organisation_id", tell.language
            ),
            "city": [cities.get(city, city) for city in self.frame["city"]],
            "award": [
                str(tell.series(short_names(ids, tell.language))) for ids in self.frame["award_ids"]
            ],
            "awards_given": self.frame["awards"],
        }
        if self.show_people and self.frame["people"].any():
            columns["people"] = [str(tell.series(names)) for names in self.frame["persons"]]
        return pd.DataFrame(columns)

    def _caption(self, tell: Teller) -> Text:
        return tell.paragraph(
            tell("{place}, {selection}: who won which awards."),
            tell("An award to a person counts for the organisation that the list prints.")
            if self.counted.recipients != "organisation"
            else "",
        )


def holdings(
    awards: pd.DataFrame,
    *,
    province: str,
    listed: pd.DataFrame | None = None,
    show_people: bool = False,
) -> Holdings:
    """Find who won what in a province.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition that are counted, as `select_awards` returns them.
    province : str
        In any of its names: 广东, 广东省, Guangdong.
    listed : pandas.DataFrame, optional
        All awards of the edition, from which the awards to people are told; by default `awards`.
    show_people : bool, default False
        Whether the table names the people who won.

    Returns
    -------
    Holdings
        `.estimates` has the ids `holdings/total` (awards in the whole country), `holdings/awards`,
        `/share, /organisations, /people, /organisation_awards, /winners` (organisations with an
        award of their own) of the province, and `holdings/listed/awards, /organisations, /people`
        (awards to people in `listed`).

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> print(holdings(select_awards(load_awards()), province="Guangdong").headline())
    9 organisations of Guangdong won 14 of the 71 awards, 20%.
    """
    rows = one_edition(awards)
    counted = counted_of(rows, "awards")
    name, code = province_of(province, counted.divisions_year)
    mine = rows_of(city_units(rows, counted.divisions_year), name)
    everyone = rows_of(awards if listed is None else one_edition(listed), name)
    return Holdings(
        frame=_organisations(mine),
        counted=counted,
        estimates=estimates_of("holdings", _rows(rows, mine, everyone)),
        province=name,
        province_code=code,
        show_people=show_people,
    )


def _organisations(mine: pd.DataFrame) -> pd.DataFrame:
    """Return the organisations, those with most awards first, then as the list prints them."""
    rows = [
        {
            **given.iloc[0][["organisation_id", "city_code", "city"]],
            "award_ids": tuple(given["award_id"].unique()),
            "awards": len(given),
            "people": given["person"].nunique(),
            "persons": tuple(given["person"].dropna().unique()),
        }
        for _, given in mine.groupby("organisation_id", sort=False)
    ]
    names = ["organisation_id", "city_code", "city", "award_ids", "awards", "people", "persons"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.sort_values("awards", ascending=False, kind="stable", ignore_index=True)


def _rows(rows: pd.DataFrame, mine: pd.DataFrame, everyone: pd.DataFrame) -> Iterator[Row]:
    own = mine[mine["recipient"] == "organisation"]
    people = everyone[everyone["recipient"] == "person"]
    share = Estimate("share", len(mine) / len(rows), method="complete count", n=len(mine))
    yield count_row("total", len(rows), unit="awards")
    yield row(share, rests_on=lines_of(mine))
    for quantity, given in (
        ("awards", mine),
        ("organisation_awards", own),
        ("listed/awards", people),
    ):
        yield count_row(quantity, len(given), unit="awards", rests_on=lines_of(given))
    for quantity, given in (
        ("organisations", mine),
        ("winners", own),
        ("listed/organisations", people),
    ):
        number = given["organisation_id"].nunique()
        yield count_row(quantity, number, unit="organisations")
    yield count_row("people", _people(mine), unit="people")
    yield count_row("listed/people", _people(people), unit="people")


def _people(rows: pd.DataFrame) -> int:
    """Count distinct persons: a name within an organisation."""
    return len(rows.dropna(subset=["person"])[["organisation_id", "person"]].drop_duplicates())
