"""How often `locate` is right, over every division and the forms that hotlines use.

Run `python benchmarks/locate_accuracy.py --year 2018` (or `--years 1996 2024`, every one of
them). Where cpca, cnloc or jionlp can be imported (none is a dependency of the project) the same
names are put to them in the same run; `--peers` chooses. Speed is of processor time, the first
call, which builds an index, left out.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator

import pandas as pd

from hotlinelib.places.divisions import load_divisions
from hotlinelib.places.gazetteer import load_gazetteer
from hotlinelib.places.locate import locate

Locator = Callable[[list[str]], list[tuple[str, tuple[str, ...]]]]


def tried_names(year: int) -> pd.DataFrame:
    """Return the names to try: `form`, `tried`, `division_code`, `level`.

    A bare short name is tried only for the divisions that are called by it.
    """
    rows = [row for division in _with_parents(year) for row in _forms(division, year)]
    return pd.DataFrame(rows, columns=["form", "tried", "division_code", "level"]).astype("str")


def outcomes(tried: pd.DataFrame, locator: Locator) -> pd.DataFrame:
    """Count, per form and level, what a locator makes of the names."""
    found = locator(tried["tried"].tolist())
    truth = tried["division_code"]
    told = [_outcome(*one, code) for one, code in zip(found, truth, strict=True)]
    columns = ["right", "ambiguous", "not_found", "wrong"]
    table = pd.crosstab([tried["form"], tried["level"]], pd.Series(told, name="outcome"))
    return table.reindex(columns=columns, fill_value=0)


def hotlinelib_locator(year: int) -> Locator:
    """Wrap `hotlinelib.places.locate.locate`."""

    def run(names: list[str]) -> list[tuple[str, tuple[str, ...]]]:
        found = locate(names, year=year)
        return list(zip(found["status"], found["candidates"], strict=True))

    return run


def _outcome(status: str, candidates: tuple[str, ...], truth: str) -> str:
    if status == "not_found":
        return "not_found"
    if truth not in candidates:
        return "wrong"
    return "right" if status == "located" else "ambiguous"


def _with_parents(year: int) -> list[dict[str, str]]:
    table = load_divisions(year)
    named = table.set_index("division_code")
    for kind in ("province", "prefecture"):
        for column in ("name", "name_short"):
            table[f"{kind}_{column}"] = table[f"{kind}_code"].map(named[column]).fillna("")
    return [{str(k): str(v) for k, v in row.items()} for row in table.to_dict("records")]


def _forms(row: dict[str, str], year: int) -> Iterator[tuple[str, str, str, str]]:
    forms = _forms_alone(row)
    if row["level"] != "province":
        forms |= _forms_in_a_chain(row)
    if _is_called(row["name_short"], row["division_code"], year):
        forms |= _short_forms(row["name_short"])
    yield from ((form, text, row["division_code"], row["level"]) for form, text in forms.items())


def _forms_alone(row: dict[str, str]) -> dict[str, str]:
    name, short = row["name"], row["name_short"]
    return {
        "name": name,
        "name + 12345": f"{name}12345",
        "name + office": f"{name}人民政府政务服务管理办公室",
        "12345 + traditional name": f"12345{row['name_hant']}便民服務中心",
        "name (short + 12345)": f"{name}数字化监督指挥中心({short}12345)",
    }


def _forms_in_a_chain(row: dict[str, str]) -> dict[str, str]:
    larger, shorter = _parents(row)
    name, short = row["name"], row["name_short"]
    return {
        "province + name": f"{row['province_name']}{name}12345",
        "all full": f"{larger}{name}12345政府服务热线",
        "all short": f"{shorter}{short}12345",
        "all short, no words": f"{shorter}{short}",
        "larger full + short": f"{larger}{short}市民服务热线",
    }


def _short_forms(short: str) -> dict[str, str]:
    return {
        "short": short,
        "short + 12345": f"{short}12345",
        "short + words": f"{short}市民服务热线",
    }


def _parents(row: dict[str, str]) -> tuple[str, str]:
    if row["level"] == "county":
        return (
            row["province_name"] + row["prefecture_name"],
            row["province_name_short"] + row["prefecture_name_short"],
        )
    return row["province_name"], row["province_name_short"]


def _is_called(short: str, code: str, year: int) -> bool:
    gazetteer = load_gazetteer(year)
    return code in gazetteer.bearers(short, gazetteer.stems.get(short, ()))


def cpca_locator() -> Locator:
    """Wrap cpca: its `adcode`, read as located."""
    import cpca

    def run(names: list[str]) -> list[tuple[str, tuple[str, ...]]]:
        codes = cpca.transform(names)["adcode"]
        return [_single(code) for code in codes]

    return run


def cnloc_locator(year: int) -> Locator:
    """Wrap cnloc: the smallest code that it gives, read as located."""
    from cnloc import getlocation

    def run(names: list[str]) -> list[tuple[str, tuple[str, ...]]]:
        found = getlocation(names, year=year, county_short=True)
        columns = [c for c in ("county_id", "city_id", "province_id") if c in found]
        smallest = found[columns].bfill(axis=1).iloc[:, 0]
        return [_single(code) for code in smallest]

    return run


def jionlp_locator(year: int) -> Locator:
    """Wrap jionlp: the smallest division that it names, found in the table of the year."""
    import jionlp

    table = load_divisions(year)
    named = table.set_index("division_code")["name"]
    codes = {
        (
            named[row["province_code"]],
            named.get(row["prefecture_code"], ""),
            row["name"] if row["level"] == "county" else "",
        ): row["division_code"]
        for row in table.fillna("").to_dict("records")
    }

    def run(names: list[str]) -> list[tuple[str, tuple[str, ...]]]:
        found = []
        for name in names:
            told = jionlp.parse_location(name)
            key = tuple(told[part] or "" for part in ("province", "city", "county"))
            province, city, county = key
            # Municipalities stand as their own city there.
            code = codes.get(key) or codes.get((province, "", county)) or ""
            found.append(_single(code or (codes.get((province, city, ""), ""))))
        return found

    return run


PEERS: dict[str, Callable[[int], Locator]] = {
    "cpca": lambda _: cpca_locator(),
    "cnloc": cnloc_locator,
    "jionlp": jionlp_locator,
}


def _single(code: object) -> tuple[str, tuple[str, ...]]:
    text = "" if pd.isna(code) else str(code).split(".")[0][:6].ljust(6, "0")
    return ("located", (text,)) if text.strip("0") else ("not_found", ())


def measure(names: list[str], locator: Locator) -> float:
    """Return how many names a locator does in a second of processor time."""
    locator(names[:1])
    start = time.process_time()
    locator(names)
    return len(names) / (time.process_time() - start)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--year", type=int, default=2018)
    parser.add_argument("--years", type=int, nargs=2, metavar=("FIRST", "LAST"))
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--sample", type=int, help="every nth name only")
    chosen = parser.parse_args()
    first, last = chosen.years or (chosen.year, chosen.year)
    for year in range(first, last + 1):
        _print_year(year, chosen.peers, chosen.sample or 1)


def _print_year(year: int, peers: list[str], nth: int) -> None:
    tried = tried_names(year).iloc[::nth].reset_index(drop=True)
    locators: dict[str, Locator] = {"hotlinelib": hotlinelib_locator(year)}
    for name in peers:
        try:
            locators[name] = PEERS[name](year)
        except ImportError:
            print(f"{name}: not installed, left out")
    for name, locator in locators.items():
        table = outcomes(tried, locator)
        speed = measure(tried["tried"].tolist(), locator)
        total = {column: int(count) for column, count in table.sum().items()}
        print(f"{year} {name}: {len(tried)} names, {speed:,.0f} a second: {total}")
        if peers:
            print(table.to_string(), end="\n\n")


if __name__ == "__main__":
    main()
