"""Word copies as their readers print and edit them: A4, running title, page numbers, typeface."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path

# Widths of the text, in twentieths of a point as Word counts: of pandoc's page, of ours
TEXT_OF_PANDOC, TEXT_OF_PAGE = 7920, 9638
# Width and height of A4 and its margins; the first page has no running title.
RUNNING = (
    '<w:headerReference w:type="default" r:id="running"/>'
    '<w:footerReference w:type="default" r:id="pages"/>'
    '<w:footerReference w:type="first" r:id="pages"/>'
)
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" '
    'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/>'
)
SMALL = '<w:rPr><w:color w:val="555555"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
HEADER = f'{HEAD}<w:hdr xmlns:w="{MAIN}"><w:p><w:r>{SMALL}<w:t>{{title}}</w:t></w:r></w:p></w:hdr>'
NUMBER = '<w:fldSimple w:instr="{field}"><w:r>{small}<w:t>1</w:t></w:r></w:fldSimple>'
FOOTER = (
    f'{HEAD}<w:ftr xmlns:w="{MAIN}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    f"{NUMBER.format(field='PAGE', small=SMALL)}"
    f'<w:r>{SMALL}<w:t xml:space="preserve"> / </w:t></w:r>'
    f"{NUMBER.format(field='NUMPAGES', small=SMALL)}</w:p></w:ftr>"
)
KINDS = {"header": "running", "footer": "pages"}
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CELL_STYLE = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText">'
    '<w:name w:val="Table Text"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr>'
    '<w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style>'
)
# Of headings, in half points
SIZES = {"Heading1": 36, "Heading2": 28, "Heading3": 23, "Heading4": 21}


def dress_word(path: Path, title: str, region: tuple[str, str]) -> None:
    """Give a document of pandoc's the paper, the typeface and the language of its readers."""
    with zipfile.ZipFile(path) as archive:
        files = [(info, archive.read(info)) for info in archive.infolist()]
    date = files[0][0].date_time
    changes: dict[str, Callable[[str], str]] = {
        "word/document.xml": _document,
        "word/styles.xml": partial(_styles, region=region),
        "word/_rels/document.xml.rels": _relations,
        "[Content_Types].xml": _types,
    }
    made = {"header": HEADER.format(title=escape(title, quote=False)), "footer": FOOTER}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in files:
            change = changes.get(info.filename)
            archive.writestr(info, change(content.decode("utf-8")) if change else content)
        for kind, text in made.items():
            archive.writestr(zipfile.ZipInfo(f"word/{kind}1.xml", date), text)


def _document(text: str) -> str:
    body = re.sub(r"<w:pgSz[^>]*/>|<w:pgMar[^>]*/>", "", text)
    body = body.replace("<w:sectPr>", f"<w:sectPr>{RUNNING}").replace(
        "</w:sectPr>", f"{PAGE}</w:sectPr>"
    )
    # Columns are as wide as a page of pandoc's own allows; this one is wider.
    body = re.sub(
        r'(<w:gridCol w:w=")(\d+)"',
        lambda found: f'{found[1]}{int(found[2]) * TEXT_OF_PAGE // TEXT_OF_PANDOC}"',
        body,
    )
    return re.sub(r"<w:tbl>.*?</w:tbl>", lambda found: _table(found[0]), body, flags=re.DOTALL)


def _table(text: str) -> str:
    """Give a table small text, and rows that stay whole, the last ones on one page."""
    text = text.replace('w:val="Compact"', 'w:val="TableText"')
    text = re.sub(r"<w:tr>\s*(<w:trPr>)?", _whole_row, text)
    rows = text.split("</w:tr>")
    kept = [re.sub(r"(<w:pStyle[^>]*/>)", r"\1<w:keepNext/>", row) for row in rows[-4:-2]]
    return "</w:tr>".join([*rows[:-4], *kept, *rows[-2:]])


def _whole_row(found: re.Match[str]) -> str:
    return "<w:tr><w:trPr><w:cantSplit/>" + ("" if found[1] else "</w:trPr>")


def _styles(text: str, region: tuple[str, str]) -> str:
    code = "-".join(region)
    latin, chinese = "Calibri", {"zh-TW": "Microsoft JhengHei"}.get(code, "Microsoft YaHei")
    fonts = f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'
    spoken = f'<w:lang w:val="{code}" w:eastAsia="{code if region[0] == "zh" else "zh-CN"}"/>'
    styles = re.sub(r"<w:rFonts[^>]*/>", fonts, text)
    styles = re.sub(r"<w:lang [^>]*/>", spoken, styles)
    for name, size in SIZES.items():
        heading = rf'(w:styleId="{name}".*?<w:sz w:val=")\d+(" ?/>\s*<w:szCs w:val=")\d+'
        styles = re.sub(heading, rf"\g<1>{size}\g<2>{size}", styles, count=1, flags=re.DOTALL)
    # Chinese has no slanted type.
    styles = re.sub(r"<w:i(Cs)? ?/>", "", styles)
    return styles.replace("</w:styles>", f"{CELL_STYLE}</w:styles>")


def _relations(text: str) -> str:
    added = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{kind}1.xml"/>'
        for kind, name in KINDS.items()
    )
    return text.replace("</Relationships>", f"{added}</Relationships>")


def _types(text: str) -> str:
    added = "".join(
        f'<Override PartName="/word/{kind}1.xml" ContentType="{CONTENT}.{kind}+xml"/>'
        for kind in KINDS
    )
    return text.replace("</Types>", f"{added}</Types>")
