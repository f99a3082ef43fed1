"""What a reader of the profile of a province may choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotlinelib.choices import Choices, Per, Unit
from hotlinelib.errors import ParameterError
from hotlinelib.tables.names import resolve_province
from hotlinelib.tables.read import text_rows


@dataclass(frozen=True)
class ProvinceChoices(Choices):
    """The choices of the profile of a province."""

    province: str = "广东省"
    unit: Unit = "organisations"
    per: Per = "prefecture_divisions"
    show_people: bool = False

    @classmethod
    def further_offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values to choose from of parameters that `combined_mistakes` checks."""
        names = [row["name"] for row in text_rows("provinces")]
        return {**super().further_offered(), "province": names}

    def combined_mistakes(self) -> list[str]:
        """Return what is wrong with the province and with values that depend on each other."""
        try:
            resolve_province(self.province)
        except ParameterError as error:
            return [*super().combined_mistakes(), str(error)]
        return super().combined_mistakes()
