"""A table of two attributes of what is counted, and whether the two go together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.findings.estimates import Row, chi_square_row, effect_row, rows_of
from hotlinelib.findings.finding import Inferential
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures import TestResult, cluster_independence

SIGNIFICANT = 0.05
DRAWS = 9_999
TESTED = ["expected", "standardised_residual", "p_value", "p_value_holm"]


@dataclass(frozen=True, eq=False)
class CrossTable(Inferential):
    """What is counted by two attributes, and whether the two go together.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per cell: the attribute of the rows, that of the columns, `observed`, and `expected,
        standardised_residual, p_value, p_value_holm`, which are missing where nothing is tested.
    """

    references: ClassVar[tuple[str, ...]] = (
        "pearson-1900", "haberman-1973", "donner-klar-2000", "bergsma-2013", "holm-1979",
    )  # fmt: skip

    @property
    def attributes(self) -> tuple[str, str]:
        """The columns of the frame that are the rows and the columns of the table."""
        rows, columns, *_ = self.frame.columns
        return str(rows), str(columns)

    # -- what a subclass says --------------------------------------------------------------------

    def _between(self, tell: Teller) -> str:
        """Return what the columns are called: 'regions'."""
        raise NotImplementedError

    def _called(self, tell: Teller) -> tuple[str, str]:
        """Return what one row is called, and one column: 'kind of institution', 'region'."""
        raise NotImplementedError

    def _null_model(self, tell: Teller) -> Text:
        """Return how chance alone is drawn, with the number of draws."""
        raise NotImplementedError

    def _names(self, tell: Teller, attribute: str, values: pd.Series) -> list[str]:
        return list(label_values(values, attribute, tell.language))

    def _names_in_sentences(self, tell: Teller, attribute: str, values: pd.Series) -> list[Text]:
        return [named(name) for name in self._names(tell, attribute, values)]

    # -- what it says itself ---------------------------------------------------------------------

    def _details(self, tell: Teller) -> list[Text]:
        cells = [self._tell_cells(tell, more) for more in (True, False)]
        return [*cells, self._tell_effect(tell), self._tell_larger(tell)]

    def _tell_cells(self, tell: Teller, more: bool) -> Text:
        marked = self.frame[self.frame["p_value_holm"] < SIGNIFICANT]
        if marked.empty and more:
            return tell("No single cell is shown to differ (Holm-adjusted).")
        above = marked["observed"] > marked["expected"]
        chosen = marked[above if more else ~above]
        if chosen.empty:
            return Text("")
        pairs = [self._names_in_sentences(tell, one, chosen[one]) for one in self.attributes]
        ids = chosen[list(self.attributes)].itertuples(index=False, name=None)
        parts = [
            self._tell_cell(tell, of, row, column)
            for of, row, column in zip(ids, *pairs, strict=True)
        ]
        cells = tell.listed(parts)
        if more:
            return tell("More than expected (Holm-adjusted): {cells}.", cells=cells)
        return tell("Fewer than expected (Holm-adjusted): {cells}.", cells=cells)

    def _tell_cell(self, tell: Teller, ids: tuple[str, str], row: Text, column: Text) -> Text:
        rows, _ = self.attributes
        cell, whole = f"cell/{ids[0]}/{ids[1]}", f"{rows}/{ids[0]}"
        values = {
            "row": row,
            "column": column,
            "observed": tell.amount(cell, "unit", self.counted.unit),
            "expected": tell.state(cell, 1, "null_mean"),
        }
        if not tell.has(whole):
            return tell("{row}, {column}: {observed} ({expected} expected)", **values)
        return tell(
            "{row}, {column}: {observed} of {all} ({expected} expected)",
            all=tell.state(whole),
            **values,
        )

    def _tell_effect(self, tell: Teller) -> Text:
        effect = tell(
            "Bias-corrected Cramér's V is {cramers_v:2}, where chance alone makes "
            "{cramers_v.null_mean:2} on average (95%: {cramers_v.null_range})"
        )
        if not tell.has("chi_square", "smallest_effect"):
            return tell("{effect}.", effect=effect)
        return tell(
            "{effect}; the test finds a Cohen's w of {chi_square.smallest_effect:2} with 80% "
            "power.",
            effect=effect,
        )

    def _tell_larger(self, tell: Teller) -> Text:
        if not tell.has("chi_square_larger"):
            return Text("")
        values = {"columns": self._between(tell)}
        found = tell.of("chi_square", "p") < SIGNIFICANT
        if found == (tell.of("chi_square_larger", "p") < SIGNIFICANT):
            return tell(
                "Without the {columns} that have fewer than 5 counts the result is the same "
                "({chi_square_larger.p}).",
                **values,
            )
        return tell(
            "The result rests on {columns} that have fewer than 5 counts: without them "
            "{chi_square_larger.p}.",
            **values,
        )

    def _caption(self, tell: Teller) -> Text:
        row, column = self._called(tell)
        shown = tell("{selection}: {units} by {row} and {column}.", row=row, column=column)
        several = "award_id" in self.attributes and self.counted.unit != "awards"
        return tell.paragraph(
            shown,
            tell("Who won several awards counts in each.") if several else "",
            "" if self.reason else tell("Shading by standardised residuals."),
            "" if self.reason else self._null_model(tell),
        )

    @property
    def has_figure(self) -> bool:
        """Whether there are several rows and columns to compare."""
        return self.reason in ("", "few")

    def _figure(self, tell: Teller) -> figures.Chart:
        rows, _ = self.attributes
        given = self.frame.groupby(rows)["observed"].transform("sum") > 0
        frame = self.frame[given].assign(marked=self.frame["p_value_holm"] < SIGNIFICANT)
        residuals = None if self.reason else self._wide(tell, frame, "standardised_residual")
        return figures.HeatMap(
            table=self._wide(tell, frame, "observed"),
            residuals=residuals if residuals is None else residuals.fillna(0.0),
            marked=self._wide(tell, frame, "marked").astype(bool),
            value_label=noun_alone(tell, "unit", self.counted.unit),
            marked_label=tell("differs (Holm-adjusted)"),
        )

    def _wide(self, tell: Teller, frame: pd.DataFrame, value: str) -> pd.DataFrame:
        rows, columns = self.attributes
        wide = frame.set_index([rows, columns])[value].unstack()  # noqa: PD010
        order = [frame[one].drop_duplicates() for one in (rows, columns)]
        labels = [self._names(tell, str(one.name), one) for one in order]
        wide = wide.reindex(index=order[0], columns=order[1])
        return wide.set_axis(labels[0], axis="index").set_axis(labels[1], axis="columns")


def cell_tests(
    frame: pd.DataFrame,
    members: pd.DataFrame,
    permuted: str,
    other: str,
    cluster: str,
    draws: int,
    seed: int,
) -> tuple[pd.DataFrame, TestResult]:
    """Return the tests of all cells and of the whole, rows permuted over clusters of members."""
    test = cluster_independence(members, permuted, other, cluster, draws=draws, seed=seed)
    found = test.table[TESTED].reset_index()
    return frame.merge(found, on=[permuted, other], how="left"), test


def untested(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells where nothing is tested."""
    return frame.assign(**dict.fromkeys(TESTED, float("nan")))


def cell_rows(frame: pd.DataFrame, test: TestResult, keys: pd.Series, unit: str) -> Iterator[Row]:
    """Return chi-square, Cramér's V and each cell as rows."""
    yield chi_square_row(test)
    yield effect_row(test, "cramers_v", "bias-corrected (Bergsma 2013)")
    columns = {
        "value": "observed",
        "null_mean": "expected",
        "p": "p_value",
        "p_adjusted": "p_value_holm",
    }
    yield from rows_of(
        frame,
        "cell",
        keys,
        columns,
        unit=unit,
        adjustment="Holm",
        method=f"two-sided; {test.null_model}",
        draws=test.draws,
        seed=test.seed,
        n=test.n,
    )
