"""The sentences of the report on kinds of institution, computed from its tables."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hotlinelib.institutions.choices import InstitutionChoices
from hotlinelib.institutions.kinds import SIGNIFICANT
from hotlinelib.labels import label_values
from hotlinelib.language import Speech
from hotlinelib.measures import TestResult
from hotlinelib.tables.read import read_table

NAMED_WORDS = 5


def title(choices: InstitutionChoices, say: Speech) -> str:
    """Return the title of the report."""
    return say("What runs the hotlines that won awards in {edition}", edition=choices.edition)


def question(say: Speech) -> str:
    """Return what the report asks."""
    return say(
        "Mayor's hotline, 12345 hotline, centre, bureau or platform: which kinds of institution "
        "won, where, and which awards?"
    )


def counting_rule(counted: pd.DataFrame, choices: InstitutionChoices, say: Speech) -> str:
    """Return what is counted, or why nothing is."""
    total = int(counted["count"].sum())
    if not total:
        return say(
            "Under these choices there is nothing to count: none of the chosen awards is given to "
            "the chosen recipients. The tables show zeros; widen recipients or awards."
        )
    if choices.unit == "awards":
        return say(
            "Counted are {count} awards, each for the kind of the organisation that won it, or "
            "whose person won it.",
            count=total,
        )
    return say("Counted are {count} organisations, each once, however often it won.", count=total)


def kind_rule(exceptions: int, say: Speech) -> str:
    """Return how a kind is told from a name."""
    rule = say(
        "The kind is told from the printed name alone, by rules that are tried in order: the "
        "first whose words stand in the name decides."
    )
    kept = say.plural(
        "{count} organisation has its kind by an exception with a stated reason.",
        "{count} organisations have their kinds by exceptions with stated reasons.",
        exceptions,
    )
    return say.paragraph(rule, kept if exceptions else "")


def kinds_finding(counted: pd.DataFrame, say: Speech) -> str:
    """Return which kinds are most frequent, and which are absent."""
    if not counted["count"].sum():
        return ""
    present = counted[counted["count"] > 0]
    names = label_values(present["kind"], "kind", say.language)
    parts = [
        say("{kind} ({count}, {share})", kind=name, count=count, share=say.percent(share))
        for name, count, share in zip(names, present["count"], present["share"], strict=True)
    ]
    absent = counted.loc[counted["count"] == 0, "kind"]
    lacking = say.series(label_values(absent, "kind", say.language))
    return say.paragraph(
        say("By frequency, the kinds are: {kinds}.", kinds=say.series(parts)),
        say("None is of the kind: {kinds}.", kinds=lacking) if len(absent) else "",
    )


def regions_finding(table: pd.DataFrame, by: str, say: Speech) -> str:
    """Return where the most frequent kind other than the general one is strongest."""
    special = table.drop(index="hotline", errors="ignore").reset_index()
    cells = special.melt(id_vars="kind", var_name=by, value_name="count")
    if not cells["count"].sum():
        return ""
    largest = cells.sort_values("count", ascending=False, kind="stable").head(1)
    return say(
        "Beside the general hotlines, the largest number of one kind in one region is {count}: "
        "{kind}, {region}.",
        count=int(largest["count"].iloc[0]),
        kind=label_values(largest["kind"], "kind", say.language).iloc[0],
        region=label_values(largest[by], by, say.language).iloc[0],
    )


def regions_test(test: TestResult | None, say: Speech) -> str:
    """Return whether the kinds differ between regions."""
    if test is None or pd.isna(test.statistic):
        return say("There are too few counts to test.")
    if test.p_value < SIGNIFICANT:
        return say(
            "The mix of kinds differs between the regions more than chance explains ({p}, "
            "{draws} simulated tables; Cramér's V {effect}).",
            **_tested(test, say),
        )
    return say(
        "The mix of kinds doesn't differ between the regions more than chance would let it ({p}, "
        "{draws} simulated tables; Cramér's V {effect}).",
        **_tested(test, say),
    )


def awards_test(test: TestResult | None, say: Speech) -> str:
    """Return whether the kinds differ between awards."""
    if test is None or pd.isna(test.statistic):
        return say("There are too few counts to test.")
    if test.p_value < SIGNIFICANT:
        return say(
            "The mix of kinds differs between the awards more than chance explains ({p}, {draws} "
            "simulated tables; Cramér's V {effect}).",
            **_tested(test, say),
        )
    return say(
        "The mix of kinds doesn't differ between the awards more than chance would let it ({p}, "
        "{draws} simulated tables; Cramér's V {effect}).",
        **_tested(test, say),
    )


def words_finding(words: pd.DataFrame, organisations: int, say: Speech) -> str:
    """Return which words most names share."""
    if words.empty:
        return say("No word stands in as many names.")
    top = words.head(NAMED_WORDS)
    labels = name_words(top["word"], say)
    parts = [
        say("{word} ({count})", word=word, count=count)
        for word, count in zip(labels, top["names"], strict=True)
    ]
    return say(
        "The {total} names are made of few words. Those in most names are {words}.",
        total=organisations,
        words=say.series(parts),
    )


def words_rule(say: Speech) -> str:
    """Return how names are cut into words."""
    return say(
        "Names are cut in simplified characters, places left out, with a dictionary made for "
        "them; a name counts once for each of its words."
    )


def limits(say: Speech) -> list[str]:
    """Return what the data can't carry."""
    return [
        say(
            "A name is not a charter: two bodies of one kind may be run in different ways, and a "
            "list may print the line where another prints the office that answers it."
        ),
        say(
            "The organisations are those that won. Which kinds there are in all cities isn't "
            "known here, so nothing says that a kind wins more easily."
        ),
        say("The number of a row in a printed list is no rank."),
    ]


def name_words(words: pd.Series, say: Speech) -> list[str]:
    """Return words as a reader knows them: in English with their meaning."""
    known = read_table("name_words").set_index("word")
    if say.language == "zh-Hans":
        return words.tolist()
    if say.language == "zh-Hant":
        return words.map(known["word_hant"]).tolist()
    return [
        word if word == known.loc[word, "word_en"] else f"{word} ({known.loc[word, 'word_en']})"
        for word in words
    ]


def _tested(test: TestResult, say: Speech) -> dict[str, Any]:
    return {
        "p": say.p_value(test.p_value),
        "effect": say.number(test.effect_size, 2),
        "draws": test.draws,
    }
