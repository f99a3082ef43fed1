"""Which awards were given in which edition, whatever they were called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib.findings.counted import counted_of
from hotlinelib.findings.editions.base import Compared, EditionsFinding, compared_of
from hotlinelib.findings.estimates import count_row, estimates_of
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.language.script import to_simplified


@dataclass(frozen=True, eq=False)
class Categories(EditionsFinding):
    """The awards of two editions, matched by the registry.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per award: `award_id, given_first, given_second` (numbers of awards given),
        `title_first, title_second` (as printed; missing where it wasn't given).
    """

    name: ClassVar[str] = "categories"

    def _heading(self, tell: Teller) -> str:
        return tell("The awards of the editions")

    def _headline(self, tell: Teller) -> Text:
        if self.reason and not self.compared.first:
            return tell("The lists of awards of these editions aren't known.")
        if self.reason:
            return tell(
                "Given in {first}: {categories}.",
                categories=tell.counted("categories", "unit", "categories"),
                first=named(self.compared.first),
            )
        values = {
            "both": tell.amount("both", "unit", "categories"),
            "all": tell.counted("categories", "unit", "categories"),
        }
        if tell.of("both") == tell.of("categories"):
            return tell("Given in {first} and in {second} alike: {all}.", **values)
        return tell("Given both in {first} and in {second}: {both} of the {all}.", **values)

    def _prose(self, tell: Teller) -> list[Text]:
        if self.reason:
            return []
        return [
            *(self._tell_only(tell, which) for which in ("first", "second")),
            self._tell_renamed(tell),
        ]

    def _tell_only(self, tell: Teller, which: str) -> Text:
        other = "second" if which == "first" else "first"
        only = self.frame.loc[self.frame[f"given_{other}"] == 0, "award_id"]
        if only.empty:
            return Text("")
        return tell(
            "In {edition} alone: {awards}.",
            edition=named(getattr(self.compared, which)),
            awards=tell.series(map(named, label_values(only, "award_id", tell.language))),
        )

    def _tell_renamed(self, tell: Teller) -> Text:
        parts = [
            tell(
                "{before} ({first}), {after} ({second})",
                before=named(before),
                after=named(after),
            )
            for before, after in self.renamed[["title_first", "title_second"]].itertuples(
                index=False
            )
        ]  # fmt: skip
        if not parts:
            return Text("")
        return tell("Printed under another title: {awards}.", awards=tell.series(parts))

    @property
    def renamed(self) -> pd.DataFrame:
        """The awards whose printed titles differ by more than their script."""
        both = self.frame.dropna(subset=["title_first", "title_second"])
        return both[
            both["title_first"].map(to_simplified) != both["title_second"].map(to_simplified)
        ]

    @property
    def has_table(self) -> bool:
        """Whether two editions are compared."""
        return not self.reason

    def _table(self, tell: Teller) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "award": label_values(self.frame["award_id"], "award_id", tell.language),
                self.compared.first: self.frame["given_first"],
                self.compared.second: self.frame["given_second"],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        if self.compared.reason:
            return Text("")
        return tell(
            "Awards given in {first} and {second}; titles that changed are matched by the registry."
        )


def compare_categories(awards: pd.DataFrame) -> Categories:
    """Find which awards were given in both of two editions, whatever they were called.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of several editions, as `compare_editions` takes them.

    Returns
    -------
    Categories
        `.estimates` has the ids `categories/categories`, `/both`, `/given_first/<award>` and
        `/given_second/<award>`; the first alone where there is nothing to compare.
    """
    rows, compared = compared_of(awards)
    frame = _frame(rows, compared)
    made = [count_row("categories", len(frame), unit="categories")]
    if not compared.reason:
        both = (frame["given_first"] > 0) & (frame["given_second"] > 0)
        made.append(count_row("both", int(both.sum()), unit="categories"))
        for column in ("given_first", "given_second"):
            made += [
                count_row(column, given, key=award, unit="awards")
                for award, given in zip(frame["award_id"], frame[column], strict=True)
            ]
    return Categories(
        frame=frame,
        counted=counted_of(rows, "awards"),
        estimates=estimates_of("categories", made),
        compared=compared,
        reason=compared.reason,
    )


def _frame(rows: pd.DataFrame, compared: Compared) -> pd.DataFrame:
    frame = pd.DataFrame({"award_id": rows["award_id"].unique()})
    for which, edition in (("first", compared.first), ("second", compared.second)):
        mine = rows[rows["edition"] == edition].groupby("award_id")["award"]
        frame[f"given_{which}"] = frame["award_id"].map(mine.size()).fillna(0).astype("int64")
        frame[f"title_{which}"] = frame["award_id"].map(mine.first())
    return frame
