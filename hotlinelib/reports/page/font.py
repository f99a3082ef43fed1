"""The typeface of a page, carried inside it: it looks the same anywhere, and nothing is a box."""

from __future__ import annotations

import base64
import re

from hotlinelib.figures.typeface import FIRST_CHINESE, latin_subset, subset

FONT_MARK = "/* font */"
# What is no text of the page: data inside it, and the inside of tags
NO_TEXT = re.compile(r"base64,[A-Za-z0-9+/=]+|<style>.*?</style>|<script.*?</script>", re.DOTALL)
FIRST_PRINTED = 0x20


def font_face(html: str, language: str) -> str:
    """Return the CSS that gives a page the characters it shows, Latin and Chinese of one family."""
    # What scripts and buttons write is Latin text: all of it is there.
    shown = {*range(FIRST_PRINTED, 0x7F), *map(ord, NO_TEXT.sub("", html))}
    shown = {code for code in shown if code >= FIRST_PRINTED}
    chinese = {code for code in shown if code >= FIRST_CHINESE}
    if language == "en":
        return _rule(latin_subset(shown - chinese), "U+0-2E7F") + (
            _rule(subset(chinese, language), "U+2E80-10FFFF") if chinese else ""
        )
    return _rule(subset(shown, language), "U+0-10FFFF")


def latin_face(html: str) -> str:
    """Return the CSS for English in a page of several languages: Chinese quotes are wider."""
    quotes = {ord(one) for one in html} & set(range(0x2010, 0x2030))
    return _rule(latin_subset(quotes), "U+2010-202F", "Latin") if quotes else ""


def _rule(font: bytes, characters: str, family: str = "Report") -> str:
    source = base64.b64encode(font).decode("ascii")
    return (
        f'@font-face {{ font-family: "{family}"; font-display: block; '
        f"unicode-range: {characters}; "
        f'src: url("data:font/otf;base64,{source}") format("opentype"); }}\n'
    )
