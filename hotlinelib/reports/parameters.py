"""The parameters of notebooks: what each declares, and what it may be given.

papermill warns of an unknown parameter and runs on; here every mistake is refused, all at once,
before a kernel starts. Reading a notebook's parameters imports nothing heavy.
"""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import import_module
from math import isfinite
from pathlib import Path
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
            return dict(_read_cell(_text(cell["source"]), notebook))
    raise ParameterError(
        message(
            "{notebook}: no cell is tagged 'parameters', so nothing can be set", notebook=notebook
        )
    )


def default_values(notebook: Path) -> dict[str, Any]:
    """Return what each parameter is where nothing is set."""
    return {
        name: ast.literal_eval(parameter.default)
        for name, parameter in declared_parameters(notebook).items()
    }


def read_notebook(notebook: Path) -> dict[str, Any]:
    """Return a notebook as its file has it; don't change what is returned."""
    try:
        status = notebook.stat()
    except OSError as error:
        raise ParameterError(
            message("there is no notebook {notebook}", notebook=notebook)
        ) from error
    return _parsed(notebook, status.st_mtime_ns, status.st_size)


def check_parameters(notebook: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values given, in the types declared, or refuse them."""
    values, mistakes = typed_values(notebook, given)
    mistakes += refused_choices(notebook, values)
    if mistakes:
        raise ParameterError("\n".join(f"{notebook.name}: {mistake}" for mistake in mistakes))
    return values


def typed_values(notebook: Path, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the values given in the types declared, and what is wrong with the others."""
    declared = declared_parameters(notebook)
    values: dict[str, Any] = {}
    mistakes: list[str] = []
    for name, value in given.items():
        if name not in declared:
            mistakes.append(
                message(
                    "there is no parameter {name!r}{nearest}; it has: {known}",
                    name=name,
                    nearest=nearest(name, declared),
                    known=", ".join(declared),
                )
            )
            continue
        try:
            values[name] = read_value(value, declared[name].type)
        except UnicodeEncodeError:
            mistakes.append(message("{name} = {value!r} isn't UTF-8", name=name, value=value))
        except ValueError:
            mistakes.append(
                message(
                    "{name} = {value!r} is no {type}",
                    name=name,
                    value=value,
                    type=declared[name].type,
                )
            )
    return values, mistakes


def read_value(value: Any, type_name: str) -> Any:
    """Return a value in the type that a notebook declares."""
    wanted = TYPES.get(type_name)
    if isinstance(value, str):
        # What came over the command line in another encoding can't be written.
        value.encode("utf-8")
    if wanted is None or type(value) is wanted:
        return _finite(value)
    if not isinstance(value, str):
        raise ValueError(value)
    if wanted is bool:
        if value.lower() not in TRUTH:
            raise ValueError(value)
        return TRUTH[value.lower()]
    return _finite(wanted(value))


def _finite(value: Any) -> Any:
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
    except (ValueError, AttributeError) as error:
        raise _no_choices(notebook, name) from error
    except ModuleNotFoundError as error:
        # A module that the choices need themselves is another matter.
        if f"{module}.".startswith(f"{error.name}."):
            raise _no_choices(notebook, name) from error
        raise
    return found


def _no_choices(notebook: Path, name: object) -> ParameterError:
    return ParameterError(
        message(
            "{notebook}: its metadata names the choices {name!r}, expected module:Class of a "
            "module that Python can import from any folder (installed, or in a folder on "
            "PYTHONPATH)",
            notebook=notebook,
            name=name,
        )
    )


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
    """Return what a notebook's own choices say is wrong with the values, a line each.

    A notebook may have parameters beyond those choices, which it checks itself.
    """
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
            message(
                "{notebook} is no notebook that can be read: {error}",
                notebook=notebook,
                error=error,
            )
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
        raise ParameterError(
            message("{notebook}: its parameters cell declares nothing", notebook=notebook)
        )
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


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
