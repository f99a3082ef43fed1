"""Executed notebooks: whether all of one ran, and the same bytes from the same inputs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

INJECTED = "injected-parameters"
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")
# Files that ipykernel gives to cells, in the folder of a run, with the number of its process.
CELL_FILE = re.compile(r"\b(?:hotline-\d+-\w+[/\\])?ipykernel_\d+(?=[/\\])")
# pandas' Styler names a table's elements T_ and five hexadecimal digits, new ones each time.
STYLER_NAME = re.compile(r"\bT_([0-9a-f]{5})(?=[_\"' ,{#:.]|$)")


# What a message quotes of a cell
_LONGEST_LINE = 60


def told_cells(notebook: NotebookNode, ids: Sequence[str]) -> str:
    """Name cells as their author knows them: the number that JupyterLab gives, the first line."""
    code = [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.source.strip()
        and INJECTED not in cell.metadata.get("tags", [])
    ]
    numbers = {cell.id: number for number, cell in enumerate(code, 1)}
    told = []
    for cell in notebook.cells:
        if cell.id in ids:
            line = cell.source.strip().partition("\n")[0].rstrip()
            line = line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}..."
            told.append(f"{numbers.get(cell.id, INJECTED)} ({line})")
    return ", ".join(told)


def pending_cells(executed: NotebookNode) -> list[str]:
    """Return the cells that should have run and didn't, by their identifiers."""
    return [
        cell.id
        for cell in executed.cells
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None
    ]


def failed_cells(executed: NotebookNode) -> list[str]:
    """Return the cells that raised an error, by their identifiers."""
    return [
        cell.id
        for cell in executed.cells
        if any(output.output_type == "error" for output in cell.get("outputs", []))
    ]


def without_run_marks(executed: NotebookNode) -> NotebookNode:
    """Return a notebook without what differs from run to run; what was computed stays."""
    from copy import deepcopy

    clean = deepcopy(executed)
    told = clean.metadata.pop("papermill", {})
    clean.metadata["papermill"] = {"parameters": told.get("parameters", {})}
    for cell in clean.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell["id"] = INJECTED
    styled: dict[str, str] = {}
    for cell in clean.cells:
        if "outputs" in cell:
            cell["outputs"] = _joined(cell.outputs)
        for output in cell.get("outputs", []):
            _clean_output(output, styled)
    return clean


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join what was printed one after the other: it arrives in pieces, as it happens."""
    joined: list[NotebookNode] = []
    for output in outputs:
        if joined and output.output_type == "stream" and joined[-1].get("name") == output.name:
            joined[-1]["text"] += output.text
        else:
            joined.append(output)
    return joined


def _clean_output(output: NotebookNode, styled: dict[str, str]) -> None:
    if output.output_type == "stream":
        output["text"] = _without_numbers(output.text)
    elif output.output_type == "error":
        output["traceback"] = [_without_numbers(line) for line in output.traceback]
    else:
        for kind, content in output.data.items():
            if kind.startswith("text/") and isinstance(content, str):
                output.data[kind] = _clean_text(content, styled)


def _without_numbers(text: str) -> str:
    return CELL_FILE.sub("ipykernel", ADDRESS.sub("0x…", text))


def _clean_text(text: str, styled: dict[str, str]) -> str:
    def renamed(match: re.Match[str]) -> str:
        name: Any = styled.setdefault(match[1], f"{len(styled):05d}")
        return f"T_{name}"

    # Pages hold figures as long runs of base64, in which nothing is to be replaced.
    if len(text) > 200_000 or "base64," in text:
        return text
    text = _without_numbers(text)
    return STYLER_NAME.sub(renamed, text) if "T_" in text else text
