"""The page in a real browser: reachable, readable, offline, in three languages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from report_helpers import files_under, hotline

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PROFILES = ("en", "zh-Hans", "zh-Hant")
LANGUAGES_OF_PAGES = {"index": "en", **{language: language for language in PROFILES}}
WIDE, NARROW = 1280, 390

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
    (found,) = folder.glob(f"*--language-{name}--*/report.html")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
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


def test_figures_are_drawn_crisp_and_told(browser: Any, folder: Path) -> None:
    page = open_page(browser, path_of(folder, "zh-Hant"))
    images = page.locator("main img")
    assert images.count() == 1
    assert "四川" in images.first.get_attribute("alt")
    assert images.first.get_attribute("src").startswith("data:image/svg+xml")
    assert images.first.evaluate("image => image.naturalWidth") > 0
    page.close()


def test_a_report_prints_whole(browser: Any, folder: Path, tmp_path: Path) -> None:
    page = open_page(browser, path_of(folder, "zh-Hans"))
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    assert page.evaluate(
        "[...document.querySelectorAll('.scroll')].every(b => b.scrollHeight <= b.clientHeight + 1)"
    )
    content = page.pdf(path=tmp_path / "printed.pdf", format="A4")
    assert 1 < content.count(b"/Type /Page\n") < 12
    page.close()


def test_the_index_groups_and_searches(browser: Any, folder: Path) -> None:
    page = open_page(browser, path_of(folder, "index"))
    assert page.inner_text("h2") == "One province: winners, people, coverage and peers"
    assert page.inner_text("#shown") == "3 reports"
    page.fill("#search", "sichuan 2019")
    assert page.inner_text("#shown") == "1 of 3 reports"
    page.fill("#search", "")
    page.select_option("#language", "zh-Hant")
    assert page.inner_text("#shown") == "1 of 3 reports"
    page.locator("li a:visible").click()
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
    assert len(pictures) == 1
    pdf = (report / "report.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert b"NotoSansCJKsc" in pdf
    assert set(files_under(report)) >= {"report.html", "report.pdf", "report.docx"}
