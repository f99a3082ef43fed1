"""The choices of analyses: types that say what is offered, checked together before anything runs.

This module does without pandas, so that a command refuses a mistake at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hotlinelib.arguments import check_choice, check_kind, not_offered
from hotlinelib.errors import ParameterError
from hotlinelib.language.speech import Language
from hotlinelib.messages import message
from hotlinelib.tables.editions import list_editions, partly_known
from hotlinelib.tables.load import list_awards
from hotlinelib.tables.read import text_rows

Recipients = Literal["organisation", "person", "all"]
# What is counted
Unit = Literal["awards", "organisations", "cities"]
# What counts are grouped by; a user's own regions are a file or a frame
By = Literal["province", "nbs_region", "region7", "rank", "level", "prefecture"]
# What counts are compared with
Per = Literal["prefecture_divisions", "county_divisions", "population", "gdp"]
# Who is one winner
Level = Literal["organisation", "city", "province"]
CountOf = Literal["categories", "awards"]

ALL_AWARDS = "all"
# What each way of grouping can be compared with; no sound table of the GDP of prefectures exists.
OFFERED_PER: Mapping[str, tuple[Per, ...]] = {
    "province": get_args(Per),
    "nbs_region": get_args(Per),
    "region7": get_args(Per),
    "rank": ("prefecture_divisions",),
    "level": ("prefecture_divisions",),
    "prefecture": ("prefecture_divisions", "population"),
}


def offered(choice: Any) -> tuple[str, ...]:
    """Return the values of a type of choices: `offered(Unit)`."""
    return get_args(choice)


@dataclass(frozen=True)
class Choices:
    """What every report lets its user choose; a subclass adds fields, whose types say the values.

    Parameters
    ----------
    edition : str
        Year of the edition.
    recipients : {"organisation", "person", "all"}
        Whose awards are counted.
    awards : str
        "all", or identifiers or titles of awards separated by commas.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.

    Raises
    ------
    ParameterError
        If a value isn't offered; the message lists all mistakes and what is allowed.
    """

    edition: str = "2019"
    recipients: Recipients = "organisation"
    awards: str = ALL_AWARDS
    language: Language = "en"

    def __post_init__(self) -> None:
        """Refuse values that aren't offered."""
        # papermill reads `-p edition 2019` as a number.
        object.__setattr__(self, "edition", str(self.edition))
        mistakes = self.mistakes()
        if mistakes:
            raise ParameterError("\n".join(mistakes))

    @classmethod
    def offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values that parameters may have; those with any value are left out."""
        hints = get_type_hints(cls)
        chosen = {
            field.name: offered(hints[field.name])
            for field in fields(cls)
            if get_origin(hints[field.name]) is Literal
        }
        return {"edition": list_editions(), **chosen}

    @classmethod
    def further_offered(cls) -> Mapping[str, Sequence[str]]:
        """Return the values to choose from of parameters that `combined_mistakes` checks."""
        return {"awards": (ALL_AWARDS, *(row["award_id"] for row in text_rows("award_categories")))}

    def mistakes(self) -> list[str]:
        """Return what is wrong with the values, a sentence each."""
        found = [
            partly_known(value)
            if name == "edition" and value in list_editions("partial")
            else not_offered(name, value, allowed)
            for name, allowed in self.offered().items()
            if (value := getattr(self, name)) not in allowed
        ]
        return found + ([] if found else self.combined_mistakes())

    def combined_mistakes(self) -> list[str]:
        """Return what is wrong with values that depend on each other."""
        try:
            chosen = chosen_awards(self.awards, list_awards(self.edition))
        except ParameterError as error:
            return [str(error)]
        return self._nothing_to_count(chosen)

    def _nothing_to_count(self, chosen: Sequence[str]) -> list[str]:
        """Refuse awards to people together with recipients "organisation", and the other way."""
        given_to = {row["award_id"]: row["recipient"] for row in text_rows("award_categories")}
        if self.recipients == "all" or any(given_to[name] == self.recipients for name in chosen):
            return []
        return [
            message(
                "awards = {awards!r} and recipients = {recipients!r} leave nothing to count: these "
                "awards are given to the recipient {given!r}; choose recipients = {given!r}, "
                "'all', or other awards",
                awards=self.awards,
                recipients=self.recipients,
                given=given_to[chosen[0]],
            )
        ]


def chosen_awards(awards: str | Sequence[str], among: Sequence[str]) -> list[str]:
    """Return the identifiers of the awards chosen, in the order in which they are offered."""
    if isinstance(awards, str):
        if awards == ALL_AWARDS:
            return list(among)
        awards = awards.replace("，", ",").split(",")
    check_kind("awards", awards, Sequence)
    titles = {
        row[column]: row["award_id"]
        for row in text_rows("award_categories")
        for column in ("award_hant", "award_hans", "award_en", "award_short_en")
    }
    named = [titles.get(name.strip(), name.strip()) for name in awards if name.strip()]
    for name in named:
        check_choice("awards", name, [ALL_AWARDS, *among])
    if not named:
        told = ", ".join([ALL_AWARDS, *among])
        raise ParameterError("awards names none; use: {offered}", offered=told)
    return list(among) if ALL_AWARDS in named else [name for name in among if name in named]
