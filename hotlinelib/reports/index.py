"""The index of a folder of reports: one page that lists, groups and searches them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from hotlinelib.errors import ReportError
from hotlinelib.language import LANGUAGES, speak
from hotlinelib.messages import reason_of
from hotlinelib.reports.folder import FAILED_NAME, PAGE_NAME, read_record, stage
from hotlinelib.reports.page.font import FONT_MARK, font_face, latin_face

INDEX_NAME = "index.html"
# By which a later run knows what it may replace
MARK = '<meta name="generator" content="hotlinelib">'
# Of each report, where the index begins
FINDINGS_SHOWN = 3
FAILED = "<strong>the last run failed</strong>"
FOLDER = Path(__file__).resolve().parent / "page" / "index"


def write_index(folder: Path, failed: Iterable[str] = ()) -> Path:
    """Write the page that lists the reports of a folder, whole or not at all."""
    shown = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    records = {path.name: read_record(path) for path in shown if (path / PAGE_NAME).is_file()}
    failed = {*failed, *(path.name for path in shown if (path / FAILED_NAME).is_file())}
    page = index_page({name: record for name, record in records.items() if record}, failed)
    target = folder / INDEX_NAME
    if not target.is_file() or target.read_bytes() != page.encode("utf-8"):
        # Cleared away as reports are that were not finished, should this be killed here.
        beside = stage(folder) / INDEX_NAME
        try:
            beside.write_text(page, encoding="utf-8", newline="\n")
            beside.replace(target)
        except OSError as error:
            raise ReportError(
                "{target} can't be written: {reason}", target=target, reason=reason_of(error)
            ) from error
        finally:
            shutil.rmtree(beside.parent, ignore_errors=True)
    return target


def check_index(folder: Path) -> None:
    """Refuse a folder whose page index.html no run has written."""
    target = folder / INDEX_NAME
    if not target.is_symlink() and not target.exists():
        return
    if target.is_symlink() or not target.is_file() or not _is_ours(target.read_bytes()):
        raise ReportError(
            "{target} is in the way: no run has made it, and none replaces it. Move it, or name "
            "another folder with --output",
            target=target,
        )


def _is_ours(content: bytes) -> bool:
    return MARK.encode("utf-8") in content


def index_page(records: Mapping[str, Mapping[str, Any]], failed: Collection[str] = ()) -> str:
    """Return the index as HTML, complete in itself."""
    records = {name: {**record, "failed": name in failed} for name, record in records.items()}
    groups: dict[str, dict[str, Mapping[str, Any]]] = {}
    for name, record in records.items():
        title = str(record.get("group_title") or record.get("group") or record["notebook"])
        groups.setdefault(title, {})[name] = record
    html = (FOLDER / "index.html").read_text(encoding="utf-8")
    parts = {
        "<!-- count -->": str(len(records)),
        "<!-- failed -->": "".join(_lost(name) for name in sorted({*failed} - {*records})),
        "<!-- languages -->": _options(records),
        "<!-- found -->": _found(records),
        "<!-- groups -->": "".join(_group(title, groups[title]) for title in sorted(groups)),
        "/* style */": (FOLDER / "style.css").read_text(encoding="utf-8"),
        "/* behaviour */": (FOLDER / "behaviour.js").read_text(encoding="utf-8"),
    }
    # In one go: a title that reads like a mark stays a title.
    html = re.sub("|".join(map(re.escape, parts)), lambda mark: parts[mark[0]], html)
    html = html.replace("<head>", f"<head>\n{MARK}", 1)
    return html.replace(FONT_MARK, font_face(html, "zh-Hans") + latin_face(html), 1)


def _found(records: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what the reports found, by language: of each group the report with most defaults."""
    sections = []
    for language in LANGUAGES:
        first: dict[str, str] = {}
        for name, record in records.items():
            if _language(record) == language and record.get("summary"):
                group = str(record.get("group") or record["notebook"])
                first[group] = min(name, first.get(group, name), key=lambda one: (len(one), one))
        items = "".join(_item_found(name, records[name]) for name in first.values())
        if items:
            say = speak(language)
            heading = escape(say("What was found"))
            sections.append(
                f'<section class="found" lang="{language}" data-language="{language}">'
                f"<h2>{heading}</h2>\n{items}</section>\n"
            )
    return "".join(sections)


def _item_found(name: str, record: Mapping[str, Any]) -> str:
    """Return the title and the findings of a report, without its question and its limit."""
    _, *found = record["summary"]
    points = "".join(f"<li>{escape(text)}</li>" for text in found[:FINDINGS_SHOWN])
    title = escape(str(record["title"]))
    return f'<h3><a href="{escape(name)}/{PAGE_NAME}">{title}</a></h3>\n<ul>{points}</ul>\n'


def _lost(name: str) -> str:
    """Return what is told of a report that there is none of."""
    return f"<p>{escape(name)} <small>{FAILED}</small></p>\n"


def _language(record: Mapping[str, Any]) -> str:
    return str(record["parameters"].get("language", "en"))


def _group(title: str, records: Mapping[str, Mapping[str, Any]]) -> str:
    told = _varying(records)
    order = sorted(records.items(), key=lambda one: str(one[1]["title"]).casefold())
    items = "".join(_item(name, record, told) for name, record in order)
    return f"<section><h3>{escape(title)}</h3>\n<ul>\n{items}</ul></section>\n"


def _varying(records: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the parameters that reports of a group differ in, and always the language."""
    values: dict[str, set[str]] = {"language": {"", "any"}}
    for record in records.values():
        for key, value in record["parameters"].items():
            values.setdefault(key, set()).add(str(value))
    return [key for key, found in values.items() if len(found) > 1]


def _item(name: str, record: Mapping[str, Any], told: Sequence[str]) -> str:
    parameters = record["parameters"]
    settings = ", ".join(f"{key} = {value}" for key, value in parameters.items())
    shown = ", ".join(f"{key} = {parameters[key]}" for key in told if key in parameters)
    told_failed = f"; {FAILED}" if record["failed"] else ""
    language = escape(_language(record))
    search = escape(f"{record['title']} {settings}".casefold())
    return (
        f'<li data-language="{language}" data-search="{search}">'
        f'<a href="{escape(name)}/{PAGE_NAME}" lang="{language}" hreflang="{language}">'
        f"{escape(str(record['title']))}</a> <small>{escape(shown)}{told_failed}</small></li>\n"
    )


def _options(records: Mapping[str, Mapping[str, Any]]) -> str:
    languages = sorted({_language(one) for one in records.values()})
    return "".join(f'<option value="{escape(one)}">{escape(one)}</option>' for one in languages)
