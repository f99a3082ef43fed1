from __future__ import annotations

import json
import re
import shutil
import string
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from hotlinelib.errors import ParameterError
from hotlinelib.language import LANGUAGES, speak
from hotlinelib.language.script import to_simplified, to_traditional
from hotlinelib.messages import DOMAIN, LOCALE_FOLDER
from hotlinelib.storage import PACKAGE

PROJECT = PACKAGE.parent
CATALOGUES = ("zh_Hans", "zh_Hant")
CHINESE = "\u4e00-\u9fff"


@dataclass(frozen=True)
class Entry:
    """A sentence and its translation; the English is the plural one where there are two."""

    english: str
    chinese: str


def entries(locale: str) -> list[Entry]:
    with (LOCALE_FOLDER / locale / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale=locale)
    return [Entry(last(message.id), last(message.string)) for message in catalogue if message.id]


def translated(locale: str) -> list[Entry]:
    return [entry for entry in entries(locale) if entry.chinese]


def last(text: str | tuple[str, ...] | list[str]) -> str:
    return text if isinstance(text, str) else text[-1]


def placeholders(sentence: str) -> list[str]:
    parsed = string.Formatter().parse(sentence)
    return sorted(f"{name}:{form}" for _, name, form, _ in parsed if name)


def numbers(sentence: str) -> set[str]:
    """Return the numbers that a sentence states: not those in the names of its placeholders."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"{[^}]*}", "", sentence)))


# --- the catalogues ---------------------------------------------------------------------------


@pytest.mark.parametrize("locale", CATALOGUES)
def test_every_sentence_is_translated(locale: str) -> None:
    assert [entry.english for entry in entries(locale) if not entry.chinese] == []


@pytest.mark.parametrize("locale", CATALOGUES)
def test_a_translation_has_the_placeholders_of_its_sentence(locale: str) -> None:
    wrong = [
        entry
        for entry in translated(locale)
        if placeholders(entry.english) != placeholders(entry.chinese)
    ]
    assert wrong == []


def test_a_translation_states_the_numbers_of_its_sentence() -> None:
    # 100 billion is 千亿.
    written_out = {"per 100 billion yuan of GDP"}
    wrong = [
        entry
        for entry in translated("zh_Hans")
        if entry.english not in written_out and not numbers(entry.english) <= numbers(entry.chinese)
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", CATALOGUES)
def test_a_translation_ends_as_its_sentence_does(locale: str) -> None:
    ends = {".": "。", "?": "？", ":": "："}
    wrong = [
        entry
        for entry in translated(locale)
        if ends.get(entry.english[-1], "") != re.sub(r"[^。？：]", "", entry.chinese[-1:])
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", CATALOGUES)
def test_chinese_has_its_own_punctuation_and_no_spaces(locale: str) -> None:
    beside = rf"[{CHINESE}}}][,;:!?()\"]|[,;:!?()\"][{CHINESE}{{]|[{CHINESE}] | [{CHINESE}]"
    # Formulas keep theirs.
    texts = [re.sub(r"\$[^$]*\$", "", entry.chinese) for entry in translated(locale)]
    assert [text for text in texts if re.search(beside, text)] == []


def test_simplified_sentences_have_no_traditional_characters() -> None:
    wrong = [e.chinese for e in translated("zh_Hans") if to_simplified(e.chinese) != e.chinese]
    assert wrong == []


def test_traditional_sentences_have_no_simplified_characters() -> None:
    # 干 is traditional too, in 若干, and 斗 in 漏斗; 台 is how hotlines write their own names.
    both = set("干斗台")
    wrong = {
        (character, entry.chinese)
        for entry in translated("zh_Hant")
        for character in set(entry.chinese) - both
        if to_traditional(character) != character
    }
    assert wrong == set()


def test_traditional_sentences_say_what_the_simplified_ones_say() -> None:
    # Of two simplified characters, 着 and 著, conversion back leaves one.
    alike = str.maketrans("「」『』着", "“”‘’著")
    simplified = {entry.english: entry.chinese.translate(alike) for entry in translated("zh_Hans")}
    wrong = [
        (entry.chinese, simplified[entry.english])
        for entry in translated("zh_Hant")
        if to_simplified(entry.chinese).translate(alike) != simplified[entry.english]
    ]
    assert wrong == []


def test_characters_with_several_traditional_forms_have_the_right_one() -> None:
    """Conversion guesses from the neighbouring characters: these are wrong guesses of it."""
    mistakes = ["箇", "人口占", "系數", "關系", "系間接", "並入", "合並", "抽簽", "閤", "于"]
    text = "\n".join(entry.chinese for entry in translated("zh_Hant"))
    assert [mistake for mistake in mistakes if mistake in text] == []


def test_the_catalogues_are_current(tmp_path: Path) -> None:
    """What `make messages` makes from a copy of the package is what the package holds."""
    shutil.copytree(
        PACKAGE, tmp_path / "hotlinelib", ignore=shutil.ignore_patterns("__pycache__", "data")
    )
    for folder in ("tools", "notebooks"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    # Made anew by the run, which shows that it works on the copy
    for compiled in (tmp_path / "hotlinelib" / "locale").rglob("*.mo"):
        compiled.unlink()
    made = subprocess.run(
        [sys.executable, "tools/messages.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    for path in sorted(LOCALE_FOLDER.rglob(f"{DOMAIN}.[mp]o")):
        copy = tmp_path / "hotlinelib" / "locale" / path.relative_to(LOCALE_FOLDER)
        assert copy.read_bytes() == path.read_bytes(), path
        # Every version of Babel makes the same.
        assert b"Babel" not in path.read_bytes()


def test_what_notebooks_say_is_translated() -> None:
    known = {entry.english for entry in translated("zh_Hans")}
    said = [
        (path.name, message)
        for path in sorted((PROJECT / "notebooks").glob("*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
        for _, message, _, _ in extract(
            "python", BytesIO("".join(cell["source"]).encode()), {"say": None}
        )
    ]
    assert [sentence for sentence in said if sentence[1] not in known] == []


# --- numbers, lists and sentences -------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, None, "0"),
        (71, None, "71"),
        (71.0, None, "71"),
        (1234567, None, "1,234,567"),
        (0.4167, None, "0.42"),
        (2.5, 0, "2"),
        (2.5, 1, "2.5"),
        (12, 1, "12.0"),
        (0.0859, 3, "0.086"),
        (-0.0333, 2, "−0.03"),
        (-1500.25, None, "−1,500.25"),
    ],
)
def test_numbers(language: str, value: float, decimals: int | None, written: str) -> None:
    assert speak(language).number(value, decimals) == written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("share", "decimals", "written"),
    [
        (0, 0, "0%"),
        (0.1972, 0, "20%"),
        (0.1972, 1, "19.7%"),
        (1, 0, "100%"),
        (12.5, 0, "1,250%"),
        (-0.0259, 1, "−2.6%"),
    ],
)
def test_percentages(language: str, share: float, decimals: int, written: str) -> None:
    assert speak(language).percent(share, decimals) == written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "p < 0.001"),
        (0.00099, "p < 0.001"),
        (0.001, "p = 0.001"),
        (0.0123, "p = 0.012"),
        (0.746, "p = 0.746"),
        (1.0, "p > 0.999"),
    ],
)
def test_p_values(language: str, value: float, written: str) -> None:
    assert speak(language).p_value(value) == written


@pytest.mark.parametrize(
    ("language", "items", "joined"),
    [
        ("en", [], ""),
        ("en", ["Beijing"], "Beijing"),
        ("en", ["Beijing", "Tianjin"], "Beijing and Tianjin"),
        ("en", ["Beijing", "Tianjin", "Hebei"], "Beijing, Tianjin and Hebei"),
        ("zh-Hans", [], ""),
        ("zh-Hans", ["北京"], "北京"),
        ("zh-Hans", ["北京", "天津"], "北京和天津"),
        ("zh-Hans", ["广东", "河南", "四川"], "广东、河南和四川"),
        ("zh-Hant", ["廣東", "河南"], "廣東和河南"),
        ("zh-Hant", ["廣東", "河南", "四川"], "廣東、河南和四川"),
        ("zh-Hant", [124, 344], "124和344"),
    ],
)
def test_lists(language: str, items: list[object], joined: str) -> None:
    assert speak(language).series(items) == joined


@pytest.mark.parametrize(
    ("count", "english", "simplified", "traditional"),
    [
        (0, "0 values are zero: A.", "有0个为零：A。", "有0個為零：A。"),
        (1, "1 value is zero: A.", "有1个为零：A。", "有1個為零：A。"),
        (2, "2 values are zero: A.", "有2个为零：A。", "有2個為零：A。"),
        (1234, "1,234 values are zero: A.", "有1,234个为零：A。", "有1,234個為零：A。"),
    ],
)
def test_plurals(count: int, english: str, simplified: str, traditional: str) -> None:
    told = [
        speak(language).plural(
            "{count} value is zero: {names}.", "{count} values are zero: {names}.", count, names="A"
        )
        for language in LANGUAGES
    ]
    assert told == [english, simplified, traditional]


@pytest.mark.parametrize(
    ("english", "simplified", "traditional"),
    [
        ("Location quotient", "区位熵", "區位熵"),
        ("Gini coefficient", "基尼系数", "基尼係數"),
        ("Herfindahl–Hirschman index", "赫芬达尔—赫希曼指数", "赫芬達爾—赫希曼指數"),
        ("Chi-square", "卡方统计量", "卡方統計量"),
        ("95% confidence interval", "95%置信区间", "95%置信區間"),
        ("Prefecture-level division", "地级行政区", "地級行政區"),
        ("Organisation", "单位", "單位"),
        ("Person", "个人", "個人"),
        ("Award", "奖项", "獎項"),
    ],
)
def test_standard_terms(english: str, simplified: str, traditional: str) -> None:
    assert [speak(language)(english) for language in LANGUAGES] == [
        english,
        simplified,
        traditional,
    ]


def test_values_are_written_as_the_language_writes_them() -> None:
    sentence = "The highest value is {value}: {names}."
    told = [speak(language)(sentence, value=1234.5, names="Foshan") for language in LANGUAGES]
    assert told == [
        "The highest value is 1,234.50: Foshan.",
        "最高值为1,234.50：Foshan。",
        "最高值為1,234.50：Foshan。",
    ]


def test_braces_in_values_stay_as_they_are() -> None:
    assert speak("en")("Figure {number}", number="{number}") == "Figure {number}"


@pytest.mark.parametrize("language", ["zh", "zh_Hans", "fr", "", "EN"])
def test_an_unknown_language_is_refused_with_the_list(language: str) -> None:
    with pytest.raises(ParameterError, match="use: en, zh-Hans, zh-Hant") as refused:
        speak(language)
    assert repr(language) in str(refused.value)
