"""Awards of several editions are never pooled in silence, and those of a part are never counted.

Every public function that takes awards is tried, found by its signature.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from data_of_2019 import copy_of_2019

import hotlinelib as hl

ROOMS = (hl, hl.findings, hl.measures, hl.figures, hl.places, hl.reports)
FINDINGS = ("regional", "winners", "province", "institutions", "editions")
# What tells or adds something for each row, or compares editions: rows stay apart.
KEEP_APART = {
    *("select_awards", "add_kinds", "identify_kinds", "split_names"),
    *("compare_editions", "compare_shares", "compare_categories", "known_winners"),
}
# Parameters that are frames of awards, or of organisations that may be rows of awards.
OF_AWARDS = {"awards", "counted", "listed", "organisations"}
# What is needed besides the awards.
GIVEN: dict[str, Any] = {
    "province": "广东省",
    "language": "en",
    "estimates": lambda awards: hl.findings.counts(awards).estimates,
    "draws": 99,
}
EVENTS = {"item": "award_id", "unit": "organisation_id"}
KINDS = {"label": "level", "other": "award_id", "cluster": "organisation_id"}


def rooms() -> Iterator[ModuleType]:
    yield from ROOMS
    for name in FINDINGS:
        yield getattr(hl.findings, name)


def takers() -> dict[str, tuple[Callable[..., Any], dict[str, Any]]]:
    """Return each public function that takes awards, with the other arguments to call it with."""
    found = {}
    for room in rooms():
        for name in dir(room):
            function = getattr(room, name)
            if name.startswith("_") or not inspect.isroutine(function):
                continue
            taken = inspect.signature(function).parameters
            frames = [
                p.name
                for p in taken.values()
                if p.name in OF_AWARDS and "DataFrame" in str(p.annotation)
            ]
            if frames or name == "select_awards":
                needed = {
                    p.name: GIVEN[p.name]
                    for p in taken.values()
                    if p.name in GIVEN and (p.default is p.empty or p.name == "draws")
                }
                found[f"{room.__name__}.{name}"] = function, {**dict.fromkeys(frames), **needed}
    return found


TAKERS = takers()
# An edition of which the made-up data has no list
PART = "2098"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pd.DataFrame]:
    """Yield the awards of two whole editions, the second one made up of the first."""
    folder = copy_of_2019(tmp_path_factory.mktemp("two") / "data")
    (folder / f"editions/{PART}").mkdir()
    (folder / f"editions/{PART}/source.toml").write_text(
        f'edition = "{PART}"\ncompleteness = "partial"\ndivisions_year = 2019\n', encoding="utf-8"
    )
    with hl.data(folder):
        first = hl.load_awards("2019")
        second = first.drop_duplicates("organisation_id").assign(edition="2021")
        yield pd.concat([first, second], ignore_index=True)


def called(name: str, awards: pd.DataFrame) -> Any:
    function, given = TAKERS[name]
    frames = {key: awards for key, value in given.items() if value is None}
    if name.endswith("select_awards"):
        return function(awards)
    return function(**{**given, **frames})


def test_many_functions_take_awards() -> None:
    assert len(TAKERS) > 40
    assert {name.rpartition(".")[2] for name in TAKERS} >= KEEP_APART


@pytest.mark.parametrize("name", TAKERS)
def test_several_editions_stay_apart_or_are_refused(name: str, two: pd.DataFrame) -> None:
    if name.rpartition(".")[2] not in KEEP_APART:
        with pytest.raises(hl.ParameterError, match=r"2019, 2021.*edition"):
            called(name, two)
        return
    found = called(name, two)
    if isinstance(found, pd.DataFrame | pd.Series) and "split_names" not in name:
        expected = hl.select_awards(two) if "select_awards" in name else two
        assert len(found) == len(expected)
        assert "edition" not in found or found["edition"].tolist() == expected["edition"].tolist()


@pytest.mark.parametrize("name", TAKERS)
def test_a_part_of_an_edition_is_not_counted(name: str, two: pd.DataFrame) -> None:
    part = two.head(1).assign(edition=PART)
    told = name.rpartition(".")[2]
    if told in KEEP_APART or told == "identify_winners":
        called(name, part)
        return
    with pytest.raises(hl.ParameterError, match=f"of edition {PART} press reports name only"):
        called(name, part)


@pytest.mark.parametrize(
    ("measure", "columns"),
    [
        (hl.measures.intersections, EVENTS),
        (hl.measures.pair_association, EVENTS),
        (hl.measures.pair_association_fixed_margins, EVENTS | {"draws": 99}),
        (hl.measures.cluster_independence, KINDS | {"draws": 99}),
    ],
)
def test_measures_of_rows_take_one_edition(
    measure: Callable[..., Any], columns: dict[str, Any], two: pd.DataFrame
) -> None:
    with pytest.raises(hl.ParameterError, match=r"several editions: 2019, 2021; choose one"):
        measure(two, **columns)
    measure(two[two["edition"] == "2019"], **columns)
