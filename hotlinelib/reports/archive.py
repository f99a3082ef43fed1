"""A folder of reports as a journal or a repository takes it: data, code, reports, who made what.

The same reports give the same bytes. What a machine reads of it is a Process Run Crate (RO-Crate
1.2; Leo et al., 2024, "Recording provenance of workflow runs with RO-Crate").
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from hotlinelib.citation import CITATION_NAME, about_package
from hotlinelib.errors import ReportError
from hotlinelib.extras import from_extra
from hotlinelib.messages import message
from hotlinelib.reports import hashes
from hotlinelib.reports.book import book_made_from
from hotlinelib.reports.crate import describe
from hotlinelib.reports.findings_file import SCHEMA_NAME
from hotlinelib.reports.folder import RECORD_NAME, read_record, why_stale
from hotlinelib.reports.index import INDEX_NAME, index_page
from hotlinelib.reports.plan import Report, made_from, modules_beside
from hotlinelib.reports.provenance import (
    Provenance,
    code_files,
    current_provenance,
    hash_file,
    installed_packages,
)
from hotlinelib.storage import PACKAGE, data_folder, notebook_folder, project_file
from hotlinelib.tables.package import data_version

ENVIRONMENT_NAME = "environment.txt"
CRATE_NAME = "ro-crate-metadata.json"
UNPACKED = "hotline-archive"
REPORTS, OWN_NOTEBOOKS = "reports", "own_notebooks"
# Of the project's root: with them the code in an archive can be installed.
PROJECT_FILES = (
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "requirements/reports.lock",
    CITATION_NAME,
)
# What the archive says of itself to people
README = Path(__file__).with_suffix(".md")


def archive_reports(
    folder: str | Path = "reports", target: str | Path = "hotline-archive.zip"
) -> Path:
    """Make of a folder of rendered reports what a journal or a repository takes.

    Parameters
    ----------
    folder : str or pathlib.Path
        Of the reports; all of them are taken.
    target : str or pathlib.Path
        A file that ends in `.zip`, or a folder that isn't there yet.

    Returns
    -------
    pathlib.Path
        The archive. It holds data, code, lock file, notebooks, reports, `ro-crate-metadata.json`,
        `.zenodo.json`, `CITATION.cff`, `SHA256SUMS` and `verify.py`, which checks the hashes. Its
        times are SOURCE_DATE_EPOCH or the release date of the package, so that the same reports
        give the same bytes.

    Raises
    ------
    ReportError
        If there is no report, or one wasn't made by the present data, code and packages.
    MissingPackageError
        If the package that writes crates isn't installed.
    """
    source, archive = Path(folder), Path(target)
    if archive.exists() and archive.suffix != ".zip":
        raise ReportError(
            "{archive} is there already; name a new folder, or a file ending in .zip",
            archive=archive,
        )
    records = reports_of(source)
    provenance = current_provenance()
    files = _files(source, records, provenance)
    files |= _texts(records, files, provenance)
    listed = {
        name: hashlib.sha256(_content(content)).hexdigest() for name, content in files.items()
    }
    files[hashes.LIST_NAME] = hashes.hash_list(listed).encode("utf-8")
    archive.parent.mkdir(parents=True, exist_ok=True)
    _write(archive, files)
    return archive


def reports_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what each report of a folder says of itself, by the name of its folder."""
    found = {path.parent.name: read_record(path.parent) for path in folder.glob(f"*/{RECORD_NAME}")}
    found = {name: found[name] for name in sorted(found) if found[name]}
    if not found:
        raise ReportError(
            "{folder} holds no rendered report; run: hotline report -o {folder}", folder=folder
        )
    return found


def report_of(name: str, record: Mapping[str, Any], notebook: Path) -> Report:
    """Return a report as it was planned, from what it says of itself."""
    formats = record["made_from"].get("formats", "")
    return Report(
        name,
        notebook,
        record["given"],
        record["group"],
        record["group_title"],
        tuple(filter(None, formats.split(","))),
    )


def archive_time() -> datetime:
    """Return the time that an archive carries: SOURCE_DATE_EPOCH, else the package's release."""
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.combine(about_package()["date-released"], time(), UTC)


def _files(
    source: Path, records: Mapping[str, Mapping[str, Any]], provenance: Provenance
) -> dict[str, Path | bytes]:
    """Return the files to be archived, by their names in the archive."""
    files: dict[str, Path | bytes] = {
        f"hotlinelib/{path.relative_to(PACKAGE).as_posix()}": path for path in code_files()
    }
    for folder, name in ((data_folder(), "data"), (notebook_folder(), "notebooks")):
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_file() and not hidden:
                files[f"{name}/{path.relative_to(folder).as_posix()}"] = path
    for name in PROJECT_FILES:
        if found := project_file(name):
            files[name] = found
    if manifest := project_file("reports.toml") or project_file("reports/reports.toml"):
        files[f"{REPORTS}/reports.toml"] = manifest
    stale = []
    for name, record in records.items():
        notebook = None if "book" in record else _notebook(source, record)
        why = _why_not(source, name, record, notebook, provenance)
        stale += [f"{name}: {why}"] if why else []
        if notebook and notebook.parent != notebook_folder():
            for path in (notebook, *modules_beside(notebook)):
                files[f"{OWN_NOTEBOOKS}/{path.name}"] = path
        for part in (*record["files"], RECORD_NAME):
            files[f"{REPORTS}/{name}/{part}"] = source / name / part
    if stale:
        raise ReportError(
            message(
                "an archive holds what its reports were made from, and these were made from "
                "something else; render them again first:\n"
            )
            + "\n".join(stale)
        )
    files[f"{REPORTS}/{INDEX_NAME}"] = index_page(records).encode("utf-8")
    files[f"{REPORTS}/{SCHEMA_NAME}"] = Path(__file__).with_name(SCHEMA_NAME)
    return files


def _why_not(
    source: Path,
    name: str,
    record: Mapping[str, Any],
    notebook: Path | None,
    provenance: Provenance,
) -> str:
    """Return why a report isn't what the present notebook, data, code and packages make."""
    if "book" in record:
        lost = [one for one in record["book"] if not (source / one / RECORD_NAME).is_file()]
        if lost:
            return f"its chapter {lost[0]} isn't here"
        return why_stale(source / name, book_made_from(source, record["book"], provenance))
    if notebook is None:
        return f"its notebook {record['notebook']} isn't here as it was"
    for key, value in record["given"].items():
        if isinstance(value, str) and Path(value).is_absolute():
            return f"its parameter {key} names a file of this machine, {value}"
    return why_stale(source / name, made_from(report_of(name, record, notebook), provenance))


def _notebook(source: Path, record: Mapping[str, Any]) -> Path | None:
    """Return the notebook that made a report: of the package, or beside the reports."""
    for folder in (notebook_folder(), source.parent, source, Path()):
        path = (folder / Path(record["notebook"]).name).resolve()
        if path.is_file() and hash_file(path) == record["made_from"]["notebook"]:
            return path
    return None


def _texts(
    records: Mapping[str, Mapping[str, Any]],
    files: Mapping[str, Path | bytes],
    provenance: Provenance,
) -> dict[str, bytes]:
    """Return what is written for the archive."""
    package = about_package()
    title = f"Reports on the awards of China's government service hotlines, data {data_version()}"
    readme = README.read_text(encoding="utf-8").format(
        title=title,
        count=len(records),
        data=data_version(),
        version=provenance.version,
        python=provenance.python,
    )
    about = {
        "title": title,
        "description": package["abstract"],
        "date": archive_time().date().isoformat(),
        "version": data_version(),
        "package": package,
        "provenance": provenance,
        "own_notebooks": [name for name in files if name.startswith(OWN_NOTEBOOKS)],
    }
    packages = "\n".join(installed_packages()) + "\n"
    texts = {"ARCHIVE.md": readme, ENVIRONMENT_NAME: packages}
    texts[".zenodo.json"] = _json(_zenodo(about))
    with from_extra("archive"):
        texts[CRATE_NAME] = _json(describe(records, [*files, *texts, "verify.py"], about))
    encoded = {name: text.encode("utf-8") for name, text in texts.items()}
    return encoded | {"verify.py": Path(hashes.__file__).read_bytes()}


def _zenodo(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata that Zenodo takes over."""
    package = about["package"]
    return {
        "title": about["title"],
        "description": about["description"],
        "upload_type": "dataset",
        "publication_date": about["date"],
        "version": about["version"],
        "access_right": "open",
        "license": "cc-zero",
        "notes": "The data are CC0, the code is MIT.",
        "creators": [{"name": author["name"]} for author in package["authors"]],
        "keywords": package["keywords"],
        "related_identifiers": [
            {"identifier": work["url"], "relation": "isDerivedFrom", "scheme": "url"}
            for work in package["references"]
        ],
    }


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _content(given: Path | bytes) -> bytes:
    return given if isinstance(given, bytes) else given.read_bytes()


def _write(archive: Path, files: Mapping[str, Path | bytes]) -> None:
    """Write a folder or a zip file, whole or not at all; all in it has the same time and mode."""
    moment = archive_time()
    with tempfile.TemporaryDirectory(prefix=".archive-", dir=archive.parent) as beside:
        staged = Path(beside) / UNPACKED
        if archive.suffix == ".zip":
            with zipfile.ZipFile(staged, "w", zipfile.ZIP_DEFLATED) as made:
                for name in sorted(files):
                    # Not named as the file: whatever that is called, the bytes are the same.
                    entry = zipfile.ZipInfo(f"{UNPACKED}/{name}", moment.timetuple()[:6])
                    entry.external_attr = 0o100644 << 16
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    entry.create_system = 3
                    made.writestr(entry, _content(files[name]))
            staged.replace(archive)
            return
        for name, content in files.items():
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_bytes(_content(content))
            os.utime(staged / name, (moment.timestamp(), moment.timestamp()))
        staged.rename(archive)
