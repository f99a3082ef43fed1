"""What goes wrong, for real: one report fails, the rest finish, and nothing is left half-made."""

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from report_helpers import HOTLINE, SHOWN, TABLE, files_under, hotline, write_notebook

from hotlinelib.reports.folder import exchange, holding

GOOD = (SHOWN, TABLE)
STAMP = (SHOWN, 'paper.prose("version 1")', TABLE)


def write_manifest(folder: Path, *names: str) -> None:
    """Write a manifest of notebooks in a folder, all of them default."""
    lines = [
        f'[report.{name}]\nnotebook = "{folder / name}.ipynb"\ndefault = true\n' for name in names
    ]
    (folder / "reports.toml").write_text("\n".join(lines), encoding="utf-8")


def render(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return hotline("report", "--manifest", "reports.toml", "-j", "2", *options, cwd=folder)


def left(folder: Path) -> set[str]:
    return {path.name for path in (folder / "reports").iterdir()}


FAULTS = {
    "raises": ("1 / 0", "cell cell-2 raised ZeroDivisionError: division by zero"),
    "exits": ("import sys; sys.exit(0)", "the kernel ended before these cells ran: cell-3"),
    "killed": ("import os; os.kill(os.getpid(), 9)", "cell cell-2 lost the kernel"),
    "hangs": ("import time; time.sleep(600)", "cell cell-2 was running after 6 s"),
    "hungry": (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        "'x' * (4 << 30)",
        "cell cell-2 raised MemoryError",
    ),
}


def test_each_fault_is_named_and_the_rest_finish(tmp_path: Path) -> None:
    for name, (source, _) in FAULTS.items():
        write_notebook(tmp_path / f"{name}.ipynb", SHOWN, source, TABLE)
    for name in ("first", "last"):
        write_notebook(tmp_path / f"{name}.ipynb", *GOOD)
    write_manifest(tmp_path, "first", *FAULTS, "last")
    done = render(tmp_path, "--timeout", "6")
    assert done.returncode == 1
    for name, (_, told) in FAULTS.items():
        assert f"{name} ({name}.ipynb): {told}" in done.stderr
        # Only the notebook is left, to read what happened.
        assert set(files_under(tmp_path / "reports" / name)) == {"failed.ipynb"}
        assert nbformat.read(tmp_path / "reports" / name / "failed.ipynb", 4).cells
    assert "5 of 7 reports failed" in done.stderr
    for name in ("first", "last"):
        assert (tmp_path / "reports" / name / "report.html").exists()
    assert left(tmp_path) == {*FAULTS, "first", "last", ".lock", "index.html"}


@pytest.mark.parametrize("nursery_is_lost", [False, True])
def test_a_worker_that_is_killed_takes_one_report_along(
    tmp_path: Path, nursery_is_lost: bool
) -> None:
    slow = "import time; time.sleep(3)"
    for name in ("one", "two", "three", "four"):
        write_notebook(tmp_path / f"{name}.ipynb", SHOWN, slow, TABLE)
    write_manifest(tmp_path, "one", "two", "three", "four")
    with start(tmp_path) as run:
        worker = wait_for(lambda: forks(run, "hotlinelib.reports.worker"))[0]
        wait_for(lambda: kernels(run))
        if nursery_is_lost:
            # Those that it has forked go on, and the next worker is started anew.
            nursery = worker.parent()
            assert nursery is not None
            nursery.kill()
        worker.kill()
        _, told = run.communicate(timeout=60)
    assert run.returncode == 1
    assert told.count("its worker was lost (signal 9)") == 1
    assert "1 of 4 reports failed" in told
    assert len(list((tmp_path / "reports").glob("*/report.html"))) == 3


@pytest.mark.parametrize(
    "number", [signal.SIGKILL, pytest.param(signal.SIGINT, marks=pytest.mark.slow)]
)
def test_a_run_that_is_ended_leaves_old_or_new_and_no_process_and_goes_on(
    tmp_path: Path, number: int
) -> None:
    names = ("one", "two", "three")
    for name in names:
        write_notebook(tmp_path / f"{name}.ipynb", *STAMP)
    write_manifest(tmp_path, *names)
    assert render(tmp_path).returncode == 0
    old = {name: files_under(tmp_path / "reports" / name) for name in names}
    for name in names:
        slow = "" if name == "one" else "import time; time.sleep(2)"
        write_notebook(tmp_path / f"{name}.ipynb", SHOWN, slow, 'paper.prose("version 2")', TABLE)
    with start(tmp_path) as run:
        wait_for(lambda: kernels(run))
        family = psutil.Process(run.pid).children(recursive=True)
        wait_for(lambda: files_under(tmp_path / "reports" / "one") != old["one"])
        os.kill(run.pid, number)
        run.communicate(timeout=30)
    assert run.returncode == (-9 if number == signal.SIGKILL else 130)
    for name in names:
        now = files_under(tmp_path / "reports" / name)
        assert "report.html" in now
        if now != old[name]:
            assert b"version 2" in now["report.html"]
            assert json.loads(now["manifest.json"])["files"].keys() == now.keys() - {
                "manifest.json"
            }
    wait_for(lambda: not [one for one in family if one.is_running() and one.status() != "zombie"])
    again = render(tmp_path)
    assert again.returncode == 0, again.stderr
    assert "rendering 2 reports, 1 current" in again.stderr
    assert left(tmp_path) == {*names, ".lock", "index.html"}
    for name in names:
        assert b"version 2" in (tmp_path / "reports" / name / "report.html").read_bytes()


def test_the_second_run_into_a_folder_refuses_or_waits(tmp_path: Path) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    write_manifest(tmp_path, "one")
    with holding(tmp_path / "reports"):
        refused = render(tmp_path)
        waiting = start(tmp_path, "--wait")
        time.sleep(1.5)
        assert waiting.poll() is None
    assert refused.returncode == 1
    assert f"is being written by process {os.getpid()} on " in refused.stderr
    waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert (tmp_path / "reports/one/report.html").exists()


def test_a_full_disk_fails_the_report_that_is_too_large(tmp_path: Path) -> None:
    write_notebook(tmp_path / "small.ipynb", *GOOD)
    write_notebook(tmp_path / "large.ipynb", SHOWN, "print('x' * 3_000_000)", TABLE)
    write_manifest(tmp_path, "large", "small")

    def limit() -> None:
        # No file may become larger: what a full disk does to a write, for anybody's user.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    done = hotline(
        "report", "--manifest", "reports.toml", "--kernels", "fresh",
        cwd=tmp_path, preexec_fn=limit,
    )  # fmt: skip
    assert done.returncode == 1
    assert "large (large.ipynb): a file can't be written: [Errno 27] File too large" in done.stderr
    assert (tmp_path / "reports/small/report.html").exists()
    assert left(tmp_path) - {"large"} == {"small", ".lock", "index.html"}
    assert not (tmp_path / "reports/large").exists()


def test_a_folder_that_cant_be_written_is_told(tmp_path: Path) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    write_manifest(tmp_path, "one")
    (tmp_path / "reports").write_text("a file in the way")
    done = render(tmp_path)
    assert done.returncode == 1
    assert "reports can't be written: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write into any folder")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    write_manifest(tmp_path, "one")
    folder = tmp_path / "reports"
    folder.mkdir(mode=0o555)
    done = render(tmp_path)
    assert done.returncode == 1
    assert "reports can't be written: Permission denied" in done.stderr
    assert not list(folder.iterdir())


def test_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    if not exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this file system has no exchange; two renames are used, mended if interrupted")
    assert (tmp_path / "one/file").read_text() == "two"
    assert (tmp_path / "two/file").read_text() == "one"


def test_a_run_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".making-old-one").mkdir()
    (tmp_path / ".making-old-one" / "report.html").write_text("old")
    (tmp_path / ".making-one-x1").mkdir()
    with holding(tmp_path):
        pass
    assert files_under(tmp_path) == {".lock": b"", "one/report.html": b"old"}


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [*HOTLINE, "report", "--manifest", "reports.toml", "-j", "2", *options]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def named(run: subprocess.Popen[str], module: str) -> psutil.Process | None:
    for child in psutil.Process(run.pid).children():
        if module in child.cmdline():
            return child
    return None


def forks(run: subprocess.Popen[str], task: str) -> list[psutil.Process]:
    nursery = named(run, task)
    return nursery.children() if nursery else []


def kernels(run: subprocess.Popen[str]) -> list[psutil.Process]:
    return forks(run, "hotlinelib.reports.forked_kernel")


def wait_for(found: Callable[[], Any]) -> Any:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.02)
    raise AssertionError("waited in vain")
