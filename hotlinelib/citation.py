"""How to cite the package, the source of an edition and the methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from html import escape
from typing import Any, Literal

from hotlinelib.arguments import check_choice
from hotlinelib.choices import offered
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.extras import from_extra
from hotlinelib.language import Language, Speech, speak
from hotlinelib.language.script import to_simplified
from hotlinelib.messages import marked
from hotlinelib.storage import data_place, project_file
from hotlinelib.tables.editions import (
    SourceRecord,
    check_edition,
    list_editions,
    read_source_record,
)
from hotlinelib.tables.read import text_rows

CitationForm = Literal["text", "gbt7714", "bibtex", "ris"]
CITATION_NAME = "CITATION.cff"
# That of CITATION.cff, here to be translated
TITLE = marked("hotlinelib: the awards of China's government service hotlines as data")


def cite(
    edition: str | int | None = None,
    form: CitationForm = "text",
    language: Language = "en",
    *,
    accessed: str | None = None,
) -> str:
    """Return how to cite the package and the page that printed an edition's list.

    Parameters
    ----------
    edition : str or int, optional
        Year of an edition whose whole list is known; by default the newest one.
    form : {"text", "gbt7714", "bibtex", "ris"}
        For reading, as the Chinese standard GB/T 7714—2015 has it, for BibTeX or for a citation
        manager.
    language : {"en", "zh-Hans", "zh-Hant"}
        Of names and titles. In simplified characters the page's title is converted where the page
        was itself converted from them.
    accessed : str, optional
        The day on which you read the page, as YYYY-MM-DD, which GB/T 7714 asks for; by default a
        blank to be filled in.

    Returns
    -------
    str
        Two entries: the package with its version and year, and the source of the list.

    Raises
    ------
    ParameterError
        If the form, the language or the edition isn't offered, or the day is no date.

    Examples
    --------
    >>> print(cite("2019", "bibtex").splitlines()[0])
    @software{hotlinelib,
    """
    check_choice("form", form, offered(CitationForm))
    if edition in offered(CitationForm):
        raise ParameterError(
            "edition is {edition!r}, which is a form; write cite(form={edition!r})", edition=edition
        )
    say = speak(language)
    entries = [_package_entry(say), _source_entry(_whole(edition or list_editions()[-1]), say)]
    if form == "gbt7714":
        day = say("access date") if accessed is None else _day(accessed)
        return "\n".join(_gbt7714(entry, day, say) for entry in entries)
    if form == "bibtex":
        return "\n\n".join(map(_bibtex, entries))
    if form == "ris":
        return "\n".join(map(_ris, entries))
    return "\n".join(_text(entry, say) for entry in entries)


def reference(key: str) -> str:
    """Return a work of `data/references.csv` as a list of references names it."""
    rows = {row["key"]: row for row in text_rows("references")}
    if key not in rows:
        raise DataError(
            "{data}/references.csv has no row {key!r}, which a finding cites; add it",
            data=data_place(),
            key=key,
        )
    row = rows[key]
    volume = f", {row['volume']}" if row["volume"] else ""
    pages = f", {row['pages']}" if row["pages"] else ""
    doi = f" doi:{row['doi']}" if row["doi"] else ""
    end = "" if row["title"].endswith(("?", ".")) else "."
    return (
        f"{row['authors'].rstrip('.')}. ({row['year']}). {row['title']}{end} "
        f"{row['container']}{volume}{pages}.{doi}"
    )


def references(keys: Iterable[str]) -> list[str]:
    """Return works in alphabetical order, each once."""
    return sorted({reference(key) for key in keys})


@cache
def about_package() -> Mapping[str, Any]:
    """Return the content of CITATION.cff: what is not known, such as an address, isn't in it."""
    with from_extra("reports"):
        import yaml

    path = project_file(CITATION_NAME)
    if path is None:
        raise DataError(
            "{citation_name} is not there; install the package again", citation_name=CITATION_NAME
        )
    about: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return about


def _whole(edition: str | int) -> SourceRecord:
    """Return where the list of an edition comes from, or refuse one that has no list."""
    year = str(edition)
    if year in list_editions("partial"):
        raise ParameterError(
            "no list of {edition} is known, so there is no page to cite; load_witnesses() has the "
            "address of each press report. Known in whole: {known}",
            edition=year,
            known=", ".join(list_editions()),
        )
    return read_source_record(check_edition(year))


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except (TypeError, ValueError) as error:
        raise ParameterError(
            "accessed = {given!r} is no date; write it as YYYY-MM-DD", given=given
        ) from error


def _package_entry(say: Speech) -> Mapping[str, str]:
    about = about_package()
    return {
        "type": "software",
        "key": "hotlinelib",
        "author": " and ".join(author["name"] for author in about["authors"]),
        "title": say(about["title"]),
        "version": str(about["version"]),
        "date": str(about["date-released"]),
        "url": str(about.get("repository-code", "")),
        "doi": str(about.get("doi", "")),
    }


def _source_entry(record: SourceRecord, say: Speech) -> Mapping[str, str]:
    simplify = record.script_by_machine and say.language == "zh-Hans"
    return {
        "type": "misc",
        "key": f"awards{record.edition}",
        "author": record.publisher_in(say.language),
        "title": to_simplified(record.title) if simplify else record.title,
        "version": "",
        "date": record.published,
        "url": record.address,
        "doi": "",
    }


def _text(entry: Mapping[str, str], say: Speech) -> str:
    version = say(", version {version}", version=entry["version"]) if entry["version"] else ""
    link = entry["doi"] or entry["url"]
    return f"{entry['author']} ({entry['date'][:4]}). {entry['title']}{version}. {link}".rstrip()


def _gbt7714(entry: Mapping[str, str], accessed: str, say: Speech) -> str:
    """Return an entry as GB/T 7714—2015 has electronic resources: a data set, or a web page."""
    link = entry["url"] or entry["doi"]
    kind = ("DS" if entry["type"] == "software" else "EB") + ("/OL" if link else "")
    title = entry["title"].replace("：", ": ")
    version = f"{say('version {version}', version=entry['version'])}. " if entry["version"] else ""
    read = f"[{accessed}]. {link}" if link else ""
    end = "" if link else "."
    return f"{entry['author']}. {title}[{kind}]. {version}({entry['date']}){read}{end}"


def _bibtex(entry: Mapping[str, str]) -> str:
    fields = {
        "author": "{" + entry["author"] + "}",
        "title": "{" + entry["title"] + "}",
        "year": entry["date"][:4],
        "date": entry["date"],
        "version": entry["version"],
        "url": entry["url"],
        "doi": entry["doi"],
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{entry['type']}{{{entry['key']},\n" + ",\n".join(lines) + "\n}"


def _ris(entry: Mapping[str, str]) -> str:
    kind = "COMP" if entry["type"] == "software" else "NEWS"
    fields = [
        ("TY", kind),
        ("AU", entry["author"]),
        ("TI", entry["title"]),
        ("PY", entry["date"][:4]),
        ("DA", entry["date"].replace("-", "/")),
        ("ET", entry["version"]),
        ("UR", entry["url"]),
        ("DO", entry["doi"]),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in fields if value or tag == "ER")


def as_html(texts: Iterable[str]) -> str:
    """Return references as a list of HTML."""
    items = "".join(f"<li>{escape(text, quote=False)}</li>" for text in texts)
    return f'<ol class="references">{items}</ol>'
