"""Kernels forked from a process that has imported the libraries already.

A kernel needs two seconds to import what a report needs. Here one process, the nursery, imports it
once, single-threaded and without any socket of zmq; each kernel is a fork of it: a real ipykernel
of its own, with nothing of another report. Jupyter gets them through its own extension point, a
kernel provisioner, so that papermill and nbclient know nothing of it. Where forking isn't safe,
stock kernels are started, and the run says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
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
    "hotlinelib.reports.seeds",
    "hotlinelib.reports.streams",
    "matplotlib_inline",
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.extensions.storemagic",
    "sqlite3",
    "zmq.utils.garbage",
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
# The module that a nursery forks kernels by, and an option that is Jupyter's own, for its debugger.
KERNEL_TASK = "hotlinelib.reports.forked_kernel"
KERNEL_OPTIONS = ("-Xfrozen_modules=off",)


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
