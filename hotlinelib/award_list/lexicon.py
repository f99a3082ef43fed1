"""The words and weights by which a list is read, from `data/reading` and the names of divisions."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from hotlinelib.storage import data_folder

FOLDER = "reading"
# Divisions that ended before are named in no notice of these awards.
_FIRST_YEAR = 2000

_BRACKETED = re.compile(r"\([^()]*\)")

Weights = dict[str, float]


@dataclass(frozen=True)
class Words:
    """A list of words that is looked up as a whole, at the end or at the start of a text."""

    words: frozenset[str]

    def __contains__(self, text: str) -> bool:
        """Tell whether a text is one of the words."""
        return text in self.words

    @cached_property
    def _ends(self) -> dict[str, tuple[int, ...]]:
        return _lengths(self.words, -1)

    @cached_property
    def _starts(self) -> dict[str, tuple[int, ...]]:
        return _lengths(self.words, 0)

    def end_of(self, text: str) -> str:
        """Return the longest of the words that a text ends with; '' if none."""
        for length in self._ends.get(text[-1:], ()):
            if text[-length:] in self.words:
                return text[-length:]
        return ""

    def start_of(self, text: str) -> str:
        """Return the longest of the words that a text starts with; '' if none."""
        for length in self._starts.get(text[:1], ()):
            if text[:length] in self.words:
                return text[:length]
        return ""

    @property
    def characters(self) -> str:
        """All characters of the words."""
        return "".join(sorted({character for word in self.words for character in word}))

    def pattern(self) -> str:
        """Return a regular expression for any of the words, longest first."""
        return "(?:" + "|".join(map(re.escape, sorted(self.words, key=lambda w: -len(w)))) + ")"


def _lengths(words: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    """Return by their first or last character how long words are, longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[place], set()).add(len(word))
    return {each: tuple(sorted(lengths, reverse=True)) for each, lengths in found.items()}


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All that is known of words before an article is read."""

    words: dict[str, Words]
    heads: dict[str, str]
    head_ends: tuple[tuple[str, str], ...]
    weights: dict[str, Weights]
    surnames: dict[str, float]
    given: dict[str, float]
    ordinary: frozenset[str]
    divisions: Words
    short_divisions: Words
    codes: dict[str, tuple[str, ...]]

    def column(self, head: str) -> str:
        """Return what a table's column holds by its head; 'unknown' if it doesn't say."""
        word = "".join(head.split())
        bare = _BRACKETED.sub("", word)
        first = bare.split("/")[0]
        known = self.heads.get(word) or self.heads.get(bare) or self.heads.get(first)
        known = known or next((kind for end, kind in self.head_ends if first.endswith(end)), "")
        # 所在调解委员会: whatever it is, people are of it.
        return known or ("organisation" if self.words["own_head"].start_of(first) else "unknown")

    def pattern(self, name: str) -> str:
        """Return a regular expression for any word of a list."""
        return self.words[name].pattern()


def load_lexicon() -> Lexicon:
    """Return the lexicon of the data folder in use."""
    return _load(data_folder())


@cache
def _load(folder: Path) -> Lexicon:
    listed = tomllib.loads((folder / FOLDER / "words.toml").read_text(encoding="utf-8"))
    heads, ends = listed.pop("table_head"), listed.pop("table_head_end")
    surnames, given = _name_characters(folder / FOLDER / "name_characters.csv")
    codes = _division_codes(folder)
    short = {row["name_short"] for row in _divisions(folder) if len(row["name_short"]) > 1}
    return Lexicon(
        words={name: Words(frozenset(entry["words"].split())) for name, entry in listed.items()},
        heads={word: kind for kind, entry in heads.items() for word in entry["words"].split()},
        head_ends=tuple(
            sorted(
                ((word, kind) for kind, entry in ends.items() for word in entry["words"].split()),
                key=lambda each: -len(each[0]),
            )
        ),
        weights=_weights(folder / FOLDER / "weights.toml"),
        surnames=surnames,
        given=given,
        ordinary=frozenset(row["word"] for row in _rows(folder / FOLDER / "ordinary_words.csv")),
        divisions=Words(
            frozenset(name for name in codes if name not in short or name[-1] in "市区县旗")
        ),
        short_divisions=Words(frozenset(short)),
        codes=codes,
    )


def _weights(path: Path) -> dict[str, Weights]:
    content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    after = content.pop("after")
    content.update({f"after.{role}": entries for role, entries in after.items()})
    return {
        part: {name: float(weight) for name, weight in entries.items()}
        for part, entries in content.items()
    }


def _name_characters(path: Path) -> tuple[dict[str, float], dict[str, float]]:
    rows = list(_rows(path))
    surnames = {row["character"]: float(row["surname"]) for row in rows if row["surname"]}
    return surnames, {row["character"]: float(row["given"]) for row in rows if row["given"]}


def _division_codes(folder: Path) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for row in _divisions(folder):
        code = re.sub(r"(?:00){1,2}$", "", row["division_code"])
        for name in (row["name"], row["name_short"]):
            found.setdefault(name, {})[code] = None
    return {name: tuple(codes) for name, codes in found.items()}


def _divisions(folder: Path) -> Iterator[dict[str, str]]:
    for row in _rows(folder / "places/divisions.csv"):
        if int(row["last_year"]) >= _FIRST_YEAR:
            yield row


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
