"""The tables that users load."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from numbers import Integral
from typing import TYPE_CHECKING

from hotlinelib.arguments import check_list
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.tables.editions import check_edition, list_editions, partly_known
from hotlinelib.tables.read import read_table, text_rows
from hotlinelib.tables.schema import columns

if TYPE_CHECKING:
    import pandas as pd


ALL = "all"


def load_awards(edition: str | int | Sequence[str | int] = "2019") -> pd.DataFrame:
    """Load the awards of one edition or of several, one row per award given, in printed order.

    Parameters
    ----------
    edition : str, int or list of them, default "2019"
        Years of editions, or "all" for all whose whole list is known. Of an edition that is known
        only in part, the winners that press reports name; if all are, a warning says so.

    Returns
    -------
    pandas.DataFrame
        Columns `edition, award_id, award, award_hans, award_en, recipient, position,
        organisation_id, organisation, organisation_hans, organisation_en, person, division_code,
        province, prefecture, county, province_en, prefecture_en, county_en, level, rank,
        nbs_region, region7, source_line, source_text`; the data dictionary explains
        each. `position` numbers a list that is in no particular order: it is no rank. Without a
        list, `position, person, source_line` and `source_text` are missing.

    Raises
    ------
    ParameterError
        If the data set has no such edition.
    DataError
        If the edition's list is there, but the tables were made without it.

    Examples
    --------
    >>> awards = load_awards()
    >>> len(awards)
    109
    >>> awards["recipient"].value_counts().to_dict()
    {'organisation': 71, 'person': 38}
    """
    import pandas as pd

    chosen = _editions(edition)
    frames = [_load_edition(one) for one in chosen]
    if set(chosen) <= set(list_editions("partial")):
        warnings.warn(partly_known(*chosen), stacklevel=2)
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def load_witnesses() -> pd.DataFrame:
    """Load the winners that press reports name: witnesses of a list, or all that is known.

    They are single winners: nothing may be counted, shared out or compared. People aren't named.

    Returns
    -------
    pandas.DataFrame
        One row per award and report: `edition, award_id` (missing for a successor), `award,
        award_hans, award_en, recipient, relation` (same_award or successor), `source_line` (of the
        edition's list that it confirms; missing where none does), `organisation_id, organisation,
        organisation_hans, organisation_en, division_code, province, prefecture, county,
        province_en, prefecture_en, county_en, level, rank, nbs_region, region7, address`.

    Examples
    --------
    >>> witnesses = load_witnesses()
    >>> witnesses.query("edition == '2019'")["source_line"].tolist()
    [69, 97, 89, 209]
    """
    return read_table("witnesses")


def _editions(chosen: str | int | Sequence[str | int]) -> list[str]:
    if isinstance(chosen, str | int | Integral):
        return list(list_editions()) if chosen == ALL else [check_edition(str(chosen), "any")]
    check_list("edition", chosen, "a year, a list of years, or 'all'")
    found = list(dict.fromkeys(check_edition(str(one), "any") for one in chosen))
    if not found:
        raise ParameterError(
            "edition names none; use: {list_editions}",
            list_editions=", ".join([*list_editions(), ALL]),
        )
    return found


def _load_edition(edition: str) -> pd.DataFrame:
    if edition in list_editions("partial"):
        return _load_partial(edition)
    awards = read_table("awards")
    chosen = awards[awards["edition"] == edition].reset_index(drop=True)
    if chosen.empty:
        raise _not_built(edition)
    return chosen


def _load_partial(edition: str) -> pd.DataFrame:
    known = read_table("witnesses")
    mine = known[(known["edition"] == edition) & (known["relation"] == "same_award")]
    if mine.empty:
        raise ParameterError(
            "of {edition} only awards of other titles are known; load_witnesses() has them",
            edition=edition,
        )
    nullable = {"position": "Int64", "source_line": "Int64", "person": "str", "source_text": "str"}
    return mine.reindex(columns=columns("awards")).astype(nullable).reset_index(drop=True)


def load_organisations() -> pd.DataFrame:
    """Load the organisations that won, or whose people won, one row each.

    Returns
    -------
    pandas.DataFrame
        Columns `organisation_id, organisation, organisation_hans, organisation_en, other_names,
        kind, division_code, province, prefecture, county, province_en, prefecture_en, county_en,
        level, rank, nbs_region, region7`.

    Examples
    --------
    >>> load_organisations().set_index("organisation_id").loc["guangzhou-12345", "prefecture"]
    '广州市'
    """
    return read_table("organisations")


def load_award_categories() -> pd.DataFrame:
    """Load the awards, one row each, whatever an edition calls them.

    Returns
    -------
    pandas.DataFrame
        Columns `award_id, recipient, award_hant, award_hans, award_en, award_short_en`, in the
        order in which the lists print them.

    Examples
    --------
    >>> load_award_categories().loc[0, "award_en"]
    'Excellence in Management Innovation Award'
    """
    return read_table("award_categories")


def list_awards(edition: str = "2019") -> list[str]:
    """Return the identifiers of the awards of one edition, in printed order, without pandas."""
    known = check_edition(edition)
    found = dict.fromkeys(row["award_id"] for row in text_rows("awards") if row["edition"] == known)
    if not found:
        raise _not_built(known)
    return list(found)


def _not_built(edition: str) -> DataError:
    return DataError(
        "edition {edition} is not in the tables yet; run `hotline build`", edition=edition
    )
