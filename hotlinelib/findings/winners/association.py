"""Associations that depend on how many are assumed to have entered and left with nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row, rows_of
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.entrants import (
    USABLE,
    assumed_row,
    label_entrants,
    list_entrants,
)
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    TestedFinding,
    counted_winners,
    first_that_holds,
    held_awards,
    label_pairs,
)
from hotlinelib.findings.winners.people import odds_ratio, people
from hotlinelib.language import Text
from hotlinelib.measures.cooccurrence import pair_association
from hotlinelib.measures.multiple_testing import holm


@dataclass(frozen=True, eq=False)
class PairsByEntrants(TestedFinding):
    """Pairs of awards against chance, for each assumed number of entrants side by side.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per pair and number: item_a, item_b, both, entrants, expected, lift, p_value
        (two-sided), p_value_holm.
    """

    name: ClassVar[str] = "pairs_by_entrants"
    references: ClassVar[tuple[str, ...]] = ("fisher-1934", "brin-1997")

    def _heading(self, tell: Teller) -> str:
        return tell("Pairs of awards by number of entrants")

    def _result(self, tell: Teller) -> Text:
        differing = [
            tell(
                "{number} with {entrants} entrants",
                number=tell.state(f"differing/{entrants}"),
                entrants=tell.state(f"assumed/{entrants}"),
            )
            for entrants in self.frame["entrants"].unique()
        ]
        return tell(
            "How many pairs differ from chance depends on the number of entrants: {numbers}.",
            numbers=tell.listed(differing),
        )

    def _details(self, tell: Teller) -> list[Text]:
        return [
            tell(
                "The expected number falls as the assumed number rises, so that with enough "
                "entrants any two awards seem to go together; the test given the margins, above, "
                "does not depend on it."
            )
        ]

    def _table(self, tell: Teller) -> pd.DataFrame:
        names = ["award_a", "award_b", "both"]
        labelled = label_pairs(self.frame, tell.language).groupby("entrants", sort=False)
        table = pd.DataFrame()
        for number, tested in labelled:
            table = tested[names].reset_index(drop=True) if table.empty else table
            cells = [
                tell("{expected} ({p})", expected=tell.number(mean, 1), p=_bare(tell, p))
                for mean, p in zip(tested["expected"], tested["p_value_holm"], strict=True)
            ]
            table[str(tell("{number} entrants", number=number))] = pd.Series(cells, dtype="str")
        return table.rename(columns={"both": "shared_winners"})

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: {winners} that won both awards; for each number of entrants, the number "
            "expected by chance and, in brackets, the Holm-adjusted two-sided p (hypergeometric)."
        )


@dataclass(frozen=True, eq=False)
class PeopleByEntrants(TestedFinding):
    """Awards to organisations and to their people, for each assumed number of entrants.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per number larger than that of the winners: entrants_id, entrants, both,
        organisation_only, people_only, neither (assumed), odds_ratio, odds_ratio_low,
        odds_ratio_high, p_value.
    """

    name: ClassVar[str] = "people_by_entrants"
    references: ClassVar[tuple[str, ...]] = ("fisher-1934",)

    def _heading(self, tell: Teller) -> str:
        return tell("Organisations and their people by number of entrants")

    def _result(self, tell: Teller) -> Text:
        if not self.frame["people_only"].any():
            return tell(
                "Nobody’s people won alone, so that no odds ratio can be stated, whatever the "
                "number of entrants."
            )
        ratios = [
            tell(
                "{ratio} with {entrants}",
                ratio=tell.state(f"odds_ratio/{name}", 1),
                entrants=tell.state(f"assumed/{name}"),
            )
            for name in self.frame["entrants_id"]
        ]
        return tell(
            "The association of awards to organisations and to their people grows with the assumed "
            "number of entrants: odds ratio {ratios}.",
            ratios=tell.listed(ratios),
        )

    def _details(self, tell: Teller) -> list[Text]:
        if not self.frame["people_only"].any():
            return []
        return [
            tell(
                "It is made by the assumed entrants without any award, so that the number above, "
                "which assumes nothing, is to be preferred."
            )
        ]

    def _narrow_columns(self) -> list[str]:
        return ["pool_label", "pool", "odds_ratio", "p_value"]

    def _table(self, tell: Teller) -> pd.DataFrame:
        table = self.frame.rename(columns={"entrants": "pool"})
        table.insert(0, "pool_label", label_entrants(self.frame["entrants_id"], tell))
        return table.drop(columns="entrants_id")

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{year}: {winners} with an award to the organisation, to its people, both or neither; "
            "odds ratio with its exact 95% interval and Fisher’s exact test (two-sided)."
        )


def pairs_by_entrants(
    awards: pd.DataFrame,
    counted: pd.DataFrame,
    *,
    level: Level = "organisation",
    entrants: int = 124,
) -> PairsByEntrants:
    """Compare pairs of awards with chance for each assumed number of entrants.

    Parameters
    ----------
    awards, counted, level, entrants
        As `entrants` takes them.

    Returns
    -------
    PairsByEntrants
        `.estimates` has the ids `pairs_by_entrants/together/<award>+<award>/<number>`,
        `pairs_by_entrants/assumed/<number>` and `pairs_by_entrants/differing/<number>`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = pairs_by_entrants(load_awards(), select_awards(load_awards())).frame
    >>> (found["p_value_holm"] < 0.05).groupby(found["entrants"]).sum().tolist()
    [1, 0, 1]
    """
    held = held_awards(counted, level)
    listed = list_entrants(awards, held.awards, level, entrants, held.counted.divisions_year)
    usable = listed.loc[listed["status"] == USABLE, "entrants"].tolist()
    reason = first_that_holds(
        one_award=len(held.sizes) < 2,
        few=held.counted.is_few,
        provinces=level == "province",
        no_number=not usable,
    )
    names = ["item_a", "item_b", "both", "entrants", "expected", "lift", "p_value", "p_value_holm"]
    tested, rows = [pd.DataFrame(columns=names)], []
    for number in usable if not reason else []:
        mine = _tested(held.holdings, number)
        tested.append(mine[names])
        rows += _pair_rows(mine, number, level)
    frame = pd.concat(tested[1:] or tested, ignore_index=True)
    estimates = estimates_of("pairs_by_entrants", rows)
    return PairsByEntrants(frame, held.counted, estimates, level, reason)


def _tested(holdings: pd.DataFrame, entrants: int) -> pd.DataFrame:
    pairs = pair_association(holdings, "award_id", "winner_id", universe=entrants)
    two_sided = (2 * pairs[["p_value", "p_value_lower"]].min(axis=1)).clip(upper=1.0)
    return pairs.astype({"item_a": "str", "item_b": "str"}).assign(
        entrants=entrants, p_value=two_sided, p_value_holm=holm(two_sided)
    )


def _pair_rows(tested: pd.DataFrame, entrants: int, level: Level) -> list[Row]:
    differing = int((tested["p_value_holm"] < ALPHA).sum())
    columns = {
        "value": "both",
        "null_mean": "expected",
        "p": "p_value",
        "p_adjusted": "p_value_holm",
    }
    method = "hypergeometric; two-sided as twice the smaller tail"
    keys = tested["item_a"] + "+" + tested["item_b"] + f"/{entrants}"
    return [
        assumed_row(entrants, entrants),
        count_row("differing", differing, unit="pairs", key=str(entrants)),
        *rows_of(
            tested, "together", keys, columns, unit=level, adjustment="Holm", method=method,
            n=entrants,
        ),
    ]  # fmt: skip


def people_by_entrants(
    awards: pd.DataFrame, *, level: Level = "organisation", entrants: int = 124
) -> PeopleByEntrants:
    """Test for each assumed number of entrants whether organisations and their people won together.

    Parameters
    ----------
    awards, level, entrants
        As `entrants` takes them. Numbers no larger than that of the winners leave nobody without
        any award and are left out; of provinces nothing is tested.

    Returns
    -------
    PeopleByEntrants
        `.estimates` has the ids `people_by_entrants/assumed/<which>` and
        `people_by_entrants/odds_ratio/<which>`.

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> people_by_entrants(load_awards()).frame["odds_ratio"].round(0).tolist()
    [59.0, 241.0]
    """
    rows, about = counted_winners(awards, level)
    won = people(rows, level=level).frame
    own, theirs = won["organisation_awards"] > 0, won["people_awards"] > 0
    both, only, people_only = (int(mine.sum()) for mine in (own & theirs, own & ~theirs, ~own))
    listed = list_entrants(awards, rows, level, entrants, about.divisions_year)
    larger = listed[(listed["status"] == USABLE) & (listed["entrants"] > len(won))]
    reason = first_that_holds(
        provinces=level == "province",
        no_number=larger.empty,
        one_kind=not (both + only and both + people_only),
    )
    larger = larger.head(0) if reason else larger
    neither = larger["entrants"] - len(won)
    found = [odds_ratio([[both, only], [people_only, number]]) for number in neither]
    frame = larger[["entrants_id", "entrants"]].assign(
        both=both,
        organisation_only=only,
        people_only=people_only,
        neither=neither,
        odds_ratio=[one.value for one in found],
        odds_ratio_low=[one.low for one in found],
        odds_ratio_high=[one.high for one in found],
        p_value=[one.p for one in found],
    )
    rows_found = [
        (assumed_row(name, number), row(one, key=name))
        for name, number, one in zip(larger["entrants_id"], larger["entrants"], found, strict=True)
    ]
    estimates = estimates_of("people_by_entrants", chain.from_iterable(rows_found))
    return PeopleByEntrants(frame.reset_index(drop=True), about, estimates, level, reason)


def _bare(tell: Teller, p: float) -> str:
    """Return a p-value for brackets whose heading says what it is."""
    return tell.p_value(p).removeprefix("p ").removeprefix("= ")
