"""What can go wrong, told so that a reader knows where it is and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hotlinelib.messages import message

# How many doubts a message lists, and how much of a line it quotes.
_MOST_SHOWN = 19
_LONGEST_QUOTE = 200


class HotlineError(Exception):
    """Base of all errors that hotlinelib raises on purpose, told in the system's language.

    Parameters
    ----------
    text : str
        What was found, what was expected and what to do, with `{names}` of values.
    **values
        Values by name.

    Examples
    --------
    >>> print(DataError("edition {edition} is not there", edition=2020))
    edition 2020 is not there
    """

    def __init__(self, text: str = "", /, **values: Any) -> None:
        super().__init__(message(text, **values))


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
    more : sequence of ParseError
        Further doubts about the same list.

    Examples
    --------
    >>> print(ParseError("no winner follows this heading", 3, "1、卓越管理奖："))
    line 3: no winner follows this heading
        1、卓越管理奖：
    """

    def __init__(
        self,
        reason: str,
        line: int | None = None,
        text: str = "",
        more: Sequence[ParseError] = (),
    ) -> None:
        self.reason = reason
        self.line = line
        self.text = text
        self.more = tuple(more)
        shown = [self._own_words(), *(error._own_words() for error in self.more[:_MOST_SHOWN])]
        if len(self.more) > _MOST_SHOWN:
            shown.append(message("and {more} more", more=len(self.more) - _MOST_SHOWN))
        super().__init__("\n".join(shown))

    def _own_words(self) -> str:
        place = "" if self.line is None else f"line {self.line}: "
        text = self.text.strip()
        short = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
        return f"{place}{self.reason}" + (f"\n    {short}" if short else "")

    def __reduce__(self) -> tuple[type[ParseError], tuple[object, ...]]:
        """Keep the parts when the error crosses a process border."""
        return type(self), (self.reason, self.line, self.text, self.more)


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
    >>> try:
    ...     check_edition("1999")
    ... except ParameterError as error:
    ...     print(str(error).partition(";")[0])
    edition '1999' is not in the data set
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
    """Return a question after the name that was perhaps meant; '' if none is like it."""
    from difflib import get_close_matches

    known = list(known)
    begun = [one for one in known if name and one.casefold().startswith(name.casefold())]
    found = begun or get_close_matches(name, known, n=1)
    return message("; did you mean {name!r}?", name=found[0]) if found else ""
