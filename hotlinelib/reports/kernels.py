"""The kernel that notebooks run in: always this interpreter, and each report a fresh one.

Notebooks name the kernel `python3`, and Jupyter takes the first kernelspec of that name that it
finds: one in the user's home or on `JUPYTER_PATH` may start another interpreter, in silence. Here
the name always means the interpreter that hotlinelib runs in, whatever else the machine has.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from traitlets import default
from zmq import RECONNECT_IVL
from zmq.asyncio import Context

from hotlinelib.reports.warm_kernels import PROVISIONER, WARM_VARIABLE

KERNEL_NAME = "python3"
# Addresses of local sockets can't be longer than this, less a number that is added.
LONGEST_ADDRESS = 90
# Milliseconds after which a socket looks again whether the kernel is there; zmq's own are 100.
RECONNECT = 5
# Seconds in which what a kernel has published arrives, if anybody has listened.
ARRIVAL = 0.02
# Whatever a notebook draws by lot comes out the same on every run.
SEEDS = "hotlinelib.reports.seeds"
STREAM = "hotlinelib.reports.streams.ReportStream"
KERNEL_ARGUMENTS = [
    f"--IPKernelApp.extra_extensions={SEEDS}",
    f"--IPKernelApp.outstream_class={STREAM}",
    # After each cell ipykernel sleeps, for clients that don't wait until it publishes that it is
    # idle; nbclient does.
    "--Kernel._execute_sleep=0",
    # The file of the history would be thrown away after the run; writing it takes a thread.
    "--HistoryManager.enabled=False",
]


class ProjectKernelSpecManager(KernelSpecManager):
    """Offers one kernel, `python3`: the interpreter that this runs in."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Return the one kernel and the folder of its icons."""
        return {KERNEL_NAME: str(RESOURCES)}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how the kernel is started.

        Raises
        ------
        jupyter_client.kernelspec.NoSuchKernel
            For any name but `python3`.
        """
        if kernel_name != KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        found = get_kernel_dict()
        if os.environ.get(WARM_VARIABLE):
            provisioner = {"provisioner_name": PROVISIONER, "config": {}}
            found["metadata"] = {**found.get("metadata", {}), "kernel_provisioner": provisioner}
        return KernelSpec(resource_dir=str(RESOURCES), **found)


class ProjectKernelManager(AsyncKernelManager):
    """Starts kernels in this interpreter and talks to them where no other user can listen."""

    @default("transport_encryption")
    def _encrypted(self) -> str:
        # Ports on this machine can be read by its other users.
        return "auto"

    @default("kernel_spec_manager")
    def _own_kernel_specs(self) -> KernelSpecManager:
        return ProjectKernelSpecManager(parent=self)

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        """Clear away what the kernel leaves, and its folder of sockets."""
        await super()._async_cleanup_resources(restart=restart)
        if self.transport == "ipc" and not restart:
            shutil.rmtree(Path(self.ip).parent, ignore_errors=True)

    cleanup_resources = _async_cleanup_resources


def use_local_sockets(manager: AsyncKernelManager) -> None:
    """Let a kernel be reached by sockets in a private folder, where the system has them.

    Ports are chosen before the kernel takes them, so that two kernels started at the same moment
    may be given the same ones; names in a folder of one's own can't clash.
    """
    if sys.platform == "win32":
        return
    folder = Path(tempfile.mkdtemp(prefix="hotline-kernel-"))
    if len(str(folder)) > LONGEST_ADDRESS:
        folder.rmdir()
        return
    manager.transport = "ipc"
    # Nobody else may look into the folder.
    manager.transport_encryption = "disabled"
    manager.ip = str(folder / "kernel")
    manager.connection_file = str(folder / "connection.json")


class ReportKernelClient(AsyncKernelClient):
    """Talks to the kernel of a report."""

    def _context_default(self) -> Context:
        context = super()._context_default()
        context.setsockopt(RECONNECT_IVL, RECONNECT)
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and what it publishes arrives.

        jupyter_client asks the same, and then waits until the kernel has been silent for a fifth
        of a second. But a kernel ends each answer by publishing that it is idle again, so that
        nothing has to be waited for after that.

        Raises
        ------
        RuntimeError
            If the kernel dies or doesn't answer in time.
        """
        end = time.monotonic() + (timeout or float("inf"))
        while not await self._has_answered(self.kernel_info()):
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _has_answered(self, question: str) -> bool:
        """Return whether a question was answered and its end has been published."""
        try:
            while True:
                answer = await self.get_shell_msg(timeout=1)
                if answer["parent_header"].get("msg_id") == question:
                    break
            self._handle_kernel_info_reply(answer)
            while True:
                # Where it doesn't arrive, the channel wasn't connected yet when it was published.
                told = await self.get_iopub_msg(timeout=ARRIVAL)
                if told["parent_header"].get("msg_id") == question and _tells_end(told):
                    return True
        except Empty:
            return False


def _tells_end(message: Mapping[str, Any]) -> bool:
    return message["msg_type"] == "status" and bool(message["content"]["execution_state"] == "idle")


class ReportKernelManager(ProjectKernelManager):
    """Starts the kernels of reports."""

    @default("client_factory")
    def _own_client(self) -> type[ReportKernelClient]:
        return ReportKernelClient

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        use_local_sockets(self)

    async def _async_shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        """Shut the kernel down, and at once where that is asked for.

        Jupyter's own way interrupts a kernel before it is killed, about which the kernel may
        complain aloud, and sleeps a hundredth of a second for the sake of its tests.
        """
        if not now or not self.owns_kernel:
            await super()._async_shutdown_kernel(now=now, restart=restart)
            return
        self.shutting_down = True
        await self._async_kill_kernel(restart=restart)
        await self._async_cleanup_resources(restart=restart)

    shutdown_kernel = _async_shutdown_kernel  # type: ignore[assignment]
