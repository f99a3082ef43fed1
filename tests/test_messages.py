"""What commands tell follows the language of the system: Chinese where it is, else English."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import typer
from report_helpers import hotline

from hotlinelib.cli import app
from hotlinelib.console import with_help
from hotlinelib.messages import catalogue, system_language

LOCALES = {
    "": "en",
    "C": "en",
    "POSIX": "en",
    "en_GB.UTF-8": "en",
    "de_DE": "en",
    "zh_CN.UTF-8": "zh-Hans",
    "zh_CN.GB18030": "zh-Hans",
    "zh_SG": "zh-Hans",
    "zh": "zh-Hans",
    "zh-Hans": "zh-Hans",
    "zh_TW.UTF-8": "zh-Hant",
    "zh_HK": "zh-Hant",
    "zh_MO.UTF-8": "zh-Hant",
    "zh-Hant-TW": "zh-Hant",
}


@pytest.mark.parametrize(("locale", "language"), LOCALES.items())
def test_the_language_of_the_system(
    locale: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("LANG", locale)
    assert system_language() == language


def test_the_first_variable_that_is_set_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert system_language() == "en"


@pytest.mark.parametrize(
    ("arguments", "status", "english", "chinese"),
    [
        ("locate --help", 0, "Options", "选项"),
        ("locate --help", 0, "Year of the divisions.", "行政区划的年份。"),
        ("report regional_distribution -p by=county", 2, "is not offered; use:", "可选：province"),
        ("report regional_distribution -p buy=rank", 2, "did you mean 'by'?", "是否指'by'？"),
        ("reprot", 2, "did you mean 'report'?", "是否指'report'？"),
        ("report --nam x", 2, "did you mean '--name'?", "是否指'--name'？"),
        ("report --name", 2, "stands without its value", "缺少取值"),
        ("diff 2019", 2, "after is missing", "缺少after"),
        ("diff a b c", 2, "more arguments than it takes", "参数过多"),
        ("locate --year soon", 2, "the value of --year", "--year的取值无效"),
        ("parameters regional_distribution", 0, "edition of the awards", "评选届次"),
    ],
)
def test_a_command_speaks_the_language_of_the_system(
    arguments: str, status: int, english: str, chinese: str, tmp_path: Path
) -> None:
    for locale, expected in (("en_GB.UTF-8", english), ("zh_CN.UTF-8", chinese)):
        environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"}
        done = hotline(*arguments.split(), cwd=tmp_path, env=environment, encoding="utf-8")
        assert done.returncode == status, done.stderr
        assert expected in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_the_help_of_all_commands_is_translated() -> None:
    texts = {one.help for one in with_help(typer.main.get_command(app)) if one.help}
    assert len(texts) > 60
    assert {text for text in texts if catalogue("zh-Hans").gettext(text) == text} == set()
