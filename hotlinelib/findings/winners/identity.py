"""Which decisions on who is who change a result on winners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.decisions import Decided, DecisionKind, decide, decided_rows
from hotlinelib.findings.estimates import estimates_of
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.chance import chance
from hotlinelib.findings.winners.holdings import WinnersFinding, counted_winners, short_names
from hotlinelib.findings.winners.pairs import pairs

KINDS: dict[Level, tuple[DecisionKind, ...]] = {
    "organisation": ("name_apart", "merged"),
    "city": ("district_apart",),
    "province": (),
}
# Where a test is repeated for each decision and isn't exact.
DRAWS = 5_000


@dataclass(frozen=True, eq=False)
class Identity(Decided, WinnersFinding):
    """Results on winners with each decision on identity made the other way.

    Attributes
    ----------
    frame : pandas.DataFrame
        As `hotlinelib.findings.decide` returns it, of the estimates that are tested.
    """

    name: ClassVar[str] = "identity"
    main: ClassVar[str] = "chance/largest_number"

    def _named_result(self, tell: Teller, id: str) -> str:
        if id == self.main:
            return tell("Nobody with more awards")
        first, second = short_names(id.removeprefix("pairs/together/").split("+"), tell.language)
        return tell("{first} and {second}", first=first, second=second)


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
    return Identity(
        frame=frame,
        counted=counted,
        estimates=estimates_of("identity", decided_rows(frame)),
        level=level,
    )


def _results(awards: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Return the tested estimates of the report."""
    made = (
        chance(awards, level=level, draws=DRAWS),
        pairs(awards, level=level, sensitivity=False, draws=DRAWS),
    )
    found = pd.concat([one.estimates for one in made])
    return found[found["p"].notna() & (found["id"] != "chance/joint")]
