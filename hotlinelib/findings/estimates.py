"""The table of estimates of a finding: one row per number that anyone may quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

import pandas as pd

from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.results import TestResult

COLUMNS = ("id", "key", *(field.name for field in fields(Estimate)), "rests_on")
# What an estimate has where nothing is said.
DEFAULTS = {field.name: field.default for field in fields(Estimate)} | {"key": "", "rests_on": ""}

Row = Mapping[str, Any]


def row(estimate: Estimate, id: str = "", key: str = "", rests_on: str = "") -> Row:
    """Return an estimate as a row; its id is its quantity, and its key where it has one."""
    path = "/".join(filter(None, (id or estimate.quantity, key)))
    return {"id": path, "key": key, "rests_on": rests_on, **asdict(estimate)}


def count_row(quantity: str, value: float, *, unit: str = "", key: str = "", **more: Any) -> Row:
    """Return a complete count, which has no interval and no test, as a row."""
    about = {"method": "complete count", "unit": unit or "1", "n": int(value), **more}
    rests_on = str(about.pop("rests_on", ""))
    return row(Estimate(quantity, float(value), **about), key=key, rests_on=rests_on)


def rows_of(
    frame: pd.DataFrame, quantity: str, keys: Iterable[str], columns: Mapping[str, str], **same: Any
) -> list[Row]:
    """Return a row per row of a frame: a measure that has a value for each region or award."""
    made = []
    for key, values in zip(
        keys, frame[list(columns.values())].itertuples(index=False), strict=True
    ):
        mine = dict(zip(columns, values, strict=True))
        rests_on = str(mine.pop("rests_on", same.get("rests_on", "")))
        rest = {name: value for name, value in same.items() if name != "rests_on"}
        made.append(row(Estimate(quantity, **{**rest, **mine}), key=key, rests_on=rests_on))
    return made


def rows_from(estimates: pd.DataFrame) -> list[Row]:
    """Return the estimates of a measure, one row each, as rows."""
    records = estimates.to_dict("records")
    return [row(Estimate(**{str(name): value for name, value in one.items()})) for one in records]


def chi_square_row(test: TestResult, quantity: str = "chi_square") -> Row:
    """Return a chi-square with its simulated p as a row."""
    about = f"Pearson's chi-square, upper tail; {test.null_model}"
    return row(
        Estimate(
            quantity,
            test.statistic,
            p=test.p_value,
            method=about,
            smallest_effect=test.smallest_effect,
            **_simulated(test),
        )
    )


def effect_row(test: TestResult, quantity: str, method: str, **more: Any) -> Row:
    """Return the size of the effect of a test as a row, beside what chance alone makes of it."""
    null = {f"null_{one}": getattr(test, f"effect_null_{one}") for one in ("mean", "low", "high")}
    about = f"{method}; {test.null_model}"
    more |= _simulated(test)
    return row(Estimate(quantity, test.effect_size, method=about, **null, **more))


def _simulated(test: TestResult) -> dict[str, Any]:
    return {"draws": test.draws, "seed": test.seed, "n": test.n}


def estimates_of(finding: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Return the table of estimates, the name of the finding before each id."""
    table = pd.DataFrame([dict(each) for each in rows], columns=list(COLUMNS))
    table["id"] = finding + "/" + table["id"].astype("str")
    doubled = table["id"][table["id"].duplicated()].unique()
    assert not len(doubled), f"two estimates have one id: {', '.join(doubled)}"
    return table


def as_records(estimates: pd.DataFrame) -> list[dict[str, Any]]:
    """Return estimates as JSON holds them: without what is missing or says nothing."""
    return [
        {
            str(name): _plain(value)
            for name, value in record.items()
            if not (pd.isna(value) or value == DEFAULTS.get(str(name))) or name == "value"
        }
        for record in estimates.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """Return a number of numpy as Python's; what isn't finite has no place in JSON."""
    if isinstance(value, str):
        return value
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        return None
    return int(number) if number.is_integer() else number
