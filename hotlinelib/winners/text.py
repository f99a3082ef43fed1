"""The sentences on multi-award winners, computed from the frames."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from hotlinelib.choices import ALL_AWARDS
from hotlinelib.findings.winners.counting import (
    COUNT_COLUMNS,
    count_distribution,
    name_winners,
)
from hotlinelib.labels import label_values
from hotlinelib.language import Speech
from hotlinelib.selection import city_units
from hotlinelib.tables.load import load_award_categories
from hotlinelib.winners.choices import WinnerChoices

NAMED_AT_MOST = 3


def number_of_units(number: int, level: str, say: Speech) -> str:
    """Return a number of organisations, cities or provinces in words."""
    if level == "organisation":
        return say.plural("{count} organisation", "{count} organisations", number)
    if level == "city":
        return say.plural("{count} city", "{count} cities", number)
    return say.plural("{count} province", "{count} provinces", number)


def units(level: str, say: Speech) -> str:
    """Return the plural of what counts as one winner."""
    names = {
        "organisation": say("organisations"),
        "city": say("cities"),
        "province": say("provinces"),
    }
    return names[level]


def number_of_awards(number: int, count: str, say: Speech) -> str:
    """Return a number of award categories, or of awards, in words."""
    if count == "categories":
        return say.plural("{count} award category", "{count} award categories", number)
    return say.plural("{count} award", "{count} awards", number)


def award_names(ids: Iterable[str], say: Speech) -> list[str]:
    """Return the names of awards in the reader's language."""
    return list(label_values(pd.Series(list(ids), dtype="str"), "award_id", say.language))


def short_award_names(ids: Iterable[str], say: Speech) -> list[str]:
    """Return names of awards that are short enough for figures."""
    if say.language != "en":
        return award_names(ids, say)
    table = load_award_categories()
    known = dict(zip(table["award_id"], table["award_short_en"], strict=True))
    return [known.get(award, award) for award in ids]


def as_title(sentence: str) -> str:
    """Return a sentence as a heading has it: without its full stop."""
    return sentence.rstrip(".。")


def tell_title(choices: WinnerChoices, say: Speech) -> str:
    """Return the title of the report."""
    if choices.min_awards == 2:
        return say(
            "Who won more than one of the hotline awards of {edition}?", edition=choices.edition
        )
    return say(
        "Who won {minimum} or more of the hotline awards of {edition}?",
        minimum=number_of_awards(choices.min_awards, choices.count, say),
        edition=choices.edition,
    )


def tell_heading(section: str, say: Speech) -> str:
    """Return the heading of a section of the report."""
    headings = {
        "question": say("Question"),
        "data": say("Data and counting rule"),
        "who": say("Who won more than once"),
        "together": say("Which awards went together"),
        "chance": say("Is it chance?"),
        "people": say("Organisations and their people"),
        "robustness": say("Robustness"),
        "limits": say("Limits"),
        "cite": say("How to cite"),
    }
    return headings[section]


def tell_question(choices: WinnerChoices, say: Speech) -> str:
    """Return what the report asks."""
    return say(
        "Which {units} won several of the hotline awards of {edition}, which awards went to the "
        "same winners, and would chance alone make as many winners of several awards?",
        units=units(choices.level, say),
        edition=choices.edition,
    )


def tell_data(awards: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return what is counted: how many awards, to whom, in which categories."""
    if awards.empty:
        return say(
            "No award fits these choices: recipients “{recipients}” and awards “{awards}” have no "
            "row in common. Choose other recipients or other awards.",
            recipients=choices.recipients,
            awards=choices.awards,
        )
    given = number_of_awards(len(awards), "awards", say)
    categories = number_of_awards(awards["award_id"].nunique(), "categories", say)
    return say.paragraph(
        _recipients(given, categories, choices, say), _chosen(awards, choices, say)
    )


def tell_rule(choices: WinnerChoices, say: Speech) -> str:
    """Return how winners and awards are counted."""
    return say.paragraph(
        _level_rule(choices.level, say),
        _people_rule(choices, say),
        _count_rule(choices.count, say),
        say(
            "Listed are those with at least {minimum}.",
            minimum=number_of_awards(choices.min_awards, choices.count, say),
        ),
    )


def tell_merging(awards: pd.DataFrame, say: Speech) -> str:
    """Return how many organisations have several printed names, and which cities several winners.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition.
    say : Speech
        Of the reader's language.
    """
    names = awards.groupby("organisation_id")["organisation"].nunique()
    per_city = city_units(awards).groupby("city")["organisation_id"].nunique()
    shared = pd.Series(per_city.index[per_city > 1], dtype="str")
    cities = label_values(shared, "prefecture", say.language).tolist()
    several = int((names > 1).sum())
    return say.paragraph(
        say.plural(
            "{count} organisation is printed under more than one name and counts as one.",
            "{count} organisations are printed under more than one name and count as one each.",
            several,
        )
        if several
        else "",
        say.plural(
            "{count} city has more than one winning organisation: {cities}.",
            "{count} cities have more than one winning organisation: {cities}.",
            len(cities),
            cities=say.series(cities),
        )
        if cities
        else "",
    )


def tell_headline(winners: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return how many won at least the number asked for, and whether any won more.

    Parameters
    ----------
    winners : pandas.DataFrame
        As `winners.count_winners` returns it.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    numbers = winners[COUNT_COLUMNS[choices.count]]
    if numbers.empty:
        return say("No winner is counted.")
    largest = int(numbers.max())
    multi = int((numbers >= choices.min_awards).sum())
    if not multi:
        return say(
            "None of {all} won {minimum} or more; the most that one won is {largest}.",
            all=number_of_units(len(winners), choices.level, say),
            minimum=number_of_awards(choices.min_awards, choices.count, say),
            largest=number_of_awards(largest, choices.count, say),
        )
    return _multi(len(winners), multi, largest, choices, say)


def tell_distribution(winners: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return how many won one award, two, and so on."""
    if winners.empty:
        return ""
    steps = count_distribution(winners, choices.count)
    parts = [
        say(
            "{winners} with {awards}",
            winners=number_of_units(holders, choices.level, say),
            awards=number_of_awards(held, choices.count, say),
        )
        for held, holders in zip(steps["awards_held"], steps["winners"], strict=True)
        if holders
    ]
    return say("By number: {numbers}.", numbers=say.series(parts))


def tell_most(winners: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return who won most, where they are few."""
    column = COUNT_COLUMNS[choices.count]
    most = winners[winners[column] == winners[column].max()]
    if most.empty or len(most) > NAMED_AT_MOST:
        return ""
    return say(
        "The largest number is {awards}: {names}.",
        awards=number_of_awards(int(most[column].iloc[0]), choices.count, say),
        names=say.series(name_winners(most, choices.level, say.language)),
    )


def tell_more_awards_than_categories(
    winners: pd.DataFrame, choices: WinnerChoices, say: Speech
) -> str:
    """Return how many won a category more than once, which the two ways of counting differ by."""
    more = winners[winners["awards_given"] > winners["award_categories"]]
    if more.empty:
        return ""
    return say(
        "{winners} won some category more than once.",
        winners=number_of_units(len(more), choices.level, say),
    )


def tell_rules_compared(rules: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return how far the number of multi-award winners depends on the counting rule.

    Parameters
    ----------
    rules : pandas.DataFrame
        As `winners.compare_rules` returns it.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    numbers = rules["multi_award_winners"]
    chosen = rules[
        (rules["level"] == choices.level)
        & (rules["recipients"] == choices.recipients)
        & (rules["count"] == choices.count)
    ]
    return say(
        "Over all counting rules the number of winners with {minimum} or more ranges from {low} to "
        "{high}; by the rule of this report it is {chosen}.",
        minimum=choices.min_awards,
        low=int(numbers.min()),
        high=int(numbers.max()),
        chosen=int(chosen["multi_award_winners"].iloc[0]),
    )


def tell_limits(choices: WinnerChoices, say: Speech) -> list[str]:
    """Return what the figures can't tell, a point each."""
    return [
        say(
            "How many entered, and for which awards, was not published for {edition}.",
            edition=choices.edition,
        ),
        say("The list is printed in no particular order: a position in it is no rank."),
        say("One edition is counted; it shows no development."),
        say(
            "The awards are the organisers' choice. Their rules may limit how many awards one "
            "entrant may win; the list does not tell."
        ),
        say("The number of awards measures neither the quality of a hotline nor its service."),
    ]


def _recipients(given: str, categories: str, choices: WinnerChoices, say: Speech) -> str:
    values = {"given": given, "categories": categories, "edition": choices.edition}
    if choices.recipients == "organisation":
        return say("Counted are {given} to organisations in {categories} of {edition}.", **values)
    if choices.recipients == "person":
        return say("Counted are {given} to people in {categories} of {edition}.", **values)
    return say(
        "Counted are {given} to organisations and to people in {categories} of {edition}.", **values
    )


def _chosen(awards: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    if choices.awards == ALL_AWARDS:
        return ""
    names = award_names(awards["award_id"].unique(), say)
    return say("Only some awards were chosen: {names}.", names=say.series(names))


def _level_rule(level: str, say: Speech) -> str:
    if level == "organisation":
        return say(
            "A winner is an organisation, whatever name it is printed under; two organisations of "
            "one city are two winners."
        )
    if level == "city":
        return say(
            "A winner is a city: districts and county-level cities count with their "
            "prefecture-level city, and a municipality is one city."
        )
    return say("A winner is a province, an autonomous region or a municipality.")


def _people_rule(choices: WinnerChoices, say: Speech) -> str:
    if choices.recipients == "organisation":
        return ""
    return say("An award to a person counts for the person's organisation.")


def _count_rule(count: str, say: Speech) -> str:
    if count == "categories":
        return say("Award categories are counted: a category won twice counts once.")
    return say("Awards given are counted: a category won twice counts twice.")


def _multi(winners: int, multi: int, largest: int, choices: WinnerChoices, say: Speech) -> str:
    values = {
        "multi": multi,
        "all": number_of_units(winners, choices.level, say),
        "minimum": number_of_awards(choices.min_awards, choices.count, say),
    }
    if largest == choices.min_awards:
        return say("{multi} of {all} won {minimum}; none won more.", **values)
    return say(
        "{multi} of {all} won {minimum} or more; the most that one won is {largest}.",
        **values,
        largest=number_of_awards(largest, choices.count, say),
    )
