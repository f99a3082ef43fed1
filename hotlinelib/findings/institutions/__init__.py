"""What the winning hotlines are called: kinds of institution, and the words in their names."""

from hotlinelib.findings.institutions.wording import limits, question, title
from hotlinelib.tables.kinds import add_kinds, classify_names, identify_kinds, load_kinds

__all__ = [
    "add_kinds",
    "classify_names",
    "identify_kinds",
    "limits",
    "load_kinds",
    "question",
    "title",
]
