"""The wheel as others install it: in an empty environment, away from the checkout."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from hotlinelib.storage import PACKAGE

ROOT = PACKAGE.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
CARRIED = ("data", "notebooks")
LOADS = """
import hotlinelib as hl
from hotlinelib.storage import data_folder
assert "site-packages" in str(data_folder()), data_folder()
print(len(hl.load_awards()), len(hl.locate(["昆山市便民服务中心"])))
"""
COUNTS = """
import hotlinelib as hl
awards = hl.select_awards(hl.load_awards())
rates = hl.findings.regional_rates(awards, per="population")
axes = hl.figures.DotInterval(rates, "region", "rate", "rate_low", "rate_high").draw()
counts = hl.findings.count_by(awards).rename(columns={"region_id": "division_code"})
hl.figures.Choropleth(counts, "count").draw()
print(int(rates["count"].sum()), len(axes.get_yticklabels()))
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what is committed or waits to be."""
    copy = tmp_path_factory.mktemp("source")
    files = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    for name in files.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist", cwd=copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


def test_the_wheel_carries_the_data_and_the_notebooks_unchanged(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
        for folder in CARRIED:
            files = [path for path in (ROOT / folder).rglob("*") if is_source(path)]
            assert files
            for path in files:
                name = f"hotlinelib/{path.relative_to(ROOT).as_posix()}"
                assert archive.read(name) == path.read_bytes(), name
    assert {"hotlinelib/py.typed", "hotlinelib/__init__.pyi", "hotlinelib/CITATION.cff"} <= carried
    assert "hotlinelib/project/requirements/reports.lock" in carried


@pytest.mark.parametrize("version", PYTHONS)
def test_the_wheel_works_in_an_empty_environment(version: str, wheel: Path, tmp_path: Path) -> None:
    python = install(find_python(version), tmp_path, str(wheel))
    assert run(python, "-c", LOADS, cwd=tmp_path) == "109 1"
    assert run(str(Path(python).with_name("hotline")), "--version", cwd=tmp_path).startswith("hotl")


@pytest.mark.parametrize("version", [PYTHONS[0], "3.13"])
def test_reports_of_the_wheel_are_archived_and_come_out_the_same(
    version: str, wheel: Path, tmp_path: Path
) -> None:
    python = install(find_python(version), tmp_path, f"{wheel}[reports,archive]")
    hotline = str(Path(python).with_name("hotline"))
    run(hotline, "report", "institutions", "-p", "language=en", cwd=tmp_path)
    run(hotline, "archive", cwd=tmp_path)
    told = run(hotline, "verify", "hotline-archive.zip", cwd=tmp_path)
    assert told.endswith("the same, byte for byte.")


def test_without_an_extra_all_names_work_or_give_the_command_that_installs_it(
    wheel: Path, tmp_path: Path
) -> None:
    python = install(sys.executable, tmp_path, str(wheel))
    script = Path(__file__).with_name("examples_of_names.py")
    told = run(python, str(script), "", cwd=tmp_path).splitlines()
    assert {"cite", "speak"} <= {line.partition(":")[0] for line in told}
    # The panel is for JupyterLab, all else for reports.
    assert {line.partition("; run: ")[2] for line in told} == {
        f'pip install "hotlinelib[{extra}] @ {wheel.as_uri()}"' for extra in ("reports", "lab")
    }
    export = [str(Path(python).with_name("hotline")), "export", "--format", "parquet"]
    lacking = subprocess.run(
        export, capture_output=True, text=True, cwd=tmp_path, env=clean_environment()
    )
    command = shlex.split(lacking.stderr.partition("; run: ")[2])
    assert command[:2] == ["pip", "install"], lacking.stderr
    uv = [sys.executable, "-m", "uv", "--quiet"]
    run(*uv, "pip", "install", "--python", python, *command[2:], cwd=tmp_path)
    assert "wrote export/awards.parquet" in run(*export, cwd=tmp_path)


@pytest.mark.parametrize("resolution", ["lowest-direct", "highest"])
def test_the_oldest_and_the_newest_libraries_serve(
    resolution: str, wheel: Path, tmp_path: Path
) -> None:
    # Named one by one: the lowest version is taken only of what is asked for itself.
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("\n".join(requirements("reports")) + "\n", encoding="utf-8")
    options = ("-r", str(wanted), "--resolution", resolution)
    python = install(sys.executable, tmp_path, str(wheel), *options)
    if resolution == "lowest-direct":
        assert (
            run(python, "-c", "import pandas; print(pandas.__version__)", cwd=tmp_path) == "3.0.0"
        )
    assert run(python, "-c", LOADS, cwd=tmp_path) == "109 1"
    # As with the versions of the lock file
    assert run(python, "-c", COUNTS, cwd=tmp_path) == run(
        sys.executable, "-c", COUNTS, cwd=tmp_path
    )


def requirements(extra: str) -> list[str]:
    """Return what the package and one of its extras ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"][extra]]


def install(python: str, folder: Path, *wanted: str) -> str:
    """Make an environment, install what is wanted into it and return its interpreter."""
    environment = folder / "environment"
    uv = [sys.executable, "-m", "uv", "--quiet"]
    run(*uv, "venv", "--python", python, str(environment), cwd=folder)
    own = str(environment / "bin" / "python")
    run(*uv, "pip", "install", "--python", own, *wanted, cwd=folder)
    return own


def find_python(version: str) -> str:
    """Return an interpreter of a version, or skip where the machine has none."""
    # pyenv's commands refuse to run a version that isn't chosen; its folders don't.
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    for interpreter in sorted(pyenv.glob(f"versions/{version}.*/bin/python")):
        return str(interpreter)
    command = [sys.executable, "-m", "uv", "python", "find", "--no-python-downloads", version]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this machine has no Python {version}")
    return done.stdout.strip()


def is_source(path: Path) -> bool:
    return path.is_file() and not any(part.startswith((".", "__")) for part in path.parts[-3:])


def clean_environment() -> dict[str, str]:
    """Return the environment without what would let the checkout or its settings in."""
    own = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HOTLINELIB_DATA")
    return {name: value for name, value in os.environ.items() if name not in own}


def run(*command: str, cwd: Path) -> str:
    """Run a command in a folder and return what it prints; its errors are shown on failure."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=clean_environment())
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()
