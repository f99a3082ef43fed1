"""What a reader of the report on several editions may choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotlinelib.choices import Choices, Level
from hotlinelib.errors import ParameterError
from hotlinelib.tables.editions import list_editions
from hotlinelib.tables.load import ALL


@dataclass(frozen=True)
class EditionsChoices(Choices):
    """The choices of the report on several editions."""

    editions: str = ALL
    level: Level = "organisation"

    @classmethod
    def offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values that parameters may have; editions are checked apart."""
        return {name: values for name, values in super().offered().items() if name != "edition"}

    @classmethod
    def further_offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values to choose from of parameters that `combined_mistakes` checks."""
        return {"editions": (ALL, *list_editions("any"))}

    def combined_mistakes(self) -> list[str]:
        """Return what is wrong with the editions."""
        try:
            choose_editions(self.editions)
        except ParameterError as error:
            return [str(error)]
        return []


def choose_editions(editions: str) -> str | list[str]:
    """Return the editions that a report's parameter names, as `load_awards` takes them."""
    # papermill reads `-p editions 2019` as a number.
    chosen = [part.strip() for part in str(editions).replace("，", ",").split(",") if part.strip()]
    if chosen == [ALL]:
        return ALL
    known = list_editions("any")
    wrong = [one for one in chosen if one not in known]
    if wrong or not chosen:
        raise ParameterError(
            "editions = {editions!r} is not offered; use: all, or years separated by commas "
            "of: {known}",
            editions=editions,
            known=", ".join(known),
        )
    return chosen
