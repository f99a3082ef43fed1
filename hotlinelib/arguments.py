"""What functions are given: of the kind expected, one of those offered, with the columns needed.

Imports pandas only where a frame is looked at: languages are checked here, too, and pages are made
without pandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral
from typing import TYPE_CHECKING, TypeVar

from hotlinelib.errors import ParameterError, nearest
from hotlinelib.messages import marked, message

if TYPE_CHECKING:
    import pandas as pd

Choice = TypeVar("Choice", str, int)

LONGEST_SHOWN = 40
# How a caller gets a value of a kind.
SUCH_AS = {
    "DataFrame": marked("a pandas DataFrame, such as load_awards() returns"),
    "Series": marked("a pandas Series, such as one column of a frame: frame['name']"),
    "Mapping": marked("a dict"),
    "Real": marked("a number"),
    "Finding": marked("a finding, such as hotlinelib.findings.counts(awards) returns"),
    "Path": marked("a pathlib.Path, such as Path('data')"),
    "str": marked("text"),
    "Axes": marked("the axes of a figure, such as finding.plot() returns"),
}


def check_kind(name: str, value: object, kind: type) -> None:
    """Refuse a value that isn't of a kind, and say what it is instead."""
    if not isinstance(value, kind):
        expected = SUCH_AS.get(kind.__name__, kind.__name__)
        raise ParameterError(_expected(name, value, message(expected)))


def check_list(name: str, value: object, expected: str) -> None:
    """Refuse a value that isn't several; a text is one, and not its letters."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise ParameterError(_expected(name, value, message(expected)))


def check_choice(name: str, value: Choice, allowed: Sequence[Choice]) -> Choice:
    """Return a value that is offered, or refuse it with the list of those that are."""
    if not (isinstance(value, str | Integral) and value in allowed):
        raise ParameterError(not_offered(name, value, allowed))
    return value


def not_offered(name: str, value: object, allowed: Iterable[object], hint: str = "") -> str:
    """Return what is said of a value that isn't one of those offered, or what is meant."""
    offered = [str(one) for one in allowed]
    told = {"name": name, "value": shown(value), "offered": ", ".join(offered)}
    return message("{name} = {value} is not offered; use: {offered}", **told) + (
        hint or nearest(str(value), offered)
    )


def check_columns(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return a frame that has the columns, or refuse it and name those that it lacks."""
    import pandas as pd

    check_kind(message("the frame"), frame, pd.DataFrame)
    absent = [name for name in columns if not (isinstance(name, str) and name in frame.columns)]
    if absent:
        raise ParameterError(
            "the frame has no column {absent}; it has: {columns}",
            absent=", ".join(map(shown, absent)),
            columns=", ".join(map(str, frame.columns)) or "–",
        )
    return frame


def _expected(name: str, value: object, expected: str) -> str:
    told = {"name": name, "value": shown(value), "expected": expected}
    return message("{name} is {value}; expected {expected}", **told)


def plain(value: object) -> object:
    """Return numpy's numbers as Python writes them, also those of a list: 440100."""
    if isinstance(value, list | tuple):
        return type(value)(map(plain, value)) if type(value) in (list, tuple) else value
    item = getattr(value, "item", None)
    is_number = type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0
    return item() if is_number and callable(item) else value


def shown(value: object) -> str:
    """Return a value as a message shows it: what is long or has lines by its kind alone."""
    text = repr(plain(value))
    return text if len(text) <= LONGEST_SHOWN and "\n" not in text else f"a {type(value).__name__}"
