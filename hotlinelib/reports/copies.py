"""Copies of a report for those who need a file to print or to edit: PDF and Word.

Both are made by pandoc from the parts of the report, the PDF by way of Typst; both tools come with
Python packages. The page stays the report: copies have neither its code nor its controls.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotlinelib.errors import ReportError
from hotlinelib.extras import install_command
from hotlinelib.reports.page import outputs, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

COPY_NAMES = {"pdf": "report.pdf", "docx": "report.docx"}
TYPEFACES = {
    "en": "Noto Sans CJK SC",
    "zh-Hans": "Noto Sans CJK SC",
    "zh-Hant": "Noto Sans CJK TC",
}
# Language and region as Typst names them.
REGIONS = {"en": ("en", "GB"), "zh-Hans": ("zh", "CN"), "zh-Hant": ("zh", "TW")}
SET_UP = """
#set document(title: "{title}", date: none)
#set page(paper: "a4", margin: 2cm, numbering: "1")
#set text(font: "{typeface}", size: 9.5pt, lang: "{language}", region: "{region}")
#set par(justify: false)
#show figure: set block(breakable: true)
// The caption has its number already.
#show figure.caption: it => align(left, it.body)
#show table: set text(size: 7pt)
#set table(stroke: none, inset: 3pt)
#let horizontalrule = line(length: 100%)
"""


def write_copies(
    folder: Path, executed: NotebookNode, formats: Sequence[str], name: str, language: str
) -> None:
    """Write copies of a report beside its page.

    Parameters
    ----------
    folder : pathlib.Path
        Of the report; its figures are there already.
    executed : nbformat.NotebookNode
        The executed notebook.
    formats : sequence of {"pdf", "docx"}
        What to write.
    name : str
        Of the notebook, for a report without a title.
    language : {"en", "zh-Hans", "zh-Hant"}
        Of the report.

    Raises
    ------
    ReportError
        If the packages that make them aren't installed, or refuse the report.
    """
    title = title_of(executed, name)
    try:
        for format_name in formats:
            target = folder / COPY_NAMES[format_name]
            if format_name == "docx":
                _write_docx(_article(executed, "png"), target, title, language)
            else:
                _write_pdf(_article(executed, "svg"), target, title, language)
    except ModuleNotFoundError as error:
        raise ReportError(
            f"{', '.join(formats)}: {error}; run: {install_command('copies')}"
        ) from error
    except RuntimeError as error:
        raise ReportError(f"{', '.join(formats)} can't be made: {error}") from error


def _article(executed: NotebookNode, ending: str) -> str:
    """Return the parts of a report as plain HTML that refers to the files of its figures."""
    parts = [_part(output, about, ending) for output, about in outputs(executed)]
    return "<html><body>" + "\n".join(parts) + "</body></html>"


def _part(output: NotebookNode, about: dict[str, Any], ending: str) -> str:
    html = str(output.data["text/html"])
    if about["kind"] == "figure":
        caption = html[html.index("<figcaption>") :]
        source = f"figures/figure-{about['number']}-{about['name']}.{ending}"
        return f'<figure><img src="{source}" alt="{escape(about["alt"])}">{caption}'
    if about["kind"] == "table":
        # As a paragraph: a caption inside would keep the table from breaking over pages.
        caption = html[html.index("<figcaption>") + len("<figcaption>") : html.index("</figcapt")]
        table = html[html.index("<table>") : html.index("</table>")]
        return f"<p>{caption}</p>{table}</table>"
    return html


def _write_docx(html: str, target: Path, title: str, language: str) -> None:
    import pypandoc

    options = ["--resource-path", str(target.parent), f"--metadata=lang:{language}"]
    with _fixed_date():
        pypandoc.convert_text(
            html,
            "docx",
            format="html",
            outputfile=str(target),
            extra_args=[*options, f"--metadata=pagetitle:{title}"],
        )


def _write_pdf(html: str, target: Path, title: str, language: str) -> None:
    import pypandoc
    import typst
    from noto_cjk_sans_otc import FONT_PATH

    code, region = REGIONS[language]
    set_up = SET_UP.format(
        title=title.replace("\\", "\\\\").replace('"', '\\"'),
        typeface=TYPEFACES[language],
        language=code,
        region=region,
    )
    body = pypandoc.convert_text(html, "typst", format="html")
    source = target.with_suffix(".typ")
    source.write_text(set_up + body, encoding="utf-8")
    try:
        content = typst.compile(
            str(source), root=str(target.parent), font_paths=[str(Path(FONT_PATH).parent)]
        )
    finally:
        source.unlink()
    target.write_bytes(content)


@contextmanager
def _fixed_date() -> Iterator[None]:
    """Let pandoc write the same date always, so that the same report gives the same bytes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = before or "315532800"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
