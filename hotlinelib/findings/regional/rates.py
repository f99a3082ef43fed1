"""What is counted relative to the size of the regions: rates and location quotients."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import By, Per, Unit
from hotlinelib.findings.counted import Counted
from hotlinelib.findings.estimates import Row, count_row, row, rows_of
from hotlinelib.findings.regional.base import NAMED, Reason, RegionalFinding, Setting
from hotlinelib.findings.regional.distribution import count_by, regional_rates
from hotlinelib.findings.regional.fit import fit
from hotlinelib.findings.teller import Teller, decimals_of
from hotlinelib.language import Text, named
from hotlinelib.measures import empirical_bayes_rates
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.regions import Regions

SHRUNK = ["rate_shrunk", "rate_shrunk_low", "rate_shrunk_high", "own_weight"]
# Regions that are drawn; more have those with the highest counts alone.
MOST_ROWS = 40


@dataclass(frozen=True, eq=False)
class Rates(RegionalFinding):
    """Rates and location quotients, empirical-Bayes estimates beside the raw ones.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per region: the columns of `regional_rates`; `rate_shrunk, rate_shrunk_low,
        rate_shrunk_high` (empirical Bayes) and `own_weight` as
        `hotlinelib.measures.empirical_bayes_rates` returns them, for organisations; `expected` and
        `p_value_holm` as in `fit`; `awards` (awards given there).
    reason : str
        Why nothing is tested or shrunk; empty where something is.
    """

    name: ClassVar[str] = "rates"
    references: ClassVar[tuple[str, ...]] = (
        "garwood-1936", "clayton-kaldor-1987", "isard-1960", "clopper-pearson-1934",
    )  # fmt: skip

    def _heading(self, tell: Teller) -> str:
        return tell("Relative to size")

    def _headline(self, tell: Teller) -> Text:
        if self.reason == "constant":
            return tell(
                "Each prefecture-level division can win once at most, so that there is no rate to "
                "compare."
            )
        values = {
            "units": self.units_alone(tell),
            "per": self.rate_unit(tell),
            "overall": tell.state("overall", self._decimals),
        }
        if self.is_shrunk and not tell.of("largest_own_weight"):
            return tell(
                "Relative to size no {region} stands out: the rates vary no more than chance "
                "allows around {overall} {units} {per}.",
                **values,
            )
        quantity = "rate_shrunk" if self.is_shrunk else "rate"
        leaders = self._leaders(quantity)
        values["rate"] = tell.state(f"{quantity}/{leaders[0]}", self._decimals)
        values["regions"] = self._named_or_counted(tell, leaders)
        if self.is_shrunk:
            return tell(
                "Highest rate after empirical-Bayes shrinkage: {regions}, {rate} {units} {per} "
                "(95%: {interval}; overall {overall}).",
                interval=tell.interval(f"rate_shrunk/{leaders[0]}", self._decimals),
                **values,
            )
        return tell(
            "Highest rate: {regions}, {rate} {units} {per} (overall {overall}).",
            **values,
        )

    def _named_or_counted(self, tell: Teller, ids: list[str]) -> Text:
        if len(ids) > NAMED:
            return tell.counted("leaders", "by", self.by)
        return self.named_series(tell, ids)

    def _prose(self, tell: Teller) -> list[Text]:
        if self.reason == "constant":
            return []
        return [self._tell_raw(tell), self._tell_quotients(tell)]

    def _tell_raw(self, tell: Teller) -> Text:
        raw = self._leaders("rate")
        rests_on = int(self.frame.loc[self.frame["region_id"] == raw[0], "count"].iloc[0])
        if len(raw) > NAMED or (not self.is_shrunk and rests_on > NAMED):
            return Text("")
        if self.is_shrunk and raw == self._leaders("rate_shrunk"):
            return Text("")
        counted = self.units(tell, tell.state(f"count/{raw[0]}"))
        if not self.is_shrunk and len(raw) > 1:
            return tell("This rests on {counted} each.", counted=counted)
        if not self.is_shrunk:
            return tell("This rests on {counted}.", counted=counted)
        values = {
            "rate": tell.state(f"rate/{raw[0]}", self._decimals),
            "regions": self.named_series(tell, raw),
            "counted": counted,
        }
        if len(raw) > 1:
            return tell(
                "The highest raw rate, {rate} ({regions}), rests on {counted} each.", **values
            )
        return tell("The highest raw rate, {rate} ({regions}), rests on {counted}.", **values)

    def _tell_quotients(self, tell: Teller) -> Text:
        known = self.frame[self.frame["location_quotient_low"].notna()]
        if self.counted.is_few or known.empty:
            return Text("")
        above = known[known["location_quotient_low"] > 1]
        below = known[known["location_quotient_high"] < 1]
        beyond = pd.concat([above, below])
        if beyond.empty:
            return tell("All 95% intervals of the location quotients include 1.")
        if len(beyond) > 2 * NAMED:
            return tell(
                "Taken one at a time, the location quotients of {beyond.regions} differ from 1 at "
                "95%."
            )
        labels = self.labels_in_sentences(tell)
        parts = [
            tell(
                "{region} {quotient} ({interval})",
                region=named(labels[one]),
                quotient=tell.state(f"location_quotient/{one}", 2),
                interval=tell.interval(f"location_quotient/{one}"),
            )
            for one in beyond["region_id"]
        ]
        return tell(
            "Taken one at a time, the 95% interval of the location quotient excludes 1 for "
            "{parts}. The next section adjusts for the number of {regions}.",
            parts=tell.listed(parts),
        )

    @property
    def _decimals(self) -> int:
        return decimals_of(float(self.frame["count"].sum() / self.frame["size"].sum()))

    @property
    def is_shrunk(self) -> bool:
        """Whether there are empirical-Bayes rates."""
        return bool(self.frame["rate_shrunk"].notna().any())

    def _row_keys(self) -> list[str] | None:
        return [str(one) for one in self._listed["region_id"]]

    def _narrow_columns(self) -> list[str]:
        rate = "rate_shrunk_interval" if self.is_shrunk else "rate_interval"
        return [self.column, f"{self.unit}_count", rate]

    @property
    def _listed(self) -> pd.DataFrame:
        listed = self.frame[self.frame["count"] > 0] if len(self.frame) > MOST_ROWS else self.frame
        return listed.sort_values("count", ascending=False, kind="stable")

    has_table = True

    def _table(self, tell: Teller) -> pd.DataFrame:
        shown = self._listed
        columns: dict[str, Any] = {
            self.column: self.labelled(tell, shown)["place"].to_numpy(),
            f"{self.unit}_count": shown["count"].to_numpy(),
        }
        if self.unit != "awards":
            columns["awards_count"] = shown["awards"].to_numpy()
        if self.reason == "constant":
            return pd.DataFrame(columns)
        columns["rate_interval"] = tell.intervals(shown, "rate", decimals=self._decimals)
        if self.is_shrunk:
            columns["rate_shrunk_interval"] = tell.intervals(
                shown, "rate_shrunk", decimals=self._decimals
            )
        columns["quotient_interval"] = tell.intervals(shown, "location_quotient")
        columns["expected"] = shown["expected"].to_numpy()
        if not self.reason:
            columns["p_value_holm"] = shown["p_value_holm"].to_numpy()
        return pd.DataFrame(columns)

    def _caption(self, tell: Teller) -> Text:
        return tell.paragraph(
            tell("{selection}: raw rates with their 95% intervals, on a square-root scale."),
            tell("Beside them the empirical-Bayes rates.") if self.is_shrunk else "",
            tell(
                "Shown are the {number} {regions} with the most {units}.",
                number=named(MOST_ROWS),
            )
            if len(self._sized) > MOST_ROWS
            else "",
        )

    def _table_caption(self, tell: Teller) -> Text:
        first = tell("{selection}: {units} by {region}, relative to the {basis}.")
        limits = {
            "organisations": tell(
                "Intervals are of 95% and speak of a repeated award with the same propensities: "
                "exact Poisson limits of the rate, Clopper–Pearson limits of the location quotient."
            ),
            "awards": tell(
                "Intervals are of 95% and speak of a repeated award with the same propensities: "
                "exact limits if each organisation falls on one {region} with all of its awards."
            ),
            "cities": tell(
                "Cities win or do not: where they are compared with the number of divisions, "
                "intervals are Wilson's, of 95%, and speak of a repeated award with the same "
                "propensities."
            ),
        }[self.unit]
        shrunk = tell(
            "Empirical-Bayes rates draw each rate towards the overall one, the more the smaller "
            "the {region} (gamma–Poisson model, 95% credible intervals)."
        )
        zeros = tell("Left out of the table: {regions} without any.")
        return tell.paragraph(
            first,
            limits,
            shrunk if self.is_shrunk else "",
            zeros if len(self.frame) > MOST_ROWS else "",
        )

    @property
    def has_figure(self) -> bool:
        """Whether the rates have intervals."""
        return self.reason != "constant" and bool(self.frame["rate_low"].notna().any())

    @property
    def _sized(self) -> pd.DataFrame:
        return self.frame[self.frame["size"] > 0]

    def _figure(self, tell: Teller) -> figures.Chart:
        shown = self._sized
        if len(shown) > MOST_ROWS:
            shown = shown.nlargest(MOST_ROWS, "count")
        return figures.DotInterval(
            frame=self.labelled(tell, shown),
            label="place",
            value="rate",
            low="rate_low",
            high="rate_high",
            key="region_id",
            scale="square_root",
            second="rate_shrunk" if self.is_shrunk else None,
            second_label=tell("empirical Bayes") if self.is_shrunk else "",
            reference=float(tell.of("overall")),
            reference_label=tell("overall: {rate}", rate=tell.state("overall", self._decimals)),
            x_label=self.rate_label(tell),
        )

    def _leaders(self, column: str) -> list[str]:
        inside = self.inside
        leaders = inside.loc[inside[column] == inside[column].max(), "region_id"]
        return [str(one) for one in leaders]


def rates(
    awards: pd.DataFrame,
    *,
    unit: Unit = "organisations",
    by: By | Regions = "province",
    per: Per = "prefecture_divisions",
) -> Rates:
    """Find what is counted relative to the size of the regions.

    The parameters are those of `fit`.

    Returns
    -------
    Rates
        `.estimates` has the ids `rates/total`, `rates/overall`, `rates/count/<id>`,
        `rates/rate/<id>`, `rates/rate_shrunk/<id>` and `rates/location_quotient/<id>`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = rates(select_awards(load_awards()))
    >>> guangdong = found.frame.set_index("region").loc["广东省"]
    >>> guangdong[["count", "rate", "rate_shrunk"]].astype("float64").round(2).tolist()
    [9.0, 0.43, 0.35]
    """
    setting = Setting.of(awards, unit, by, per)
    rows, reason = setting.awards, setting.reason
    frame = _shrunk(regional_rates(rows, **setting.asked), setting.counted, reason)
    tested = fit(rows, **setting.asked).frame.set_index("region")
    for column in ("expected", "p_value_holm"):
        frame[column] = tested[column].reindex(frame["region"]).to_numpy()
    if reason:
        frame["expected"] = setting.counted.n * frame["size_share"]
    frame["awards"] = count_by(rows, unit="awards", by=setting.regions)["count"]
    estimates = _rows(frame, setting.counted, setting.regions)
    return setting.find(Rates, frame, estimates, reason=reason)


def _shrunk(frame: pd.DataFrame, counted: Counted, reason: Reason) -> pd.DataFrame:
    """Add empirical-Bayes rates of organisations, which are independent of each other."""
    if reason or counted.unit != "organisations":
        return frame.assign(**dict.fromkeys(SHRUNK, float("nan")))
    sized = frame[frame["size"] > 0]
    shrunk = empirical_bayes_rates(sized, "count", "size")[SHRUNK]
    return frame.join(shrunk)


def _rows(frame: pd.DataFrame, counted: Counted, regions: Regions) -> Iterator[Row]:
    n, ids = counted.n, frame["region_id"]
    sized = frame[frame["size"] > 0]
    yield count_row("total", n, unit=counted.unit)
    overall = float(sized["count"].sum() / sized["size"].sum())
    yield row(Estimate("overall", overall, method="all regions together", n=n))
    inside = frame.loc[frame["region"].isin(regions.order), "rate"]
    yield count_row("leaders", int((inside == inside.max()).sum()), unit="regions")
    outside = (frame["location_quotient_low"] > 1) | (frame["location_quotient_high"] < 1)
    yield count_row("beyond", int(outside.sum()), unit="regions")
    weight = frame["own_weight"].max()
    yield row(Estimate("largest_own_weight", float(weight), method="empirical Bayes", n=n))
    yield from rows_of(frame, "count", ids, {"value": "count", "n": "count"}, unit=counted.unit)
    about = {
        "rate": _about(counted, "95% exact Poisson", "count over size (Garwood 1936)"),
        "rate_shrunk": {
            "interval": "95% credible",
            "method": "gamma-Poisson model, prior by maximum likelihood (Clayton and Kaldor 1987)",
        },
        "location_quotient": _about(
            counted, "95% Clopper-Pearson", "share of counts over share of size (Isard 1960)"
        ),
    }
    for quantity, said in about.items():
        limits = {"low": f"{quantity}_low", "high": f"{quantity}_high"}
        columns = {"value": quantity, **limits, "n": "count"}
        yield from rows_of(frame, quantity, ids, columns, **said)


def _about(counted: Counted, interval: str, method: str) -> dict[str, str]:
    others = {"cities": "95% Wilson", "awards": "95% exact, by cluster"}
    return {"interval": others.get(counted.unit, interval), "method": method}
