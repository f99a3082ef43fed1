"""Over-dispersion against statsmodels, shrunk rates against integration, funnels by their rule."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from list_2019 import CLUSTERS, PROVINCES
from scipy.integrate import quad
from scipy.stats import binom, gamma, poisson

from hotlinelib.errors import ParameterError
from hotlinelib.measures import (
    empirical_bayes_rates,
    funnel_limits,
    location_quotients,
    overdispersion,
)


@pytest.mark.parametrize(
    ("count", "size", "alpha", "p_value"),
    [
        ("awards", "divisions", 1.45, 0.0),
        ("organisations", "population", 0.27, 0.11),
        ("organisations", "gdp", 0.13, 0.25),
    ],
)
def test_2019_as_statsmodels_and_the_review_have_it(count, size, alpha, p_value):
    from statsmodels.discrete.discrete_model import NegativeBinomial, Poisson

    found = overdispersion(PROVINCES, count, size)
    assert found["dispersion"].value == pytest.approx(alpha, abs=0.005)
    assert found["dispersion"].p == pytest.approx(p_value, abs=0.005)
    ones, offset = np.ones(len(PROVINCES)), np.log(PROVINCES[size])
    negative_binomial, plain = (
        model(PROVINCES[count], ones, offset=offset).fit(disp=0)
        for model in (NegativeBinomial, Poisson)
    )
    assert found["dispersion"].value == pytest.approx(negative_binomial.params["alpha"], rel=1e-3)
    gain = 2 * (negative_binomial.llf - plain.llf)
    assert found["likelihood_ratio"].value == pytest.approx(gain, rel=1e-6)


def test_even_counts_are_not_over_dispersed():
    even = pd.DataFrame({"count": [4, 5, 4, 5], "size": [10, 11, 9, 10]})
    found = overdispersion(even, "count", "size")["dispersion"]
    assert (found.value, found.low, found.p) == (0.0, 0.0, 1.0)
    assert 0 < found.high < 2
    shrunk = empirical_bayes_rates(even, "count", "size")
    assert shrunk["rate_shrunk"].tolist() == pytest.approx([18 / 40] * 4)
    assert (shrunk["own_weight"] == 0).all()
    assert (shrunk["rate_shrunk_high"] > 18 / 40).all()


def test_2019_shrunk_as_the_review_has_it():
    shrunk = empirical_bayes_rates(PROVINCES, "awards", "divisions").set_index("province")
    expected = {11: 0.68, 46: 0.53, 44: 0.61, 54: 0.07, 31: 0.18}
    for province, rate in expected.items():
        assert shrunk.loc[province, "rate_shrunk"] == pytest.approx(rate, abs=0.005)
    limits = shrunk.loc[[11, 44], ["rate_shrunk_low", "rate_shrunk_high"]].to_numpy()
    assert limits == pytest.approx(np.array([[0.12, 1.71], [0.34, 0.97]]), abs=0.005)


def test_a_shrunk_rate_is_the_mean_of_prior_times_likelihood():
    shrunk = empirical_bayes_rates(PROVINCES, "awards", "divisions").set_index("province")
    alpha = overdispersion(PROVINCES, "awards", "divisions")["dispersion"].value
    overall = np.exp(-1.44677698)  # statsmodels' intercept
    prior = gamma(1 / alpha, scale=alpha * overall)

    def weight(rate: float) -> float:
        return float(prior.pdf(rate) * poisson.pmf(14, 21 * rate))

    whole = quad(weight, 0, 5)[0]
    mean = quad(lambda rate: rate * weight(rate), 0, 5)[0] / whole
    assert shrunk.loc[44, "rate_shrunk"] == pytest.approx(mean, rel=1e-4)
    upper = quad(weight, 0, shrunk.loc[44, "rate_shrunk_high"])[0] / whole
    assert upper == pytest.approx(0.975, abs=1e-4)


def test_marshalls_estimate_by_hand():
    # Overall 1.5; variance of the rates 1.5^2, of which chance makes 1.5 / 2.
    frame = pd.DataFrame({"count": [6, 0], "size": [2, 2]})
    shrunk = empirical_bayes_rates(frame, "count", "size", prior="marshall")
    weight = 1.5 / (1.5 + 1.5 / 2)
    assert shrunk["own_weight"].tolist() == pytest.approx([weight] * 2)
    assert shrunk["rate_shrunk"].tolist() == pytest.approx([1.5 + weight * 1.5, 1.5 - weight * 1.5])


def test_rates_per_million_and_units_without_a_size():
    frame = pd.DataFrame({"count": [5, 1, 0], "size": [2e6, 3e6, 0.0]}, index=list("abc"))
    shrunk = empirical_bayes_rates(frame, "count", "size", per=1_000_000)
    assert shrunk.loc["c", ["rate_shrunk", "own_weight"]].isna().all()
    assert 0.3 < shrunk.loc["b", "rate_shrunk"] < shrunk.loc["a", "rate_shrunk"] < 2.5
    nothing = empirical_bayes_rates(frame.assign(count=0), "count", "size")
    assert nothing["rate_shrunk"].isna().all()
    with pytest.raises(ParameterError, match="1 units with a size"):
        overdispersion(frame.loc[["a", "c"]], "count", "size")
    with pytest.raises(ParameterError, match="size: value is 0 at 'c'"):
        overdispersion(frame.assign(count=1), "count", "size")


def test_funnel_limits_are_interpolated_quantiles():
    limits = funnel_limits(PROVINCES, "organisations", "divisions", levels=[0.9], sizes=[21, 4])
    for row in limits.itertuples():
        share = row.size / 337
        low, high = row.low * row.size, row.high * row.size
        for value, part in ((low, 0.05), (high, 0.95)):
            # Between the two whole counts the distribution function is a straight line.
            whole = int(np.ceil(value - 1e-9))
            chances = binom.cdf([whole - 1, whole], 52, share)
            reached = chances[1] - (whole - value) * (chances[1] - chances[0])
            assert reached == pytest.approx(part, abs=1e-9) or value == 0
    assert limits["rate"].tolist() == pytest.approx([52 / 337] * 2)


def test_funnel_limits_narrow_with_size_and_widen_in_clusters():
    plain = funnel_limits(PROVINCES, "awards", "divisions")
    clustered = funnel_limits(PROVINCES, "awards", "divisions", clusters=CLUSTERS)
    outer = plain[plain["level"] == 0.998]
    assert (outer["high"].diff().dropna() < 0.01).all()
    assert outer["high"].iloc[0] > 3 * outer["high"].iloc[-1]
    assert (clustered["high"] >= plain["high"] - 1e-9).all()
    assert plain.columns.tolist() == ["level", "size", "rate", "low", "high"]
    with pytest.raises(ParameterError, match="clusters have 2 counts, the frame 71"):
        funnel_limits(PROVINCES, "awards", "divisions", clusters=[1, 1])
    with pytest.raises(ParameterError, match="not above 0"):
        funnel_limits(PROVINCES, "awards", "divisions", sizes=[0])


def test_quotients_of_clusters_of_one_are_clopper_pearsons():
    plain = location_quotients(PROVINCES, "organisations", "divisions")
    ones = location_quotients(PROVINCES, "organisations", "divisions", clusters=[1] * 52)
    pd.testing.assert_frame_equal(plain, ones, rtol=1e-4, atol=1e-5)


def test_two_awards_of_one_organisation_are_no_proof_of_excess():
    plain = location_quotients(PROVINCES, "awards", "divisions").set_index("province")
    clustered = location_quotients(PROVINCES, "awards", "divisions", clusters=CLUSTERS).set_index(
        "province"
    )
    assert plain.loc[11, "location_quotient_low"] > 1
    assert clustered.loc[11, "location_quotient_low"] < 1
    # P(14 awards or more) is 2.5% at the lower limit of Guangdong.
    chance = clustered.loc[44, "location_quotient_low"] * 21 / 337
    singles, doubles = binom.pmf(range(34), 33, chance), binom.pmf(range(20), 19, chance)
    number = np.add.outer(np.arange(34), 2 * np.arange(20))
    assert np.outer(singles, doubles)[number >= 14].sum() == pytest.approx(0.025, abs=1e-5)
    with pytest.raises(ParameterError, match="clusters have 1 counts, the frame 71"):
        location_quotients(PROVINCES, "awards", "divisions", clusters=[1])
