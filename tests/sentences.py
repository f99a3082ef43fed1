"""What must hold for every sentence of a report, whatever the parameters and the language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from hotlinelib.findings.finding import Finding
from hotlinelib.language import LANGUAGES, Language, Text, speak
from hotlinelib.part import Part

# A one with a plural noun: "1 organisations", but not "1 others" of 11 or "p = 0.1 ...".
PLURAL_OF_ONE = re.compile(
    r"(?<![\d.,])1 (?:[a-z-]+ ){0,2}(?:awards|organisations|cities|provinces|people|pairs|winners|"
    r"categories|divisions|regions|units|combinations)\b"
)
NOT_A_NUMBER = re.compile(r"\bnan\b", re.IGNORECASE)
UNFILLED = re.compile(r"\{\w*\}")
ENGLISH = re.compile(r"\b(?:the|of|and|were|was|which|with|won|than)\b")


def check_findings(findings: Sequence[Finding]) -> None:
    """Check all sentences, captions and descriptions of findings in all languages."""
    for language in LANGUAGES:
        headlines = [str(finding.headline(language)) for finding in findings]
        doubled = {text for text in headlines if headlines.count(text) > 1}
        assert not doubled, doubled
        for finding in findings:
            for text in texts_of(finding, language):
                check_text(text, finding, language)


def texts_of(finding: Finding, language: Language) -> Iterator[Text]:
    """Yield all that a finding says."""
    yield from finding.sentences(language)
    yield Text(finding.heading(language))
    yield from (finding.caption(language, "figure"), finding.caption(language, "table"))


def check_text(text: Text, finding: Finding, language: Language) -> None:
    """Check that numbers are estimates as written, and that nothing is broken."""
    assert not text.unmarked, (text.unmarked, text)
    assert not NOT_A_NUMBER.search(text), text
    assert not UNFILLED.search(text), text
    assert ".." not in text, text
    assert "  " not in text, text
    if language == "en":
        assert not PLURAL_OF_ONE.search(text), text
    else:
        assert not ENGLISH.search(str(text).replace("People's Daily Online", "")), text
    check_stated(text, finding, language)


def check_stated(text: Text, finding: Finding, language: Language) -> None:
    """Check that each marked number is the estimate's own, at the precision it is written with."""
    estimates = finding.estimates.set_index("id")
    say = speak(language)
    for mark in text.marks:
        if not mark.id:
            continue
        value, written = float(estimates[mark.field][mark.id]), text[mark.start : mark.end]
        plain = written.removeprefix("p = ")
        if plain.startswith("p "):
            assert plain == say.p_value(value), (written, value)
        elif plain.endswith("%"):
            decimals = len(plain[:-1].partition(".")[2])
            assert plain == say.percent(value, decimals), (written, value)
        else:
            decimals = len(plain.partition(".")[2])
            assert plain == say.number(value, decimals), (written, value)


def pairwise(choices: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Return few combinations in which each two values of two parameters meet."""
    names = list(choices)
    rows = [dict(zip(names, values, strict=True)) for values in product(*choices.values())]
    missing = {pair for row in rows for pair in _pairs(row)}
    covering = []
    while missing:
        best = max(rows, key=lambda row: len(missing.intersection(_pairs(row))))
        covering.append(best)
        missing.difference_update(_pairs(best))
    return covering


def _pairs(row: Mapping[str, Any]) -> Iterable[tuple[tuple[str, Any], tuple[str, Any]]]:
    return combinations(row.items(), 2)


def check_parts(parts: Sequence[Part]) -> None:
    """Check a report as shown: no headline twice, every number an estimate, figures described."""
    said = [part.about.get("sentences", ()) for part in parts]
    headlines = [
        sentences[0]["text"]
        for part, sentences in zip(parts, said, strict=True)
        if "finding" in part.about and sentences
    ]
    assert len(set(headlines)) == len(headlines), headlines
    for sentence in (one for sentences in said for one in sentences):
        assert not sentence["unmarked"], sentence
    assert all(part.about["alt"] for part in parts if part.about.get("kind") == "figure")
