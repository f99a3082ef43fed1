"""What tables of places must be among themselves: codes, names, neighbours, sums.

Published totals stand in data/places/SOURCES.toml. Each guard returns what is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Set
from typing import Any

import pandas as pd

from hotlinelib.curation.guards_names import same_in_scripts, where
from hotlinelib.messages import message
from hotlinelib.places.divisions import (
    PROVINCE_YEARS,
    load_divisions,
    load_neighbours,
    load_prefecture_population,
    load_provinces,
)
from hotlinelib.storage import data_folder, data_place
from hotlinelib.tables.read import read_table

MUNICIPALITIES = ("110000", "120000", "310000", "500000")
# The code table has counties that no prefecture runs under numbers from 90 on.
DIRECT = re.compile(r"\d{2}9\d{3}")
ENGLISH = re.compile(r"[A-Za-z][A-Za-zü' -]*[a-z]")


def check_places() -> list[str]:
    """Return everything that is wrong with the tables of places."""
    found: list[str] = []
    for year in PROVINCE_YEARS:
        found += check_divisions(load_divisions(year), year)
    found += _check_same(load_divisions(min(PROVINCE_YEARS)), load_divisions(max(PROVINCE_YEARS)))
    found += _check_provinces()
    found += _check_neighbours(load_neighbours())
    found += _check_population(load_prefecture_population())
    found += _check_aliases(read_table("place_aliases"))
    return found


def check_ranks() -> list[str]:
    """Return the ranks whose words aren't known, and the words of ranks that no division has."""
    words = read_table("division_suffixes")
    used = {rank for year in PROVINCE_YEARS for rank in load_divisions(year)["rank"]}
    known = set(words["rank"])
    path = f"{data_place()}/places/division_suffixes.csv"
    return [
        message("{path}: rank {rank!r} is missing", path=path, rank=rank)
        if rank in used
        else message("{path}: rank {rank!r} is that of no division", path=path, rank=rank)
        for rank in sorted(used ^ known)
    ]


def check_divisions(divisions: pd.DataFrame, year: int) -> Iterator[str]:
    """Hold codes, levels, ranks and names of the divisions of a year against each other."""
    known = frozenset(divisions["division_code"])
    for code in divisions.loc[divisions["division_code"].duplicated(), "division_code"]:
        yield message("{division} has two rows; keep one", division=_division(year, code))
    words = read_table("division_suffixes").groupby("rank")["suffix"].agg(tuple).to_dict()
    # By way of an array of objects, ten times as fast as the frame's own records.
    for cells in divisions.to_numpy(dtype=object):
        one: dict[Any, Any] = dict(zip(divisions.columns, cells, strict=True))
        for trouble in _of_division(one, known, words):
            yield f"{_division(year, one['division_code'])} {one['name']!r}: {trouble}"
    texts = divisions["name_hant"].fillna("")
    for one in divisions[~same_in_scripts(texts, divisions["name"])].to_dict("records"):
        told = message(
            "name_hant {name!r} isn't the name in traditional characters", name=one["name_hant"]
        )
        yield f"{_division(year, one['division_code'])} {one['name']!r}: {told}"
    parents = divisions["prefecture_code"].fillna(divisions["province_code"])
    inside = divisions.assign(parent=parents)
    for column in ("name", "name_hant"):
        shared = inside[inside.duplicated(["level", "parent", column], keep=False)]
        for code in shared["division_code"]:
            yield message(
                "{division}: another division of the same parent has its {column}",
                division=_division(year, code),
                column=column,
            )


def _division(year: int, code: str) -> str:
    told = {"data": data_place(), "year": year, "code": code}
    return message("{data}/places, divisions of {year}: {code}", **told)


def _of_division(
    one: dict[Any, Any], known: Set[str], words: Mapping[Any, tuple[str, ...]]
) -> Iterator[str]:
    code, level = one["division_code"], one["level"]
    expected = _level_by_code(code)
    if level != expected:
        told = {"level": level, "expected": expected}
        yield message("level {level} isn't {expected}, as its code tells", **told)
    if one["province_code"] != f"{code[:2]}0000":
        yield _is_not("province_code", one["province_code"], f"{code[:2]}0000")
    parent = one["prefecture_code"]
    is_direct = level == "province" or code[:2] + "0000" in MUNICIPALITIES or DIRECT.match(code)
    wanted = None if is_direct else f"{code[:4]}00"
    if (None if pd.isna(parent) else parent) != wanted:
        yield _is_not("prefecture_code", parent, wanted or message("empty"))
    for larger in (one["province_code"], wanted):
        if larger is not None and larger not in known:
            yield message("lies in {larger}, which isn't in the table", larger=larger)
    if one["rank"] not in words or not one["name"].endswith(words[one["rank"]]):
        yield message("its name doesn't end as one of rank {rank!r} does", rank=one["rank"])
    if not one["name"].startswith(one["name_short"]):
        yield message("name_short {name!r} isn't the beginning of the name", name=one["name_short"])
    if pd.notna(one["name_en"]) and not ENGLISH.fullmatch(one["name_en"]):
        yield message("name_en {name!r} is no English name", name=one["name_en"])


def _is_not(column: str, value: object, expected: object) -> str:
    return message(
        "{column} {value} isn't {expected}", column=column, value=value, expected=expected
    )


def _level_by_code(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _check_same(older: pd.DataFrame, newer: pd.DataFrame) -> Iterator[str]:
    """Hold the names of divisions that kept code and name between two years against each other."""
    both = older.merge(newer, on=["division_code", "name"], suffixes=("", "_newer"))
    for column in ("name_short", "name_hant", "name_en", "rank"):
        first, second = both[column].fillna(""), both[f"{column}_newer"].fillna("")
        for row in both.index[first != second]:
            yield message(
                "{data}/places: {column} of {code} is {first!r} in one year, {second!r} in another",
                data=data_place(),
                column=column,
                code=both["division_code"][row],
                first=first[row],
                second=second[row],
            )


def _check_provinces() -> Iterator[str]:
    provinces, totals = load_provinces(), _totals()
    divisions = load_divisions(max(PROVINCE_YEARS))
    own = divisions[divisions["level"] == "province"].set_index("division_code")
    for row, one in enumerate(provinces.to_dict("records")):
        for column in ("name", "name_short", "name_hant", "name_en"):
            expected = own[column].get(one["province_code"])
            if one[column] != expected:
                yield message(
                    "{place}: {value!r} isn't {expected!r}, as in the table of divisions",
                    place=where("provinces", row, column),
                    value=one[column],
                    expected=expected,
                )
    for region, values in totals["provinces_by_region"].items():
        found = {str(key): int(n) for key, n in provinces[region].value_counts().items()}
        if found != values:
            yield message(
                "{data}/places/provinces.csv: {region} has {found}, published are {values}",
                data=data_place(),
                region=region,
                found=found,
                values=values,
            )
    figures = read_table("province_years")
    for name, total in totals["provinces"].items():
        column, _, year = name.rpartition(".")
        if not column:
            found = provinces[name].sum()
        elif column in figures:
            found = figures.loc[figures["year"] == int(year), column].sum()
        else:
            found = load_provinces(int(year))[column].sum()
        if abs(found - total) > 0.005:
            yield message(
                "{data}/places: {name} of the provinces adds up to {found}, not to {total}",
                data=data_place(),
                name=name,
                found=found,
                total=total,
            )


def _check_neighbours(neighbours: pd.DataFrame) -> Iterator[str]:
    pairs = {
        (one["province_code"], one["neighbour_code"]): one["kind"]
        for one in neighbours.to_dict("records")
    }
    provinces = set(load_provinces()["province_code"])
    for row, (first, second) in enumerate(pairs):
        place = where("neighbours", row, "neighbour_code")
        if first == second or not {first, second} <= provinces:
            told = {"place": place, "first": first, "second": second}
            yield message("{place}: {first} and {second} are no two provinces", **told)
        if pairs.get((second, first)) != pairs[first, second]:
            yield message(
                "{place}: {first}, {second} doesn't stand in the other direction alike",
                place=place,
                first=first,
                second=second,
            )
    found = pd.Series(pairs).value_counts().floordiv(2).to_dict()
    if found != _totals()["neighbours"]:
        yield message(
            "{data}/places/neighbours.csv: {found} pairs, compared were {expected}",
            data=data_place(),
            found=found,
            expected=_totals()["neighbours"],
        )


def _check_population(population: pd.DataFrame) -> Iterator[str]:
    table = "prefecture_population_2020"
    divisions = load_divisions(max(PROVINCE_YEARS)).set_index("division_code")
    prefectures = set(divisions.index[divisions["level"] == "prefecture"])
    for code in sorted((prefectures | set(MUNICIPALITIES)) ^ set(population["division_code"])):
        path = f"{data_place()}/places/{table}.csv"
        yield message("{path}: {code} is missing, or no prefecture", path=path, code=code)
    for row, one in enumerate(population.to_dict("records")):
        name = divisions["name"].get(one["division_code"])
        if one["name"] != name:
            yield _differs(where(table, row, "name"), one["name"], name)
        if not 1000 <= one["population_2020_census"] < 4e7:
            place = where(table, row, "population_2020_census")
            number = one["population_2020_census"]
            yield message("{place}: {number} persons can't be", place=place, number=number)
    found = population.groupby(population["division_code"].str[:2])["population_2020_census"].sum()
    census = load_provinces().set_index("province_code").get("population_2020_census")
    elsewhere = _totals()["population_outside_prefectures"]
    for code, total in ({} if census is None else census).items():
        missing = int(total - found.get(str(code)[:2], 0))
        if missing != elsewhere.get(str(code), 0):
            yield message(
                "{data}/places/{table}.csv: the rows of {code} are {missing} persons short of the "
                "province, expected {expected}",
                data=data_place(),
                table=table,
                code=code,
                missing=missing,
                expected=elsewhere.get(str(code), 0),
            )


def _differs(place: str, value: object, expected: object) -> str:
    return message(
        "{place}: {value!r} isn't {expected!r}", place=place, value=value, expected=expected
    )


def _check_aliases(aliases: pd.DataFrame) -> Iterator[str]:
    names: dict[str, set[str]] = {}
    for year in PROVINCE_YEARS:
        for code, name in load_divisions(year)[["division_code", "name"]].itertuples(index=False):
            names.setdefault(code, set()).add(name)
    for row, one in enumerate(aliases.to_dict("records")):
        if one["name"] not in names.get(one["division_code"], set()):
            place = where("place_aliases", row, "division_code")
            told = {"place": place, "code": one["division_code"], "name": one["name"]}
            yield message("{place}: {code} isn't {name!r}", **told)
        if one["alias"] == one["name"]:
            place = where("place_aliases", row, "alias")
            yield message("{place}: is the name itself", place=place)


def _totals() -> dict[str, Any]:
    content = tomllib.loads((data_folder() / "places/SOURCES.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = content["totals"]
    return found
