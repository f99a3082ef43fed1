"""The printed list of an edition: its lines as they are kept, and the rows that they give."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotlinelib.award_list.printed_line import Line
from hotlinelib.errors import DataError, line_ranges
from hotlinelib.storage import data_place
from hotlinelib.tables.editions import LIST_NAME, RECORD_NAME, edition_folder, read_source_record

if TYPE_CHECKING:
    import pandas as pd

# What a person has decided about the lines of a list that can't be read without.
ROLES_NAME = "roles.csv"
LIST_COLUMNS = ("line", "text")


def read_list(edition: str) -> list[Line]:
    """Read the printed list of an edition, each line with its number in the article."""
    path = edition_folder(edition) / LIST_NAME
    content = path.read_bytes()
    expected = read_source_record(edition).list_sha256
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise DataError(
            "{path}: its SHA-256 is {found}, but {record_name} says {expected}. The printed list "
            "is never edited: restore it, or put a correction into {data}/registry/corrections.csv",
            data=data_place(),
            path=path,
            found=found,
            record_name=RECORD_NAME,
            expected=expected,
        )
    return _lines(content.decode("utf-8"), path)


def read_rows(edition: str) -> pd.DataFrame:
    """Read the printed list of an edition as rows, one per winner.

    Raises
    ------
    DataError
        If a winner has no organisation: winners are counted by theirs.
    """
    from hotlinelib.award_list.parse import parse_lines

    roles = edition_folder(edition) / ROLES_NAME
    lines = read_list(edition)
    rows = parse_lines(lines, roles=roles if roles.exists() else None)
    if alone := alone_at(rows):
        raise DataError(
            "{path}, lines {lines}: people whose organisation isn't printed; the data set counts "
            "winners by it. Leave these lines out: give them the role prose in {roles}",
            path=edition_folder(edition) / LIST_NAME,
            lines=alone,
            roles=roles,
        )
    return rows


def alone_at(rows: pd.DataFrame) -> str:
    """Return the lines of winners without an organisation: '3-5, 9'."""
    without = rows["organisation"].isna() | (rows["organisation"] == "")
    return line_ranges(rows.loc[without, "line"])


def list_bytes(lines: Sequence[Line]) -> bytes:
    """Return the content of a list's file: TSV in UTF-8, lines ended by LF."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerows([LIST_COLUMNS, *((line.number, line.text) for line in lines)])
    return text.getvalue().encode("utf-8")


def _lines(text: str, path: Path) -> list[Line]:
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    if tuple(header) != LIST_COLUMNS:
        raise DataError(
            "{path}: its columns are {header}, expected {list_columns}",
            path=path,
            header=header,
            list_columns=list(LIST_COLUMNS),
        )
    return [Line(int(number), printed) for number, printed in rows]
