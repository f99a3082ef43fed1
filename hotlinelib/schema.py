"""The schema of the tables: their columns, types, keys and descriptions (`data/schema.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from hotlinelib.errors import DataError, ParameterError
from hotlinelib.storage import data_folder

PANDAS_TYPES = {"string": "str", "integer": "int64", "number": "float64"}
NULLABLE_TYPES = {"string": "str", "integer": "Int64", "number": "float64"}


def table_schema(table: str) -> dict[str, Any]:
    """Return what the schema says of one table.

    Raises
    ------
    ParameterError
        If the schema has no such table.
    """
    tables: dict[str, dict[str, Any]] = read_schema()["tables"]
    if table not in tables:
        raise ParameterError(f"there is no table {table!r}; the data set has: {', '.join(tables)}")
    return tables[table]


def columns(table: str) -> list[str]:
    """Return the names of a table's columns, in order."""
    return [field["name"] for field in table_schema(table)["fields"]]


def read_table(table: str, folder: Path | None = None) -> pd.DataFrame:
    """Read a table with its declared columns and types.

    Raises
    ------
    DataError
        If the file has other columns, or a cell that isn't of its column's type.
    """
    schema = table_schema(table)
    path = (folder or data_folder()) / schema["path"]
    frame = _read_strings(path)
    if list(frame.columns) != columns(table):
        raise DataError(f"{path}: its columns are {list(frame.columns)}, expected {columns(table)}")
    try:
        return typed(frame, table)
    except (ValueError, TypeError) as error:
        raise DataError(f"{path}: a cell isn't of its column's type: {error}") from error


def write_table(frame: pd.DataFrame, table: str, folder: Path | None = None) -> Path:
    """Write a table, byte for byte the same on every machine; return its path."""
    path = (folder or data_folder()) / table_schema(table)["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    content = frame[columns(table)].to_csv(index=False, lineterminator="\n")
    path.write_bytes(content.encode("utf-8"))
    return path


def typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a frame with the columns of a table, in their order and types."""
    fields = table_schema(table)["fields"]
    types = {field["name"]: _pandas_type(field) for field in fields}
    return frame[list(types)].astype(types)


@cache
def read_schema() -> dict[str, Any]:
    """Read the schema of all tables."""
    return tomllib.loads((data_folder() / "schema.toml").read_text(encoding="utf-8"))


def _read_strings(path: Path) -> pd.DataFrame:
    # Only an empty cell is missing: a name such as NA or null would be a name.
    return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8")


def _pandas_type(field: dict[str, Any]) -> str:
    return (NULLABLE_TYPES if field.get("missing") else PANDAS_TYPES)[field["type"]]
