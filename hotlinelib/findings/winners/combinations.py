"""Which awards were won together: exact combinations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from hotlinelib.choices import Level
from hotlinelib.findings.estimates import Row, count_row, estimates_of
from hotlinelib.findings.finding import Finding, Layout
from hotlinelib.findings.teller import Teller
from hotlinelib.findings.winners.holdings import (
    award_holdings,
    award_sizes,
    counted_winners,
    short_names,
)
from hotlinelib.language import Text, joined, named
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures.cooccurrence import intersections

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# So many combinations that are equally frequent are named in a sentence.
NAMED = 3


@dataclass(frozen=True, eq=False)
class Combinations(Finding):
    """How many winners hold exactly which awards.

    Attributes
    ----------
    frame : pandas.DataFrame
        combination, items (tuple of award ids), size (winners), degree (awards); largest first.
    sizes : pandas.Series
        Winners by award, in printed order.
    level : {"organisation", "city", "province"}
        Who is one winner.
    """

    name: ClassVar[str] = "combinations"
    references: ClassVar[tuple[str, ...]] = ("lex-2014",)

    sizes: pd.Series
    level: Level

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
        ids = [f"exactly/{_key(items)}" for items in most["items"]]
        winners = tell.counted(ids[0], "level", self.level)
        if len(most) > NAMED:
            return tell(
                "No combination of awards stands out: {number} of them were won by {winners} each.",
                number=tell.state("most_frequent"),
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
            awards=joined(names, "; " if tell.language == "en" else "；"),
            winners=winners,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if not self.has_figure:
            return []
        return [
            tell(
                "Combinations of two awards that occur: {occurring} of {possible}.",
                possible=tell.state("possible_pairs"),
                occurring=tell.state("occurring_pairs"),
            )
        ]

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}. Each column is a combination of award categories; the bar above it "
            "counts the {winners} that won exactly these, each once. The bars at the right count "
            "all winners of an award.",
            selection=self.counted.selection(tell),
            winners=noun_alone(tell, "level", self.level),
        )

    def _labelled(self, tell: Teller) -> tuple[pd.DataFrame, dict[str, int]]:
        names = dict(
            zip(self.sizes.index, short_names(self.sizes.index, tell.language), strict=True)
        )
        items = [tuple(names[award] for award in held) for held in self.frame["items"]]
        labelled = self.frame.assign(items=pd.Series(items, self.frame.index, dtype=object))
        return labelled, {names[award]: int(size) for award, size in self.sizes.items()}

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.upset import describe_upset

        return describe_upset(*self._labelled(tell), language=tell.language)

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.upset import draw_upset

        look.setdefault("size_label", tell("Winners of exactly these"))
        look.setdefault("set_label", tell("Winners of the award"))
        return draw_upset(
            *self._labelled(tell), ax=ax, layout=layout, language=tell.language, **look
        )


def combinations(awards: pd.DataFrame, *, level: Level = "organisation") -> Combinations:
    """Count the winners by the exact combination of awards that they hold.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    level : {"organisation", "city", "province"}
        Who is one winner; an award to a person counts for the person's organisation.

    Returns
    -------
    Combinations
        `.frame` has a row per combination (Lex and others 2014); `.estimates` the ids
        `combinations/exactly/<award>+<award>...` (winners), `combinations/winners_of/<award>`,
        `combinations/most_frequent` (combinations of two or more that are equally the most
        frequent), `combinations/possible_pairs` and `combinations/occurring_pairs`.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or the level isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = combinations(select_awards(load_awards())).repeated
    >>> found[["items", "size"]].iloc[0].tolist()
    [('management_efficiency', 'service_to_the_people'), 5]
    """
    rows, counted = counted_winners(awards, level)
    holdings = award_holdings(rows, level)
    frame, sizes = intersections(holdings, "award_id", "winner_id"), award_sizes(holdings)
    return Combinations(
        frame=frame,
        counted=counted,
        estimates=estimates_of("combinations", _rows(frame, sizes, level)),
        sizes=sizes,
        level=level,
    )


def _rows(frame: pd.DataFrame, sizes: pd.Series, level: Level) -> Iterator[Row]:
    for items, size in zip(frame["items"], frame["size"], strict=True):
        yield count_row("exactly", size, unit=level, key=_key(items))
    for award, size in sizes.items():
        yield count_row("winners_of", size, unit=level, key=str(award))
    repeated = frame[frame["degree"] > 1]
    most = int((repeated["size"] == repeated["size"].max()).sum())
    together = {pair for items in repeated["items"] for pair in _pairs(items)}
    yield count_row("most_frequent", most, unit="combinations")
    yield count_row("possible_pairs", len(sizes) * (len(sizes) - 1) // 2, unit="combinations")
    yield count_row("occurring_pairs", len(together), unit="combinations")


def _pairs(items: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(a, b) for at, a in enumerate(items) for b in items[at + 1 :]]


def _key(items: tuple[str, ...]) -> str:
    return "+".join(items)
