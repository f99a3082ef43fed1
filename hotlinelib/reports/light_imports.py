"""Imports of Jupyter's libraries without a part that reports don't need and that takes seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# jsonschema tries to import it for the format "iri", which no schema of notebooks has; its grammars
# are compiled at import.
GRAMMARS = "rfc3987_syntax"


@contextmanager
def without_grammars() -> Iterator[None]:
    """Let jsonschema's first import go without the grammars of IRIs; later imports find them."""
    if GRAMMARS in sys.modules or "jsonschema" in sys.modules:
        yield
        return
    sys.modules[GRAMMARS] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[GRAMMARS]
