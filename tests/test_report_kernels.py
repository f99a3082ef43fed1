"""IPython's shell, forked, against stock kernels: both say the same, and the cells decide."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from report_helpers import hotline, write_notebook

from hotlinelib.reports.executed import without_run_marks
from hotlinelib.reports.kernel_choice import choose_kernel, does_the_same

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are made on Linux only")

# What a shell is taken for, and what comes out the same all the same.
LIKE = [
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "import pandas as pd\nfrom IPython.display import HTML, Image, Markdown, display",
    "display('one', HTML('<b>two</b>'))\nprint('three')\nMarkdown('*four*')",
    "figure, axes = plt.subplots()\naxes.bar([1, 2], [3, 4])\nfigure",
    "pd.Series([1, 2]).plot(title='by pandas');",
    "plt.get_fignums()",
    "pd.DataFrame({f'column {n}': range(70) for n in range(30)})",
    "{name: pd.get_option(name) for name in ('display.max_columns', 'display.width')}",
    "print('out')\nprint('more')",
    "import warnings\nwarnings.warn('of a user')",
    "import random, numpy as np\nrandom.random(), np.random.rand()",
    "sorted({'a', 'b', 'c'}), hash('text'), __name__, _",
    "class Bundle:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'plain', 'text/csv': 'a,b'}, {'of': 'mine'}\nBundle()",
    "class Shown:\n    def _ipython_display_(self):\n        print('shows itself')\nShown()",
    "import base64\nImage(base64.b64decode("
    "'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4"
    "2mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='))",
    "class Broken:\n    def __repr__(self):\n        raise ValueError('no text')\n"
    "try:\n    print(Broken())\nexcept ValueError as error:\n    print(error)",
    "import datetime, decimal\ndatetime.date(2019, 8, 8), decimal.Decimal('1.5'), float('nan')",
    "'' ",
    "None",
    "1;",
]
# A stock kernel loses it, and sometimes with it that the cell has ended.
HALF = "print('half a character: \\ud83d')"
# What only a stock kernel does.
UNLIKE = [
    "%matplotlib inline",
    "!echo from a shell",
    "%%bash\necho from a cell of bash",
    "plt.plot?",
    "import logging\nlogging.warning('a warning')",
    "import os\nos.write(1, b'to the file descriptor')",
    "import subprocess; subprocess.run(['echo', 'from a child'])",
    "display('one', display_id='here')",
    "from IPython.display import clear_output",
    "from tqdm.auto import tqdm",
    "input('name? ')",
    "import sys\nsys.exit(0)",
    "import asyncio\nawait asyncio.sleep(0)",
    "get_ipython()",
    "import some_module_of_mine",
    "exec('import os')",
    "from ipywidgets import interact",
    "1 +",
]


def executed(folder: Path, kernel: str, name: str) -> Any:
    done = hotline("report", name + ".ipynb", "--kernel", kernel, "-o", kernel, cwd=folder)
    assert done.returncode == 0, done.stderr
    record = json.loads((folder / kernel / name / "manifest.json").read_text(encoding="utf-8"))
    return nbformat.read(folder / kernel / name / "report.ipynb", as_version=4), record["kernel"]


def test_the_shell_says_the_same_as_a_stock_kernel(tmp_path: Path) -> None:
    assert [cell for cell in LIKE if not does_the_same(cell)] == []
    write_notebook(tmp_path / "cells.ipynb", *LIKE)
    mine, kernel = executed(tmp_path, "auto", "cells")
    stock, other = executed(tmp_path, "stock", "cells")
    assert (kernel, other) == ("shell", "stock")
    for one, two in zip(mine.cells, stock.cells, strict=True):
        assert one == two, one.source
    assert mine.metadata == stock.metadata
    assert "image/png" in mine.cells[1].outputs[-1].data


ERRORS = {
    "raised": "1 / 0",
    "below": "def f():\n    return [][1]\nf()",
    "syntax": "x = 1 +",
    "exit": "raise SystemExit(3)",
    "import": "import no_such",
    "group": "raise ExceptionGroup('several', [ValueError('one')])",
}


@pytest.mark.slow
def test_an_error_is_told_as_a_stock_kernel_tells_it(tmp_path: Path) -> None:
    for name, cell in ERRORS.items():
        write_notebook(tmp_path / f"{name}.ipynb", "'before'", cell, "'after'")
    lines = [f'[report.{n}]\nnotebook = "{tmp_path / n}.ipynb"\ndefault = true' for n in ERRORS]
    (tmp_path / "reports.toml").write_text("\n".join(lines))
    said = {}
    for kernel in ("shell", "stock"):
        done = hotline(
            *("report", "--manifest", "reports.toml", "--kernel", kernel, "-o", "reports"),
            cwd=tmp_path,
        )
        assert done.returncode == 1
        read = {
            name: nbformat.read(tmp_path / "reports" / name / "failed.ipynb", 4) for name in ERRORS
        }
        cells = {name: without_run_marks(one).cells for name, one in read.items()}
        said[kernel] = {
            line.removeprefix("hotline: ")
            for line in done.stderr.splitlines()
            if ".ipynb): " in line
        }
        for name, one in cells.items():
            assert [c.get("outputs") for c in one] == said.setdefault(
                name, [c.get("outputs") for c in one]
            ), name
    assert said["shell"] == said["stock"]


def test_the_cells_decide_which_kernel_is_taken(tmp_path: Path) -> None:
    assert [cell for cell in UNLIKE if does_the_same(cell)] == []
    code = [{"cell_type": "code", "source": source} for source in ("import pandas", UNLIKE[0])]
    if choose_kernel({"cells": code[:1]}) == "shell":  # not where the tests run in threads
        assert choose_kernel({"cells": code}) == "stock"
    write_notebook(tmp_path / "odd.ipynb", *UNLIKE[:3], "from tqdm.auto import tqdm")
    notebook, kernel = executed(tmp_path, "auto", "odd")
    assert kernel == "stock"
    assert notebook.cells[2].outputs[0].text == "from a shell\r\n"


def test_nothing_of_one_report_is_seen_by_the_next(tmp_path: Path) -> None:
    leaks = (
        "import builtins, os, pandas as pd, numpy as np\n"
        "seen = hasattr(builtins, 'left'), 'LEFT' in os.environ,"
        " pd.get_option('display.precision'), os.path.exists('left'), round(np.random.rand(), 6)\n"
        "builtins.left = os.environ['LEFT'] = 'here'\n"
        "pd.set_option('display.precision', 1)\n"
        "open('left', 'w').close()\n"
        "print(seen)"
    )
    for name in ("one", "two", "three"):
        write_notebook(tmp_path / f"{name}.ipynb", leaks)
    manifest = "".join(
        f'[report.{name}]\nnotebook = "{tmp_path / name}.ipynb"\ndefault = true\n'
        for name in ("one", "two", "three")
    )
    (tmp_path / "reports.toml").write_text(manifest)
    options = ("--manifest", "reports.toml", "-j", "1", "--kernel", "shell")
    done = hotline("report", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = {
        nbformat.read(tmp_path / "reports" / name / "report.ipynb", 4).cells[1].outputs[0].text
        for name in ("one", "two", "three")
    }
    assert said == {"(False, False, 6, False, 0.548814)\n"}


@pytest.mark.parametrize("kernel", ["shell", "stock"])
def test_a_notebook_of_ones_own_needs_no_kernelspec_and_finds_modules_beside_it(
    kernel: str, tmp_path: Path
) -> None:
    path = write_notebook(tmp_path / "mine/own.ipynb", "import beside\nbeside.ANSWER")
    notebook = nbformat.read(path, 4)
    del notebook.metadata["kernelspec"]
    nbformat.write(notebook, path)
    (tmp_path / "mine/beside.py").write_text("ANSWER = 42")
    # What has the name of a library stays unused.
    (tmp_path / "mine/pandas.py").write_text("1 / 0")
    start = tmp_path / "startup.py"
    start.write_text("1 / 0")
    environment = os.environ | {"PYTHONSTARTUP": str(start)}
    options = ("report", "mine/own.ipynb", "--kernel", kernel)
    done = hotline(*options, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    report = nbformat.read(tmp_path / "reports/own/report.ipynb", 4)
    assert report.cells[-1].outputs[0].data["text/plain"] == "42"
    (tmp_path / "mine/beside.py").write_text("ANSWER = 43")
    planned = hotline("report", "mine/own.ipynb", "--dry-run", cwd=tmp_path)
    assert "own: changed: modules" in planned.stdout


def test_what_a_page_doesnt_show_is_told_and_half_a_character_is_no_fault(tmp_path: Path) -> None:
    cell = (
        "class Plot:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'application/vnd.plotly.v1+json': {}, 'text/plain': 'Plot()'}\nPlot()"
    )
    assert does_the_same(HALF)
    write_notebook(tmp_path / "plot.ipynb", cell, HALF)
    done = hotline("report", "plot.ipynb", "-o", "reports", cwd=tmp_path)
    assert done.returncode == 0
    told = "plot: the page doesn't show application/vnd.plotly.v1+json of cell cell-1"
    assert told in done.stderr
    report = nbformat.read(tmp_path / "reports/plot/report.ipynb", as_version=4)
    assert report.cells[2].outputs[0].text == "half a character: ?\n"


def test_papermills_own_command_takes_the_engine(tmp_path: Path) -> None:
    write_notebook(tmp_path / "small.ipynb", "times * 2")
    command = [sys.executable, "-m", "papermill", "--engine", "hotline", "--no-progress-bar"]
    # Without a kernel's name it is run in test_reports, among decoys.
    given = ["-k", "python3", "-p", "times", "4", "small.ipynb", "out.ipynb"]
    subprocess.run([*command, *given], cwd=tmp_path, check=True)
    executed = nbformat.read(tmp_path / "out.ipynb", 4)
    assert executed.cells[-1].outputs[0].data["text/plain"] == "8"
    assert executed.metadata.papermill.exception is None


def test_what_a_cell_prints_is_one_piece_however_it_arrives() -> None:
    pieces = [("stdout", "one"), ("stdout", "\n"), ("stderr", "a warning"), ("stdout", "two\n")]
    cell = nbformat.v4.new_code_cell("print('one')")
    cell.outputs = [nbformat.v4.new_output("stream", name=n, text=text) for n, text in pieces]
    read = without_run_marks(nbformat.v4.new_notebook(cells=[cell]))
    assert [(output.name, output.text) for output in read.cells[0].outputs] == [
        ("stdout", "one\n"),
        ("stderr", "a warning"),
        ("stdout", "two\n"),
    ]
