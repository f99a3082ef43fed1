"""The figures and tables of the report on multi-award winners.

Each function returns the part to show; where the choices leave nothing to draw, the part is a
sentence that says why.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hotlinelib.figures.heat_map import draw_heat_map
from hotlinelib.figures.null_distribution import (
    describe_null_distribution,
    draw_null_distribution,
)
from hotlinelib.figures.pool_curve import describe_pool_curve, draw_pool_curve
from hotlinelib.figures.upset import describe_upset, draw_upset
from hotlinelib.figures.winner_matrix import describe_winner_matrix, draw_winner_matrix
from hotlinelib.findings.winners.counting import (
    COUNT_COLUMNS,
    count_winners,
    list_people,
    multi_award_winners,
    name_winners,
    winner_matrix,
)
from hotlinelib.language import Speech
from hotlinelib.measures.monte_carlo import DRAWS
from hotlinelib.measures.null_model import RepeatWinners
from hotlinelib.paper import Paper
from hotlinelib.part import Part
from hotlinelib.winners.chance import label_pools, usable_pools
from hotlinelib.winners.chance_text import rule_of_curve, tell_chance, title_of_curve
from hotlinelib.winners.choices import WinnerChoices
from hotlinelib.winners.pairs import award_combinations, award_sizes, shared_winners
from hotlinelib.winners.pairs_text import (
    tell_pairs,
    title_of_combinations,
    title_of_pairs,
)
from hotlinelib.winners.tables import (
    label_association,
    label_pairs,
    label_people,
    label_rules,
    label_tests,
    label_winners,
)
from hotlinelib.winners.text import (
    as_title,
    number_of_awards,
    short_award_names,
    tell_headline,
    tell_rule,
    units,
)


def show_matrix(paper: Paper, counted: pd.DataFrame, choices: WinnerChoices) -> Part:
    """Show who holds which award, those with several only."""
    say = paper.say
    multi = _multi(counted, choices)
    if multi.empty:
        return paper.prose(_nobody(choices, say))
    table = winner_matrix(counted, choices.level, choices.count, choices.min_awards)
    names = name_winners(multi, choices.level, say.language).tolist()
    labelled = table.set_axis(names, axis="index").set_axis(
        short_award_names(table.columns, say), axis="columns"
    )
    groups = _groups(multi, choices, say).set_axis(labelled.index)
    headline = tell_headline(count_winners(counted, choices.level, choices.count), choices, say)
    axes = draw_winner_matrix(
        labelled, groups=groups, language=say.language, title=as_title(headline)
    )
    caption = say.paragraph(
        say(
            "The {units} with at least {minimum}, those with most first, then by the combination "
            "of awards in the order of the printed list.",
            units=units(choices.level, say),
            minimum=number_of_awards(choices.min_awards, choices.count, say),
        ),
        tell_rule(choices, say),
    )
    alt = describe_winner_matrix(labelled, groups=groups, language=say.language)
    return paper.figure(axes, "matrix", caption, alt)


def show_winners(paper: Paper, counted: pd.DataFrame, choices: WinnerChoices) -> Part:
    """Show the table of those with several awards."""
    multi = _multi(counted, choices)
    if multi.empty:
        return paper.prose()
    table = label_winners(multi, choices, paper.say)
    caption = paper.say(
        "The {units} with at least {minimum}, and their awards in the order of the printed list.",
        units=units(choices.level, paper.say),
        minimum=number_of_awards(choices.min_awards, choices.count, paper.say),
    )
    return paper.table(table, "winners", caption)


def show_named_people(
    paper: Paper, awards: pd.DataFrame, counted: pd.DataFrame, choices: WinnerChoices
) -> Part:
    """Show the people of those with several awards, where they were asked for."""
    if not choices.show_people:
        return paper.prose(
            paper.say("People are not named here; the parameter show_people names them.")
        )
    people = list_people(awards, _multi(counted, choices), choices.level)
    if people.empty:
        return paper.prose(paper.say("None of the winners listed had a person with an award."))
    caption = paper.say(
        "People of the winners listed who won an award themselves, named as printed: all awards "
        "to people of this edition."
    )
    return paper.table(label_people(people, choices, paper.say), "people", caption)


def show_combinations(paper: Paper, holdings: pd.DataFrame, choices: WinnerChoices) -> Part:
    """Show how many won exactly which combination of awards."""
    say = paper.say
    if holdings.empty:
        return paper.prose(_nobody(choices, say))
    sizes = award_sizes(holdings)
    names = dict(zip(sizes.index, short_award_names(sizes.index, say), strict=True))
    combinations = award_combinations(holdings)
    items = [tuple(names[award] for award in held) for held in combinations["items"]]
    labelled = combinations.assign(items=pd.Series(items, combinations.index, dtype=object))
    labelled_sizes = {names[award]: int(size) for award, size in sizes.items()}
    axes = draw_upset(
        labelled,
        labelled_sizes,
        size_label=say("Winners of exactly these"),
        set_label=say("Winners of the award"),
        language=say.language,
        title=as_title(title_of_combinations(holdings, choices, say)),
    )
    caption = say(
        "Every column is a combination of award categories; the bar above it counts the {units} "
        "that won exactly these, each once. The bars at the right count all winners of an award.",
        units=units(choices.level, say),
    )
    alt = describe_upset(labelled, labelled_sizes, language=say.language)
    return paper.figure(axes, "combinations", caption, alt)


def show_shared_winners(
    paper: Paper, holdings: pd.DataFrame, pairs: pd.DataFrame, choices: WinnerChoices
) -> Part:
    """Show how many winners every two awards share."""
    say = paper.say
    if pairs.empty:
        return paper.prose()
    shared = shared_winners(holdings)
    names = short_award_names(shared.index, say)
    axes = draw_heat_map(
        shared.set_axis(names, axis="index").set_axis(names, axis="columns"),
        value_label=say("Winners of both"),
        zero_label=say("never won together"),
        totals=False,
        language=say.language,
        title=as_title(title_of_pairs(pairs, choices, say)),
    )
    caption = say(
        "Number of {units} that won both awards; on the diagonal, number that won the award.",
        units=units(choices.level, say),
    )
    alt = say(
        "Square table of {awards} award categories: each cell holds the number of winners of both.",
        awards=len(shared),
    )
    return paper.figure(
        axes, "shared", caption, say.paragraph(alt, tell_pairs(pairs, choices, say))
    )


def show_pairs(paper: Paper, pairs: pd.DataFrame, universe: int, choices: WinnerChoices) -> Part:
    """Show the table of pairs of awards and their tests."""
    if pairs.empty:
        return paper.prose()
    caption = paper.say(
        "Pairs of award categories, tested as if {universe} {units} could have won: lift is the "
        "number observed by the number expected, p is exact (hypergeometric), and Holm's "
        "correction is over all {pairs} pairs.",
        universe=universe,
        units=units(choices.level, paper.say),
        pairs=len(pairs),
    )
    return paper.table(label_pairs(pairs, paper.say), "pairs", caption)


def show_null_distributions(
    paper: Paper,
    simulated: Mapping[str, RepeatWinners],
    tests: pd.DataFrame,
    choices: WinnerChoices,
) -> Part:
    """Show what draws by lot would make, one panel for each assumed pool."""
    say = paper.say
    if tests.empty:
        return paper.prose(tell_chance(tests, choices, say))
    distributions = {
        say("{label}: {pool}", label=label, pool=simulated[pool_id].pool): simulated[
            pool_id
        ].distribution.rename(columns={"repeat_winners": "value"})
        for pool_id, label in zip(tests["pool_id"], label_pools(tests, say), strict=True)
    }
    observed = int(tests["observed"].iloc[0])
    x_label = say("Winners with {minimum} award categories or more", minimum=choices.min_awards)
    axes = draw_null_distribution(
        distributions,
        observed,
        x_label=x_label,
        language=say.language,
        title=as_title(tell_chance(tests, choices, say)),
    )
    caption = say(
        "Distribution of the number of multi-award winners in draws by lot, for each number of "
        "{units} that could have won; the line is the number observed.",
        units=units(choices.level, say),
    )
    alt = describe_null_distribution(
        distributions, observed, x_label=x_label, language=say.language
    )
    return paper.figure(axes, "chance", caption, alt)


def show_pool_curve(
    paper: Paper,
    curve: pd.DataFrame,
    turns: Mapping[str, int | None],
    pools: pd.DataFrame,
    tests: pd.DataFrame,
    choices: WinnerChoices,
) -> Part:
    """Show how the number that chance makes falls with the number that could have won."""
    say = paper.say
    if len(curve) < 2:
        return paper.prose()
    usable = usable_pools(pools)
    marks = {
        say("{label}: {pool}", label=label, pool=int(pool)): float(pool)
        for label, pool in zip(label_pools(usable, say), usable["pool"], strict=True)
    }
    observed = int(tests["observed"].iloc[0])
    axes = draw_pool_curve(
        curve,
        observed,
        marks=marks,
        x_label=say("Number of {units} that could have won", units=units(choices.level, say)),
        y_label=say("Winners with {minimum} award categories or more", minimum=choices.min_awards),
        language=say.language,
        title=as_title(title_of_curve(turns, tests, choices, say)),
    )
    caption = say(
        "Number of multi-award winners that draws by lot would make: mean (exact) and middle 95% "
        "of the draws, by the number of {units} that could have won.",
        units=units(choices.level, say),
    )
    caption = say.paragraph(caption, rule_of_curve(turns, choices, say))
    plain = dict(zip(label_pools(usable, say), marks.values(), strict=True))
    alt = describe_pool_curve(curve, observed, marks=plain, language=say.language)
    return paper.figure(axes, "pools", caption, alt)


def show_tests(paper: Paper, tests: pd.DataFrame) -> Part:
    """Show the table of tests against chance."""
    if tests.empty:
        return paper.prose()
    caption = paper.say(
        "Multi-award winners observed and expected by lot, for each number that could have won; p "
        "is one-sided, from {draws} draws.",
        draws=DRAWS,
    )
    return paper.table(label_tests(tests, paper.say), "chance", caption)


def show_association(paper: Paper, association: pd.DataFrame, choices: WinnerChoices) -> Part:
    """Show the table of organisation awards and awards to people."""
    if association.empty:
        return paper.prose(
            paper.say("No assumed number is larger than the number of winners: nothing is tested.")
        )
    caption = paper.say(
        "The {units} with an award to the organisation, an award to its people, both or neither; "
        "odds ratio with its exact 95% interval and Fisher's exact test.",
        units=units(choices.level, paper.say),
    )
    return paper.table(label_association(association, paper.say), "people_association", caption)


def show_rules(paper: Paper, rules: pd.DataFrame, choices: WinnerChoices) -> Part:
    """Show the table of counting rules."""
    caption = paper.say(
        "Number of winners with {minimum} or more by every counting rule.",
        minimum=choices.min_awards,
    )
    return paper.table(label_rules(rules, paper.say), "rules", caption)


def _multi(counted: pd.DataFrame, choices: WinnerChoices) -> pd.DataFrame:
    return multi_award_winners(counted, choices.level, choices.count, choices.min_awards)


def _groups(multi: pd.DataFrame, choices: WinnerChoices, say: Speech) -> pd.Series:
    """Return each row's heading in the matrix: the number that it holds."""
    numbers = multi[COUNT_COLUMNS[choices.count]]
    return numbers.map(lambda number: number_of_awards(int(number), choices.count, say)).astype(
        "str"
    )


def _nobody(choices: WinnerChoices, say: Speech) -> str:
    return say(
        "Nothing is drawn: nobody won {minimum} or more.",
        minimum=number_of_awards(choices.min_awards, choices.count, say),
    )
