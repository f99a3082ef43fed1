"""Where a province stands among all provinces, and within its region."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import Per, Unit
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.province.base import ProvinceFinding, province_of
from hotlinelib.findings.regional.fit import Fit, fit
from hotlinelib.findings.teller import Teller, decimals_of
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values, names_of
from hotlinelib.language.nouns import basis, rate_unit
from hotlinelib.measures.estimate import Estimate
from hotlinelib.places.divisions import load_provinces
from hotlinelib.selection import one_edition

SIGNIFICANT = 0.05
# By what provinces are ranked.
MEASURES = ("count", "rate")


@dataclass(frozen=True, eq=False)
class Peers(ProvinceFinding):
    """A province among all provinces and within its region of the National Bureau of Statistics.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per province: the columns of `fit`, `nbs_region`, `rank_count` and `rank_rate`.
        Equal values share the best of their ranks (1, 2, 2, 4); who has none has no rank.
    per : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What the counts are compared with.
    """

    name: ClassVar[str] = "peers"
    references: ClassVar[tuple[str, ...]] = ("garwood-1936", "holm-1979")

    per: Per

    @property
    def own(self) -> dict[Any, Any]:
        """The row of the province."""
        return _own(self.frame, self.province_code)

    @property
    def region(self) -> pd.DataFrame:
        """The provinces of the same region, the largest counts first."""
        same: pd.DataFrame = self.frame[self.frame["nbs_region"] == self.own["nbs_region"]]
        return same.sort_values(["count", "rate"], ascending=False, kind="stable")

    def _heading(self, tell: Teller) -> str:
        return tell("Among all provinces")

    def _headline(self, tell: Teller) -> Text:
        values = {
            "others": self._others(tell, "others_without"),
            "all": tell.counted("provinces", "by", "province"),
        }
        if not self.own["count"]:
            if not tell.of("others_without"):
                return tell("{place} alone of the {all} has none of the {total.units}.", **values)
            return tell("{place} has none of the {total.units}, like {others}.", **values)
        return tell(
            "{place} ranks number {rank/count} of {all} by the number of {units} ({count}){tied}.",
            tied=self._tied(tell, "count"),
            **values,
        )

    def _others(self, tell: Teller, id: str) -> Text:
        number = tell.state(id)
        if tell.of(id) == 1:
            return tell("{number} other province", number=number)
        return tell("{number} other provinces", number=number)

    def _tied(self, tell: Teller, measure: str) -> Text:
        if not tell.of(f"tied/{measure}"):
            return Text("")
        return tell(", tied with {others}", others=self._others(tell, f"tied/{measure}"))

    def _prose(self, tell: Teller) -> list[Text]:
        rate = self._tell_rate_rank(tell) if self.own["count"] else Text("")
        return [rate, self._tell_region(tell), *self._tell_expected(tell)]

    def _tell_rate_rank(self, tell: Teller) -> Text:
        return tell(
            "By the rate, {rate} {per}, it ranks number {rank/rate}{tied}.",
            rate=tell.state("rate", decimals_of(tell.of("rate"))),
            per=named(rate_unit(tell, self.per)),
            tied=self._tied(tell, "rate"),
        )

    def _tell_region(self, tell: Teller) -> Text:
        values = {
            "region": named(names_of("nbs_region", tell.language)[self.own["nbs_region"]]),
            "peers": tell.counted("region/provinces", "by", "province"),
        }
        if not tell.of("region/with_any"):
            return tell("None of the {peers} of its region ({region}) has any.", **values)
        if not self.own["count"]:
            return tell(
                "With any in its region ({region}): {region/with_any} of the {peers}.", **values
            )
        return tell(
            "Within its region ({region}, {peers}) it ranks number {rank/region_count} by "
            "count{count_tied}, and number {rank/region_rate} by rate{rate_tied}.",
            count_tied=self._tied(tell, "region_count"),
            rate_tied=self._tied(tell, "region_rate"),
            **values,
        )

    def _tell_expected(self, tell: Teller) -> list[Text]:
        values = {
            "basis": named(basis(tell, self.per)),
            "expected": tell.state("expected", 2),
        }
        if not tell.has("rate", "p_adjusted"):
            expected = tell("In proportion to its {basis}, {expected} would be expected.", **values)
            return [expected, self._tell_untested(tell)]
        values["p"] = tell.p("rate", "p_adjusted")
        if tell.of("rate", "p_adjusted") < SIGNIFICANT:
            return [
                tell(
                    "In proportion to its {basis}, {expected} would be expected; the difference is "
                    "significant (Holm-adjusted {p}).",
                    **values,
                )
            ]
        return [
            tell(
                "In proportion to its {basis}, {expected} would be expected; no difference was "
                "shown (Holm-adjusted {p}).",
                **values,
            )
        ]

    def _tell_untested(self, tell: Teller) -> Text:
        if self.counted.is_few:
            return tell(
                "Nothing is tested: inference starts at 20 counts, and counted here: {total.units}."
            )
        return tell(
            "Nothing is tested: winning cities would have to be drawn by their GDP, and no sound "
            "table of the GDP of prefectures exists."
        )

    def _row_keys(self) -> list[str]:
        return self.region["region_id"].tolist()

    def _marked_keys(self) -> Collection[str]:
        return [self.province_code]

    def _narrow_columns(self) -> Sequence[str]:
        return ["province", f"{self.counted.unit}_count", "rate_interval"]

    def _table(self, tell: Teller) -> pd.DataFrame:
        rows = self.region
        return pd.DataFrame(
            {
                "province": label_values(rows["region"], "province", tell.language),
                f"{self.counted.unit}_count": rows["count"],
                "rank_count": rows["rank_count"].astype("Int64"),
                "rate_interval": tell.intervals(rows, "rate"),
                "rank_rate": rows["rank_rate"].astype("Int64"),
                "expected": rows["expected"],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: {units} {per} in the provinces of the same region, with 95% intervals.",
            per=named(rate_unit(tell, self.per)),
        )

    def _table_caption(self, tell: Teller) -> Text:
        return tell.paragraph(
            tell(
                "{selection}: {units} of the provinces of the same region, their rates {per}, and "
                "their ranks among all 31; equal values share the best of their ranks, and who has "
                "none has no rank.",
                per=named(rate_unit(tell, self.per)),
            ),
            tell("Intervals are of 95% and speak of a repeated award with the same propensities.")
            if self.frame["rate_low"].notna().any()
            else "",
        )

    @property
    def has_figure(self) -> bool:
        """Whether the rates of the region have intervals, and there are any."""
        return bool(self.region["rate_low"].notna().any() and self.region["count"].any())

    def _figure(self, tell: Teller) -> figures.Chart:
        labels = label_values(self.region["region"], "province", tell.language)
        per = named(rate_unit(tell, self.per))
        return figures.DotInterval(
            frame=self.region.assign(place=labels),
            label="place",
            value="rate",
            low="rate_low",
            high="rate_high",
            key="region_id",
            mark=self.province_code,
            mark_label=str(self.place(tell)),
            scale="square_root",
            reference=tell.of("overall"),
            reference_label=tell("overall: {rate}", rate=tell.state("overall", 2)),
            x_label=str(tell("{units} {per}", per=per)),
        )


def peers(
    awards: pd.DataFrame,
    *,
    province: str,
    unit: Unit = "organisations",
    per: Per = "prefecture_divisions",
) -> Peers:
    """Find where a province stands among all provinces, and within its region.

    Parameters
    ----------
    awards, province
        As `holdings` takes them.
    unit : {"awards", "organisations", "cities"}
        What is counted.
    per : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What the counts are compared with.

    Returns
    -------
    Peers
        `.estimates` has the ids `peers/total, /provinces, /others_without` (others with none),
        `/overall` (rate of all together), and of the province `/count, /expected, /rate` (its
        `p_adjusted` is that of `fit`), `/rank/count, /rank/rate, /rank/region_count,
        /rank/region_rate` and as many `/tied/...` (others with the same rank), `/region/provinces`
        and `/region/with_any`. Who has none has no rank.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> print(peers(select_awards(load_awards()), province="Guangdong").headline())
    Guangdong ranks number 1 of 31 provinces by the number of organisations (9).
    """
    found = fit(one_edition(awards), unit=unit, by="province", per=per)
    counted = found.counted
    name, code = province_of(province, counted.divisions_year)
    regions = load_provinces().set_index("name")["nbs_region"]
    frame = found.frame.assign(nbs_region=found.frame["region"].map(regions))
    if found.reason:
        frame["expected"] = counted.n * frame["size_share"]
    if counted.is_few:
        frame[["rate_low", "rate_high"]] = float("nan")
    for measure in MEASURES:
        won = frame[measure].where(frame["count"] > 0)
        frame[f"rank_{measure}"] = won.rank(method="min", ascending=False)
    return Peers(
        frame=frame,
        counted=counted,
        estimates=estimates_of("peers", _rows(frame, found, code)),
        province=name,
        province_code=code,
        per=per,
    )


def _own(frame: pd.DataFrame, code: str) -> dict[Any, Any]:
    own: list[dict[Any, Any]] = frame[frame["region_id"] == code].to_dict("records")
    return own[0]


def _rows(frame: pd.DataFrame, found: Fit, code: str) -> Iterator[Row]:
    unit, total = found.counted.unit, found.counted.n
    own = _own(frame, code)
    mine, n = frame[frame["nbs_region"] == own["nbs_region"]], int(own["count"])
    counts = {
        "provinces": len(frame),
        "others_without": int((frame["count"] == 0).sum()) - (not n),
        "region/provinces": len(mine),
        "region/with_any": int((mine["count"] > 0).sum()),
    }
    for quantity, number in counts.items():
        yield count_row(quantity, number, unit="provinces")
    yield count_row("total", total, unit=unit)
    yield count_row("count", n, unit=unit)
    overall = float(frame["count"].sum() / frame["size"].sum())
    yield row(Estimate("overall", overall, method="all together", n=total))
    yield row(Estimate("expected", own["expected"], method="in proportion to size", n=n))
    rate = Estimate(
        "rate",
        own["rate"],
        low=own["rate_low"],
        high=own["rate_high"],
        interval="95%" if pd.notna(own["rate_low"]) else "",
        p_adjusted=own["p_value_holm"],
        adjustment="Holm",
        method="count over size; p of the province against all others, as hl.findings.fit",
        n=n,
    )
    yield row(rate)
    for prefix, among in (("", frame), ("region_", mine)) if n else ():
        for measure in MEASURES:
            rank = int((among[measure] > own[measure]).sum()) + 1
            tied = int((among[measure] == own[measure]).sum()) - 1
            yield row(Estimate(f"rank/{prefix}{measure}", rank, method="best of equal ranks", n=n))
            yield count_row(f"tied/{prefix}{measure}", tied, unit="provinces")
