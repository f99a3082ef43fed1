"""Names of awards, organisations, places and other values in a reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from hotlinelib.arguments import check_choice, check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.language import LANGUAGES
from hotlinelib.places.divisions import load_divisions
from hotlinelib.places.names import SUFFIXES, division_names, province_names
from hotlinelib.tables.load import load_award_categories, load_organisations
from hotlinelib.tables.read import read_table, table_state

NAMING_TABLES = (
    "award_categories",
    "organisations",
    "provinces",
    "divisions",
    "kinds",
    "terms",
)
# Columns whose names stand in tables of their own; those of others stand in the table of terms.
OWN_TABLES = ("province", "prefecture", "award_id", "organisation_id", "kind")


def label_values(values: pd.Series, column: str, language: str) -> pd.Series:
    """Return values of a column as a reader of a language knows them.

    Parameters
    ----------
    values : pandas.Series of str
        Values of the column.
    column : str
        `province`, `prefecture`, `award_id`, `organisation_id`, `kind`, `nbs_region`, `region7`,
        `level`, `rank` or `recipient`.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language. An organisation's traditional name is the printed one.

    Returns
    -------
    pandas.Series of str
        With the index of `values`. A value without a name in the language stays as it is.

    Raises
    ------
    ParameterError
        If the values are no Series, the language isn't offered, or the column holds nothing that
        has names.

    Examples
    --------
    >>> label_values(pd.Series(["陕西省", "山西省"]), "province", "en").tolist()
    ['Shaanxi', 'Shanxi']
    """
    check_kind("values", values, pd.Series)
    names = names_of(column, language)
    return values.map(lambda value: names.get(value, value)).astype("str")


def names_of(column: str, language: str) -> Mapping[str, str]:
    """Return the names of all values of a column in a language."""
    check_choice("language", language, LANGUAGES)
    check_kind("column", column, str)
    state = tuple(table_state(table) for table in NAMING_TABLES)
    return _names_of(column, language, state)


def named_columns() -> list[str]:
    """Return the columns whose values have names."""
    return [*OWN_TABLES, *read_table("terms")["column"].unique()]


@lru_cache(maxsize=64)
def _names_of(column: str, language: str, _state: tuple[object, ...]) -> Mapping[str, str]:
    # The state of the tables is an argument so that names are found anew when they have changed.
    if column == "province":
        return MappingProxyType(province_names(language))
    if column == "prefecture":
        divisions = load_divisions()
        return MappingProxyType(division_names(divisions[divisions["level"] != "county"], language))
    frame, key, name = _source_of(column, SUFFIXES[language])
    known = frame.dropna(subset=[name])
    return MappingProxyType(dict(zip(known[key], known[name], strict=True)))


def _source_of(column: str, suffix: str) -> tuple[pd.DataFrame, str, str]:
    """Return the table, its column of values and its column of names."""
    if column == "award_id":
        return load_award_categories(), column, f"award{suffix}"
    if column == "organisation_id":
        # Traditional names are never made by conversion: they are the printed ones.
        name = "organisation" if suffix == "_hant" else f"organisation{suffix}"
        return load_organisations(), column, name
    if column == "kind":
        return read_table("kinds"), column, f"kind{suffix}"
    terms = read_table("terms")
    mine = terms[terms["column"] == column]
    if mine.empty:
        raise ParameterError(
            "column {column!r} has no names; use: {named_columns}",
            column=column,
            named_columns=", ".join(named_columns()),
        )
    return mine, "value", f"value{suffix}"
