"""The findings on winners: numbers counted by hand or by another implementation, and sentences."""

from __future__ import annotations

from itertools import combinations as choose
from math import comb

import numpy as np
import pandas as pd
import pytest
from exact_repeat_winners import exact_repeat_winners
from scipy.stats import fisher_exact, hypergeom
from sentences import check_findings, pairwise

import hotlinelib as hl
from hotlinelib.choices.winners import WinnerChoices
from hotlinelib.errors import ParameterError
from hotlinelib.findings.finding import Finding

SIZES = [15, 12, 26, 10, 8]
INNOVATION = ("management_innovation", "service_to_the_people")


@pytest.fixture(scope="module")
def awards() -> pd.DataFrame:
    return hl.load_awards("2019")


@pytest.fixture(scope="module")
def counted(awards: pd.DataFrame) -> pd.DataFrame:
    return hl.select_awards(awards, "organisation")


def value(finding: Finding, id: str, column: str = "value") -> float:
    return float(finding.estimates.set_index("id")[column][f"{finding.name}/{id}"])


def drawn_given(winners: int, draws: int) -> np.ndarray:
    """Draw awards from 86 entrants, keep the rounds with so many winners: their largest number."""
    generator = np.random.default_rng(1)
    largest = []
    while len(largest) < draws:
        held = np.zeros((2_000, 86), dtype=int)
        for size in SIZES:
            chosen = generator.random((2_000, 86)).argsort(axis=1)[:, :size]
            np.put_along_axis(held, chosen, np.take_along_axis(held, chosen, 1) + 1, axis=1)
        largest.extend(held.max(axis=1)[(held > 0).sum(axis=1) == winners])
    return np.array(largest[:draws])


def shuffled_pairs(rows: np.ndarray, draws: int) -> np.ndarray:
    """Draw tables with the same margins by random swaps; return how many hold items 0 and 2."""
    generator = np.random.default_rng(2)
    table, both = rows.copy(), []
    for step in range(draws * 40):
        one, other = generator.choice(len(table), 2, replace=False)
        a, b = generator.choice(table.shape[1], 2, replace=False)
        if table[one, a] and table[other, b] and not (table[one, b] or table[other, a]):
            table[[one, one, other, other], [a, b, a, b]] = [0, 1, 1, 0]
        if step % 40 == 0:
            both.append((table[:, 0] & table[:, 2]).sum())
    return np.array(both)


def test_holders_are_19_of_52_and_none_has_three(counted: pd.DataFrame) -> None:
    found = hl.findings.holders(counted)
    expected = {"winners": 52, "awards": 71, "with_minimum": 19, "winners_of/2": 19}
    assert {id: value(found, id) for id in expected} == expected
    assert value(found, "several_names") == 0  # the second name of Anyang stands among the people
    assert found.shared_cities.tolist() == ["成都市", "郑州市", "佛山市", "苏州市"]


def test_nobody_with_three_is_improbable_given_52_winners(counted: pd.DataFrame) -> None:
    found = hl.findings.chance(counted)
    assert value(found, "largest_number", "p") == pytest.approx(0.0284, abs=5e-5)
    assert (drawn_given(52, 3_000) <= 2).mean() == pytest.approx(0.0284, abs=0.01)
    pool = [value(found, "entrants_of_equal_chances", at) for at in ("value", "low", "high")]
    assert pool == [86, 66, 129]
    assert value(found, "joint", "p") == pytest.approx(0.0091, abs=5e-5)
    assert value(found, "largest_number/by_city") == 4


def test_innovation_and_service_to_the_people_never_met(counted: pd.DataFrame) -> None:
    found = hl.findings.pairs(counted)
    key = f"together/{'+'.join(INNOVATION)}"
    assert value(found, key) == 0
    assert value(found, key, "null_mean") == pytest.approx(4.2756, abs=5e-5)
    assert value(found, key, "p") == pytest.approx(0.0026, abs=5e-5)
    assert value(found, key, "p_adjusted") == pytest.approx(0.0258, abs=5e-5)
    # The two bodies of Zhengzhou as one: once together; by city: twice.
    merged, by_city = f"{key}/merged/410100", f"{key}/by_city"
    assert (value(found, merged), value(found, by_city)) == (1, 2)
    assert value(found, merged, "p") == pytest.approx(0.0213, abs=5e-5)
    assert value(found, merged, "p_adjusted") == pytest.approx(0.213, abs=5e-4)


@pytest.mark.slow
def test_the_pair_agrees_with_random_swaps(counted: pd.DataFrame) -> None:
    table = hl.findings.winner_matrix(counted, min_awards=1).to_numpy()
    both = shuffled_pairs(table, 6_000)
    assert both.mean() == pytest.approx(4.28, abs=0.12)
    assert (both == 0).mean() < 0.01


def test_pairs_under_assumed_entrants_are_hypergeometric(
    awards: pd.DataFrame, counted: pd.DataFrame
) -> None:
    frame = hl.findings.pairs_by_entrants(awards, counted).frame
    assert sorted(frame["entrants"].unique()) == [53, 124, 344]
    pair = frame[(frame["entrants"] == 124) & (frame["item_a"] == "management_efficiency")]
    pair = pair[pair["item_b"] == "service_to_the_people"].iloc[0]
    upper = hypergeom(124, 12, 26).sf(4)
    assert pair["p_value"] == pytest.approx(2 * upper)
    assert pair["both"] == 5


def test_winners_of_several_for_assumed_entrants(
    awards: pd.DataFrame, counted: pd.DataFrame
) -> None:
    frame = hl.findings.entrants(awards, counted, entrants=60).frame.set_index("entrants")
    assert frame.index.tolist() == [53, 60, 124, 344]
    for number in frame.index:
        upper = exact_repeat_winners(SIZES, number)[19:].sum()
        assert frame["p_upper"][number] == pytest.approx(upper, abs=0.01)
        # One unit wins two awards or more with the chance of a Poisson-binomial number.
        none = np.prod([1 - size / number for size in SIZES])
        shares = [size / (number - size) for size in SIZES]
        assert frame["expected"][number] == pytest.approx(number * (1 - none - none * sum(shares)))


@pytest.mark.parametrize(
    ("level", "entrants", "left_out"),
    [
        ("organisation", 20, {20: "fewer_than_winners"}),
        ("city", 400, {400: "more_than_there_are"}),
        ("province", 124, {124: "more_than_there_are"}),
    ],
)
def test_numbers_of_entrants_that_cannot_be_are_left_out(
    awards: pd.DataFrame, counted: pd.DataFrame, level: str, entrants: int, left_out: dict[int, str]
) -> None:
    wrong = hl.findings.entrants(awards, counted, level=level, entrants=entrants).left_out  # type: ignore[arg-type]
    assert dict(zip(wrong["entrants"], wrong["status"], strict=True)) == left_out


def test_24_of_25_organisations_whose_people_won_also_won(awards: pd.DataFrame) -> None:
    found = hl.findings.people(awards)
    expected = {"people": 25, "both": 24, "organisations": 52, "several": 19}
    expected |= {"several_with_people": 9, "fewer": 33, "fewer_with_people": 15}
    assert {id: value(found, id) for id in expected} == expected
    assert value(found, "odds_ratio", "p") == pytest.approx(
        fisher_exact([[9, 10], [15, 18]]).pvalue
    )
    # The smallest odds ratio above 1 that Fisher's test finds with 80% power, by hand.
    ratio = value(found, "odds_ratio", "smallest_effect")
    numbers = range(20)
    weights = [comb(19, k) * comb(33, 24 - k) * ratio**k for k in numbers]
    found_by = [fisher_exact([[k, 19 - k], [24 - k, 9 + k]]).pvalue <= 0.05 for k in numbers]
    power = sum(w for w, is_found in zip(weights, found_by, strict=True) if is_found)
    assert power / sum(weights) == pytest.approx(0.8, abs=1e-6)
    by_city = hl.findings.people(awards, level="city")
    assert (value(by_city, "both"), value(by_city, "people")) == (25, 25)


def test_people_are_named_only_when_asked_for(awards: pd.DataFrame) -> None:
    assert not hl.findings.people(awards).has_table
    named = hl.findings.people(awards, show_people=True)
    assert len(named.table()) == 17
    persons = set(awards["person"].dropna())
    assert not persons & set(named.frame.astype("str").to_numpy().ravel())


# Columns: level, recipients, count, winners, those with two or more, largest number.
# Rows of organisations follow from the printed list alone (tests/test_winners.py).
RULES = """
organisation organisation categories 52 19  2
organisation organisation awards     52 19  2
organisation person       categories 25  6  3
organisation person       awards     25  7  4
organisation all          categories 53 34  5
organisation all          awards     53 34  6
city         organisation categories 48 19  4
city         organisation awards     48 19  4
city         person       categories 25  6  3
city         person       awards     25  7  4
city         all          categories 48 34  6
city         all          awards     48 34  6
province     organisation categories 18 16  5
province     organisation awards     18 16 14
province     person       categories 13  7  3
province     person       awards     13  9  8
province     all          categories 18 18  8
province     all          awards     18 18 22
"""


def test_every_counting_rule(awards: pd.DataFrame) -> None:
    names = ["level", "recipients", "count", "winners", "multi_award_winners", "largest_count"]
    found = hl.findings.rules(awards).frame[names].astype(str).to_numpy().tolist()
    assert found == [line.split() for line in RULES.strip().splitlines()]


def test_which_decisions_on_identity_move_a_result(counted: pd.DataFrame) -> None:
    frame = hl.findings.identity(counted).frame
    moved = frame[frame["crosses"]].groupby("key")["id"].agg(set).to_dict()
    pair = f"pairs/together/{'+'.join(INNOVATION)}"
    assert moved == {
        "510100": {"chance/largest_number", pair},  # Chengdu: three awards as one
        "410100": {pair},  # Zhengzhou
        "440600": {"chance/largest_number"},  # Foshan and Shunde: four awards as one
        "320500": {pair},  # Suzhou: 0.0503 after Holm
    }


def test_identity_decisions_of_the_list(awards: pd.DataFrame) -> None:
    made = {decision.id: decision.awards for decision in hl.findings.identity_decisions(awards)}
    assert {id for id in made if not id.startswith("district")} == {
        "name_apart/anyang-mayor-hotline",
        "merged/410100",
        "merged/510100",
        "merged/440600",
        "merged/320500",
    }
    before = awards["organisation_id"].nunique()
    assert made["name_apart/anyang-mayor-hotline"]["organisation_id"].nunique() == before + 1
    assert made["merged/410100"]["organisation_id"].nunique() == before - 1
    apart = made["district_apart/440606"]
    assert (
        hl.findings.count_winners(apart, "city").shape[0]
        == hl.findings.count_winners(awards, "city").shape[0] + 1
    )


def test_a_threshold_of_one_is_refused(counted: pd.DataFrame, awards: pd.DataFrame) -> None:
    for make in (hl.findings.holders, hl.findings.people, hl.findings.rules):
        with pytest.raises(ParameterError, match="2 or more"):
            make(awards, min_awards=1)
    with pytest.raises(ParameterError, match="2 or more"):
        hl.findings.entrants(awards, counted, min_awards=1)


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"level": "village"}, "use: organisation, city, province"),
        ({"count": "points"}, "use: categories, awards"),
        ({"recipients": "team"}, "use: organisation, person, all"),
        ({"min_awards": 1}, "min_awards = 1 is not offered; use: a whole number of 2 or more"),
        ({"entrants": -5}, "entrants = -5 is not offered"),
        ({"awards": "no_such_award"}, "management_innovation"),
        ({"edition": "1999"}, "2019"),
    ],
)
def test_a_choice_that_is_not_offered_is_refused(choice: dict[str, object], told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        WinnerChoices(**choice)  # type: ignore[arg-type]


def report(
    awards: pd.DataFrame,
    *,
    recipients: str = "organisation",
    awards_chosen: str = "all",
    level: str = "organisation",
    count: str = "categories",
    min_awards: int = 2,
    entrants: int = 124,
) -> list[Finding]:
    """Return the findings of the notebook."""
    rows = hl.select_awards(awards, recipients, awards_chosen)
    make = hl.findings
    return [
        make.holders(rows, level=level, count=count, min_awards=min_awards),
        make.combinations(rows, level=level),
        make.pairs(rows, level=level),
        make.chance(rows, level=level),
        make.people(awards, level=level, min_awards=min_awards),
        make.identity(rows, level=level),
        make.entrants(awards, rows, level=level, min_awards=min_awards, entrants=entrants),
        make.pairs_by_entrants(awards, rows, level=level, entrants=entrants),
        make.people_by_entrants(awards, level=level, entrants=entrants),
        make.rules(awards, min_awards=min_awards, chosen=awards_chosen),
    ]


CHOICES = {
    "recipients": ["organisation", "person", "all"],
    "level": ["organisation", "city", "province"],
    "awards_chosen": [
        "all",
        "big_data,service_star",
        "management_innovation,service_star,big_data",
    ],
    "count": ["categories", "awards"],
    "min_awards": [2, 3, 9],
    "entrants": [20, 60, 344],
}
COVERING = pairwise(CHOICES)
USUAL = [
    {},
    {"level": "city", "recipients": "person", "count": "awards"},
    {"recipients": "person", "awards_chosen": "service_star", "min_awards": 3, "entrants": 20},
    {"awards_chosen": ",".join(INNOVATION), "entrants": 344},
    {"level": "province", "recipients": "all"},
]


@pytest.mark.parametrize("choice", USUAL, ids=str)
def test_sentences_hold(awards: pd.DataFrame, choice: dict[str, object]) -> None:
    check_findings(report(awards, **choice))  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("choice", COVERING, ids=str)
def test_sentences_hold_over_the_covering_set(
    awards: pd.DataFrame, choice: dict[str, object]
) -> None:
    check_findings(report(awards, **choice))  # type: ignore[arg-type]


@pytest.mark.parametrize("rows", ["four", "one province", "organisations only", "one winner"])
def test_sentences_hold_of_small_lists(awards: pd.DataFrame, rows: str) -> None:
    small = {
        "four": awards.head(4),
        "one province": awards[awards["province"] == "广东省"],
        "organisations only": awards[awards["recipient"] == "organisation"],
        "one winner": awards[awards["organisation_id"] == "yinchuan-smart-city-centre"],
    }[rows]
    check_findings(report(small, recipients="all"))


def test_the_covering_set_meets_every_pair_of_values() -> None:
    met = {pair for row in COVERING for pair in choose(row.items(), 2)}
    names = list(CHOICES)
    for one, other in choose(names, 2):
        for first in CHOICES[one]:
            for second in CHOICES[other]:
                assert ((one, first), (other, second)) in met
