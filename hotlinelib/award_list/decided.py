"""What a person has decided about lines: a table that a spreadsheet edits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from hotlinelib.award_list.units import Role
from hotlinelib.errors import ParameterError, nearest
from hotlinelib.messages import message

if TYPE_CHECKING:
    import pandas as pd

NAMES = ("award", "organisation", "person", "grade", "group", "work")
# The doubts that were told of a line, so that what is settled is known.
TOLD = "told"
COLUMNS = ("line", "part", "role", *NAMES, "why")
_APART = re.compile("[、;；\n]")
_QUOTED = re.compile('"([^"]+)"')
# A role with this after it isn't decided yet.
OPEN = "?"
ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True)
class Decided:
    """A line's role, and the winner that it gives."""

    role: str
    award: str = ""
    organisation: str = ""
    person: str = ""
    grade: str = ""
    group: str = ""
    work: str = ""
    # The doubts that the person was told of the line (`Doubt.keys`); None for all.
    told: frozenset[str] | None = None

    @property
    def was_asked(self) -> bool:
        """Whether the reader had asked: then it holds for lines that are made alike."""
        return self.told is None or bool(self.told)

    def accepts(self, keys: frozenset[str]) -> bool:
        """Tell whether the person was told of a doubt, and has settled it so."""
        return self.told is None or keys <= self.told

    @property
    def names_winner(self) -> bool:
        """Whether the line's winner was written out."""
        return bool(self.organisation or self.person)


Decisions = Mapping[tuple[int, int], Sequence[Decided]]


def read_decisions(table: pd.DataFrame | str | Path | Decisions | None) -> Decisions:
    """Return what was decided, by line and part."""
    if table is None:
        return {}
    if isinstance(table, Mapping):
        return table
    where = "roles"
    if isinstance(table, str | Path):
        where, table = str(table), _read_table(Path(table))
    frame = table.astype("str").fillna("")
    lacking = [name for name in ("line", "role") if name not in frame]
    if lacking:
        raise ParameterError(
            "{where}: the column {names} is missing", where=where, names=", ".join(lacking)
        )
    decided: dict[tuple[int, int], list[Decided]] = {}
    left_open: dict[tuple[int, int], int] = {}
    for number, row in enumerate(frame.to_dict("records"), 2):
        values = {str(k): _cell(v) for k, v in row.items()}
        role = values["role"]
        if role.endswith(OPEN):
            key = _number(values["line"], where, number), _part(values, where, number)
            left_open[key] = number
        if not role or role.endswith(OPEN):
            continue
        key = _number(values["line"], where, number), _part(values, where, number)
        given = {name: values.get(name, "") for name in NAMES}
        told = frozenset(_APART.split(values[TOLD])) - {""} if TOLD in values else None
        rows = decided_rows(role, given, told, f"{where}, {message('row {number}', number=number)}")
        decided.setdefault(key, []).extend(rows)
    for line, part in decided.keys() & left_open.keys():
        raise ParameterError(
            "{where}: row {row}: other rows of line {line} are settled, and this one has a "
            "question mark; settle all rows of a line, or delete those that are wrong",
            where=where,
            row=left_open[line, part],
            line=line,
        )
    return decided


def _part(values: Mapping[str, str], where: str, row: int) -> int:
    return _number(values.get("part") or "1", where, row)


def decided_rows(
    role: str, given: Mapping[str, str], told: frozenset[str] | None, where: str
) -> list[Decided]:
    """Return what a person has decided of a line, once for each winner that its cells name."""
    if role not in ROLES:
        raise ParameterError(
            "{where}: {role!r} is no role; roles are: {roles}{nearest}",
            where=where,
            role=role,
            nearest=nearest(role, ROLES),
            roles=", ".join(ROLES),
        )
    organisations, people = (_listed(given[kind]) for kind in ("organisation", "person"))
    if len(organisations) > 1 and len(people) > 1:
        raise ParameterError(
            "{where}: several organisations and several people; it can't be told who is of which: "
            "give each organisation a row of its own",
            where=where,
        )
    return [
        Decided(role, **{**given, "organisation": one, "person": other}, told=told)
        for one in organisations
        for other in people
    ]


def _listed(cell: str) -> list[str]:
    """Return the names in a cell, parted by 、 or ; one in quotation marks is whole."""
    quoted = _QUOTED.fullmatch(cell)
    if quoted:
        return [quoted[1]]
    return [name.strip() for name in _APART.split(cell) if name.strip()] or [""]


def as_listed(name: str) -> str:
    """Return a name as the table has it: in quotation marks where a sign in it parts names."""
    return f'"{name}"' if _APART.search(name) else name


def _cell(value: object) -> str:
    text = str(value).strip()
    return "" if text in ("nan", "<NA>", "None") else text


def _number(text: str, where: str, row: int) -> int:
    try:
        return int(float(text))
    except ValueError as error:
        raise ParameterError(
            "{where}: row {row}: {text!r} is no line number", where=where, row=row, text=text
        ) from error


def _read_table(path: Path) -> pd.DataFrame:
    import pandas as pd

    try:
        if path.suffix.lower() == ".xlsx":
            from hotlinelib.extras import from_extra

            with from_extra("files"):
                return pd.read_excel(path, dtype=str)
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise ParameterError(
            "{path}: can't be read as a table: {error}", path=path, error=error
        ) from error
