"""The data set with the edition of 2019 alone, whatever editions have been added to it since."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from hotlinelib import storage
from hotlinelib.curation.build import build
from hotlinelib.curation.confirmed import confirm
from hotlinelib.tables.editions import list_editions

EDITION = "2019"
# Tables of the registry, and the column that tells which of their rows 2019 needs.
OF_EDITIONS = {"aliases": "edition", "award_names": "edition", "corrections": "edition"}
OF_WINNERS = {
    **dict.fromkeys(("organisations", "place_decisions", "kind_exceptions"), "organisation_id"),
    "award_categories": "award_id",
}


def copy_of_2019(target: Path) -> Path:
    """Copy the data set to a folder, cut down to the edition of 2019."""
    with storage.data(storage.package_data()):
        has_others = set(list_editions()) != {EDITION}
    return Path(shutil.copytree(_cut() if has_others else storage.package_data(), target))


@cache
def _cut() -> Path:
    folder = _kept(TemporaryDirectory()) / "data"
    shutil.copytree(storage.package_data(), folder)
    for other in (folder / "editions").iterdir():
        if other.name != EDITION:
            shutil.rmtree(other)
    awards = pd.read_csv(folder / "tables/awards.csv", dtype="str", keep_default_na=False)
    mine = awards[awards["edition"] == EDITION]
    for name, column in (OF_EDITIONS | OF_WINNERS).items():
        path = folder / f"registry/{name}.csv"
        rows = pd.read_csv(path, dtype="str", keep_default_na=False)
        rows[rows[column].isin(mine[column])].to_csv(path, index=False, lineterminator="\n")
    with storage.data(folder):
        build()
        confirm()
    return folder


_FOLDERS: list[TemporaryDirectory[str]] = []


def _kept(folder: TemporaryDirectory[str]) -> Path:
    """Keep a temporary folder until the tests end."""
    _FOLDERS.append(folder)
    return Path(folder.name)
