"""What whoever runs the package is told: errors, help and progress, in the system's language.

Reports have a language of their own (`hotlinelib.language`); both look their sentences up in the
same catalogues, and this module does without what the package depends on.
"""

from __future__ import annotations

import gettext
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

DOMAIN = "hotlinelib"
LOCALE_FOLDER = Path(__file__).resolve().parent / "locale"
# In this order the system's language is asked for, as gettext does.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
# What systems say of files, and the library that checks options of values
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
    "Input should be greater than or equal to 1",
    "Input should be greater than or equal to 0.1",
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
    return message(error.strerror or str(error))


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
