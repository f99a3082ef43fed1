"""Where the winners are, and whether that is more than the size of the regions explains."""

from hotlinelib.findings.regional.awards_by_region import AwardsByRegion, awards_by_region
from hotlinelib.findings.regional.comparison import Comparison, comparison
from hotlinelib.findings.regional.concentration import Concentration, concentration
from hotlinelib.findings.regional.counts import Counts, counts
from hotlinelib.findings.regional.coverage import Coverage, coverage
from hotlinelib.findings.regional.decisions import RegionalDecisions, regional_decisions
from hotlinelib.findings.regional.fit import Fit, fit
from hotlinelib.findings.regional.grouping import choose_regions
from hotlinelib.findings.regional.introduction import (
    counting_rule,
    key_findings,
    limit,
    limits,
    question,
    report_title,
)
from hotlinelib.findings.regional.leave_one_out import LeaveOneOut, leave_one_out
from hotlinelib.findings.regional.neighbours import Neighbours, neighbours
from hotlinelib.findings.regional.overdispersion import Overdispersion, overdispersion
from hotlinelib.findings.regional.rates import Rates, rates
from hotlinelib.findings.regional.specification import Specification, specification

__all__ = [
    "AwardsByRegion",
    "Comparison",
    "Concentration",
    "Counts",
    "Coverage",
    "Fit",
    "LeaveOneOut",
    "Neighbours",
    "Overdispersion",
    "Rates",
    "RegionalDecisions",
    "Specification",
    "awards_by_region",
    "choose_regions",
    "comparison",
    "concentration",
    "counting_rule",
    "counts",
    "coverage",
    "fit",
    "key_findings",
    "leave_one_out",
    "limit",
    "limits",
    "neighbours",
    "overdispersion",
    "question",
    "rates",
    "regional_decisions",
    "report_title",
    "specification",
]
