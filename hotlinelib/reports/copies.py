"""Copies of a report for those who need a file to print or to edit: PDF and Word.

Both are made by pandoc from the parts of the report, the PDF by way of Typst; both tools come with
Python packages. The page stays the report: copies have neither its code nor its controls.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import east_asian_width
from xml.etree import ElementTree

from hotlinelib.errors import ReportError
from hotlinelib.extras import install_command
from hotlinelib.figures.typeface import TYPEFACES
from hotlinelib.language import speak
from hotlinelib.reports.page import outputs, title_of
from hotlinelib.reports.page.files import part_stem
from hotlinelib.reports.word import dress_word

if TYPE_CHECKING:
    from nbformat import NotebookNode

COPY_NAMES = {"pdf": "report.pdf", "docx": "report.docx"}
# Language and region as Typst and Word name them.
REGIONS = {"en": ("en", "GB"), "zh-Hans": ("zh", "CN"), "zh-Hant": ("zh", "TW")}
# For archives, and read by machines and screen readers: typst refuses what doesn't comply.
PDF_STANDARDS: list[Literal["a-2b", "ua-1"]] = ["a-2b", "ua-1"]
SET_UP = Path(__file__).with_suffix(".typ")
# Of a book: its chapters, which are told from their sections in text and list
CHAPTERS = """
#show heading.where(level: 2): set text(size: 16pt)
#show heading.where(level: 2): it => {
  place.flush()
  block(above: 2.6em, sticky: true, {
    line(length: 100%)
    it
  })
}
#show outline.entry.where(level: 2): set block(above: 1.1em)
#show outline.entry.where(level: 2): set text(stroke: bold)
"""
CONTENTS = "#outline(target: selector(heading.where(level: 2)).or(heading.where(level: 3)))"
# Quotation marks of Latin text are in the Korean face; in the Chinese ones they are full-width.
LATIN = '(name: "Noto Sans CJK KR", covers: regex("[\\u{0}-\\u{2e7f}]")), '
# What keeps a caption on the page of its table: a label of Typst, a style of Word
CAPTION = {
    "svg": '<div id="table-caption">',
    "png": '<div custom-style="Table Caption">',
}
# Of rows: a table of as many isn't broken, and of a longer one as many stay with its end.
WHOLE, LAST = 40, 3
# Sections that stand at the end, and a mark before them
CLOSING, FLUSH = ("references", "cite"), "\N{OBJECT REPLACEMENT CHARACTER}"
# Of characters: a column is never narrower, and longer texts are broken.
NARROWEST, WIDEST = 5, 36
# Where a heading in Chinese is broken
BROKEN = 8


def write_copies(
    folder: Path,
    executed: NotebookNode,
    formats: Sequence[str],
    name: str,
    language: str,
    contents: bool = False,
) -> None:
    """Write copies of a report beside its page."""
    title = title_of(executed, name)
    try:
        for format_name in formats:
            target = folder / COPY_NAMES[format_name]
            if format_name == "docx":
                _write_docx(_article(executed, "png", language), target, title, language, contents)
            else:
                article, alts = _article(executed, "svg", language), _alts(executed)
                _write_pdf(article, target, title, language, alts, contents)
    except ModuleNotFoundError as error:
        raise ReportError(
            "{formats}: the package {name} is missing; run: {install_command}",
            formats=", ".join(formats),
            name=error.name or error,
            install_command=install_command("copies"),
        ) from error
    except RuntimeError as error:
        raise ReportError(
            "{formats} can't be made: {error}", formats=", ".join(formats), error=error
        ) from error


def _article(executed: NotebookNode, ending: str, language: str) -> str:
    """Return the parts of a report as plain HTML that refers to the files of its figures."""
    groups: tuple[list[tuple[NotebookNode, dict[str, Any]]], ...] = ([], [], [], [], [])
    title, summary, main, further, last = groups
    group = main
    for output, about in outputs(executed):
        if about["kind"] == "heading":
            group = last if about["anchor"] in CLOSING else main
        if about.get("supplement"):
            further.append((output, about))
        elif about.get("level") == 1:
            title.append((output, about))
        else:
            (summary if about["kind"] == "summary" else group).append((output, about))
    said = [_parts(group, ending) for group in (title, summary, main)]
    if further:
        said.append(f"<h2>{speak(language)('Supplement')}</h2>{_parts(further, ending, 'top')}")
    # What closes a report stands below its last figure.
    return f"<html><body>{''.join(said)}<p>{FLUSH}</p>{_parts(last, ending)}</body></html>"


def _parts(
    found: Iterable[tuple[NotebookNode, dict[str, Any]]], ending: str, side: str = "bottom"
) -> str:
    """Return parts as HTML; figures and tables go to a side of the page they are named on, or next.

    A chapter begins above what belongs to it, and a supplement ends below.
    """
    parts, level = [], 1
    for output, about in found:
        if about["kind"] == "heading":
            level = about["level"]
            if about["anchor"].endswith(("-title", "-supplement")):
                side = "bottom" if about["anchor"].endswith("-title") else "top"
        # Readers of headings mustn't meet a third level before a second one.
        heading = f"h{level + 1}" if level > 1 else "p"
        if about["kind"] == "figure":
            parts.append(_figure(output, about, ending, heading, side))
        elif about["kind"] == "table":
            parts.append(_table(output, ending, side))
        else:
            # Arrows from sentences to sections lead nowhere on paper.
            html = re.sub(
                r' <a href="#[^"]*"[^>]*>\N{RIGHTWARDS ARROW}</a>', "", output.data["text/html"]
            )
            # What programs of references read is in the page.
            parts.append(re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL))
    return "\n".join(parts)


def _figure(
    output: NotebookNode, about: dict[str, Any], ending: str, heading: str, side: str
) -> str:
    html = str(output.data["text/html"])
    # A title that is drawn in the figure isn't said once more.
    title = escape(about["title"], quote=False) if 'class="finding"' in html else ""
    finding = f"<{heading}>{title}</{heading}>" if title else ""
    image = f'<img src="{part_stem(about)}.{ending}" alt="{escape(about["alt"])}">'
    inside = f"{image}<figcaption>{_caption(html)}</figcaption>"
    if ending == "png":
        return f"{finding}<figure>{inside}</figure>"
    return f'{finding}{_pointer(html)}<figure id="figure-{side}">{inside}</figure>'


def _table(output: NotebookNode, ending: str, side: str) -> str:
    html = str(output.data["text/html"])
    # Before it: a caption inside would keep the table from breaking over pages.
    caption = f"{CAPTION[ending]}{_caption(html)}</div>"
    table = html[html.index("<table>") : html.index("</table>")] + "</table>"
    found = re.search(r'<p class="source">(.*?)</p>', html, re.DOTALL)
    source = found[1] if found else ""
    if ending == "png":
        return f"{caption}{_fitted(table)}<p>{source}</p>"
    if table.count("<tr") > WHOLE + 1:
        return f"{caption}{_fitted(table, source)}"
    below = f'<div id="table-source">{source}</div>' if source else ""
    return f'{_pointer(html)}<div id="table-{side}">{caption}{_fitted(table)}{below}</div>'


def _pointer(html: str) -> str:
    """Return what stands in the text for a figure or a table that goes where there is room."""
    label = html[html.index("<figcaption><b>") + len("<figcaption><b>") :].split("</b>")[0]
    return f'<div id="pointer">\N{RIGHTWARDS ARROW} {label}</div>'


def _caption(html: str) -> str:
    return html[html.index("<figcaption>") + len("<figcaption>") : html.index("</figcapt")]


def _fitted(html: str, end: str = "") -> str:
    """Return a table whose columns are as wide as their texts need, numbers at the right.

    With what is to stand at its end, that and the last rows are one piece.
    """
    table = ElementTree.fromstring(html)
    rows = [list(row) for row in table.iter("tr")]
    needed = [
        min(WIDEST, max(NARROWEST, *(_longest_line(cell) for cell in column)))
        for column in zip(*rows, strict=True)
    ]
    for row in rows:
        for cell in row:
            side = "right" if "number" in cell.attrib.pop("class", "") else "left"
            cell.set("style", f"text-align: {side}")
    group = ElementTree.Element("colgroup")
    for characters in needed:
        width = f"width: {100 * characters / sum(needed):.2f}%"
        ElementTree.SubElement(group, "col", {"style": width})
    table.insert(0, group)
    if end:
        body = table.find("tbody")
        foot = ElementTree.SubElement(table, "tfoot")
        if body is not None:
            foot.extend(body[-LAST:])
            del body[-LAST:]
        last = ElementTree.SubElement(ElementTree.SubElement(foot, "tr"), "td")
        last.set("colspan", str(len(needed)))
        last.append(ElementTree.fromstring(f"<span>{end}</span>"))
    return ElementTree.tostring(table, encoding="unicode")


def _longest_line(cell: ElementTree.Element) -> int:
    """Return the width of a cell in characters; a heading may be broken, Chinese at any one."""
    text = "".join(cell.itertext())
    is_heading = cell.get("scope") == "col"
    pieces = text.split() if is_heading else [text]
    widths = [(sum(1 + (east_asian_width(c) in "WF") for c in piece), not piece.isascii())
              for piece in pieces]  # fmt: skip
    lines = [min(width, BROKEN) if is_heading and wide else width for width, wide in widths]
    return max(lines, default=0) + 2


def _write_docx(html: str, target: Path, title: str, language: str, contents: bool = False) -> None:
    import pypandoc

    contents_title = speak(language)("Contents")
    options = [
        "--resource-path",
        str(target.parent),
        # It misses words of its own in Chinese; none of them is shown.
        "--quiet",
        f"--metadata=lang:{'-'.join(REGIONS[language])}",
        *(["--toc", "--toc-depth=3", f"--metadata=toc-title:{contents_title}"] if contents else []),
    ]
    with _fixed_date():
        pypandoc.convert_text(
            html.replace(f"<p>{FLUSH}</p>", ""),
            "docx",
            format="html",
            outputfile=str(target),
            extra_args=[*options, f"--metadata=pagetitle:{title}"],
        )
    dress_word(target, title, REGIONS[language])


def _alts(executed: NotebookNode) -> dict[str, str]:
    """Return what a reader who can't see a figure is told, by its file."""
    return {
        f"{part_stem(about)}.svg": str(about["alt"])
        for _, about in outputs(executed)
        if about["kind"] == "figure"
    }


def _write_pdf(
    html: str,
    target: Path,
    title: str,
    language: str,
    alts: Mapping[str, str],
    contents: bool = False,
) -> None:
    import pypandoc
    import typst
    from noto_cjk_sans_otc import FONT_PATH

    code, region = REGIONS[language]
    date = datetime.fromtimestamp(int(_fixed_epoch()), UTC)
    set_up = SET_UP.read_text(encoding="utf-8").format(
        title=_quoted(title),
        year=date.year,
        month=date.month,
        day=date.day,
        running=f'#text("{_quoted(title)}")',
        fonts=f'({LATIN if language == "en" else ""}"{TYPEFACES[language]}",)',
        section=3 if contents else 2,
        finding=4 if contents else 3,
        language=code,
        region=region,
    )
    body = pypandoc.convert_text(html, "typst", format="html")
    body = body.replace(FLUSH, "#place.flush()")
    # The rows at the end of a table are its end once.
    body = body.replace("table.footer(", "table.footer(repeat: false, ")
    # pandoc leaves out what a reader who can't see a figure is told.
    body = re.sub(
        r'image\("([^"]+)"\)',
        lambda found: f'image("{found[1]}", alt: "{_quoted(alts.get(found[1], ""))}")',
        body,
    )
    if contents:
        # After the title, which is the first heading.
        body = re.sub(r"(?m)\A(\s*= .*?)$", rf"\1\n{CONTENTS}\n", body, count=1)
        set_up += CHAPTERS
    source = target.with_suffix(".typ")
    source.write_text(set_up + body, encoding="utf-8")
    try:
        content = typst.compile(
            str(source),
            root=str(target.parent),
            font_paths=[str(Path(FONT_PATH).parent)],
            pdf_standards=[*PDF_STANDARDS],
        )
    finally:
        source.unlink()
    target.write_bytes(content)


def _quoted(text: str) -> str:
    """Return a text as it stands between the quotation marks of Typst."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _fixed_epoch() -> str:
    """Return the date that copies carry, in seconds since 1970: the same always, or what is set."""
    return os.environ.get("SOURCE_DATE_EPOCH") or "315532800"


@contextmanager
def _fixed_date() -> Iterator[None]:
    """Let pandoc write the same date always, so that the same report gives the same bytes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = _fixed_epoch()
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
