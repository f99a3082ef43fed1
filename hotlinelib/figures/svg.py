"""Figures as SVG inside a page, as SVG of their own, and as PNG for print.

Inside a page text stays text, in the page's typeface; colours follow the page's dark mode; marks
carry the key of what they show and a sentence on it; and it is small.
"""

from __future__ import annotations

import io
import math
import re
import zlib
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from numbers import Real
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.text import Text

from hotlinelib.arguments import check_kind, shown
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import PAPER
from hotlinelib.figures.style import ShownFigure, figure_of, figure_style
from hotlinelib.figures.tones import themed

if TYPE_CHECKING:
    from PIL import Image

# Dots per inch: SVG's own measure, and what journals ask of print
SVG_RESOLUTION, PRINT_RESOLUTION = 72, 300
# Between key and text of a mark, and between marks of one artist: signs made for it (Unicode)
UNIT, RECORD = "\N{SYMBOL FOR UNIT SEPARATOR}", "\N{SYMBOL FOR RECORD SEPARATOR}"
# Group of a text that stands on lines: the paper's colour around it keeps it legible
HALO = "halo"
_SPACE = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")
_STEP = re.compile(r"[A-Za-z][^A-Za-z]*")
_ADDRESS = re.compile(r"url\(#([^)]+)\)")
# What matplotlib says of each mark although it is SVG's default, or means nothing in a page
_DEFAULTS = {
    "fill": "#000000", "stroke": "none", "stroke-linecap": "butt", "stroke-linejoin": "round",
    "stroke-width": "1", "text-anchor": "start", "stroke-dashoffset": "0", "stroke-miterlimit": "4",
}  # fmt: skip
_KEPT = {"id", "d", "x", "y", "width", "height", "transform", "clip-path", "patternUnits",
         "fill", "opacity"}  # fmt: skip
_MARKS = {f"{_SPACE}path", f"{_SPACE}use"}


def tell(artist: Artist, marks: Iterable[tuple[str, str]]) -> None:
    """Say what the marks of an artist show.

    Parameters
    ----------
    artist : matplotlib.artist.Artist
        One mark, or a collection or line of several.
    marks : iterable of (str, str)
        Key and text of each mark in the order of drawing, such as
        ("440000", "Guangdong: 14 awards"). Marks and rows of tables with one key light up together.
    """
    artist.set_gid(RECORD.join(f"{key}{UNIT}{text}" for key, text in marks))


def to_svg(axes: Axes, *, name: str, language: str) -> str:
    """Return a figure as SVG to stand inside a page.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Of the figure; all axes of the figure are drawn. It is laid out once: `to_png` draws the
        same layout.
    name : str
        Of the figure in its page: identifiers in the SVG begin with it.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.

    Returns
    -------
    str
        An `svg` element as wide as what it stands in; the same for the same figure.

    Raises
    ------
    ParameterError
        If it isn't the axes of a figure, or the language isn't offered.
    """
    figure = figure_of(axes)
    with figure_style(language):
        drawn = ElementTree.fromstring(_draw(figure))
    names: dict[str, str] = {}
    for element in drawn.iter():
        if element.tag != f"{_SPACE}g" and "id" in element.attrib:
            names[element.attrib["id"]] = f"{name}-{len(names) + 1}"
    width, height = figure.get_size_inches() * SVG_RESOLUTION
    inside = "".join(_write(child, names) for child in drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_short(width)} {_short(height)}" '
        'role="graphics-document" stroke-linejoin="round" font-size="9">'
        f"{inside}</svg>"
    )


def to_inline(figure: ShownFigure, alt: str = "") -> str:
    """Return a figure as HTML for a notebook, which may show it more than once."""
    before, layout = figure.dpi, figure.get_layout_engine()
    svg = to_svg(figure.axes[0], name="NAME", language=figure.language)
    figure.dpi = before
    figure.set_layout_engine(layout)
    label = escape(alt or figure.get_suptitle() or figure.axes[0].get_title("left"))
    # Identifiers hold for the whole notebook.
    svg = svg.replace("NAME-", f"figure-{zlib.crc32(svg.encode('utf-8')):08x}-")
    svg = svg.replace("<svg ", f'<svg aria-label="{label}" ', 1)
    return f'<div class="drawing" style="max-width: 46rem">{svg}</div>'


def to_png(axes: Axes, *, language: str = "en", dpi: float = PRINT_RESOLUTION) -> bytes:
    """Return a figure as PNG.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Of the figure; all axes of the figure are drawn.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    dpi : float, default 300
        Dots per inch.

    Raises
    ------
    ParameterError
        If it isn't the axes of a figure, the language isn't offered or dpi is no number above 0.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = figure_of(axes)
    check_kind("dpi", dpi, Real)
    if isinstance(dpi, bool) or not 0 < dpi < math.inf:
        raise ParameterError("dpi is {dpi}; expected a number above 0", dpi=shown(dpi))
    lit = [text for text in figure.findobj(Text) if text.get_gid() == HALO]
    with figure_style(language):
        before, figure.dpi = figure.dpi, dpi
        canvas = FigureCanvasAgg(figure)
        for text in lit:
            text.set_path_effects([withStroke(linewidth=2, foreground=PAPER)])
        canvas.draw()  # type: ignore[no-untyped-call]
        for text in lit:
            text.set_path_effects([])
    figure.dpi = before
    dots = _in_few_colours(np.asarray(canvas.buffer_rgba()))  # type: ignore[no-untyped-call]
    png = io.BytesIO()
    dots.save(png, "png", dpi=(dpi, dpi), compress_level=6)
    return png.getvalue()


def _in_few_colours(drawn: npt.NDArray[np.uint8]) -> Image.Image:
    """Return a drawing with a palette of its own colours: the same to the eye, a third in size."""
    from PIL import Image

    # Chosen in this way, the palette is less far off at its worst than by the median cut; it looks
    # at colours, not at how often each stands, so that each is given once.
    dots = drawn.view(np.uint32).ravel()
    starts = np.flatnonzero(np.diff(dots, prepend=~dots[:1]))
    colours, places = np.unique(dots[starts], return_inverse=True)
    each = Image.fromarray(colours.view(np.uint8).reshape(1, -1, 4)).convert("RGB")
    few = each.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    runs = np.diff(starts, append=dots.size)
    found = Image.fromarray(np.repeat(np.asarray(few)[0][places], runs).reshape(drawn.shape[:2]))
    found.putpalette(few.getpalette() or [])
    return found


def _draw(figure: Figure) -> str:
    """Lay a figure out and draw it as SVG, by one renderer: it measures each text once."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG

    # `savefig` would lay the figure out and draw it without ink first.
    figure.dpi = SVG_RESOLUTION
    svg = io.StringIO()
    width, height = figure.get_size_inches() * SVG_RESOLUTION
    about = {"Date": None, "Creator": None, "Format": None, "Type": None}
    renderer: Any = RendererSVG(  # type: ignore[no-untyped-call]
        width, height, svg, image_dpi=SVG_RESOLUTION, metadata=about
    )
    canvas = FigureCanvasSVG(figure)
    # Where a canvas offers a renderer, the layout measures with it.
    canvas.get_renderer = lambda: renderer  # type: ignore[attr-defined]
    figure.draw(renderer)
    renderer.finalize()
    figure.set_layout_engine("none")
    return svg.getvalue()


def _write(element: ElementTree.Element, names: dict[str, str]) -> str:
    """Return an element as short as it can be said."""
    tag = element.tag.removeprefix(_SPACE)
    if tag in ("metadata", "style"):
        return ""
    told = element.attrib.get("id", "") if tag == "g" else ""
    if UNIT in told:
        inside = _write_told(element, told, names)
    else:
        inside = "".join(_write(child, names) for child in element)
    if tag == "g":
        if told == HALO:
            around = f' paint-order="stroke" stroke="{PAPER}" stroke-width="2">'
            return themed(f"<g{around}") + inside + "</g>"
        attributes = _attributes(element, names)
        return f"<g{attributes}>{inside}</g>" if attributes and inside else inside
    if tag == "defs":
        return f"<defs>{inside}</defs>" if inside else ""
    text = escape(element.text or "", quote=False) if tag == "text" else ""
    if tag == "path" and not element.attrib.get("d", "").strip():
        return ""
    attributes = _attributes(element, names)
    closed = f"{text}{inside}</{tag}>" if text or inside else ""
    return f"<{tag}{attributes}>{closed}" if closed else f"<{tag}{attributes}/>"


def _write_told(element: ElementTree.Element, told: str, names: dict[str, str]) -> str:
    """Return the marks of a group, each with its key and what it shows."""
    told_marks = [mark.split(UNIT, 1) for mark in told.split(RECORD)]
    marks = [child for child in element.iter() if child.tag in _MARKS and "id" not in child.attrib]
    definitions = "".join(
        _write(child, names) for child in element.iter() if child.tag == f"{_SPACE}defs"
    )
    if len(told_marks) == 1:
        groups = [marks]
    else:
        # Outlines of one mark can't be told from the next one's: one each is what matplotlib draws.
        assert len(marks) == len(told_marks), "as many marks are told as are drawn"
        groups = [[mark] for mark in marks]
    written = [
        f'<g class="mark" role="graphics-symbol" data-key="{escape(key)}">'
        f"<title>{escape(text, quote=False)}</title>"
        f"{''.join(_write(mark, names) for mark in group)}</g>"
        for (key, text), group in zip(told_marks, groups, strict=True)
    ]
    return definitions + "".join(written)


def _attributes(element: ElementTree.Element, names: dict[str, str]) -> str:
    found = {key: value for key, value in element.attrib.items() if key in _KEPT}
    if element.tag == f"{_SPACE}g":
        found.pop("id", None)
    elif "id" in found:
        found["id"] = names[found["id"]]
    if _LINK in element.attrib:
        found["href"] = "#" + names[element.attrib[_LINK].removeprefix("#")]
    for declaration in filter(None, element.attrib.get("style", "").split(";")):
        name, value = declaration.split(":", 1)
        found |= _property(name.strip(), value.strip())
    if found.get("stroke") == "none":
        found = {k: v for k, v in found.items() if not k.startswith("stroke")}
    if "d" in found:
        found["d"] = _short_path(found["d"])
    if re.match(r"rotate\(-0[ ,)]", found.get("transform", "")):
        del found["transform"]
    written = "".join(
        f' {name}="{_short_value(name, value, names)}"'
        for name, value in found.items()
        if _DEFAULTS.get(name) != value
    )
    return themed(written)


def _property(name: str, value: str) -> dict[str, str]:
    """Return what a declaration of CSS says as attributes; the typeface is the page's."""
    if name in ("font", "font-size"):
        size = re.search(r"([\d.]+)px", value)
        return {"font-size": size[1]} if size else {}
    return {} if name.startswith("font") else {name: value}


def _short_value(name: str, value: str, names: dict[str, str]) -> str:
    if "url(#" in value:
        return _ADDRESS.sub(lambda found: f"url(#{names[found[1]]})", value)
    if name in ("d", "id", "href", "fill", "stroke"):
        return escape(value)
    return escape(_NUMBER.sub(lambda found: _short(float(found[0]), 2), value))


def _short_path(path: str) -> str:
    """Return a path to a tenth of a point: lines as steps from point to point, none of length 0."""
    written: list[str] = []
    x, y, last = 0, 0, ""
    for step in _STEP.findall(path):
        kind, tenths = step[0], [round(float(found) * 10) for found in step[1:].split()]
        if kind != "L" or last not in ("M", "L", "l"):
            written.append(kind + _numbers(tenths).removeprefix(" "))
            last = kind
        elif tenths != [x, y]:
            steps = _numbers([tenths[0] - x, tenths[1] - y])
            written.append(steps if last == "l" else "l" + steps.removeprefix(" "))
            last = "l"
        if tenths:
            x, y = tenths[-2:]
    return "".join(written)


def _numbers(tenths: list[int]) -> str:
    """Return numbers given in tenths, with no more between them than is needed."""
    joined, before = "", ""
    for number in tenths:
        text = _tenth(number)
        # A sign begins a number, and so does a second decimal point.
        apart = text[0] == "-" or (text[0] == "." and "." in before)
        joined, before = joined + ("" if apart else " ") + text, text
    return joined


@lru_cache(maxsize=16_384)
def _tenth(number: int) -> str:
    return _short(number / 10)


def _short(number: float, decimals: int = 1) -> str:
    if round(number, decimals) == 0:
        return "0"
    written = f"{number:.{decimals}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return re.sub(r"^(-?)0\.", r"\1.", written)
