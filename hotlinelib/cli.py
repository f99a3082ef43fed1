"""The command `hotline`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from hotlinelib import __version__
from hotlinelib.errors import HotlineError, ParameterError

app = typer.Typer(
    help="The awards of China's government service hotlines: data, checks and reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

DEFAULT_FOLDER = Path("reports")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"hotlinelib {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[  # noqa: ARG001
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """The awards of China's government service hotlines: data, checks and reports."""  # noqa: D401


@app.command()
def report(
    notebook: Annotated[
        str, typer.Argument(help="Notebook, by name or path; by default every report of the set.")
    ] = "",
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", help="NAME=VALUE; give it once for each parameter."),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder of the reports.")
    ] = DEFAULT_FOLDER,
    name: Annotated[str, typer.Option("--name", help="Name of the report's own folder.")] = "",
) -> None:
    """Render reports: notebooks executed with parameters, left as pages with tables and figures."""
    from hotlinelib.reports import DEFAULT_REPORTS, find_notebook, render_report

    with _told():
        names = [notebook] if notebook else list(DEFAULT_REPORTS)
        settings = _settings(parameter or [])
        if not notebook and (settings or name):
            raise ParameterError(
                f"--parameter and --name need a notebook: one of {', '.join(DEFAULT_REPORTS)}"
            )
        pages = []
        for each in names:
            typer.echo(f"rendering {each} ...", err=True)
            pages.append(render_report(find_notebook(each), settings, output, name))
        typer.echo("Open in a browser: " + "  ".join(str(page) for page in pages))


@app.command()
def parameters(
    notebook: Annotated[str, typer.Argument(help="Notebook, by name or path.")],
) -> None:
    """List the parameters of a notebook, their defaults and the values offered."""
    from hotlinelib.parameters import choices_of, declared_parameters
    from hotlinelib.reports import find_notebook

    with _told():
        path = find_notebook(notebook)
        choices = choices_of(path)
        offered = choices.offered() if choices else {}
        for one in declared_parameters(path).values():
            typer.echo(f"{one.name}: {one.type} = {one.default}")
            typer.echo(f"    {one.help}")
            if one.name in offered:
                typer.echo(f"    one of: {', '.join(offered[one.name])}")


@app.command()
def build() -> None:
    """Make the tables under data/ anew from the printed lists and the registry."""
    from hotlinelib.build import build as build_tables

    with _told():
        for path in build_tables():
            typer.echo(f"wrote {path}")


@app.command()
def parse(
    file: Annotated[str, typer.Argument(help="Article with an award list; - for standard input.")],
) -> None:
    """Read the award list of an article and print its rows as CSV."""
    from hotlinelib.award_list import parse_awards

    with _told():
        content = sys.stdin.buffer.read() if file == "-" else _read(Path(file))
        rows = parse_awards(content)
        typer.echo(rows.to_csv(index=False, lineterminator="\n"), nl=False)
        typer.echo(f"{len(rows)} rows, {rows['award'].nunique()} awards", err=True)


@app.command()
def lab() -> None:
    """Open JupyterLab on the notebooks, on this interpreter."""
    from hotlinelib.storage import notebook_folder

    with _told():
        command = [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(notebook_folder())]
        managed = (
            "--ServerApp.kernel_spec_manager_class=hotlinelib.kernels.ProjectKernelSpecManager"
        )
        raise typer.Exit(subprocess.call([*command, managed]))


def _settings(given: list[str]) -> dict[str, str]:
    """Return NAME=VALUE texts as a mapping.

    Raises
    ------
    ParameterError
        If one has no '=', or a name is given twice.
    """
    settings: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise ParameterError(f"-p {text}: write it as NAME=VALUE")
        if name in settings:
            raise ParameterError(f"-p {name} is given twice; give it once")
        settings[name] = value
    return settings


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ParameterError(f"{path} can't be read: {error.strerror}") from error


@contextmanager
def _told() -> Iterator[None]:
    """Tell a user what is wrong, without a traceback."""
    try:
        yield
    except ParameterError as error:
        typer.echo(f"hotline: {error}", err=True)
        raise typer.Exit(2) from error
    except HotlineError as error:
        typer.echo(f"hotline: {error}", err=True)
        raise typer.Exit(1) from error
