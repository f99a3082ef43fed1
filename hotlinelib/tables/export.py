"""The tables in the formats of other programs, each with the data dictionary."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from hotlinelib.arguments import check_choice, check_columns, shown
from hotlinelib.errors import ParameterError
from hotlinelib.extras import from_extra
from hotlinelib.tables.package import column_source
from hotlinelib.tables.read import read_table, typed
from hotlinelib.tables.schema import columns, read_schema, table_names, table_schema

FORMATS = ("csv", "xlsx", "parquet", "json", "sqlite")
DICTIONARY = "data_dictionary"
SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL"}
WIDEST_CELL = 60
# The package that writes a format, where Python and pandas alone don't.
WRITERS = {"xlsx": "openpyxl", "parquet": "pyarrow"}


def load_data_dictionary() -> pd.DataFrame:
    """Load the data dictionary: what every column of every table holds.

    Returns
    -------
    pandas.DataFrame
        One row per column: `table, title` (of the table), `column, type` (string, integer or
        number), `missing` (whether a cell may be empty), `unit, values` (those allowed, joined by
        ', '), `description, source`. The last four are missing where there is nothing to say.

    Examples
    --------
    >>> dictionary = load_data_dictionary()
    >>> dictionary.query("table == 'awards'").loc[0, "description"]
    'Year of the edition'
    """
    rows = [
        _dictionary_row(table, field)
        for table in table_names()
        for field in table_schema(table)["fields"]
    ]
    frame = pd.DataFrame(rows)
    return frame.astype({name: "str" for name in frame.columns if name != "missing"})


def exported_tables() -> tuple[str, ...]:
    """Return the names of the tables that are exported: those that a function loads."""
    return tuple(name for name in table_names() if "loader" in table_schema(name))


def export_tables(folder: Path | str, format: str = "csv") -> list[Path]:
    """Write the tables and the data dictionary in one format.

    Parameters
    ----------
    folder : pathlib.Path or str
        Where to write; made if it isn't there. Files of the same names are replaced.
    format : {"csv", "xlsx", "parquet", "json", "sqlite"}
        csv and parquet make a file for each table; xlsx one workbook with a sheet for each, the
        data dictionary second; json and sqlite one file with all tables.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    ParameterError
        If the format isn't offered.
    MissingPackageError
        If the package that writes the format isn't installed.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     [path.name for path in export_tables(Path(folder), "json")]
    ['hotline-awards.json']
    """
    check_choice("format", format, FORMATS)
    _check_writer(format)
    if not isinstance(folder, str | Path):
        raise ParameterError(f"folder is {shown(folder)}; expected a path, such as 'tables'")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {name: read_table(name) for name in exported_tables()}
    return EXPORTERS[format](folder, tables, load_data_dictionary())


def read_exported(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Give a table that was read from an export its declared columns and types again.

    Parameters
    ----------
    frame : pandas.DataFrame
        As pandas reads it; codes must still be text (`dtype="str"` for csv and xlsx).
    table : str
        Name of the table.

    Returns
    -------
    pandas.DataFrame
        As the function that loads the table returns it.

    Raises
    ------
    ParameterError
        If there is no such table, or the frame lacks one of its columns.

    Examples
    --------
    >>> from hotlinelib import load_award_categories
    >>> given = load_award_categories().astype(object)
    >>> read_exported(given, "award_categories").equals(load_award_categories())
    True
    """
    check_choice("table", table, table_names())
    return typed(check_columns(frame, columns(table)).replace({"": None}), table)


Exporter = Callable[[Path, Mapping[str, pd.DataFrame], pd.DataFrame], list[Path]]


def _to_csv(
    folder: Path, tables: Mapping[str, pd.DataFrame], dictionary: pd.DataFrame
) -> list[Path]:
    written = []
    for name, frame in {**tables, DICTIONARY: dictionary}.items():
        path = folder / f"{name}.csv"
        frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
        written.append(path)
    return written


def _to_parquet(
    folder: Path, tables: Mapping[str, pd.DataFrame], dictionary: pd.DataFrame
) -> list[Path]:
    written = []
    for name, frame in {**tables, DICTIONARY: dictionary}.items():
        path = folder / f"{name}.parquet"
        frame.to_parquet(path, index=False)
        written.append(path)
    return written


def _to_json(
    folder: Path, tables: Mapping[str, pd.DataFrame], dictionary: pd.DataFrame
) -> list[Path]:
    path = folder / f"{read_schema()['name']}.json"
    content = {name: _records(frame) for name, frame in {**tables, DICTIONARY: dictionary}.items()}
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return [path]


def _to_sqlite(
    folder: Path, tables: Mapping[str, pd.DataFrame], dictionary: pd.DataFrame
) -> list[Path]:
    path = folder / f"{read_schema()['name']}.sqlite"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for name, frame in tables.items():
            types = {
                field["name"]: SQL_TYPES[field["type"]] for field in table_schema(name)["fields"]
            }
            frame.to_sql(name, connection, index=False, dtype=types)
        dictionary.to_sql(DICTIONARY, connection, index=False)
        connection.commit()
    return [path]


def _to_xlsx(
    folder: Path, tables: Mapping[str, pd.DataFrame], dictionary: pd.DataFrame
) -> list[Path]:
    path = folder / f"{read_schema()['name']}.xlsx"
    (first, awards), *others = tables.items()
    # The dictionary comes second: who opens the awards finds what their columns mean next to them.
    sheets = {first: awards, DICTIONARY: dictionary, **dict(others)}
    with pd.ExcelWriter(path, engine="openpyxl") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name[:31], index=False, freeze_panes=(1, 0))
            _widen(writer.sheets[name[:31]], frame)
    return [path]


def _widen(sheet: Any, frame: pd.DataFrame) -> None:
    """Make the columns of a sheet as wide as their texts; a Chinese character counts twice."""
    from openpyxl.utils import get_column_letter

    sheet.auto_filter.ref = sheet.dimensions
    for number, name in enumerate(frame.columns, start=1):
        texts = [str(name), *frame[name].dropna().astype(str)]
        widest = max(sum(1 + (character > "\u2e7f") for character in text) for text in texts)
        sheet.column_dimensions[get_column_letter(number)].width = min(widest + 2, WIDEST_CELL)


EXPORTERS: Mapping[str, Exporter] = {
    "csv": _to_csv,
    "xlsx": _to_xlsx,
    "parquet": _to_parquet,
    "json": _to_json,
    "sqlite": _to_sqlite,
}


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as mappings, a missing value as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(plain.columns, row, strict=True)) for row in plain.itertuples(index=False)]


def _dictionary_row(table: str, field: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "table": table,
        "title": table_schema(table)["title"],
        "column": field["name"],
        "type": field["type"],
        "missing": bool(field.get("missing", False)),
        "unit": field.get("unit"),
        "values": ", ".join(field["enum"]) if "enum" in field else None,
        "description": field["description"],
        "source": column_source(table, field["name"]) or None,
    }


def _check_writer(format: str) -> None:
    if format in WRITERS:
        with from_extra("export"):
            import_module(WRITERS[format])
