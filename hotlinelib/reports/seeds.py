"""The seeds of what a notebook draws by lot: the same for every report, on every run.

An extension of IPython, which the kernels of reports load.
"""

from __future__ import annotations

from typing import Any


def load_ipython_extension(shell: Any) -> None:
    """Seed `random` and numpy's generator just before the first cell runs.

    Not earlier: while a kernel starts, a thread of ipykernel chooses a port by `random`, and it may
    do so before the seed or after it.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The kernel's.
    """

    def seed(_cell: Any) -> None:
        import random

        import numpy as np

        shell.events.unregister("pre_run_cell", seed)
        random.seed(0)
        # The old way of numpy, as that is what such notebooks use.
        np.random.seed(0)  # noqa: NPY002

    shell.events.register("pre_run_cell", seed)
