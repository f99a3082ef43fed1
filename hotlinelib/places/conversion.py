"""Codes of divisions from one year to another, and what became of what they stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from hotlinelib.arguments import check_list, shown
from hotlinelib.errors import ParameterError
from hotlinelib.messages import message
from hotlinelib.places.divisions import YEARS, check_year, load_divisions
from hotlinelib.tables.read import read_table, table_state

COLUMNS = ["from_code", "from_name", "to_code", "to_name", "relation", "years", "evidence"]


@dataclass(frozen=True)
class Path:
    """How one code leads to another: what happened, in which years, and how that is known."""

    relations: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    evidence: tuple[str, ...] = ()

    def then(self, relation: str, year: int, evidence: str) -> Path:
        """Return the path with one more step."""
        return Path((*self.relations, relation), (*self.years, year), (*self.evidence, evidence))


class Told(NamedTuple):
    """What is told of a pair of codes."""

    relation: str
    years: str
    evidence: str


def convert_codes(codes: Iterable[str], from_year: int, to_year: int) -> pd.DataFrame:
    """Return what codes of one year's divisions are in another year, earlier or later.

    Parameters
    ----------
    codes : iterable of str
        Codes of `load_divisions(from_year)`. Each is told once, in the order given.
    from_year, to_year : int
        1980 to 2024; a year means its 31 December.

    Returns
    -------
    pandas.DataFrame
        One row per code and division that it leads to: `from_code`, `from_name`, `to_code`,
        `to_name`, `relation`, `years` (the first years' ends that show a change, with commas;
        missing where nothing changed) and `evidence`. The relations:

        - same: code and name are the same;
        - renamed: the code is the same, the name isn't (襄樊市, from 2010 on 襄阳市);
        - recoded: the same division, alone, under another code, whether its name stayed or not;
        - merged: the later division holds the earlier one and more;
        - split: the earlier division is parted; all parts have a row, none is chosen. A division
          that goes on and that a new one was made of is split, too;
        - ended, begun: nothing follows, or nothing came before, as far as the sources tell;
          `to_code` is missing.

        Converting back gives the same pairs with the same relations. Territory that divisions
        which both go on exchange isn't told. The evidence is `name` (the name or stem goes on),
        `code` (the code goes on), `counties` (where the counties of a prefecture went), `hand`
        (decided by hand, with the reason in `data/places/division_succession_decisions.csv`),
        or, where the tables don't show the successor, `lists` (two lists that tell it, made by
        different people from the official descriptions) or `areacodes` (that list alone).

    Raises
    ------
    ParameterError
        If a code isn't one of `from_year`; the message tells in which years it is one.

    Examples
    --------
    >>> moved = convert_codes(["110103", "420600"], 2009, 2021)
    >>> moved[["from_name", "to_name", "relation", "years"]].values.tolist()
    [['崇文区', '东城区', 'merged', '2010'], ['襄樊市', '襄阳市', 'renamed', '2010']]
    """
    check_list("codes", codes, message("a list or a Series of division codes"))
    from_year, to_year = (
        check_year(year, YEARS, message("divisions")) for year in (from_year, to_year)
    )
    wanted = list(dict.fromkeys(codes))
    _check_codes(wanted, from_year)
    earlier, later = sorted((from_year, to_year))
    pairs = _pairs(earlier, later, table_state("divisions"), table_state("division_successions"))
    is_back = from_year > to_year
    found: dict[str, list[tuple[str | None, Told]]] = defaultdict(list)
    for (old, new), told in pairs.items():
        source, target = (new, old) if is_back else (old, new)
        found[source].append((target, told))
    nothing = "begun" if is_back else "ended"
    rows = [
        (code, end, *told)
        for code in wanted
        for end, told in sorted(found.get(code, [])) or [(None, Told(nothing, "", ""))]
    ]
    frame = pd.DataFrame(rows, columns=["from_code", "to_code", "relation", "years", "evidence"])
    frame["from_name"] = frame["from_code"].map(_names(from_year))
    frame["to_name"] = frame["to_code"].map(_names(to_year))
    return frame[COLUMNS].replace("", None).astype("str")


def lead(code: str, from_year: int, to_year: int) -> set[str]:
    """Return the codes that one code leads to, without what happened on the way."""
    ends = {code}
    if from_year <= to_year:
        for year in range(from_year, to_year):
            steps, names = _steps().get(year, {}), _names(year + 1)
            ends = {
                end
                for each in ends
                for end in ([step[0] for step in steps[each]] if each in steps else [each])
                if end in names
            }
        return ends
    for year in range(from_year, to_year, -1):
        back, names = _back().get(year - 1, {}), _names(year - 1)
        ends = {start for each in ends for start in back.get(each, [each]) if start in names}
    return ends


def _check_codes(codes: list[Any], year: int) -> None:
    known = _names(year)
    unknown = [code for code in codes if code not in known]
    if not unknown:
        return
    spells = read_table("divisions").groupby("division_code")
    spans = spells["first_year"].min().astype(str) + " to " + spells["last_year"].max().astype(str)
    told = [
        message("{code} (in tables of {spans})", code=shown(code), spans=spans[code])
        if code in spans.index
        else shown(code)
        for code in unknown[:5]
    ]
    raise ParameterError(
        "no division codes of {year}: {told}; codes are text of six digits",
        year=year,
        told=", ".join(told),
    )


def _names(year: int) -> dict[str, str]:
    return _names_of(year, table_state("divisions"))


@lru_cache(maxsize=len(YEARS))
def _names_of(year: int, _state: object) -> dict[str, str]:
    table = load_divisions(year)
    return dict(zip(table["division_code"], table["name"], strict=True))


@lru_cache(maxsize=16)
def _pairs(earlier: int, later: int, *_states: object) -> Mapping[tuple[str, str], Told]:
    """Return relation, years and evidence of all pairs of codes of two years."""
    reached = {code: {code: Path()} for code in _names(earlier)}
    steps = _steps()
    for year in range(earlier, later):
        next_names = _names(year + 1)
        for code, ends in reached.items():
            reached[code] = _next(ends, steps.get(year, {}), next_names, year + 1)
    into: dict[str, int] = defaultdict(int)
    for ends in reached.values():
        for end in ends:
            into[end] += 1
    before, after = _names(earlier), _names(later)
    return {
        (code, end): Told(
            _relation(path, len(ends), into[end], code == end, before[code] == after[end]),
            ", ".join(map(str, dict.fromkeys(path.years))),
            ", ".join(dict.fromkeys(path.evidence)),
        )
        for code, ends in reached.items()
        for end, path in ends.items()
    }


def _next(
    ends: Mapping[str, Path],
    steps: Mapping[str, list[tuple[str, str, str]]],
    names: Mapping[str, str],
    year: int,
) -> dict[str, Path]:
    """Follow all ends of a code by one year."""
    following: dict[str, Path] = {}
    for code, path in ends.items():
        if code in steps:
            for end, relation, evidence in steps[code]:
                following.setdefault(end, path.then(relation, year, evidence))
        elif code in names:
            following.setdefault(code, path)
    return following


def _relation(path: Path, ends: int, sources: int, same_code: bool, same_name: bool) -> str:
    """Return what two divisions are to each other, all steps between them taken together."""
    if ends > 1:
        return "split"
    is_identity = not {"merged", "split"} & set(path.relations)
    if not is_identity and sources > 1:
        return "merged"
    if not same_code:
        return "recoded"
    return "same" if same_name else "renamed"


@lru_cache(maxsize=2)
def _steps_of(_state: object) -> dict[int, dict[str, list[tuple[str, str, str]]]]:
    steps: dict[int, dict[str, list[tuple[str, str, str]]]] = defaultdict(dict)
    columns = ["from_code", "last_year", "to_code", "relation", "evidence"]
    rows = read_table("division_successions")[columns].itertuples(index=False, name=None)
    for code, year, end, relation, evidence in rows:
        steps[int(year)].setdefault(code, []).append((end, relation, evidence))
    return steps


def _steps() -> dict[int, dict[str, list[tuple[str, str, str]]]]:
    """Return the successions by year and code."""
    return _steps_of(table_state("division_successions"))


def _back() -> dict[int, dict[str, list[str]]]:
    """Return the codes before, by year and code."""
    return _back_of(table_state("division_successions"))


@lru_cache(maxsize=2)
def _back_of(_state: object) -> dict[int, dict[str, list[str]]]:
    back: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for year, steps in _steps().items():
        for code, rows in steps.items():
            for end, _, _ in rows:
                back[year].setdefault(end, []).append(code)
        # A division that goes on unchanged while others join it comes from itself, too.
        for end in back[year].keys() & _names(year).keys() - steps.keys():
            back[year][end].append(end)
    return back
