"""Editions of the awards: the printed lists under `data/editions` and where they come from."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotlinelib.award_list import Line
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.storage import data_folder

LIST_NAME = "list.tsv"
RECORD_NAME = "source.toml"


@dataclass(frozen=True)
class SourceRecord:
    """Where the list of one edition comes from.

    Parameters
    ----------
    edition : str
        Year of the edition.
    title, publisher, address : str
        Of the page that prints the list.
    published, awarded : str
        Dates, as YYYY-MM-DD.
    list_sha256 : str
        SHA-256 of the list's file, as hexadecimal digits.
    divisions_year : int
        Year whose division codes (GB/T 2260) places are looked up in.
    counts : dict of str to int
        Winners per award, counted by hand or declared by the page.
    """

    edition: str
    title: str
    publisher: str
    address: str
    published: str
    awarded: str
    list_sha256: str
    divisions_year: int
    counts: dict[str, int]


def list_editions(folder: Path | None = None) -> tuple[str, ...]:
    """Return the editions that the data set has, oldest first.

    Examples
    --------
    >>> list_editions()
    ('2019',)
    """
    root = (folder or data_folder()) / "editions"
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{RECORD_NAME}")))


def check_edition(edition: str, folder: Path | None = None) -> str:
    """Return the edition, or refuse it with the list of those that exist.

    Raises
    ------
    ParameterError
        If the data set has no such edition.
    """
    known = list_editions(folder)
    if edition not in known:
        raise ParameterError(
            f"edition {edition!r} is not in the data set; it has: {', '.join(known)}"
        )
    return edition


def read_source_record(edition: str, folder: Path | None = None) -> SourceRecord:
    """Read where the list of an edition comes from.

    Raises
    ------
    DataError
        If the record lacks an entry or holds one of the wrong kind.
    """
    path = edition_folder(edition, folder) / RECORD_NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return _record(content)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: not valid TOML: {error}") from error
    except KeyError as error:
        raise DataError(f"{path}: the entry {error} is missing; add it") from error


def read_list(edition: str, folder: Path | None = None) -> list[Line]:
    """Read the printed list of an edition, each line with its number in the article.

    Raises
    ------
    DataError
        If the file isn't the one that the source record describes.
    """
    path = edition_folder(edition, folder) / LIST_NAME
    content = path.read_bytes()
    expected = read_source_record(edition, folder).list_sha256
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise DataError(
            f"{path}: its SHA-256 is {found}, but {RECORD_NAME} says {expected}. The printed list is "
            f"never edited: restore it, or put a correction into data/registry/corrections.csv"
        )
    rows = csv.reader(
        content.decode("utf-8").splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return [Line(int(number), text) for number, text in rows]


def edition_folder(edition: str, folder: Path | None = None) -> Path:
    """Return the folder of one edition."""
    return (folder or data_folder()) / "editions" / edition


def _record(content: dict[str, Any]) -> SourceRecord:
    return SourceRecord(
        edition=str(content["edition"]),
        title=str(content["title"]),
        publisher=str(content["publisher"]),
        address=str(content["address"]),
        published=str(content["published"]),
        awarded=str(content["awarded"]),
        list_sha256=str(content["list_sha256"]),
        divisions_year=int(content["divisions_year"]),
        counts={str(award): int(count) for award, count in content["counts"].items()},
    )
