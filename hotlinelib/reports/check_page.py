"""`hotline check-page`: a page as a browser shows it, read by axe on wide and narrow screens."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from hotlinelib.console import told
from hotlinelib.errors import ParameterError
from hotlinelib.extras import from_extra
from hotlinelib.messages import message

# Pixels of a laptop, a tablet and a telephone
WIDTHS = (1300, 820, 390)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Boxes with a bar of their own; a table may scroll sideways, for it says so.
SCROLLING = """() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one), bar = kind => /auto|scroll/.test(kind);
  return (bar(style.overflowY) && one.scrollHeight > one.clientHeight + 1)
    || (bar(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && !one.dataset.scrolls);
}).map(one => one.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class PageProblem:
    """What is wrong with a page, on which screen, and where in it."""

    page: Path
    screen: str
    problem: str
    element: str


def check_pages(pages: list[Path]) -> list[PageProblem]:
    """Return what axe finds in pages, and what doesn't fit, on light and dark screens."""
    with from_extra("dev"):
        from playwright.sync_api import sync_playwright

        axe = import_module("axe_playwright_python.sync_playwright").Axe()
    for path in pages:
        if not path.is_file():
            raise ParameterError(
                "{path}: there is no such page; give files such as report.html", path=path
            )
    found = []
    with sync_playwright() as playwright:
        own = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=own, args=["--no-sandbox"])
        for path in pages:
            for width in WIDTHS:
                for scheme in ("light", "dark"):
                    size: Any = {"width": width, "height": 900}
                    page = browser.new_page(viewport=size, color_scheme=scheme)
                    page.goto(path.resolve().as_uri())
                    wrong = [
                        (one["help"], node["html"])
                        for one in axe.run(page).response["violations"]
                        for node in one["nodes"]
                    ]
                    if page.evaluate("document.documentElement.scrollWidth") > width:
                        wrong.append((message("The page is wider than the screen"), "html"))
                    wrong += [(message("A box scrolls"), one) for one in page.evaluate(SCROLLING)]
                    screen = f"{width} px, {scheme}"
                    found += [PageProblem(path, screen, *one) for one in wrong]
                    page.close()
        browser.close()
    return found


def check_page(
    files: Annotated[list[Path], typer.Argument(help="Pages, such as reports/*/report.html.")],
) -> None:
    """Check pages as readers see them: accessibility by axe, three screens; exit status 1."""
    with told(status=2):
        found = check_pages(files)
        for one in found:
            typer.echo(f"{one.page} ({one.screen}): {one.problem}: {one.element}")
        typer.echo(
            message("{files} pages checked, {found} problems", files=len(files), found=len(found))
        )
        raise typer.Exit(1 if found else 0)
