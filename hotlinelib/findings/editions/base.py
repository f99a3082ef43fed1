"""Which editions are compared: the two latest whose whole list is known, or why none."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from hotlinelib.arguments import check_columns
from hotlinelib.choices import Level
from hotlinelib.choices.editions import choose_editions
from hotlinelib.findings.counted import counted_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.counting import identify_winners
from hotlinelib.language import Text, named
from hotlinelib.places.conversion import convert_codes
from hotlinelib.selection import year_of
from hotlinelib.tables.editions import list_editions
from hotlinelib.tables.load import load_awards

# Relations of codes that lead to one division; a division that was split leads to several.
ONE_TO_ONE = ("same", "renamed", "recoded", "merged")

Reason = Literal["", "single", "partial", "few"]


@dataclass(frozen=True)
class Compared:
    """The editions of a frame, and the two of them that are compared."""

    first: str
    second: str
    others: tuple[str, ...]
    partial: tuple[str, ...]

    @property
    def reason(self) -> Reason:
        """Why nothing is compared."""
        if self.second:
            return ""
        return "partial" if self.partial else "single"


@dataclass(frozen=True, eq=False)
class EditionsFinding(Finding):
    """A finding on two editions."""

    compared: Compared
    reason: Reason

    def _nouns(self) -> dict[str, Callable[..., Any]]:
        first, second = self.compared.first, self.compared.second
        return super()._nouns() | {
            "first": lambda _: named(first),
            "second": lambda _: named(second),
        }

    def tell_nothing(self, tell: Teller) -> Text:
        """Return why nothing is compared."""
        partial = tell.series(map(named, self.compared.partial))
        first = named(self.compared.first)
        if not self.compared.first:
            return tell(
                "Nothing is compared: of {partial} press reports name single winners only, which "
                "carry no share, rate or test.",
                partial=partial,
            )
        if self.compared.partial:
            return tell(
                "Nothing is compared: the whole list is known of {first} alone; of {partial} press "
                "reports name single winners only, which carry no share, rate or test.",
                first=first,
                partial=partial,
            )
        return tell(
            "There is nothing to compare yet: the whole list is known of {first} alone.",
            first=first,
        )

    def tell_left_out(self, tell: Teller) -> Text:
        """Return which of the editions chosen aren't compared, and why."""
        others = tell.series(map(named, self.compared.others))
        partial = tell.series(map(named, self.compared.partial))
        return tell.paragraph(
            tell("The two latest are compared; left out: {others}.", others=others)
            if self.compared.others
            else "",
            tell(
                "Of {partial} press reports name single winners only, which carry no share, rate "
                "or test.",
                partial=partial,
            )
            if self.compared.partial
            else "",
        )


def load_editions(editions: str) -> pd.DataFrame:
    """Load the awards of the editions that a report's parameter names: "2019,2021" or "all"."""
    with warnings.catch_warnings():
        # The report itself says which editions are known in part.
        warnings.simplefilter("ignore", UserWarning)
        return load_awards(choose_editions(editions))


def compared_of(awards: pd.DataFrame) -> tuple[pd.DataFrame, Compared]:
    """Return the rows that are compared, and of which editions they are."""
    known = check_columns(awards, ("edition",))["edition"].unique()
    partial = tuple(sorted(set(known) & set(list_editions("partial"))))
    full = sorted(set(known) - set(partial))
    counted_of(awards, "awards")
    pair = full[-2:]
    rows = awards[awards["edition"].isin(pair or partial)].reset_index(drop=True)
    first, second = (*pair, "", "")[:2]
    return rows, Compared(first, second, tuple(full[:-2]), partial)


def winners_of(rows: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Add `winner_id` and `winner`, cities by the division codes of the latest edition."""
    # A city whose code changed is the same city; one that was split stays under its former code.
    parts = [identify_winners(part, level) for _, part in rows.groupby("edition", sort=True)]
    latest = max(year_of(part) for part in parts)
    return pd.concat(
        [part if level == "organisation" else _recoded(part, latest) for part in parts],
        ignore_index=True,
    )


def _recoded(part: pd.DataFrame, latest: int) -> pd.DataFrame:
    if year_of(part) == latest:
        return part
    codes = part["winner_id"].unique()
    led = convert_codes(codes, year_of(part), latest)
    led = led[led["relation"].isin(ONE_TO_ONE)].set_index("from_code")
    ids = part["winner_id"]
    return part.assign(
        winner_id=ids.map(led["to_code"]).fillna(ids).astype("str"),
        winner=ids.map(led["to_name"]).fillna(part["winner"]).astype("str"),
    )
