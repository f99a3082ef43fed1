"""The guide to adding an edition: its commands are run and print what it shows."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil

import pandas as pd
import pytest
from typer.testing import CliRunner

from hotlinelib.cli import app
from hotlinelib.storage import PACKAGE, package_data

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
    shutil.copytree(package_data(), tmp_path / "copy")
    (tmp_path / "article.txt").write_text(blocks("text")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fill(path):
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    rows = [row | decided()[row["printed"]] for row in table.to_dict("records")]
    pd.DataFrame(rows).to_csv(path, index=False, encoding="utf-8-sig")


def test_the_walk_prints_what_the_guide_shows(folder, monkeypatch):
    ran = 0
    for block in blocks("console"):
        command, _, expected = block.removeprefix("$ ").partition("\n")
        if "added " in expected:
            fill(folder / "copy/editions/2020/decisions.csv")
        shown = CliRunner().invoke(app, shlex.split(command)[1:])
        assert shown.output.replace(f"{folder}/", "") == expected
        ran += 1
    assert ran == 4
    monkeypatch.setenv("HOTLINELIB_DATA", str(folder / "copy"))
    examples = doctest.DocTestParser().get_doctest(blocks("python")[0], {}, "guide", None, 0)
    assert doctest.DocTestRunner(verbose=False).run(examples) == doctest.TestResults(0, 3)
