"""Reports rendered on this machine, several at a time; one that is lost takes along no other."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

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


class LocalExecutor:
    """Renders reports on this machine, `jobs` at a time."""

    def __init__(self, jobs: int | None = None) -> None:
        if sys.platform == "win32":
            raise ReportError("reports are rendered on Linux and macOS; on Windows, use WSL")
        linux = sys.platform == "linux"
        self.jobs = jobs or (len(os.sched_getaffinity(0)) if linux else os.cpu_count() or 1)

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
        # Before it has imported all it tells nothing; then, in regular turn, that it is there.
        begun, is_ready = set[str](), False
        with fork_server(environment) as (channel, loss):
            with suppress(OSError):
                channel.send(([*waiting.values()], reports, self.jobs))
            while waiting:
                try:
                    if not channel.poll(SILENCE if is_ready else START):
                        lost = message(
                            "the process that reports are forked from says nothing any more; it "
                            "may have been stopped"
                        )
                        break
                    told = channel.recv()
                except (EOFError, OSError):
                    lost = loss()
                    break
                is_ready = True
                if isinstance(told, Outcome):
                    del waiting[told.report.name]
                    yield told
                elif told:
                    begun.add(told)
        # One that can't even import would be lost again.
        for name in begun & {*waiting} if is_ready else [*waiting]:
            yield Outcome(waiting.pop(name).report, lost)


@contextmanager
def fork_server(environment: dict[str, str]) -> Iterator[tuple[Any, Callable[[], str]]]:
    """Have the process that reports are forked from: a channel to it, and what it is lost by."""
    channel, theirs = Pipe()
    # What it prints is told if it is lost, and doesn't disturb otherwise.
    with channel, tempfile.TemporaryFile() as printed:
        with theirs:
            server = subprocess.Popen(
                # -P: no module of the folder that the command runs in is taken for a library.
                [sys.executable, "-P", "-m", SERVER, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                pass_fds=[theirs.fileno()],
                # Ctrl-C is for the run, which ends its processes itself.
                start_new_session=True,
                env=environment,
            )

        def loss() -> str:
            try:
                ended = end_text(server.wait(5))
            except subprocess.TimeoutExpired:
                ended = message("it doesn't answer")
            told = message(
                "the process that reports are forked from was lost: {ended}", ended=ended
            )
            return last_words(told, printed)

        try:
            yield channel, loss
        finally:
            with suppress(OSError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def report_environment(folder: Path) -> dict[str, str]:
    """Return the environment of reports: this process's, without what makes reports differ."""
    found = {name: value for name, value in os.environ.items() if name not in DROPPED}
    # Neither the user's start-up files nor two kernels writing one history; whatever is left of
    # processes that are killed goes with the folder.
    found |= {**FIXED, "IPYTHONDIR": str(folder / "ipython"), "TMPDIR": str(folder)}
    if chosen := os.environ.get(DATA_VARIABLE):
        # Cells run in the folders of their reports.
        found[DATA_VARIABLE] = str(Path(chosen).resolve())
    return found


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
