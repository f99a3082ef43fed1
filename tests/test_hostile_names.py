"""Names that hold markup, templates, formulas and paths: they stay names, whatever shows them."""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from data_of_2019 import copy_of_2019
from report_helpers import hotline, hotline_here, write_notebook

from hotlinelib import ParameterError, compare
from hotlinelib.tables.export import ACTIVE

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
MARKUP = "<script>fetch('https://x.example/a')</script>"
EVENT = "<img src=x onerror=alert(1)>"
TEMPLATE = "{{7*7}}{% raw %}/* behaviour */<!-- groups -->"
FORMULA = "=cmd|calc!A0"
PLACE = "../../up"
HOSTILE = (MARKUP, EVENT, TEMPLATE, FORMULA, PLACE)
SMALL = """
import pandas as pd
from hotlinelib import Paper
paper = Paper(language)
frame = pd.DataFrame({"organisation": [name, "b"], "count": [1, 2]})
paper.title(name)
"""
PARTS = """
(paper.heading(name, "hostile") + paper.prose(name)) + paper.figure(
    frame.plot.bar("organisation", "count"), "hostile", name, name, title=name, data=frame
) + paper.table(frame, "hostile", name, labels={"count": name}, source=name)
"""
MANIFEST = f"""
[report.hostile]
notebook = "hostile.ipynb"
title = '''{EVENT}{TEMPLATE}'''
[report.hostile.matrix]
name = [{", ".join(f"'''{text}'''" for text in HOSTILE)}]
[book.all]
reports = ["hostile"]
title = {{ en = '''{MARKUP}{TEMPLATE}''', zh-Hans = "一", zh-Hant = "一" }}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of hostile parameters, by a hostile manifest, and their book."""
    made = tmp_path_factory.mktemp("hostile") / "inside"
    notebook = write_notebook(made / "hostile.ipynb", SMALL, PARTS)
    text = notebook.read_text(encoding="utf-8")
    declared = text.replace("# how often\\n", "# how often\\nname: str = 'x'  # shown\\n")
    notebook.write_text(declared, encoding="utf-8")
    (made / "reports.toml").write_text(MANIFEST, encoding="utf-8")
    done = hotline("book", "all", "--manifest", "reports.toml", "--format", "pdf,docx", cwd=made)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set whose organisations have hostile names in English, and whose page has, too."""
    made = tmp_path_factory.mktemp("edition")
    copy_of_2019(made / "data")
    path = made / "data" / "registry" / "organisations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["organisation_en"] = f"{HOSTILE[number % len(HOSTILE)]} hotline {number}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    source = made / "data" / "editions" / "2019" / "source.toml"
    text = source.read_text(encoding="utf-8")
    source.write_text(re.sub('(?m)^(title|publisher_en) = ".*"', rf'\1 = "{EVENT}"', text), "utf-8")
    done = hotline("build", "--data", "data", cwd=made)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("there is no Chromium to open pages in")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def watched(browser: Any, path: Path) -> tuple[list[str], str]:
    """Open a page; return all it says to the console and asks of the network, and its text."""
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: (told.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda one: one.url.startswith(("file:", "data:")) or told.append(one.url))
    page.goto(path.as_uri())
    page.wait_for_timeout(200)
    told += page.evaluate("[...document.querySelectorAll('[onerror], [src=x]')].map(String)")
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy
    text = str(page.evaluate("document.title + document.body.textContent"))
    page.close()
    return told, text


def without_formulas(folder: Path) -> set[str]:
    """Refuse each cell of each CSV that a spreadsheet would take for a formula; return all."""
    cells = set()
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells |= {cell for row in csv.reader(file) for cell in row}
    texts = {cell for cell in cells if not cell.lstrip("+-").replace(".", "").isdigit()}
    assert [text for text in texts if text.startswith(ACTIVE) and text[0] != "'"] == []
    return texts


@pytest.mark.browser
def test_pages_of_hostile_parameters_stay_text(place: Path, browser: Any) -> None:
    pages = sorted(place.glob("reports/*/report.html"))
    assert len(pages) == len(HOSTILE) + 1
    for path in pages:
        told, text = watched(browser, path)
        assert told == [], path
        assert any(one in text for one in HOSTILE)
    told, text = watched(browser, place / "reports" / "index.html")
    assert told == []
    assert all(one in text for one in (MARKUP, EVENT, TEMPLATE, FORMULA, PLACE))


@pytest.mark.browser
def test_a_page_of_differences_stays_text(place: Path, browser: Any, tmp_path: Path) -> None:
    folders = sorted(path for path in place.glob("reports/hostile*") if path.is_dir())
    for number, other in enumerate(folders[1:]):
        path = tmp_path / f"{number}.html"
        path.write_text(compare(folders[0], other).to_html(), encoding="utf-8")
        told, _ = watched(browser, path)
        assert told == []


def test_nothing_is_written_outside_the_folder_of_the_reports(place: Path) -> None:
    assert {path.name for path in place.iterdir()} == {"hostile.ipynb", "reports.toml", "reports"}
    assert {path.name for path in place.parent.iterdir()} == {"inside"}
    assert all("/" not in path.name for path in (place / "reports").iterdir())


@pytest.mark.parametrize(
    "given",
    [("--name", "../up"), ("--name", "/tmp/up"), ("-p", "name=x", "--name", "a/b")],
)
def test_a_name_that_leads_outside_is_refused(place: Path, given: tuple[str, ...]) -> None:
    done = hotline_here("report", "hostile.ipynb", *given, cwd=place)
    assert done.returncode == 2
    assert "no name of a folder" in done.stderr


def test_a_manifest_that_leads_outside_is_refused(tmp_path: Path) -> None:
    from hotlinelib.reports.manifest import read_manifest

    path = tmp_path / "reports.toml"
    path.write_text('[report."../up"]\nnotebook = "x"\n', encoding="utf-8")
    with pytest.raises(ParameterError, match="can't name a folder"):
        read_manifest(path)


def test_tables_beside_a_page_hold_no_formula(place: Path) -> None:
    assert f"'{FORMULA}" in without_formulas(place / "reports")


@pytest.mark.slow
def test_exports_of_a_hostile_edition_hold_no_formula(edition: Path) -> None:
    from openpyxl import load_workbook

    for form in ("csv", "xlsx"):
        done = hotline("export", "--format", form, "-o", "out", "--data", "data", cwd=edition)
        assert done.returncode == 0, done.stderr
    assert any(text.startswith(f"'{FORMULA}") for text in without_formulas(edition / "out"))
    (path,) = (edition / "out").glob("*.xlsx")
    kinds = {
        cell.data_type
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }
    assert kinds == {"s"}


@pytest.mark.browser
@pytest.mark.slow
def test_a_report_on_a_hostile_edition_stays_text(edition: Path, browser: Any) -> None:
    environment = os.environ | {"HOTLINELIB_DATA": str(edition / "data")}
    done = hotline("report", "multi_award_winners", cwd=edition, env=environment)
    assert done.returncode == 0, done.stderr
    (page,) = edition.glob("reports/*/report.html")
    told, text = watched(browser, page)
    assert told == []
    assert all(name in text for name in HOSTILE)
    without_formulas(edition / "reports")
