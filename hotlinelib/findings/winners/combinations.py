"""Which awards were won together: exact combinations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations as subsets
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.choices import Level
from hotlinelib.findings.estimates import Row, count_row, estimates_of
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.holdings import WinnersFinding, held_awards, short_names
from hotlinelib.language import Text, named
from hotlinelib.measures.cooccurrence import intersections

# So many combinations that are equally frequent are named in a sentence.
NAMED = 3


@dataclass(frozen=True, eq=False)
class Combinations(WinnersFinding):
    """How many winners hold exactly which awards.

    Attributes
    ----------
    frame : pandas.DataFrame
        combination, items (tuple of award ids), size (winners), degree (awards); largest first.
    sizes : pandas.Series
        Winners by award, in printed order.
    """

    name: ClassVar[str] = "combinations"
    references: ClassVar[tuple[str, ...]] = ("lex-2014",)

    sizes: pd.Series

    @property
    def repeated(self) -> pd.DataFrame:
        """The combinations of two awards or more."""
        return self.frame[self.frame["degree"] > 1]

    @property
    def has_figure(self) -> bool:
        """Whether awards were combined."""
        return not self.repeated.empty

    @property
    def has_table(self) -> bool:
        """None: the figure has all."""
        return False

    def _heading(self, tell: Teller) -> str:
        return tell("Combinations of awards")

    def _headline(self, tell: Teller) -> Text:
        repeated = self.repeated
        if len(self.sizes) < 2:
            return tell("Only one award is counted, so that none can be combined.")
        if repeated.empty:
            return tell("No two awards went to the same winner.")
        most = repeated[repeated["size"] == repeated["size"].max()]
        winners = self.winners(tell, f"exactly/{'+'.join(most['items'].iloc[0])}")
        if len(most) > NAMED:
            return tell(
                "No combination of awards stands out: {most_frequent} of them were won by "
                "{winners} each.",
                winners=winners,
            )
        names = [tell.series(map(named, short_names(ids, tell.language))) for ids in most["items"]]
        if len(names) == 1:
            return tell(
                "The most frequent combination is {awards}, won by {winners}.",
                awards=names[0],
                winners=winners,
            )
        return tell(
            "The most frequent combinations are {awards}, each won by {winners}.",
            awards=tell.listed(names),
            winners=winners,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if not self.has_figure:
            return []
        return [
            tell("Combinations of two awards that occur: {occurring_pairs} of {possible_pairs}.")
        ]

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}. Each column is a combination of award categories; the bar above it "
            "counts the {winners} that won exactly these, each once. The bars at the right count "
            "all winners of an award."
        )

    def _figure(self, tell: Teller) -> figures.Chart:
        short = short_names(self.sizes.index, tell.language)
        names = dict(zip(self.sizes.index, short, strict=True))
        items = [tuple(names[award] for award in held) for held in self.frame["items"]]
        return figures.UpSet(
            intersections=self.frame.assign(items=pd.Series(items, self.frame.index, dtype=object)),
            sizes={names[award]: int(size) for award, size in self.sizes.items()},
            size_label=tell("Winners of exactly these"),
            set_label=tell("Winners of the award"),
        )


def combinations(awards: pd.DataFrame, *, level: Level = "organisation") -> Combinations:
    """Count the winners by the exact combination of awards that they hold.

    Parameters
    ----------
    awards, level
        As `holders` takes them.

    Returns
    -------
    Combinations
        `.frame` has a row per combination (Lex and others 2014); `.estimates` the ids
        `combinations/exactly/<award>+<award>...` (winners), `combinations/winners_of/<award>`,
        `combinations/most_frequent` (combinations of two or more that are equally the most
        frequent), `combinations/possible_pairs` and `combinations/occurring_pairs`.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = combinations(select_awards(load_awards())).repeated
    >>> found["items"].iloc[0], int(found["size"].iloc[0])
    (('management_efficiency', 'service_to_the_people'), 5)
    """
    held = held_awards(awards, level)
    frame = intersections(held.holdings, "award_id", "winner_id")
    return Combinations(
        frame=frame,
        counted=held.counted,
        estimates=estimates_of("combinations", _rows(frame, held.sizes, level)),
        sizes=held.sizes,
        level=level,
    )


def _rows(frame: pd.DataFrame, sizes: pd.Series, level: Level) -> Iterator[Row]:
    for items, size in zip(frame["items"], frame["size"], strict=True):
        yield count_row("exactly", size, unit=level, key="+".join(items))
    for award, size in sizes.items():
        yield count_row("winners_of", size, unit=level, key=str(award))
    repeated = frame[frame["degree"] > 1]
    together = {pair for items in repeated["items"] for pair in subsets(items, 2)}
    numbers = {
        "most_frequent": int((repeated["size"] == repeated["size"].max()).sum()),
        "possible_pairs": len(sizes) * (len(sizes) - 1) // 2,
        "occurring_pairs": len(together),
    }
    for quantity, number in numbers.items():
        yield count_row(quantity, number, unit="combinations")
