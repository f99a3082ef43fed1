"""A kernel that is a fork of its nursery: ipykernel, made ready before the fork as far as may be.

What has sockets and threads is made after the fork. Before it are made, once for all kernels of a
run, IPython's shell and what ipykernel's application learns from its arguments.
"""

from __future__ import annotations

import gc
import os
import random
import runpy
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.kernelapp import IPKernelApp
from ipykernel.zmqshell import ZMQInteractiveShell

from hotlinelib.reports.warm_up import import_modules

LAUNCHER = "ipykernel_launcher"
FILE_OPTION = "-f"
# These look for a kernel when they are imported, to show figures after each cell.
SHOWING = ("matplotlib_inline.backend_inline", "matplotlib_inline")


class ForkedKernelApp(IPKernelApp):
    """ipykernel's application, which has got its arguments and its shell before the fork."""

    def make_ready(self, arguments: Sequence[str]) -> None:
        """Read the arguments and IPython's settings, and make the shell.

        Parameters
        ----------
        arguments : sequence of str
            Of all kernels, without the file of connections that each has of its own.
        """
        super().parse_command_line(list(arguments))
        told = self.cli_config
        self.init_profile_dir()  # type: ignore[no-untyped-call]
        self.init_config_files()  # type: ignore[no-untyped-call]
        self.load_config_file()  # type: ignore[no-untyped-call]
        self.update_config(told)
        # A kernel asks for the one shell of its process, and will get this one.
        shell: Any = ZMQInteractiveShell.instance(
            parent=self, profile_dir=self.profile_dir, compiler_class=XCachingCompiler
        )
        # Its formatters are made when they are first asked.
        shell.display_formatter.format(None)

    def parse_command_line(self, argv: Sequence[str] | None = None) -> None:
        """Take the file of connections from the arguments; the others are known."""
        given = sys.argv[1:] if argv is None else list(argv)
        self.connection_file = given[given.index(FILE_OPTION) + 1]

    def init_kernel(self) -> None:
        """Make the kernel, and let the shell be as if it had been made with it."""
        shell: Any = ZMQInteractiveShell.instance()
        shell.init_environment()
        shell.save_sys_module_state()
        shell.init_sys_modules()
        shell.starting_dir = str(Path.cwd())
        shell.history_manager.reset(new_session=False)
        super().init_kernel()  # type: ignore[no-untyped-call]
        shell.kernel = shell.parent = self.kernel


def prepare(modules: Sequence[str]) -> None:
    """Import what kernels need."""
    import_modules(modules)


def make_ready(request: dict[str, Any]) -> None:
    """Make ready, before a fork, what kernels with such a command have in common."""
    _ready_app(_common_arguments(request["command"]))


def run(request: dict[str, Any], _files: Sequence[int]) -> None:
    """Be a kernel in a fork of the process that made it ready; return when it is shut down.

    Parameters
    ----------
    request : dict
        `command`, `folder` and `environment` that a stock kernel would be started with.
    """
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    command = request["command"]
    launcher = find_spec(LAUNCHER)
    assert launcher is not None and launcher.origin is not None
    sys.argv = [launcher.origin, *command[command.index(LAUNCHER) + 1 :]]
    # As `python -m` does; what becomes of it is the launcher's own affair.
    sys.path.insert(0, request["folder"])
    for name in SHOWING:
        sys.modules.pop(name, None)
    app = _ready_app(_common_arguments(command)) or IPKernelApp.instance()
    # Its default was read from the environment when the module was imported.
    app.parent_handle = os.getppid()
    draw_new_lots()
    runpy.run_path(launcher.origin, run_name="__main__")


def draw_new_lots() -> None:
    """Let the kernel's random numbers not be those of the process that it is a fork of."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()


def _common_arguments(command: Sequence[str]) -> tuple[str, ...]:
    """Return the arguments of a kernel's command, without the file of its connections."""
    arguments = list(command[command.index(LAUNCHER) + 1 :])
    start = arguments.index(FILE_OPTION)
    return (*arguments[:start], *arguments[start + 2 :])


@lru_cache(maxsize=1)
def _ready_app(arguments: tuple[str, ...]) -> ForkedKernelApp | None:
    """Return the application that was made ready; None where the kernel has to do it all itself."""
    ForkedKernelApp.clear_instance()
    ZMQInteractiveShell.clear_instance()
    main = sys.modules["__main__"]
    try:
        app = ForkedKernelApp.instance()
        app.make_ready(arguments)
    except (Exception, SystemExit):
        # Whatever is wrong, the kernel will find as well, and tell.
        ForkedKernelApp.clear_instance()
        ZMQInteractiveShell.clear_instance()
        return None
    finally:
        sys.modules["__main__"] = main
    gc.freeze()
    return app
