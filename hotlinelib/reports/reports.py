"""Reports: notebooks executed by papermill and left as pages with their tables and figures.

A run goes one way: `manifest` -> `plan` -> `reports.render` -> an executor (`local`, or
`cluster`) -> `rendering` -> `folder` -> `index`.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from hotlinelib.errors import ReportError
from hotlinelib.reports.folder import FAILED_NAME, PAGE_NAME, check_places, holding, why_stale
from hotlinelib.reports.index import check_index, write_index
from hotlinelib.reports.kernel_choice import Kernel
from hotlinelib.reports.manifest import Entry
from hotlinelib.reports.plan import (
    Job,
    Outcome,
    Report,
    check_choices,
    check_names,
    made_from,
    plan_report,
)
from hotlinelib.reports.progress import Progress
from hotlinelib.reports.provenance import Provenance, check_tables, current_provenance


class Executor(Protocol):
    """Whatever renders reports: processes on this machine, or a cluster."""

    def render(self, todo: Sequence[Job], reports: Path) -> Generator[Outcome, None, None]:
        """Render reports into their folders and yield how each went."""


@dataclass
class Summary:
    """How a run ended; `problem` is of the index."""

    fresh: list[Report] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    problem: str = ""

    @property
    def failed(self) -> list[Outcome]:
        """The reports that could not be rendered."""
        return [outcome for outcome in self.outcomes if outcome.error]

    @property
    def notes(self) -> list[str]:
        """What the run has to tell, each once."""
        return list(dict.fromkeys(note for one in self.outcomes for note in one.notes))


def stale_reports(
    plan: Sequence[Report], folder: Path, provenance: Provenance | None = None
) -> dict[str, str]:
    """Return the names of the reports that have to be rendered, and why in a few words."""
    provenance = provenance or current_provenance()
    reasons = {
        report.name: why_stale(folder / report.name, made_from(report, provenance))
        for report in plan
    }
    return {name: reason for name, reason in reasons.items() if reason}


def render(
    plan: Sequence[Report],
    folder: Path,
    executor: Executor,
    entries: Mapping[str, Entry] = MappingProxyType({}),
    progress: Progress | None = None,
    *,
    force: bool = False,
    wait: bool = False,
    timeout: float = 600.0,
    kernel: Kernel = "auto",
) -> Summary:
    """Render the reports of a plan that aren't there and current, and the index."""
    progress = progress or Progress(quiet=True)
    check_names(plan)
    with holding(folder, wait, progress.tell):
        provenance = current_provenance()
        stale = stale_reports(plan, folder, provenance)
        todo = [report for report in plan if force or report.name in stale]
        chosen = {report.name for report in todo}
        summary = Summary([report for report in plan if report.name not in chosen])
        check_choices(todo, entries)
        check_index(folder)
        if todo:
            check_places(folder, [report.name for report in todo])
            check_tables()
            progress.begin(len(todo), len(plan))
            jobs = [Job(report, provenance, timeout, kernel) for report in todo]
            # Whatever ends a run, its processes end before the folder is cleared.
            with closing(executor.render(jobs, folder)) as outcomes:
                for outcome in outcomes:
                    summary.outcomes.append(outcome)
                    progress.ended(outcome)
        for report in summary.fresh:
            # Of a run with other parameters, which are no longer asked for.
            with suppress(OSError):
                (folder / report.name / FAILED_NAME).unlink()
        try:
            write_index(folder, [one.report.name for one in summary.failed])
        except ReportError as error:
            # Told with what else failed, not instead.
            summary.problem = str(error)
    return summary


def render_report(
    notebook: Path, parameters: Mapping[str, Any], reports: Path, name: str = ""
) -> Path:
    """Render one report, whole or not at all.

    Parameters
    ----------
    notebook : pathlib.Path
        The notebook.
    parameters : mapping
        Name to value; the others keep what the notebook declares.
    reports : pathlib.Path
        The folder that the report's own folder is made in.
    name : str, optional
        Of the report's folder; by default the notebook's name with what was set.

    Returns
    -------
    pathlib.Path
        The page. Beside it: the executed notebook, `tables`, `figures` and `manifest.json`.

    Raises
    ------
    ParameterError
        If a parameter is refused; no kernel was started.
    ReportError
        If the notebook fails. An earlier report stays as it was; the executed notebook is left
        beside it as `failed.ipynb`.
    """
    from hotlinelib.reports.local import LocalExecutor

    report = plan_report(notebook, parameters, name)
    summary = render([report], reports, LocalExecutor(1))
    for outcome in summary.failed:
        raise ReportError(f"{notebook.name}: {outcome.error}")
    if summary.problem:
        raise ReportError(summary.problem)
    return reports / report.name / PAGE_NAME
