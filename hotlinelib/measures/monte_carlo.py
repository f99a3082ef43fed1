"""P-values from simulation, and draws in portions that keep memory flat."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

from hotlinelib.arguments import shown
from hotlinelib.errors import ParameterError
from hotlinelib.measures.validation import BoolArray, FloatArray

Case = TypeVar("Case")
Drawn = TypeVar("Drawn")

DRAWS = 100_000
SEED = 20190808

# About 8 MB of 8-byte numbers at a time: larger arrays cost more to clear than to fill.
NUMBERS_AT_ONCE = 1_000_000

# The middle 95% of draws
MIDDLE = (0.025, 0.975)

# Two sums of the same terms may differ by rounding; such a draw counts as a tie.
TIE = 1e-9


def monte_carlo_p(exceeding: int, draws: int) -> float:
    """Return the p-value of a test by simulation."""
    return (1 + exceeding) / (draws + 1)


def generator_of(seed: int) -> np.random.Generator:
    """Return a generator of random numbers; the same seed gives the same numbers."""
    try:
        return np.random.default_rng(seed)
    except (TypeError, ValueError) as error:
        raise ParameterError(
            "seed is {seed}; expected a whole number of 0 or more", seed=shown(seed)
        ) from error


def standard_error(p_value: float, draws: int) -> float:
    """Return the simulation error of a p-value: sqrt(p (1 - p) / draws)."""
    return float(np.sqrt(p_value * (1 - p_value) / draws))


def at_least(simulated: FloatArray, observed: float) -> BoolArray:
    """Tell which draws reach the observed statistic, ties by rounding included."""
    return simulated >= observed - TIE * max(1.0, abs(observed))


def portions(draws: int, width: int) -> Iterator[int]:
    """Split a number of draws of `width` numbers each into portions of bounded size."""
    largest = max(1, NUMBERS_AT_ONCE // max(1, width))
    for start in range(0, draws, largest):
        yield min(largest, draws - start)


def side_by_side(simulate: Callable[[Case], Drawn], cases: Iterable[Case]) -> list[Drawn]:
    """Return what a simulation gives for each of several cases, in their order."""
    # In threads: numpy draws without holding up the others. Each has a generator of its own, so
    # that the numbers are those of one case after the other.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return list(threads.map(simulate, cases))
