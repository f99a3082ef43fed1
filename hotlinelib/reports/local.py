"""Reports rendered on this machine, several at a time; one that is lost takes along no other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from pathlib import Path

from hotlinelib.errors import ReportError
from hotlinelib.messages import message
from hotlinelib.reports.plan import Job, Outcome
from hotlinelib.reports.processes import end_text, last_words
from hotlinelib.storage import DATA_VARIABLE

SERVER = "hotlinelib.reports.fork_server"
# Seconds without a sign of life after which the server is taken for lost, and in which it imports
SILENCE, START = 30.0, 120.0
# Files that a run and its processes open at once
FEW_FILES, MANY_FILES = 128, 4096
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


class LocalExecutor:
    """Renders reports on this machine, `jobs` at a time."""

    def __init__(self, jobs: int | None = None) -> None:
        if sys.platform == "win32":
            raise ReportError("reports are rendered on Linux and macOS; on Windows, use WSL")
        self.jobs = jobs or usable_processors()

    def render(self, todo: Sequence[Job], reports: Path) -> Generator[Outcome, None, None]:
        """Render reports into their folders and yield how each went, in the order they end."""
        check_files()
        waiting = {job.report.name: job for job in todo}
        with private_folder() as private:
            environment = report_environment(private)
            while waiting:
                yield from self._render(waiting, reports, environment)

    def _render(
        self, waiting: dict[str, Job], reports: Path, environment: dict[str, str]
    ) -> Iterator[Outcome]:
        """Render by one server, as long as it lives; take what has ended from what waits."""
        begun: set[str] = set()
        with ForkServer(environment) as server:
            try:
                for told in server.ask([*waiting.values()], reports, self.jobs):
                    if isinstance(told, Outcome):
                        del waiting[told.report.name]
                        yield told
                    else:
                        begun.add(told)
            except LostServerError as lost:
                # One that can't even import would be lost again.
                for name in begun & {*waiting} if server.is_ready else [*waiting]:
                    yield Outcome(waiting.pop(name).report, str(lost))


class ForkServer:
    """The process that reports are forked from, for the length of a run."""

    def __init__(self, environment: dict[str, str]) -> None:
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
        self.is_ready = False

    def __enter__(self) -> ForkServer:
        """Return the server."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process and all its forks."""
        with suppress(OSError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.channel.close()
        self.printed.close()

    def ask(self, jobs: Sequence[Job], reports: Path, most: int) -> Iterator[str | Outcome]:
        """Ask for reports; yield the name of each that begins, and how it ended."""
        missing = len(jobs)
        with suppress(OSError):
            self.channel.send((jobs, reports, most))
        while missing:
            if not self.channel.poll(SILENCE if self.is_ready else START):
                raise LostServerError(
                    message(
                        "the process that reports are forked from says nothing any more; it may "
                        "have been stopped"
                    )
                )
            try:
                told: str | Outcome | None = self.channel.recv()
            except (EOFError, OSError) as error:
                raise LostServerError(self._loss()) from error
            # It has imported all, and tells in regular turn that it is there.
            self.is_ready = True
            missing -= isinstance(told, Outcome)
            if told is not None:
                yield told

    def _loss(self) -> str:
        try:
            ended = end_text(self.process.wait(5))
        except subprocess.TimeoutExpired:
            ended = message("it doesn't answer")
        told = message("the process that reports are forked from was lost: {ended}", ended=ended)
        return last_words(told, self.printed)


def report_environment(folder: Path) -> dict[str, str]:
    """Return the environment of reports: this process's, without what makes reports differ."""
    found = {name: value for name, value in os.environ.items() if name not in DROPPED}
    # Neither the user's start-up files nor two kernels writing one history.
    found |= {**FIXED, "IPYTHONDIR": str(folder / "ipython")}
    if not can_keep_settings():
        # Where matplotlib finds no folder, it makes one that a process that is killed leaves.
        found.setdefault("MPLCONFIGDIR", str(folder / "matplotlib"))
    if chosen := os.environ.get(DATA_VARIABLE):
        # Cells run in the folders of their reports.
        found[DATA_VARIABLE] = str(Path(chosen).resolve())
    return found


def can_keep_settings() -> bool:
    """Return whether there are folders for settings and caches that can be written."""
    try:
        for variable, usual in (("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache")):
            folder = Path(os.environ.get(variable) or Path.home() / usual) / "matplotlib"
            there = next(path for path in (folder, *folder.parents) if path.exists())
            if not (there.is_dir() and os.access(there, os.W_OK)):
                return False
    except (RuntimeError, OSError):
        # There is no home.
        return False
    return True


@contextmanager
def private_folder() -> Iterator[Path]:
    """Have a folder that no other user can look into, and clear away what killed runs have left."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}[0-9]*-*"):
        if _is_left(left):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True
    ) as made:
        yield Path(made)


def check_files() -> None:
    """Let this process and those that it starts open as many files as they may."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MANY_FILES if hard == resource.RLIM_INFINITY else min(hard, MANY_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    if soft != resource.RLIM_INFINITY and max(soft, most) < FEW_FILES:
        raise ReportError(
            "only {soft} files can be opened at once, and a report needs up to {few_files}; raise "
            "the limit with `ulimit -n 1024`",
            soft=max(soft, most),
            few_files=FEW_FILES,
        )


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _is_left(folder: Path) -> bool:
    """Return whether a folder was left by a run of this user that is gone."""
    try:
        number = int(folder.name.removeprefix(PREFIX).partition("-")[0])
        if folder.lstat().st_uid != os.geteuid() or folder.is_symlink():
            return False
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
    return False
