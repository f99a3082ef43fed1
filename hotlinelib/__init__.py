"""The awards of China's government service hotlines as data, analyses and reports.

Names are loaded when they are first used, so that importing the package costs little; figures and
reports need the extra `hotlinelib[reports]`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from hotlinelib.award_list import parse_awards
    from hotlinelib.divisions import load_divisions, load_provinces
    from hotlinelib.errors import (
        DataError,
        HotlineError,
        ParameterError,
        ParseError,
        ReportError,
    )
    from hotlinelib.labels import label_values
    from hotlinelib.language import speak
    from hotlinelib.places import locate
    from hotlinelib.selection import select_awards
    from hotlinelib.tables import load_award_categories, load_awards, load_organisations

# Public name -> the module that it is defined in.
_HOMES = {
    "DataError": "errors",
    "HotlineError": "errors",
    "ParameterError": "errors",
    "ParseError": "errors",
    "ReportError": "errors",
    "label_values": "labels",
    "load_award_categories": "tables",
    "load_awards": "tables",
    "load_divisions": "divisions",
    "load_organisations": "tables",
    "load_provinces": "divisions",
    "locate": "places",
    "parse_awards": "award_list",
    "select_awards": "selection",
    "speak": "language",
}

__all__ = [
    "DataError",
    "HotlineError",
    "ParameterError",
    "ParseError",
    "ReportError",
    "label_values",
    "load_award_categories",
    "load_awards",
    "load_divisions",
    "load_organisations",
    "load_provinces",
    "locate",
    "parse_awards",
    "select_awards",
    "speak",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'hotlinelib' has no attribute {name!r}")
    return getattr(import_module(f"hotlinelib.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
