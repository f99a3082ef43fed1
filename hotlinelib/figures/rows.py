"""What figures with a mark per unit share: rows, keys, labels, scales and reference lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, NullLocator

from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import GRID, MAIN, PAPER, SECOND
from hotlinelib.figures.style import LABEL_POINTS, SMALL_POINTS, Sheet, widest, wrap, wrap_evenly
from hotlinelib.figures.svg import tell
from hotlinelib.language import Speech
from hotlinelib.measures.validation import complete_column, number_column

# Most that the labels of rows take of a figure's width
LABEL_SHARE = {"wide": 0.5, "narrow": 0.4}
LABEL_LIMIT = 3.4
DASHED: dict[str, Any] = {"linewidth": 0.9, "linestyle": (0, (4, 2))}


def unit_rows(
    frame: pd.DataFrame,
    label: str,
    key: str | None,
    numbers: Mapping[str, str | None],
    complete: Sequence[str] = (),
) -> pd.DataFrame:
    """Return each row's label, key and numbers, which may be missing unless named as complete."""
    rows: dict[str, pd.Series] = {
        "label": complete_column(frame, label).astype("str"),
        "key": complete_column(frame, label if key is None else key).astype("str"),
    }
    for name, source in numbers.items():
        if source is None:
            rows[name] = pd.Series(np.nan, frame.index)
        else:
            rows[name] = number_column(frame, source)
            if name in complete:
                complete_column(frame, source)
    if frame.empty:
        raise ParameterError("the frame has no rows; expected one per unit")
    return pd.DataFrame(rows)


def emphasised(keys: Sequence[str], mark: str | Collection[str] | None) -> list[bool]:
    """Return which rows are to stand out."""
    chosen = {mark} if isinstance(mark, str) else set(mark or ())
    return [key in chosen for key in keys]


def label_width(page: Sheet) -> float:
    """Return the inches that the labels of rows may take."""
    return min(LABEL_LIMIT, page.width * LABEL_SHARE[page.layout])


def rule_rows(axes: Axes, places: Sequence[float], names: Sequence[str], inches: float) -> None:
    """Write the labels of rows at the left, with a thin line through each row."""
    axes.set_yticks(list(places), [wrap_evenly(name, inches, LABEL_POINTS) for name in names])
    axes.hlines(places, 0, 1, transform=axes.get_yaxis_transform(), color=GRID, linewidth=0.5,
                zorder=0.5)  # fmt: skip
    # Away from marks at zero, which stand on the axis
    axes.tick_params(axis="y", length=0, pad=8)
    axes.spines["left"].set_visible(False)


def draw_dots(
    axes: Axes,
    rows: pd.DataFrame,
    *,
    colours: Sequence[str] = (MAIN, SECOND),
    marker: str = "o",
    points: float = 5.0,
) -> None:
    """Draw a dot per row at x and y, hollow at zero, and say what each is."""
    known = rows.dropna(subset=["x"])
    if known.empty:
        return
    inks = np.where(known["marked"], colours[1], colours[0])
    fills = np.where(known["x"] == 0, PAPER, inks)
    dots = axes.scatter(known["x"], known["y"], s=points**2, c=fills.tolist(), marker=marker,
                        edgecolor=inks.tolist(), linewidth=1.0, zorder=3,
                        clip_on=False)  # fmt: skip
    tell(dots, zip(known["key"], known["text"], strict=True))


def with_interval(say: Speech, name: str, value: float, low: float, high: float) -> str:
    """Return the sentence on a mark with an interval: 'Guangdong: 0.67 (0.36–1.12)'."""
    if pd.isna(value):
        return say("{name}: no value.", name=name)
    if pd.isna(low) or pd.isna(high):
        return say("{label}: {value}", label=name, value=float(value))
    numbers = {name: say.number(one, 2) for name, one in
               (("value", value), ("low", low), ("high", high))}  # fmt: skip
    return say("{name}: {value} ({low}–{high})", name=name, **numbers)


def tell_reference(say: Speech, rows: pd.DataFrame, reference: float | None) -> str:
    """Tell where the reference line stands, and how many intervals lie above and below it."""
    if reference is None:
        return ""
    return say(
        "The reference line stands at {reference}; {above} intervals lie wholly above it and "
        "{below} wholly below.",
        reference=float(reference),
        above=int((rows["low"] > reference).sum()),
        below=int((rows["high"] < reference).sum()),
    )


def round_ticks(axes: Axes, start: float, end: float, *, root: bool) -> None:
    """Tick the x axis at round numbers that stand apart on a logarithmic or a root's scale."""
    place = np.sqrt if root else np.log
    low = 0.0 if root else float(place(start))
    least = 0.09 * (float(place(end)) - low)
    powers = range(int(np.floor(np.log10(start))), int(np.ceil(np.log10(end))) + 1)
    round_numbers = [step * 10.0**power for power in powers for step in (1, 2, 5)]
    chosen: list[float] = []
    for number in sorted(filter(lambda one: start <= one <= end, round_numbers), reverse=True):
        if not chosen or place(chosen[-1]) - place(number) >= least:
            chosen.append(number)
    axes.set_xticks(([0.0] if root else []) + chosen[::-1])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))


def key_above(axes: Axes, handles: Sequence[Line2D | Patch], room: float) -> None:
    """Draw a key above the axes, at the right, in as many columns as have room (inches)."""
    for handle in handles:
        handle.set_label(wrap(str(handle.get_label()), min(room, 2.6), SMALL_POINTS))
    entry = widest([str(handle.get_label()) for handle in handles], SMALL_POINTS) + 0.45
    axes.legend(handles=handles, loc="lower right", bbox_to_anchor=(1, 1), borderaxespad=0.2,
                ncols=max(1, min(len(handles), int(room / entry))), fontsize=SMALL_POINTS,
                borderpad=0, columnspacing=1.5)  # fmt: skip
