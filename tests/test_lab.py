"""JupyterLab as `hotline lab` starts it: notebooks in the reader's language, the panel, dark."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbclient import NotebookClient
from tornado.websocket import websocket_connect

import hotlinelib as hl
from hotlinelib.lab import CODE_AND_MATH, copy_notebooks
from hotlinelib.storage import notebook_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
HOTLINE = str(Path(sys.executable).with_name("hotline"))
THEME = "user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
SECONDS_TO_START = 240
TOKEN = "for-the-test"
LARGEST_NOTEBOOK = 600_000
# The contrast of a text with what lies behind it, as WCAG defines it
CONTRAST = """element => {
    const light = color => {
        const parts = color.match(/[0-9.]+/g).slice(0, 3).map(one => {
            const part = one / 255
            return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let behind = element
    while (/, 0\\)$|transparent/.test(getComputedStyle(behind).backgroundColor)) {
        behind = behind.parentElement
    }
    const text = light(getComputedStyle(element).color)
    const ground = light(getComputedStyle(behind).backgroundColor)
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05)
}"""


# --- the notebooks ---


def cells(folder: Path, name: str, kind: str) -> str:
    read = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    return "\n".join(cell.source for cell in read.cells if cell.cell_type == kind)


def test_copies_are_in_the_readers_language(tmp_path: Path) -> None:
    copy_notebooks(tmp_path, "zh-Hans")
    for notebook in notebook_folder().glob("*.ipynb"):
        text = CODE_AND_MATH.sub("", cells(tmp_path, notebook.stem, "markdown"))
        assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", text), notebook.stem
        assert cells(tmp_path, notebook.stem, "code").count("\n") == cells(
            notebook_folder(), notebook.stem, "code"
        ).count("\n")
    code = cells(tmp_path, "regional_distribution", "code")
    assert 'language: str = "zh-Hans"  # 报告的语言' in code


def test_a_copy_that_was_changed_stays_and_others_are_renewed(tmp_path: Path) -> None:
    copy_notebooks(tmp_path, "en")
    changed = tmp_path / "explore.ipynb"
    changed.write_text(changed.read_text("utf-8").replace("head(3)", "head(9)"), "utf-8")
    kept = changed.read_bytes()
    copy_notebooks(tmp_path, "zh-Hans")
    assert changed.read_bytes() == kept
    assert "教程" in cells(tmp_path, "tutorial", "markdown")


@pytest.mark.parametrize(
    ("name", "language"),
    [("explore", "en"), pytest.param("tutorial", "zh-Hans", marks=pytest.mark.slow)],
)
def test_a_copy_runs(name: str, language: str, tmp_path: Path) -> None:
    copy_notebooks(tmp_path, language)
    read = nbformat.read(tmp_path / f"{name}.ipynb", as_version=4)
    NotebookClient(read, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [out for cell in read.cells for out in cell.get("outputs", [])]
    kinds = {kind for out in shown for kind in out.get("data", {})}
    assert {"image/png", "text/plain"} <= kinds
    assert not [out for out in shown if out.get("name") == "stderr"]
    assert ("application/vnd.jupyter.widget-view+json" in kinds) == (name == "explore")


# --- the panel ---


def choose(panel: Any, **values: str) -> None:
    names = ("edition", "unit", "by", "per", "language")
    for name, value in values.items():
        panel.children[0].children[names.index(name)].value = value


def test_what_the_panel_shows_follows_and_so_does_its_code() -> None:
    panel = hl.panel("en")
    choose(panel, edition="2019")
    shown = panel.children[1]
    assert "Guangdong" in shown.value
    choose(panel, edition="2019", by="region7", per="gdp", language="zh-Hans")
    assert "比较基数" in [one.description for one in panel.children[0].children]
    (code,) = re.findall(r"<pre>(import.*?)</pre>", shown.value, re.S)
    scope: dict[str, Any] = {}
    exec(code.replace("&quot;", '"'), scope)
    rates = hl.findings.rates(
        hl.select_awards(hl.load_awards("2019"), "organisation"), by="region7", per="gdp"
    )
    assert rates.headline("zh-Hans") in shown.value
    assert scope["rates"].headline() == rates.headline()
    assert "-p by=region7 -p per=gdp -p language=zh-Hans" in shown.value


def test_the_panel_offers_what_goes_with_the_regions() -> None:
    panel = hl.panel("en")
    choose(panel, per="gdp")
    choose(panel, by="prefecture")
    per = panel.children[0].children[3]
    assert [value for _, value in per.options] == ["prefecture_divisions", "population"]
    assert per.value == "prefecture_divisions"
    choose(panel, unit="cities")
    assert "by=prefecture" in panel.children[1].value


# --- in a browser ---


@pytest.fixture(params=[("en_GB.UTF-8", "Light"), ("zh_CN.UTF-8", "Dark")])
def lab(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str, Path]]:
    """Start JupyterLab beside a decoy kernelspec; yield its address, the language, its root."""
    locale, theme = request.param
    spec = tmp_path / "decoys/kernels/python3"
    spec.mkdir(parents=True)
    decoy = {"argv": ["/bin/false"], "display_name": "decoy", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(decoy))
    (tmp_path / THEME).parent.mkdir(parents=True)
    (tmp_path / THEME).write_text(json.dumps({"theme": f"JupyterLab {theme}"}))
    root = tmp_path / "root"
    root.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "HOME": str(tmp_path),
        "LC_ALL": locale,
        "JUPYTER_PATH": str(tmp_path / "decoys"),
        "JUPYTER_PREFER_ENV_PATH": "0",
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "user-settings"),
        "PATH": "/usr/bin:/bin",
    }
    options = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [HOTLINE, "lab", f"--notebook-dir={root}", *options],
            env=environment, stdout=log, stderr=log, cwd=tmp_path,
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(lambda: ask(f"{address}/api/status"))
            yield address, locale[:2], root
        finally:
            server.terminate()
            server.wait(30)


def ask(address: str, sent: bytes | None = None) -> Any:
    request = urllib.request.Request(address, sent, {"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def wait_for(question: Any) -> Any:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            if found := question():
                return found
        except OSError:
            assert time.monotonic() < until
        assert time.monotonic() < until
        time.sleep(0.3)


@pytest.mark.slow
@pytest.mark.browser
def test_jupyterlab_light_and_dark(lab: tuple[str, str, Path]) -> None:
    address, language, root = lab
    specs = ask(f"{address}/api/kernelspecs")["kernelspecs"]
    assert list(specs) == ["python3"]
    assert Path(specs["python3"]["spec"]["argv"][0]).parent == Path(sys.executable).parent
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "no Chromium on this machine"
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        run_all(page, address)
        panel = page.locator(".jp-OutputArea .widget-vbox")
        photograph(page, f"{language}-panel")
        # Menus are in the reader's language, figures in the theme's colours; nothing is asked.
        menus = page.get_by_role("menubar").first.inner_text()
        assert ("文件" in menus) == (language == "zh")
        muted = panel.locator("svg text").first.evaluate("one => getComputedStyle(one).fill")
        assert muted == ("rgb(169, 179, 190)" if language == "zh" else "rgb(97, 97, 97)")
        assert page.locator(".Toastify__toast").count() == 0
        panel.locator("select").nth(2).select_option(index=2)
        panel.get_by_text('by="region7"').first.wait_for(timeout=240_000)
        tables = page.locator(".jp-NotebookPanel td")
        assert tables.count() > 30
        assert min(one.evaluate(CONTRAST) for one in tables.all()[::7]) >= 4.5
        assert page.locator(".jp-RenderedText[data-mime-type$=stderr]").count() == 0
        photograph(page, f"{language}-chosen")
        page.keyboard.press("Control+s")
        saved = root / "lab/explore.ipynb"
        wait_for(lambda: '"image/png"' in saved.read_text("utf-8"))
        assert saved.stat().st_size < LARGEST_NOTEBOOK
        browser.close()
    elsewhere = [url for url in asked if not url.startswith((address, "data:", "blob:", "about:"))]
    assert not elsewhere


def run_all(page: Page, address: str) -> None:
    page.goto(f"{address}/lab/tree/lab/explore.ipynb?token={TOKEN}")
    page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=240_000)
    # Before the notebook talks to its kernel, JupyterLab asks which one to run in.
    wait_for(
        lambda: [
            one
            for one in ask(f"{address}/api/kernels")
            if one["connections"] and one["execution_state"] == "idle"
        ]
    )
    page.locator(".lm-MenuBar-item").nth(3).click()
    page.locator("[data-command='runmenu:run-all']").first.click()
    last = page.locator(".jp-CodeCell").last
    last.locator(".jp-OutputArea-output").first.wait_for(timeout=240_000)


@pytest.mark.slow
def test_terminals_start_at_the_root_and_know_the_command(lab: tuple[str, str, Path]) -> None:
    address, _, root = lab

    async def type_into(terminal: str) -> None:
        line = "hotline --version > part && mv part found\r"
        path = f"/terminals/websocket/{terminal}?token={TOKEN}"
        opened = await websocket_connect(address.replace("http", "ws") + path)
        await opened.write_message(json.dumps(["stdin", line]))
        while not (root / "found").exists():
            await asyncio.wait_for(opened.read_message(), SECONDS_TO_START)
        opened.close()
        while await opened.read_message() is not None:
            pass

    asyncio.run(type_into(ask(f"{address}/api/terminals", b"{}")["name"]))
    assert hl.__version__ in (root / "found").read_text("utf-8")


def photograph(page: Page, name: str) -> None:
    if folder := os.environ.get("HOTLINELIB_SCREENSHOTS"):
        page.wait_for_timeout(500)
        page.screenshot(path=Path(folder) / f"{name}.png")
