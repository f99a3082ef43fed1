"""Processes of a run: what they tell over a pipe, what they print, and how they end."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Any

from hotlinelib.messages import message

# From <linux/prctl.h>: the signal that a process gets when its parent dies
PR_SET_PDEATHSIG = 1
# Elsewhere, libraries that are imported already don't bear being forked.
IS_FORKED = sys.platform == "linux"


class Child:
    """A process that does one work and tells over `pipe`; what it prints is kept in two files."""

    def __init__(self, work: Callable[..., None], *given: Any, others: Sequence[Any] = ()) -> None:
        context: Any = get_context("fork" if IS_FORKED else "spawn")
        self.printed = [tempfile.TemporaryFile() for _ in range(2)]  # noqa: SIM115
        self.pipe, theirs = context.Pipe()
        # Else it would keep the other end of its own pipe open, and those of others.
        inherited = (self.printed, [self.pipe, *others]) if IS_FORKED else ((), ())
        self.process = context.Process(target=_become, args=(work, theirs, *inherited, given))
        self.process.start()
        theirs.close()

    def lost(self) -> str:
        """Return how it ended, with the last line that it printed."""
        self.process.join(1)
        return last_words(end_text(self.process.exitcode), *self.printed)

    def end(self) -> None:
        """End it, and all that it has started where it leads a group of its own."""
        self.pipe.close()
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        for file in self.printed:
            file.close()


def can_fork() -> bool:
    """Return whether this process can be forked safely: a fork would lose all threads but one."""
    return IS_FORKED and sum(1 for _ in Path("/proc/self/task").iterdir()) == 1


def die_with_parent() -> None:
    """Let the system kill this process when its parent dies, however that comes about."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def end_text(status: int | None) -> str:
    """Return in words how a process ended."""
    if status is None:
        return message("it died")
    if status >= 0:
        return message("it ended with status {status}", status=status)
    with suppress(ValueError):
        name = f" ({signal.Signals(-status).name})"
    hint = message(": the memory may have run out") if -status == signal.SIGKILL else ""
    return message(
        "it was ended by signal {number}{name}{hint}", number=-status, name=name, hint=hint
    )


def last_words(ended: str, *printed: IO[bytes]) -> str:
    """Return how a process ended, with the last line of what it printed."""
    for file in reversed(printed):
        file.seek(0)
        if lines := file.read().decode("utf-8", "replace").strip().splitlines():
            return f"{ended}: {lines[-1][:200]}"
    return ended


def _become(
    work: Callable[..., None], pipe: Any, printed: Sequence[Any], others: Sequence[Any], given: Any
) -> None:
    die_with_parent()
    for one in others:
        one.close()
    for standard, file in enumerate(printed, start=1):
        os.dup2(file.fileno(), standard)
    work(pipe, *given)
    # To take all down that was imported takes a quarter of a second.
    os._exit(0)
