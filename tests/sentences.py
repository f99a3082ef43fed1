"""What must hold of every sentence of a report, whatever was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotlinelib.language import LANGUAGES, Language, Text
from hotlinelib.language.speech import MINUS
from hotlinelib.part import Part

# A number before a plural noun: "1 organisations", "1 other provinces".
PLURAL_OF_ONE = re.compile(
    r"(?<![\d.,])1 (?!of\b)(?:\w+[ -]){0,2}(?:\w{2,}(?<!s)s|people|others|cities)\b"
)
NEVER = re.compile(r"\bnan\b|\binf\b|[{}]|doesn't differ| \.|  ", re.IGNORECASE)


def check_finding(finding: object) -> None:
    """Check all sentences of a finding in three languages."""
    for language in LANGUAGES:
        sentences = finding.sentences(language)  # type: ignore[attr-defined]
        assert sentences, finding
        assert len(set(sentences)) == len(sentences), f"a sentence twice: {sentences}"
        told = [*sentences, finding.caption(language)]  # type: ignore[attr-defined]
        for sentence in told:
            check_sentence(sentence, language)
            check_marks(sentence, finding.estimates.set_index("id"))  # type: ignore[attr-defined]
        if finding.has_figure:  # type: ignore[attr-defined]
            assert not NEVER.search(finding.alt(language))  # type: ignore[attr-defined]


def check_sentence(text: Text, language: Language) -> None:
    """Check that a sentence is whole, and that all of its numbers are estimates or names."""
    assert not text.unmarked, f"{text.unmarked} in {text!r}"
    assert not NEVER.search(text), text
    if language == "en":
        assert not PLURAL_OF_ONE.search(text), text
    else:
        assert "2类奖项" not in text, text


def check_marks(text: Text, estimates: object) -> None:
    """Check that each number states its estimate's field, to the decimals written."""
    for mark in text.marks:
        if not mark.id:
            continue
        written = text[mark.start : mark.end]
        value = float(estimates.loc[mark.id, mark.field])  # type: ignore[attr-defined]
        number = re.search(rf"[{MINUS}-]?\d[\d,]*(?:\.(\d+))?%?", written)
        assert number, f"{written!r} states no number ({mark.id})"
        if "<" in written or ">" in written:
            continue
        plain = number[0].replace(",", "").replace(MINUS, "-").rstrip("%")
        scale = 100 if number[0].endswith("%") else 1
        step = 0.5 * 10 ** -len(number[1] or "")
        assert abs(float(plain) - value * scale) <= step * 1.001, f"{written!r} is {value}: {mark}"


def check_parts(parts: list[Part]) -> None:
    """Check a report: no headline twice, no number without its estimate, a title, alt texts."""
    headlines = [str(said[0]["text"]) for said in _sentences(parts, findings=True) if said]
    assert len(set(headlines)) == len(headlines), f"a headline twice: {headlines}"
    for said in _sentences(parts, findings=False):
        for sentence in said:
            assert not sentence["unmarked"], sentence
    for part in parts:
        if part.about.get("kind") == "figure":
            assert part.about["alt"].strip()


def _sentences(parts: list[Part], findings: bool) -> Iterator[list[dict]]:
    for part in parts:
        if not findings or "finding" in part.about:
            yield list(part.about.get("sentences", ()))
