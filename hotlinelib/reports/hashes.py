"""Check the files of an archive against their hashes; it needs Python alone: python verify.py.

The same file lies in each archive as `verify.py`, so it imports nothing of the package.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

LIST_NAME = "SHA256SUMS"


def hash_list(hashes: dict[str, str]) -> str:
    """Return the list of hashes as `sha256sum --check` reads it, in the order of the names."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))


def damages(folder: Path) -> list[str]:
    """Return what isn't as the list of hashes says: files changed, lost or come, one line each."""
    try:
        lines = (folder / LIST_NAME).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        return [f"{LIST_NAME}: can't be read ({error.strerror}); this is no archive"]
    found, listed = [], {LIST_NAME}
    for number, line in enumerate(lines, start=1):
        expected, _, name = line.partition("  ")
        if len(expected) != 64 or not name or not _is_inside(folder, name):
            found.append(f"{LIST_NAME}:{number}: {line[:80]!r} is no hash and name of a file")
            continue
        listed.add(name)
        path = folder / name
        if not path.is_file():
            found.append(f"{name}: lost")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            found.append(f"{name}: changed")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found + [f"{name}: not in the list" for name in sorted(there - listed)]


def _is_inside(folder: Path, name: str) -> bool:
    return folder.resolve() in (folder / name).resolve().parents


def main() -> int:
    """Check the folder that this file lies in; exit status 1 if anything differs."""
    folder = Path(__file__).resolve().parent
    found = damages(folder)
    print("\n".join(found) if found else "All files are as they were archived.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
