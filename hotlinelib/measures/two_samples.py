"""Whether two samples, such as two editions of a list, are spread differently over categories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotlinelib.arguments import check_list, shown
from hotlinelib.errors import ParameterError
from hotlinelib.measures.concentration_null import gini_of, herfindahl_of, theil_of
from hotlinelib.measures.drawn_estimate import estimate_against, p_against
from hotlinelib.measures.estimate import Estimate, Estimates
from hotlinelib.measures.monte_carlo import MIDDLE, SEED, generator_of
from hotlinelib.measures.multiple_testing import holm
from hotlinelib.measures.rates import shares
from hotlinelib.measures.validation import BoolArray, FloatArray, complete_column, positive_integer

Tables = npt.NDArray[np.int32]
METHOD = (
    "second sample minus first; units exchange samples at random, those of one sample keeping the "
    "number of units in each, those of both swapping what they have; two-sided, twice the smaller "
    "tail"
)


def compare_samples(
    frame: pd.DataFrame,
    sample: str,
    unit: str,
    category: str,
    *,
    samples: Sequence[object],
    categories: Sequence[object] | None = None,
    draws: int = 20_000,
    seed: int = SEED,
) -> Estimates:
    """Test differences between two samples in shares of categories and in concentration.

    Units are what is independent, such as organisations with all their awards: a permutation moves
    all rows of a unit. Units in both samples swap what they have in the one for what they have in
    the other, which keeps what is the same in both from counting twice. Sources: Pitman (1937),
    Significance Tests Which May Be Applied to Samples from Any Populations, Supplement to the
    Journal of the Royal Statistical Society 4; Good (2005), Permutation, Parametric and Bootstrap
    Tests of Hypotheses; for paired units Fisher (1935), The Design of Experiments. The difference
    of two indices of concentration isn't 0 on average where samples differ in size; its null mean
    is given.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per count, such as one per award, or one per organisation and edition.
    sample : str
        Column of samples, such as editions.
    unit : str
        Column of independent units.
    category : str
        Column of categories, such as provinces.
    samples : sequence of two
        The two samples, in the order first, second; rows of others are left out.
    categories : sequence, optional
        All categories, those without counts included; without it those of the frame.
    draws, seed : int
        Number of random permutations, and seed of the generator.

    Returns
    -------
    Estimates
        dissimilarity (half the sum of the absolute differences of shares, 0 to 1; one-sided),
        gini_difference, herfindahl_hirschman_difference and theil_difference. table: one row per
        category with category, count_first, count_second, share_first, share_second, difference,
        null_low, null_high (middle 95% of the difference), p_value and p_value_holm. n is the
        number of units.

    Raises
    ------
    ParameterError
        If a column is absent or holds missing values, `samples` aren't two, one has no rows, or a
        category isn't among `categories`.

    Examples
    --------
    >>> held = pd.DataFrame(
    ...     {"edition": [1] * 6 + [2] * 6, "winner": range(12), "province": list("aaaaabbbbbba")}
    ... )
    >>> found = compare_samples(held, "edition", "winner", "province", samples=[1, 2], draws=999)
    >>> found.table[["category", "count_first", "count_second"]]
      category  count_first  count_second
    0        a            5             1
    1        b            1             5
    >>> round(found["dissimilarity"].value, 2), found["dissimilarity"].p < 0.1
    (0.67, True)
    """
    labels, used = _two(samples), complete_column(frame, sample)
    rows = frame[used.isin(labels)]
    places, names = _places(complete_column(rows, category), categories)
    units, known = pd.factorize(complete_column(rows, unit))
    which = (used[used.isin(labels)] == labels[1]).to_numpy().astype(np.int64)
    for position, label in enumerate(labels):
        if not (which == position).any():
            raise ParameterError(
                "no rows of sample {label}; expected both samples", label=shown(label)
            )
    held = np.zeros((len(known), 2, len(names)), dtype=np.int32)
    np.add.at(held, (units, which, places), 1)
    observed = held.sum(axis=0, dtype=np.int32)
    first, second = _exchanged(held, positive_integer(draws, "draws"), seed)
    of_observed = _differences(observed[[0]], observed[[1]])
    of_drawn = _differences(first, second)
    estimates = [
        _against(name, float(of_observed[name][0]), of_drawn[name], seed, len(known))
        for name in of_observed
    ]
    return Estimates.of(estimates, _by_category(names, observed, first, second))


def _two(samples: Sequence[object]) -> list[object]:
    check_list("samples", samples, "the two samples, such as ['2019', '2020']")
    labels = list(samples)
    if len(labels) != 2 or labels[0] == labels[1]:
        raise ParameterError(
            "samples is {samples}; expected two different ones", samples=shown(samples)
        )
    return labels


def _places(
    category: pd.Series, categories: Sequence[object] | None
) -> tuple[npt.NDArray[np.intp], pd.Index]:
    names = pd.Index(sorted(category.unique()) if categories is None else list(categories))
    places = names.get_indexer(pd.Index(category))
    if (places < 0).any():
        unknown = sorted({str(name) for name in category[places < 0]})[:5]
        raise ParameterError(
            "unknown categories: {unknown}; add them to `categories`", unknown=", ".join(unknown)
        )
    return places, names


def _exchanged(held: Tables, draws: int, seed: int) -> tuple[Tables, Tables]:
    """Return the counts of both samples after units have exchanged samples, one row per draw."""
    generator = generator_of(seed)
    present: BoolArray = np.asarray(held.any(axis=2), dtype=np.bool_)
    in_both, single = present.all(axis=1), present.sum(axis=1) == 1
    own = held[single].sum(axis=1).astype(np.float32)
    labels = np.tile(present[single, 0].astype(np.float32), (draws, 1))
    first = generator.permuted(labels, axis=1) @ own
    whole = own.sum(axis=0)
    stays = generator.integers(0, 2, size=(draws, int(in_both.sum()))).astype(np.float32)
    one, other = (held[in_both, position].astype(np.float32) for position in (0, 1))
    second = whole - first + stays @ other + (1 - stays) @ one
    first = first + stays @ one + (1 - stays) @ other
    return np.rint(first).astype(np.int32), np.rint(second).astype(np.int32)


def _differences(first: Tables, second: Tables) -> dict[str, FloatArray]:
    apart = np.abs(_row_shares(second) - _row_shares(first)).sum(axis=1) / 2
    return {
        "dissimilarity": apart,
        "gini_difference": gini_of(second) - gini_of(first),
        "herfindahl_hirschman_difference": herfindahl_of(second) - herfindahl_of(first),
        "theil_difference": theil_of(second) - theil_of(first),
    }


def _row_shares(tables: Tables) -> FloatArray:
    return np.asarray(tables / tables.sum(axis=1, keepdims=True))


def _against(quantity: str, value: float, drawn: FloatArray, seed: int, n: int) -> Estimate:
    one_sided = quantity == "dissimilarity"
    sided = "two-sided, twice the smaller tail"
    return estimate_against(
        quantity,
        value,
        drawn,
        tail="upper" if one_sided else "smaller",
        unit="nats" if quantity == "theil_difference" else "1",
        method=METHOD.replace(sided, "one-sided, as large or larger") if one_sided else METHOD,
        draws=len(drawn),
        seed=seed,
        n=n,
    )


def _by_category(names: pd.Index, observed: Tables, first: Tables, second: Tables) -> pd.DataFrame:
    drawn = _row_shares(second) - _row_shares(first)
    share_first, share_second = shares(observed[0]), shares(observed[1])
    difference = share_second - share_first
    low, high = np.quantile(drawn, MIDDLE, axis=0)
    p_values = [p_against(drawn[:, at], value, "smaller") for at, value in enumerate(difference)]
    table = pd.DataFrame(
        {
            "category": names,
            "count_first": observed[0].astype(np.int64),
            "count_second": observed[1].astype(np.int64),
            "share_first": share_first,
            "share_second": share_second,
            "difference": difference,
            "null_low": low,
            "null_high": high,
            "p_value": p_values,
        }
    )
    return table.assign(p_value_holm=holm(table["p_value"]))
