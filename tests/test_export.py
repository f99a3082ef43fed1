"""Exports are read back as other programs read them: nothing may be lost on the way."""

from __future__ import annotations

import csv
import json
import os
import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from data_of_2019 import copy_of_2019
from openpyxl import load_workbook
from typer.testing import CliRunner

import hotlinelib as hl
from hotlinelib import storage
from hotlinelib.cli import app
from hotlinelib.errors import DataError
from hotlinelib.tables.export import (
    DICTIONARY,
    FORMATS,
    export_tables,
    exported_tables,
    load_data_dictionary,
    read_exported,
)
from hotlinelib.tables.read import read_table


def from_csv(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{table}.csv", dtype="str", keep_default_na=False)


def from_xlsx(folder: Path, table: str) -> pd.DataFrame:
    path = folder / "hotline-awards.xlsx"
    return pd.read_excel(path, sheet_name=table, dtype="str", keep_default_na=False)


def from_parquet(folder: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(folder / f"{table}.parquet")


def from_json(folder: Path, table: str) -> pd.DataFrame:
    content = json.loads((folder / "hotline-awards.json").read_text(encoding="utf-8"))
    return pd.DataFrame(content[table])


def from_sqlite(folder: Path, table: str) -> pd.DataFrame:
    with closing(sqlite3.connect(folder / "hotline-awards.sqlite")) as connection:
        return pd.read_sql(f"select * from {table}", connection)


READERS: dict[str, Callable[[Path, str], pd.DataFrame]] = {
    "csv": from_csv,
    "xlsx": from_xlsx,
    "parquet": from_parquet,
    "json": from_json,
    "sqlite": from_sqlite,
}


Export = Callable[[str], Path]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Return what gives the folder of an export, made when it is first asked for."""

    @cache
    def export(format: str) -> Path:
        folder = tmp_path_factory.mktemp(format)
        export_tables(folder, format)
        return folder

    return export


@pytest.mark.parametrize("format", FORMATS)
def test_every_table_comes_back_as_it_was(exported: Export, format: str) -> None:
    folder = exported(format)
    for table in exported_tables():
        back = read_exported(READERS[format](folder, table), table)
        pd.testing.assert_frame_equal(back, read_table(table), check_column_type=False)


@pytest.mark.parametrize("format", FORMATS)
def test_the_dictionary_comes_along_and_explains_every_column(
    exported: Export, format: str
) -> None:
    dictionary = READERS[format](exported(format), DICTIONARY)
    explained = set(zip(dictionary["table"], dictionary["column"], strict=True))
    for table in exported_tables():
        assert {(table, column) for column in read_table(table).columns} <= explained
    assert dictionary["description"].tolist() == load_data_dictionary()["description"].tolist()


def test_a_workbook_opens_on_the_awards_with_the_dictionary_second(exported: Export) -> None:
    book = load_workbook(exported("xlsx") / "hotline-awards.xlsx")
    assert book.sheetnames[:2] == ["awards", "data_dictionary"]
    sheet = book["awards"]
    header = [cell.value for cell in sheet[1]]
    first = dict(zip(header, [cell.value for cell in sheet[2]], strict=True))
    # Codes stay text, numbers are numbers, Chinese is as printed.
    assert first["division_code"] == "440100"
    assert first["position"] == 1
    assert first["organisation"] == "廣州12345政府服務熱線"
    assert sheet.freeze_panes == "A2"


def test_values_that_are_missing_are_null_and_codes_are_text(exported: Export) -> None:
    rows = json.loads((exported("json") / "hotline-awards.json").read_text(encoding="utf-8"))[
        "awards"
    ]
    assert rows[1]["prefecture"] is None
    assert rows[1]["division_code"] == "120000"
    assert {type(row["source_line"]) for row in rows} == {int}


def test_a_database_answers_a_question(tmp_path: Path) -> None:
    export_tables(tmp_path, "sqlite")
    export_tables(tmp_path, "sqlite")
    question = """
        select nbs_region, count(*) from awards
        where recipient = 'organisation' and edition = '2019'
        group by nbs_region order by count(*) desc
    """
    with closing(sqlite3.connect(tmp_path / "hotline-awards.sqlite")) as connection:
        answer = connection.execute(question).fetchall()
    assert answer == [("东部", 37), ("中部", 19), ("西部", 14), ("东北", 1)]


def test_the_command_writes_and_says_what(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "--format", "json", "-o", str(tmp_path)])
    assert done.exit_code == 0
    assert done.output == f"wrote {tmp_path / 'hotline-awards.json'}\n"


def test_a_format_that_is_not_offered_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "--format", "xls", "-o", str(tmp_path)])
    assert done.exit_code == 2
    assert "format = 'xls' is not offered; use: csv, xlsx, parquet, json, sqlite" in done.output
    with pytest.raises(hl.ParameterError):
        export_tables(tmp_path, "stata")


# --- what a spreadsheet would run ---

HOSTILE = [
    '=HYPERLINK("http://evil","x")',
    *("+1", "-2+3", "@SUM(1)", "\t=1", "'quoted", "'=1", "#N/A"),
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Return a data folder whose award titles would be formulas in a spreadsheet."""
    folder = copy_of_2019(tmp_path_factory.mktemp("hostile") / "data")
    categories = pd.read_csv(folder / "registry/award_categories.csv", dtype="str")
    categories["award_en"] = HOSTILE[: len(categories)]
    categories.to_csv(folder / "registry/award_categories.csv", index=False)
    return folder


@pytest.mark.parametrize("format", FORMATS)
def test_texts_that_look_like_formulas_come_back_as_they_were(tmp_path, hostile, format):
    with storage.data(hostile):
        written = export_tables(tmp_path, format)
        frame = READERS[format](tmp_path, "award_categories")
        back = read_exported(frame, "award_categories", format)
    assert back["award_en"].tolist() == HOSTILE[: len(back)]
    if format == "xlsx":
        check_workbook(written[0])
    elif format == "csv":
        check_csv(written)


def check_workbook(path):
    """Hold that no cell of a workbook is a formula."""
    for sheet in load_workbook(path):
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "inlineStr", "n", "b"}


def check_csv(written):
    """Hold that no cell of a CSV is one that a spreadsheet takes for a formula."""
    for path in written:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_an_export_to_a_full_disk_leaves_the_earlier_one(tmp_path):
    before = export_tables(tmp_path, "sqlite")[0].read_bytes()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))
        try:
            export_tables(tmp_path, "sqlite")
        except DataError as error:
            os._exit(7 if "\n" not in str(error) else 8)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert [path.name for path in tmp_path.iterdir()] == ["hotline-awards.sqlite"]
    assert (tmp_path / "hotline-awards.sqlite").read_bytes() == before
