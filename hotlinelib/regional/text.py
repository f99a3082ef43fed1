"""The sentences of the report on regions, computed from its tables.

Each function takes the frames that its sentence speaks of and returns text in the reader's
language; where nothing was counted it returns an empty text, and `counting_rule` says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from hotlinelib.dataset.editions import SourceRecord
from hotlinelib.labels import label_values, names_of
from hotlinelib.language import Speech
from hotlinelib.measures import MoranResult, TestResult
from hotlinelib.regional.checks import (
    CHECK_DRAWS,
    SIGNIFICANT,
    Concentration,
    differing_cells,
    is_constant,
)
from hotlinelib.regional.distribution import RegionalChoices
from hotlinelib.regional.words import (
    NAMED,
    choice_words,
    counted,
    counted_noun,
    group_noun,
    rate_unit,
    region_labels,
    region_noun,
    size_noun,
)


def title(choices: RegionalChoices, say: Speech) -> str:
    """Return the title of the report."""
    return say("Where the government hotline awards of {edition} went", edition=choices.edition)


def question(say: Speech) -> str:
    """Return what the report asks."""
    return say(
        "Where do the awards go, is that more than the size of the regions explains, and how sure "
        "can one be from one edition?"
    )


def counting_rule(selected: pd.DataFrame, total: int, choices: RegionalChoices, say: Speech) -> str:
    """Return what is counted and by which choices, or why nothing is."""
    if not total:
        return say(
            "Under these choices there is nothing to count: none of the chosen awards is given to "
            "the chosen recipients. The tables show zeros; widen recipients or awards."
        )
    awards = label_values(
        pd.Series(selected["award_id"].unique(), dtype="str"), "award_id", say.language
    )
    return say(
        "Counted are {counted}, from these award categories: {awards}. {unit_rule} "
        "{recipients_rule}",
        counted=counted(total, choices.unit, say),
        awards=say.series(awards),
        unit_rule=_unit_rule(choices.unit, say),
        recipients_rule=_recipients_rule(choices.recipients, say),
    )


def size_rule(choices: RegionalChoices, record: SourceRecord, say: Speech) -> str:
    """Return what the counts are held against, and how the intervals and tests are made."""
    return say(
        "The counts are cut by {regions} and held against {size}; divisions are those of the end "
        "of {year}. Intervals of rates are exact 95% Poisson intervals. The p-values of whole "
        "tables come from simulation with fixed seeds, those of single cells are exact; the same "
        "choices give the same figures.",
        year=str(record.divisions_year),
        regions=region_noun(choices.by, say),
        size=size_noun(choices, say),
    )


def leaders_finding(rates: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return which regions have most, and how many have none."""
    total = int(rates["count"].sum())
    if not total:
        return ""
    top = _named_leaders(rates)
    if top.empty:
        most = rates[rates["count"] == rates["count"].max()]
        return say(
            "No single place stands out: {number} share the highest count, {count}.",
            number=len(most),
            count=int(most["count"].iloc[0]),
        )
    parts = [
        say("{region} ({count}, {share})", region=region, count=count, share=say.percent(share))
        for region, count, share in zip(
            region_labels(top[choices.by], choices.by, say), top["count"], top["share"], strict=True
        )
    ]
    return say(
        "Of the {counted}, the largest numbers went to {leaders}.",
        counted=counted(total, choices.unit, say),
        leaders=say.series(parts),
    )


def _named_leaders(rates: pd.DataFrame) -> pd.DataFrame:
    """Return the regions with the highest counts: as many as are named, ties never cut."""
    ordered = rates[rates["count"] > 0].sort_values("count", ascending=False, kind="stable")
    not_more = ordered["count"].map(lambda count: (ordered["count"] >= count).sum()) <= NAMED
    return ordered[not_more]


def zeros_finding(rates: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return how many regions have none, and which where they are few enough to name."""
    zeros = rates.loc[rates["count"] == 0, choices.by]
    if not len(zeros) or not rates["count"].sum():
        return ""
    names = region_labels(zeros, choices.by, say)
    if len(zeros) > 15:
        return say(
            "{zeros} of {all} {regions} have none.",
            zeros=len(zeros),
            all=len(rates),
            regions=region_noun(choices.by, say),
        )
    return say(
        "{zeros} of {all} {regions} have none: {names}.",
        zeros=len(zeros),
        all=len(rates),
        regions=region_noun(choices.by, say),
        names=say.series(names),
    )


def shares_finding(compared: pd.DataFrame, by: str, choices: RegionalChoices, say: Speech) -> str:
    """Return the share of each region beside its shares of population and GDP."""
    if not compared["count"].sum():
        return ""
    rows: Iterable[Any] = compared.itertuples()
    parts = [
        say(
            "{region} {share} (population {population}, GDP {gdp})",
            region=region,
            share=say.percent(row.share),
            population=say.percent(row.population),
            gdp=say.percent(row.gdp),
        )
        for region, row in zip(region_labels(compared[by], by, say), rows, strict=True)
    ]
    return say(
        "By the four regions of the National Bureau of Statistics, the {counted} are shared like "
        "this: {parts}.",
        counted=counted(int(compared["count"].sum()), choices.unit, say),
        parts=say.series(parts),
    )


def rates_finding(rates: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return the highest rate with its interval, and the rate of all regions together."""
    sized = rates[(rates["denominator"] > 0) & (rates["count"] > 0)]
    if sized.empty:
        return ""
    top = sized[sized["rate"] == sized["rate"].max()]
    names = region_labels(top[choices.by], choices.by, say)
    overall = rates["count"].sum() / rates["denominator"].sum()
    return say(
        "The highest rate is that of {names}: {rate} {units} {per}, with a 95% interval from {low} "
        "to {high}; all together have {overall}. Where one or two make a rate, its interval is "
        "wide.",
        names=say.series(names) if len(names) <= NAMED else say("{n} places", n=len(names)),
        rate=say.number(top["rate"].iloc[0], 2),
        units=counted_noun(choices.unit, say),
        per=rate_unit(choices, say),
        low=say.number(top["rate_low"].iloc[0], 2),
        high=say.number(top["rate_high"].iloc[0], 2),
        overall=say.number(overall, 2),
    )


def quotient_finding(rates: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return which location quotients differ from 1 beyond their interval."""
    if not rates["count"].sum():
        return ""
    above = rates[rates["location_quotient_low"] > 1]
    below = rates[rates["location_quotient_high"] < 1]
    sentences = [
        _quotients(
            above,
            choices,
            say,
            say(
                "The whole 95% interval of the location quotient lies above 1 in {names}, one at a "
                "time and not corrected for the number of regions."
            ),
        ),
        _quotients(
            below,
            choices,
            say,
            say("The whole 95% interval of the location quotient lies below 1 in {names}."),
        ),
    ]
    if not any(sentences):
        return say("No location quotient differs from 1 beyond its 95% interval.")
    return say.paragraph(*sentences)


def concentration_finding(measured: Concentration, choices: RegionalChoices, say: Speech) -> str:
    """Return how concentrated the counts are."""
    if pd.isna(measured.gini):
        return ""
    between = (
        ""
        if pd.isna(measured.theil_between_share)
        else say(
            "Of Theil's index ({theil}), {share} lies between {groups}, the rest within them.",
            theil=measured.theil,
            groups=group_noun(choices.by, say),
            share=say.percent(measured.theil_between_share),
        )
    )
    text = say(
        "The Gini coefficient over all {regions}, zeros included, is {gini}; with regions weighted "
        "by {size} it is {gini_by_size}. The Herfindahl–Hirschman index is {index}: as much as if "
        "{equivalent} of them shared everything equally.",
        regions=region_noun(choices.by, say),
        size=size_noun(choices, say),
        gini=say.number(measured.gini, 2),
        gini_by_size=say.number(measured.gini_by_size, 2),
        index=say.number(measured.herfindahl_hirschman, 3),
        equivalent=say.number(measured.equivalent_regions, 1),
    )
    return say.paragraph(text, between)


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


def fits_finding(fits: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return how the test of fit turns out over units and denominators."""
    tested = fits.dropna(subset=["p_value"])
    if tested.empty:
        return ""
    beyond = tested["p_value"] < SIGNIFICANT
    words = choice_words(say)
    within = [
        say("{unit} by {size}", unit=words[unit], size=words[size])
        for unit, size in zip(
            tested.loc[~beyond, "unit"], tested.loc[~beyond, "denominator_name"], strict=True
        )
    ]
    return say.paragraph(
        say(
            "Of {all} combinations of what is counted and what it is held against, {beyond} show a "
            "distribution beyond chance at the 5% level ({draws} simulated tables each).",
            all=len(tested),
            beyond=int(beyond.sum()),
            draws=CHECK_DRAWS,
        ),
        say("Not beyond chance are {combinations}.", combinations=say.series(within))
        if within
        else "",
        _differing_finding(tested, choices, say),
    )


def _differing_finding(tested: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return in how many combinations which regions differ from their expected counts."""
    names = tested["differing"].str.split(" | ", regex=False).explode()
    times = names[names != ""].value_counts(sort=False)
    if times.empty:
        return say("In none does a single region differ from its expected count (Holm).")
    parts = [
        say("{region} in {times}", region=region, times=int(number))
        for region, number in zip(
            region_labels(pd.Series(times.index, dtype="str"), choices.by, say), times, strict=True
        )
    ]
    return say(
        "Single regions differ from their expected count after Holm's adjustment in as many of "
        "them: {parts}. A claim about a region should name its combination.",
        parts=say.series(parts),
    )


def morans_finding(morans: pd.DataFrame, say: Speech) -> str:
    """Return how Moran's I turns out with each denominator."""
    known = morans.dropna()
    if known.empty:
        return ""
    words = choice_words(say)
    parts = [
        say(
            "{size} {statistic} ({p})",
            size=words[size],
            statistic=say.number(statistic, 2),
            p=say.p_value(p_value),
        )
        for size, statistic, p_value in zip(
            known["denominator_name"], known["moran"], known["p_value"], strict=True
        )
    ]
    return say(
        "Moran's I of the provincial rates, by denominator: {parts}.", parts=say.series(parts)
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
            "{statistic}, {p}, Cramér's V {effect})."
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


def coverage_finding(covered: pd.DataFrame, say: Speech) -> str:
    """Return which share of the prefecture-level divisions won anything."""
    won, divisions = int(covered["cities"].sum()), int(covered["divisions"].sum())
    if not won:
        return ""
    several = covered[covered["divisions"] > 1]
    best = several[several["share"] == several["share"].max()]
    text = say(
        "{won} of {divisions} prefecture-level divisions, municipalities included, won something "
        "({share}).",
        won=won,
        divisions=divisions,
        share=say.percent(won / divisions),
    )
    if best.empty or not best["cities"].iloc[0]:
        return text
    top = say(
        "Among provinces with more than one, coverage is highest in {names}: {won} of {divisions}.",
        names=say.series(region_labels(best["province"], "province", say)),
        won=int(best["cities"].iloc[0]),
        divisions=int(best["divisions"].iloc[0]),
    )
    return say.paragraph(text, top)


def ranks_finding(ranks: pd.DataFrame, say: Speech) -> str:
    """Return how the ranking of provinces moves with the choices."""
    known = ranks.dropna(axis="columns")
    if "own" not in known or known.shape[1] < 2:
        return ""
    others = known.drop(columns="own")
    everywhere = others.corrwith(known["own"], method="spearman")
    won = known["own"] < known["own"].max()
    among = others[won].corrwith(known.loc[won, "own"], method="spearman").dropna()
    stays = int(((others == 1) & (known[["own"]] == 1).to_numpy()).any().sum())
    return say.paragraph(
        say(
            "Changing one choice at a time, the ranking of provinces by rate keeps a Spearman "
            "correlation with that of the report between {low} and {high}, to which the provinces "
            "without any contribute much.",
            low=say.number(everywhere.min(), 2),
            high=say.number(everywhere.max(), 2),
        ),
        say(
            "Among the {number} with a count it lies between {low} and {high}.",
            number=int(won.sum()),
            low=say.number(among.min(), 2),
            high=say.number(among.max(), 2),
        )
        if len(among)
        else "",
        say(
            "In {stays} of {all} variants a province that comes first here also comes first there.",
            stays=stays,
            all=others.shape[1],
        ),
    )


def left_out_finding(left_out: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return what leaving out any one award changes."""
    counted_rows = left_out[left_out["count"] > 0]
    if len(left_out) < 2 or counted_rows.empty:
        return (
            say("With a single award category there is none to leave out.")
            if len(left_out) == 1
            else ""
        )
    furthest = counted_rows.sort_values(
        "largest_change", key=abs, ascending=False, kind="stable"
    ).iloc[0]
    region = region_labels(
        pd.Series([furthest["changed_region"]], dtype="str"), choices.by, say
    ).iloc[0]
    return say(
        "Leaving out any one award category moves a region's share by at most {points} percentage "
        "points ({region}, without {award}); the Gini coefficient then lies between {low} and "
        "{high}.",
        points=say.number(abs(furthest["largest_change"]) * 100, 1),
        region=region,
        award=names_of("award_id", say.language)[furthest["award_id"]],
        low=say.number(counted_rows["gini"].min(), 2),
        high=say.number(counted_rows["gini"].max(), 2),
    )


def limits(pools: pd.DataFrame, say: Speech) -> list[str]:
    """Return what the data can't carry.

    Parameters
    ----------
    pools : pandas.DataFrame
        Published numbers of possible entrants, as `winner_chance.load_eligible_pools` has them.
    say : Speech
        The reader's language.
    """
    entrants = pools.set_index("pool_id")["entrants"]
    return [
        say(
            "Who entered is unknown. In the next edition {entrants} hotlines took part, and an "
            "independent evaluation of 2019 covered {evaluated} (press reports); a region without "
            "an award may have had no entrant.",
            entrants=int(entrants["entrants_2020"]),
            evaluated=int(entrants["evaluated_2019"]),
        ),
        say(
            "There is one edition, one selection by the same organisers. Nothing here measures the "
            "quality of a hotline, and a rate is no chance of winning."
        ),
        say("The number of a row in a printed list is no rank."),
        say(
            "Intervals and tests treat what is counted as independent draws. An organisation can "
            "hold several awards, so tests on awards are too sure of themselves; the tests on "
            "organisations and on cities beside them don't rest on this."
        ),
        say(
            "Populations and GDP are figures of the National Bureau of Statistics, taken "
            "second-hand (data/places/SOURCES.toml names the copies)."
        ),
        say(
            "The maps' boundaries serve to show where counts lie and claim nothing. The package "
            "that carries them doesn't name their origin; their codes agree with those used here."
        ),
    ]


def _unit_rule(unit: str, say: Speech) -> str:
    return {
        "awards": say("Every award given counts, so an organisation counts as often as it won."),
        "organisations": say("An organisation counts once, however often it won."),
        "cities": say(
            "A prefecture-level city counts once, however often its hotlines won; districts and "
            "county-level cities count with it, a municipality counts as one."
        ),
    }[unit]


def _recipients_rule(recipients: str, say: Speech) -> str:
    return {
        "organisation": say("Awards to people are left out."),
        "person": say("Only awards to people count, each for the place of the person's hotline."),
        "all": say(
            "Awards to organisations and to people count alike, a person's for the place of the "
            "hotline."
        ),
    }[recipients]


def _unit_caveat(choices: RegionalChoices, say: Speech) -> str:
    if choices.unit != "awards":
        return ""
    return say(
        "The test takes awards as independent, though organisations hold several: counted by "
        "organisations it may turn out otherwise (see robustness)."
    )


def _quotients(rows: pd.DataFrame, choices: RegionalChoices, say: Speech, sentence: str) -> str:
    if rows.empty:
        return ""
    names = region_labels(rows[choices.by], choices.by, say)
    if len(names) > 12:
        return sentence.format(names=say("{n} places", n=len(names)))
    parts = [
        say("{region} ({value})", region=name, value=say.number(value, 2))
        for name, value in zip(names, rows["location_quotient"], strict=True)
    ]
    return sentence.format(names=say.series(parts))
