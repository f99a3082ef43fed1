"""Whether organisations and their people won together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.counted import lines_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import identify_winners, name_winners
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    WinnersFinding,
    counted_winners,
    number_held,
    several,
)
from hotlinelib.language import Text
from hotlinelib.language.names import label_values
from hotlinelib.measures.contingency import fisher_exact
from hotlinelib.measures.detectable import detectable_effect
from hotlinelib.measures.estimate import Estimate

# In each group of the comparison, for a test.
FEWEST_IN_GROUP = 5
OTHERS = {"organisation": "organisation_awards", "person": "people_awards"}


@dataclass(frozen=True, eq=False)
class People(WinnersFinding):
    """Which winners won themselves, by their people, or both.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per winner: winner_id, winner, organisation_awards and people_awards (numbers of
        award categories).
    named : pandas.DataFrame
        One row per award to a person of a listed winner, as printed; no rows unless asked for.
    min_awards : int
        From which number of organisation award categories on a winner has several.
    """

    name: ClassVar[str] = "people"
    references: ClassVar[tuple[str, ...]] = ("fisher-1934", "fog-2008")

    named: pd.DataFrame
    min_awards: int

    @property
    def has_table(self) -> bool:
        """Whether people are named."""
        return not self.named.empty

    def _heading(self, tell: Teller) -> str:
        return tell("Organisations and their people")

    def _headline(self, tell: Teller) -> Text:
        if not tell.of("people"):
            return tell("No award to a person is in the list.")
        if not tell.of("organisations"):
            return tell("Only awards to people are in the list.")
        if tell.of("people") == 1:
            if tell.of("both"):
                return tell("The one winner whose people won an award also won one itself.")
            return tell("The one winner whose people won an award won none itself.")
        return tell(
            "{both} of the {people.winners} whose people won an award also won one themselves."
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if not (tell.of("people") and tell.of("organisations")):
            return []
        counted = tell(
            "This counts all awards of the edition, and needs no assumption about who entered."
        )
        if not (tell.of("several") and tell.of("fewer")):
            return [counted, self._tell_test(tell)]
        several = tell(
            "Of the {several.winners} with {minimum} or more for themselves {several_with_people} "
            "had an awarded person; of the {fewer} with fewer, {fewer_with_people}.",
            minimum=number_held(tell, self.min_awards),
        )
        return [counted, several, self._tell_test(tell)]

    def _tell_test(self, tell: Teller) -> Text:
        if not tell.has("odds_ratio", "p"):
            return tell("The groups are too small for a test.") if tell.of("several") else Text("")
        tests = [tell("Fisher, {odds_ratio.p}")]
        if isfinite(tell.of("odds_ratio", "high")) and isfinite(tell.of("odds_ratio")):
            ratio = tell("odds ratio {odds_ratio:2}, 95% interval {odds_ratio.interval}")
            tests.insert(0, ratio)
        if tell.of("odds_ratio", "p") < ALPHA:
            return tell(
                "The difference is more than expected by chance ({tests}).",
                tests=tell.listed(tests),
            )
        found = Text("")
        if tell.has("odds_ratio", "smallest_effect"):
            found = tell(
                "; a power of 80% needs an odds ratio of {odds_ratio.smallest_effect:1} or more"
            )
        return tell(
            "The groups were not shown to differ ({tests}){found}.",
            tests=tell.listed(tests),
            found=found,
        )

    def _table(self, tell: Teller) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "winner": name_winners(self.named, self.level, tell.language),
                "person": self.named["person"],
                "award": label_values(self.named["award_id"], "award_id", tell.language),
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{year}: awards to people of the winners with {minimum} or more, named as printed.",
            minimum=number_held(tell, self.min_awards),
        )


def people(
    awards: pd.DataFrame,
    *,
    level: Level = "organisation",
    min_awards: int = 2,
    show_people: bool = False,
) -> People:
    """Find how many winners won themselves, by their people, or both.

    Parameters
    ----------
    awards, level, min_awards
        As `holders` takes them; all rows of the edition, to organisations and to people.
    show_people : bool, default False
        Whether the people of those with several are named.

    Returns
    -------
    People
        `.estimates` has the ids `people/organisations`, `people/people` (winners with awarded
        people), `people/both`, `people/several`, `people/several_with_people`, `people/fewer`,
        `people/fewer_with_people` and, where both groups are large enough, `people/odds_ratio`
        (Fisher's exact test, conditional estimate with its exact 95% interval).

    Examples
    --------
    >>> from hotlinelib import load_awards
    >>> print(people(load_awards()).headline())
    24 of the 25 organisations whose people won an award also won one themselves.
    """
    rows, counted = counted_winners(awards, level)
    several(min_awards)
    held = identify_winners(rows, level)
    frame = held.drop_duplicates("winner_id")[["winner_id", "winner"]].reset_index(drop=True)
    for recipient, column in OTHERS.items():
        mine = held[held["recipient"] == recipient].groupby("winner_id")["award_id"].nunique()
        frame[column] = frame["winner_id"].map(mine).fillna(0).astype("int64")
    listed = frame[frame["organisation_awards"] >= min_awards]
    given = held.loc[held["recipient"] == "person", ["winner_id", "person", "award_id"]]
    named = listed[["winner_id", "winner"]].merge(given, on="winner_id")
    return People(
        frame=frame,
        counted=counted,
        estimates=estimates_of("people", _rows(frame, level, min_awards, lines_of(rows))),
        named=named if show_people else named.head(0),
        level=level,
        min_awards=min_awards,
    )


def _rows(frame: pd.DataFrame, level: Level, min_awards: int, lines: str) -> Iterator[Row]:
    won, has_people = frame["organisation_awards"] > 0, frame["people_awards"] > 0
    many = frame["organisation_awards"] >= min_awards
    numbers = {
        "organisations": won,
        "people": has_people,
        "both": won & has_people,
        "several": many,
        "several_with_people": many & has_people,
        "fewer": won & ~many,
        "fewer_with_people": won & ~many & has_people,
    }
    counts = {name: int(mine.sum()) for name, mine in numbers.items()}
    for name, number in counts.items():
        yield count_row(name, number, unit=level, rests_on=lines)
    table = [
        [counts["several_with_people"], counts["several"] - counts["several_with_people"]],
        [counts["fewer_with_people"], counts["fewer"] - counts["fewer_with_people"]],
    ]
    totals = [*map(sum, table), *map(sum, zip(*table, strict=True))]
    if level != "province" and min(totals) >= FEWEST_IN_GROUP:
        yield row(odds_ratio(table))


def odds_ratio(table: list[list[int]]) -> Estimate:
    """Return Fisher's test of a 2 x 2 table with the smallest odds ratio that it finds."""
    from scipy.stats import hypergeom

    tested = fisher_exact(pd.DataFrame(table))
    rows, columns, total = sum(table[0]), table[0][0] + table[1][0], sum(map(sum, table))
    numbers = list(range(max(0, rows + columns - total), min(rows, columns) + 1))
    null = hypergeom.pmf(numbers, total, rows, columns).tolist()
    made = Estimate(
        "odds_ratio",
        tested.odds_ratio,
        low=tested.odds_ratio_low,
        high=tested.odds_ratio_high,
        interval="95% exact conditional",
        p=tested.p_value,
        method="Fisher's exact test, two-sided; conditional maximum likelihood",
        n=total,
    )
    return replace(made, smallest_effect=detectable_effect(numbers, null).odds_ratio_high)
