"""Classes of values for a map: their limits, labels and colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.figures.style import SEQUENTIAL
from hotlinelib.language import Speech
from hotlinelib.measures.validation import numbers

MOST_CLASSES = len(SEQUENTIAL)


@dataclass(frozen=True)
class MapClass:
    """One class of values: from above `low` up to `high`."""

    low: float
    high: float
    label: str
    colour: str


def make_classes(values: pd.Series, limits: Sequence[float] | None, say: Speech) -> list[MapClass]:
    """Return the classes of the values above zero, the lowest first.

    Parameters
    ----------
    values : pandas.Series
        Numbers of 0 or more, none missing.
    limits : sequence of float, optional
        Upper limits, each belonging to its class; by default each value is a class where there are
        up to five, else five classes hold about equally many values.
    say : Speech
        Of the reader's language.

    Raises
    ------
    ParameterError
        If the limits don't rise, are more than five or don't reach the largest value.
    """
    if limits is not None:
        numbers(limits, "classes")
        limits = list(limits)
    above = values[values > 0]
    if limits is None:
        limits = _limits(above)
    elif list(limits) != sorted(set(limits)) or not 1 <= len(limits) <= MOST_CLASSES:
        raise ParameterError(
            f"classes is {list(limits)}; expected 1 to {MOST_CLASSES} rising limits"
        )
    elif len(above) and above.max() > limits[-1]:
        raise ParameterError(f"classes end at {limits[-1]}, below the largest value {above.max()}")
    decimals = _decimals([*values, *limits])
    colours = np.linspace(0, len(SEQUENTIAL) - 1, max(2, len(limits))).round().astype(int)
    lows = [0.0, *limits[:-1]]
    return [
        MapClass(low, high, _range_label(low, high, decimals, say), SEQUENTIAL[colour])
        for low, high, colour in zip(lows, limits, colours, strict=False)
    ]


def _decimals(values: Sequence[float]) -> int:
    """Return 0 for whole numbers, else the decimals that tell the largest one to two digits."""
    if all(float(value).is_integer() for value in values):
        return 0
    return max(2, 2 - int(np.floor(np.log10(max(values)))))


def _limits(above: pd.Series) -> list[float]:
    """Return upper limits of up to five classes that hold about equally many divisions."""
    distinct = np.sort(above.unique())
    if len(distinct) <= MOST_CLASSES:
        return [float(limit) for limit in distinct]
    shares = np.linspace(0, 1, MOST_CLASSES + 1)[1:]
    limits = np.quantile(above, shares, method="inverted_cdf")
    # A limit is the number that the key prints, so that the key tells each value's class.
    scale = 10.0 ** _decimals(above.tolist())
    return [float(limit) for limit in np.unique(np.ceil(limits * scale) / scale)]


def _range_label(low: float, high: float, decimals: int, say: Speech) -> str:
    if decimals:
        least = say.number(low, decimals if low else 0)
        return say("over {low} to {high}", low=least, high=say.number(high, decimals))
    first = int(low) + 1
    return say.number(high) if first == high else f"{say.number(first)}–{say.number(high)}"
