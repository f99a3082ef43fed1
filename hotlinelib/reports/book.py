"""A book: all reports of a set as one page, with one table of contents and one numbering."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hotlinelib.arguments import check_choice
from hotlinelib.errors import ParameterError, ReportError, nearest
from hotlinelib.language import LANGUAGES, Language
from hotlinelib.reports.binding import bind
from hotlinelib.reports.copies import COPY_NAMES, write_copies
from hotlinelib.reports.folder import (
    NOTEBOOK_NAME,
    PAGE_NAME,
    RECORD_NAME,
    holding,
    put_in_place,
    stage,
    write_record,
    write_text,
)
from hotlinelib.reports.index import write_index
from hotlinelib.reports.local import LocalExecutor
from hotlinelib.reports.manifest import Book, Entry, read_books, read_manifest
from hotlinelib.reports.page import export_page
from hotlinelib.reports.parameters import declared_parameters
from hotlinelib.reports.plan import Report, find_notebook, plan_entry
from hotlinelib.reports.provenance import Provenance, current_provenance, hash_file
from hotlinelib.reports.rendering import write_parts
from hotlinelib.reports.reports import render


def bind_book(
    name: str,
    language: Language = "en",
    folder: str | Path = "reports",
    *,
    formats: Sequence[str] = (),
    manifest: str | Path | None = None,
) -> Path:
    """Bind the reports of a set into one; those that aren't there and current are rendered.

    Parameters
    ----------
    name : str
        Of the book: the manifest has it as `[book.NAME]`, with its `title` and the names of its
        `reports`.
    language : {"en", "zh-Hans", "zh-Hant"}
        Of all its chapters.
    folder : str or pathlib.Path
        Of the reports; the book gets a folder in it.
    formats : sequence of {"pdf", "docx"}
        Copies beside the page.
    manifest : str or pathlib.Path, optional
        By default that of the project.

    Returns
    -------
    pathlib.Path
        The page: one table of contents, figures and tables numbered throughout.

    Raises
    ------
    ParameterError
        If the manifest has no such book, or a language or a report of it isn't offered.
    ReportError
        If a report can't be rendered.
    """
    check_choice("language", language, LANGUAGES)
    source = Path(manifest) if manifest is not None else None
    book = _book(name, source)
    entries = {one: entry for one, entry in read_manifest(source).items() if one in book.reports}
    if lost := [one for one in book.reports if one not in entries]:
        raise ParameterError(
            "{place}: there is no report {lost!r}{hint}",
            place=book.place,
            lost=lost[0],
            hint=nearest(lost[0], entries),
        )
    plan = [report for one in book.reports for report in _planned(entries[one], language)]
    reports = Path(folder)
    summary = render(plan, reports, LocalExecutor(), entries)
    if summary.failed:
        raise ReportError("\n".join(f"{one.report.name}: {one.error}" for one in summary.failed))
    target = f"{name}--language-{language}"
    title = book.title[language]
    with holding(reports):
        staged = stage(reports)
        chapters = [one.name for one in plan]
        provenance = current_provenance()
        write_book(staged, reports, chapters, name, title, language, formats, provenance)
        put_in_place(staged, reports / target)
        write_index(reports)
    return reports / target / PAGE_NAME


def write_book(
    target: Path,
    reports: Path,
    chapters: Sequence[str],
    name: str,
    title: str,
    language: str,
    formats: Sequence[str],
    provenance: Provenance,
) -> None:
    """Write a book of rendered reports into an empty folder."""
    import nbformat

    executed = [nbformat.read(reports / one / NOTEBOOK_NAME, as_version=4) for one in chapters]
    bound = bind(title, executed, language)
    command = f"hotline book {name}" + (f" --language {language}" if language != "en" else "")
    chosen = {"language": language}
    page = export_page(bound, Path(name), chosen, chosen, provenance, command=command)
    write_text(target / PAGE_NAME, page)
    parts = write_parts(bound, target, language, formats)
    if whole := [one for one in formats if one in COPY_NAMES]:
        write_copies(target, bound, whole, name, language, contents=True)
    about = {
        "title": title,
        "summary": [],
        "group": name,
        "group_title": title,
        "book": [*chapters],
        "notebook": name,
        "parameters": chosen,
        "command": command,
        "formats": [*formats],
        "version": provenance.version,
        "made_from": book_made_from(reports, chapters, provenance),
        "parts": parts,
    }
    write_record(target, about)


def book_made_from(
    reports: Path, chapters: Sequence[str], provenance: Provenance
) -> dict[str, str]:
    """Return all that a book depends on, as hashes: the records of its chapters, code and data."""
    records = {one: hash_file(reports / one / RECORD_NAME) for one in chapters}
    return {**records, **provenance.inputs()}


def _book(name: str, manifest: Path | None) -> Book:
    books = read_books(manifest)
    if name not in books:
        raise ParameterError(
            "there is no book {name!r}{hint}; the manifest has: {books}",
            name=name,
            hint=nearest(name, books),
            books=", ".join(books) or "none",
        )
    return books[name]


def _planned(entry: Entry, language: str) -> list[Report]:
    """Return the reports of an entry in one language, under the names that `report` gives them."""
    declared = declared_parameters(find_notebook(entry.notebook))
    if "language" not in declared:
        raise ParameterError(
            "{place}: {name} has no parameter language", place=entry.place(), name=entry.name
        )
    return plan_entry(entry, {"language": language})
