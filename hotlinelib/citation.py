"""How a report, and the data behind it, are cited."""

from __future__ import annotations

import hotlinelib
from hotlinelib.editions import SourceRecord
from hotlinelib.language import Speech


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
        publisher=record.publisher,
        title=record.title,
        published=record.published,
        address=record.address,
    )
