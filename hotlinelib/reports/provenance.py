"""How a report was made: data, code and command, without anything that differs from run to run."""

from __future__ import annotations

import hashlib
import json
import platform
import shlex
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import hotlinelib
from hotlinelib.errors import DataError
from hotlinelib.storage import PACKAGE, data_folder, notebook_folder

# Notes what a build has made; in the data folder.
PACKAGE_NAME = "datapackage.json"
# What a wheel carries beside the code: data and notebooks have hashes of their own, and the same
# code has the same hash in a wheel and in a checkout.
NOT_CODE = ("data", "notebooks", "project", "reports.toml", "CITATION.cff", "__pycache__")


@dataclass(frozen=True)
class Provenance:
    """What all reports of one run are made from."""

    data: str
    code: str
    packages: str
    python: str
    version: str

    def inputs(self) -> dict[str, str]:
        """Return what a report can change with; the revision alone changes nothing."""
        return {name: text for name, text in asdict(self).items() if name != "version"}


def current_provenance() -> Provenance:
    """Return what a report made now is made from."""
    data = data_folder()
    files = (path for path in data.rglob("*") if path.is_file())
    return Provenance(
        data=_hash_of(files, data),
        code=_hash_of(code_files(), PACKAGE),
        packages=hashlib.sha256("\n".join(installed_packages()).encode("utf-8")).hexdigest(),
        python=f"{platform.python_version()} {platform.system()} {platform.machine()}",
        version=hotlinelib.__version__ + _revision(),
    )


def check_tables() -> None:
    """Hold the tables of the data set against the hashes that were noted when they were built."""
    folder = data_folder()
    package = folder / PACKAGE_NAME
    try:
        resources = json.loads(package.read_bytes())["resources"]
        noted = {str(one["path"]): str(one["hash"]).removeprefix("sha256:") for one in resources}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            "{package} can't be read, which notes what the tables are: restore it from where the "
            "data come from",
            package=package,
        ) from error
    there = {name for name in noted if (folder / name).is_file()}
    changed = [
        name
        for name, hashed in noted.items()
        if name not in there or hash_file(folder / name) != hashed
    ]
    if changed:
        raise DataError(
            "{changed}: not as built (the SHA-256 isn't the one in {package_name}). Restore "
            "it; if the change is meant, see `hotline check` first, then `hotline build`",
            changed=", ".join(str(folder / name) for name in changed),
            package_name=PACKAGE_NAME,
        )


def code_files() -> list[Path]:
    """Return the package's own files, in the order of their names."""
    return sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.is_file() and not set(path.relative_to(PACKAGE).parts) & set(NOT_CODE)
    )


def installed_packages() -> list[str]:
    """Return all installed packages, such as 'numpy-2.3.0', in alphabetical order."""
    # The names of `*.dist-info` folders say both; reading the metadata takes a second.
    found = {
        path.name.removesuffix(".dist-info")
        for folder in sys.path
        if Path(folder).is_dir()
        for path in Path(folder).glob("*.dist-info")
    }
    return sorted(found)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def command_text(notebook: Path, parameters: Mapping[str, Any]) -> str:
    """Return the command that makes a report again, in the folder of a notebook of one's own."""
    given = "".join(f" -p {shlex.quote(f'{name}={value}')}" for name, value in parameters.items())
    shipped = notebook.parent == notebook_folder()
    return f"hotline report {notebook.stem if shipped else shlex.quote(notebook.name)}{given}"


def _revision() -> str:
    """Return the revision of a checkout, marked where files were changed; nothing in a wheel."""
    if not (PACKAGE.parent / ".git").exists():
        return ""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"]
    try:
        done = subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, text=True)
    except OSError:
        return ""
    return f" ({done.stdout.strip()})" if done.returncode == 0 else ""


def _hash_of(paths: Iterable[Path], folder: Path) -> str:
    """Return the SHA-256 of the names and contents of files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(folder).as_posix().encode("utf-8"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
