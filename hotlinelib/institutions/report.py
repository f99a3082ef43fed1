"""The figures and tables of the report on kinds of institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from hotlinelib.figures.dot_interval import describe_dot_interval, draw_dot_interval
from hotlinelib.figures.grouped_dots import describe_grouped_dots, draw_grouped_dots
from hotlinelib.figures.heat_map import describe_heat_map, draw_heat_map
from hotlinelib.institutions.choices import InstitutionChoices
from hotlinelib.institutions.kinds import SIGNIFICANT
from hotlinelib.institutions.text import name_words
from hotlinelib.labels import label_values
from hotlinelib.measures import TestResult
from hotlinelib.tables.read import read_table

if TYPE_CHECKING:
    from hotlinelib.language import Speech
    from hotlinelib.paper import Paper
    from hotlinelib.part import Part


def show_kinds(paper: Paper, counted: pd.DataFrame, choices: InstitutionChoices) -> Part:
    """Show the share of each kind with its interval."""
    say = paper.say
    if not counted["count"].sum():
        return paper.prose(say("Nothing is counted, so there is no figure to draw."))
    named = counted.assign(kind=label_values(counted["kind"], "kind", say.language))
    columns = ("kind", "share", "share_low", "share_high")
    label = _share_label(choices, say)
    axes = draw_dot_interval(
        named,
        *columns,
        x_label=label,
        language=say.language,
        title=say(
            "{kind}: {share} of what is counted",
            kind=named["kind"].iloc[0],
            share=say.percent(named["share"].iloc[0]),
        ),
    )
    alt = describe_dot_interval(named, *columns, x_label=label, language=say.language)
    caption = say("Share of each kind of institution, with 95% Wilson intervals.")
    return paper.figure(axes, "kinds", caption, alt)


def show_kind_table(paper: Paper, counted: pd.DataFrame) -> Part:
    """Show the count of each kind and the words that decide."""
    say = paper.say
    rules = read_table("kind_rules").groupby("kind")["pattern"].agg(" ".join)
    table = pd.DataFrame(
        {
            "kind": label_values(counted["kind"], "kind", say.language),
            "rule": counted["kind"].map(rules),
            "count": counted["count"],
            "share": counted["share"],
            "share_low": counted["share_low"],
            "share_high": counted["share_high"],
        }
    )
    return paper.table(
        table,
        "kinds",
        say(
            "Kinds of institution, the pattern that decides in the simplified name, and 95% Wilson "
            "intervals of the shares."
        ),
    )


def show_regions(
    paper: Paper, table: pd.DataFrame, test: TestResult | None, choices: InstitutionChoices
) -> Part:
    """Show how many of each kind there are in each region."""
    say = paper.say
    caption = say("{unit}, by kind of institution and region.", unit=_unit_label(choices, say))
    title = say("Kinds of institution by region")
    return _show_cross(paper, table, test, choices, ("kinds-regions", caption, title))


def show_awards(
    paper: Paper, table: pd.DataFrame, test: TestResult | None, choices: InstitutionChoices
) -> Part:
    """Show how many of each kind there are among the winners of each award."""
    say = paper.say
    caption = say("{unit}, by kind of institution and award.", unit=_unit_label(choices, say))
    title = say("Kinds of institution by award")
    return _show_cross(paper, table, test, choices, ("kinds-awards", caption, title))


def _show_cross(
    paper: Paper,
    table: pd.DataFrame,
    test: TestResult | None,
    choices: InstitutionChoices,
    told: tuple[str, str, str],
) -> Part:
    say = paper.say
    if test is None:
        return paper.prose(say("Nothing is counted, so there is no figure to draw."))
    name, caption, title = told
    named = _named(table, str(table.columns.name), say)
    marked = _beyond_chance(table, test).set_axis(named.index).set_axis(named.columns, axis=1)
    marked_label = say("differs from its expected count (Holm)")
    unit = _unit_label(choices, say)
    axes = draw_heat_map(
        named,
        value_label=unit,
        marked=marked,
        marked_label=marked_label,
        language=say.language,
        title=title,
    )
    alt = describe_heat_map(
        named, value_label=unit, marked=marked, marked_label=marked_label, language=say.language
    )
    return paper.figure(axes, name, caption, alt)


def show_words(paper: Paper, words: pd.DataFrame) -> Part:
    """Show how many names hold each word."""
    say = paper.say
    if words.empty:
        return paper.prose(say("Nothing is counted, so there is no figure to draw."))
    named = pd.DataFrame({"word": name_words(words["word"], say), "names": words["names"]})
    columns = {"names": say("Names with the word")}
    axes = draw_grouped_dots(
        named,
        "word",
        columns,
        x_label=say("Names with the word"),
        language=say.language,
        title=say("The words that the names are made of"),
    )
    alt = describe_grouped_dots(named, "word", columns, language=say.language)
    return paper.figure(axes, "words", say("Words by the number of names that hold them."), alt)


def show_word_table(paper: Paper, words: pd.DataFrame) -> Part:
    """Show the words with their meaning, the number of names and their share."""
    say = paper.say
    named = words.assign(word=name_words(words["word"], say))[["word", "names", "share"]]
    return paper.table(named, "words", say("Words by the number of names that hold them."))


def _named(table: pd.DataFrame, column: str, say: Speech) -> pd.DataFrame:
    kinds = label_values(pd.Series(table.index, dtype="str"), "kind", say.language)
    heads = label_values(pd.Series(table.columns, dtype="str"), column, say.language)
    return table.set_axis(kinds, axis="index").set_axis(heads, axis="columns")


def _beyond_chance(table: pd.DataFrame, test: TestResult) -> pd.DataFrame:
    beyond = test.table["p_value_holm"].lt(SIGNIFICANT).unstack()  # noqa: PD010
    return beyond.reindex_like(table).fillna(False).astype(bool)


def _unit_label(choices: InstitutionChoices, say: Speech) -> str:
    return say("Awards") if choices.unit == "awards" else say("Organisations")


def _share_label(choices: InstitutionChoices, say: Speech) -> str:
    if choices.unit == "awards":
        return say("Share of the awards counted")
    return say("Share of the organisations counted")
