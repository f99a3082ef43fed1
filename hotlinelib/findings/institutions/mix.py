"""Whether the kinds of institution differ between regions, and between awards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeVar

import pandas as pd

from hotlinelib.choices.institutions import KindBy, KindUnit
from hotlinelib.findings.counted import FEWEST_COUNTS, counted_of
from hotlinelib.findings.cross_table import (
    DRAWS,
    SIGNIFICANT,
    CrossTable,
    cell_rows,
    cell_tests,
    untested,
)
from hotlinelib.findings.estimates import Row, chi_square_row, count_row, estimates_of
from hotlinelib.findings.institutions.kinds import (
    kind_names,
    kinds_by_award,
    kinds_by_region,
    kinds_of_units,
)
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text
from hotlinelib.language.nouns import noun_alone
from hotlinelib.measures import cluster_independence
from hotlinelib.measures.monte_carlo import SEED
from hotlinelib.selection import one_edition

SMALL = 5  # columns with fewer counts are left out once, to see whether they decide
Reason = Literal["", "few", "single", "one_kind"]
Made = TypeVar("Made", bound="Mix")


@dataclass(frozen=True, eq=False)
class Mix(CrossTable):
    """A table of kinds and regions, or of kinds and awards, and whether the two go together."""

    @property
    def by(self) -> str:
        """The column of regions, or that of the awards."""
        return self.attributes[1]

    def _between(self, tell: Teller) -> str:
        if self.by == "award_id":
            return str(tell("the awards"))
        return noun_alone(tell, "by", self.by)

    def _called(self, tell: Teller) -> tuple[str, str]:
        kind = tell("kind of institution")
        if self.by == "award_id":
            return kind, noun_alone(tell, "unit", "awards", plural=False)
        return kind, noun_alone(tell, "by", self.by, plural=False)

    def _null_model(self, tell: Teller) -> Text:
        return tell(
            "The null model permutes the kinds over the organisations, each with all that it "
            "counts for ({chi_square.draws:0} draws)."
        )

    def _names_in_sentences(self, tell: Teller, attribute: str, values: pd.Series) -> list[Text]:
        if attribute == "kind":
            return kind_names(values, tell)
        return super()._names_in_sentences(tell, attribute, values)

    def _heading(self, tell: Teller) -> str:
        if self.by == "award_id":
            return tell("Kinds and awards")
        return tell("Kinds and {columns}", columns=self._between(tell))

    def _untested(self, tell: Teller) -> Text:
        columns = self._between(tell)
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
        return tell(
            "Whether the kinds differ between {columns} isn't tested: inference starts at 20 "
            "organisations, and counted here: {organisations}.",
            columns=columns,
        )

    def _result(self, tell: Teller) -> Text:
        values = {"columns": self._between(tell)}
        if tell.of("chi_square", "p") < SIGNIFICANT:
            return tell(
                "The kinds differ between {columns} (χ² = {chi_square:1}, {chi_square.p}).",
                **values,
            )
        return tell(
            "The kinds were not shown to differ between {columns} (χ² = {chi_square:1}, "
            "{chi_square.p}).",
            **values,
        )


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
    awards, unit
        As `kinds` takes them; organisations are permuted, each with all of its awards.
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

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = kinds_and_regions(select_awards(load_awards()), draws=999)
    >>> found.frame.query("kind == 'mayor_hotline'")["observed"].tolist()
    [1, 7, 1, 0]
    """
    rows = one_edition(awards)
    table = kinds_by_region(rows, by, unit)
    return _made(KindsAndRegions, rows, table, unit, draws, seed)


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
    return _made(KindsAndAwards, rows, table, unit, draws, seed)


def _made(
    finding: type[Made],
    rows: pd.DataFrame,
    table: pd.DataFrame,
    unit: KindUnit,
    draws: int,
    seed: int,
) -> Made:
    counted, by = counted_of(rows, unit), str(table.columns.name)
    stacked: Any = table.stack()  # noqa: PD013
    frame = stacked.rename("observed").reset_index()
    members = kinds_of_units(rows, unit, by).dropna(subset=["kind"])
    organisations, kinds = members["organisation_id"].nunique(), table.sum(axis=1)
    reason: Reason = ""
    if table.shape[1] < 2:
        reason = "single"
    elif (kinds > 0).sum() < 2:
        reason = "one_kind"
    elif organisations < FEWEST_COUNTS:
        reason = "few"
    made = [count_row("organisations", organisations, unit="organisations")]
    made += [count_row("kind", total, key=str(kind)) for kind, total in kinds.items()]
    if reason:
        frame = untested(frame)
    else:
        about = ("kind", by, "organisation_id", draws, seed)
        frame, test = cell_tests(frame, members, *about)
        tested = frame.dropna(subset=["p_value"])
        made += cell_rows(tested, test, tested["kind"] + "/" + tested[by], unit)
        made += _larger(members, by, draws, seed)
    return finding(frame, counted, estimates_of(finding.name, made), reason=reason)


def _larger(members: pd.DataFrame, by: str, draws: int, seed: int) -> Iterator[Row]:
    """Test again without columns of few counts, if there are any and enough is left."""
    sizes = members[by].value_counts()
    large = members[members[by].isin(sizes.index[sizes >= SMALL])]
    enough = large["organisation_id"].nunique() >= FEWEST_COUNTS
    several = all(len(large[column].unique()) > 1 for column in ("kind", by))
    if sizes.min() < SMALL and several and enough:
        drawn = {"draws": draws, "seed": seed}
        test = cluster_independence(large, "kind", by, "organisation_id", **drawn)
        yield chi_square_row(test, "chi_square_larger")
