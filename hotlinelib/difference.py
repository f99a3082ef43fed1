"""What differs between two reports, two data folders or two editions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from hotlinelib import storage
from hotlinelib.arguments import check_columns
from hotlinelib.difference_text import ABOUT, number_lines, short
from hotlinelib.errors import ParameterError, nearest
from hotlinelib.messages import marked, message, system_language
from hotlinelib.reports.findings_file import FINDINGS_NAME, RenderedReport, read_report
from hotlinelib.tables.editions import list_editions
from hotlinelib.tables.load import load_awards
from hotlinelib.tables.read import read_table
from hotlinelib.tables.schema import table_names, table_schema

# Columns of an estimate that say something else when they differ
NUMBERS = ("value", "low", "high", "null_mean", "null_low", "null_high", "p", "p_adjusted")
# By which rows of two editions are matched: lines and positions differ anyway.
EDITION_KEY = ("award_id", "organisation_id", "person")
EDITION_COLUMNS = ("organisation", "division_code", "province", "prefecture", "county")


@dataclass(frozen=True)
class Difference:
    """What differs, in four tables; none has rows where both sides are equal.

    Parameters
    ----------
    before, after : str
        What was compared.
    head : pandas.DataFrame
        Columns `name, before, after`: parameters, data and package.
    rows : pandas.DataFrame
        Columns `table, key, column, before, after, change` ("came", "went" or "changed").
    estimates : pandas.DataFrame
        Columns `id, column, before, after, difference, change`.
    sentences : pandas.DataFrame
        Columns `section, before, after`.
    """

    before: str
    after: str
    head: pd.DataFrame
    rows: pd.DataFrame
    estimates: pd.DataFrame
    sentences: pd.DataFrame

    @property
    def is_empty(self) -> bool:
        """Whether both sides say the same; another data set or package alone is told, no more."""
        return self.rows.empty and self.estimates.empty and self.sentences.empty

    def _tables(self) -> list[tuple[str, pd.DataFrame]]:
        """Return the tables with their titles: what is read first comes first."""
        return [
            (message("Made from"), self.head),
            (message("Rows"), self.rows),
            (message("Sentences"), self.sentences),
            (message("Numbers"), self.estimates),
        ]

    def to_text(self) -> str:
        """Return it for a terminal: a line for each difference."""
        lines = [f"--- {self.before}", f"+++ {self.after}"]
        for title, table in self._tables():
            if not table.empty:
                told = number_lines if table is self.estimates else _lines
                lines += ["", f"{title} ({len(table)})", *told(table)]
        return "\n".join([*lines, *(["", message("No differences.")] if self.is_empty else [])])

    def to_json(self) -> str:
        """Return it as JSON: `before`, `after` and the four tables as lists of records."""
        tables = {
            name: json.loads(getattr(self, name).to_json(orient="records", force_ascii=False))
            for name in ("head", "rows", "estimates", "sentences")
        }
        content = {"before": self.before, "after": self.after, "equal": self.is_empty, **tables}
        return json.dumps(content, ensure_ascii=False, indent=1)

    def to_html(self) -> str:
        """Return it as a page of its own."""
        style = (
            "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto}"
            "table{border-collapse:collapse}th,td{padding:.2rem .6rem;text-align:left;"
            "border-bottom:1px solid #8886;vertical-align:top}td+td{overflow-wrap:anywhere}"
        )
        shown = "".join(
            f"<h2>{name} ({len(table)})</h2>"
            f"{table.map(short).to_html(index=False, border=0, na_rep='')}"
            for name, table in self._tables()
            if not table.empty
        )
        title = message("Differences")
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        return (
            f'<!DOCTYPE html><html lang="{system_language()}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
            f"<style>{style}</style></head><body><main><h1>{title}</h1>"
            f"<p>{escape(self.before)} → {escape(self.after)}</p>"
            f"{shown or '<p>' + message('No differences.') + '</p>'}</main></body></html>"
        )


def compare(before: str | Path, after: str | Path) -> Difference:
    """Compare two reports, two data folders or two editions of the data set.

    Parameters
    ----------
    before, after : str or pathlib.Path
        Folders of two rendered reports, two data folders, or the years of two editions.

    Returns
    -------
    Difference
        `.is_empty` where both sides say the same.

    Raises
    ------
    ParameterError
        If the two are not of one kind.

    Examples
    --------
    >>> compare("2019", "2019").is_empty
    True
    """
    kinds = _kind_of(before), _kind_of(after)
    if kinds[0] != kinds[1]:
        raise ParameterError(
            "{before} is {one}, and {after} is {other}; name two folders of reports, two data "
            "folders or two editions",
            before=before,
            one=message(kinds[0]),
            after=after,
            other=message(kinds[1]),
        )
    if kinds[0] == "a report":
        return _compare_reports(read_report(before), read_report(after))
    if kinds[0] == "a data folder":
        return _compare_folders(Path(before), Path(after))
    return _compare_editions(str(before), str(after))


def changed_rows(
    before: pd.DataFrame, after: pd.DataFrame, key: Sequence[str], table: str
) -> pd.DataFrame:
    """Return the rows that came, went and changed between two frames, by key."""
    one, other = (_keyed(check_columns(frame, key), key) for frame in (before, after))
    found = [
        (table, name, "", _told(one.loc[name]), "", "went")
        for name in one.index.difference(other.index, sort=False)
    ]
    found += [
        (table, name, "", "", _told(other.loc[name]), "came")
        for name in other.index.difference(one.index, sort=False)
    ]
    both = one.index.intersection(other.index, sort=False)
    for column in one.columns.intersection(other.columns, sort=False):
        left, right = one.loc[both, column], other.loc[both, column]
        differs = ~((left == right) | (left.isna() & right.isna()))
        found += [
            (table, name, str(column), *_cells(left[name], right[name]), "changed")
            for name in both[differs.to_numpy()]
        ]
    columns = ["table", "key", "column", "before", "after", "change"]
    return pd.DataFrame(found, columns=columns, dtype=object)


def _kind_of(side: str | Path) -> str:
    path = Path(side)
    if (path / FINDINGS_NAME).is_file():
        return marked("a report")
    if (path / "registry").is_dir():
        return marked("a data folder")
    if str(side) in list_editions():
        return marked("an edition")
    if (path.parent / FINDINGS_NAME).is_file():
        raise ParameterError(
            "{side} is a file of a report; name its folder: {folder}",
            side=side,
            folder=path.parent,
        )
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    raise ParameterError(
        "{side} is no folder of a rendered report (it has no {file}), no data folder (no "
        "registry/), and no edition; the editions are: {editions}{hint}",
        side=side,
        hint=nearest(path.name, [one.name for one in beside if one.is_dir()]),
        file=FINDINGS_NAME,
        editions=", ".join(list_editions()),
    )


def _compare_reports(before: RenderedReport, after: RenderedReport) -> Difference:
    heads: list[tuple[str, Any, Any]] = [("report", before.report, after.report)]
    heads += [
        (name, before.choices.get(name), after.choices.get(name))
        for name in dict.fromkeys([*before.choices, *after.choices])
    ]
    heads += [(name, getattr(before, name), getattr(after, name)) for name in ("data", "package")]
    # In another language the same is said in other words: the numbers tell.
    is_one_language = before.choices.get("language") == after.choices.get("language")
    return Difference(
        str(before.folder),
        str(after.folder),
        _pairs([head for head in heads if head[1] != head[2]], "name"),
        _no_rows(),
        _moved(before.estimates, after.estimates),
        _resaid(before.sentences, after.sentences) if is_one_language else _no_sentences(),
    )


def _compare_folders(before: Path, after: Path) -> Difference:
    tables = []
    for side in (before, after):
        with storage.data(side):
            keys = {table: table_schema(table)["primary_key"] for table in table_names()}
            tables.append({table: (read_table(table), keys[table]) for table in table_names()})
    one, other = tables
    rows = [
        changed_rows(one[table][0], other[table][0], one[table][1], table)
        for table in one
        if table in other
    ]
    return Difference(
        str(before),
        str(after),
        _pairs([], "name"),
        _stacked(rows),
        _no_estimates(),
        _no_sentences(),
    )


def _compare_editions(before: str, after: str) -> Difference:
    one, other = (
        load_awards(edition)[[*EDITION_KEY, *EDITION_COLUMNS]].drop_duplicates(list(EDITION_KEY))
        for edition in (before, after)
    )
    return Difference(
        before,
        after,
        _pairs([], "name"),
        changed_rows(one, other, EDITION_KEY, "awards"),
        _no_estimates(),
        _no_sentences(),
    )


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    kept = ["id", *NUMBERS, *ABOUT]
    rows = changed_rows(before[kept], after[kept], ["id"], "estimates")
    numbers = rows["column"].isin(NUMBERS)
    difference = pd.Series(index=rows.index, dtype="float64")
    if numbers.any():
        # A number that one side lacks is empty there.
        sides = rows.loc[numbers, ["before", "after"]].apply(pd.to_numeric, errors="coerce")
        difference[numbers] = sides["after"] - sides["before"]
    rows = rows.rename(columns={"key": "id"}).assign(difference=difference)
    return rows[["id", "column", "before", "after", "difference", "change"]]


def _resaid(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Pair sentences that state the same estimates in the same section, in their order."""
    sides = []
    for frame in (before, after):
        keys = [*zip(frame["section"], frame["states"], strict=True)]
        keyed = frame.assign(key=pd.Series(keys, frame.index, dtype=object))
        sides.append(keyed.assign(turn=keyed.groupby("key").cumcount()))
    both = sides[0].merge(sides[1], on=["key", "turn"], how="outer", suffixes=("", "_after"))
    both = both[both["text"] != both["text_after"]]
    sections = dict.fromkeys(["summary", *before["section"], *after["section"]])
    rows: list[tuple[str, str, str]] = []
    for section in sections:
        mine = both[both["key"].str[0] == section]
        pairs = [*zip(mine["text"].fillna(""), mine["text_after"].fillna(""), strict=True)]
        gone = [one for one, other in pairs if not other]
        come = [other for one, other in pairs if not one]
        rows += [(section, *pair) for pair in pairs if all(pair)]
        # What states other numbers now may say the same of them.
        for one in gone:
            (like, *_) = [*get_close_matches(one, come, n=1), ""]
            come = [other for other in come if other != like]
            rows.append((section, one, like))
        rows += [(section, "", other) for other in come]
    # The summary says first what stands in the sections, too.
    told = pd.DataFrame(rows, columns=["section", "before", "after"], dtype=object)
    return told.drop_duplicates(["before", "after"], ignore_index=True)


def _keyed(frame: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    cells = frame[list(key)].astype(object).fillna("").itertuples(index=False, name=None)
    names = [" / ".join(str(cell) for cell in row if cell != "") for row in cells]
    return frame.drop(columns=list(key)).set_axis(names, axis="index")


def _cells(*values: Any) -> list[Any]:
    return ["" if pd.isna(value) else value for value in values]


def _told(row: pd.Series) -> str:
    return "; ".join(
        f"{name} = {short(value)}"
        for name, value in row.items()
        if not pd.isna(value) and value != ""
    )


def _pairs(rows: Iterable[tuple[Any, ...]], first: str) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=[first, "before", "after"], dtype=object)


def _no_rows() -> pd.DataFrame:
    columns = ["table", "key", "column", "before", "after", "change"]
    return pd.DataFrame(columns=columns, dtype=object)


def _no_estimates() -> pd.DataFrame:
    columns = ["id", "column", "before", "after", "difference", "change"]
    return pd.DataFrame(columns=columns, dtype=object)


def _no_sentences() -> pd.DataFrame:
    return _pairs([], "section")


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    kept = [frame for frame in frames if not frame.empty]
    return pd.concat(kept, ignore_index=True) if kept else _no_rows()


def _lines(table: pd.DataFrame) -> list[str]:
    return [_line(record) for record in table.to_dict("records")]


def _line(record: dict[Any, Any]) -> str:
    before, after = map(short, (record.pop("before"), record.pop("after")))
    change = record.pop("change", "changed")
    name = " ".join(str(value) for value in record.values() if value != "")
    if change != "changed":
        return f"  {'+' if change == 'came' else '-'} {name}: {after or before}"
    return f"  ~ {name}: {before} → {after}"
