"""What a person has decided about lines: a table that a spreadsheet edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from hotlinelib.award_list.units import Role
from hotlinelib.errors import ParameterError, nearest

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "line",
    "part",
    "role",
    "award",
    "organisation",
    "person",
    "grade",
    "group",
    "work",
    "why",
)
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
    for number, row in enumerate(frame.to_dict("records"), 2):
        values = {str(k): _cell(v) for k, v in row.items()}
        role = values["role"]
        if not role or role.endswith(OPEN):
            continue
        if role not in ROLES:
            raise ParameterError(
                "{where}: row {number}: {role!r} is no role; roles are: {roles}{nearest}",
                where=where,
                number=number,
                role=role,
                nearest=nearest(role, ROLES),
                roles=", ".join(ROLES),
            )
        key = (
            _number(values["line"], where, number),
            _number(values.get("part") or "1", where, number),
        )
        names = ("award", "organisation", "person", "grade", "group", "work")
        decided.setdefault(key, []).append(
            Decided(role, **{name: values.get(name, "") for name in names})
        )
    return decided


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
