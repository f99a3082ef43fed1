"""The command line of the data: what is printed, where errors go, which status is left."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from data_of_2019 import copy_of_2019
from typer.testing import CliRunner

from hotlinelib import load_awards
from hotlinelib.cli import app
from hotlinelib.extras import install_command
from hotlinelib.storage import data_folder, package_data

COMMANDS = ["build", "check", "propose", "add-edition", "locate", "parse"]
ARTICLE = "2020年度卓越管理人奖\n1. 厦门市12345热线：张三丰\n2. 甲乙丙热线：李小红\n"
PAGE = [
    *("--title", "示例榜单", "--publisher", "某报", "--address", "http://example.org/a"),
    *("--published", "2020-12-23", "--awarded", "2020-12-18"),
]


def run(*arguments, text=None):
    return CliRunner().invoke(app, [str(each) for each in arguments], input=text)


@pytest.fixture
def data(tmp_path):
    return copy_of_2019(tmp_path / "data")


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_nothing_heavy_is_imported_for_the_help():
    code = "import sys, hotlinelib.cli; print([m for m in sys.modules if m in sys.argv[1:]])"
    heavy = ["pandas", "numpy", "frictionless", "opencc", "rapidfuzz", "matplotlib"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_a_help_text(command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    shown = run(command, "--help")
    assert shown.exit_code == 0
    options = [line for line in shown.stdout.splitlines() if " --" in line and "Usage" not in line]
    assert options
    for line in options:
        assert len(line.strip("│ ").split("  ")[-1].split()) > 2, line


def test_the_committed_data_have_no_problems_and_check_prints_their_audit():
    shown = run("check")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "Edition 2019\n  title       2019全國政務熱線發展高峰論壇" in shown.stdout
    assert "        15     15  卓越管理創新獎\n" in shown.stdout
    assert "       109    109  all\n" in shown.stdout
    assert "  anyang-mayor-hotline: 安陽市12345熱線 (line 215)\n" in shown.stdout
    assert "    reason: Anyang has one municipal hotline" in shown.stdout
    assert "Names and titles that the registry doesn't know: none\n" in shown.stdout
    assert "     54  the printed name tells the registry's division\n" in shown.stdout
    # Where editions were added, what is open is said instead.
    assert "\nAll checks passed.\n" in shown.stdout or "\nNothing is wrong, but" in shown.stdout


def test_check_fails_with_all_problems_on_the_error_stream(data):
    (data / "tables/organisations.csv").write_bytes(b"x\n")
    (data / "places/neighbours.csv").write_bytes(b"x\n")
    shown = run("check", "--data", data)
    assert shown.exit_code == 1
    assert shown.stderr.startswith("hotline: the data set has problems:\n- ")
    assert "organisations.csv" in shown.stderr
    assert "neighbours.csv" in shown.stderr
    assert f"- {data}/places/neighbours.csv: " in shown.stderr
    assert "Traceback" not in shown.stderr
    assert "All checks passed" not in shown.stdout


@pytest.mark.parametrize(
    ("command", "package", "extra"),
    [
        (["check"], "frictionless", "reports"),
        (["export", "--format", "xlsx"], "openpyxl", "export"),
        (["lab"], "jupyterlab", "lab"),
        (["report", "regional_distribution"], "papermill", "reports"),
    ],
)
def test_a_command_without_its_extra_says_what_to_install(
    command, package, extra, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    # None is how Python marks a package that can't be imported.
    monkeypatch.setitem(sys.modules, package, None)
    shown = run(*command)
    assert shown.exit_code == 1
    assert shown.stderr == (
        f"hotline: the package {package} is missing: it comes with the extra {extra!r}; run: "
        f"{install_command(extra)}\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_confirmed_without_the_package_that_checks(data, monkeypatch):
    path = data / "registry/kinds.csv"
    path.write_bytes(path.read_bytes().replace(b"in the mayor's name", b"in a mayor's name"))
    before = (data / "confirmed.tsv").read_bytes()
    monkeypatch.setitem(sys.modules, "frictionless", None)
    shown = run("check", "--confirm", "--data", data)
    assert shown.exit_code == 1
    assert "the package frictionless is missing" in shown.stderr
    assert (data / "confirmed.tsv").read_bytes() == before


def test_an_edition_is_added_decided_built_and_loaded_by_commands(data, article):
    added = run("add-edition", 2020, article, *PAGE, "--data", data)
    assert added.exit_code == 0, added.stderr
    assert f"wrote {data / 'editions/2020/decisions.csv'}: 1 names and titles" in added.stdout
    listed = run("propose", "2020", "--data", data)
    assert listed.stdout.startswith(
        "organisation 甲乙丙热线 (winners: 1, lines: 3)\n  place: not_found\n  might be: "
    )
    refused = run("build", "--data", data)
    assert refused.exit_code == 1
    assert "row 2, 甲乙丙热线: decision is missing; write new or same_as" in refused.stderr
    path = data / "editions/2020/decisions.csv"
    table = pd.read_csv(path, dtype="str")
    cells = {
        "decision": "new",
        "organisation_id": "xiamen-abc-hotline",
        "organisation_en": "Xiamen Abc Hotline",
        "division_code": "350200",
        "kind": "hotline",
        "reason": "the article says so",
        "evidence": "line 2",
    }
    table.assign(**cells).to_csv(path, index=False, encoding="utf-8-sig")
    built = run("build", "--data", data)
    assert built.stdout.startswith("added 甲乙丙热线: new organisation xiamen-abc-hotline\nwrote ")
    checked = run("check", "--data", data)
    assert checked.exit_code == 0, checked.stderr
    assert "  甲乙丙热线 is in 350200; read alone: not_found; reason: the article" in checked.stdout
    assert "Winners per award (counted by the parser only: count" in checked.stdout
    assert data_folder() == package_data()
    code = "import hotlinelib; print(hotlinelib.load_awards('2020')['person'].tolist())"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        env={"HOTLINELIB_DATA": str(data), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (loaded.stdout, loaded.stderr) == ("['张三丰', '李小红']\n", "")


def test_the_data_folder_may_come_from_the_environment(data, monkeypatch):
    monkeypatch.setenv("HOTLINELIB_DATA", str(data))
    assert f"wrote {data / 'tables/awards.csv'}" in run("build").stdout


def test_propose_has_nothing_to_say_of_2019():
    shown = run("propose", "2019")
    assert shown.stdout == "The registry knows every name and title of this edition.\n"


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (
            ["propose", "2018"],
            2,
            "hotline: edition '2018' is not in the data set; it has: 2019",
        ),
        (["check", "--data", "nowhere"], 1, "is no data folder of hotlinelib: it has no folder "),
        (["add-edition", "2020", "none.txt", *PAGE], 2, "hotline: none.txt can't be read: No such"),
        (
            ["add-edition", "2020", "none.txt"],
            2,
            "missing: --title, --publisher, --address, --published, --awarded",
        ),
        (
            ["locate", "某市", "--year", "1979"],
            2,
            "year = 1979: there are no divisions of that",
        ),
        (["build", "--date", "x"], 2, "No such option: --date"),
    ],
)
def test_misuse_is_told_without_a_traceback(arguments, status, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = run(*arguments)
    assert shown.exit_code == status
    assert told in shown.stderr
    assert "Traceback" not in shown.stderr
    assert data_folder() == package_data()


@pytest.mark.parametrize("notebook", ["regional_distribution", "province_profile"])
def test_parameters_lists_the_identifiers_of_awards(notebook):
    listed = run("parameters", notebook).stdout.partition("awards: str")[2].splitlines()
    assert listed[2].startswith("    one of: all, management_innovation, ")
    named = set(listed[2].removeprefix("    one of: ").split(", "))
    assert named == {"all", *load_awards()["award_id"]}


@pytest.mark.parametrize("by_input", [False, True])
def test_locate_prints_a_row_for_each_name(by_input):
    names = ["廈門市12345熱線", "鼓楼区12345", "龙泉驿区行政审批局", "中山大学"]
    shown = run("locate", text="\n".join(names)) if by_input else run("locate", *names)
    assert shown.exit_code == 0
    table = pd.read_csv(io.StringIO(shown.stdout), dtype="str", keep_default_na=False)
    assert table["name"].tolist() == names
    assert table["status"].tolist() == ["located", "ambiguous", "located", "not_found"]
    assert table["division_code"].tolist() == ["350200", "", "510112", ""]
    assert table.loc[1, "candidates"] == "320106 320302 350102 410204"


def test_locate_without_names_prints_the_head_of_the_table():
    assert run("locate", text="").stdout.startswith("name,division_code,province,")


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file")
    refused = run("export", "--output", taken)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"hotline: {taken}")
    assert "File exists" in refused.stderr


def test_a_reader_that_goes_away_is_no_mistake():
    command = [str(Path(sys.executable).with_name("hotline")), "report", "--list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
