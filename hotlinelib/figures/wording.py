"""What the descriptions of figures have in common: sentences about highest, lowest and zero."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hotlinelib.language import Speech

NAMES_SHOWN = 3


def name_some(say: Speech, names: Sequence[str]) -> str:
    """Join names; of more than a few only the first ones are told, and how many more there are."""
    if len(names) <= NAMES_SHOWN + 1:
        return say.series(names)
    rest = say("{count} more", count=len(names) - NAMES_SHOWN)
    return say.series([*names[:NAMES_SHOWN], rest])


def texts_of(labels: pd.Series, say: Speech) -> list[str]:
    """Return labels as texts: numbers the way the language writes them, missing ones empty."""
    known = labels.notna()
    return [
        "" if not shown else label if isinstance(label, str) else say.number(float(label))
        for label, shown in zip(labels, known, strict=True)
    ]


def tell_extremes(say: Speech, values: pd.Series) -> str:
    """Tell the highest value above zero, the lowest other value, and how many are zero."""
    known = values.dropna()
    above = known[known > 0]
    return say.paragraph(_highest(say, above), _lowest(say, above), _zeros(say, known))


def _highest(say: Speech, above: pd.Series) -> str:
    if above.empty:
        return say("No value is above zero.")
    names = name_some(say, above.index[above == above.max()].astype(str).tolist())
    return say("The highest value is {value}: {names}.", value=above.max(), names=names)


def _lowest(say: Speech, above: pd.Series) -> str:
    if above.nunique() < 2:
        return ""
    names = name_some(say, above.index[above == above.min()].astype(str).tolist())
    return say("The lowest value above zero is {value}: {names}.", value=above.min(), names=names)


def _zeros(say: Speech, known: pd.Series) -> str:
    zeros = known.index[known == 0].astype(str).tolist()
    if not zeros:
        return say("No value is zero.") if len(known) else ""
    names = name_some(say, zeros)
    return say.plural(
        "{count} value is zero: {names}.",
        "{count} values are zero: {names}.",
        len(zeros),
        names=names,
    )
