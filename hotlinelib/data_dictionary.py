"""The data dictionary: what the tables hold, as Markdown for the README."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hotlinelib.datapackage import column_source
from hotlinelib.errors import DataError
from hotlinelib.schema import table_names, table_schema

BEGIN, END = "<!-- data dictionary: begin -->", "<!-- data dictionary: end -->"


def data_dictionary() -> str:
    """Return the data dictionary as Markdown.

    Tables that a function loads are described column by column, the others by their title; all of
    them are described in full in `data/datapackage.json`.

    Returns
    -------
    str
        Markdown with one section for each table.

    Examples
    --------
    >>> print(data_dictionary().splitlines()[0])
    ### `load_awards()`: awards given, one row each
    """
    loaded = [table for table in table_names() if "loader" in table_schema(table)]
    others = [table for table in table_names() if table not in loaded]
    alike = [table for table in loaded if "fields_of" in table_schema(table)]
    sections = [_section(table) for table in loaded if table not in alike]
    return "\n\n".join([*sections, _other_tables([*alike, *others])])


def refresh_dictionary(text: str) -> str:
    """Return a README's text with the data dictionary of today between its markers.

    Raises
    ------
    DataError
        If a marker is missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise DataError(f"README.md: the markers {BEGIN} and {END} are missing; put them in")
    return f"{before}{begin}\n\n{data_dictionary()}\n\n{end}{after}"


def readme_of(folder: Path) -> Path | None:
    """Return the README beside a data folder where it has the marker, else None."""
    path = folder.parent / "README.md"
    if path.is_file() and BEGIN in path.read_text(encoding="utf-8"):
        return path
    return None


def _section(table: str) -> str:
    schema = table_schema(table)
    title = schema["title"][0].lower() + schema["title"][1:]
    rows = [_row(field, table) for field in schema["fields"]]
    head = ["| Column | Type | What it holds |", "|---|---|---|"]
    path = f"File: `data/{schema['path']}`. One row for each `{', '.join(schema['primary_key'])}`."
    return "\n".join([f"### `{_call(schema['loader'])}`: {title}", "", path, "", *head, *rows])


def _call(loader: str) -> str:
    return f"{loader}()"


def _row(field: Mapping[str, Any], table: str) -> str:
    kind = field["type"] + (", may be missing" if field.get("missing") else "")
    parts = [field["description"]]
    if "unit" in field:
        parts.append(f"Unit: {field['unit']}")
    if "enum" in field:
        parts.append("One of: " + ", ".join(field["enum"]))
    source = column_source(table, field["name"])
    if source:
        parts.append(f"Source: {source.splitlines()[0]}")
    return f"| `{field['name']}` | {kind} | {_in_cell('. '.join(parts))} |"


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


def _other_tables(tables: list[str]) -> str:
    lines = [f"- `data/{table_schema(t)['path']}`: {table_schema(t)['title']}" for t in tables]
    told = "`data/datapackage.json` describes every column of these files, too."
    return "\n".join(["### Further files", "", *lines, "", told])
