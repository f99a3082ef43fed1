"""The folder of the reports: who may write into it, and how a report gets into its place.

A report is written beside its place and exchanged with the older one in a single step of the file
system, so that whoever looks, and whenever a run is killed, there is either the old or the new one.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from hotlinelib.errors import ReportError
from hotlinelib.messages import marked, message, reason_of
from hotlinelib.reports.provenance import hash_file

PAGE_NAME = "report.html"
NOTEBOOK_NAME = "report.ipynb"
RECORD_NAME = "manifest.json"
FAILED_NAME = "failed.ipynb"
LOCK_NAME = ".lock"
KEPT = marked("; the executed notebook is {path}")
STAGED_PREFIX = ".making-"
OLD_PREFIX = f"{STAGED_PREFIX}old-"
# From <linux/fs.h> and <sys/stdio.h> of macOS: exchange two names in one step.
LINUX_HERE, LINUX_EXCHANGE = -100, 2
MACOS_SWAP = 2


@contextmanager
def holding(
    folder: Path, wait: bool = False, waiting: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold a folder of reports for writing, and clear away what killed runs have left in it."""
    lock = folder / LOCK_NAME
    is_old, is_locked_before = folder.is_dir(), lock.exists()
    with _open_lock(lock) as file:
        while not _lock(file):
            if not wait:
                told = {"folder": folder, "holder": _holder(file)}
                raise ReportError("{folder} is being written by {holder}; wait, or --wait", **told)
            if waiting:
                waiting(
                    message(
                        "waiting until {folder} isn't written any more by {holder}",
                        folder=folder,
                        holder=_holder(file),
                    )
                )
                waiting = None
            time.sleep(0.2)
        if not _is_in_place(file, lock):
            # Whoever held it has begun nothing, and removed it.
            with holding(folder, wait, waiting):
                yield
            return
        before = {*folder.iterdir()}
        # Who holds it is told where there is room for that.
        with suppress(OSError):
            _write_holder(file)
        _clear_leftovers(folder)
        try:
            yield
        finally:
            _clear_leftovers(folder)
            with suppress(OSError):
                file.truncate(0)
                if not is_locked_before and {*folder.iterdir()} == before:
                    lock.unlink()
                if not is_old:
                    folder.rmdir()


def check_places(folder: Path, names: Iterable[str]) -> None:
    """Refuse to write reports where something stands that no run made; files beside are kept."""
    found = [problem for name in names if (problem := _in_the_way(folder / name))]
    if found:
        told = [
            message("{problem}; move it, or name another folder with --output", problem=problem)
            for problem in found
        ]
        raise ReportError("\n".join(told))


def stage(folder: Path) -> Path:
    """Return a new empty folder beside the places of reports, to write one in."""
    return Path(tempfile.mkdtemp(prefix=STAGED_PREFIX, dir=folder))


def put_in_place(staged: Path, target: Path) -> None:
    """Put a finished report in the place of an older one, in one step."""
    if problem := _in_the_way(target):
        raise ReportError(problem)
    staged.chmod(0o777 & ~_umask())
    if not target.exists():
        staged.rename(target)
        return
    _keep_added(target, staged)
    if not exchange(staged, target):
        # Two steps where the system has no single one; a run killed between them is mended by
        # the next run, which finds the older report beside its place.
        old = Path(tempfile.mkdtemp(prefix=OLD_PREFIX, dir=target.parent))
        target.rename(old / target.name)
        staged.rename(target)
        staged = old
    shutil.rmtree(staged, ignore_errors=True)


def settle(staged: Path, target: Path, error: str) -> str:
    """Put a report in its place, or what a failed one has executed; return what went wrong."""
    try:
        if not error:
            put_in_place(staged, target)
        elif (staged / FAILED_NAME).is_file() and not _in_the_way(target):
            # For reading, beside the report that stays.
            with suppress(OSError):
                target.mkdir(parents=True, exist_ok=True)
                kept = (staged / FAILED_NAME).replace(target / FAILED_NAME)
                error += message(KEPT, path=kept)
    except ReportError as problem:
        return str(problem)
    except OSError as problem:
        return message(
            "{filename} can't be written: {reason}",
            filename=problem.filename or target,
            reason=reason_of(problem),
        )
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return error


def write_text(path: Path, text: str) -> None:
    """Write text the same on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write JSON for machines, and for people who look into it."""
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def write_record(target: Path, about: Mapping[str, Any]) -> None:
    """Write what a report says of itself, with the hash of each of its files."""
    found = sorted(path for path in target.rglob("*") if path.is_file())
    files = {path.relative_to(target).as_posix(): hash_file(path) for path in found}
    write_json(target / RECORD_NAME, {**about, "files": files})


def read_record(target: Path) -> dict[str, Any]:
    """Return what a report says of itself; nothing where there is none that can be read."""
    try:
        found = json.loads((target / RECORD_NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def why_stale(target: Path, made_from: Mapping[str, str]) -> str:
    """Return why a report has to be rendered, in a few words; '' if it is whole and current."""
    record = read_record(target)
    if not record:
        return "new"
    before = record.get("made_from", {})
    changed = [name for name, text in made_from.items() if before.get(name) != text]
    if changed:
        return f"changed: {', '.join(changed)}"
    damaged = [
        name for name, text in record.get("files", {}).items() if _hash(target, name) != text
    ]
    if damaged:
        return f"damaged: {', '.join(damaged)}"
    return "" if (target / PAGE_NAME).is_file() else message("damaged: no page")


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system can't."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            here, there = ctypes.c_int(LINUX_HERE), ctypes.c_int(LINUX_HERE)
            done = library.renameat2(here, names[0], there, names[1], LINUX_EXCHANGE)
        elif sys.platform == "darwin":
            done = library.renamex_np(names[0], names[1], MACOS_SWAP)
        else:
            return False
    except (AttributeError, OSError, TypeError):
        return False
    return int(done) == 0


def _hash(target: Path, name: str) -> str:
    try:
        return hash_file(target / name)
    except OSError:
        return ""


def _open_lock(lock: Path) -> IO[str]:
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        return lock.open("a+", encoding="utf-8")
    except OSError as error:
        place = lock.parent.absolute()
        if place.exists() and not place.is_dir():
            told = message("{place} is a file, not a folder", place=place)
        else:
            told = message("{file} can't be written: {reason}", file=place, reason=reason_of(error))
        raise ReportError("{told}; name another folder with --output", told=told) from error


def _is_in_place(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _lock(file: IO[str]) -> bool:
    """Lock a file for as long as this process lives or keeps it open."""
    # Here: Windows has none, and its users read what reports say of themselves all the same.
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write_holder(file: IO[str]) -> None:
    started = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    command = " ".join(Path(part).name if n == 0 else part for n, part in enumerate(sys.argv))
    text = message(
        "process {process} on {machine}, since {started}: {command}",
        process=os.getpid(),
        machine=socket.gethostname(),
        started=started,
        command=command[:200],
    )
    file.truncate(0)
    os.write(file.fileno(), text.encode("utf-8", "backslashreplace"))


def _holder(file: IO[str]) -> str:
    file.seek(0)
    return file.read().strip() or message("another run")


def _clear_leftovers(folder: Path) -> None:
    for left in folder.glob(f"{STAGED_PREFIX}*"):
        if left.is_symlink() or not left.is_dir():
            continue
        if left.name.startswith(OLD_PREFIX):
            for old in left.iterdir():
                if not (folder / old.name).exists():
                    old.rename(folder / old.name)
        shutil.rmtree(left, ignore_errors=True)


def _in_the_way(target: Path) -> str:
    """Return what stands in the place of a report that no run has made; '' if nothing does."""
    if target.is_symlink():
        return message("{target} is a link, and a report would take its place", target=target)
    if not target.exists():
        return ""
    if not target.is_dir():
        return message("{target} is a file, and a report would take its place", target=target)
    if target.stat().st_uid != os.geteuid():
        return message("{target} belongs to another user", target=target)
    others = {path.name for path in target.iterdir()} - {FAILED_NAME}
    if others and not read_record(target):
        return message(
            "{target} holds {others} and is no report that a run has made",
            target=target,
            others=sorted(others)[0],
        )
    return ""


def _keep_added(target: Path, staged: Path) -> None:
    """Copy into a new report what somebody has put beside the files of the old one."""
    made = {RECORD_NAME, FAILED_NAME, *read_record(target).get("files", {})}
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target)
        if name.as_posix() in made or (path.is_dir() and not path.is_symlink()):
            continue
        if (staged / name).exists():
            raise ReportError(
                "{path} is no file that a run has made, and the new report has one of this name; "
                "move it",
                path=path,
            )
        (staged / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, staged / name, follow_symlinks=False)


def _umask() -> int:
    """Return which permissions new files of this process don't get."""
    found = os.umask(0o077)
    os.umask(found)
    return found
