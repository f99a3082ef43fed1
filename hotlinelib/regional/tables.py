"""The tables of the report on regions, with the names that its reader knows."""

from __future__ import annotations

import pandas as pd

from hotlinelib.labels import label_values
from hotlinelib.language import Speech
from hotlinelib.measures import TestResult
from hotlinelib.regional.checks import Concentration
from hotlinelib.regional.choices import RegionalChoices
from hotlinelib.regional.words import choice_words

RATE_COLUMNS = [
    "count", "share", "denominator", "rate", "rate_low", "rate_high",
    "location_quotient", "location_quotient_low", "location_quotient_high",
]  # fmt: skip


def rates_table(rates: pd.DataFrame, choices: RegionalChoices, say: Speech) -> pd.DataFrame:
    """Return the counts, rates and location quotients of all regions, largest counts first."""
    return _named(rates, choices.by, say)[[choices.by, *RATE_COLUMNS]].sort_values(
        "count", ascending=False, kind="stable", ignore_index=True
    )


def residuals_table(
    rates: pd.DataFrame, fit: TestResult, choices: RegionalChoices, say: Speech
) -> pd.DataFrame:
    """Return each region's count beside the expected one, largest residuals first."""
    named = _named(rates, choices.by, say)[[choices.by]].join(fit.table, how="inner")
    return named.sort_values(
        "standardised_residual", ascending=False, kind="stable", ignore_index=True
    )


def award_regions_table(test: TestResult, by: str, say: Speech) -> pd.DataFrame:
    """Return the count of each award in each region beside the expected one."""
    cells = test.table.reset_index()
    cells.columns = ["award_id", by, *test.table.columns]
    cells.insert(0, "award", label_values(cells["award_id"], "award_id", say.language))
    return _named(cells, by, say).drop(columns="award_id")


def _named(frame: pd.DataFrame, by: str, say: Speech) -> pd.DataFrame:
    return frame.assign(**{by: label_values(frame[by], by, say.language)})


def comparison_table(compared: pd.DataFrame, by: str, say: Speech) -> pd.DataFrame:
    """Return the share of each region beside its shares of what it could be held against."""
    named = compared.assign(**{by: label_values(compared[by], by, say.language)})
    return named.rename(
        columns={
            "prefecture_divisions": "prefecture_divisions_share",
            "county_divisions": "county_divisions_share",
            "population": "population_share",
            "gdp": "gdp_share",
        }
    )


def concentration_table(measured: Concentration, say: Speech) -> pd.DataFrame:
    """Return the measures of concentration, one a row."""
    rows = [
        (say("Gini coefficient, each region one unit"), measured.gini),
        (say("Gini coefficient, regions weighted by size"), measured.gini_by_size),
        (say("Herfindahl–Hirschman index"), measured.herfindahl_hirschman),
        (
            say("Herfindahl–Hirschman index, normalised"),
            measured.herfindahl_hirschman_normalised,
        ),
        (say("Regions of equal share that would be as concentrated"), measured.equivalent_regions),
        (say("Theil's index T"), measured.theil),
        (say("Share of Theil's index between the larger regions"), measured.theil_between_share),
    ]
    return pd.DataFrame(rows, columns=["measure", "value"])


def coverage_table(covered: pd.DataFrame, say: Speech) -> pd.DataFrame:
    """Return how many prefecture-level divisions of each province won anything."""
    named = covered.assign(province=label_values(covered["province"], "province", say.language))
    return named.rename(
        columns={
            "share": "coverage", "share_low": "coverage_low", "share_high": "coverage_high",
        }
    ).sort_values("coverage", ascending=False, kind="stable", ignore_index=True)  # fmt: skip


def award_heat(table: pd.DataFrame, by: str, say: Speech) -> pd.DataFrame:
    """Return the table award x region with the reader's names."""
    return table.set_axis(
        label_values(pd.Series(table.index, dtype="str"), "award_id", say.language), axis="index"
    ).set_axis(
        label_values(pd.Series(table.columns, dtype="str"), by, say.language), axis="columns"
    )


def fits_table(fits: pd.DataFrame, choices: RegionalChoices, say: Speech) -> pd.DataFrame:
    """Return the test of fit for every unit and denominator."""
    words = choice_words(say)
    return fits.assign(
        unit=fits["unit"].map(words),
        denominator_name=fits["denominator_name"].map(words),
        differing=[_series(joined, choices.by, say) for joined in fits["differing"]],
    )


def ranks_table(ranks: pd.DataFrame, say: Speech) -> pd.DataFrame:
    """Return the rank of each province under each choice, best first."""
    ordered = ranks.sort_values("own", kind="stable")
    provinces = label_values(pd.Series(ordered.index, dtype="str"), "province", say.language)
    columns = {name: f"rank_{name.split(':')[-1]}" for name in ordered.columns}
    named = ordered.rename(columns=columns).reset_index(drop=True)
    named.insert(0, "province", provinces.to_numpy())
    return named


def left_out_table(left_out: pd.DataFrame, choices: RegionalChoices, say: Speech) -> pd.DataFrame:
    """Return what leaving out each award changes."""
    return pd.DataFrame(
        {
            "award_left_out": label_values(left_out["award_id"], "award_id", say.language),
            "count": left_out["count"],
            "first": [_series(joined, choices.by, say) for joined in left_out["first"]],
            "first_share": left_out["first_share"],
            "zeros": left_out["zeros"],
            "gini": left_out["gini"],
            "changed_region": [
                _series(joined, choices.by, say) for joined in left_out["changed_region"]
            ],
            "largest_change_points": left_out["largest_change"] * 100,
        }
    )


def _series(joined: str, by: str, say: Speech) -> str:
    """Return regions joined by ' | ' as the language lists them."""
    regions = pd.Series([part for part in joined.split(" | ") if part], dtype="str")
    return say.series(label_values(regions, by, say.language))
