"""What the winning hotlines are called: kinds of institution, and the words in their names."""

from hotlinelib.findings.institutions.wording import limits, question, title

__all__ = ["limits", "question", "title"]
