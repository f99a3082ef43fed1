"""Who won several awards: counted again from the printed list, and by hand."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotlinelib.errors import ParameterError
from hotlinelib.findings.winners.combinations import combinations as find_combinations
from hotlinelib.findings.winners.counting import (
    count_winners,
    identify_winners,
    name_winners,
    winner_matrix,
)
from hotlinelib.findings.winners.holdings import award_holdings, held_awards
from hotlinelib.findings.winners.pairs import pairs as find_pairs
from hotlinelib.selection import select_awards
from hotlinelib.storage import data_folder
from hotlinelib.tables.load import load_award_categories, load_awards

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
    assert winners["award_categories"].value_counts().to_dict() == {1: 33, 2: 19}
    assert len(count_winners(counted, min_awards=2)) == 19
    assert count_winners(counted, min_awards=3).empty


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


@pytest.mark.parametrize("level", ["organisation", "city", "province"])
def test_no_rows(awards, level):
    none = awards.head(0)
    assert count_winners(none, level).empty
    assert winner_matrix(none, level).shape == (0, 0)
    with pytest.raises(ParameterError, match="no rows"):
        find_combinations(none, level=level)


def test_pairs_are_those_of_the_printed_list(counted):
    holders = defaultdict(set)
    for award, name, _ in OF_RECIPIENTS["organisation"]:
        holders[award].add(name)
    ids = load_award_categories().set_index("award_hant")["award_id"]
    expected = {
        frozenset((ids[a], ids[b])): len(holders[a] & holders[b])
        for a, b in combinations(holders, 2)
    }
    pairs = find_pairs(counted).frame
    found = zip(pairs["item_a"], pairs["item_b"], pairs["both"], strict=True)
    assert {frozenset((a, b)): both for a, b, both in found} == expected
    assert held_awards(counted, "organisation").sizes.tolist() == [15, 12, 26, 10, 8]


def test_combinations_of_the_default(counted):
    combos = find_combinations(counted).frame
    assert combos.groupby("degree")["size"].sum().to_dict() == {1: 33, 2: 19}
    first = combos[combos["degree"] == 2].iloc[0]
    assert (first["items"], first["size"]) == (
        ("management_efficiency", "service_to_the_people"),
        5,
    )


def test_an_edition_without_repeats():
    once = frame(("a", "x", "110000", None), ("b", "y", "120000", None))
    assert count_winners(once, min_awards=2).empty


def test_a_category_won_twice_counts_once_or_twice():
    twice = frame(("a", "x", "110000", "甲一"), ("a", "x", "110000", "甲二"))
    winner = count_winners(twice).iloc[0]
    assert (winner["award_categories"], winner["awards_given"], winner["people"]) == (1, 2, 2)
    assert count_winners(twice, count="categories", min_awards=2).empty
    assert len(count_winners(twice, count="awards", min_awards=2)) == 1
    assert award_holdings(twice).to_numpy().tolist() == [["x", "a"]]


def test_inputs_stay_as_they_were(awards, counted):
    before = counted.copy(deep=True)
    count_winners(counted, "city", "awards")
    winner_matrix(counted)
    award_holdings(counted)
    pd.testing.assert_frame_equal(counted, before)


def test_a_level_that_is_not_offered_is_refused(counted):
    with pytest.raises(ParameterError, match="use: organisation, city, province"):
        identify_winners(counted, "village")
    with pytest.raises(ParameterError, match="use: categories, awards"):
        count_winners(counted, count="points")


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
    assert len(award_holdings(made, level)) == winners["award_categories"].sum()
