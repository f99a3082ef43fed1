"""Fill the pages of the documentation that are made: commands, reference, data dictionary.

mkdocs calls `on_page_markdown` for each page; a marker such as `<!-- made: commands -->` is
replaced by what the package says today, so these pages can't fall behind.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import typer

import hotlinelib as hl
from hotlinelib.cli import app
from hotlinelib.tables.describe import data_dictionary

MARKER = re.compile(r"<!-- made: (\w+) ?(.*?) -->")


def on_startup(**_: Any) -> None:
    """Let jieba, which the search splits Chinese with, load its dictionary without telling."""
    import jieba

    jieba.setLogLevel(logging.WARNING)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return a page with its markers filled in."""
    return MARKER.sub(_fill, markdown)


def commands() -> str:
    """Return all commands with their arguments and options, as Markdown."""
    group = typer.main.get_command(app)
    parts = [part for name, one in group.commands.items() for part in _command(name, one)]
    return "\n".join(parts)


def reference(modules: str) -> str:
    """Return the public names of modules, for mkdocstrings to fill in."""
    return "\n\n".join(
        f"::: hotlinelib.{module}.{name}"
        for module in modules.split()
        for name in hl._PUBLIC[module]
    )


def documented_modules(markdown: str) -> list[str]:
    """Return the modules whose names a page lists."""
    found = MARKER.findall(markdown)
    return [module for kind, modules in found if kind == "reference" for module in modules.split()]


def _fill(found: re.Match[str]) -> str:
    kind, argument = found.groups()
    if kind == "commands":
        return commands()
    if kind == "dictionary":
        # The sections of a page of its own stand one level higher than those in the README.
        return re.sub("^###", "##", data_dictionary(), flags=re.M)
    return reference(argument)


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## `hotline {name}`\n\n{command.help}\n"
    shown = [one for one in command.params if one.name != "help"]
    if shown:
        yield "| Argument or option | What it is |\n|---|---|"
    for one in shown:
        names = ", ".join(f"`{text}`" for text in one.opts) if one.opts[0].startswith("-") else ""
        told = (one.help or "").replace("|", "\\|")
        yield f"| {names or f'`{str(one.name).upper()}`'} | {told} |"
    yield ""
