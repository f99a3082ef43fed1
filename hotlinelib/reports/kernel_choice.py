"""Which kernel a notebook runs in: a fork of IPython's shell, or a stock one of ipykernel.

Both give the same report; the shell is ready at once. It is taken where all that the cells import
is known to do the same in it, and no cell asks for what only a kernel has: magics, input, other
processes, widgets, logging, files by their numbers.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import Any, Literal

from hotlinelib.errors import ParameterError
from hotlinelib.reports.parameters import code_of, nodes_of
from hotlinelib.reports.processes import can_fork

Kernel = Literal["auto", "shell", "stock"]
# As notebooks name it, whichever it is
KERNEL_NAME = "python3"
# What was compared in both kernels, by the tests; anything else is run in a stock one.
KNOWN = frozenset(
    re.findall(
        r"\w+",
        "hotlinelib numpy pandas matplotlib scipy seaborn geopandas shapely babel __future__ abc "
        "ast base64 bisect calendar cmath collections contextlib copy csv dataclasses datetime "
        "decimal difflib enum fractions functools glob hashlib heapq html inspect io itertools "
        "json keyword locale math numbers operator pathlib pprint random re secrets statistics "
        "string struct textwrap time tomllib typing unicodedata urllib uuid warnings zipfile zlib "
        "zoneinfo",
    )
)
# Their results differ between the two, or they reach what can't be told from the cell.
UNLIKE = frozenset(
    re.findall(
        r"\w+",
        "get_ipython input breakpoint exit quit help exec eval compile __import__ open_new In Out "
        "_oh _ih _dh _exit_code widgets interact update_display clear_output DisplayHandle "
        "multiprocessing concurrent subprocess logging",
    )
)


def choose_kernel(notebook: Mapping[str, Any], asked: Kernel = "auto") -> Kernel:
    """Return the kernel that a notebook is to run in."""
    if asked == "shell" and not can_fork():
        raise ParameterError(
            "--kernel shell needs Linux and a process of one thread; leave it out, or use: stock"
        )
    if asked != "auto":
        return asked
    return "shell" if can_fork() and all(map(does_the_same, code_of(notebook))) else "stock"


def does_the_same(cell: str) -> bool:
    """Return whether a cell is known to do the same in the shell as in a stock kernel."""
    nodes = nodes_of(cell)
    # No nodes have magics, `await`, and mistakes, which the stock kernel tells.
    return bool(nodes) and not cell.rstrip().endswith("?") and all(map(_is_known, nodes))


def _is_known(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return all(alias.name.split(".")[0] in KNOWN for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        if node.module == "IPython.display":
            return not {alias.name for alias in node.names} & UNLIKE
        return (node.module or "").split(".")[0] in KNOWN
    if isinstance(node, ast.Name):
        return node.id not in UNLIKE
    if isinstance(node, ast.Attribute):
        return node.attr not in UNLIKE
    if isinstance(node, ast.keyword):
        return node.arg != "display_id"
    return not isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith)
