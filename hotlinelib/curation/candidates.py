"""What the registry doesn't know yet: printed names and titles, their places, what is like them.

Candidates are shown to a person, who decides. Nothing is ever merged by similarity.
"""

from __future__ import annotations

import unicodedata

import pandas as pd

from hotlinelib.curation.printed_list import read_rows
from hotlinelib.curation.registry import (
    Registry,
    correct,
    load_registry,
    names_of_organisations,
    titles_of_awards,
)
from hotlinelib.language.script import to_simplified
from hotlinelib.messages import marked, message
from hotlinelib.places.divisions import load_divisions
from hotlinelib.places.locate import locate
from hotlinelib.tables.editions import check_edition, read_source_record

MOST_CANDIDATES = 3

TO_DO = {
    "organisation": marked(
        "decide in decisions.csv: new with identifier, names, division and kind; or same_as an "
        "organisation of the registry, with reason and evidence"
    ),
    "award": marked(
        "decide in decisions.csv: new with identifier, recipient and titles; or same_as an award "
        "of the registry"
    ),
}

COLUMNS = [
    "what",
    "printed",
    "lines",
    "winners",
    "place",
    "division_code",
    "recipient",
    "candidates",
]


def propose(edition: str | int) -> pd.DataFrame:
    """List the printed names and titles of an edition that the registry doesn't know."""
    known = check_edition(str(edition))
    registry = load_registry()
    rows = correct(read_rows(known), registry, known)
    year = read_source_record(known).divisions_year
    return find_unknown(rows, registry, known, year)


def find_unknown(rows: pd.DataFrame, registry: Registry, edition: str, year: int) -> pd.DataFrame:
    """List the names and titles of parsed rows that the registry doesn't know."""
    titles, names = rows["award"], rows["organisation"]
    open_titles = rows[~titles.isin(titles_of_awards(registry, edition).index)]
    open_names = rows[~names.isin(names_of_organisations(registry, edition).index)]
    found = [
        *_unknown_awards(open_titles, registry, edition, titles),
        *_unknown_organisations(open_names, registry, year),
    ]
    return pd.DataFrame(found, columns=COLUMNS).astype({"winners": "int64"})


def describe_unknown(unknown: pd.DataFrame) -> str:
    """Return what is open in words, with what to do."""
    if unknown.empty:
        return message("The registry knows every name and title of this edition.")
    blocks = []
    for row in unknown.to_dict("records"):
        where = message(
            "winners: {winners}, lines: {lines}", winners=row["winners"], lines=row["lines"]
        )
        lines = [f"{row['what']} {row['printed']} ({where})"]
        lines += [f"  place: {row['place']}"] if row["place"] else []
        lines += [
            "  "
            + message(
                "might be: {candidates}",
                candidates=row["candidates"] or message("nothing that the registry has"),
            )
        ]
        blocks.append("\n".join([*lines, f"  {message(TO_DO[row['what']])}"]))
    return "\n".join(blocks)


def _unknown_awards(
    rows: pd.DataFrame, registry: Registry, edition: str, titles: pd.Series
) -> list[dict[str, object]]:
    known = titles_of_awards(registry, edition)
    used = set(known[known.index.isin(titles)])
    categories = registry.award_categories
    free = categories[~categories["award_id"].isin(used)]
    others = list(zip(free["award_id"], free["award_hans"], strict=True))
    return [
        {
            **_printed("award", str(title), group),
            "place": "",
            "division_code": "",
            "recipient": _recipient(group),
            "candidates": _ranked(str(title), others),
        }
        for title, group in rows.groupby("award", sort=False)
    ]


def _unknown_organisations(
    rows: pd.DataFrame, registry: Registry, year: int
) -> list[dict[str, object]]:
    groups = [(str(name), group) for name, group in rows.groupby("organisation", sort=False)]
    places = locate([name for name, _ in groups], year=year)
    own = registry.organisations
    # A name that another edition prints may be the more alike one.
    named = pd.concat([own, registry.aliases])[["organisation_id", "organisation"]]
    found = []
    for (name, group), place in zip(groups, places.to_dict("records"), strict=True):
        # A name without a place might be any organisation: the most alike ones are shown.
        is_near = own["division_code"].isin(place["candidates"]) | (not place["candidates"])
        near = named[named["organisation_id"].isin(own.loc[is_near, "organisation_id"])]
        others = list(zip(near["organisation_id"], near["organisation"], strict=True))
        located = place["status"] == "located"
        found.append(
            {
                **_printed("organisation", name, group),
                "place": _place(place["status"], place["candidates"], year),
                "division_code": place["division_code"] if located else "",
                "recipient": "",
                "candidates": _ranked(name, others),
            }
        )
    return found


def _printed(what: str, name: str, rows: pd.DataFrame) -> dict[str, object]:
    lines = dict.fromkeys(str(line) for line in rows["line"])
    return {"what": what, "printed": name, "lines": " ".join(lines), "winners": len(rows)}


def _recipient(rows: pd.DataFrame) -> str:
    has_person = rows["person"].notna()
    if has_person.all():
        return "person"
    return "" if has_person.any() else "organisation"


def _place(status: str, codes: tuple[str, ...], year: int) -> str:
    divisions = load_divisions(year)
    columns = divisions[["name", "province_code", "prefecture_code"]]
    known = dict(zip(divisions["division_code"], columns.to_dict("records"), strict=True))
    told = []
    for code in codes:
        larger = [known[code]["province_code"], known[code]["prefecture_code"]]
        path = dict.fromkeys(known[c]["name"] for c in [*larger, code] if c in known)
        told.append(f"{''.join(path)} {code}")
    return f"{status}: {'; '.join(told)}" if told else status


def _ranked(printed: str, others: list[tuple[str, str]]) -> str:
    """Return the most similar entries, best first, each by its most similar name, in words."""
    from rapidfuzz import fuzz

    text = _plain(printed)
    scored = [(round(fuzz.ratio(text, _plain(name))), key, name) for key, name in others]
    ranked = {key: (score, key, name) for score, key, name in sorted(scored)}
    best = sorted(ranked.values(), key=lambda each: (-each[0], each[1]))[:MOST_CANDIDATES]
    return "; ".join(f"{key} = {name} (similarity {score})" for score, key, name in best)


def _plain(text: str) -> str:
    return to_simplified(unicodedata.normalize("NFKC", text))
