"""The choices of an analysis: validated together, all mistakes told at once.

This module and those of the reports' choices do without pandas, so that a command refuses a mistake
at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from hotlinelib.arguments import check_choice, check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.language import LANGUAGES
from hotlinelib.tables.editions import list_editions
from hotlinelib.tables.load import list_awards
from hotlinelib.tables.read import text_rows

RECIPIENTS = ("organisation", "person", "all")
ALL_AWARDS = "all"
UNITS = ("awards", "organisations", "cities")


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
        return {"awards": (ALL_AWARDS, *(row["award_id"] for row in text_rows("award_categories")))}

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
            chosen_awards(self.awards, list_awards(self.edition))
        except ParameterError as error:
            return [str(error)]
        return []

    def as_parameters(self) -> dict[str, object]:
        """Return the choices as notebook parameters."""
        return {item.name: getattr(self, item.name) for item in fields(self)}


def chosen_awards(awards_chosen: str, offered: Sequence[str]) -> list[str]:
    """Return the identifiers of the awards chosen, in the order in which they are offered.

    Parameters
    ----------
    awards_chosen : str
        "all", or identifiers of awards separated by commas.
    offered : sequence of str
        Identifiers of the awards there are.

    Raises
    ------
    ParameterError
        If one isn't offered, or none is named.

    Examples
    --------
    >>> chosen_awards("big_data, service_star", ["service_star", "big_data"])
    ['service_star', 'big_data']
    """
    check_kind("awards_chosen", awards_chosen, str)
    if awards_chosen == ALL_AWARDS:
        return list(offered)
    named = [name.strip() for name in awards_chosen.split(",") if name.strip()]
    for name in named:
        check_choice("awards", name, [ALL_AWARDS, *offered])
    if not named:
        raise ParameterError(f"awards names none; use: {', '.join([ALL_AWARDS, *offered])}")
    return [name for name in offered if name in named]
