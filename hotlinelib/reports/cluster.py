"""Reports rendered on a Dask cluster: the same plan, with the results written by the client."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hotlinelib.errors import ReportError
from hotlinelib.extras import from_extra
from hotlinelib.reports.folder import FAILED_NAME, keep_failed, put_in_place, stage
from hotlinelib.reports.jobs import Job, Outcome


class Cluster:
    """Renders reports on the workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler, such as `tcp://10.0.0.1:8786`.
    """

    def __init__(self, address: str) -> None:
        self.address = address

    def render(self, todo: Sequence[Job], reports: Path) -> Iterator[Outcome]:
        """Render reports into their folders and yield how each went, in the order they end.

        A worker that is lost takes nothing along: Dask gives its reports to another one.

        Raises
        ------
        ReportError
            If the scheduler can't be reached.
        MissingPackageError
            If dask isn't installed.
        """
        with from_extra("cluster"):
            from distributed import Client, as_completed
        try:
            client = Client(self.address, timeout=10)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise ReportError(f"there is no scheduler at {self.address}: {error}") from error
        with client:
            started = time.monotonic()
            asked = {
                client.submit(render_remotely, job.as_message(), content(job), pure=False): job
                for job in todo
            }
            for future in as_completed(asked):  # type: ignore[no-untyped-call]
                job = asked[future]
                problem = _written(future, job, reports)
                future.release()
                yield Outcome(job.report, problem, time.monotonic() - started)


def content(job: Job) -> bytes:
    """Return the notebook of a job: the worker's machine may not have it."""
    return job.report.notebook.read_bytes()


def render_remotely(message: dict[str, Any], notebook: bytes) -> dict[str, Any]:
    """Render a report on a worker; return its files and the error, if any.

    Raises nothing that a cluster would have to understand: what is wrong is told as text.
    """
    import tempfile
    from dataclasses import replace

    from hotlinelib.reports.provenance import current_provenance
    from hotlinelib.reports.worker_pool import render_alone

    with tempfile.TemporaryDirectory(prefix="hotline-") as folder:
        job = Job.from_message(message)
        here = current_provenance()
        there = job.provenance
        differing = [
            name for name in ("data", "code") if getattr(here, name) != getattr(there, name)
        ]
        if differing:
            return {"error": f"the worker has another {' and '.join(differing)}", "files": {}}
        copied = Path(folder) / "notebook" / job.report.notebook.name
        copied.parent.mkdir()
        copied.write_bytes(notebook)
        made = Path(folder) / "report"
        made.mkdir()
        error = render_alone(replace(job, report=replace(job.report, notebook=copied)), made)
        files = {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in made.rglob("*")
            if path.is_file()
        }
        return {"error": error, "files": files}


def _written(future: Any, job: Job, reports: Path) -> str:
    """Write what a worker has made into its place; return the error."""
    staged = None
    try:
        made = future.result()
        target = reports / job.report.name
        staged = stage(reports, job.report.name)
        for name, file in made["files"].items():
            path = staged / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file)
        if made["error"]:
            kept = keep_failed(staged / FAILED_NAME, target)
            told = f"; the executed notebook is {kept}" if kept else ""
            return f"{made['error']}{told}"
        put_in_place(staged, target)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)
    return ""
