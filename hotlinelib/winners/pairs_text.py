"""The sentences on awards that went to the same winners, and on organisations and their people."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from hotlinelib.language import Speech
from hotlinelib.measures.contingency import fisher_exact
from hotlinelib.winners.chance import ALPHA
from hotlinelib.winners.choices import WinnerChoices
from hotlinelib.winners.pairs import WITH, WITHOUT, award_combinations, cell
from hotlinelib.winners.text import (
    award_names,
    number_of_awards,
    number_of_units,
    short_award_names,
)


def tell_pairs(pairs: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return which awards went to the same winners most often, and which never.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `winner_pairs.award_pairs` returns it.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    if pairs.empty:
        return say("Fewer than two awards are counted, so that there are no pairs to compare.")
    return say.paragraph(_most_shared(pairs, choices, say), _never_shared(pairs, say))


def tell_pair_tests(pairs: pd.DataFrame, universe: int, choices: WinnerChoices, say: Speech) -> str:
    """Return which pairs went together more, or less, often than chance after Holm's correction.

    Parameters
    ----------
    pairs : pandas.DataFrame
        As `winner_pairs.award_pairs` returns it.
    universe : int
        The number that could have won, which the pairs were tested with.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    if pairs.empty:
        return ""
    if choices.level == "province":
        return say(
            "The p-values of the pairs assume that all provinces have the same chance. They don't, "
            "and nothing is concluded from them."
        )
    more = pairs[pairs["p_value_holm"] < ALPHA]
    less = pairs[pairs["p_value_lower_holm"] < ALPHA]
    if more.empty and less.empty:
        return _no_pair(pairs, universe, say)
    return say.paragraph(_more_often(more, universe, say), _less_often(less, universe, say))


def name_pairs(
    pairs: pd.DataFrame, names: Callable[[Iterable[str], Speech], list[str]], say: Speech
) -> list[str]:
    """Return the names of pairs of awards, one text per pair."""
    named = zip(names(pairs["item_a"], say), names(pairs["item_b"], say), strict=True)
    return [say("{first} with {second}", first=first, second=second) for first, second in named]


def tell_smallest_universe(
    pairs: pd.DataFrame, universe: int, choices: WinnerChoices, say: Speech
) -> str:
    """Return what it means to test the pairs among those that won anything."""
    if pairs.empty or choices.level == "province":
        return ""
    return say(
        "The {universe} that won anything leave out all that entered in vain, so that among them "
        "pairs look rarer than chance would make them.",
        universe=universe,
    )


def title_of_pairs(pairs: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return the finding that the figure of shared winners shows."""
    if pairs.empty or not pairs["both"].max():
        return say("No two awards went to the same winner")
    most = pairs[pairs["both"] == pairs["both"].max()]
    return say(
        "Most often won together, by {winners}: {pairs}",
        winners=number_of_units(int(most["both"].iloc[0]), choices.level, say),
        pairs=_listed(name_pairs(most, short_award_names, say), say),
    )


def title_of_combinations(holdings: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return the finding that the figure of combinations shows: the most common one of several.

    Parameters
    ----------
    holdings : pandas.DataFrame
        As `winner_pairs.award_holdings` returns it.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    combinations = award_combinations(holdings)
    several = combinations[combinations["degree"] > 1]
    if several.empty:
        return say("Nobody won more than one award")
    return say(
        "{several} of {all} won several award categories, in {combinations} different combinations",
        several=int(several["size"].sum()),
        all=number_of_units(int(combinations["size"].sum()), choices.level, say),
        combinations=len(several),
    )


def tell_multiplicity(table: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return whether the people of those with several awards won more often than others' people.

    Parameters
    ----------
    table : pandas.DataFrame
        As `winner_pairs.people_by_multiplicity` returns it.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    totals = table.sum(axis="columns")
    if not totals.min():
        return say(
            "Winners with {minimum} or more from organisation awards can't be compared with the "
            "others: all winners fall on one side.",
            minimum=number_of_awards(choices.min_awards, "categories", say),
        )
    result = fisher_exact(table)
    return say(
        "Of {several} with {minimum} or more from organisation awards, {several_with} also had a "
        "person with an award; of the {fewer} with fewer, {fewer_with} (odds ratio {ratio}, 95% "
        "interval {low} to {high}; Fisher's exact test, {p}). {verdict}",
        several=number_of_units(int(totals["several"]), choices.level, say),
        minimum=number_of_awards(choices.min_awards, "categories", say),
        several_with=cell(table, "several", WITH),
        fewer=int(totals["fewer"]),
        fewer_with=cell(table, "fewer", WITH),
        ratio=write_ratio(result.odds_ratio, say),
        low=write_ratio(result.odds_ratio_low, say),
        high=write_ratio(result.odds_ratio_high, say),
        p=say.p_value(result.p_value),
        verdict=_verdict(result.p_value, say),
    )


def tell_association(association: pd.DataFrame, choices: WinnerChoices, say: Speech) -> list[str]:
    """Return whether organisations and their people won together, a point per assumed pool.

    Parameters
    ----------
    association : pandas.DataFrame
        As `winner_pairs.people_association` returns it,
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    return [
        say(
            "If {pool} could have won: odds ratio {ratio} (95% interval {low} to {high}; Fisher's "
            "exact test, {p}).",
            pool=number_of_units(int(row["pool"]), choices.level, say),
            ratio=write_ratio(row["odds_ratio"], say),
            low=write_ratio(row["odds_ratio_low"], say),
            high=write_ratio(row["odds_ratio_high"], say),
            p=say.p_value(row["p_value"]),
        )
        for row in association.to_dict("records")
    ]


def tell_overlap(table: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return how organisation awards and awards to people overlap, and what that can't show.

    Parameters
    ----------
    table : pandas.DataFrame
        As `winner_pairs.people_by_award` returns it, with no number assumed.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    return say.paragraph(
        say(
            "This part takes all awards of the edition: {both} won awards both as organisations "
            "and through their people, {organisation_only} only the former, {people_only} only the "
            "latter.",
            both=number_of_units(cell(table, WITH, WITH), choices.level, say),
            organisation_only=cell(table, WITH, WITHOUT),
            people_only=cell(table, WITHOUT, WITH),
        ),
        say(
            "How many won neither isn't known, so that their number has to be assumed. The same "
            "organisers gave both kinds of award to those that entered: that the two go together "
            "says as much about who entered as about how they chose."
        ),
        say("A place with several hotlines is likelier to have both.")
        if choices.level != "organisation"
        else "",
    )


def write_ratio(value: float, say: Speech) -> str:
    """Write a ratio, which may be infinite or missing."""
    if pd.isna(value):
        return "–"
    return "∞" if value == float("inf") else say.number(value, 2 if value < 100 else 0)


def _verdict(p_value: float, say: Speech) -> str:
    if p_value < ALPHA:
        return say("The difference is larger than chance makes.")
    return say("The difference is no larger than chance makes.")


def _most_shared(pairs: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    most = pairs[pairs["both"] == pairs["both"].max()]
    if not most["both"].iloc[0]:
        return say("No two awards went to the same winner.")
    values = {
        "winners": number_of_units(int(most["both"].iloc[0]), choices.level, say),
        "jaccard": say.number(most["jaccard"].max(), 2),
        "pairs": _listed(name_pairs(most, award_names, say), say),
    }
    if len(most) > 1:
        return say(
            "Most often won together, by {winners} (with a Jaccard coefficient of {jaccard} at the "
            "most): {pairs}.",
            **values,
        )
    return say(
        "Most often won together, by {winners} (with a Jaccard coefficient of {jaccard}): {pairs}.",
        **values,
    )


def _never_shared(pairs: pd.DataFrame, say: Speech) -> str:
    never = pairs[pairs["both"] == 0]
    if never.empty:
        return say("Every two awards have at least one winner in common.")
    if len(never) == len(pairs):
        return ""
    named = _listed(name_pairs(never, award_names, say), say)
    return say("Never won together: {pairs}.", pairs=named)


def _no_pair(pairs: pd.DataFrame, universe: int, say: Speech) -> str:
    more, less = pairs.nsmallest(1, "p_value"), pairs.nsmallest(1, "p_value_lower")
    return say(
        "If {universe} could have won, no pair was won together more or less often than chance "
        "makes, after Holm's correction for {tests} pairs. The smallest p is, for more often, that "
        "of {more}, and for less often that of {less}.",
        universe=universe,
        tests=len(pairs),
        more=_tested(more, "p_value", say)[0],
        less=_tested(less, "p_value_lower", say)[0],
    )


def _more_often(pairs: pd.DataFrame, universe: int, say: Speech) -> str:
    if pairs.empty:
        return ""
    return say(
        "If {universe} could have won, these were won together more often than chance makes, after "
        "Holm's correction: {pairs}.",
        universe=universe,
        pairs=_listed(_tested(pairs, "p_value", say), say),
    )


def _less_often(pairs: pd.DataFrame, universe: int, say: Speech) -> str:
    if pairs.empty:
        return ""
    return say(
        "If {universe} could have won, these were won together less often than chance makes, after "
        "Holm's correction: {pairs}.",
        universe=universe,
        pairs=_listed(_tested(pairs, "p_value_lower", say), say),
    )


def _tested(pairs: pd.DataFrame, column: str, say: Speech) -> list[str]:
    """Return the pairs with their p of one tail, before and after Holm's correction."""
    named = zip(
        name_pairs(pairs, award_names, say), pairs[column], pairs[f"{column}_holm"], strict=True
    )
    return [
        say("{pair} ({p}; corrected, {p_holm})", pair=pair, p=say.p_value(p), p_holm=say.p_value(h))
        for pair, p, h in named
    ]


def _listed(texts: list[str], say: Speech) -> str:
    """Join texts that hold 'and' or 'with' themselves."""
    return ("; " if say.language == "en" else "；").join(texts)
