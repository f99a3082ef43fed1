"""A value beside draws of a null model: mean, middle 95% and p-value."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import numpy as np

from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import MIDDLE, TIE, monte_carlo_p
from hotlinelib.measures.validation import FloatArray

Tail: TypeAlias = Literal["smaller", "distance", "upper"]


def p_against(
    drawn: FloatArray, value: float, tail: Tail, centre: float = np.nan, tie: float = TIE
) -> float:
    """Return twice the smaller tail of draws, those as far from the centre, or those as large."""
    if tail == "distance":
        exceeding = int((np.abs(drawn - centre) >= abs(value - centre) - tie).sum())
        return monte_carlo_p(exceeding, len(drawn))
    near = tie * max(1.0, abs(value))
    upper, lower = int((drawn >= value - near).sum()), int((drawn <= value + near).sum())
    if tail == "upper":
        return monte_carlo_p(upper, len(drawn))
    return min(1.0, 2 * monte_carlo_p(min(upper, lower), len(drawn)))


def estimate_against(
    quantity: str,
    value: float,
    drawn: FloatArray,
    *,
    tail: Tail = "smaller",
    mean: float | None = None,
    tie: float = TIE,
    **about: Any,
) -> Estimate:
    """Return an estimate beside the draws that are known; without any it has no null model."""
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(known):
        kept = {name: about[name] for name in ("unit", "method", "n") if name in about}
        return Estimate(quantity, value, **kept)
    centre = float(known.mean()) if mean is None else float(mean)
    low, high = np.quantile(known, MIDDLE)
    return Estimate(
        quantity=quantity,
        value=value,
        null_mean=centre,
        null_low=float(low),
        null_high=float(high),
        p=p_against(known, value, tail, centre, tie),
        **about,
    )
