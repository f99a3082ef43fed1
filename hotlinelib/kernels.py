"""The kernel that notebooks run in: always this interpreter.

Notebooks name the kernel `python3`, and Jupyter takes the first kernelspec of that name that it
finds: one in the user's home or on `JUPYTER_PATH` may start another interpreter, in silence. Here
the name always means the interpreter that hotlinelib runs in, whatever else the machine has.
"""

from __future__ import annotations

from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine
from traitlets import default

KERNEL_NAME = "python3"


class ProjectKernelSpecManager(KernelSpecManager):
    """Offers one kernel, `python3`: the interpreter that this runs in."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Return the one kernel and the folder of its icons."""
        return {KERNEL_NAME: str(RESOURCES)}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how the kernel is started.

        Raises
        ------
        jupyter_client.kernelspec.NoSuchKernel
            For any name but `python3`.
        """
        if kernel_name != KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        return KernelSpec(resource_dir=str(RESOURCES), **get_kernel_dict())


class ProjectKernelManager(AsyncKernelManager):
    """Starts kernels in this interpreter."""

    @default("transport_encryption")
    def _encrypted(self) -> str:
        # Ports on this machine can be read by its other users.
        return "auto"

    @default("kernel_spec_manager")
    def _own_kernel_specs(self) -> KernelSpecManager:
        return ProjectKernelSpecManager(parent=self)


class ProjectEngine(NBClientEngine):
    """papermill's own engine, on this interpreter: `papermill --engine hotline ...`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Execute a notebook as papermill does, with kernels of this interpreter."""
        try:
            return super().execute_managed_notebook(
                nb_man, kernel_name, kernel_manager_class=ProjectKernelManager, **options
            )
        except (DeadKernelError, CellTimeoutError) as error:
            # A kernel that is lost takes along what it executed, unless the error carries it.
            error.executed = nb_man.nb
            raise
