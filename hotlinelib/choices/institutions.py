"""What a reader of the report on kinds of institution may choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotlinelib.arguments import not_offered
from hotlinelib.choices import Choices
from hotlinelib.messages import message

# A city has no kind, but its organisations have.
KindUnit = Literal["organisations", "awards"]
KindBy = Literal["nbs_region", "region7", "level", "rank", "province"]


@dataclass(frozen=True)
class InstitutionChoices(Choices):
    """The choices of the report on kinds of institution."""

    unit: KindUnit = "organisations"
    by: KindBy = "nbs_region"
    min_names: int = 2

    def mistakes(self) -> list[str]:
        """Return what is wrong with the values, a sentence each."""
        number = self.min_names
        wrong = isinstance(number, bool) or not isinstance(number, int) or number < 1
        told = not_offered(
            "min_names", number, [message("a whole number of {least} or more", least=1)]
        )
        return super().mistakes() + [told] * wrong
