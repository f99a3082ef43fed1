"""From the printed name of an organisation to the administrative division it serves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from hotlinelib.arguments import check_choice, shown
from hotlinelib.errors import ParameterError
from hotlinelib.places.divisions import YEARS, load_divisions
from hotlinelib.places.gazetteer import Gazetteer, Match, load_gazetteer
from hotlinelib.script import to_simplified

LONGEST_SHORT_FORM = 2

COLUMNS = ["division_code", "province", "prefecture", "county", "level", "rank"]

_OPENING = re.escape("([{【〔〈《「『〖")
_CLOSING = re.escape(")]}】〕〉》」』〗")
_BRACKETED = re.compile(f"[{_OPENING}]([^{_OPENING}{_CLOSING}]*)[{_CLOSING}]")
_SEPARATOR = re.compile(f"[—–―\\-/|·•,、;:。.~{_OPENING}{_CLOSING}]+")
_UNPRINTED = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\"'“”‘’*]+")


@dataclass(frozen=True)
class Reading:
    """One way to read the place at the start of a text.

    `codes` are the divisions that are called so where nothing else is known; `match` has all
    that might be meant once the rest of the name tells more.
    """

    match: Match
    codes: tuple[str, ...]
    is_generic: bool


@dataclass(frozen=True)
class Place:
    """What a name says about its place: a status and the codes that remain."""

    status: str
    candidates: tuple[str, ...]


NOWHERE = Place("not_found", ())


def locate(names: Iterable[object], *, year: int = 2018) -> pd.DataFrame:
    """Find the division that each organisation serves, from its printed name alone.

    Parameters
    ----------
    names : iterable of str
        Names in traditional or simplified script, full-width or not. Missing and empty ones
        are not found.
    year : int, default 2018
        Year of the table of divisions (`hotlinelib.places.divisions.load_divisions`).

    Returns
    -------
    pandas.DataFrame
        One row per name, in order, with the index of a Series kept: `name` (as given);
        `division_code`, `province`, `prefecture`, `county` (full names; prefecture is
        missing for municipalities and for counties that no prefecture runs), `level`,
        `rank` (all missing unless located); `status` (located, ambiguous, not_found);
        `candidates` (tuple of codes: the one of a located name, all of an ambiguous one).

    Raises
    ------
    ParameterError
        If `names` is one string, if a name isn't a string, or if there is no such year.

    Notes
    -----
    The rules, in order of precedence:

    1. A place is read only at the start of a name (after 12345 or 热线 and the like), at the
       start of a bracketed part and after a dash. So 鞍山 is never found in 马鞍山.
    2. Divisions are read as a chain from large to small (四川省成都市龙泉驿区, 成都龙泉驿);
       the longest chain wins, and a full name wins over a short one; the last link counts.
    3. A short name counts only where the name ends or goes on with words of a hotline
       (12345, 市民服务热线, 便民服务中心, ...): 南京12345, but not 南京路. Common words
       (东方, 平安) need more certain ones (12345, 人民政府, 市长); generic ones (市中, 城关) are
       ambiguous without a larger division before them. Full names of two characters
       (沁县) follow the same rule.
    4. Who bears a short name alone: see `hotlinelib.places.gazetteer.Gazetteer.bearers`. Where
       several divisions remain (鼓楼区, 吉林, 恩施), the name is ambiguous.
    5. Parts of a name that disagree (广东省南京市12345, or another place in the brackets) make it
       ambiguous: it does name places, and the candidates show which. A chain that goes on
       with a division that the table doesn't have is not found.
    6. Names of universities, hospitals, companies and other organisations that are no
       government are not found, wherever they are.

    Examples
    --------
    >>> found = locate(["廈門市12345熱線", "鼓楼区12345", "中山大学"])
    >>> found[["prefecture", "status"]].values.tolist()
    [['厦门市', 'located'], [nan, 'ambiguous'], [nan, 'not_found']]
    """
    if not isinstance(names, Iterable) or isinstance(names, str):
        raise ParameterError(f"names is {shown(names)}; expected a list or a Series of names")
    check_choice("year", year, YEARS)
    given = names if isinstance(names, pd.Series) else pd.Series(list(names), dtype="object")
    gazetteer = load_gazetteer(year)
    texts = [_text(name) for name in given]
    known = {text: _place(text, gazetteer) for text in set(texts)}
    places = [known[text] for text in texts]
    return _table(given, places, year)


def _text(name: Any) -> str:
    """Return the name as it is matched: simplified, half-width, without spaces and quotes."""
    if isinstance(name, str):
        plain = unicodedata.normalize("NFKC", name)
        return _UNPRINTED.sub("", to_simplified(plain))
    if pd.api.types.is_scalar(name) and pd.isna(name):
        return ""
    raise ParameterError(f"a name must be text, not {type(name).__name__}: {name!r}")


def _table(names: pd.Series[Any], places: list[Place], year: int) -> pd.DataFrame:
    codes = [place.candidates[0] if place.status == "located" else None for place in places]
    facts = _division_facts(year).reindex(codes)
    columns = {column: facts[column].to_numpy() for column in COLUMNS[1:]}
    frame = pd.DataFrame({"division_code": codes, **columns}, index=names.index).astype("str")
    frame.insert(0, "name", names.where(names.notna(), None).astype("str"))
    frame["status"] = pd.Series([p.status for p in places], index=names.index, dtype="str")
    candidates = [place.candidates for place in places]
    frame["candidates"] = pd.Series(candidates, index=names.index, dtype="object")
    return frame


def _division_facts(year: int) -> pd.DataFrame:
    divisions = load_divisions(year).set_index("division_code")
    name = divisions["name"]
    return divisions.assign(
        province=divisions["province_code"].map(name),
        prefecture=divisions["prefecture_code"].map(name),
        county=name.where(divisions["level"] == "county"),
    )[COLUMNS[1:]]


def _place(text: str, gazetteer: Gazetteer) -> Place:
    other = gazetteer.words.other_organisation
    outside = _BRACKETED.sub("", text)
    if other.search(outside):
        return NOWHERE
    inside = [part for part in _BRACKETED.findall(text) if not other.search(part)]
    parts = [*_SEPARATOR.split(outside), *inside]
    readings = [reading for part in parts for reading in _readings(part, gazetteer)]
    return _agreed(readings, gazetteer)


def _agreed(readings: list[Reading], gazetteer: Gazetteer) -> Place:
    """Return the smallest place that all readings allow, or else all of their places."""
    if not readings or not all(reading.codes for reading in readings):
        return NOWHERE
    first, *others = sorted(readings, key=lambda reading: not reading.match.is_name)
    codes = first.codes
    for reading in others:
        shared = _shared(codes, reading, gazetteer)
        if not shared:
            everything = {code for each in readings for code in each.codes}
            return Place("ambiguous", tuple(sorted(everything)))
        codes = shared
    is_certain = len(codes) == 1 and not all(reading.is_generic for reading in readings)
    return Place("located" if is_certain else "ambiguous", codes)


def _shared(codes: tuple[str, ...], reading: Reading, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the codes that a reading repeats, or else the smaller ones of the two."""
    match = reading.match
    repeated = tuple(code for code in codes if code in match.codes)
    if repeated:
        return repeated
    smaller = replace(match, codes=gazetteer.within(match.codes, codes))
    return _called(smaller, gazetteer) or gazetteer.within(codes, match.codes)


def _readings(part: str, gazetteer: Gazetteer) -> Iterator[Reading]:
    """Yield the place that a part begins with, and what follows it directly.

    A reading without codes stands for a division that the table doesn't have.
    """
    text = _without_preceding(part, gazetteer)
    reading = _best_reading(text, gazetteer, followed_by_place=True)
    if reading is None:
        return
    yield reading
    rest = text[reading.match.end :]
    further = _best_reading(_without_preceding(rest, gazetteer), gazetteer)
    if further is not None and not further.is_generic:
        yield further
    elif _begins_with_unknown_division(rest, gazetteer):
        yield Reading(reading.match, (), is_generic=False)


def _without_preceding(text: str, gazetteer: Gazetteer) -> str:
    preceding = gazetteer.words.preceding.match(text)
    return text if preceding is None else text[preceding.end() :]


def _begins_with_unknown_division(text: str, gazetteer: Gazetteer) -> bool:
    words = gazetteer.words
    found = words.unknown_division.match(text)
    return found is not None and not found.group().endswith(words.not_division)


def _best_reading(
    text: str, gazetteer: Gazetteer, *, followed_by_place: bool = False
) -> Reading | None:
    """Return the longest reading at the start of a text, a full name before a short one."""
    best: Reading | None = None
    for match, is_chained in _chains(text, 0, (), gazetteer):
        if best is not None and match.extent <= best.match.extent:
            continue
        rest = text[match.end :]
        if _fits(match, text, is_chained, gazetteer) or (
            followed_by_place and _is_place(rest, gazetteer)
        ):
            best = _reading(match, is_chained, gazetteer)
    return best


def _chains(
    text: str, start: int, parents: tuple[str, ...], gazetteer: Gazetteer
) -> Iterator[tuple[Match, bool]]:
    """Yield the last link of every chain from large to small; True where others precede it."""
    for match in gazetteer.matches(text, start):
        codes = gazetteer.within(match.codes, parents) if parents else match.codes
        if codes:
            yield replace(match, codes=codes), bool(parents)
            yield from _chains(text, match.end, codes, gazetteer)


def _reading(match: Match, is_chained: bool, gazetteer: Gazetteer) -> Reading:
    is_generic = not is_chained and gazetteer.treatments.get(match.form) == "generic"
    return Reading(match, _called(match, gazetteer), is_generic)


def _called(match: Match, gazetteer: Gazetteer) -> tuple[str, ...]:
    return match.codes if match.is_name else gazetteer.bearers(match.form, match.codes)


def _fits(match: Match, text: str, is_chained: bool, gazetteer: Gazetteer) -> bool:
    """Tell whether what follows a match allows to read it as the place of a hotline."""
    words = gazetteer.words
    rest = text[match.end :]
    if words.street.search(rest) or text.startswith(words.not_suffix, match.end - 1):
        return False
    if not rest or (match.is_name and len(match.form) > LONGEST_SHORT_FORM):
        return True
    is_common = gazetteer.treatments.get(match.form) == "common_word"
    return rest.startswith(words.certain if is_common and not is_chained else words.following)


def _is_place(text: str, gazetteer: Gazetteer) -> bool:
    reading = _best_reading(text, gazetteer)
    return reading is not None and not reading.is_generic
