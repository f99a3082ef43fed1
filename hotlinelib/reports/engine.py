"""papermill's engine of the project: `papermill --engine hotline`.

Only papermill imports this module, by its entry point. The kernels are a module of their own, so
that JupyterLab gets them without papermill.
"""

from __future__ import annotations

from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine

from hotlinelib.reports.executed import without_run_marks
from hotlinelib.reports.kernels import KERNEL_ARGUMENTS, ReportKernelManager


class ProjectEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine, on this interpreter: `papermill --engine hotline ...`."""

    @classmethod
    def execute_notebook(
        cls, nb: Any, kernel_name: str, *, run_marks: bool = True, **options: Any
    ) -> Any:
        """Execute a notebook as papermill does; if that is asked for, take out its run marks.

        Parameters
        ----------
        nb : nbformat.NotebookNode
            The notebook.
        kernel_name : str
            Of its kernel.
        run_marks : bool, default True
            Whether to keep what differs from run to run; it is kept where a cell raised anything.
        **options
            Of papermill's own engine.
        """
        executed = super().execute_notebook(nb, kernel_name, **options)
        # papermill finds failures by those marks.
        if run_marks or executed.metadata.papermill["exception"]:
            return executed
        return without_run_marks(executed)

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Execute a notebook as papermill does, with kernels of this interpreter."""
        options.setdefault("extra_arguments", list(KERNEL_ARGUMENTS))
        try:
            return super().execute_managed_notebook(
                nb_man, kernel_name, kernel_manager_class=ReportKernelManager, **options
            )
        except (DeadKernelError, CellTimeoutError) as error:
            # A kernel that is lost takes along what it executed, unless the error carries it.
            error.executed = nb_man.nb  # type: ignore[union-attr]
            raise
