"""What commands tell follows the language of the system: Chinese where it is, else English."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
import typer
from pytest import MonkeyPatch
from report_helpers import hotline, hotline_here

import hotlinelib as hl
from hotlinelib.cli import app
from hotlinelib.console import with_help
from hotlinelib.messages import catalogue, system_language

# Three English words in a row; names of values and files are single ones.
ENGLISH = re.compile(r"(?<![\w./`'\"{-])[A-Za-z]{2,}(?: [a-z']{2,}){2,}")
FILES = {
    "no_table.toml": "[report]\nx = 1\n",
    "unknown_key.toml": "[report.a]\nnotebok = 'x'\n",
    "no_matrix.toml": "[report.a]\nmatrix = 3\n",
    "regions.csv": "region,place\n东,某地\n",
    "columns.csv": "a,b\n1,2\n",
    "empty.txt": "",
    "prose.txt": "今天天气很好。\n",
    "note.ipynb": "{}",
}
MISTAKES = """\
nothing
report nothing
report regional
report regional_distribution -p by=county
report regional_distribution -p by
report regional_distribution -p by=
report regional_distribution -p lang=zh
report regional_distribution -p language=zh
report regional_distribution -p edition=1999
report regional_distribution -p unit=people
report regional_distribution -p per=gdp -p by=prefecture
report regional_distribution -p awards=最佳
report regional_distribution -p awards=
report regional_distribution -p by=regions.csv
report regional_distribution -p by=columns.csv
report regional_distribution -p by=none.csv
report regional_distribution -p by=rank -p by=level
report regional_distribution --matrix by
report regional_distribution --matrix by=county|rank
report regional_distribution --only zzz
report regional_distribution --jobs 0
report regional_distribution --timeout soon
report regional_distribution --format odt
report regional_distribution --kernel other
report regional_distribution --name a/b
report regional_distribution institutions --name x
report province_profile -p province=广州
report province_profile -p province=香港
report province_profile -p province=Guangdon
report multi_award_winners -p min_awards=1
report multi_award_winners -p min_awards=two
report multi_award_winners -p show_people=maybe
report --manifest none.toml
report --manifest no_table.toml
report --manifest unknown_key.toml
report --manifest no_matrix.toml
report note.ipynb
report none.ipynb
report --nam x
report --output
report regional_distribution --unit awards
report regional_distribution unit=awards
report regional_distribution -o note.ipynb
report regional_distribution -o note.ipynb/reports
parameters nothing
locate 热线 --year 1900
locate 热线 --year soon
locate 热线 --within 火星
locate 热线 --column y
parse none.txt
parse empty.txt
parse prose.txt
diff 2019
diff 2019 1999
diff a b c
diff a b --format pdf
add-edition 2019 prose.txt
add-edition 20x prose.txt
add-edition 2031
propose 1999
export --format other
verify none
verify empty.txt
book nothing
book awards --language fr
check-page none.html
new-report
new-report note.ipynb
build --data nowhere
check --data nowhere
check x
""".splitlines()

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
def test_the_language_of_the_system(locale: str, language: str, monkeypatch: MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("LANG", locale)
    assert system_language() == language


def test_the_first_variable_that_is_set_decides(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert system_language() == "en"


@pytest.mark.parametrize(
    ("line", "status", "english", "chinese"),
    [
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
    line: str, status: int, english: str, chinese: str, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    for locale, expected in (("en_GB.UTF-8", english), ("zh_CN.UTF-8", chinese)):
        monkeypatch.setenv("LC_ALL", locale)
        done = hotline_here(*shlex.split(line), cwd=tmp_path)
        assert done.returncode == status
        assert expected in done.stdout + done.stderr


def test_its_help_does_so_in_a_process_of_its_own(tmp_path: Path) -> None:
    for locale, head, year in (
        ("en_GB.UTF-8", "Options", "Year of the divisions."),
        ("zh_CN.UTF-8", "选项", "行政区划的年份。"),
    ):
        environment = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"}
        done = hotline("locate", "--help", cwd=tmp_path, env=environment, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, "")
        assert head in done.stdout
        assert year in done.stdout


@pytest.mark.parametrize("line", MISTAKES)
def test_a_mistake_is_told_in_chinese(line: str, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("LANGUAGE", "")
    done = hotline_here(*shlex.split(line), cwd=tmp_path)
    assert done.returncode in (1, 2)
    told = done.stdout + done.stderr
    assert re.search("[\u4e00-\u9fff]{2}", told), told
    assert not ENGLISH.search(told), told


def test_what_is_meant_is_told(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    awards = hl.load_awards()
    for call, expected in (
        (lambda: hl.speak("zh"), "did you mean 'zh-Hans'?"),  # type: ignore[arg-type]
        (lambda: hl.cite("bibtex"), "cite(form='bibtex')"),
        (
            lambda: hl.findings.province_coverage(awards, province="广州"),
            "广州 lies in 广东省",
        ),
        (lambda: hl.findings.province_coverage(awards, province="香港"), "Hong Kong"),
    ):
        with pytest.raises(hl.HotlineError, match=re.escape(expected)):
            call()


def test_the_help_of_all_commands_is_translated() -> None:
    texts = {one.help for one in with_help(typer.main.get_command(app)) if one.help}
    assert len(texts) > 60
    assert {text for text in texts if catalogue("zh-Hans").gettext(text) == text} == set()
