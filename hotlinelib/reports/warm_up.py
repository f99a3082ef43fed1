"""What the nursery does once, so that no kernel has to: imports, and what is made at first use."""

from __future__ import annotations

import builtins
import importlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import SimpleNamespace

# pandas and matplotlib ask where they run; all others are imported as they are anywhere.
ASKING = ("pandas", "matplotlib")
INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
# Whoever has this has choices, computes and draws; a notebook without analyses does without.
ANALYSES = "hotlinelib.paper"


def import_modules(modules: Sequence[str]) -> None:
    """Import modules, and make what these make at first use and is the same in every process.

    Where one can't be imported or something can't be read, the notebook's own cell will tell why.
    """
    with as_in_a_kernel():
        _import_all(ASKING)
    _import_all(modules)
    if ANALYSES in sys.modules:
        for step in (read_tables, read_languages, prepare_drawing):
            _try(step)


def read_tables() -> None:
    """Read what all analyses read."""
    from hotlinelib.places.divisions import load_divisions, load_provinces
    from hotlinelib.tables.load import load_awards, load_organisations

    for load in (load_awards, load_organisations, load_divisions, load_provinces):
        load()


def read_languages() -> None:
    """Read the sentences, numbers and dates of all languages, and the names of all values."""
    from hotlinelib.labels import named_columns, names_of
    from hotlinelib.language import LANGUAGES, speak

    for language in LANGUAGES:
        say = speak(language)
        say("Figure {number}", number=0.5)
        say.percent(0.5)
        say.date("2019-08-08")
        for column in named_columns():
            names_of(column, language)


def prepare_drawing() -> None:
    """Register the typefaces, and the formats of pictures."""
    from PIL import Image

    from hotlinelib.figures.style import register_typefaces

    register_typefaces()
    Image.preinit()


@contextmanager
def as_in_a_kernel() -> Iterator[None]:
    """Let libraries that ask at import where they run, find what they would find in a kernel."""
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    builtins.get_ipython = lambda: SimpleNamespace(kernel=True)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]


def _import_all(modules: Sequence[str]) -> None:
    for name in modules:
        with suppress(Exception):
            importlib.import_module(name)


def _try(step: Callable[[], None]) -> None:
    with suppress(Exception):
        step()
