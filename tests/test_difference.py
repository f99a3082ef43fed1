"""What differs between two data folders, editions and reports."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import hotlinelib as hl
from hotlinelib.cli import app
from hotlinelib.difference import changed_rows
from hotlinelib.findings.estimates import as_records
from hotlinelib.reports.findings_file import FINDINGS_NAME, FORMAT
from hotlinelib.storage import package_data


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["diff", *map(str, arguments)])
    return done.exit_code, done.output


def report_folder(folder: Path, recipients: str, language: str) -> Path:
    """Return a folder with the findings of a report, as a render leaves them."""
    found = hl.findings.holders(hl.select_awards(hl.load_awards("2019"), recipients))
    return findings_folder(folder, found, recipients, language)


def findings_folder(
    folder: Path, found: hl.findings.Finding, recipients: str, language: str
) -> Path:
    content = {
        "format": FORMAT,
        "report": "multi_award_winners",
        "choices": {"recipients": recipients, "language": language},
        "data": {"sha256": "0"},
        "package": "0",
        "findings": {},
        "estimates": as_records(found.estimates),
        "sentences": [
            {"section": found.name, "language": language, "text": text, "states": text.states}
            for text in found.sentences(language)
        ],
    }
    folder.mkdir()
    (folder / FINDINGS_NAME).write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_equal_sides_have_no_difference():
    assert run("2019", "2019") == (0, "--- 2019\n+++ 2019\n\nNo differences.\n")


def test_one_changed_alias_is_told_with_the_row_that_it_moves(tmp_path: Path):
    changed = tmp_path / "data"
    shutil.copytree(package_data(), changed)
    path = changed / "tables" / "awards.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    column = rows[0].index("province")
    (row,) = (each for each in rows if each[rows[0].index("source_line")] == "55")
    assert row[column] == "广东省"
    row[column] = "海南省"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    status, told = run(package_data(), changed, "--format", "json")
    assert status == 1
    (moved,) = json.loads(told)["rows"]
    assert (moved["table"], moved["column"]) == ("awards", "province")
    assert (moved["before"], moved["after"], moved["change"]) == ("广东省", "海南省", "changed")


def test_reports_are_compared_by_the_ids_of_their_estimates(tmp_path: Path):
    one = report_folder(tmp_path / "one", "organisation", "en")
    other = report_folder(tmp_path / "other", "all", "en")
    found = hl.compare(one, other)
    moved = found.estimates.set_index(["id", "column"])
    winners = moved.loc[("holders/winners", "value")]
    assert (winners["before"], winners["after"], winners["difference"]) == (52.0, 53.0, 1.0)
    assert found.head.set_index("name").loc["recipients", "after"] == "all"
    assert any("19 of the 52" in text for text in found.sentences["before"])
    assert "<table" in found.to_html() and "<script" not in found.to_html()


def test_a_report_in_another_language_has_the_same_estimates(tmp_path: Path):
    one = report_folder(tmp_path / "one", "organisation", "en")
    other = report_folder(tmp_path / "other", "organisation", "zh-Hans")
    assert hl.compare(one, other).estimates.empty


def test_what_cannot_be_compared_ends_with_2(tmp_path: Path):
    status, told = run("2019", package_data())
    assert status == 2 and "2019 is an edition" in told
    status, told = run(tmp_path, "2019")
    assert status == 2 and "no folder of a rendered report" in told


def test_rows_that_came_went_and_changed_are_told_by_key():
    before = pd.DataFrame({"key": ["a", "b"], "value": [1, 2]})
    after = pd.DataFrame({"key": ["b", "c"], "value": [3, 4]})
    found = changed_rows(before, after, ["key"], "t").set_index("key")["change"].to_dict()
    assert found == {"a": "went", "b": "changed", "c": "came"}


def test_findings_without_a_file_and_of_another_format_say_what_to_do(tmp_path: Path):
    with pytest.raises(hl.ReportError, match="name the folder of one rendered report"):
        hl.read_report(tmp_path)
    (tmp_path / FINDINGS_NAME).write_text('{"format": 0}', encoding="utf-8")
    with pytest.raises(hl.ReportError, match="render the report again"):
        hl.read_report(tmp_path)


def test_numbers_that_came_or_went_together_are_one_line_that_names_all(tmp_path: Path) -> None:
    sides = [report_folder(tmp_path / who, who, "en") for who in ("organisation", "person")]
    text = (found := hl.compare(*sides)).to_text()
    assert len(text.splitlines()) < len(found.estimates)
    lone = found.estimates[found.estimates["change"] != "changed"]
    assert all(id.rpartition("/")[2] in text for id in lone["id"])


def test_a_number_that_one_side_lacks_is_told_as_empty(tmp_path: Path) -> None:
    awards = hl.select_awards(hl.load_awards("2019"))
    sides = [
        findings_folder(tmp_path / unit, hl.findings.rates(awards, unit=unit), "organisation", "en")
        for unit in ("organisations", "awards")
    ]
    status, told = run(*sides)
    assert status == 1
    # Awards are not independent of each other: nothing is shrunk.
    assert "~ rates/largest_own_weight value: 0.717549 → \n" in told
    assert "~ rates/total value: 52 → 71  (+19)\n" in told
    # Places by name, and what is alike in one line.
    assert "~ rates/count/440000 (Guangdong) value: 9 → 14  (+5)\n" in told
    (shrunk,) = (line for line in told.splitlines() if "rates/rate_shrunk/ value" in line)
    assert shrunk.startswith("  - ") and "Guangdong" in shrunk
    assert "~ n: 52 → 71: " in told
    assert told.index("Highest rate") < told.index("rates/total")


def test_reports_in_two_languages_are_compared_by_numbers_alone(tmp_path: Path) -> None:
    sides = [
        report_folder(tmp_path / language, "organisation", language)
        for language in ("en", "zh-Hans")
    ]
    found = hl.compare(*sides)
    assert found.sentences.empty and found.head["name"].tolist() == ["language"]


def test_a_folder_that_is_misspelt_and_a_file_of_a_report_are_told(tmp_path: Path) -> None:
    one = report_folder(tmp_path / "winners", "organisation", "en")
    status, told = run(one, tmp_path / "winers")
    assert status == 2 and "did you mean 'winners'" in told
    status, told = run(one, one / "report.html")
    assert status == 2 and f"name its folder: {one}" in told
