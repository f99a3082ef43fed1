"""The parameters of notebooks: what each declares, and what it may be given.

papermill warns of an unknown parameter and runs on; here every mistake is refused, all at once,
before a kernel starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from hotlinelib.choices import Choices
from hotlinelib.errors import ParameterError

TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True)
class Parameter:
    """One parameter that a notebook declares.

    Parameters
    ----------
    name, type, default, help : str
        As its parameters cell has them; `default` is Python source.
    """

    name: str
    type: str
    default: str
    help: str


def declared_parameters(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters that a notebook declares, by name.

    Raises
    ------
    ParameterError
        If the notebook doesn't exist or declares none.
    """
    from papermill import inspect_notebook

    if not notebook.is_file():
        raise ParameterError(f"there is no notebook {notebook}")
    found = inspect_notebook(str(notebook))
    if not found:
        raise ParameterError(f"{notebook}: no cell is tagged 'parameters', so nothing can be set")
    return {
        name: Parameter(name, about["inferred_type_name"], about["default"], about["help"])
        for name, about in found.items()
    }


def check_parameters(notebook: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values given, in the types declared, or refuse them.

    Parameters
    ----------
    notebook : pathlib.Path
        Declares the parameters; its metadata may name the class of its choices.
    given : mapping
        Name to value; text is read as the declared type.

    Returns
    -------
    dict
        Name to value.

    Raises
    ------
    ParameterError
        If a name is unknown, a value has the wrong type or isn't offered. Lists every mistake.
    """
    declared = declared_parameters(notebook)
    values: dict[str, Any] = {}
    mistakes: list[str] = []
    for name, value in given.items():
        if name not in declared:
            mistakes.append(f"there is no parameter {name!r}; it has: {', '.join(declared)}")
            continue
        try:
            values[name] = read_value(value, declared[name].type)
        except ValueError:
            mistakes.append(f"{name} = {value!r} is no {declared[name].type}")
    mistakes += _refused_choices(notebook, values)
    if mistakes:
        raise ParameterError("\n".join(f"{notebook.name}: {mistake}" for mistake in mistakes))
    return values


def read_value(value: Any, type_name: str) -> Any:
    """Return a value in the type that a notebook declares.

    Raises
    ------
    ValueError
        If it can't be read as that type.

    Examples
    --------
    >>> read_value("3", "int"), read_value("yes", "bool"), read_value("2019", "str")
    (3, True, '2019')
    """
    wanted = TYPES.get(type_name)
    if wanted is None or type(value) is wanted:
        return value
    if not isinstance(value, str):
        raise ValueError(value)
    if wanted is bool:
        if value.lower() not in TRUTH:
            raise ValueError(value)
        return TRUTH[value.lower()]
    return wanted(value)


def choices_of(notebook: Path) -> type[Choices] | None:
    """Return the class that validates a notebook's choices; None where it names none."""
    import nbformat

    name = nbformat.read(notebook, as_version=4).metadata.get("hotlinelib", {}).get("choices")
    if name is None:
        return None
    module, _, attribute = name.partition(":")
    found: type[Choices] = getattr(import_module(module), attribute)
    return found


def _refused_choices(notebook: Path, values: Mapping[str, Any]) -> list[str]:
    choices = choices_of(notebook)
    if choices is None:
        return []
    try:
        choices(**values)
    except ParameterError as error:
        return str(error).splitlines()
    return []
