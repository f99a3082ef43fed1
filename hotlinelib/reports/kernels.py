"""Stock kernels: always this interpreter, each notebook a fresh one.

Notebooks name the kernel `python3`, and Jupyter takes the first kernelspec of that name that it
finds: one in the user's home or on `JUPYTER_PATH` may start another interpreter, in silence. Here
the name always means the interpreter that hotlinelib runs in, whatever else the machine has.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import List, Unicode

# Addresses of local sockets can't be longer than this, less a number that is added.
LONGEST_ADDRESS = 90
KERNEL_ARGUMENTS = [
    "--IPKernelApp.extra_extensions=hotlinelib.reports.seeds",
    # The file of the history would be thrown away after the run; writing it takes a thread.
    "--HistoryManager.enabled=False",
]


class ProjectKernelSpecManager(KernelSpecManager):
    """Offers one kernel, `python3`: the interpreter that this runs in."""

    # Without folders to look in, the native kernel is left.
    kernel_dirs = List(Unicode())


@contextmanager
def private_kernel() -> Iterator[AsyncKernelManager]:
    """Have a manager that reaches its kernel by sockets in a folder of its own."""
    # Ports are chosen before the kernel takes them: two kernels may be given the same ones, and
    # other users of the machine can read them. Without sockets, what goes over ports is encrypted.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as private:
        address = str(Path(private) / "kernel")
        is_short = len(os.fsencode(address)) <= LONGEST_ADDRESS
        options: dict[str, Any] = {"transport": "ipc", "ip": address} if is_short else {}
        yield AsyncKernelManager(
            connection_file=str(Path(private) / "connection.json"),
            kernel_spec_manager=ProjectKernelSpecManager(),
            **options,
        )
