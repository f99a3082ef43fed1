"""How the result depends on what is counted, of whom, and what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

import numpy as np
import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import ALL_AWARDS, By, Per, Recipients, Unit, offered
from hotlinelib.errors import ParameterError
from hotlinelib.findings.estimates import Row, count_row, row
from hotlinelib.findings.regional.base import (
    SIGNIFICANT,
    RegionalFinding,
    Setting,
    clauses,
    labels_of,
    why_untested,
)
from hotlinelib.findings.regional.distribution import count_by
from hotlinelib.findings.regional.grouping import (
    NOMINAL,
    check_per,
    figures_year_of,
    per_offered,
    region_sizes,
)
from hotlinelib.findings.regional.null_models import draw_null
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.goodness_of_fit import chi_squared
from hotlinelib.measures.monte_carlo import SEED, at_least, monte_carlo_p, side_by_side
from hotlinelib.places.regions import Regions
from hotlinelib.selection import one_edition, select_awards, year_of

# Each of some thirty analyses has its own draws.
DRAWS = 4_999


@dataclass(frozen=True, eq=False)
class Specification(RegionalFinding):
    """One region and the test of the whole, in every way to count.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per unit, denominator and recipients: `unit, per, recipients, n, observed, expected,
        quotient` (observed over expected count of the region followed), `null_low, null_high` (the
        middle 95% of the quotient under the null model), `chi_square, p_value` (of the whole),
        `reason` (why nothing is tested; then without draws).
    followed : str
        `region_id` of the region followed: the one with the highest count.
    """

    name: ClassVar[str] = "specification"
    references: ClassVar[tuple[str, ...]] = ("simonsohn-2020",)

    followed: str
    followed_name: str

    def _heading(self, tell: Teller) -> str:
        return tell("Every way to count")

    def _headline(self, tell: Teller) -> Text:
        if not tell.of("tested"):
            return tell("No way to count these awards has enough counts for a test.")
        return tell(
            "The location quotient of {region} exceeds the middle 95% of chance in {above} of "
            "{tested} ways to count; the whole differs from chance in {rejected} (p < 0.05).",
            region=self._region(tell),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if not tell.of("tested"):
            return []
        pers = [per for per in per_offered(self.regions) if tell.has(f"tested/{per}")]
        parts = [
            tell(
                "{rejected} of {tested} relative to {denominator}",
                rejected=tell.state(f"rejected/{per}"),
                tested=tell.state(f"tested/{per}"),
                denominator=self._denominator(tell, per),
            )
            for per in pers
            if tell.of(f"tested/{per}")
        ]
        whole = tell("The whole differs in {parts}.", parts=clauses(tell, parts))
        return [whole if len(parts) > 1 else Text("")]

    def _table(self, tell: Teller) -> pd.DataFrame:
        tested = self._tested
        words = self._words(tell)
        return pd.DataFrame(
            {
                "unit": tested["unit"].map(words["unit"]),
                "given_to": tested["recipients"].map(words["recipients"]),
                "compared_with": tested["per"].map(words["per"]),
                "total_count": tested["n"],
                "observed": tested["observed"],
                "expected": tested["expected"],
                "quotient_null": tell.intervals(tested, "quotient", "null_low", "null_high"),
                "p_value": tested["p_value"],
            }
        ).reset_index(drop=True)

    def _narrow_columns(self) -> list[str]:
        return ["unit", "given_to", "compared_with", "quotient_null"]

    @property
    def _tested(self) -> pd.DataFrame:
        return self.frame[self.frame["reason"] == ""]

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "Each dot is one way to count: the location quotient of {region}; the lines are the "
            "middle 95% under the null model.",
            region=self._region(tell),
        )

    def _table_caption(self, tell: Teller) -> Text:
        return tell(
            "Government hotline awards of {year}: location quotient of {region} in every way to "
            "count, beside the middle 95% that chance in proportion to size makes, and p of the "
            "whole distribution ({tested.draws:0} draws each; awards are redistributed with their "
            "organisation, cities are distinct). What has fewer than 20 counts is left out.",
            region=self._region(tell),
        )

    @property
    def has_figure(self) -> bool:
        """Whether anything is tested."""
        return not self._tested.empty

    has_table = has_figure

    def _figure(self, tell: Teller) -> figures.Chart:
        shown, words = self._tested, self._words(tell)
        heads = {"unit": tell("Counted"), "recipients": tell("Given to"),
                 "per": tell("Compared with")}  # fmt: skip
        frame = shown.assign(
            key=shown["unit"] + "/" + shown["per"] + "/" + shown["recipients"],
            **{column: shown[column].map(words[column]) for column in heads},
        )
        return figures.SpecificationCurve(
            frame=frame,
            value="quotient",
            low="null_low",
            high="null_high",
            choices={column: str(head) for column, head in heads.items()},
            key="key",
            reference=1.0,
            reference_label=tell("in proportion to size"),
            y_label=tell(
                "Location quotient of {region} (dot) and its middle 95% under chance (line)",
                region=self._region(tell),
            ),
            mark=f"{self.unit}/{self.per}/{self.counted.recipients}",
            mark_label=tell("as in this report"),
        )

    def _words(self, tell: Teller) -> dict[str, dict[str, str]]:
        return {
            "unit": {unit: noun_alone(tell, "unit", unit) for unit in offered(Unit)},
            "per": {per: self._denominator(tell, per) for per in offered(Per)},
            "recipients": {
                "organisation": str(tell("organisations")),
                "person": str(tell("people")),
                "all": str(tell("both")),
            },
        }

    def _denominator(self, tell: Teller, per: str) -> str:
        """Return what is compared with: of ranks and levels, their own divisions."""
        return str(self.basis(tell)) if self.by in NOMINAL else noun_alone(tell, "per", per)

    def _region(self, tell: Teller) -> Text:
        frame = pd.DataFrame({"region_id": [self.followed], "region": [self.followed_name]})
        labels = labels_of(self.regions, frame, tell, in_sentence=True)
        return named(labels[self.followed])


def specification(
    awards: pd.DataFrame,
    *,
    unit: Unit = "organisations",
    by: By | Regions = "province",
    per: Per = "prefecture_divisions",
    recipients: Recipients = "organisation",
    award_ids: str | Sequence[str] = ALL_AWARDS,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Specification:
    """Repeat the test in every way to count, and follow the region with the highest count.

    Source: Simonsohn, Simmons and Nelson (2020), Specification Curve Analysis, Nature Human
    Behaviour 4.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition, as `load_awards` returns them.
    unit : {"awards", "organisations", "cities"}
        What is counted where the region to follow is chosen.
    by : {"province", "nbs_region", "region7", "rank", "level", "prefecture"} or Regions
        The regions.
    per : {"prefecture_divisions", "county_divisions", "population", "gdp"}
        What the analysis that is emphasised compares with.
    recipients : {"organisation", "person", "all"}
        Whose awards are counted where the region to follow is chosen.
    award_ids : str or sequence of str
        As `select_awards` takes them.
    draws : int
        Number of draws of each analysis.
    seed : int
        Seed of the generator.

    Returns
    -------
    Specification
        `.estimates` has the ids `specification/tested`, `/above`, `/rejected`,
        `/tested/<denominator>`, `/rejected/<denominator>`, and for each analysis
        `/quotient/<unit>/<denominator>/<recipients>` and `/chi_square/<unit>/<denominator>/
        <recipients>`.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> found = specification(load_awards(), draws=99)
    >>> found.followed, len(found.frame)
    ('440000', 36)
    """
    rows = one_edition(awards)
    chosen = select_awards(rows, recipients, award_ids)
    setting = Setting.of(chosen, unit, by, per)
    check_per(setting.regions, per)
    own = count_by(chosen, unit=unit, by=setting.regions)
    own = own[own["region"].isin(setting.regions.order)]
    first = own.sort_values("count", ascending=False, kind="stable").iloc[0]
    followed = str(first["region_id"])
    frame = _frame(rows, setting.regions, award_ids, followed, draws, seed)
    about = {"followed": followed, "followed_name": str(first["region"])}
    return setting.find(Specification, frame, _rows(frame, draws, seed), **about)


def _frame(
    rows: pd.DataFrame,
    regions: Regions,
    award_ids: str | Sequence[str],
    followed: str,
    draws: int,
    seed: int,
) -> pd.DataFrame:
    year = year_of(rows)
    offered_per = per_offered(regions, figures_year_of(rows))
    sizes = {
        (per, unit == "cities"): region_sizes(
            regions, per, year, figures_year=figures_year_of(rows), unit=unit
        )
        for unit in ("organisations", "cities")
        for per in offered_per
    }
    cases = []
    for whose in offered(Recipients):
        try:
            chosen = select_awards(rows, whose, award_ids)  # type: ignore[arg-type]
        except ParameterError:
            # None of these awards is given to them: no analysis.
            continue
        for unit in get_args(Unit):
            counted = count_by(chosen, unit=unit, by=regions)
            for per in offered_per:
                size = sizes[per, unit == "cities"].reindex(counted["region"]).to_numpy()
                sized = counted.assign(size=size)
                sized = sized[sized["size"] > 0].reset_index(drop=True)
                cases.append((chosen, sized, unit, per, whose))
    return pd.DataFrame(
        side_by_side(lambda case: _analysis(*case, regions, followed, draws, seed), cases)
    )


def _analysis(
    chosen: pd.DataFrame,
    sized: pd.DataFrame,
    unit: Unit,
    per: Per,
    whose: str,
    regions: Regions,
    followed: str,
    draws: int,
    seed: int,
) -> dict[str, object]:
    total = int(sized["count"].sum())
    about = {"unit": unit, "per": per, "recipients": whose, "n": total}
    reason = why_untested(unit, total, regions, per)
    place = sized.index[sized["region_id"] == followed]
    if reason or not len(place):
        return {**about, **dict.fromkeys(_MEASURED, float("nan")), "reason": reason or "no_region"}
    null = draw_null(chosen, sized, unit=unit, by=regions, per=per, draws=draws, seed=seed)
    column = int(place[0])
    observed, expected = int(sized["count"].iloc[column]), float(null.expected[column])
    statistic = float(chi_squared(sized[["count"]].to_numpy().T, null.expected)[0])
    exceeding = at_least(chi_squared(null.tables, null.expected), statistic)
    low, high = np.quantile(null.tables[:, column] / expected, [0.025, 0.975])
    measured = (
        observed, expected, observed / expected, float(low), float(high), statistic,
        monte_carlo_p(int(exceeding.sum()), null.draws),
    )  # fmt: skip
    return {**about, **dict(zip(_MEASURED, measured, strict=True)), "reason": ""}


_MEASURED = ("observed", "expected", "quotient", "null_low", "null_high", "chi_square", "p_value")


def _rows(frame: pd.DataFrame, draws: int, seed: int) -> Iterator[Row]:
    tested = frame[frame["reason"] == ""]
    rejected = tested["p_value"] < SIGNIFICANT
    simulated: dict[str, Any] = {"draws": draws, "seed": seed}
    yield count_row("tested", len(tested), unit="analyses", **simulated)
    above = tested["quotient"] > tested["null_high"]
    yield count_row("above", int(above.sum()), unit="analyses")
    yield count_row("rejected", int(rejected.sum()), unit="analyses")
    for per, mine in tested.groupby("per", sort=False):
        yield count_row("tested", len(mine), unit="analyses", key=str(per))
        yield count_row("rejected", int(rejected[mine.index].sum()), unit="analyses", key=str(per))
    for case in tested.to_dict("records"):
        key = f"{case['unit']}/{case['per']}/{case['recipients']}"
        same = {"method": "as the test of fit of this unit", "n": case["n"], **simulated}
        null = {"null_mean": 1.0, "null_low": case["null_low"], "null_high": case["null_high"]}
        yield row(Estimate("quotient", case["quotient"], **null, **same), key=key)
        yield row(Estimate("chi_square", case["chi_square"], p=case["p_value"], **same), key=key)
