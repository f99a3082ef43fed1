"""Reports: notebooks executed by papermill and left as pages with their tables and figures."""

from __future__ import annotations

import base64
import json
import re
import shutil
import tempfile
from ast import literal_eval
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotlinelib.errors import ParameterError, ReportError
from hotlinelib.page import export_page, outputs
from hotlinelib.parameters import check_parameters, declared_parameters
from hotlinelib.storage import notebook_folder

if TYPE_CHECKING:
    from nbformat import NotebookNode

DEFAULT_REPORTS = ("regional_distribution", "multi_award_winners")
PAGE_NAME = "report.html"
NOTEBOOK_NAME = "report.ipynb"
FAILED_NAME = "failed.ipynb"
ENGINE = "hotline"
SVG_SOURCE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


def find_notebook(name: str) -> Path:
    """Return a notebook by its name, or by its path.

    Raises
    ------
    ParameterError
        If there is none; the message lists those that the package has.
    """
    own = notebook_folder() / f"{name}.ipynb"
    if own.is_file():
        return own
    if name.endswith(".ipynb") and Path(name).is_file():
        return Path(name).resolve()
    known = ", ".join(sorted(path.stem for path in notebook_folder().glob("*.ipynb")))
    raise ParameterError(f"there is no notebook {name!r}; use a path, or one of: {known}")


def report_name(notebook: Path, parameters: Mapping[str, Any]) -> str:
    """Return the folder's name of a report: the notebook's, with what was set.

    Examples
    --------
    >>> report_name(Path("regional_distribution.ipynb"), {"language": "en", "by": "region7"})
    'regional_distribution--language-en--by-region7'
    """
    settings = [f"{name}-{value}" for name, value in parameters.items()]
    return "--".join([notebook.stem, *(re.sub(r"[^\w.+-]+", "+", text) for text in settings)])


def render_report(
    notebook: Path, parameters: Mapping[str, Any], reports: Path, name: str = ""
) -> Path:
    """Render one report, whole or not at all.

    Parameters
    ----------
    notebook : pathlib.Path
        The notebook.
    parameters : mapping
        Name to value; the others keep what the notebook declares.
    reports : pathlib.Path
        The folder that the report's own folder is made in.
    name : str, optional
        Of the report's folder; by default the notebook's name with what was set.

    Returns
    -------
    pathlib.Path
        The page. Beside it: the executed notebook, `tables`, `figures` and `manifest.json`.

    Raises
    ------
    ParameterError
        If a parameter is refused; no kernel was started.
    ReportError
        If the notebook fails. An earlier report stays as it was; the executed notebook is left
        beside it as `failed.ipynb`.
    """
    values = check_parameters(notebook, parameters)
    target = reports / (name or report_name(notebook, values))
    reports.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=reports))
    try:
        executed = _execute(notebook, values, staged, target)
        _write_report(executed, notebook, values, staged)
        _replace(staged, target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return target / PAGE_NAME


def _execute(
    notebook: Path, parameters: Mapping[str, Any], staged: Path, target: Path
) -> NotebookNode:
    import nbformat
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    path = staged / NOTEBOOK_NAME
    try:
        papermill.execute_notebook(
            str(notebook),
            str(path),
            parameters=dict(parameters),
            engine_name=ENGINE,
            cwd=str(staged),
            progress_bar=False,
            request_save_on_cell_execute=False,
            shutdown_kernel="immediate",
        )
    except papermill.PapermillExecutionError as error:
        failed = nbformat.read(path, as_version=4)
        kept = _keep_failed(path, target)
        raise ReportError(_failure(notebook, failed, error, kept)) from error
    except (DeadKernelError, CellTimeoutError) as error:
        nbformat.write(error.executed, path)
        kept = _keep_failed(path, target)
        raise ReportError(
            f"{notebook.name}: the kernel was lost: {error}. The executed notebook is {kept}"
        ) from error
    executed = nbformat.read(path, as_version=4)
    pending = [cell.id for cell in executed.cells if _is_pending(cell)]
    if pending:
        kept = _keep_failed(path, target)
        raise ReportError(
            f"{notebook.name}: the kernel ended before these cells ran: {', '.join(pending)}. "
            f"The executed notebook is {kept}"
        )
    return executed


def _is_pending(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and bool(cell.source.strip()) and cell.execution_count is None


def _failure(notebook: Path, executed: NotebookNode, error: Any, kept: Path) -> str:
    failed = [
        cell.id
        for cell in executed.cells
        if any(output.output_type == "error" for output in cell.get("outputs", []))
    ]
    return (
        f"{notebook.name}: cell {', '.join(failed) or error.cell_index} raised "
        f"{error.ename}: {error.evalue}. The executed notebook is {kept}"
    )


def _keep_failed(path: Path, target: Path) -> Path:
    """Leave the executed notebook for reading beside the report that stays."""
    target.mkdir(parents=True, exist_ok=True)
    return path.replace(target / FAILED_NAME)


def _write_report(
    executed: NotebookNode, notebook: Path, parameters: Mapping[str, Any], staged: Path
) -> None:
    defaults = {
        name: literal_eval(parameter.default)
        for name, parameter in declared_parameters(notebook).items()
    }
    page = export_page(executed, notebook.stem, parameters, defaults)
    (staged / PAGE_NAME).write_text(page, encoding="utf-8", newline="\n")
    files = [_write_part(output, about, staged) for output, about in outputs(executed)]
    manifest = {
        "notebook": notebook.name,
        "parameters": {**defaults, **parameters},
        "parts": [entry for entry in files if entry],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (staged / "manifest.json").write_text(text, encoding="utf-8", newline="\n")


def _write_part(output: NotebookNode, about: dict[str, Any], staged: Path) -> dict[str, Any]:
    """Write a table or figure as files named as in the text; return its entry in the manifest."""
    if about["kind"] not in ("figure", "table"):
        return {}
    folder = staged / f"{about['kind']}s"
    folder.mkdir(exist_ok=True)
    stem = f"{about['kind']}-{about['number']}-{about['name']}"
    for ending, content in _part_files(output, about["kind"]).items():
        (folder / f"{stem}.{ending}").write_bytes(content)
    return {key: about[key] for key in ("kind", "number", "name", "caption")} | {
        "files": sorted(path.relative_to(staged).as_posix() for path in folder.glob(f"{stem}.*"))
    }


def _part_files(output: NotebookNode, kind: str) -> dict[str, bytes]:
    if kind == "table":
        # Excel takes a CSV for Chinese only with a byte-order mark.
        return {"csv": output.data["text/csv"].encode("utf-8-sig")}
    svg = SVG_SOURCE.search(output.data["text/html"])
    assert svg is not None, "a figure always carries its SVG"
    return {
        "svg": base64.b64decode(svg[1]),
        "png": base64.b64decode(output.data["image/png"]),
    }


def _replace(staged: Path, target: Path) -> None:
    """Put a finished report in the place of an older one."""
    staged.chmod(0o755)
    old = staged.with_name(f"{staged.name}-old")
    if target.exists():
        target.rename(old)
    staged.rename(target)
    shutil.rmtree(old, ignore_errors=True)
