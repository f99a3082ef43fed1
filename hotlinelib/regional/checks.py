"""How far the regional findings rest on choices: concentration, tests and what moves them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.choices import RECIPIENTS, UNITS
from hotlinelib.measures import (
    TestResult,
    gini,
    goodness_of_fit,
    herfindahl_hirschman,
    morans_i,
    theil,
    theil_decomposition,
)
from hotlinelib.measures.monte_carlo import side_by_side
from hotlinelib.places.divisions import load_divisions, load_provinces
from hotlinelib.regional.choices import DENOMINATORS, OFFERED_DENOMINATORS, RegionalChoices
from hotlinelib.regional.distribution import count_by, regional_rates
from hotlinelib.regional.regions import name_neighbours
from hotlinelib.selection import select_awards

CHECK_DRAWS = 9_999
SIGNIFICANT = 0.05
LEFT_OUT_COLUMNS = [
    "award_id", "count", "first", "first_share", "zeros", "gini", "largest_change",
    "changed_region",
]  # fmt: skip


@dataclass(frozen=True)
class Concentration:
    """How unevenly the counts are spread over regions.

    Parameters
    ----------
    gini : float
        Of the counts, each region being one unit, zeros included.
    gini_by_size : float
        Of the counts per unit of the denominator, regions weighted by their size.
    herfindahl_hirschman, herfindahl_hirschman_normalised : float
        Sum of squared shares; normalised to 0 where all regions have the same share.
    equivalent_regions : float
        1 / Herfindahl-Hirschman: as many regions of equal share would be as concentrated.
    theil, theil_between_share : float
        Theil's T of the counts, and the share of it that lies between groups of regions; missing
        where the regions form no groups.
    """

    gini: float
    gini_by_size: float
    herfindahl_hirschman: float
    herfindahl_hirschman_normalised: float
    equivalent_regions: float
    theil: float
    theil_between_share: float


def measure_concentration(rates: pd.DataFrame, by: str, year: int = 2018) -> Concentration:
    """Measure how unevenly the counts of a table of rates are spread.

    Parameters
    ----------
    rates : pandas.DataFrame
        As `hotlinelib.regional.distribution.regional_rates` returns it.
    by : str
        Its column of regions.
    year : int, default 2018
        Of the division codes.

    Returns
    -------
    Concentration

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> awards = select_awards(load_awards(), "organisation")
    >>> from hotlinelib import regional_rates
    >>> rates = regional_rates(awards, "awards", "province", "prefecture_divisions")
    >>> round(measure_concentration(rates, "province").gini, 3)
    0.622
    """
    counts = check_columns(rates, (by, "count", "denominator"))["count"]
    sized = rates[rates["denominator"] > 0]
    concentrated = herfindahl_hirschman(counts)
    groups = _groups(by, year)
    between = float("nan")
    if groups is not None:
        grouped = rates.assign(group=rates[by].map(groups).fillna(rates[by]))
        between = theil_decomposition(grouped, "count", "group").between_share
    return Concentration(
        gini=gini(counts),
        gini_by_size=gini(sized["count"], sized["denominator"]),
        herfindahl_hirschman=concentrated,
        herfindahl_hirschman_normalised=herfindahl_hirschman(counts, normalised=True),
        equivalent_regions=1 / concentrated,
        theil=theil(counts),
        theil_between_share=between,
    )


def fit_to_size(rates: pd.DataFrame, choices: RegionalChoices, draws: int = 100_000) -> TestResult:
    """Test whether the counts are spread in proportion to the size of the regions.

    Distinct cities are drawn without replacement from the divisions of the regions, awards and
    organisations with replacement. Regions without a size are left out.
    """
    sized = rates[rates["denominator"] > 0]
    distinct = (
        choices.unit == "cities"
        and choices.denominator == "prefecture_divisions"
        and bool((sized["count"] <= sized["denominator"]).all())
    )
    return goodness_of_fit(
        sized, "count", "denominator", draws=draws, sampling_without_replacement=distinct
    )


def fit_by_choice(awards: pd.DataFrame, choices: RegionalChoices) -> pd.DataFrame:
    """Repeat the test of fit for every unit and denominator.

    Parameters
    ----------
    awards : pandas.DataFrame
        The awards counted, as `select_awards` returns them.
    choices : RegionalChoices
        The other choices.

    Returns
    -------
    pandas.DataFrame
        Columns `unit, denominator_name, count, chi_square, effect_size, p_value, differing` (the
        regions that differ from their expected count after Holm, joined by ' | ').
    """
    variants = [
        replace(choices, unit=unit, denominator=denominator)
        for unit in UNITS
        for denominator in OFFERED_DENOMINATORS[choices.by]
    ]
    return pd.DataFrame(side_by_side(lambda variant: _fit_row(awards, variant), variants))


def rank_by_choice(awards: pd.DataFrame, choices: RegionalChoices) -> pd.DataFrame:
    """Rank the provinces by their rate, changing one choice at a time.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of the edition.
    choices : RegionalChoices
        The choices that are varied.

    Returns
    -------
    pandas.DataFrame
        Index: `province`; one column per variant, named by the choice changed, the first being the
        choices as they are. Rank 1 is the highest rate; provinces with equal rates share the best
        rank. A variant that leaves nothing to count has no ranks.
    """
    own = replace(choices, by="province")
    if own.denominator not in DENOMINATORS:
        own = replace(own, denominator=DENOMINATORS[0])
    ranks = {"own": _province_ranks(awards, own)}
    for name, values in (
        ("unit", UNITS),
        ("recipients", RECIPIENTS),
        ("denominator", DENOMINATORS),
    ):
        for variant in _others(own, name, values):
            ranks[f"{name}:{getattr(variant, name)}"] = _province_ranks(awards, variant)
    return pd.DataFrame(ranks)


def leave_one_award_out(awards: pd.DataFrame, choices: RegionalChoices) -> pd.DataFrame:
    """Count again without each award in turn.

    Parameters
    ----------
    awards : pandas.DataFrame
        The awards counted.
    choices : RegionalChoices
        The other choices.

    Returns
    -------
    pandas.DataFrame
        One row per award left out: `award_id, count, first` (region with the highest count; several
        are joined by ' | '), `first_share, zeros, gini`, `largest_change` (of a region's share, as
        a difference of shares) and `changed_region`.
    """
    whole = _shares(count_by(awards, choices.unit, choices.by), choices.by)
    rows = []
    for award in awards["award_id"].unique():
        rest = awards[awards["award_id"] != award]
        counted = count_by(rest, choices.unit, choices.by)
        shares = _shares(counted, choices.by)
        change = (shares - whole).dropna()
        furthest = "" if change.empty else str(change.abs().idxmax())
        rows.append(
            {
                "award_id": award,
                "count": int(counted["count"].sum()),
                "first": " | ".join(leaders(counted, choices.by)),
                "first_share": shares.max(),
                "zeros": int((counted["count"] == 0).sum()),
                "gini": gini(counted["count"]),
                "largest_change": change[furthest] if furthest else float("nan"),
                "changed_region": furthest,
            }
        )
    return pd.DataFrame(rows, columns=LEFT_OUT_COLUMNS)


def leaders(counted: pd.DataFrame, by: str) -> list[str]:
    """Return the regions with the highest count; none where nothing is counted."""
    most = counted["count"].max()
    return [] if not most else counted.loc[counted["count"] == most, by].tolist()


def _groups(by: str, year: int) -> pd.Series | None:
    """Return the group of each region: provinces lie in regions, prefectures in provinces."""
    provinces = load_provinces()
    if by == "province":
        return provinces.set_index("name")["nbs_region"]
    if by == "prefecture":
        divisions = load_divisions(year).query("level == 'prefecture'")
        names = provinces.set_index("province_code")["name"]
        return divisions.set_index("name")["province_code"].map(names)
    return None


def _fit_row(awards: pd.DataFrame, choices: RegionalChoices) -> dict[str, object]:
    rates = regional_rates(awards, choices.unit, choices.by, choices.denominator)
    fit = fit_to_size(rates, choices, CHECK_DRAWS)
    return {
        "unit": choices.unit,
        "denominator_name": choices.denominator,
        "count": int(rates["count"].sum()),
        "chi_square": fit.statistic,
        "effect_size": fit.effect_size,
        "p_value": fit.p_value,
        "differing": " | ".join(rates.loc[differing_cells(fit), choices.by]),
    }


def differing_cells(fit: TestResult) -> pd.Index:
    """Return the rows whose counts differ from the expected ones after Holm's adjustment (5%)."""
    return fit.table.index[fit.table["p_value_holm"] < SIGNIFICANT]


def is_constant(rates: pd.DataFrame, choices: RegionalChoices) -> bool:
    """Tell whether each region can hold one unit at most, so that there is nothing to test."""
    return choices.unit == "cities" and bool((rates["denominator"] <= 1).all())


def moran_by_denominator(awards: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return Moran's I of the provincial rates for every denominator.

    Parameters
    ----------
    awards : pandas.DataFrame
        The awards counted.
    unit : {"awards", "organisations", "cities"}
        What is counted.

    Returns
    -------
    pandas.DataFrame
        Columns `denominator_name, moran, p_value`; missing where nothing is counted.
    """
    neighbours = name_neighbours()
    rows = []
    for denominator in DENOMINATORS:
        rates = regional_rates(awards, unit, "province", denominator).set_index("province")
        result = morans_i(rates["rate"], neighbours, permutations=CHECK_DRAWS)
        rows.append((denominator, result.statistic, result.p_value))
    return pd.DataFrame(rows, columns=["denominator_name", "moran", "p_value"])


def _others(choices: RegionalChoices, name: str, values: Iterable[str]) -> list[RegionalChoices]:
    return [
        replace(choices, **{name: value}) for value in values if value != getattr(choices, name)
    ]


def _province_ranks(awards: pd.DataFrame, choices: RegionalChoices) -> pd.Series:
    chosen = select_awards(awards, choices.recipients, choices.awards)
    rates = regional_rates(chosen, choices.unit, "province", choices.denominator)
    by_rate = rates.set_index("province")["rate"]
    ranks = by_rate.rank(ascending=False, method="min").astype("Int64")
    # Where nothing is counted, no province is first.
    return ranks if by_rate.any() else ranks.mask(ranks.notna())


def _shares(counted: pd.DataFrame, by: str) -> pd.Series:
    counts = counted.set_index(by)["count"]
    total = counts.sum()
    return counts / total if total else counts * float("nan")
