"""Whether it is chance that nobody won more, without a number of entrants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isinf
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import Level
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    Held,
    TestedFinding,
    award_holdings,
    first_that_holds,
    held_awards,
    number_held,
)
from hotlinelib.language import Text
from hotlinelib.measures.distinct_winners import (
    distinct_winners_pool,
    few_distinct_and_nobody_with_more,
    largest_given_winners,
    nobody_with_more,
)
from hotlinelib.measures.estimate import Estimate

# Draws where exact probabilities would take minutes: of more than five awards.
DRAWS = 20_000
# The joint probability is exact, and counted out for so many awards at most.
JOINT_AWARDS = 5


@dataclass(frozen=True, eq=False)
class Chance(TestedFinding):
    """Whether the leading winners hold as few awards as chance makes, given the distinct winners.

    Attributes
    ----------
    frame : pandas.DataFrame
        largest (awards of the winner with the most), probability, given the number of distinct
        winners; no rows where nothing is tested.
    reason : {"", "one_award", "few", "provinces", "no_repeats", "all_awards"}
        Why nothing is tested.
    """

    name: ClassVar[str] = "chance"
    references: ClassVar[tuple[str, ...]] = ("feller-1968", "lehmann-romano-2005", "darroch-1958")

    @property
    def is_unlikely(self) -> bool:
        """Whether the test finds, at 5%, that nobody holding more isn't chance."""
        largest = self.estimates.set_index("id")["p"].get("chance/largest_number", 1.0)
        return bool(largest < ALPHA)

    @property
    def has_figure(self) -> bool:
        """Whether something is tested."""
        return not self.reason

    @property
    def has_table(self) -> bool:
        """None: the sentences state the one test."""
        return False

    def _heading(self, tell: Teller) -> str:
        return tell("The winners with most awards")

    def _result(self, tell: Teller) -> Text:
        said = {"largest": number_held(tell, tell.state("largest_number"))}
        if self.is_unlikely:
            return tell(
                "That none of {winners.winners} won more than {largest} is unlikely to be chance "
                "({largest_number.p}).",
                **said,
            )
        return tell(
            "That none of {winners.winners} won more than {largest} was not shown to differ from "
            "chance ({largest_number.p}).",
            **said,
        )

    def _details(self, tell: Teller) -> list[Text]:
        expected = tell(
            "{winners} share {held}. If each award category had drawn its winners by lot, the one "
            "with most would hold {largest_number.null_mean:1} on average "
            "({largest_number.null_range:0} in 95% of draws). No number of entrants is needed: "
            "given how many different winners there are, it drops out.",
            **self._shared(tell),
        )
        return [
            expected,
            self._tell_power(tell),
            self._tell_entrants(tell),
            self._tell_joint(tell),
            self._tell_meaning(tell),
        ]

    def _shared(self, tell: Teller) -> dict[str, Text]:
        held = number_held(tell, tell.state("held"), "awards")
        return {"winners": self.winners(tell, "winners"), "held": held}

    def _tell_power(self, tell: Teller) -> Text:
        if self.is_unlikely:
            return tell("Entrants of unequal strength would make it less likely still.")
        if tell.has("significant_at_most"):
            return tell(
                "The test would have found it if nobody had won more than {number}.",
                number=number_held(tell, tell.state("significant_at_most")),
            )
        return tell("No outcome with these winners would have been significant at 5%.")

    def _tell_entrants(self, tell: Teller) -> Text:
        if not tell.has("entrants_of_equal_chances"):
            return Text("")
        if isinf(tell.of("entrants_of_equal_chances", "high")):
            return tell(
                "{winners.winners} as different winners point to {entrants_of_equal_chances} "
                "entrants with equal chances (maximum likelihood; 95% interval "
                "{entrants_of_equal_chances.low:0} or more)."
            )
        return tell(
            "{winners.winners} as different winners point to {entrants_of_equal_chances} entrants "
            "with equal chances (maximum likelihood; 95% interval "
            "{entrants_of_equal_chances.interval:0}, about a repeated award with the same "
            "chances); of unequal strength, they would have been more."
        )

    def _tell_joint(self, tell: Teller) -> Text:
        if not tell.has("joint", "p") or tell.of("joint", "p") >= ALPHA:
            return Text("")
        return tell(
            "Both together, so few different winners and none with more than {largest}, have a "
            "probability of at most {joint.p:1%}, whatever the number of entrants.",
            largest=number_held(tell, tell.state("largest_number")),
        )

    def _tell_meaning(self, tell: Teller) -> Text:
        if not self.is_unlikely:
            return Text("")
        meaning = tell(
            "This speaks for a limit on the awards of one winner, or for a jury that spread them; "
            "the list does not say which."
        )
        by_city = "largest_number/by_city"
        if not tell.has(by_city) or tell.of(by_city) <= tell.of("largest_number"):
            return meaning
        cities = tell(
            "It holds for organisations, not for cities: the city with most has {held}.",
            held=number_held(tell, tell.state(by_city)),
        )
        return tell.paragraph(meaning, cities)

    def _caption(self, tell: Teller) -> Text:
        is_exact = not tell.of("largest_number", "draws")
        return tell(
            "{selection}: the largest number of award categories of one winner, if the winners of "
            "each category are drawn by lot, given {winners.winners} in all; an award category won "
            "several times by one winner counts once. The line is what was observed; p is "
            "one-sided, as few or fewer, and {method}.",
            method=tell("exact") if is_exact else tell("from draws"),
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        label = str(tell("{winners} share {held}", **self._shared(tell)))
        return figures.NullDistribution(
            distributions={label: self.frame.rename(columns={"largest": "value"})},
            observed=tell.of("largest_number"),
            x_label=tell("Award categories of the winner with most"),
        )


def chance(awards: pd.DataFrame, *, level: Level = "organisation", draws: int = DRAWS) -> Chance:
    """Test, without a number of entrants, whether it is chance that nobody won more awards.

    If each award category draws its winners by lot from the same entrants, the number of distinct
    winners is sufficient for the number of entrants; given it, all ways to give the awards that
    leave no winner without are equally likely, whatever the number of entrants.

    Parameters
    ----------
    awards, level
        As `holders` takes them. Award categories are counted: one that was given several times to a
        winner counts once. Of provinces nothing is tested: equal chances are no model of them.
    draws : int, default 20000
        Number of draws where there are more than five awards; else the test is exact.

    Returns
    -------
    Chance
        `.estimates` has the ids `chance/winners`, `chance/held` and, where something is tested,
        `chance/largest_number` (with its null mean, null range and one-sided p),
        `chance/largest_number/by_city`, `chance/significant_at_most` (largest number that the test
        would have found),
        `chance/entrants_of_equal_chances` (maximum likelihood with its 95% interval) and
        `chance/joint` (both facts together, for any number of entrants).

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = chance(select_awards(load_awards())).estimates.set_index("id")
    >>> found.loc["chance/largest_number", ["value", "p"]].astype("float64").round(4).tolist()
    [2.0, 0.0284]
    """
    held = held_awards(awards, level)
    most = held.numbers.max()
    reason = first_that_holds(
        one_award=len(held.sizes) < 2,
        few=held.counted.is_few,
        provinces=level == "province",
        no_repeats=most == 1,
        all_awards=most == len(held.sizes),
    )
    frame = pd.DataFrame({"largest": [], "probability": []}).astype({"largest": "int64"})
    found = [
        count_row("winners", held.counted.n, unit=level),
        count_row("held", len(held.holdings), unit="awards"),
    ]
    if not reason:
        frame = largest_given_winners(held.sizes.tolist(), held.counted.n, draws=draws)
        found += _tested(held, frame, draws)
        if level == "organisation":
            cities = award_holdings(held.awards, "city").groupby("winner_id").size().max()
            found.append(count_row("largest_number", cities, unit="awards", key="by_city"))
    estimates = estimates_of("chance", found)
    return Chance(frame, held.counted, estimates, level, reason)


def _tested(held: Held, largest: pd.DataFrame, draws: int) -> Iterator[Row]:
    about = held.sizes.tolist(), held.counted.n
    most = int(held.numbers.max())
    nobody = nobody_with_more(*about, most, draws=draws)
    yield row(nobody, id="largest_number")
    found = largest.loc[largest["probability"].cumsum() < ALPHA, "largest"]
    if len(found):
        limit = Estimate("significant_at_most", float(found.max()), unit="awards", n=about[1])
        yield row(replace(limit, method="largest number with a p below 0.05", draws=nobody.draws))
    yield row(distinct_winners_pool(*about), id="entrants_of_equal_chances")
    if nobody.p < ALPHA and len(held.sizes) <= JOINT_AWARDS:
        joint = few_distinct_and_nobody_with_more(*about, most)
        yield row(joint["joint_repeat_winners"], id="joint")
