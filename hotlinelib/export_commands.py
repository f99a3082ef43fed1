"""The command `hotline export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hotlinelib import storage
from hotlinelib.console import DataOption, told
from hotlinelib.messages import message

FORMAT_HELP = "csv, xlsx, parquet, json or sqlite."
DEFAULT_FOLDER = Path("export")


def export(
    format: Annotated[str, typer.Option("--format", "-f", help=FORMAT_HELP)] = "csv",
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder to write to.")
    ] = DEFAULT_FOLDER,
    data: DataOption = None,
) -> None:
    """Write the tables with their data dictionary in a format of other programs."""
    from hotlinelib.tables.export import export_tables

    with told(), storage.data(data):
        for path in export_tables(output, format):
            typer.echo(message("wrote {path}", path=path))
