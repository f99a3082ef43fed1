"""Processes forked from one that has imported the libraries already.

What takes long to import is imported once, by a process that is called a nursery here: with one
thread, and without any socket of zmq. Where forking isn't safe, processes are started anew.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any


class Nursery:
    """The process that kernels or workers are forked from, for the length of a run.

    Parameters
    ----------
    folder : pathlib.Path
        A private folder, for the socket that processes are asked for by.
    task : str
        The module whose processes these are; see `hotlinelib.reports.nursery`.
    environment : mapping
        Of the process.
    modules : iterable of str
        Modules to import before any process is asked for.
    options : sequence of str
        Further ones of the interpreter.
    """

    def __init__(
        self,
        folder: Path,
        task: str,
        environment: dict[str, str],
        modules: Iterable[str] = (),
        options: Sequence[str] = (),
    ) -> None:
        self.address = str(folder / task.rpartition(".")[2])
        # -P: no module of the folder that the command runs in is taken for a library.
        command = [sys.executable, "-P", *options, "-m", "hotlinelib.reports.nursery"]
        self._start(command, [task, json.dumps(list(modules))], environment)

    def _start(
        self, command: Sequence[str], arguments: Sequence[str], environment: dict[str, str]
    ) -> None:
        # The socket is there before the process is, so that nobody has to wait for it to appear.
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.address)
            listener.listen(64)
            self.process = subprocess.Popen(
                [*command, str(listener.fileno()), *arguments],
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
        """End the process and all its forks, as their loss of this end would."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class ForkedProcess:
    """A fork of a nursery, as `subprocess.Popen` would have it.

    Parameters
    ----------
    address : str
        Of the nursery.
    request : mapping
        What the fork is to do, as its task understands it.
    files : sequence of int
        Files that the fork gets; they stay open here.

    Raises
    ------
    OSError
        If there is no nursery, or it can't fork.
    """

    stdin = stdout = stderr = None

    def __init__(self, address: str, request: Mapping[str, Any], files: Sequence[int] = ()) -> None:
        self.returncode: int | None = None
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(address)
        self._received = b""
        message = json.dumps(request).encode("utf-8") + b"\n"
        sent = socket.send_fds(self._connection, [message], files)
        self._connection.sendall(message[sent:])
        answer = self._answer(block=True) or {"refused": "the nursery ended"}
        if "pid" not in answer:
            self._connection.close()
            raise OSError(str(answer.get("refused")))
        self.pid = int(answer["pid"])

    def poll(self) -> int | None:
        """Return the exit status, or None while the process runs."""
        if self.returncode is None:
            answer = self._answer(block=False)
            if answer is not None:
                self.returncode = int(answer.get("returncode", -signal.SIGKILL))
                self._connection.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end of the process and return its exit status."""
        end = None if timeout is None else time.monotonic() + timeout
        while self.poll() is None:
            if end is not None and time.monotonic() > end:
                raise subprocess.TimeoutExpired("fork", timeout or 0)
            time.sleep(0.01)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the process."""
        self.send_signal(signal.SIGKILL)

    def take_as_killed(self) -> None:
        """Don't wait for the end of a process that was killed: it does nothing any more."""
        if self.returncode is None:
            self.returncode = -signal.SIGKILL
            self._connection.close()

    def terminate(self) -> None:
        """Ask the process to end."""
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


def can_fork() -> str:
    """Return why processes can't be forked on this system; '' if they can."""
    if sys.platform != "linux":
        return f"forking with these libraries isn't safe on {sys.platform}"
    return ""
