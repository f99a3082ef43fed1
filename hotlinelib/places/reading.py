"""From a name, as `spelling.plain` gives it, to the place that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotlinelib.places.gazetteer import UNITS, Entry, Gazetteer, unit_of

LONGEST_SHORT_FORM = 2

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

    @property
    def extent(self) -> tuple[int, bool]:
        """What makes one reading better than another: its end, then that it is a name."""
        return self.end, self.entry.is_name


class Place(NamedTuple):
    """What a name says about its place: a status, the codes that remain, and why not one."""

    status: str
    candidates: tuple[str, ...]
    is_zone: bool = False
    reason: str = ""


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
        return Place("not_found", ())
    for reading in readings:
        if not reading.codes:
            return Place("not_found", (), reason=reading.reason)
    first, *others = sorted(readings, key=lambda r: not r.entry.is_name)
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
    if reading.is_zone or end == len(text) or text[end] == "委":
        return
    if is_in_town(text, reading, gazetteer):
        return
    following = after_prefix(text, end, gazetteer)
    if following == len(text):
        return
    further = best_reading(text, following, gazetteer)
    if further is not None and not further.is_generic:
        yield further
    elif begins_with_unknown_division(text, end, gazetteer):
        yield reading._replace(codes=(), reason="unknown_division")


def is_in_town(text: str, reading: Reading, gazetteer: Gazetteer) -> bool:
    """Tell whether a town follows the name of a city without counties."""
    if len(reading.codes) != 1 or reading.codes[0] not in gazetteer.without_counties:
        return False
    return gazetteer.words.town.match(text, reading.end) is not None


def after_prefix(text: str, start: int, gazetteer: Gazetteer) -> int:
    """Return where the place may begin: after 12345, 热线 and the like."""
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
    best: Reading | None = None
    for entry, codes, end, is_chained in chains(text, start, (), gazetteer):
        if best is not None and (end, entry.is_name) <= best.extent:
            continue
        reading = _fitting(text, entry, codes, end, is_chained, gazetteer)
        if reading is None and followed_by_place and _is_place(text, end, gazetteer):
            reading = _reading(entry, codes, end, is_chained, gazetteer)
        if reading is not None:
            best = reading
    return best


def chains(
    text: str, start: int, parents: tuple[str, ...], gazetteer: Gazetteer
) -> Iterator[tuple[Entry, tuple[str, ...], int, bool]]:
    """Yield the last link of every chain from large to small; True where others precede it."""
    for entry in gazetteer.entries.get(text[start : start + 2], ()):
        if not text.startswith(entry.form, start):
            continue
        codes = entry.codes
        if parents:
            inside = gazetteer.within(codes, parents)
            codes = inside or (codes if entry.is_zone and codes[0] in parents else ())
            if not codes:
                continue
        end = start + len(entry.form)
        yield entry, codes, end, bool(parents)
        if end < len(text) and not entry.is_zone:
            yield from chains(text, end, codes, gazetteer)


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
        if not is_long and text[end] in UNITS and text.startswith(words.units, end):
            return _of_unit(text, entry, codes, end, is_chained, gazetteer)
        return _reading(entry, codes, end, is_chained, gazetteer)
    reading = _reading(entry, codes, end, is_chained, gazetteer)
    if not reading.is_generic and not is_certain_only and words.zone.match(text, end):
        return _of_zone(reading, gazetteer)
    if is_long:
        return reading
    town = words.town.match(text, end)
    # A short name and 街道 may be a sub-district anywhere: 中山公园街道.
    if town and town["type"] == "镇" and is_in_town(text, reading, gazetteer):
        return reading
    return None


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
