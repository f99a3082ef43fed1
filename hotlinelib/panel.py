"""A panel for Jupyter: the main choices, and the map, sentences, table and code that follow."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any, get_args

from hotlinelib.choices import OFFERED_PER, By, Unit
from hotlinelib.extras import from_extra
from hotlinelib.language import LANGUAGES, Language, speak
from hotlinelib.language.nouns import basis, noun_alone
from hotlinelib.messages import system_language
from hotlinelib.tables.editions import list_editions

if TYPE_CHECKING:
    from ipywidgets import VBox

LANGUAGE_NAMES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
CODE = """\
import hotlinelib as hl

awards = hl.select_awards(hl.load_awards("{edition}"), "organisation")
counts = hl.findings.counts(awards, unit="{unit}", by="{by}")
rates = hl.findings.rates(awards, unit="{unit}", by="{by}", per="{per}")
"""
SHOWN = """\
counts.plot(language="{language}")
rates.sentences("{language}"), rates.table("{language}")
"""
COMMAND = "hotline report regional_distribution {parameters}"


def panel(language: Language | None = None) -> VBox:
    """Return a panel to choose by, and what follows from the choices, for Jupyter.

    Parameters
    ----------
    language : {"en", "zh-Hans", "zh-Hant"}, optional
        The reader's language; by default Chinese where the system is, else English.

    Returns
    -------
    ipywidgets.VBox
        Choices of edition, unit, regions, what counts are compared with, and language; below them
        a map, a sentence and a table, and the code that makes the same.

    Examples
    --------
    >>> type(panel("en")).__name__
    'VBox'
    """
    with from_extra("lab"):
        from ipywidgets import HTML, Dropdown, HBox, Layout, VBox

    start = speak(language or system_language()).language
    first = {
        "edition": list_editions()[-1],
        "unit": "organisations",
        "by": "province",
        "per": "prefecture_divisions",
    }
    chosen = {name: Dropdown(layout=Layout(width="max-content")) for name in (*first, "language")}
    shown = HTML()

    def show(values: dict[str, str]) -> None:
        """Name the choices in the language, offer what goes with the others, show what follows."""
        for name, (label, options) in offered(values).items():
            fitting = [value for _, value in options]
            value = values[name] if values[name] in fitting else fitting[0]
            chosen[name].description, chosen[name].options = label, options
            chosen[name].value = values[name] = value
        shown.value = html_of(**values)

    def follow(change: dict[str, Any]) -> None:
        # Offering other values changes widgets, too: only the user's choice counts.
        if not busy:
            busy.append(change)
            show({name: one.value for name, one in chosen.items()})
            busy.clear()

    busy: list[object] = []
    show({**first, "language": start})
    for one in chosen.values():
        one.observe(follow, "value")
    return VBox([HBox(list(chosen.values()), layout=Layout(flex_flow="row wrap")), shown])


def html_of(**choices: Any) -> str:
    """Return what follows from choices, found by the very code that is shown below it."""
    code = CODE.format(**choices)
    made: dict[str, Any] = {}
    exec(compile(code, "panel", "exec"), made)
    say = speak(choices["language"])
    same = say("The same in code, and as a report:")
    parameters = " ".join(f"-p {name}={value}" for name, value in choices.items())
    report = COMMAND.format(parameters=parameters)
    html: str = (
        # Jupyter's own class: tables and text in the colours of the theme.
        '<div class="jp-RenderedHTMLCommon">'
        + made["counts"].to_html(choices["language"], table=False)
        + made["rates"].to_html(choices["language"], figure=False)
        + f"<p>{escape(same)}</p>"
        + f"<pre>{escape(code + SHOWN.format(**choices))}</pre><pre>{escape(report)}</pre></div>"
    )
    return html


def offered(values: Mapping[str, str]) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Return the label of each choice, and the values that go with the others, with their names."""
    say = speak(values["language"])
    regions = [(noun_alone(say, "by", one, plural=False), one) for one in get_args(By)]
    return {
        "edition": (say("Edition"), [(one, one) for one in list_editions()]),
        "unit": (say("Counted"), [(noun_alone(say, "unit", one), one) for one in get_args(Unit)]),
        "by": (say("By"), regions),
        "per": (say("Relative to"), [(basis(say, one), one) for one in OFFERED_PER[values["by"]]]),
        "language": (say("Language"), [(LANGUAGE_NAMES[one], one) for one in LANGUAGES]),
    }
