"""What runs a city's hotline: kinds of institution, told from their names by stated rules.

The rules are data (`data/registry/kind_rules.csv`), tried in order; an organisation whose name
tells its kind wrongly stands with a reason in `data/registry/kind_exceptions.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import pandas as pd

from hotlinelib.arguments import check_choice, check_columns, check_kind
from hotlinelib.findings.regional.grouping import regions_of
from hotlinelib.institutions.choices import BY, UNITS
from hotlinelib.measures import TestResult, independence, proportion_intervals
from hotlinelib.places.divisions import DEFAULT_YEAR
from hotlinelib.script import to_simplified
from hotlinelib.tables.load import load_organisations
from hotlinelib.tables.read import read_table

SIGNIFICANT = 0.05


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
    >>> from hotlinelib import load_organisations
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


def count_kinds(awards: pd.DataFrame, unit: str = "organisations") -> pd.DataFrame:
    """Count the organisations, or the awards, of each kind.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    unit : {"organisations", "awards"}
        What is counted.

    Returns
    -------
    pandas.DataFrame
        Columns `kind, count, total` (all kinds together), `share, share_low, share_high` (95%
        Wilson interval): all kinds, the most frequent first.

    Raises
    ------
    ParameterError
        If the unit isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> count_kinds(select_awards(load_awards()))[["kind", "count"]].head(2)
                kind  count
    0        hotline     26
    1  mayor_hotline      9
    """
    counted = _units(awards, unit)["kind"].value_counts()
    kinds = load_kinds()["kind"]
    counts = kinds.map(counted).fillna(0).astype("int64")
    frame = pd.DataFrame({"kind": kinds, "count": counts, "total": int(counts.sum())})
    ordered = frame.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    return proportion_intervals(ordered, "count", "total")


def kinds_by_region(
    awards: pd.DataFrame, by: str = "nbs_region", unit: str = "organisations"
) -> pd.DataFrame:
    """Count the kinds of institution in each region.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    by : {"nbs_region", "region7", "level", "rank", "province"}
        The column of regions.
    unit : {"organisations", "awards"}
        What is counted.

    Returns
    -------
    pandas.DataFrame
        Index `kind`, all of them; columns: the regions with any, in their customary order.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> kinds_by_region(select_awards(load_awards())).loc["mayor_hotline"].tolist()
    [1, 7, 1, 0]
    """
    check_choice("by", by, BY)
    order = list(regions_of(by, DEFAULT_YEAR).order)  # type: ignore[arg-type]
    return _cross(check_columns(awards, (by,)), by, unit, order)


def kinds_by_award(awards: pd.DataFrame, unit: str = "organisations") -> pd.DataFrame:
    """Count the kinds of institution among the winners of each award.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `hotlinelib.load_awards` returns it, or a choice of its rows.
    unit : {"organisations", "awards"}
        What is counted: with "organisations", once for each award.

    Returns
    -------
    pandas.DataFrame
        Index `kind`, all of them; columns: the awards in printed order.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> int(kinds_by_award(select_awards(load_awards())).to_numpy().sum())
    71
    """
    order = list(check_columns(awards, ("award_id",))["award_id"].unique())
    return _cross(awards, "award_id", unit, order)


def compare_kinds(table: pd.DataFrame) -> TestResult | None:
    """Test whether the mix of kinds differs between the columns of a table of counts.

    Parameters
    ----------
    table : pandas.DataFrame
        As `kinds_by_region` or `kinds_by_award` returns it.

    Returns
    -------
    TestResult or None
        As `hotlinelib.measures.independence` gives it; None where nothing is counted.
    """
    return independence(table) if table.to_numpy().sum() else None


def organisations_of(awards: pd.DataFrame) -> pd.DataFrame:
    """Return the organisations that a choice of awards names, each once.

    Parameters
    ----------
    awards : pandas.DataFrame
        Columns `organisation_id, organisation_hans, province, prefecture, county`.

    Returns
    -------
    pandas.DataFrame
        The first row of each organisation.
    """
    return awards.drop_duplicates("organisation_id", ignore_index=True)


def _cross(awards: pd.DataFrame, column: str, unit: str, order: Sequence[str]) -> pd.DataFrame:
    counted = _units(awards, unit, column)
    present = [value for value in order if value in set(counted[column])]
    table = pd.crosstab(counted["kind"], counted[column])
    full = table.reindex(index=load_kinds()["kind"], columns=present, fill_value=0)
    return full.rename_axis(index="kind", columns=column).astype("int64")


def _units(awards: pd.DataFrame, unit: str, within: str | None = None) -> pd.DataFrame:
    """Return a row for each unit counted, with its kind."""
    check_choice("unit", unit, UNITS)
    kinds = add_kinds(awards)
    if unit == "awards":
        return kinds
    key = ["organisation_id"] if within is None else ["organisation_id", within]
    return kinds.drop_duplicates(key, ignore_index=True)


def _fits(pattern: re.Pattern[str], name: object) -> bool:
    return isinstance(name, str) and bool(pattern.search(name))
