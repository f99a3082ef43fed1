"""What all commands have in common: the data folder, and errors told without a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from hotlinelib.errors import HotlineError, ParameterError
from hotlinelib.extras import from_extra

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="Data folder to work on, a copy of data/; also by the variable HOTLINELIB_DATA.",
        show_default=False,
    ),
]


@contextmanager
def told(status: int = 1) -> Iterator[None]:
    """Tell a user what is wrong, without a traceback; exit status 2 for misuse, else `status`."""
    try:
        with from_extra("reports"):
            yield
    except ParameterError as error:
        typer.echo(f"hotline: {error}", err=True)
        raise typer.Exit(2) from error
    except HotlineError as error:
        typer.echo(f"hotline: {error}", err=True)
        raise typer.Exit(status) from error
    except OSError as error:
        # Of no file: whoever read the output is gone, say, which is no mistake.
        if error.filename is None:
            raise
        typer.echo(f"hotline: {error.filename}: {error.strerror}", err=True)
        raise typer.Exit(status) from error
