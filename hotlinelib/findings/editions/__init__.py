"""Several editions: who won again, and whether the editions differ."""

from hotlinelib.findings.editions.base import load_editions
from hotlinelib.findings.editions.wording import limits, question, title

__all__ = ["limits", "load_editions", "question", "title"]
