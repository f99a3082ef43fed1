"""Files that are written whole, or not at all: one alone, or several of a folder together.

Several files are first written beside their places, into a folder of their own, then noted in a
journal, then moved to their places. A run that is killed before the journal stands has changed
nothing; one that is killed after it is finished by whoever works on the folder next.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from hotlinelib.errors import DataError
from hotlinelib.messages import message, reason_of

WAITING, JOURNAL = ".writing", "journal.json"


def write_together(root: Path, files: Mapping[str, bytes | None]) -> list[Path]:
    """Write several files of a folder, all of them or none."""
    with _told(root, message("nothing was changed")), _held(root):
        _settle(root)
        try:
            _stage(root, files)
        except BaseException:
            shutil.rmtree(root / WAITING, ignore_errors=True)
            raise
    finish_writing(root)
    return [root / path for path, content in files.items() if content is not None]


def write_whole(path: Path, content: bytes) -> Path:
    """Write one file; whoever looks sees the old one or the new one."""
    with _told(path, message("it was not changed")):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=path.parent) as beside:
            staged = Path(beside) / "file"
            _write(staged, content)
            staged.replace(path)
    return path


def finish_writing(root: Path) -> None:
    """Move to their places the files that a run has written whole and noted in its journal."""
    if not (root / WAITING / JOURNAL).exists():
        return
    later = message(
        "run the command again where the folder can be written: it finishes what was begun"
    )
    with _told(root, later), _held(root, wait=True):
        _settle(root)


def _stage(root: Path, files: Mapping[str, bytes | None]) -> None:
    waiting = root / WAITING
    waiting.mkdir(parents=True)
    for number, content in enumerate(files.values()):
        if content is not None:
            _write(waiting / str(number), content)
    for path in files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
    steps = [[path, content is not None] for path, content in files.items()]
    _write(waiting / "unfinished", json.dumps(steps).encode())
    _sync(waiting)
    (waiting / "unfinished").rename(waiting / JOURNAL)
    _sync(waiting)


def _settle(root: Path) -> None:
    """Bring what a killed run has left to its end, or back to its beginning."""
    waiting = root / WAITING
    journal = waiting / JOURNAL
    if journal.exists():
        for number, (path, is_written) in enumerate(json.loads(journal.read_bytes())):
            target, staged = root / path, waiting / str(number)
            if not is_written:
                target.unlink(missing_ok=True)
            elif staged.exists():
                staged.replace(target)
            _sync(target.parent)
        journal.unlink()
    if waiting.exists():
        shutil.rmtree(waiting)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Ask the disk to keep the names in a folder; Windows has no such request."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _held(root: Path, wait: bool = False) -> Iterator[None]:
    """Hold a folder against other runs. The folder itself is locked: no file is left behind."""
    root.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    except BlockingIOError as error:
        raise DataError(
            "{root} is being written by another run; wait for its end", root=root
        ) from error
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path, state: str) -> Iterator[None]:
    # The system names no file where a disk is full.
    try:
        yield
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else path
        raise DataError(
            "{where} can't be written: {reason}; {state}",
            where=where,
            reason=reason_of(error),
            state=state,
        ) from error
