"""Why a name isn't located, and what is known instead."""

from __future__ import annotations

import re

from hotlinelib.places.divisions import load_place_table
from hotlinelib.places.gazetteer import Gazetteer, unit_of
from hotlinelib.places.reading import (
    Place,
    after_prefix,
    begins_with_unknown_division,
    chains,
    changes_at,
)

_RELATIVE = re.compile("(?:本|全)?(省|市|县|区|州|盟|旗)(?!民(?![政宗])|[场值域块间际舰])")


def with_reason(text: str, place: Place, gazetteer: Gazetteer) -> Place:
    """Return a place that isn't located with the reason, and what became of a changed name."""
    if place.reason not in ("", "unknown_division", "zone"):
        return place
    start = after_prefix(text, 0, gazetteer)
    places = [
        (-end, not is_short, codes)
        for end, is_short, _, codes, *_ in chains(text, start, gazetteer)
    ]
    if text and not text.startswith(_outside(), start):
        for position, _, codes in [(start, False, ()), *places]:
            for change in changes_at(text, position, gazetteer, codes):
                return place._replace(reason=change.reason, year=change.year, related=change.codes)
    return place._replace(reason=place.reason or _reason(text, start, places, gazetteer))


def _reason(
    text: str, start: int, places: list[tuple[int, bool, tuple[str, ...]]], gazetteer: Gazetteer
) -> str:
    """Return why no place is found; `places` are those that the text may begin with."""
    if not text:
        return "empty"
    if text.startswith(_outside(), start):
        return "outside"
    if relative_unit(text, start):
        return "relative"
    if any(unit_of(text[end:]) for end, is_name, _ in places if not is_name):
        return "wrong_unit"
    if gazetteer.words.zone.match(text, start):
        return "zone"
    if begins_with_unknown_division(text, start, gazetteer):
        return "unknown_division"
    return "short_name" if places else "no_place"


def relative_unit(text: str, start: int = 0) -> str:
    """Return the unit of a name that says no place: 区 in 区环卫局; '' if it isn't so."""
    found = _RELATIVE.match(text, start)
    return "" if found is None or found.end() == len(text) else found[1]


def _outside() -> tuple[str, ...]:
    """Return the places that lie outside the data."""
    table = load_place_table("outside_places.csv")
    return tuple({*table["name"], *table["name_short"]})
