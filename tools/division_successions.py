"""Make `data/places/division_successions.csv`: what became of divisions, from year to year.

Run it after `tools/divisions.py`, with the same `--areacodes FILE` and `--division-changes FOLDER`,
which holds `code-merges.csv` and `code-splits.csv` of lizy14/division-changes. A division whose
code and name stay needs no row. Of the others, and of new ones made of a part of one that goes
on, the successors are those that areacodes names, or a new division of the province with the same
name or stem, or, for prefectures, where their counties are in the next year. Where neither name
nor code nor counties show the successor, the evidence is both lists or areacodes alone.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from divisions import FIRST_YEAR, LAST_YEAR, in_year, read_areacodes, read_text, write

Year = dict[str, dict[str, str]]
Links = dict[str, dict[str, str]]
PART = re.compile(r"(\d{6})(?:\[(\d{4})\])?")
TYPE = re.compile("(?:地区|[市县区盟旗州])$")


def years_of(table: pd.DataFrame) -> dict[int, Year]:
    """Return the divisions of each year by code."""
    rows = table.to_dict("records")
    found: dict[int, Year] = {}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        held = [r for r in rows if int(r["first_year"]) <= year <= int(r["last_year"])]
        found[year] = {row["division_code"]: row for row in held}
    return found


def read_changes(folder: Path) -> set[tuple[str, int, str]]:
    """Return code, last year and successor of what the second list tells."""
    lines = [
        line.split(",")
        for name in ("merges", "splits")
        for line in (folder / f"code-{name}.csv").read_text(encoding="utf-8").split()
    ]
    return {(code, int(year) - 1, new) for year, code, *parts in lines for new in parts}


def successions(
    table: pd.DataFrame, areacodes: pd.DataFrame, changes: set[tuple[str, int, str]]
) -> pd.DataFrame:
    """Return the successions of all years."""
    years = years_of(table)
    rows: list[tuple[str, int, str, str, str]] = []
    for year in range(FIRST_YEAR, LAST_YEAR):
        now, then = years[year], years[year + 1]
        links = _links(year, now, then, areacodes)
        rows += _related(year, now, then, links)
    columns = ["from_code", "last_year", "to_code", "relation", "evidence"]
    found = pd.DataFrame(rows, columns=columns)
    is_twice = [row[:3] in changes and row[-1] == "areacodes" for row in rows]
    found.loc[is_twice, "evidence"] = "lists"
    return found.sort_values(["last_year", "from_code", "to_code"])


def _links(year: int, now: Year, then: Year, areacodes: pd.DataFrame) -> Links:
    """Return the successors of each division that changed, with the evidence of each."""
    told = _told(year, now, then, areacodes)
    changed = [code for code, row in now.items() if _name(then, code) != row["name"]]
    fresh = {code for code in then if _name(now, code) != then[code]["name"]}
    links: Links = {}
    for code in changed:
        row = now[code]
        ours = dict.fromkeys([code] if code in then else [], "code")
        ours |= dict.fromkeys(_by_name(row, then, fresh), "name")
        # What the tables themselves show doesn't rest on the other list, which only agrees: also
        # what goes on under its name in another province (海南 in 1988, 重庆 in 1997) or level.
        moved = [part for part in told.get(code, []) if _name(then, part) == row["name"]]
        ours |= dict.fromkeys([part for part in moved if part not in ours], "name")
        links[code] = {part: ours.get(part, "areacodes") for part in told.get(code, [])}
        if not links[code]:
            named = [part for part, evidence in ours.items() if evidence == "name"]
            links[code] = {part: ours[part] for part in named or ours}
    for code in changed:
        if not links[code] and now[code]["level"] == "prefecture":
            links[code] = dict.fromkeys(_by_counties(code, now, then, links), "counties")
    for code, new, evidence in _decided(year):
        links.setdefault(code, {code: "code"} if code in then else {})[new] = evidence
    _add_carved(year, then, fresh, links, areacodes, now)
    _add_carved_prefectures(now, then, links)
    return {code: parts for code, parts in links.items() if parts}


def _name(year: Year, code: str) -> str | None:
    return year[code]["name"] if code in year else None


def _told(year: int, now: Year, then: Year, areacodes: pd.DataFrame) -> dict[str, list[str]]:
    """Return what areacodes says of the codes that end with the year, as codes of our table."""
    ending = areacodes[(areacodes["end"] == year + 1) & (areacodes["new"] != "")]
    their_names = dict(in_year(areacodes, year + 1)[["division_code", "name"]].to_numpy())
    found: dict[str, list[str]] = {}
    for code, name, new in ending[["division_code", "name", "new"]].itertuples(index=False):
        ours = code if _name(now, code) == name else _sole(now, code[:2], name)
        parts = [part for part, in_ in PART.findall(new) if in_ in ("", str(year + 1))]
        mapped = [_ours(part, their_names.get(part), then) for part in parts]
        if ours and mapped and all(mapped):
            found[ours] = [part for part in dict.fromkeys(mapped) if part]
    return found


def _ours(code: str, name: str | None, then: Year) -> str | None:
    if name is None or _name(then, code) == name:
        return code if code in then else None
    return _sole(then, code[:2], name)


def _sole(year: Year, province: str, name: str) -> str | None:
    codes = [code for code, row in year.items() if row["name"] == name and code[:2] == province]
    return codes[0] if len(codes) == 1 else None


def _by_name(row: dict[str, str], then: Year, fresh: Iterable[str]) -> list[str]:
    """Return the one new division of the province and level with the same name or stem."""
    near = [
        code
        for code in fresh
        if code[:2] == row["division_code"][:2] and then[code]["level"] == row["level"]
    ]
    for same in (lambda name: name, lambda name: TYPE.sub("", name)):
        codes = [code for code in near if same(then[code]["name"]) == same(row["name"])]
        if len(codes) == 1:
            return codes
    return []


def _by_counties(code: str, now: Year, then: Year, links: Links) -> list[str]:
    """Return the prefectures in which the counties of one are in the next year."""
    above: list[str] = []
    for county, row in now.items():
        if row["level"] != "county" or row["prefecture_code"] != code:
            continue
        for part in links.get(county, {county: ""} if county in then else {}):
            held = then[part]
            province = then[held["province_code"]]
            left_province = held["province_code"] != row["province_code"]
            if held["prefecture_code"]:
                above.append(held["prefecture_code"])
            elif province["rank"] == "直辖市" or left_province:
                above.append(held["province_code"])
    return sorted(set(above))


def _add_carved(
    year: int, then: Year, fresh: set[str], links: Links, areacodes: pd.DataFrame, now: Year
) -> None:
    """Add the divisions that new ones were carved out of and that go on themselves."""
    reached = {part for parts in links.values() for part in parts}
    for new in fresh - reached - set(now):
        pattern = rf"{new}\[{year + 1}\]"
        for code in areacodes.loc[areacodes["new"].str.contains(pattern), "division_code"].unique():
            if code in now and code in then and now[code]["level"] == then[new]["level"]:
                links.setdefault(code, {code: "code"})[new] = "areacodes"


def _add_carved_prefectures(now: Year, then: Year, links: Links) -> None:
    """Add the prefectures that new ones took counties from and that go on themselves."""
    reached = {part for parts in links.values() for part in parts}
    before: dict[str, set[str]] = defaultdict(set)
    for county, row in now.items():
        if row["level"] == "county" and row["prefecture_code"]:
            for part in links.get(county, {county: ""} if county in then else {}):
                before[then[part]["prefecture_code"]].add(row["prefecture_code"])
    for new in then.keys() - now.keys() - reached:
        if then[new]["level"] == "prefecture":
            for code in before[new]:
                kept = {code: "counties"} if code in then else {}
                links.setdefault(code, kept)[new] = "counties"


def _decided(year: int) -> list[tuple[str, str, str]]:
    """Return the successions of a year that were decided by hand."""
    rows = read_text("division_succession_decisions.csv").to_dict("records")
    return [
        (row["from_code"], row["to_code"], "hand") for row in rows if row["last_year"] == str(year)
    ]


def _related(
    year: int, now: Year, then: Year, links: Links
) -> list[tuple[str, int, str, str, str]]:
    """Return the links of one year with their relation."""
    entering: dict[str, set[str]] = defaultdict(set)
    for code, parts in links.items():
        for part in parts:
            entering[part].add(code)
    for code in now.keys() & then.keys() - links.keys():
        entering[code].add(code)
    rows = []
    for code, parts in links.items():
        for part, evidence in parts.items():
            if len(parts) > 1:
                relation = "split"
            elif len(entering[part]) > 1:
                relation = "merged"
            else:
                relation = "renamed" if part == code else "recoded"
            rows.append((code, year, part, relation, evidence))
    return rows


def main() -> None:
    """Write the table and print what has no successor or predecessor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areacodes", type=Path, required=True)
    parser.add_argument("--division-changes", type=Path, required=True)
    paths = parser.parse_args()
    table = read_text("divisions.csv")
    changes = read_changes(paths.division_changes)
    found = successions(table, read_areacodes(paths.areacodes), changes)
    write(found, "division_successions.csv")
    print(found.groupby(["relation", "evidence"]).size().to_string())
    years = years_of(table)
    for year in range(FIRST_YEAR, LAST_YEAR):
        rows = found[found["last_year"] == year]
        now, then = years[year], years[year + 1]
        for code in sorted(now.keys() - then.keys() - set(rows["from_code"])):
            print(f"{year} ends without successor: {code} {now[code]['name']}")
        for code in sorted(then.keys() - now.keys() - set(rows["to_code"])):
            print(f"{year + 1} begins without predecessor: {code} {then[code]['name']}")


if __name__ == "__main__":
    main()
