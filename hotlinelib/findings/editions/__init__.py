"""Several editions: who won again, and whether the editions differ."""

from hotlinelib.findings.editions.choices import choose_editions
from hotlinelib.findings.editions.wording import limits, question, title

__all__ = ["choose_editions", "limits", "question", "title"]
