"""The page that a reader opens: one HTML file, offline, made from an executed notebook."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from html import escape, unescape
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotlinelib.errors import ReportError
from hotlinelib.figures.tones import dark_tones
from hotlinelib.language import Speech, speak
from hotlinelib.part import METADATA_KEY
from hotlinelib.reports.page.files import KINDS, part_links
from hotlinelib.reports.page.font import FONT_MARK, font_face
from hotlinelib.reports.provenance import Provenance, command_text

if TYPE_CHECKING:
    from nbconvert import HTMLExporter
    from nbformat import NotebookNode

FOLDER = Path(__file__).resolve().parent
# Cells that explain the notebook to whoever opens it in Jupyter; a report has its own words.
HIDDEN_TAG = "explain"
# Nothing is asked of any other host: what a page shows is inside it.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; "
    "img-src 'self' data: blob:; base-uri 'none'; form-action 'none'"
)


def export_page(
    executed: NotebookNode,
    notebook: Path,
    parameters: Mapping[str, Any],
    defaults: Mapping[str, Any],
    provenance: Provenance,
    command: str = "",
) -> str:
    """Return an executed notebook as a page."""
    used = {**defaults, **parameters}
    say = speak(str(used.get("language", "en")))
    title = title_of(executed, notebook.stem)
    _refuse_same_names(executed)
    shown, further = _parted(executed, say)
    page = {
        "language": say.language,
        "title": title,
        "head": _head(executed, title, say),
        "headings": chapters_of(shown),
        "further": [about for about in parts(further, "heading") if about["level"] == 2],
        "summary": "".join(
            output.data["text/html"]
            for output, about in outputs(executed)
            if about["kind"] == "summary"
        ),
        "supplement": "".join(output.data["text/html"] for output, _ in outputs(further)),
        "version": provenance.version,
        "policy": POLICY,
        "style": _styles() + _running_title(title),
        "behaviour": (FOLDER / "report" / "behaviour.js").read_text(encoding="utf-8"),
        "words": _words(say),
        "facts": _facts(
            say, notebook, command or command_text(notebook, parameters), used, provenance
        ),
    }
    html, _ = _exporter().from_notebook_node(shown, resources={"page": page})
    return str(html).replace(FONT_MARK, font_face(html, say.language), 1)


def prepare_export(cells: Iterable[str] = ("1",)) -> None:
    """Make a page of some cells, so that the first report's takes no longer than others."""
    from nbformat.v4 import new_code_cell, new_notebook

    lexer = {"name": "python", "pygments_lexer": f"ipython{sys.version_info[0]}"}
    language = {"language_info": lexer}
    shown = new_notebook(cells=[new_code_cell(cell) for cell in cells], metadata=language)
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


def chapters_of(executed: NotebookNode) -> list[dict[str, Any]]:
    """Return the headings of the second level, each with those below it as "sections"."""
    found: list[dict[str, Any]] = []
    for about in _headings(executed):
        if about["level"] == 2:
            found.append({**about, "sections": []})
        elif about["level"] == 3 and found:
            found[-1]["sections"].append(about)
    return found


def _headings(executed: NotebookNode) -> Iterator[dict[str, Any]]:
    """Return the headings of parts and of cells in markdown, in order."""
    for cell in executed.cells:
        if cell.cell_type == "markdown":
            yield from cell.metadata.get(METADATA_KEY, {}).get("headings", [])
        for output in cell.get("outputs", []):
            about = output.get("metadata", {}).get(METADATA_KEY, {})
            if about.get("kind") == "heading":
                yield about


def _write_markdown(shown: NotebookNode) -> None:
    """Write cells in markdown as HTML, in which headings can be linked to."""
    taken = {about["anchor"] for about in parts(shown, "heading")} | {"report", "made", "title"}

    def anchored(heading: re.Match[str]) -> str:
        level, html = int(heading[1]), heading[2]
        text = unescape(re.sub("<[^>]*>", "", html)).strip()
        stem = re.sub(r"\W+", "-", text.casefold()).strip("-") or "section"
        numbered = (f"{stem}-{number}" for number in count(2))
        anchor = next(one for one in chain([stem], numbered) if one not in taken)
        taken.add(anchor)
        headings.append({"level": level, "text": text, "anchor": anchor})
        return f'<h{level} id="{escape(anchor)}">{html}</h{level}>'

    exporter = _exporter()
    for cell in shown.cells:
        if cell.cell_type == "markdown":
            headings: list[dict[str, Any]] = []
            html = exporter.markdown2html({"cell": cell}, cell.source)
            html = re.sub(r"<h([1-6])>(.*?)</h\1>", anchored, html, flags=re.DOTALL)
            cell.metadata[METADATA_KEY] = {"html": html, "headings": headings}


def _refuse_same_names(executed: NotebookNode) -> None:
    """Refuse two figures or tables of one name, of which a page would lose one."""
    seen: dict[tuple[str, str], str] = {}
    for output, about in outputs(executed):
        if about["kind"] not in KINDS:
            continue
        html = output.data["text/html"]
        if seen.setdefault((about["kind"], about["name"]), html) != html:
            raise ReportError(
                "two {kind}s are called {name!r}; give one of them another name",
                kind=about["kind"],
                name=about["name"],
            )


def _parted(executed: NotebookNode, say: Speech) -> tuple[NotebookNode, NotebookNode]:
    """Return what a page shows in place and in its supplement, less title and summary."""
    shown = deepcopy(executed)
    shown.cells = [cell for cell in shown.cells if HIDDEN_TAG not in cell.metadata.get("tags", [])]
    _write_markdown(shown)
    further = deepcopy(shown)
    for output, about in [*outputs(shown), *outputs(further)]:
        if about["kind"] in KINDS:
            html = output.data["text/html"]
            # Beside the source, which a figure's caption ends with and a table is followed by
            end = "</figcaption></figure>" if about["kind"] == "figure" else "</figure>"
            output.data["text/html"] = html.replace(end, f"{part_links(output, about, say)}{end}")
    for notebook, supplement in ((shown, False), (further, True)):
        for cell in notebook.cells:
            if "outputs" in cell:
                cell.outputs = [one for one in cell.outputs if _belongs(one, supplement)]
    return shown, further


def _belongs(output: NotebookNode, supplement: bool) -> bool:
    about = output.get("metadata", {}).get(METADATA_KEY, {})
    if about.get("kind") == "summary" or about.get("level") == 1:
        return False
    return bool(about.get("supplement", False)) is supplement


def _head(executed: NotebookNode, title: str, say: Speech) -> dict[str, str]:
    """Return the description and the JSON-LD of a page."""
    said = summary_of(executed)
    told = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": title,
        "inLanguage": say.language,
        "abstract": " ".join(said) or title,
    }
    # Inside a script a tag or a comment could end it, or keep it from ending.
    json_ld = json.dumps(told, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    return {"description": said[0] if said else title, "json_ld": json_ld}


def _running_title(title: str) -> str:
    """Return the CSS that prints the title at the head of each page but the first."""
    text = " ".join(title.split()).replace("\\", "\\\\")
    text = text.replace('"', '\\"').replace("<", "\\3c ")
    return (
        f'@page {{ @top-left {{ content: "{text}"; }} }}\n'
        '@page :first { @top-left { content: ""; } }\n'
    )


def title_of(executed: NotebookNode, notebook: str) -> str:
    """Return the title that a report gives itself; the notebook's name where it gives none."""
    titles = [about["text"] for about in parts(executed, "heading") if about["level"] == 1]
    return titles[0] if titles else notebook


def summary_of(executed: NotebookNode) -> list[str]:
    """Return the sentences of the summary of a report: the question, what was found, the limit."""
    return [
        str(sentence["text"])
        for about in parts(executed, "summary")
        for sentence in about.get("sentences", [])
    ]


def _words(say: Speech) -> dict[str, str]:
    return {
        "contents": say("Contents"),
        "code": say("Show the code"),
        "made": say("How this report was made"),
        "skip": say("Skip to the report"),
        "supplement": say("Supplement"),
        "sideways": say("Scroll sideways for more columns"),
    }


def _facts(
    say: Speech,
    notebook: Path,
    command: str,
    used: Mapping[str, Any],
    provenance: Provenance,
) -> list[dict[str, Any]]:
    written = ", ".join(f"{name} = {value}" for name, value in used.items())
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
    from hotlinelib.reports.page.exporter import PageExporter

    return PageExporter(  # type: ignore[no-untyped-call]
        template_name="report",
        extra_template_basedirs=[str(FOLDER)],
        exclude_anchor_links=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )


@cache
def _styles() -> str:
    from pygments.formatters import HtmlFormatter

    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    own = (FOLDER / "report" / "style.css").read_text(encoding="utf-8")
    return (
        f"{own}\n{light}\n@media screen and (prefers-color-scheme: dark) {{\n"
        f":root {{ {dark_tones()} }}\n{dark}\n}}\n"
    )
