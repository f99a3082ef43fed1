"""The page that a reader opens: one HTML file, offline, made from an executed notebook."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotlinelib.language import Speech, speak
from hotlinelib.part import METADATA_KEY
from hotlinelib.reports.light_imports import without_grammars
from hotlinelib.reports.page.font import FONT_MARK, font_face
from hotlinelib.reports.provenance import Provenance, command_text

if TYPE_CHECKING:
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parent
# Cells that explain the notebook to whoever opens it in Jupyter; a report has its own words.
HIDDEN_TAG = "explain"
# The files that stand beside a page for each part of it.
PART_FILES = {"figure": ("svg", "png"), "table": ("csv",)}


def export_page(
    executed: NotebookNode,
    notebook: Path,
    parameters: Mapping[str, Any],
    defaults: Mapping[str, Any],
    provenance: Provenance,
) -> str:
    """Return an executed notebook as a page.

    Parameters
    ----------
    executed : nbformat.NotebookNode
        The executed notebook.
    notebook : pathlib.Path
        The notebook that was executed.
    parameters : mapping
        Those that were given.
    defaults : mapping
        All that the notebook declares, for the record of what was used.
    provenance : Provenance
        What the report is made from.

    Returns
    -------
    str
        HTML, complete in itself.
    """
    used = {**defaults, **parameters}
    say = speak(str(used.get("language", "en")))
    page = {
        "language": say.language,
        "title": title_of(executed, notebook.stem),
        "headings": [about for about in parts(executed, "heading") if about["level"] == 2],
        "version": provenance.version,
        "style": _styles(),
        "behaviour": (FOLDER / "report" / "behaviour.js").read_text(encoding="utf-8"),
        "words": _words(say),
        "facts": _facts(say, notebook, parameters, used, provenance),
    }
    html, _ = _exporter().from_notebook_node(_shown(executed), resources={"page": page})
    return str(html).replace(FONT_MARK, font_face(html, say.language), 1)


def prepare_export() -> None:
    """Make a page of one cell, so that the first report's takes no longer than others."""
    with without_grammars():
        from nbformat.v4 import new_code_cell, new_notebook

    shown = new_notebook(cells=[new_code_cell("1")])
    export_page(
        shown, Path("\N{CJK UNIFIED IDEOGRAPH-4E00}"), {}, {}, Provenance("", "", "", "", "")
    )


def parts(executed: NotebookNode, kind: str) -> list[dict[str, Any]]:
    """Return what the notebook says of its outputs of one kind, in order."""
    return [about for _, about in outputs(executed) if about["kind"] == kind]


def outputs(executed: NotebookNode) -> list[tuple[NotebookNode, dict[str, Any]]]:
    """Return the outputs that are parts of a paper, each with what it says of itself."""
    return [
        (output, output["metadata"][METADATA_KEY])
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if METADATA_KEY in output.get("metadata", {})
    ]


def _shown(executed: NotebookNode) -> NotebookNode:
    shown = deepcopy(executed)
    shown.cells = [cell for cell in shown.cells if HIDDEN_TAG not in cell.metadata.get("tags", [])]
    for output, about in outputs(shown):
        if about["kind"] in PART_FILES:
            html = output.data["text/html"]
            output.data["text/html"] = html.replace("</figure>", f"{_links(about)}</figure>")
    return shown


def _links(about: Mapping[str, Any]) -> str:
    """Return the links to the files of a figure or table beside the page."""
    kind = about["kind"]
    stem = f"{kind}s/{kind}-{about['number']}-{about['name']}"
    links = [
        f'<a href="{escape(stem)}.{ending}" download>{ending.upper()}'
        f'<span class="hidden"> {kind} {about["number"]}</span></a>'
        for ending in PART_FILES[kind]
    ]
    return f'<p class="files">{" ".join(links)}</p>'


def title_of(executed: NotebookNode, notebook: str) -> str:
    """Return the title that a report gives itself; the notebook's name where it gives none."""
    titles = [about["text"] for about in parts(executed, "heading") if about["level"] == 1]
    return titles[0] if titles else notebook


def _words(say: Speech) -> dict[str, str]:
    return {
        "contents": say("Contents"),
        "code": say("Show the code"),
        "made": say("How this report was made"),
        "skip": say("Skip to the report"),
    }


def _facts(
    say: Speech,
    notebook: Path,
    parameters: Mapping[str, Any],
    used: Mapping[str, Any],
    provenance: Provenance,
) -> list[dict[str, Any]]:
    written = ", ".join(f"{name} = {value}" for name, value in used.items())
    command = command_text(notebook, parameters)
    facts = [
        (say("Notebook"), notebook.name, True),
        (say("Parameters"), written, True),
        (say("Data (SHA-256)"), provenance.data, True),
        (say("Package"), f"hotlinelib {provenance.version}", False),
        (say("Command"), command, True),
    ]
    return [{"term": term, "text": text, "code": code} for term, text, code in facts]


@cache
def _exporter() -> HTMLExporter:
    with without_grammars():
        from hotlinelib.reports.page.exporter import PageExporter

    return PageExporter(  # type: ignore[no-untyped-call]
        template_name="report",
        extra_template_basedirs=[str(FOLDER)],
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )


@cache
def _styles() -> str:
    from pygments.formatters import HtmlFormatter

    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    own = (FOLDER / "report" / "style.css").read_text(encoding="utf-8")
    return f"{own}\n{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
