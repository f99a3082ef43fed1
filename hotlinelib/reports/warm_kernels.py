"""Kernels forked from a process that has imported the libraries already.

A kernel needs two seconds to import what a report needs. Here one process, the nursery, imports it
once, single-threaded and without any socket of zmq; each kernel is a fork of it: a real ipykernel
of its own, with nothing of another report. Jupyter gets them through its own extension point, a
kernel provisioner, so that papermill and nbclient know nothing of it. Where forking isn't safe,
stock kernels are started, and the run says so.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from hotlinelib.reports.parameters import read_notebook

PROVISIONER = "hotline-warm"
WARM_VARIABLE = "HOTLINELIB_WARM_KERNELS"
# What every kernel needs, and what the analyses import on the way.
KERNEL_MODULES = (
    "pandas",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "hotlinelib.reports.streams",
    "matplotlib_inline",
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "sqlite3",
)
ANALYSIS_MODULES = (
    "numpy.random",
    "scipy.special",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.style.core",
    "babel.numbers",
    "babel.dates",
    "babel.localtime",
    "pandas.io.formats.csvs",
    "pandas.io.formats.string",
    "hotlinelib.paper",
)
OWN_PACKAGE = "hotlinelib"


class Nursery:
    """The process that kernels are forked from, for the length of a run.

    Parameters
    ----------
    folder : pathlib.Path
        A private folder, for the socket that kernels are asked for by.
    modules : iterable of str
        Modules to import before any kernel is asked for.
    environment : mapping, optional
        Of the process.
    """

    def __init__(
        self,
        folder: Path,
        modules: Iterable[str],
        environment: dict[str, str] | None = None,
    ) -> None:
        self.address = str(folder / "nursery")
        self._start(json.dumps(list(modules)), environment)

    def _start(self, modules: str, environment: dict[str, str] | None) -> None:
        # The socket is there before the process is, so that nobody has to wait for it to appear.
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.address)
            listener.listen(64)
            # -P: no module of the folder that the command runs in is taken for a library; the
            # other option is Jupyter's own, for its debugger.
            command = [
                sys.executable,
                "-P",
                "-Xfrozen_modules=off",
                "-m",
                "hotlinelib.reports.nursery",
            ]
            self.process = subprocess.Popen(
                [*command, str(listener.fileno()), modules],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=[listener.fileno()],
                start_new_session=True,
                env=environment,
            )

    def __enter__(self) -> Nursery:
        """Return the nursery: it has begun to import."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process and all its kernels, as their loss of this end would."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class ForkedKernel:
    """A kernel of the nursery, as `subprocess.Popen` would have it.

    Parameters
    ----------
    address : str
        Of the nursery.
    command : list of str
        That would start the kernel.
    folder : str
        The kernel's working directory.
    environment : mapping
        The kernel's.

    Raises
    ------
    OSError
        If there is no nursery, or it can't fork.
    """

    stdin = stdout = stderr = None

    def __init__(
        self, address: str, command: Sequence[str], folder: str, environment: dict[str, str]
    ) -> None:
        self.returncode: int | None = None
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(address)
        self._received = b""
        request = {"command": list(command), "folder": folder, "environment": environment}
        self._connection.sendall(json.dumps(request).encode("utf-8") + b"\n")
        answer = self._answer(block=True) or {"refused": "the nursery ended"}
        if "pid" not in answer:
            self._connection.close()
            raise OSError(str(answer.get("refused")))
        self.pid = int(answer["pid"])

    def poll(self) -> int | None:
        """Return the exit status, or None while the kernel runs."""
        if self.returncode is None:
            answer = self._answer(block=False)
            if answer is not None:
                self.returncode = int(answer.get("returncode", -signal.SIGKILL))
                self._connection.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end of the kernel and return its exit status."""
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            time.sleep(0.01)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the kernel."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def _answer(self, block: bool) -> dict[str, Any] | None:
        """Return the next line from the nursery; {} at its end, None where there is none yet."""
        self._connection.setblocking(block)
        while b"\n" not in self._received:
            try:
                content = self._connection.recv(4096)
            except BlockingIOError:
                return None
            except ConnectionError:
                content = b""
            if not content:
                return {}
            self._received += content
        line, _, self._received = self._received.partition(b"\n")
        found: dict[str, Any] = json.loads(line)
        return found


def modules_of(notebooks: Iterable[Path]) -> list[str]:
    """Return what to import before the kernels of notebooks are forked.

    Of what notebooks import themselves, only modules of this package are taken: to import another
    one early could do what its author doesn't expect. What the package imports only where it is
    used, and takes long, is named by `libraries` in the metadata of a notebook that uses it.
    """
    import ast

    found: dict[str, None] = dict.fromkeys(KERNEL_MODULES)
    for notebook in dict.fromkeys(notebooks):
        # Whoever has choices, computes and draws; a notebook without any may do without.
        if about := read_notebook(notebook)["metadata"].get("hotlinelib"):
            found |= dict.fromkeys([*ANALYSIS_MODULES, *about.get("libraries", ())])
        for cell in read_notebook(notebook)["cells"]:
            if cell["cell_type"] == "code":
                try:
                    tree = ast.parse("".join(cell["source"]))
                except SyntaxError:
                    # Magics are no Python.
                    continue
                found |= dict.fromkeys(_imported(tree))
    return list(found)


def can_fork() -> str:
    """Return why kernels can't be forked on this system; '' if they can."""
    if sys.platform != "linux":
        return f"forking with these libraries isn't safe on {sys.platform}"
    return ""


def _imported(tree: Any) -> Iterable[str]:
    import ast

    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] == OWN_PACKAGE)
