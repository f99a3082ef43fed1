"""What a user may call a province, and what the tables call it."""

from __future__ import annotations

from collections.abc import Iterator

from hotlinelib.arguments import check_kind, not_offered
from hotlinelib.errors import ParameterError, nearest
from hotlinelib.language.script import to_simplified
from hotlinelib.messages import message
from hotlinelib.tables.read import text_rows

COLUMNS = ("province_code", "name", "name_short", "name_hant", "name_en")
TYPES_EN = ("province", "autonomous region", "municipality")


def resolve_province(text: str) -> str:
    """Return the full name of a province, whatever it is called."""
    check_kind("province", text, str)
    asked = set(_forms(text))
    names = {row["name"]: [row[column] for column in COLUMNS] for row in text_rows("provinces")}
    for name, called in names.items():
        if asked & {_plain(other) for other in called}:
            return name
    known = [name for called in names.values() for name in called]
    hint = nearest(text.strip(), known) or _where(text)
    raise ParameterError(not_offered("province", text, names, hint))


def _where(text: str) -> str:
    """Return what is said of a place that is no province: the one that it lies in."""
    from hotlinelib.places.locate import locate

    (found,) = locate([text]).to_dict("records")
    if found["status"] == "located":
        return message("; {text} lies in {province}", text=text, province=found["province"])
    is_outside = found["reason"] == "outside"
    return message("; Hong Kong, Macao and Taiwan aren't in the data") if is_outside else ""


def _forms(text: str) -> Iterator[str]:
    plain = _plain(text)
    yield plain
    for kind in TYPES_EN:
        yield plain.removesuffix(f" {kind}")


def _plain(name: str) -> str:
    return " ".join(to_simplified(name).casefold().split())
