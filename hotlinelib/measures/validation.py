"""What a measure accepts: named columns, whole counts, amounts that aren't negative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotlinelib.arguments import check_columns, plain, shown
from hotlinelib.errors import ParameterError
from hotlinelib.messages import message

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
Values: TypeAlias = pd.Series | Sequence[float] | npt.NDArray[np.number]

LABELS_SHOWN = 5
# A frame of events may tell by this column that its rows are of several samples.
SAMPLE = "edition"


def column(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return one column by its name; the error lists the columns that exist."""
    return check_columns(frame, (name,))[name].rename(name)


def complete_column(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return one column by its name, refusing missing values."""
    values = column(frame, name)
    refuse(values, values.isna().to_numpy(), "is missing", "a value in each row")
    return values


def number_column(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return one column of numbers, which may be missing, as floats; text is refused."""
    values = column(frame, name).infer_objects()
    if not (pd.api.types.is_numeric_dtype(values) or values.isna().all()):
        _refuse_text(values)
    return pd.Series(values.to_numpy(np.float64, na_value=np.nan), frame.index, name=name)


def complete_numbers(frame: pd.DataFrame, names: Sequence[str]) -> list[pd.Series]:
    """Return columns of numbers of rows that are one sample, refusing missing ones and text."""
    complete_columns(frame, names)
    return [number_column(frame, name) for name in names]


def _refuse_text(values: pd.Series) -> None:
    raise ParameterError(
        "{name}: expected numbers, found dtype {dtype}", name=values.name, dtype=values.dtype
    )


def complete_columns(frame: pd.DataFrame, names: Sequence[str]) -> list[pd.Series]:
    """Return columns of rows that are one sample: several editions are pooled by nobody unasked."""
    chosen = [complete_column(frame, name) for name in names]
    samples = frame[SAMPLE].unique() if SAMPLE in frame.columns and SAMPLE not in names else ()
    if len(samples) > 1:
        raise ParameterError(
            "the rows are of several editions: {samples}; choose one, or drop the column "
            "{column!r} if they are meant to be one sample",
            samples=", ".join(map(str, samples)),
            column=SAMPLE,
        )
    return chosen


def numbers(values: Values, name: str = "values") -> FloatArray:
    """Return finite numbers, at least one, as a new array of floats."""
    series = as_series(values, name)
    if series.empty:
        raise ParameterError("{name}: no values; expected at least one", name=series.name)
    if not pd.api.types.is_numeric_dtype(series):
        _refuse_text(series)
    array: FloatArray = series.to_numpy(dtype=np.float64, na_value=np.nan, copy=True)
    refuse(series, np.isnan(array), "is missing", "a number in each row; write 0 where it is 0")
    refuse(series, np.isinf(array), "is infinite", "finite numbers")
    return array


def amounts(values: Values, name: str = "values") -> FloatArray:
    """Return numbers of 0 or more."""
    array = numbers(values, name)
    refuse(as_series(values, name), array < 0, "is negative", "numbers of 0 or more")
    return array


def counts(values: Values, name: str = "values") -> IntArray:
    """Return whole numbers of 0 or more."""
    array = amounts(values, name)
    refuse(as_series(values, name), array != np.floor(array), "is no whole number", "whole counts")
    return array.astype(np.int64)


def weights_like(values: FloatArray, weights: Values | None) -> FloatArray:
    """Return the weights, or 1 for each value where none are given."""
    if weights is None:
        return np.ones_like(values)
    array = amounts(weights, "weights")
    if len(array) != len(values):
        raise ParameterError(
            "{values} values but {array} weights; expected as many",
            values=len(values),
            array=len(array),
        )
    return array


def refuse(series: pd.Series, wrong: BoolArray, problem: str, expected: str) -> None:
    """Raise where any value is wrong, naming the first rows that are."""
    if not wrong.any():
        return
    labels = [
        f"{plain(label)!r} ({value})" for label, value in series[wrong].head(LABELS_SHOWN).items()
    ]
    more = wrong.sum() - len(labels)
    rows = ", ".join(labels) + (message(" and {number} more", number=more) if more else "")
    raise ParameterError(
        "{name}: value {problem} at {rows}; expected {expected}",
        name=series.name,
        problem=message(problem),
        rows=rows,
        expected=message(expected),
    )


def with_columns(frame: pd.DataFrame, columns: Mapping[str, npt.ArrayLike]) -> pd.DataFrame:
    """Return the frame with new columns; one that exists already is never overwritten."""
    present = [name for name in columns if name in frame.columns]
    if present:
        raise ParameterError(
            "the frame already has {present}; rename or drop it first", present=", ".join(present)
        )
    return frame.assign(
        **{name: pd.Series(np.asarray(values), frame.index) for name, values in columns.items()}
    )


def fraction(value: float, name: str) -> float:
    """Return a number that lies strictly between 0 and 1."""
    if not isinstance(value, Real) or not 0 < value < 1:
        raise ParameterError(
            "{name} is {value}; expected a number between 0 and 1, such as 0.95",
            name=name,
            value=shown(value),
        )
    return float(value)


def positive_integer(value: int, name: str) -> int:
    """Return a whole number of 1 or more."""
    kinds = (int, float, np.integer, np.floating)
    if isinstance(value, bool) or not isinstance(value, kinds) or value < 1 or value % 1 != 0:
        raise ParameterError(
            "{name} is {value}; expected a whole number of 1 or more", name=name, value=shown(value)
        )
    return int(value)


def as_series(values: Values, name: str) -> pd.Series:
    """Return one column or a list as a column with a name."""
    if not pd.api.types.is_list_like(values) or getattr(values, "ndim", 1) != 1:
        raise ParameterError(
            "{name} is {values}; expected numbers: one column of a frame, such as frame['count'], "
            "or a list",
            name=name,
            values=shown(values),
        )
    series = values if isinstance(values, pd.Series) else pd.Series(values)
    return series if series.name is not None else series.rename(name)
