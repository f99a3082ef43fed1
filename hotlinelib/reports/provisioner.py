"""Jupyter's extension point for kernels that are started in another way: here, forked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from hotlinelib.reports.forking import ForkedProcess
from hotlinelib.reports.warm_kernels import WARM_VARIABLE

# Why kernels of this process weren't forked, for the run to tell.
refusals: list[str] = []


class WarmProvisioner(LocalProvisioner):
    """Asks the nursery of the run for a kernel, and starts a stock one where it has none."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Fork a kernel; its command and options are those of a stock one."""
        environment = dict(options.get("env") or os.environ)
        folder = str(options.get("cwd") or Path.cwd())
        try:
            command = _with_own_file(cmd, str(getattr(self.parent, "connection_file", "")))
            request = {"command": command, "folder": folder, "environment": environment}
            forked = ForkedProcess(os.environ[WARM_VARIABLE], request)
        except (OSError, KeyError) as error:
            refusals.append(str(error))
            return await super().launch_kernel(cmd, **options)
        # All that is asked of it, it answers as a Popen would.
        self.process = cast("Any", forked)
        self.pid = self.pgid = forked.pid
        self.cwd = folder
        return self.connection_info

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel; it takes nobody's time to go: the nursery sees to that."""
        await super().kill(restart=restart)
        if isinstance(self.process, ForkedProcess):
            self.process.take_as_killed()


def _with_own_file(command: Sequence[str], connection_file: str) -> list[str]:
    """Return the command of a kernel that reads a copy of the file with its connections.

    A kernel writes the file anew while it starts, and a forked one does so at the very moment in
    which Jupyter reads it again.
    """
    own = f"{connection_file}.kernel"
    shutil.copy2(connection_file, own)
    return [own if part == connection_file else part for part in command]
