"""The sentences of the report on regions, computed from its tables.

Each function takes the frames that its sentence speaks of and returns text in the reader's
language; where nothing was counted it returns an empty text, and `counting_rule` says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from hotlinelib.labels import label_values
from hotlinelib.language import Speech
from hotlinelib.regional.checks import (
    Concentration,
)
from hotlinelib.regional.choices import RegionalChoices
from hotlinelib.regional.words import (
    NAMED,
    counted,
    counted_noun,
    group_noun,
    rate_unit,
    region_labels,
    region_noun,
    size_noun,
)
from hotlinelib.tables.editions import SourceRecord


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


def limits(pools: pd.DataFrame, say: Speech) -> list[str]:
    """Return what the data can't carry.

    Parameters
    ----------
    pools : pandas.DataFrame
        Published numbers of entrants, as `findings.load_entrants` returns them.
    say : Speech
        The reader's language.
    """
    entrants = pools.set_index("entrants_id")["entrants"]
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
