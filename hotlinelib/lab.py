"""JupyterLab at the root of a project, on copies of the notebooks in the reader's language.

Whoever works in the copies changes neither a checkout nor an installed package. The tutorial of the
documentation is one of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hotlinelib.figures.tones import dark_tones
from hotlinelib.messages import catalogue, marked, system_language
from hotlinelib.storage import PACKAGE, notebook_folder, project_file

FOLDER = "lab"
ROOT = "--notebook-dir="
START = "explore.ipynb"
# In the metadata of a copy: the state of its cells as they were copied
MARK = "hotlinelib_copy"
# What a paragraph of a text cell may begin with; it isn't translated with the rest.
BEGINNINGS = (marked("Look up:"), marked("Try:"))
PARAGRAPH = re.compile(
    r"^(#+ |- |(?:{0}) )?(.+(?:\n(?!#+ |- |(?:{0}) ).+)*)".format("|".join(BEGINNINGS)), re.M
)
CODE_AND_MATH = re.compile(r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$")
# A block of code of a page of the documentation, and what the page shows below it
CODE = re.compile(r"^```python\n(.*?)^```$(?:\n\n```text\n.*?^```$)?", re.S | re.M)
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
COMMENT = re.compile(r"(?<=  # ).*$", re.M)
OPTIONS = (
    "--ServerApp.kernel_spec_manager_class=hotlinelib.reports.kernels.ProjectKernelSpecManager",
    # It asks no other host for anything.
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.custom_css=True",
    f"--LabApp.default_url=/lab/tree/{FOLDER}/{START}",
)

SETTINGS = ".jupyter"
MENUS = {"en": "default", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}
# Figures and tables of reports follow the theme, and are no wider than on a page.
LOOK = """\
[data-jp-theme-light="false"] .drawing { %s --figure-paper: var(--jp-layout-color0); }
.drawing { max-width: 46rem; font-family: "Noto Sans CJK SC", "Noto Sans", sans-serif; }
.drawing svg { display: block; width: 100%%; height: auto; fill: var(--figure-sixth, #000000); }
.drawing .narrow, figure.table .columns { display: none; }
figure.drawing, figure.table { margin: 1em 0; }
.drawing .finding { line-height: 1.35; }
figure.table :is(th, td):not(.number) { text-align: left; }
figure.table td.number { white-space: nowrap; }
figure.table tbody th { min-width: 4.5em; }
"""


def open_lab(arguments: Sequence[str]) -> int:
    """Open JupyterLab at the root of the checkout, else here, with `hotline` among the commands."""
    own = notebook_folder().parent
    given = [one.removeprefix(ROOT) for one in arguments if one.startswith(ROOT)]
    root = Path(given[-1] if given else Path.cwd() if own == PACKAGE else own).resolve()
    copy_notebooks(root / FOLDER, system_language())
    further = [one for one in arguments if not one.startswith(ROOT)]
    settings = root / FOLDER / SETTINGS
    write_settings(settings, system_language())
    look = {"static_custom_path": [str(settings / "custom")]}
    command = [sys.executable, "-m", "jupyterlab", f"{ROOT}{root}", *OPTIONS, *further]
    command.append(f"--ServerApp.tornado_settings={look}")
    if sys.platform != "win32":
        # As no login shell, which would set another PATH.
        command.append(
            f"--ServerApp.terminado_settings=shell_command={os.environ.get('SHELL', 'sh')}"
        )
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    config = os.pathsep.join(filter(None, [str(settings), os.environ.get("JUPYTER_CONFIG_PATH")]))
    environment = {**os.environ, "PATH": path, "JUPYTER_CONFIG_PATH": config}
    # Terminals start where JupyterLab does.
    os.chdir(root)
    if sys.platform != "win32":
        # In the place of this process: whoever ends it ends JupyterLab.
        os.execve(sys.executable, command, environment)
    return subprocess.call(command, env=environment)


def copy_notebooks(folder: Path, language: str) -> None:
    """Copy the notebooks in a language; a copy that its user has changed stays as it is."""
    folder.mkdir(exist_ok=True)
    made = {
        path.name: translated(json.loads(path.read_bytes()), language)
        for path in sorted(notebook_folder().glob("*.ipynb"))
    }
    tutorial = project_file("docs/tutorial.md" if language == "en" else "docs/tutorial.zh.md")
    if tutorial is not None:
        made["tutorial.ipynb"] = notebook_of(tutorial.read_text("utf-8"))
    for name, content in made.items():
        content["metadata"][MARK] = _state(content)
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        if not (folder / name).exists() or _is_unchanged(folder / name):
            (folder / name).write_text(text, "utf-8", newline="\n")


def write_settings(folder: Path, language: str) -> None:
    """Write JupyterLab's defaults and look; what its user has set comes first."""
    defaults = {
        # It doesn't ask its user whether to ask another host either.
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
        "@jupyterlab/translation-extension:plugin": {"locale": MENUS[language]},
    }
    for name, text in (
        ("labconfig/default_setting_overrides.json", json.dumps(defaults)),
        ("custom/custom.css", LOOK % dark_tones()),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="\n")


def notebook_of(page: str) -> dict[str, Any]:
    """Return a page of the documentation as a notebook: its code can be run; it has no links."""
    cells = []
    for number, source in enumerate(CODE.split(LINK.sub(r"\1", page))):
        if source.strip():
            cell: dict[str, Any] = {"cell_type": "markdown", "id": f"cell-{number}", "metadata": {}}
            if number % 2:
                cell |= {"cell_type": "code", "execution_count": None, "outputs": []}
            cells.append(cell | {"source": source.strip().splitlines(keepends=True)})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def translated(notebook: dict[str, Any], language: str) -> dict[str, Any]:
    """Return a notebook with text cells and parameters in a language."""
    known = catalogue(language)

    def paragraph(found: re.Match[str]) -> str:
        beginning, text = found[1] or "", " ".join(found[2].split())
        told = known.gettext(text) if is_prose(text) else text
        if language != "en":
            # Of what to look up
            told = re.sub(r"`\.$", "`。", told.replace("`, `", "`、`"))
        if beginning.strip() in BEGINNINGS and language != "en":
            beginning = known.gettext(beginning.strip())
        return f"{beginning}{told if told != text else found[2]}"

    cells = []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            source = PARAGRAPH.sub(paragraph, source)
        elif "parameters" in cell["metadata"].get("tags", []):
            source = COMMENT.sub(lambda found: known.gettext(found[0]), source)
            source = source.replace('language: str = "en"', f'language: str = "{language}"')
        cells.append({**cell, "source": source.splitlines(keepends=True)})
    return {**notebook, "cells": cells}


def paragraphs(markdown: str) -> Iterator[str]:
    """Return the paragraphs of a text cell that are to be translated, each on one line."""
    for found in PARAGRAPH.finditer(markdown):
        text = " ".join(found[2].split())
        if is_prose(text):
            yield text


def is_prose(text: str) -> bool:
    """Return whether a paragraph has words, and not just code and formulas."""
    return re.search(r"\w", CODE_AND_MATH.sub("", text)) is not None


def _is_unchanged(copy: Path) -> bool:
    try:
        content = json.loads(copy.read_bytes())
        return bool(content["metadata"][MARK] == _state(content))
    except (ValueError, KeyError, TypeError):
        return False


def _state(notebook: dict[str, Any]) -> str:
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()
