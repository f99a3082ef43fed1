"""The words that names of organisations are made of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.arguments import check_columns
from hotlinelib.findings.counted import counted_of
from hotlinelib.findings.estimates import count_row, estimates_of, rows_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.measures.validation import positive_integer
from hotlinelib.places.divisions import load_divisions
from hotlinelib.selection import one_edition, year_of
from hotlinelib.tables.read import read_table

PLACES = ("province", "prefecture", "county")
# So many words are told in a sentence.
NAMED = 5


@dataclass(frozen=True, eq=False)
class Words(Finding):
    """How many names hold each word.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per word, as `count_words` returns it.
    min_names : int
        From which number of names on a word is listed.
    """

    name: ClassVar[str] = "words"

    min_names: int

    def _heading(self, tell: Teller) -> str:
        return tell("The words in the names")

    def _headline(self, tell: Teller) -> Text:
        if self.frame.empty and self.min_names == 1:
            return tell("No word of the dictionary stands in a name.")
        if self.frame.empty:
            return tell("No word stands in {least} names or more.", least=named(self.min_names))
        words = dict(zip(self.frame["word"], _words_in(self.frame["word"], tell), strict=True))
        top = [
            tell("{word} ({count})", word=named(words[word]), count=tell.state(f"names/{word}"))
            for word in self.frame["word"].head(NAMED)
        ]
        return tell(
            "The words that stand in most of the {total} names: {words}.", words=tell.series(top)
        )

    @property
    def has_figure(self) -> bool:
        """Whether any word is listed."""
        return not self.frame.empty

    has_table = has_figure

    def _table(self, tell: Teller) -> pd.DataFrame:
        return self.frame.assign(word=_words_in(self.frame["word"], tell))

    def _caption(self, tell: Teller) -> Text:
        if self.min_names == 1:
            return tell(
                "Words in the names of the organisations counted, places left out; a name counts "
                "once for each of its words."
            )
        return tell(
            "Words in {least} names or more of the organisations counted, places left out; a name "
            "counts once for each of its words.",
            least=named(self.min_names),
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        label = tell("Names with the word")
        return figures.GroupedDots(
            frame=self._table(tell), label="word", columns={"names": label}, x_label=label
        )


def words(awards: pd.DataFrame, *, min_names: int = 2) -> Words:
    """Find the words that the names of the organisations counted are made of.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    min_names : int, default 2
        Number of names from which on a word is listed.

    Returns
    -------
    Words
        `.estimates` has the ids `words/total` and `words/names/<word>`.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> print(words(select_awards(load_awards()), min_names=34).headline())
    The words that stand in most of the 52 names: 12345 (34).
    """
    rows = one_edition(awards)
    counted = counted_of(rows, "organisations")
    frame = count_words(rows.drop_duplicates("organisation_id", ignore_index=True), min_names)
    made = [count_row("total", counted.n, unit="organisations")]
    columns = {"value": "names", "n": "names"}
    made += rows_of(frame, "names", frame["word"], columns, method="complete count")
    return Words(frame, counted, estimates_of("words", made), min_names)


def split_names(organisations: pd.DataFrame) -> pd.DataFrame:
    """Split names into words, their places left out.

    The dictionary is `data/registry/name_words.csv` with the names of the organisations' places. A
    name is cut so that the fewest characters are left that belong to no word, and then into the
    fewest words: 海口市民服务 is 海口, 市民 and 服务.

    Parameters
    ----------
    organisations : pandas.DataFrame
        Columns `organisation_id, organisation_hans, province, prefecture, county`.

    Returns
    -------
    pandas.DataFrame
        One row per word of a name, in order: `organisation_id, word, known` (whether the
        dictionary holds it).

    Raises
    ------
    ParameterError
        If a column is absent.

    Examples
    --------
    >>> from hotlinelib import load_organisations
    >>> split_names(load_organisations().query("county == '昆山市'"))["word"].tolist()
    ['便民', '服务', '中心']
    """
    check_columns(organisations, ("organisation_id", "organisation_hans", *PLACES))
    known, places = frozenset(read_table("name_words")["word"]), _place_names(organisations)
    rows = [
        (organisation, word, word in known)
        for organisation, name in zip(
            organisations["organisation_id"], organisations["organisation_hans"], strict=True
        )
        for word in _cut(name, known | places)
        if word.isalnum() and word not in places
    ]
    frame = pd.DataFrame(rows, columns=["organisation_id", "word", "known"])
    return frame.astype({"organisation_id": "str", "word": "str", "known": "bool"})


def count_words(organisations: pd.DataFrame, min_names: int = 1) -> pd.DataFrame:
    """Count the names that hold each word.

    Parameters
    ----------
    organisations : pandas.DataFrame
        As for `split_names`.
    min_names : int, default 1
        Number of names from which on a word is kept.

    Returns
    -------
    pandas.DataFrame
        Columns `word, names` (a name counts once, however often it holds the word) and `share` of
        all names; the most frequent first, then as the dictionary lists them.

    Examples
    --------
    >>> from hotlinelib import load_organisations
    >>> count_words(load_organisations())["word"].tolist()[:3]
    ['12345', '服务', '热线']
    """
    found = split_names(one_edition(organisations))
    once = found[found["known"]].drop_duplicates(["organisation_id", "word"])
    listed = read_table("name_words")["word"]
    names = listed.map(once["word"].value_counts()).fillna(0).astype("int64")
    frame = pd.DataFrame({"word": listed, "names": names, "share": names / len(organisations)})
    kept = frame[frame["names"] >= positive_integer(min_names, "min_names")]
    return kept.sort_values("names", ascending=False, kind="stable", ignore_index=True)


def _cut(name: str, words: Collection[str]) -> list[str]:
    """Cut a name into words and single characters: fewest characters left over, fewest words."""
    longest = max(map(len, words))
    best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
    for end in range(1, len(name) + 1):
        pieces = (name[start:end] for start in range(max(0, end - longest), end))
        ways = [
            (best[end - len(piece)], piece in words, piece)
            for piece in pieces
            if piece in words or len(piece) == 1
        ]
        best.append(
            min(
                (left + (not known), count + 1, [*before, piece])
                for (left, count, before), known, piece in ways
            )
        )
    return best[-1][2]


def _place_names(organisations: pd.DataFrame) -> frozenset[str]:
    """Return the places of organisations, full and short: 广州12345热线 has its city shortly."""
    divisions = load_divisions(year_of(organisations))
    short = dict(zip(divisions["name"], divisions["name_short"], strict=True))
    full = {place for level in PLACES for place in organisations[level].dropna()}
    return frozenset(full | {short.get(place, place) for place in full})


def _words_in(words: pd.Series, tell: Teller) -> list[str]:
    """Return words as a reader knows them: in English with their meaning."""
    known = read_table("name_words").set_index("word")
    if tell.language == "zh-Hans":
        return words.tolist()
    if tell.language == "zh-Hant":
        return words.map(known["word_hant"]).tolist()
    meanings = dict(zip(known.index, known["word_en"], strict=True))
    return [word if word == meanings[word] else f"{word} ({meanings[word]})" for word in words]
