"""What parts names, and what doesn't: padding, separators, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotlinelib.award_list.printed_line import CLOSING, HAN, OPENING, bracket_depths

# Padding in a name of two characters, which parts no columns.
_PADDED = re.compile(
    rf"(?<![{HAN}])([{HAN}])([ \t]{{1,4}})([{HAN}])(?![{HAN}])(?=$|[ \t、,;/(。.:—])"
)
PAD = "\ue000"
NAMES_APART = re.compile(r"[、,;/]|\s+")
JOINING = re.compile("以及|[和及与]")


def protect_padding(shape: str) -> str:
    """Mark the spaces inside names of two characters ("王 峰"), so that they part nothing."""
    if " " not in shape and "\t" not in shape:
        return shape
    return _PADDED.sub(lambda match: match[1] + PAD * len(match[2]) + match[3], shape)


def outside_brackets(shape: str) -> str:
    """Return what stands in no bracket and no quotation."""
    if not any(character in shape for character in OPENING + '"'):
        return shape
    depths = bracket_depths(shape)
    return "".join(
        c for c, depth in zip(shape, depths, strict=True) if depth == 0 and c not in OPENING + '"'
    ).translate(dict.fromkeys(map(ord, CLOSING)))


def split_outside(text: str, separator: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Split at separators in no bracket and no quotation; yield the stretches without spaces."""
    depths: list[int] | None = None
    start = 0
    ends = [match.span() for match in separator.finditer(text)]
    for a, b in [*ends, (len(text), len(text))]:
        if a < len(text):
            depths = depths or bracket_depths(text)
            if depths[a]:
                continue
        left, right = start, a
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            yield left, right
        start = b


def joined_parts(text: str) -> list[tuple[int, int]]:
    """Return the two stretches that 和, 及 or 与 may join, for every such word."""
    depths = bracket_depths(text)
    return [m.span() for m in JOINING.finditer(text) if depths[m.start()] == 0]
