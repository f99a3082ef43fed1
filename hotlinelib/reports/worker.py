"""A worker: a process that renders one report after another, each in a kernel of its own.

Started by `hotlinelib.reports.worker_pool`: as `python -P -m hotlinelib.reports.worker`, or where
there are several, forked by a nursery. It reads a job a line and answers a line, on standard input
and output or on a socket; libraries may print what they like, which goes elsewhere.
"""

from __future__ import annotations

import gc
import json
import os
import queue
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

from hotlinelib.errors import HotlineError
from hotlinelib.reports.jobs import Job

# New objects after which garbage is looked for; Python's own number is 700.
SELDOM = 20_000
# papermill takes the first for files in a Hadoop cluster, jsonschema the second for durations;
# reports have neither, and nothing else runs in this process.
NEEDLESS = ("pyarrow", "isoduration")


def main() -> None:
    """Render the reports that standard input names, until it is closed."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    jobs = os.fdopen(os.dup(0), encoding="utf-8")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    waiting = watch(jobs)
    prepare()
    # What was imported stays: to look through it for garbage takes longer than many a step.
    gc.freeze()
    serve_all(waiting, answers)


def make_ready(_request: Mapping[str, Any]) -> None:
    """Do nothing more before a fork: all that is imported."""


def run(_request: Mapping[str, Any], files: Sequence[int]) -> None:
    """Be a worker in a fork of the process that has imported all.

    Parameters
    ----------
    files : sequence of int
        A socket, for jobs and answers, and a file for what is printed.
    """
    channel, printed = files
    for standard in (1, 2):
        os.dup2(printed, standard)
    os.close(printed)
    jobs, answers = os.fdopen(os.dup(channel), encoding="utf-8"), os.fdopen(channel, "w")
    serve_all(watch(jobs), answers)


def watch(jobs: IO[str]) -> queue.Queue[str]:
    """Queue the lines of a pipe; end the process at once when it is closed while one is served.

    The run that asked is gone then, perhaps killed, and nobody would take the report.
    """
    read: queue.Queue[str] = queue.Queue()

    def read_on() -> None:
        for line in jobs:
            read.put(line)
        os._exit(0)

    threading.Thread(target=read_on, daemon=True).start()
    return read


def prepare(_modules: Sequence[str] = ()) -> None:
    """Import all that a report needs, while the first kernel is being made ready.

    Not in a thread: libraries that import each other in a circle are found half made where two
    threads import them at the same time.
    """
    from hotlinelib.reports.light_imports import without, without_grammars

    with without_grammars(), without(*NEEDLESS):
        import papermill  # noqa: F401 - imports the project's engine itself

        from hotlinelib.reports.page import prepare_export
    prepare_export()


def serve_all(waiting: queue.Queue[str], answers: IO[str]) -> NoReturn:
    """Render the reports that wait, and answer, until the process is ended."""
    # A report makes many short-lived objects, and hardly a circle of them.
    gc.set_threshold(SELDOM)
    while True:
        answer = serve(json.loads(waiting.get()))
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def serve(message: dict[str, Any]) -> dict[str, Any]:
    """Render a report; return how it went: an error is told, never raised."""
    from hotlinelib.reports.provisioner import refusals
    from hotlinelib.reports.rendering import render_into

    try:
        render_into(Path(message["folder"]), Job.from_message(message["job"]))
        error = ""
    except HotlineError as known:
        error = str(known)
    except OSError as lost:
        error = f"a file can't be written: {lost}"
    except Exception as unknown:
        traceback.print_exc()
        error = f"{type(unknown).__name__}: {unknown}"
    return {"error": error, "note": refusals[-1] if refusals else ""}


if __name__ == "__main__":
    main()
