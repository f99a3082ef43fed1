"""Jobs, answers and outcomes: what is told to whoever renders a report, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from hotlinelib.reports.kernel_choice import Kernel
from hotlinelib.reports.plan import Report
from hotlinelib.reports.provenance import Provenance

# Seconds that a report may take
DEFAULT_TIMEOUT = 600.0


@dataclass(frozen=True)
class Job:
    """One report to be rendered, somewhere."""

    report: Report
    provenance: Provenance
    timeout: float = DEFAULT_TIMEOUT
    kernel: Kernel = "auto"


@dataclass(frozen=True)
class Answer:
    """How the rendering of one report went."""

    error: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How the rendering of one report ended."""

    report: Report
    error: str = ""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
