"""The sentences, tables and figure of the profile of a province."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hotlinelib.labels import label_values, names_of
from hotlinelib.language import Speech
from hotlinelib.paper import Paper, Part
from hotlinelib.province.profile import ProvinceChoices, peers_of
from hotlinelib.regional.distribution import RegionalChoices
from hotlinelib.regional.words import rate_unit, unit_noun

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
    row = _row(compared, choices.province)
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
    row = _row(compared, choices.province)
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
        per=rate_unit(_as_regional(choices), say),
        rate_place=row.rank_rate,
    )


def rate_finding(compared: pd.DataFrame, choices: ProvinceChoices, say: Speech) -> str:
    """Return whether the rate differs from that of the whole country beyond its interval."""
    if not compared["count"].sum():
        return ""
    row = _row(compared, choices.province)
    overall = compared["count"].sum() / compared["denominator"].sum()
    values = {
        "rate": say.number(row.rate, 2),
        "low": say.number(row.rate_low, 2),
        "high": say.number(row.rate_high, 2),
        "overall": say.number(overall, 2),
        "per": rate_unit(_as_regional(choices), say),
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


def show_awards(paper: Paper, mine: pd.DataFrame) -> Part:
    """Show the awards of the province and who holds them; nothing where there are none."""
    say = paper.say
    held = mine[mine["recipient"] == "organisation"]
    if held.empty:
        return paper.prose()
    table = pd.DataFrame(
        {
            "award": label_values(held["award_id"], "award_id", say.language),
            "organisation": label_values(held["organisation_id"], "organisation_id", say.language),
            "place": _places(held, say),
        }
    ).reset_index(drop=True)
    caption = say("The awards that organisations of the province won, in printed order.")
    return paper.table(table, "awards", caption)


def show_people(paper: Paper, people: pd.DataFrame, choices: ProvinceChoices) -> Part:
    """Show the awards to people of the province: counted, or named where that was asked for."""
    say = paper.say
    if people.empty:
        return paper.prose()
    named = people.assign(
        award=label_values(people["award_id"], "award_id", say.language),
        organisation=label_values(people["organisation_id"], "organisation_id", say.language),
    )
    if choices.show_people:
        caption = say("People of the province who won an award, named as printed.")
        table = named[["award", "organisation", "person"]].reset_index(drop=True)
        return paper.table(table, "people", caption)
    caption = say(
        "Awards to people of the province. People are not named here; the parameter show_people "
        "names them."
    )
    counted = named.groupby(["award", "organisation"], sort=False).size().reset_index(name="count")
    return paper.table(counted, "people", caption)


def show_places(paper: Paper, places: pd.DataFrame) -> Part:
    """Show the awards of each prefecture-level division; nothing for a municipality."""
    if places.empty:
        return paper.prose()
    say = paper.say
    named = places.assign(prefecture=label_values(places["prefecture"], "prefecture", say.language))
    caption = say(
        "Awards of the prefecture-level divisions of the province, those without any too."
    )
    return paper.table(named, "places", caption)


def show_peers(paper: Paper, compared: pd.DataFrame, choices: ProvinceChoices) -> Part:
    """Show the provinces of the same region beside each other."""
    say = paper.say
    peers = peers_of(compared, choices.province)
    columns = ["province", "count", "denominator", "rate", "rate_low", "rate_high"]
    further = ["coverage", "rank_organisation", "rank_person"]
    named = peers.assign(province=label_values(peers["province"], "province", say.language))
    caption = say(
        "{unit} of the provinces of the region, with rates {per} and exact 95% Poisson intervals; "
        "ranks are among all {all} provinces, and equal numbers share the best of their ranks.",
        unit=unit_noun("awards", say),
        per=rate_unit(_as_regional(choices), say),
        all=len(compared),
    )
    return paper.table(named[columns + further], "peers", caption)


def show_rates(paper: Paper, compared: pd.DataFrame, choices: ProvinceChoices) -> Part:
    """Show the rates of the provinces of the region with their intervals."""
    from hotlinelib.figures.dot_interval import describe_dot_interval, draw_dot_interval

    say = paper.say
    peers = peers_of(compared, choices.province)
    shown = peers.assign(region=label_values(peers["province"], "province", say.language))
    overall = compared["count"].sum() / compared["denominator"].sum()
    per = rate_unit(_as_regional(choices), say)
    x_label = say("{unit} {per}", unit=unit_noun("awards", say), per=per)
    columns = ("region", "rate", "rate_low", "rate_high")
    axes = draw_dot_interval(
        shown,
        *columns,
        reference=overall,
        reference_label=say("all together: {rate}", rate=say.number(overall, 2)),
        x_label=x_label,
        language=say.language,
        title=_figure_title(peers, choices, say),
    )
    alt = describe_dot_interval(
        shown, *columns, reference=overall, x_label=x_label, language=say.language
    )
    caption = say(
        "Rates of the provinces of the region with exact 95% Poisson intervals. A hollow dot is a "
        "zero: none was counted, and the interval shows what rates can't be ruled out."
    )
    return paper.figure(axes, "peers", caption, alt)


def _figure_title(peers: pd.DataFrame, choices: ProvinceChoices, say: Speech) -> str:
    row = _row(peers, choices.province)
    return say(
        "{province}: place {place} of {all} in its region, with {awards}",
        province=province_name(choices, say),
        place=int((peers["rate"] > row.rate).sum()) + 1,
        all=len(peers),
        awards=say.plural("{count} award", "{count} awards", int(row.count)),
    )


def _row(compared: pd.DataFrame, province: str) -> Any:
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


def _places(held: pd.DataFrame, say: Speech) -> pd.Series:
    """Return the prefecture-level division of each winner, or the province where it is one."""
    prefectures = label_values(held["prefecture"], "prefecture", say.language)
    provinces = label_values(held["province"], "province", say.language)
    return prefectures.where(held["prefecture"].notna(), provinces)


def _as_regional(choices: ProvinceChoices) -> RegionalChoices:
    return RegionalChoices(edition=choices.edition, denominator=choices.denominator)
