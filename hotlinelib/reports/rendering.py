"""Rendering one report into a folder: notebook, page, tables, figures and its record."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotlinelib.errors import ReportError
from hotlinelib.messages import message
from hotlinelib.reports.executed import (
    failed_cells,
    pending_cells,
    told_cells,
    without_run_marks,
)
from hotlinelib.reports.findings_file import FINDINGS_NAME, findings_of
from hotlinelib.reports.folder import (
    FAILED_NAME,
    NOTEBOOK_NAME,
    PAGE_NAME,
    write_json,
    write_record,
    write_text,
)
from hotlinelib.reports.kernel_choice import KERNEL_NAME, Kernel, choose_kernel
from hotlinelib.reports.page import export_page, outputs, prepare_export, summary_of, title_of
from hotlinelib.reports.page.files import KINDS, part_files, part_stem
from hotlinelib.reports.parameters import default_values, read_notebook
from hotlinelib.reports.plan import Job, Report, files_named, made_from
from hotlinelib.reports.provenance import command_text
from hotlinelib.reports.table_copies import TABLE_FORMATS, table_copies

if TYPE_CHECKING:
    from nbformat import NotebookNode

ENGINE = "hotline"
# What pages show beside text; widgets need a kernel.
PAGE_KINDS = {
    "text/html", "text/markdown", "text/latex", "text/csv", "image/svg+xml", "image/png",
    "image/jpeg", "application/javascript",
}  # fmt: skip


def render_into(folder: Path, job: Job) -> list[str]:
    """Render a report into an empty folder."""
    end = time.monotonic() + job.timeout
    report, provenance = job.report, job.provenance
    kernel = choose_kernel(read_notebook(report.notebook), job.kernel)
    for name in files_named(report.parameters):
        # Cells run in the folder of the report, which then holds all that it was made from.
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(name, folder / name)
    executed = execute(folder, report, job.timeout, kernel)
    defaults = default_values(report.notebook)
    page = export_page(executed, report.notebook, report.parameters, defaults, provenance)
    write_text(folder / PAGE_NAME, page)
    used = {**defaults, **report.parameters}
    language = str(used.get("language", "en"))
    formats = report.formats
    parts = write_parts(executed, folder, language, formats)
    found = findings_of(executed, report.notebook.stem, used, provenance.data, provenance.version)
    write_json(folder / FINDINGS_NAME, found)
    if whole := [one for one in formats if one not in TABLE_FORMATS]:
        from hotlinelib.reports.copies import write_copies

        write_copies(folder, executed, whole, report.notebook.stem, language)
    about = {
        "title": title_of(executed, report.notebook.stem),
        "summary": summary_of(executed),
        "group": report.group,
        "group_title": report.title,
        "notebook": report.notebook.name,
        "parameters": used,
        "given": dict(report.parameters),
        "command": command_text(report.notebook, report.parameters),
        "kernel": kernel,
        "version": provenance.version,
        "made_from": made_from(report, provenance),
        "parts": parts,
    }
    write_record(folder, about)
    if time.monotonic() > end:
        raise ReportError("it took longer than {timeout:g} s", timeout=job.timeout)
    return [
        message("{name}: the page doesn't show {told}", name=report.name, told=told)
        for told in not_shown(executed)
    ]


def execute(folder: Path, report: Report, timeout: float, kernel: Kernel) -> NotebookNode:
    """Return the notebook of a report as papermill executed it, and write it."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    end = time.monotonic() + timeout
    # The notebook, whatever becomes of it, and the cells that were begun
    held: list[NotebookNode] = []
    started: list[str] = []
    failure = ""
    try:
        papermill.execute_notebook(
            str(report.notebook),
            None,
            parameters=dict(report.parameters),
            engine_name=ENGINE,
            # A notebook need not name its kernel.
            kernel_name=KERNEL_NAME,
            language="python",
            kernel=kernel,
            folder=str(report.notebook.parent),
            begun=held.append,
            meanwhile=prepare_export,
            cwd=str(folder),
            progress_bar=False,
            # A stock kernel has nothing to end in good order.
            shutdown_kernel="immediate",
            # Of all cells together; 0 would mean that there is no limit.
            on_cell_start=lambda cell, **_: started.append(cell.id),
            timeout_func=lambda _: max(0.1, end - time.monotonic()),
        )
        # A cell that raised SystemExit without an error is none that failed.
        if pending := pending_cells(held[0]):
            failure = message(
                "the kernel ended before these cells ran: {cells}",
                cells=told_cells(held[0], pending),
            )
    except papermill.PapermillExecutionError as error:
        failure = message(
            "cell {cells} raised {kind}: {text}",
            cells=told_cells(held[0], failed_cells(held[0])) or str(error.cell_index),
            kind=error.ename,
            text=error.evalue,
        )
    except CellTimeoutError:
        failure = message(
            "cell {cell} was running after {seconds:g} s",
            cell=told_cells(held[0], started[-1:]),
            seconds=timeout,
        )
    except DeadKernelError as error:
        why = (str(error).splitlines() or [message("it died")])[0]
        cell = told_cells(held[0], started[-1:]) if started else "1"
        failure = message("cell {cell} lost the kernel: {why}", cell=cell, why=why)
    if failure:
        write_notebook(held[0], folder / FAILED_NAME)
        raise ReportError(failure)
    executed = without_run_marks(held[0])
    write_notebook(executed, folder / NOTEBOOK_NAME)
    return executed


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook as Jupyter does."""
    import nbformat

    write_text(path, nbformat.v4.writes(notebook) + "\n")


def write_parts(
    executed: NotebookNode, folder: Path, language: str, formats: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Write tables and figures as files named as in the text; return what is recorded of them."""
    entries = []
    for output, about in outputs(executed):
        if about["kind"] not in KINDS:
            continue
        stem = part_stem(about)
        (folder / stem).parent.mkdir(exist_ok=True)
        contents = part_files(output, about, language)
        wanted = [one for one in formats if one in TABLE_FORMATS]
        if about["kind"] == "table" and wanted:
            contents |= table_copies(output, about, wanted)
        for ending, content in contents.items():
            (folder / f"{stem}.{ending}").write_bytes(content)
        told = {key: about[key] for key in ("kind", "number", "name", "caption")}
        entries.append({**told, "files": sorted(f"{stem}.{ending}" for ending in contents)})
    return entries


def not_shown(executed: NotebookNode) -> list[str]:
    """Return the outputs that a page shows nothing or only the text of, in words."""
    found = []
    for cell in executed.cells:
        for output in cell.get("outputs", []):
            kinds = set(output.get("data", {}))
            richer = sorted(kind for kind in kinds - PAGE_KINDS if not kind.startswith("text/"))
            if richer and not kinds & PAGE_KINDS:
                found.append(f"{', '.join(richer)} of cell {cell.id}")
    return found
