"""Whether the provinces' shares and their concentration differ between two editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.findings.counted import FEWEST_COUNTS, counted_of
from hotlinelib.findings.editions.base import Compared, EditionsFinding, compared_of, winners_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row, rows_of
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.measures import Estimates, compare_samples
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.places.divisions import load_provinces

SIGNIFICANT = 0.05
DRAWS = 9_999
# Provinces that are drawn: those with most organisations in both editions together.
MOST_ROWS = 20
TESTED = {
    "value": "difference",
    "null_low": "null_low",
    "null_high": "null_high",
    "p": "p_value",
    "p_adjusted": "p_value_holm",
}


@dataclass(frozen=True, eq=False)
class Change(EditionsFinding):
    """The provinces' shares of the winning organisations in two editions.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per province: `region_id, province, count_first, count_second, share_first,
        share_second, difference` and, where tested, `null_low, null_high, p_value, p_value_holm`;
        without rows where there is nothing to compare.
    """

    name: ClassVar[str] = "change"
    references: ClassVar[tuple[str, ...]] = ("holm-1979",)

    @property
    def cited(self) -> tuple[str, ...]:
        """None where the shares are shown but not tested."""
        return () if self.reason else self.references

    def _heading(self, tell: Teller) -> str:
        return tell("Provinces' shares and concentration")

    def _headline(self, tell: Teller) -> Text:
        if self.reason == "few":
            return tell(
                "Whether the shares differ isn't tested: inference starts at 20 organisations in "
                "each edition, and counted are {organisations/first} in {first} and "
                "{organisations/second} in {second}."
            )
        if self.reason:
            return tell("Without a second whole list shares and concentration can't be compared.")
        if tell.of("dissimilarity", "p") < SIGNIFICANT:
            return tell(
                "The provinces' shares differ between {first} and {second} (index of dissimilarity "
                "{dissimilarity:2}, by chance {dissimilarity.null_mean:2} on average, "
                "{dissimilarity.p})."
            )
        return tell(
            "The provinces' shares were not shown to differ between {first} and {second} (index of "
            "dissimilarity {dissimilarity:2}, by chance {dissimilarity.null_mean:2} on average, "
            "{dissimilarity.p})."
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.reason:
            return []
        return [self._tell_concentration(tell), self._tell_provinces(tell)]

    def _tell_concentration(self, tell: Teller) -> Text:
        if tell.of("gini_difference", "p") < SIGNIFICANT:
            return tell(
                "The Gini coefficient over the provinces changed by {gini_difference:2} (by chance "
                "95%: {gini_difference.null_range}; {gini_difference.p})."
            )
        return tell(
            "The Gini coefficient over the provinces was not shown to change: {gini_difference:2} "
            "(by chance 95%: {gini_difference.null_range}; {gini_difference.p})."
        )

    def _tell_provinces(self, tell: Teller) -> Text:
        beyond = self.frame[self.frame["p_value_holm"] < SIGNIFICANT]
        if beyond.empty:
            return tell("No single province is shown to differ (Holm-adjusted).")
        parts = [
            tell(
                "{place} ({first} in {year_first}, {second} in {year_second})",
                place=named(place),
                first=tell.share(f"share_first/{code}"),
                second=tell.share(f"share_second/{code}"),
                year_first=named(self.compared.first),
                year_second=named(self.compared.second),
            )
            for place, code in zip(
                label_values(beyond["province"], "province", tell.language),
                beyond["region_id"],
                strict=True,
            )
        ]
        return tell(
            "These differ (Holm-adjusted): {provinces}.",
            provinces=tell.listed(parts),
        )

    @property
    def _given(self) -> pd.DataFrame:
        total = self.frame["count_first"] + self.frame["count_second"]
        given = self.frame.assign(total=total).query("total > 0")
        return given.sort_values("total", ascending=False, kind="stable")

    @property
    def has_table(self) -> bool:
        """Whether two editions are compared."""
        return not self.frame.empty

    has_figure = has_table

    def _row_keys(self) -> list[str]:
        return self._given["region_id"].tolist()

    def _table(self, tell: Teller) -> pd.DataFrame:
        given = self._given
        columns = {
            "province": label_values(given["province"], "province", tell.language),
            self.compared.first: given["count_first"],
            self.compared.second: given["count_second"],
        }
        if not self.reason:
            columns["p_value_holm"] = given["p_value_holm"]
        return pd.DataFrame(columns)

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "Each province’s share of the winning organisations of {first} and of {second}."
        )

    def _table_caption(self, tell: Teller) -> Text:
        about = tell(
            "Organisations by province in {first} and {second}; each counts once in an edition."
        )
        if self.reason:
            return about
        return tell.paragraph(
            about,
            tell(
                "Two-sample permutation test: organisations exchange editions at random, those of "
                "both swap what they have ({dissimilarity.draws:0} draws); it speaks of repeated "
                "awards with the same propensities."
            ),
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        given = self._given.head(MOST_ROWS)
        labels = label_values(given["province"], "province", tell.language)
        return figures.GroupedDots(
            frame=given.assign(province=labels),
            label="province",
            columns={"share_first": self.compared.first, "share_second": self.compared.second},
            percent=True,
            key="region_id",
            x_label=tell("share of the organisations of the edition"),
        )


def compare_shares(awards: pd.DataFrame, *, draws: int = DRAWS, seed: int = SEED) -> Change:
    """Test whether the provinces' shares of organisations differ between two editions.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of several editions, as `compare_editions` takes them.
    draws : int
        Number of permutations.
    seed : int
        Seed of the generator.

    Returns
    -------
    Change
        `.estimates` has the ids `change/organisations/first`, `/organisations/second`,
        `/dissimilarity`, `/gini_difference`, `/herfindahl_hirschman_difference`,
        `/theil_difference`, `/share_first/<code>`, `/share_second/<code>` and
        `/difference/<code>`, as `hotlinelib.measures.compare_samples` makes them; no tests where an
        edition has fewer than 20 organisations, nothing with one whole list.
    """
    rows, compared = compared_of(awards)
    counted = counted_of(rows, "organisations")
    same: dict[str, Any] = {"counted": counted, "compared": compared}
    if compared.reason:
        nothing = estimates_of("change", [])
        return Change(pd.DataFrame(), estimates=nothing, reason=compared.reason, **same)
    held = winners_of(rows, "province").drop_duplicates(["edition", "organisation_id"])
    sizes = held["edition"].value_counts()
    few = bool(sizes.min() < FEWEST_COUNTS)
    tested = compare_samples(
        held,
        "edition",
        "organisation_id",
        "winner",
        samples=[compared.first, compared.second],
        categories=load_provinces()["name"].tolist(),
        draws=1 if few else draws,
        seed=seed,
    )
    frame = _frame(tested.table, few)
    estimates = estimates_of("change", _rows(frame, tested, sizes, compared, few))
    return Change(frame, estimates=estimates, reason="few" if few else "", **same)


def _frame(table: pd.DataFrame, few: bool) -> pd.DataFrame:
    codes = load_provinces().set_index("name")["province_code"].astype("str")
    frame = table.rename(columns={"category": "province"})
    frame.insert(0, "region_id", frame["province"].map(codes))
    return frame.drop(columns=["null_low", "null_high", "p_value", "p_value_holm"] if few else [])


def _rows(
    frame: pd.DataFrame, tested: Estimates, sizes: pd.Series, compared: Compared, few: bool
) -> Iterator[Row]:
    for which, edition in (("first", compared.first), ("second", compared.second)):
        yield count_row(f"organisations/{which}", int(sizes[edition]), unit="organisations")
        columns = {"value": f"share_{which}", "n": f"count_{which}"}
        yield from rows_of(
            frame, f"share_{which}", frame["region_id"], columns, method="complete count"
        )
    if few:
        return
    for quantity in tested.estimates["quantity"]:
        yield row(tested[quantity])
    about = tested["dissimilarity"]
    yield from rows_of(
        frame,
        "difference",
        frame["region_id"],
        TESTED,
        adjustment="Holm",
        method="share in the second edition minus share in the first; two-sided",
        draws=about.draws,
        seed=about.seed,
        n=about.n,
    )
