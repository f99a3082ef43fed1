"""Measures of rates, concentration, association, neighbourhood and chance.

Every function takes any frame with named columns and returns a new frame or a frozen result;
nothing here knows about awards or places.
"""

from hotlinelib.measures.cluster_contingency import cluster_independence
from hotlinelib.measures.concentration import gini, herfindahl_hirschman, lorenz_curve, theil
from hotlinelib.measures.concentration_null import concentration_indices, lorenz_band
from hotlinelib.measures.contingency import FisherResult, cramers_v, fisher_exact, independence
from hotlinelib.measures.cooccurrence import intersections, pair_association
from hotlinelib.measures.detectable import DetectableEffect, detectable_effect
from hotlinelib.measures.distinct_winners import (
    distinct_winners_pool,
    few_distinct_and_nobody_with_more,
    largest_given_winners,
    nobody_with_more,
)
from hotlinelib.measures.estimate import Estimate, Estimates
from hotlinelib.measures.fixed_margins import pair_association_fixed_margins
from hotlinelib.measures.funnel import funnel_limits
from hotlinelib.measures.goodness_of_fit import goodness_of_fit
from hotlinelib.measures.location_quotient import location_quotients
from hotlinelib.measures.multiple_testing import holm
from hotlinelib.measures.null_counts import (
    NullCounts,
    cluster_counts,
    distinct_counts,
    hypergeometric_counts,
    multinomial_counts,
)
from hotlinelib.measures.null_model import RepeatWinners, repeat_winners
from hotlinelib.measures.overdispersion import empirical_bayes_rates, overdispersion
from hotlinelib.measures.rates import count_rates, proportion_intervals
from hotlinelib.measures.results import TestResult
from hotlinelib.measures.spatial import MoranResult, morans_i
from hotlinelib.measures.spatial_rates import join_counts, morans_i_leverage, rate_morans_i
from hotlinelib.measures.two_samples import compare_samples

__all__ = [
    "DetectableEffect",
    "Estimate",
    "Estimates",
    "FisherResult",
    "MoranResult",
    "NullCounts",
    "RepeatWinners",
    "TestResult",
    "cluster_counts",
    "cluster_independence",
    "compare_samples",
    "concentration_indices",
    "count_rates",
    "cramers_v",
    "detectable_effect",
    "distinct_counts",
    "distinct_winners_pool",
    "empirical_bayes_rates",
    "few_distinct_and_nobody_with_more",
    "fisher_exact",
    "funnel_limits",
    "gini",
    "goodness_of_fit",
    "herfindahl_hirschman",
    "holm",
    "hypergeometric_counts",
    "independence",
    "intersections",
    "join_counts",
    "largest_given_winners",
    "location_quotients",
    "lorenz_band",
    "lorenz_curve",
    "morans_i",
    "morans_i_leverage",
    "multinomial_counts",
    "nobody_with_more",
    "overdispersion",
    "pair_association",
    "pair_association_fixed_margins",
    "proportion_intervals",
    "rate_morans_i",
    "repeat_winners",
    "theil",
]
