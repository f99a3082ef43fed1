"""What the report on regions asks, what is primary, and what its data can't carry."""

from __future__ import annotations

from hotlinelib.findings.regional.base import RegionalFinding
from hotlinelib.findings.regional.counts import Counts
from hotlinelib.findings.regional.grouping import NOMINAL, OWN
from hotlinelib.findings.regional.rates import Rates
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Language, Text, named, speak
from hotlinelib.places.divisions import PROVINCE_YEARS, load_provinces

# Decided before any result was looked at.
PRIMARY = ("organisations", "province", "prefecture_divisions", "organisation")


def report_title(found: Counts, language: Language = "en") -> Text:
    """Return the title of the report, which names what is counted."""
    say = speak(language)
    return say("{selection}: where they went", selection=found.counted.selection(say))


def question(found: Counts, language: Language = "en") -> Text:
    """Return what the report asks, in one sentence."""
    tell = found._teller(language)
    return tell(
        "Are the {units} spread over {regions} more unevenly than the size of the {regions} leads "
        "one to expect?",
        units=found.units_alone(tell),
        regions=found.noun(tell),
    )


def counting_rule(found: Rates, language: Language = "en") -> list[Text]:
    """Return what is counted, by which regions, relative to what, and whether that is primary."""
    tell = found._teller(language)
    unit = {
        "awards": tell(
            "Every award counts, so that an organisation counts as often as it won; where awards "
            "are tested, each organisation keeps all of its awards."
        ),
        "organisations": tell("An organisation counts once, however often it won."),
        "cities": tell(
            "A city counts once, however often its hotlines won: districts and county-level cities "
            "count with their prefecture-level city, a municipality counts as one."
        ),
    }[found.unit]
    recipients = {
        "organisation": tell("Awards to people are left out."),
        "person": tell(
            "Only awards to people count, and a person counts for the place of the hotline."
        ),
        "all": tell("Awards to organisations and to people count alike."),
    }[found.counted.recipients]
    sizes = tell(
        "Counts are grouped by {region} and compared with the {basis}; divisions are those of the "
        "end of {year}.",
        region=found.noun(tell, one=True),
        basis=found.basis(tell),
        year=named(found.counted.divisions_year),
    )
    if found.by == OWN:
        own = tell(
            "The regions are the user's own; what lies in none of them is counted as elsewhere."
        )
        places = tell.series(map(named, found.regions.outside))
        lost = tell("Not in the data, and counted nowhere: {places}.", places=places)
        sizes = tell.paragraph(sizes, own, lost if found.regions.outside else "")
    municipalities = tell("A municipality counts as one prefecture-level division.")
    if found.compared_with == "prefecture_divisions" and found.unit != "cities":
        sizes = tell.paragraph(sizes, municipalities)
    mine = (found.unit, found.by, found.per, found.counted.recipients)
    if mine == PRIMARY and found.counted.every_award:
        primary = tell(
            "This is the primary analysis; counts of awards describe, and every other way to count "
            "stands in the supplement."
        )
    else:
        primary = tell(
            "This is a variant: the primary analysis counts all winning organisations by province "
            "relative to the number of prefecture-level divisions."
        )
    about = tell(
        "The list is complete, so that its counts are no sample: intervals and tests speak of a "
        "repeated award with the same propensities."
    )
    return [tell.paragraph(unit, recipients, sizes, primary, about)]


def key_findings(*found: RegionalFinding) -> list[RegionalFinding]:
    """Return the findings that a summary names: those of which something is tested or counted."""
    return [one for one in found if not getattr(one, "reason", "")]


def limit(found: Counts, language: Language = "en") -> Text:
    """Return the most important limit."""
    tell = found._teller(language)
    if found.by in NOMINAL:
        return tell("Who entered is not known: a rate is no chance of winning.")
    return tell(
        "Who entered is not known: a region without an award may have had no entrant, and a rate "
        "is no chance of winning."
    )


def limits(found: Counts, language: Language = "en") -> list[Text]:
    """Return what the data can't carry."""
    tell = found._teller(language)
    return [
        limit(found, language),
        tell(
            "It is one edition, one selection by the same organisers; nothing here measures the "
            "quality of a hotline."
        ),
        tell("Where a test finds nothing, it was not shown that there is nothing."),
        _figures(found, tell),
    ]


def _figures(found: Counts, tell: Teller) -> Text:
    """Return of which year and revision populations and GDP are, or that there are none."""
    newest = max(map(int, found.counted.editions))
    year = named(newest)
    if newest not in PROVINCE_YEARS:
        return tell(
            "There are no population and GDP of {year} here: counts are compared with numbers of "
            "divisions.",
            year=year,
        )
    if load_provinces(newest)["gdp_vintage"].iloc[0] == "2018_census":
        series = tell("on the basis of the economic census of 2018")
    else:
        series = tell("as revised after the economic census of 2023")
    return tell(
        "Population of provinces is of the end of {year}; that of prefectures, for which there is "
        "no table of each year, is of the census of 2020; GDP is of {year}, {series}. All are of "
        "the National Bureau of Statistics, taken from copies (data/places/SOURCES.toml).",
        year=year,
        series=series,
    )
