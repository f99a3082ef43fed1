"""An index of place names: which divisions a string may name, and what may stand around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from hotlinelib.places.divisions import load_divisions, load_place_table
from hotlinelib.script import to_simplified

PREFECTURE_CITIES = frozenset({"地级市", "副省级市"})
COUNTY_CITY = "县级市"
DISTRICT = "市辖区"


@dataclass(frozen=True)
class Division:
    """One division as the index needs it."""

    code: str
    level: str
    rank: str
    ancestors: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """The words around the place in names of hotlines (`hotline_words.csv`)."""

    certain: tuple[str, ...]
    following: tuple[str, ...]
    not_suffix: tuple[str, ...]
    preceding: re.Pattern[str]
    other_organisation: re.Pattern[str]
    street: re.Pattern[str]
    unknown_division: re.Pattern[str]
    not_division: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A string of the index found in a text: the codes it may stand for."""

    codes: tuple[str, ...]
    end: int
    is_name: bool
    form: str

    @property
    def extent(self) -> tuple[int, bool]:
        """What makes one match better than another: its end, then that it is a name."""
        return self.end, self.is_name


@dataclass(frozen=True)
class Gazetteer:
    """All place names of one year, in simplified script."""

    divisions: dict[str, Division]
    names: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    lengths: dict[str, tuple[int, ...]]
    treatments: dict[str, str]
    words: Vocabulary

    def matches(self, text: str, start: int) -> Iterator[Match]:
        """Yield all names and stems that begin at a position, longest first."""
        for length in self.lengths.get(text[start : start + 2], ()):
            form = text[start : start + length]
            for table, is_name in ((self.names, True), (self.stems, False)):
                if form in table:
                    yield Match(table[form], start + length, is_name, form)

    def within(self, codes: Iterable[str], parents: tuple[str, ...]) -> tuple[str, ...]:
        """Return the codes that lie inside one of the larger divisions."""
        return tuple(c for c in codes if not self.divisions[c].ancestors.isdisjoint(parents))

    def bearers(self, stem: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of the divisions with one stem that are called by the bare stem.

        A province outranks all but a city (so 海南 is the province, 吉林 is open between the
        province and the city); a prefecture-level city outranks counties and districts (长沙,
        西安); beside any city a district keeps its full name (安宁), unless the data call the
        stem contested (朝阳). Everything else stays open.
        """
        kept = [self.divisions[code] for code in codes]
        if any(d.level == "province" for d in kept):
            kept = [d for d in kept if d.level == "province" or d.rank in PREFECTURE_CITIES]
        contested = self.treatments.get(stem) == "contested"
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
    stems = _grouped([*_stem_forms(table), *_alias_forms(aliases, "stem")])
    treatments = load_place_table("stem_treatments.csv")
    return Gazetteer(
        divisions=_divisions(table),
        names=names,
        stems=stems,
        lengths=_lengths([*names, *stems]),
        treatments=dict(zip(treatments["stem"], treatments["treatment"], strict=True)),
        words=_vocabulary(),
    )


def _divisions(table: pd.DataFrame) -> dict[str, Division]:
    further = load_place_table("further_parents.csv")
    adopted = dict(zip(further["division_code"], further["parent_code"], strict=True))
    divisions = {}
    columns = table[["division_code", "level", "rank", "province_code", "prefecture_code"]]
    for code, level, rank, province, prefecture in columns.itertuples(index=False):
        parents = {province, prefecture, adopted.get(code), adopted.get(prefecture)}
        ancestors = frozenset(p for p in parents if isinstance(p, str) and p != code)
        divisions[code] = Division(code, level, rank, ancestors)
    return divisions


def _name_forms(table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    suffixes = load_place_table("division_suffixes.csv").groupby("rank")["suffix"].agg(list)
    columns = table[["division_code", "name", "name_short", "name_hant", "rank"]]
    for code, name, short, traditional, rank in columns.itertuples(index=False):
        yield name, code
        yield to_simplified(name), code
        yield to_simplified(traditional), code
        if short != name:
            for suffix in suffixes[rank]:
                yield to_simplified(short + suffix), code


def _stem_forms(table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    for code, name, short in table[["division_code", "name", "name_short"]].itertuples(index=False):
        if short != name:
            yield short, code
            yield to_simplified(short), code


def _aliases(table: pd.DataFrame) -> pd.DataFrame:
    aliases = load_place_table("place_aliases.csv")
    return aliases.loc[aliases["division_code"].isin(table["division_code"])]


def _alias_forms(aliases: pd.DataFrame, form: str) -> Iterator[tuple[str, str]]:
    rows = aliases.loc[aliases["form"] == form, ["alias", "division_code"]]
    yield from ((to_simplified(alias), code) for alias, code in rows.itertuples(index=False))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for form, code in pairs:
        groups[form].add(code)
    return {form: tuple(sorted(codes)) for form, codes in groups.items()}


def _lengths(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for form in forms:
        lengths[form[:2]].add(len(form))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


def _vocabulary() -> Vocabulary:
    table = load_place_table("hotline_words.csv")
    words = {str(kind): tuple(group) for kind, group in table.groupby("kind")["word"]}
    following = words["certain"] + words["general"]
    return Vocabulary(
        certain=words["certain"],
        following=following,
        not_suffix=words["not_suffix"],
        preceding=re.compile(rf"(?:\d+|{_one_of(words['prefix'])})+"),
        other_organisation=re.compile(_one_of(words["other_organisation"])),
        street=re.compile(rf"{_one_of(words['street'])}$"),
        unknown_division=_unknown_division(following),
        not_division=words["not_division"],
    )


def _unknown_division(following: tuple[str, ...]) -> re.Pattern[str]:
    """Match what reads like a division at the start of a text, before words of a hotline."""
    suffixes = load_place_table("division_suffixes.csv")["suffix"].unique()
    words = _one_of(following)
    return re.compile(rf"(?:(?!{words})[^\W\d_]){{1,10}}?{_one_of(suffixes)}(?={words}|\d|$)")


def _one_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"
