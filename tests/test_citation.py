"""How the package, an edition's list and the methods are cited."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

import hotlinelib as hl
from hotlinelib.citation import references

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
