"""The title, the question and the limits of the report on several editions."""

from __future__ import annotations

from hotlinelib.findings.editions.again import Again
from hotlinelib.language import Language, Text, named, speak


def title(found: Again, language: Language = "en") -> Text:
    """Return the title of the report, which names the editions."""
    say = speak(language)
    chosen = [found.compared.first, found.compared.second]
    years = say.series(named(year) for year in chosen if year) or found.counted.year(say)
    if found.counted.recipients == "organisation":
        return say("Government hotline awards to organisations, by edition: {years}", years=years)
    if found.counted.recipients == "person":
        return say("Government hotline awards to people, by edition: {years}", years=years)
    return say("Government hotline awards by edition: {years}", years=years)


def question(language: Language = "en") -> Text:
    """Return what the report asks, in one sentence."""
    say = speak(language)
    return say("Who won again, who is new, and do the editions differ in where their winners are?")


def limits(language: Language = "en") -> list[Text]:
    """Return what the report can't tell, the most important limit first."""
    say = speak(language)
    return [
        say("Who entered is not known: who is missing from an edition may not have entered it."),
        say("An organisation that was renamed is the same one only where the registry says so."),
        say("The number of awards measures neither the quality of a hotline nor its service."),
    ]
