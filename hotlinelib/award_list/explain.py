"""A reading in words and tables: the roles of lines, why, and what is unsure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotlinelib.award_list.best_reading import OUTSIDE
from hotlinelib.award_list.checker import FIELD_NAMES, role_name
from hotlinelib.award_list.decided import COLUMNS as ROLE_COLUMNS
from hotlinelib.award_list.decided import NAMES, OPEN, TOLD, as_listed
from hotlinelib.award_list.draft import Doubt, Row
from hotlinelib.award_list.printed_line import fold_shape
from hotlinelib.award_list.reading import reader_for
from hotlinelib.errors import ParameterError, alike, line_ranges
from hotlinelib.messages import marked, message

if TYPE_CHECKING:
    import pandas as pd

    from hotlinelib.award_list.article import Reading

_FIELDS = ("award", "organisation", "person", "grade", "group", "work")
_MOST = 99.0
# What speaks for a title, as the reasons of lines name it.
_SIGN_NAMES = {
    "colon": marked("a colon after it"),
    "count": marked("a count of winners"),
    "noted": marked("a note in brackets"),
    "year": marked("a year"),
    "listed": marked("the word for a list"),
    "winners_word": marked("the word for winners"),
    "attached": marked("the word for an attachment"),
    "lead_in": marked("words that announce it"),
    "quoted": marked("quotation marks or brackets around it"),
    "vacant": marked("a remark that nobody has won"),
}
_LONGEST = 160
_FIRST_OF_KIND = 3


def rows_frame(reading: Reading) -> pd.DataFrame:
    """Return the winners of the best reading, see `Reading.awards`."""
    import pandas as pd

    # Python storage shares one text among the rows of a line: a list of ten thousand winners
    # on a single line would else be stored ten thousand times.
    text = pd.StringDtype("python", na_value=float("nan"))
    rows = reading.draft.rows
    columns: dict[str, list[object]] = {
        "award": [row.award for row in rows],
        "position": [row.position for row in rows],
        "organisation": [row.organisation for row in rows],
        "person": [row.person for row in rows],
        "line": [row.line.number for row in rows],
        "source_text": [row.line.text for row in rows],
    }
    for name in ("grade", "group", "work"):
        values = [getattr(row, name) for row in rows]
        if any(values):
            columns[name] = values
    if reading.within and rows:
        columns["within"] = _within(reading)
    columns["source_place"] = [row.line.found_at for row in rows]
    types = {name: text for name in columns if name not in ("position", "line")}
    table = pd.DataFrame(columns, dtype=object)
    return table.astype({**types, "position": "Int64", "line": "int64"})


def _within(reading: Reading) -> list[object]:
    judge = reader_for().judge
    return [
        reading.within
        if row.organisation
        and (
            judge.is_relative(fold_shape(row.organisation))
            or judge.is_bare(fold_shape(row.organisation))
        )
        else None
        for row in reading.draft.rows
    ]


def lines_frame(reading: Reading) -> pd.DataFrame:
    """Return every line with its role, see `Reading.lines`."""
    import pandas as pd

    names = ["line", "part", "source_place", "role", *_FIELDS, "margin", "why", "doubt", "text"]
    table = pd.DataFrame(list(_records(reading)), columns=names)
    types = dict.fromkeys(("source_place", "role", *_FIELDS, "why", "doubt", "text"), "str")
    return table.astype({**types, "line": "int64", "part": "int64", "margin": "float64"})


def _records(reading: Reading) -> Iterator[dict[str, object]]:
    draft = reading.draft
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in draft.rows:
        rows[row.index].append(row)
    doubts: dict[int, list[str]] = defaultdict(list)
    for doubt in reading.doubts:
        doubts[doubt.index].append(doubt.reason)
    titles = {each.index: each.title for each in draft.lists if each.index is not None}
    for index, (unit, choice) in enumerate(zip(draft.units, draft.chosen, strict=True)):
        line = unit.piece.line
        record: dict[str, object] = {
            "line": line.number,
            "part": draft.part_of(index),
            "source_place": line.found_at,
            "role": choice.role,
            "award": titles.get(index),
            "margin": min(choice.margin, _MOST),
            "why": why(reading, index),
            "doubt": "; ".join(doubts[index]) or None,
            "text": unit.piece.printed if draft.part_count(line.number) > 1 else line.text.strip(),
        }
        yield from (
            {**record, **{name: getattr(row, name) for name in _FIELDS}} for row in rows[index]
        )
        if not rows[index]:
            yield record


def why(reading: Reading, index: int) -> str:
    """Return in words what speaks for a line's role."""
    draft = reading.draft
    unit, choice = draft.units[index], draft.chosen[index]
    if index in draft.decided:
        return message("decided by a person")
    signs = [message("{weight} by its own form", weight=f"{unit.roles[choice.role]:+.1f}")]
    if choice.role in ("winner", "row", "group_row"):
        signs.append(message("like a winner {weight}", weight=f"{unit.likeness:+.1f}"))
        if unit.goes_on:
            signs.append(message("its number goes on"))
    if unit.peeled and choice.role == "heading":
        signs += sorted(message(_SIGN_NAMES[sign]) for sign in unit.peeled.signs)
    if choice.other is not None:
        behind = f"{min(choice.margin, _MOST):.1f}"
        other = role_name(choice.other)
        signs.append(message("next: {role}, {margin} behind", role=other, margin=behind))
    return message("; ").join(signs)


def doubts_frame(reading: Reading) -> pd.DataFrame:
    """Return what is unsure, see `Reading.unsure`."""
    import pandas as pd

    records = [
        {
            "line": doubt.line.number if doubt.line else None,
            "source_place": doubt.line.found_at if doubt.line else None,
            "kind": doubt.kind,
            "doubt": doubt.reason,
            "readings": " | ".join(doubt.readings) or None,
            "text": doubt.line.text.strip() if doubt.line else None,
        }
        for doubt in reading.doubts
    ]
    names = ["line", "source_place", "kind", "doubt", "readings", "text"]
    table = pd.DataFrame(records, columns=names)
    return table.astype({**dict.fromkeys(names[1:], "str"), "line": "Int64"})


def roles_frame(reading: Reading) -> pd.DataFrame:
    """Return the table that a person edits: the roles, a question mark where one is unsure."""
    table = reading.lines
    is_open = table["doubt"].notna()
    marked = table["role"].where(~is_open, table["role"] + OPEN)
    # What stands above a winner isn't repeated: who corrects a heading corrects it for all below.
    draft = reading.draft
    above: dict[tuple[int, int], dict[str, str]] = {
        (entry.unit.piece.line.number, draft.part_of(entry.index)): {
            "award": "" if each.index in (None, entry.index) else each.title,
            "group": each.group_of(entry),
            "grade": entry.grade,
        }
        for each in draft.lists
        for entry in each.entries
    }
    edited = table.assign(role=marked, why="").fillna({"award": "", "group": "", "grade": ""})
    for name in ("award", "group", "grade"):
        places = zip(edited["line"], edited["part"], edited[name], strict=True)
        edited[name] = [
            "" if above.get((line, part), {}).get(name) == own else own
            for line, part, own in places
        ]
    edited = edited.fillna(dict.fromkeys((*NAMES, "doubt"), ""))
    for name in ("organisation", "person"):
        edited[name] = edited[name].map(as_listed)
    keys: dict[tuple[int, int], set[str]] = defaultdict(set)
    for doubt in (*reading.doubts, *reading.accepted):
        if doubt.line:
            keys[doubt.line.number, draft.part_of(doubt.index)] |= doubt.keys
    edited[TOLD] = [
        "; ".join(sorted(keys[place])) for place in zip(edited["line"], edited["part"], strict=True)
    ]
    return edited[[*ROLE_COLUMNS, "doubt", "text", TOLD]]


def write_roles(reading: Reading, path: Path) -> Path:
    """Write the table that a person edits, as CSV that spreadsheets open."""
    if path.exists():
        raise ParameterError(
            "{path} is there already; name another file, or delete it first", path=path
        )
    roles_frame(reading).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    return path


def explanation(reading: Reading) -> str:
    """Return the lines of an article with their roles and what is unsure, as text."""
    shown = [summary(reading), ""]
    for number, doubts in enumerate(kinds_of_doubts(reading.doubts), 1):
        shown.append(f"{number}. {told(doubts)}")
        for doubt in doubts[:_FIRST_OF_KIND]:
            if doubt.line:
                shown.append(f"     {short(doubt.line.text.strip())}")
            shown += [f"     - {each}" for each in doubt.readings]
        if len(doubts) > _FIRST_OF_KIND:
            shown.append("     ...")
    if reading.doubts:
        shown.append("")
    for row in reading.lines.fillna("").to_dict("records"):
        fields = message("; ").join(read_fields(row))
        read = f"  [{fields}]" if fields and row["role"] not in OUTSIDE else ""
        mark = "?" if row["doubt"] else " "
        line = _labelled(role_name(row["role"]), short(str(row["text"])))
        shown.append(f"{row['line']:>6} {mark} {line}{read}")
    return "\n".join(shown)


def summary(reading: Reading) -> str:
    """Return how much was read, and how much is unsure."""
    rows = reading.draft.rows
    counts = {
        "winners": len(rows),
        "awards": len({row.award for row in rows}),
        "lines": len(reading.source),
        "doubts": len(reading.doubts),
    }
    if reading.is_sure:
        return message("{winners} winners of {awards} awards in {lines} lines, no doubt", **counts)
    return message(
        "{winners} winners of {awards} awards in {lines} lines, {doubts} doubts", **counts
    )


def kinds_of_doubts(doubts: Sequence[Doubt]) -> list[list[Doubt]]:
    """Return the doubts, those of one kind together."""
    return [[doubts[i] for i in each] for each in alike([doubt.reason for doubt in doubts])]


def told(doubts: Sequence[Doubt]) -> str:
    """Return the places and the reason of doubts of one kind."""
    lines = {doubt.line.number: doubt.line for doubt in doubts if doubt.line}
    if not lines:
        return doubts[0].reason
    where = next(iter(lines.values())).told_at
    if len(lines) > 1:
        where = message("lines {lines}: {count} lines", lines=line_ranges(lines), count=len(lines))
    reason = doubts[0].reason
    if len(lines) > 1 and doubts[0].kind in ("fields", "winner"):
        reason = message(
            "{reason} (settle one, and those that are made like it follow)", reason=reason
        )
    return _labelled(where, reason)


def _labelled(label: str, text: str) -> str:
    return message("{label}: {text}", label=label, text=text)


def read_fields(row: Mapping[Hashable, object]) -> Iterator[str]:
    """Yield the fields of a line as they were read."""
    for name in _FIELDS:
        if row[name]:
            yield _labelled(message(FIELD_NAMES[name]), str(row[name]))


def short(text: str) -> str:
    """Return a text, a long one cut."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."
