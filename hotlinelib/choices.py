"""The choices of an analysis: validated together, all mistakes told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from hotlinelib.dataset.editions import list_editions
from hotlinelib.dataset.tables import load_award_categories, load_awards
from hotlinelib.errors import ParameterError
from hotlinelib.language import LANGUAGES
from hotlinelib.selection import ALL_AWARDS, RECIPIENTS, chosen_awards


@dataclass(frozen=True)
class Choices:
    """What every report lets its user choose.

    Subclasses add fields and say in `offered` which values they may have.

    Parameters
    ----------
    edition : str
        Year of the edition.
    recipients : {"organisation", "person", "all"}
        Whose awards are counted.
    awards : str
        "all", or identifiers of awards separated by commas.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.

    Raises
    ------
    ParameterError
        If a value isn't offered; the message lists all mistakes and what is allowed.
    """

    edition: str = "2019"
    recipients: str = "organisation"
    awards: str = "all"
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse values that aren't offered."""
        # papermill reads `-p edition 2019` as a number.
        object.__setattr__(self, "edition", str(self.edition))
        mistakes = self.mistakes()
        if mistakes:
            raise ParameterError("\n".join(mistakes))

    @classmethod
    def offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values that parameters may have; those with any value are left out."""
        return {
            "edition": list_editions(),
            "recipients": RECIPIENTS,
            "language": LANGUAGES,
        }

    @classmethod
    def further_offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values to choose from of parameters that `combined_mistakes` checks."""
        return {"awards": (ALL_AWARDS, *load_award_categories()["award_id"])}

    def mistakes(self) -> list[str]:
        """Return what is wrong with the values, a sentence each."""
        found = [
            f"{name} = {getattr(self, name)!r} is not offered; use: {', '.join(allowed)}"
            for name, allowed in self.offered().items()
            if getattr(self, name) not in allowed
        ]
        return found + ([] if found else self.combined_mistakes())

    def combined_mistakes(self) -> list[str]:
        """Return what is wrong with values that depend on each other."""
        try:
            chosen_awards(load_awards(self.edition), self.awards)
        except ParameterError as error:
            return [str(error)]
        return []

    def as_parameters(self) -> dict[str, object]:
        """Return the choices as notebook parameters."""
        return {item.name: getattr(self, item.name) for item in fields(self)}
