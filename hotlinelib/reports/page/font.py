"""The Chinese characters of a page, carried inside it, so that none shows as a box anywhere."""

from __future__ import annotations

import base64
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uharfbuzz import Face

# Position of the face in the font collection: the regions draw some characters differently.
FACES = {"en": 2, "zh-Hans": 2, "zh-Hant": 3}
# In Chinese text from general punctuation on: quotation marks and dashes are full-width in it.
FIRST_CHARACTER = {"en": 0x2028, "zh-Hans": 0x2010, "zh-Hant": 0x2010}
FONT_MARK = "/* font */"
EMBEDDED = re.compile(r"base64,[A-Za-z0-9+/=]+")


def font_face(html: str, language: str) -> str:
    """Return the CSS that gives a page the Chinese characters it shows.

    Parameters
    ----------
    html : str
        The page.
    language : {"en", "zh-Hans", "zh-Hant"}
        Its language.

    Returns
    -------
    str
        A `@font-face` rule with the font in it (OpenType): about 0.5 kB a character.
    """
    shown = {ord(character) for character in EMBEDDED.sub("", html)}
    wanted = {code for code in shown if code >= FIRST_CHARACTER[language]}
    if not wanted:
        return ""
    font = base64.b64encode(_subset(wanted, language)).decode("ascii")
    return (
        '@font-face { font-family: "Report CJK"; font-display: block; '
        f'src: url("data:font/otf;base64,{font}") format("opentype"); }}'
    )


def _subset(characters: set[int], language: str) -> bytes:
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(characters)
    return bytes(uharfbuzz.subset(_face(FACES[language]), wanted).blob.data)


@cache
def _face(position: int) -> Face:
    import uharfbuzz
    from noto_cjk_sans_otc import FONT_PATH

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(FONT_PATH)), position)
