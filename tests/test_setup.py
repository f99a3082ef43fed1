"""Setting up: what a newcomer is told when something is missing, and what counts as complete."""

import json
import os
import re
import runpy
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
    assert environment.set_there() == "lab"
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
    assert not environment.set_there()


def test_a_half_made_environment_is_made_anew(environment: SimpleNamespace) -> None:
    assert not environment.set_there()  # it was never finished
    (environment.folder / "environment.json").write_text('{"fingerp')
    assert not environment.set_there()
    write_stamp(environment)
    (environment.folder / "bin" / "python").unlink()
    assert not environment.set_there()


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
