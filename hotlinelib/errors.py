"""What can go wrong, told so that a reader knows where it is and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from hotlinelib.messages import message

# How many doubts a message lists, and how much of a line it quotes.
_MOST_SHOWN = 19
_LONGEST_QUOTE = 200
_FIRST_OF_KIND = 3
# What reasons of one kind differ in: what they quote and count.
_OWN = re.compile(r"'[^']*'|“[^”]*”|\d+")


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
        errors = [self, *self.more]
        kinds = [[errors[i] for i in each] for each in alike([e.reason for e in errors])]
        shown = [_told(each) for each in kinds[: _MOST_SHOWN + 1]]
        if left := kinds[_MOST_SHOWN + 1 :]:
            shown.append(message("and {more} more", more=sum(map(len, left))))
        super().__init__("\n".join(shown))

    def __reduce__(self) -> tuple[type[ParseError], tuple[object, ...]]:
        """Keep the parts when the error crosses a process border."""
        return type(self), (self.reason, self.line, self.text, self.more)


def alike(reasons: Sequence[str]) -> list[list[int]]:
    """Group reasons that differ only in what they quote and count, the first of each first."""
    kinds: dict[str, list[int]] = {}
    for index, reason in enumerate(reasons):
        kinds.setdefault(_OWN.sub("", reason), []).append(index)
    return list(kinds.values())


def line_ranges(lines: Iterable[int]) -> str:
    """Write the numbers of lines, runs of them as a range: 5-84, 90."""
    runs = groupby(enumerate(sorted(set(lines))), key=lambda pair: pair[1] - pair[0])
    ends = [[number for _, number in run] for _, run in runs]
    return ", ".join(str(e[0]) if len(e) == 1 else f"{e[0]}-{e[-1]}" for e in ends)


def _told(errors: Sequence[ParseError]) -> str:
    first = errors[0]
    lines = [error.line for error in errors if error.line is not None]
    place = message("line {line}: ", line=lines[0]) if lines else ""
    if len(set(lines)) > 1:
        numbers = len(set(lines))
        place = message("lines {lines}: {count} lines: ", lines=line_ranges(lines), count=numbers)
    texts = dict.fromkeys(text for error in errors if (text := error.text.strip()))
    quoted = [
        text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
        for text in list(texts)[:_FIRST_OF_KIND]
    ]
    if len(texts) > _FIRST_OF_KIND:
        quoted.append("...")
    return "".join([f"{place}{first.reason}", *(f"\n    {text}" for text in quoted)])


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
    found = get_close_matches(name, known, n=1) or begun
    return message("; did you mean {name!r}?", name=found[0]) if found else ""
