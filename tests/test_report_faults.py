"""What goes wrong, for real: one report fails, the rest finish, and nothing is left half-made."""

import json
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from report_helpers import HOTLINE, files_under, hotline, write_notebook

import hotlinelib as hl
from hotlinelib.reports.folder import exchange, holding
from hotlinelib.reports.local import private_folder
from hotlinelib.storage import package_data

# Cells that import nothing: what goes wrong here has to do with none of what reports are about.
FIRST, LAST = "'first'", "'last'"
GOOD = (FIRST, LAST)
STAMP = (FIRST, "print('version 1')", LAST)


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
    "raises": ("1 / 0", "cell 3 (1 / 0) raised ZeroDivisionError: division by zero"),
    "exits": ("import sys; sys.exit(0)", "the kernel ended before these cells ran: 4 ("),
    "killed": (
        "import os; os.kill(os.getpid(), 9)",
        "cell 3 (import os; os.kill(os.getpid(), 9)) lost the kernel: it was ended by signal 9 "
        "(SIGKILL): the memory may have run",
    ),
    "hungry": (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))\n"
        "'x' * (4 << 30)",
        "cell 3 (import resource) raised MemoryError",
    ),
}


def test_each_fault_is_named_and_the_rest_finish(tmp_path: Path) -> None:
    for name, (source, _) in FAULTS.items():
        write_notebook(tmp_path / f"{name}.ipynb", FIRST, source, LAST)
    for name in ("first", "last"):
        write_notebook(tmp_path / f"{name}.ipynb", *GOOD)
    write_manifest(tmp_path, "first", *FAULTS, "last")
    done = render(tmp_path)
    assert done.returncode == 1
    for name, (_, told) in FAULTS.items():
        assert f"{name} ({name}.ipynb): {told}" in done.stderr
        # Only the notebook is left, to read what happened.
        assert set(files_under(tmp_path / "reports" / name)) == {"failed.ipynb"}
        assert nbformat.read(tmp_path / "reports" / name / "failed.ipynb", 4).cells
    assert "4 of 6 reports failed" in done.stderr
    for name in ("first", "last"):
        assert (tmp_path / "reports" / name / "report.html").exists()
    assert left(tmp_path) == {*FAULTS, "first", "last", ".lock", "index.html"}


def test_a_report_may_take_so_many_seconds(tmp_path: Path) -> None:
    write_notebook(tmp_path / "hangs.ipynb", FIRST, "import time\nprint('in')\ntime.sleep(600)")
    done = hotline("report", "hangs.ipynb", "--timeout", "6", cwd=tmp_path)
    assert done.returncode == 1
    assert "hangs (hangs.ipynb): cell 3 (import time) was running after 6 s" in done.stderr
    failed = nbformat.read(tmp_path / "reports/hangs/failed.ipynb", 4)
    assert "".join(output.text for output in failed.cells[-1].outputs) == "in\n"


@pytest.mark.parametrize("kernel", ["shell", "stock"])
def test_a_fault_of_the_machine_is_told_in_both_kernels(tmp_path: Path, kernel: str) -> None:
    write_notebook(tmp_path / "exits.ipynb", FIRST, "import os; os._exit(3)")
    write_notebook(tmp_path / "crashes.ipynb", FIRST, "import ctypes; ctypes.string_at(0)")
    write_notebook(
        tmp_path / "child.ipynb", FIRST, "import os; os.fork() or os.kill(os.getpid(), 9)"
    )
    write_manifest(tmp_path, "exits", "crashes", "child")
    done = render(tmp_path, "--kernel", kernel, "--timeout", "30")
    assert done.returncode == 1
    exits = "exits (exits.ipynb): cell 3 (import os; os._exit(3)) lost the kernel: it ended with "
    assert f"{exits}status 3" in done.stderr
    assert "string_at(0)) lost the kernel: it was ended by signal 11 (SIGSEGV)" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["report", "server"])
def test_a_process_that_is_killed_takes_along_what_it_renders(tmp_path: Path, lost: str) -> None:
    slow = "import time; time.sleep(3)"
    names = ("one", "two", "three", "four")
    for name in names:
        write_notebook(tmp_path / f"{name}.ipynb", FIRST, slow, LAST)
    write_manifest(tmp_path, *names)
    with start(tmp_path) as run:
        wait_for(lambda: shells(run))
        (server,) = psutil.Process(run.pid).children()
        (server if lost == "server" else server.children()[0]).kill()
        _, told = run.communicate(timeout=60)
    assert run.returncode == 1
    kind = "the process that reports are forked from" if lost == "server" else "its process"
    count = told.count(f"{kind} was lost: it was ended by signal 9 (SIGKILL)")
    assert count in (1, 2) if lost == "server" else count == 1
    assert f"{count} of 4 reports failed" in told
    # Those that hadn't begun are rendered all the same.
    assert len(list((tmp_path / "reports").glob("*/report.html"))) == 4 - count


@pytest.mark.slow
def test_a_frozen_process_is_told_and_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_notebook(tmp_path / "one.ipynb", FIRST, "import time; time.sleep(3)", LAST)
    write_manifest(tmp_path, "one")
    with start(tmp_path) as run:
        wait_for(lambda: shells(run))
        (server,) = psutil.Process(run.pid).children()
        os.kill(server.pid, signal.SIGSTOP)
        _, told = run.communicate(timeout=90)
    assert run.returncode == 1
    assert "says nothing any more; it may have been stopped" in told
    assert not psutil.pid_exists(server.pid)


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGKILL,
        *(pytest.param(n, marks=pytest.mark.slow) for n in (signal.SIGINT, signal.SIGTERM)),
    ],
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
        write_notebook(tmp_path / f"{name}.ipynb", FIRST, slow, "print('version 2')", LAST)
    with start(tmp_path) as run:
        wait_for(lambda: shells(run))
        family = psutil.Process(run.pid).children(recursive=True)
        assert run.stderr is not None
        told = ""
        while "[1/3] one" not in told:
            told += run.stderr.readline()
        os.kill(run.pid, number)
        told += run.communicate(timeout=30)[1]
    assert run.returncode == (-9 if number == signal.SIGKILL else 128 + number)
    if number == signal.SIGTERM:
        assert "stopped by SIGTERM: 1 of 3 reports had ended" in told
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
    # Neither of this run nor of the one that was ended is anything left.
    assert not list(Path(tempfile.gettempdir()).glob(f"hotline-{run.pid}-*"))
    for name in names:
        assert b"version 2" in (tmp_path / "reports" / name / "report.html").read_bytes()


def test_the_second_run_into_a_folder_refuses_or_waits(tmp_path: Path) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    write_manifest(tmp_path, "one")
    with holding(tmp_path / "reports"):
        refused = render(tmp_path)
        waiting = start(tmp_path, "--wait")
        assert waiting.stderr is not None
        waits = waiting.stderr.readline()
        assert waiting.poll() is None
    assert refused.returncode == 1
    assert f"is being written by process {os.getpid()} on " in refused.stderr
    waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert f"reports isn't written any more by process {os.getpid()} on " in waits
    assert (tmp_path / "reports/one/report.html").exists()


def test_a_full_disk_fails_the_report_that_is_too_large(tmp_path: Path) -> None:
    write_notebook(tmp_path / "small.ipynb", *GOOD)
    write_notebook(tmp_path / "large.ipynb", FIRST, "print('x' * 3_000_000)", LAST)
    write_manifest(tmp_path, "large", "small")

    def limit() -> None:
        # No file may become larger: what a full disk does to a write, for anybody's user.
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    done = hotline("report", "--manifest", "reports.toml", cwd=tmp_path, preexec_fn=limit)
    assert done.returncode == 1
    assert "large (large.ipynb): reports/large can't be written: File too large" in done.stderr
    assert (tmp_path / "reports/small/report.html").exists()
    assert left(tmp_path) - {"large"} == {"small", ".lock", "index.html"}
    assert not (tmp_path / "reports/large").exists()


def test_a_folder_that_cant_be_written_is_told(tmp_path: Path) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    write_manifest(tmp_path, "one")
    (tmp_path / "reports").write_text("a file in the way")
    done = render(tmp_path)
    assert done.returncode == 1
    assert f"{tmp_path / 'reports'} is a file, not a folder; name another folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write into any folder")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    write_manifest(tmp_path, "one")
    folder = tmp_path / "reports"
    folder.mkdir(mode=0o555)
    done = render(tmp_path)
    assert done.returncode == 1
    assert f"{folder} can't be written: Permission denied; name another folder" in done.stderr
    assert not list(folder.iterdir())


def test_a_lock_that_was_removed_holds_nobody(tmp_path: Path) -> None:
    folder, waited = tmp_path / "new", []

    def hold() -> None:
        with holding(folder, wait=True, waiting=waited.append):
            waited.append("held")
            with pytest.raises(hl.ReportError, match="is being written by"), holding(folder):
                pass

    waiting = threading.Thread(target=hold)
    with holding(folder):
        waiting.start()
        while not waited:
            time.sleep(0.01)
    waiting.join()
    assert waited[1:] == ["held"]
    # Neither has begun anything.
    assert not folder.exists()


def test_two_folders_are_exchanged_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    if not exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this file system has no exchange; two renames are used, mended if interrupted")
    assert (tmp_path / "one/file").read_text() == "two"
    assert (tmp_path / "two/file").read_text() == "one"


def test_a_run_killed_between_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".making-old-x1" / "one").mkdir(parents=True)
    (tmp_path / ".making-old-x1" / "one" / "report.html").write_text("old")
    (tmp_path / ".making-x2").mkdir()
    with holding(tmp_path):
        pass
    assert files_under(tmp_path) == {".lock": b"", "one/report.html": b"old"}


def test_nothing_of_others_is_touched(tmp_path: Path) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    write_manifest(tmp_path, "one")
    reports = tmp_path / "reports"
    (reports / "one").mkdir(parents=True)
    (reports / "one" / "thesis.tex").write_text("mine")
    for name, told in {
        "thesis": "one holds thesis.tex and is no report that a run has made",
        "link": "one is a link",
        "file": "one is a file",
        "index": "index.html is in the way: no run has made it",
    }.items():
        before = files_under(tmp_path)
        done = render(tmp_path)
        assert (done.returncode, told in done.stderr) == (1, True), (name, done.stderr)
        assert "rendering" not in done.stderr
        assert files_under(tmp_path) == before
        if name == "thesis":
            (reports / "one").rename(tmp_path / "elsewhere")
            (reports / "one").symlink_to(tmp_path / "elsewhere")
        elif name == "link":
            (reports / "one").unlink()
            (reports / "one").write_text("mine")
        elif name == "file":
            (reports / "one").unlink()
            (reports / "index.html").write_text("<h1>mine</h1>")
    (reports / "index.html").unlink()
    assert render(tmp_path).returncode == 0
    # A file that was put beside those of a report stays there, in the next one too.
    (reports / "one" / "tables").mkdir()
    for name in ("notes.md", "tables/mine.csv"):
        (reports / "one" / name).write_text("mine")
    write_notebook(tmp_path / "one.ipynb", *STAMP)
    assert render(tmp_path).returncode == 0
    found = files_under(reports / "one")
    assert (found["notes.md"], found["tables/mine.csv"]) == (b"mine", b"mine")
    assert b"version 1" in found["report.html"]


def test_a_report_is_never_made_from_tables_that_arent_what_was_built(tmp_path: Path) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    write_manifest(tmp_path, "one")
    data = tmp_path / "data"
    shutil.copytree(package_data(), data)
    environment = os.environ | {"HOTLINELIB_DATA": str(data)}
    table = data / "tables" / "awards.csv"
    content = table.read_bytes()
    lines = content.splitlines(keepends=True)
    for damaged in (content[:20_000], b"".join(lines[:-5]), content.replace(b"2019", b"2018", 1)):
        table.write_bytes(damaged)
        done = hotline("report", "--manifest", "reports.toml", cwd=tmp_path, env=environment)
        assert done.returncode == 1
        assert f"{table}: not as built" in done.stderr
        assert "rendering" not in done.stderr
    assert not (tmp_path / "reports" / "one").exists()


def run_by_shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell with `hotline` in it."""
    text = command.replace("hotline", shlex.join(HOTLINE), 1)
    return subprocess.run(["bash", "-c", text], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("command", "told", "status"),
    [
        # Of a GBK machine
        ("hotline report one.ipynb -p language=$'\\xd6\\xd0'", "isn't UTF-8", 2),
        (f"hotline report one.ipynb -o $'\\xd6\\xd0' --name {'名' * 85}", "Open in a browser: ", 0),
        ("cp one.ipynb $'\\xd6\\xd0.ipynb'; hotline report $'\\xd6\\xd0.ipynb'", "isn't UTF-8", 2),
        ("hotline report one.ipynb -p times=nan", "times = 'nan' is no int", 2),
        ("hotline report one.ipynb --timeout 0.1", "0.1 s", 1),
        (f"hotline report one.ipynb --name {'x' * 256}", "too long for the name of a folder", 2),
        ("hotline report one.ipynb --name index.html", "can't name a report", 2),
        ("ulimit -n 64; hotline report one.ipynb", "raise the limit with `ulimit -n 1024`", 1),
        ("hotline report one.ipynb 2>&-", "", 0),
        ("hotline parse - <&-", "no award list", 1),
        ("hotline --version >/dev/full", "can't be written: No space left on device", 1),
        (
            "mkdir gone; cd gone; rmdir ../gone; hotline report",
            "the folder that this runs in was deleted",
            1,
        ),
        ("TMPDIR=$PWD/$(printf 'x%.0s' {1..120}); mkdir -p $TMPDIR; export TMPDIR; "
         "hotline report one.ipynb --kernel stock", "Open in a browser: ", 0),
    ],
)  # fmt: skip
def test_odd_surroundings_are_taken_or_told(
    tmp_path: Path, command: str, told: str, status: int
) -> None:
    write_notebook(tmp_path / "one.ipynb", *GOOD)
    done = run_by_shell(tmp_path, command)
    assert done.returncode == status, done.stderr
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    if status == 0 and "report" in command:
        assert list(tmp_path.glob("*/*/report.html"))


def test_a_killed_cell_leaves_nothing_where_matplotlib_has_no_folder(tmp_path: Path) -> None:
    path = write_notebook(
        tmp_path / "one.ipynb", "import matplotlib.pyplot", "import os; os.kill(os.getpid(), 9)"
    )
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    own = ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    environment = {name: text for name, text in os.environ.items() if name not in own}
    # No folder, so that nothing can be written in it, whoever runs the tests
    environment |= {"HOME": str(path), "TMPDIR": str(temporary)}
    done = hotline("report", "one.ipynb", cwd=tmp_path, env=environment)
    assert ") lost the kernel: it was ended by signal 9" in done.stderr
    assert not list(temporary.iterdir())


def test_what_killed_runs_left_in_the_temporary_folder_is_cleared_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    mine, theirs = tmp_path / f"hotline-{ended.pid}-x", tmp_path / f"hotline-{os.getppid()}-x"
    for folder in (mine, theirs, tmp_path / "hotline-notes"):
        folder.mkdir()
    with private_folder() as private:
        assert {path.name for path in tmp_path.iterdir()} == {
            private.name, theirs.name, "hotline-notes",
        }  # fmt: skip
    assert not private.exists()


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [*HOTLINE, "report", "--manifest", "reports.toml", "-j", "2", *options]
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def shells(run: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return the processes in which cells run: forks of forks of the server of a run."""
    try:
        return [
            shell
            for server in psutil.Process(run.pid).children()
            for report in server.children()
            for shell in report.children()
        ]
    except psutil.NoSuchProcess:
        return []


def wait_for(found: Callable[[], Any]) -> Any:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.02)
    raise AssertionError("waited in vain")
