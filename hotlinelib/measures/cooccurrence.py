"""Which items the same units hold together."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd

from hotlinelib.errors import ParameterError
from hotlinelib.extras import from_extra
from hotlinelib.measures.multiple_testing import holm
from hotlinelib.measures.rates import ratio
from hotlinelib.measures.validation import (
    IntArray,
    complete_column,
    complete_columns,
    positive_integer,
)

JOINER = " & "


def pair_association(
    frame: pd.DataFrame, item: str, unit: str, *, universe: int | None = None
) -> pd.DataFrame:
    """Compare how often two items are held together with chance.

    If size_a and size_b units were drawn independently from the universe, the number that
    holds both would be hypergeometric with the mean size_a size_b / universe. Sources:
    Fisher (1934), Statistical Methods for Research Workers, for the test; Jaccard (1912), The
    Distribution of the Flora in the Alpine Zone, New Phytologist 11, for the index; Brin,
    Motwani and Silverstein (1997), Beyond Market Baskets, SIGMOD Record 26, for the lift
    (there called interest).

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per holding; a repeated row counts once.
    item : str
        Column of items, such as awards.
    unit : str
        Column of units, such as winners.
    universe : int, optional
        Number of units that could have held items. Without it the units of the frame, which
        leaves out all that hold nothing and so makes pairs look rarer than chance would.

    Returns
    -------
    pandas.DataFrame
        One row per pair of items: item_a, item_b, size_a, size_b, both (numbers of units),
        expected, jaccard (both / either, 0 to 1), lift (both / expected), p_value (exact
        P(X >= both)), p_value_lower (exact P(X <= both)), p_value_holm (of p_value, over all
        pairs). Empty with the same columns where there are fewer than two items.

    Raises
    ------
    ParameterError
        If a column is absent or holds missing values, or the universe is smaller than the
        number of units in the frame.

    Examples
    --------
    >>> held = pd.DataFrame({"award": ["A", "A", "B", "B"], "winner": ["x", "y", "x", "y"]})
    >>> pairs = pair_association(held, "award", "winner", universe=4)
    >>> pairs[["both", "expected", "jaccard", "lift", "p_value"]].round(3)
       both  expected  jaccard  lift  p_value
    0     2       1.0      1.0   2.0    0.167
    """
    with from_extra("reports"):
        from scipy.stats import hypergeom

    population = _universe(complete_column(frame, unit), universe)
    pairs = pairs_of_items(incidence_matrix(frame, item, unit))
    a, b, both = (pairs[name].to_numpy() for name in ("size_a", "size_b", "both"))
    expected = a * b / population
    upper = hypergeom.sf(both - 1, population, a, b)
    measured = pairs.assign(
        expected=expected,
        jaccard=ratio(both, a + b - both),
        lift=ratio(both, expected),
        p_value=np.clip(upper, 0.0, 1.0),
        p_value_lower=np.clip(hypergeom.cdf(both, population, a, b), 0.0, 1.0),
    )
    return measured.assign(p_value_holm=holm(measured["p_value"]))


def intersections(frame: pd.DataFrame, item: str, unit: str) -> pd.DataFrame:
    """Count the units by the exact combination of items that they hold.

    Each unit counts once, for the combination of all its items: the rows of an UpSet plot
    (Lex and others 2014, UpSet: Visualization of Intersecting Sets, IEEE Transactions on
    Visualization and Computer Graphics 20).

    Parameters
    ----------
    frame, item, unit
        As `pair_association` takes them.

    Returns
    -------
    pandas.DataFrame
        One row per combination that occurs: combination (items joined with " & "), items (a
        tuple), size (number of units), degree (number of items); the largest first, then the
        smaller degree, then by the items' order.

    Raises
    ------
    ParameterError
        If a column is absent or holds missing values.

    Examples
    --------
    >>> held = pd.DataFrame({"award": ["A", "B", "B", "B"], "winner": ["x", "x", "y", "z"]})
    >>> intersections(held, "award", "winner")
      combination   items  size  degree
    0           B    (B,)     2       1
    1       A & B  (A, B)     1       2
    """
    incidence = incidence_matrix(frame, item, unit)
    items = list(incidence.columns)
    patterns = [tuple(np.flatnonzero(row).tolist()) for row in incidence.to_numpy()]
    sizes = Counter(patterns)
    ordered = sorted(sizes.items(), key=lambda entry: (-entry[1], len(entry[0]), entry[0]))
    held = [tuple(items[position] for position in pattern) for pattern, _ in ordered]
    return pd.DataFrame(
        {
            "combination": pd.Series([JOINER.join(map(str, names)) for names in held], dtype="str"),
            "items": pd.Series(held, dtype=object),
            "size": pd.Series([size for _, size in ordered], dtype="int64"),
            "degree": pd.Series([len(names) for names in held], dtype="int64"),
        }
    )


def incidence_matrix(frame: pd.DataFrame, item: str, unit: str) -> pd.DataFrame:
    """Return who holds what: units in rows, items in columns, True or False."""
    items, units = complete_columns(frame, (item, unit))
    names = items.cat.categories if isinstance(items.dtype, pd.CategoricalDtype) else None
    codes, labels = _codes(items, names)
    unit_codes, unit_labels = pd.factorize(units)
    held = np.zeros((len(unit_labels), len(labels)), dtype=bool)
    held[unit_codes, codes] = True
    return pd.DataFrame(
        held, index=pd.Index(unit_labels, name=unit), columns=pd.Index(labels, name=item)
    )


def _codes(items: pd.Series, categories: pd.Index | None) -> tuple[IntArray, pd.Index]:
    if categories is not None:
        codes: IntArray = np.asarray(items.cat.codes, dtype=np.int64)
        return codes, categories
    places, labels = pd.factorize(items, sort=True)
    return places.astype(np.int64), pd.Index(labels)


def _universe(units: pd.Series, universe: int | None) -> int:
    present = units.nunique()
    if universe is None:
        return int(present)
    if positive_integer(universe, "universe") < present:
        raise ParameterError(
            "universe is {universe}, but the frame has {present} units; expected at least those",
            universe=universe,
            present=present,
        )
    return int(universe)


def pairs_of_items(incidence: pd.DataFrame) -> pd.DataFrame:
    """Return all pairs of items with the numbers of units that hold one, the other and both."""
    labels, held = incidence.columns, incidence.to_numpy().astype(np.int64)
    counted = held.T @ held
    pairs = np.array(list(combinations(range(len(labels)), 2)), dtype=np.int64).reshape(-1, 2)
    first, second = pairs[:, 0], pairs[:, 1]
    return pd.DataFrame(
        {
            "item_a": labels[first],
            "item_b": labels[second],
            "size_a": counted[first, first],
            "size_b": counted[second, second],
            "both": counted[first, second],
        }
    )
