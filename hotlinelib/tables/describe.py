"""The data dictionary: what the tables hold, as Markdown for the documentation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hotlinelib.tables.package import column_source, named_sources
from hotlinelib.tables.schema import table_names, table_schema


def data_dictionary() -> str:
    """Return the data dictionary as Markdown; tables without a function by their title alone."""
    loaded = [table for table in table_names() if "loader" in table_schema(table)]
    others = [table for table in table_names() if table not in loaded]
    sections = [_section(table) for table in loaded]
    return "\n\n".join([*sections, _other_tables(others)])


def _section(table: str) -> str:
    schema, sources = table_schema(table), named_sources(table)
    title = schema["title"][0].lower() + schema["title"][1:]
    key = ", ".join(schema["primary_key"])
    head = ["Column", "Type", "What it holds", *(["Source"] if sources else [])]
    rows = [_row(field, table, bool(sources)) for field in schema["fields"]]
    lines = [
        f"### `{schema['loader']}()`: {title}",
        "",
        f"File: `data/{schema['path']}`. One row for each `{key}`.",
        "",
        *map(_line, [head, ["---"] * len(head), *rows]),
    ]
    if sources:
        told = "; ".join(f"*{name}*: {text}" for name, text in sources.items())
        lines += ["", f"Sources. {told}."]
    return "\n".join(lines)


def _row(field: Mapping[str, Any], table: str, sourced: bool) -> list[str]:
    kind = [field["type"], field.get("unit"), "may be missing" if field.get("missing") else None]
    values = ". One of: " + ", ".join(field["enum"]) if "enum" in field else ""
    cells = [f"`{field['name']}`", ", ".join(filter(None, kind)), field["description"] + values]
    return [*cells, *([_head(column_source(table, field["name"]))] if sourced else [])]


def _head(source: str) -> str:
    """Return what stands before the details, which are in `data/places/SOURCES.toml`."""
    return re.split(r"[:.](?:\s|$)", source)[0] or "told in each row"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(_in_cell(cell) for cell in cells)} |"


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


def _other_tables(tables: list[str]) -> str:
    lines = [f"- `data/{table_schema(t)['path']}`: {table_schema(t)['title']}" for t in tables]
    told = "`data/datapackage.json` describes every column of these files, too."
    return "\n".join(["### Further files", "", *lines, "", told])
