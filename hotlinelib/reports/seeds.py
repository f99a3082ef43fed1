"""The seeds of what a notebook draws by lot: the same for every report, on every run.

An extension of IPython, which the stock kernels of reports load.
"""

from __future__ import annotations

import os
import sys
from typing import Any

# Names the notebook's folder to a stock kernel.
FOLDER_VARIABLE = "HOTLINELIB_NOTEBOOK_FOLDER"


def load_ipython_extension(shell: Any) -> None:
    """Seed just before the first cell runs, and let modules beside the notebook be imported.

    Not earlier: while a kernel starts, a thread of ipykernel chooses a port by `random`, and it may
    do so before the seed or after it.
    """

    def seed(_cell: Any) -> None:
        shell.events.unregister("pre_run_cell", seed)
        sow()

    shell.events.register("pre_run_cell", seed)
    if folder := os.environ.pop(FOLDER_VARIABLE, ""):
        # Behind all others: what lies there mustn't be taken for a library.
        sys.path.append(folder)


def sow() -> None:
    """Seed `random` and numpy's generator."""
    import random

    import numpy as np

    random.seed(0)
    # The old way of numpy, as that is what such notebooks use.
    np.random.seed(0)  # noqa: NPY002
