"""A nursery's own process: imports the libraries, then forks a kernel or worker for whoever asks.

Run by `hotlinelib.reports.forking.Nursery` as
`python -P -m hotlinelib.reports.nursery SOCKET TASK MODULES`. TASK is the module whose processes
these are, with three functions: `prepare`, `make_ready` and `run`.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

THREADS = Path("/proc/self/task")
# Files that may come with a request, at most
MOST_FILES = 8


def main() -> None:
    """Import, then serve until the run ends."""
    gc.disable()
    task = import_module(sys.argv[2])
    task.prepare(json.loads(sys.argv[3]))
    # What was imported is shared with the forks as long as nobody writes to it.
    gc.freeze()
    gc.enable()
    Server(socket.socket(fileno=int(sys.argv[1])), task).serve()
    # To take all down that was imported takes a quarter of a second, and the run waits for it.
    os._exit(0)


class Server:
    """Forks processes and tells whoever asked for one how it ended."""

    def __init__(self, listener: socket.socket, task: Any) -> None:
        self.listener = listener
        self.task = task
        self.forks: dict[int, socket.socket] = {}
        self.asked: dict[socket.socket, tuple[bytes, list[int]]] = {}
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
                    self.asked[connection] = (b"", [])
                    self.selector.register(connection, selectors.EVENT_READ, "client")
                elif isinstance(key.fileobj, socket.socket):
                    self.read(key.fileobj)

    def read(self, connection: socket.socket) -> None:
        """Read a request, or that the one who asked is gone: then the fork is killed."""
        try:
            content, files, *_ = socket.recv_fds(connection, 1 << 16, MOST_FILES)
        except ConnectionError:
            content, files = b"", []
        if not content:
            for pid in [pid for pid, one in self.forks.items() if one is connection]:
                kill_group(pid)
            self.forget(connection)
            return
        before, given = self.asked[connection]
        self.asked[connection] = (before + content, [*given, *files])
        if content.endswith(b"\n"):
            text, given = self.asked.pop(connection)
            self.fork(connection, json.loads(text), given)
            close(given)

    def fork(
        self, connection: socket.socket, request: dict[str, Any], files: Sequence[int]
    ) -> None:
        """Fork a process, or refuse to."""
        threads = sum(1 for _ in THREADS.iterdir())
        if threads > 1:
            send(connection, {"refused": f"a fork of {threads} threads would lose all but one"})
            return
        self.task.make_ready(request)
        pid = os.fork()
        if pid == 0:
            become(self, request, files)
        self.forks[pid] = connection
        send(connection, {"pid": pid})

    def reap(self) -> None:
        """Tell how forks have ended."""
        with suppress(BlockingIOError):
            self.awake.recv(4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            connection = self.forks.pop(pid, None)
            if connection is not None:
                send(connection, {"returncode": os.waitstatus_to_exitcode(status)})
                self.forget(connection)

    def forget(self, connection: socket.socket) -> None:
        """Close a connection."""
        close(self.asked.pop(connection, (b"", []))[1])
        with suppress(KeyError, ValueError):
            self.selector.unregister(connection)
        connection.close()

    def kill_all(self) -> None:
        """Kill all forks that still run."""
        for pid in self.forks:
            kill_group(pid)

    def close(self) -> None:
        """Close all that a fork mustn't share with its parent."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.selector.close()
        for one in (self.listener, self.awake, self.waker, *self.asked, *self.forks.values()):
            one.close()


def send(connection: socket.socket, message: dict[str, Any]) -> None:
    """Send a line; whoever asked may be gone."""
    with suppress(OSError):
        connection.sendall(json.dumps(message).encode("utf-8") + b"\n")


def close(files: Sequence[int]) -> None:
    """Close files."""
    for one in files:
        with suppress(OSError):
            os.close(one)


def kill_group(pid: int) -> None:
    """Kill a process with all that it has started."""
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)


def become(server: Server, request: dict[str, Any], files: Sequence[int]) -> None:
    """Be what was asked for as if started by its command, and never return."""
    status = 1
    try:
        os.setsid()
        server.close()
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        server.task.run(request, files)
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


if __name__ == "__main__":
    main()
