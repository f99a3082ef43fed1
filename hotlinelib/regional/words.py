"""What the report on regions calls what it counts, what it cuts by and what it holds against."""

from __future__ import annotations

import pandas as pd

from hotlinelib.labels import label_values
from hotlinelib.language import Speech
from hotlinelib.regional.choices import RegionalChoices

# As many places are named one by one; more are counted.
NAMED = 5


def counted(number: int, unit: str, say: Speech) -> str:
    """Return a number with what is counted: '71 awards'."""
    if unit == "awards":
        return say.plural("{count} award", "{count} awards", number)
    if unit == "organisations":
        return say.plural("{count} organisation", "{count} organisations", number)
    return say.plural("{count} city", "{count} cities", number)


def unit_noun(unit: str, say: Speech) -> str:
    """Return what a count is of, as the heading of an axis or a table."""
    return {
        "awards": say("Number of awards"),
        "organisations": say("Number of organisations"),
        "cities": say("Number of cities"),
    }[unit]


def counted_noun(unit: str, say: Speech) -> str:
    """Return what is counted, as it stands after a number."""
    return {
        "awards": say("awards"),
        "organisations": say("winning organisations"),
        "cities": say("winning cities"),
    }[unit]


def region_noun(by: str, say: Speech) -> str:
    """Return what the counts are cut by."""
    return {
        "province": say("provinces"),
        "nbs_region": say("regions of the National Bureau of Statistics"),
        "region7": say("geographic regions"),
        "rank": say("administrative ranks"),
        "level": say("administrative levels"),
        "prefecture": say("prefecture-level divisions"),
    }[by]


def region_kind(by: str, say: Speech) -> str:
    """Return what one row of a table by regions is."""
    return {
        "province": say("province"),
        "nbs_region": say("region of the National Bureau of Statistics"),
        "region7": say("geographic region"),
        "rank": say("administrative rank"),
        "level": say("administrative level"),
        "prefecture": say("prefecture-level division"),
    }[by]


def group_noun(by: str, say: Speech) -> str:
    """Return the larger regions that Theil's index is split by."""
    if by == "prefecture":
        return say("provinces")
    return say("the four regions of the National Bureau of Statistics")


def size_noun(choices: RegionalChoices, say: Speech) -> str:
    """Return what the counts are held against."""
    if choices.by in ("rank", "level"):
        return say("the number of divisions of the same rank or level")
    if choices.by == "prefecture" and choices.denominator == "population":
        return say("the population (census of 2020)")
    return {
        "prefecture_divisions": say(
            "the number of prefecture-level divisions (a municipality counts as one)"
        ),
        "county_divisions": say("the number of county-level divisions"),
        "population": say("the population (end of 2019, revised series)"),
        "gdp": say("the gross domestic product (2019, revised series)"),
    }[choices.denominator]


def rate_unit(choices: RegionalChoices, say: Speech) -> str:
    """Return what a rate is stated for."""
    if choices.by in ("rank", "level"):
        return say("per division of the same rank or level")
    return {
        "prefecture_divisions": say("per prefecture-level division"),
        "county_divisions": say("per 100 county-level divisions"),
        "population": say("per million residents"),
        "gdp": say("per 100 billion yuan of GDP"),
    }[choices.denominator]


def region_labels(values: pd.Series, by: str, say: Speech) -> pd.Series:
    """Return the names of regions in the reader's language."""
    return label_values(values, by, say.language)


def choice_words(say: Speech) -> dict[str, str]:
    """Return what the choices of unit and denominator are called."""
    return {
        "awards": say("Awards given"),
        "organisations": say("Organisations"),
        "cities": say("Cities"),
        "prefecture_divisions": say("Prefecture-level divisions"),
        "county_divisions": say("County-level divisions"),
        "population": say("Population"),
        "gdp": say("GDP"),
    }
