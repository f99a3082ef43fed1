"""What names, titles and labels must be among themselves: scripts, digits, places, kinds, dates.

Each guard takes tables as they are read and returns what is wrong: file, row and value.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

import pandas as pd

from hotlinelib.curation.placing import name_places
from hotlinelib.language.script import to_simplified
from hotlinelib.messages import message, reworded
from hotlinelib.places.divisions import PROVINCE_YEARS, load_divisions, load_provinces
from hotlinelib.storage import data_place
from hotlinelib.tables.editions import Named, SourceRecord, list_editions, read_source_record
from hotlinelib.tables.kinds import identify_kinds
from hotlinelib.tables.read import read_table
from hotlinelib.tables.schema import edition_tables, table_names, table_path, table_schema

# A printed line is kept with the spaces that it has.
AS_PRINTED = {("awards", "source_text")}
SHOWN = 60


def where(table: str, row: int, column: str, edition: str = "") -> str:
    """Return the place of a cell: file, row (the heading is row 1) and column."""
    path = str(table_schema(table)["path"]).format(edition=edition)
    told = {"data": data_place(), "path": path, "row": row + 2, "column": column}
    return message("{data}/{path}, row {row}, column {column}", **told)


def check_names() -> list[str]:
    """Return everything that is wrong with names, titles and labels."""
    tables = {(table, ""): read_table(table) for table in table_names()}
    tables |= {
        (table, edition): read_table(table, edition)
        for table in edition_tables()
        for edition in list_editions("any")
        if table_path(table, edition).is_file()
    }
    found: list[str] = []
    for (table, edition), frame in tables.items():
        found += _check_text(frame, table, edition)
        found += _check_scripts(frame, table, edition)
    found += _check_labels({table: frame for (table, _), frame in tables.items()})
    troubles = organisation_troubles(read_table("registry"))
    found += [f"{where('registry', row, column)}: {told}" for row, column, told in troubles]
    found += _check_kinds()
    found += _check_pools(read_table("entrants"))
    records = map(read_source_record, list_editions("any"))
    return [*found, *(told for record in records for told in _check_record(record))]


def _check_text(frame: pd.DataFrame, table: str, edition: str) -> Iterator[str]:
    """Refuse what nobody sees: spaces at the ends or in a row, control and format characters."""
    for column in frame.columns[frame.dtypes == "str"]:
        if (table, column) in AS_PRINTED:
            continue
        for row, text in frame[column].dropna().items():
            # Of the characters that nobody sees, Python calls none printable.
            is_seen = text.isprintable() or not any(map(_is_unseen, text))
            if text != " ".join(text.split()) or not is_seen:
                told = {"place": where(table, int(str(row)), column, edition), "text": text[:SHOWN]}
                yield message("{place}: {text!r} has spaces or characters that nobody sees", **told)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs")


def _check_scripts(frame: pd.DataFrame, table: str, edition: str) -> Iterator[str]:
    """Hold English, simplified and traditional columns of one stem against each other."""
    for column in frame.columns:
        stem, _, suffix = column.rpartition("_")
        cells = frame[column].dropna().astype("str")
        if suffix == "en" and not frame.empty:
            wrong = cells[cells.map(_has_chinese)]
            told = message("has Chinese characters in an English column")
        elif suffix == "hans":
            wrong = cells[simplified(cells) != cells]
            told = message("isn't in simplified characters")
        elif suffix == "hant":
            text = _beside(frame, stem)
            if text is None:
                continue
            wrong = cells[~same_in_scripts(cells, text.loc[cells.index])]
            told = message(
                "isn't the same in traditional characters as the simplified text beside it"
            )
        else:
            continue
        for row, cell in wrong.items():
            place = where(table, int(str(row)), column, edition)
            yield f"{place}: {cell[:SHOWN]!r} {told}"


def _beside(frame: pd.DataFrame, stem: str) -> pd.Series | None:
    for column in (f"{stem}_hans", stem):
        if column in frame:
            return frame[column].astype("str")
    return None


def simplified(texts: pd.Series) -> pd.Series:
    """Convert many texts at once; one by one takes a hundred times as long."""
    converted = to_simplified("\n".join(texts)).split("\n") if len(texts) else []
    return pd.Series(converted, index=texts.index, dtype="str")


def same_in_scripts(traditional: pd.Series, plain: pd.Series) -> pd.Series:
    """Tell which texts are the same in both scripts."""
    # A character in both is the same one, whatever a converter makes of it: 乾縣 is 乾县.
    converted = simplified(traditional)
    same = converted == plain
    for index in same.index[~same]:
        text = plain[index] if pd.notna(plain[index]) else ""
        told = zip(traditional[index], converted[index], text, strict=False)
        is_long = len(traditional[index]) == len(text)
        same[index] = is_long and all(one in (t, c) for t, c, one in told)
    return same


def _has_chinese(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)


# Columns whose values are different in every row, or in every row of a group.
UNIQUE = {
    "award_categories": [["award_hant"], ["award_hans"], ["award_en"], ["award_short_en"]],
    "kinds": [["kind_hans"], ["kind_hant"], ["kind_en"], ["rule"]],
    "terms": [["column", "value_hans"], ["column", "value_hant"], ["column", "value_en"]],
    "name_words": [["word_hant"]],
    "entrants": [["label_en"], ["label_hans"], ["label_hant"], ["edition", "counted"]],
    "kind_rules": [["position"], ["pattern"], ["reason"]],
    "provinces": [["name"], ["name_short"], ["name_hant"], ["name_en"]],
}


def _check_labels(tables: dict[str, pd.DataFrame]) -> Iterator[str]:
    for table, groups in UNIQUE.items():
        frame = tables[table]
        for columns in groups:
            for row in frame.index[frame.duplicated(columns, keep="first")]:
                value = frame[columns[-1]][row]
                yield message(
                    "{place}: {value!r} stands in an earlier row, too",
                    place=where(table, row, columns[-1]),
                    value=value,
                )
    used = {
        "level": set(tables["organisations"]["level"]),
        "nbs_region": set(tables["provinces"]["nbs_region"]),
        "region7": set(tables["provinces"]["region7"]),
        "rank": {rank for year in PROVINCE_YEARS for rank in load_divisions(year)["rank"]},
    }
    terms = tables["terms"]
    for column, values in used.items():
        named = set(terms.loc[terms["column"] == column, "value"])
        for value in sorted(values - named):
            yield message(
                "{data}/terms.csv: {column} {value!r} has no row; add its names",
                data=data_place(),
                column=column,
                value=value,
            )
    same = terms["column"].isin(["nbs_region", "region7", "rank"])
    for row in terms.index[same & (terms["value"] != terms["value_hans"])]:
        yield message(
            "{place}: isn't {value!r}, its value",
            place=where("terms", row, "value_hans"),
            value=terms["value"][row],
        )


def organisation_troubles(rows: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Hold names of organisations against each other, their place and kind: row, column, what."""
    places = name_places(load_divisions(max(PROVINCE_YEARS))).set_index("division_code")
    try:
        expected = identify_kinds(rows).fillna(rows["kind"]).tolist()
    except re.error:
        expected = rows["kind"].tolist()  # check_names tells of the pattern
    for row, one in enumerate(rows.to_dict("records")):
        identifier, kind, code = one["organisation_id"], one["kind"], one["division_code"]
        printed, plain, english = (one[f"organisation{end}"] for end in ("", "_hans", "_en"))
        if to_simplified(printed) != plain:
            yield row, "organisation_hans", f"{plain!r} isn't {printed!r}"
        numbers = {"".join(sorted(re.findall(r"\d+", n))) for n in (printed, plain, english)}
        if len(numbers) > 1:
            named = [printed, plain, english]
            yield row, "organisation_en", message("{named} have different numbers", named=named)
        if code in places.index:
            for column, text in _misplaced(identifier, english, places.loc[code]):
                yield (
                    row,
                    column,
                    message("{text}, where its division {code} is", text=text, code=code),
                )
        if kind != expected[row]:
            told = message(
                "{kind!r} isn't {expected!r}, the kind by the rules and exceptions",
                kind=kind,
                expected=expected[row],
            )
            yield row, "kind", told


def _misplaced(identifier: str, english: str, place: pd.Series) -> Iterator[tuple[str, str]]:
    told = place[["province_en", "prefecture_en", "county_en"]].dropna().tolist()
    # 'Ordos' as the division is called, or the name by which its hotline goes.
    if not any(name.casefold() in english.casefold() for name in told):
        yield (
            "organisation_en",
            message("{english!r} names none of {told}", english=english, told=", ".join(told)),
        )
    known = [_slug(name) for name in told]
    if pd.notna(place["county"]) and pd.isna(place["county_en"]):
        # Most counties have no English name in the tables: that of the organisation tells it.
        known += [part for part in identifier.split("-") if part in _slug(english)]
    if not any(name in identifier.replace("-", "") for name in known):
        yield (
            "organisation_id",
            message(
                "{identifier!r} names none of {told}", identifier=identifier, told=", ".join(told)
            ),
        )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub("[^a-z]", "", plain.casefold())


def _check_kinds() -> Iterator[str]:
    """Hold the rules and exceptions of kinds against the kinds and organisations that there are."""
    rules, exceptions = read_table("kind_rules"), read_table("kind_exceptions")
    kinds = set(read_table("kinds")["kind"])
    for table, frame in (("kind_rules", rules), ("kind_exceptions", exceptions)):
        for row in frame.index[~frame["kind"].isin(kinds)]:
            yield message(
                "{place}: {kind!r} is no kind",
                place=where(table, row, "kind"),
                kind=frame["kind"][row],
            )
    if sorted(rules["position"]) != list(range(1, len(rules) + 1)):
        yield message(
            "{data}/registry/kind_rules.csv: the positions aren't 1, 2, 3 and so on",
            data=data_place(),
        )
    for row, pattern in enumerate(rules["pattern"]):
        try:
            re.compile(pattern)
        except re.error as error:
            yield message(
                "{place}: {pattern!r} can't be read: {error}",
                place=where("kind_rules", row, "pattern"),
                pattern=pattern,
                error=error,
            )
    unknown = set(exceptions["organisation_id"]) - set(read_table("registry")["organisation_id"])
    for one in sorted(unknown):
        yield message(
            "{data}/registry/kind_exceptions.csv: {one!r} is no organisation of the registry",
            data=data_place(),
            one=one,
        )


def _check_pools(pools: pd.DataFrame) -> Iterator[str]:
    for row, pool in enumerate(pools.to_dict("records")):
        if pool["entrants_id"] != f"{pool['counted']}_{pool['edition']}":
            yield message(
                "{place}: isn't counted and edition together",
                place=where("entrants", row, "entrants_id"),
            )
        for column in ("label_en", "label_hans", "label_hant"):
            if re.findall(r"\d+", pool[column]) != [pool["edition"]]:
                yield message(
                    "{place}: doesn't name {edition}",
                    place=where("entrants", row, column),
                    edition=pool["edition"],
                )
        if pool["edition"] not in pool["source"]:
            yield message(
                "{place}: doesn't name {edition}",
                place=where("entrants", row, "source"),
                edition=pool["edition"],
            )
        if not 1 <= pool["entrants"] < len(load_divisions(max(PROVINCE_YEARS))):
            yield message(
                "{place}: {entrants} can't be",
                place=where("entrants", row, "entrants"),
                entrants=pool["entrants"],
            )


# --- source records ---


def _check_record(record: SourceRecord) -> Iterator[str]:
    path = f"{data_place()}/editions/{record.edition}/source.toml"
    if record.divisions_year not in PROVINCE_YEARS or not re.fullmatch(
        r"[12]\d{3}", record.edition
    ):
        yield message(
            "{path}: no divisions of {divisions_year}, or {edition} is no year",
            path=path,
            divisions_year=record.divisions_year,
            edition=record.edition,
        )
        return
    if record.completeness == "partial":
        return
    try:
        published, awarded = map(date.fromisoformat, (record.published, record.awarded))
    except ValueError as error:
        yield message(
            "{path}: published or awarded is no date: {error}", path=path, error=reworded(error)
        )
    else:
        if not awarded <= published <= awarded.replace(year=awarded.year + 1):
            yield message(
                "{path}: published {published} isn't in the year after awarded {awarded}",
                path=path,
                published=published,
                awarded=awarded,
            )
        if str(awarded.year) != record.edition:
            yield message(
                "{path}: awarded {awarded} isn't in {edition}",
                path=path,
                awarded=awarded,
                edition=record.edition,
            )
        if record.divisions_year > awarded.year:
            yield message(
                "{path}: divisions_year {divisions_year} is after the awards",
                path=path,
                divisions_year=record.divisions_year,
            )
    if not re.fullmatch(r"https?://\S+", record.address):
        yield message(
            "{path}: address {address!r} is no web address", path=path, address=record.address
        )
    for printed, simplified in (
        (record.publisher, record.publisher_hans),
        (record.first_published_by, record.first_published_by_hans),
    ):
        if simplified and to_simplified(printed) != simplified:
            yield message(
                "{path}: {simplified!r} isn't {printed!r} in simplified characters",
                path=path,
                simplified=simplified,
                printed=printed,
            )
    yield from _check_named(record, path)


def _check_named(record: SourceRecord, path: str) -> Iterator[str]:
    named: list[Named] = [*filter(None, [record.award_name]), *record.organisers]
    for one in named:
        if to_simplified(one.name) != one.name_hans or _has_chinese(one.name_en):
            yield message(
                "{path}: {name_hans!r} or {name_en!r} isn't {name!r}",
                path=path,
                name_hans=one.name_hans,
                name_en=one.name_en,
                name=one.name,
            )
        if re.findall(r"\d+", one.name) != re.findall(r"\d+", one.name_en):
            yield message(
                "{path}: {name_en!r} and {name!r} have different numbers",
                path=path,
                name_en=one.name_en,
                name=one.name,
            )
    provinces = set(load_provinces()["name"])
    for organiser in record.organisers:
        if organiser.province and organiser.province not in provinces:
            yield message(
                "{path}: {province!r} of {name!r} is no province",
                path=path,
                province=organiser.province,
                name=organiser.name,
            )
    names = load_divisions(record.divisions_year).set_index("division_code")["name"]
    for speaker in record.speakers:
        if names.get(speaker.division_code) != speaker.place:
            yield message(
                "{path}: {division_code} isn't the code of {place!r}",
                path=path,
                division_code=speaker.division_code,
                place=speaker.place,
            )
