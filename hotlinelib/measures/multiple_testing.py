"""P-values of many tests at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.measures.validation import FloatArray, Values, as_series, refuse


def holm(p_values: Values) -> pd.Series:
    """Adjust p-values so that the chance of any false finding stays within the level.

    The k-th smallest of m p-values is multiplied by m - k + 1; no adjusted value may be below
    one that comes before it, nor above 1. Source: Holm (1979), A Simple Sequentially Rejective
    Multiple Test Procedure, Scandinavian Journal of Statistics 6.

    Parameters
    ----------
    p_values : pandas.Series or sequence of float
        Values between 0 and 1. Missing ones are no tests: they stay missing and don't count.

    Returns
    -------
    pandas.Series
        The adjusted values, with the index and in the order of the input.

    Raises
    ------
    ParameterError
        If a p-value is outside 0 to 1 or no number.

    Examples
    --------
    >>> holm([0.04, 0.01, 0.03]).tolist()
    [0.06, 0.03, 0.06]
    """
    p_values = as_series(p_values, "p_values")
    if not pd.api.types.is_numeric_dtype(p_values):
        raise ParameterError(
            "p_values: expected numbers, found dtype {dtype}", dtype=p_values.dtype
        )
    values = p_values.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    refuse(p_values, (values < 0) | (values > 1), "is no probability", "0 to 1")
    present = ~np.isnan(values)
    values[present] = _adjusted(values[present])
    return pd.Series(values, index=p_values.index, name=p_values.name)


def _adjusted(values: FloatArray) -> FloatArray:
    order = np.argsort(values, kind="stable")
    factors = np.arange(len(values), 0, -1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(np.maximum.accumulate(values[order] * factors), 1.0)
    return adjusted
