"""What can go wrong, told so that a reader knows where it is and what to do."""

from __future__ import annotations

from collections.abc import Iterable


class HotlineError(Exception):
    """Base of all errors that hotlinelib raises on purpose.

    Examples
    --------
    >>> issubclass(DataError, HotlineError)
    True
    """


class ParseError(HotlineError, ValueError):
    """An award list that can't be read with certainty.

    Parameters
    ----------
    reason : str
        What was found, what was expected and what to do.
    line : int or None
        Number of the line, counted from 1; None where no single line is to blame.
    text : str
        The line as printed.

    Examples
    --------
    >>> print(ParseError("no winner follows this heading", 3, "1、卓越管理奖："))
    line 3: no winner follows this heading
        1、卓越管理奖：
    """

    def __init__(self, reason: str, line: int | None = None, text: str = "") -> None:
        self.reason = reason
        self.line = line
        self.text = text
        place = "" if line is None else f"line {line}: "
        quoted = "" if not text else f"\n    {text.strip()}"
        super().__init__(f"{place}{reason}{quoted}")

    def __reduce__(self) -> tuple[type[ParseError], tuple[str, int | None, str]]:
        """Keep the three parts when the error crosses a process border."""
        return type(self), (self.reason, self.line, self.text)


class DataError(HotlineError, ValueError):
    """A file of the data set that contradicts itself or another one.

    Examples
    --------
    >>> import hotlinelib
    >>> try:
    ...     with hotlinelib.data("no_such_folder"):
    ...         hotlinelib.load_awards()
    ... except DataError as error:
    ...     print("no data folder" in str(error))
    True
    """


class ParameterError(HotlineError, ValueError):
    """A choice that isn't offered; the message lists what is.

    Examples
    --------
    >>> from hotlinelib.tables.editions import check_edition
    >>> check_edition("1999")
    Traceback (most recent call last):
    hotlinelib.errors.ParameterError: edition '1999' is not in the data set; it has: 2019
    """


class MissingPackageError(HotlineError, ModuleNotFoundError):
    """A package that isn't installed and comes with an extra; the message says how to get it.

    Examples
    --------
    >>> issubclass(MissingPackageError, ImportError)
    True
    """


class ReportError(HotlineError, RuntimeError):
    """A report that could not be rendered.

    Examples
    --------
    >>> issubclass(ReportError, HotlineError)
    True
    """


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a question after the name that was perhaps meant; '' if none is like it.

    Examples
    --------
    >>> nearest("regional_distributon", ["institutions", "regional_distribution"])
    "; did you mean 'regional_distribution'?"
    """
    from difflib import get_close_matches

    found = get_close_matches(name, known, n=1)
    return f"; did you mean {found[0]!r}?" if found else ""
