"""Small notebooks and the command, for the tests of reports."""

from __future__ import annotations

import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat

from hotlinelib.cli import app
from hotlinelib.console import run
from hotlinelib.reports.commands import as_parameter

HOTLINE = [str(Path(sys.executable).with_name("hotline"))]
PARAMETERS = 'language: str = "en"  # language of the report\ntimes: int = 1  # how often\n'
SHOWN = """
import pandas as pd
from hotlinelib.paper import Paper
paper = Paper(language)
paper.title("Small report")
"""
TABLE = 'paper.table(pd.DataFrame({"count": [times, 1234]}), "small", "A caption.")'


def write_notebook(path: Path, *sources: str, choices: str = "") -> Path:
    """Write a notebook with the parameters `language` and `times` and some cells."""
    notebook = nbformat.v4.new_notebook()
    if choices:
        notebook.metadata["hotlinelib"] = {"choices": choices}
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    for number, source in enumerate([PARAMETERS, *sources]):
        notebook.cells.append(nbformat.v4.new_code_cell(source, id=f"cell-{number}"))
    notebook.cells[0].metadata["tags"] = ["parameters"]
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def hotline(*arguments: object, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    command = [*HOTLINE, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, **options)


def hotline_here(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, where what it says matters and not how it starts or ends."""
    command, out, err = ["hotline", *map(str, arguments)], StringIO(), StringIO()
    with patch("sys.argv", command), chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        status = run(app, as_parameter)
    return subprocess.CompletedProcess(command, status, out.getvalue(), err.getvalue())


def files_under(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
