"""How a report was made: data, code and command, without anything that differs from run to run."""

from __future__ import annotations

import hashlib
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import hotlinelib
from hotlinelib.storage import PACKAGE, data_folder


def data_hash() -> str:
    """Return the SHA-256 of all files of the data set, names and contents."""
    return hash_files(data_folder())


def hash_files(folder: Path) -> str:
    """Return the SHA-256 of all files under a folder, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode("utf-8"))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


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


def command_text(notebook: str, parameters: Mapping[str, Any]) -> str:
    """Return the command that makes a report again."""
    given = "".join(f" -p {shlex.quote(f'{name}={value}')}" for name, value in parameters.items())
    return f"hotline report {notebook}{given}"
