"""Which awards were won by the same winners more, or less, often than chance makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import Level
from hotlinelib.findings.decisions import identity_decisions
from hotlinelib.findings.estimates import Row, count_row, estimates_of, rows_of
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    TestedFinding,
    award_holdings,
    first_that_holds,
    held_awards,
    label_pairs,
    short_names,
)
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.measures.estimate import Estimates
from hotlinelib.measures.fixed_margins import pair_association_fixed_margins

# So many pairs are told one by one; the table has all.
TOLD = 3
# Where more awards are counted than can be counted out; fewer where the test is repeated.
DRAWS, FEWER_DRAWS = 20_000, 5_000
PAIR = ["item_a", "item_b"]
COLUMNS = {
    "value": "both",
    "null_mean": "expected",
    "null_low": "null_low",
    "null_high": "null_high",
    "p": "p_value",
    "p_adjusted": "p_value_holm",
    "smallest_effect": "found_above",
}


@dataclass(frozen=True, eq=False)
class Pairs(TestedFinding):
    """How often every two awards went to the same winner, against chance given all totals.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per pair, the least likely first: item_a, item_b, size_a, size_b, both (winners),
        expected, null_low, null_high, p_value (two-sided), p_value_lower, p_value_upper,
        found_below, found_above, p_value_holm; the columns of tests are missing where nothing is
        tested.
    sensitivity : pandas.DataFrame
        For each pair that differs (Holm-adjusted) and each other way to count the winners:
        change ("merged/<city code>" for the organisations of one city counted as one, or
        "by_city"), place (the city), item_a, item_b, both, expected, p_value, p_value_holm.
    reason : {"", "one_award", "few", "fixed"}
        Why nothing is tested.
    """

    name: ClassVar[str] = "pairs"
    references: ClassVar[tuple[str, ...]] = ("connor-simberloff-1979", "gotelli-2000", "holm-1979")

    sensitivity: pd.DataFrame

    @property
    def differing(self) -> pd.DataFrame:
        """The pairs that differ from chance after Holm's correction."""
        return self.frame[self.frame["p_value_holm"] < ALPHA]

    @property
    def has_table(self) -> bool:
        """Whether there are pairs."""
        return not self.frame.empty

    @property
    def has_figure(self) -> bool:
        """Whether pairs were tested."""
        return not self.reason

    def _heading(self, tell: Teller) -> str:
        return tell("Pairs of awards")

    def _result(self, tell: Teller) -> Text:
        if self.differing.empty:
            return tell(
                "No pair of awards was shown to go together more or less often than expected by "
                "chance (smallest Holm-adjusted {p}).",
                p=tell.p(_key(self.frame.iloc[0]), "p_adjusted"),
            )
        if len(self.differing) > TOLD:
            return tell(
                "{differing} pairs of awards went together more or less often than expected by "
                "chance."
            )
        told = [self._tell_pair(tell, pair) for _, pair in self.differing.iterrows()]
        return tell("{pairs}.", pairs=tell.listed(told))

    def _tell_pair(self, tell: Teller, pair: pd.Series) -> Text:
        key = _key(pair)
        said = {
            **_named(tell, pair),
            "expected": tell.state(key, 1, "null_mean"),
            "p": tell.p(key, "p_adjusted"),
        }
        if not tell.of(key):
            return tell(
                "No {winner} won both “{first}” and “{second}”, where {expected} would be expected "
                "by chance (Holm-adjusted {p})",
                **said,
            )
        return tell(
            "{winners} won both “{first}” and “{second}”, where {expected} would be expected by "
            "chance (Holm-adjusted {p})",
            winners=self.winners(tell, key),
            **said,
        )

    def _details(self, tell: Teller) -> list[Text]:
        method = tell(
            "The test keeps the number of awards of each winner and the number of winners of each "
            "award, and so needs no number of entrants; p is two-sided and adjusted for all "
            "{pairs} pairs."
        )
        if self.differing.empty:
            return [method, self._tell_power(tell)]
        return [method, *self._tell_sensitivity(tell)]

    def _tell_sensitivity(self, tell: Teller) -> Iterator[Text]:
        """Tell which cities' organisations, as one, undo a result; and the test by city."""
        for _, changed in self.sensitivity.groupby(PAIR, sort=False):
            key = _key(changed.iloc[0])
            lost = changed[(changed["change"] != "by_city") & (changed["p_value_holm"] >= ALPHA)]
            places = label_values(lost["place"], "prefecture", tell.language)
            cities = [
                tell(
                    "{place} ({times}; {p}, Holm-adjusted {holm})",
                    place=named(place),
                    **self._tested(tell, f"{key}/{change}"),
                )
                for place, change in zip(places, lost["change"], strict=True)
            ]
            if cities:
                yield tell(
                    "This rests on who counts as one winner: it is lost if the organisations of "
                    "one of these cities are counted as one: {cities}.",
                    cities=tell.listed(cities),
                )
            yield tell(
                "By city, “{first}” and “{second}” were won {times}, where {expected} would be "
                "expected ({p}; Holm-adjusted {holm}).",
                expected=tell.state(f"{key}/by_city", 1, "null_mean"),
                **_named(tell, changed.iloc[0]),
                **self._tested(tell, f"{key}/by_city"),
            )

    def _tested(self, tell: Teller, key: str) -> dict[str, Text]:
        times = tell("{number} times together", number=tell.state(key))
        few = {0: tell("never together"), 1: tell("once together")}
        return {
            "times": few.get(tell.of(key), times),
            "p": tell.p(key),
            "holm": tell.p(key, "p_adjusted"),
        }

    def _tell_power(self, tell: Teller) -> Text:
        pair = self.frame.sort_values("expected", ascending=False, kind="stable").iloc[0]
        if not tell.has(_key(pair), "smallest_effect"):
            return tell("No pair could have been shown to go together more often.")
        return tell(
            "To be found with a power of 80%, “{first}” and “{second}” would have to be won "
            "together {found} times on average, where {expected} would be expected.",
            found=tell.state(_key(pair), 1, "smallest_effect"),
            expected=tell.state(_key(pair), 1, "null_mean"),
            **_named(tell, pair),
        )

    def _narrow_columns(self) -> list[str]:
        return [
            "award_a",
            "award_b",
            "shared_winners",
            *([] if self.reason else ["p_value_holm"]),
        ]

    def _table(self, tell: Teller) -> pd.DataFrame:
        tests = [] if self.reason else ["expected", "p_value", "p_value_holm"]
        shown = label_pairs(self.frame, tell.language)[["award_a", "award_b", "both", *tests]]
        return shown.rename(columns={"both": "shared_winners"})

    def _caption(self, tell: Teller) -> Text:
        return tell("{selection}: {winners} that won both awards.")

    def _table_caption(self, tell: Teller) -> Text:
        counted = self._caption(tell)
        if self.reason:
            return counted
        is_exact = not self.estimates["draws"].max()
        tested = tell(
            "Expected by chance, given the number of awards of each winner and the number of "
            "winners of each award; p is two-sided and {method}, adjusted over all pairs (Holm).",
            method=tell("exact") if is_exact else tell("from draws"),
        )
        return tell.paragraph(counted, tested)

    def _figure(self, tell: Teller) -> figures.Chart:
        labelled = label_pairs(self.frame, tell.language)
        pairs = zip(labelled["award_a"], labelled["award_b"], strict=True)
        names = [str(tell("{first} and {second}", first=a, second=b)) for a, b in pairs]
        return figures.GroupedDots(
            frame=self.frame[["both", "expected"]].assign(pair=names),
            label="pair",
            columns={"both": tell("Observed"), "expected": tell("Expected by chance")},
            x_label=tell("Winners of both"),
        )


def pairs(
    awards: pd.DataFrame,
    *,
    level: Level = "organisation",
    sensitivity: bool = True,
    draws: int = DRAWS,
) -> Pairs:
    """Compare how often two awards went to the same winner with chance, whoever entered.

    The null model keeps the number of awards of each winner and the number of winners of each award
    (Gotelli 2000); see `hotlinelib.measures.pair_association_fixed_margins`.

    Parameters
    ----------
    awards, level
        As `holders` takes them.
    sensitivity : bool, default True
        Whether pairs that differ are tested again with the organisations of each city as one, and
        by city.
    draws : int, default 20000
        Number of simulated tables where there are too many to count.

    Returns
    -------
    Pairs
        `.estimates` has the ids `pairs/together/<award>+<award>` (winners of both; expected number,
        p and adjusted p where it is tested), the same with `/merged/<city code>` and `/by_city` for
        the pairs that differ, `pairs/pairs` and `pairs/differing`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = pairs(select_awards(load_awards()))
    >>> found.frame[["both", "expected", "p_value_holm"]].head(1).round(3)
       both  expected  p_value_holm
    0     0     4.276         0.026
    """
    held = held_awards(awards, level)
    tested = _associated(held.holdings, draws)
    frame = tested.table
    reason = first_that_holds(
        one_award=frame.empty,
        few=held.counted.is_few,
        # Of two awards, or where nobody won several, only one table has the same totals.
        fixed=len(frame) < 3 or held.numbers.max() == 1,
    )
    if reason:
        frame = frame.assign(**{name: float("nan") for name in frame.columns[5:]})
        frame = frame.sort_values("both", ascending=False, kind="stable", ignore_index=True)
    differing = frame.loc[frame["p_value_holm"] < ALPHA, PAIR]
    rows = [
        count_row("pairs", len(frame), unit="pairs"),
        count_row("differing", len(differing), unit="pairs"),
        *_rows(frame, tested, level),
    ]
    names = ["change", "place", *PAIR, "both", "expected", "p_value", "p_value_holm"]
    changed = [pd.DataFrame(columns=names)]
    if sensitivity and level == "organisation" and len(differing):
        for change, place, again in _changes(held.awards):
            mine = differing.merge(again.table).assign(change=change, place=place)
            rows += _rows(mine, again, "city" if change == "by_city" else level, f"/{change}")
            changed.append(mine[names])
    return Pairs(
        frame=frame,
        counted=held.counted,
        estimates=estimates_of("pairs", rows),
        level=level,
        reason=reason,
        sensitivity=pd.concat(changed[1:] or changed, ignore_index=True),
    )


def _associated(holdings: pd.DataFrame, draws: int) -> Estimates:
    """Return the test of each pair, the least likely first."""
    held = tuple(holdings.astype("str").itertuples(index=False, name=None))
    return _computed(held, tuple(holdings["award_id"].cat.categories), draws)


# A report asks for the same table again when decisions on identity are made the other way.
@lru_cache(maxsize=16)
def _computed(held: tuple[tuple[str, str], ...], order: tuple[str, ...], draws: int) -> Estimates:
    holdings = pd.DataFrame(held, columns=["winner_id", "award_id"])
    holdings["award_id"] = pd.Categorical(holdings["award_id"], categories=order, ordered=True)
    found = pair_association_fixed_margins(holdings, "award_id", "winner_id", draws=draws)
    by_p = found.table.sort_values("p_value", kind="stable").index
    table = found.table.loc[by_p].reset_index(drop=True).astype(dict.fromkeys(PAIR, "str"))
    return Estimates(found.estimates.loc[by_p].reset_index(drop=True), table)


def _changes(awards: pd.DataFrame) -> Iterator[tuple[str, str, Estimates]]:
    """Return the tests with the organisations of one city counted as one, and by city."""
    for decision in identity_decisions(awards, ["merged"]):
        again = _associated(award_holdings(decision.awards), FEWER_DRAWS)
        yield f"merged/{decision.key}", decision.place, again
    yield "by_city", "", _associated(award_holdings(awards, "city"), FEWER_DRAWS)


def _rows(frame: pd.DataFrame, tested: Estimates, level: Level, change: str = "") -> list[Row]:
    if frame.empty:
        return []
    about = tested.estimates.iloc[0]
    same = {"unit": level, "n": int(about["n"]), "method": "complete count"}
    if frame["p_value"].notna().any():
        same |= {name: about[name] for name in ("method", "adjustment")}
        same |= {name: int(about[name]) for name in ("draws", "seed")}
    keys = frame["item_a"] + "+" + frame["item_b"] + change
    return rows_of(frame, "together", keys, COLUMNS, **same)


def _key(pair: pd.Series) -> str:
    return f"together/{pair['item_a']}+{pair['item_b']}"


def _named(tell: Teller, pair: pd.Series) -> dict[str, Text]:
    first, second = short_names(pair[PAIR], tell.language)
    return {"first": named(first), "second": named(second)}
