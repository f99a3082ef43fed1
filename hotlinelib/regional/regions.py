"""The regions that awards can be cut by, and how large each of them is."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hotlinelib.arguments import check_choice, shown
from hotlinelib.errors import ParameterError
from hotlinelib.places.divisions import load_neighbours, load_provinces
from hotlinelib.places.regions import Regions
from hotlinelib.regional.choices import BY, OFFERED_DENOMINATORS

# How many units of a region's size make one unit of the denominator.
UNITS_OF_SIZE: Mapping[str, float] = {
    "prefecture_divisions": 1,
    "county_divisions": 100,
    "population": 1_000_000,
    "gdp": 1_000,
}
# Of population and GDP.
FIGURES_OF = 2019


def list_regions(by: str, year: int = 2018) -> list[str]:
    """Return all regions of one kind, in their customary order.

    Raises
    ------
    ParameterError
        If the kind isn't offered.

    Examples
    --------
    >>> list_regions("nbs_region")
    ['东部', '中部', '西部', '东北']
    """
    return list(Regions.named(check_choice("by", by, BY), year).order)


def list_denominators(by: str, denominator: str, year: int = 2018) -> pd.DataFrame:
    """Return the size of each region.

    Parameters
    ----------
    by, denominator : str
        See `RegionalChoices`. By rank or level, the size is the number of divisions of the rank
        or level.
    year : int, default 2018
        Of the division codes.

    Returns
    -------
    pandas.DataFrame
        Columns `by` and `denominator`: prefecture-level divisions (a municipality counts as 1),
        hundreds of county-level divisions, millions of residents (end of 2019 by the revised
        series; for prefectures the census of 2020) or hundreds of billions of yuan (2019, revised).

    Raises
    ------
    ParameterError
        If the denominator isn't offered for this way of cutting.

    Examples
    --------
    >>> sizes = list_denominators("nbs_region", "prefecture_divisions")
    >>> sizes["denominator"].astype("int64").tolist()
    [88, 82, 131, 36]
    """
    allowed = OFFERED_DENOMINATORS[check_choice("by", by, BY)]
    if not (isinstance(denominator, str) and denominator in allowed):
        raise ParameterError(
            f"denominator = {shown(denominator)} is not offered with by = {by!r}; "
            f"use: {', '.join(allowed)}"
        )
    regions = Regions.named(by, year)
    sizes = regions.sizes(denominator, FIGURES_OF) / UNITS_OF_SIZE[denominator]
    kept = sizes.reindex(list(regions.order)).to_numpy()
    return pd.DataFrame({by: list(regions.order), "denominator": kept})


def name_neighbours() -> pd.DataFrame:
    """Return the pairs of neighbouring provinces by name.

    Returns
    -------
    pandas.DataFrame
        Columns `province, neighbour` (full names). Provinces with a common land border; Hainan,
        which has none, is joined to Guangdong across the Qiongzhou Strait.

    Examples
    --------
    >>> pairs = name_neighbours()
    >>> pairs.loc[pairs["province"] == "海南省", "neighbour"].tolist()
    ['广东省']
    """
    pairs = load_neighbours()
    names = load_provinces().set_index("province_code")["name"]
    return pd.DataFrame(
        {
            "province": pairs["province_code"].map(names),
            "neighbour": pairs["neighbour_code"].map(names),
        }
    )
