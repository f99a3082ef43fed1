"""The documentation: it names everything that is public, its code runs, and it builds."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
import typer
from typer.testing import CliRunner

import hotlinelib as hl
from hotlinelib.cli import app
from hotlinelib.storage import PACKAGE

ROOT = PACKAGE.parent
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT / "tools"))
import documentation  # noqa: E402

# Its own test goes through it step by step.
PAGES = sorted(path for path in DOCS.rglob("*.md") if path.name != "add_an_edition.md")
WITH_CODE = [path for path in PAGES if "```python" in path.read_text(encoding="utf-8")]
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
        for path in [*PAGES, ROOT / "README.md", ROOT / "README.zh.md"]
        for block in SHELL.findall(read(path))
        for line in block.splitlines()
    ]
    wanted = tuple(f"hotline {name}" for name in names)
    return sorted(
        {line for line in lines if line.startswith(wanted) and not any(w in line for w in NOT_RUN)}
    )


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
def test_the_site_builds_without_a_warning_and_asks_no_other_host(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    pages = sorted(tmp_path.rglob("*.html"))
    loaded = re.compile(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["']?https?://""")
    assert len(pages) > len(PAGES)
    assert not [page for page in pages if loaded.search(read(page))]
    html = "".join(read(page) for page in (tmp_path / "reference").glob("*.html"))
    for name in hl.__all__:
        assert re.search(rf'id="hotlinelib\.[\w.]*\b{name}"', html), name
