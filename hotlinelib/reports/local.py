"""Reports rendered on this machine, several at a time; one that is lost takes along no other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path

from hotlinelib.errors import ReportError
from hotlinelib.messages import message
from hotlinelib.reports.folder import FAILED_NAME, keep_failed, put_in_place, stage
from hotlinelib.reports.jobs import Answer, Job, Outcome
from hotlinelib.reports.processes import end_text
from hotlinelib.storage import DATA_VARIABLE

SERVER = "hotlinelib.reports.fork_server"
# Seconds without a sign of life after which the server is taken for lost, and in which it imports
SILENCE, START = 30.0, 120.0
# Files that a run and its processes open at once, at most, and those of each report
FEW_FILES = 64
PREFIX = "hotline-"
# What has to be the same in every process for the same inputs to give the same bytes; one thread
# each: there are as many processes as processors, and only one that has no other can be forked.
# pandas imports pyarrow where it is installed, whose memory pool starts a thread.
FIXED = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "315532800",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
# What a user has for a shell of one's own
DROPPED = ("PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONPROFILEIMPORTTIME")


class LostServerError(Exception):
    """The process that reports are forked from is gone, or says nothing."""


@dataclass
class Running:
    """A report that is being rendered into a folder beside its place."""

    job: Job
    staged: Path
    started: float


class LocalExecutor:
    """Renders reports on this machine, `jobs` at a time."""

    def __init__(self, jobs: int | None = None) -> None:
        self.jobs = jobs or usable_processors()

    def render(self, todo: Sequence[Job], reports: Path) -> Iterator[Outcome]:
        """Render reports into their folders and yield how each went, in the order they end."""
        if sys.platform == "win32":
            raise ReportError(
                message("reports are rendered on Linux and macOS; on Windows, use WSL")
            )
        check_files()
        with private_folder() as private:
            yield from self._render(deque(todo), reports, report_environment(private))

    def _render(
        self, waiting: deque[Job], reports: Path, environment: dict[str, str]
    ) -> Iterator[Outcome]:
        """Render by a server; one that is lost is started anew."""
        while waiting:
            running: dict[str, Running] = {}
            notebooks = list(dict.fromkeys(job.report.notebook for job in waiting))
            few = len(waiting) <= self.jobs
            with ForkServer(environment, notebooks, few) as server:
                try:
                    while waiting or running:
                        while waiting and len(running) < self.jobs:
                            one = self._begin(waiting.popleft(), reports)
                            if isinstance(one, Outcome):
                                yield one
                                continue
                            running[one.job.report.name] = one
                            server.start(one)
                        if running:
                            name, answer = server.answer()
                            yield finish(running.pop(name), answer, reports)
                except LostServerError as lost:
                    for name in list(running):
                        yield finish(running.pop(name), Answer(str(lost)), reports)
                    if not server.ready:
                        # The next one would be lost as well.
                        yield from (Outcome(job.report, str(lost)) for job in waiting)
                        return
                finally:
                    for one in running.values():
                        shutil.rmtree(one.staged, ignore_errors=True)

    def _begin(self, job: Job, reports: Path) -> Running | Outcome:
        try:
            return Running(job, stage(reports), time.monotonic())
        except OSError as error:
            return Outcome(job.report, f"{reports} can't be written: {error.strerror}")


class ForkServer:
    """The process that reports are forked from, for the length of a run."""

    def __init__(self, environment: dict[str, str], notebooks: Sequence[Path], few: bool) -> None:
        self.channel, theirs = Pipe()
        # What it prints is told if it is lost, and doesn't disturb otherwise.
        self.printed = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            # -P: no module of the folder that the command runs in is taken for a library.
            [sys.executable, "-P", "-m", SERVER, str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=self.printed,
            stderr=self.printed,
            pass_fds=[theirs.fileno()],
            # Ctrl-C is for the run, which ends its processes itself.
            start_new_session=True,
            env=environment,
        )
        theirs.close()
        self.ready = False
        with suppress(OSError):
            self.channel.send((notebooks, few))

    def __enter__(self) -> ForkServer:
        """Return the server: it has begun to import."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process and all its forks."""
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.channel.close()
        self.printed.close()

    def start(self, one: Running) -> None:
        """Ask for a report."""
        try:
            self.channel.send((one.job, one.staged))
        except OSError as error:
            raise self._lost() from error

    def answer(self) -> tuple[str, Answer]:
        """Wait for the next answer and return it with the name of its report."""
        while True:
            if not self.channel.poll(SILENCE if self.ready else START):
                raise LostServerError(
                    "the process that reports are forked from says nothing any more; it may have "
                    "been stopped"
                )
            try:
                found: tuple[str, Answer] | None = self.channel.recv()
            except (EOFError, OSError) as error:
                raise self._lost() from error
            # It has imported all, and tells in regular turn that it is there.
            self.ready = True
            if found is not None:
                return found

    def _lost(self) -> LostServerError:
        try:
            ended = end_text(self.process.wait(5))
        except subprocess.TimeoutExpired:
            ended = "it doesn't answer"
        self.printed.seek(0)
        said = self.printed.read().decode("utf-8", "replace").strip().splitlines()[-1:]
        told = f"the process that reports are forked from was lost: {ended}"
        return LostServerError(": ".join([told, *(line[:200] for line in said)]))


def finish(one: Running, answer: Answer, reports: Path) -> Outcome:
    """Put a report in its place, or leave what a failed one has executed; return how it went."""
    target = reports / one.job.report.name
    error = answer.error
    try:
        if error:
            kept = keep_failed(one.staged / FAILED_NAME, target)
            error += f"; the executed notebook is {kept}" if kept else ""
        else:
            put_in_place(one.staged, target)
    except ReportError as problem:
        error = str(problem)
    except OSError as problem:
        error = f"{problem.filename or target} can't be written: {problem.strerror}"
    finally:
        shutil.rmtree(one.staged, ignore_errors=True)
    return Outcome(one.job.report, error, time.monotonic() - one.started, answer.notes)


def report_environment(folder: Path) -> dict[str, str]:
    """Return the environment of reports: this process's, without what makes reports differ."""
    found = {name: value for name, value in os.environ.items() if name not in DROPPED}
    # Neither the user's start-up files nor two kernels writing one history.
    found |= {**FIXED, "IPYTHONDIR": str(folder / "ipython")}
    if chosen := os.environ.get(DATA_VARIABLE):
        # Cells run in the folders of their reports.
        found[DATA_VARIABLE] = str(Path(chosen).resolve())
    return found


@contextmanager
def private_folder() -> Iterator[Path]:
    """Have a folder that no other user can look into, and clear away what killed runs have left."""
    base = Path(tempfile.gettempdir())
    for left in base.glob(f"{PREFIX}[0-9]*-*"):
        if _is_left(left):
            shutil.rmtree(left, ignore_errors=True)
    made = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
    try:
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def check_files() -> None:
    """Let this process and those that it starts open as many files as they may."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = 4096 if hard == resource.RLIM_INFINITY else min(hard, 4096)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    if soft != resource.RLIM_INFINITY and soft < FEW_FILES * 2:
        raise ReportError(
            f"only {soft} files can be opened at once, and a report needs up to {FEW_FILES * 2}; "
            "raise the limit with `ulimit -n 1024`"
        )


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _is_left(folder: Path) -> bool:
    """Return whether a folder was left by a run of this user that is gone."""
    try:
        status = folder.lstat()
        number = int(folder.name.removeprefix(PREFIX).partition("-")[0])
        if status.st_uid != os.geteuid() or folder.is_symlink():
            return False
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError, AttributeError):
        return False
    return False
