"""What a reader reads: sentences, numbers, names, nouns and headings in three languages."""

from hotlinelib.language.speech import (
    LANGUAGES,
    MINUS,
    Language,
    Speech,
    speak,
)
from hotlinelib.language.text import Mark, Text, joined, named, stating

__all__ = [
    "LANGUAGES",
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
