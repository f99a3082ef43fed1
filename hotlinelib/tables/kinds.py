"""What runs a city's hotline: kinds of institution, told from their names by stated rules.

The rules are data (`data/registry/kind_rules.csv`), tried in order; an organisation whose name
tells its kind wrongly stands with a reason in `data/registry/kind_exceptions.csv`.
"""

from __future__ import annotations

import re
from functools import partial

import pandas as pd

from hotlinelib.arguments import check_columns, check_kind
from hotlinelib.language.script import to_simplified
from hotlinelib.tables.load import load_organisations
from hotlinelib.tables.read import read_table


def load_kinds() -> pd.DataFrame:
    """Load the kinds of institution.

    Returns
    -------
    pandas.DataFrame
        Columns `kind, kind_hans, kind_hant, kind_en, rule` (what in a name makes the kind).

    Examples
    --------
    >>> load_kinds()["kind"].tolist()[:2]
    ['mayor_hotline', 'hotline']
    """
    return read_table("kinds")


def classify_names(names: pd.Series) -> pd.Series:
    """Return the kind of institution that each name tells, by the rules alone.

    Parameters
    ----------
    names : pandas.Series of str
        Names of organisations in simplified or traditional characters.

    Returns
    -------
    pandas.Series of str
        The kind by the first rule that fits, with the index of `names`; missing where none does.

    Examples
    --------
    >>> classify_names(pd.Series(["聊城市市長公開電話受理中心", "昆山市便民服务中心"])).tolist()
    ['mayor_hotline', 'convenience_centre']
    """
    check_kind("names", names, pd.Series)
    for name in names.dropna():
        check_kind("a name", name, str)
    rules = read_table("kind_rules").sort_values("position")
    plain = names.map(to_simplified, na_action="ignore").astype("str")
    kinds = pd.Series(None, index=names.index, dtype="str")
    for kind, pattern in zip(rules["kind"], rules["pattern"], strict=True):
        fits = plain.map(partial(_fits, re.compile(pattern)))
        kinds = kinds.where(kinds.notna() | ~fits, kind)
    return kinds


def identify_kinds(organisations: pd.DataFrame) -> pd.Series:
    """Return the kind of each organisation, by the rules and the curated exceptions.

    Parameters
    ----------
    organisations : pandas.DataFrame
        Columns `organisation_id, organisation_hans`.

    Returns
    -------
    pandas.Series of str
        With the index of `organisations`; missing where no rule fits.

    Raises
    ------
    ParameterError
        If a column is absent.

    Examples
    --------
    >>> organisations = load_organisations()
    >>> bool((identify_kinds(organisations) == organisations["kind"]).all())
    True
    """
    check_columns(organisations, ("organisation_id", "organisation_hans"))
    exceptions = read_table("kind_exceptions").set_index("organisation_id")["kind"]
    curated = organisations["organisation_id"].map(exceptions).astype("str")
    return curated.fillna(classify_names(organisations["organisation_hans"])).rename("kind")


def add_kinds(awards: pd.DataFrame) -> pd.DataFrame:
    """Add the kind of the organisation that each row names.

    Parameters
    ----------
    awards : pandas.DataFrame
        Column `organisation_id`; of organisations that the data set doesn't know also
        `organisation_hans`, and their kind is told from it.

    Returns
    -------
    pandas.DataFrame
        The same rows with the column `kind` added; missing where no rule fits.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> add_kinds(load_awards()).loc[3, ["organisation_en", "kind"]].tolist()
    ["Zhengzhou 12345 Mayor's Hotline", 'mayor_hotline']
    """
    check_columns(awards, ("organisation_id",))
    known = load_organisations().set_index("organisation_id")["kind"]
    kinds = awards["organisation_id"].map(known).astype("str")
    if kinds.isna().any():
        kinds = kinds.fillna(identify_kinds(awards))
    return awards.assign(kind=kinds)


def _fits(pattern: re.Pattern[str], name: object) -> bool:
    return isinstance(name, str) and bool(pattern.search(name))
