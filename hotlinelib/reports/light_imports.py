"""Imports of Jupyter's libraries without parts that reports don't need and that take long."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# jsonschema tries to import it for the format "iri", which no schema of notebooks has; its grammars
# are compiled at import.
GRAMMARS = "rfc3987_syntax"


@contextmanager
def without(*modules: str) -> Iterator[None]:
    """Let libraries that would take modules where they are installed do without them.

    Later imports find the modules; what was imported within has no use for them until the process
    ends.
    """
    hidden = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


@contextmanager
def without_grammars() -> Iterator[None]:
    """Let jsonschema's first import go without the grammars of IRIs; later imports find them."""
    with without(*([] if "jsonschema" in sys.modules else [GRAMMARS])):
        yield
