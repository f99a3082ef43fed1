"""The colours of figures: one table for paper and screens, light and dark.

A figure is drawn with the light colours. Where it stands inside a page, each becomes a CSS variable
with the light colour as its fallback, so that the page can give it the dark one.
"""

from __future__ import annotations

import re

# Name: on white paper, on a dark screen. No two light colours are the same.
TONES = {
    "ink": ("#222222", "#e6e9ed"),
    "muted": ("#616161", "#a9b3be"),
    "grid": ("#dddddd", "#353d46"),
    "line": ("#8c8c8c", "#77828e"),
    "paper": ("#ffffff", "#14171b"),
    "land": ("#eef0f2", "#262c33"),
    "absent": ("#d9d9d9", "#3a424b"),
    # Categories: Okabe and Ito (2008), Color Universal Design; the first one is the figure's own
    "main": ("#0072b2", "#63b5f0"),
    "second": ("#d55e00", "#ff8f45"),
    "third": ("#009e73", "#2fc698"),
    "fourth": ("#cc79a7", "#e3a0c4"),
    "fifth": ("#e69f00", "#f0b43c"),
    "sixth": ("#000000", "#f4f4f4"),
    "band": ("#56b4e9", "#3d7fb0"),
    # Amounts: one hue, each step clearly further from the paper than the one before
    "step1": ("#d3e4f3", "#1b3550"),
    "step2": ("#9fc9e2", "#23527d"),
    "step3": ("#5fa4d0", "#2c6ca6"),
    "step4": ("#2b76b4", "#74b4e8"),
    "step5": ("#0b3c78", "#d3e8fb"),
    # Differences: below and above what was expected
    "below2": ("#b3570b", "#f2a862"),
    "below1": ("#f4cba2", "#6b3e17"),
    "even": ("#f4f4f4", "#22272d"),
    "above1": ("#b5d4ed", "#22486b"),
    "above2": ("#2a75b3", "#8fc4f0"),
    # Text on these steps
    "on_pale": ("#111111", "#f7f9fb"),
    "on_deep": ("#fdfdfd", "#0e1216"),
}
_NAMES = {light: name for name, (light, _) in TONES.items()}
_HEX = re.compile(r"#[0-9a-f]{6}\b")
_VARIABLE = re.compile(r"var\(--figure-\w+,(#[0-9a-f]{6})\)")


def themed(text: str) -> str:
    """Return CSS or SVG whose colours of the palette are variables that a page can set."""

    def variable(found: re.Match[str]) -> str:
        colour = found[0]
        return f"var(--figure-{_NAMES[colour]},{colour})" if colour in _NAMES else colour

    return _HEX.sub(variable, text)


def plain(text: str) -> str:
    """Return CSS or SVG with the light colours themselves, for programs that know no variables."""
    return _VARIABLE.sub(r"\1", text)


def dark_tones() -> str:
    """Return the CSS declarations that give figures their dark colours."""
    return " ".join(f"--figure-{name}: {dark};" for name, (_, dark) in TONES.items())
