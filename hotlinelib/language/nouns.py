"""Nouns of what is counted, grouped and compared with: rows of `data/nouns.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from hotlinelib.errors import DataError
from hotlinelib.language.speech import Speech
from hotlinelib.language.text import Text, joined
from hotlinelib.storage import data_place
from hotlinelib.tables.read import table_state, text_rows

NounKind = Literal["unit", "level", "by", "per"]
SUFFIXES = {"zh-Hans": "_hans", "zh-Hant": "_hant"}


def noun(say: Speech, kind: NounKind, value: str, number: str | int) -> Text:
    """Return a number with its noun: '1 organisation', '52个获奖单位'."""
    row = _nouns()[kind, value]
    written = number if isinstance(number, str) else say.number(number)
    if say.language == "en":
        return joined([written, row["one_en" if written == "1" else "many_en"]], " ")
    suffix = SUFFIXES[say.language]
    return joined([written, row[f"counter{suffix}"], row[f"name{suffix}"]])


def amount(say: Speech, kind: NounKind, value: str, number: str | int) -> Text:
    """Return a number as it stands without its noun: '9', '9个'."""
    written = number if isinstance(number, str) else say.number(number)
    if say.language == "en":
        return joined([written])
    return joined([written, _nouns()[kind, value][f"counter{SUFFIXES[say.language]}"]])


def noun_alone(say: Speech, kind: NounKind, value: str, *, plural: bool = True) -> str:
    """Return a noun without a number: 'awards', '奖项' (counted: '71项奖')."""
    row = _nouns()[kind, value]
    if say.language == "en":
        return row["many_en" if plural else "one_en"]
    suffix = SUFFIXES[say.language]
    return row[f"alone{suffix}"] or row[f"name{suffix}"]


def rate_unit(say: Speech, per: str) -> str:
    """Return what a rate is stated for: 'per million residents'."""
    return _denominator(per)[_column("rate", say)]


def basis(say: Speech, per: str) -> str:
    """Return what counts are compared with, as a sentence names it."""
    return _denominator(per)[_column("basis", say)]


def scale_of(per: str) -> float:
    """Return how many units of the denominator a rate is stated for: population in millions."""
    return float(_denominator(per)["scale"])


def _column(stem: str, say: Speech) -> str:
    return f"{stem}{SUFFIXES.get(say.language, '_en')}"


def _denominator(per: str) -> Mapping[str, str]:
    rows = {row["per"]: row for row in _rows("denominators", table_state("denominators"))}
    if per not in rows:
        raise DataError(
            "{data}/denominators.csv has no row {per!r}; add it", data=data_place(), per=per
        )
    return rows[per]


def _nouns() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {(row["kind"], row["value"]): row for row in _rows("nouns", table_state("nouns"))}


@lru_cache(maxsize=8)
def _rows(table: str, _state: object) -> tuple[Mapping[str, str], ...]:
    # The state of the file is an argument, so that a changed one is read anew.
    return tuple(text_rows(table))
