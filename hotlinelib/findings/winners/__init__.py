"""Winners of several awards: who they are, which awards go together, and whether it is chance."""

from hotlinelib.findings.winners.wording import limit, limits, question, title

__all__ = ["limit", "limits", "question", "title"]
