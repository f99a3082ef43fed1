"""Several editions: who won again, and whether the editions differ."""

from hotlinelib.choices.editions import choose_editions
from hotlinelib.findings.editions.wording import limits, question, title

__all__ = ["choose_editions", "limits", "question", "title"]
