"""Identifier, English name and kind of a new organisation, proposed for a person to confirm.

A name that is a place and a usual end (郑州市财政局) gets all three; any other one only its kind.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from importlib.util import find_spec

import pandas as pd

from hotlinelib.curation.placing import name_places
from hotlinelib.language.script import to_simplified
from hotlinelib.places.divisions import load_divisions
from hotlinelib.tables.kinds import classify_names
from hotlinelib.tables.read import read_table

_UNITS = {"区": " District", "县": " County", "旗": " Banner"}
_LEVELS = ("province", "prefecture", "county")
Proposal = dict[str, str]


def propose_organisations(
    printed: Iterable[str], codes: Iterable[str], year: int, taken: Iterable[str] = ()
) -> list[Proposal]:
    """Return for printed names with division codes what may be written into `decisions.csv`."""
    names = pd.Series([unicodedata.normalize("NFKC", to_simplified(name)) for name in printed])
    kinds = classify_names(names).fillna("").tolist() if len(names) else []
    divisions = load_divisions(year).set_index("division_code")
    places = name_places(divisions.reset_index()).set_index("division_code")
    words, used, found = _words(), set(taken), list[Proposal]()
    for name, code, kind in zip(names, codes, kinds, strict=True):
        proposal = {"kind": str(kind)}
        if code in places.index:
            place = {str(k): str(v) for k, v in places.loc[code].dropna().items()}
            short = str(divisions.loc[code, "name_short"])
            english = _english(name, place, divisions, words)
            seat, told = _seat(place, short)
            if english and seat:
                identifier = _slug(f"{seat} {english}")
                english = f"{told} {english}"
                if identifier in used:
                    english, identifier = (
                        f"{english}, {place['province_en']}",
                        f"{identifier}-{code}",
                    )
                used.add(identifier)
                proposal |= {"organisation_id": identifier, "organisation_en": english}
        found.append(proposal)
    return found


def _seat(place: Mapping[str, str], short: str) -> tuple[str, str]:
    """Return a place in English, for the identifier and for the name."""
    if "county" not in place:
        seat = place.get("prefecture_en") or place["province_en"]
        return seat, seat
    seat = place.get("county_en") or _pinyin(short)
    unit = _UNITS.get(place["county"][-1], "")
    larger = place.get("prefecture_en") or place["province_en"]
    is_known = "county_en" in place and not unit
    return seat, seat + unit + ("" if is_known else f" ({larger})")


def _english(
    name: str, place: Mapping[str, str], divisions: pd.DataFrame, words: dict[str, str]
) -> str:
    """Return what follows the place in a name in English; '' if a part of it isn't known."""
    rest = name
    shorts = divisions.set_index("name")["name_short"]
    for level in _LEVELS:
        full = place.get(level)
        if full is None:
            continue
        short = shorts[full] if isinstance(shorts[full], str) else full
        start = next((each for each in (full, short) if rest.startswith(each)), "")
        rest = rest[len(start) :]
    return _translated(rest, words) if rest != name else ""


def _translated(text: str, words: dict[str, str]) -> str:
    told = []
    while text:
        end = next((n for n in range(len(text), 0, -1) if text[:n] in words), 0)
        if not end:
            return ""
        told.append(words[text[:end]])
        text = text[end:]
    return " ".join(told)


def _words() -> dict[str, str]:
    single, ends = read_table("name_words"), read_table("name_endings")
    titled = [word[:1].upper() + word[1:] for word in single["word_en"]]
    known = dict(zip(single["word"], titled, strict=True))
    return known | dict(zip(ends["ending"], ends["ending_en"], strict=True))


def _pinyin(name: str) -> str:
    """Return a place in pinyin; '' where a character has several readings and no table settles it.

    Also '' where the package for it isn't installed.
    """
    bare = name[:-1] if len(name) == 2 and name[-1] in _UNITS else name
    known = read_table("place_readings").set_index("name")["name_en"]
    if bare in known.index:
        return str(known[bare])
    if find_spec("pypinyin") is None:
        return ""
    from pypinyin import Style, pinyin

    readings = [
        pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=True)[0] for character in bare
    ]
    if any(len(set(each)) > 1 for each in readings):
        return ""
    # Xi'an, not Xian.
    return (
        re.sub(" (?=[aoe])", "'", " ".join(each[0] for each in readings))
        .replace(" ", "")
        .capitalize()
    )


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", plain.casefold().replace("'", "")).strip("-")
