"""The 25 faults of sentences that a review found, each put back: the check for it must find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
import pytest
from sentences import check_findings, check_parts

import hotlinelib as hl
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.nouns import basis, noun_alone, rate_unit
from hotlinelib.tables.editions import read_source_record

pytestmark = pytest.mark.slow
F = hl.findings
LISTED = hl.load_awards("2019")
AWARDS = hl.select_awards(LISTED)
BIG_DATA = hl.select_awards(LISTED, awards="big_data")
PEOPLE = hl.select_awards(LISTED, "person")
Say = Callable[[Any, Teller], Text]


@cache
def found(name: str, rows: str = "AWARDS", **choices: Any) -> Finding:
    listed = [LISTED] if name == "entrants" else []
    finding: Finding = getattr(F, name)(*listed, globals()[rows], **choices)
    return finding


def saying(finding: Finding, say: Say) -> Finding:
    """Return the finding with one more sentence."""
    kind = type(finding)
    more = {"_prose": lambda self, tell: [*kind._prose(self, tell), say(self, tell)]}
    return as_kind(finding, type(kind.__name__, (kind,), more))


def as_kind(finding: Finding, kind: type[Finding]) -> Finding:
    made = object.__new__(kind)
    made.__dict__.update(finding.__dict__)
    return made


def heading(finding: Finding, **methods: Any) -> Finding:
    return as_kind(finding, type(type(finding).__name__, (type(finding),), methods))


def of_other_estimates(finding: Finding, *more: dict[str, Any]) -> Finding:
    rows = pd.DataFrame([{**finding.estimates.iloc[0].to_dict(), **row} for row in more])
    return replace(finding, estimates=pd.concat([finding.estimates, rows], ignore_index=True))


def doubled(finding: Finding) -> list[Finding]:
    return [saying(finding, lambda self, tell: tell("Nothing is tested: or, or."))] * 2


CURVE = pd.DataFrame({"entrants": [53, 344], "expected": [52.0, 60.0], "low": 50.0, "high": 62.0})
# Number of the fault in the review, what is printed or computed again, and the check's word for it.
FAULTS: list[tuple[str, Callable[[], Finding | list[Finding]], str]] = [
    (
        "2.1 Cramér's V of one column",
        lambda: saying(
            of_other_estimates(
                found("kinds_and_awards", "BIG_DATA"),
                {"id": "kinds_and_awards/cramers_v", "value": float("nan")},
            ),
            lambda self, tell: tell("Cramér's V {v}.", v=tell.state("cramers_v", 2)),
        ),
        "not a number",
    ),
    (
        "2.2 a rank of none",
        lambda: saying(
            of_other_estimates(
                found("peers", "BIG_DATA", province="吉林"),
                {"id": "peers/rank/region_rate", "value": 1.0},
            ),
            lambda self, tell: tell("It takes {n}.", n=tell.state("rank/region_rate")),
        ),
        "a rank of nothing",
    ),
    (
        "2.3 all, of one award",
        lambda: saying(
            found("counts", "BIG_DATA"),
            lambda self, tell: tell("It won {n} (of all).", n=tell.state("total")),
        ),
        "not all awards",
    ),
    (
        "2.4 the rate of another unit",
        lambda: saying(
            found("neighbours"),
            lambda self, tell: tell("Rates are {per}.", per=rate_unit(tell, "rank_divisions")),
        ),
        "rate of another unit",
    ),
    (
        "2.5 held against all divisions, by level",
        lambda: saying(
            found("fit", by="level"),
            lambda self, tell: tell("Against {b}.", b=basis(tell, "prefecture_divisions")),
        ),
        "compared with another denominator",
    ),
    (
        "2.6 a test of cities by city",
        lambda: of_other_estimates(
            found("fit", unit="cities", by="prefecture"), {"id": "fit/chi_square", "p": 0.4}
        ),
        "tested in vain",
    ),
    (
        "2.7 the fewer, over a rising curve",
        lambda: heading(
            replace(found("entrants"), curve=CURVE),
            _headline=lambda self, tell: tell("The more could have won, the fewer win several."),
            _describe=lambda self, tell: "from 52 with 53 entrants to 60 with 344,",
        ),
        "direction of the curve",
    ),
    (
        "2.8 names of the whole list",
        lambda: of_other_estimates(
            replace(found("holders"), estimates=without(found("holders"), "several_names")),
            {"id": "holders/several_names", "value": 1.0},
        ),
        "not of the rows counted",
    ),
    (
        "2.9 an exception that isn't counted",
        lambda: of_other_estimates(
            replace(
                found("kinds", "BIG_DATA"),
                estimates=without(found("kinds", "BIG_DATA"), "by_exception"),
            ),
            {"id": "kinds/by_exception", "value": 1.0},
        ),
        "not of the rows counted",
    ),
    (
        "2.10 a number that no estimate has",
        lambda: saying(
            found("counts"), lambda self, tell: tell("In the next edition {n} took part.", n="124")
        ),
        "unmarked number",
    ),
    (
        "2.11 in no particular order, of a page that doesn't say so",
        lambda: replace(
            heading(found("source", "LISTED"), _prose=lambda self, tell: [ORDER(tell)]),
            record=replace(read_source_record("2019"), order="unknown"),
        ),
        "order of the list",
    ),
    (
        "2.12 people's awards held by organisations",
        lambda: saying(
            found("counts", "PEOPLE"),
            lambda self, tell: tell("Held by {n} organisations.", n=tell.state("organisations")),
        ),
        "people hold them",
    ),
    (
        "2.13 cities that won as organisations",
        lambda: saying(
            found("holders", level="city"),
            lambda self, tell: tell("Cities won awards as organisations."),
        ),
        "other level",
    ),
    (
        "2.15 all as the largest",
        lambda: saying(
            found("counts", by="nbs_region"),
            lambda self, tell: tell(
                "Most went to {all}.", all=self.named_series(tell, self.frame["region_id"])
            ),
        ),
        "all are named as the largest",
    ),
    (
        "2.16 concentration over ranks",
        lambda: of_other_estimates(
            replace(found("concentration", by="rank"), reason=""),
            {"id": "concentration/gini", "quantity": "gini", "value": 0.6},
        ),
        "concentration over rank",
    ),
    (
        "2.17 levels called ranks",
        lambda: saying(
            found("fit", by="level"),
            lambda self, tell: tell("It differs between {r}.", r=noun_alone(tell, "by", "rank")),
        ),
        "noun of other regions",
    ),
    (
        "2.17 levels called regions",
        lambda: saying(
            found("fit", by="level"), lambda self, tell: tell("It differs between the regions.")
        ),
        "noun of other regions",
    ),
    (
        "2.18 inference from eight counts",
        lambda: of_other_estimates(
            replace(found("fit", "BIG_DATA"), reason=""), {"id": "fit/chi_square", "p": 0.01}
        ),
        "too few to test",
    ),
    ("2.19 the same sentence twice", lambda: doubled(found("counts")), "said twice"),
    (
        "2.20 one pairs",
        lambda: saying(found("counts"), lambda self, tell: tell("For {n} pairs.", n=named(1))),
        "plural of one",
    ),
    (
        "2.20 one others",
        lambda: saying(found("counts"), lambda self, tell: tell("With {n} others.", n=named(1))),
        "plural of one",
    ),
    (
        "2.20 these are one",
        lambda: saying(found("counts"), lambda self, tell: tell("These are Yinchuan.")),
        "plural of one",
    ),
    (
        "2.21 a table of no award",
        lambda: heading(found("leave_one_out", "BIG_DATA"), has_table=True),
        "empty table",
    ),
    (
        "2.22 a table of no word",
        lambda: heading(found("words", min_names=60), has_table=True),
        "empty table",
    ),
    (
        "2.23 one significant digit",
        lambda: heading(
            found("rates", unit="cities", by="region7", per="population"),
            _headline=lambda self, tell: tell("All: {o}.", o=tell.state("overall", 1)),
        ),
        "one significant digit",
    ),
    (
        "2.24 who runs them",
        lambda: saying(found("kinds"), lambda self, tell: tell("What runs the hotlines.")),
        "a name doesn't tell",
    ),
    (
        "2.16 a rank as tables name it",
        lambda: saying(
            found("counts", by="rank"),
            lambda self, tell: tell("Most lie in Prefecture-level city."),
        ),
        "a label as a noun",
    ),
    (
        "2.25 a place on another basis",
        lambda: heading(
            found("peers", province="广东"),
            _describe=lambda self, tell: "Guangdong: place 4 of 10 in its region.",
        ),
        "place on another basis",
    ),
]


def without(finding: Finding, quantity: str) -> pd.DataFrame:
    return finding.estimates[finding.estimates["quantity"] != quantity]


def ORDER(tell: Teller) -> Text:  # noqa: N802
    return tell("The list is printed in no particular order: a number in it is no rank.")


@pytest.mark.parametrize(("make", "told"), [row[1:] for row in FAULTS], ids=[r[0] for r in FAULTS])
def test_a_fault_put_back_is_found(make: Callable[[], Any], told: str) -> None:
    findings = make() if isinstance(made := make(), list) else [made]
    rows = BIG_DATA if not findings[0].counted.every_award else AWARDS
    with pytest.raises(AssertionError, match=told):
        check_findings(findings, ("en",), rows)


def test_without_a_fault_nothing_is_found() -> None:
    for name in ("counts", "neighbours", "kinds", "holders", "entrants", "leave_one_out"):
        check_findings([found(name)], ("en",), AWARDS)
    check_findings([found("fit", by="level"), found("peers", province="广东")], ("en",), AWARDS)


@pytest.mark.parametrize("title", ["Where the government hotline awards went", "What runs them"])
def test_a_title_without_selection_and_one_that_claims_are_found(title: str) -> None:
    paper = hl.Paper("en")
    shown = [paper.title(title), *paper.show(found("kinds", "BIG_DATA"), figure=False).parts]
    with pytest.raises(AssertionError, match=r"title without selection|a name doesn't tell"):
        check_parts(shown)


def test_every_fault_of_the_review_is_here() -> None:
    numbers = {name.split()[0] for name, *_ in FAULTS} | {"2.14"}
    assert numbers == {f"2.{number}" for number in range(1, 26)}
