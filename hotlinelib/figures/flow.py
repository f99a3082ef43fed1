"""What is left of what, step by step: a flow diagram."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import pairwise, product

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from hotlinelib.arguments import check_list
from hotlinelib.errors import ParameterError
from hotlinelib.figures.chart import Chart
from hotlinelib.figures.palette import INK, LAND, LINE, MUTED, SECOND
from hotlinelib.figures.style import (
    LABEL_POINTS,
    LINE_SPACING,
    TITLE_POINTS,
    Sheet,
    line_count,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech

GAP_INCHES, ARROW_INCHES, PADDING_INCHES = 0.12, 0.28, 0.08


@dataclass(frozen=True, eq=False)
class FlowDiagram(Chart):
    """Stages of counting with arrows between them: from the left to the right, or downwards.

    Parameters
    ----------
    stages : sequence of mapping of str to int
        For each stage what is counted, in the reader's language, and how many there are: such as
        [{"winners in the list": 109}, {"organisations": 71, "people": 38}].
    links : collection of (str, str), optional
        What leads to what in the next stage. By default boxes above each other where two stages
        have as many, else each box of the one to each box of the other.
    mark : str, optional
        What to emphasise.
    colours : str or sequence of str
        Of the boxes' outlines, and of what is emphasised.

    Raises
    ------
    ParameterError
        If there is no stage, one is empty, or a link leads from or to what isn't there.
    """

    stages: Sequence[Mapping[str, int]]
    _: KW_ONLY
    links: Collection[tuple[str, str]] | None = None
    mark: str | None = None
    colours: str | Sequence[str] = (LINE, SECOND)

    def _draw(self, page: Sheet) -> Axes:
        arrows = self._arrows()
        across = page.layout == "wide"
        boxes, height = (_across if across else _downwards)(self.stages, page.width)
        axes = page.axes(height + 0.1)
        axes.set(xlim=(0, page.width), ylim=(height, 0))
        axes.set_axis_off()
        for stage, upper, lower in arrows:
            _draw_arrow(axes, boxes[stage, upper], boxes[stage + 1, lower], across=across)
        for (stage, name), box in boxes.items():
            ink = self._inks[1] if name == self.mark else self._inks[0]
            _draw_box(axes, box, name, self.stages[stage][name], ink, page.say)
        return axes

    def _describe(self, say: Speech) -> str:
        self._arrows()
        told = [
            say.series(
                say("{count} {what}", count=count, what=name) for name, count in stage.items()
            )
            for stage in self.stages
        ]
        opening = say("Flow diagram in {count} stages.", count=len(self.stages))
        return say.paragraph(
            opening,
            say("{counts}.", counts=told[0]),
            *(say("Then: {counts}.", counts=one) for one in told[1:]),
        )

    def _arrows(self) -> list[tuple[int, str, str]]:
        """Return the stage, and the names in it and in the next one, of each arrow."""
        links, stages = self.links, self.stages
        check_list("stages", stages, "a list of dicts, such as [dict(rows=109), dict(winners=71)]")
        if not stages or not all(stages):
            raise ParameterError("a stage is empty; expected at least one stage, each with a count")
        found = []
        for place, (upper, lower) in enumerate(pairwise(stages)):
            pairs: Iterable[tuple[str, str]] = product(upper, lower)
            if links is not None:
                pairs = [pair for pair in pairs if pair in links]
            elif len(upper) == len(lower):
                pairs = zip(upper, lower, strict=True)
            found += [(place, one, other) for one, other in pairs]
        lost = {*(links or ())} - {(one, other) for _, one, other in found}
        if lost:
            raise ParameterError(
                "links lead to what isn't in the next stage: {lost}", lost=sorted(lost)
            )
        return found


Box = tuple[float, float, float, float]


def _across(
    stages: Sequence[Mapping[str, int]], width: float
) -> tuple[dict[tuple[int, str], Box], float]:
    """Return x, y, width and height (inches) of each box, and the height of all: a column each."""
    wide = (width - 0.04 - ARROW_INCHES * (len(stages) - 1)) / len(stages)
    height = max(_height(stage, wide) for stage in stages)
    most = max(map(len, stages))
    whole = most * height + (most - 1) * GAP_INCHES
    boxes = {}
    for place, stage in enumerate(stages):
        left = 0.02 + place * (wide + ARROW_INCHES)
        top = 0.02 + (whole - len(stage) * height - (len(stage) - 1) * GAP_INCHES) / 2
        for row, name in enumerate(stage):
            boxes[place, name] = (left, top + row * (height + GAP_INCHES), wide, height)
    return boxes, whole + 0.04


def _downwards(
    stages: Sequence[Mapping[str, int]], width: float
) -> tuple[dict[tuple[int, str], Box], float]:
    """Return the same with a row for each stage."""
    boxes = {}
    top = 0.02
    for place, stage in enumerate(stages):
        wide = min(2.6, (width - 0.1 - GAP_INCHES * (len(stage) - 1)) / len(stage))
        height = _height(stage, wide)
        left = (width - wide * len(stage) - GAP_INCHES * (len(stage) - 1)) / 2
        for column, name in enumerate(stage):
            boxes[place, name] = (left + column * (wide + GAP_INCHES), top, wide, height)
        top += height + ARROW_INCHES
    return boxes, top - ARROW_INCHES + 0.02


def _height(stage: Collection[str], wide: float) -> float:
    lines = max(line_count(_broken(name, wide)) for name in stage)
    text = TITLE_POINTS * 1.4 + LABEL_POINTS * LINE_SPACING * 1.15 * lines
    return text / 72 + 2 * PADDING_INCHES


def _broken(name: str, wide: float) -> str:
    return wrap_evenly(name, wide - 2 * PADDING_INCHES, LABEL_POINTS)


def _draw_box(axes: Axes, box: Box, name: str, count: int, ink: str, say: Speech) -> None:
    x, y, wide, height = box
    outline = FancyBboxPatch((x, y), wide, height, boxstyle="round,pad=0,rounding_size=0.05",
                             facecolor=LAND, edgecolor=ink, linewidth=0.8)  # fmt: skip
    axes.add_patch(outline)
    tell(outline, [(name, say("{label}: {value}", label=name, value=count))])
    axes.text(x + wide / 2, y + PADDING_INCHES, say.number(count), ha="center", va="top",
              fontsize=TITLE_POINTS, color=INK)  # fmt: skip
    axes.text(x + wide / 2, y + height - PADDING_INCHES, _broken(name, wide), ha="center",
              va="bottom", fontsize=LABEL_POINTS, color=INK, linespacing=LINE_SPACING)  # fmt: skip


def _draw_arrow(axes: Axes, upper: Box, lower: Box, *, across: bool) -> None:
    start = (upper[0] + upper[2] / 2, upper[1] + upper[3])
    end = (lower[0] + lower[2] / 2, lower[1])
    if across:
        start = (upper[0] + upper[2], upper[1] + upper[3] / 2)
        end = (lower[0], lower[1] + lower[3] / 2)
    arrow = FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=7, color=MUTED,
                            linewidth=0.8, shrinkA=1, shrinkB=1)  # fmt: skip
    axes.add_patch(arrow)
