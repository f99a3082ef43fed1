"""Winners of several awards: who they are, which awards go together, and whether it is chance."""

from hotlinelib.findings.winners.wording import limits, question, title

__all__ = ["limits", "question", "title"]
