"""Who won several awards: counted again from the printed list, and by hand."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import combinations
from math import comb

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.findings.winners.counting import (
    compare_rules,
    count_distribution,
    count_winners,
    identify_winners,
    list_people,
    multi_award_winners,
    name_winners,
    winner_matrix,
)
from hotlinelib.measures import exact_repeat_winner_probabilities, fisher_exact
from hotlinelib.selection import select_awards
from hotlinelib.storage import data_folder
from hotlinelib.tables.load import load_award_categories, load_awards
from hotlinelib.winners.chance import (
    list_pools,
    load_eligible_pools,
    pair_universe,
    pool_curve,
    pool_tests,
    simulate_pools,
    smallest_pool,
    turning_points,
    usable_pools,
)
from hotlinelib.winners.choices import WinnerChoices
from hotlinelib.winners.pairs import (
    award_combinations,
    award_holdings,
    award_pairs,
    award_sizes,
    people_association,
    people_by_award,
    people_by_multiplicity,
    shared_winners,
)

# Two printed names of one organisation, at lines 71, 177 and 215 of the article.
SECOND_NAME = {"安陽市12345熱線": "安陽市市長便民公開電話受理中心"}


def read_printed_list() -> list[tuple[str, str, str]]:
    """Read award, organisation and person of each printed row, with nothing of the package."""
    titles = load_award_categories()["award_hant"].tolist()
    award, rows = "", []
    with (data_folder() / "editions/2019/list.tsv").open(encoding="utf-8", newline="") as file:
        for _, text in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            item = re.match(r"\s*\d+\. (.+?)\s*$", text)
            if item:
                name, _, person = item[1].partition(":")
                rows.append((award, SECOND_NAME.get(name, name), person))
            else:
                award = next((title for title in titles if text.endswith(title)), award)
    return rows


PRINTED = read_printed_list()
OF_RECIPIENTS = {
    "organisation": [row for row in PRINTED if not row[2]],
    "person": [row for row in PRINTED if row[2]],
    "all": PRINTED,
}


@pytest.fixture(scope="module")
def awards() -> pd.DataFrame:
    return load_awards()


@pytest.fixture(scope="module")
def counted(awards):
    return select_awards(awards, "organisation")


@pytest.fixture(scope="module")
def holdings(counted):
    return award_holdings(counted)


@pytest.fixture(scope="module")
def pools(awards, counted):
    return list_pools(awards, counted)


def frame(*rows: tuple[str, str, str, str | None]) -> pd.DataFrame:
    """Make awards from (award, organisation, division, person)."""
    names = ["award_id", "organisation_id", "division_code", "person"]
    made = pd.DataFrame(rows, columns=names).astype("str")
    recipient = made["person"].isna().map({True: "organisation", False: "person"}).astype("str")
    return made.assign(
        recipient=recipient,
        organisation=made["organisation_id"],
        organisation_hans=made["organisation_id"],
        province=made["division_code"].str[:2],
    )


def test_the_default_is_19_of_52_with_two_and_none_with_three(counted):
    winners = count_winners(counted)
    assert len(winners) == 52
    assert count_distribution(winners).to_numpy().tolist() == [[1, 33], [2, 19]]
    assert len(multi_award_winners(counted)) == 19
    assert multi_award_winners(counted, min_awards=3).empty


@pytest.mark.parametrize("recipients", ["organisation", "person", "all"])
def test_organisations_are_counted_as_in_the_printed_list(awards, recipients):
    printed = OF_RECIPIENTS[recipients]
    given = Counter(name for _, name, _ in printed)
    categories = Counter(name for _, name in {(award, name) for award, name, _ in printed})
    winners = count_winners(select_awards(awards, recipients))
    assert sorted(winners["awards_given"]) == sorted(given.values())
    assert sorted(winners["award_categories"]) == sorted(categories.values())
    assert winners["awards_given"].sum() == len(printed)


def test_winners_stand_by_number_then_by_combination_in_printed_order(counted):
    matrix = winner_matrix(counted)
    assert matrix.columns.tolist() == [
        "management_innovation",
        "management_efficiency",
        "service_to_the_people",
        "service_case",
        "big_data",
    ]
    assert ["".join(map(str, row)) for row in matrix.to_numpy()] == [
        *["11000"],
        *["10010"] * 2,
        *["10001"] * 3,
        *["01100"] * 5,
        *["01010"] * 3,
        *["00110"] * 2,
        *["00101"],
        *["00011"] * 2,
    ]
    assert matrix.index[:3].tolist() == [
        "hanzhong-big-data-centre",
        "anyang-mayor-hotline",
        "yichun-jiangxi-12345",
    ]


# Columns: level, recipients, count, winners, those with two or more, largest number.
# Rows of organisations follow from the printed list alone (the test above this one).
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


def test_every_counting_rule(awards):
    names = ["level", "recipients", "count", "winners", "multi_award_winners", "largest_count"]
    found = compare_rules(awards)[names].astype(str).to_numpy().tolist()
    assert found == [line.split() for line in RULES.strip().splitlines()]


def test_yinchuan_holds_five_categories_with_six_awards(awards):
    winners = count_winners(awards).set_index("winner_id")
    assert winners.loc["yinchuan-smart-city-centre", "award_categories"] == 5
    assert winners.loc["yinchuan-smart-city-centre", "awards_given"] == 6
    assert winners.loc["yinchuan-smart-city-centre", "people"] == 4
    matrix = winner_matrix(awards, count="awards")
    assert matrix.loc["yinchuan-smart-city-centre", "service_star"] == 2


def test_anyang_is_one_organisation_and_zhengzhou_two_that_meet_as_a_city(awards):
    organisations = count_winners(awards)["winner_id"]
    assert organisations.str.startswith("anyang").sum() == 1
    assert organisations.str.startswith("zhengzhou").sum() == 2
    cities = count_winners(awards, "city").set_index("winner")
    assert cities.loc["郑州市", "organisations"] == 2
    # Shunde is a district of Foshan, Kunshan and Zhangjiagang are cities of Suzhou.
    assert cities.loc["佛山市", "organisations"] == 2
    assert cities.loc["苏州市", "organisations"] == 3


def test_names_in_three_languages(counted):
    winners = count_winners(counted).head(2)
    assert name_winners(winners, "organisation", "en").tolist() == [
        "Hanzhong Big Data Service Centre (Hanzhong 12345 Government Service Hotline)",
        "Anyang Mayor's Public Convenience Line Centre",
    ]
    assert (
        name_winners(winners, "organisation", "zh-Hant").iloc[1] == "安陽市市長便民公開電話受理中心"
    )
    provinces = count_winners(counted, "province").head(1)
    assert name_winners(provinces, "province", "en").tolist() == ["Guangdong"]
    assert name_winners(provinces, "province", "zh-Hant").tolist() == ["廣東"]


def test_people_are_listed_as_printed(awards, counted):
    people = list_people(awards, multi_award_winners(counted))
    assert len(people) == 17
    yinchuan = people[people["winner_id"] == "yinchuan-smart-city-centre"]
    assert yinchuan["person"].tolist() == ["王兵", "徐東佳", "孫瑞", "張曦"]


def test_pairs_are_those_of_the_printed_list(holdings):
    holders = defaultdict(set)
    for award, name, _ in OF_RECIPIENTS["organisation"]:
        holders[award].add(name)
    ids = load_award_categories().set_index("award_hant")["award_id"]
    expected = {
        frozenset((ids[a], ids[b])): len(holders[a] & holders[b])
        for a, b in combinations(holders, 2)
    }
    pairs = award_pairs(holdings, 124)
    found = zip(pairs["item_a"], pairs["item_b"], pairs["both"], strict=True)
    assert {frozenset((a, b)): both for a, b, both in found} == expected
    assert expected[frozenset(("management_efficiency", "service_to_the_people"))] == 5
    assert expected[frozenset(("management_innovation", "service_to_the_people"))] == 0
    assert award_sizes(holdings).tolist() == [15, 12, 26, 10, 8]
    assert shared_winners(holdings).loc["big_data", "management_innovation"] == 3


def test_the_p_value_of_a_pair_by_hand(holdings):
    # 12 won for efficiency and 26 for service to the people, 5 of them both; 124 could have won.
    ways = [comb(12, k) * comb(112, 26 - k) for k in range(13)]
    pairs = award_pairs(holdings, 124).set_index(["item_a", "item_b"])
    pair = pairs.loc[("management_efficiency", "service_to_the_people")]
    assert pair["p_value"] == pytest.approx(sum(ways[5:]) / comb(124, 26))
    assert pair["p_value_lower"] == pytest.approx(sum(ways[:6]) / comb(124, 26))
    assert pair["jaccard"] == pytest.approx(5 / (12 + 26 - 5))
    assert pair["lift"] == pytest.approx(5 / (12 * 26 / 124))
    assert pairs["p_value_holm"].min() > 0.5


def test_combinations_of_the_default(holdings):
    combos = award_combinations(holdings)
    assert combos.groupby("degree")["size"].sum().to_dict() == {1: 33, 2: 19}
    first = combos[combos["degree"] == 2].iloc[0]
    assert (first["items"], first["size"]) == (
        ("management_efficiency", "service_to_the_people"),
        5,
    )


def test_chance_in_each_pool_agrees_with_the_exact_distribution(holdings, pools):
    tests = pool_tests(simulate_pools(holdings, pools), holdings).set_index("pool")
    assert tests.index.tolist() == [53, 124, 344]
    for pool in tests.index:
        exact = exact_repeat_winner_probabilities([15, 12, 26, 10, 8], pool)
        row = exact.set_index("repeat_winners").loc[19]
        assert tests.loc[pool, "p_upper"] == pytest.approx(row["p_upper"], abs=0.005)
        assert tests.loc[pool, "p_lower"] == pytest.approx(row["p_lower"], abs=0.005)
    assert (tests["observed"] == 19).all()
    assert (tests["observed_largest"] == 2).all()
    assert tests["p_largest"].round(1).tolist() == [0.0, 0.2, 0.8]


def test_turning_points_agree_with_the_exact_distribution(holdings, pools):
    turns = turning_points(holdings, pool_curve(holdings, pools))
    many = turns["many"]
    for pool, beyond in ((many - 4, False), (many + 4, True)):
        exact = exact_repeat_winner_probabilities([15, 12, 26, 10, 8], pool)
        assert (exact.set_index("repeat_winners").loc[19, "p_upper"] < 0.05) == beyond
    assert 80 < turns["no_more"] < many


def test_pools_are_told_apart_by_what_is_wrong_with_them(awards, counted):
    def status(level: str, eligible: int) -> dict[int, str]:
        pools = list_pools(awards, counted, level, eligible)
        return dict(zip(pools["pool"], pools["status"], strict=True))

    assert status("organisation", 20) == {
        20: "fewer_than_winners",
        53: "usable",
        124: "usable",
        344: "usable",
    }
    assert status("city", 400) == {48: "usable", 337: "usable", 400: "more_than_there_are"}
    assert status("province", 124) == {18: "usable", 31: "usable", 124: "more_than_there_are"}


def test_a_pool_is_listed_once(awards, counted):
    assert list_pools(awards, counted, eligible=53)["pool"].tolist() == [53, 124, 344]
    assert list_pools(awards, counted, eligible=344)["pool"].tolist() == [53, 124, 344]


@pytest.mark.parametrize(
    ("level", "eligible", "universe"),
    [("organisation", 124, 124), ("organisation", 20, 53), ("province", 124, 31)],
)
def test_pairs_fall_back_to_a_pool_that_can_be(awards, counted, level, eligible, universe):
    pools = list_pools(awards, counted, level, eligible)
    assert pair_universe(pools, eligible) == universe


def test_each_published_number_of_entrants_has_a_source():
    assert load_eligible_pools()["source"].str.len().min() > 20


def test_organisations_and_their_people(awards, pools):
    # Of 19 organisations with two organisation awards 9 have a person with an award.
    several = people_by_multiplicity(awards)
    assert several.to_numpy().tolist() == [[9, 10], [15, 18]]
    # 24 + 28 = 52 with an organisation award; one has a person's award only; 124 - 53 = 71.
    assert people_by_award(awards, 124).to_numpy().tolist() == [[24, 28], [1, 71]]
    assert people_by_award(awards).to_numpy().tolist() == [[24, 28], [1, 0]]
    tested = people_association(awards, usable_pools(pools))
    assert tested["pool"].tolist() == [124, 344]
    assert tested.loc[0, "p_value"] == fisher_exact(people_by_award(awards, 124)).p_value


def test_a_universe_below_the_winners_is_refused(awards):
    with pytest.raises(ParameterError, match="universe = 52, but 53 won"):
        people_by_award(awards, 52)


def test_a_single_award_has_no_pairs_and_nothing_to_test(awards):
    counted = select_awards(awards, "organisation", "big_data")
    holdings = award_holdings(counted)
    pools = list_pools(awards, counted)
    assert award_pairs(holdings, 124).empty
    assert simulate_pools(holdings, pools) == {}
    assert pool_curve(holdings, pools).empty
    assert multi_award_winners(counted).empty


@pytest.mark.parametrize("level", ["organisation", "city", "province"])
def test_no_rows(awards, level):
    none = awards.head(0)
    holdings, pools = award_holdings(none, level), list_pools(awards, none, level)
    assert count_winners(none, level).empty
    assert winner_matrix(none, level).shape == (0, 0)
    assert count_distribution(count_winners(none, level)).empty
    assert award_pairs(holdings, 124).empty
    assert award_combinations(holdings).empty
    assert (pair_universe(pools, 124), smallest_pool(pools)) == (0, 0)
    curve = pool_curve(holdings, pools)
    assert turning_points(holdings, curve) == {"many": None, "no_more": None}


def test_an_edition_without_repeats():
    once = frame(("a", "x", "110000", None), ("b", "y", "120000", None))
    assert multi_award_winners(once).empty
    assert award_pairs(award_holdings(once), 10)["both"].tolist() == [0]
    assert people_by_multiplicity(once).to_numpy().tolist() == [[0, 0], [0, 2]]


def test_a_category_won_twice_counts_once_or_twice():
    twice = frame(("a", "x", "110000", "甲一"), ("a", "x", "110000", "甲二"))
    winner = count_winners(twice).iloc[0]
    assert (winner["award_categories"], winner["awards_given"], winner["people"]) == (1, 2, 2)
    assert multi_award_winners(twice, count="categories").empty
    assert len(multi_award_winners(twice, count="awards")) == 1
    assert award_sizes(award_holdings(twice)).to_dict() == {"a": 1}


def test_inputs_stay_as_they_were(awards, counted):
    before = counted.copy(deep=True)
    count_winners(counted, "city", "awards")
    winner_matrix(counted)
    award_holdings(counted)
    people_by_multiplicity(counted)
    pd.testing.assert_frame_equal(counted, before)


def test_a_level_that_is_not_offered_is_refused(counted):
    with pytest.raises(ParameterError, match="use: organisation, city, province"):
        identify_winners(counted, "village")
    with pytest.raises(ParameterError, match="use: categories, awards"):
        count_winners(counted, count="points")


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"level": "village"}, "use: organisation, city, province"),
        ({"count": "points"}, "use: categories, awards"),
        ({"recipients": "team"}, "use: organisation, person, all"),
        ({"min_awards": 0}, "min_awards = 0 is not offered; use: a whole number of 1 or more"),
        ({"eligible": -5}, "eligible = -5 is not offered"),
        ({"awards": "no_such_award"}, "management_innovation"),
        ({"edition": "1999"}, "2019"),
    ],
)
def test_a_choice_that_is_not_offered_is_refused(choice, told):
    with pytest.raises(ParameterError, match=told):
        WinnerChoices(**choice)


DIVISIONS = ("110000", "110101", "320500", "320583", "410100", "429004")
ROWS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["u", "v", "w", "x"]),
        st.sampled_from(DIVISIONS),
        st.sampled_from([None, "甲一", "乙二"]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, level=st.sampled_from(["organisation", "city", "province"]))
def test_every_award_counts_for_exactly_one_winner(rows, level):
    made = frame(*rows)
    winners = count_winners(made, level)
    assert winners["awards_given"].sum() == len(rows)
    assert (winners["award_categories"] <= winners["awards_given"]).all()
    assert (winners["award_ids"].map(len) == winners["award_categories"]).all()
    assert winners["award_categories"].is_monotonic_decreasing
    sizes = award_sizes(award_holdings(made, level))
    assert sizes.sum() == winners["award_categories"].sum()
