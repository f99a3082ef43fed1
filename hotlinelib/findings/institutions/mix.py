"""Whether the kinds of institution differ between regions, and between awards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import pandas as pd

from hotlinelib.findings.counted import FEWEST_COUNTS, Counted, counted_of, one_edition
from hotlinelib.findings.estimates import Row, count_row, estimates_of, row
from hotlinelib.findings.finding import Finding, Layout
from hotlinelib.findings.institutions.choices import KindBy, KindUnit
from hotlinelib.findings.institutions.kinds import (
    kind_names,
    kinds_by_award,
    kinds_by_region,
    kinds_of_units,
)
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, joined, named
from hotlinelib.language.names import label_values
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures import TestResult, cluster_independence
from hotlinelib.measures.estimate import Estimate
from hotlinelib.measures.monte_carlo import SEED

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIGNIFICANT = 0.05
DRAWS = 9_999
SMALL = 5  # columns with fewer counts are left out once, to see whether they decide
Reason = Literal["", "few", "single", "one_kind"]
TESTED = ["expected", "standardised_residual", "p_value", "p_value_holm"]


@dataclass(frozen=True, eq=False)
class Mix(Finding):
    """A table of kinds and regions, or of kinds and awards, and whether the two go together."""

    references: ClassVar[tuple[str, ...]] = ("pearson-1900", "bergsma-2013", "holm-1979")

    by: str
    reason: Reason

    def _columns_noun(self, tell: Teller) -> str:
        if self.by == "award_id":
            return str(tell("the awards"))
        return noun_alone(tell, "by", self.by)

    def _heading(self, tell: Teller) -> str:
        if self.by == "award_id":
            return tell("Kinds and awards")
        return tell("Kinds and {columns}", columns=self._columns_noun(tell))

    def _headline(self, tell: Teller) -> Text:
        columns = self._columns_noun(tell)
        if self.reason == "single":
            return tell(
                "The kinds can't be compared between {columns}: all that is counted lies in one.",
                columns=columns,
            )
        if self.reason == "one_kind":
            return tell(
                "The kinds can't be compared between {columns}: all that is counted is of one "
                "kind.",
                columns=columns,
            )
        if self.reason == "few":
            return tell(
                "Whether the kinds differ between {columns} isn't tested: inference starts at 20 "
                "organisations, and counted here: {organisations}.",
                columns=columns,
                organisations=tell.state("organisations"),
            )
        values = {
            "columns": columns,
            "statistic": tell.state("chi_square", 1),
            "p": tell.p("chi_square"),
        }
        if tell.of("chi_square", "p") < SIGNIFICANT:
            return tell("The kinds differ between {columns} (χ² = {statistic}, {p}).", **values)
        return tell(
            "The kinds were not shown to differ between {columns} (χ² = {statistic}, {p}).",
            **values,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if self.reason:
            return []
        return [
            *(self._tell_cells(tell, more) for more in (True, False)),
            self._tell_effect(tell),
            self._tell_larger(tell),
        ]

    def _tell_cells(self, tell: Teller, more: bool) -> Text:
        marked = self.frame[self.frame["p_value_holm"] < SIGNIFICANT]
        above = marked["observed"] > marked["expected"]
        if marked.empty and more:
            return tell("No single cell differs after Holm's correction.")
        chosen = marked[above if more else ~above]
        if chosen.empty:
            return Text("")
        parts = [
            tell(
                "{kind}, {column}: {observed} of {all} ({expected} expected)",
                kind=kind,
                column=named(column),
                observed=tell.state(f"cell/{ids[0]}/{ids[1]}"),
                all=tell.state(f"kind/{ids[0]}"),
                expected=tell.state(f"cell/{ids[0]}/{ids[1]}", 1, "null_mean"),
            )
            for kind, column, ids in zip(
                kind_names(chosen["kind"], tell),
                label_values(chosen[self.by], self.by, tell.language),
                chosen[["kind", self.by]].itertuples(index=False, name=None),
                strict=True,
            )
        ]
        cells = joined(parts, "; " if tell.language == "en" else "；")
        if more:
            return tell("After Holm's correction more than expected: {cells}.", cells=cells)
        return tell("After Holm's correction fewer than expected: {cells}.", cells=cells)

    def _tell_effect(self, tell: Teller) -> Text:
        effect = tell(
            "Bias-corrected Cramér's V is {v}, where chance alone makes {mean} on average (95%: "
            "{range})",
            v=tell.state("cramers_v", 2),
            mean=tell.state("cramers_v", 2, "null_mean"),
            range=tell.null_range("cramers_v"),
        )
        if not tell.has("chi_square", "smallest_effect"):
            return tell("{effect}.", effect=effect)
        return tell(
            "{effect}; the test finds a Cohen's w of {w} with 80% power.",
            effect=effect,
            w=tell.state("chi_square", 2, "smallest_effect"),
        )

    def _tell_larger(self, tell: Teller) -> Text:
        if not tell.has("chi_square_larger"):
            return Text("")
        values = {"columns": self._columns_noun(tell), "p": tell.p("chi_square_larger")}
        found = tell.of("chi_square", "p") < SIGNIFICANT
        if found == (tell.of("chi_square_larger", "p") < SIGNIFICANT):
            return tell(
                "Without the {columns} that have fewer than 5 counts the result is the same ({p}).",
                **values,
            )
        return tell(
            "The result rests on {columns} that have fewer than 5 counts: without them {p}.",
            **values,
        )

    def _caption(self, tell: Teller) -> Text:
        counted = tell(
            "{selection}: {units} by kind of institution, compared between {columns}; shading by "
            "standardised residuals.",
            selection=self.counted.selection(tell),
            units=noun_alone(tell, "unit", self.counted.unit),
            columns=self._columns_noun(tell),
        )
        if self.reason:
            return counted
        several = tell("Who won several awards counts in each.")
        test = tell(
            "The null model permutes the kinds over the organisations, each with all that it "
            "counts for ({draws} draws).",
            draws=tell.state("chi_square", 0, "draws"),
        )
        return tell.paragraph(counted, several if self.by == "award_id" else "", test)

    @property
    def has_figure(self) -> bool:
        """Whether there are several columns to compare."""
        return self.reason in ("", "few")

    @property
    def has_table(self) -> bool:
        """The figure has all numbers."""
        return False

    def _describe(self, tell: Teller) -> str:
        from hotlinelib.figures.heat_map import describe_heat_map

        drawn = self._drawn(tell)
        del drawn["residuals"]
        return describe_heat_map(language=tell.language, **drawn)

    def _draw(self, tell: Teller, *, ax: Axes | None, layout: Layout, **look: Any) -> Axes:
        from hotlinelib.figures.heat_map import draw_heat_map

        drawn = {**self._drawn(tell), **look}
        return draw_heat_map(ax=ax, layout=layout, language=tell.language, **drawn)

    def _drawn(self, tell: Teller) -> dict[str, Any]:
        given = self.frame.groupby("kind")["observed"].transform("sum") > 0
        frame = self.frame[given].assign(marked=self.frame["p_value_holm"] < SIGNIFICANT)
        residuals = None if self.reason else self._wide(tell, frame, "standardised_residual")
        return {
            "table": self._wide(tell, frame, "observed"),
            "residuals": residuals,
            "marked": self._wide(tell, frame, "marked").astype(bool),
            "value_label": noun_alone(tell, "unit", self.counted.unit),
            "marked_label": str(tell("differs after Holm's correction")),
        }

    def _wide(self, tell: Teller, frame: pd.DataFrame, column: str) -> pd.DataFrame:
        kinds = pd.Series(frame["kind"].unique(), dtype="str")
        columns = pd.Series(frame[self.by].unique(), dtype="str")
        wide = frame.set_index(["kind", self.by])[column].unstack()  # noqa: PD010
        labels = label_values(kinds, "kind", tell.language)
        heads = label_values(columns, self.by, tell.language)
        return wide.loc[kinds, columns].set_axis(labels, axis="index").set_axis(heads, axis=1)


class KindsAndRegions(Mix):
    """Kinds of institution by region."""

    name: ClassVar[str] = "kinds_and_regions"


class KindsAndAwards(Mix):
    """Kinds of institution by award."""

    name: ClassVar[str] = "kinds_and_awards"


def kinds_and_regions(
    awards: pd.DataFrame,
    *,
    unit: KindUnit = "organisations",
    by: KindBy = "nbs_region",
    draws: int = DRAWS,
    seed: int = SEED,
) -> KindsAndRegions:
    """Test whether the mix of kinds differs between regions.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    unit : {"organisations", "awards"}
        What is counted; organisations are permuted, each with all of its awards.
    by : {"nbs_region", "region7", "level", "rank", "province"}
        The regions.
    draws : int
        Number of permutations.
    seed : int
        Seed of the generator.

    Returns
    -------
    KindsAndRegions
        `.estimates` has the ids `kinds_and_regions/organisations`, `/chi_square` (its
        `smallest_effect` is a Cohen's w), `/chi_square_larger` (without small columns),
        `/cramers_v`, `/kind/<kind>` and `/cell/<kind>/<region>` (expected count as `null_mean`).

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or a choice isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = kinds_and_regions(select_awards(load_awards()), draws=999)
    >>> found.frame.query("kind == 'mayor_hotline'")["observed"].tolist()
    [1, 7, 1, 0]
    """
    rows = one_edition(awards)
    table = kinds_by_region(rows, by, unit)
    return KindsAndRegions(**_made(rows, table, "kinds_and_regions", unit, draws, seed))


def kinds_and_awards(
    awards: pd.DataFrame,
    *,
    unit: KindUnit = "organisations",
    draws: int = DRAWS,
    seed: int = SEED,
) -> KindsAndAwards:
    """Test whether the mix of kinds differs between awards.

    Parameters
    ----------
    awards, unit, draws, seed
        As `kinds_and_regions` takes them; an organisation counts once for each award that it won.

    Returns
    -------
    KindsAndAwards
        `.estimates` has the ids of `kinds_and_regions` with an award in place of the region.
    """
    rows = one_edition(awards)
    table = kinds_by_award(rows, unit)
    return KindsAndAwards(**_made(rows, table, "kinds_and_awards", unit, draws, seed))


def _made(
    rows: pd.DataFrame, table: pd.DataFrame, name: str, unit: KindUnit, draws: int, seed: int
) -> Mapping[str, Any]:
    counted = counted_of(rows, unit)
    by = str(table.columns.name)
    stacked: Any = table.stack()  # noqa: PD013
    frame = stacked.rename("observed").reset_index()
    members = kinds_of_units(rows, unit, by).dropna(subset=["kind"])
    organisations = members["organisation_id"].nunique()
    reason: Reason = ""
    if table.shape[1] < 2:
        reason = "single"
    elif (table.sum(axis=1) > 0).sum() < 2:
        reason = "one_kind"
    elif organisations < FEWEST_COUNTS:
        reason = "few"
    made = [count_row("organisations", organisations, unit="organisations")]
    made += [count_row("kind", total, key=str(kind)) for kind, total in table.sum(axis=1).items()]
    if reason:
        frame = frame.assign(**dict.fromkeys(TESTED, float("nan")))
    else:
        test = _test(members, by, draws, seed)
        frame = frame.merge(test.table[TESTED].reset_index(), on=["kind", by], how="left")
        made += list(_rows(frame, test, by, counted))
        made += list(_larger(members, by, draws, seed))
    estimates = estimates_of(name, made)
    return {"frame": frame, "counted": counted, "estimates": estimates, "by": by, "reason": reason}


def _test(members: pd.DataFrame, by: str, draws: int, seed: int) -> TestResult:
    return cluster_independence(members, "kind", by, "organisation_id", draws=draws, seed=seed)


def _larger(members: pd.DataFrame, by: str, draws: int, seed: int) -> Iterator[Row]:
    """Test again without columns of few counts, if there are any and enough is left."""
    sizes = members[by].value_counts()
    large = members[members[by].isin(sizes.index[sizes >= SMALL])]
    enough = large["organisation_id"].nunique() >= FEWEST_COUNTS
    several = all(len(large[column].unique()) > 1 for column in ("kind", by))
    if sizes.min() < SMALL and several and enough:
        yield _chi_square("chi_square_larger", _test(large, by, draws, seed))


def _chi_square(quantity: str, test: TestResult) -> Row:
    return row(
        Estimate(
            quantity,
            test.statistic,
            p=test.p_value,
            method=f"Pearson's chi-square, upper tail; {test.null_model}",
            smallest_effect=test.smallest_effect,
            draws=test.draws,
            seed=test.seed,
            n=test.n,
        )
    )


def _rows(frame: pd.DataFrame, test: TestResult, by: str, counted: Counted) -> Iterator[Row]:
    simulated: dict[str, Any] = {"draws": test.draws, "seed": test.seed, "n": test.n}
    yield _chi_square("chi_square", test)
    yield row(
        Estimate(
            "cramers_v",
            test.effect_size,
            null_mean=test.effect_null_mean,
            null_low=test.effect_null_low,
            null_high=test.effect_null_high,
            method=f"bias-corrected (Bergsma 2013); {test.null_model}",
            **simulated,
        )
    )
    for cell in frame.dropna(subset=["p_value"]).to_dict("records"):
        estimate = Estimate(
            "cell",
            cell["observed"],
            unit=counted.unit,
            null_mean=cell["expected"],
            p=cell["p_value"],
            p_adjusted=cell["p_value_holm"],
            adjustment="Holm",
            method=f"two-sided; {test.null_model}",
            **simulated,
        )
        yield row(estimate, key=f"{cell['kind']}/{cell[by]}")
