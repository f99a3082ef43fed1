"""The title, the question and the limits of the profile of a province."""

from __future__ import annotations

from hotlinelib.findings.province.base import place_name
from hotlinelib.findings.province.holdings import Holdings
from hotlinelib.language import Language, Text, speak


def title(found: Holdings, language: Language = "en") -> Text:
    """Return the title of the report, which names the awards that are counted."""
    say = speak(language)
    return say(
        "{place}: {selection}",
        place=place_name(found.province, say),
        selection=found.counted.selection(say),
    )


def question(found: Holdings, language: Language = "en") -> Text:
    """Return what the report asks, in one sentence."""
    say = speak(language)
    place = place_name(found.province, say)
    if found.frame.empty:
        return say(
            "What is known of {place}, where no hotline won any of the awards counted?", place=place
        )
    return say(
        "Who won what in {place}, which of its cities won, and where does it stand among all "
        "provinces?",
        place=place,
    )


def limits(found: Holdings, language: Language = "en") -> list[Text]:
    """Return what the profile can't tell, the most important limit first."""
    tell = found._teller(language)
    return [
        tell(
            "Who entered is not known: without an award, {word} may have had no entrant.",
            word=found.word(tell),
        )
        if found.frame.empty
        else tell("Who entered is not known: a rate is no chance of winning."),
        tell("Ranks rest on small numbers: one winner more or less moves them."),
        tell("The number of awards measures neither the quality of a hotline nor its service."),
    ]
