"""An index of place names: which divisions a string may name, and what may stand around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from hotlinelib.language.script import to_simplified
from hotlinelib.places.conversion import lead
from hotlinelib.places.divisions import YEARS, load_divisions, load_place_table

PREFECTURE_CITIES = frozenset({"地级市", "副省级市"})
COUNTY_CITY = "县级市"
DISTRICT = "市辖区"
# What follows the unit of a government: 县 in 县政府, 县长, 县委.
OFFICES = ("长", "委", "政府", "人民政府", "行署")
UNITS = "省市县区州盟旗"
NEVER = ("", None, ())


class Division(NamedTuple):
    """One division as the index needs it."""

    code: str
    level: str
    rank: str
    ancestors: frozenset[str]
    units: frozenset[str]


class Entry(NamedTuple):
    """A string of the index; `treatment` is that of a short name (`stem_treatments.csv`)."""

    form: str
    is_name: bool
    is_zone: bool
    treatment: str
    # Of a full name that only other years' tables have: when it ended or began
    year: int | None


# A form with its entry, its codes where it stands, and those of them that are called so.
Held = tuple[str, Entry, tuple[str, ...], tuple[str, ...]]


class Change(NamedTuple):
    """A name that the year's table doesn't have: when it ended or began, and what it is now."""

    reason: str
    year: int
    codes: tuple[str, ...]


class Tail(NamedTuple):
    """What follows a place in a name."""

    # Words of a hotline; such that only a government has, and its unit
    follows: bool
    is_certain: bool
    unit: str
    is_street: bool
    # The rest of the name of a zone; the type of a town
    zone: str
    town: str


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words around the place in names of hotlines (`hotline_words.csv`)."""

    certain: tuple[str, ...]
    following: Mapping[str, tuple[str, ...]]
    not_suffix: tuple[str, ...]
    street: tuple[str, ...]
    beginnings: frozenset[str]
    preceding: re.Pattern[str]
    other_organisation: re.Pattern[str]
    unknown_division: re.Pattern[str]
    not_division: tuple[str, ...]
    zone: re.Pattern[str]
    plain_zone: re.Pattern[str]
    town: re.Pattern[str]

    @lru_cache(maxsize=2**13)  # noqa: B019 - there is one, kept for good
    def after(self, text: str) -> Tail:
        """Return what follows a place; many names end alike."""
        follows = text.startswith(self.following.get(text[:2], ()))
        zone = None if follows else self.zone.match(text)
        town = None if zone else self.town.match(text)
        return Tail(
            follows,
            text.startswith(self.certain),
            unit_of(text) if follows else "",
            text.endswith(self.street),
            zone.group() if zone else "",
            town["type"] if town else "",
        )


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All place names of one year, in simplified script; `entries` by their first two."""

    year: int
    divisions: Mapping[str, Division]
    entries: Mapping[str, tuple[Held, ...]]
    stems: Mapping[str, tuple[str, ...]]
    without_counties: frozenset[str]
    words: Vocabulary

    def within(self, codes: Iterable[str], parents: Iterable[str]) -> tuple[str, ...]:
        """Return the codes that lie inside one of the larger divisions."""
        divisions = self.divisions
        return tuple([c for c in codes if not divisions[c].ancestors.isdisjoint(parents)])

    @lru_cache(maxsize=2**16)  # noqa: B019 - a gazetteer is kept for good anyway
    def inside(self, key: str, parents: tuple[str, ...]) -> tuple[Held, ...]:
        """Return the entries with that beginning that name something inside larger divisions."""
        found = []
        for form, entry, codes, _ in self.entries.get(key, ()):
            inner = self.within(codes, parents)
            if not inner and entry.is_zone and codes[0] in parents:
                inner = codes
            if inner:
                found.append((form, entry, inner, self.called(entry, inner)))
        return tuple(found)

    def called(self, entry: Entry, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of an entry's codes that are called so where nothing else is known."""
        return codes if entry.is_name else self.bearers(entry.form, codes, entry.treatment)

    def bearers(self, stem: str, codes: tuple[str, ...], treatment: str = "") -> tuple[str, ...]:
        """Return those of the divisions with one stem that are called by the bare stem."""
        # A province outranks all but a city (海南 is the province, 吉林 is open); a prefecture's
        # city outranks counties and districts (长沙); beside any city a district keeps its full
        # name (安宁), unless the data call the stem contested (朝阳). All else stays open.
        if len(codes) < 2:
            return codes
        kept = [self.divisions[code] for code in codes]
        if any(d.level == "province" for d in kept):
            kept = [d for d in kept if d.level == "province" or d.rank in PREFECTURE_CITIES]
        contested = (treatment or _treatments().get(stem)) == "contested"
        if any(d.rank in PREFECTURE_CITIES for d in kept):
            kept = [d for d in kept if _rivals_city(d, contested)]
        elif any(d.rank == COUNTY_CITY for d in kept):
            kept = [d for d in kept if d.rank != DISTRICT]
        return tuple(d.code for d in kept)


def _rivals_city(division: Division, contested: bool) -> bool:
    if division.level != "county":
        return True
    return division.rank == COUNTY_CITY or (contested and division.rank == DISTRICT)


@cache
def load_gazetteer(year: int) -> Gazetteer:
    """Build the index of one year, once."""
    table = load_divisions(year)
    aliases = _aliases(table)
    names = _grouped([*_name_forms(table), *_alias_forms(aliases, "name")])
    for name, codes in _grouped(neighbour_names(year)).items():
        names.setdefault(name, codes)
    stems = _grouped([*_stem_forms(table), *_alias_forms(aliases, "stem")])
    bare = Gazetteer(
        year=year,
        divisions=_divisions(table),
        entries={},
        stems=stems,
        without_counties=_without_counties(table),
        words=_vocabulary(),
    )
    treated, other_years = _treatments(), changed_names(year)
    zones = {name: codes for name, codes in _zones(year, bare) if name not in names}
    entries = [
        (
            Entry(form, is_name, is_zone, treated.get(form, ""), other_years.get(form, NEVER)[1]),
            codes,
        )
        for forms, is_name, is_zone in (
            (names, True, False),
            (stems, False, False),
            (zones, True, True),
        )
        for form, codes in forms.items()
    ]
    groups: dict[str, list[Held]] = defaultdict(list)
    # Long ones first, names before short names.
    for entry, codes in sorted(entries, key=lambda one: (-len(one[0].form), not one[0].is_name)):
        groups[entry.form[:2]].append((entry.form, entry, codes, bare.called(entry, codes)))
    return replace(bare, entries={key: tuple(group) for key, group in groups.items()})


def _zones(year: int, gazetteer: Gazetteer) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the zones that are known by their name alone, with the division that has each."""
    areas = load_place_table("new_areas.csv")
    columns = areas[["name", "parent_code", "year"]].itertuples(index=False, name=None)
    for name, code, since in columns:
        if since <= year and code in gazetteer.divisions:
            yield name, (code,)


@cache
def _treatments() -> dict[str, str]:
    table = load_place_table("stem_treatments.csv")
    return dict(zip(table["stem"], table["treatment"], strict=True))


def _divisions(table: pd.DataFrame) -> dict[str, Division]:
    further = load_place_table("further_parents.csv")
    adopted = dict(zip(further["division_code"], further["parent_code"], strict=True))
    units = _units()
    divisions = {}
    columns = table[["division_code", "level", "rank", "province_code", "prefecture_code"]]
    known = set(table["division_code"])
    for code, level, rank, province, prefecture in columns.itertuples(index=False):
        parents = {province, prefecture, adopted.get(code), adopted.get(prefecture)}
        ancestors = frozenset(p for p in parents if p in known and p != code)
        divisions[code] = Division(code, level, rank, ancestors, units[rank])
    return divisions


def _units() -> dict[str, frozenset[str]]:
    """Return the units by rank: 区 for a district, 县 for a county or autonomous county."""
    suffixes = load_place_table("division_suffixes.csv").groupby("rank")["suffix"].agg(list)
    return {
        str(rank): frozenset({*words, *(word[-1] for word in words)})
        for rank, words in suffixes.items()
    }


def _without_counties(table: pd.DataFrame) -> frozenset[str]:
    """Return the prefecture-level cities that have towns, but no counties or districts."""
    prefectures = set(table.loc[table["level"] == "prefecture", "division_code"])
    counties = table[table["level"] == "county"]
    return frozenset(prefectures - set(counties["prefecture_code"].dropna()))


def _name_forms(table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    suffixes = load_place_table("division_suffixes.csv").groupby("rank")["suffix"].agg(list)
    columns = table[["division_code", "name", "name_short", "name_hant", "rank"]]
    forms = []
    for code, name, short, traditional, rank in columns.itertuples(index=False):
        forms += [(name, code), (traditional, code)]
        if short != name:
            forms += [(short + suffix, code) for suffix in suffixes[rank]]
    simplified = to_simplified("\n".join(form for form, _ in forms)).split("\n")
    for (form, code), simple in zip(forms, simplified, strict=True):
        yield form, code
        yield simple, code


def _stem_forms(table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    simplified = to_simplified("\n".join(table["name_short"])).split("\n")
    columns = table[["division_code", "name", "name_short"]].itertuples(index=False, name=None)
    for (code, name, short), simple in zip(columns, simplified, strict=True):
        if short != name:
            yield short, code
            yield simple, code


def _aliases(table: pd.DataFrame) -> pd.DataFrame:
    aliases = load_place_table("place_aliases.csv")
    return aliases.loc[aliases["division_code"].isin(table["division_code"])]


def _alias_forms(aliases: pd.DataFrame, form: str) -> Iterator[tuple[str, str]]:
    rows = aliases.loc[aliases["form"] == form, ["alias", "division_code"]]
    yield from ((to_simplified(alias), code) for alias, code in rows.itertuples(index=False))


def neighbour_names(year: int) -> Iterator[tuple[str, str]]:
    """Yield names that ended or began within a year of the table, with the code of the year."""
    # An article of 2019 may use names of 2018, too: 上饶县 and 广信区; of the same divisions only.
    rows = load_place_table("division_successions.csv")
    rows = rows[rows["relation"].isin(["renamed", "recoded"])]
    before = rows[rows["last_year"] == year - 1]
    after = rows[rows["last_year"] == year]
    for other, codes in (
        (year - 1, zip(before["from_code"], before["to_code"], strict=True)),
        (year + 1, zip(after["to_code"], after["from_code"], strict=True)),
    ):
        if other in YEARS:
            names = load_divisions(other).set_index("division_code")["name"]
            yield from ((names[code], own) for code, own in codes)


@cache
def changed_names(year: int) -> dict[str, tuple[str, int, tuple[str, ...]]]:
    """Return full names that only other years have: "ended" or "not_yet", the year, its codes."""
    table = load_place_table("divisions.csv")
    held = (table["first_year"] <= year) & (table["last_year"] >= year)
    others = table[~held & ~table["name"].isin(table.loc[held, "name"])]
    columns = others[["name", "division_code", "first_year", "last_year"]]
    spells: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for name, code, first, last in columns.itertuples(index=False, name=None):
        spells[name].append((code, int(first), int(last)))
    return {name: _changed(found, year) for name, found in spells.items()}


def _changed(spells: list[tuple[str, int, int]], year: int) -> tuple[str, int, tuple[str, ...]]:
    past = [last for _, _, last in spells if last < year]
    if past:
        when = max(past)
        return "ended", when + 1, tuple(code for code, _, last in spells if last == when)
    when = min(first for _, first, _ in spells)
    return "not_yet", when, tuple(code for code, first, _ in spells if first == when)


def change_of(name: str, year: int) -> Change | None:
    """Return what became of a name that only other years' tables have, None for other names."""
    if name not in changed_names(year):
        return None
    reason, when, codes = changed_names(year)[name]
    last = when - 1 if reason == "ended" else when
    now = {end for code in codes for end in lead(code, last, year)}
    return Change(reason, when, tuple(sorted(now)))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for form, code in pairs:
        groups[form].add(code)
    return {form: tuple(sorted(codes)) for form, codes in groups.items()}


@cache
def _vocabulary() -> Vocabulary:
    table = load_place_table("hotline_words.csv")
    words = {str(kind): tuple(group) for kind, group in table.groupby("kind")["word"]}
    following = words["certain"] + words["general"]
    return Vocabulary(
        certain=words["certain"],
        following=_by_beginning(following),
        not_suffix=words["not_suffix"],
        street=words["street"],
        beginnings=frozenset("0123456789").union(word[0] for word in words["prefix"]),
        preceding=re.compile(rf"(?:[0-9]+|{_one_of(words['prefix'])})+"),
        other_organisation=re.compile(_one_of(words["other_organisation"])),
        unknown_division=_unknown_division(following),
        not_division=words["not_division"],
        zone=_zone(words),
        plain_zone=re.compile(f"{_one_of(words['zone_quality'])}*{_one_of(words['zone'])}"),
        town=_town(words),
    )


def _by_beginning(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for word in words:
        groups[word[:2]].append(word)
    return {key: tuple(group) for key, group in groups.items()}


def unit_of(text: str) -> str:
    """Return the unit that an office's name begins with (县 of 县政府), '' if there is none."""
    unit = "自治区" if text.startswith("自治区") else text[:1]
    is_unit = bool(unit) and unit[-1] in UNITS and text.startswith(OFFICES, len(unit))
    return unit if is_unit else ""


def _unknown_division(following: tuple[str, ...]) -> re.Pattern[str]:
    """Match what reads like a division at the start of a text, before words of a hotline."""
    suffixes = load_place_table("division_suffixes.csv")["suffix"].unique()
    words = _one_of(following)
    return re.compile(rf"(?:(?!{words})[^\W\d_]){{1,10}}?{_one_of(suffixes)}(?={words}|\d|$)")


def _zone(words: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Match the rest of a zone's name after its place: 工业园区 in 苏州工业园区."""
    after = _one_of([*words["certain"], *words["general"], *words["following_zone"]])
    zones = _one_of(words["zone"])
    # A part may follow: 临港新片区 in 上海自贸区临港新片区.
    zone = rf"[^\W\d_市县区旗]{{0,12}}?{zones}"
    return re.compile(rf"(?![路街道巷弄]){zone}(?:{zone})?(?={after}|\d|$)")


def _town(words: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Match the name of a town after its city: 虎门镇 in 东莞市虎门镇."""
    after = _one_of([*words["certain"], *words["general"]])
    return re.compile(
        rf"(?![路街道巷弄])[^\W\d_市县区州旗]{{1,5}}?(?P<type>{_one_of(words['township'])})"
        rf"(?:办事处)?(?={after}|\d|$)"
    )


def _one_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"
