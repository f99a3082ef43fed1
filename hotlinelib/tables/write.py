"""Tables as the bytes of their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotlinelib.tables.schema import columns

if TYPE_CHECKING:
    import pandas as pd


def table_bytes(frame: pd.DataFrame, table: str) -> bytes:
    """Return a table as it is written: CSV in UTF-8, lines ended by LF."""
    return frame[columns(table)].to_csv(index=False, lineterminator="\n").encode("utf-8")
