"""The findings that head the figures of the report on regions."""

from __future__ import annotations

import pandas as pd

from hotlinelib.language import Speech
from hotlinelib.measures import TestResult
from hotlinelib.regional.checks import SIGNIFICANT, Concentration, leaders
from hotlinelib.regional.choices import RegionalChoices
from hotlinelib.regional.words import NAMED, counted, region_labels


def map_title(rates: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return the finding that heads the map of provinces."""
    first = leaders(rates, "province")
    zeros = int((rates["count"] == 0).sum())
    if not first:
        return say("Nothing is counted under these choices")
    values = {
        "names": say.series(region_labels(pd.Series(first, dtype="str"), "province", say)),
        "counted": counted(int(rates["count"].max()), choices.unit, say),
        "zeros": zeros,
        "all": len(rates),
    }
    if len(first) > 1:
        return say(
            "{names} lead with {counted} each; {zeros} of {all} provinces have none", **values
        )
    return say("{names} leads with {counted}; {zeros} of {all} provinces have none", **values)


def prefectures_title(located: pd.DataFrame, say: Speech) -> str:
    """Return the finding that heads the map of prefecture-level divisions."""
    first = leaders(located, "prefecture")
    won = int((located["count"] > 0).sum())
    if not first:
        return say("Nothing is counted under these choices")
    text = say(
        "{won} of {all} prefecture-level divisions have at least one",
        won=won,
        all=len(located),
    )
    if len(first) > NAMED:
        return text
    names = region_labels(pd.Series(first, dtype="str"), "prefecture", say)
    return say(
        "{text}; most in {names} ({number})",
        text=text,
        names=say.series(names),
        number=int(located["count"].max()),
    )


def rates_title(rates: pd.DataFrame, say: Speech) -> str:
    """Return the finding that heads the chart of rates."""
    overall = rates["count"].sum() / rates["denominator"].sum()
    if not overall:
        return say("Nothing is counted under these choices")
    above = int((rates["rate_low"] > overall).sum())
    below = int((rates["rate_high"] < overall).sum())
    return say(
        "In {above} of {all} the whole interval lies above the overall rate, in {below} below it",
        above=above,
        below=below,
        all=int((rates["denominator"] > 0).sum()),
    )


def comparison_title(compared: pd.DataFrame, say: Speech) -> str:
    """Return the finding that heads the comparison of shares: what the awards follow best."""
    if not compared["count"].sum():
        return say("Nothing is counted under these choices")
    distances = {
        name: float((compared["share"] - compared[name]).abs().sum() / 2)
        for name in ("gdp", "population", "prefecture_divisions")
    }
    nearest = min(distances, key=lambda name: distances[name])
    words = {
        "gdp": say("GDP"),
        "population": say("population"),
        "prefecture_divisions": say("the number of prefecture-level divisions"),
    }
    return say(
        "Of what was compared, {nearest} comes nearest to the regions' shares: {share} of what is "
        "counted would have to move",
        nearest=words[nearest],
        share=say.percent(distances[nearest]),
    )


def lorenz_title(measured: Concentration, say: Speech) -> str:
    """Return the finding that heads the Lorenz curves."""
    if pd.isna(measured.gini):
        return say("Nothing is counted under these choices")
    return say(
        "The Gini coefficient is {gini} by region and {gini_by_size} by size",
        gini=say.number(measured.gini, 2),
        gini_by_size=say.number(measured.gini_by_size, 2),
    )


def heat_title(test: TestResult, say: Speech) -> str:
    """Return the finding that heads the table award x region."""
    if pd.isna(test.p_value) or test.degrees_of_freedom == 0:
        return say("One award or one region: nothing to compare")
    if test.p_value < SIGNIFICANT:
        return say("The awards differ in where they go ({p})", p=say.p_value(test.p_value))
    return say(
        "No sign beyond chance that the awards differ in where they go ({p})",
        p=say.p_value(test.p_value),
    )
