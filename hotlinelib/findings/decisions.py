"""Decisions on identity, made and undone one at a time, and which results they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

import numpy as np
import pandas as pd

from hotlinelib.arguments import check_choice, check_columns
from hotlinelib.findings.estimates import Row, count_row, rows_of
from hotlinelib.findings.finding import Finding
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Text, named
from hotlinelib.language.names import label_values
from hotlinelib.selection import city_units, one_edition

DecisionKind = Literal["name_apart", "merged", "district_apart"]
ALPHA = 0.05
SEPARATOR = "~"


@dataclass(frozen=True, eq=False)
class Decision:
    """One decision on who is who, made the other way.

    Attributes
    ----------
    kind : {"name_apart", "merged", "district_apart"}
        A second printed name counted as another organisation; the organisations of one city counted
        as one; a district or county-level city counted apart from its city.
    key : str
        organisation_id, or the code of the city or district.
    place : str
        Full name of the city or district, in simplified characters.
    awards : pandas.DataFrame
        The awards with that one decision changed.
    """

    kind: DecisionKind
    key: str
    place: str
    awards: pd.DataFrame

    @property
    def id(self) -> str:
        """Kind and key: "merged/410100"."""
        return f"{self.kind}/{self.key}"


def identity_decisions(
    awards: pd.DataFrame, kinds: Sequence[DecisionKind] = get_args(DecisionKind)
) -> list[Decision]:
    """Return the decisions on identity that the rows rest on, each made the other way.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `load_awards` returns it, or a selection of its rows.
    kinds : sequence of {"name_apart", "merged", "district_apart"}
        Which decisions.

    Returns
    -------
    list of Decision
        By kind, then in the order of the rows; only decisions that these rows contain.

    Examples
    --------
    >>> from hotlinelib import load_awards, select_awards
    >>> [decision.id for decision in identity_decisions(load_awards(), ["name_apart"])]
    ['name_apart/anyang-mayor-hotline']
    """
    check_columns(one_edition(awards), ("organisation_id", "organisation", "division_code"))
    makers: dict[DecisionKind, Callable[[pd.DataFrame], list[Decision]]] = {
        "name_apart": _names_apart,
        "merged": _merged,
        "district_apart": _districts_apart,
    }
    for kind in kinds:
        check_choice("kinds", kind, list(makers))
    return [decision for kind in kinds for decision in makers[kind](awards)]


def decide(
    awards: pd.DataFrame,
    estimates: Callable[[pd.DataFrame], pd.DataFrame],
    kinds: Sequence[DecisionKind] = get_args(DecisionKind),
) -> pd.DataFrame:
    """Compute estimates again with each decision on identity made the other way.

    Parameters
    ----------
    awards : pandas.DataFrame
        As `load_awards` returns it, or a selection of its rows.
    estimates : callable
        Takes such a frame and returns a table of estimates: columns `id, value, null_mean, p,
        p_adjusted`.
    kinds : sequence of {"name_apart", "merged", "district_apart"}
        Which decisions.

    Returns
    -------
    pandas.DataFrame
        One row per decision and estimate: decision, kind, key, place, id, value, p (adjusted where
        there is an adjustment), value_changed, p_changed, crosses (whether the two differ in what
        is shown at 5%: nothing, more than chance makes, or less). Estimates that exist on one side
        only are missing on the other.
    """
    own = _tested(estimates(awards))
    compared = []
    for decision in identity_decisions(awards, kinds):
        changed = _tested(estimates(decision.awards)).rename(
            columns={"value": "value_changed", "p": "p_changed", "shown": "shown_changed"}
        )
        both = own.join(changed, how="outer").reset_index()
        about = {
            "decision": decision.id,
            "kind": decision.kind,
            "key": decision.key,
            "place": decision.place,
        }
        compared.append(pd.DataFrame(about, index=both.index).join(both))
    columns = ["decision", "kind", "key", "place", "id", "value", "p", "value_changed", "p_changed"]
    every = [*columns, "shown", "shown_changed"]
    found = pd.concat(compared, ignore_index=True) if compared else pd.DataFrame(columns=every)
    known = found["p"].notna() & found["p_changed"].notna()
    crosses = known & (found["shown"] != found["shown_changed"])
    return found[columns].assign(crosses=crosses.astype("bool"))


def _tested(estimates: pd.DataFrame) -> pd.DataFrame:
    """Return value, p (adjusted where there is an adjustment) and the direction shown, by id."""
    by_id = estimates.set_index("id")
    p = by_id["p_adjusted"].astype("float64").fillna(by_id["p"].astype("float64"))
    more = (by_id["value"] - by_id["null_mean"]).astype("float64")
    direction = pd.Series(np.sign(more), by_id.index).fillna(1.0)
    shown = direction.where(p < ALPHA, 0.0)
    return pd.DataFrame({"value": by_id["value"], "p": p, "shown": shown})


@dataclass(frozen=True, eq=False)
class Decided(Finding):
    """Results with each decision on identity made the other way."""

    # The result that is told whether or not a decision changes it.
    main: ClassVar[str]

    def _named_result(self, tell: Teller, id: str) -> str:
        """Return what an estimate is about, for a table."""
        raise NotImplementedError

    @property
    def has_table(self) -> bool:
        """Whether there is a decision, and a test that it could change."""
        return not self._listed.empty

    @property
    def _listed(self) -> pd.DataFrame:
        """The results that some decision changes, and the main one."""
        moved = self.frame.loc[self.frame["crosses"], "id"]
        return self.frame[self.frame["id"].isin([*moved, self.main])]

    def _heading(self, tell: Teller) -> str:
        return tell("Decisions on who is who")

    def _headline(self, tell: Teller) -> Text:
        said = {"moving": tell.state("moving"), "decisions": tell.state("decisions")}
        if not tell.of("decisions"):
            return tell("No decision on who is who bears on what is counted.")
        if self.frame["p"].isna().all():
            return tell("Nothing is tested that a decision on who is who could change.")
        if not tell.of("moving"):
            return tell(
                "No decision on who is who changes a result if it is made the other way "
                "({decisions} tried).",
                **said,
            )
        return tell(
            "Decisions on who is who that change a result if made the other way, one at a time: "
            "{moving} of {decisions}.",
            **said,
        )

    def _prose(self, tell: Teller) -> list[Text]:
        if not self.has_table:
            return []
        return [
            tell(
                "A result counts as changed if its p (Holm-adjusted, if it is one of several) "
                "crosses 5%, or if its direction reverses."
            )
        ]

    def _narrow_columns(self) -> list[str]:
        return ["decision", "result", "own_p", "changed_p"]

    def _table(self, tell: Teller) -> pd.DataFrame:
        listed = self._listed.reset_index(drop=True)
        kinds: dict[str, Callable[[str], Text]] = {
            "merged": lambda place: tell("Organisations of {place} as one", place=named(place)),
            "name_apart": lambda place: tell("Second name in {place} apart", place=named(place)),
            "district_apart": lambda place: tell("{place} apart from its city", place=named(place)),
        }
        places = label_values(listed["place"], "prefecture", tell.language)
        told = [kinds[kind](place) for kind, place in zip(listed["kind"], places, strict=True)]
        results = [self._named_result(tell, id) for id in listed["id"]]
        return pd.DataFrame(
            {
                "decision": pd.Series(told, dtype="str"),
                "result": pd.Series(results, dtype="str"),
                "own_value": listed["value"],
                "own_p": listed["p"],
                "changed_value": listed["value_changed"],
                "changed_p": listed["p_changed"],
            }
        )

    def _caption(self, tell: Teller) -> Text:
        return tell(
            "{selection}: {main}, and the results that some decision changes, as counted here and "
            "with one decision made the other way.",
            main=named(self._named_result(tell, self.main)),
        )


def decided_rows(frame: pd.DataFrame) -> Iterator[Row]:
    """Return the numbers of decisions, and each changed result, as rows."""
    yield count_row("decisions", frame["decision"].nunique(), unit="decisions")
    yield count_row("moving", frame.loc[frame["crosses"], "decision"].nunique(), unit="decisions")
    changed = {"value": "value_changed", "p": "p_changed"}
    method = "as the estimate that it changes"
    yield from rows_of(frame, "p", frame["decision"] + "/" + frame["id"], changed, method=method)


def _names_apart(awards: pd.DataFrame) -> list[Decision]:
    placed = city_units(awards)
    several = awards.groupby("organisation_id", sort=False)["organisation"].transform("nunique") > 1
    return [
        Decision("name_apart", key, place, _apart_by_name(awards, key))
        for key, place in _cities(placed[several], "organisation_id")
    ]


def _apart_by_name(awards: pd.DataFrame, key: str) -> pd.DataFrame:
    mine = awards["organisation_id"] == key
    number = awards["organisation"].where(mine).pipe(lambda names: pd.factorize(names)[0])
    ids = [
        f"{own}{SEPARATOR}{at}" if at > 0 else own
        for own, at in zip(awards["organisation_id"], number, strict=True)
    ]
    return awards.assign(organisation_id=pd.Series(ids, awards.index, dtype="str"))


def _merged(awards: pd.DataFrame) -> list[Decision]:
    placed = city_units(awards)
    several = placed.groupby("city_code", sort=False)["organisation_id"].transform("nunique") > 1
    return [
        Decision("merged", key, place, _as_one(awards, placed["city_code"] == key))
        for key, place in _cities(placed[several], "city_code")
    ]


def _as_one(awards: pd.DataFrame, mine: pd.Series) -> pd.DataFrame:
    """Return the awards with some rows given to the organisation of the first of them."""
    first = awards[mine].iloc[0]
    names = [name for name in awards.columns if name.startswith("organisation")]
    given = {name: awards[name].where(~mine, first[name]).astype("str") for name in names}
    return awards.assign(**given)


def _districts_apart(awards: pd.DataFrame) -> list[Decision]:
    from hotlinelib.places.divisions import load_divisions
    from hotlinelib.selection import year_of

    placed = city_units(awards)
    names = load_divisions(year_of(awards)).set_index("division_code")["name"]
    inside = placed[placed["division_code"] != placed["city_code"]]
    decisions = []
    for key in inside["division_code"].unique():
        mine = placed["division_code"] == key
        apart = placed.assign(
            city_code=placed["city_code"].where(~mine, key),
            city=placed["city"].where(~mine, names[key]),
        )
        decisions.append(Decision("district_apart", str(key), str(names[key]), apart))
    return decisions


def _cities(awards: pd.DataFrame, key: str) -> Iterable[tuple[str, str]]:
    once = awards.drop_duplicates(key)
    return zip(once[key], once["city"], strict=True)
