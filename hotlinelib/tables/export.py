"""The tables in the formats of other programs, each with the data dictionary."""

from __future__ import annotations

import io
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
from hotlinelib.writing import write_together

FORMATS = ("csv", "xlsx", "parquet", "json", "sqlite")
DICTIONARY = "data_dictionary"
SQL_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL"}
WIDEST_CELL = 60
# What makes a spreadsheet take a text for a formula, and the sign that keeps it from doing so.
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
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
        Where to write; made if it isn't there. Files of the same names are replaced, all of them
        or none.
    format : {"csv", "xlsx", "parquet", "json", "sqlite"}
        csv and parquet make a file for each table; xlsx one workbook with a sheet for each, the
        data dictionary second; json and sqlite one file with all tables. csv is UTF-8 with the
        mark that spreadsheets ask for (`encoding="utf-8-sig"`). A text that a spreadsheet would
        take for a formula (it begins with = + - @, a tab or a line's end) has an apostrophe before
        it in csv, which `read_exported` takes away; in xlsx every text is text.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    ParameterError
        If the format isn't offered.
    DataError
        If a file can't be written. Nothing is changed then.
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
        raise ParameterError(
            "folder is {folder}; expected a path, such as 'tables'", folder=shown(folder)
        )
    tables = {name: read_table(name) for name in exported_tables()}
    return write_together(Path(folder), EXPORTERS[format](tables, load_data_dictionary()))


def read_exported(frame: pd.DataFrame, table: str, format: str = "csv") -> pd.DataFrame:
    """Give a table that was read from an export its declared columns and types again."""
    check_choice("table", table, table_names())
    given = check_columns(frame, columns(table))
    given = _as_it_was(given) if check_choice("format", format, FORMATS) == "csv" else given
    return typed(given.replace({"": None}), table)


Tables = Mapping[str, pd.DataFrame]
Exporter = Callable[[Tables, pd.DataFrame], dict[str, bytes]]


def safe_for_spreadsheets(frame: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before texts that look like formulas (OWASP, CSV Injection)."""
    # A text that begins with an apostrophe gets one more, so that taking one away gives it back.
    return _changed_texts(frame, lambda text: f"'{text}" if text.startswith(ACTIVE) else text)


def _as_it_was(frame: pd.DataFrame) -> pd.DataFrame:
    """Undo `safe_for_spreadsheets`."""

    def plain(text: str) -> str:
        return text[1:] if text[:1] == "'" and text[1:].startswith(ACTIVE) else text

    return _changed_texts(frame, plain)


def _changed_texts(frame: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    def changed(cell: object) -> object:
        return change(cell) if isinstance(cell, str) else cell

    texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
    return frame.assign(**{name: frame[name].map(changed) for name in texts})


def _to_csv(tables: Tables, dictionary: pd.DataFrame) -> dict[str, bytes]:
    return {
        f"{name}.csv": safe_for_spreadsheets(frame)
        .to_csv(index=False, lineterminator="\n")
        .encode("utf-8-sig")
        for name, frame in {**tables, DICTIONARY: dictionary}.items()
    }


def _to_parquet(tables: Tables, dictionary: pd.DataFrame) -> dict[str, bytes]:
    return {
        f"{name}.parquet": frame.to_parquet(None, index=False)
        for name, frame in {**tables, DICTIONARY: dictionary}.items()
    }


def _to_json(tables: Tables, dictionary: pd.DataFrame) -> dict[str, bytes]:
    content = {name: _records(frame) for name, frame in {**tables, DICTIONARY: dictionary}.items()}
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    return {f"{read_schema()['name']}.json": f"{text}\n".encode()}


def _to_sqlite(tables: Tables, dictionary: pd.DataFrame) -> dict[str, bytes]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for name, frame in tables.items():
            types = {
                field["name"]: SQL_TYPES[field["type"]] for field in table_schema(name)["fields"]
            }
            frame.to_sql(name, connection, index=False, dtype=types)
        dictionary.to_sql(DICTIONARY, connection, index=False)
        connection.commit()
        return {f"{read_schema()['name']}.sqlite": connection.serialize()}


def _to_xlsx(tables: Tables, dictionary: pd.DataFrame) -> dict[str, bytes]:
    content = io.BytesIO()
    (first, awards), *others = tables.items()
    # The dictionary comes second: who opens the awards finds what their columns mean next to them.
    sheets = {first: awards, DICTIONARY: dictionary, **dict(others)}
    with pd.ExcelWriter(content, engine="openpyxl") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name[:31], index=False, freeze_panes=(1, 0))
            _widen(writer.sheets[name[:31]], frame)
            _keep_text(writer.sheets[name[:31]])
    return {f"{read_schema()['name']}.xlsx": content.getvalue()}


def _keep_text(sheet: Any) -> None:
    """Make a text of what openpyxl took for a formula: it was a text."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type in ("f", "e"):
                cell.data_type = "s"


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
