"""The title, the question and the limits of the report on several editions."""

from __future__ import annotations

from hotlinelib.findings.editions.again import Again
from hotlinelib.language import Language, Text, speak


def title(found: Again, language: Language = "en") -> Text:
    """Return the title of the report, which names the editions."""
    say = speak(language)
    return say("{selection}, by edition", selection=found.counted.selection(say))


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
