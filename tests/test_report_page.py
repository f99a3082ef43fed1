"""The page in a real browser: reachable, readable, offline, in three languages."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report_helpers import files_under, hotline, write_notebook

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PROFILES = ("en", "zh-Hans", "zh-Hant")
LANGUAGES_OF_PAGES = {"index": "en", "drawn": "zh-Hant", **{one: one for one in PROFILES}}
WIDE, NARROW = 1280, 390

DRAWN = """
import pandas as pd
from hotlinelib import Paper
from hotlinelib.figures import DotInterval
paper = Paper(language)
frame = pd.DataFrame({"place": ["四川", "廣東"], "code": ["510000", "440000"], "rate": [1.0, 2.0],
                      "low": [0.5, 1.0], "high": [1.5, 3.0]})
columns = ("place", "rate", "low", "high")
chart = DotInterval(frame, *columns, key="code")
wide, narrow = (chart.draw(language=language, layout=layout) for layout in ("wide", "narrow"))
figure = paper.figure(
    wide, "rates", "Caption.", chart.describe(language),
    narrow=narrow, title="四川少於廣東", source="Source: example.", data=frame,
)
(paper.heading("Rates", "rates") + paper.prose("Two.")) + figure + paper.table(
    frame, "rates", "Caption.", keys=frame["code"].tolist(), marked_keys=["510000"])
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"),
        reason="there is no Chromium to open pages in; install one, or set CI to fail instead",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Profiles of a province in three languages, with their index and copies."""
    made = tmp_path_factory.mktemp("pages")
    done = hotline(
        "report", "province_profile", "-p", "province=四川省", "-p", "show_people=yes",
        "--format", "pdf,docx", cwd=made,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    write_notebook(made / "drawn.ipynb", DRAWN)
    done = hotline("report", "drawn.ipynb", "-p", "language=zh-Hant", cwd=made)
    assert done.returncode == 0, done.stderr
    return made / "reports"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI is set, and there is no Chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def path_of(folder: Path, name: str) -> Path:
    if name == "index":
        return folder / "index.html"
    if name == "drawn":
        (found,) = folder.glob("drawn*/report.html")
        return found
    (found,) = folder.glob(f"province_profile--language-{name}--*/report.html")
    return found


def open_page(browser: Any, path: Path, width: int = WIDE, **options: Any) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "request",
        lambda asked: asked.url.startswith(("file:", "data:")) or page.problems.append(asked.url),
    )
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", LANGUAGES_OF_PAGES)
def test_axe_finds_nothing_and_no_other_host_is_asked(
    browser: Any, folder: Path, name: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for width in (WIDE, NARROW):
        page = open_page(browser, path_of(folder, name), width, color_scheme=scheme)
        if name != "index":
            # With its code shown there is more to read.
            page.click("label.control")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.problems == []
        assert page.evaluate("document.documentElement.lang") == LANGUAGES_OF_PAGES[name]
        # Nothing but a table in its own box is wider than the screen.
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


@pytest.mark.slow
def test_check_page_finds_what_readers_would_stumble_over(folder: Path, tmp_path: Path) -> None:
    def check(page: Path) -> subprocess.CompletedProcess[str]:
        # In a process of its own: here a browser of the tests is open.
        command = [sys.executable, "-m", "hotlinelib", "check-page", str(page)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    sound = check(path_of(folder, "drawn"))
    assert (sound.returncode, sound.stdout) == (0, "1 pages checked, 0 problems\n"), sound.stderr
    unsound = tmp_path / "report.html"
    unsound.write_text(
        '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="x.png">'
        '<p style="width: 50rem">wide</p>'
        '<div tabindex="0" style="height: 2rem; overflow-y: auto">1<br>2<br>3</div></main></html>'
    )
    found = check(unsound)
    assert found.returncode == 1
    for problem in ("alternative text", "390 px, light): The page is wider", "A box scrolls"):
        assert problem in found.stdout
    assert "1300 px, light): The page is wider" not in found.stdout
    assert check(tmp_path / "no.html").returncode == 2


def test_a_report_is_read_with_the_keyboard(browser: Any, folder: Path) -> None:
    page = open_page(browser, path_of(folder, "en"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "report"
    assert not page.is_visible(".code")
    page.focus("#show-code")
    page.keyboard.press("Space")
    assert page.is_visible(".code")
    sorter = page.locator("#table-peers th button").nth(1)
    sorter.focus()
    page.keyboard.press("Enter")
    assert page.get_attribute("#table-peers th:nth-child(2)", "aria-sort") == "ascending"
    counts = page.locator("#table-peers td:nth-child(2)").all_inner_texts()
    assert [int(count) for count in counts] == sorted(int(count) for count in counts)
    page.close()


def test_a_figure_is_text_in_two_layouts_with_files_and_an_address(
    browser: Any, folder: Path
) -> None:
    page = open_page(browser, path_of(folder, "drawn"))
    figures = page.locator("figure.drawing")
    assert figures.count() == 1
    assert "四川" in figures.locator("svg").first.get_attribute("aria-label")
    assert page.is_visible(".wide svg")
    assert not page.is_visible(".narrow")
    assert "四川" in page.locator(".wide svg").text_content()
    # Titles are text of the page, larger than what surrounds them.
    assert "四川" in page.inner_text("figure.drawing h3")
    sizes = [page.locator(f"figure.drawing {one}").first.evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)") for one in ("h3", "figcaption")
    ]  # fmt: skip
    assert sizes[0] > sizes[1]
    page.set_viewport_size({"width": NARROW, "height": 900})
    assert page.is_visible(".narrow svg")
    assert not page.is_visible(".wide")
    links = [one.get_attribute("href") for one in page.locator("figure.drawing .files a").all()]
    assert [link.rpartition(".")[2] for link in links[:-1]] == ["svg", "png", "csv"]
    assert links[-1] == "#" + page.get_attribute("figure.drawing", "id")
    for link in links[:-1]:
        assert (path_of(folder, "drawn").parent / link).stat().st_size > 0
    page.close()


def test_a_figure_taken_away_shows_its_letters_anywhere(browser: Any, folder: Path) -> None:
    (svg,) = path_of(folder, "drawn").parent.glob("figures/*.svg")
    text = svg.read_text(encoding="utf-8")
    assert "var(" not in text
    assert "aria-label" not in text
    page = open_page(browser, svg)
    assert page.evaluate("document.fonts.ready.then(fonts => [...fonts].map(f => f.status))") == [
        "loaded"
    ]
    assert page.problems == []
    page.close()


def test_a_mark_and_a_row_light_up_together(browser: Any, folder: Path) -> None:
    page = open_page(browser, path_of(folder, "drawn"))
    row = page.locator("#table-rates tr[data-key='510000']")
    assert row.get_attribute("class") == "marked"
    mark = page.locator(".wide .mark[data-key='510000']")
    assert "四川" in mark.locator("title").text_content()
    mark.focus()
    assert "lit" in row.get_attribute("class")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.key") == "440000"
    assert "lit" not in row.get_attribute("class")
    page.hover("#table-rates tr[data-key='440000'] td")
    assert "lit" in page.locator(".wide .mark[data-key='440000']").get_attribute("class")
    page.close()


def test_a_telephone_shows_some_columns_and_the_others_on_demand(
    browser: Any, folder: Path
) -> None:
    page = open_page(browser, path_of(folder, "en"), NARROW)
    assert not page.evaluate("document.querySelector('nav details').open")
    heads = "#table-peers thead th:visible"
    before = page.locator(heads).count()
    assert before <= 4
    page.locator("#table-peers summary").click()
    assert page.locator(heads).count() > before
    page.set_viewport_size({"width": WIDE + 20, "height": 900})
    # On a large screen no column is cut, and nothing scrolls inside the page.
    boxes = "[...document.querySelectorAll('.scroll')]"
    cut = f"{boxes}.filter(b => b.scrollWidth > b.clientWidth + 1).length"
    assert page.evaluate(cut) == 0
    assert page.evaluate(f"{boxes}.filter(b => b.scrollHeight > b.clientHeight + 1).length") == 0
    page.close()


def test_a_page_is_light_and_asks_no_other_host(browser: Any, folder: Path) -> None:
    html = path_of(folder, "zh-Hans").read_text(encoding="utf-8")
    assert len(html.encode()) < 1_500_000
    page = open_page(browser, path_of(folder, "zh-Hans"))
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
    assert "default-src 'none'" in policy
    refused = page.evaluate("fetch('https://example.org').then(() => '', error => 'refused')")
    assert refused == "refused"
    assert page.get_attribute("meta[name=description]", "content")
    told = page.evaluate("JSON.parse(document.querySelector('[type$=json]').textContent)")
    assert told["inLanguage"] == "zh-Hans"
    page.close()


def test_a_report_prints_whole(browser: Any, folder: Path, tmp_path: Path) -> None:
    page = open_page(browser, path_of(folder, "zh-Hans"))
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    content = page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    # A4, in points
    assert b"/MediaBox [0 0 594.95996 841.91998]" in content
    assert 1 < content.count(b"/Type /Page\n") < 12
    page.close()


def test_the_index_groups_and_searches(browser: Any, folder: Path) -> None:
    page = open_page(browser, path_of(folder, "index"))
    titles = page.locator("section h3").all_inner_texts()
    assert "One province: winners, people, coverage and peers" in titles
    assert page.inner_text("#shown") == "4 reports"
    page.fill("#search", "sichuan 2019")
    assert page.inner_text("#shown") == "1 of 4 reports"
    page.fill("#search", "")
    page.select_option("#language", "zh-Hant")
    assert page.inner_text("#shown") == "2 of 4 reports"
    page.locator("li a:visible").first.click()
    page.wait_for_url("**/report.html")
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    page.close()


def test_copies_keep_the_chinese_text(folder: Path) -> None:
    import zipfile

    report = path_of(folder, "zh-Hans").parent
    with zipfile.ZipFile(report / "report.docx") as archive:
        text = archive.read("word/document.xml").decode("utf-8")
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert "四川" in text
    assert pictures
    with zipfile.ZipFile(report / "report.docx") as archive:
        styles = archive.read("word/styles.xml").decode("utf-8")
        running = archive.read("word/header1.xml").decode("utf-8")
        pages = archive.read("word/footer1.xml").decode("utf-8")
    assert 'w:w="11906" w:h="16838"' in text
    assert 'w:val="zh-CN"' in styles
    assert 'w:jc w:val="right"' in text
    assert "四川" in running
    assert "NUMPAGES" in pages
    assert re.search(r'<w:sectPr><w:headerReference [^>]*r:id="(\w+)"', text)
    # No row is parted by the end of a page.
    tables = (path.read_text("utf-8-sig") for path in (report / "tables").glob("*.csv"))
    rows = sum(len(list(csv.reader(table.splitlines()))) for table in tables)
    assert text.count("<w:tr>") == text.count("<w:cantSplit/>") == rows
    pdf = (report / "report.pdf").read_bytes()
    # Written by typst, which refuses what doesn't comply
    assert b"pdfuaid:part" in pdf
    assert b"pdfaid:part" in pdf
    assert pdf.startswith(b"%PDF-")
    assert b"NotoSansCJKsc" in pdf
    assert set(files_under(report)) >= {"report.html", "report.pdf", "report.docx"}
