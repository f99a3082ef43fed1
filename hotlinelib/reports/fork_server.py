"""The process that reports are forked from: it has imported everything before the first one.

`python -P -m hotlinelib.reports.fork_server FILE` serves the one who started it over the socket
FILE. It is a process of its own, whatever program renders reports, with one thread and an
environment that is always the same; each report is a fork, and what a fork does touches no other.
Where there are no forks, each report is a process that imports everything itself.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import IO, Any

from hotlinelib.errors import HotlineError
from hotlinelib.reports.jobs import Answer, Job
from hotlinelib.reports.preload import prepare
from hotlinelib.reports.processes import die_with_parent, end_text

SERVER = "hotlinelib.reports.fork_server"
# Seconds that a report gets beyond its own limit, to end in good order
GRACE = 5.0
# Seconds after which the server tells that it is there
BEAT = 5.0


@dataclass
class Fork:
    """A report that is being rendered: its job, its process and what that prints."""

    job: Job
    process: Any
    printed: IO[bytes]
    end: float

    def loss(self) -> Answer:
        """Return how the process was lost, with the last line that it printed."""
        self.process.join()
        self.printed.seek(0)
        said = self.printed.read().decode("utf-8", "replace").strip().splitlines()[-1:]
        ended = f"its process was lost: {end_text(self.process.exitcode)}"
        return Answer(": ".join([ended, *(line[:200] for line in said)]))


def main() -> None:
    """Import, then serve until the run ends."""
    channel: Any = Connection(int(sys.argv[1]))
    # Ctrl-C is for the run, which ends this process itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    prepare(*channel.recv())
    channel.send(None)
    serve(channel)


def serve(channel: Any) -> None:
    """Fork for each job that arrives, and tell how it ended, until the channel is closed."""
    forks: dict[Any, Fork] = {}
    while True:
        ends = [fork.end - time.monotonic() for fork in forks.values()]
        found: list[Any] = wait([channel, *forks], max(0.0, min([BEAT, *ends])))
        if not found:
            channel.send(None)
        for one in found:
            if one is channel:
                try:
                    job, folder = channel.recv()
                except (EOFError, OSError):
                    # The forks end with this process.
                    os._exit(0)
                try:
                    pipe, fork = start(job, folder, [channel, *forks])
                    forks[pipe] = fork
                except OSError as error:
                    channel.send((job.report.name, Answer(f"no process to be had: {error}")))
            else:
                fork = forks.pop(one)
                channel.send((fork.job.report.name, answer(fork, one)))
        for one, fork in list(forks.items()):
            if time.monotonic() >= fork.end:
                fork.process.kill()
                del forks[one]
                answer(fork, one)
                told = Answer(f"it took longer than {fork.job.timeout:g} s")
                channel.send((fork.job.report.name, told))


def start(job: Job, folder: Path, others: Sequence[Any]) -> tuple[Any, Fork]:
    """Return a fork that renders a report, and where it answers."""
    # Elsewhere, libraries that are imported already don't bear being forked.
    context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
    # What it prints is told if it is lost, and doesn't disturb otherwise.
    printed = tempfile.TemporaryFile()  # noqa: SIM115
    ours, theirs = context.Pipe(duplex=False)
    if sys.platform == "linux":
        given = (printed.fileno(), [ours, *others])
    else:
        given = (2, [])
    process = context.Process(target=become, args=(job, folder, theirs, *given))
    process.start()
    theirs.close()
    return ours, Fork(job, process, printed, time.monotonic() + job.timeout + GRACE)


def become(job: Job, folder: Path, answers: Any, printed: int, others: Sequence[Any]) -> None:
    """Render a report in a fork, answer, and end the process."""
    die_with_parent()
    for one in others:
        one.close()
    for standard in (1, 2):
        os.dup2(printed, standard)
    answers.send(work(job, folder))
    # To take all down that was imported takes a quarter of a second.
    os._exit(0)


def work(job: Job, folder: Path) -> Answer:
    """Render a report into a folder; an error is told, never raised."""
    try:
        from hotlinelib.reports.rendering import render_into

        return Answer(notes=tuple(render_into(folder, job)))
    except HotlineError as known:
        return Answer(str(known))
    except OSError as lost:
        return Answer(f"a file can't be written: {lost}")
    except Exception as unknown:
        traceback.print_exc()
        return Answer(f"{type(unknown).__name__}: {unknown}")


def answer(fork: Fork, pipe: Any) -> Answer:
    """Return the answer of a fork that has answered or was lost, and clear it away."""
    try:
        found: Answer = pipe.recv()
    except (EOFError, OSError):
        found = fork.loss()
    fork.process.join()
    pipe.close()
    fork.printed.close()
    return found


if __name__ == "__main__":
    main()
