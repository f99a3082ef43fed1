"""A reading in words and tables: the roles of lines, why, and what is unsure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hotlinelib.award_list.best_reading import OUTSIDE
from hotlinelib.award_list.checker import ROLE_NAMES
from hotlinelib.award_list.decided import COLUMNS as ROLE_COLUMNS
from hotlinelib.award_list.decided import OPEN
from hotlinelib.award_list.reading import Row
from hotlinelib.errors import ParameterError

if TYPE_CHECKING:
    import pandas as pd

    from hotlinelib.award_list.article import Reading

_FIELDS = ("award", "organisation", "person", "grade", "group", "work")
_MOST = 99.0


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
        return "decided by a person"
    signs = [f"{unit.roles[choice.role]:+.1f} by its own form"]
    if choice.role in ("winner", "row", "group_row"):
        signs.append(f"like a winner {unit.likeness:+.1f}")
        if unit.goes_on:
            signs.append("its number goes on")
    if unit.peeled and choice.role == "heading":
        signs += sorted(unit.peeled.signs)
    if choice.other is not None:
        signs.append(f"next: {ROLE_NAMES[choice.other]}, {min(choice.margin, _MOST):.1f} behind")
    return "; ".join(signs)


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
    return table.assign(role=marked, why="")[[*ROLE_COLUMNS, "doubt", "text"]]


def write_roles(reading: Reading, path: Path) -> Path:
    """Write the table that a person edits, as CSV that spreadsheets open."""
    if path.exists():
        raise ParameterError(f"{path} is there already; name another file, or delete it first")
    roles_frame(reading).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    return path


def explanation(reading: Reading) -> str:
    """Return the lines of an article with their roles and what is unsure, as text."""
    table = reading.lines
    shown = [repr(reading), ""]
    for number, doubt in enumerate(reading.doubts, 1):
        place = f"{doubt.line.found_at}: " if doubt.line else ""
        shown.append(f"{number}. {place}{doubt.reason}")
        if doubt.line:
            shown.append(f"     {_short(doubt.line.text.strip())}")
        shown += [f"     - {reading_}" for reading_ in doubt.readings]
    if reading.doubts:
        shown.append("")
    width = max((len(role) for role in table["role"]), default=0)
    for row in table.fillna("").to_dict("records"):
        mark = "?" if row["doubt"] else " "
        fields = [f"{name}={row[name]}" for name in _FIELDS if row[name]]
        inside = row["role"] not in OUTSIDE
        told = "  [" + ", ".join(fields) + "]" if fields and inside else ""
        shown.append(
            f"{row['line']:>6} {mark} {row['role']:<{width}}  {_short(str(row['text']))}{told}"
        )
    return "\n".join(shown)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:80] + "..."
