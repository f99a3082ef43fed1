"""Where the winners are, and whether that is more than the size of the regions explains."""

from hotlinelib.findings.regional.introduction import (
    counting_rule,
    key_findings,
    limit,
    limits,
    question,
    report_title,
)

__all__ = ["counting_rule", "key_findings", "limit", "limits", "question", "report_title"]
