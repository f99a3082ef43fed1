"""The tables that users load."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotlinelib.errors import DataError
from hotlinelib.tables.editions import check_edition
from hotlinelib.tables.read import read_table, text_rows

if TYPE_CHECKING:
    import pandas as pd


def load_awards(edition: str | int = "2019") -> pd.DataFrame:
    """Load the awards of one edition, one row per award given, in printed order.

    Parameters
    ----------
    edition : str or int, default "2019"
        Year of the edition.

    Returns
    -------
    pandas.DataFrame
        Columns `edition, award_id, award, award_hans, award_en, recipient, position,
        organisation_id, organisation, organisation_hans, organisation_en, person, division_code,
        province, prefecture, county, level, rank, nbs_region, region7, source_line, source_text`;
        the data dictionary in the README explains each. `position` numbers a list that is in no
        particular order: it is no rank.

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
    known = check_edition(str(edition))
    awards = read_table("awards")
    chosen = awards[awards["edition"] == known].reset_index(drop=True)
    if chosen.empty:
        raise _not_built(known)
    return chosen


def load_organisations() -> pd.DataFrame:
    """Load the organisations that won, or whose people won, one row each.

    Returns
    -------
    pandas.DataFrame
        Columns `organisation_id, organisation, organisation_hans, organisation_en, other_names,
        kind, division_code, province, prefecture, county, level, rank, nbs_region, region7`.

    Examples
    --------
    >>> len(load_organisations())
    53
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
    """Return the identifiers of the awards of one edition, in printed order, without pandas.

    Raises
    ------
    ParameterError
        If the data set has no such edition.
    DataError
        If the edition's list is there, but the tables were made without it.

    Examples
    --------
    >>> list_awards()[:2]
    ['management_innovation', 'management_efficiency']
    """
    known = check_edition(edition)
    found = dict.fromkeys(row["award_id"] for row in text_rows("awards") if row["edition"] == known)
    if not found:
        raise _not_built(known)
    return list(found)


def _not_built(edition: str) -> DataError:
    return DataError(f"edition {edition} is not in the tables yet; run `hotline build`")
