"""From a name, as `spelling.plain` gives it, to the place that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotlinelib.places.gazetteer import (
    DISTRICT,
    UNITS,
    Change,
    Entry,
    Gazetteer,
    change_of,
    changed_names,
    unit_of,
)

LONGEST_SHORT_FORM = 2
LONGEST_NAME = 15
# After 市 of 昆山市委市政府.
PARTY = ("委", "党委", "纪委")

_OPENING = re.escape("([{【〔〈《「『〖")
_CLOSING = re.escape(")]}】〕〉》」』〗")
_BRACKETED = re.compile(f"[{_OPENING}]([^{_OPENING}{_CLOSING}]*)[{_CLOSING}]")
_SEPARATOR = re.compile(f"[—–―\\-/|·•,、;:。.~{_OPENING}{_CLOSING}]+")


class Reading(NamedTuple):
    """One way to read the place at the start of a text.

    `codes` are the divisions that are called so where nothing else is known; `possible` are all
    that might be meant once the rest of the name tells more. Without codes it stands for a
    division that the table doesn't have, or a zone of no known place (`reason`).
    """

    entry: Entry
    possible: tuple[str, ...]
    codes: tuple[str, ...]
    end: int
    is_generic: bool
    is_zone: bool
    reason: str = ""


class Place(NamedTuple):
    """What a name says about its place: a status, the codes that remain, and why not one."""

    status: str
    candidates: tuple[str, ...]
    is_zone: bool = False
    reason: str = ""


NO_PLACE = Place("not_found", ())


def place_of(text: str, gazetteer: Gazetteer) -> Place:
    """Return the place that a name says."""
    other = gazetteer.words.other_organisation
    # Most names have no brackets and no separators.
    if text.isalnum():
        if other.search(text):
            return Place("not_found", (), reason="other_organisation")
        return _agreed(list(_readings(text, gazetteer)), gazetteer)
    outside = _BRACKETED.sub("", text)
    if other.search(outside):
        return Place("not_found", (), reason="other_organisation")
    inside = [part for part in _BRACKETED.findall(text) if not other.search(part)]
    parts = [*_SEPARATOR.split(outside), *inside]
    return _agreed([r for part in parts for r in _readings(part, gazetteer)], gazetteer)


def _agreed(readings: list[Reading], gazetteer: Gazetteer) -> Place:
    """Return the smallest place that all readings allow, or else all of their places."""
    if not readings:
        return NO_PLACE
    if len(readings) == 1 and len(readings[0].codes) == 1 and not readings[0].is_generic:
        return Place("located", readings[0].codes, readings[0].is_zone)
    for reading in readings:
        if not reading.codes:
            return Place("not_found", (), reason=reading.reason)
    # A name is surer than a short name.
    first, *others = (
        readings if len(readings) == 1 else sorted(readings, key=lambda r: not r.entry.is_name)
    )
    codes, is_zone = first.codes, first.is_zone
    for reading in others:
        shared = _shared(codes, reading, gazetteer)
        if not shared:
            everything = {code for each in readings for code in each.codes}
            return Place("ambiguous", tuple(sorted(everything)), reason="conflict")
        is_zone |= reading.is_zone
        codes = shared
    if len(codes) > 1 or all(reading.is_generic for reading in readings):
        return Place("ambiguous", codes, reason="several_places")
    return Place("located", codes, is_zone)


def _shared(codes: tuple[str, ...], reading: Reading, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the codes that a reading repeats, or else the smaller ones of the two."""
    repeated = tuple(code for code in codes if code in reading.possible)
    if repeated:
        return repeated
    smaller = gazetteer.within(reading.possible, codes)
    return _called(reading.entry, smaller, gazetteer) or gazetteer.within(codes, reading.possible)


def _readings(text: str, gazetteer: Gazetteer) -> Iterator[Reading]:
    """Yield the place that a part begins with, and what follows it directly."""
    start = after_prefix(text, 0, gazetteer)
    reading = best_reading(text, start, gazetteer, followed_by_place=True)
    if reading is None:
        return
    yield reading
    end = reading.end
    if reading.is_zone or end == len(text) or text.startswith(PARTY, end):
        return
    if is_in_town(text, reading, gazetteer):
        return
    following = after_prefix(text, end, gazetteer)
    if following == len(text):
        return
    further = best_reading(text, following, gazetteer)
    if further is not None and not further.is_generic:
        yield further
    elif _goes_on_with_a_division(text, reading, gazetteer):
        yield reading._replace(codes=(), reason="unknown_division")


def _goes_on_with_a_division(text: str, reading: Reading, gazetteer: Gazetteer) -> bool:
    """Tell whether a division follows that the table doesn't have, or no longer or not yet."""
    if text.startswith(gazetteer.words.following, reading.end):
        return False
    if begins_with_unknown_division(text, reading.end, gazetteer):
        return True
    return any(
        gazetteer.within(change_codes, reading.codes) or set(change_codes) & set(reading.codes)
        for _, change_codes in changes_at(text, reading.end, gazetteer)
    )


def changes_at(
    text: str, start: int, gazetteer: Gazetteer
) -> Iterator[tuple[Change, tuple[str, ...]]]:
    """Yield what became of the names that begin there and that only other years' tables have."""
    names = changed_names(gazetteer.year)
    for length in range(min(LONGEST_NAME, len(text) - start), 1, -1):
        name = text[start : start + length]
        if name not in names:
            continue
        end = start + length
        is_fit = length > LONGEST_SHORT_FORM or end == len(text)
        if is_fit or text.startswith(gazetteer.words.following, end):
            change = change_of(name, gazetteer.year)
            if change is not None:
                yield change, tuple(c for c in change.codes if c in gazetteer.divisions)


def is_in_town(text: str, reading: Reading, gazetteer: Gazetteer) -> bool:
    """Tell whether a town follows the name of a city without counties."""
    if len(reading.codes) != 1 or reading.codes[0] not in gazetteer.without_counties:
        return False
    return gazetteer.words.town.match(text, reading.end) is not None


def after_prefix(text: str, start: int, gazetteer: Gazetteer) -> int:
    """Return where the place may begin: after 12345, 热线 and the like."""
    if text[start : start + 1] not in gazetteer.words.beginnings:
        return start
    preceding = gazetteer.words.preceding.match(text, start)
    return start if preceding is None else preceding.end()


def begins_with_unknown_division(text: str, start: int, gazetteer: Gazetteer) -> bool:
    """Tell whether what reads like a division begins there, before words of a hotline."""
    words = gazetteer.words
    found = words.unknown_division.match(text, start)
    return found is not None and not found.group().endswith(words.not_division)


def best_reading(
    text: str, start: int, gazetteer: Gazetteer, *, followed_by_place: bool = False
) -> Reading | None:
    """Return the longest reading at a position of a text, a full name before a short one."""
    if text[start : start + 2] not in gazetteer.entries:
        return None
    found = chains(text, start, (), gazetteer)
    if len(found) > 1:
        found.sort(key=_extent)
    for entry, codes, end, is_chained in found:
        reading = _fitting(text, entry, codes, end, is_chained, gazetteer)
        if reading is None and followed_by_place and _is_place(text, end, gazetteer):
            reading = _reading(entry, codes, end, is_chained, gazetteer)
        if reading is not None:
            return reading
    return None


def _extent(link: tuple[Entry, tuple[str, ...], int, bool]) -> tuple[int, bool]:
    """Return what makes one link better than another: its end, then that it is a name."""
    return -link[2], not link[0].is_name


def chains(
    text: str, start: int, parents: tuple[str, ...], gazetteer: Gazetteer
) -> list[tuple[Entry, tuple[str, ...], int, bool]]:
    """Return the last link of every chain from large to small; True where others precede it."""
    found: list[tuple[Entry, tuple[str, ...], int, bool]] = []
    entries, within = gazetteer.entries, gazetteer.within
    for entry in entries.get(text[start : start + 2], ()):
        if not text.startswith(entry.form, start):
            continue
        codes = entry.codes
        if parents:
            inside = within(codes, parents)
            codes = inside or (codes if entry.is_zone and codes[0] in parents else ())
            if not codes:
                continue
        end = start + len(entry.form)
        found.append((entry, codes, end, bool(parents)))
        if text[end : end + 2] in entries and not entry.is_zone:
            found += chains(text, end, codes, gazetteer)
    return found


def _fitting(
    text: str,
    entry: Entry,
    codes: tuple[str, ...],
    end: int,
    is_chained: bool,
    gazetteer: Gazetteer,
) -> Reading | None:
    """Return the reading if what follows allows it as the place of a hotline, else None."""
    if end == len(text):
        return _reading(entry, codes, end, is_chained, gazetteer)
    words = gazetteer.words
    if text.endswith(words.street) or text.startswith(words.not_suffix, end - 1):
        return None
    is_long = entry.is_name and len(entry.form) > LONGEST_SHORT_FORM
    is_certain_only = entry.treatment == "common_word" and not is_chained
    expected = words.certain if is_certain_only else words.following
    if text.startswith(expected, end):
        if not entry.is_name and text[end] in UNITS and text.startswith(words.units, end):
            return _of_unit(text, entry, codes, end, is_chained, gazetteer)
        return _reading(entry, codes, end, is_chained, gazetteer)
    zone = words.zone.match(text, end)
    if zone is None and is_long:
        return _reading(entry, codes, end, is_chained, gazetteer)
    town = None if zone else words.town.match(text, end)
    if zone is None and (town is None or town["type"] != "镇"):
        return None
    reading = _reading(entry, codes, end, is_chained, gazetteer)
    may_be_zone = is_long or is_chained or _has_zones(reading, gazetteer)
    if zone and may_be_zone and not is_certain_only:
        return _of_zone(reading, gazetteer)
    # A short name and 街道 may be a sub-district anywhere (中山公园街道): towns only.
    is_town = town is not None and is_in_town(text, reading, gazetteer)
    return reading if is_long or is_town else None


def _has_zones(reading: Reading, gazetteer: Gazetteer) -> bool:
    """Tell whether zones are called by a bare short name: districts' words are too common."""
    ranks = [gazetteer.divisions[code].rank for code in reading.codes]
    return not reading.is_generic and DISTRICT not in ranks


def _of_unit(
    text: str,
    entry: Entry,
    codes: tuple[str, ...],
    end: int,
    is_chained: bool,
    gazetteer: Gazetteer,
) -> Reading | None:
    """Return the reading of those divisions whose government has the unit that follows."""
    unit = unit_of(text[end:])
    fitting = tuple(code for code in codes if unit in gazetteer.divisions[code].units)
    if not fitting:
        return None
    return _reading(entry, fitting, end, is_chained, gazetteer)


def _of_zone(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """Return the reading as that of a zone; no zone is located at a province alone."""
    places = [gazetteer.divisions[code] for code in reading.codes]
    if all(place.level == "province" and place.rank != "直辖市" for place in places):
        return reading._replace(codes=(), reason="zone")
    return reading._replace(is_zone=True)


def _reading(
    entry: Entry, codes: tuple[str, ...], end: int, is_chained: bool, gazetteer: Gazetteer
) -> Reading:
    is_generic = entry.treatment == "generic" and not is_chained
    called = _called(entry, codes, gazetteer)
    return Reading(entry, codes, called, end, is_generic, entry.is_zone)


def _called(entry: Entry, codes: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    if entry.is_name:
        return codes
    if codes is entry.codes:
        return entry.called
    return gazetteer.bearers(entry.form, codes, entry.treatment)


def _is_place(text: str, start: int, gazetteer: Gazetteer) -> bool:
    reading = best_reading(text, start, gazetteer)
    return reading is not None and not reading.is_generic
