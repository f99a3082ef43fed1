"""Which colours figures take: by name, by number of steps or categories, and for text on them."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib import colormaps
from matplotlib.colors import (
    BASE_COLORS,
    CSS4_COLORS,
    Colormap,
    LinearSegmentedColormap,
    is_color_like,
    to_hex,
    to_rgb,
)

from hotlinelib.errors import ParameterError, nearest
from hotlinelib.figures.tones import TONES
from hotlinelib.messages import marked, message

INK, MUTED, GRID, LINE, PAPER, LAND = (
    TONES[name][0] for name in ("ink", "muted", "grid", "line", "paper", "land")
)
ABSENT, BAND = TONES["absent"][0], TONES["band"][0]
CATEGORIES = tuple(
    TONES[name][0] for name in ("main", "second", "third", "fourth", "fifth", "sixth")
)
MAIN, SECOND = CATEGORIES[:2]
STEPS = tuple(TONES[f"step{number}"][0] for number in range(1, 6))
DIVERGING = tuple(TONES[name][0] for name in ("below2", "below1", "even", "above1", "above2"))
ON_PALE, ON_DEEP = TONES["on_pale"][0], TONES["on_deep"][0]
SUCH_AS = marked("; such as 'Reds', 'viridis' or 'Greys'")
_OWN = {light for light, _ in TONES.values()}
_DEEP = {STEPS[3], STEPS[4], DIVERGING[0], DIVERGING[-1]}


def ink_on(colour: str) -> str:
    """Return the colour of text that reads well on a colour (WCAG 2: contrast 4.5 or more)."""
    if colour.lower() in _OWN:
        return ON_DEEP if colour.lower() in _DEEP else ON_PALE
    # A colour of the user's own is the same on a dark screen, and so is the text on it.
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#fefefe" if luminance < 0.18 else "#010101"


def steps_of(colours: str | Sequence[str] | None, number: int) -> list[str]:
    """Return colours for a number of steps, from the palest to the deepest."""
    if colours is None:
        chosen = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(number, tuple(range(5)))
        if number <= len(STEPS):
            return [STEPS[place] for place in chosen]
        colours = list(STEPS)
    scale = _scale(colours)
    # The palest fifth of a colour map can't be told from the paper.
    parts = [0.2 + 0.8 * place / max(1, number - 1) for place in range(number)]
    if not isinstance(colours, str):
        parts = [place / max(1, number - 1) for place in range(number)]
    return [to_hex(scale(part)) for part in parts]


def inks_of(given: str | Sequence[str], usual: Sequence[str]) -> list[str]:
    """Return the colours of a chart's marks: those that are given first, then the usual ones."""
    chosen = [given] if isinstance(given, str) else list(given)
    _check_colours(chosen)
    if len(chosen) > len(usual):
        raise ParameterError(
            "{chosen} colours; the figure takes {number} at the most",
            chosen=len(chosen),
            number=len(usual),
        )
    return [to_hex(colour) for colour in (*chosen, *usual[len(chosen) :])]


def categories_of(colours: str | Sequence[str] | None, number: int) -> list[str]:
    """Return colours for a number of categories; by default those of the palette."""
    if isinstance(colours, str):
        return inks_of(colours, CATEGORIES)[:number]
    chosen = list(CATEGORIES if colours is None else colours)
    _check_colours(chosen)
    if len(chosen) < number:
        raise ParameterError(
            "{chosen} colours for {number} categories; expected one each",
            chosen=len(chosen),
            number=number,
        )
    return [to_hex(colour) for colour in chosen[:number]]


def hues(number: int) -> list[str]:
    """Return a colour for each of any number of groups: the palette's, or a rainbow's."""
    if number <= len(CATEGORIES):
        return list(CATEGORIES[:number])
    return [
        to_hex(colormaps["turbo"](0.05 + 0.9 * place / (number - 1))) for place in range(number)
    ]


def _scale(colours: str | Sequence[str]) -> Colormap:
    if isinstance(colours, str):
        if colours in colormaps:
            return colormaps[colours]
        if is_color_like(colours):
            return LinearSegmentedColormap.from_list("own", [PAPER, colours])
        hint = nearest(colours, list(colormaps)) or message(SUCH_AS)
        raise ParameterError(
            "{colours!r} is no colour, and no colour map of matplotlib{hint}",
            colours=colours,
            hint=hint,
        )
    _check_colours(colours)
    return LinearSegmentedColormap.from_list("own", list(colours))


def _check_colours(colours: Sequence[str]) -> None:
    if not len(colours):
        raise ParameterError(
            "colours is {colours!r}; expected a list such as ['#0072b2', 'red']", colours=colours
        )
    unknown = [colour for colour in colours if not is_color_like(colour)]
    if unknown:
        raise ParameterError(
            "no colours: {unknown}; expected names such as 'red' or codes such as '#0072b2'{hint}",
            unknown=unknown,
            hint=nearest(str(unknown[0]), [*BASE_COLORS, *CSS4_COLORS]),
        )
