"""How the package, an edition's list and the methods are cited."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

import hotlinelib as hl
from hotlinelib import citation
from hotlinelib.citation import TITLE, about_package, references

ROOT = Path(__file__).parents[1]


def test_a_citation_names_package_version_year_and_the_page_of_the_list():
    package, source = hl.cite("2019").splitlines()
    assert hl.__version__ in package and "(20" in package
    assert source.startswith("People's Daily Online (2019).")
    assert source.endswith(hl.read_source_record("2019").address)


def test_citation_managers_read_what_is_given():
    assert hl.cite("2019", "bibtex").count("@") == 2
    lines = hl.cite("2019", "ris").splitlines()
    assert [line[6:] for line in lines if line.startswith("TY")] == ["COMP", "NEWS"]
    assert sum(line.startswith("ER") for line in lines) == 2


def test_a_chinese_reference_is_as_gb_t_7714_2015_has_it(monkeypatch):
    about = {
        **about_package(),
        "version": "1.2.0",
        "date-released": "2026-11-23",
        "doi": "10.1234/example",
    }
    page = "http://ccnews.people.com.cn/BIG5/n1/2019/0812/c354509-31290149.html"
    monkeypatch.setattr(citation, "about_package", lambda: about)
    assert hl.cite(2019, "gbt7714", "zh-Hans", accessed="2026-12-01").splitlines() == [
        "hotlinelib contributors. hotlinelib: 全国政务热线获奖名单数据集[DS/OL]. 1.2.0版. "
        "(2026-11-23)[2026-12-01]. 10.1234/example",
        "人民网. 2019全国政务热线发展高峰论坛暨年度颁奖典礼在京举行[EB/OL]. "
        f"(2019-08-12)[2026-12-01]. {page}",
    ]
    del about["doi"]
    package, source = hl.cite("2019", "gbt7714", "zh-Hans").splitlines()
    assert package.endswith("数据集[DS]. 1.2.0版. (2026-11-23).")
    assert source.endswith(f"(2019-08-12)[引用日期]. {page}")
    with pytest.raises(hl.ParameterError, match="accessed = '1 May'"):
        hl.cite("2019", "gbt7714", accessed="1 May")


def test_the_title_is_translated_and_is_that_of_the_citation_file():
    assert about_package()["title"] == TITLE
    assert "获奖名单数据集" in hl.cite("2019", language="zh-Hans")


@pytest.mark.parametrize("edition", ["2020", 2020])
def test_an_edition_without_a_list_has_no_page_to_cite(edition, monkeypatch):
    monkeypatch.setattr(
        citation,
        "list_editions",
        lambda known="full": ("2020",) if known == "partial" else ("2019",),
    )
    with pytest.raises(hl.ParameterError, match="no page to cite"):
        hl.cite(edition)


def test_the_version_cited_is_the_package_s():
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert about["version"] == hl.__version__
    assert "version" in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dynamic"]


def test_works_are_listed_once_in_alphabetical_order():
    assert [work[:10] for work in references(["holm-1979", "gini-1914", "holm-1979"])] == [
        "Gini, C. (",
        "Holm, S. (",
    ]
    with pytest.raises(hl.DataError, match=r"references\.csv has no row 'x'"):
        references(["x"])


def test_every_finding_cites_works_that_are_listed():
    findings = {
        getattr(hl.findings, name)
        for name in hl.findings.__all__
        if isinstance(getattr(hl.findings, name), type)
    }
    keys = {key for finding in findings for key in getattr(finding, "references", ())}
    assert keys and references(keys)
