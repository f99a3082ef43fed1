"""The words that names of organisations are made of."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.extras import from_extra
from hotlinelib.measures.validation import positive_integer
from hotlinelib.places.divisions import load_divisions
from hotlinelib.tables.read import read_table

if TYPE_CHECKING:
    from jieba import Tokenizer

PLACES = ("province", "prefecture", "county")


def split_names(organisations: pd.DataFrame) -> pd.DataFrame:
    """Split names into words, their places left out.

    The dictionary is `data/registry/name_words.csv` alone, so that a name is cut the same way
    everywhere; what it doesn't hold comes out as single characters that are no words of it.

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
    cutter = _tokenizer(known | places)
    rows = [
        (organisation, word, word in known)
        for organisation, name in zip(
            organisations["organisation_id"], organisations["organisation_hans"], strict=True
        )
        for word in cutter.cut(name, HMM=False)
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
    words = split_names(organisations)
    once = words[words["known"]].drop_duplicates(["organisation_id", "word"])
    listed = read_table("name_words")["word"]
    names = listed.map(once["word"].value_counts()).fillna(0).astype("int64")
    frame = pd.DataFrame({"word": listed, "names": names, "share": names / len(organisations)})
    kept = frame[frame["names"] >= positive_integer(min_names, "min_names")]
    return kept.sort_values("names", ascending=False, kind="stable", ignore_index=True)


def _place_names(organisations: pd.DataFrame) -> frozenset[str]:
    """Return the places of organisations, full and short: 广州12345热线 has its city shortly.

    They are words to the cutter, so that 海口市民 comes out as 海口 and 市民.
    """
    divisions = load_divisions()
    short = dict(zip(divisions["name"], divisions["name_short"], strict=True))
    full = {place for level in PLACES for place in organisations[level].dropna()}
    return frozenset(full | {short.get(place, place) for place in full})


@lru_cache(maxsize=4)
def _tokenizer(words: frozenset[str]) -> Tokenizer:
    """Return jieba with these words only; it reads no other dictionary and writes no cache."""
    with warnings.catch_warnings():
        # It may warn of its own imports, which a user can't mend.
        warnings.simplefilter("ignore")
        with from_extra("reports"):
            from jieba import Tokenizer

    tokenizer = Tokenizer()
    lines = "".join(f"{word} {10 ** len(word)}\n" for word in sorted(words))
    source = io.BytesIO(lines.encode("utf-8"))
    source.name = "name_words.csv"
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(source)
    tokenizer.initialized = True
    return tokenizer
