"""Whether neighbouring provinces resemble each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pandas as pd

from hotlinelib.choices import Per, Unit
from hotlinelib.findings.estimates import Row, count_row, row, rows_from
from hotlinelib.findings.regional.base import NAMED, SIGNIFICANT, RegionalFinding, Setting
from hotlinelib.findings.regional.grouping import name_neighbours
from hotlinelib.findings.regional.null_models import DRAWS, draw_null
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.measures import join_counts, morans_i_leverage, rate_morans_i
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import SEED


@dataclass(frozen=True, eq=False)
class Neighbours(RegionalFinding):
    """Spatial autocorrelation of the provinces' rates, and what it rests on.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per province: the columns of `regional_rates`, and `morans_i_without` (Moran's I of
        the unadjusted rates without the province) with its two-sided `p_value_without`.
    """

    name: ClassVar[str] = "neighbours"
    references: ClassVar[tuple[str, ...]] = (
        "moran-1950", "assuncao-reis-1999", "cliff-ord-1981", "anselin-1996",
    )  # fmt: skip

    def _heading(self, tell: Teller) -> str:
        return tell("Neighbouring provinces")

    def _subject(self, tell: Teller) -> str:
        return tell("Resemblance of neighbours")

    def _result(self, tell: Teller) -> Text:
        if tell.of("morans_i", "p") >= SIGNIFICANT:
            return tell(
                "Neighbouring provinces were not shown to resemble each other (Moran's I = "
                "{morans_i:2}, expected {morans_i.null_mean:2}, {morans_i.p})."
            )
        if tell.of("morans_i") > tell.of("morans_i", "null_mean"):
            return tell(
                "Neighbouring provinces resemble each other (Moran's I = {morans_i:2}, expected "
                "{morans_i.null_mean:2}, {morans_i.p})."
            )
        return tell(
            "Neighbouring provinces differ more than chance allows (Moran's I = {morans_i:2}, "
            "expected {morans_i.null_mean:2}, {morans_i.p})."
        )

    def _details(self, tell: Teller) -> list[Text]:
        return [self._tell_leverage(tell), self._tell_joins(tell), self._tell_method(tell)]

    def _tell_leverage(self, tell: Teller) -> Text:
        if not tell.has("morans_i_unadjusted"):
            return Text("")
        significant = tell.of("morans_i_unadjusted", "p") < SIGNIFICANT
        turned = self.frame[(self.frame["p_value_without"] < SIGNIFICANT) != significant]
        if not significant:
            return tell(
                "For the unadjusted rates it is {morans_i_unadjusted:2} ({morans_i_unadjusted.p})."
            )
        if turned.empty:
            return tell(
                "For the unadjusted rates it is {morans_i_unadjusted:2} ({morans_i_unadjusted.p}), "
                "and no single province turns that."
            )
        if len(turned) > 2 * NAMED:
            return tell(
                "For the unadjusted rates it is {morans_i_unadjusted:2} ({morans_i_unadjusted.p}); "
                "leaving out one of {number} turns that.",
                number=tell.counted("turning", "by", "province"),
            )
        labels = self.labels(tell)
        parts = [
            tell(
                "{province} ({without}, {p})",
                province=named(labels[one]),
                without=tell.state(f"without/{one}", 2),
                p=tell.p(f"without/{one}"),
            )
            for one in turned["region_id"]
        ]
        return tell(
            "For the unadjusted rates it is {morans_i_unadjusted:2} ({morans_i_unadjusted.p}), and "
            "that rests on single provinces: it turns without {parts}.",
            parts=tell.alternatives(parts),
        )

    def _tell_joins(self, tell: Teller) -> Text:
        return tell(
            "Of the {pairs} pairs of neighbours, {both} both won something ({both.null_mean:1} "
            "expected, {both.p})."
        )

    def _tell_method(self, tell: Teller) -> Text:
        return tell(
            "Rates are {units} {per}, adjusted for the unequal size of provinces; the null model "
            "is one rate for all, the tests are two-sided. Hainan, which has no land border, is "
            "joined to Guangdong across the strait."
        )


def neighbours(
    awards: pd.DataFrame,
    *,
    unit: Unit = "organisations",
    per: Per = "prefecture_divisions",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Neighbours:
    """Test whether neighbouring provinces resemble each other.

    Moran's I with row-standardised weights, in the form for rates of units of unequal size
    (Assunção and Reis 1999), against the null model of `draw_null`; beside it Moran's I of the
    unadjusted rates under permutation, without each province in turn, and the join counts of having
    won anything. The parameters are those of `fit`, without the regions.

    Returns
    -------
    Neighbours
        `.estimates` has the ids `neighbours/morans_i`, `/morans_i_unadjusted`, `/without/<code>`,
        `/pairs`, and the join counts `/both`, `/one`, `/neither`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = neighbours(select_awards(load_awards()))
    >>> print(found.headline()[:44])
    Neighbouring provinces resemble each other (
    """
    setting = Setting.of(awards, unit, "province", per)
    frame = setting.sized_rates().assign(
        morans_i_without=float("nan"), p_value_without=float("nan")
    )
    rows = [setting.total(frame)]
    if not setting.reason:
        by_code, pairs = frame.set_index("region_id"), name_neighbours()
        drawn: dict[str, Any] = {"permutations": draws, "seed": seed}
        raw = rate_morans_i(by_code, "count", "size", pairs, adjusted=False, **drawn)
        without = morans_i_leverage(by_code["rate"], pairs, **drawn)
        frame["morans_i_without"] = without["morans_i"].to_numpy()
        frame["p_value_without"] = without["p_value"].to_numpy()
        joins = join_counts(by_code["count"] > 0, pairs, **drawn)
        rows += [
            row(_adjusted(setting, frame, draws, seed)),
            row(replace(raw, quantity="morans_i_unadjusted")),
            count_row("pairs", len(pairs) // 2, unit="pairs"),
            *_rows(frame, raw, draws, seed),
            *rows_from(joins.estimates),
        ]
    return setting.find(Neighbours, frame, rows, reason=setting.reason)


def resemblance(awards: pd.DataFrame, *, unit: Unit, per: Per) -> list[Estimate]:
    """Return Moran's I of the adjusted rates alone; nothing where nothing is tested."""
    setting = Setting.of(awards, unit, "province", per)
    return [] if setting.reason else [_adjusted(setting, setting.sized_rates(), DRAWS, SEED)]


def _adjusted(setting: Setting, frame: pd.DataFrame, draws: int, seed: int) -> Estimate:
    null = draw_null(setting.awards, frame, **setting.asked, draws=draws, seed=seed)
    by_code = frame.set_index("region_id")
    found = rate_morans_i(by_code, "count", "size", name_neighbours(), null=null)
    return replace(found, quantity="morans_i")


def _rows(frame: pd.DataFrame, raw: Estimate, draws: int, seed: int) -> Iterator[Row]:
    turned = (frame["p_value_without"] < SIGNIFICANT) != (raw.p < SIGNIFICANT)
    yield count_row("turning", int(turned.sum()), unit="provinces")
    for each in frame.to_dict("records"):
        estimate = Estimate(
            "without",
            each["morans_i_without"],
            p=each["p_value_without"],
            method="Moran's I of the unadjusted rates without the province; permutation, two-sided",
            draws=draws,
            seed=seed,
            n=len(frame) - 1,
        )
        yield row(estimate, key=each["region_id"])
