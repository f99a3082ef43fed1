"""Where the data and the notebooks are: in a checkout, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Return the folder of the data set.

    Returns
    -------
    pathlib.Path
        `hotlinelib/data` of an installed wheel, else `data/` of the checkout.
    """
    return _beside_or_inside("data")


def notebook_folder() -> Path:
    """Return the folder of the notebooks, found like the data."""
    return _beside_or_inside("notebooks")


def _beside_or_inside(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
