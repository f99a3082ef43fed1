"""A user's table of regions: how it is read, and which divisions its places are."""

from __future__ import annotations

import re
from functools import lru_cache
from io import StringIO
from os import PathLike
from pathlib import Path

import pandas as pd

from hotlinelib.arguments import shown
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.language.script import to_simplified
from hotlinelib.messages import message, reason_of, reworded
from hotlinelib.places.divisions import load_divisions, load_place_table
from hotlinelib.places.locate import locate
from hotlinelib.places.names import SUFFIXES
from hotlinelib.storage import spreadsheet_text
from hotlinelib.tables.read import table_state

CODE = re.compile(r"\d{6}")


def read_region_table(table: pd.DataFrame | str | PathLike[str]) -> tuple[pd.DataFrame, str]:
    """Return a user's table and what messages call it."""
    if isinstance(table, pd.DataFrame):
        return table, message("the table of regions")
    if not isinstance(table, str | PathLike):
        expected = message("the path of a CSV file or a pandas DataFrame")
        raise ParameterError(
            "{name} is {value}; expected {expected}",
            name="table",
            value=shown(table),
            expected=expected,
        )
    path = Path(table)
    try:
        text = spreadsheet_text(path.read_bytes())
        # Empty lines are kept, so that messages count rows as spreadsheets do.
        frame = pd.read_csv(
            StringIO(text), dtype="str", keep_default_na=False, skip_blank_lines=False
        )
    except OSError as error:
        why = reason_of(error)
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        why = reworded(error)
    else:
        return frame, str(path)
    raise DataError(
        "{path} can't be read as CSV: {why}; save it as CSV, in UTF-8 where you can choose",
        path=path,
        why=why,
    )


def labels_of(frame: pd.DataFrame, order: tuple[str, ...]) -> pd.DataFrame:
    """Return the names of a user's regions: as given, else the region itself."""
    first = frame.drop_duplicates("region").set_index("region").reindex(list(order))
    own = pd.Series(list(order), index=list(order))
    columns = {}
    for language, suffix in SUFFIXES.items():
        given = first.get(f"region{suffix}", own)
        columns[language] = given.where(given.notna() & (given != ""), own)
    return pd.DataFrame(columns)


def places_of(
    frame: pd.DataFrame, year: int, source: str, first_row: int
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the members of a user's regions and the places that lie outside the data."""
    rows, outside = [], []
    given = frame[["region", "place"]].astype("object").itertuples(index=False, name=None)
    for number, (region, place) in enumerate(given, start=first_row):
        if all(pd.isna(cell) or not str(cell).strip() for cell in (region, place)):
            # What spreadsheets leave below a table
            continue
        where = message("{source}, row {number}", source=source, number=number)
        if not (isinstance(region, str) and region.strip()):
            raise ParameterError("{where}: the region is missing; fill it in", where=where)
        text = "" if pd.isna(place) else str(place).strip()
        if _is_outside(text):
            outside.append(text)
            continue
        rows.append((region.strip(), _code_of(text, year, where), text, where))
    if not rows:
        raise ParameterError(
            "{source}: it names no place of the 31 provinces; add at least one", source=source
        )
    _check_once(rows)
    _check_apart(rows, year)
    members = pd.DataFrame([row[:2] for row in rows], columns=["region", "division_code"])
    return members.astype("str"), tuple(dict.fromkeys(outside))


def _is_outside(text: str) -> bool:
    table = load_place_table("outside_places.csv")
    names = {*table["name"], *table["name_short"], *table["name_en"], *table["division_code"]}
    return text in names or to_simplified(text) in names


def _code_of(text: str, year: int, where: str) -> str:
    """Return the code of one place."""
    divisions = load_divisions(year).set_index("division_code")
    if CODE.fullmatch(text):
        candidates = [text] if text in divisions.index else []
    else:
        candidates = _named(text, year)
    if not candidates:
        raise ParameterError(
            "{where}: no place {text!r} in the divisions of {year}; write the name or the code "
            "of a province or prefecture of that year",
            where=where,
            text=text,
            year=year,
        )
    larger = [code for code in candidates if divisions.loc[code, "level"] != "county"]
    direct = [code for code in candidates if _is_direct(divisions, code)]
    kept = larger or direct
    if len(kept) == 1:
        return kept[0]
    if kept:
        names = ", ".join(f"{name} ({code})" for code, name in divisions.loc[kept, "name"].items())
        raise ParameterError(
            "{where}: {text!r} may be {names}; write the full name or the code",
            where=where,
            text=text,
            names=names,
        )
    raise ParameterError(
        "{where}: {text!r} is a county or district ({codes}); regions are made of provinces "
        "and prefectures",
        where=where,
        text=text,
        codes=", ".join(candidates),
    )


def _is_direct(divisions: pd.DataFrame, code: str) -> bool:
    """Tell whether a county is run by its province: neither prefecture nor municipality."""
    row = divisions.loc[code]
    is_municipality = divisions.loc[row["province_code"], "rank"] == "直辖市"
    return bool(pd.isna(row["prefecture_code"])) and not is_municipality


def _named(text: str, year: int) -> list[str]:
    english = _english(year, table_state("divisions")).get(text.casefold())
    if english:
        return english
    found = locate([text], year=year).iloc[0]
    return list(found["candidates"])


@lru_cache(maxsize=8)
def _english(year: int, _state: tuple[object, ...]) -> dict[str, list[str]]:
    """Return provinces and prefectures by English name."""
    divisions = load_divisions(year)
    named = divisions[(divisions["level"] != "county") & divisions["name_en"].notna()]
    lower = named["name_en"].str.casefold()
    return {str(name): codes.tolist() for name, codes in named["division_code"].groupby(lower)}


def _check_once(rows: list[tuple[str, str, str, str]]) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for region, code, text, where in rows:
        if code in seen:
            before, first = seen[code]
            raise ParameterError(
                "{where}: {text!r} stands already in {first}, in the region {before!r}; a "
                "place lies in one region",
                where=where,
                text=text,
                first=first,
                before=before,
            )
        seen[code] = region, where


def _check_apart(rows: list[tuple[str, str, str, str]], year: int) -> None:
    divisions = load_divisions(year).set_index("division_code")
    named = {code: (text, where) for _, code, text, where in rows}
    for _, code, text, where in rows:
        for column in ("prefecture_code", "province_code"):
            above = str(divisions.loc[code, column])
            if above != code and above in named:
                larger, first = named[above]
                raise ParameterError(
                    "{where}: {text!r} lies in {larger!r}, which stands in {first}; name the "
                    "whole or its parts, not both",
                    where=where,
                    text=text,
                    larger=larger,
                    first=first,
                )
