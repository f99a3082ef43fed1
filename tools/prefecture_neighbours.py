"""Make data/places/prefecture_neighbours.csv: which prefectures have a common border on land.

The borders are those of the maps (`hotlinelib.load_boundaries`), whose simplification keeps the
borders that neighbours share; prefectures that meet in a point alone are no neighbours. Run it
again when the package of the boundaries or the table of divisions changes.
"""

from __future__ import annotations

import shapely

from hotlinelib.figures.boundaries import load_boundaries
from hotlinelib.places.divisions import cities_of_year
from hotlinelib.storage import data_folder

YEAR = 2018
POINT_METRES = 1.0


def pairs() -> list[tuple[str, str]]:
    """Return the codes of each pair of neighbours, in both directions, in order."""
    cities = set(cities_of_year(YEAR)["division_code"])
    land = load_boundaries("prefecture")
    land = land[land["division_code"].isin(cities)].reset_index(drop=True)
    codes, shapes = land["division_code"].tolist(), land.geometry.to_numpy()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    common = shapely.length(shapely.intersection(shapes[first], shapes[second]))
    return sorted(
        {
            (codes[one], codes[other])
            for one, other, length in zip(first, second, common, strict=True)
            if codes[one] != codes[other] and length > POINT_METRES
        }
    )


def main() -> None:
    """Write the table."""
    lines = ["division_code,neighbour_code", *map(",".join, pairs())]
    path = data_folder() / "places" / "prefecture_neighbours.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
