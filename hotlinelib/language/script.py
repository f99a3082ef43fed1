"""Chinese script: from traditional to simplified characters and back."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def to_simplified(text: str) -> str:
    """Convert traditional characters to simplified ones, and no words (OpenCC `t2s`)."""
    return str(_converter("t2s").convert(text))


def to_traditional(text: str) -> str:
    """Convert simplified prose of our own to traditional characters (OpenCC `s2tw`)."""
    # Never a printed name: several traditional characters share one simplified one, so a conversion
    # can only guess.
    return str(_converter("s2tw").convert(text))


@cache
def _converter(configuration: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(configuration)
