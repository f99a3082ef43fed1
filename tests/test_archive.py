"""An archive of reports: the same bytes twice, checked by others, rendered again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from report_helpers import SHOWN, TABLE, hotline, write_notebook

from hotlinelib import ReportError
from hotlinelib.reports import archive_reports, hashes, verify_archive
from hotlinelib.reports.verify import compare_again, render_elsewhere

NAME = "small--times-3"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a notebook of one's own, its report and an archive of it."""
    made = tmp_path_factory.mktemp("archived")
    write_notebook(made / "small.ipynb", SHOWN, TABLE)
    assert hotline("report", "small.ipynb", "-p", "times=3", cwd=made).returncode == 0
    archive_reports(made / "reports", made / "archive")
    return made


@pytest.fixture(scope="module")
def again(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the archive rendered again with its own code."""
    made = tmp_path_factory.mktemp("again")
    render_elsewhere(place / "archive", made)
    return made


@pytest.fixture
def archive(place: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be changed."""
    return Path(shutil.copytree(place / "archive", tmp_path / "archive"))


def check_alone(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script in an archive with Python alone: without site-packages."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    return subprocess.run(command, capture_output=True, text=True)


def test_the_same_reports_give_the_same_bytes_whatever_the_file_is_called(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = archive_reports(place / "reports", tmp_path / "one.zip").read_bytes()
    assert archive_reports(place / "reports", tmp_path / "two.zip").read_bytes() == one
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    later = archive_reports(place / "reports", tmp_path / "two.zip")
    assert later.read_bytes() != one
    with zipfile.ZipFile(later) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    assert verify_archive(later, render=False).is_sound


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("data/VERSION", b"2019.2\n", "data/VERSION: changed"),
        ("requirements/reports.lock", None, "reports.lock: lost"),
        ("hotlinelib/more.py", b"", "hotlinelib/more.py: not in the list"),
        (hashes.LIST_NAME, b"0" * 64 + b"  ../outside\n", "is no hash and name of a file"),
        (hashes.LIST_NAME, None, "this is no archive"),
    ],
)
def test_python_alone_tells_each_file_that_is_changed_lost_or_come(
    archive: Path, file: str, content: bytes | None, told: str
) -> None:
    assert check_alone(archive).returncode == 0
    if content is None:
        (archive / file).unlink()
    else:
        (archive / file).write_bytes(content)
    done = check_alone(archive)
    assert done.returncode == 1
    assert told in done.stdout
    assert told in verify_archive(archive).to_text()


def test_one_changed_byte_of_any_report_is_found(archive: Path) -> None:
    for path in sorted((archive / "reports").rglob("*.*")):
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        name = path.relative_to(archive).as_posix()
        assert verify_archive(archive).damaged == [f"{name}: changed"]
        path.write_bytes(content)


def test_reports_come_out_the_same_again_byte_for_byte(place: Path, again: Path) -> None:
    found = compare_again(place / "archive", again)
    assert (found.rendered, found.changed, found.versions) == (1, [], [])
    assert found.is_sound


def test_in_the_same_environment_another_byte_is_a_difference(archive: Path, again: Path) -> None:
    page = archive / "reports" / NAME / "report.html"
    page.write_bytes(page.read_bytes() + b" ")
    found = compare_again(archive, again)
    assert found.differences == [f"{NAME}/report.html"]
    assert not found.is_sound


def test_with_other_versions_findings_are_compared_and_the_versions_named(
    archive: Path, again: Path
) -> None:
    page = archive / "reports" / NAME / "report.html"
    page.write_bytes(page.read_bytes() + b" ")
    environment = archive / "environment.txt"
    older = environment.read_text(encoding="utf-8").replace("numpy-2", "numpy-1")
    environment.write_text(older, encoding="utf-8")
    found = compare_again(archive, again)
    assert found.is_sound
    assert [line.partition(":")[0] for line in found.versions] == ["numpy"]
    assert "in the archive" in found.to_text()
    path = archive / "reports" / NAME / "findings.json"
    content = json.loads(path.read_bytes())
    content["sentences"].append({"section": "", "language": "en", "text": "More.", "states": []})
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "More." in compare_again(archive, again).to_text()


def test_an_archive_holds_only_what_its_reports_were_made_from(place: Path, tmp_path: Path) -> None:
    reports = Path(shutil.copytree(place / "reports", tmp_path / "reports"))
    with pytest.raises(ReportError, match=r"notebook small\.ipynb isn't here"):
        archive_reports(reports, tmp_path / "archive.zip")
    shutil.copy(place / "small.ipynb", tmp_path)
    record = reports / NAME / "manifest.json"
    told = json.loads(record.read_bytes())
    told["given"]["by"] = str(tmp_path / "regions.csv")
    record.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ReportError, match="parameter by names a file of this machine"):
        archive_reports(reports, tmp_path / "archive.zip")
    del told["given"]["by"]
    told["made_from"]["data"] = "0" * 64
    record.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ReportError, match="changed: data"):
        archive_reports(reports, tmp_path / "archive.zip")
    with pytest.raises(ReportError, match="no rendered report"):
        archive_reports(tmp_path / "elsewhere", tmp_path / "archive.zip")
    assert not (tmp_path / "archive.zip").exists()


def test_machines_read_which_run_made_what(place: Path) -> None:
    from rocrate.rocrate import ROCrate

    crate = ROCrate(place / "archive", version="1.2")
    assert crate.root_dataset["conformsTo"].id.endswith("/process/0.5")
    (run,) = crate.get_by_type("CreateAction")
    assert run["description"] == "hotline report small.ipynb -p times=3"
    used = {one.id: one for one in run["object"]}
    assert {"own_notebooks/small.ipynb", "data/"} <= set(used)
    assert used[f"#{NAME}/times"]["value"] == 3
    made = {one.id for one in run["result"]}
    assert f"reports/{NAME}/report.html" in made
    described = {one.id for one in crate.get_by_type("File")}
    there = {
        path.relative_to(place / "archive").as_posix()
        for path in (place / "archive").rglob("*")
        if path.is_file()
    }
    assert there - described == {"SHA256SUMS", "ro-crate-metadata.json"}
    zenodo = json.loads((place / "archive" / ".zenodo.json").read_bytes())
    assert all(zenodo.values())
