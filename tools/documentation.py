"""Fill the parts of the documentation that are made: reference, glossary, pictures, reports.

mkdocs calls `on_page_markdown` for each page; a marker such as `<!-- made: commands -->` is
replaced by what the package says today, so these pages can't fall behind.
"""

from __future__ import annotations

import csv
import importlib
import inspect
import logging
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import typer

import hotlinelib as hl
from hotlinelib.cli import app
from hotlinelib.tables.describe import data_dictionary

ROOT = Path(__file__).parents[1]
MARKER = re.compile(r"<!-- made: (\w+) ?(.*?) -->")
CODE = re.compile(r"^```python\n(.*?)^```$", re.S | re.M)
ROOMS = (
    "hotlinelib",
    *(f"hotlinelib.{room}" for room in ("findings", "measures", "figures", "places")),
)
# Reports that the site shows where `make reports` has made them.
REPORTS = ("regional_distribution", "multi_award_winners")
PICTURES: dict[str, str] = {}

PageLanguage = Literal["en", "zh"]


def on_startup(**_: Any) -> None:
    """Let jieba, which the search splits Chinese with, load its dictionary without telling."""
    import jieba

    jieba.setLogLevel(logging.WARNING)


def on_page_markdown(markdown: str, page: Any = None, **_: Any) -> str:
    """Return a page with its markers filled in and, in the gallery, its pictures."""
    path = page.file.src_uri if page else ""
    if page and language_of(path) == "en" and page.file.dest_uri.startswith("zh/"):
        # The reference stands in both trees: it is found once.
        page.meta.setdefault("search", {})["exclude"] = True
    # A Chinese source links to Chinese sources; the site has both languages under one name.
    links = re.sub(r"(\]\([^)#:\s]+)\.zh\.md", r"\1.md", markdown)
    text = MARKER.sub(_fill, links)
    return with_pictures(text, language_of(path)) if path.startswith("gallery.") else text


def on_post_build(config: Any, **_: Any) -> None:
    """Put the pictures of the gallery and the rendered reports into the site."""
    site = Path(config["site_dir"])
    for name, svg in PICTURES.items():
        path = site / "images" / "gallery" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(svg, encoding="utf-8", newline="\n")
    for language in ("en", "zh"):
        for folder in rendered_reports(language):
            shutil.copytree(folder, site / "reports" / folder.name, dirs_exist_ok=True)


def language_of(path: str) -> PageLanguage:
    """Return the language of a page by its name."""
    return "zh" if path.endswith(".zh.md") else "en"


def commands() -> str:
    """Return all commands with their arguments and options, as Markdown."""
    group = typer.main.get_command(app)
    parts = [part for name, one in group.commands.items() for part in _command(name, one)]
    return "\n".join(parts)


def dictionary() -> str:
    """Return the data dictionary; sections of a page of its own stand one level higher."""

    def at_home(found: re.Match[str]) -> str:
        homes = [room for room in ROOMS if found[1] in importlib.import_module(room).__all__]
        return f"## `{homes[0].replace('hotlinelib', 'hl')}.{found[1]}()`"

    text = re.sub(r"^### `(\w+)\(\)`", at_home, data_dictionary(), flags=re.M)
    return re.sub("^###", "##", text, flags=re.M)


def reference_names(room: str) -> list[str]:
    """Return where the public names of a room are defined, those of rooms before it left out."""
    before = {
        name
        for other in ROOMS[: ROOMS.index(room)]
        for name in importlib.import_module(other).__all__
    }
    module = importlib.import_module(room)
    found = [getattr(module, name) for name in module.__all__ if name not in before]
    return [f"{one.__module__}.{one.__qualname__}" for one in found if not inspect.ismodule(one)]


def reference(room: str) -> str:
    """Return the public names of a room by module, for mkdocstrings to fill in."""
    by_module: dict[str, list[str]] = {}
    for name in reference_names(room):
        by_module.setdefault(name.rpartition(".")[0], []).append(name)
    return "\n\n".join(
        "\n\n".join([_module_heading(module), *(f"::: {name}" for name in names)])
        for module, names in sorted(by_module.items())
    )


def glossary(language: str) -> str:
    """Return the table of terms, each in both languages."""
    with (ROOT / "docs" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if language == "zh":
        head, columns = "| 术语 | 英文 | 含义 |", ("chinese", "english", "meaning_chinese")
    else:
        head, columns = "| Term | Chinese | Meaning |", ("english", "chinese", "meaning")
    rows.sort(key=lambda row: row["english"].casefold())
    lines = [f"| {' | '.join(row[column] for column in columns)} |" for row in rows]
    return "\n".join([head, "|---|---|---|", *lines])


def rendered_reports(language: str) -> list[Path]:
    """Return the folders of the default reports that have been rendered in a language."""
    suffix = "" if language == "en" else "--language-zh-Hans"
    folders = [ROOT / "reports" / f"{name}{suffix}" for name in REPORTS]
    return [folder for folder in folders if (folder / "report.html").is_file()]


def reports(language: str) -> str:
    """Return the rendered reports as frames with a link to each."""
    up = "" if language == "en" else "../"
    told = {"en": "Open it alone", "zh": "单独打开"}[language]
    missing = {
        "en": "This copy of the documentation was built without them: `make docs` renders them.",
        "zh": "本份文档生成时尚未渲染报告；执行`make docs`即可在此查看。",
    }[language]
    frames = [
        f'<p><a href="{up}reports/{folder.name}/report.html">{told}</a></p>\n'
        f'<iframe src="{up}reports/{folder.name}/report.html" title="{folder.name}" loading="lazy" '
        'style="width: 100%; height: 40rem; border: 1px solid #8888"></iframe>'
        for folder in rendered_reports(language)
    ]
    return "\n\n".join(frames) or missing


def with_pictures(text: str, language: PageLanguage) -> str:
    """Return the gallery with a picture below each block of code that makes `axes`."""
    import matplotlib.pyplot as plt

    scope: dict[str, Any] = {}
    spoken: Any = "en" if language == "en" else "zh-Hans"

    def picture(found: re.Match[str]) -> str:
        scope.pop("axes", None)
        scope.pop("finding", None)
        exec(compile(found[1], "gallery", "exec"), scope)
        if "axes" not in scope:
            return found[0]
        name = f"{language}-{len([one for one in PICTURES if one.startswith(language)]) + 1}.svg"
        drawn = hl.figures.to_svg(scope["axes"], name=name[:-4], language=spoken)
        # A picture has no fonts but its own.
        PICTURES[name] = hl.figures.standalone_svg(drawn, spoken)
        plt.close("all")
        alt = scope["finding"].alt(spoken) if "finding" in scope else ""
        source = f"{'' if language == 'en' else '../'}images/gallery/{name}"
        return f'{found[0]}\n\n<img src="{source}" alt="{alt.replace(chr(34), "&quot;")}">'

    for name in [one for one in PICTURES if one.startswith(language)]:
        del PICTURES[name]
    return CODE.sub(picture, text)


def _fill(found: re.Match[str]) -> str:
    makers: dict[str, Callable[..., str]] = {
        "commands": commands,
        "dictionary": dictionary,
        "glossary": glossary,
        "reference": reference,
        "reports": reports,
    }
    kind, argument = found.groups()
    return makers[kind](*filter(None, [argument]))


def _module_heading(module: str) -> str:
    told = (importlib.import_module(module).__doc__ or "").splitlines()
    title = module.rpartition(".")[2].replace("_", " ").capitalize()
    return f"## {title}\n\n{told[0] if told else ''}"


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## `hotline {name}`\n\n{command.help}\n"
    shown = [one for one in command.params if one.name != "help"]
    if shown:
        yield "| Argument or option | What it is |\n|---|---|"
    for one in shown:
        names = ", ".join(f"`{text}`" for text in one.opts) if one.opts[0].startswith("-") else ""
        told = (one.help or "").replace("|", "\\|")
        yield f"| {names or f'`{str(one.name).upper()}`'} | {told} |"
    yield ""
