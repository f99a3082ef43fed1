"""The command `hotline`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from hotlinelib import __version__, storage
from hotlinelib.console import DataOption, told
from hotlinelib.errors import DataError, ParameterError, ParseError
from hotlinelib.export_commands import export
from hotlinelib.extras import from_extra
from hotlinelib.messages import message, reason_of
from hotlinelib.reports.archive_commands import archive, book, verify
from hotlinelib.reports.check_page import check_page
from hotlinelib.reports.commands import parameters, report

app = typer.Typer(
    help="The awards of China's government service hotlines: data, checks and reports.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

AWARD_HELP = "An award's title as printed; may be given several times."
WithinOption = Annotated[
    str | None, typer.Option("--within", help="The issuer's place, for names that leave it out.")
]
RolesOption = Annotated[
    Path | None,
    typer.Option("--roles", metavar="TABLE", help="Table of decided roles, CSV or Excel."),
]


class DiffFormat(StrEnum):
    """How `hotline diff` prints."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hotlinelib {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """The awards of China's government service hotlines: data, checks and reports."""  # noqa: D401


@app.command()
def build(data: DataOption = None) -> None:
    """Take decisions over into the registry and make the tables under data/ anew."""
    from hotlinelib.curation.build import build as build_tables

    with told(), storage.data(data):
        built = build_tables()
        for sentence in built.added:
            typer.echo(message("added {sentence}", sentence=sentence))
        for path in built.written:
            typer.echo(message("wrote {path}", path=path))


@app.command()
def check(
    confirm: Annotated[
        bool,
        typer.Option(
            "--confirm", help="Record the rows of hand-kept files, as they are now, as confirmed."
        ),
    ] = False,
    data: DataOption = None,
) -> None:
    """Check all data and print the audit of each edition; exit status 1 if anything is wrong."""
    from hotlinelib.curation.audit_text import describe_check
    from hotlinelib.curation.check import check as check_data

    with told(), storage.data(data):
        checked = check_data(confirm_changes=confirm)
        typer.echo(describe_check(checked))
        if checked.problems:
            listed = "\n".join(f"- {problem}" for problem in checked.problems)
            raise DataError("the data set has problems:\n{listed}", listed=listed)


@app.command()
def propose(
    edition: Annotated[str, typer.Argument(help="Year of the edition.")],
    write: Annotated[
        bool, typer.Option("--write", help="Also write them to the edition's decisions.csv.")
    ] = False,
    data: DataOption = None,
) -> None:
    """List the printed names that the registry doesn't know, with candidates; merges nothing."""
    from hotlinelib.curation.candidates import describe_unknown
    from hotlinelib.curation.candidates import propose as find
    from hotlinelib.curation.new_edition import write_decisions

    with told(), storage.data(data):
        typer.echo(describe_unknown(find(edition)))
        path = write_decisions(edition) if write else None
        if path is not None:
            typer.echo(message("wrote {path}", path=path))


@app.command("add-edition")
def add_edition(
    edition: Annotated[str, typer.Argument(help="Year of the edition, such as 2020.")],
    article: Annotated[
        str, typer.Argument(help="Saved article, as text or page; - for standard input.")
    ],
    title: Annotated[str, typer.Option("--title", help="Title of the page.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", help="Who published the page.")] = "",
    address: Annotated[str, typer.Option("--address", help="Web address of the page.")] = "",
    published: Annotated[str, typer.Option("--published", help="Date as YYYY-MM-DD.")] = "",
    awarded: Annotated[str, typer.Option("--awarded", help="Date as YYYY-MM-DD.")] = "",
    divisions_year: Annotated[
        int | None,
        typer.Option(
            "--divisions-year",
            help="Year of the divisions; by default the newest that ended before the awards.",
            show_default=False,
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the edition where it is there already.")
    ] = False,
    award: Annotated[list[str] | None, typer.Option("--award", help=AWARD_HELP)] = None,
    within: WithinOption = None,
    roles: RolesOption = None,
    data: DataOption = None,
) -> None:
    """Add an edition: cut its list out of an article and write the decisions to make."""
    from hotlinelib.curation.new_edition import Page, describe_new_edition
    from hotlinelib.curation.new_edition import add_edition as add

    with told(), _named(article), storage.data(data):
        page = Page(title, publisher, address, published, awarded)
        lacking = [f"--{name}" for name, value in vars(page).items() if not value]
        if lacking:
            raise ParameterError(
                "missing: {lacking}; the source record of an edition needs title, publisher "
                "and address of the page, and the dates on which it was published and the "
                "awards were given (YYYY-MM-DD)",
                lacking=", ".join(lacking),
            )
        added = add(
            edition,
            _content(article),
            page,
            divisions_year=divisions_year,
            replace=replace,
            titles=award or [],
            within=within,
            roles=roles,
        )
        typer.echo(describe_new_edition(added))


@app.command()
def locate(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Names of organisations; without any, one a line on standard input."),
    ] = None,
    year: Annotated[int, typer.Option("--year", help="Year of the divisions.")] = 2018,
    within: Annotated[
        str | None, typer.Option("--within", help="Code or name of the division they are used in.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Find the division that each organisation serves, from its name; prints CSV."""
    from hotlinelib.places.locate import locate as find

    with told(), storage.data(data):
        given = names or _text(sys.stdin.buffer.read()).splitlines()
        found = find(given, year=year, within=within)
        for column in ("candidates", "related_codes"):
            found[column] = found[column].map(" ".join)
        typer.echo(found.to_csv(index=False, lineterminator="\n"), nl=False)


@app.command()
def parse(
    file: Annotated[str, typer.Argument(help="Article with an award list; - for standard input.")],
    title: Annotated[list[str] | None, typer.Option("--title", help=AWARD_HELP)] = None,
    within: WithinOption = None,
    roles: RolesOption = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print each line's role and what is unsure instead.")
    ] = False,
    write: Annotated[
        Path | None,
        typer.Option("--write", metavar="TABLE", help="Also write the roles as a table to edit."),
    ] = None,
) -> None:
    """Read the award list of an article and print its rows as CSV."""
    from hotlinelib.award_list.article import read_awards
    from hotlinelib.award_list.explain import explanation, write_roles

    with told(), _named(file):
        reading = read_awards(_content(file), titles=title or [], within=within, roles=roles)
        if write is not None:
            typer.echo(message("wrote {path}", path=write_roles(reading, write)), err=True)
        if explain or write is not None:
            typer.echo(explanation(reading))
            return
        rows = reading.awards
        typer.echo(rows.to_csv(index=False, lineterminator="\n"), nl=False)
        counted = {"rows": len(rows), "awards": rows["award"].nunique()}
        typer.echo(message("{rows} rows, {awards} awards", **counted), err=True)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="Folder of a report, data folder, or edition.")],
    after: Annotated[str, typer.Argument(help="The same kind of thing, to compare with.")],
    form: Annotated[
        DiffFormat, typer.Option("--format", help="How differences are printed.")
    ] = DiffFormat.TEXT,
) -> None:
    """Say what differs; exit status 0 if nothing does, 1 if something does, 2 if it can't tell."""
    from hotlinelib.difference import compare

    with told(status=2):
        found = compare(before, after)
        written = {"text": found.to_text, "json": found.to_json, "html": found.to_html}
        typer.echo(written[form.value]())
        raise typer.Exit(0 if found.is_empty else 1)


@app.command("new-report")
def new_report(
    name: Annotated[str, typer.Argument(help="Name of the notebook, without .ipynb.")],
    folder: Annotated[Path, typer.Option("--folder", help="Where to write it.")] = Path(),
) -> None:
    """Write a small notebook to start a report of your own from."""
    from hotlinelib.reports.new_report import new_report as write

    with told():
        path = write(name, folder)
        typer.echo(message("wrote {path}\nRender it: hotline report {path}", path=path))


app.command()(report)
app.command()(parameters)
app.command()(export)
app.command()(archive)
app.command()(book)
app.command()(verify)
app.command("check-page")(check_page)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab on the start notebook; further options go to JupyterLab."""
    from hotlinelib.lab import open_lab

    with told():
        with from_extra("lab"):
            # Here, where it can be told: in the process that is started it could not.
            import_module("jupyterlab")
        raise typer.Exit(open_lab(context.args))


@contextmanager
def _named(file: str) -> Iterator[None]:
    """Let an error of a list say which file it is of."""
    try:
        yield
    except ParseError as error:
        raise DataError(f"{'standard input' if file == '-' else file}: {error}") from error


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise ParameterError(
            "{file} can't be read: {reason}", file=file, reason=reason_of(error)
        ) from error


def _text(content: bytes) -> str:
    from hotlinelib.award_list.source import read_text

    return read_text(content) if content.strip() else ""
