"""What a stock kernel of reports does before its first cell: an extension of IPython."""

from __future__ import annotations

import os
import sys
from typing import Any

# Names the notebook's folder to a stock kernel.
FOLDER_VARIABLE = "HOTLINELIB_NOTEBOOK_FOLDER"


def load_ipython_extension(shell: Any) -> None:
    """Seed just before the first cell runs, and let modules beside the notebook be imported."""
    # Not earlier: while a kernel starts, a thread of ipykernel chooses a port by `random`.

    def begin(_cell: Any) -> None:
        shell.events.unregister("pre_run_cell", begin)
        make_same(os.environ.pop(FOLDER_VARIABLE, ""))

    shell.events.register("pre_run_cell", begin)


def make_same(folder: str) -> None:
    """Let what is drawn by lot come out the same on every run, and find modules in a folder."""
    import random

    import numpy as np

    random.seed(0)
    # The old way of numpy, as that is what such notebooks use.
    np.random.seed(0)  # noqa: NPY002
    if folder:
        # Behind all others: what lies there mustn't be taken for a library.
        sys.path.append(folder)
