"""What all commands have in common: the data folder, streams, errors told without a traceback."""

from __future__ import annotations

import gettext
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from hotlinelib.errors import HotlineError, ParameterError, nearest
from hotlinelib.extras import from_extra
from hotlinelib.messages import DOMAIN, LOCALE_FOLDER, message, reason_of, reworded, system_language

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="Data folder to work on, a copy of data/; also by the variable HOTLINELIB_DATA.",
        show_default=False,
    ),
]
Hint: TypeAlias = Callable[[str, Sequence[str]], str]


class Stopped(KeyboardInterrupt):
    """The run was asked to end by a signal."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f" by {signal.Signals(number).name}")


def run(app: typer.Typer, as_parameter: Hint) -> int:
    """Run the command in the language of the system; return its exit status.

    `as_parameter` says how an option that there isn't is given as a parameter of a report.
    """
    command = typer.main.get_command(app)
    if system_language() != "en":
        # For what typer says itself.
        os.environ["LANGUAGE"] = system_language().replace("-", "_")
        gettext.bindtextdomain(DOMAIN, str(LOCALE_FOLDER))
        gettext.textdomain(DOMAIN)
        for one in with_help(command):
            one.help = message(one.help)
            # Boxes cut Chinese off: it has no spaces to break lines at.
            one.rich_markup_mode = None
            if hasattr(one, "options_metavar"):
                one.options_metavar = message("[OPTIONS]")
                one.format_usage = partial(_write_usage, one)
            if hasattr(one, "subcommand_metavar"):
                one.subcommand_metavar = message("COMMAND [ARGS]")
    try:
        return command(standalone_mode=False) or 0
    except Exception as error:
        # Whether it is click's or typer's own copy of it that refuses depends on their versions.
        if not hasattr(error, "format_message"):
            raise
        typer.echo(_refusal(error, as_parameter), err=True)
        return int(error.exit_code)  # type: ignore[attr-defined]


def _write_usage(command: Any, context: Any, formatter: Any) -> None:
    given = " ".join(command.collect_usage_pieces(context))
    formatter.write_usage(context.command_path, given, prefix=message("Usage:"))


def with_help(command: Any) -> Iterator[Any]:
    """Go through a command, its options and its subcommands: all that has a `help`."""
    yield command
    yield from command.params
    yield command.get_help_option(typer.Context(command))
    for one in getattr(command, "commands", {}).values():
        yield from with_help(one)


def _refusal(error: Any, as_parameter: Hint) -> str:
    """Return what in a command can't be understood, and where the help is."""
    kind = type(error).__name__
    context: Any = getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return str(error.format_message())
    name = getattr(error, "option_name", "")
    if parameter := getattr(error, "param", None):
        name = max(parameter.opts, key=len)
    if kind == "NoSuchOption":
        known = [one for each in context.command.params for one in each.opts]
        hint = as_parameter(name, sys.argv[1:]) if "--parameter" in known else ""
        said = message("there is no option {name}", name=name) + (hint or nearest(name, known))
    elif kind == "MissingParameter":
        said = message("{name} is missing", name=name)
    elif kind == "BadOptionUsage":
        said = message(
            "{name} stands without its value, or with one that it doesn't take", name=name
        )
    elif kind == "BadParameter":
        reason = error.message.removeprefix("Value error, ").rstrip(".")
        _, is_choice, offered = reason.partition(" is not one of ")
        if is_choice:
            reason = message("use: {offered}", offered=offered.replace("'", ""))
        said = message(
            "the value of {name} can't be taken: {said}", name=name, said=reworded(reason)
        )
    elif commands := getattr(context.command, "commands", None):
        name = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
        said = message("there is no command {name}", name=name) + nearest(name, commands)
    else:
        more = error.message.rpartition("(")[2].rstrip(")")
        said = message("there are more arguments than it takes: {said}", said=more)
    path = context.command_path if context else "hotline"
    hint = message("{command} --help lists what there is", command=path)
    return f"hotline: {said}\n{hint}"


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
        return f"{error.filename}: {reason_of(error)}"
    return message("a file can't be written: {reason}", reason=reason_of(error))
