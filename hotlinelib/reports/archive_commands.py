"""The commands `hotline archive`, `hotline verify` and `hotline book`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hotlinelib.console import told
from hotlinelib.messages import message
from hotlinelib.reports.commands import FormatsOption, ManifestOption, OutputOption, formats_of


def archive(
    folder: Annotated[Path, typer.Argument(help="Folder of rendered reports.")] = Path("reports"),
    output: Annotated[
        Path, typer.Option("--output", "-o", help="File ending in .zip, or a new folder.")
    ] = Path("hotline-archive.zip"),
) -> None:
    """Make of rendered reports what a journal or a repository takes: data, code, who made what."""
    from hotlinelib.reports.archive import archive_reports

    with told():
        made = archive_reports(folder, output)
        typer.echo(message("wrote {path}\nCheck it: hotline verify {path}", path=made))


def verify(
    folder: Annotated[Path, typer.Argument(help="Archive of reports: a folder or a zip file.")],
    hashes_only: Annotated[
        bool,
        typer.Option("--hashes-only", help="Don't render again, which runs code of the archive."),
    ] = False,
) -> None:
    """Check an archive's hashes, render its reports again and say what differs; exit status 1."""
    from hotlinelib.reports.verify import verify_archive

    with told(status=2):
        found = verify_archive(folder, render=not hashes_only)
        typer.echo(found.to_text())
        raise typer.Exit(0 if found.is_sound else 1)


def book(
    name: Annotated[str, typer.Argument(help="Book of the manifest, such as awards.")],
    language: Annotated[
        str, typer.Option("--language", help="Of all chapters: en, zh-Hans or zh-Hant.")
    ] = "en",
    formats: FormatsOption = "",
    output: OutputOption = Path("reports"),
    manifest: ManifestOption = None,
) -> None:
    """Bind reports into one page: one table of contents, one numbering of figures and tables."""
    from hotlinelib.reports.book import bind_book

    with told():
        given = formats_of(formats)
        page = bind_book(name, language, output, formats=given, manifest=manifest)  # type: ignore[arg-type]
        typer.echo(message("Open in a browser: {pages}", pages=page))
