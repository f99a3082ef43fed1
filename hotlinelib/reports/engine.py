"""papermill's engine of the project: `papermill --engine hotline`.

It executes a notebook cell by cell, as papermill's own engine does, in the kernel that
`kernel_choice` names. Only papermill imports this module, by its entry point.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.log import logger

from hotlinelib.reports.kernel_choice import Kernel, choose_kernel
from hotlinelib.reports.kernels import KERNEL_ARGUMENTS, private_kernel
from hotlinelib.reports.processes import Child, end_text
from hotlinelib.reports.seeds import FOLDER_VARIABLE


class ProjectEngine(Engine):  # type: ignore[misc]
    """papermill's engine, with kernels that are forked where that does the same."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        kernel: Kernel = "auto",
        folder: str = "",
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        begun: Callable[[Any], None] | None = None,
        meanwhile: Callable[[], None] | None = None,
        **options: Any,
    ) -> Any:
        """Execute a notebook as papermill does, in this interpreter."""
        if begun:
            begun(nb_man.nb)
        for name in ("input_path", "startup_timeout"):
            options.pop(name, None)
        options |= {
            "kernel_name": kernel_name,
            "log": logger,
            "timeout": execution_timeout or options.get("timeout"),
        }
        if choose_kernel(nb_man.nb, kernel) == "shell":
            client = ShellClient(nb_man, **options)
            client.folder, client.meanwhile = folder, meanwhile
            return client.execute()
        # After its reply a kernel may need a while to tell that it is idle, on a busy machine.
        options |= {"startup_timeout": start_timeout, "iopub_timeout": 30}
        options.setdefault("extra_arguments", [*KERNEL_ARGUMENTS])
        with private_kernel() as manager:
            environment = {**os.environ, FOLDER_VARIABLE: folder}
            return StockClient(nb_man, km=manager, **options).execute(env=environment)


class StockClient(PapermillNotebookClient):  # type: ignore[misc]
    """Executes the cells of a notebook in a stock kernel, and tells how a lost one ended."""

    def papermill_execute_cells(self) -> None:
        """Execute all cells."""
        try:
            super().papermill_execute_cells()
        except DeadKernelError as error:
            status = run_sync(self.km.provisioner.poll)()
            raise DeadKernelError(end_text(status)) from error


class ShellClient(PapermillNotebookClient):  # type: ignore[misc]
    """Executes the cells of a notebook in a fork of this process, and takes what it tells."""

    folder = ""
    meanwhile: Callable[[], None] | None = None

    def execute(self, **_: Any) -> Any:
        """Execute the notebook."""
        from hotlinelib.reports.shell import serve

        self.reset_execution_trackers()
        self.shell = Child(serve, self.folder)
        try:
            self.papermill_execute_cells()
        finally:
            self.shell.end()
        self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
        return self.nb

    def execute_cell(self, cell: Any, cell_index: int, *_: Any, **__: Any) -> Any:
        """Execute a cell as nbclient does."""
        if self.on_cell_start:
            self.on_cell_start(cell=cell, cell_index=cell_index)
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        if self.record_timing:
            cell.metadata["execution"] = {}
        cell.outputs = []
        self.clear_before_next_output = False
        with suppress(OSError):
            self.shell.pipe.send_bytes(cell.source.encode("utf-8", "replace"))
        timeout = self.timeout_func(cell) if self.timeout_func else self.timeout
        if self.meanwhile is not None:
            self.meanwhile()
            self.meanwhile = None
        for message in self.messages(cell, timeout or None):
            self.process_message(message, cell, cell_index)
        allowed = self.allow_errors or "raises-exception" in tags
        if self.reply["status"] == "error" and (self.force_raise_errors or not allowed):
            raise CellExecutionError.from_cell_and_msg(cell, self.reply)
        return cell

    def messages(self, cell: Any, timeout: float | None) -> Iterator[dict[str, Any]]:
        """Yield what a cell tells, and keep its reply."""
        pipe, process = self.shell.pipe, self.shell.process
        end = time.monotonic() + timeout if timeout and timeout > 0 else None
        while True:
            # What it has started may hold the pipe open after its end.
            left = None if end is None else max(0.0, end - time.monotonic())
            found = wait([pipe, process.sentinel], left)
            if not found:
                told = "Cell execution timed out"
                raise CellTimeoutError.error_from_timeout_and_cell(told, int(timeout or 0), cell)
            try:
                if pipe not in found and not pipe.poll():
                    raise EOFError
                message = json.loads(pipe.recv_bytes())
            except (EOFError, OSError):
                process.join(1)
                raise DeadKernelError(end_text(process.exitcode)) from None
            if message["msg_type"] == "execute_reply":
                self.reply: dict[str, Any] = message["content"]
                return
            yield message
