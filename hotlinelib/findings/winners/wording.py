"""The title, the question and the limits of the report on winners."""

from __future__ import annotations

import pandas as pd

from hotlinelib.choices import CountOf, Level
from hotlinelib.findings.winners.entrants import load_entrants
from hotlinelib.findings.winners.holdings import counted_winners, number_held
from hotlinelib.language import Language, Text, named, speak
from hotlinelib.language.nouns import noun_alone


def title(
    awards: pd.DataFrame,
    *,
    level: Level = "organisation",
    count: CountOf = "categories",
    min_awards: int = 2,
    language: Language = "en",
) -> Text:
    """Return the title of the report: who won several of the awards counted."""
    say = speak(language)
    _, counted = counted_winners(awards, level)
    values = {
        "selection": counted.selection(say),
        "minimum": number_held(say, min_awards, count),
    }
    if level == "organisation":
        return say("Organisations with {minimum} or more: {selection}", **values)
    if level == "city":
        return say("Cities with {minimum} or more: {selection}", **values)
    return say("Provinces with {minimum} or more: {selection}", **values)


def question(*, level: Level = "organisation", language: Language = "en") -> Text:
    """Return what the report asks, in one sentence."""
    say = speak(language)
    return say(
        "Which {winners} won several awards, which awards went together, and is that more than "
        "chance would make?",
        winners=noun_alone(say, "level", level),
    )


def limits(
    awards: pd.DataFrame, *, level: Level = "organisation", language: Language = "en"
) -> list[Text]:
    """Return what the report can't tell, the most important limit first."""
    say = speak(language)
    _, counted = counted_winners(awards, level)
    published = load_entrants()
    known = published.loc[published["counted"] == "entrants", "edition"]
    entered = known.isin(counted.editions).any()
    year = counted.year(say)
    who = say(
        "For which awards each of the entrants of {year} entered was not published.", year=year
    )
    if not entered:
        who = say("How many entered in {year}, and for which awards, was not published.", year=year)
    return [
        say.paragraph(
            who,
            say(
                "Organisations of one city count as different winners; which results rest on that "
                "is shown in the supplement."
            )
            if level == "organisation"
            else "",
        ),
        say("One edition is counted ({year}); it shows no development.", year=named(year)),
        say("The number of awards measures neither the quality of a hotline nor its service."),
    ]
