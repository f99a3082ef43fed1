"""Keys of tables: no two rows have the same."""

from __future__ import annotations

from hotlinelib.errors import DataError
from hotlinelib.messages import message
from hotlinelib.storage import data_place
from hotlinelib.tables.editions import list_editions
from hotlinelib.tables.read import read_table
from hotlinelib.tables.schema import edition_tables, table_names, table_path, table_schema


def check_keys() -> list[str]:
    """Return the rows whose key stands in an earlier row of the table, too."""
    tables = [(table, "") for table in table_names()]
    for table in edition_tables():
        tables += [(table, e) for e in list_editions("any") if table_path(table, e).is_file()]
    return [trouble for table, edition in tables for trouble in _doubled(table, edition)]


def require_keys() -> None:
    """Refuse a data set in which two rows of a table have one key."""
    found = check_keys()
    if found:
        raise DataError("\n".join(found))


def _doubled(table: str, edition: str) -> list[str]:
    # Tables that a build makes are made anew: theirs don't matter.
    schema = table_schema(table)
    if str(schema["path"]).startswith("tables/"):
        return []
    frame, key = read_table(table, edition), schema["primary_key"]
    path = str(schema["path"]).format(edition=edition)
    return [
        message(
            "{data}/{path}, row {row}: {found} stands in an earlier row, too; keep one",
            data=data_place(),
            path=path,
            row=int(str(row)) + 2,
            found=", ".join(map(str, frame.loc[row, key])),
        )
        for row in frame.index[frame.duplicated(key)]
    ]
