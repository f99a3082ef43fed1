"""Text that knows which of its numbers are estimates and which are names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

DIGITS = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class Mark:
    """A stretch of a text that states an estimate or names something.

    Parameters
    ----------
    start, end : int
        Where it stands.
    id : str
        Of the estimate; empty for a name (a year, 12345, the number of a figure).
    field : str
        Column of the estimates that is stated; empty for a name.
    """

    start: int
    end: int
    id: str = ""
    field: str = ""


class Text(str):
    """A text with marks; it is a `str` everywhere else.

    Parameters
    ----------
    text : str
        What is read.
    marks : iterable of Mark
        Not overlapping, in order.

    Examples
    --------
    >>> text = Text("Gini 0.62 in 2019", [Mark(5, 9, "concentration/gini", "value")])
    >>> text.states, text.unmarked
    (('concentration/gini',), ('2019',))
    """

    marks: tuple[Mark, ...]

    def __new__(cls, text: str, marks: Iterable[Mark] = ()) -> Text:
        """Make a text; marks of a text that is given again are kept."""
        made = super().__new__(cls, text)
        made.marks = tuple(marks) or getattr(text, "marks", ())
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the marks where the text is copied or sent to another process."""
        return Text, (str(self), self.marks)

    @property
    def states(self) -> tuple[str, ...]:
        """The estimates that it states, by their ids, each once."""
        return tuple(dict.fromkeys(mark.id for mark in self.marks if mark.id))

    @property
    def unmarked(self) -> tuple[str, ...]:
        """The numbers in it that are neither estimates nor names: there should be none."""
        covered = [(mark.start, mark.end) for mark in self.marks]
        return tuple(
            match[0].rstrip(",.")
            for match in DIGITS.finditer(self)
            if not any(start <= match.start() < end for start, end in covered)
        )


def named(text: object) -> Text:
    """Return a text that is a name as a whole: its digits are no estimates."""
    plain = str(text)
    return Text(plain, [Mark(0, len(plain))])


def stating(text: str, id: str, field: str = "value") -> Text:
    """Return a text that states a column of an estimate as a whole."""
    return Text(text, [Mark(0, len(text), id, field)])


def joined(pieces: Iterable[str], separator: str = "") -> Text:
    """Join texts; their marks move along."""
    whole: list[str] = []
    marks: list[Mark] = []
    length = 0
    for number, piece in enumerate(pieces):
        if number and separator:
            whole.append(separator)
            length += len(separator)
        for mark in getattr(piece, "marks", ()):
            marks.append(Mark(mark.start + length, mark.end + length, mark.id, mark.field))
        whole.append(str(piece))
        length += len(piece)
    return Text("".join(whole), marks)
