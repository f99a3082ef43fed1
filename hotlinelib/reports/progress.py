"""What a run tells while it goes: a live bar on a terminal, plain lines elsewhere, or nothing."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from typing import Any

from hotlinelib.messages import message
from hotlinelib.reports.plan import Outcome


class Progress(AbstractContextManager["Progress"]):
    """Tells of each report that has ended, how many are done and the time left."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.total = self.done = self.failed = 0
        self.started = time.monotonic()
        self.bar: Any = None

    def begin(self, todo: int, wanted: int) -> None:
        """Tell how many reports are to be rendered."""
        self.total = todo
        if self.quiet:
            return
        told = message("rendering {count} reports", count=todo)
        if todo == 1:
            told = message("rendering 1 report")
        current = message(", {count} current", count=wanted - todo) if wanted > todo else ""
        self.tell(f"{told}{current}")
        if sys.stderr.isatty():
            self.bar = _live_bar()
            self.bar.add_task("", total=todo, failed="")
            self.bar.start()

    def ended(self, outcome: Outcome) -> None:
        """Tell how a report ended."""
        self.done += 1
        self.failed += bool(outcome.error)
        if self.quiet:
            return
        name = outcome.report.name
        if self.bar is not None:
            failed = f"{self.failed} failed" if self.failed else ""
            self.bar.update(self.bar.task_ids[0], advance=1, description=name, failed=failed)
        if outcome.error or self.bar is None:
            told = message("FAILED") if outcome.error else f"{outcome.seconds:.1f} s"
            self.tell(f"[{self.done}/{self.total}] {name}  {told}{self._left()}")

    def tell(self, text: str) -> None:
        """Write a line on standard error, above the bar where there is one."""
        if self.bar is not None:
            self.bar.console.print(text, markup=False, highlight=False)
        else:
            print(text, file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()

    def _left(self) -> str:
        """Return the time left, after enough reports to tell it: '  (3 min 20 s left)'."""
        remaining = self.total - self.done
        if self.done < 4 or not remaining:
            return ""
        minutes, seconds = divmod(
            round((time.monotonic() - self.started) / self.done * remaining), 60
        )
        return "  " + message("({minutes} min {seconds} s left)", minutes=minutes, seconds=seconds)


def _live_bar() -> Any:
    from rich import progress
    from rich.console import Console

    return progress.Progress(
        progress.BarColumn(bar_width=30),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
        progress.TextColumn("left"),
        progress.TimeRemainingColumn(),
        progress.TextColumn("[red]{task.fields[failed]}[/]"),
        progress.TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
