"""The notebooks: what they declare, and what they say with usual and odd parameters."""

import ast
import re
from dataclasses import asdict
from typing import Any

import nbformat
import pytest
from notebook_runner import notebook_path, run_notebook, text_of
from sentences import check_captions, check_parts

from hotlinelib.part import Part
from hotlinelib.reports.parameters import choices_of, declared_parameters
from hotlinelib.storage import notebook_folder

NOTEBOOKS = sorted(path.stem for path in notebook_folder().glob("*.ipynb"))
REPORTS = [name for name in NOTEBOOKS if choices_of(notebook_path(name))]
# Traditional script is made from simplified script by rule.
EACH_SCRIPT = ["en", "zh-Hans", pytest.param("zh-Hant", marks=pytest.mark.slow)]
# Reports that take seconds: in traditional script they are run with odd parameters.
LONG = ("regional_distribution", "multi_award_winners")
CHINESE = [
    *((name, "zh-Hans") for name in REPORTS),
    *(
        pytest.param(name, "zh-Hant", marks=pytest.mark.slow if name in LONG else ())
        for name in REPORTS
    ),
]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_nothing_of_a_run_is_committed(name: str) -> None:
    notebook = nbformat.read(notebook_path(name), as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None


def test_only_the_start_notebook_makes_no_report() -> None:
    assert set(NOTEBOOKS) - set(REPORTS) == {"explore"}


@pytest.mark.parametrize("name", REPORTS)
def test_parameters_are_those_of_the_choices_and_explained(name: str) -> None:
    path = notebook_path(name)
    declared, choices = declared_parameters(path), choices_of(path)
    assert choices is not None
    values = {key: ast.literal_eval(one.default) for key, one in declared.items()}
    offered = asdict(choices())
    assert values == {key: offered[key] for key in values}
    for one in declared.values():
        assert one.type in ("str", "int", "bool")
        assert one.help, f"{one.name} has no comment"
        for value in choices.offered().get(one.name, ()):
            # Editions are added; the others are named where a user sets them.
            assert one.name == "edition" or value in one.help, (one.name, value)


@pytest.mark.parametrize("language", EACH_SCRIPT)
def test_regional_distribution_says_what_was_counted_by_hand(language: str) -> None:
    text = text_of(run_notebook("regional_distribution", language=language))
    told = {
        "en": ["71 awards", "9 of the 52 organisations (17%)", "13 of the 31", "48 of the 337"],
        "zh-Hans": ["71项奖", "广东最多，有9个（占17%）", "31个省份中有13个", "卓越百姓服务奖"],
        "zh-Hant": ["71項獎", "廣東最多，有9個（佔17%）", "31個省份中有13個", "卓越百姓服務獎"],
    }
    for phrase in told[language]:
        assert phrase in text, phrase


@pytest.mark.parametrize("language", EACH_SCRIPT)
def test_multi_award_winners_says_what_was_counted_by_hand(language: str) -> None:
    text = text_of(run_notebook("multi_award_winners", language=language))
    numbers = re.findall(r"\d+", text)
    assert {"19", "52", "71", "124"} <= set(numbers)


@pytest.mark.parametrize(("name", "language"), CHINESE)
def test_a_chinese_report_has_no_english_left(name: str, language: str) -> None:
    check_no_english(run_notebook(name, language=language))


def check_no_english(parts: list[Part]) -> None:
    for part in parts:
        # Works are cited as they were published.
        cited = part.about.get("anchor") in ("references", "cite")
        if part.about["kind"] in ("heading", "prose") and not cited:
            text = re.sub(
                r"https?://\S+|data/\S+|hotlinelib\S*|People's Daily Online",
                "",
                part.content["text/plain"],
            )
            assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,} [a-z]{2,}", text), text


def test_the_regional_report_holds_and_no_caption_is_said_twice() -> None:
    parts = run_notebook("regional_distribution", language="en")
    check_parts(parts)
    check_captions(parts)
    shown = [part.about["text"] for part in parts if part.about["kind"] == "heading"]
    assert {"References", "How to cite"} <= set(shown)
    assert not any("大陸" in part.content["text/plain"] for part in parts)


ODD: dict[str, list[dict[str, Any]]] = {
    "regional_distribution": [
        {"awards": "big_data", "by": "region7", "per": "gdp", "unit": "cities"},
        {"by": "rank", "unit": "awards", "recipients": "person", "language": "zh-Hant"},
        {"recipients": "all", "unit": "cities", "by": "prefecture", "per": "population"}
        | {"language": "zh-Hant"},
    ],
    "multi_award_winners": [
        {"level": "province", "recipients": "all", "count": "awards", "show_people": True},
        {"min_awards": 9, "entrants": 3, "language": "zh-Hans"},
        {"awards": "big_data", "entrants": 344, "language": "zh-Hant"},
    ],
}


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        # Of 337 regions a map takes long.
        pytest.param(name, one, marks=pytest.mark.slow if one.get("by") == "prefecture" else ())
        for name, several in ODD.items()
        for one in several
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(map(str, value.values())),
)
def test_odd_parameters_explain_themselves(name: str, parameters: dict[str, Any]) -> None:
    parts = run_notebook(name, **parameters)
    text = text_of(parts)
    assert "nan" not in re.findall(r"[a-z]+", text.lower())
    assert not re.search(r"\{\w*\}", text), "a sentence was not filled in"
    if parameters.get("language", "en") != "en":
        check_no_english(parts)
    for part in parts:
        if part.about["kind"] == "figure":
            assert part.about["alt"].strip()
