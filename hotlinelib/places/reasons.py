"""Why a name isn't located, and what is known instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotlinelib.places.divisions import load_place_table
from hotlinelib.places.gazetteer import Gazetteer, unit_of
from hotlinelib.places.reading import (
    Place,
    after_prefix,
    begins_with_unknown_division,
    chains,
    changes_at,
)

REASONS = (
    "empty",
    "other_organisation",
    "no_place",
    "short_name",
    "wrong_unit",
    "unknown_division",
    "ended",
    "not_yet",
    "outside",
    "zone",
    "relative",
    "several_places",
    "conflict",
)
_RELATIVE = re.compile("(?:本|全)?(省|市|县|区|州|盟|旗)(?![民场值域块间际舰])")


class Why(NamedTuple):
    """Why a name isn't located; of changed names the year and what they are now."""

    reason: str
    year: int | None = None
    codes: tuple[str, ...] = ()


def why_not(text: str, place: Place, gazetteer: Gazetteer) -> Why:
    """Return why a name isn't located."""
    if not text:
        return Why("empty")
    if place.reason not in ("", "unknown_division", "zone"):
        return Why(place.reason)
    start = after_prefix(text, 0, gazetteer)
    if text.startswith(_outside(), start):
        return Why("outside")
    places = list(_places(text, start, gazetteer))
    for position in [start, *(end for end, _ in places)]:
        for change, _ in changes_at(text, position, gazetteer):
            return Why(*change)
    if place.reason:
        return Why(place.reason)
    if relative_unit(text, start):
        return Why("relative")
    if any(unit_of(text[end:]) for end, is_name in places if not is_name):
        return Why("wrong_unit")
    if gazetteer.words.zone.match(text, start):
        return Why("zone")
    if begins_with_unknown_division(text, start, gazetteer):
        return Why("unknown_division")
    return Why("short_name" if places else "no_place")


def relative_unit(text: str, start: int = 0) -> str:
    """Return the unit of a name that says no place: 区 in 区环卫局; '' if it isn't so."""
    found = _RELATIVE.match(text, start)
    return "" if found is None or found.end() == len(text) else found[1]


def _outside() -> tuple[str, ...]:
    """Return the places that lie outside the data."""
    table = load_place_table("outside_places.csv")
    return tuple({*table["name"], *table["name_short"]})


def _places(text: str, start: int, gazetteer: Gazetteer) -> Iterator[tuple[int, bool]]:
    """Yield where the places end that the text may begin with, and whether each is a full name."""
    for entry, _, end, _ in chains(text, start, (), gazetteer):
        yield end, entry.is_name
