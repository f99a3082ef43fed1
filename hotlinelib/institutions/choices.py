"""What a reader of the report on kinds of institution may choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotlinelib.choices import Choices

UNITS = ("organisations", "awards")
BY = ("nbs_region", "region7", "level", "rank", "province")


@dataclass(frozen=True)
class InstitutionChoices(Choices):
    """The choices of the report on kinds of institution.

    Parameters
    ----------
    edition, recipients, awards, language : str
        As `Choices`.
    unit : {"organisations", "awards"}
        What is counted.
    by : {"nbs_region", "region7", "level", "rank", "province"}
        What the counts are cut by.
    min_names : int
        Number of names from which on a word is listed.

    Raises
    ------
    ParameterError
        If a value isn't offered.
    """

    unit: str = "organisations"
    by: str = "nbs_region"
    min_names: int = 2

    @classmethod
    def offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values that each parameter may have; those with any value are left out."""
        return {**super().offered(), "unit": UNITS, "by": BY}

    def mistakes(self) -> list[str]:
        """Return what is wrong with the values, a sentence each."""
        number = self.min_names
        wrong = isinstance(number, bool) or not isinstance(number, int) or number < 1
        told = f"min_names = {number!r} is not offered; use: a whole number of 1 or more"
        return super().mistakes() + [told] * wrong
