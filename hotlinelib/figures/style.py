"""How figures look: style, typefaces, what they are drawn on, titles and line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import matplotlib as mpl
import matplotlib.style
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import LoadFlags

from hotlinelib.arguments import check_choice, check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.typeface import TYPEFACES
from hotlinelib.language import Speech, speak

STYLE_SHEET = Path(__file__).with_name("hotline.mplstyle")
Layout: TypeAlias = Literal["wide", "narrow"]
LAYOUTS: tuple[Layout, ...] = ("wide", "narrow")
# Inches: as wide as the text of a page of paper, and as a telephone. On a screen each is shown as
# wide as what it stands in, so that the sizes of type come out nearly the same.
WIDTHS = {"wide": 7.2, "narrow": 3.4}
TITLE_POINTS = 12.0
LABEL_POINTS = 8.5
SMALL_POINTS = 7.5
# Of texts of several lines: by their typeface's own measure, lines of Chinese touch.
LINE_SPACING = 1.25

# Chinese may break at any character, but not before a closing mark or after an opening one.
_PIECE = re.compile(
    r"[（《「『“‘【(\[]*(?:[\u2e80-\u9fff\uf900-\ufaff]|[^\s\u2e80-\u9fff\uf900-\ufaff])"
    r"(?:(?<=[^\s\u2e80-\u9fff\uf900-\ufaff])[^\s\u2e80-\u9fff\uf900-\uffef（《「『“‘【]+)?"
    r"[，。、；：？！）》」』”’】)\]%]*\s*"
)


@contextmanager
def figure_style(language: str) -> Iterator[None]:
    """Draw and save figures in the look of the reports; afterwards all settings are as before.

    Parameters
    ----------
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language; it decides the typeface.

    Raises
    ------
    ParameterError
        If the language isn't offered.

    Examples
    --------
    >>> with figure_style("zh-Hant"):
    ...     mpl.rcParams["font.family"]
    ['Noto Sans CJK TC']
    """
    check_choice("language", language, tuple(TYPEFACES))
    _load_backend()
    register_typefaces()
    # Reset first: a figure mustn't depend on what the user or Jupyter has set.
    settings: list[str | dict[str, Any]] = [
        str(STYLE_SHEET),
        {"font.family": [TYPEFACES[language]]},
    ]
    with mpl.style.context(settings, after_reset=True):
        yield


@cache
def _load_backend() -> None:
    """Load the backend while the settings are the user's."""
    # Jupyter's turns on interactive mode when it is loaded; loaded under settings that are put back
    # afterwards, it would never show a figure.
    plt.switch_backend(mpl.get_backend())


@cache
def register_typefaces() -> None:
    """Make the packaged typefaces known to matplotlib, once in a process."""
    from noto_cjk_sans_otc import FONT_PATH

    fontManager.addfont(str(FONT_PATH))


class ShownFigure(Figure):
    """A figure that Jupyter shows as SVG: its text is text, its colours follow the theme."""

    language: str = "en"

    def _repr_html_(self) -> str:
        from hotlinelib.figures.svg import to_inline

        return to_inline(self)


@dataclass
class Sheet:
    """What a figure is drawn on: new, or in the place of axes that the caller gives."""

    say: Speech
    layout: Layout
    ax: Axes | None
    drawn: list[Axes] = field(default_factory=list)

    @property
    def narrow(self) -> bool:
        """Whether it is drawn for a telephone."""
        return self.layout == "narrow"

    @property
    def width(self) -> float:
        """Return the width in inches."""
        return WIDTHS[self.layout]

    def axes(self, height: float, layout: Literal["constrained"] | None = "constrained") -> Axes:
        """Return the axes to draw in: the given ones, or those of a new figure (inches)."""
        axes = self.ax or self._figure(height, layout).subplots()
        self.drawn.append(axes)
        return axes

    def _figure(self, height: float, layout: Literal["constrained"] | None) -> Figure:
        size = (self.width, height)
        figure = plt.figure(figsize=size, layout=layout, FigureClass=ShownFigure)
        assert isinstance(figure, ShownFigure)
        figure.language = self.say.language
        return figure

    def grid(
        self, height: float, heights: Sequence[float] = (1,), widths: Sequence[float] = (1,)
    ) -> list[list[Axes]]:
        """Return rows of axes: of a new figure (inches), or in the place of given axes."""
        ratios: dict[str, Any] = {"height_ratios": heights, "width_ratios": widths}
        shape = len(heights), len(widths)
        if self.ax is None:
            figure = self._figure(height, "constrained")
            cells: Any = figure.add_gridspec(*shape, **ratios)
        else:
            place, figure = self.ax.get_subplotspec(), figure_of(self.ax)
            if place is None:
                raise ParameterError(
                    "ax stands in no grid; give axes made by plt.subplots, or none"
                )
            self.ax.remove()
            cells = place.subgridspec(*shape, **ratios)
        rows = [[figure.add_subplot(cells[y, x]) for x in range(shape[1])] for y in range(shape[0])]
        self.drawn += [axes for row in rows for axes in row]
        return rows


@contextmanager
def sheet(language: str, layout: Layout, ax: Axes | None, title: str | None) -> Iterator[Sheet]:
    """Draw a figure in its style; at the end its title is written."""
    check_choice("layout", layout, LAYOUTS)
    if ax is not None:
        check_kind("ax", ax, Axes)
    page = Sheet(speak(language), layout, ax)
    with figure_style(language):
        yield page
        put_title(page.drawn[0], title, ax)


def figure_of(axes: Axes) -> Figure:
    """Return the whole figure that axes belong to."""
    check_kind("axes", axes, Axes)
    figure = axes.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def inches_of(axes: Axes) -> Any:
    """Return the width and height of axes."""
    return figure_of(axes).get_size_inches() * axes.get_position().size


def put_title(axes: Axes, title: str | None, ax: Axes | None) -> None:
    """Write the title at the left, in as many lines as it needs; the figure grows by them."""
    if not title:
        return
    figure = figure_of(axes)
    if ax is not None:
        lines = [wrap(title, float(inches_of(axes)[0]), TITLE_POINTS), axes.get_title("left")]
        axes.set_title("\n".join(filter(None, lines)))
        return
    width, before = figure.get_size_inches()
    text = wrap_evenly(title, width - 0.2, TITLE_POINTS)
    height = before + line_count(text) * TITLE_POINTS * 1.4 / 72 + 0.05
    figure.set_size_inches(width, height)
    look: dict[str, Any] = {"x": 0.06 / width, "ha": "left", "linespacing": LINE_SPACING}
    if figure.get_layout_engine() is None:
        # Nothing makes room for it: what is drawn keeps its size and place below.
        look |= {"y": 1 - 0.05 / height, "va": "top"}
        left, low, across, up = axes.get_position(original=True).bounds
        axes.set_position((left, low * before / height, across, up * before / height))
    figure.suptitle(text, fontsize=TITLE_POINTS, **look)


def wrap(text: str, width: float, points: float) -> str:
    """Break a text into lines no wider than some inches; words of Latin letters stay whole."""
    if "\n" in text:
        return "\n".join(wrap(line, width, points) for line in text.split("\n"))
    lines = [""]
    for piece in _PIECE.findall(text.strip()):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), points) > width:
            lines.append(piece)
        else:
            lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


def wrap_evenly(text: str, width: float, points: float) -> str:
    """Break a text into as few lines as `wrap` does, of about the same length each."""
    broken = wrap(text, width, points)
    lines = line_count(broken)
    for part in (0.55, 0.65, 0.75, 0.85, 0.93):
        narrower = wrap(text, width * part, points)
        if lines > 1 and line_count(narrower) == lines:
            return narrower
    return broken


def text_width(text: str, points: float) -> float:
    """Return how wide a line of text is, in inches, in the typeface of the style in force."""
    family = tuple(mpl.rcParams["font.family"])
    return sum(_advance(character, family) for character in text) * points / 72


@lru_cache(maxsize=4096)
def _advance(character: str, family: tuple[str, ...]) -> float:
    """Return how far a character moves the pen, in parts of the type's size, without kerning."""
    typeface = get_font(findfont(FontProperties(family=list(family))))
    typeface.set_size(100, 72)
    glyph = typeface.load_char(ord(character), flags=LoadFlags.NO_HINTING)
    return float(glyph.linearHoriAdvance) / 65536 / 100


def widest(texts: Sequence[str], points: float) -> float:
    """Return the width in inches of the widest line among texts; 0 where there are none."""
    return max((text_width(line, points) for text in texts for line in text.split("\n")), default=0)


def line_count(text: str) -> int:
    """Return the number of lines that a text takes."""
    return text.count("\n") + 1


def bare(axes: Axes) -> None:
    """Take away the frame and the tick marks, and keep the labels."""
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
