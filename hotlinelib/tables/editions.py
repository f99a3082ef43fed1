"""Editions of the awards: the printed lists under `data/editions` and where they come from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotlinelib.arguments import shown
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.storage import data_folder

if TYPE_CHECKING:
    pass

LIST_NAME = "list.tsv"
RECORD_NAME = "source.toml"
LIST_COLUMNS = ("line", "text")


@dataclass(frozen=True)
class SourceRecord:
    """Where the list of one edition comes from.

    Parameters
    ----------
    edition : str
        Year of the edition.
    title, publisher, address : str
        Of the page that prints the list.
    publisher_hans, publisher_en : str
        Name of the publisher in simplified characters and in English; empty where not recorded.
    first_published_by, first_published_by_hans, first_published_by_en : str
        The publisher that the page names as the source of its text; empty where it names none.
    script_by_machine : bool
        Whether the page's characters were converted by machine.
    published, awarded : str
        Dates, as YYYY-MM-DD.
    list_sha256 : str
        SHA-256 of the list's file, as hexadecimal digits.
    divisions_year : int
        Year whose division codes (GB/T 2260) places are looked up in.
    counts : dict of str to int
        Winners per award title.
    counts_confirmed : bool
        Whether the counts were made by hand or declared by the page; if not, they are what the
        parser found.
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
    counts_confirmed: bool = True
    publisher_hans: str = ""
    publisher_en: str = ""
    first_published_by: str = ""
    first_published_by_hans: str = ""
    first_published_by_en: str = ""
    script_by_machine: bool = False

    def publisher_in(self, language: str) -> str:
        """Return the publisher's name in a language, as printed where none is known."""
        known = {"en": self.publisher_en, "zh-Hans": self.publisher_hans}
        return known.get(language, "") or self.publisher

    def first_publisher_in(self, language: str) -> str:
        """Return the name of the page's own source likewise; empty where it names none."""
        known = {"en": self.first_published_by_en, "zh-Hans": self.first_published_by_hans}
        return known.get(language, "") or self.first_published_by


def list_editions() -> tuple[str, ...]:
    """Return the editions that the data set has, oldest first.

    Examples
    --------
    >>> list_editions()
    ('2019',)
    """
    root = data_folder() / "editions"
    return tuple(sorted(path.parent.name for path in root.glob(f"*/{RECORD_NAME}")))


def check_edition(edition: str) -> str:
    """Return the edition, or refuse it with the list of those that exist.

    Raises
    ------
    ParameterError
        If the data set has no such edition.
    """
    known = list_editions()
    if not (isinstance(edition, str) and edition in known):
        raise ParameterError(
            f"edition {shown(edition)} is not in the data set; it has: {', '.join(known)}"
        )
    return edition


def read_source_record(edition: str) -> SourceRecord:
    """Read where the list of an edition comes from.

    Raises
    ------
    ParameterError
        If the data set has no such edition.
    DataError
        If the record lacks an entry or holds one of the wrong kind.

    Examples
    --------
    >>> record = read_source_record("2019")
    >>> record.published, sum(record.counts.values())
    ('2019-08-12', 109)
    """
    path = edition_folder(check_edition(edition)) / RECORD_NAME
    try:
        record = _record(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: not valid TOML: {error}") from error
    except KeyError as error:
        raise DataError(f"{path}: the entry {error} is missing; add it") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise DataError(f"{path}: an entry is of the wrong kind: {error}") from error
    if record.edition != edition:
        raise DataError(f"{path}: edition is {record.edition!r}, but the folder is {edition!r}")
    return record


def edition_folder(edition: str) -> Path:
    """Return the folder of one edition."""
    return data_folder() / "editions" / edition


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
        counts_confirmed=bool(content.get("counts_confirmed", True)),
        publisher_hans=str(content.get("publisher_hans", "")),
        publisher_en=str(content.get("publisher_en", "")),
        first_published_by=str(content.get("first_published_by", "")),
        first_published_by_hans=str(content.get("first_published_by_hans", "")),
        first_published_by_en=str(content.get("first_published_by_en", "")),
        script_by_machine=bool(content.get("script_by_machine", False)),
    )
