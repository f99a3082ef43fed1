"""What a reader of the report on winners may choose: who counts as one, and what is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotlinelib.choices import Choices

LEVELS = ("organisation", "city", "province")
COUNTS = ("categories", "awards")


@dataclass(frozen=True)
class WinnerChoices(Choices):
    """The choices of the report on those who won more than once.

    Parameters
    ----------
    edition, recipients, awards, language : str
        As `Choices`.
    level : {"organisation", "city", "province"}
        Who counts as one winner.
    min_awards : int
        Number from which on a winner is listed.
    count : {"categories", "awards"}
        Whether award categories are counted, or every award given.
    eligible : int
        Assumed number of entrants.
    show_people : bool
        Whether the people who won are named.

    Raises
    ------
    ParameterError
        If a value isn't offered.
    """

    level: str = "organisation"
    min_awards: int = 2
    count: str = "categories"
    eligible: int = 124
    show_people: bool = False

    @classmethod
    def offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values that each parameter may have; those with any value are left out."""
        return {**super().offered(), "level": LEVELS, "count": COUNTS}

    def mistakes(self) -> list[str]:
        """Return what is wrong with the values, a sentence each."""
        numbers = {"min_awards": self.min_awards, "eligible": self.eligible}
        return super().mistakes() + [
            f"{name} = {value!r} is not offered; use: a whole number of 1 or more"
            for name, value in numbers.items()
            if isinstance(value, bool) or not isinstance(value, int) or value < 1
        ]
