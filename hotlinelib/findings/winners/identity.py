"""Which decisions on who is who change a result on winners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.decisions import DecisionKind, decide
from hotlinelib.findings.estimates import count_row, estimates_of, rows_of
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.chance import chance
from hotlinelib.findings.winners.holdings import WinnersFinding, counted_winners, short_names
from hotlinelib.findings.winners.pairs import pairs
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values

KINDS: dict[Level, tuple[DecisionKind, ...]] = {
    "organisation": ("name_apart", "merged"),
    "city": ("district_apart",),
    "province": (),
}
# Where a test is repeated for each decision and isn't exact.
DRAWS = 5_000
LARGEST = "chance/largest_number"


@dataclass(frozen=True, eq=False)
class Identity(WinnersFinding):
    """Results on winners with each decision on identity made the other way.

    Attributes
    ----------
    frame : pandas.DataFrame
        As `hotlinelib.findings.decide` returns it, of the estimates that are tested.
    """

    name: ClassVar[str] = "identity"

    @property
    def has_table(self) -> bool:
        """Whether there is a decision, and a test that it could change."""
        return not self._listed.empty

    @property
    def _listed(self) -> pd.DataFrame:
        """The results that cross 5% under some decision, and the test of the largest number."""
        moved = self.frame.loc[self.frame["crosses"], "id"]
        return self.frame[self.frame["id"].isin([*moved, LARGEST])]

    def _heading(self, tell: Teller) -> str:
        return tell("Decisions on who is who")

    def _headline(self, tell: Teller) -> Text:
        if not tell.of("decisions"):
            return tell("No decision on who is who bears on these winners.")
        if self.frame["p"].isna().all():
            return tell("Nothing is tested that a decision on who is who could change.")
        return tell(
            "Decisions on who is who that change a result if made the other way, one at a time: "
            "{moving} of {decisions}.",
            moving=tell.state("moving"),
            decisions=tell.state("decisions"),
        )

    def _prose(self, tell: Teller) -> list[Text]:
        rule = tell(
            "A result is changed where its p (after Holm’s correction for pairs of awards) "
            "crosses 5%."
        )
        return [rule] if self.has_table else []

    def _table(self, tell: Teller) -> pd.DataFrame:
        listed = self._listed.reset_index(drop=True)
        kinds: dict[str, Callable[[str], Text]] = {
            "merged": lambda place: tell("Organisations of {place} as one", place=named(place)),
            "name_apart": lambda place: tell("Second name in {place} apart", place=named(place)),
            "district_apart": lambda place: tell("{place} apart from its city", place=named(place)),
        }
        places = label_values(listed["place"], "prefecture", tell.language)
        decisions = [
            str(kinds[kind](place)) for kind, place in zip(listed["kind"], places, strict=True)
        ]
        return pd.DataFrame(
            {
                "decision": pd.Series(decisions, dtype="str"),
                "result": pd.Series([_result(tell, id) for id in listed["id"]], dtype="str"),
                "own_value": listed["value"].astype("Int64"),
                "own_p": listed["p"],
                "changed_value": listed["value_changed"].astype("Int64"),
                "changed_p": listed["p_changed"],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: results that some decision changes, and the test of the largest number "
            "of awards, as counted here and with one decision made the other way.",
            selection=self.counted.selection(tell),
        )


def identity(awards: pd.DataFrame, *, level: Level = "organisation") -> Identity:
    """Find which decisions on who is who change a result on winners.

    Parameters
    ----------
    awards, level
        As `holders` takes them. Organisations: second printed names apart, the organisations of one
        city as one; cities: districts and county-level cities apart.

    Returns
    -------
    Identity
        `.estimates` has the ids `identity/decisions`, `identity/moving` (decisions that change a
        result) and `identity/p/<decision>/<id of the estimate>`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = identity(select_awards(load_awards())).frame
    >>> found.loc[found["crosses"], "decision"].unique().tolist()
    ['merged/510100', 'merged/410100', 'merged/440600', 'merged/320500']
    """
    rows, counted = counted_winners(awards, level)
    frame = decide(rows, lambda changed: _results(changed, level), KINDS[level])
    moving = frame.loc[frame["crosses"], "decision"].nunique()
    changed = {"value": "value_changed", "p": "p_changed"}
    estimates = [
        count_row("decisions", frame["decision"].nunique(), unit="decisions"),
        count_row("moving", moving, unit="decisions"),
        *rows_of(
            frame,
            "p",
            frame["decision"] + "/" + frame["id"],
            changed,
            method="as the estimate that it changes",
        ),
    ]
    return Identity(frame, counted, estimates_of("identity", estimates), level)


def _results(awards: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Return the tested estimates of the report."""
    made = (
        chance(awards, level=level, draws=DRAWS),
        pairs(awards, level=level, sensitivity=False, draws=DRAWS),
    )
    found = pd.concat([one.estimates for one in made])
    return found[found["p"].notna() & (found["id"] != "chance/joint")]


def _result(tell: Teller, id: str) -> str:
    """Return what an estimate is about, for a table."""
    if id == LARGEST:
        return tell("Nobody with more awards")
    first, second = short_names(id.removeprefix("pairs/together/").split("+"), tell.language)
    return tell("{first} and {second}", first=first, second=second)
