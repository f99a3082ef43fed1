"""Setting up: what a newcomer is told when something is missing, and what counts as complete."""

import json
import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "tools" / "environment.py"


def run_changed(change: str) -> subprocess.CompletedProcess[str]:
    """Run the script on an interpreter that was changed first."""
    code = f"import runpy, sys; {change}; runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "sys.version_info = (3, 9, 2)",
            r"Python 3\.11 or newer is needed, and this is 3\.9 \(.*\)",
        ),
        (
            "sys.modules['ensurepip'] = None",
            r"has no `venv` module; .* `apt install python3\.\d+-venv`",
        ),
        ("sys.modules['venv'] = None", r"has no `venv` module"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(change: str, told: str) -> None:
    done = run_changed(change)
    assert done.returncode == 1
    assert re.match(f"hotlinelib: .*{told}", done.stderr)
    assert done.stderr.count("\n") == 1
    assert not done.stdout


def test_no_python_at_all_is_said_too(tmp_path: Path) -> None:
    done = subprocess.run(
        ["make", "-C", str(ROOT), "setup", "PYTHON=python-that-is-not-there"],
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert (
        "there is no python-that-is-not-there on this machine; install Python 3.11" in done.stderr
    )


@pytest.fixture
def environment(tmp_path: Path) -> SimpleNamespace:
    """Return the script's functions, looking at a folder of their own."""
    names = runpy.run_path(str(SCRIPT))
    folder = tmp_path / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    globals_ = names["main"].__globals__
    globals_.update(FOLDER=str(folder), STAMP=str(folder / "environment.json"))
    (Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)})) / "a-1.dist-info").mkdir()
    return SimpleNamespace(**names, folder=folder, root=globals_["ROOT"])


def write_stamp(environment: SimpleNamespace, **changed: object) -> None:
    stamp = {
        "fingerprint": environment.fingerprint(),
        "root": environment.root,
        "set": "lab",
        "installed": environment.installed(),
    }
    (environment.folder / "environment.json").write_text(json.dumps(stamp | changed))


def test_a_finished_environment_is_left_alone(environment: SimpleNamespace) -> None:
    write_stamp(environment)
    assert environment.stamp_there()["set"] == "lab"
    # What needs no more than is there begins at once.
    assert [environment.main(wanted) for wanted in ("reports", "lab")] == [0, 0]


@pytest.mark.parametrize(
    "changed",
    [
        {"fingerprint": "of another lock file"},
        {"root": "/somewhere/else"},
        # Its folder is there, but not the file that an installer writes last.
        {"installed": ["a-1.dist-info"]},
        {"installed": None},
    ],
)
def test_an_environment_that_was_changed_is_made_anew(
    environment: SimpleNamespace, changed: dict[str, object]
) -> None:
    write_stamp(environment, **changed)
    assert not environment.stamp_there()


def test_a_half_made_environment_is_made_anew(environment: SimpleNamespace) -> None:
    assert not environment.stamp_there()  # it was never finished
    (environment.folder / "environment.json").write_text('{"fingerp')
    assert not environment.stamp_there()
    write_stamp(environment)
    (environment.folder / "bin" / "python").unlink()
    assert not environment.stamp_there()


def test_a_set_to_which_more_is_being_added_does_its_work(environment: SimpleNamespace) -> None:
    write_stamp(environment, adding="dev")
    assert environment.main("lab") == 0


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the project with an old environment, where no package is to be had."""
    folder = tmp_path / "project"
    (folder / "tools").mkdir(parents=True)
    shutil.copy(SCRIPT, folder / "tools")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder / ".venv")], check=True
    )
    (folder / ".venv" / "environment.json").write_text('{"fingerprint": "of another lock file"}')
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


@pytest.mark.parametrize("lost", ["environment.json", "pyvenv.cfg"])
def test_an_activated_environment_is_made_anew_by_the_python_outside_of_it(
    project: Path, lost: str
) -> None:
    (project / ".venv" / lost).unlink()
    (project / ".venv" / "old").touch()
    script = "source .venv/bin/activate && python3 tools/environment.py reports"
    done = subprocess.run(["bash", "-c", script], cwd=project, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "could not make .venv; the message above says why" in done.stderr
    assert not (project / ".venv" / "old").exists()
    subprocess.run([project / ".venv" / "bin" / "python", "-c", ""], check=True)


def test_a_run_that_is_stopped_says_so(project: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "tools/environment.py", "reports"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stdout
    assert "anew" in running.stdout.readline()
    assert "making" in running.stdout.readline()
    # As a terminal does it: to all that the command has started.
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate()
    assert (running.returncode, told) == (130, "hotlinelib: stopped; the same command goes on\n")


def test_a_folder_that_cant_be_written_is_told(project: Path) -> None:
    (project / "tools" / "environment.py").write_text(
        SCRIPT.read_text(encoding="utf-8").replace('".venv")', '"pyproject.toml", ".venv")'),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "tools/environment.py"], cwd=project, capture_output=True, text=True
    )
    assert done.returncode == 1
    place = project / "pyproject.toml" / ".venv"
    assert done.stderr == f"hotlinelib: could not make .venv: {place}: Not a directory\n"


def test_uv_looks_for_packages_where_pip_does(
    environment: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = https://mirror.example/simple\nfind-links =\n  /one\n  /two\n"
        "[install]\nextra-index-url = https://more.example/simple\n"
    )
    for name in list(os.environ):
        if name.startswith(("PIP_", "UV_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_PROXY", "http://proxy.example:1")
    monkeypatch.setenv("UV_INDEX", "https://mine.example/simple")
    found = environment.uv_environment([sys.executable, "-m", "pip"])
    assert found["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert found["UV_FIND_LINKS"] == "/one,/two"
    assert found["ALL_PROXY"] == "http://proxy.example:1"
    # What is set for uv itself stays.
    assert found["UV_INDEX"] == "https://mine.example/simple"


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    shown = subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory", "help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for target in phony[1].split():
        assert re.search(rf"^make {target} +\w", shown, re.MULTILINE), target


def test_the_lock_files_have_hashes_no_addresses_and_the_same_versions() -> None:
    versions: dict[str, set[str]] = {}
    for path in sorted((ROOT / "requirements").glob("*.lock")):
        lock = path.read_text(encoding="utf-8")
        assert "://" not in lock
        assert "index-url" not in lock
        for block in re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]:
            assert "--hash=sha256:" in block, block.splitlines()[0]
            versions.setdefault(path.stem, set()).add(block.splitlines()[0])
    assert set(versions) == {"dev", "lab", "reports", "uv"}
    pinned = {name: {line.split(" ")[0] for line in lines} for name, lines in versions.items()}
    for smaller, larger in (("reports", "lab"), ("lab", "dev"), ("uv", "dev")):
        assert pinned[smaller] < pinned[larger]
    assert len(pinned["reports"]) > 100
