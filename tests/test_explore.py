"""The start notebook: run without a window, and in a real JupyterLab."""

from __future__ import annotations

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
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient

from hotlinelib.storage import PACKAGE, notebook_folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTEBOOK = notebook_folder() / "explore.ipynb"
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
CELLS = 10
TRACKER_SETTINGS = (
    "JUPYTERLAB_SETTINGS_DIR/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
)
SECONDS_TO_START = 60


def test_it_has_ten_short_cells() -> None:
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert len(cells) == CELLS
    assert max(len(cell.source.splitlines()) for cell in cells) <= 10


def test_all_cells_run_and_show_tables_figures_and_a_test_without_a_network() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(PACKAGE)}}).execute()
    shown = {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}
    kinds = {
        name: {key for one in outputs for key in one.get("data", {})}
        for name, outputs in shown.items()
    }
    assert all("image/png" in kinds[name] for name in ("figure", "map"))
    tables = ("load", "filter", "table", "count")
    assert all("text/html" in kinds[name] for name in tables)
    assert not [one for outputs in shown.values() for one in outputs if one.output_type == "stream"]
    assert "Cramér" in shown["test"][0]["data"]["text/plain"]
    html = "".join(
        one["data"]["text/html"]
        for name in ("import", *tables)
        for one in shown[name]
        if "text/html" in one.get("data", {})
    )
    assert "data:text/javascript" in html or "dt_bundle" in html or "<script" in html
    assert not re.search(r"""(?:src|href)=["']https?://|from ["']https?://""", html)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """Serve a copy of the notebook in JupyterLab and return its address."""
    shutil.copyfile(NOTEBOOK, tmp_path / NOTEBOOK.name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    managed = (
        "--ServerApp.kernel_spec_manager_class=hotlinelib.reports.kernels.ProjectKernelSpecManager"
    )
    settings = ["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.token=", managed]
    folders = {
        name: str(tmp_path / name)
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_DATA_DIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
        )
    }
    # All cells stay in the page, also those that aren't in view.
    settings_file = tmp_path / TRACKER_SETTINGS
    settings_file.parent.mkdir(parents=True)
    settings_file.write_text('{"windowingMode": "none"}', encoding="utf-8")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", f"--notebook-dir={tmp_path}", *settings],
        env={**os.environ, **folders},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api/status", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert server.poll() is None, "JupyterLab ended"
            assert time.monotonic() < until, "JupyterLab doesn't answer"
            time.sleep(0.2)


def wait_for_kernel(lab: str) -> None:
    """Wait until the notebook talks to its kernel: before, JupyterLab asks which one to run in."""
    until = time.monotonic() + SECONDS_TO_START
    while True:
        with urllib.request.urlopen(f"{lab}/api/kernels", timeout=5) as answer:
            kernels = json.load(answer)
        if any(one["connections"] and one["execution_state"] == "idle" for one in kernels):
            return
        assert time.monotonic() < until, "the notebook has no kernel"
        time.sleep(0.2)


@pytest.mark.slow
@pytest.mark.browser
def test_it_runs_in_jupyterlab(lab: str) -> None:
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
        page.goto(f"{lab}/lab/tree/{NOTEBOOK.name}")
        page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for(timeout=60_000)
        wait_for_kernel(lab)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Run All Cells", exact=True).click()
        last = page.locator(".jp-CodeCell").last
        last.locator(".jp-OutputArea-output").first.wait_for(timeout=120_000)
        page.locator(
            ".jp-NotebookPanel .dt-search, .jp-NotebookPanel .dataTables_filter"
        ).first.wait_for(timeout=60_000)
        assert (
            page.locator(
                ".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']"
            ).count()
            == 0
        )
        assert page.locator(".jp-RenderedImage img").count() == 2
        folder = os.environ.get("HOTLINELIB_SCREENSHOTS")
        if folder:
            photograph(page, Path(folder))
        browser.close()
    elsewhere = [url for url in asked if not url.startswith((lab, "data:", "blob:", "about:"))]
    assert not elsewhere


def photograph(page: Page, folder: Path) -> None:
    """Leave a screenshot of each part of the notebook."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, cell in enumerate(page.locator(".jp-NotebookPanel .jp-Cell").all()):
        cell.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"explore-{number}.png")
