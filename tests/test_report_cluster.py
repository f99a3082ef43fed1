"""The same plan on a Dask cluster over loopback, with a worker killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

import pytest
from report_helpers import SHOWN, TABLE, files_under, hotline, write_notebook

pytestmark = [
    pytest.mark.slow,
    # Not ours: how distributed sets up and closes its own loops.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


def test_a_cluster_renders_what_this_machine_renders_though_a_worker_is_killed(
    tmp_path: Path,
) -> None:
    from distributed import LocalCluster

    write_notebook(tmp_path / "small.ipynb", SHOWN, "import time; time.sleep(1.5)", TABLE)
    write_notebook(tmp_path / "bad.ipynb", SHOWN, "1 / 0")
    wanted = ("report", "small.ipynb", "--matrix", "times=1|2|3|4|5")
    (tmp_path / "elsewhere").mkdir()
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0"
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid
        killer = threading.Timer(4, os.kill, (victim, signal.SIGKILL))
        killer.start()
        address = cluster.scheduler_address
        done = hotline(*wanted, "--scheduler", address, "-o", "there", cwd=tmp_path)
        killer.join()
        failed = hotline("report", "bad.ipynb", "--scheduler", address, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert hotline(*wanted, "-o", "here", cwd=tmp_path).returncode == 0
    assert files_under(tmp_path / "there") == files_under(tmp_path / "here")
    assert failed.returncode == 1
    assert (
        "bad (bad.ipynb): cell 3 (1 / 0) raised ZeroDivisionError: division by zero"
        in failed.stderr
    )
    assert (tmp_path / "reports/bad/failed.ipynb").exists()


def test_no_usable_worker_is_told_within_seconds(tmp_path: Path) -> None:
    from distributed import LocalCluster

    write_notebook(tmp_path / "small.ipynb", SHOWN)
    options = {"host": "127.0.0.1", "dashboard_address": ":0"}
    with LocalCluster(n_workers=0, **options) as cluster:
        asked = ("report", "small.ipynb", "--scheduler", cluster.scheduler_address)
        none = hotline(*asked, cwd=tmp_path, timeout=60)
        # Without the lines that installers write for editable packages: without hotlinelib.
        code = (
            "import sys; sys.path.append(sys.argv.pop());"
            "from distributed.cli.dask_worker import main; main()"
        )
        folder = sysconfig.get_path("purelib")
        worker = subprocess.Popen(
            [
                sys.executable,
                "-I",
                "-S",
                "-c",
                code,
                cluster.scheduler_address,
                "--no-nanny",
                folder,
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=tmp_path,
        )
        without = hotline(*asked, cwd=tmp_path, timeout=60)
        worker.kill()
        worker.wait()
    assert (none.returncode, without.returncode) == (1, 1)
    assert "has no worker; start one with `dask worker " in none.stderr
    assert "no worker of the scheduler at " in without.stderr


def test_a_scheduler_that_isnt_there_is_told(tmp_path: Path) -> None:
    write_notebook(tmp_path / "small.ipynb", SHOWN)
    done = hotline("report", "small.ipynb", "--scheduler", "tcp://127.0.0.1:9", cwd=tmp_path)
    assert done.returncode == 1
    assert "there is no scheduler at tcp://127.0.0.1:9" in done.stderr
    assert sys.executable not in done.stderr
