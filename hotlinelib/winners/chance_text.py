"""The sentences on whether chance alone would make as many multi-award winners."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from hotlinelib.language import Speech
from hotlinelib.measures.monte_carlo import DRAWS, SEED
from hotlinelib.winners.chance import ALPHA, TOO_FEW, USABLE, count_places, label_pools
from hotlinelib.winners.choices import WinnerChoices
from hotlinelib.winners.text import number_of_awards, number_of_units, units


def tell_null_model(choices: WinnerChoices, say: Speech) -> str:
    """Return what the null model draws, and what it leaves out."""
    return say.paragraph(
        say(
            "The null model draws the winners of each award category by lot: as many different "
            "{units} as the category had, each of the pool with the same chance, and every "
            "category independently of the others ({draws} draws for each pool, seed {seed}).",
            units=units(choices.level, say),
            draws=DRAWS,
            seed=str(SEED),
        ),
        _people(choices, say),
        _level(choices.level, say),
    )


def tell_pools(pools: pd.DataFrame, say: Speech) -> str:
    """Return why several pools are tried, and what the smallest one means."""
    if pools.empty:
        return ""
    return say(
        "How many could have won isn't known, so that several numbers are assumed. Those that won "
        "anything are the smallest pool there can be: it leaves out all that entered in vain, and "
        "makes several awards look as common by chance as they can. The numbers of entrants and of "
        "hotlines evaluated are those of press reports (data/eligible_pools.csv). More than chance "
        "means more than equal chances and independent awards would make: entrants of unequal "
        "strength, or entries for more awards, have the same effect, and it shows no favour."
    )


def tell_tests(
    tests: pd.DataFrame, pools: pd.DataFrame, choices: WinnerChoices, say: Speech
) -> list[str]:
    """Return what chance would make in each pool against what was observed, a point each.

    Parameters
    ----------
    tests : pandas.DataFrame
        As `winners.chance.pool_tests` returns it.
    pools : pandas.DataFrame
        As `winners.chance.list_pools` returns it; the pools left out are explained.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    labels = label_pools(tests, say)
    tested = [
        _test(row, label, choices.level, say)
        for row, label in zip(tests.to_dict("records"), labels, strict=True)
    ]
    left_out = pools[pools["status"] != USABLE]
    names = label_pools(left_out, say)
    return tested + [
        _left_out(row, label, choices.level, say)
        for row, label in zip(left_out.to_dict("records"), names, strict=True)
    ]


def tell_chance(tests: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    """Return for which pools the number of multi-award winners is more, or fewer, than chance.

    This is the finding that the figure of the null distributions shows.
    """
    if tests.empty:
        return say(
            "Nothing can be tested: no assumed pool is large enough, or fewer award categories are "
            "counted than a winner listed would need."
        )
    if choices.level == "province":
        return say("The numbers of awards of provinces are no test of chance.")
    fewer = tests.loc[tests["p_lower"] < ALPHA, "pool"].tolist()
    return say.paragraph(_more(tests, choices, say), _fewer(fewer, say))


def tell_turning_points(
    turns: Mapping[str, int | None], tests: pd.DataFrame, choices: WinnerChoices, say: Speech
) -> str:
    """Return from which number of eligible ones on the multi-award winners are beyond chance."""
    many, no_more = turns["many"], turns["no_more"]
    if tests.empty or choices.level == "province":
        return ""
    largest = int(tests["observed_largest"].iloc[0])
    values = {
        "minimum": number_of_awards(choices.min_awards, "categories", say),
        "largest": number_of_awards(largest, "categories", say),
    }
    return say.paragraph(
        _many_from(many, values, say),
        _no_more_from(no_more, values, say),
        _both(many, no_more, say),
    )


def title_of_curve(
    turns: Mapping[str, int | None], tests: pd.DataFrame, choices: WinnerChoices, say: Speech
) -> str:
    """Return the finding that the curve over the pools shows."""
    many = turns["many"]
    if many is None or choices.level == "province":
        return say("The more could have won, the fewer multi-award winners chance makes")
    return say(
        "From about {many} eligible {units} on, {observed} multi-award winners are more than "
        "chance makes",
        many=many,
        units=units(choices.level, say),
        observed=int(tests["observed"].iloc[0]),
    )


def rule_of_curve(turns: Mapping[str, int | None], choices: WinnerChoices, say: Speech) -> str:
    """Return what the title of the curve over the pools calls more than chance makes."""
    if turns["many"] is None or choices.level == "province":
        return ""
    return say(
        "In the title, “more than chance makes” means that fewer than {share} of the draws reach "
        "the observed number (one-sided); the band leaves out half as many on each side, so that "
        "the observed number may still lie in it.",
        share=say.percent(ALPHA),
    )


def tell_largest(tests: pd.DataFrame, categories: int, choices: WinnerChoices, say: Speech) -> str:
    """Return how likely it is that nobody won more than the largest number observed.

    Parameters
    ----------
    tests : pandas.DataFrame
        As `winners.chance.pool_tests` returns it.
    categories : int
        Number of award categories counted.
    choices : WinnerChoices
        The choices of the report.
    say : Speech
        Of the reader's language.
    """
    if tests.empty or choices.level == "province":
        return ""
    largest = int(tests["observed_largest"].iloc[0])
    if largest >= categories:
        return ""
    shares = [
        say("{share} with {pool}", share=_share(row["p_largest"], say), pool=int(row["pool"]))
        for row in tests.to_dict("records")
    ]
    return say.paragraph(
        say(
            "Nobody won more than {largest}. By lot that happens in these shares of the draws, by "
            "the number eligible: {shares}.",
            largest=number_of_awards(largest, "categories", say),
            shares=say.series(shares),
        ),
        say(
            "Where that is rare, a rule that limits the awards of one winner would explain it, but "
            "so would a larger pool: the list can't tell the two apart."
        )
        if tests["p_largest"].min() < ALPHA
        else "",
    )


def _people(choices: WinnerChoices, say: Speech) -> str:
    sentences = []
    if choices.count == "awards":
        sentences.append(
            say(
                "The test counts award categories, whatever is counted elsewhere in this report: "
                "a draw can't give one category twice to the same winner."
            )
        )
    if choices.recipients != "organisation":
        sentences.append(
            say(
                "A category given to people counts once for each different winner whose people "
                "have it: several people of one organisation in one category are no part of the "
                "test."
            )
        )
    return say.paragraph(*sentences)


def _level(level: str, say: Speech) -> str:
    if level == "city":
        return say(
            "Published numbers of entrants are about organisations; here a pool is a number of "
            "cities, and a city with several hotlines has no better chance than one with a single "
            "hotline."
        )
    if level == "province":
        return say(
            "Provinces have very different numbers of hotlines, so that equal chances are no model "
            "of how awards would fall on them: the figures are a yardstick, and nothing about "
            "chance is concluded from them."
        )
    return ""


def _test(row: Mapping[Hashable, Any], label: str, level: str, say: Speech) -> str:
    values = {
        "label": label,
        "pool": row["pool"],
        "expected": say.number(row["expected"], 1),
        "low": row["low"],
        "high": row["high"],
        "observed": row["observed"],
    }
    upper, lower = row["p_upper"], row["p_lower"]
    finding = say(
        "{label} ({pool}): by lot {expected} on average and {low} to {high} in 95% of the draws, "
        "observed {observed}.",
        **values,
    )
    return say.paragraph(finding, "" if level == "province" else _verdict(upper, lower, say))


def _verdict(upper: float, lower: float, say: Speech) -> str:
    if upper < ALPHA:
        return say(
            "That is more than chance makes (one-sided {p} for as many or more).",
            p=say.p_value(upper),
        )
    if lower < ALPHA:
        return say(
            "That is fewer than chance makes (one-sided {p} for as few or fewer).",
            p=say.p_value(lower),
        )
    return say(
        "That is within what chance makes (one-sided {upper} for as many or more, {lower} for as "
        "few or fewer).",
        upper=say.p_value(upper),
        lower=say.p_value(lower),
    )


def _left_out(row: Mapping[Hashable, Any], label: str, level: str, say: Speech) -> str:
    if row["status"] == TOO_FEW:
        return say(
            "{label} ({pool}): left out, because more than that won.", label=label, pool=row["pool"]
        )
    return say(
        "{label} ({pool}): left out, because there are only {places}.",
        label=label,
        pool=row["pool"],
        places=number_of_units(count_places(level) or 0, level, say),
    )


def _more(tests: pd.DataFrame, choices: WinnerChoices, say: Speech) -> str:
    beyond = tests["p_upper"] < ALPHA
    values = {
        "observed": int(tests["observed"].iloc[0]),
        "minimum": number_of_awards(choices.min_awards, "categories", say),
        "beyond": _pools(tests[beyond], say),
        "within": _pools(tests[~beyond], say),
    }
    if beyond.all():
        return say(
            "{observed} winners of {minimum} or more are more than chance makes, whatever the "
            "assumed pool.",
            **values,
        )
    if not beyond.any():
        return say(
            "{observed} winners of {minimum} or more are not more than chance makes, whatever the "
            "assumed pool.",
            **values,
        )
    return say(
        "{observed} winners of {minimum} or more are more than chance makes if {beyond} could have "
        "won, but not if {within} could have.",
        **values,
    )


def _fewer(pools: list[int], say: Speech) -> str:
    if not pools:
        return ""
    return say(
        "They are fewer than chance makes if {pools} could have won.",
        pools=_alternatives([say.number(pool) for pool in pools], say),
    )


def _pools(tests: pd.DataFrame, say: Speech) -> str:
    return _alternatives([say.number(pool) for pool in tests["pool"]], say)


def _alternatives(items: list[str], say: Speech) -> str:
    """Join items with 'or'."""
    if len(items) < 2:
        return "".join(items)
    comma = ", " if say.language == "en" else "、"
    return say("{items} or {last}", items=comma.join(items[:-1]), last=items[-1])


def _many_from(many: int | None, values: Mapping[str, str], say: Speech) -> str:
    if many is None:
        return ""
    return say(
        "So many winners of {minimum} or more are beyond chance from about {many} eligible on (a "
        "one-sided p below 0.05).",
        minimum=values["minimum"],
        many=many,
    )


def _no_more_from(no_more: int | None, values: Mapping[str, str], say: Speech) -> str:
    if no_more is None:
        return ""
    return say(
        "That nobody has more than {largest} is itself unlikely (p below 0.05) with fewer than "
        "about {no_more} eligible.",
        largest=values["largest"],
        no_more=no_more,
    )


def _both(many: int | None, no_more: int | None, say: Speech) -> str:
    if many is None or no_more is None:
        return ""
    if no_more < many:
        return say(
            "With about {no_more} to {many} eligible, neither of the two would be unlikely by lot.",
            no_more=no_more,
            many=many,
        )
    return say("No number of eligible ones makes both findings likely by lot.")


def _share(probability: float, say: Speech) -> str:
    if probability < 0.01:
        return say("under 1%")
    return say("over 99%") if probability > 0.99 else say.percent(probability)
