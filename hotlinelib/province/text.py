"""The sentences of the profile of a province."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hotlinelib.labels import label_values, names_of
from hotlinelib.language import Speech
from hotlinelib.language.nouns import rate_unit
from hotlinelib.province.choices import ProvinceChoices
from hotlinelib.province.profile import peers_of

NAMED = 6


def title(choices: ProvinceChoices, say: Speech) -> str:
    """Return the title of the report."""
    return say(
        "{province} in the government hotline awards of {edition}",
        province=province_name(choices, say),
        edition=choices.edition,
    )


def province_name(choices: ProvinceChoices, say: Speech) -> str:
    """Return the name of the province in the reader's language."""
    return names_of("province", say.language)[choices.province]


def heading(name: str, say: Speech) -> str:
    """Return the heading of a section."""
    return {
        "question": say("Question"),
        "data": say("Data and counting rule"),
        "winners": say("Winners and awards"),
        "people": say("People"),
        "coverage": say("Coverage"),
        "peers": say("Place among its peers"),
        "limits": say("Limits"),
        "cite": say("How to cite"),
    }[name]


def question(choices: ProvinceChoices, say: Speech) -> str:
    """Return what the report asks."""
    return say(
        "What did {province} win, who won it, how many of its cities took part in that, and where "
        "does it stand among its peers?",
        province=province_name(choices, say),
    )


def counting_rule(selected: pd.DataFrame, choices: ProvinceChoices, say: Speech) -> str:
    """Return what is counted in all provinces together."""
    recipients = {
        "organisation": say("to organisations"),
        "person": say("to people"),
        "all": say("to organisations and to people"),
    }[choices.recipients]
    return say(
        "Counted are the awards {recipients}, {total} in the whole country. Each award counts for "
        "the province that its winner serves. Peers are the provinces of the same region of the "
        "National Bureau of Statistics; a municipality counts as a province with one "
        "prefecture-level division.",
        recipients=recipients,
        total=len(selected),
    )


def winners_finding(
    mine: pd.DataFrame, compared: pd.DataFrame, choices: ProvinceChoices, say: Speech
) -> str:
    """Return how much the province won, or that it won nothing."""
    province = province_name(choices, say)
    if mine.empty:
        without = int((compared["count"] == 0).sum())
        return say(
            "{province} won none of the awards counted here. It shares this with {others} of the "
            "other {all} provinces; the comparison below shows what can be said nevertheless.",
            province=province,
            others=without - 1,
            all=len(compared) - 1,
        )
    return say(
        "{province} won {awards} ({share} of all), held by {organisations}.",
        province=province,
        awards=say.plural("{count} award", "{count} awards", len(mine)),
        share=say.percent(len(mine) / compared["count"].sum()),
        organisations=say.plural(
            "{count} organisation", "{count} organisations", mine["organisation_id"].nunique()
        ),
    )


def people_finding(people: pd.DataFrame, choices: ProvinceChoices, say: Speech) -> str:
    """Return how many awards went to people of the province, and of how many organisations."""
    province = province_name(choices, say)
    if people.empty:
        return say("No award of this edition went to a person of {province}.", province=province)
    return say(
        "People of {province} won {awards}, in {categories} and from {organisations}.",
        province=province,
        awards=say.plural("{count} award", "{count} awards", len(people)),
        categories=say.plural(
            "{count} award category", "{count} award categories", people["award_id"].nunique()
        ),
        organisations=say.plural(
            "{count} organisation", "{count} organisations", people["organisation_id"].nunique()
        ),
    )


def coverage_finding(
    places: pd.DataFrame, compared: pd.DataFrame, choices: ProvinceChoices, say: Speech
) -> str:
    """Return how many prefecture-level divisions won anything, and which."""
    row = row_of(compared, choices.province)
    won = places[places["count"] > 0]
    values = {"province": province_name(choices, say), "won": row.cities, "all": row.divisions}
    if row.divisions == 1:
        return (
            say("{province} is one division of its level, and it won something.", **values)
            if row.cities
            else say("{province} is one division of its level, and it won nothing.", **values)
        )
    text = say(
        "{won} of the {all} prefecture-level divisions of {province} won something ({share}).",
        share=say.percent(row.coverage),
        **values,
    )
    if won.empty or len(won) > NAMED:
        return text
    names = label_values(won["prefecture"], "prefecture", say.language)
    return say.paragraph(text, say("These are {names}.", names=say.series(names)))


def peers_finding(compared: pd.DataFrame, choices: ProvinceChoices, say: Speech) -> str:
    """Return where the province stands, in the country and in its region."""
    row = row_of(compared, choices.province)
    peers = peers_of(compared, choices.province)
    region = names_of("nbs_region", say.language)[row.nbs_region]
    within = int((peers["count"] > row.count).sum()) + 1
    return say(
        "By the number of awards {province} takes place {place} of {all} provinces{shared}, and "
        "place {within} of {peers} in its region ({region}). By the rate {per} it takes place "
        "{rate_place}.",
        province=province_name(choices, say),
        place=row.rank,
        all=len(compared),
        shared=_shared(int((compared["rank"] == row.rank).sum()) - 1, say),
        within=within,
        peers=len(peers),
        region=region,
        per=rate_unit(say, choices.denominator),
        rate_place=row.rank_rate,
    )


def rate_finding(compared: pd.DataFrame, choices: ProvinceChoices, say: Speech) -> str:
    """Return whether the rate differs from that of the whole country beyond its interval."""
    if not compared["count"].sum():
        return ""
    row = row_of(compared, choices.province)
    overall = compared["count"].sum() / compared["denominator"].sum()
    values = {
        "rate": say.number(row.rate, 2),
        "low": say.number(row.rate_low, 2),
        "high": say.number(row.rate_high, 2),
        "overall": say.number(overall, 2),
        "per": rate_unit(say, choices.denominator),
    }
    if row.rate_low > overall:
        return say(
            "Its rate {per}, {rate}, lies above that of all provinces together, {overall}: the "
            "95% interval reaches from {low} to {high}.",
            **values,
        )
    if row.rate_high < overall:
        return say(
            "Its rate {per}, {rate}, lies below that of all provinces together, {overall}: the "
            "95% interval reaches from {low} to {high}.",
            **values,
        )
    return say(
        "Its rate {per}, {rate}, can't be told from that of all provinces together, {overall}: "
        "the 95% interval reaches from {low} to {high}.",
        **values,
    )


def limits(say: Speech) -> list[str]:
    """Return what the profile can't tell, a point each."""
    return [
        say("Who entered is not known: a province without an award may have had no entrant."),
        say("With few awards a province, places differ by one award or two; see the intervals."),
        say("The number of awards measures neither the quality of a hotline nor its service."),
    ]


def row_of(compared: pd.DataFrame, province: str) -> Any:
    """Return the row of a province, with its columns as attributes."""
    # Not itertuples: `count` would be the method of the tuple.
    return compared[compared["province"] == province].iloc[0].pipe(_Row)


class _Row:
    """A row whose columns are attributes, `count` and `rank` too."""

    def __init__(self, row: pd.Series) -> None:
        self.__dict__.update({str(name): _plain(value) for name, value in row.items()})


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _shared(others: int, say: Speech) -> str:
    return say(" (shared with {others} others)", others=others) if others else ""
