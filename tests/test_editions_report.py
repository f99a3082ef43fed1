"""Editions compared: two whole lists, built by the commands, and one list beside press reports."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from data_of_2019 import copy_of_2019
from notebook_runner import run_notebook, text_of
from report_helpers import hotline_here
from sentences import check_findings, check_parts

import hotlinelib as hl
from hotlinelib.choices.editions import EditionsChoices
from hotlinelib.findings.editions.base import _recoded
from hotlinelib.storage import data_folder, package_data

# 龙港市 was made in 2019: no organisation of the list of 2019 is of it.
LONGGANG = "longgang-12345,龙港市12345热线,龙港市12345热线,Longgang 12345 Hotline,330383,hotline\n"
RENAMED = "2021,最佳效能奖,management_efficiency,the award was renamed,the call for entries\n"
PAGE = ["--title", "示例榜单", "--publisher", "某报", "--address", "http://example.org/a"]
DATES = ["--published", "2021-12-23", "--awarded", "2021-12-18"]
PARTIAL = 'edition = "2020"\ncompleteness = "partial"\ndivisions_year = 2019\n'
WITNESSES = (
    "award_id,award,award_en,recipient,relation,organisation,organisation_id,organisation_en,"
    "division_code,address\nmanagement_efficiency,最佳管理效率奖,,organisation,same_award,"
    "惠州市12345热线,huizhou-12345,,441300,http://example.org/b\n"
)
FINDINGS = (
    hl.findings.compare_editions,
    hl.findings.compare_shares,
    hl.findings.compare_categories,
    hl.findings.known_winners,
)


def printed(awards: pd.DataFrame) -> list[str]:
    organisations = awards[awards["recipient"] == "organisation"]
    return organisations.drop_duplicates("organisation_id")["organisation"].tolist()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return data with a whole list of 2021: 22 organisations of 2019 and a new one."""
    place = tmp_path_factory.mktemp("editions")
    copy = place / "data"
    shutil.copytree(package_data(), copy)
    with (copy / "registry/organisations.csv").open("a", encoding="utf-8") as file:
        file.write(LONGGANG)
    with (copy / "registry/award_names.csv").open("a", encoding="utf-8") as file:
        file.write(RENAMED)
    names = [*printed(hl.load_awards("2019"))[:22], "龙港市12345热线"]
    first = "\n".join(f"{number}. {name}" for number, name in enumerate(names, 1))
    second = "\n".join(f"{number}. {name}" for number, name in enumerate(names[-3:], 1))
    (place / "article.txt").write_text(
        "某报讯 各奖项获奖名单如下。\n\n"
        f"2021年度最佳效能奖\n{first}\n\n2021年度卓越百姓服务奖\n{second}\n",
        encoding="utf-8",
    )
    add = ["add-edition", "2021", "article.txt", *PAGE, *DATES, "--data", "data"]
    for command in (add, ["build", "--data", "data"]):
        done = hotline_here(*command, cwd=place)
        assert done.returncode == 0, done.stdout + done.stderr
    return copy


@pytest.fixture
def two(folder: Path) -> Iterator[pd.DataFrame]:
    with hl.data(folder):
        yield hl.select_awards(hl.load_awards(["2019", "2021"]))


def test_who_won_again_is_what_sets_say(two: pd.DataFrame) -> None:
    sets = two.groupby("edition")["organisation_id"].agg(set)
    found = hl.findings.compare_editions(two)
    values = found.estimates.set_index("id")["value"]
    assert values["again/again"] == len(sets["2019"] & sets["2021"]) == 22
    assert values["again/new"] == len(sets["2021"] - sets["2019"]) == 1
    assert values["again/left"] == len(sets["2019"] - sets["2021"]) == 30
    assert found.headline() == "22 of the 52 organisations of 2019 won again in 2021 (42%)."
    assert "New among the 23 organisations of 2021: Longgang 12345 Hotline." in found.sentences()


def test_a_city_stays_the_same_where_the_table_of_divisions_is_another(two: pd.DataFrame) -> None:
    found = hl.findings.compare_editions(two, level="city")
    # Longgang is a county-level city of Wenzhou, which won in 2019, too.
    assert "new" not in set(found.frame["status"])
    # Xiangyang was Xiangfan until 2010.
    held = {"edition": "2019", "winner_id": ["420600", "441200"], "winner": ["襄阳市", "肇庆市"]}
    former = _recoded(pd.DataFrame(held), 2009)
    assert former["winner"].tolist() == ["襄樊市", "肇庆市"]


def test_shares_are_those_of_organisations(two: pd.DataFrame) -> None:
    found = hl.findings.compare_shares(two, draws=199)
    once = two.drop_duplicates(["edition", "organisation_id"])
    counts = pd.crosstab(once["province"], once["edition"])
    shares = counts / counts.sum()
    assert found.reason == ""
    value = found.estimates.set_index("id").loc["change/dissimilarity", "value"]
    assert value == pytest.approx((shares["2019"] - shares["2021"]).abs().sum() / 2)


def test_an_award_of_another_name_is_the_same_award(two: pd.DataFrame) -> None:
    found = hl.findings.compare_categories(two)
    assert found.renamed["award_id"].tolist() == ["management_efficiency"]
    assert found.headline() == "Given both in 2019 and in 2021: 2 of the 5 award categories."


def test_sentences_hold_for_two_lists(two: pd.DataFrame) -> None:
    for make in FINDINGS:
        check_findings([make(two)])
    check_findings([hl.findings.compare_editions(two, level="city")])


def test_the_notebook_compares_two_lists(two: pd.DataFrame) -> None:
    for language in ("en", "zh-Hans"):
        parts = run_notebook("editions", editions="2019,2021", language=language)
        check_parts(parts)
    assert "22 of the 52" in text_of(run_notebook("editions", editions="2019,2021", language="en"))


@pytest.fixture(scope="module")
def with_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return data in which a single winner of 2020 is known beside the list of 2019."""
    folder = copy_of_2019(tmp_path_factory.mktemp("beside") / "data")
    (folder / "editions/2020").mkdir(exist_ok=True)
    for name, text in (("source.toml", PARTIAL), ("witnesses.csv", WITNESSES)):
        (folder / "editions/2020" / name).write_text(text, encoding="utf-8")
    with hl.data(folder):
        hl.build()
    return folder


@pytest.fixture
def beside(with_reports: Path) -> Iterator[None]:
    """Read those data."""
    with hl.data(with_reports):
        yield


@pytest.mark.usefixtures("beside")
@pytest.mark.parametrize("editions", ["2019", "2019,2020", "2020"])
def test_without_a_second_list_nothing_is_compared(editions: str) -> None:
    awards = hl.select_awards(hl.findings.editions.load_editions(editions))
    for make in FINDINGS:
        found = make(awards)
        check_findings([found])
        assert not found.estimates["id"].str.contains("share|dissimilarity|gini").any()
    parts = run_notebook("editions", editions=editions)
    check_parts(parts)
    assert "Nothing is compared" in text_of(parts) or "nothing to compare yet" in text_of(parts)


def test_editions_that_arent_known_are_refused() -> None:
    with pytest.raises(hl.ParameterError, match="editions = '1999' is not offered; use: all"):
        EditionsChoices(editions="1999")
    assert data_folder() == package_data()
