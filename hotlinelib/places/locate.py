"""From the printed name of an organisation to the administrative division it serves."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pandas as pd

from hotlinelib.arguments import plain, shown
from hotlinelib.errors import ParameterError
from hotlinelib.messages import message
from hotlinelib.places.divisions import DEFAULT_YEAR, YEARS, check_year, load_divisions
from hotlinelib.places.gazetteer import Gazetteer, load_gazetteer
from hotlinelib.places.reading import Place, place_of
from hotlinelib.places.reasons import relative_unit, with_reason
from hotlinelib.places.spelling import plain_all
from hotlinelib.tables.read import table_state

FACTS = ["province", "prefecture", "county", "level", "rank"]
ZONE = "zone"


def locate(
    names: Iterable[object], *, year: int = DEFAULT_YEAR, within: str | None = None
) -> pd.DataFrame:
    """Find the division that each organisation serves, from its printed name alone.

    Parameters
    ----------
    names : iterable of str
        Names in traditional or simplified script, full-width or not, also with the radicals that
        PDF files have for characters. Missing and empty ones are not found.
    year : int, default 2018
        Year of the table of divisions, 1980 to 2024 (`load_divisions`).
    within : str, optional
        Code or name of the division in which the names are used, such as that of the issuer of a
        list. It settles which of several places of a name is meant, and gives the place of
        relative names (区环卫局, 东山街道) if it is such a division itself.

    Returns
    -------
    pandas.DataFrame
        One row per name, in order, with the index of a Series kept: `name` (as given);
        `division_code`, `province`, `prefecture`, `county` (full names; prefecture is
        missing for municipalities and for counties that no prefecture runs), `level`,
        `rank` (all missing unless located); `status` (located, ambiguous, not_found);
        `candidates` (tuple of codes: the one of a located name, all of an ambiguous one);
        `reason` why it isn't located; `change_year` and `related_codes` for the reasons ended
        and not_yet, `change_year` also of a located one that is called by a name of other years
        (襄樊市). The level of a development zone or new area is "zone", its code that of the
        division that has it. The reasons:

        - empty: there is no name;
        - other_organisation: a university, hospital, company and the like;
        - no_place: it begins with no place;
        - short_name: it begins with a short name of a place, but what follows are no words of a
          hotline or government (南京路);
        - wrong_unit: the government's unit doesn't fit the place (苏州县政府);
        - unknown_division: it reads like a division, but no year's table has it;
        - ended: the division ended or was renamed in `change_year`; `related_codes` are the
          divisions of the year that it is part of now;
        - not_yet: a division of the name began in `change_year`; `related_codes` are those that
          it was made of;
        - outside: Hong Kong, Macao or Taiwan;
        - zone: a zone or new area without the division that has it;
        - relative: it says no place (区环卫局); give `within`;
        - several_places: ambiguous, several divisions are called so;
        - conflict: ambiguous, its parts name different places.

    Raises
    ------
    ParameterError
        If `names` is one string, if a name isn't a string, if there is no such year, or if
        `within` isn't one division of the year.

    Notes
    -----
    The rules, in order of precedence:

    1. A place is read only at the start of a name (after 12345 or 热线 and the like), at the
       start of a bracketed part and after a dash. So 鞍山 is never found in 马鞍山.
    2. Divisions are read as a chain from large to small (四川省成都市龙泉驿区, 成都龙泉驿);
       the longest chain wins, and a full name wins over a short one; the last link counts.
    3. A short name counts only where the name ends or goes on with words of a hotline
       (12345, 市民服务热线, 便民服务中心, ...) or the rest of a zone's name (苏州工业园区):
       南京12345, but not 南京路. The unit of a government must fit (县政府 only after a county).
       Common words (东方, 平安) need more certain ones (12345, 人民政府, 市长); generic ones
       (市中, 城关) are ambiguous without a larger division before them. Full names of two
       characters (沁县) follow the same rule.
    4. Who bears a short name alone: see `hotlinelib.places.gazetteer.Gazetteer.bearers`. Where
       several divisions remain (鼓楼区, 吉林, 恩施), the name is ambiguous.
    5. Parts of a name that disagree (广东省南京市12345, or another place in the brackets) make it
       ambiguous: it does name places, and the candidates show which. A chain that goes on
       with a division that the table doesn't have is not found; in cities without counties
       (东莞, 中山) a town may follow.
    6. Names that ended or began within a year of the table (滦县 in 2018, 上饶县 in 2019), and the
       former ones in `data/places/place_aliases.csv` (襄樊市), are those of the same division;
       others are not found, and the reason says since when.
    7. A zone lies in the division that its name begins with, the state-level new areas and others
       known by name alone (前海) where `data/places/new_areas.csv` says; none is located at a
       province for want of the city. Between a county's short name and the end of the zone's only
       plain words may stand (平潭综合实验区, not 长白山保护开发区); a district needs its full name.
    8. Names of universities, hospitals, companies and other organisations that are no
       government are not found, wherever they are.

    Examples
    --------
    >>> found = locate(["廈門市12345熱線", "鼓楼区12345", "苏州县政府"])
    >>> found[["status", "reason"]].values.tolist()
    [['located', nan], ['ambiguous', 'several_places'], ['not_found', 'wrong_unit']]
    """
    if not isinstance(names, Iterable) or isinstance(names, str | pd.DataFrame):
        raise ParameterError(
            "names is {names}; expected a list or a Series of names", names=shown(names)
        )
    year = check_year(year, YEARS, message("divisions"))
    given = names if isinstance(names, pd.Series) else pd.Series(list(names), dtype="object")
    gazetteer = load_gazetteer(year)
    home = None if within is None else _division_of(within, year, gazetteer)
    texts = plain_all([_text(name) for name in given])
    known = {text: _found(text, home, gazetteer) for text in dict.fromkeys(texts)}
    return _table(given, [known[text] for text in texts], year)


def _text(name: Any) -> str:
    if isinstance(name, str):
        return name
    if pd.api.types.is_scalar(name) and pd.isna(name):
        return ""
    raise ParameterError(
        "a name must be text, not {name}: {name_2!r}", name=type(name).__name__, name_2=plain(name)
    )


def _found(text: str, home: str | None, gazetteer: Gazetteer) -> Place:
    place = place_of(text, gazetteer)
    if place.status == "located":
        return place
    place = with_reason(text, place, gazetteer)
    return place if home is None else _at_home(text, place, home, gazetteer)


def _at_home(text: str, place: Place, home: str, gazetteer: Gazetteer) -> Place:
    """Return the place of a name that is used within a division."""
    if place.status == "ambiguous":
        kept = tuple(
            code
            for code in place.candidates
            if code == home or home in gazetteer.divisions[code].ancestors
        )
        if len(kept) == 1:
            return Place("located", kept, place.is_zone)
        return place._replace(candidates=kept) if kept else place
    division = gazetteer.divisions[home]
    is_relative = place.reason == "relative" and relative_unit(text) in division.units
    has_towns = division.level == "county" or home in gazetteer.without_counties
    town = gazetteer.words.town.match(text)
    is_town = place.reason in ("no_place", "short_name") and town and town["type"] != "区"
    if is_relative or (has_towns and is_town):
        return Place("located", (home,))
    return place


def _division_of(within: object, year: int, gazetteer: Gazetteer) -> str:
    """Return the code of the division in which names are used."""
    if isinstance(within, str) and within in gazetteer.divisions:
        return within
    found = locate([within], year=year).iloc[0] if isinstance(within, str) else None
    if found is None or found["status"] != "located":
        raise ParameterError(
            "within is {within}; expected the code or the full name of one division of {year}, "
            "such as '320583' or '昆山市'",
            within=shown(within),
            year=year,
        )
    return str(found["division_code"])


def _table(names: pd.Series[Any], places: list[Place], year: int) -> pd.DataFrame:
    facts, rows = _division_facts(year, table_state("divisions"))
    row_of = [rows.get(p.candidates[0], 0) if p.status == "located" else 0 for p in places]
    frame = facts.take(row_of).set_index(names.index)
    is_zone = pd.Series([row > 0 and p.is_zone for row, p in zip(row_of, places, strict=True)])
    if is_zone.any():
        frame.loc[is_zone.to_numpy(), ["level", "rank"]] = [ZONE, "功能区"]
    frame.insert(0, "name", names.where(names.notna(), None).astype("str"))
    columns = zip(*places, strict=True) if places else [[]] * len(Place._fields)
    told = dict(zip(Place._fields, map(list, columns), strict=True))
    reasons = [None if row else reason for row, reason in zip(row_of, told["reason"], strict=True)]
    for column, values, dtype in (
        ("status", told["status"], "str"),
        ("candidates", told["candidates"], "object"),
        ("reason", reasons, "str"),
        ("change_year", told["year"], "Int64"),
        ("related_codes", told["related"], "object"),
    ):
        frame[column] = pd.Series(values, index=names.index, dtype=dtype)
    return frame


@lru_cache(maxsize=8)
def _division_facts(year: int, _state: object) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the facts of each division, below a row without any, and the rows by code."""
    divisions = load_divisions(year).set_index("division_code", drop=False)
    name = divisions["name"]
    facts = divisions.assign(
        province=divisions["province_code"].map(name),
        prefecture=divisions["prefecture_code"].map(name),
        county=name.where(divisions["level"] == "county"),
    )[["division_code", *FACTS]]
    facts = facts.reindex([None, *facts.index]).astype("str")
    return facts, {str(code): row for row, code in enumerate(facts.index)}
