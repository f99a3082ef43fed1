"""Jobs and outcomes: what is told to whoever renders a report, and what comes back, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hotlinelib.reports.plan import Report
from hotlinelib.reports.provenance import Provenance

# Seconds that the cells of a report may take together
DEFAULT_TIMEOUT = 600.0


@dataclass(frozen=True)
class Job:
    """One report for a worker.

    Parameters
    ----------
    report : Report
        What to render.
    provenance : Provenance
        What the run is made from.
    timeout : float
        Seconds that its cells may take.
    """

    report: Report
    provenance: Provenance
    timeout: float = DEFAULT_TIMEOUT

    def as_message(self) -> dict[str, Any]:
        """Return the job as JSON can have it."""
        report = {**asdict(self.report), "notebook": str(self.report.notebook)}
        return {"report": report, "provenance": asdict(self.provenance), "timeout": self.timeout}

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> Job:
        """Return the job that a message tells of."""
        told = dict(message["report"])
        told |= {"notebook": Path(told["notebook"]), "formats": tuple(told["formats"])}
        provenance = Provenance(**message["provenance"])
        return cls(Report(**told), provenance, float(message["timeout"]))


@dataclass(frozen=True)
class Outcome:
    """How the rendering of one report ended.

    Parameters
    ----------
    report : Report
        The report.
    error : str
        What went wrong; '' if it is rendered.
    seconds : float
        That it took.
    note : str
        What the run should tell once: that kernels couldn't be forked, say.
    """

    report: Report
    error: str = ""
    seconds: float = 0.0
    note: str = ""
