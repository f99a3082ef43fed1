"""The sentences on whether the distribution over regions is more than chance and size explain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from hotlinelib.language import Speech
from hotlinelib.measures import MoranResult, TestResult
from hotlinelib.regional.checks import (
    SIGNIFICANT,
    differing_cells,
    is_constant,
)
from hotlinelib.regional.choices import RegionalChoices
from hotlinelib.regional.words import (
    rate_unit,
    region_labels,
    size_noun,
)


def fit_finding(fit: TestResult, rates: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return whether the distribution could be that of the denominator."""
    if pd.isna(fit.p_value):
        return ""
    if is_constant(rates, choices):
        return say(
            "Each region can hold one of what is counted at most, so there is no distribution to "
            "test."
        )
    outcome = (
        say(
            "The counts are not spread in proportion to {size}: a chi-square statistic of "
            "{statistic} or more comes about by chance with {p} ({draws} simulated tables, seed "
            "{seed}; Cohen's w {effect})."
        )
        if fit.p_value < SIGNIFICANT
        else say(
            "The counts can't be told from a chance distribution in proportion to {size}: a "
            "chi-square statistic of {statistic} or more comes about by chance with {p} ({draws} "
            "simulated tables, seed {seed}; Cohen's w {effect})."
        )
    )
    text = outcome.format(
        size=size_noun(choices, say),
        statistic=say.number(fit.statistic, 1),
        p=say.p_value(fit.p_value),
        draws=say.number(fit.draws),
        seed=fit.seed,
        effect=say.number(fit.effect_size, 2),
    )
    return say.paragraph(text, _unit_caveat(choices, say))


def fit_cells_finding(
    fit: TestResult, rates: pd.DataFrame, choices: RegionalChoices, say: Speech
) -> str:
    """Return which regions differ from their expected count after Holm's adjustment."""
    cells = fit.table.loc[differing_cells(fit)]
    if pd.isna(fit.p_value) or is_constant(rates, choices):
        return ""
    if cells.empty:
        return say(
            "No single region differs from its expected count once the number of comparisons is "
            "allowed for (Holm)."
        )
    names = region_labels(rates.loc[cells.index, choices.by], choices.by, say)
    rows: Iterable[Any] = cells.itertuples()
    return say(
        "Once the number of comparisons is allowed for (Holm), these differ from their expected "
        "count: {names}.",
        names=say.series(
            say(
                "{region} ({observed} against {expected})",
                region=region,
                observed=int(row.observed),
                expected=say.number(row.expected, 1),
            )
            for region, row in zip(names, rows, strict=True)
        ),
    )


def independence_finding(test: TestResult, say: Speech) -> str:
    """Return whether the awards are distributed over regions alike."""
    if pd.isna(test.p_value) or test.degrees_of_freedom == 0:
        return say("With one award or one region there is nothing to compare.")
    marked = int((test.table["p_value_holm"] < SIGNIFICANT).sum())
    text = (
        say(
            "The awards differ in where they go beyond chance (chi-square {statistic}, {p}, "
            "bias-corrected Cramér's V {effect}; {draws} simulated tables, seed {seed})."
        )
        if test.p_value < SIGNIFICANT
        else say(
            "There is no sign beyond chance that the awards differ in where they go (chi-square "
            "{statistic}, {p}, bias-corrected Cramér's V {effect}; {draws} simulated tables, seed "
            "{seed})."
        )
    )
    cells = say.plural(
        "{count} cell differs from its expected count after Holm's adjustment.",
        "{count} cells differ from their expected counts after Holm's adjustment.",
        marked,
    )
    return say.paragraph(
        text.format(
            statistic=say.number(test.statistic, 1),
            p=say.p_value(test.p_value),
            effect=say.number(test.effect_size, 2),
            draws=say.number(test.draws),
            seed=test.seed,
        ),
        cells if marked else "",
    )


def moran_finding(moran: MoranResult, choices: RegionalChoices, say: Speech) -> str:
    """Return whether neighbouring provinces resemble each other."""
    if pd.isna(moran.statistic):
        return ""
    text = (
        say(
            "Neighbouring provinces resemble each other in their rates: Moran's I is {statistic}, "
            "{expected} being expected without any pattern ({p}, {permutations} permutations, seed "
            "{seed})."
        )
        if moran.p_value < SIGNIFICANT and moran.statistic > moran.expected
        else say(
            "Neighbouring provinces differ in their rates more than by chance: Moran's I is "
            "{statistic}, {expected} being expected without any pattern ({p}, {permutations} "
            "permutations, seed {seed})."
        )
        if moran.p_value < SIGNIFICANT
        else say(
            "There is no sign beyond chance that neighbouring provinces resemble each other in "
            "their rates: Moran's I is {statistic}, {expected} being expected without any pattern "
            "({p}, {permutations} permutations, seed {seed})."
        )
    )
    rule = say(
        "The rates are counts {per}. Provinces with a common land border are neighbours; Hainan, "
        "which has none, is joined to Guangdong across the strait. Weights are row-standardised.",
        per=rate_unit(choices, say),
    )
    return say.paragraph(
        text.format(
            statistic=say.number(moran.statistic, 2),
            expected=say.number(moran.expected, 2),
            p=say.p_value(moran.p_value),
            permutations=say.number(moran.permutations),
            seed=moran.seed,
        ),
        rule,
    )


def _unit_caveat(choices: RegionalChoices, say: Speech) -> str:
    if choices.unit != "awards":
        return ""
    return say(
        "The test takes awards as independent, though organisations hold several: counted by "
        "organisations it may turn out otherwise (see robustness)."
    )
