"""From a name, as `spelling.plain_all` gives it, to the place that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from hotlinelib.places.gazetteer import (
    DISTRICT,
    Change,
    Entry,
    Gazetteer,
    change_of,
    changed_names,
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
    """One way to read the place at the start of a text."""

    entry: Entry
    # All that might be meant once the rest of the name tells more
    possible: tuple[str, ...]
    # What is called so where nothing else is known; none for an unknown division or zone (`reason`)
    codes: tuple[str, ...]
    end: int
    is_generic: bool
    is_zone: bool
    reason: str = ""


class Place(NamedTuple):
    """Status, codes that remain, why not one; when a name of other years changed, and into what."""

    status: str
    candidates: tuple[str, ...]
    is_zone: bool = False
    reason: str = ""
    year: int | None = None
    related: tuple[str, ...] = ()


NO_PLACE = Place("not_found", ())
# The end of a chain of places, negative to sort long ones first; whether it is no full name; the
# last entry, its codes there and those that are called so; whether larger places precede it.
Link = tuple[int, bool, Entry, tuple[str, ...], tuple[str, ...], bool]
_EXTENT = itemgetter(0, 1)


def place_of(text: str, gazetteer: Gazetteer) -> Place:
    """Return the place that a name says."""
    other = gazetteer.words.other_organisation
    # Most names have no brackets and no separators.
    is_plain = text.isalnum()
    outside = text if is_plain else _BRACKETED.sub("", text)
    if other.search(outside):
        return Place("not_found", (), reason="other_organisation")
    if is_plain:
        return _agreed(_readings(text, gazetteer), gazetteer)
    inside = [part for part in _BRACKETED.findall(text) if not other.search(part)]
    parts = [*_SEPARATOR.split(outside), *inside]
    return _agreed([r for part in parts for r in _readings(part, gazetteer)], gazetteer)


def _agreed(readings: list[Reading], gazetteer: Gazetteer) -> Place:
    """Return the smallest place that all readings allow, or else all of their places."""
    if not readings:
        return NO_PLACE
    if len(readings) == 1 and len(readings[0].codes) == 1 and not readings[0].is_generic:
        return _located(readings[0].codes, readings[0].is_zone, readings[0].entry.year)
    for reading in readings:
        if not reading.codes:
            return Place("not_found", (), reason=reading.reason)
    # A name is surer than a short name.
    readings.sort(key=lambda reading: not reading.entry.is_name)
    codes, is_zone, year = readings[0].codes, readings[0].is_zone, readings[0].entry.year
    for reading in readings[1:]:
        shared = _shared(codes, reading, gazetteer)
        if not shared:
            everything = {code for each in readings for code in each.codes}
            return Place("ambiguous", tuple(sorted(everything)), reason="conflict")
        is_zone |= reading.is_zone
        codes = shared
    if len(codes) > 1 or all(reading.is_generic for reading in readings):
        return Place("ambiguous", codes, reason="several_places")
    return _located(codes, is_zone, year)


@lru_cache(maxsize=2**13)
def _located(codes: tuple[str, ...], is_zone: bool, year: int | None) -> Place:
    return Place("located", codes, is_zone, year=year)


def _shared(codes: tuple[str, ...], reading: Reading, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the codes that a reading repeats, or else the smaller ones of the two."""
    repeated = tuple(code for code in codes if code in reading.possible)
    if repeated:
        return repeated
    smaller = gazetteer.within(reading.possible, codes)
    called = gazetteer.called(reading.entry, smaller)
    return called or gazetteer.within(codes, reading.possible)


def _readings(text: str, gazetteer: Gazetteer) -> list[Reading]:
    """Return the place that a part begins with, and what follows it directly."""
    start = after_prefix(text, 0, gazetteer)
    reading = best_reading(text, start, gazetteer, followed_by_place=True)
    if reading is None:
        return []
    tail = text[reading.end :]
    if reading.is_zone or not tail:
        return [reading]
    further, follows = _further(tail, gazetteer), gazetteer.words.after(tail).follows
    is_whole = follows and further is None
    if is_whole or tail.startswith(PARTY) or _is_in_town(text, reading, gazetteer):
        return [reading]
    if further is not None:
        return [reading, further]
    is_unknown = begins_with_unknown_division(tail, 0, gazetteer)
    if is_unknown or any(changes_at(tail, 0, gazetteer, reading.codes)):
        return [reading, reading._replace(codes=(), reason="unknown_division")]
    return [reading]


@lru_cache(maxsize=2**13)
def _further(tail: str, gazetteer: Gazetteer) -> Reading | None:
    """Return the place that what follows a place begins with; many names end alike."""
    reading = best_reading(tail, after_prefix(tail, 0, gazetteer), gazetteer)
    return None if reading is None or reading.is_generic else reading


def changes_at(
    text: str, start: int, gazetteer: Gazetteer, parents: tuple[str, ...] = ()
) -> Iterator[Change]:
    """Yield what became of names that begin there; after larger places only those inside."""
    names = changed_names(gazetteer.year)
    for length in range(min(LONGEST_NAME, len(text) - start), 1, -1):
        name = text[start : start + length]
        if name not in names:
            continue
        end = start + length
        is_fit = length > LONGEST_SHORT_FORM or end == len(text)
        change = change_of(name, gazetteer.year)
        if change is not None and (is_fit or gazetteer.words.after(text[end:]).follows):
            present = [code for code in change.codes if code in gazetteer.divisions]
            is_inside = gazetteer.within(present, parents) or set(present) & set(parents)
            if is_inside or not parents:
                yield change


def _is_in_town(text: str, reading: Reading, gazetteer: Gazetteer) -> bool:
    """Tell whether a town follows the name of a city without counties."""
    if len(reading.codes) != 1 or reading.codes[0] not in gazetteer.without_counties:
        return False
    return bool(gazetteer.words.after(text[reading.end :]).town)


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
    found = chains(text, start, gazetteer)
    if len(found) > 1:
        found.sort(key=_EXTENT)
    for link in found:
        reading = _fitting(text, link, gazetteer)
        if reading is not None:
            return reading
        if followed_by_place:
            further = best_reading(text, -link[0], gazetteer)
            if further is not None and not further.is_generic:
                return _reading(link)
    return None


def chains(
    text: str, start: int, gazetteer: Gazetteer, parents: tuple[str, ...] = ()
) -> list[Link]:
    """Return the last link of every chain from large to small."""
    found: list[Link] = []
    entries, key = gazetteer.entries, text[start : start + 2]
    group = gazetteer.inside(key, parents) if parents else entries.get(key, ())
    for form, entry, codes, called in group:
        if text.startswith(form, start):
            end = start + len(form)
            found.append((-end, not entry.is_name, entry, codes, called, bool(parents)))
            if text[end : end + 2] in entries and not entry.is_zone:
                found += chains(text, end, gazetteer, codes)
    return found


def _reading(link: Link) -> Reading:
    end, _, entry, codes, called, is_chained = link
    is_generic = entry.treatment == "generic" and not is_chained
    return Reading(entry, codes, called, -end, is_generic, entry.is_zone)


def _fitting(text: str, link: Link, gazetteer: Gazetteer) -> Reading | None:
    """Return the reading if what follows allows it as the place of a hotline, else None."""
    end, is_short, entry, _, _, is_chained = link
    if end == -len(text):
        return _reading(link)
    words = gazetteer.words
    tail = words.after(text[-end:])
    if tail.is_street or text.startswith(words.not_suffix, -end - 1):
        return None
    is_certain_only = entry.treatment == "common_word" and not is_chained
    if tail.follows and (tail.is_certain or not is_certain_only):
        return _of_unit(tail.unit, link, gazetteer) if tail.unit and is_short else _reading(link)
    is_long = not is_short and len(entry.form) > LONGEST_SHORT_FORM
    if tail.zone and not _is_name(text, -end, gazetteer):
        may_be = is_long or (not is_certain_only and _has_zone(tail.zone, link, gazetteer))
        return _of_zone(_reading(link), gazetteer) if may_be else None
    # A short name and 街道 may be a sub-district anywhere (中山公园街道): towns only.
    if is_long or (tail.town == "镇" and _is_in_town(text, _reading(link), gazetteer)):
        return _reading(link)
    return None


def _is_name(text: str, start: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a full name begins there (浦东新区), which no zone's name has within it."""
    group = gazetteer.entries.get(text[start : start + 2], ())
    return any(entry.is_name and text.startswith(form, start) for form, entry, _, _ in group)


def _has_zone(zone: str, link: Link, gazetteer: Gazetteer) -> bool:
    """Tell whether a zone is called by a bare short name."""
    # Districts' are too common (秦皇岛北戴河新区 isn't in 北戴河区), and counties' may begin names
    # of mountains and lakes (长白山保护开发区): only plain words may follow those.
    _, _, entry, _, called, is_chained = link
    places = [gazetteer.divisions[code] for code in called]
    is_generic = entry.treatment == "generic" and not is_chained
    if is_generic or any(place.rank == DISTRICT for place in places):
        return False
    is_county = any(place.level == "county" for place in places)
    return not is_county or gazetteer.words.plain_zone.fullmatch(zone) is not None


def _of_unit(unit: str, link: Link, gazetteer: Gazetteer) -> Reading | None:
    """Return the reading of those divisions whose government has the unit that follows."""
    fitting = tuple([code for code in link[3] if unit in gazetteer.divisions[code].units])
    if not fitting:
        return None
    return _reading((*link[:3], fitting, gazetteer.called(link[2], fitting), link[5]))


def _of_zone(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """Return the reading as that of a zone; no zone is located at a province alone."""
    places = [gazetteer.divisions[code] for code in reading.codes]
    if all(place.level == "province" and place.rank != "直辖市" for place in places):
        return reading._replace(codes=(), reason="zone")
    return reading._replace(is_zone=True)
