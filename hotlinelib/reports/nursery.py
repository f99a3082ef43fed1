"""The nursery's own process: imports the libraries, then forks a kernel for whoever asks.

Run by `hotlinelib.reports.warm_kernels.Nursery` as
`python -P -m hotlinelib.reports.nursery SOCKET MODULES`.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

# Filled before any kernel is asked for: what these make is the same in every process.
WARM_UP = (
    ("hotlinelib.figures.style", "register_typefaces"),
    ("hotlinelib.dataset.tables", "load_awards"),
    ("hotlinelib.dataset.tables", "load_organisations"),
    ("hotlinelib.places.divisions", "load_divisions"),
    ("hotlinelib.places.divisions", "load_provinces"),
    ("PIL.Image", "preinit"),
)
# pandas and matplotlib ask where they run; all others are imported as they are anywhere.
ASKING = ("pandas", "matplotlib")
# These look for a kernel when they are imported, to show figures after each cell.
SHOWING = ("matplotlib_inline.backend_inline", "matplotlib_inline")
INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
THREADS = Path("/proc/self/task")


def main() -> None:
    """Import, then serve until the run ends."""
    gc.disable()
    with as_in_a_kernel():
        import_all(list(ASKING))
    import_all(json.loads(sys.argv[2]))
    for module, function in WARM_UP:
        # A notebook without analyses needs none of this; what is wrong, a kernel will tell.
        if module in sys.modules:
            with suppress(Exception):
                getattr(sys.modules[module], function)()
    # What was imported is shared with the kernels as long as nobody writes to it.
    gc.freeze()
    gc.enable()
    Server(socket.socket(fileno=int(sys.argv[1]))).serve()
    # To take all down that was imported takes a quarter of a second, and the run waits for it.
    os._exit(0)


def import_all(modules: list[str]) -> None:
    """Import modules; where one can't be imported, the notebook's own import will tell why."""
    for name in modules:
        with suppress(Exception):
            importlib.import_module(name)


class Server:
    """Forks kernels and tells whoever asked for one how it ended."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.kernels: dict[int, socket.socket] = {}
        self.asked: dict[socket.socket, bytes] = {}
        self.selector = selectors.DefaultSelector()
        self.awake, waker = socket.socketpair()
        for end in (self.awake, waker):
            end.setblocking(False)
        self.waker = waker

    def serve(self) -> None:
        """Serve until standard input is closed: the run has ended or was killed."""
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.waker.fileno(), warn_on_full_buffer=False)
        self.selector.register(0, selectors.EVENT_READ, "end")
        self.selector.register(self.awake, selectors.EVENT_READ, "child")
        self.selector.register(self.listener, selectors.EVENT_READ, "new")
        while True:
            for key, _ in self.selector.select():
                if key.data == "end":
                    self.kill_all()
                    return
                if key.data == "child":
                    self.reap()
                elif key.data == "new":
                    connection, _ = self.listener.accept()
                    self.asked[connection] = b""
                    self.selector.register(connection, selectors.EVENT_READ, "client")
                elif isinstance(key.fileobj, socket.socket):
                    self.read(key.fileobj)

    def read(self, connection: socket.socket) -> None:
        """Read a request, or that the one who asked is gone: then the kernel is killed."""
        try:
            content = connection.recv(1 << 16)
        except ConnectionError:
            content = b""
        if not content:
            for pid in [pid for pid, one in self.kernels.items() if one is connection]:
                kill_group(pid)
            self.forget(connection)
            return
        self.asked[connection] += content
        if self.asked[connection].endswith(b"\n"):
            self.fork(connection, json.loads(self.asked.pop(connection)))

    def fork(self, connection: socket.socket, request: dict[str, Any]) -> None:
        """Fork a kernel, or refuse to."""
        threads = sum(1 for _ in THREADS.iterdir())
        if threads > 1:
            send(connection, {"refused": f"a fork of {threads} threads would lose all but one"})
            return
        pid = os.fork()
        if pid == 0:
            become_kernel(self, request)
        self.kernels[pid] = connection
        send(connection, {"pid": pid})

    def reap(self) -> None:
        """Tell how kernels have ended."""
        with suppress(BlockingIOError):
            self.awake.recv(4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            connection = self.kernels.pop(pid, None)
            if connection is not None:
                send(connection, {"returncode": os.waitstatus_to_exitcode(status)})
                self.forget(connection)

    def forget(self, connection: socket.socket) -> None:
        """Close a connection."""
        self.asked.pop(connection, None)
        with suppress(KeyError, ValueError):
            self.selector.unregister(connection)
        connection.close()

    def kill_all(self) -> None:
        """Kill all kernels that still run."""
        for pid in self.kernels:
            kill_group(pid)

    def close(self) -> None:
        """Close all that a kernel mustn't share with its parent."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.selector.close()
        for one in (self.listener, self.awake, self.waker, *self.asked, *self.kernels.values()):
            one.close()


def send(connection: socket.socket, message: dict[str, Any]) -> None:
    """Send a line; whoever asked may be gone."""
    with suppress(OSError):
        connection.sendall(json.dumps(message).encode("utf-8") + b"\n")


def kill_group(pid: int) -> None:
    """Kill a kernel with all that it has started."""
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)


def become_kernel(server: Server, request: dict[str, Any]) -> None:
    """Be a kernel as if started by its command, and never return."""
    status = 1
    try:
        os.setsid()
        server.close()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        run_kernel(request)
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(bool(error.code))
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)


def run_kernel(request: dict[str, Any]) -> None:
    """Start ipykernel with what a stock kernel would find, and serve until it is shut down."""
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    command = request["command"]
    launcher = find_spec("ipykernel_launcher")
    assert launcher is not None and launcher.origin is not None
    sys.argv = [launcher.origin, *command[command.index("ipykernel_launcher") + 1 :]]
    # As `python -m` does; what becomes of it is the launcher's own affair.
    sys.path.insert(0, request["folder"])
    from ipykernel.kernelapp import IPKernelApp

    for name in SHOWING:
        sys.modules.pop(name, None)
    # Its default was read from the environment when the module was imported.
    IPKernelApp.instance(parent_handle=os.getppid())
    draw_new_lots()
    runpy.run_path(launcher.origin, run_name="__main__")


def draw_new_lots() -> None:
    """Let the kernel's random numbers not be those of the process that it is a fork of."""
    import random

    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


@contextmanager
def as_in_a_kernel() -> Iterator[None]:
    """Let libraries that ask at import where they run, find what they would find in a kernel."""
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    builtins.get_ipython = lambda: SimpleNamespace(kernel=True)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        del builtins.get_ipython  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
