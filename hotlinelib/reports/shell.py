"""IPython's shell as a kernel of reports: a fork that runs cells and tells what they show.

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
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ipykernel.compiler import XCachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.jsonutil import json_default
from traitlets import Type
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


class ReportPublisher(DisplayPublisher):
    """Tells what a cell displays."""

    shell: Any

    def publish(self, data: Any, metadata: Any = None, **options: Any) -> None:  # type: ignore[override]
        """Tell one bundle of data."""
        kind = "update_display_data" if options.get("update") else "display_data"
        transient = options.get("transient") or {}
        content = {"data": data, "metadata": metadata or {}, "transient": transient}
        self.shell.tell(kind, content)

    def clear_output(self, wait: bool = False) -> None:
        """Tell that what the cell has shown is to be taken away."""
        self.shell.tell("clear_output", {"wait": wait})


class ReportHook(DisplayHook):
    """Tells the value of a cell."""

    def write_output_prompt(self) -> None:
        """Write none."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Tell the value in all its formats."""
        shell: Any = self.shell
        content = {"execution_count": self.prompt_count, "data": format_dict, "metadata": md_dict}
        if format_dict:
            shell.tell("execute_result", content)

    def finish_displayhook(self) -> None:
        """Write no line break."""


class CellStream(io.TextIOBase):
    """Standard output or error of cells."""

    encoding = "UTF-8"
    errors = "backslashreplace"

    def __init__(self, name: str, publish: Callable[[str, dict[str, Any]], None]) -> None:
        self.name = name
        self.publish = publish
        self.waiting: list[str] = []
        self.told = 0
        self.last = 0.0

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
            self.told += 1
            self.last = time.monotonic()
            self.publish("stream", {"name": self.name, "text": text})

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True


class ReportShell(InteractiveShell):
    """IPython's shell, which tells what cells show instead of writing it to a terminal."""

    displayhook_class = Type(ReportHook)
    display_pub_class = Type(ReportPublisher)
    # pandas takes what has one for no terminal.
    kernel = None
    pipe: Connection | None = None
    # Threads of a cell may print at the same time.
    turn = threading.Lock()

    def tell(self, kind: str, content: Mapping[str, Any]) -> None:
        """Tell a message of Jupyter's protocol to whoever executes the notebook."""
        if self.pipe is None:
            return
        if kind != "stream":
            sys.stdout.flush()
            sys.stderr.flush()
        header = {"header": {"msg_type": kind}, "msg_type": kind, "parent_header": {}}
        message = {**header, "content": content}
        text = json.dumps(message, default=json_default, ensure_ascii=False)
        with self.turn:
            # A cell may print half a character, which no file can have.
            self.pipe.send_bytes(text.encode("utf-8", "replace"))

    def showtraceback(self, exc_tuple: Any = None, *given: Any, **options: Any) -> None:
        """Tell the error that has just been raised."""
        kind, error, trace = exc_tuple or sys.exc_info()
        formatter: Any = self.InteractiveTB
        if isinstance(error, SyntaxError):
            self.showsyntaxerror(*given)
        elif _has_group(error):
            # As IPython does, which can't format them.
            traceback.print_exc()
        elif options.get("exception_only"):
            lines = ["An exception has occurred, use %tb to see the full traceback.\n"]
            self.tell_error(error, [*lines, *formatter.get_exception_only(kind, error)])
        else:
            offset = options.get("tb_offset")
            lines = formatter.structured_traceback(kind, error, trace, tb_offset=offset)
            self.tell_error(error, lines)

    def showsyntaxerror(self, filename: Any = None, running_compiled_code: bool = False) -> None:
        """Tell the error of syntax that has just been raised."""
        kind, error, trace = sys.exc_info()
        if filename and isinstance(error, SyntaxError):
            error.filename = filename
        frames: Any = traceback.extract_tb(trace) if running_compiled_code else []
        formatter: Any = self.SyntaxTB
        self.tell_error(error, formatter.structured_traceback(kind, error, frames))

    def tell_error(self, error: Any, lines: list[str]) -> None:
        """Tell an error with its traceback."""
        told = {"ename": type(error).__name__, "evalue": str(error), "traceback": lines}
        self.tell("error", told)


def ready_shell() -> ReportShell:
    """Return the shell of this process; whatever is imported within it is so as in a kernel."""
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    found: ReportShell = ReportShell.instance(config=SETTINGS, compiler_class=XCachingCompiler)
    # Its formatters are made when they are first asked.
    formatter: Any = found.display_formatter
    formatter.format(None)
    return found


def serve(pipe: Connection, folder: str) -> None:
    """Be a kernel: run the cells that arrive until the pipe is closed."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    shell = ready_shell()
    shell.pipe = pipe
    sys.stdout, sys.stderr = (CellStream(name, shell.tell) for name in ("stdout", "stderr"))
    make_same(folder)
    read = {1: 0, 2: 0}
    while True:
        try:
            source = pipe.recv_bytes().decode("utf-8")
        except EOFError:
            return
        shell.tell("execute_input", {"execution_count": shell.execution_count})
        result: Any = shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        # What wasn't written by Python stands in the files that the standard ones are.
        for standard, name in ((1, "stdout"), (2, "stderr")):
            size = os.fstat(standard).st_size
            content = os.pread(standard, size - read[standard], read[standard])
            read[standard] = size
            if content:
                shell.tell("stream", {"name": name, "text": content.decode("utf-8", "replace")})
        error = result.error_before_exec or result.error_in_exec
        reply: dict[str, Any] = {"status": "error" if error else "ok", "traceback": []}
        if error:
            reply |= {"ename": type(error).__name__, "evalue": str(error)}
        shell.tell("execute_reply", reply)


def _has_group(error: BaseException | None) -> bool:
    """Return whether an error is a group, or was raised while one was handled."""
    return error is not None and (
        isinstance(error, BaseExceptionGroup) or _has_group(error.__context__)
    )
