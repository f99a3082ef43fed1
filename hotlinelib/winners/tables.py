"""The tables on multi-award winners as a reader of a language sees them."""

from __future__ import annotations

import pandas as pd

from hotlinelib.findings.winners.counting import COUNT_COLUMNS, name_winners
from hotlinelib.labels import label_values
from hotlinelib.language import Speech
from hotlinelib.winners.chance import label_pools
from hotlinelib.winners.choices import WinnerChoices
from hotlinelib.winners.text import short_award_names

TEST_COLUMNS = (
    "pool",
    "winners_observed",
    "winners_expected",
    "draws_low",
    "draws_high",
    "p_upper",
    "p_lower",
    "p_largest",
)


def label_winners(winners: pd.DataFrame, choices: WinnerChoices, say: Speech) -> pd.DataFrame:
    """Return the table of winners as a reader sees it.

    Returns
    -------
    pandas.DataFrame
        winner, province and, for organisations, city, the number counted and awards (names).
    """
    names = [say.series(short_award_names(ids, say)) for ids in winners["award_ids"]]
    column = COUNT_COLUMNS[choices.count]
    table = pd.DataFrame(
        {
            "winner": name_winners(winners, choices.level, say.language),
            "city": label_values(winners["city"], "prefecture", say.language),
            "province": label_values(winners["province"], "province", say.language),
            column: winners[column],
            "awards": pd.Series(names, winners.index, dtype="str"),
        }
    )
    repeated = {"organisation": [], "city": ["city"], "province": ["city", "province"]}
    return table.drop(columns=repeated[choices.level])


def label_people(people: pd.DataFrame, choices: WinnerChoices, say: Speech) -> pd.DataFrame:
    """Return the table of people as a reader sees it: winner, person (as printed), award."""
    return pd.DataFrame(
        {
            "winner": name_winners(people, choices.level, say.language),
            "person": people["person"],
            "award": pd.Series(
                short_award_names(people["award_id"], say), people.index, dtype="str"
            ),
        }
    )


def label_pairs(pairs: pd.DataFrame, say: Speech) -> pd.DataFrame:
    """Return the table of pairs as a reader sees it."""
    columns = ["jaccard", "lift", "p_value", "p_value_holm", "p_value_lower", "p_value_lower_holm"]
    named = {
        "award_a": short_award_names(pairs["item_a"], say),
        "award_b": short_award_names(pairs["item_b"], say),
    }
    return pd.DataFrame({**named, "shared_winners": pairs["both"], **pairs[columns]})


def label_rules(rules: pd.DataFrame, say: Speech) -> pd.DataFrame:
    """Return the table of counting rules as a reader sees it."""
    words = {
        "organisation": say("organisations"),
        "city": say("cities"),
        "province": say("provinces"),
        "person": say("people"),
        "all": say("organisations and people"),
        "categories": say("award categories"),
        "awards": say("awards given"),
    }
    return pd.DataFrame(
        {
            "counted_as": rules["level"].map(words),
            "given_to": rules["recipients"].map(words),
            "counted": rules["count"].map(words),
            "winners": rules["winners"],
            "multi_award_winners": rules["multi_award_winners"],
            "share": rules["share"],
            "largest_count": rules["largest_count"],
        }
    )


def label_tests(tests: pd.DataFrame, say: Speech) -> pd.DataFrame:
    """Return the table of tests against chance as a reader sees it, a row per assumed pool."""
    table = tests.assign(pool_label=label_pools(tests, say)).rename(
        columns={
            "observed": "winners_observed",
            "expected": "winners_expected",
            "low": "draws_low",
            "high": "draws_high",
        }
    )
    return table[["pool_label", *TEST_COLUMNS]]


def label_association(association: pd.DataFrame, say: Speech) -> pd.DataFrame:
    """Return the table of organisation awards and awards to people, a row per assumed pool."""
    table = association.drop(columns="pool_id").assign(pool_label=label_pools(association, say))
    return table[["pool_label", *table.columns.drop("pool_label")]]
