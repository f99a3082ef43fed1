"""The title, the question and the limits of the report on kinds of institution."""

from __future__ import annotations

from hotlinelib.findings.institutions.kinds import Kinds
from hotlinelib.language import Language, Text, speak


def title(found: Kinds, language: Language = "en") -> Text:
    """Return the title of the report, which names what is counted."""
    say = speak(language)
    selection = found.counted.selection(say)
    return say("What the winning hotlines are called: {selection}", selection=selection)


def question(language: Language = "en") -> Text:
    """Return what the report asks, in one sentence."""
    say = speak(language)
    return say(
        "Mayor's hotline, 12345 hotline, centre, bureau or platform: which kinds of institution "
        "won, where, and which awards?"
    )


def limits(language: Language = "en") -> list[Text]:
    """Return what the report can't tell, the most important limit first."""
    say = speak(language)
    return [
        say(
            "The organisations are those that won. Which kinds there are in all cities isn't "
            "known, so that nothing says that a kind wins more easily."
        ),
        say(
            "A name is not a charter: two bodies of one kind may be run in different ways, and a "
            "list may print the line where another prints the office that answers it."
        ),
        say("One person wrote the rules that tell kinds from names; no second one has coded them."),
    ]
