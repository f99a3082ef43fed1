"""Packages that come with an extra: what is said where one is missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from hotlinelib.errors import MissingPackageError
from hotlinelib.messages import message


@contextmanager
def from_extra(extra: str) -> Iterator[None]:
    """Import packages of an extra inside this; where one is missing, say how to install it."""
    try:
        yield
    except MissingPackageError:
        raise
    except ModuleNotFoundError as error:
        if error.name is None:
            # What it says isn't the name of a package.
            raise
        told = {"name": error.name.partition(".")[0], "extra": extra}
        raise MissingPackageError(
            message(
                "the package {name} is missing: it comes with the extra {extra!r}; run: {command}",
                command=install_command(extra),
                **told,
            ),
            name=error.name,
        ) from error


def install_command(extra: str) -> str:
    """Return the command that installs an extra from where the package was installed."""
    origin = _origin()
    if not origin:
        return f'pip install "hotlinelib[{extra}]"'
    url = str(origin["url"])
    if origin.get("dir_info", {}).get("editable"):
        root = Path(url2pathname(urlsplit(url).path))
        if Path(sys.prefix) == root / ".venv" and (root / ".venv" / "environment.json").is_file():
            # Made by `make`, without pip: a `pip` on the path is another environment's.
            return f'make -C "{root}" setup'
        return f'pip install --editable "{root}[{extra}]"'
    repository = f"{origin['vcs_info']['vcs']}+" if "vcs_info" in origin else ""
    return f'pip install "hotlinelib[{extra}] @ {repository}{url}"'


def _origin() -> dict[str, Any]:
    """Return the wheel, folder or repository that an installer noted; nothing for an index."""
    try:
        noted = distribution("hotlinelib").read_text("direct_url.json")
    except PackageNotFoundError:
        return {}
    found: dict[str, Any] = json.loads(noted or "{}")
    return found
