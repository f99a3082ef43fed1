"""Editions of the awards: where the list of each comes from, who gave it, what is known of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from hotlinelib.arguments import check_choice, shown
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.messages import message, reworded
from hotlinelib.storage import data_folder

LIST_NAME = "list.tsv"
RECORD_NAME = "source.toml"

Completeness = Literal["full", "partial", "any"]
COMPLETENESS: tuple[Completeness, ...] = ("full", "partial", "any")
ROLES = ("guidance", "host", "organiser", "co-organiser")
# Texts of a record: those that it must have, and those that it may.
NEEDED = ("edition", "title", "publisher", "address", "published", "awarded", "list_sha256")
OPTIONAL = (
    *("publisher_hans", "publisher_en", "first_published_by"),
    *("first_published_by_hans", "first_published_by_en"),
)


@dataclass(frozen=True)
class Named:
    """What the article names: as printed, in simplified characters and in English.

    Parameters
    ----------
    name, name_hans, name_en : str
        The name; English names were translated for this data set.
    line : int
        Of the article.
    """

    name: str
    name_hans: str
    name_en: str
    line: int

    def name_in(self, language: str) -> str:
        """Return the name in a language; the printed one is the traditional one."""
        return {"en": self.name_en, "zh-Hans": self.name_hans}.get(language, self.name)


@dataclass(frozen=True)
class Organiser(Named):
    """Who gave the awards, with the part that the article says.

    Parameters
    ----------
    role : {"guidance", "host", "organiser", "co-organiser"}
        指导, 主办, 承办, 协办.
    province : str
        Full name of the province that it is of; empty for national bodies and where not known.
    province_source : str
        Where the province comes from, or why there is none.
    """

    role: str
    province: str
    province_source: str


@dataclass(frozen=True)
class Speaker:
    """A city whose hotline spoke at the forum.

    Parameters
    ----------
    place : str
        Its full name, in simplified characters.
    division_code : str
        GB/T 2260, of the edition's `divisions_year`.
    line : int
        Of the article.
    """

    place: str
    division_code: str
    line: int


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
    completeness : {"full", "partial"}
        Whether the whole list is known, or single winners from press reports only. Of a partial
        edition titles, dates, counts and hashes are empty.
    award_name : Named or None
        Name of the awards as a whole; None where not recorded.
    selection : Named or None
        How the winners were chosen, as far as the article says; None where not recorded.
    names_jury : bool or None
        Whether the article says who judged; None where not recorded.
    order : str
        "none" where the article says that its lists are in no particular order; else empty.
    organisers : tuple of Organiser
        All that the article names, in its order.
    speakers : tuple of Speaker
        Cities whose hotlines spoke at the forum; empty where not recorded.
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
    completeness: str = "full"
    award_name: Named | None = None
    selection: Named | None = None
    names_jury: bool | None = None
    order: str = ""
    organisers: tuple[Organiser, ...] = ()
    speakers: tuple[Speaker, ...] = ()

    def publisher_in(self, language: str) -> str:
        """Return the publisher's name in a language, as printed where none is known."""
        known = {"en": self.publisher_en, "zh-Hans": self.publisher_hans}
        return known.get(language, "") or self.publisher

    def first_publisher_in(self, language: str) -> str:
        """Return the name of the page's own source likewise; empty where it names none."""
        known = {"en": self.first_published_by_en, "zh-Hans": self.first_published_by_hans}
        return known.get(language, "") or self.first_published_by


def list_editions(completeness: Completeness = "full") -> tuple[str, ...]:
    """Return the editions that the data set has, oldest first.

    Parameters
    ----------
    completeness : {"full", "partial", "any"}
        Those whose whole list is known; those of which press reports name single winners; both.

    Raises
    ------
    ParameterError
        If `completeness` isn't offered.

    Examples
    --------
    >>> "2019" in list_editions()
    True
    """
    check_choice("completeness", completeness, COMPLETENESS)
    found = {
        path.parent.name: _content(path, path.stat().st_mtime_ns).get("completeness", "full")
        for path in (data_folder() / "editions").glob(f"*/{RECORD_NAME}")
    }
    return tuple(sorted(e for e, known in found.items() if completeness in (known, "any")))


def check_edition(edition: str, completeness: Completeness = "full") -> str:
    """Return the edition, or refuse it with the list of those that exist."""
    known = list_editions(completeness)
    if not (isinstance(edition, str) and edition in known):
        if edition in list_editions("any"):
            raise ParameterError(partly_known(edition))
        told = {"edition": shown(edition), "known": ", ".join(list_editions())}
        if completeness == "any" and (part := ", ".join(list_editions("partial"))):
            raise ParameterError(
                "edition {edition} is not in the data set; it has in whole: {known}; of {part} "
                "single winners, from press reports",
                **told,
                part=part,
            )
        raise ParameterError("edition {edition} is not in the data set; it has: {known}", **told)
    return edition


def partly_known(*editions: str) -> str:
    """Return what is said of editions without a list, and what can be asked of them."""
    return message(
        "of edition {editions} press reports name only single winners, but counts, shares, rates "
        "and tests need all of them; known in whole: {known}. hl.load_witnesses() has the single "
        "winners, and `hotline report editions` tells them",
        editions=", ".join(editions),
        known=", ".join(list_editions()),
    )


def read_source_record(edition: str) -> SourceRecord:
    """Read where the list of an edition comes from.

    Parameters
    ----------
    edition : str
        Year of the edition, full or partial.

    Returns
    -------
    SourceRecord
        Page, award, organisers, speakers and counts.

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
    path = edition_folder(check_edition(edition, "any")) / RECORD_NAME
    content = _content(path, path.stat().st_mtime_ns)
    try:
        record = _partial(content) if content.get("completeness") == "partial" else _record(content)
    except KeyError as error:
        raise DataError(
            "{path}: the entry {error} is missing; add it", path=path, error=error
        ) from error
    except (AttributeError, TypeError, ValueError) as error:
        raise DataError(
            "{path}: an entry is of the wrong kind: {error}", path=path, error=error
        ) from error
    if record.edition != edition:
        raise DataError(
            "{path}: edition is {edition!r}, but the folder is {edition_2!r}",
            path=path,
            edition=record.edition,
            edition_2=edition,
        )
    return record


def edition_folder(edition: str) -> Path:
    """Return the folder of one edition."""
    return data_folder() / "editions" / edition


@lru_cache(maxsize=64)
def _content(path: Path, _changed: int) -> Mapping[str, Any]:
    # The time of the file is an argument so that a changed file is read again.
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(
            "{path}: not valid TOML: {error}", path=path, error=reworded(error)
        ) from error


def _record(content: Mapping[str, Any]) -> SourceRecord:
    completeness, order = str(content.get("completeness", "full")), str(content.get("order", ""))
    if completeness != "full" or order not in ("", "none"):
        raise ValueError(
            message(
                "completeness {completeness!r} must be 'full' or 'partial', order {order!r} 'none'",
                completeness=completeness,
                order=order,
            )
        )
    texts = {name: str(content[name]) for name in NEEDED}
    texts |= {name: str(content.get(name, "")) for name in OPTIONAL}
    return SourceRecord(
        **texts,
        divisions_year=int(content["divisions_year"]),
        counts={str(award): int(count) for award, count in content["counts"].items()},
        counts_confirmed=bool(content.get("counts_confirmed", True)),
        script_by_machine=bool(content.get("script_by_machine", False)),
        award_name=_named(content["award"]) if "award" in content else None,
        selection=_named(content["selection"]) if "selection" in content else None,
        names_jury=_flag(content, "names_jury"),
        order=order,
        organisers=tuple(_organiser(one) for one in content.get("organisers", ())),
        speakers=_speakers(content.get("speakers", {})),
    )


def _partial(content: Mapping[str, Any]) -> SourceRecord:
    edition = str(content["edition"])
    return SourceRecord(
        *(edition, "", "", "", "", "", "", int(content["divisions_year"]), {}),
        completeness="partial",
    )


def _flag(content: Mapping[str, Any], name: str) -> bool | None:
    value = content.get(name)
    if value not in (None, True, False):
        raise ValueError(message("{name} {value!r} must be true or false", name=name, value=value))
    return value


def _named(one: Mapping[str, Any]) -> Named:
    return Named(str(one["name"]), str(one["name_hans"]), str(one["name_en"]), int(one["line"]))


def _organiser(one: Mapping[str, Any]) -> Organiser:
    if one["role"] not in ROLES:
        raise ValueError(
            message(
                "role {role!r} of {name!r} is none of: {roles}",
                role=one["role"],
                name=one["name"],
                roles=", ".join(ROLES),
            )
        )
    return Organiser(
        *(str(one["name"]), str(one["name_hans"]), str(one["name_en"]), int(one["line"])),
        *(str(one["role"]), str(one["province"]), str(one["province_source"])),
    )


def _speakers(content: Mapping[str, Any]) -> tuple[Speaker, ...]:
    cities = content.get("cities", {}).items()
    return tuple(Speaker(str(place), str(code), int(content["line"])) for place, code in cities)
