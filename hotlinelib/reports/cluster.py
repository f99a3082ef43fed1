"""Reports rendered on a Dask cluster: the same plan, with the results written by the client."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hotlinelib.errors import ReportError
from hotlinelib.extras import from_extra
from hotlinelib.messages import message
from hotlinelib.reports.folder import KEPT, settle, stage
from hotlinelib.reports.plan import Job, Outcome, modules_beside
from hotlinelib.storage import notebook_folder

PACKAGE = "hotlinelib"
# Seconds in which a scheduler and the first worker have to answer, and after which it is looked
# again whether there are workers
PATIENCE, LOOK = 10.0, 2.0
# Seconds that an answer of a worker may be on its way
GRACE = 30.0


class Cluster:
    """Renders reports on the workers of a Dask scheduler."""

    def __init__(self, address: str) -> None:
        self.address = address

    def render(self, todo: Sequence[Job], reports: Path) -> Generator[Outcome, None, None]:
        """Render reports and yield how each went; Dask renders again what a worker loses."""
        with from_extra("cluster"):
            from distributed import Client
        try:
            client = Client(self.address, timeout=PATIENCE)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise ReportError(
                "there is no scheduler at {address}: {error}", address=self.address, error=error
            ) from error
        with client:
            usable = usable_workers(client, self.address)
            asked = {
                client.submit(render_remotely, job, files_of(job), pure=False, workers=usable): job
                for job in todo
            }
            limit = max(job.timeout for job in todo) + GRACE
            for future in _ended(client, asked, usable, limit):
                yield _written(future, asked[future], reports)
                future.release()


def usable_workers(client: Any, address: str) -> list[str]:
    """Return the workers that have the package."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise ReportError(
            "the scheduler at {address} has no worker; start one with `dask worker {address}`",
            address=address,
        ) from None
    # Asked by what every Python has: a worker without the package can't be told anything of it.
    told = client.run(find_spec, PACKAGE, on_error="return")
    usable = [worker for worker, found in told.items() if getattr(found, "origin", None)]
    if not usable:
        raise ReportError(
            "no worker of the scheduler at {address} has {package} ({told}); install it there "
            "with the extra 'cluster'",
            address=address,
            package=PACKAGE,
            told=", ".join(told),
        )
    return usable


def files_of(job: Job) -> dict[str, bytes]:
    """Return a job's own notebook and the modules beside it: the worker may not have them."""
    notebook = job.report.notebook
    if notebook.parent == notebook_folder():
        return {}
    return {path.name: path.read_bytes() for path in [notebook, *modules_beside(notebook)]}


def render_remotely(job: Job, given: dict[str, bytes]) -> tuple[Outcome, dict[str, bytes]]:
    """Render a report on a worker; return how it went, mistakes as text, and its files."""
    from hotlinelib.reports.local import LocalExecutor
    from hotlinelib.reports.provenance import current_provenance

    here, there = current_provenance(), job.provenance
    differing = [name for name in ("data", "code") if getattr(here, name) != getattr(there, name)]
    if differing:
        told = message("the worker has another {differing}", differing=" and ".join(differing))
        return Outcome(job.report, told), {}
    with tempfile.TemporaryDirectory(prefix="hotline-") as folder:
        notebook = notebook_folder() / job.report.notebook.name
        if given:
            notebook = Path(folder) / "notebook" / job.report.notebook.name
            _write(notebook.parent, given)
        reports = Path(folder) / "reports"
        reports.mkdir()
        here_too = replace(job, report=replace(job.report, notebook=notebook))
        (outcome,) = LocalExecutor(1).render([here_too], reports)
        made = reports / job.report.name
        files = {
            path.relative_to(made).as_posix(): path.read_bytes()
            for path in made.rglob("*")
            if path.is_file()
        }
        error = outcome.error.partition(message(KEPT, path=""))[0]
        return replace(outcome, report=job.report, error=error), files


def _ended(
    client: Any, asked: dict[Any, Job], usable: Sequence[str], limit: float
) -> Iterator[Any]:
    """Yield futures as they end."""
    from distributed import wait

    pending = set(asked)
    last = time.monotonic()
    while pending:
        done: set[Any] = set()
        try:
            done = wait(  # type: ignore[no-untyped-call]
                pending, timeout=LOOK, return_when="FIRST_COMPLETED"
            ).done
            last = time.monotonic()
        except TimeoutError:
            lost = not {*client.scheduler_info()["workers"]} & {*usable}
            if lost or time.monotonic() - last > limit:
                raise ReportError(
                    "all workers were lost, or none has answered in {limit:g} s; {pending} reports "
                    "are missing",
                    limit=limit,
                    pending=len(pending),
                ) from None
        yield from done
        pending -= done


def _written(future: Any, job: Job, reports: Path) -> Outcome:
    """Write what a worker has made into its place; return how it went."""
    try:
        outcome, files = future.result()
        staged = stage(reports)
        _write(staged, files)
    except Exception as error:
        return Outcome(job.report, f"{type(error).__name__}: {error}")
    assert isinstance(outcome, Outcome)
    return replace(outcome, error=settle(staged, reports / job.report.name, outcome.error))


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
