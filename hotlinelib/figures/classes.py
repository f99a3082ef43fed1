"""Classes of values for shading: their limits, labels and colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import steps_of
from hotlinelib.language import Speech
from hotlinelib.measures.validation import FloatArray, numbers

MOST_CLASSES = 5


@dataclass(frozen=True)
class Class:
    """One class of values: from above `low` up to `high`."""

    low: float
    high: float
    label: str
    colour: str


def make_classes(
    values: pd.Series,
    limits: Sequence[float] | None,
    say: Speech,
    colours: str | Sequence[str] | None = None,
) -> list[Class]:
    """Return the classes of the values above zero, the lowest first."""
    above = values[values > 0]
    if limits is None:
        found = natural_breaks(above.to_numpy(dtype=float), MOST_CLASSES)
        # A limit is the number that the key prints, so that the key tells each value's class.
        scale = 10.0 ** _decimals(above.tolist())
        limits = [float(limit) for limit in np.unique(np.ceil(np.round(found * scale, 6)) / scale)]
    else:
        limits = numbers(limits, "breaks").tolist()
        if limits != sorted(set(limits)) or limits[0] <= 0:
            raise ParameterError(
                "breaks is {limits}; expected rising limits above 0", limits=limits
            )
        if len(above) and above.max() > limits[-1]:
            raise ParameterError(
                "breaks end at {limits}, below the largest value {max}",
                limits=limits[-1],
                max=above.max(),
            )
    decimals = _decimals([*values, *limits])
    lows = [0.0, *limits[:-1]]
    return [
        Class(low, high, _range_label(low, high, decimals, say), colour)
        for low, high, colour in zip(lows, limits, steps_of(colours, len(limits)), strict=False)
    ]


def natural_breaks(values: FloatArray, most: int) -> FloatArray:
    """Return the upper limits of classes inside which values differ least (Fisher 1958)."""
    # On Grouping for Maximum Homogeneity, Journal of the American Statistical Association
    # 53
    distinct, weights = np.unique(values, return_counts=True)
    number = len(distinct)
    if number <= most:
        return distinct
    terms = np.column_stack([weights, weights * distinct, weights * distinct**2])
    sums = np.vstack([np.zeros(3), terms.cumsum(axis=0)])
    first, last = np.meshgrid(np.arange(number), np.arange(1, number + 1), indexing="ij")
    n, total, squares = np.moveaxis(sums[last] - sums[first], -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.where(last > first, squares - total**2 / n, np.inf)
    least, cuts = spread[0], []
    for _ in range(most - 1):
        # The last class begins with value k; the classes before it end with value k - 1.
        candidates = np.concatenate([[np.inf], least[:-1]])[:, None] + spread
        cuts.append(candidates.argmin(axis=0))
        least = candidates.min(axis=0)
    ends = [number - 1]
    for cut in reversed(cuts):
        ends.append(int(cut[ends[-1]]) - 1)
    return distinct[ends[::-1]]


def _decimals(values: Sequence[float]) -> int:
    """Return 0 for whole numbers, else the decimals that tell the largest one to two digits."""
    if all(float(value).is_integer() for value in values):
        return 0
    return max(2, 2 - int(np.floor(np.log10(max(values)))))


def _range_label(low: float, high: float, decimals: int, say: Speech) -> str:
    if decimals:
        least = say.number(low, decimals if low else 0)
        return say("over {low} to {high}", low=least, high=say.number(high, decimals))
    first = int(low) + 1
    return say.number(high) if first == high else f"{say.number(first)}–{say.number(high)}"
