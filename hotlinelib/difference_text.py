"""Numbers that differ, in words: each with the name of its place, those of one kind in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from hotlinelib.language.names import names_of
from hotlinelib.messages import message, system_language
from hotlinelib.places.divisions import load_divisions

# More numbers of one kind that came, went or are made otherwise are told in one line.
MOST_ALIKE = 2
# Columns that say what a number is, not how large
ABOUT = ("unit", "interval", "method", "adjustment", "draws", "seed", "n", "rests_on")


def number_lines(estimates: pd.DataFrame) -> list[str]:
    """Return a line for each number that moved, and one for each kind of others."""
    about = estimates["column"].isin(ABOUT) & estimates["change"].eq("changed")
    one_sided = ~about & (estimates["before"].eq("") | estimates["after"].eq(""))
    rest, lines = ~about & ~one_sided, list[str]()
    lines += map(_moved, estimates[rest].to_dict("records"))
    keys = [estimates["id"].str.rpartition("/")[0], estimates["column"], estimates["after"].eq("")]
    for (prefix, column, gone), rows in _groups(estimates[one_sided], keys):
        ids = [str(one).removeprefix(f"{prefix}/") for one in rows["id"]]
        label = " ".join(filter(None, (f"{prefix}/", str(column))))
        lines += _kind(rows, "-" if gone else "+", label, map(_key_name, ids))
    pairs = [estimates["column"], *(estimates[side].map(short) for side in ("before", "after"))]
    for (column, before, after), rows in _groups(estimates[about], pairs):
        findings = dict.fromkeys(str(one).partition("/")[0] for one in rows["id"])
        lines += _kind(rows, "~", f"{column}: {before} → {after}", findings)
    return lines


def short(value: Any) -> Any:
    """Return a number with six digits at the most; all of them stand in the JSON."""
    return f"{value:.6g}" if isinstance(value, float) and value == value else value


def _groups(
    rows: pd.DataFrame, keys: Iterable[pd.Series]
) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    by = [key[rows.index] for key in keys]
    for values, group in rows.groupby(by, sort=False):
        yield tuple(values), group


def _kind(rows: pd.DataFrame, sign: str, label: str, names: Iterable[str]) -> list[str]:
    """Return one line for rows of one kind, or one for each of a few."""
    if len(rows) > MOST_ALIKE:
        keys = ", ".join(names)
        told = message("{count} numbers ({keys})", count=len(rows), keys=keys)
        return [f"  {sign} {label}: {told}"]
    return [_moved(record) for record in rows.to_dict("records")]


def _moved(record: Mapping[Any, Any]) -> str:
    before, after = short(record["before"]), short(record["after"])
    name = " ".join(filter(None, (_with_name(str(record["id"])), str(record["column"]))))
    if record["change"] != "changed":
        return f"  {'+' if record['change'] == 'came' else '-'} {name}: {after or before}"
    moved = record["difference"]
    by = f"  ({moved:+.4g})" if isinstance(moved, float) and moved == moved else ""
    return f"  ~ {name}: {before} → {after}{by}"


def _with_name(id: str) -> str:
    key = id.rpartition("/")[2]
    name = _place_names(system_language()).get(key)
    return f"{id} ({name})" if name else id


def _key_name(key: str) -> str:
    return _place_names(system_language()).get(key, key)


@cache
def _place_names(language: str) -> dict[str, str]:
    """Return the names of provinces and prefectures by code."""
    names = {**names_of("province", language), **names_of("prefecture", language)}
    divisions = load_divisions()
    return {
        code: names[name]
        for code, name in zip(divisions["division_code"], divisions["name"], strict=True)
        if name in names and code.endswith("00")
    }
