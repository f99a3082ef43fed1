"""What figures with a row per unit share: keys, emphasis, labels and the sentence on each mark."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.figures.palette import GRID, MAIN, PAPER, SECOND
from hotlinelib.figures.style import LABEL_POINTS, wrap_evenly
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech
from hotlinelib.measures.validation import complete_column

# Most that the labels of rows take of a figure's width
LABEL_SHARE = {"wide": 0.36, "narrow": 0.4}
LABEL_LIMIT = 2.6


def keys_of(frame: pd.DataFrame, key: str | None, label: str) -> list[str]:
    """Return the key of each row: its own column, or the label."""
    return complete_column(frame, label if key is None else key).astype("str").tolist()


def emphasised(keys: Sequence[str], mark: str | Collection[str] | None) -> list[bool]:
    """Return which rows are to stand out."""
    chosen = {mark} if isinstance(mark, str) else set(mark or ())
    return [key in chosen for key in keys]


def label_width(width: float, layout: str) -> float:
    """Return the inches that the labels of rows may take."""
    return min(LABEL_LIMIT, width * LABEL_SHARE[layout])


def rule_rows(axes: Axes, places: Sequence[float], names: Sequence[str], inches: float) -> None:
    """Write the labels of rows at the left, with a thin line through each row."""
    axes.set_yticks(list(places), [wrap_evenly(name, inches, LABEL_POINTS) for name in names])
    axes.hlines(places, 0, 1, transform=axes.get_yaxis_transform(), color=GRID, linewidth=0.5,
                zorder=0.5)  # fmt: skip
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def draw_dots(
    axes: Axes,
    rows: pd.DataFrame,
    *,
    colours: Sequence[str] = (MAIN, SECOND),
    marker: str = "o",
    points: float = 5.0,
) -> None:
    """Draw a dot per row, hollow at zero, and say what each is."""
    known = rows.dropna(subset=["x"])
    if known.empty:
        return
    inks = np.where(known["marked"], colours[1], colours[0])
    fills = np.where(known["x"] == 0, PAPER, inks)
    dots = axes.scatter(
        known["x"],
        known["y"],
        s=points**2,
        c=fills.tolist(),
        edgecolor=inks.tolist(),
        linewidth=1.0,
        marker=marker,
        zorder=3,
        clip_on=False,
    )
    tell(dots, zip(known["key"], known["text"], strict=True))


def with_interval(say: Speech, name: str, value: float, low: float, high: float) -> str:
    """Return the sentence on a mark with an interval: 'Guangdong: 0.67 (0.36–1.12)'."""
    if pd.isna(value):
        return say("{name}: no value.", name=name)
    if pd.isna(low) or pd.isna(high):
        return say("{label}: {value}", label=name, value=float(value))
    return say(
        "{name}: {value} ({low}–{high})",
        name=name,
        value=say.number(value, 2),
        low=say.number(low, 2),
        high=say.number(high, 2),
    )


def round_ticks(start: float, end: float, *, root: bool) -> list[float]:
    """Return round numbers that stand apart on a logarithmic scale, or on that of a root with 0."""
    place = np.sqrt if root else np.log
    low = 0.0 if root else float(place(start))
    least = 0.09 * (float(place(end)) - low)
    powers = range(int(np.floor(np.log10(start))), int(np.ceil(np.log10(end))) + 1)
    round_numbers = [step * 10.0**power for power in powers for step in (1, 2, 5)]
    chosen: list[float] = []
    for number in sorted(filter(lambda one: start <= one <= end, round_numbers), reverse=True):
        if not chosen or place(chosen[-1]) - place(number) >= least:
            chosen.append(number)
    return ([0.0] if root else []) + chosen[::-1]
