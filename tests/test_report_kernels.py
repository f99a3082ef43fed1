"""Forked kernels against stock ones: whatever a cell does, both say the same, and nothing leaks."""

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from report_helpers import hotline, write_notebook

from hotlinelib.reports.executed import without_run_marks

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

ODD_CELLS = [
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
    "import matplotlib as mpl\nmpl.get_backend(), mpl.rcParams['figure.dpi'],"
    " mpl.rcParamsDefault['backend']",
    "plt.get_fignums()",
    "import pandas as pd\n{name: pd.get_option(name) for name in ('display.max_columns',"
    " 'display.width', 'display.max_rows')}",
    "pd.reset_option('display.max_columns'); pd.get_option('display.max_columns')",
    "pd.DataFrame({f'column {n}': range(70) for n in range(30)})",
    "import logging\nlogging.warning('a warning')\nlogging.getLogger().handlers",
    "import sys\nprint('to standard error', file=sys.stderr)",
    "import os\nos.write(1, b'to the file descriptor'); os.write(2, b'and the other')",
    "!echo from a shell",
    "%%bash\necho from a cell of bash",
    "import subprocess; subprocess.run(['echo', 'from a child']).returncode",
    "from IPython.display import display, update_display, HTML, clear_output\n"
    "display('one', display_id='here')\nupdate_display('two', display_id='here')",
    "print('gone')\nclear_output()\nprint('stays')",
    "from tqdm.auto import tqdm\nfor _ in tqdm(range(2), bar_format='{n_fmt}'): pass",
    "try:\n    input('name? ')\nexcept Exception as error:\n    print(type(error).__name__)",
    "%timeit -n1 -r1 -q 1\n%who int",
    "import warnings\nwarnings.warn('of a user')",
    "import random, numpy as np\nrandom.random(), np.random.rand()",
    "import seaborn, threading\nthreading.active_count() > 0, threading.current_thread().name",
    "sorted({'a', 'b', 'c'}), hash('text')",
    "sys.argv[0].endswith('.py') or sys.argv[0], sys.path[0] == os.getcwd() or sys.path[0],"
    " sys.flags.hash_randomization",
    "import signal\nsignal.getsignal(signal.SIGINT) is signal.default_int_handler,"
    " signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL",
    "os.getcwd() == os.path.realpath('.'), os.getppid() > 1, os.getpgid(0) == os.getpid()",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "__name__, get_ipython().__class__.__name__, In[1], _",
    # What a child prints is on its way for a moment longer than the child.
    "import multiprocessing, time\n"
    "child = multiprocessing.get_context('fork').Process(target=print)\n"
    "child.start(), child.join(), time.sleep(0.5)\nchild.exitcode",
    "{name: os.environ.get(name) for name in ('TERM', 'CLICOLOR', 'PAGER', 'GIT_PAGER')}",
    "[os.path.realpath(folder) == os.getcwd() for folder in _dh],"
    " get_ipython().starting_dir == os.getcwd(), os.path.isdir(get_ipython().profile_dir.location)",
    "shell = get_ipython()\nshell.kernel.shell is shell, shell.parent is shell.kernel,"
    " type(shell.compile).__name__, shell.history_manager.enabled, sorted(shell.config)",
    "import __main__, pickle\n__main__.shell is shell, pickle.loads(pickle.dumps(os.getcwd)) is"
    " os.getcwd, shell.user_module is __main__",
    "%history -n 1-2\n%xmode\nIn[-1]",
    "%%capture taken\nprint('one'); display('two')",
    "taken.stdout, taken.outputs",
    "sys.excepthook, sys.displayhook.__class__.__name__, sys.stdout.__class__.__name__",
    "sys.stdin.read()",
    "'last'",
]


def executed(folder: Path, kernels: str, name: str) -> Any:
    done = hotline("report", name + ".ipynb", "--kernels", kernels, "-o", kernels, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "started anew" not in done.stderr
    return nbformat.read(folder / kernels / name / "report.ipynb", as_version=4)


def test_odd_cells_say_the_same_in_forked_and_in_stock_kernels(tmp_path: Path) -> None:
    write_notebook(tmp_path / "odd.ipynb", *ODD_CELLS)
    warm, fresh = (executed(tmp_path, kernels, "odd") for kernels in ("warm", "fresh"))
    for mine, stock in zip(warm.cells, fresh.cells, strict=True):
        assert mine.outputs == stock.outputs, mine.source
    assert warm.metadata == fresh.metadata


def test_a_bare_figure_is_shown_by_forked_kernels_as_by_stock_ones(tmp_path: Path) -> None:
    # Our figures in one cell, and the user's own by pyplot in another.
    languages = ("en", "zh-Hans", "zh-Hant")
    write_notebook(
        tmp_path / "bare.ipynb",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "import pandas as pd\nfrom hotlinelib.paper import Paper\n"
        "pd.Series([1, 2]).plot(title=Paper(language).say('Figure {number}', number=1));",
        choices="hotlinelib.choices:Choices",
    )
    manifest = f"""
        [report.bare]
        notebook = "{tmp_path / "bare.ipynb"}"
        default = true
        matrix = {{ language = {list(languages)} }}
    """
    (tmp_path / "reports.toml").write_text(manifest)
    shown = {}
    for kernels in ("warm", "fresh"):
        done = hotline(
            *("report", "--manifest", "reports.toml", "--kernels", kernels, "-o", kernels),
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        assert "started anew" not in done.stderr
        shown[kernels] = [
            cell.outputs
            for language in languages
            for cell in nbformat.read(
                tmp_path / kernels / f"bare--language-{language}" / "report.ipynb", 4
            ).cells[-2:]
        ]
    assert all("image/png" in outputs[-1].data for outputs in shown["warm"])
    assert shown["warm"] == shown["fresh"]


def test_nothing_of_one_report_is_seen_by_the_next(tmp_path: Path) -> None:
    leaks = [
        "import builtins, os, pandas as pd, numpy as np\n"
        "seen = hasattr(builtins, 'left'), 'LEFT' in os.environ,"
        " pd.get_option('display.precision'), os.path.exists('left'), round(np.random.rand(), 6)\n"
        "builtins.left = os.environ['LEFT'] = 'here'\n"
        "pd.set_option('display.precision', 1)\n"
        "open('left', 'w').close()\n"
        "print(seen)"
    ]
    for name in ("one", "two", "three"):
        write_notebook(tmp_path / f"{name}.ipynb", *leaks)
    manifest = "".join(
        f'[report.{name}]\nnotebook = "{tmp_path / name}.ipynb"\ndefault = true\n'
        for name in ("one", "two", "three")
    )
    (tmp_path / "reports.toml").write_text(manifest)
    done = hotline("report", "--manifest", "reports.toml", "-j", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = {
        nbformat.read(tmp_path / "reports" / name / "report.ipynb", 4).cells[1].outputs[0].text
        for name in ("one", "two", "three")
    }
    assert said == {"(False, False, 6, False, 0.548814)\n"}


def test_where_forking_isnt_safe_kernels_are_started_anew_and_the_run_says_so(
    tmp_path: Path,
) -> None:
    write_notebook(tmp_path / "small.ipynb", "'here'")
    # More than one thread in the process to fork: the memory pool of pyarrow has one, and OpenBLAS
    # has as many as it is allowed.
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "2"}
    done = hotline("report", "small.ipynb", cwd=tmp_path, env=environment)
    assert done.returncode == 0
    told = "kernels were started anew, not forked: a fork of 2 threads would lose all but one"
    assert told in done.stderr
    assert (tmp_path / "reports/small/report.html").exists()


def test_a_forked_kernel_writes_no_file_that_jupyter_reads_at_that_moment(tmp_path: Path) -> None:
    # ipykernel writes the file with its connections anew; a half-written one stopped the report.
    cell = "from ipykernel.connect import get_connection_file\nget_connection_file()"
    write_notebook(tmp_path / "file.ipynb", cell)
    done = hotline("report", "file.ipynb", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    report = nbformat.read(tmp_path / "reports" / "file" / "report.ipynb", 4)
    assert report.cells[-1].outputs[0].data["text/plain"].strip("'").endswith(".json.kernel")


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
