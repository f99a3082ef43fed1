"""What must hold for every sentence of a report, whatever the parameters and the language.

Each check says in one word what it looks for, so that `test_faults_of_sentences.py` can put a fault
of each kind back and see that the check for it finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

import pandas as pd

from hotlinelib.findings.counted import Counted
from hotlinelib.findings.data_source import Source
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.regional.base import RegionalFinding
from hotlinelib.findings.regional.counts import Counts
from hotlinelib.findings.regional.grouping import NOMINAL
from hotlinelib.language import LANGUAGES, Language, Text, speak
from hotlinelib.language.nouns import basis, noun_alone, rate_unit
from hotlinelib.part import Part
from hotlinelib.tables.read import read_table

# A one with a plural noun: "1 organisations", but not "1 others" of 11 or "p = 0.1 ...".
PLURAL_OF_ONE = re.compile(
    r"(?<![\d.,])1 (?:[a-z-]+ ){0,2}(?:awards|organisations|cities|provinces|people|pairs|winners|"
    r"categories|divisions|regions|units|combinations|others|items)\b|"
    r"(?<![\d.,])1 (?:of the \d+ )?(?:[a-z-]+ ){1,3}(?:were|are)\b|\bThese are \w+\.|分别是\w+。"
)
NOT_A_NUMBER = re.compile(r"\bnan\b", re.IGNORECASE)
UNFILLED = re.compile(r"\{\w*\}")
ENGLISH = re.compile(r"\b(?:the|of|and|were|was|which|with|won|than)\b")
REGIONS = re.compile(r"(?<!NBS )(?<!geographic )\bregions?\b", re.IGNORECASE)
HELD_BY_ORGANISATIONS = re.compile(r"held by (?:\d+ )?organisation", re.IGNORECASE)
POSITION = re.compile(r"\b(?:place|number|ranks?) (\d+)\w* of (\d+)")
CURVE = re.compile(r"from ([\d.,]+) with [\d,]+ entrants to ([\d.,]+) with [\d,]+,")
# What a name alone doesn't tell.
RUNS = re.compile(r"\b(?:runs?|operates?|manages?)\b")
CONCENTRATION = ("gini", "theil", "herfindahl_hirschman", "equivalent_units")
RATES = ("rate", "rate_shrunk", "overall")


def check_findings(
    findings: Sequence[Finding],
    languages: Sequence[Language] = LANGUAGES,
    awards: pd.DataFrame | None = None,
) -> None:
    """Check what findings say, in all languages; `awards` are the rows that they count."""
    for finding in findings:
        check_estimates(finding, awards)
        assert not finding.has_table or len(finding.table()), f"empty table: {finding.name}"
    for language in languages:
        said = [str(text) for finding in findings for text in sentences_of(finding, language)]
        doubled = {text for text in said if said.count(text) > 1}
        assert not doubled, f"said twice: {doubled}"
        for finding in findings:
            for text in texts_of(finding, language):
                check_text(text, finding, language)
            check_meaning(finding, language)


def sentences_of(finding: Finding, language: Language) -> list[str]:
    """Return all single sentences of a finding."""
    end = r"(?<=\.) (?=[A-Z])" if language == "en" else r"(?<=。)"
    return [
        sentence
        for text in finding.sentences(language)
        for sentence in re.split(end, text)
        if sentence
    ]


def texts_of(finding: Finding, language: Language) -> Iterator[Text]:
    """Yield all that a finding says."""
    yield from finding.sentences(language)
    yield Text(finding.heading(language))
    yield from (finding.caption(language, "figure"), finding.caption(language, "table"))


def check_estimates(finding: Finding, awards: pd.DataFrame | None) -> None:
    """Check that nothing is estimated that has no meaning, and that counts are of the rows."""
    estimates = finding.estimates
    tested = estimates[["p", "p_adjusted"]].notna().any(axis=None)
    untested = getattr(finding, "reason", "") or getattr(finding, "untested", "")
    assert not (untested and tested and finding.name != "rates"), f"tested in vain: {finding.name}"
    if isinstance(finding, RegionalFinding):
        few = finding.counted.is_few and finding.name != "specification"  # counts others, too
        assert not (few and tested), f"too few to test: {finding.name}"
        constant = finding.by == "prefecture" and finding.counted.unit == "cities"
        assert not (constant and tested and finding.name in ("fit", "rates", "concentration")), (
            f"nothing varies: {finding.name}"
        )
        meaningless = finding.by in NOMINAL and estimates["quantity"].isin(CONCENTRATION).any()
        assert not meaningless, f"concentration over {finding.by}"
    if awards is not None:
        exceptions = read_table("kind_exceptions")["organisation_id"]
        held = awards.drop_duplicates(["organisation_id", "organisation"])
        several = held["organisation_id"].value_counts().gt(1).sum()
        recounted = {
            "kinds/by_exception": awards["organisation_id"][
                awards["organisation_id"].isin(exceptions)
            ].nunique(),
            "holders/several_names": several,
        }
        stated = estimates[estimates["id"].isin(recounted)]
        for id, value in zip(stated["id"], stated["value"], strict=True):
            assert value == recounted[id], f"not of the rows counted: {id}"


def check_text(text: Text, finding: Finding, language: Language) -> None:
    """Check that numbers are estimates as written, and that nothing is broken."""
    assert not text.unmarked, f"unmarked number: {text.unmarked} in {text}"
    assert not NOT_A_NUMBER.search(text), f"not a number: {text}"
    assert not UNFILLED.search(text), f"unfilled: {text}"
    assert ".." not in text, text
    assert "  " not in text, text
    assert not PLURAL_OF_ONE.search(text), f"plural of one: {text}"
    if language != "en":
        assert not ENGLISH.search(str(text).replace("People's Daily Online", "")), text
    check_stated(text, finding, language)
    check_nouns(text, finding, language)


def check_nouns(text: Text, finding: Finding, language: Language) -> None:
    """Check that units, regions and denominators are those of the finding's own frame."""
    say = speak(language)
    if not finding.counted.every_award:
        assert not re.search(r"\bof all(?: awards)?\)", text), f"not all awards: {text}"
    if finding.counted.recipients == "person":
        assert not HELD_BY_ORGANISATIONS.search(text), f"people hold them: {text}"
    if getattr(finding, "level", "organisation") != "organisation":
        assert "as organisations" not in text, f"other level: {text}"
    if finding.name == "kinds":
        assert not RUNS.search(text), f"a name doesn't tell: {text}"
    if not isinstance(finding, RegionalFinding):
        return
    rates = {rate_unit(say, per) for per in read_table("denominators")["per"]}
    others = rates - {rate_unit(say, finding.compared_with)}
    stated = [other for other in others if re.search(rf"{re.escape(other)}(?!\w)", text)]
    assert not stated, f"rate of another unit: {stated} in {text}"
    if finding.by in NOMINAL and finding.name in ("rates", "fit", "concentration"):
        plain = basis(say, "prefecture_divisions")
        assert plain not in text, f"compared with another denominator: {text}"
    if language != "en":
        return
    # 'Municipality', 'East' in tables are 'municipalities', 'the East' in sentences.
    terms = read_table("terms")
    for label, phrase in zip(terms["value_en"], terms["sentence_en"], strict=True):
        if label != phrase:
            bare = rf"(?<![Tt]he )\b{label}\b(?!-| China| region)"
            assert not re.search(bare, text), f"a label as a noun: {label} in {text}"
    if finding.name in ("comparison", "awards_by_region"):
        return
    if finding.by in ("province", "prefecture", *NOMINAL):
        assert not REGIONS.search(text), f"noun of other regions: {text}"
        kinds = [one for one in NOMINAL if one != finding.by]
        wrong = [one for one in kinds if noun_alone(say, "by", one) in text]
        assert not wrong, f"noun of other regions: {wrong} in {text}"


def check_meaning(finding: Finding, language: Language) -> None:
    """Check what a finding as a whole says of places, directions and the list."""
    sentences = finding.sentences(language)
    said = " ".join(sentences)
    untested = getattr(finding, "reason", "") or getattr(finding, "untested", "")
    stated = [mark for text in sentences for mark in text.marks if mark.id]
    assert not (untested and any(mark.field.startswith("p") for mark in stated)), (
        f"tested in vain: {said}"
    )
    if isinstance(finding, Counts) and len(finding.regions.order) > 1:
        labels = finding.labels_in_sentences(finding._teller(language))
        for text in sentences:
            assert not all(labels[one] in text for one in finding.inside["region_id"]), (
                f"all are named as the largest: {text}"
            )
    if isinstance(finding, Source) and language == "en":
        unordered = "no particular order" in said
        assert unordered == (finding.record.order == "none"), f"order of the list: {said}"
    own = getattr(finding, "own", {})
    if own and not own["count"]:
        ranked = [mark.id for mark in stated if "/rank/" in mark.id]
        assert not ranked, f"a rank of nothing: {ranked}"
    if language == "en":
        _check_figure(finding, said)


def _check_figure(finding: Finding, said: str) -> None:
    """Check that the figure's text says of places and directions what data and prose say."""
    shown = finding.alt() if finding.has_figure else ""
    bases, drawn = ({base for _, base in POSITION.findall(text)} for text in (said, shown))
    assert not bases or drawn <= bases, f"place on another basis: {drawn} and {bases}"
    curve = getattr(finding, "curve", None)
    if curve is None or not finding.has_figure:
        return
    ordered = curve.sort_values("entrants")["expected"]
    say = speak("en")
    ends = [(say.number(ordered.iloc[0]), say.number(ordered.iloc[-1]))]
    assert CURVE.findall(shown) == ends, f"ends of the curve: {shown}"
    rises = ordered.iloc[-1] > ordered.iloc[0]
    assert ("the fewer" not in said + shown) or not rises, f"direction of the curve: {shown}"


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
            assert plain == say.p_value(value), f"another number: {written}, {value}"
        elif plain.endswith("%"):
            decimals = len(plain[:-1].partition(".")[2])
            assert plain == say.percent(value, decimals), f"another number: {written}, {value}"
        else:
            decimals = len(plain.partition(".")[2])
            assert plain == say.number(value, decimals), f"another number: {written}, {value}"
        if mark.field == "value" and estimates["quantity"][mark.id] in RATES and 0 < value < 1:
            digits = plain.replace(".", "").lstrip("0")
            assert len(digits) > 1, f"one significant digit: {text}"


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
    """Check a report as shown: its title, no headline twice, every number an estimate."""
    said = [part.about.get("sentences", ()) for part in parts]
    check_title(parts)
    headlines = [
        sentences[0]["text"]
        for part, sentences in zip(parts, said, strict=True)
        if "finding" in part.about and sentences
    ]
    assert len(set(headlines)) == len(headlines), headlines
    for sentence in (one for sentences in said for one in sentences):
        assert not sentence["unmarked"], sentence
    assert all(part.about["alt"] for part in parts if part.about.get("kind") == "figure")


def check_title(parts: Sequence[Part]) -> None:
    """Check that the title names what is counted."""
    counted = [
        Counted(**part.about["counted"])
        for part in parts
        if "finding" in part.about and part.about["finding"] != "source"
    ]
    title = parts[0].content["text/plain"]
    if {part.about.get("finding") for part in parts} & {"again", "known_winners"}:
        return  # a report on several editions, which its title names
    assert not RUNS.search(title), f"a name doesn't tell: {title}"
    selections = {str(one.selection(speak(language))) for one in counted for language in LANGUAGES}
    assert any(selection in title for selection in selections), f"title without selection: {title}"


def check_captions(parts: Sequence[Part]) -> None:
    """Check that no figure or table has the caption of another."""
    captions = [part.about["caption"] for part in parts if "caption" in part.about]
    assert len(set(captions)) == len(captions), captions
