"""Numbers and names of the figures and tables of a report: each has its own."""

from __future__ import annotations

import re
import sys

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError


def _run() -> int | None:
    """Return the number of the run of a cell; None outside of notebooks."""
    if "IPython" not in sys.modules:
        return None
    shell = sys.modules["IPython"].get_ipython()
    return None if shell is None else int(shell.execution_count)


def number_of(names: list[str], name: str) -> int:
    """Return the number of a figure or table; shown again, it keeps its number."""
    check_kind("name", name, str)
    if not re.fullmatch(r"[\w-]+", name):
        raise ParameterError(
            "name is {name!r}; expected letters, digits, - and _ only: files and links have it",
            name=name,
        )
    if name not in names:
        names.append(name)
    return names.index(name) + 1


def refuse_another(
    shown: dict[str, tuple[int | None, int]], name: str, label: str, html: str
) -> None:
    """Refuse a figure or table under the name of another one: a page would lose one of them.

    A cell that runs again shows its figure again, which may have changed.
    """
    now = _run(), hash(html)
    before = shown.setdefault(label, now)
    if before[0] == now[0] and before != now:
        raise ParameterError(
            "{label} is called {name!r} and differs from this one; give this one another name",
            label=label,
            name=name,
        )
    shown[label] = now
