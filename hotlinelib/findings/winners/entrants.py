"""How many winners of several awards chance makes, for assumed numbers of entrants."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import Level
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row, rows_of
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import identify_winners
from hotlinelib.findings.winners.holdings import (
    ALPHA,
    Held,
    TestedFinding,
    first_that_holds,
    held_awards,
    number_held,
    several,
)
from hotlinelib.language import Speech, Text, named
from hotlinelib.language.nouns import noun
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import SEED, monte_carlo_p, side_by_side
from hotlinelib.measures.null_model import repeat_winners
from hotlinelib.measures.validation import positive_integer
from hotlinelib.places.divisions import cities_of_year, load_provinces
from hotlinelib.places.names import SUFFIXES
from hotlinelib.tables.read import read_table

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
    awards: pd.DataFrame, counted: pd.DataFrame, level: Level, entrants: int, year: int
) -> pd.DataFrame:
    """Return the numbers to assume, the smallest first: entrants_id, entrants and status."""
    published = load_entrants()
    mine = published[published["level"] == level]
    # Nobody counted the organisations there are.
    places = {"city": len(cities_of_year(year)), "province": len(load_provinces())}.get(level)
    winners, listed = (
        identify_winners(rows, level)["winner_id"].nunique() for rows in (counted, awards)
    )
    numbers = [
        (WON_ANYTHING, listed),
        *zip(mine["entrants_id"], mine["entrants"].tolist(), strict=True),
        *([] if places is None else [(PLACES, places)]),
        (ASSUMED, positive_integer(entrants, "entrants")),
    ]
    found = pd.DataFrame(numbers, columns=["entrants_id", "entrants"]).drop_duplicates("entrants")
    too_many = found["entrants"] > (places or np.inf)
    status = np.select([found["entrants"] < winners, too_many], [TOO_FEW, TOO_MANY], USABLE)
    return found.assign(status=status).sort_values("entrants", ignore_index=True)


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


def assumed_row(key: object, number: float) -> Row:
    """Return an assumed number of entrants as a row of estimates."""
    return row(Estimate("assumed", float(number), unit="entrants", method="assumed"), key=str(key))


@dataclass(frozen=True, eq=False)
class Entrants(TestedFinding):
    """How many winners of several awards chance makes, for each assumed number of entrants.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per usable number: entrants_id, entrants, observed, expected, low, high (middle 95%
        of draws), p_upper (as many or more), p_lower (as few or fewer), p_largest (nobody has more
        than the winner with most).
    left_out : pandas.DataFrame
        The numbers that can't be: entrants_id, entrants, status ("fewer_than_winners" of the awards
        counted, or "more_than_there_are").
    curve : pandas.DataFrame
        entrants, expected, low, high from the smallest usable number to the largest.
    min_awards : int
        From which number of award categories on a winner is counted.
    reason : {"", "few", "provinces", "too_few_awards", "no_number"}
        Why nothing is tested.
    """

    name: ClassVar[str] = "entrants"
    references: ClassVar[tuple[str, ...]] = ("davison-hinkley-1997",)

    left_out: pd.DataFrame
    curve: pd.DataFrame
    min_awards: int

    @property
    def has_figure(self) -> bool:
        """Whether there are several numbers to compare."""
        return not self.reason and len(self.curve) > 1

    def _heading(self, tell: Teller) -> str:
        return tell("Winners of several awards by number of entrants")

    def _result(self, tell: Teller) -> Text:
        frame = self.frame
        above, below = frame["p_upper"] < ALPHA, frame["p_lower"] < ALPHA
        more, fewer, others = (
            tell.alternatives(tell.state(f"assumed/{name}") for name in frame["entrants_id"][mine])
            for mine in (above, below, ~(above | below))
        )
        said = [
            more and tell("more than chance makes with {numbers} entrants", numbers=more),
            fewer and tell("fewer than chance makes with {numbers} entrants", numbers=fewer),
            others and tell("not shown to differ from chance with {numbers}", numbers=others),
        ]
        return tell(
            "{observed.winners} with {minimum} or more: {verdicts}.",
            minimum=number_held(tell, self.min_awards),
            verdicts=tell.listed(filter(None, said)),
        )

    def _details(self, tell: Teller) -> list[Text]:
        labels = label_entrants(self.left_out["entrants_id"], tell)
        left_out = [
            self._tell_left_out(tell, label, found)
            for label, found in zip(labels, self.left_out.to_dict("records"), strict=True)
        ]
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

    def _tell_left_out(self, tell: Teller, label: str, found: dict[Hashable, Any]) -> Text:
        said = {"label": named(label), "number": tell.state(f"assumed/{found['entrants_id']}")}
        if found["status"] == TOO_FEW:
            return tell("{label} ({number}) is left out: more won.", **said)
        year = self.counted.divisions_year
        places = noun(tell, "level", self.level, named(len(cities_of_year(year))))
        return tell("{label} ({number}) is left out: there are {places}.", places=places, **said)

    def _narrow_columns(self) -> list[str]:
        return ["pool", "winners_observed", "winners_expected", "p_upper"]

    def _table(self, tell: Teller) -> pd.DataFrame:
        columns = {
            "entrants": "pool",
            "observed": "winners_observed",
            "expected": "winners_expected",
            "low": "draws_low",
            "high": "draws_high",
        }
        labels = label_entrants(self.frame["entrants_id"], tell)
        return self.frame.assign(entrants_id=labels).rename(
            columns={"entrants_id": "pool_label", **columns}
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: {winners} with {minimum} or more if each award category draws its "
            "winners by lot, by the number of entrants; mean (exact) and middle 95% of draws.",
            minimum=number_held(tell, self.min_awards),
        )

    def _table_caption(self, tell: Teller) -> Text:
        first = f"with_minimum/{self.frame['entrants_id'].iloc[0]}"
        return tell(
            "The assumed numbers of entrants, with one-sided p of {draws} draws (seed {seed}).",
            draws=tell.state(first, 0, "draws"),
            seed=named(tell.of(first, "seed")),
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        labels = label_entrants(self.frame["entrants_id"], tell)
        minimum = number_held(tell, self.min_awards)
        return figures.EntrantsCurve(
            curve=self.curve,
            observed=tell.of("observed"),
            marks=dict(zip(labels, self.frame["entrants"].astype(float), strict=True)),
            x_label=tell("Number of entrants"),
            y_label=tell("Winners with {minimum} or more", minimum=minimum),
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
        Who is one winner. The published numbers are of organisations; for cities the number of all
        there are takes their place. Nothing is tested of provinces.
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

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = entrants(load_awards(), select_awards(load_awards()))
    >>> found.frame["expected"].round(1).tolist()
    [21.4, 12.5, 5.2]
    """
    held = held_awards(counted, level)
    listed = list_entrants(awards, held.awards, level, entrants, held.counted.divisions_year)
    is_usable = listed["status"] == USABLE
    reason = first_that_holds(
        too_few_awards=len(held.sizes) < several(min_awards),
        few=held.counted.is_few,
        provinces=level == "province",
        no_number=not is_usable.any(),
    )
    usable = listed[is_usable & (reason == "")].drop(columns="status").reset_index(drop=True)
    numbers = usable["entrants"].tolist()
    observed, largest = int((held.numbers >= min_awards).sum()), int(held.numbers.max())
    frame = usable.join(_drawn(held, numbers, min_awards, draws, observed, largest))
    steps = np.geomspace(min(numbers), max(numbers), CURVE_POINTS) if numbers else np.array([])
    between = sorted({*steps.round().astype(int).tolist(), *numbers})
    curve = _drawn(held, between, min_awards, CURVE_DRAWS, observed, largest)
    curve.insert(0, "entrants", between)
    rows = _rows(frame, listed, observed, largest, level, draws)
    return Entrants(
        frame=frame,
        counted=held.counted,
        estimates=estimates_of("entrants", rows),
        left_out=listed[~is_usable].reset_index(drop=True),
        curve=curve[["entrants", "expected", "low", "high"]],
        level=level,
        min_awards=min_awards,
        reason=reason,
    )


def _drawn(
    held: Held, numbers: list[int], min_awards: int, draws: int, observed: int, largest: int
) -> pd.DataFrame:
    """Return what chance makes, a row per number of entrants, and how often it makes the list."""
    sizes, rows = held.sizes.tolist(), []
    for drawn in side_by_side(
        lambda number: repeat_winners(sizes, number, minimum=min_awards, draws=draws), numbers
    ):
        winners, most = drawn.distribution, drawn.largest
        reached = [
            winners.loc[winners["repeat_winners"] >= observed, "draws"],
            winners.loc[winners["repeat_winners"] <= observed, "draws"],
            most.loc[most["largest_count"] <= largest, "draws"],
        ]
        p_values = [monte_carlo_p(int(times.sum()), draws) for times in reached]
        rows.append((observed, drawn.expected, drawn.low, drawn.high, *p_values))
    names = ["observed", "expected", "low", "high", "p_upper", "p_lower", "p_largest"]
    return pd.DataFrame(rows, columns=names)


def _rows(
    frame: pd.DataFrame, listed: pd.DataFrame, observed: int, largest: int, level: Level, draws: int
) -> Iterator[Row]:
    yield count_row("observed", observed, unit=level)
    for name, number in zip(listed["entrants_id"], listed["entrants"], strict=True):
        yield assumed_row(name, number)
    found = frame.assign(largest=largest)
    null = {"n": "entrants", "null_mean": "expected", "null_low": "low", "null_high": "high"}
    columns = {"value": "observed", **null}
    for quantity, mine, side in (
        ("with_minimum", columns | {"p": "p_upper"}, "many or more"),
        ("with_fewer", columns | {"p": "p_lower"}, "few or fewer"),
        ("nobody_with_more", {"n": "entrants", "value": "largest", "p": "p_largest"}, ""),
    ):
        method = METHOD.format(side=side or "few or fewer")
        unit = level if side else "awards"
        about: dict[str, Any] = {"unit": unit, "method": method, "draws": draws, "seed": SEED}
        yield from rows_of(found, quantity, found["entrants_id"], mine, **about)
