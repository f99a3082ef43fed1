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

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager

from hotlinelib.reports.kernel_choice import KERNEL_NAME

# Addresses of local sockets can't be longer than this, less a number that is added.
LONGEST_ADDRESS = 90
KERNEL_ARGUMENTS = [
    "--IPKernelApp.extra_extensions=hotlinelib.reports.seeds",
    # The file of the history would be thrown away after the run; writing it takes a thread.
    "--HistoryManager.enabled=False",
]


class ProjectKernelSpecManager(KernelSpecManager):
    """Offers one kernel, `python3`: the interpreter that this runs in."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Return the one kernel and the folder of its icons."""
        return {KERNEL_NAME: str(RESOURCES)}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how the kernel is started."""
        if kernel_name != KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        return KernelSpec(resource_dir=str(RESOURCES), **get_kernel_dict())


@contextmanager
def private_kernel() -> Iterator[AsyncKernelManager]:
    """Have a manager that reaches its kernel by sockets in a folder of its own."""
    # Ports are chosen before the kernel takes them: two kernels may be given the same ones, and
    # other users of the machine can read them. Without sockets, what goes over ports is encrypted.
    prefix = f"hotline-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as private:
        address = str(Path(private) / "kernel")
        is_short = len(os.fsencode(address)) <= LONGEST_ADDRESS
        options: dict[str, Any] = {"transport": "ipc", "ip": address} if is_short else {}
        yield AsyncKernelManager(
            connection_file=str(Path(private) / "connection.json"),
            kernel_spec_manager=ProjectKernelSpecManager(),
            **options,
        )
