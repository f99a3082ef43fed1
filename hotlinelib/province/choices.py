"""What a reader of the profile of a province may choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotlinelib.choices import Choices, Per, offered
from hotlinelib.tables.read import text_rows


@dataclass(frozen=True)
class ProvinceChoices(Choices):
    """The choices of the profile of a province.

    Parameters
    ----------
    edition, recipients, awards, language : str
        As `Choices`.
    province : str
        Full Chinese name of the province, autonomous region or municipality.
    denominator : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What the counts are held against.
    show_people : bool
        Whether the people who won are named.

    Raises
    ------
    ParameterError
        If a value isn't offered.

    Examples
    --------
    >>> ProvinceChoices(province="四川省").denominator
    'prefecture_divisions'
    """

    province: str = "广东省"
    denominator: str = "prefecture_divisions"
    show_people: bool = False

    @classmethod
    def offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values that each parameter may have, where they are few."""
        return {**super().offered(), "denominator": offered(Per)}

    @classmethod
    def further_offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values to choose from of parameters that `combined_mistakes` checks."""
        names = [row["name"] for row in text_rows("provinces")]
        return {**super().further_offered(), "province": names}

    def combined_mistakes(self) -> list[str]:
        """Return what is wrong with the province and with values that depend on each other."""
        found = super().combined_mistakes()
        provinces = {row["name"]: row["name_en"] for row in text_rows("provinces")}
        if self.province not in provinces:
            listed = ", ".join(f"{name} ({name_en})" for name, name_en in provinces.items())
            found.append(f"province = {self.province!r} is not offered; use: {listed}")
        return found
