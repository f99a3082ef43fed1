"""Figures as files of their own: SVG that carries its colours and its typeface.

Apart from `hotlinelib.figures.svg`, which draws: pages are made without matplotlib.
"""

from __future__ import annotations

import base64
import re

from hotlinelib.arguments import check_choice, check_kind, shown
from hotlinelib.errors import ParameterError
from hotlinelib.figures.tones import plain
from hotlinelib.figures.typeface import TYPEFACES, subset


def standalone_svg(svg: str, language: str) -> str:
    """Return the SVG of a page as a file of its own, with its light colours and its typeface.

    Parameters
    ----------
    svg : str
        Of `hotlinelib.figures.svg.to_svg`.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    """
    check_kind("svg", svg, str)
    check_choice("language", language, tuple(TYPEFACES))
    box = re.search(r'viewBox="0 0 (\S+) (\S+)"', svg)
    if box is None:
        raise ParameterError("svg is {svg}; expected what to_svg returns", svg=shown(svg))
    characters = {ord(character) for character in re.sub(r"<[^>]*>", "", svg)}
    font = base64.b64encode(subset(characters, language)).decode("ascii")
    family = TYPEFACES[language]
    head = f'<svg width="{box[1]}pt" height="{box[2]}pt" font-family="\'{family}\', sans-serif" '
    style = (
        f"<style>@font-face {{ font-family: '{family}'; "
        f'src: url("data:font/otf;base64,{font}") format("opentype"); }}</style>'
        '<rect width="100%" height="100%" fill="#ffffff"/>'
    )
    start, inside = plain(svg).replace("<svg ", head, 1).split(">", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{start}>{style}{inside}\n'
