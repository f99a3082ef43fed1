"""The index of a folder of reports."""

from __future__ import annotations

from pathlib import Path

INDEX_NAME = "index.html"


def write_index(folder: Path) -> None:
    """Write the page that lists the reports of a folder."""
