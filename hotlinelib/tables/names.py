"""What a user may call a province or an award, and what the tables call it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hotlinelib.arguments import check_kind, not_offered
from hotlinelib.errors import ParameterError, nearest
from hotlinelib.language.script import to_simplified
from hotlinelib.messages import message
from hotlinelib.tables.read import text_rows

TYPES_EN = ("province", "autonomous region", "municipality")


def resolve_province(text: str) -> str:
    """Return the full name of a province, whatever it is called."""
    return _resolved("province", text, _provinces())


def resolve_award(text: str) -> str:
    """Return the identifier of an award, whatever it is called."""
    return _resolved("award", text, _awards())


def _provinces() -> dict[str, list[str]]:
    rows = text_rows("provinces")
    columns = ("province_code", "name", "name_short", "name_hant", "name_en")
    return {row["name"]: [row[column] for column in columns] for row in rows}


def _awards() -> dict[str, list[str]]:
    columns = ("award_id", "award_hant", "award_hans", "award_en", "award_short_en")
    names = {
        row["award_id"]: [row[column] for column in columns]
        for row in text_rows("award_categories")
    }
    for row in text_rows("award_names"):
        names[row["award_id"]].append(row["award"])
    return names


def _resolved(what: str, text: str, names: Mapping[str, Iterable[str]]) -> str:
    check_kind(what, text, str)
    asked = set(_forms(text))
    found = [key for key, called in names.items() if asked & {_plain(name) for name in called}]
    if len(found) == 1:
        return found[0]
    if found:
        raise ParameterError(
            message(
                "{what} = {text!r} may be any of: {names}",
                what=what,
                text=text,
                names=", ".join(found),
            )
        )
    known = [name for called in names.values() for name in called]
    hint = nearest(text.strip(), known)
    raise ParameterError(not_offered(what, text, names) + hint)


def _forms(text: str) -> Iterator[str]:
    plain = _plain(text)
    yield plain
    for kind in TYPES_EN:
        yield plain.removesuffix(f" {kind}")


def _plain(name: str) -> str:
    return " ".join(to_simplified(name).casefold().split())
