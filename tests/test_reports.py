"""Rendering, with real kernels: what is refused, what fails, and what a failure leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from data_of_2019 import copy_of_2019
from report_helpers import (
    HOTLINE,
    SHOWN,
    TABLE,
    files_under,
    hotline,
    hotline_here,
    write_notebook,
)

import hotlinelib as hl
from hotlinelib.reports.plan import find_notebook, report_name
from hotlinelib.reports.reports import render_report


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_notebook(tmp_path / "small.ipynb", SHOWN, TABLE)


@pytest.fixture
def quick(tmp_path: Path) -> Path:
    """A notebook whose cells import nothing."""
    return write_notebook(tmp_path / "small.ipynb", "times")


def test_a_report_is_a_page_with_its_files(small: Path, tmp_path: Path) -> None:
    page = render_report(small, {"times": "3", "language": "zh-Hans"}, tmp_path / "reports")
    folder = page.parent
    assert folder.name == "small--language-zh-Hans--times-3"
    assert set(files_under(folder)) == {
        "report.html", "report.ipynb", "manifest.json", "findings.json", "tables/table-1-small.csv",
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
    quick: Path, tmp_path: Path, given: dict[str, object], told: str
) -> None:
    with pytest.raises(hl.ParameterError, match=told):
        render_report(quick, given, tmp_path / "reports")
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


def test_a_failure_keeps_the_good_report_and_leaves_a_notebook_to_the_next_success(
    tmp_path: Path,
) -> None:
    good = write_notebook(tmp_path / "small.ipynb", "'first'")
    page = render_report(good, {}, tmp_path / "reports")
    before = page.read_bytes()
    bad = write_notebook(tmp_path / "small.ipynb", "'first'", "1 / 0")
    with pytest.raises(
        hl.ReportError, match=r"cell 3 \(1 / 0\) raised ZeroDivisionError: division"
    ):
        render_report(bad, {}, tmp_path / "reports")
    assert page.read_bytes() == before
    assert nbformat.read(page.parent / "failed.ipynb", as_version=4).cells
    assert "the last run failed" in page.parents[1].joinpath("index.html").read_text("utf-8")
    # Nothing half-made stays beside it.
    left = {path.name for path in (tmp_path / "reports").iterdir()}
    assert left - {".lock", "index.html"} == {"small"}
    again = write_notebook(tmp_path / "small.ipynb", "'second'")
    assert render_report(again, {}, tmp_path / "reports") == page
    assert "second" in page.read_text("utf-8")
    assert not (page.parent / "failed.ipynb").exists()
    assert "failed" not in page.parents[1].joinpath("index.html").read_text("utf-8")


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    notebook = write_notebook(
        tmp_path / "small.ipynb",
        SHOWN,
        TABLE,
        "object()",
        "print(object())",
        "pd.DataFrame({'a': [1, 2]}).style.highlight_max()",
        "import random, numpy as np\nrandom.random(), np.random.normal()",
        "list({'b', 'a', 'c'})",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "import warnings; warnings.warn('of a cell')",
    )
    given = ("-p", "times=2", "--format", "xlsx,tex")
    for folder in ("one", "two"):
        done = hotline_here("report", notebook, *given, "-o", folder, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    one, two = (files_under(tmp_path / folder / "small--times-2") for folder in ("one", "two"))
    assert one == two
    assert {Path(name).suffix for name in one} >= {".html", ".ipynb", ".csv", ".xlsx", ".tex"}


def test_what_has_not_changed_is_not_rendered(quick: Path, tmp_path: Path) -> None:
    first = hotline("report", quick, "--matrix", "times=1|2", cwd=tmp_path)
    assert "rendering 2 reports" in first.stderr
    before = files_under(tmp_path / "reports")
    again = hotline(
        "report", quick, "--matrix", "times=1|2|3", "--only", "times-[12]", cwd=tmp_path
    )
    assert again.returncode == 0
    assert "nothing has changed: 2 current" in again.stderr
    assert files_under(tmp_path / "reports") == before
    more = hotline("report", quick, "--matrix", "times=1|2|3", "--dry-run", cwd=tmp_path)
    assert "1 of 3 would be rendered" in more.stdout
    forced = hotline("report", quick, "--force", "-q", cwd=tmp_path)
    assert (forced.returncode, forced.stdout, forced.stderr) == (0, "", "")


def test_whatever_a_report_depends_on_makes_it_anew(quick: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    copy_of_2019(data)
    environment = os.environ | {"HOTLINELIB_DATA": str(data)}

    def planned() -> str:
        done = hotline("report", quick, "--dry-run", cwd=tmp_path, env=environment)
        return done.stdout.splitlines()[0]

    assert planned() == "small: new"
    assert hotline("report", quick, cwd=tmp_path, env=environment).returncode == 0
    assert planned() == "small: current"
    aliases = data / "registry" / "aliases.csv"
    content = aliases.read_bytes()
    aliases.write_bytes(content + b"\n")
    assert planned() == "small: changed: data"
    aliases.write_bytes(content)
    assert planned() == "small: current"
    page = tmp_path / "reports" / "small" / "report.html"
    page.write_text("cut short")
    assert planned() == "small: damaged: report.html"
    write_notebook(quick, SHOWN, TABLE, "'more'")
    assert planned() == "small: changed: notebook"


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
        (["report", "regional_distribution", "--unit", "awards"], 2, "given as -p unit=awards\n"),
        (["report", "multi_award_winners", "--min-awards=3"], 2, "given as -p min_awards=3\n"),
        (["report", "regional_distribution", "unit=awards"], 2, "given as -p unit=awards\n"),
        (["report", "winners_by_leve"], 2, "; did you mean 'winners_by_level'?\n"),
        (["report", "regional_distribution", "-p", "unit=x"], 2, "unit = 'x' is not offered"),
        (["report", "regional_distribution", "-p", "lang=en"], 2, "there is no parameter 'lang'"),
    ],
)
def test_the_command_tells_what_is_wrong(
    arguments: list[str], status: int, told: str, tmp_path: Path
) -> None:
    done = hotline_here(*arguments, cwd=tmp_path)
    assert done.returncode == status
    assert told in done.stderr
    assert not list(tmp_path.iterdir())


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
def test_decoy_kernelspecs_are_never_started(command: str, quick: Path, tmp_path: Path) -> None:
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


def test_a_data_folder_named_from_here_is_the_one_that_reports_read(tmp_path: Path) -> None:
    copy_of_2019(tmp_path / "copy")
    cell = "from hotlinelib.storage import data_folder\nstr(data_folder())"
    write_notebook(tmp_path / "where.ipynb", cell)
    environment = os.environ | {"HOTLINELIB_DATA": "copy"}
    done = hotline("report", "where.ipynb", cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "reports/where/report.ipynb").read_text(encoding="utf-8"))
    told = report["cells"][-1]["outputs"][0]["data"]["text/plain"]
    assert "".join(told).strip("'") == str(tmp_path / "copy")
    # The command that the report of an own notebook names makes it again.
    record = json.loads((tmp_path / "reports/where/manifest.json").read_text(encoding="utf-8"))
    again = hotline(*record["command"].split()[1:], cwd=tmp_path, env=environment)
    assert again.returncode == 0, again.stderr
    assert "nothing has changed: 1 current" in again.stderr
