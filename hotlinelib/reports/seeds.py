"""The seeds of what a notebook draws by lot: the same for every report, on every run."""

from __future__ import annotations

from typing import Any


def seed_before_first_cell() -> None:
    """Seed `random` and numpy's generator in this kernel, just before its first cell runs.

    Not earlier: while a kernel starts, a thread of ipykernel chooses a port by `random`, and it may
    do so before the seed or after it.
    """
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is None:
        return

    def seed(_cell: Any) -> None:
        import random

        import numpy as np

        shell.events.unregister("pre_run_cell", seed)
        random.seed(0)
        # The old way of numpy, as that is what such notebooks use.
        np.random.seed(0)  # noqa: NPY002

    shell.events.register("pre_run_cell", seed)
