"""Associations that depend on how many are assumed to have entered and left with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.entrants import USABLE, label_entrants, list_entrants
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    award_holdings,
    counted_winners,
    few,
    short_names,
)
from hotlinelib.findings.winners.people import odds_ratio, people
from hotlinelib.language import Text, joined
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures.estimate import Estimate

CELLS = ("both", "organisation_only", "people_only", "neither")


@dataclass(frozen=True, eq=False)
class PairsByEntrants(Finding):
    """Pairs of awards against chance, for each assumed number of entrants side by side.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per pair and number: item_a, item_b, both, entrants, expected, lift, p_value
        (two-sided), p_value_holm.
    level : {"organisation", "city", "province"}
        Who is one winner.
    """

    name: ClassVar[str] = "pairs_by_entrants"
    references: ClassVar[tuple[str, ...]] = ("fisher-1934", "brin-1997")

    level: Level

    @property
    def has_table(self) -> bool:
        """Whether something is tested."""
        return not self.frame.empty

    def _heading(self, tell: Teller) -> str:
        return tell("Pairs of awards by number of entrants")

    def _headline(self, tell: Teller) -> Text:
        if self.frame.empty:
            if self.counted.is_few:
                return tell(
                    "Pairs are not tested by number of entrants: {reason}.",
                    reason=few(tell, self.counted, self.level),
                )
            return tell("There are no pairs, or no number of entrants to test them with.")
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
            numbers=joined(differing, ", " if tell.language == "en" else "，"),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.frame.empty:
            return []
        return [
            tell(
                "The expected number falls as the assumed number rises, so that with enough "
                "entrants any two awards seem to go together; the test given the margins, above, "
                "does not depend on it."
            )
        ]

    def _table(self, tell: Teller) -> pd.DataFrame:
        shown = self.frame.assign(
            award_a=short_names(self.frame["item_a"], tell.language),
            award_b=short_names(self.frame["item_b"], tell.language),
        )
        pairs = shown.drop_duplicates(["item_a", "item_b"])
        table = pairs[["award_a", "award_b", "both"]].reset_index(drop=True)
        for number, tested in shown.groupby("entrants"):
            label = tell("{number} entrants", number=tell.number(float(str(number))))
            cells = [
                tell(
                    "{expected} ({p})",
                    expected=tell.number(mean, 1),
                    p=tell.p_value(p).removeprefix("p ").removeprefix("= "),
                )
                for mean, p in zip(tested["expected"], tested["p_value_holm"], strict=True)
            ]
            table[str(label)] = pd.Series(cells, dtype="str")
        return table.rename(columns={"both": "shared_winners"})

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: {winners} that won both awards; for each number of entrants, the number "
            "expected by chance and, in brackets, the two-sided p (hypergeometric) after Holm’s "
            "correction.",
            selection=self.counted.selection(tell),
            winners=noun_alone(tell, "level", self.level),
        )


@dataclass(frozen=True, eq=False)
class PeopleByEntrants(Finding):
    """Awards to organisations and to their people, for each assumed number of entrants.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per number larger than that of the winners: entrants_id, entrants, both,
        organisation_only, people_only, neither (assumed), odds_ratio, odds_ratio_low,
        odds_ratio_high, p_value.
    level : {"organisation", "city", "province"}
        Who is one winner.
    """

    name: ClassVar[str] = "people_by_entrants"
    references: ClassVar[tuple[str, ...]] = ("fisher-1934",)

    level: Level

    @property
    def has_table(self) -> bool:
        """Whether something is tested."""
        return not self.frame.empty

    def _heading(self, tell: Teller) -> str:
        return tell("Organisations and their people by number of entrants")

    def _headline(self, tell: Teller) -> Text:
        if self.frame.empty:
            return tell("No assumed number of entrants can be used: nothing is tested.")
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
            ratios=joined(ratios, ", " if tell.language == "en" else "，"),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.frame.empty or not self.frame["people_only"].any():
            return []
        return [
            tell(
                "It is made by the assumed entrants without any award, so that the number above, "
                "which assumes nothing, is to be preferred."
            )
        ]

    def _table(self, tell: Teller) -> pd.DataFrame:
        table = self.frame.rename(columns={"entrants": "pool"})
        table.insert(0, "pool_label", label_entrants(self.frame["entrants_id"], tell))
        return table.drop(columns="entrants_id")

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{year}: {winners} with an award to the organisation, to its people, both or neither; "
            "odds ratio with its exact 95% interval and Fisher’s exact test (two-sided).",
            year=self.counted.year(tell),
            winners=noun_alone(tell, "level", self.level),
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
    rows, about = counted_winners(counted, level)
    holdings = award_holdings(rows, level)
    listed = list_entrants(awards, rows, level, entrants)
    usable = listed.loc[listed["status"] == USABLE, "entrants"]
    names = ["item_a", "item_b", "both", "entrants", "expected", "lift", "p_value", "p_value_holm"]
    frame = pd.DataFrame(columns=names)
    if not about.is_few and level != "province" and len(usable):
        frame = pd.concat([_tested(holdings, int(number)) for number in usable], ignore_index=True)
    return PairsByEntrants(
        frame=frame[names],
        counted=about,
        estimates=estimates_of("pairs_by_entrants", _pair_rows(frame, level)),
        level=level,
    )


def _tested(holdings: pd.DataFrame, entrants: int) -> pd.DataFrame:
    from hotlinelib.measures.cooccurrence import pair_association
    from hotlinelib.measures.multiple_testing import holm

    pairs = pair_association(holdings, "award_id", "winner_id", universe=entrants)
    two_sided = (2 * pairs[["p_value", "p_value_lower"]].min(axis=1)).clip(upper=1.0)
    return pairs.assign(
        item_a=pairs["item_a"].astype("str"),
        item_b=pairs["item_b"].astype("str"),
        entrants=entrants,
        p_value=two_sided,
        p_value_holm=holm(two_sided),
    )


def _pair_rows(frame: pd.DataFrame, level: Level) -> Iterator[Row]:
    for number, tested in frame.groupby("entrants"):
        key = str(number)
        yield row(Estimate("assumed", float(key), unit="entrants", method="assumed"), key=key)
        differing = int((tested["p_value_holm"] < ALPHA).sum())
        yield count_row("differing", differing, unit="pairs", key=key)
        for pair in tested.to_dict("records"):
            made = Estimate(
                "together",
                float(pair["both"]),
                unit=level,
                null_mean=pair["expected"],
                p=pair["p_value"],
                p_adjusted=pair["p_value_holm"],
                adjustment="Holm",
                method="hypergeometric; two-sided as twice the smaller tail",
                n=int(key),
            )
            yield row(made, key=f"{pair['item_a']}+{pair['item_b']}/{key}")


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
    listed = list_entrants(awards, rows, level, entrants)
    larger = listed[(listed["status"] == USABLE) & (listed["entrants"] > len(won))]
    found = [
        (name, number, odds_ratio([[both, only], [people_only, number - len(won)]]))
        for name, number in zip(larger["entrants_id"], larger["entrants"].tolist(), strict=True)
        if level != "province" and both + only and both + people_only
    ]
    rows_found = [
        (name, number, both, only, people_only, number - len(won), e.value, e.low, e.high, e.p)
        for name, number, e in found
    ]
    odds = ["odds_ratio", "odds_ratio_low", "odds_ratio_high", "p_value"]
    columns = ["entrants_id", "entrants", *CELLS, *odds]
    estimates: list[Row] = []
    for name, number, estimate in found:
        assumed = Estimate("assumed", float(number), unit="entrants", method="assumed")
        estimates += [row(assumed, key=name), row(estimate, key=name)]
    return PeopleByEntrants(
        frame=pd.DataFrame(rows_found, columns=columns),
        counted=about,
        estimates=estimates_of("people_by_entrants", estimates),
        level=level,
    )
