"""What a reader of the report on winners may choose: who is one winner, and what is counted."""

from __future__ import annotations

from dataclasses import dataclass

from hotlinelib.arguments import not_offered
from hotlinelib.choices import Choices, CountOf, Level
from hotlinelib.messages import message


@dataclass(frozen=True)
class WinnerChoices(Choices):
    """The choices of the report on winners of several awards."""

    level: Level = "organisation"
    min_awards: int = 2
    count: CountOf = "categories"
    entrants: int = 124
    show_people: bool = False

    def mistakes(self) -> list[str]:
        """Return what is wrong with the values, a sentence each."""
        numbers = {"min_awards": (self.min_awards, 2), "entrants": (self.entrants, 1)}
        return super().mistakes() + [
            not_offered(name, value, [message("a whole number of {least} or more", least=least)])
            for name, (value, least) in numbers.items()
            if isinstance(value, bool) or not isinstance(value, int) or value < least
        ]
