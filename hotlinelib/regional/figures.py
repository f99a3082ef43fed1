"""The figures of the report on regions: drawn, described and captioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from hotlinelib.figures.circle_map import describe_circle_map, draw_circle_map
from hotlinelib.figures.dot_interval import describe_dot_interval, draw_dot_interval
from hotlinelib.figures.grouped_dots import describe_grouped_dots, draw_grouped_dots
from hotlinelib.figures.heat_map import describe_heat_map, draw_heat_map
from hotlinelib.figures.lorenz import describe_lorenz, draw_lorenz
from hotlinelib.figures.style import LAYOUTS
from hotlinelib.labels import label_values
from hotlinelib.measures import TestResult, lorenz_curve
from hotlinelib.regional import titles, words
from hotlinelib.regional.captions import each_award
from hotlinelib.regional.checks import SIGNIFICANT, Concentration
from hotlinelib.regional.tables import award_heat

if TYPE_CHECKING:
    from hotlinelib.paper import Paper
    from hotlinelib.part import Part
    from hotlinelib.regional.choices import RegionalChoices

MOST_ROWS = 40


def province_map(paper: Paper, counted: pd.DataFrame, choices: RegionalChoices) -> Part:
    """Show the counts of the provinces on a map."""
    say = paper.say
    caption = say("Counts by province. Hatched: not in the data set (Hong Kong, Macao and Taiwan).")
    title = titles.map_title(counted, choices, say)
    return _map(paper, counted, "province", choices, title, caption)


def prefecture_map(paper: Paper, counted: pd.DataFrame, choices: RegionalChoices) -> Part:
    """Show the counts of the prefecture-level divisions on a map."""
    say = paper.say
    caption = say(
        "Counts by prefecture-level division; districts and county-level cities count with theirs. "
        "Hatched: not in the data set (Hong Kong, Macao and Taiwan), or run by no prefecture."
    )
    title = titles.prefectures_title(counted, say)
    return _map(paper, counted, "prefecture", choices, title, caption)


def _map(
    paper: Paper,
    counted: pd.DataFrame,
    level: Literal["province", "prefecture"],
    choices: RegionalChoices,
    title: str,
    caption: str,
) -> Part:
    say = paper.say
    named = counted.assign(place=label_values(counted[level], level, say.language))
    unit = words.unit_noun(choices.unit, say)
    wide, narrow = (
        draw_circle_map(
            named,
            "count",
            level=level,
            label_names="place",
            value_label=unit,
            language=say.language,
            layout=layout,
        )
        for layout in LAYOUTS
    )
    alt = describe_circle_map(named, "count", "place", value_label=unit, language=say.language)
    return paper.figure(wide, f"{level}s", caption, alt, narrow=narrow, title=title)


def rates_figure(paper: Paper, rates: pd.DataFrame, choices: RegionalChoices) -> Part:
    """Show the rates of the regions with their intervals."""
    say = paper.say
    shown = rates[rates["denominator"] > 0]
    if len(shown) > MOST_ROWS:
        shown = shown.nlargest(MOST_ROWS, "count")
    named = shown.assign(region=label_values(shown[choices.by], choices.by, say.language))
    overall = rates["count"].sum() / rates["denominator"].sum()
    x_label = say(
        "{unit} {per}", unit=words.unit_noun(choices.unit, say), per=words.rate_unit(choices, say)
    )
    columns = ("region", "rate", "rate_low", "rate_high")
    axes = draw_dot_interval(
        named,
        *columns,
        reference=overall,
        reference_label=say("all together: {rate}", rate=say.number(overall, 2)),
        x_label=x_label,
        language=say.language,
        title=titles.rates_title(rates, say),
    )
    alt = describe_dot_interval(
        named, *columns, reference=overall, x_label=x_label, language=say.language
    )
    caption = say(
        "Rates with exact 95% Poisson intervals, not corrected for the number of regions. A hollow "
        "dot is a zero: none was counted, and the interval shows what rates can't be ruled out."
    )
    if len(shown) < len(rates):
        caption = say.paragraph(
            caption,
            say(
                "Shown are the {shown} with the highest counts of {all}.",
                shown=len(shown),
                all=len(rates),
            ),
        )
    return paper.figure(axes, "rates", caption, alt)


def comparison_figure(
    paper: Paper, compared: pd.DataFrame, by: str, choices: RegionalChoices
) -> Part:
    """Show the shares of regions beside their shares of population, GDP and divisions."""
    say = paper.say
    named = compared.assign(region=label_values(compared[by], by, say.language))
    columns = {
        "share": words.unit_noun(choices.unit, say),
        "gdp": say("GDP"),
        "population": say("Population"),
        "prefecture_divisions": say("Prefecture-level divisions"),
    }
    axes = draw_grouped_dots(
        named,
        "region",
        columns,
        x_label=say("Share of the whole"),
        percent=True,
        language=say.language,
        title=titles.comparison_title(compared, say),
    )
    alt = describe_grouped_dots(named, "region", columns, percent=True, language=say.language)
    caption = say(
        "Shares of the four regions of the National Bureau of Statistics, beside their shares of "
        "what the awards could be held against."
    )
    return paper.figure(axes, "regions", caption, alt)


def lorenz_figure(
    paper: Paper, rates: pd.DataFrame, measured: Concentration, choices: RegionalChoices
) -> Part:
    """Show the Lorenz curves of the counts, by region and by size."""
    say = paper.say
    if pd.isna(measured.gini):
        return paper.prose(say("Nothing is counted, so there is no curve to draw."))
    sized = rates[rates["denominator"] > 0]
    each, by_size = say("each region one unit"), say("regions by size")
    curves = {
        each: lorenz_curve(rates["count"]),
        by_size: lorenz_curve(sized["count"], sized["denominator"]),
    }
    coefficients = {each: measured.gini, by_size: measured.gini_by_size}
    axes = draw_lorenz(
        curves,
        gini=coefficients,
        x_label=say("Cumulative share of regions or of their size"),
        y_label=say("Cumulative share of what is counted"),
        language=say.language,
        title=titles.lorenz_title(measured, say),
    )
    caption = say(
        "Lorenz curves. The further a curve lies below the straight line, the more unevenly the "
        "counts are spread. By size, regions are weighted by {size}.",
        size=words.size_noun(choices, say),
    )
    return paper.figure(
        axes, "lorenz", caption, describe_lorenz(curves, gini=coefficients, language=say.language)
    )


def heat_figure(
    paper: Paper, table: pd.DataFrame, test: TestResult, by: str, choices: RegionalChoices
) -> Part:
    """Show how many of each award went to each region."""
    say = paper.say
    beyond = test.table["p_value_holm"].lt(SIGNIFICANT).unstack()  # noqa: PD010
    named = award_heat(table, by, say)
    marked = (
        beyond.reindex_like(table)
        .fillna(False)
        .astype(bool)
        .set_axis(named.index)
        .set_axis(named.columns, axis="columns")
    )
    unit = words.unit_noun(choices.unit, say)
    caption = say.paragraph(
        say("{unit}, by award and region.", unit=unit), each_award(choices, say)
    )
    marked_label = say("differs from its expected count (Holm)")
    axes = draw_heat_map(
        named,
        value_label=unit,
        marked=marked,
        marked_label=marked_label,
        language=say.language,
        title=titles.heat_title(test, say),
    )
    alt = describe_heat_map(
        named, value_label=unit, marked=marked, marked_label=marked_label, language=say.language
    )
    return paper.figure(axes, "awards", caption, alt)
