"""Runs a notebook's cells in this process: many parameters in the time of one kernel."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from hotlinelib.part import Part, Section
from hotlinelib.storage import notebook_folder


def run_notebook(name: str, **parameters: Any) -> list[Part]:
    """Run a notebook with parameters, once, and return the parts that it shows, in order."""
    return _run(name, tuple(sorted(parameters.items())))


@cache
def _run(name: str, settings: tuple[tuple[str, Any], ...]) -> list[Part]:
    parameters = dict(settings)
    shown: list[Part] = []
    scope: dict[str, Any] = {"display": shown.append}
    for cell in nbformat.read(notebook_path(name), as_version=4).cells:
        if cell.cell_type != "code":
            continue
        value = _run_cell(cell.source, scope)
        if isinstance(value, Part | Section):
            shown.extend(value.parts)
        if "parameters" in cell.metadata.get("tags", []):
            unknown = set(parameters) - set(scope)
            assert not unknown, f"{name} has no parameters {unknown}"
            scope.update(parameters)
    return shown


def notebook_path(name: str) -> Path:
    return notebook_folder() / f"{name}.ipynb"


def text_of(parts: list[Part]) -> str:
    """Return all that a reader is told, figures by their alt text."""
    return "\n".join(part.content["text/plain"] for part in parts)


def _run_cell(source: str, scope: dict[str, Any]) -> Any:
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "cell", "exec"), scope)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "cell", "exec"), scope)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), scope)
