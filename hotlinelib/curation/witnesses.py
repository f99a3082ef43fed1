"""Winners that press reports name: witnesses of a list, or all that is known of a year."""

from __future__ import annotations

import pandas as pd

from hotlinelib.curation.placing import place_organisations
from hotlinelib.curation.registry import Registry, titles_of_awards
from hotlinelib.errors import DataError
from hotlinelib.language.script import to_simplified
from hotlinelib.messages import message
from hotlinelib.places.locate import locate
from hotlinelib.tables.editions import list_editions, read_source_record
from hotlinelib.tables.read import read_table, typed
from hotlinelib.tables.schema import columns, table_path

TABLE = "reported_winners"
KEY = ["edition", "award_id", "organisation_id", "recipient"]


def editions_with_witnesses() -> list[str]:
    """Return the editions of which press reports name winners."""
    return [e for e in list_editions("any") if table_path(TABLE, e).is_file()]


def build_witnesses(registry: Registry, awards: pd.DataFrame) -> pd.DataFrame:
    """Return the winners of all years that press reports name, with their places."""
    found = [_of_edition(edition, registry, awards) for edition in editions_with_witnesses()]
    if not found:
        return typed(pd.DataFrame(columns=columns("witnesses")), "witnesses")
    return typed(pd.concat(found, ignore_index=True), "witnesses")


def _of_edition(edition: str, registry: Registry, awards: pd.DataFrame) -> pd.DataFrame:
    rows = read_table(TABLE, edition)
    year = read_source_record(edition).divisions_year
    _check(rows, registry, edition, year)
    own = registry.organisations.set_index("organisation_id")
    titles = registry.award_categories.set_index("award_id")["award_en"]
    simplified = rows["organisation"].map(to_simplified)
    told = rows.assign(
        edition=edition,
        award_hans=rows["award"].map(to_simplified),
        award_en=rows["award_en"].fillna(rows["award_id"].map(titles)),
        organisation_hans=rows["organisation_id"].map(own["organisation_hans"]).fillna(simplified),
        organisation_en=rows["organisation_en"].fillna(
            rows["organisation_id"].map(own["organisation_en"])
        ),
    )
    return place_organisations(told.assign(source_line=_confirmed(told, awards)), year)


def _confirmed(rows: pd.DataFrame, awards: pd.DataFrame) -> pd.Series:
    """Return the one line of the list that each report confirms; missing where there isn't one."""
    lines = awards.drop_duplicates(KEY, keep=False).set_index(KEY)["source_line"]
    found = [lines.get(key) for key in rows[KEY].itertuples(index=False, name=None)]
    return pd.Series(found, index=rows.index, dtype="Int64")


def _check(rows: pd.DataFrame, registry: Registry, edition: str, year: int) -> None:
    titles = titles_of_awards(registry, edition)
    registered = registry.organisations.set_index("organisation_id")["division_code"]
    located = locate(rows["organisation"], year=year)["division_code"]
    path = table_path(TABLE, edition)
    for number, (row, place) in enumerate(
        zip(rows.to_dict("records"), located, strict=True), start=2
    ):
        is_known = row["organisation_id"] in registered.index
        expected = registered.get(row["organisation_id"], place)
        wrong = {
            message(
                "award {award!r} isn't the title of {award_id}",
                award=row["award"],
                award_id=row["award_id"],
            ): (row["relation"] == "same_award" and titles.get(row["award"]) != row["award_id"]),
            message("a successor has a title of its own: clear award_id, give award_en"): (
                row["relation"] == "successor"
                and (pd.notna(row["award_id"]) or pd.isna(row["award_en"]))
            ),
            message(
                "{organisation} has no English name: give organisation_en",
                organisation=row["organisation_id"],
            ): (not is_known and pd.isna(row["organisation_en"])),
            message(
                "{organisation} has its English name in the registry: clear it here",
                organisation=row["organisation_id"],
            ): (is_known and pd.notna(row["organisation_en"])),
            message(
                "division_code {code} isn't {expected}, the place of {organisation!r}",
                code=row["division_code"],
                expected=expected,
                organisation=row["organisation"],
            ): row["division_code"] != expected or place != expected,
        }
        for trouble, applies in wrong.items():
            if applies:
                raise DataError(
                    "{path}, row {number}: {trouble}", path=path, number=number, trouble=trouble
                )
