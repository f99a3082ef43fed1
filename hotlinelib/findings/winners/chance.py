"""Whether it is chance that nobody won more, without a number of entrants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isinf
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.finding import Finding, Layout
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    award_holdings,
    award_sizes,
    counted_winners,
    few,
    number_held,
)
from hotlinelib.language import Text, joined
from hotlinelib.measures.estimate import Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Draws where exact probabilities would take minutes: of more than five awards.
DRAWS = 20_000
# The joint probability is exact, and counted out for so many awards at most.
JOINT_AWARDS = 5


@dataclass(frozen=True, eq=False)
class Chance(Finding):
    """Whether the leading winners hold as few awards as chance makes, given the distinct winners.

    Attributes
    ----------
    frame : pandas.DataFrame
        largest (awards of the winner with the most), probability, given the number of distinct
        winners; no rows where nothing is tested.
    level : {"organisation", "city", "province"}
        Who is one winner.
    untested : {"", "one_award", "few", "provinces", "all_awards", "no_repeats"}
        Why nothing is tested.
    """

    name: ClassVar[str] = "chance"
    references: ClassVar[tuple[str, ...]] = ("feller-1968", "lehmann-romano-2005", "darroch-1958")

    level: Level
    untested: str

    @property
    def is_unlikely(self) -> bool:
        """Whether the test finds, at 5%, that nobody holding more isn't chance."""
        largest = self.estimates.set_index("id")["p"].get("chance/largest_number", 1.0)
        return bool(largest < ALPHA)

    @property
    def has_figure(self) -> bool:
        """Whether something is tested."""
        return not self.untested

    @property
    def has_table(self) -> bool:
        """None: the sentences state the one test."""
        return False

    def _heading(self, tell: Teller) -> str:
        return tell("Is it chance that nobody won more?")

    def _headline(self, tell: Teller) -> Text:
        if self.untested:
            return self._tell_untested(tell)
        said = {
            "winners": tell.counted("winners", "level", self.level),
            "largest": number_held(tell, tell.state("largest_number")),
            "p": tell.p("largest_number"),
        }
        if self.is_unlikely:
            return tell(
                "That none of {winners} won more than {largest} is unlikely to be chance ({p}).",
                **said,
            )
        return tell(
            "That none of {winners} won more than {largest} was not shown to differ from "
            "chance ({p}).",
            **said,
        )

    def _tell_untested(self, tell: Teller) -> Text:
        if self.untested == "few":
            return tell(
                "Whether it is chance is not tested: {reason}.",
                reason=few(tell, self.counted, self.level),
            )
        if self.untested == "provinces":
            return tell(
                "Nothing about chance is concluded for provinces: they have too different numbers "
                "of hotlines for equal chances to be a model."
            )
        if self.untested == "one_award":
            return tell("Only one award is counted: nobody can win several.")
        if self.untested == "all_awards":
            return tell("One winner holds all awards counted: nobody can have more.")
        return tell("Each award has other winners: nobody won several.")

    def _prose(self, tell: Teller) -> list[Text]:
        if self.untested:
            return []
        return [
            self._tell_expected(tell),
            self._tell_power(tell),
            self._tell_entrants(tell),
            self._tell_joint(tell),
            self._tell_meaning(tell),
        ]

    def _tell_expected(self, tell: Teller) -> Text:
        return tell(
            "{winners} share {held}. If each award category had drawn its winners by lot, the one "
            "with most would hold {mean} on average ({range} in 95% of draws). No number of "
            "entrants is needed: given how many different winners there are, it drops out.{once}",
            once=self._tell_once(tell),
            winners=tell.counted("winners", "level", self.level),
            held=number_held(tell, tell.state("held"), "awards"),
            mean=tell.state("largest_number", 1, "null_mean"),
            range=tell.null_range("largest_number", 0),
        )

    def _tell_once(self, tell: Teller) -> Text:
        if self.counted.rows == tell.of("held"):
            return Text("")
        said = tell("An award category won several times by one winner counts once.")
        return said if tell.language != "en" else joined([" ", said])

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
        values = {
            "winners": tell.counted("winners", "level", self.level),
            "entrants": tell.state("entrants_of_equal_chances"),
        }
        if isinf(tell.of("entrants_of_equal_chances", "high")):
            return tell(
                "{winners} as different winners point to {entrants} entrants with equal chances "
                "(maximum likelihood; 95% interval {low} or more).",
                low=tell.state("entrants_of_equal_chances", 0, "low"),
                **values,
            )
        return tell(
            "{winners} as different winners point to {entrants} entrants with equal chances "
            "(maximum likelihood; 95% interval {interval}, about a repeated award with the same "
            "chances); of unequal strength, they would have been more.",
            interval=tell.interval("entrants_of_equal_chances", 0),
            **values,
        )

    def _tell_joint(self, tell: Teller) -> Text:
        if not tell.has("joint", "p") or tell.of("joint", "p") >= ALPHA:
            return Text("")
        return tell(
            "Both together, so few different winners and none with more than {largest}, have a "
            "probability of at most {p}, whatever the number of entrants.",
            largest=number_held(tell, tell.state("largest_number")),
            p=tell.share("joint", 1, "p"),
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
        return tell(
            "{selection}: the largest number of award categories of one winner, if the winners of "
            "each category are drawn by lot, given {winners} in all. {exact} The line is what was "
            "observed; p is one-sided, as few or fewer.",
            selection=self.counted.selection(tell),
            winners=tell.counted("winners", "level", self.level),
            exact=tell("Probabilities are exact.")
            if not tell.of("largest_number", "draws")
            else tell(
                "Probabilities are from {draws} draws.",
                draws=tell.state("largest_number", 0, "draws"),
            ),
        )

    def _distribution(self, tell: Teller) -> tuple[dict[str, pd.DataFrame], float, str]:
        label = tell(
            "{winners} share {held}",
            winners=tell.counted("winners", "level", self.level),
            held=number_held(tell, tell.state("held"), "awards"),
        )
        frame = self.frame.rename(columns={"largest": "value"})
        return (
            {str(label): frame},
            tell.of("largest_number"),
            tell("Award categories of the winner with most"),
        )

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.null_distribution import describe_null_distribution

        shown, observed, label = self._distribution(tell)
        return describe_null_distribution(shown, observed, x_label=label, language=tell.language)

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.null_distribution import draw_null_distribution

        shown, observed, label = self._distribution(tell)
        look.setdefault("x_label", label)
        return draw_null_distribution(
            shown, observed, ax=ax, layout=layout, language=tell.language, **look
        )


def chance(awards: pd.DataFrame, *, level: Level = "organisation", draws: int = DRAWS) -> Chance:
    """Test, without a number of entrants, whether it is chance that nobody won more awards.

    If each award category draws its winners by lot from the same entrants, the number of distinct
    winners is sufficient for the number of entrants; given it, all ways to give the awards that
    leave no winner without are equally likely, whatever the number of entrants.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them. Award categories are counted: one that
        was given several times to a winner counts once.
    level : {"organisation", "city", "province"}
        Who is one winner. Of provinces nothing is tested: equal chances are no model of them.
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

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or the level isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = chance(select_awards(load_awards())).estimates.set_index("id")
    >>> found.loc["chance/largest_number", ["value", "p"]].astype("float64").round(4).tolist()
    [2.0, 0.0284]
    """
    rows, counted = counted_winners(awards, level)
    holdings = award_holdings(rows, level)
    sizes = [int(size) for size in award_sizes(holdings)]
    most = int(holdings.groupby("winner_id").size().max())
    untested = _untested(sizes, counted.n, most, counted.is_few, level)
    complete = [
        count_row("winners", counted.n, unit=level),
        count_row("held", len(holdings), unit="awards"),
    ]
    frame = pd.DataFrame({"largest": [], "probability": []}).astype({"largest": "int64"})
    tested: list[Row] = []
    if not untested:
        from hotlinelib.measures.distinct_winners import largest_given_winners

        frame = largest_given_winners(sizes, counted.n, draws=draws)
        tested = list(_tested(sizes, counted.n, most, frame, draws))
        if level == "organisation":
            cities = award_holdings(rows, "city").groupby("winner_id").size().max()
            tested.append(count_row("largest_number", cities, unit="awards", key="by_city"))
    return Chance(
        frame=frame,
        counted=counted,
        estimates=estimates_of("chance", [*complete, *tested]),
        level=level,
        untested=untested,
    )


def _untested(sizes: list[int], winners: int, most: int, few: bool, level: Level) -> str:
    reasons = {
        "one_award": len(sizes) < 2,
        "few": few,
        "provinces": level == "province",
        "no_repeats": winners == sum(sizes),
        "all_awards": most == len(sizes),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _tested(
    sizes: list[int], winners: int, most: int, largest: pd.DataFrame, draws: int
) -> Iterator[Row]:
    from hotlinelib.measures.distinct_winners import (
        distinct_winners_pool,
        few_distinct_and_nobody_with_more,
        nobody_with_more,
    )

    nobody = nobody_with_more(sizes, winners, most, draws=draws)
    yield row(nobody, id="largest_number")
    at_most = largest["probability"].cumsum()
    found = largest.loc[at_most < ALPHA, "largest"]
    if len(found):
        limit = Estimate("significant_at_most", float(found.max()), unit="awards", n=winners)
        yield row(replace(limit, method="largest number with a p below 0.05", draws=nobody.draws))
    pool = distinct_winners_pool(sizes, winners)
    yield row(pool, id="entrants_of_equal_chances")
    if nobody.p < ALPHA and len(sizes) <= JOINT_AWARDS:
        joint = few_distinct_and_nobody_with_more(sizes, winners, most)
        yield row(joint["joint_repeat_winners"], id="joint")
