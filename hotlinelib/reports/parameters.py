"""The parameters of notebooks: what each declares, and what it may be given.

papermill warns of an unknown parameter and runs on; here every mistake is refused, all at once,
before a kernel starts. Reading a notebook's parameters imports nothing heavy.
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import import_module
from itertools import chain
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hotlinelib.errors import ParameterError, nearest
from hotlinelib.messages import message

if TYPE_CHECKING:
    from hotlinelib.choices import Choices

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
TAG = "parameters"


@dataclass(frozen=True)
class Parameter:
    """One parameter that a notebook declares."""

    name: str
    type: str
    default: str
    help: str


def declared_parameters(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters that a notebook declares, by name."""
    for cell in read_notebook(notebook)["cells"]:
        if TAG in cell.get("metadata", {}).get("tags", []):
            return dict(_read_cell("".join(cell["source"]), notebook))
    raise ParameterError(
        "{notebook}: no cell is tagged 'parameters', so nothing can be set", notebook=notebook
    )


def default_values(notebook: Path) -> dict[str, Any]:
    """Return what each parameter is where nothing is set."""
    values = {}
    for name, parameter in declared_parameters(notebook).items():
        try:
            values[name] = ast.literal_eval(parameter.default)
        except ValueError as error:
            raise ParameterError(
                "{notebook}: {name} = {default} has to be worked out; declare a plain value, such "
                "as 3 or 'text'",
                notebook=notebook,
                name=name,
                default=parameter.default,
            ) from error
    return values


def changed_values(
    notebook: Path, given: Mapping[str, Any], before: Mapping[str, Any] = MappingProxyType({})
) -> dict[str, Any]:
    """Return, in the order declared, the values that aren't what they are anyway.

    That is what a manifest says (`before`), else what the notebook declares. What isn't declared
    comes last: it is refused later.
    """
    anyway = {**default_values(notebook), **typed_values(notebook, before)[0]}
    typed, _ = typed_values(notebook, given)
    names = [name for name in {**anyway, **given} if name in given]
    # As written: 1, 1.0 and True are equal.
    return {n: given[n] for n in names if n not in typed or repr(typed[n]) != repr(anyway[n])}


def read_notebook(notebook: Path) -> dict[str, Any]:
    """Return a notebook as its file has it; don't change what is returned."""
    try:
        status = notebook.stat()
    except OSError as error:
        raise ParameterError("there is no notebook {notebook}", notebook=notebook) from error
    return _parsed(notebook, status.st_mtime_ns, status.st_size)


def modules_of(cells: Iterable[str]) -> set[str]:
    """Return the modules that cells import, as far as they are Python."""
    found: set[str] = set()
    for node in chain.from_iterable(map(nodes_of, cells)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def code_of(notebook: Mapping[str, Any]) -> list[str]:
    """Return the code cells of a notebook."""
    sources = [cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return ["".join(source) for source in sources]


def nodes_of(cell: str) -> list[ast.AST]:
    """Return the parts of a cell; none where it isn't Python."""
    try:
        # All of them: what is named without being used may be.
        return [*ast.walk(ast.parse(cell))]
    except (SyntaxError, ValueError):
        return []


def check_parameters(notebook: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values given, in the types declared, or refuse them."""
    values, wrong = typed_values(notebook, given)
    mistakes = [*wrong.values(), *refused_choices(notebook, values)]
    if mistakes:
        raise ParameterError("\n".join(f"{notebook.name}: {mistake}" for mistake in mistakes))
    return values


def typed_values(notebook: Path, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values given in the types declared, and what is wrong with the others."""
    declared = declared_parameters(notebook)
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, value in given.items():
        if name not in declared:
            known = ", ".join(declared)
            wrong[name] = message(
                "there is no parameter {name!r}; it has: {known}", name=name, known=known
            ) + nearest(name, declared)
            continue
        try:
            values[name] = read_value(value, declared[name].type)
        except UnicodeEncodeError:
            wrong[name] = message("{name} = {value!r} isn't UTF-8", name=name, value=value)
        except ValueError:
            wrong[name] = message(
                "{name} = {value!r} is no {type}, such as {default}",
                name=name,
                value=value,
                type=declared[name].type,
                default=declared[name].default,
            )
    return values, wrong


def read_value(value: Any, type_name: str) -> Any:
    """Return a value in the type that a notebook declares."""
    wanted = TYPES.get(type_name)
    if isinstance(value, str):
        # What came over the command line in another encoding can't be written.
        value.encode("utf-8")
    if wanted is bool and isinstance(value, str):
        value = TRUTH.get(value.lower(), value)
    elif wanted is not None and isinstance(value, str):
        value = wanted(value)
    if wanted is not None and type(value) is not wanted:
        raise ValueError(value)
    # A record of another number would be no JSON.
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(value)
    return value


def choices_of(notebook: Path) -> type[Choices] | None:
    """Return the class that validates a notebook's choices; None where it names none."""
    name = read_notebook(notebook)["metadata"].get("hotlinelib", {}).get("choices")
    if name is None:
        return None
    module, _, attribute = str(name).partition(":")
    try:
        found: type[Choices] = getattr(import_module(module), attribute)
    except (ValueError, AttributeError, ModuleNotFoundError) as error:
        missing = error.name if isinstance(error, ModuleNotFoundError) else module
        if not f"{module}.".startswith(f"{missing}."):
            # A module that the choices need themselves is another matter.
            raise
        raise ParameterError(
            "{notebook}: its metadata names the choices {name!r}, expected module:Class of a "
            "module that Python can import from any folder (installed, or in a folder on "
            "PYTHONPATH)",
            notebook=notebook,
            name=name,
        ) from error
    return found


def offered_values(notebook: Path, name: str) -> tuple[Any, ...]:
    """Return the values that a parameter may have; none where any value is taken."""
    return tuple(all_offered(notebook).get(name, ()))


def all_offered(notebook: Path) -> dict[str, Sequence[Any]]:
    """Return the values that each parameter may have, also where they are many."""
    choices = choices_of(notebook)
    if choices is None:
        return {}
    further: Mapping[str, Sequence[Any]] = getattr(choices, "further_offered", dict)()
    return {**choices.offered(), **further}


def refused_choices(notebook: Path, values: Mapping[str, Any]) -> list[str]:
    """Return what a notebook's choices, not its further parameters, say is wrong."""
    choices = choices_of(notebook)
    if choices is None:
        return []
    known = {field.name for field in fields(choices)}
    try:
        choices(**{name: value for name, value in values.items() if name in known})
    except ParameterError as error:
        return str(error).splitlines()
    return []


@lru_cache(maxsize=64)
def _parsed(notebook: Path, _changed: int, _size: int) -> dict[str, Any]:
    try:
        read: dict[str, Any] = json.loads(notebook.read_bytes())
        return {"cells": read["cells"], "metadata": read["metadata"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ParameterError(
            "{notebook} is no notebook that can be read: {error}",
            notebook=notebook,
            error=error,
        ) from error


@lru_cache(maxsize=64)
def _read_cell(source: str, notebook: Path) -> dict[str, Parameter]:
    comments = _comments(source)
    found = {}
    for statement in ast.parse(source).body:
        parameter = _parameter(statement, source, comments)
        if parameter is not None:
            found[parameter.name] = parameter
    if not found:
        raise ParameterError("{notebook}: its parameters cell declares nothing", notebook=notebook)
    return found


def _parameter(statement: ast.stmt, source: str, comments: Mapping[int, str]) -> Parameter | None:
    """Return what `name: type = default  # help` declares; None for any other statement."""
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        target: ast.expr = statement.target
        annotation = ast.unparse(statement.annotation)
    elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target, annotation = statement.targets[0], "None"
    else:
        return None
    if not isinstance(target, ast.Name):
        return None
    assert statement.value is not None
    default = ast.get_source_segment(source, statement.value) or ""
    return Parameter(target.id, annotation, default, comments.get(statement.end_lineno or 0, ""))


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ")
        for token in tokens
        if token.type == tokenize.COMMENT
    }
