"""Whether an archive is as it was made, and whether its reports come out the same again."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from hotlinelib.errors import ReportError
from hotlinelib.messages import message
from hotlinelib.reports.archive import (
    ENVIRONMENT_NAME,
    OWN_NOTEBOOKS,
    REPORTS,
    report_of,
    reports_of,
)
from hotlinelib.reports.folder import RECORD_NAME
from hotlinelib.reports.hashes import damages
from hotlinelib.reports.provenance import current_provenance, installed_packages

RENDER = (
    "import sys; from hotlinelib.reports.verify import render_again; "
    "sys.exit(render_again(sys.argv[1], sys.argv[2]))"
)
LOCK_NAME = "requirements/reports.lock"
# A folder of another data set, or code from elsewhere, would take the place of the archive's.
OTHERS = ("HOTLINELIB_DATA", "PYTHONPATH", "PYTHONHOME")


@dataclass(frozen=True)
class Verification:
    """What a check of an archive found.

    Parameters
    ----------
    damaged : list of str
        Files that aren't as their hashes say.
    rendered : int
        Number of reports that were rendered again; 0 where they weren't.
    changed : list of str
        Files that came out with other bytes.
    versions : list of str
        Packages and Pythons that differ from those that made the archive.
    differences : list of str
        Numbers and sentences that came out different, where versions differ; else the changed
        files.
    """

    damaged: list[str] = field(default_factory=list)
    rendered: int = 0
    changed: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether every file is as archived and every report says the same again."""
        return not self.damaged and not self.differences

    def to_text(self) -> str:
        """Return it for a terminal."""
        if self.damaged:
            return "\n".join([message("The archive is damaged:"), *self.damaged])
        lines = [message("All files are as they were archived.")]
        if self.rendered and not self.changed:
            lines.append(
                message(
                    "{rendered} reports rendered again: the same, byte for byte.",
                    rendered=self.rendered,
                )
            )
        elif self.rendered:
            same = (
                message("but their findings are the same")
                if self.is_sound
                else message("and findings differ")
            )
            told = same if self.versions else message("in the same environment")
            lines.append(
                message(
                    "{rendered} reports rendered again: {changed} files differ, {told}.",
                    rendered=self.rendered,
                    changed=len(self.changed),
                    told=told,
                )
            )
            if self.versions:
                lines += [message("Versions that differ:"), *(f"  {one}" for one in self.versions)]
            lines += [f"  {one}" for one in self.differences]
        return "\n".join(lines)


def verify_archive(archive: str | Path, *, render: bool = True) -> Verification:
    """Check every hash of an archive, then render its reports again and compare.

    Parameters
    ----------
    archive : str or pathlib.Path
        Folder or zip file that `archive_reports` made.
    render : bool, default True
        Whether to render again. That runs the code in the archive: only with one that you trust.

    Returns
    -------
    Verification
        `.is_sound` where nothing differs. Where the versions of Python and of the packages are
        those that made the archive, each file of each report has to come out the same, byte for
        byte; else the findings have to, by their ids, and the versions that differ are named.

    Raises
    ------
    ReportError
        If there is no archive, or its reports can't be rendered.
    """
    with _unpacked(Path(archive)) as folder:
        damaged = damages(folder)
        if damaged or not render:
            return Verification(damaged)
        with tempfile.TemporaryDirectory(prefix="hotline-verify-") as again:
            render_elsewhere(folder, Path(again))
            return compare_again(folder, Path(again))


def render_again(archive: str, target: str) -> str | None:
    """Render an archive's reports, in a process that has its own code; return what went wrong."""
    from hotlinelib.reports.book import write_book
    from hotlinelib.reports.local import LocalExecutor
    from hotlinelib.reports.plan import Job

    source, made = Path(archive) / REPORTS, Path(target)
    provenance = current_provenance()
    jobs, books = [], {}
    for name, record in reports_of(source).items():
        # The page tells the revision that it was made from, which an archive has no other way.
        told = replace(provenance, version=record["version"])
        if "book" in record:
            books[name] = (record, told)
            continue
        own = Path(archive) / OWN_NOTEBOOKS / record["notebook"]
        notebook = own if own.is_file() else Path(archive) / "notebooks" / record["notebook"]
        jobs.append(Job(report_of(name, record, notebook.resolve()), told))
    failed = [
        f"{one.report.name}: {one.error}" for one in LocalExecutor().render(jobs, made) if one.error
    ]
    for name, (record, told) in books.items() if not failed else ():
        (made / name).mkdir()
        language = record["parameters"]["language"]
        about = (record["group"], record["title"], language, record["formats"], told)
        write_book(made / name, made, record["book"], *about)
    return "\n".join(failed) or None


@contextmanager
def _unpacked(archive: Path) -> Iterator[Path]:
    """Give the folder of an archive, of a zip file in a temporary place."""
    if archive.is_dir():
        yield archive.resolve()
        return
    if not zipfile.is_zipfile(archive):
        raise ReportError(
            "{archive} is no folder and no zip file; expected an archive of reports",
            archive=archive,
        )
    with tempfile.TemporaryDirectory(prefix="hotline-archive-") as place:
        with zipfile.ZipFile(archive) as packed:
            # Names that lead outside are made to stay inside.
            packed.extractall(place)
        inside = [path for path in Path(place).iterdir() if path.is_dir()]
        if len(inside) != 1:
            raise ReportError(
                "{archive} holds {inside} folders; expected the one archive",
                archive=archive,
                inside=len(inside),
            )
        yield inside[0].resolve()


def render_elsewhere(folder: Path, target: Path) -> None:
    """Render the reports of an archive in a process that takes code and data from the archive."""
    environment = {name: text for name, text in os.environ.items() if name not in OTHERS}
    environment |= {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-P", "-c", RENDER, str(folder), str(target)]
    done = subprocess.run(command, cwd=target, env=environment, capture_output=True, text=True)
    if done.returncode:
        told = done.stderr.strip() or message(
            "exit status {returncode}", returncode=done.returncode
        )
        raise ReportError(
            "the reports of {folder} can't be rendered again here:\n{told}\nWhat its code needs: "
            "pip install -r {folder_2}",
            folder=folder,
            told=told,
            folder_2=folder / LOCK_NAME,
        )


def compare_again(folder: Path, again: Path) -> Verification:
    """Compare the reports of an archive with those that were rendered again."""
    from hotlinelib.difference import compare

    records = reports_of(folder / REPORTS)
    changed = [
        f"{name}/{part}"
        for name, record in records.items()
        for part in (*record["files"], RECORD_NAME)
        if _bytes(folder / REPORTS / name / part) != _bytes(again / name / part)
    ]
    versions = _versions(folder)
    # The record of a report tells the versions.
    changed = [name for name in changed if not (versions and name.endswith(f"/{RECORD_NAME}"))]
    differences: Sequence[str] = changed
    if changed and versions:
        found = [
            compare(folder / REPORTS / name, again / name)
            for name, record in records.items()
            if "book" not in record
        ]
        differences = [one.to_text() for one in found if not one.is_empty]
    return Verification([], len(records), changed, versions, [*differences])


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _versions(folder: Path) -> list[str]:
    """Return the packages and Pythons that differ, as 'numpy: 2.3.1 here, 2.3.0 there'."""
    there = dict(map(_split, (folder / ENVIRONMENT_NAME).read_text(encoding="utf-8").split()))
    here = dict(map(_split, installed_packages()))
    records = reports_of(folder / REPORTS).values()
    here["Python"] = current_provenance().python
    there["Python"] = next(iter(records))["made_from"]["python"]
    return [
        message(
            "{name}: {version} here, {other} in the archive",
            name=name,
            version=here.get(name, message("not")),
            other=there.get(name, message("not")),
        )
        for name in sorted({*here, *there})
        if here.get(name) != there.get(name)
    ]


def _split(package: str) -> tuple[str, str]:
    name, _, version = package.rpartition("-")
    return name, version
