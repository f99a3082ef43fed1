"""One province: who won what, which of its cities, and where it stands among all provinces."""

from hotlinelib.findings.province.wording import limits, question, title

__all__ = ["limits", "question", "title"]
