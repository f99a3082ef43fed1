"""What functions are given: of the kind expected, one of those offered, with the columns needed.

Imports pandas only where a frame is looked at: languages are checked here, too, and pages are made
without pandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral
from typing import TYPE_CHECKING, TypeVar

from hotlinelib.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

Choice = TypeVar("Choice", str, int)

LONGEST_SHOWN = 40
# How a caller gets a value of a kind.
SUCH_AS = {
    "DataFrame": "a pandas DataFrame, such as load_awards() returns",
    "Series": "a pandas Series, such as one column of a frame: frame['name']",
    "Mapping": "a dict",
    "Real": "a number",
    "Path": "a pathlib.Path, such as Path('data')",
    "str": "text",
}


def check_kind(name: str, value: object, kind: type) -> None:
    """Refuse a value that isn't of a kind, and say what it is instead."""
    if not isinstance(value, kind):
        expected = SUCH_AS.get(kind.__name__, kind.__name__)
        raise ParameterError(f"{name} is {shown(value)}; expected {expected}")


def check_list(name: str, value: object, expected: str) -> None:
    """Refuse a value that isn't several; a text is one, and not its letters."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ParameterError(f"{name} is {shown(value)}; expected {expected}")


def check_choice(name: str, value: Choice, allowed: Sequence[Choice]) -> Choice:
    """Return a value that is offered, or refuse it with the list of those that are."""
    if not (isinstance(value, str | Integral) and value in allowed):
        offered = ", ".join(map(str, allowed))
        raise ParameterError(f"{name} = {shown(value)} is not offered; use: {offered}")
    return value


def check_columns(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return a frame that has the columns, or refuse it and name those that it lacks."""
    import pandas as pd

    check_kind("the frame", frame, pd.DataFrame)
    absent = [name for name in columns if not (isinstance(name, str) and name in frame.columns)]
    if absent:
        raise ParameterError(
            f"the frame has no column {', '.join(map(shown, absent))}; it has: "
            f"{', '.join(map(str, frame.columns)) or 'none'}"
        )
    return frame


def shown(value: object) -> str:
    """Return a value as a message shows it: what is long or has lines by its kind alone."""
    text = repr(value)
    return text if len(text) <= LONGEST_SHOWN and "\n" not in text else f"a {type(value).__name__}"
