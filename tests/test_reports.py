"""Rendering, with real kernels: what is refused, what fails, and what a failure leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import hotlinelib as hl
from hotlinelib.reports import find_notebook, render_report, report_name

HOTLINE = [str(Path(sys.executable).with_name("hotline"))]

PARAMETERS = 'language: str = "en"  # language of the report\ntimes: int = 1  # how often\n'
SHOWN = """
import pandas as pd
from hotlinelib.paper import Paper
paper = Paper(language)
paper.title("Small report")
"""
TABLE = 'paper.table(pd.DataFrame({"count": [times, 1234]}), "small", "A caption.")'


def write_notebook(path: Path, *sources: str) -> Path:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    for number, source in enumerate([PARAMETERS, *sources]):
        cell = nbformat.v4.new_code_cell(source, id=f"cell-{number}")
        notebook.cells.append(cell)
    notebook.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_notebook(tmp_path / "small.ipynb", SHOWN, TABLE)


def files_under(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_report_is_a_page_with_its_files(small: Path, tmp_path: Path) -> None:
    page = render_report(small, {"times": "3", "language": "zh-Hans"}, tmp_path / "reports")
    folder = page.parent
    assert folder.name == "small--times-3--language-zh-Hans"
    assert files_under(folder) == {
        "report.html", "report.ipynb", "manifest.json", "tables/table-1-small.csv",
    }  # fmt: skip
    html = page.read_text(encoding="utf-8")
    assert '<html lang="zh-Hans">' in html
    assert "<title>Small report</title>" in html
    assert ">1,234</td>" in html
    # Excel takes a CSV for Chinese only with a byte-order mark.
    content = (folder / "tables/table-1-small.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1:] == ["3", "1234"]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"] == {"language": "zh-Hans", "times": 3}
    assert [part["files"] for part in manifest["parts"]] == [["tables/table-1-small.csv"]]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"langauge": "en"}, "small.ipynb: there is no parameter 'langauge'; it has: language, t"),
        ({"times": "many"}, "small.ipynb: times = 'many' is no int"),
        ({"times": 1.5}, "small.ipynb: times = 1.5 is no int"),
    ],
)
def test_a_mistake_is_refused_before_a_kernel_starts(
    small: Path, tmp_path: Path, given: dict[str, object], told: str
) -> None:
    with pytest.raises(hl.ParameterError, match=told):
        render_report(small, given, tmp_path / "reports")
    assert not (tmp_path / "reports").exists()


def test_values_of_the_own_notebooks_are_checked_all_at_once(tmp_path: Path) -> None:
    with pytest.raises(hl.ParameterError) as caught:
        render_report(
            find_notebook("regional_distribution"),
            {"by": "county", "unit": "hotlines", "colour": "red"},
            tmp_path,
        )
    told = str(caught.value).splitlines()
    assert len(told) == 3
    assert all(line.startswith("regional_distribution.ipynb: ") for line in told)
    assert "use: province, nbs_region, region7, rank, level, prefecture" in str(caught.value)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("1 / 0", "cell cell-2 raised ZeroDivisionError: division by zero"),
        ("import sys; sys.exit(0)", "the kernel ended before these cells ran"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "cell cell-2 lost the kernel"),
    ],
)
def test_a_failure_keeps_the_good_report_and_leaves_the_notebook(
    tmp_path: Path, source: str, told: str
) -> None:
    good = write_notebook(tmp_path / "small.ipynb", SHOWN, TABLE)
    page = render_report(good, {}, tmp_path / "reports")
    before = page.read_bytes()
    bad = write_notebook(tmp_path / "small.ipynb", SHOWN, source, TABLE)
    with pytest.raises(hl.ReportError, match=told):
        render_report(bad, {}, tmp_path / "reports")
    assert page.read_bytes() == before
    assert nbformat.read(page.parent / "failed.ipynb", as_version=4).cells
    # Nothing half-made stays beside it.
    left = {path.name for path in (tmp_path / "reports").iterdir()}
    assert left - {".lock", "index.html"} == {"small"}


def test_the_next_success_takes_the_failed_notebook_away(tmp_path: Path) -> None:
    bad = write_notebook(tmp_path / "small.ipynb", "1 / 0")
    with pytest.raises(hl.ReportError):
        render_report(bad, {}, tmp_path / "reports")
    good = write_notebook(tmp_path / "small.ipynb", SHOWN, TABLE)
    page = render_report(good, {}, tmp_path / "reports")
    assert page.exists()
    assert not (page.parent / "failed.ipynb").exists()


def test_the_same_inputs_give_the_same_bytes(small: Path, tmp_path: Path) -> None:
    one = render_report(small, {}, tmp_path / "one").parent
    two = render_report(small, {}, tmp_path / "two").parent
    for name in files_under(one) - {"report.ipynb"}:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["report", "nothing"], 2, "there is no notebook 'nothing'; use a path, or one of: "),
        (["report", "regional_distribution", "-p", "by"], 2, "-p by: write it as NAME=VALUE"),
        (
            ["report", "regional_distribution", "-p", "by=x", "-p", "by=y"],
            2,
            "-p by is given twice; give it once",
        ),
        (["report", "-p", "by=region7"], 2, "--parameter, --matrix and --name need a report"),
        (["report", "regional_distribution", "-p", "lang=en"], 2, "there is no parameter 'lang'"),
    ],
)
def test_the_command_tells_what_is_wrong(
    arguments: list[str], status: int, told: str, tmp_path: Path
) -> None:
    done = subprocess.run([*HOTLINE, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_failing_notebook_ends_the_command_with_a_status(tmp_path: Path) -> None:
    bad = write_notebook(tmp_path / "bad.ipynb", "raise ValueError('what is wrong')")
    done = subprocess.run(
        [*HOTLINE, "report", str(bad)], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "bad (bad.ipynb): cell cell-1 raised ValueError: what is wrong" in done.stderr
    assert (tmp_path / "reports/bad/failed.ipynb").exists()
    assert not (tmp_path / "reports/bad/report.html").exists()


def test_names_of_folders_tell_what_was_set() -> None:
    name = report_name("a", {"awards": "big_data, service_case", "min_awards": 3})
    assert name == "a--awards-big_data+service_case--min_awards-3"


def write_decoy(folder: Path, mark: Path) -> None:
    """Write a kernelspec `python3` that starts something else."""
    spec = folder / "kernels" / "python3"
    spec.mkdir(parents=True)
    argv = [sys.executable, "-c", f"open({str(mark)!r}, 'w').close()", "{connection_file}"]
    content = {"argv": argv, "display_name": "decoy", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(content))


@pytest.mark.parametrize("command", ["hotline", "papermill"])
def test_decoy_kernelspecs_are_never_started(command: str, small: Path, tmp_path: Path) -> None:
    mark = tmp_path / "decoy-was-started"
    write_decoy(tmp_path / "first", mark)
    write_decoy(tmp_path / "home/.local/share/jupyter", mark)
    environment = os.environ | {
        "JUPYTER_PATH": str(tmp_path / "first"),
        "JUPYTER_PREFER_ENV_PATH": "0",
        "HOME": str(tmp_path / "home"),
    }
    probe = write_notebook(
        tmp_path / "probe.ipynb",
        SHOWN,
        "import sys; open('interpreter', 'w').write(sys.executable)",
    )
    commands = {
        "hotline": [*HOTLINE, "report", str(probe)],
        "papermill": [
            sys.executable, "-m", "papermill", "--engine", "hotline", str(probe), "out.ipynb",
        ],
    }  # fmt: skip
    done = subprocess.run(
        commands[command], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not mark.exists()
    found = list(tmp_path.rglob("interpreter"))
    assert [Path(path.read_text()).parent for path in found] == [Path(sys.executable).parent]
