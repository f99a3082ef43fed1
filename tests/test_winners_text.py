"""The sentences, figures and tables on multi-award winners, for the default and for odd choices."""

from __future__ import annotations

import ast
from functools import cache
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest

from hotlinelib.findings.winners.counting import (
    compare_rules,
    count_winners,
    list_people,
    multi_award_winners,
)
from hotlinelib.language import LANGUAGES, speak
from hotlinelib.part import METADATA_KEY
from hotlinelib.selection import select_awards
from hotlinelib.storage import notebook_folder
from hotlinelib.tables.load import load_awards
from hotlinelib.winners.chance import list_pools, pool_curve, pool_tests, simulate_pools
from hotlinelib.winners.chance import turning_points as find_turning_points
from hotlinelib.winners.chance_text import (
    tell_chance,
    tell_largest,
    tell_null_model,
    tell_tests,
    tell_turning_points,
    title_of_curve,
)
from hotlinelib.winners.choices import WinnerChoices
from hotlinelib.winners.pairs import (
    award_holdings,
    award_pairs,
    people_association,
    people_by_award,
    people_by_multiplicity,
)
from hotlinelib.winners.pairs_text import (
    tell_association,
    tell_multiplicity,
    tell_overlap,
    tell_pair_tests,
    tell_pairs,
    title_of_combinations,
    title_of_pairs,
    write_ratio,
)
from hotlinelib.winners.tables import label_pairs, label_people, label_rules, label_winners
from hotlinelib.winners.text import (
    as_title,
    number_of_awards,
    tell_data,
    tell_distribution,
    tell_headline,
    tell_limits,
    tell_merging,
    tell_more_awards_than_categories,
    tell_most,
    tell_question,
    tell_rule,
    tell_rules_compared,
    tell_title,
)

DRAWS = 2_000
EN = speak("en")
AWARDS = load_awards()
DEFAULT = WinnerChoices()


def choose(**given: object) -> tuple[WinnerChoices, pd.DataFrame, pd.DataFrame]:
    """Return choices, the awards that they count and the winners of these."""
    choices = WinnerChoices(**given)
    counted = select_awards(AWARDS, choices.recipients, choices.awards)
    return choices, counted, count_winners(counted, choices.level, choices.count)


@cache
def analyse(choices: WinnerChoices) -> SimpleNamespace:
    """Return the frames of the report under some choices."""
    level, least = choices.level, choices.min_awards
    counted = select_awards(AWARDS, choices.recipients, choices.awards)
    holdings = award_holdings(counted, level)
    pools = list_pools(AWARDS, counted, level, choices.eligible)
    return SimpleNamespace(
        counted=counted,
        winners=count_winners(counted, level, choices.count),
        holdings=holdings,
        pools=pools,
        tests=pool_tests(simulate_pools(holdings, pools, least, DRAWS), holdings, least),
        turns=find_turning_points(
            holdings, pool_curve(holdings, pools, least, DRAWS), least, DRAWS
        ),
        pairs=award_pairs(holdings, 400),
        overlap=people_by_award(AWARDS, level=level),
        several=people_by_multiplicity(AWARDS, level, least),
        association=people_association(AWARDS, pools, level),
        rules=compare_rules(AWARDS, least, choices.awards),
    )


def tell_all(choices: WinnerChoices, language: str) -> list[str]:
    """Return every sentence of the report under some choices."""
    say, frames = speak(language), analyse(choices)
    winners, pairs, tests = frames.winners, frames.pairs, frames.tests
    return [
        tell_title(choices, say),
        tell_question(choices, say),
        tell_data(frames.counted, choices, say),
        tell_rule(choices, say),
        tell_merging(AWARDS, say),
        tell_headline(winners, choices, say),
        tell_distribution(winners, choices, say),
        tell_most(winners, choices, say),
        tell_more_awards_than_categories(winners, choices, say),
        tell_pairs(pairs, choices, say),
        tell_pair_tests(pairs, 400, choices, say),
        title_of_pairs(pairs, choices, say),
        title_of_combinations(frames.holdings, choices, say),
        tell_null_model(choices, say),
        *tell_tests(tests, frames.pools, choices, say),
        tell_chance(tests, choices, say),
        tell_turning_points(frames.turns, tests, choices, say),
        title_of_curve(frames.turns, tests, choices, say),
        tell_largest(tests, frames.counted["award_id"].nunique(), choices, say),
        tell_overlap(frames.overlap, choices, say),
        tell_multiplicity(frames.several, choices, say),
        *tell_association(frames.association, choices, say),
        tell_rules_compared(frames.rules, choices, say),
        *tell_limits(choices, say),
    ]


def run_notebook(**given: object) -> list[tuple[str, str, str]]:
    """Run the notebook's cells here; return kind, name and text of each part that it shows."""
    notebook = nbformat.read(notebook_folder() / "multi_award_winners.ipynb", as_version=4)
    names: dict[str, object] = {}
    parts = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        body = ast.parse(cell.source).body
        shown = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), cell.id, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            names.update(given)
        if shown is not None:
            part = eval(compile(ast.Expression(shown.value), cell.id, "eval"), names)
            content, about = part._repr_mimebundle_()
            kind = about[METADATA_KEY]["kind"]
            parts.append((kind, about[METADATA_KEY].get("name", ""), content["text/plain"]))
    return parts


def test_the_headline_finds_that_none_holds_three():
    choices, _, winners = choose()
    told = tell_headline(winners, choices, EN)
    assert told == "19 of 52 organisations won 2 award categories; none won more."
    assert as_title(told) == "19 of 52 organisations won 2 award categories; none won more"


@pytest.mark.parametrize(
    ("given", "headline"),
    [
        (
            {"recipients": "all"},
            "34 of 53 organisations won 2 award categories or more; the most that one won is 5 "
            "award categories.",
        ),
        (
            {"recipients": "all", "count": "awards"},
            "34 of 53 organisations won 2 awards or more; the most that one won is 6 awards.",
        ),
        (
            {"level": "city"},
            "19 of 48 cities won 2 award categories or more; the most that one won is 4 award "
            "categories.",
        ),
        (
            {"min_awards": 3},
            "None of 52 organisations won 3 award categories or more; the most that one won is 2 "
            "award categories.",
        ),
        (
            {"min_awards": 1},
            "52 of 52 organisations won 1 award category or more; the most that one won is 2 "
            "award categories.",
        ),
        ({"awards": "service_star"}, "No winner is counted."),
    ],
)
def test_the_headline_follows_the_choices(given, headline):
    choices, _, winners = choose(**given)
    assert tell_headline(winners, choices, EN) == headline


def test_the_distribution_and_the_few_with_most():
    choices, _, winners = choose(recipients="person")
    assert tell_distribution(winners, choices, EN) == (
        "By number: 19 organisations with 1 award category, 4 organisations with 2 award "
        "categories and 2 organisations with 3 award categories."
    )
    assert tell_most(winners, choices, EN).startswith("The largest number is 3 award categories: ")
    assert tell_more_awards_than_categories(winners, choices, EN) == (
        "4 organisations won some category more than once."
    )


def test_many_with_the_largest_number_are_not_all_named():
    choices, _, winners = choose()
    assert tell_most(winners, choices, EN) == ""


def test_aliases_and_cities_with_several_winners_are_told():
    assert tell_merging(AWARDS, EN) == (
        "1 organisation is printed under more than one name and counts as one. 4 cities have more "
        "than one winning organisation: Foshan, Chengdu, Suzhou (Jiangsu) and Zhengzhou."
    )


def test_choices_that_leave_nothing_explain_themselves():
    choices, counted, _ = choose(awards="service_star")
    assert "have no row in common" in tell_data(counted, choices, EN)


def test_pairs_are_told_from_the_data():
    _, counted, _ = choose()
    pairs = award_pairs(award_holdings(counted), 124)
    assert tell_pairs(pairs, DEFAULT, EN) == (
        "Most often won together, by 5 organisations (with a Jaccard coefficient of 0.15): Best "
        "Management Efficiency Award with Excellence in Service to the People Award. Never won "
        "together: Excellence in Management Innovation Award with Excellence in Service to the "
        "People Award; Best Management Efficiency Award with Big Data Application and Innovation "
        "Demonstration Award."
    )
    assert "no pair was won together more or less often" in tell_pair_tests(pairs, 124, DEFAULT, EN)
    assert title_of_pairs(pairs, DEFAULT, EN) == (
        "Most often won together, by 5 organisations: Management efficiency with Service to the "
        "people"
    )


def test_a_pair_beyond_chance_is_named():
    _, counted, _ = choose()
    told = tell_pair_tests(award_pairs(award_holdings(counted), 53), 53, DEFAULT, EN)
    assert told == (
        "If 53 could have won, these were won together less often than chance makes, after Holm's "
        "correction: Excellence in Management Innovation Award with Excellence in Service to the "
        "People Award (p < 0.001; corrected, p < 0.001)."
    )


def test_the_pools_beyond_chance_are_told():
    _, counted, _ = choose()
    holdings, pools = award_holdings(counted), list_pools(AWARDS, counted)
    tests = pool_tests(simulate_pools(holdings, pools), holdings)
    assert tell_chance(tests, DEFAULT, EN) == (
        "19 winners of 2 award categories or more are more than chance makes if 124 or 344 could "
        "have won, but not if 53 could have."
    )
    told = tell_tests(tests, pools, DEFAULT, EN)
    assert [text.split(":")[0] for text in told] == [
        "Those that won anything (53)",
        "Entrants of the 2020 edition (124)",
        "Hotlines evaluated in 2019 (344)",
    ]
    assert "within what chance makes" in told[0]
    assert "more than chance makes (one-sided p = 0.004" in told[1]
    assert "more than chance makes (one-sided p < 0.001" in told[2]
    assert "under 1% with 53, 22% with 124 and 82% with 344" in tell_largest(tests, 5, DEFAULT, EN)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ({"many": 98, "no_more": 88}, "With about 88 to 98 eligible, neither of the two"),
        ({"many": 60, "no_more": 90}, "No number of eligible ones makes both"),
        ({"many": 98, "no_more": None}, "beyond chance from about 98 eligible on"),
    ],
)
def test_turning_points_are_told(turns, told):
    tests = pd.DataFrame({"observed": [19], "observed_largest": [2]})
    assert told in tell_turning_points(turns, tests, DEFAULT, EN)


def test_fewer_winners_than_chance_are_told():
    tests = pd.DataFrame({"pool": [53], "observed": [5], "p_upper": [1.0], "p_lower": [0.001]})
    assert tell_chance(tests, DEFAULT, EN).endswith(
        "They are fewer than chance makes if 53 could have won."
    )


def test_nothing_about_chance_is_concluded_for_provinces():
    choices, counted, _ = choose(level="province")
    holdings = award_holdings(counted, "province")
    pools = list_pools(AWARDS, counted, "province")
    tests = pool_tests(simulate_pools(holdings, pools, draws=DRAWS), holdings)
    assert tell_chance(tests, choices, EN) == (
        "The numbers of awards of provinces are no test of chance."
    )
    told = tell_tests(tests, pools, choices, EN)
    assert not any("chance makes" in text for text in told)
    assert told[-1] == "Assumed number (124): left out, because there are only 31 provinces."


def test_a_pool_smaller_than_the_winners_is_left_out_with_its_reason():
    choices, counted, _ = choose(eligible=20)
    pools = list_pools(AWARDS, counted, eligible=20)
    holdings = award_holdings(counted)
    tests = pool_tests(simulate_pools(holdings, pools, draws=DRAWS), holdings)
    told = tell_tests(tests, pools, choices, EN)
    assert told[-1] == "Assumed number (20): left out, because more than that won."


def test_people_of_multi_award_winners_are_compared():
    told = tell_multiplicity(people_by_multiplicity(AWARDS), DEFAULT, EN)
    assert told == (
        "Of 19 organisations with 2 award categories or more from organisation awards, 9 also had "
        "a person with an award; of the 33 with fewer, 15 (odds ratio 1.08, 95% interval 0.30 to "
        "3.87; Fisher's exact test, p = 1.000). The difference is no larger than chance makes."
    )
    nobody = WinnerChoices(min_awards=9)
    assert "can't be compared" in tell_multiplicity(
        people_by_multiplicity(AWARDS, min_awards=9), nobody, EN
    )


def test_the_counting_rules_are_compared():
    assert tell_rules_compared(compare_rules(AWARDS), DEFAULT, EN) == (
        "Over all counting rules the number of winners with 2 or more ranges from 6 to 34; by the "
        "rule of this report it is 19."
    )


def test_infinite_and_missing_ratios_are_written():
    assert write_ratio(float("inf"), EN) == "∞"
    assert write_ratio(float("nan"), EN) == "–"
    assert write_ratio(2.5, EN) == "2.50"


@pytest.mark.parametrize("count", ["categories", "awards"])
def test_one_is_told_in_the_singular(count):
    assert number_of_awards(1, count, EN).endswith(("category", "award"))
    assert number_of_awards(2, count, EN).endswith(("categories", "awards"))


ODD_CHOICES = [
    {},
    {"recipients": "person"},
    {"recipients": "all", "level": "city", "count": "awards", "min_awards": 3},
    {"level": "province", "eligible": 31},
    {"min_awards": 9},
    {"min_awards": 1, "eligible": 1},
    {"awards": "big_data"},
    {"awards": "service_star"},
    {"recipients": "person", "awards": "service_star, excellent_manager", "count": "awards"},
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("given", ODD_CHOICES, ids=str)
def test_sentences_hold_for_odd_choices(given, language):
    told = tell_all(WinnerChoices(**given), language)
    assert any(told)
    for text in told:
        assert "{" not in text
        assert "}" not in text
        assert "nan" not in text.split()
        assert "  " not in text


def test_tables_are_labelled_for_the_reader():
    choices, counted, _ = choose()
    multi = multi_award_winners(counted)
    table = label_winners(multi, choices, EN)
    assert table.columns.tolist() == ["winner", "city", "province", "award_categories", "awards"]
    assert table.loc[3, "awards"] == "Management innovation and Big data"
    people = label_people(list_people(AWARDS, multi), choices, EN)
    assert people.loc[0].tolist()[1:] == ["段灝", "Excellent manager"]
    pairs = label_pairs(award_pairs(award_holdings(counted), 124), EN)
    assert pairs.loc[0, ["award_a", "award_b"]].tolist() == ["Management innovation", "Big data"]
    assert label_rules(compare_rules(AWARDS), EN)["multi_award_winners"].max() == 34


def test_the_notebook_shows_figures_and_tables_of_the_default():
    parts = run_notebook()
    figures = [name for kind, name, _ in parts if kind == "figure"]
    assert figures == ["matrix", "combinations", "shared", "chance", "pools"]
    tables = [name for kind, name, _ in parts if kind == "table"]
    assert tables == ["winners", "pairs", "chance", "people_association", "rules"]
    # No person is named unless the reader asks for it.
    assert not any("王兵" in text for _, _, text in parts)


def test_the_notebook_names_people_when_asked():
    parts = run_notebook(show_people=True, awards="management_efficiency,service_to_the_people")
    people = next(text for kind, name, text in parts if (kind, name) == ("table", "people"))
    assert "王兵" in people
    assert "宋光明" not in people


@pytest.mark.parametrize("given", [{"awards": "service_star"}, {"awards": "big_data"}], ids=str)
def test_the_notebook_explains_what_it_cannot_draw(given):
    parts = run_notebook(**given)
    assert any("Nothing is drawn" in text for _, _, text in parts)
    assert any("Nothing can be tested" in text for _, _, text in parts)
