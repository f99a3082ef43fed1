"""The schema of the tables: their columns, types, keys and descriptions (`data/schema.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hotlinelib.errors import ParameterError
from hotlinelib.storage import data_folder, package_data


@cache
def read_schema() -> dict[str, Any]:
    """Read the schema of all tables. It belongs to the code: a copy of the data has no other."""
    return tomllib.loads((package_data() / "schema.toml").read_text(encoding="utf-8"))


def table_names() -> tuple[str, ...]:
    """Return the names of all tables that the data set has once, in the order of the schema."""
    tables = read_schema()["tables"]
    return tuple(name for name in tables if not is_of_editions(tables[name]))


def edition_tables() -> tuple[str, ...]:
    """Return the names of the tables that editions may have, each its own."""
    tables = read_schema()["tables"]
    return tuple(name for name in tables if is_of_editions(tables[name]))


def is_of_editions(schema: Mapping[str, Any]) -> bool:
    """Tell whether a schema is that of a table that each edition may have."""
    return "{edition}" in str(schema["path"])


def table_schema(table: str) -> dict[str, Any]:
    """Return what the schema says of one table."""
    tables: dict[str, dict[str, Any]] = read_schema()["tables"]
    if table not in tables:
        raise ParameterError(
            "there is no table {table!r}; the data set has: {tables}",
            table=table,
            tables=", ".join(tables),
        )
    return tables[table]


def columns(table: str) -> list[str]:
    """Return the names of a table's columns, in order."""
    return [field["name"] for field in table_schema(table)["fields"]]


def table_path(table: str, edition: str = "") -> Path:
    """Return the path of a table's file, of an edition where each has its own."""
    return data_folder() / str(table_schema(table)["path"]).format(edition=edition)
