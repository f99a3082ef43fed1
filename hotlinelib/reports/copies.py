"""Copies of a report for those who need a file to print or to edit: PDF and Word.

Both are made by pandoc from the parts of the report, the PDF by way of Typst; both tools come with
Python packages. The page stays the report: copies have neither its code nor its controls.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
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
from hotlinelib.reports.page import outputs, title_of
from hotlinelib.reports.page.files import part_stem

if TYPE_CHECKING:
    from nbformat import NotebookNode

COPY_NAMES = {"pdf": "report.pdf", "docx": "report.docx"}
# Language and region as Typst and Word name them.
REGIONS = {"en": ("en", "GB"), "zh-Hans": ("zh", "CN"), "zh-Hant": ("zh", "TW")}
# For archives, and read by machines and screen readers: typst refuses what doesn't comply.
PDF_STANDARDS: list[Literal["a-2b", "ua-1"]] = ["a-2b", "ua-1"]
SET_UP = Path(__file__).with_suffix(".typ")
# Of a book: its chapters and their sections
CONTENTS = "#outline(target: selector(heading.where(level: 2)).or(heading.where(level: 3)))"
# Width and height of A4 and its margins, in twentieths of a point as Word counts
# Widths of the text, in twentieths of a point
TEXT_OF_PANDOC, TEXT_OF_WORD = 7920, 9638
SMALL = '<w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>'
PAGE_OF_WORD = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" '
    'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
)
# What keeps a caption on the page of its table: a label of Typst, a style of Word
CAPTION = {
    "svg": '<div id="table-caption">',
    "png": '<div custom-style="Table Caption">',
}
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
                _write_docx(_article(executed, "png"), target, title, language, contents)
            else:
                article, alts = _article(executed, "svg"), _alts(executed)
                _write_pdf(article, target, title, language, alts, contents)
    except ModuleNotFoundError as error:
        raise ReportError(
            "{formats}: {error}; run: {install_command}",
            formats=", ".join(formats),
            error=error,
            install_command=install_command("copies"),
        ) from error
    except RuntimeError as error:
        raise ReportError(
            "{formats} can't be made: {error}", formats=", ".join(formats), error=error
        ) from error


def _article(executed: NotebookNode, ending: str) -> str:
    """Return the parts of a report as plain HTML that refers to the files of its figures."""
    found = outputs(executed)
    above = [one for one in found if one[1].get("level") == 1 or one[1]["kind"] == "summary"]
    further = [one for one in found if one[1].get("supplement")]
    rest = [one for one in found if one not in above and one not in further]
    order = [*sorted(above, key=lambda one: one[1]["kind"] == "summary"), *rest, *further]
    parts, level = [], 0
    for output, about in order:
        level = about.get("level", level)
        # Readers of headings mustn't meet a third level before a second one.
        parts.append(_part(output, about, ending, f"h{level + 1}" if level > 1 else "p"))
    return "<html><body>" + "\n".join(parts) + "</body></html>"


def _part(output: NotebookNode, about: dict[str, Any], ending: str, heading: str) -> str:
    html = str(output.data["text/html"])
    if about["kind"] == "figure":
        caption = html[html.index("<figcaption>") + len("<figcaption>") : html.index("</figcapt")]
        # A title that is drawn in the figure isn't said once more.
        title = escape(about["title"], quote=False) if 'class="finding"' in html else ""
        finding = f"<{heading}>{title}</{heading}>" if title else ""
        image = f'<img src="{part_stem(about)}.{ending}" alt="{escape(about["alt"])}">'
        return f"{finding}<figure>{image}<figcaption>{caption}</figcaption></figure>"
    if about["kind"] == "table":
        # Before it: a caption inside would keep the table from breaking over pages.
        caption = html[html.index("<figcaption>") + len("<figcaption>") : html.index("</figcapt")]
        table = html[html.index("<table>") : html.index("</table>")] + "</table>"
        source = re.search(r'<p class="source">.*?</p>', html, re.DOTALL)
        return f"{CAPTION[ending]}{caption}</div>{_fitted(table)}{source[0] if source else ''}"
    # Arrows from sentences to sections lead nowhere on paper.
    return re.sub(r' <a href="#[^"]*"[^>]*>\N{RIGHTWARDS ARROW}</a>', "", html)


def _fitted(html: str) -> str:
    """Return a table whose columns are as wide as their texts need, numbers at the right."""
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
    return ElementTree.tostring(table, encoding="unicode")


def _longest_line(cell: ElementTree.Element) -> int:
    """Return the width of a cell in characters; a heading may be broken, Chinese at any one."""
    text = "".join(cell.itertext())
    is_heading = cell.tag == "th" and "scope" in cell.attrib
    pieces = text.split() if is_heading else [text]
    widths = [(sum(1 + (east_asian_width(c) in "WF") for c in piece), not piece.isascii())
              for piece in pieces]  # fmt: skip
    lines = [min(width, BROKEN) if is_heading and wide else width for width, wide in widths]
    return max(lines, default=0) + 2


def _write_docx(html: str, target: Path, title: str, language: str, contents: bool = False) -> None:
    import pypandoc

    options = [
        "--resource-path",
        str(target.parent),
        f"--metadata=lang:{'-'.join(REGIONS[language])}",
        *(["--toc", "--toc-depth=3"] if contents else []),
    ]
    with _fixed_date():
        pypandoc.convert_text(
            html,
            "docx",
            format="html",
            outputfile=str(target),
            extra_args=[*options, f"--metadata=pagetitle:{title}"],
        )
    _dress_docx(target, language)


def _dress_docx(path: Path, language: str) -> None:
    """Give a document of pandoc's the paper, the typeface and the language of its readers."""
    code = "-".join(REGIONS[language])
    latin, chinese = "Calibri", {"zh-TW": "Microsoft JhengHei"}.get(code, "Microsoft YaHei")
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'
    chinese_as = "zh-CN" if language == "en" else code
    spoken = f'<w:lang w:val="{code}" w:eastAsia="{chinese_as}"/>'
    with zipfile.ZipFile(path) as archive:
        files = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in files:
            text = content
            if info.filename == "word/document.xml":
                body = re.sub(r"<w:pgSz[^>]*/>|<w:pgMar[^>]*/>", "", content.decode("utf-8"))
                body = body.replace("</w:sectPr>", f"{PAGE_OF_WORD}</w:sectPr>")
                # Columns are as wide as a page of pandoc's own allows; this one is wider.
                body = re.sub(
                    r'(<w:gridCol w:w=")(\d+)"',
                    lambda found: f'{found[1]}{int(found[2]) * TEXT_OF_WORD // TEXT_OF_PANDOC}"',
                    body,
                )
                text = body.encode("utf-8")
            if info.filename == "word/styles.xml":
                styles = re.sub(r"<w:rFonts[^>]*/>", fonts, content.decode("utf-8"))
                styles = re.sub(r"<w:lang [^>]*/>", spoken, styles)
                # The style of the text of cells
                compact = r'(w:styleId="Compact".*?)(</w:style>)'
                styles = re.sub(compact, rf"\1{SMALL}\2", styles, flags=re.DOTALL)
                text = styles.encode("utf-8")
            archive.writestr(info, text)


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
        typeface=TYPEFACES[language],
        language=code,
        region=region,
    )
    body = pypandoc.convert_text(html, "typst", format="html")
    # pandoc leaves out what a reader who can't see a figure is told.
    body = re.sub(
        r'image\("([^"]+)"\)',
        lambda found: f'image("{found[1]}", alt: "{_quoted(alts.get(found[1], ""))}")',
        body,
    )
    if contents:
        # After the title, which is the first heading.
        body = re.sub(r"(?m)\A(\s*= .*?)$", rf"\1\n{CONTENTS}\n", body, count=1)
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
