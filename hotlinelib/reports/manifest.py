"""The manifest of reports, `reports/reports.toml`: what each report is, checked before any runs.

Each `[report.NAME]` has these keys:

- `notebook`: name or path; the report's own name by default.
- `title`: what the index calls the group.
- `default`: whether `hotline report` renders it when no report is named; false where left out.
- `parameters`: a table of values.
- `matrix`: a table of lists; every combination is a report, and `"*"` means all values offered.

Each `[book.NAME]` has these:

- `reports`: names of the reports that `hotline book NAME` binds, in their order.
- `title`: a table with the title in each language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hotlinelib.errors import ParameterError
from hotlinelib.language import LANGUAGES
from hotlinelib.messages import marked, message, reason_of, reworded
from hotlinelib.storage import PACKAGE

# Of a report: what each key takes
KEYS: dict[str, tuple[type, str]] = {
    "notebook": (str, marked("text")),
    "title": (str, marked("text")),
    "default": (bool, marked("true or false")),
    "parameters": (dict, marked("a table")),
    "matrix": (dict, marked("a table")),
}
EVERY_VALUE = "*"
NO_FOLDER = marked("{name!r} can't name a folder; use letters, digits, _ and -")
HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
SETTING = re.compile(r"\s*([\w-]+)\s*=")


@dataclass(frozen=True)
class Entry:
    """One report of the manifest, or the family of reports that its matrix makes."""

    name: str
    notebook: str
    title: str = ""
    default: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)
    matrix: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def place(self, parameter: str = "") -> str:
        """Return where a parameter, or the report itself, stands in the manifest; '' if nowhere."""
        return self.places.get(parameter, "")


@dataclass(frozen=True)
class Book:
    """Reports that are bound into one; `place` is where the manifest has it."""

    name: str
    title: Mapping[str, str]
    reports: tuple[str, ...]
    place: str


def read_manifest(path: Path | None = None) -> dict[str, Entry]:
    """Return the reports of a manifest by name; by default that of the project."""
    return _read_entries(*_read(path or manifest_file()))


def read_books(path: Path | None = None) -> dict[str, Book]:
    """Return the books of a manifest by name; by default that of the project."""
    content, lines = _read(path or manifest_file())
    books: Any = content.get("book", {})
    if not isinstance(books, dict):
        raise ParameterError(
            "{place}: book is no table; begin one with [book.NAME]", place=lines.place("book")
        )
    return {name: _book(name, settings, lines) for name, settings in books.items()}


def _read(file: Path) -> tuple[Mapping[str, Any], Lines]:
    try:
        text = file.read_text(encoding="utf-8")
        return tomllib.loads(text), Lines(file, text)
    except OSError as error:
        raise ParameterError(
            "{file} can't be read: {reason}", file=file, reason=reason_of(error)
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ParameterError(
            "{file} is no TOML: {error}", file=file, error=reworded(error)
        ) from error


def _book(name: str, settings: Any, lines: Lines) -> Book:
    place = lines.place("book", name)
    given = settings if isinstance(settings, dict) else {}
    reports, title = given.get("reports"), given.get("title")
    if not names_a_folder(name):
        raise ParameterError(f"{place}: {message(NO_FOLDER, name=name)}")
    if not (isinstance(reports, list) and reports and all(isinstance(one, str) for one in reports)):
        raise ParameterError(
            "{place}: book.{name} takes reports = [a list of names of reports]",
            place=place,
            name=name,
        )
    if not isinstance(title, dict) or sorted(title) != sorted(LANGUAGES):
        languages = ", ".join(LANGUAGES)
        raise ParameterError(
            "{place}: book.{name} takes a table title with: {languages}",
            place=place,
            name=name,
            languages=languages,
        )
    return Book(name, {one: str(text) for one, text in title.items()}, tuple(reports), place)


def manifest_file() -> Path:
    """Return the manifest of the project: of the wheel, else of the checkout."""
    inside = PACKAGE / "reports.toml"
    return inside if inside.is_file() else PACKAGE.parent / "reports" / "reports.toml"


class Lines:
    """Where things stand in a TOML file: the library that reads it doesn't tell."""

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.numbers: dict[tuple[str, ...], int] = {}
        table: tuple[str, ...] = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := HEADER.match(line):
                table = tuple(part.strip(" \"'") for part in header[1].split("."))
                for end in range(1, len(table) + 1):
                    self.numbers.setdefault(table[:end], number)
            elif setting := SETTING.match(line):
                self.numbers.setdefault((*table, setting[1]), number)

    def number(self, mistake: str) -> int:
        """Return the line that a mistake of the file begins with."""
        found = re.match(rf"{re.escape(str(self.file))}:(\d+): ", mistake)
        return int(found[1]) if found else 0

    def place(self, *keys: str) -> str:
        """Return the place of a key, or of the nearest table around it: 'reports.toml:12'."""
        for end in range(len(keys), 0, -1):
            if keys[:end] in self.numbers:
                return f"{self.file}:{self.numbers[keys[:end]]}"
        return str(self.file)


def _read_entries(content: Mapping[str, Any], lines: Lines) -> dict[str, Entry]:
    reports = content.get("report", {})
    mistakes = [
        message(
            "{key}: {key_2!r} is not known; reports are tables named [report.NAME]",
            key=lines.place(key),
            key_2=key,
        )
        for key in content
        if key not in ("report", "book")
    ]
    if not isinstance(reports, dict) or not reports:
        raise ParameterError(
            "{file}: there is no report; begin one with [report.NAME]", file=lines.file
        )
    for name, settings in reports.items():
        mistakes += _mistakes(name, settings, lines)
    if mistakes:
        raise ParameterError("\n".join(sorted(mistakes, key=lines.number)))
    return {name: _entry(name, settings, lines) for name, settings in reports.items()}


def names_a_folder(name: str) -> bool:
    """Return whether a text can name the folder of a report."""
    return re.fullmatch(r"[\w.+-]+", name) is not None and not name.startswith(".")


def _mistakes(name: str, settings: Any, lines: Lines) -> list[str]:
    place = lines.place("report", name)
    if not isinstance(settings, dict):
        return [
            message(
                "{place}: report.{name} is no table; begin it with [report.{name}]",
                place=place,
                name=name,
            )
        ]
    found = []
    if not names_a_folder(name):
        found.append(f"{place}: {message(NO_FOLDER, name=name)}")
    for key, value in settings.items():
        where = lines.place("report", name, key)
        if key not in KEYS:
            found.append(
                message(
                    "{where}: {key!r} is not known; use: {keys}",
                    where=where,
                    key=key,
                    keys=", ".join(KEYS),
                )
            )
        elif not isinstance(value, KEYS[key][0]):
            found.append(
                message(
                    "{where}: {key} = {value!r} is wrong; it takes {kind}",
                    where=where,
                    key=key,
                    value=value,
                    kind=message(KEYS[key][1]),
                )
            )
    matrix = settings.get("matrix")
    if isinstance(matrix, dict):
        found += [
            message(
                "{name}: {key} = {values!r} is wrong; a matrix takes a list that isn't empty, or "
                '"{every_value}"',
                name=lines.place("report", name, "matrix", key),
                key=key,
                values=values,
                every_value=EVERY_VALUE,
            )
            for key, values in matrix.items()
            if values != EVERY_VALUE and not (isinstance(values, list) and values)
        ]
    return found


def _entry(name: str, settings: Mapping[str, Any], lines: Lines) -> Entry:
    places = {"": lines.place("report", name)}
    for table in ("parameters", "matrix"):
        for key in settings.get(table, {}):
            places[key] = lines.place("report", name, table, key)
    return Entry(name, **{"notebook": name, **settings}, places=places)
