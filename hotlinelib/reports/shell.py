"""ipykernel's shell as a kernel of reports: a fork that runs cells and tells what they show.

What it tells are Jupyter's messages, over a pipe, so that nbclient makes the same outputs of them
as of a stock kernel's. What it can't do as a stock kernel does is listed in `kernel_choice`.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.jsonutil import json_default
from jupyter_client.session import Session
from traitlets.config import Config

from hotlinelib.reports.seeds import make_same

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
# The file of the history would be thrown away after the run; writing it takes a thread.
SETTINGS = Config({"HistoryManager": {"enabled": False}})
# So many texts of a stream are told at once; after that, what was printed in so many seconds
MANY_TEXTS = 1000
SOON = 0.1


class PipeSession(Session):
    """Tells messages over a pipe, where a kernel sends them to sockets."""

    pipe: Connection
    # Threads of a cell may print at the same time.
    turn = threading.Lock()

    def send(self, *given: Any, **_: Any) -> None:
        """Tell a message: after the socket, as a whole, or its type and content."""
        _, told, *further = given
        kind, content = (told["msg_type"], told["content"]) if not further else (told, further[0])
        message = {"header": {"msg_type": kind}, "msg_type": kind, "parent_header": {}}
        message["content"] = content
        text = json.dumps(message, default=json_default, ensure_ascii=False)
        with self.turn:
            # A cell may print half a character, which no file can have.
            self.pipe.send_bytes(text.encode("utf-8", "replace"))


class CellStream(io.TextIOBase):
    """Standard output or error of cells."""

    encoding = "UTF-8"
    errors = "backslashreplace"

    def __init__(self, name: str, publish: Callable[..., None]) -> None:
        self.name, self.publish = name, publish
        self.waiting: list[str] = []
        self.told, self.last = 0, 0.0

    def write(self, text: str) -> int:
        """Tell a text: at once, or where very much is printed, soon."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.waiting.append(text)
        if self.told < MANY_TEXTS or time.monotonic() - self.last > SOON:
            self.flush()
        return len(text)

    def flush(self) -> None:
        """Tell what waits."""
        text, self.waiting = "".join(self.waiting), []
        if text:
            self.told, self.last = self.told + 1, time.monotonic()
            self.publish(None, "stream", {"name": self.name, "text": text})

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True


def ready_shell() -> Any:
    """Return the shell of this process; whatever is imported within it is so as in a kernel."""
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    found: Any = ZMQInteractiveShell.instance(config=SETTINGS, compiler_class=XCachingCompiler)
    # Its formatters are made when they are first asked.
    found.display_formatter.format(None)
    return found


def serve(pipe: Connection, folder: str) -> None:
    """Be a kernel: run the cells that arrive until the pipe is closed."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    shell, session = ready_shell(), PipeSession()
    session.pipe = pipe
    shell.displayhook.session = shell.display_pub.session = session
    sys.stdout, sys.stderr = (CellStream(name, session.send) for name in ("stdout", "stderr"))
    make_same(folder)
    read = {1: 0, 2: 0}
    while True:
        try:
            source = pipe.recv_bytes().decode("utf-8")
        except EOFError:
            return
        session.send(None, "execute_input", {"execution_count": shell.execution_count})
        result = shell.run_cell(source, store_history=True)
        sys.stdout.flush()
        sys.stderr.flush()
        # What wasn't written by Python stands in the files that the standard ones are.
        for standard, name in ((1, "stdout"), (2, "stderr")):
            size = os.fstat(standard).st_size
            content = os.pread(standard, size - read[standard], read[standard])
            read[standard] = size
            if content:
                text = content.decode("utf-8", "replace")
                session.send(None, "stream", {"name": name, "text": text})
        error = result.error_before_exec or result.error_in_exec
        reply: dict[str, Any] = {"status": "error" if error else "ok", "traceback": []}
        if error:
            reply |= {"ename": type(error).__name__, "evalue": str(error)}
        session.send(None, "execute_reply", reply)
