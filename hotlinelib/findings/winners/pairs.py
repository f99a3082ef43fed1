"""Which awards were won by the same winners more, or less, often than chance makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.decisions import identity_decisions
from hotlinelib.findings.estimates import Row, count_row, estimates_of, rows_of
from hotlinelib.findings.finding import Finding, Layout
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    award_holdings,
    award_sizes,
    counted_winners,
    few,
    short_names,
)
from hotlinelib.language import Text, joined, named
from hotlinelib.language.names import label_values
from hotlinelib.language.nouns import noun_alone

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from hotlinelib.measures.estimate import Estimates

# So many pairs are told one by one; the table has all.
TOLD = 3
# Where more awards are counted than can be counted out; fewer where the test is repeated.
DRAWS, FEWER_DRAWS = 20_000, 5_000
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
class Pairs(Finding):
    """How often every two awards went to the same winner, against chance given all totals.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per pair, the least likely first: item_a, item_b, size_a, size_b, both (winners),
        expected, null_low, null_high, p_value (two-sided), p_value_lower, p_value_upper,
        found_below, found_above, p_value_holm; the columns of tests are missing where nothing is
        tested.
    sensitivity : pandas.DataFrame
        For each pair that differs after Holm's correction and each other way to count the winners:
        change ("merged/<city code>" for the organisations of one city counted as one, or
        "by_city"), place (the city), item_a, item_b, both, expected, p_value, p_value_holm.
    sizes : pandas.Series
        Winners by award, in printed order.
    level : {"organisation", "city", "province"}
        Who is one winner.
    """

    name: ClassVar[str] = "pairs"
    references: ClassVar[tuple[str, ...]] = ("connor-simberloff-1979", "gotelli-2000", "holm-1979")

    sensitivity: pd.DataFrame
    sizes: pd.Series
    level: Level

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
        return bool(self.frame["p_value"].notna().any())

    def _heading(self, tell: Teller) -> str:
        return tell("Pairs of awards")

    def _headline(self, tell: Teller) -> Text:
        if self.frame.empty:
            return tell("Only one award is counted: there are no pairs to compare.")
        if not self.has_figure and self.counted.is_few:
            return tell(
                "Pairs of awards are not tested: {reason}.",
                reason=few(tell, self.counted, self.level),
            )
        if not self.has_figure:
            return tell(
                "Pairs of awards are not tested: the numbers of awards of the winners already fix "
                "how many won both."
            )
        if self.differing.empty:
            first = f"together/{self._keys[0]}"
            return tell(
                "No pair of awards was shown to go together more or less often than expected by "
                "chance (smallest {p} after Holm’s correction).",
                p=tell.p(first, "p_adjusted"),
            )
        told = [self._tell_pair(tell, *pair) for pair in self._pairs[: len(self.differing)][:TOLD]]
        if len(self.differing) > TOLD:
            return tell(
                "{number} pairs of awards went together more or less often than expected by "
                "chance.",
                number=tell.state("differing"),
            )
        return tell("{pairs}.", pairs=tell.series(told) if len(told) < 2 else _clauses(tell, told))

    def _tell_pair(self, tell: Teller, award_a: str, award_b: str) -> Text:
        key = f"together/{award_a}+{award_b}"
        first, second = short_names((award_a, award_b), tell.language)
        said = {
            "first": named(first),
            "second": named(second),
            "expected": tell.state(key, 1, "null_mean"),
            "p": tell.p(key, "p_adjusted"),
        }
        # Apart: in a call to be translated, `plural` would be read as one.
        one = noun_alone(tell, "level", self.level, plural=False)
        if not tell.of(key):
            return tell(
                "No {winner} won both “{first}” and “{second}”, where {expected} would be expected "
                "by chance ({p} after Holm’s correction)",
                winner=one,
                **said,
            )
        return tell(
            "{winners} won both “{first}” and “{second}”, where {expected} would be expected by "
            "chance ({p} after Holm’s correction)",
            winners=tell.counted(key, "level", self.level),
            **said,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if not self.has_figure:
            return []
        method = tell(
            "The test keeps the number of awards of each winner and the number of winners of each "
            "award, and so needs no number of entrants; p is two-sided and corrected for all "
            "{pairs} pairs.",
            pairs=tell.state("pairs"),
        )
        return [method, *self._tell_sensitivity(tell), self._tell_power(tell)]

    def _tell_sensitivity(self, tell: Teller) -> list[Text]:
        """Return which cities' organisations, as one, undo a result; and the test by city."""
        said = []
        for (award_a, award_b), changed in self.sensitivity.groupby(
            ["item_a", "item_b"], sort=False
        ):
            merged = changed[changed["change"] != "by_city"]
            undone = merged[merged["p_value_holm"] >= ALPHA]
            key = f"together/{award_a}+{award_b}"
            if len(undone):
                said.append(self._tell_undone(tell, key, undone))
            if tell.has(f"{key}/by_city"):
                said.append(
                    tell(
                        "By city, “{first}” and “{second}” were won {times}, where "
                        "{expected} would be expected ({p}; {holm} after Holm’s correction).",
                        **self._named(tell, str(award_a), str(award_b)),
                        times=self._times(tell, f"{key}/by_city"),
                        expected=tell.state(f"{key}/by_city", 1, "null_mean"),
                        p=tell.p(f"{key}/by_city"),
                        holm=tell.p(f"{key}/by_city", "p_adjusted"),
                    )
                )
        return said

    def _tell_undone(self, tell: Teller, key: str, undone: pd.DataFrame) -> Text:
        places = label_values(undone["place"], "prefecture", tell.language)
        cities = [
            tell(
                "{place} ({times}; {p}, {holm} after Holm’s correction)",
                place=named(place),
                times=self._times(tell, f"{key}/{change}"),
                p=tell.p(f"{key}/{change}"),
                holm=tell.p(f"{key}/{change}", "p_adjusted"),
            )
            for place, change in zip(places, undone["change"], strict=True)
        ]
        return tell(
            "This rests on who counts as one winner: it is lost if the organisations of one of "
            "these cities are counted as one: {cities}.",
            cities=_clauses(tell, cities),
        )

    def _times(self, tell: Teller, key: str) -> Text:
        if not tell.of(key):
            return tell("never together")
        if tell.of(key) == 1:
            return tell("once together")
        return tell("{number} times together", number=tell.state(key))

    def _named(self, tell: Teller, award_a: str, award_b: str) -> dict[str, Text]:
        first, second = short_names((award_a, award_b), tell.language)
        return {"first": named(first), "second": named(second)}

    def _tell_power(self, tell: Teller) -> Text:
        if not self.differing.empty:
            return Text("")
        tested = self.frame.sort_values("expected", ascending=False, kind="stable").iloc[0]
        key = f"together/{tested['item_a']}+{tested['item_b']}"
        first, second = short_names((tested["item_a"], tested["item_b"]), tell.language)
        if not tell.has(key, "smallest_effect"):
            return tell("No pair could have been shown to go together more often.")
        return tell(
            "To be found with a power of 80%, “{first}” and “{second}” would have to be won "
            "together {found} times on average, where {expected} would be expected.",
            first=named(first),
            second=named(second),
            found=tell.state(key, 1, "smallest_effect"),
            expected=tell.state(key, 1, "null_mean"),
        )

    def _table(self, tell: Teller) -> pd.DataFrame:
        shown = self.frame.assign(
            award_a=short_names(self.frame["item_a"], tell.language),
            award_b=short_names(self.frame["item_b"], tell.language),
        )
        columns = ["award_a", "award_b", "both"]
        tests = ["expected", "p_value", "p_value_holm"] if self.has_figure else []
        return shown[[*columns, *tests]].rename(columns={"both": "shared_winners"})

    def _caption(self, tell: Teller) -> Text:
        counted = tell(
            "{selection}: {winners} that won both awards.",
            selection=self.counted.selection(tell),
            winners=noun_alone(tell, "level", self.level),
        )
        if not self.has_figure:
            return counted
        tested = tell(
            "Expected by chance, given the number of awards of each winner and the number of "
            "winners of each award; p is two-sided and {method}, and corrected over all pairs "
            "(Holm).",
            method=tell("exact") if not self._draws else tell("from draws"),
        )
        return tell.paragraph(counted, tested)

    def _series(self, tell: Teller) -> tuple[pd.DataFrame, str, dict[str, str]]:
        named_pairs = [
            tell("{first} and {second}", first=first, second=second)
            for first, second in zip(
                short_names(self.frame["item_a"], tell.language),
                short_names(self.frame["item_b"], tell.language),
                strict=True,
            )
        ]
        frame = self.frame[["both", "expected"]].assign(pair=[str(name) for name in named_pairs])
        return frame, "pair", {"both": tell("Observed"), "expected": tell("Expected by chance")}

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.grouped_dots import describe_grouped_dots

        return describe_grouped_dots(*self._series(tell), language=tell.language)

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.grouped_dots import draw_grouped_dots

        look.setdefault("x_label", tell("Winners of both"))
        return draw_grouped_dots(
            *self._series(tell), ax=ax, layout=layout, language=tell.language, **look
        )

    @property
    def _pairs(self) -> list[tuple[str, str]]:
        return list(zip(self.frame["item_a"], self.frame["item_b"], strict=True))

    @property
    def _keys(self) -> list[str]:
        return [f"{a}+{b}" for a, b in self._pairs]

    @property
    def _draws(self) -> int:
        return int(self.estimates["draws"].max())


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
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    level : {"organisation", "city", "province"}
        Who is one winner; an award to a person counts for the person's organisation.
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

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or the level isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = pairs(select_awards(load_awards()))
    >>> found.frame[["both", "expected", "p_value_holm"]].head(1).round(3)
       both  expected  p_value_holm
    0     0     4.276         0.026
    """
    rows, counted = counted_winners(awards, level)
    tested = _tested(rows, level, draws)
    frame = tested.table
    # Of two awards, or where nobody won several, only one table has the same totals.
    is_fixed = len(frame) < 3 or counted.n == len(award_holdings(rows, level))
    if counted.is_few or is_fixed:
        frame = frame.assign(**{name: float("nan") for name in frame.columns[5:]})
        frame = frame.sort_values("both", ascending=False, kind="stable", ignore_index=True)
    differs = bool((frame["p_value_holm"] < ALPHA).any())
    changes = _changes(rows, level) if sensitivity and differs else []
    return Pairs(
        frame=frame,
        counted=counted,
        estimates=estimates_of("pairs", _rows(frame, tested, level, changes)),
        sensitivity=_sensitivity(frame, changes),
        sizes=award_sizes(award_holdings(rows, level)),
        level=level,
    )


Change = tuple[str, str, "Estimates"]


def _tested(awards: pd.DataFrame, level: Level, draws: int) -> Estimates:
    from hotlinelib.measures.estimate import Estimates
    from hotlinelib.measures.fixed_margins import pair_association_fixed_margins

    holdings = award_holdings(awards, level)
    found = pair_association_fixed_margins(holdings, "award_id", "winner_id", draws=draws)
    order = found.table.sort_values("p_value", kind="stable").index
    table = found.table.loc[order].reset_index(drop=True)
    table = table.astype({"item_a": "str", "item_b": "str"})
    return Estimates(found.estimates.loc[order].reset_index(drop=True), table)


def _changes(awards: pd.DataFrame, level: Level) -> list[Change]:
    """Return the tests with the organisations of one city counted as one, and by city."""
    if level != "organisation":
        return []
    merged = [
        (f"merged/{decision.key}", decision.place, _tested(decision.awards, level, FEWER_DRAWS))
        for decision in identity_decisions(awards, ["merged"])
    ]
    return [*merged, ("by_city", "", _tested(awards, "city", FEWER_DRAWS))]


def _sensitivity(frame: pd.DataFrame, changes: list[Change]) -> pd.DataFrame:
    pairs = frame.loc[frame["p_value_holm"] < ALPHA, ["item_a", "item_b"]]
    names = ["item_a", "item_b", "both", "expected", "p_value", "p_value_holm"]
    changed = [
        pairs.merge(tested.table[names]).assign(change=change, place=place)
        for change, place, tested in changes
    ]
    columns = ["change", "place", *names]
    return (
        pd.concat(changed, ignore_index=True)[columns] if changed else pd.DataFrame(columns=columns)
    )


def _rows(
    frame: pd.DataFrame, tested: Estimates, level: Level, changes: list[Change]
) -> Iterator[Row]:
    yield count_row("pairs", len(frame), unit="pairs")
    yield count_row("differing", int((frame["p_value_holm"] < ALPHA).sum()), unit="pairs")
    yield from _pair_rows(frame, tested, level, "")
    for change, _, changed in changes:
        mine = frame.loc[frame["p_value_holm"] < ALPHA, ["item_a", "item_b"]]
        unit: Level = "city" if change == "by_city" else level
        yield from _pair_rows(mine.merge(changed.table), changed, unit, f"/{change}")


def _pair_rows(frame: pd.DataFrame, tested: Estimates, level: Level, change: str) -> list[Row]:
    keys = [f"{a}+{b}{change}" for a, b in zip(frame["item_a"], frame["item_b"], strict=True)]
    if frame.empty:
        return []
    about = tested.estimates.iloc[0]
    is_tested = bool(frame["p_value"].notna().any())
    same = {"unit": level, "n": int(about["n"]), "method": "complete count"}
    if is_tested:
        same |= {name: about[name] for name in ("method", "adjustment")}
        same |= {name: int(about[name]) for name in ("draws", "seed")}
    return rows_of(frame, "together", keys, COLUMNS, **same)


def _clauses(tell: Teller, told: list[Text]) -> Text:
    return joined(told, "; " if tell.language == "en" else "；")
