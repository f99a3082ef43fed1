"""The tables and the figure of the profile of a province."""

from __future__ import annotations

import pandas as pd

from hotlinelib.figures.dot_interval import describe_dot_interval, draw_dot_interval
from hotlinelib.labels import label_values
from hotlinelib.language import Speech
from hotlinelib.language.nouns import rate_unit
from hotlinelib.paper import Paper
from hotlinelib.part import Part
from hotlinelib.province.choices import ProvinceChoices
from hotlinelib.province.profile import peers_of
from hotlinelib.province.text import province_name, row_of


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
        unit=say("Number of awards"),
        per=rate_unit(say, choices.denominator),
        all=len(compared),
    )
    return paper.table(named[columns + further], "peers", caption)


def show_rates(paper: Paper, compared: pd.DataFrame, choices: ProvinceChoices) -> Part:
    """Show the rates of the provinces of the region with their intervals."""
    say = paper.say
    peers = peers_of(compared, choices.province)
    shown = peers.assign(region=label_values(peers["province"], "province", say.language))
    overall = compared["count"].sum() / compared["denominator"].sum()
    per = rate_unit(say, choices.denominator)
    x_label = say("{unit} {per}", unit=say("Number of awards"), per=per)
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
    row = row_of(peers, choices.province)
    return say(
        "{province}: place {place} of {all} in its region by rate, with {awards}",
        province=province_name(choices, say),
        place=int((peers["rate"] > row.rate).sum()) + 1,
        all=len(peers),
        awards=say.plural("{count} award", "{count} awards", int(row.count)),
    )


def _places(held: pd.DataFrame, say: Speech) -> pd.Series:
    """Return the prefecture-level division of each winner, or the province where it is one."""
    prefectures = label_values(held["prefecture"], "prefecture", say.language)
    provinces = label_values(held["province"], "province", say.language)
    return prefectures.where(held["prefecture"].notna(), provinces)
