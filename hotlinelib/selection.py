"""Which awards are counted, and what one counts: awards, organisations or cities."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from hotlinelib.arguments import check_choice, check_columns, check_kind
from hotlinelib.choices import ALL_AWARDS, Recipients, Unit, chosen_awards, offered
from hotlinelib.errors import ParameterError
from hotlinelib.messages import message
from hotlinelib.places.divisions import DEFAULT_YEAR, load_divisions
from hotlinelib.tables.editions import list_editions, partly_known, read_source_record
from hotlinelib.tables.read import table_state


def select_awards(
    frame: pd.DataFrame,
    recipients: Recipients = "organisation",
    awards: str | Sequence[str] = ALL_AWARDS,
) -> pd.DataFrame:
    """Return the rows of the recipients and awards chosen.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns `recipient, award_id`.
    recipients : {"organisation", "person", "all"}
        Whose awards are counted.
    awards : str or sequence of str, default "all"
        Awards, each by its identifier or its title in any of the languages.

    Returns
    -------
    pandas.DataFrame
        The rows kept, in their order, numbered anew.

    Raises
    ------
    ParameterError
        If a choice isn't offered, or the choices leave no row.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> len(select_awards(load_awards(), "organisation", ["big_data", "management_innovation"]))
    23
    """
    check_choice("recipients", recipients, offered(Recipients))
    check_columns(frame, ("recipient", "award_id"))
    if frame.empty:
        raise ParameterError(
            "the frame has no rows: what it was chosen by fits none. Names of places are full "
            "(广东省), and codes are text"
        )
    there = list(frame["award_id"].unique())
    kept = frame["award_id"].isin(chosen_awards(awards, there))
    if recipients != "all":
        kept &= frame["recipient"] == recipients
    if not kept.any():
        raise ParameterError(
            "recipients = {recipients!r} and awards = {awards!r} leave no row to count; choose "
            "recipients = 'all', or awards that are given to them",
            recipients=recipients,
            awards=awards,
        )
    return frame[kept].reset_index(drop=True)


def one_edition(awards: pd.DataFrame, *, partial: bool = False) -> pd.DataFrame:
    """Return the awards of a single full edition, or refuse to pool several, or count a part."""
    check_kind(message("the frame"), awards, pd.DataFrame)
    editions = sorted(awards["edition"].unique()) if "edition" in awards else []
    if len(editions) > 1:
        full = [edition for edition in editions if edition not in list_editions("partial")]
        raise ParameterError(
            "the awards are of the editions {editions}, which aren't pooled here; choose one: "
            "awards[awards['edition'] == {last!r}], or compare them with "
            "hl.findings.compare_editions",
            editions=", ".join(editions),
            last=(full or editions)[-1],
        )
    if editions and not partial and editions[0] in list_editions("partial"):
        raise ParameterError(partly_known(*editions))
    return awards


def year_of(awards: pd.DataFrame, year: int | None = None) -> int:
    """Return the year whose division codes awards are placed by."""
    check_kind(message("the frame"), awards, pd.DataFrame)
    if year is not None:
        return year
    editions = set(awards["edition"]) if "edition" in awards else set()
    known = [edition for edition in list_editions() if edition in editions]
    return max(
        (read_source_record(edition).divisions_year for edition in known), default=DEFAULT_YEAR
    )


def city_units(awards: pd.DataFrame, year: int | None = None) -> pd.DataFrame:
    """Add the city that each row counts for."""
    # A district or county counts with its prefecture-level division, a municipality as one; a
    # county-level division run by its province and a province's own hotline count for themselves.
    year = year_of(awards, year)
    if pd.api.types.is_numeric_dtype(check_columns(awards, ("division_code",))["division_code"]):
        raise ParameterError(
            "division_code holds numbers; codes are text: read them with dtype='str', or load the "
            "awards with load_awards() or hotlinelib.tables.export.read_exported()"
        )
    cities = _city_of_each(year, table_state("divisions"))
    city_code = awards["division_code"].map(cities["city_code"]).astype("str")
    unknown = awards.loc[city_code.isna(), "division_code"].unique()
    if len(unknown):
        raise ParameterError(
            "no division codes of {year}: {unknown}",
            year=year,
            unknown=", ".join(map(repr, unknown)),
        )
    return awards.assign(city_code=city_code, city=city_code.map(cities["name"]).astype("str"))


def count_units(awards: pd.DataFrame, unit: str, year: int | None = None) -> pd.DataFrame:
    """Return one row per unit counted: an award given, an organisation or a city."""
    check_choice("unit", unit, offered(Unit))
    check_kind(message("the frame"), awards, pd.DataFrame)
    if unit == "awards":
        return awards.reset_index(drop=True)
    if unit == "organisations":
        check_columns(awards, ("organisation_id",))
        return awards.drop_duplicates("organisation_id", ignore_index=True)
    year = year_of(awards, year)
    return _as_cities(city_units(awards, year), year)


@lru_cache(maxsize=4)
def _city_of_each(year: int, _state: tuple[object, ...]) -> pd.DataFrame:
    """Return each division's name and the code of the city that it counts for."""
    # The state of the file is an argument so that a changed file is read again.
    divisions = load_divisions(year).set_index("division_code")
    own = pd.Series(divisions.index, index=divisions.index, dtype="str")
    municipalities = divisions.index[divisions["rank"] == "直辖市"]
    in_municipality = divisions["province_code"].isin(municipalities)
    city_code = (
        divisions["prefecture_code"]
        .fillna(divisions["province_code"].where(in_municipality))
        .fillna(own)
    )
    return pd.DataFrame({"name": divisions["name"], "city_code": city_code})


def _as_cities(awards: pd.DataFrame, year: int) -> pd.DataFrame:
    divisions = load_divisions(year).set_index("division_code")
    cities = awards.drop_duplicates("city_code", ignore_index=True)
    place = divisions.loc[cities["city_code"]]
    prefecture = place["name"].where(place["level"] == "prefecture")
    return cities.assign(
        division_code=cities["city_code"],
        prefecture=prefecture.to_numpy(),
        county=place["name"].where(place["level"] == "county").to_numpy(),
        level=place["level"].to_numpy(),
        rank=place["rank"].to_numpy(),
    )
