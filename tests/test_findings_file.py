"""What `findings.json` is: its JSON Schema, and what the columns of a report's files are."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from nbformat import v4
from notebook_runner import notebook_path, run_notebook

import hotlinelib as hl
from hotlinelib.findings.estimates import COLUMNS
from hotlinelib.part import METADATA_KEY, Part
from hotlinelib.reports.findings_file import findings_of
from hotlinelib.reports.manifest import read_manifest
from hotlinelib.reports.parameters import choices_of

SOON = ("institutions", "editions")
REPORTS = sorted({Path(entry.notebook).stem for entry in read_manifest().values()})
SCHEMA = hl.reports.findings_schema()


def findings_file(name: str, parts: list[Part], **choices: Any) -> Any:
    """Return `findings.json` as it is read again."""
    outputs = [
        v4.new_output("display_data", part.content, metadata={METADATA_KEY: part.about})
        for part in parts
    ]
    executed = v4.new_notebook(cells=[v4.new_code_cell("", outputs=outputs)])
    content = findings_of(executed, name, choices, "0" * 64, "1.0")
    return json.loads(json.dumps(content, allow_nan=False))


def test_the_schema_is_one_and_knows_every_column_of_estimates() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert set(SCHEMA["properties"]["estimates"]["items"]["properties"]) == set(COLUMNS)


@pytest.mark.parametrize(
    "name",
    [name if name in SOON else pytest.param(name, marks=pytest.mark.slow) for name in REPORTS],
)
def test_the_findings_of_each_report_are_as_the_schema_says(name: str) -> None:
    assert choices_of(notebook_path(name))
    parts = run_notebook(name)
    content = findings_file(name, parts)
    Draft202012Validator(SCHEMA).validate(content)
    assert content["estimates"]
    files = [part for part in parts if "text/csv" in part.content]
    assert len(content["files"]) == len(files) > 0
    for part, told in zip(files, content["files"], strict=True):
        header = next(csv.reader(io.StringIO(part.content["text/csv"])))
        assert header == [column["name"] for column in told["columns"]]
        assert told["file"].endswith(f"-{part.about['name']}.csv")


@pytest.mark.parametrize("wrong", [{"format": 2}, {"estimates": [{"id": "gini", "value": "0.6"}]}])
def test_the_schema_refuses_what_is_no_such_file(wrong: dict[str, Any]) -> None:
    content = findings_file("small", [])
    Draft202012Validator(SCHEMA).validate(content)
    assert list(Draft202012Validator(SCHEMA).iter_errors({**content, **wrong}))


def test_names_of_columns_are_the_same_in_all_languages_and_headings_are_not() -> None:
    columns = {}
    for language in ("en", "zh-Hans"):
        paper = hl.Paper(language)  # type: ignore[arg-type]
        shown = paper.show(hl.findings.kinds(hl.select_awards(hl.load_awards())), figure=False)
        columns[language] = shown.parts[-1].about["columns"]
    names, headings = (
        [[column[field] for column in columns[language]] for language in columns]
        for field in ("name", "heading")
    )
    assert names[0] == names[1] == ["kind", "count", "share_interval", "rule"]
    assert headings[0] != headings[1]
