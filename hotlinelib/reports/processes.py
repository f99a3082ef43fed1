"""Processes of a run: whether they can be forked, and how they end."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress
from pathlib import Path

# From <linux/prctl.h>: the signal that a process gets when its parent dies
PR_SET_PDEATHSIG = 1


def can_fork() -> bool:
    """Return whether this process can be forked safely: a fork would lose all threads but one."""
    if sys.platform != "linux":
        return False
    return sum(1 for _ in Path("/proc/self/task").iterdir()) == 1


def die_with_parent() -> None:
    """Let the system kill this process when its parent dies, however that comes about."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def end_text(status: int | None) -> str:
    """Return in words how a process ended."""
    if status is None:
        return "it died"
    if status >= 0:
        return f"it ended with status {status}"
    with suppress(ValueError):
        name = f" ({signal.Signals(-status).name})"
    hint = ": the memory may have run out" if -status == signal.SIGKILL else ""
    return f"it was ended by signal {-status}{name}{hint}"
