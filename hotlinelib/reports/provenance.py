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
# Beside the code, a wheel carries the data and the notebooks; both have hashes of their own.
NOT_CODE = ("data", "notebooks", "__pycache__")


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
    return Provenance(
        data=data_hash(),
        code=code_hash(),
        packages=packages_hash(),
        python=f"{platform.python_version()} {platform.system()} {platform.machine()}",
        version=version_text(),
    )


def data_hash() -> str:
    """Return the SHA-256 of all files of the data set, names and contents."""
    return hash_files(data_folder())


def check_tables() -> None:
    """Hold the tables of the data set against the hashes that were noted when they were built."""
    folder = data_folder()
    package = folder / PACKAGE_NAME
    try:
        resources = json.loads(package.read_bytes())["resources"]
        noted = {str(one["path"]): str(one["hash"]).removeprefix("sha256:") for one in resources}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"{package} can't be read, which notes what the tables are: restore it from where the "
            f"data come from"
        ) from error
    changed = [name for name, hashed in noted.items() if _hash_or_none(folder / name) != hashed]
    if changed:
        raise DataError(
            f"{', '.join(str(folder / name) for name in changed)}: not as built (the SHA-256 isn't "
            f"the one in {PACKAGE_NAME}). Restore {'it' if len(changed) == 1 else 'them'}; if the "
            "change is meant, see `hotline check` first, then `hotline build`"
        )


def code_hash() -> str:
    """Return the SHA-256 of the package's own files: code, page, sentences and style."""
    return _hash_named(
        path
        for path in PACKAGE.rglob("*")
        if path.is_file() and not set(path.relative_to(PACKAGE).parts) & set(NOT_CODE)
    )


def packages_hash() -> str:
    """Return the SHA-256 of the names and versions of all installed packages.

    The names of their `*.dist-info` folders say both; reading the metadata takes a second.
    """
    found = {
        path.name
        for folder in sys.path
        if Path(folder).is_dir()
        for path in Path(folder).glob("*.dist-info")
    }
    return hashlib.sha256("\n".join(sorted(found)).encode("utf-8")).hexdigest()


def hash_files(folder: Path) -> str:
    """Return the SHA-256 of all files under a folder, in the order of their names."""
    return _hash_named(
        (path for path in folder.rglob("*") if path.is_file()),
        folder,
    )


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hash_or_none(path: Path) -> str | None:
    try:
        return hash_file(path)
    except OSError:
        return None


def revision() -> str:
    """Return the revision of the checkout, marked where files were changed; '' in a wheel."""
    if not (PACKAGE.parent / ".git").exists():
        return ""
    try:
        return subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
            cwd=PACKAGE.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def version_text() -> str:
    """Return the version of the package, with the revision of a checkout."""
    found = revision()
    return hotlinelib.__version__ + (f" ({found})" if found else "")


def command_text(notebook: Path, parameters: Mapping[str, Any]) -> str:
    """Return the command that makes a report again, in the folder of a notebook of one's own."""
    given = "".join(f" -p {shlex.quote(f'{name}={value}')}" for name, value in parameters.items())
    shipped = notebook.parent == notebook_folder()
    return f"hotline report {notebook.stem if shipped else shlex.quote(notebook.name)}{given}"


def _hash_named(paths: Iterable[Path], folder: Path = PACKAGE) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(folder).as_posix().encode("utf-8"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
