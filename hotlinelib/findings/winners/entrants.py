"""How many winners of several awards chance makes, for assumed numbers of entrants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.finding import Finding, Layout
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import identify_winners
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    award_holdings,
    award_sizes,
    counted_winners,
    few,
    number_held,
    several,
)
from hotlinelib.language import Speech, Text, joined, named
from hotlinelib.language.nouns import noun, noun_alone
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.validation import positive_integer
from hotlinelib.places.divisions import load_divisions
from hotlinelib.places.names import SUFFIXES
from hotlinelib.tables.read import read_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from hotlinelib.measures.null_model import RepeatWinners

WON_ANYTHING, ASSUMED, PLACES = "won_anything", "assumed", "all_places"
USABLE, TOO_FEW, TOO_MANY = "usable", "fewer_than_winners", "more_than_there_are"
DRAWS = 20_000
CURVE_POINTS, CURVE_DRAWS = 14, 5_000
METHOD = (
    "each award drawn from the entrants without replacement, with equal chances and independently; "
    "one-sided, as {side}"
)


def load_entrants() -> pd.DataFrame:
    """Load published numbers of entrants, with their sources.

    Returns
    -------
    pandas.DataFrame
        entrants_id, edition (that the number is of), counted (entrants of the awards, or hotlines
        evaluated independently), level, entrants, label_en, label_hans, label_hant, source.

    Examples
    --------
    >>> load_entrants()["entrants"].tolist()
    [124, 344]
    """
    return read_table("entrants")


def list_entrants(
    awards: pd.DataFrame, counted: pd.DataFrame, level: Level = "organisation", entrants: int = 124
) -> pd.DataFrame:
    """Return the numbers of entrants to assume, each once, smallest first.

    Parameters
    ----------
    awards : pandas.DataFrame
        All awards of one edition: its winners are the smallest number of entrants.
    counted : pandas.DataFrame
        The awards that are counted.
    level : {"organisation", "city", "province"}
        Who is one winner. The published numbers are of organisations; for cities and provinces the
        number of all of them takes their place.
    entrants : int
        The reader's own assumption.

    Returns
    -------
    pandas.DataFrame
        entrants_id, entrants and status: "usable", "fewer_than_winners" (of the awards counted) or
        "more_than_there_are" (cities or provinces).
    """
    published = load_entrants()
    mine = published[published["level"] == level]
    places = count_places(level)
    numbers = [
        (WON_ANYTHING, identify_winners(awards, level)["winner_id"].nunique()),
        *zip(mine["entrants_id"], mine["entrants"].tolist(), strict=True),
        *([] if places is None else [(PLACES, places)]),
        (ASSUMED, positive_integer(entrants, "entrants")),
    ]
    listed = pd.DataFrame(numbers, columns=["entrants_id", "entrants"]).drop_duplicates("entrants")
    winners = identify_winners(counted, level)["winner_id"].nunique()
    too_many = listed["entrants"] > (places or np.inf)
    status = np.select([listed["entrants"] < winners, too_many], [TOO_FEW, TOO_MANY], USABLE)
    return listed.assign(status=status).sort_values("entrants", ignore_index=True)


def count_places(level: Level) -> int | None:
    """Return the number of cities (prefecture-level divisions and municipalities) or provinces.

    Missing for organisations: nobody counted them.
    """
    if level == "organisation":
        return None
    divisions = load_divisions()
    if level == "province":
        return int((divisions["level"] == "province").sum())
    return int(((divisions["level"] == "prefecture") | (divisions["rank"] == "直辖市")).sum())


def label_entrants(ids: pd.Series, say: Speech) -> pd.Series:
    """Return what each number of entrants is, in the reader's language."""
    known = load_entrants().set_index("entrants_id")[f"label{SUFFIXES[say.language]}"]
    labels = {
        **known,
        WON_ANYTHING: say("Those that won anything"),
        ASSUMED: say("Assumed number"),
        PLACES: say("All there are"),
    }
    return ids.map(labels).astype("str")


@dataclass(frozen=True, eq=False)
class Entrants(Finding):
    """How many winners of several awards chance makes, for each assumed number of entrants.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per usable number: entrants_id, entrants, observed, expected, low, high (middle 95%
        of draws), p_upper (as many or more), p_lower (as few or fewer), p_largest (nobody has more
        than the winner with most).
    left_out : pandas.DataFrame
        The numbers that can't be: entrants_id, entrants, status.
    curve : pandas.DataFrame
        entrants, expected, low, high from the smallest usable number to the largest.
    level : {"organisation", "city", "province"}
        Who is one winner.
    min_awards : int
        From which number of award categories on a winner is counted.
    untested : {"", "few", "provinces", "too_few_awards", "no_number"}
        Why nothing is tested.
    """

    name: ClassVar[str] = "entrants"
    references: ClassVar[tuple[str, ...]] = ("davison-hinkley-1997",)

    left_out: pd.DataFrame
    curve: pd.DataFrame
    level: Level
    min_awards: int
    untested: str

    @property
    def has_table(self) -> bool:
        """Whether something is tested."""
        return not self.untested

    @property
    def has_figure(self) -> bool:
        """Whether there are several numbers to compare."""
        return not self.untested and len(self.curve) > 1

    def _heading(self, tell: Teller) -> str:
        return tell("Sensitivity to the number of entrants")

    def _headline(self, tell: Teller) -> Text:
        if self.untested:
            return self._tell_untested(tell)
        more = self.frame[self.frame["p_upper"] < ALPHA]
        fewer = self.frame[self.frame["p_lower"] < ALPHA]
        others = self.frame.drop([*more.index, *fewer.index])
        said = [
            tell("more than chance makes with {numbers} entrants", numbers=self._or(tell, more))
            if len(more)
            else "",
            tell("fewer with {numbers}", numbers=self._or(tell, fewer))
            if len(fewer) and len(more)
            else tell(
                "fewer than chance makes with {numbers} entrants", numbers=self._or(tell, fewer)
            )
            if len(fewer)
            else "",
            tell("not shown to differ from chance with {numbers}", numbers=self._or(tell, others))
            if len(others)
            else "",
        ]
        values = {
            "minimum": number_held(tell, self.min_awards),
            "verdicts": joined(filter(None, said), ", " if tell.language == "en" else "，"),
        }
        if not tell.of("observed"):
            return tell("No winner with {minimum} or more: {verdicts}.", **values)
        if tell.of("observed") == 1:
            return tell("One winner with {minimum} or more: {verdicts}.", **values)
        return tell(
            "{winners} with {minimum} or more: {verdicts}.",
            winners=tell.counted("observed", "level", self.level),
            **values,
        )

    def _tell_untested(self, tell: Teller) -> Text:
        if self.untested == "few":
            return tell(
                "No number of entrants is tried: {reason}.",
                reason=few(tell, self.counted, self.level),
            )
        if self.untested == "provinces":
            return tell("No number of entrants is assumed for provinces.")
        if self.untested == "too_few_awards":
            return tell("Fewer award categories are counted than a winner listed would need.")
        return tell("No assumed number of entrants is large enough for the winners counted.")

    def _or(self, tell: Teller, rows: pd.DataFrame) -> Text:
        numbers = [tell.state(f"assumed/{name}") for name in rows["entrants_id"]]
        last = " or " if tell.language == "en" else "或"
        comma = ", " if tell.language == "en" else "、"
        if len(numbers) < 2:
            return joined(numbers)
        return joined([joined(numbers[:-1], comma), numbers[-1]], last)

    def _prose(self, tell: Teller) -> list[Text]:
        left_out = [self._tell_left_out(tell, *each) for each in self._left_out_named(tell)]
        if self.untested:
            return left_out if self.untested == "no_number" else []
        return [
            tell(
                "How many entered is not known, so that several numbers are tried; the smallest "
                "would mean that nobody who entered left with nothing."
            ),
            tell(
                "More than chance means more than equal chances and independent awards would make; "
                "entrants of unequal strength or with entries for more awards have the same "
                "effect, so that an excess is no evidence of favouritism."
            ),
            tell("Two one-sided tests at 5% are a 10% test together."),
            *left_out,
        ]

    def _left_out_named(self, tell: Teller) -> list[tuple[str, str, str]]:
        labels = label_entrants(self.left_out["entrants_id"], tell)
        return list(zip(labels, self.left_out["entrants_id"], self.left_out["status"], strict=True))

    def _tell_left_out(self, tell: Teller, label: str, id: str, status: str) -> Text:
        said = {"label": named(label), "number": tell.state(f"assumed/{id}")}
        if status == TOO_FEW:
            return tell("{label} ({number}) is left out: more won.", **said)
        places = noun(tell, "level", self.level, named(count_places(self.level)))
        return tell("{label} ({number}) is left out: there are {places}.", places=places, **said)

    def _table(self, tell: Teller) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "pool_label": label_entrants(self.frame["entrants_id"], tell),
                "pool": self.frame["entrants"],
                "winners_observed": self.frame["observed"],
                "winners_expected": self.frame["expected"],
                "draws_low": self.frame["low"],
                "draws_high": self.frame["high"],
                "p_upper": self.frame["p_upper"],
                "p_lower": self.frame["p_lower"],
                "p_largest": self.frame["p_largest"],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        first = f"with_minimum/{self.frame['entrants_id'].iloc[0]}"
        return tell(
            "{selection}: {winners} with {minimum} or more if each award category draws its "
            "winners by lot, by the number of entrants; mean (exact), middle 95% and one-sided p "
            "of {draws} draws (seed {seed}).",
            selection=self.counted.selection(tell),
            winners=noun_alone(tell, "level", self.level),
            minimum=number_held(tell, self.min_awards),
            draws=tell.state(first, 0, "draws"),
            seed=named(tell.of(first, "seed")),
        )

    def _marks(self, tell: Teller) -> dict[str, float]:
        labels = label_entrants(self.frame["entrants_id"], tell)
        return dict(zip(labels, self.frame["entrants"].astype(float), strict=True))

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.pool_curve import describe_pool_curve

        curve = self.curve.rename(columns={"entrants": "pool"})
        observed = tell.of("observed")
        return describe_pool_curve(curve, observed, marks=self._marks(tell), language=tell.language)

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.pool_curve import draw_pool_curve

        look.setdefault("x_label", tell("Number of entrants"))
        minimum = number_held(tell, self.min_awards)
        look.setdefault("y_label", tell("Winners with {minimum} or more", minimum=minimum))
        curve = self.curve.rename(columns={"entrants": "pool"})
        observed = tell.of("observed")
        return draw_pool_curve(
            curve,
            observed,
            marks=self._marks(tell),
            ax=ax,
            layout=layout,
            language=tell.language,
            **look,
        )


def entrants(
    awards: pd.DataFrame,
    counted: pd.DataFrame,
    *,
    level: Level = "organisation",
    min_awards: int = 2,
    entrants: int = 124,
    draws: int = DRAWS,
) -> Entrants:
    """Hold the winners of several awards against chance for assumed numbers of entrants.

    Parameters
    ----------
    awards : pandas.DataFrame
        All rows of one edition: its winners are the smallest number of entrants.
    counted : pandas.DataFrame
        The rows that are counted, as `select_awards` returns them.
    level : {"organisation", "city", "province"}
        Who is one winner. Nothing is tested of provinces.
    min_awards : int, default 2
        From which number of award categories on a winner is counted; 2 or more.
    entrants : int, default 124
        The reader's own assumption.
    draws : int, default 20000
        Number of simulated rounds of all awards, for each number.

    Returns
    -------
    Entrants
        `.estimates` has the ids `entrants/observed`, `entrants/assumed/<which>`,
        `entrants/with_minimum/<which>` (null mean and range, p of as many or more),
        `entrants/with_fewer/<which>` (p of as few or fewer) and
        `entrants/nobody_with_more/<which>`.

    Raises
    ------
    ParameterError
        If a frame has no rows or several editions, or a choice isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = entrants(load_awards(), select_awards(load_awards()))
    >>> found.frame["expected"].round(1).tolist()
    [23.3, 12.5, 5.1]
    """
    rows, about = counted_winners(counted, level)
    holdings = award_holdings(rows, level)
    sizes = [int(size) for size in award_sizes(holdings)]
    listed = list_entrants(awards, rows, level, entrants)
    usable = listed[listed["status"] == USABLE]
    reasons = {
        "too_few_awards": len(sizes) < several(min_awards),
        "few": about.is_few,
        "provinces": level == "province",
        "no_number": usable.empty,
    }
    untested = next((reason for reason, holds in reasons.items() if holds), "")
    held = holdings.groupby("winner_id").size()
    observed, largest = int((held >= min_awards).sum()), int(held.max())
    tested = usable.head(0) if untested else usable
    simulated = _simulated(sizes, tested["entrants"].tolist(), min_awards, draws)
    frame = pd.DataFrame(
        [_held_against(drawn, observed, largest) for drawn in simulated], columns=list(MEASURED)
    )
    frame = pd.concat([tested.drop(columns="status").reset_index(drop=True), frame], axis=1)
    return Entrants(
        frame=frame,
        counted=about,
        estimates=estimates_of("entrants", _rows(frame, listed, observed, largest, level, draws)),
        left_out=listed[listed["status"] != USABLE].reset_index(drop=True),
        curve=_curve(sizes, tested["entrants"], min_awards),
        level=level,
        min_awards=min_awards,
        untested=untested,
    )


MEASURED = ("observed", "expected", "low", "high", "p_upper", "p_lower", "p_largest")


def _simulated(
    sizes: list[int], numbers: list[int], min_awards: int, draws: int
) -> list[RepeatWinners]:
    from hotlinelib.measures.monte_carlo import side_by_side
    from hotlinelib.measures.null_model import repeat_winners

    return side_by_side(
        lambda number: repeat_winners(sizes, number, minimum=min_awards, draws=draws), numbers
    )


def _held_against(drawn: RepeatWinners, observed: int, largest: int) -> tuple[float, ...]:
    from hotlinelib.measures.monte_carlo import monte_carlo_p

    numbers, rounds = drawn.distribution["repeat_winners"], drawn.distribution["draws"]
    most = drawn.largest
    reached = (
        rounds[numbers >= observed],
        rounds[numbers <= observed],
        most.loc[most["largest_count"] <= largest, "draws"],
    )
    p_values = [monte_carlo_p(int(times.sum()), drawn.draws) for times in reached]
    return observed, drawn.expected, drawn.low, drawn.high, *p_values


def _curve(sizes: list[int], usable: pd.Series, min_awards: int) -> pd.DataFrame:
    names = ["entrants", "expected", "low", "high"]
    if usable.empty:
        return pd.DataFrame(columns=names)
    steps = np.geomspace(usable.min(), usable.max(), CURVE_POINTS).round().astype(int)
    numbers = sorted({*steps.tolist(), *usable.tolist()})
    drawn = _simulated(sizes, numbers, min_awards, CURVE_DRAWS)
    rows = [(each.pool, each.expected, each.low, each.high) for each in drawn]
    return pd.DataFrame(rows, columns=names)


def _rows(
    frame: pd.DataFrame, listed: pd.DataFrame, observed: int, largest: int, level: Level, draws: int
) -> Iterator[Row]:
    from hotlinelib.measures.monte_carlo import SEED

    yield count_row("observed", observed, unit=level)
    for name, number in zip(listed["entrants_id"], listed["entrants"], strict=True):
        yield row(Estimate("assumed", float(number), unit="entrants", method="assumed"), key=name)
    same: dict[str, Any] = {"draws": draws, "seed": SEED}
    for name, found in zip(frame["entrants_id"], frame.to_dict("records"), strict=True):
        null = {
            "null_mean": found["expected"],
            "null_low": float(found["low"]),
            "null_high": float(found["high"]),
            "n": int(found["entrants"]),
        }
        more, fewer = METHOD.format(side="many or more"), METHOD.format(side="few or fewer")
        at_least = Estimate(
            "with_minimum", observed, level, p=found["p_upper"], method=more, **null, **same
        )
        yield row(at_least, key=name)
        at_most = Estimate(
            "with_fewer", observed, level, p=found["p_lower"], method=fewer, **null, **same
        )
        yield row(at_most, key=name)
        nobody = Estimate(
            "nobody_with_more",
            largest,
            "awards",
            p=found["p_largest"],
            method=fewer,
            n=null["n"],
            **same,
        )
        yield row(nobody, key=name)
