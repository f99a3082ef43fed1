"""The process that reports are forked from: it has imported everything before the first one.

`python -P -m hotlinelib.reports.fork_server N` works for the one who started it and tells over the
file descriptor N. It is a process of its own, whatever program renders reports, with one thread and
an environment that is always the same; each report is a fork, and what a fork does touches no
other. Where there are no forks, each report is a process that imports everything itself.
"""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from hotlinelib.errors import HotlineError
from hotlinelib.messages import message, reason_of
from hotlinelib.reports.folder import settle, stage
from hotlinelib.reports.plan import Job, Outcome
from hotlinelib.reports.preload import prepare
from hotlinelib.reports.processes import Child, die_with_parent

# Seconds that a report gets beyond its own limit, to end in good order
GRACE = 5.0
# Seconds after which it is told that this process is there
BEAT = 5.0


class Rendering(Child):
    """A report that is being rendered into a folder beside its place."""

    def __init__(self, job: Job, reports: Path, others: Sequence[Any]) -> None:
        self.job, self.started = job, time.monotonic()
        self.place, self.staged = reports / job.report.name, stage(reports)
        super().__init__(answer, job, self.staged, others=others)

    def left(self) -> float:
        """Return the seconds that it may still take."""
        return self.started + self.job.timeout + GRACE - time.monotonic()

    def outcome(self, has_answered: bool) -> Outcome:
        """Return how it went, and put the report in its place or clear it away."""
        error, notes = message("it took longer than {timeout:g} s", timeout=self.job.timeout), ()
        if has_answered:
            try:
                error, notes = self.pipe.recv()
            except (EOFError, OSError):
                error = message("its process was lost: {lost}", lost=self.lost())
        self.end()
        error = settle(self.staged, self.place, error)
        return Outcome(self.job.report, error, time.monotonic() - self.started, notes)


def main() -> None:
    """Import, render, and end."""
    channel: Any = Connection(int(sys.argv[1]))
    # Ctrl-C is for the run, which ends this process itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    jobs, reports, most = channel.recv()
    prepare([job.report.notebook for job in jobs], few=len(jobs) <= most)
    channel.send(None)
    serve(channel, jobs, reports, most)


def serve(channel: Any, jobs: Sequence[Job], reports: Path, most: int) -> None:
    """Render reports, so many at a time: tell each that begins by name, then how it ended."""
    waiting, running = deque(jobs), dict[Any, Rendering]()
    while waiting or running:
        while waiting and len(running) < most:
            job = waiting.popleft()
            channel.send(job.report.name)
            try:
                child = Rendering(job, reports, [channel, *running])
            except OSError as error:
                told = message(
                    "{filename}: no report can be begun: {reason}",
                    filename=error.filename or reports,
                    reason=reason_of(error),
                )
                channel.send(Outcome(job.report, told))
            else:
                running[child.pipe] = child
        left = [rendering.left() for rendering in running.values()]
        ended = wait([*running], max(0.0, min([BEAT, *left])))
        for pipe, rendering in [*running.items()]:
            if pipe in ended or rendering.left() <= 0:
                channel.send(rendering.outcome(pipe in ended))
                del running[pipe]
        # That it is still there.
        channel.send(None)


def answer(pipe: Any, job: Job, folder: Path) -> None:
    """Render a report into a folder in a process of its own, and tell how it went."""
    try:
        from hotlinelib.reports.rendering import render_into

        pipe.send(("", tuple(render_into(folder, job))))
    except HotlineError as known:
        pipe.send((str(known), ()))
    except OSError as lost:
        # The system names no file where a disk is full.
        name = str(lost.filename or folder).replace(folder.name, job.report.name)
        told = message("{name} can't be written: {reason}", name=name, reason=reason_of(lost))
        pipe.send((told, ()))
    except Exception as unknown:
        traceback.print_exc()
        pipe.send((f"{type(unknown).__name__}: {unknown}", ()))


if __name__ == "__main__":
    main()
