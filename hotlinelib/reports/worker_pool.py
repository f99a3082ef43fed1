"""A pool of workers on this machine: one that is lost takes along one report, not the others."""

from __future__ import annotations

import json
import os
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from hotlinelib.reports.folder import FAILED_NAME, keep_failed, put_in_place, stage
from hotlinelib.reports.forking import ForkedProcess, Nursery, can_fork
from hotlinelib.reports.jobs import Job, Outcome
from hotlinelib.reports.warm_kernels import (
    KERNEL_OPTIONS,
    KERNEL_TASK,
    WARM_VARIABLE,
    modules_of,
)
from hotlinelib.storage import DATA_VARIABLE

WORKER_TASK = "hotlinelib.reports.worker"
# A process, where it reads jobs and where it writes answers
Started = tuple["subprocess.Popen[bytes] | ForkedProcess", IO[bytes], IO[bytes]]
# Seconds that a worker gets beyond a report's own limit, to end it in good order.
GRACE = 30.0
# What has to be the same in every kernel for the same inputs to give the same bytes.
FIXED = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "315532800"}
# One thread a kernel: there are as many kernels as processors, and only that can be forked.
# pandas imports pyarrow where it is installed, whose memory pool starts a thread.
THREADS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}


class Worker:
    """One process of the pool.

    Parameters
    ----------
    environment : mapping
        Of the process.
    nursery : Nursery, optional
        That it may be forked from.
    """

    def __init__(self, environment: dict[str, str], nursery: Nursery | None = None) -> None:
        # A temporary file: what it prints is told if it is lost, and doesn't disturb otherwise.
        self.printed = tempfile.TemporaryFile()  # noqa: SIM115
        self.process, self.jobs, self.answers = self._start(environment, nursery)
        self.late = False

    def _start(self, environment: dict[str, str], nursery: Nursery | None) -> Started:
        """Return the process, where it reads and where it writes."""
        if nursery is not None:
            try:
                return self._fork(nursery)
            except OSError:
                # A nursery may be lost as anything may; a process of one's own is slower only.
                pass
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", WORKER_TASK],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.printed,
            env=environment,
            # Ctrl-C is for the run, which ends its workers itself.
            start_new_session=True,
        )
        assert process.stdin is not None and process.stdout is not None
        return process, process.stdin, process.stdout

    def _fork(self, nursery: Nursery) -> Started:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            files = [theirs.fileno(), self.printed.fileno()]
            process = ForkedProcess(nursery.address, {}, files)
            return process, ours.makefile("wb"), ours.makefile("rb")

    def render(self, job: Job, folder: Path) -> dict[str, Any]:
        """Return the answer of the process to a job; an error where it is lost."""
        message = json.dumps({"job": job.as_message(), "folder": str(folder)})
        timer = threading.Timer(job.timeout + GRACE, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            self.jobs.write(message.encode("utf-8") + b"\n")
            self.jobs.flush()
            answer = self.answers.readline()
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if not answer:
            return {"error": self._loss(job), "note": ""}
        found: dict[str, Any] = json.loads(answer)
        return found

    @property
    def lost(self) -> bool:
        """Whether the process has ended."""
        return self.process.poll() is not None

    def end(self) -> None:
        """End the process; its kernel ends with it."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.jobs, self.answers, self.printed):
            with suppress(OSError):
                pipe.close()

    def _give_up(self) -> None:
        self.late = True
        self.process.kill()

    def _loss(self, job: Job) -> str:
        status = self.process.wait()
        if self.late:
            return f"no answer after {job.timeout + GRACE:g} s"
        self.printed.seek(0)
        said = self.printed.read().decode("utf-8", "replace").strip().splitlines()[-1:]
        cause = f"signal {-status}" if status < 0 else f"status {status}"
        return ": ".join([f"its worker was lost ({cause})", *said])


class WorkerPool:
    """Renders reports on this machine, `jobs` at a time.

    Parameters
    ----------
    jobs : int, optional
        By default as many as this process may use processors.
    kernels : {"warm", "fresh"}
        Forked from a process that has imported the libraries, or started anew each.
    """

    def __init__(self, jobs: int | None = None, kernels: str = "warm") -> None:
        self.jobs = jobs or usable_processors()
        self.kernels = kernels

    def render(self, todo: Sequence[Job], reports: Path) -> Iterator[Outcome]:
        """Render reports into their folders and yield how each went, in the order they end.

        Parameters
        ----------
        todo : sequence of Job
            The reports.
        reports : pathlib.Path
            The folder of the reports, held by this run.

        Yields
        ------
        Outcome
            One for each job, whatever happens.
        """
        with ExitStack() as run:
            environment, note = self._start_nursery(todo, run)
            waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
            for job in todo:
                waiting.put(job)
            done: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
            count = min(self.jobs, len(todo))
            start = self._worker_starter(environment, count, run)
            workers = [start() for _ in range(count)]
            run.callback(_end_all, workers)
            slots = [
                threading.Thread(
                    target=_work,
                    args=(waiting, done, start, workers, slot, reports),
                    daemon=True,
                )
                for slot in range(count)
            ]
            for slot in slots:
                slot.start()
            for _ in todo:
                outcome = done.get()
                yield outcome if outcome.note or not note else _noted(outcome, note)

    def _worker_starter(
        self, environment: dict[str, str], count: int, run: ExitStack
    ) -> Callable[[], Worker]:
        """Return what starts a worker: several of them import only once."""
        if count == 1 or can_fork():
            return partial(Worker, environment)
        folder = Path(run.enter_context(tempfile.TemporaryDirectory(prefix="hotline-")))
        nursery = run.enter_context(Nursery(folder, WORKER_TASK, environment))
        return partial(Worker, environment, nursery)

    def _start_nursery(self, todo: Sequence[Job], run: ExitStack) -> tuple[dict[str, str], str]:
        """Return the environment of workers and their kernels, and why they can't be forked."""
        folder = Path(run.enter_context(tempfile.TemporaryDirectory(prefix="hotline-")))
        environment = kernel_environment(folder)
        if self.kernels == "fresh":
            return environment, ""
        if reason := can_fork():
            return environment, reason
        modules = modules_of(job.report.notebook for job in todo)
        nursery = run.enter_context(
            Nursery(folder, KERNEL_TASK, environment, modules, KERNEL_OPTIONS)
        )
        return {**environment, WARM_VARIABLE: nursery.address}, ""


def render_alone(job: Job, folder: Path) -> str:
    """Render one report into an empty folder in a process of its own; return the error."""
    with tempfile.TemporaryDirectory(prefix="hotline-") as private:
        worker = Worker(kernel_environment(Path(private)))
        try:
            return str(worker.render(job, folder)["error"])
        finally:
            worker.end()


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return the environment of kernels: this process's, without what makes reports differ."""
    # Neither the user's start-up files nor two kernels writing one history.
    found = {**THREADS, **os.environ, **FIXED, "IPYTHONDIR": str(folder / "ipython")}
    if chosen := os.environ.get(DATA_VARIABLE):
        # Kernels run in the folders of their reports.
        found[DATA_VARIABLE] = str(Path(chosen).resolve())
    return found


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _work(
    waiting: queue.SimpleQueue[Job],
    done: queue.SimpleQueue[Outcome],
    start: Callable[[], Worker],
    workers: list[Worker],
    slot: int,
    reports: Path,
) -> None:
    """Let the worker of a slot render what waits; start another one where it is lost."""
    while True:
        try:
            job = waiting.get_nowait()
        except queue.Empty:
            return
        started = time.monotonic()
        note = ""
        try:
            if workers[slot].lost:
                workers[slot].end()
                workers[slot] = start()
            error, note = _render(workers[slot], job, reports)
        except OSError as problem:
            error = f"{problem.strerror}: {problem.filename or reports}"
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
        done.put(Outcome(job.report, error, time.monotonic() - started, note))


def _render(worker: Worker, job: Job, reports: Path) -> tuple[str, str]:
    """Render one report into its place; return the error and the note."""
    import shutil

    target = reports / job.report.name
    staged = stage(reports, job.report.name)
    try:
        answer = worker.render(job, staged)
        error = str(answer["error"])
        if error:
            kept = keep_failed(staged / FAILED_NAME, target)
            error += f"; the executed notebook is {kept}" if kept else ""
        else:
            put_in_place(staged, target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return error, str(answer["note"])


def _end_all(workers: Sequence[Worker]) -> None:
    for worker in workers:
        worker.end()


def _noted(outcome: Outcome, note: str) -> Outcome:
    from dataclasses import replace

    return replace(outcome, note=note)
