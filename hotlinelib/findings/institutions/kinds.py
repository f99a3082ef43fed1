"""Which kinds of institution won."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd

from hotlinelib import figures
from hotlinelib.arguments import check_choice, check_columns
from hotlinelib.choices import offered
from hotlinelib.choices.institutions import KindBy, KindUnit
from hotlinelib.findings.counted import Counted, counted_of
from hotlinelib.findings.estimates import Row, count_row, estimates_of, rows_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.language.nouns import noun, noun_alone
from hotlinelib.measures import proportion_intervals
from hotlinelib.places.regions import Regions
from hotlinelib.selection import one_edition, year_of
from hotlinelib.tables.kinds import add_kinds, load_kinds
from hotlinelib.tables.read import read_table


@dataclass(frozen=True, eq=False)
class Kinds(Finding):
    """How many of what is counted are of each kind of institution.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row per kind, as `count_kinds` returns it; where awards are counted, which come several
        to an organisation, or fewer than 20 organisations, the limits are missing.
    """

    name: ClassVar[str] = "kinds"
    references: ClassVar[tuple[str, ...]] = ("wilson-1927",)

    def _heading(self, tell: Teller) -> str:
        return tell("Kinds of institution")

    def _headline(self, tell: Teller) -> Text:
        unit = self.counted.unit
        most = self.frame.loc[self.frame["count"] == self.frame["count"].max(), "kind"]
        values = {
            "kinds": tell.series(kind_names(most, tell)),
            "total": noun(tell, "unit", unit, tell.state("total")),
        }
        if not tell.of("classified"):
            return tell("No rule tells a kind from the names of the {total}.", **values)
        first = most.iloc[0]
        if tell.of("total") == 1:
            return tell("All that is counted is {total}, of the kind: {kinds}.", **values)
        if tell.of(f"count/{first}") == tell.of("total"):
            return tell("All {total} are of one kind: {kinds}.", **values)
        values["count"] = tell.amount(f"count/{first}", "unit", unit)
        values["share"] = tell.share(f"share/{first}")
        if len(most) > 1:
            return tell(
                "The most frequent kinds are {kinds}: {count} each of the {total} ({share}).",
                **values,
            )
        return tell(
            "The most frequent kind is {kinds}: {count} of the {total} ({share}).", **values
        )

    def _prose(self, tell: Teller) -> list[Text]:
        return [self._tell_next(tell), self._tell_rule(tell), self._tell_left_out(tell)]

    def _tell_next(self, tell: Teller) -> Text:
        following = self._given[self._given["count"] < self._given["count"].max()]
        absent = self.frame.loc[self.frame["count"] == 0, "kind"]
        parts = [
            tell(
                "{kind} ({count})",
                kind=label,
                count=tell.amount(f"count/{kind}", "unit", self.counted.unit),
            )
            for label, kind in zip(
                kind_names(following["kind"], tell), following["kind"], strict=True
            )
        ]
        lacking = tell.alternatives(kind_names(absent, tell))
        return tell.paragraph(
            tell("Next: {kinds}.", kinds=tell.series(parts)) if parts else "",
            tell("None is of the kind: {kinds}.", kinds=lacking)
            if len(absent) and tell.of("classified")
            else "",
        )

    def _tell_rule(self, tell: Teller) -> Text:
        exceptions = ""
        if tell.of("by_exception") == 1:
            exceptions = tell(
                "One of the organisations has its kind by an exception with a stated reason."
            )
        elif tell.of("by_exception"):
            exceptions = tell(
                "{by_exception} of the organisations have their kinds by exceptions with stated "
                "reasons."
            )
        return tell.paragraph(
            tell(
                "The kind is told from the printed name alone, by rules that are tried in order: "
                "the first whose words stand in the name decides."
            ),
            exceptions,
        )

    def _tell_left_out(self, tell: Teller) -> Text:
        missing = tell.of("total") - tell.of("classified")
        if not missing or not tell.of("classified"):
            return Text("")
        return tell(
            "Without a kind, since no rule knows the name: {count}.",
            count=noun(tell, "unit", self.counted.unit, tell.state("unclassified")),
        )

    @property
    def has_intervals(self) -> bool:
        """Whether the shares have intervals."""
        return bool(self.frame["share_low"].notna().any())

    def _row_keys(self) -> list[str]:
        return self._given["kind"].tolist()

    @property
    def _given(self) -> pd.DataFrame:
        """The kinds that are there: the others are named in a sentence."""
        given = self.frame[self.frame["count"] > 0]
        return self.frame if given.empty else given.reset_index(drop=True)

    def _narrow_columns(self) -> Sequence[str]:
        return ["kind", "count", "share_interval" if self.has_intervals else "share"]

    def _table(self, tell: Teller) -> pd.DataFrame:
        rules = read_table("kind_rules").groupby("kind")["pattern"].agg(" ".join)
        share = "share_interval" if self.has_intervals else "share"
        return pd.DataFrame(
            {
                "kind": label_values(self._given["kind"], "kind", tell.language),
                "count": self._given["count"],
                share: tell.intervals(self._given, "share", percent=True)
                if self.has_intervals
                else self._given["share"],
                "rule": self._given["kind"].map(rules),
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell("{selection}: share of each kind of institution among the {units} counted.")

    def _table_caption(self, tell: Teller) -> Text:
        return tell.paragraph(
            tell(
                "{selection}: {units} by kind of institution, with the pattern that decides in the "
                "simplified name."
            ),
            tell(
                "Intervals are Wilson's, of 95%, and speak of a repeated award with the same "
                "propensities."
            )
            if self.has_intervals
            else "",
            tell(
                "An organisation counts once for each of its awards, so that the shares have no "
                "intervals."
            )
            if self.counted.unit == "awards"
            else "",
        )

    @property
    def has_figure(self) -> bool:
        """Whether several kinds are counted."""
        return int((self.frame["count"] > 0).sum()) > 1

    def _figure(self, tell: Teller) -> figures.Chart:
        units = noun_alone(tell, "unit", self.counted.unit)
        label = tell("share of the {units} counted", units=units)
        labels = label_values(self._given["kind"], "kind", tell.language)
        frame = self._given.assign(kind_id=self._given["kind"], kind=labels)
        shown: dict[str, Any] = {
            "frame": frame,
            "label": "kind",
            "key": "kind_id",
            "x_label": label,
        }
        if not self.has_intervals:
            return figures.GroupedDots(columns={"share": label}, percent=True, **shown)
        return figures.DotInterval(value="share", low="share_low", high="share_high", **shown)


def kinds(awards: pd.DataFrame, *, unit: KindUnit = "organisations") -> Kinds:
    """Find which kinds of institution won.

    Parameters
    ----------
    awards : pandas.DataFrame
        Rows of one edition, as `select_awards` returns them.
    unit : {"organisations", "awards"}
        What is counted.

    Returns
    -------
    Kinds
        `.estimates` has the ids `kinds/total`, `kinds/classified`, `kinds/unclassified`,
        `kinds/by_exception` (organisations among those counted), `kinds/count/<kind>` and
        `kinds/share/<kind>`.

    Raises
    ------
    ParameterError
        If the frame has no rows or several editions, or the unit isn't offered.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> found = kinds(select_awards(load_awards()))
    >>> found.frame.set_index("kind")["count"].to_dict()["mayor_hotline"]
    9
    """
    rows = one_edition(awards)
    frame = count_kinds(rows, unit)
    counted = counted_of(rows, unit)
    if unit == "awards" or counted.is_few:
        frame[["share_low", "share_high"]] = float("nan")
    return Kinds(frame, counted, estimates_of("kinds", _rows(rows, frame, counted)))


def _rows(rows: pd.DataFrame, frame: pd.DataFrame, counted: Counted) -> Iterator[Row]:
    exceptions = set(read_table("kind_exceptions")["organisation_id"])
    classified, unit = int(frame["count"].sum()), counted.unit
    yield count_row("total", counted.n, unit=unit)
    yield count_row("classified", classified, unit=unit)
    yield count_row("unclassified", counted.n - classified, unit=unit)
    excepted = len(exceptions & set(rows["organisation_id"]))
    yield count_row("by_exception", excepted, unit="organisations")
    columns = {"value": "count", "n": "count"}
    yield from rows_of(frame, "count", frame["kind"], columns, unit=unit, method="complete count")
    yield from rows_of(
        frame,
        "share",
        frame["kind"],
        {"value": "share", "low": "share_low", "high": "share_high", "n": "total"},
        interval="95% Wilson" if frame["share_low"].notna().any() else "",
        method="score interval of a proportion (Wilson 1927)",
    )


def count_kinds(awards: pd.DataFrame, unit: KindUnit = "organisations") -> pd.DataFrame:
    """Count the organisations, or the awards, of each kind; the parameters are those of `kinds`.

    Returns
    -------
    pandas.DataFrame
        Columns `kind, count, total` (all kinds together), `share, share_low, share_high` (95%
        Wilson interval): all kinds, the most frequent first.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> count_kinds(select_awards(load_awards()))[["kind", "count"]].head(2)
                kind  count
    0        hotline     26
    1  mayor_hotline      9
    """
    counted = kinds_of_units(awards, unit)["kind"].value_counts()
    listed = load_kinds()["kind"]
    counts = listed.map(counted).fillna(0).astype("int64")
    frame = pd.DataFrame({"kind": listed, "count": counts, "total": int(counts.sum())})
    ordered = frame.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    if not counts.any():
        return ordered.assign(**dict.fromkeys(["share", "share_low", "share_high"], float("nan")))
    return proportion_intervals(ordered, "count", "total")


def kinds_by_region(
    awards: pd.DataFrame, by: KindBy = "nbs_region", unit: KindUnit = "organisations"
) -> pd.DataFrame:
    """Count the kinds of institution in each region.

    Parameters
    ----------
    awards, unit
        As `kinds` takes them.
    by : {"nbs_region", "region7", "level", "rank", "province"}
        The column of regions.

    Returns
    -------
    pandas.DataFrame
        Index `kind`, all of them; columns: the regions with any, in their customary order.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> kinds_by_region(select_awards(load_awards())).loc["mayor_hotline"].tolist()
    [1, 7, 1, 0]
    """
    check_choice("by", by, offered(KindBy))
    order = Regions.named(by, year_of(awards)).order
    return _cross(check_columns(awards, (by,)), by, unit, order)


def kinds_by_award(awards: pd.DataFrame, unit: KindUnit = "organisations") -> pd.DataFrame:
    """Count the kinds of institution among the winners of each award.

    The parameters are those of `kinds`; an organisation counts once for each award.

    Returns
    -------
    pandas.DataFrame
        Index `kind`, all of them; columns: the awards in printed order.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> int(kinds_by_award(select_awards(load_awards())).to_numpy().sum())
    71
    """
    order = check_columns(awards, ("award_id",))["award_id"].unique().tolist()
    return _cross(awards, "award_id", unit, order)


def kinds_of_units(awards: pd.DataFrame, unit: KindUnit, within: str | None = None) -> pd.DataFrame:
    """Return a row for each unit counted, with its kind."""
    check_choice("unit", unit, offered(KindUnit))
    told = add_kinds(one_edition(awards))
    if unit == "awards":
        return told
    key = ["organisation_id"] if within is None else ["organisation_id", within]
    return told.drop_duplicates(key, ignore_index=True)


def kind_names(kinds: pd.Series, tell: Teller) -> list[Text]:
    """Return kinds as a sentence names them: English ones begin in lower case."""
    labels = label_values(kinds, "kind", tell.language)
    if tell.language != "en":
        return [named(label) for label in labels]
    return [named(label[:1].lower() + label[1:]) for label in labels]


def _cross(awards: pd.DataFrame, column: str, unit: KindUnit, order: Sequence[str]) -> pd.DataFrame:
    counted = kinds_of_units(awards, unit, column)
    present = [value for value in order if value in set(counted[column])]
    table = pd.crosstab(counted["kind"], counted[column])
    full = table.reindex(index=load_kinds()["kind"], columns=present, fill_value=0)
    return full.rename_axis(index="kind", columns=column).astype("int64")
