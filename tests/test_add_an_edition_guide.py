"""The guide to adding an edition: its commands are run and print what it shows."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from data_of_2019 import copy_of_2019
from typer.testing import CliRunner

from hotlinelib.cli import app
from hotlinelib.storage import PACKAGE

GUIDE = PACKAGE.parent / "docs" / "add_an_edition.md"


def blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def decided():
    """Return the guide's table of decisions, by printed name."""
    table = re.search(r"\n(\| `printed` .*?)\n\n", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    head, _, *rows = [
        [c.strip(" `") for c in line.split("|")[1:-1]] for line in table[1].split("\n")
    ]
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    copy_of_2019(tmp_path / "copy")
    (tmp_path / "article.txt").write_text(blocks("text")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(path):
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    rows = [row | decided()[row["printed"]] for row in table.to_dict("records")]
    pd.DataFrame(rows).to_csv(path, index=False, encoding="utf-8-sig")


def walk(folder):
    """Run the commands of the guide and yield what each prints, with what the guide shows."""
    for block in blocks("console"):
        command, _, expected = block.removeprefix("$ ").partition("\n")
        if "added " in expected:
            fill(folder / "copy/editions/2021/decisions.csv")
        shown = CliRunner().invoke(app, shlex.split(command)[1:])
        yield shown.output.replace(f"{folder}/", ""), expected


def test_the_walk_prints_what_the_guide_shows(folder, monkeypatch):
    printed = list(walk(folder))
    assert len(printed) == 4
    for shown, expected in printed:
        assert shown == expected
    monkeypatch.setenv("HOTLINELIB_DATA", str(folder / "copy"))
    examples = doctest.DocTestParser().get_doctest(blocks("python")[0], {}, "guide", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(examples) == doctest.TestResults(0, 3)


@pytest.mark.slow
def test_the_reports_of_the_new_edition_are_made(folder):
    for shown, expected in walk(folder):
        assert shown == expected
    (command,) = blocks("sh")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", command], env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert len(list(folder.glob("reports/*--edition-2021--*/report.html"))) == 2
