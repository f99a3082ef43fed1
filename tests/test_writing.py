"""Files that are written together: killed at every step, on a disk that is full at every write."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys

import pytest
from data_of_2019 import copy_of_2019

from hotlinelib import storage
from hotlinelib.errors import DataError
from hotlinelib.writing import WAITING, finish_writing, write_together, write_whole

OLD = {"a.csv": b"old a", "deep/b.csv": b"old b", "gone.csv": b"old gone"}
NEW = {"a.csv": b"new a", "deep/b.csv": b"new b", "new/c.csv": b"c" * 5000, "gone.csv": None}
# What a run asks of the file system; Python tells of each before it is done.
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")


@pytest.fixture
def root(tmp_path):
    for path, content in OLD.items():
        (tmp_path / "root" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "root" / path).write_bytes(content)
    return tmp_path / "root"


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def kept(files):
    return {path: content for path, content in files.items() if content is not None}


def killed(step, root, work, *arguments):
    """Do the work in a process that ends without a word at one of its steps; tell if it did."""
    child = os.fork()
    if child == 0:
        left = step

        def end(event, asked):
            nonlocal left
            writes = event != "open" or asked[2] & (os.O_WRONLY | os.O_RDWR)
            if event in STEPS and writes and str(root) in str(asked[0]):
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(end)
        work(*arguments)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_a_run_killed_at_any_step_is_finished_or_undone_by_the_next(root, tmp_path):
    outcomes = []
    for step in range(200):
        copy = shutil.copytree(root, tmp_path / str(step))
        if not killed(step, copy, write_together, copy, NEW):
            break
        finish_writing(copy)
        found = {path: each for path, each in contents(copy).items() if WAITING not in path}
        outcomes.append(found == kept(NEW))
        assert found in (OLD, kept(NEW)), step
        write_together(copy, NEW)
        assert contents(copy) == kept(NEW), step
    # First it is undone, from one step on it is finished.
    assert outcomes == sorted(outcomes)
    assert {True, False} == set(outcomes)
    assert contents(copy) == kept(NEW)


@pytest.mark.parametrize("size", [0, 3, 4, 100, 4999])
def test_a_full_disk_changes_nothing_and_is_one_sentence(root, size):
    child = os.fork()
    if child == 0:
        # What can't be written any more is told as on a full disk, but for the reason.
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            write_together(root, NEW)
        except DataError as error:
            told = str(error).endswith("nothing was changed") and "\n" not in str(error)
            os._exit(7 if told else 8)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert contents(root) == OLD
    assert not (root / WAITING).exists()


def test_one_file_is_the_old_one_or_the_new_one(root):
    for step in range(50):
        if not killed(step, root, write_whole, root / "a.csv", b"new a"):
            break
        assert (root / "a.csv").read_bytes() in (b"old a", b"new a")
    write_whole(root / "a.csv", b"newer a")
    assert (root / "a.csv").read_bytes() == b"newer a"


def test_a_folder_that_another_run_writes_is_refused(root):
    code = (
        "import fcntl, os, sys\n"
        "fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)\n"
        "print(flush=True)\n"
        "input()"
    )
    command = [sys.executable, "-c", code, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(DataError, match="is being written by another run"):
            write_together(root, NEW)
        other.communicate(b"\n")
    assert contents(root) == OLD
    write_together(root, NEW)


# --- the data set ---


def decided(tmp_path):
    """Return a data folder with an edition whose decisions are filled in."""
    from test_new_edition import ARTICLE, PAGE, fill

    from hotlinelib.curation.new_edition import add_edition

    copy = copy_of_2019(tmp_path / "decided")
    with storage.data(copy):
        add_edition("2020", ARTICLE.encode(), PAGE, replace=True)
        fill(copy)
    return copy


def build_in(folder):
    from hotlinelib.curation.build import build

    with storage.data(folder):
        build()


def add_in(folder):
    from test_new_edition import ARTICLE, PAGE

    from hotlinelib.curation.new_edition import add_edition

    with storage.data(folder):
        add_edition("2020", ARTICLE.encode(), PAGE, replace=True)


@pytest.mark.slow
@pytest.mark.parametrize("work", [build_in, add_in])
def test_a_command_killed_at_any_step_is_mended_by_the_next(tmp_path, work):
    before = decided(tmp_path)
    whole = shutil.copytree(before, tmp_path / "whole")
    work(whole)
    wanted = contents(whole)
    for step in range(200):
        copy = shutil.copytree(before, tmp_path / "copy")
        was_killed = killed(step, copy, work, copy)
        work(copy)
        assert contents(copy) == wanted, step
        shutil.rmtree(copy)
        if not was_killed:
            break
    assert step > 10


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 4096, 8192, 16384, 45000, 60000])
def test_a_build_on_a_full_disk_changes_nothing(tmp_path, size):
    copy = decided(tmp_path)
    before = contents(copy)
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            build_in(copy)
        except DataError as error:
            os._exit(7 if str(error).endswith("nothing was changed") else 8)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert contents(copy) == before
