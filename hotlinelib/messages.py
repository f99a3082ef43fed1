"""What whoever runs the package is told: errors, help and progress, in the system's language.

Reports have a language of their own (`hotlinelib.language`); both look their sentences up in the
same catalogues, and this module does without what the package depends on.
"""

from __future__ import annotations

import gettext
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

DOMAIN = "hotlinelib"
LOCALE_FOLDER = Path(__file__).resolve().parent / "locale"
# In this order the system's language is asked for, as gettext does.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# What systems say of files, and libraries of options, of TOML, of the encoding of a text and of the
# rows of a table; what stands in braces may be any text.
SYSTEM = (
    "No such file or directory",
    "Permission denied",
    "Is a directory",
    "Not a directory",
    "File exists",
    "No space left on device",
    "Read-only file system",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be a valid number, unable to parse string as a number",
    "Input should be greater than or equal to {least}",
    "{problem} (at line {line}, column {column})",
    "{problem} (at end of document)",
    "Invalid statement",
    "Invalid value",
    "Invalid date or datetime",
    "Invalid hex value",
    "Invalid initial character for a key part",
    "Expected newline or end of document after a statement",
    "Expected '=' after a key in a key/value pair",
    "Expected ']' at the end of a table declaration",
    "Expected ']]' at the end of an array declaration",
    "Expected {what}",
    "Found invalid character {what}",
    "Illegal character {what}",
    "Cannot declare {key} twice",
    "Cannot overwrite a value",
    "Cannot mutate immutable namespace {key}",
    "Cannot redefine namespace {key}",
    "Duplicate inline table key {key}",
    "Unclosed array",
    "Unclosed inline table",
    "Unterminated string",
    "Unescaped '\\' in a string",
    "Escaped character is not a Unicode scalar value",
    "'{encoding}' codec can't decode byte {byte} in position {place}: {reason}",
    "'{encoding}' codec can't decode bytes in position {place}: {reason}",
    "No columns to parse from file",
    "Error tokenizing data. C error: Expected {expected} fields in line {line}, saw {found}",
    "{problem}: line {line} column {column} (char {place})",
    "Expecting value",
    "Expecting property name enclosed in double quotes",
    "Expecting {what} delimiter",
    "Extra data",
    "Invalid isoformat string: {text}",
    "invalid start byte",
    "invalid continuation byte",
    "unexpected end of data",
    "The data source does not match the expected hash count: {note}",
    "The data source does not match the expected byte count: {note}",
    "The data source could not be successfully decoded: {note}",
    "The data source could not be successfully loaded: {note}",
    'Type error in the cell "{cell}" in row "{row}" and field "{field}" at position "{place}": '
    "{note}",
    'The cell "{cell}" in row at position "{row}" and field "{field}" at position "{place}" does '
    "not conform to a constraint: {note}",
    'Row at position "{row}" violates the primary key: {note}',
    'Row at position "{row}" violates the foreign key: {note}',
    'Row at position "{row}" has unique constraint violation in field "{field}" at position '
    '"{place}": {note}',
    'Row at position "{row}" has a missing cell in field "{field}" at position "{place}"',
    'Row at position "{row}" has an extra value in field at position "{place}"',
    'Row at position "{row}" is completely blank',
    'Label "{label}" in field {field} at position "{place}" does not match the field name in the '
    "schema",
    'There is an extra label "{label}" in header at position "{place}"',
    'There is a missing label in the header\'s field "{field}" at position "{place}"',
    'expected {what} is "{expected}" and actual is "{found}"',
    'type is "{kind}"',
    'constraint "{name}" is "{value}"',
    "the same as in the row at position {row}",
    'for "{field}": values "{values}" not found in the lookup table "{table}" as "{key}"',
)
TRADITIONAL = ("hant", "tw", "hk", "mo")


def message(text: str, /, **values: Any) -> str:
    """Return a message with its values filled in: in Chinese where the system is, else English."""
    found = catalogue(system_language()).gettext(text) if text else ""
    return found.format(**values) if values else found


def marked(text: str) -> str:
    """Return a message as it is, marked for translation: `message` looks it up later."""
    return text


def reason_of(error: OSError) -> str:
    """Return why the system refuses something."""
    return reworded(error.strerror or str(error))


def reworded(said: object) -> str:
    """Return what another library says, in Chinese where the system is and the words are known."""
    text = str(said)
    if system_language() == "en":
        return text
    for known in SYSTEM:
        if found := _pattern(known).fullmatch(text):
            return message(
                known, **{name: reworded(one) for name, one in found.groupdict().items()}
            )
    return text


@cache
def _pattern(known: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", known)
    return re.compile(
        "".join(f"(?P<{one}>.*)" if at % 2 else re.escape(one) for at, one in enumerate(pieces)),
        re.DOTALL,
    )


def system_language() -> str:
    """Return the language of the system: "zh-Hans" or "zh-Hant" where it is Chinese, else "en"."""
    return _language_of(next(filter(None, map(os.environ.get, VARIABLES)), _windows_language()))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the sentences of a language."""
    # English sentences are the keys themselves, so there is no catalogue to find.
    return gettext.translation(
        DOMAIN, LOCALE_FOLDER, [language.replace("-", "_")], fallback=language == "en"
    )


def _language_of(locale: str) -> str:
    language, *parts = locale.partition(".")[0].casefold().replace("-", "_").split("_")
    if language != "zh":
        return "en"
    return "zh-Hant" if set(parts) & set(TRADITIONAL) else "zh-Hans"


def _windows_language() -> str:
    """Return the language that Windows shows its user, which it keeps in no variable."""
    if sys.platform != "win32":
        return ""
    import ctypes
    from locale import windows_locale

    return windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
