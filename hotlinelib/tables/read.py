"""Tables as frames or as rows of text, with the columns and types of the schema.

Imports pandas only where a frame is read: what a command's user may choose is told without it.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotlinelib.errors import DataError
from hotlinelib.messages import message, reworded
from hotlinelib.storage import data_place
from hotlinelib.tables.schema import columns, table_path, table_schema

if TYPE_CHECKING:
    import pandas as pd

PANDAS_TYPES = {"string": "str", "integer": "int64", "number": "float64"}
NULLABLE_TYPES = {"string": "str", "integer": "Int64", "number": "float64"}


def read_table(table: str, edition: str = "") -> pd.DataFrame:
    """Read a table with its declared columns and types."""
    # pandas copies the values when somebody changes them, and not before.
    return _read(table, *table_state(table, edition)).copy(deep=False)


def text_rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table as text, without pandas; cells are not checked."""
    return [dict(row) for row in _rows(table, *table_state(table))]


def table_state(table: str, edition: str = "") -> tuple[Path, int, int]:
    """Return a table's file, when it was changed and its size: another state, another content."""
    path = table_path(table, edition)
    try:
        status = path.stat()
    except OSError as error:
        raise DataError(
            "{path}: the table is missing; restore it (`hotline build` makes {data}/tables anew)",
            data=data_place(),
            path=path,
        ) from error
    return path, status.st_mtime_ns, status.st_size


def typed(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return a frame with the columns of a table, in their order and types."""
    fields = table_schema(table)["fields"]
    types = {field["name"]: _pandas_type(field) for field in fields}
    return frame[list(types)].astype(types)


@lru_cache(maxsize=64)
def _read(table: str, path: Path, changed: int, size: int) -> pd.DataFrame:  # noqa: ARG001
    # The time and size of the file are arguments so that a changed file is read again.
    frame = _read_strings(path)
    _check_names(list(frame.columns), table, path)
    _check_cells(frame, table, path)
    return typed(frame, table)


@lru_cache(maxsize=64)
def _rows(table: str, path: Path, _changed: int, _size: int) -> tuple[dict[str, str], ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            _check_names(list(reader.fieldnames or ()), table, path)
            return tuple(reader)
    except UnicodeDecodeError as error:
        raise _no_utf8(path, error) from error


def _check_names(names: list[str], table: str, path: Path) -> None:
    if names != columns(table):
        raise DataError(
            "{path}: its columns are {names}, expected {table}",
            path=path,
            names=names,
            table=columns(table),
        )


def _no_utf8(path: Path, error: UnicodeDecodeError) -> DataError:
    return DataError(
        "{path}: not UTF-8 ({reason}); save it as UTF-8", path=path, reason=error.reason
    )


def _read_strings(path: Path) -> pd.DataFrame:
    import pandas as pd

    # Only an empty cell is missing: a name such as NA or null would be a name.
    try:
        return pd.read_csv(
            path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8"
        )
    except UnicodeDecodeError as error:
        raise _no_utf8(path, error) from error
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(
            "{path}: no readable CSV: {error}", path=path, error=reworded(error)
        ) from error


def _check_cells(frame: pd.DataFrame, table: str, path: Path) -> None:
    """Refuse cells that are missing or no numbers where the schema asks for them."""
    import pandas as pd

    for field in table_schema(table)["fields"]:
        cells = frame[field["name"]]
        if not field.get("missing"):
            _refuse(cells, cells.isna(), path, message("is missing; fill it in"))
        if field["type"] != "string":
            numbers = pd.to_numeric(cells, errors="coerce")
            whole = field["type"] != "integer" or (numbers % 1 == 0)
            wrong = cells.notna() & ~(numbers.notna() & whole)
            _refuse(
                cells,
                wrong,
                path,
                message("isn't of the column's type, {type}", type=field["type"]),
            )


def _refuse(cells: pd.Series, wrong: pd.Series, path: Path, trouble: str) -> None:
    if wrong.any():
        first = int(wrong.to_numpy().argmax())
        value = "" if cells.isna().iloc[first] else f" {cells.iloc[first]!r}"
        raise DataError(
            "{path}, row {row}, column {name}: the cell{value} {trouble}",
            path=path,
            row=first + 2,
            name=cells.name,
            value=value,
            trouble=trouble,
        )


def _pandas_type(field: dict[str, Any]) -> str:
    return (NULLABLE_TYPES if field.get("missing") else PANDAS_TYPES)[field["type"]]
