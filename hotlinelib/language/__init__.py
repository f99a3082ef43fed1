"""What a reader reads: sentences, numbers, names, nouns and headings in three languages."""

from hotlinelib.language.speech import (
    DOMAIN,
    LANGUAGES,
    LOCALE_FOLDER,
    MINUS,
    Language,
    Speech,
    speak,
)
from hotlinelib.language.text import Mark, Text, joined, named, stating

__all__ = [
    "DOMAIN",
    "LANGUAGES",
    "LOCALE_FOLDER",
    "MINUS",
    "Language",
    "Mark",
    "Speech",
    "Text",
    "joined",
    "named",
    "speak",
    "stating",
]
