"""The typeface of pages and figures: one family for Latin and Chinese, cut to what is shown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uharfbuzz import Face

# Both faces hold all characters; they differ in the shape that a region's readers expect.
TYPEFACES = {"en": "Noto Sans CJK SC", "zh-Hans": "Noto Sans CJK SC", "zh-Hant": "Noto Sans CJK TC"}
# Position of the face in the font collection: the regions draw some characters differently. The
# Korean face has the quotation marks of Latin text; in the Chinese ones they are full-width.
FACES = {"en": 2, "zh-Hans": 2, "zh-Hant": 3}
LATIN_FACE = 1
FIRST_CHINESE = 0x2E80


def subset(characters: set[int], language: str) -> bytes:
    """Return the typeface of a language with the characters that are wanted (OpenType)."""
    return _cut(frozenset(characters), FACES[language])


def latin_subset(characters: set[int]) -> bytes:
    """Return the typeface as Latin text has it, with the characters that are wanted (OpenType)."""
    return _cut(frozenset(characters), LATIN_FACE)


def _cut(characters: frozenset[int], face: int) -> bytes:
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(characters)
    return bytes(uharfbuzz.subset(_face(face), wanted).blob.data)


@cache
def _face(position: int) -> Face:
    import uharfbuzz
    from noto_cjk_sans_otc import FONT_PATH

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONT_PATH)), position)
