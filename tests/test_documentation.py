"""The documentation: it names everything that is public, its code runs, and it builds."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
import typer
from nbformat.v4 import new_code_cell
from report_helpers import hotline
from typer.testing import CliRunner

import hotlinelib as hl
from hotlinelib.cli import app
from hotlinelib.storage import PACKAGE, notebook_folder

ROOT = PACKAGE.parent
DOCS = ROOT / "docs"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
sys.path.insert(0, str(ROOT / "tools"))
import documentation  # noqa: E402

# Its own test goes through it step by step.
PAGES = sorted(path for path in DOCS.rglob("*.md") if path.name != "add_an_edition.md")
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
WITH_CODE = [path for path in [*PAGES, *READMES] if "```python" in path.read_text(encoding="utf-8")]
# A block of code and, where the page shows it, what it prints or returns.
CODE = re.compile(r"^```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.S | re.M)
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.S | re.M)
# Commands of the pages that take no seconds, and those that render.
QUICK, SLOW = ("export", "parameters", "locate"), ("report",)
# They open a window, ask for a cluster or for a notebook of the reader's own.
NOT_RUN = ("lab", "--scheduler", "your_report")


def all_text() -> str:
    return "\n".join(documentation.on_page_markdown(read(path)) for path in PAGES)


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_public_name_is_in_the_reference_once() -> None:
    listed = [name for path in PAGES for name in documentation.documented_modules(read(path))]
    assert sorted(listed) == sorted(hl._PUBLIC)


def test_every_command_and_every_option_is_listed() -> None:
    text = documentation.on_page_markdown(read(DOCS / "reference" / "commands.md"))
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"## `hotline {name}`" in text
        for one in command.params:
            assert one.name == "help" or one.help, f"{name}: {one.name} has no help"


def test_no_marker_is_left() -> None:
    assert "<!-- made" not in all_text()


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for path in DOCS.rglob("*.md"):
        assert f" {path.relative_to(DOCS).as_posix()}\n" in navigation, path


def test_every_measure_has_its_row_in_the_method() -> None:
    method = read(DOCS / "method.md")
    assert [name for name in hl._PUBLIC["measures"] if f"`{name}`" not in method] == []


@pytest.mark.parametrize("path", WITH_CODE, ids=lambda path: path.stem)
def test_the_code_of_a_page_runs(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    for block, shown in CODE.findall(read(path)):
        value = run_cell(block, scope)
        printed = capsys.readouterr().out or f"{value}\n"
        assert not shown or printed == shown
    plt.close("all")


def run_cell(block: str, scope: dict[str, object]) -> object:
    """Run a block as a notebook does: its last expression is its value."""
    tree = ast.parse(block)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "block", "exec"), scope)
    return eval(compile(ast.Expression(last.value), "block", "eval"), scope) if last else None


def shell_commands(*names: str) -> list[str]:
    """Return the `hotline` commands of the pages and of the README."""
    lines = [
        line
        for path in [*PAGES, *READMES]
        for block in SHELL.findall(read(path))
        for line in block.splitlines()
    ]
    wanted = tuple(f"hotline {name}" for name in names)
    return sorted(
        {line for line in lines if line.startswith(wanted) and not any(w in line for w in NOT_RUN)}
    )


def transcripts() -> list[tuple[str, str]]:
    """Return the commands that a page shows with what they print."""
    text = "".join(read(path) for path in [*PAGES, *READMES])
    return re.findall(r"^```\n\$ (hotline .*)\n((?:.+\n)+)```$", text, re.M)


def test_commands_print_what_is_shown_below_them() -> None:
    assert transcripts()
    for command, shown in transcripts():
        done = hotline(*shlex.split(command)[1:], cwd=ROOT)
        assert done.stdout + done.stderr == shown, command


@pytest.mark.parametrize("line", shell_commands(*QUICK))
def test_a_command_of_the_pages_runs(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output


@pytest.mark.slow
@pytest.mark.parametrize("line", shell_commands(*SLOW))
def test_a_report_of_the_pages_renders(line: str, tmp_path: Path) -> None:
    hotline = Path(sys.executable).with_name("hotline")
    command = [str(hotline), *shlex.split(line)[1:]]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_a_report_of_your_own_renders_as_its_page_says(tmp_path: Path) -> None:
    page = read(DOCS / "how_to" / "own_report.md")
    blocks = [block for block, _ in CODE.findall(page)]
    (module,) = [block for block in blocks if "class YourChoices" in block]
    (tmp_path / "your_choices.py").write_text(module, encoding="utf-8")
    parameters = new_code_cell('unit: str = "awards"  # what is counted')
    parameters.metadata["tags"] = ["parameters"]
    cells = [new_code_cell(block) for block in blocks if block != module]
    (named,) = re.findall(r"^```json\n(.*?)^```$", page, re.S | re.M)
    notebook = nbformat.read(notebook_folder() / "regional_distribution.ipynb", as_version=4)
    notebook.cells = [parameters, *cells]
    notebook.metadata |= json.loads(f"{{{named}}}")
    nbformat.write(notebook, tmp_path / "your_report.ipynb")
    lines = [line for block in SHELL.findall(page) for line in block.splitlines()]
    (command,) = [line for line in lines if "PYTHONPATH" in line]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line, status in ((command, 0), (command.replace("cities", "towns"), 2)):
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        )
        assert done.returncode == status, done.stderr
    assert "unit = 'towns' is not offered; use: awards, organisations, cities" in done.stderr
    assert (tmp_path / "reports/your_report--unit-cities/report.html").is_file()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the documentation as `make docs` does."""
    folder = tmp_path_factory.mktemp("site")
    command = [*(sys.executable, "-m", "mkdocs", "build"), "--strict", "--quiet", "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


@pytest.mark.slow
def test_the_site_lists_every_name_and_asks_no_other_host(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    loaded = re.compile(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["']?https?://""")
    assert len(pages) > len(PAGES)
    assert not [page for page in pages if loaded.search(read(page))]
    html = "".join(read(page) for page in (site / "reference").glob("*.html"))
    for name in hl.__all__:
        assert re.search(rf'id="hotlinelib\.[\w.]*\b{name}"', html), name


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"),
    reason="there is no Chromium to open pages in; install one, or set CI to fail instead",
)
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("division_coverage", "division_coverage"),
        ("鼓楼区", "locate"),
        ("cluster", "Render on a cluster"),
    ],
)
def test_a_page_opened_as_a_file_searches(site: Path, typed: str, found: str) -> None:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, "CI is set, and there is no Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "how_to" / "cluster.html").as_uri())
        page.keyboard.press("/")
        page.keyboard.insert_text(typed)
        # The search waits for a key, which typing a Chinese word alone doesn't press.
        page.keyboard.press("Shift")
        title = page.locator(".md-search-result__item").get_by_text(found, exact=True).first
        title.wait_for()
        browser.close()
    assert not [address for address in asked if not address.startswith("file:")]
