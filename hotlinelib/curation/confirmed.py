"""Which rows of hand-kept files a person has confirmed, and what has changed since.

No rule can tell a true population from a plausible one. So `data/confirmed.tsv` keeps a digest of
each row of every file that is kept by hand; a row that differs is shown until somebody confirms it.
What `build` takes over from decisions, and what `add-edition` writes, is confirmed by that.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from hotlinelib.messages import message
from hotlinelib.storage import changeable_data, data_folder, data_place
from hotlinelib.tables.editions import RECORD_NAME, list_editions
from hotlinelib.tables.schema import edition_tables, table_names, table_schema
from hotlinelib.writing import write_whole

RECORD = "confirmed.tsv"
# Made by a build, or held against what the parser finds.
MADE = "tables/"
HELD_ELSEWHERE = ("counts", "counts_confirmed")
MOST_SHOWN = 100

Rows = dict[str, dict[str, str]]
Digests = dict[tuple[str, str], str]


def find_changes() -> list[str]:
    """Return every row that differs from what was confirmed, with its present value."""
    return _changes(_present())


def _changes(present: Mapping[str, Rows]) -> list[str]:
    known: dict[str, dict[str, str]] = {}
    for (file, row), digest in _recorded().items():
        known.setdefault(file, {})[row] = digest
    told: list[str] = []
    for path, rows in present.items():
        mine = known.get(path, {})
        if not mine and rows:
            told.append(
                message(
                    "{data}/{path}: a new file of {rows} rows, which nobody has confirmed",
                    data=data_place(),
                    path=path,
                    rows=len(rows),
                )
            )
            continue
        found = list(_differences(path, rows, mine))
        told += found[:MOST_SHOWN]
        if len(found) > MOST_SHOWN:
            told.append(
                message(
                    "{data}/{path}: {found} more rows changed",
                    data=data_place(),
                    path=path,
                    found=len(found) - MOST_SHOWN,
                )
            )
    gone = [file for file in known if file not in present]
    return [
        *told,
        *(
            message(
                "{data}/{path}: was there and is missing; restore it", data=data_place(), path=path
            )
            for path in gone
        ),
    ]


def confirm() -> int:
    """Record all rows as they are now; return how many differed."""
    present = _present()
    changes = _changes(present)
    folder = changeable_data()
    digests = {
        (path, row): _digest(cells) for path, rows in present.items() for row, cells in rows.items()
    }
    write_whole(folder / RECORD, _written(digests))
    return len(changes)


def confirmed_with(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the record in which rows that files to be written change count as confirmed."""
    before = _recorded()
    after = dict(before)
    for path, content in files.items():
        key = _keys().get(path)
        if key is None and not path.endswith(RECORD_NAME):
            continue
        old = data_folder() / path
        rows, known = _rows(content, key), _rows(old.read_bytes(), key) if old.is_file() else {}
        changed = [row for row, cells in rows.items() if known.get(row) != cells]
        after |= {(path, row): _digest(rows[row]) for row in changed}
        for row in set(known) - set(rows):
            after.pop((path, row), None)
    return {} if after == before else {RECORD: _written(after)}


def _differences(path: str, rows: Rows, known: Mapping[str, str]) -> Iterator[str]:
    for number, (row, cells) in enumerate(rows.items(), 2):
        digest = _digest(cells)
        if known.get(row) == digest:
            continue
        told = {"data": data_place(), "path": path, "number": number, "row": row}
        where = message("{data}/{path}, row {number}, {row!r}", **told)
        where = where if path.endswith(".csv") else f"{told['data']}/{path}, {row!r}"
        if row not in known:
            yield message("{where}: a new row: {cells}", where=where, cells=_shown(cells))
        else:
            parts = zip(cells.items(), _parts(digest), _parts(known[row]), strict=False)
            changed = dict(cell for cell, new, old in parts if new != old)
            yield message(
                "{where}: changed, is now {changed}", where=where, changed=_shown(changed or cells)
            )
    for row in set(known) - set(rows):
        yield message(
            "{data}/{path}, {row!r}: the row is gone", data=data_place(), path=path, row=row
        )


def _shown(cells: Mapping[str, str]) -> str:
    return ", ".join(f"{column} {value[:60]!r}" for column, value in cells.items())


def _present() -> dict[str, Rows]:
    """Return the rows of all hand-kept files that are there, by path and key."""
    found = {}
    records = [f"editions/{edition}/{RECORD_NAME}" for edition in list_editions("any")]
    for path in [*_keys(), *records, "places/SOURCES.toml"]:
        file = data_folder() / path
        if file.is_file():
            found[path] = _rows(file.read_bytes(), _keys().get(path))
    return found


def _keys() -> dict[str, list[str]]:
    """Return the key columns of every hand-kept table, by path."""
    found = {str(table_schema(t)["path"]): table_schema(t)["primary_key"] for t in table_names()}
    for table in edition_tables():
        schema = table_schema(table)
        for edition in list_editions("any"):
            found[str(schema["path"]).format(edition=edition)] = schema["primary_key"]
    return {path: key for path, key in found.items() if not path.startswith(MADE)}


def _rows(content: bytes, key: list[str] | None) -> Rows:
    """Return the rows of a table, or the entries of a record, by their key."""
    text = content.decode("utf-8", errors="replace")
    if key is None:
        try:
            entries = dict(_entries(tomllib.loads(text)))
        except tomllib.TOMLDecodeError:
            entries = {}
        return {name: {"value": value} for name, value in entries.items()}
    rows: Rows = {}
    for cells in csv.DictReader(io.StringIO(text.replace("\0", "\ufffd"), newline="")):
        plain = {str(column): value or "" for column, value in cells.items()}
        name = " | ".join(plain.get(column, "") for column in key)
        while name in rows:
            name += " (again)"
        rows[name] = plain
    return rows


def _entries(content: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        if not above and name in HELD_ELSEWHERE:
            continue
        path = f"{above}{name}"
        if isinstance(value, dict):
            yield from _entries(value, f"{path}.")
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for number, one in enumerate(value, 1):
                yield from _entries(one, f"{path}[{number}].")
        else:
            yield path, str(value)


def _digest(cells: Mapping[str, str]) -> str:
    """Return a digest of a row: two digits of each cell, by which to tell it, and eight of all."""
    parts = "".join(_sha256(value)[:2] for value in cells.values())
    return f"{parts}-{_sha256(chr(31).join(cells.values()))[:8]}"


def _parts(digest: str) -> list[str]:
    cells = digest.partition("-")[0]
    return [cells[start : start + 2] for start in range(0, len(cells), 2)]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _recorded() -> Digests:
    path = data_folder() / RECORD
    found: Digests = {}
    file = ""
    for row in csv.reader(_lines(path), delimiter="\t"):
        if len(row) == 1:
            file = row[0]
        elif len(row) == 2:
            found[file, row[0]] = row[1]
    return found


def _lines(path: Path) -> io.StringIO:
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return io.StringIO(text, newline="")


def _written(digests: Digests) -> bytes:
    """Return the record: the name of each file, then its rows, each with its digest."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for file, entries in groupby(sorted(digests.items()), key=lambda entry: entry[0][0]):
        writer.writerow([file])
        writer.writerows([row, digest] for (_, row), digest in entries)
    return text.getvalue().encode("utf-8")
