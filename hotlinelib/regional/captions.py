"""The captions of the tables of the report on regions: what is shown and how it was counted."""

from __future__ import annotations

from hotlinelib.language import Speech
from hotlinelib.regional.checks import CHECK_DRAWS
from hotlinelib.regional.choices import RegionalChoices
from hotlinelib.regional.words import rate_unit, region_kind, region_noun, size_noun, unit_noun


def rates(choices: RegionalChoices, say: Speech) -> str:
    """Return the caption of the table of rates."""
    return say(
        "{unit}, by {region}. Rates are counts {per}, with exact 95% Poisson intervals; location "
        "quotients are shares of the counts over shares of {size}, with exact 95% intervals.",
        unit=unit_noun(choices.unit, say),
        region=region_kind(choices.by, say),
        per=rate_unit(choices, say),
        size=size_noun(choices, say),
    )


def comparison(choices: RegionalChoices, say: Speech) -> str:
    """Return the caption of the table of shares."""
    return say(
        "{unit}, by the four regions of the National Bureau of Statistics, and the regions' shares "
        "of what the counts could be held against (population at the end of 2019 and GDP of 2019, "
        "revised series).",
        unit=unit_noun(choices.unit, say),
    )


def concentration(choices: RegionalChoices, say: Speech) -> str:
    """Return the caption of the table of concentration."""
    return say(
        "Concentration of the counts over all {regions}, those without any included.",
        regions=region_noun(choices.by, say),
    )


def coverage(say: Speech) -> str:
    """Return the caption of the table of coverage."""
    return say(
        "Prefecture-level divisions of each province that won at least one of the awards counted "
        "(a municipality is one), with 95% Wilson intervals."
    )


def fits(choices: RegionalChoices, say: Speech) -> str:
    """Return the caption of the table of tests."""
    return say(
        "Is the distribution over {regions} that of the denominator? The test for every "
        "combination of what is counted and what it is held against ({draws} simulated tables "
        "each). Cities are drawn without replacement from prefecture-level divisions, all others "
        "with replacement.",
        draws=CHECK_DRAWS,
        regions=region_noun(choices.by, say),
    )


def ranks(say: Speech) -> str:
    """Return the caption of the table of ranks."""
    return say(
        "Rank of each province by its rate, changing one choice at a time. Provinces with equal "
        "rates share the best rank; all without an award share the last."
    )


def left_out(choices: RegionalChoices, say: Speech) -> str:
    """Return the caption of the table that leaves out one award at a time."""
    return say(
        "The same counts without each award in turn ({regions}).",
        regions=region_noun(choices.by, say),
    )


def residuals(choices: RegionalChoices, say: Speech) -> str:
    """Return the caption of the table of residuals."""
    return say(
        "Counts by {region} beside those expected in proportion to {size}. Standardised residuals "
        "are adjusted (Agresti); p is exact, of each count against all others, and Holm's "
        "adjustment is over all of them.",
        region=region_kind(choices.by, say),
        size=size_noun(choices, say),
    )


def award_regions(choices: RegionalChoices, say: Speech) -> str:
    """Return the caption of the table award x region."""
    return say.paragraph(
        say(
            "{unit} by award and region, beside those expected if all awards were spread alike. "
            "Cells of a region without any have no residual.",
            unit=unit_noun(choices.unit, say),
        ),
        each_award(choices, say),
    )


def each_award(choices: RegionalChoices, say: Speech) -> str:
    """Return how one that won several awards is counted where awards are set side by side."""
    if choices.unit == "awards":
        return ""
    return say("One that won several award categories counts in each of them.")
