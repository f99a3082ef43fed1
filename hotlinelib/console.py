"""What all commands have in common: the data folder, streams, errors told without a traceback."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

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


class Stopped(KeyboardInterrupt):
    """The run was asked to end by a signal."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f" by {signal.Signals(number).name}")


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
    except BrokenPipeError:
        # Whoever read the output is gone, which is no mistake.
        raise
    except OSError as error:
        typer.echo(f"hotline: {describe_os_error(error)}", err=True)
        raise typer.Exit(status) from error


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end a run as Ctrl-C does: in good order, and with a word."""

    def stop(number: int, _frame: Any) -> None:
        raise Stopped(number)

    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        # Python takes them in the main thread only.
        with suppress(AttributeError, ValueError):
            before[getattr(signal, name)] = signal.signal(getattr(signal, name), stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def open_standard_streams() -> None:
    """Make up for standard streams that were closed, and write what can't be encoded as escapes."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is the one that is missing.
            os.open(os.devnull, os.O_RDWR)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def describe_os_error(error: OSError) -> str:
    """Return in one line what a file or the system refused."""
    if error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return f"a file can't be written: {error.strerror or error}"
