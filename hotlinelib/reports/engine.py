"""papermill's engine of the project: `papermill --engine hotline`.

It executes a notebook cell by cell, as papermill's own engine does, in the kernel that
`kernel_choice` names. Only papermill imports this module, by its entry point.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import wait
from typing import Any

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine
from papermill.log import logger

from hotlinelib.reports.executed import without_run_marks
from hotlinelib.reports.kernel_choice import Kernel, choose_kernel
from hotlinelib.reports.kernels import KERNEL_ARGUMENTS, ReportKernelManager
from hotlinelib.reports.processes import end_text
from hotlinelib.reports.seeds import FOLDER_VARIABLE


class ProjectEngine(Engine):  # type: ignore[misc]
    """papermill's engine, with kernels that are forked where that does the same."""

    @classmethod
    def execute_notebook(
        cls, nb: Any, kernel_name: str, *, run_marks: bool = True, **options: Any
    ) -> Any:
        """Execute a notebook as papermill does; if that is asked for, take out its run marks."""
        executed = super().execute_notebook(nb, kernel_name, **options)
        # papermill finds failures by those marks.
        if run_marks or executed.metadata.papermill["exception"]:
            return executed
        return without_run_marks(executed)

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
        meanwhile: Callable[[], None] | None = None,
        **options: Any,
    ) -> Any:
        """Execute a notebook as papermill does, in this interpreter."""
        for name in ("input_path", "startup_timeout"):
            options.pop(name, None)
        options |= {
            "kernel_name": kernel_name,
            "log": logger,
            "timeout": execution_timeout or options.get("timeout"),
        }
        try:
            if choose_kernel(nb_man.nb, kernel) == "shell":
                client = ShellClient(nb_man, **options)
                client.folder, client.meanwhile = folder, meanwhile
                return client.execute()
            options.setdefault("extra_arguments", list(KERNEL_ARGUMENTS))
            with ReportKernelManager.private() as manager, _folder_told(folder):
                options["startup_timeout"] = start_timeout
                return StockClient(nb_man, km=manager, **options).execute()
        except (DeadKernelError, CellTimeoutError) as error:
            # A kernel that is lost takes along what it executed, unless the error carries it.
            error.executed = nb_man.nb  # type: ignore[union-attr]
            raise


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
        from hotlinelib.reports.shell import LANGUAGE

        self.reset_execution_trackers()
        with forked_shell(self.folder) as self.shell:
            self.papermill_execute_cells()
        self.nb.metadata["language_info"] = dict(LANGUAGE)
        return self.nb

    def execute_cell(
        self,
        cell: Any,
        cell_index: int,
        *_: Any,
        **__: Any,
    ) -> Any:
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
        timeout = self.timeout_func(cell) if self.timeout_func else self.timeout
        self.shell.send(cell.source)
        if self.meanwhile is not None:
            self.meanwhile()
            self.meanwhile = None
        reply: dict[str, Any] = {}
        for message in self.shell.messages(timeout):
            if message is None:
                raise CellTimeoutError.error_from_timeout_and_cell(
                    "Cell execution timed out", timeout, cell
                )
            if message["msg_type"] == "execute_reply":
                reply = message["content"]
            else:
                self.process_message(message, cell, cell_index)
        allowed = self.allow_errors or "raises-exception" in tags
        if reply["status"] == "error" and (self.force_raise_errors or not allowed):
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell


class Shell:
    """A fork of this process that runs cells; see `hotlinelib.reports.shell`."""

    def __init__(self, folder: str, files: tuple[int, int]) -> None:
        from hotlinelib.reports.shell import serve

        fork = get_context("fork")
        self.pipe, theirs = fork.Pipe()
        printed = dict(zip((1, 2), files, strict=True))
        self.process = fork.Process(target=_child, args=(serve, self.pipe, theirs, printed, folder))
        self.process.start()
        theirs.close()

    def send(self, source: str) -> None:
        """Let it run a cell."""
        with suppress(OSError):
            self.pipe.send_bytes(source.encode("utf-8", "replace"))

    def messages(self, timeout: float | None) -> Iterator[dict[str, Any] | None]:
        """Yield what a cell tells, its reply last; None where it takes too long."""
        end = time.monotonic() + timeout if timeout and timeout > 0 else None
        while True:
            left = None if end is None else max(0.0, end - time.monotonic())
            # What it has started may hold the pipe open after its end.
            found = wait([self.pipe, self.process.sentinel], left)
            if not found:
                yield None
            try:
                if self.pipe not in found and not self.pipe.poll():
                    raise EOFError
                message = json.loads(self.pipe.recv_bytes())
            except (EOFError, OSError):
                self.process.join(1)
                raise DeadKernelError(end_text(self.process.exitcode)) from None
            yield message
            if message["msg_type"] == "execute_reply":
                return

    def end(self) -> None:
        """End it and all that it has started."""
        self.pipe.close()
        if self.process.pid is not None:
            with suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.process.close()


@contextmanager
def forked_shell(folder: str) -> Iterator[Shell]:
    """Have a fork that runs cells, for the length of a notebook."""
    with ExitStack() as open_files:
        files = [open_files.enter_context(tempfile.TemporaryFile()) for _ in range(2)]
        shell = Shell(folder, (files[0].fileno(), files[1].fileno()))
        try:
            yield shell
        finally:
            shell.end()


@contextmanager
def _folder_told(folder: str) -> Iterator[None]:
    """Let a kernel that is started know the folder of its notebook."""
    os.environ[FOLDER_VARIABLE] = folder
    try:
        yield
    finally:
        del os.environ[FOLDER_VARIABLE]


def _child(serve: Any, ours: Any, theirs: Any, printed: dict[int, int], folder: str) -> None:
    # Else it would keep the other end of its own pipe open.
    ours.close()
    serve(theirs, printed, folder)
