"""Sentences that every report has: what the data are, what a position means, how to cite."""

from __future__ import annotations

import pandas as pd

import hotlinelib
from hotlinelib.language import Speech
from hotlinelib.tables.editions import SourceRecord


def source(awards: pd.DataFrame, record: SourceRecord, say: Speech) -> str:
    """Return what the data are."""
    people = int(awards["person"].notna().sum())
    read = say(
        "The data are the lists of winners that {publisher} printed on {published}, for the awards "
        "named on {awarded}: {total} awards, {organisations} of them to organisations and {people} "
        "to people. Each row keeps the line that it was read from.",
        publisher=record.publisher_in(say.language),
        published=say.date(record.published),
        awarded=say.date(record.awarded),
        total=len(awards),
        organisations=len(awards) - people,
        people=people,
    )
    first = record.first_publisher_in(say.language)
    named = say("The page gives {publisher} as the source of its text.", publisher=first)
    machine = say(
        "The page's traditional characters were made by machine, so that some differ from the "
        "official spelling; names are given as printed."
    )
    return say.paragraph(
        read,
        named if first else "",
        machine if record.script_by_machine else "",
        say("English names of awards and organisations were translated for this data set."),
    )


def order_rule(say: Speech) -> str:
    """Return that a position is no rank."""
    return say(
        "The lists are printed in no particular order: a number in them is not a rank, and none "
        "is read as one here."
    )


def citation(record: SourceRecord, say: Speech) -> str:
    """Return how to cite the package and the source of an edition.

    Parameters
    ----------
    record : SourceRecord
        Of the edition.
    say : Speech
        The reader's language.

    Returns
    -------
    str
        Two references: the package with its version, and the page that prints the list.
    """
    return say(
        "hotlinelib contributors: hotlinelib, version {version}. Source of the list: {publisher}, "
        "“{title}”, {published}, {address}.",
        version=hotlinelib.__version__,
        publisher=record.publisher_in(say.language),
        title=record.title,
        published=say.date(record.published),
        address=record.address,
    )
