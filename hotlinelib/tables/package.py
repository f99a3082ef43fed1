"""The data set as a Data Package (version 2 of the standard), and the version of the data."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hotlinelib.errors import DataError
from hotlinelib.messages import reworded
from hotlinelib.storage import data_folder
from hotlinelib.tables.editions import LIST_NAME, list_editions, read_source_record
from hotlinelib.tables.schema import (
    edition_tables,
    read_schema,
    table_names,
    table_path,
    table_schema,
)

DESCRIPTOR_NAME = "datapackage.json"
VERSION_NAME = "VERSION"
STANDARD = "https://datapackage.org/profiles/2.0"
# One name in SOURCES.toml stands for the columns of several years: name_* for name_2018.
_YEAR_AT_END = re.compile(r"_\d{4}$")

_CSV = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
_TSV = {**_CSV, "delimiter": "\t"}


def make_descriptor(made: Mapping[str, bytes] | None = None) -> bytes:
    """Return the content of `datapackage.json`."""
    waiting, schema = made or {}, read_schema()
    descriptor = {
        "$schema": f"{STANDARD}/datapackage.json",
        "name": schema["name"],
        "version": data_version(waiting),
        "title": schema["title"],
        "description": schema["description"],
        "licenses": schema["licences"],
        "contributors": schema["contributors"],
        "sources": [_edition_source(edition) for edition in list_editions()],
        "resources": [
            *(_table_resource(table, waiting) for table in table_names()),
            *(_list_resource(edition, waiting) for edition in list_editions()),
            *(
                _table_resource(table, waiting, edition)
                for table in edition_tables()
                for edition in list_editions("any")
                if table_path(table, edition).is_file()
            ),
        ],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def data_version(made: Mapping[str, bytes] | None = None) -> str:
    """Return the version of the data: newest edition and number of the release since then."""
    # 2019.2 is the second one. A build begins a year; within it, whoever publishes changed data
    # raises the number in `data/VERSION`.
    path = data_folder() / VERSION_NAME
    if made and VERSION_NAME in made:
        return made[VERSION_NAME].decode().strip()
    try:
        text = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise DataError("{path}: the file is missing; restore it", path=path) from error
    if not re.fullmatch(r"[12]\d{3}\.[1-9]\d*", text):
        raise DataError(
            "{path}: {text!r} is no version; write a year and a number, as 2019.1",
            path=path,
            text=text,
        )
    return text


def column_source(table: str, column: str) -> str:
    """Return where a column of `data/places` comes from, '' where each row tells it or none."""
    told = _told_columns(table)
    return str(told.get(column) or told.get(_YEAR_AT_END.sub("_*", column)) or "")


def named_sources(table: str) -> dict[str, str]:
    """Return the sources that the columns of a place table name: short name to title, licence."""
    told = _told_columns(table)
    text = "\n".join(value for column, value in told.items() if column != "note")
    sources = _places_sources(data_folder())["sources"]
    return {
        key: _with_licence(source)
        for key, source in sources.items()
        if re.search(rf"\b{key}\b", text)
    }


def _told_columns(table: str) -> dict[str, str]:
    schema = table_schema(table)
    files: dict[str, dict[str, str]] = _places_sources(data_folder())["files"]
    return files.get(Path(schema["path"]).name, {}) if schema["path"].startswith("places/") else {}


def _table_resource(table: str, made: Mapping[str, bytes], edition: str = "") -> dict[str, Any]:
    schema = table_schema(table)
    name = f"{table}-{edition}" if edition else table
    resource = {
        **_file(name, schema["path"].format(edition=edition), made),
        "title": schema["title"],
        "mediatype": "text/csv",
        "dialect": _CSV,
        "schema": {
            "fields": [_field(field, table) for field in schema["fields"]],
            "missingValues": [""],
            "primaryKey": schema["primary_key"],
        },
    }
    if "foreign_keys" in schema:
        resource["schema"]["foreignKeys"] = [
            _foreign_key(table, column, target) for column, target in schema["foreign_keys"].items()
        ]
    return {**resource, **_place_sources(table)}


def _list_resource(edition: str, made: Mapping[str, bytes]) -> dict[str, Any]:
    path = f"editions/{edition}/{LIST_NAME}"
    number = "Number of the line in the text of the article"
    text = "The line as printed"
    return {
        **_file(f"list-{edition}", path, made),
        "title": f"The list of {edition} as printed",
        "mediatype": "text/tab-separated-values",
        "dialect": _TSV,
        "sources": [_edition_source(edition)],
        "schema": {
            "fields": [
                {"name": "line", "type": "integer", "description": number},
                {"name": "text", "type": "string", "description": text},
            ],
            "missingValues": [""],
            "primaryKey": ["line"],
        },
    }


def _file(name: str, path: str, made: Mapping[str, bytes]) -> dict[str, Any]:
    full = data_folder() / path
    try:
        content = made[path] if path in made else full.read_bytes()
    except OSError as error:
        raise DataError("{full}: the file is missing; restore it", full=full) from error
    return {
        "$schema": f"{STANDARD}/dataresource.json",
        "type": "table",
        "name": _resource_name(name),
        "path": path,
        "format": Path(path).suffix.removeprefix("."),
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _field(field: Mapping[str, Any], table: str) -> dict[str, Any]:
    constraints = {"required": not field.get("missing", False)}
    constraints |= {name: field[name] for name in ("enum", "pattern", "unique") if name in field}
    described = {name: field[name] for name in ("name", "type", "description")}
    if "unit" in field:
        described["unit"] = field["unit"]
    source = column_source(table, field["name"])
    if source:
        described["source"] = source
    return {**described, "constraints": constraints}


def _foreign_key(table: str, column: str, target: str) -> dict[str, Any]:
    # By the standard, an empty name is the table itself. A key points to the target's own key.
    key = table_schema(target or table)["primary_key"][0]
    return {"fields": [column], "reference": {"resource": _resource_name(target), "fields": [key]}}


def _resource_name(table: str) -> str:
    return table.replace("_", "-")


def _edition_source(edition: str) -> dict[str, str]:
    record = read_source_record(edition)
    title = f"{record.title} ({record.publisher}, {record.published})"
    return {"title": title, "path": record.address}


def _place_sources(table: str) -> dict[str, Any]:
    """Return the sources that the columns of a place table name, and the note on its file."""
    told, named = _told_columns(table), named_sources(table)
    described: dict[str, Any] = {"description": told["note"]} if "note" in told else {}
    if named:
        described["sources"] = [{"name": key, "title": title} for key, title in named.items()]
    return described


def _with_licence(source: Mapping[str, str]) -> str:
    return source["title"] + (f"; licence {source['licence']}" if "licence" in source else "")


@cache
def _places_sources(folder: Path) -> dict[str, Any]:
    path = folder / "places" / "SOURCES.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            "{path}: can't be read: {error}", path=path, error=reworded(error)
        ) from error
