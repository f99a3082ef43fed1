"""Names of provinces, prefectures and regions in the three languages of the reports."""

from __future__ import annotations

import pandas as pd

from hotlinelib.tables.read import read_table

SUFFIXES = {"en": "_en", "zh-Hans": "_hans", "zh-Hant": "_hant"}


def province_names(language: str) -> dict[str, str]:
    """Return provinces by full name, named the short way that Chinese text does: 广东."""
    provinces = read_table("provinces")
    if language == "en":
        labels = provinces["name_en"].tolist()
    elif language == "zh-Hans":
        labels = provinces["name_short"].tolist()
    else:
        # A short name is the beginning of the full one, in either script.
        lengths = provinces["name_short"].str.len()
        labels = [name[:end] for name, end in zip(provinces["name_hant"], lengths, strict=True)]
    return dict(zip(provinces["name"], labels, strict=True))


def division_names(places: pd.DataFrame, language: str) -> dict[str, str]:
    """Return divisions by full name; where two have one English name, the province is added."""
    if language != "en":
        column = "name" if language == "zh-Hans" else "name_hant"
        return dict(zip(places["name"], places[column], strict=True))
    provinces = read_table("provinces").set_index("province_code")["name_en"]
    shared = places["name_en"].duplicated(keep=False) & (places["level"] != "province")
    province = places["province_code"].map(provinces)
    labels = places["name_en"].where(~shared, places["name_en"] + " (" + province + ")")
    return dict(zip(places["name"], labels.fillna(places["name"]), strict=True))


def term_names(column: str, language: str, *, in_sentence: bool = False) -> dict[str, str]:
    """Return the names of the values of a column of closed vocabulary, or as a sentence has them.

    In English those differ: East and "the East", Municipality and "municipalities".
    """
    terms = read_table("terms")
    mine = terms[terms["column"] == column]
    stem = "sentence" if in_sentence and language == "en" else "value"
    return dict(zip(mine["value"], mine[f"{stem}{SUFFIXES[language]}"], strict=True))
