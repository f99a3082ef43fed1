"""The sentences on how far the findings on regions move with the choices."""

from __future__ import annotations

import pandas as pd

from hotlinelib.labels import names_of
from hotlinelib.language import Speech
from hotlinelib.regional.checks import (
    CHECK_DRAWS,
    SIGNIFICANT,
)
from hotlinelib.regional.choices import RegionalChoices
from hotlinelib.regional.words import (
    choice_words,
    region_labels,
)


def fits_finding(fits: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return how the test of fit turns out over units and denominators."""
    tested = fits.dropna(subset=["p_value"])
    if tested.empty:
        return ""
    beyond = tested["p_value"] < SIGNIFICANT
    words = choice_words(say)
    within = [
        say("{unit} by {size}", unit=words[unit], size=words[size])
        for unit, size in zip(
            tested.loc[~beyond, "unit"], tested.loc[~beyond, "denominator_name"], strict=True
        )
    ]
    return say.paragraph(
        say(
            "Of {all} combinations of what is counted and what it is held against, {beyond} show a "
            "distribution beyond chance at the 5% level ({draws} simulated tables each).",
            all=len(tested),
            beyond=int(beyond.sum()),
            draws=CHECK_DRAWS,
        ),
        say("Not beyond chance are {combinations}.", combinations=say.series(within))
        if within
        else "",
        _differing_finding(tested, choices, say),
    )


def _differing_finding(tested: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return in how many combinations which regions differ from their expected counts."""
    names = tested["differing"].str.split(" | ", regex=False).explode()
    times = names[names != ""].value_counts(sort=False)
    if times.empty:
        return say("In none does a single region differ from its expected count (Holm).")
    parts = [
        say("{region} in {times}", region=region, times=int(number))
        for region, number in zip(
            region_labels(pd.Series(times.index, dtype="str"), choices.by, say), times, strict=True
        )
    ]
    return say(
        "Single regions differ from their expected count after Holm's adjustment in as many of "
        "them: {parts}. A claim about a region should name its combination.",
        parts=say.series(parts),
    )


def morans_finding(morans: pd.DataFrame, say: Speech) -> str:
    """Return how Moran's I turns out with each denominator."""
    known = morans.dropna()
    if known.empty:
        return ""
    words = choice_words(say)
    parts = [
        say(
            "{size} {statistic} ({p})",
            size=words[size],
            statistic=say.number(statistic, 2),
            p=say.p_value(p_value),
        )
        for size, statistic, p_value in zip(
            known["denominator_name"], known["moran"], known["p_value"], strict=True
        )
    ]
    return say(
        "Moran's I of the provincial rates, by denominator: {parts}.", parts=say.series(parts)
    )


def ranks_finding(ranks: pd.DataFrame, say: Speech) -> str:
    """Return how the ranking of provinces moves with the choices."""
    known = ranks.dropna(axis="columns")
    if "own" not in known or known.shape[1] < 2:
        return ""
    others = known.drop(columns="own")
    everywhere = others.corrwith(known["own"], method="spearman")
    won = known["own"] < known["own"].max()
    among = others[won].corrwith(known.loc[won, "own"], method="spearman").dropna()
    stays = int(((others == 1) & (known[["own"]] == 1).to_numpy()).any().sum())
    return say.paragraph(
        say(
            "Changing one choice at a time, the ranking of provinces by rate keeps a Spearman "
            "correlation with that of the report between {low} and {high}, to which the provinces "
            "without any contribute much.",
            low=say.number(everywhere.min(), 2),
            high=say.number(everywhere.max(), 2),
        ),
        say(
            "Among the {number} with a count it lies between {low} and {high}.",
            number=int(won.sum()),
            low=say.number(among.min(), 2),
            high=say.number(among.max(), 2),
        )
        if len(among)
        else "",
        say(
            "In {stays} of {all} variants a province that comes first here also comes first there.",
            stays=stays,
            all=others.shape[1],
        ),
    )


def left_out_finding(left_out: pd.DataFrame, choices: RegionalChoices, say: Speech) -> str:
    """Return what leaving out any one award changes."""
    counted_rows = left_out[left_out["count"] > 0]
    if len(left_out) < 2 or counted_rows.empty:
        return (
            say("With a single award category there is none to leave out.")
            if len(left_out) == 1
            else ""
        )
    furthest = counted_rows.sort_values(
        "largest_change", key=abs, ascending=False, kind="stable"
    ).iloc[0]
    region = region_labels(
        pd.Series([furthest["changed_region"]], dtype="str"), choices.by, say
    ).iloc[0]
    return say(
        "Leaving out any one award category moves a region's share by at most {points} percentage "
        "points ({region}, without {award}); the Gini coefficient then lies between {low} and "
        "{high}.",
        points=say.number(abs(furthest["largest_change"]) * 100, 1),
        region=region,
        award=names_of("award_id", say.language)[furthest["award_id"]],
        low=say.number(counted_rows["gini"].min(), 2),
        high=say.number(counted_rows["gini"].max(), 2),
    )
