"""Word, Excel and PDF files as lines; what other files are is told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from hotlinelib.award_list.numerals import to_chinese
from hotlinelib.award_list.printed_line import Line
from hotlinelib.errors import ParseError
from hotlinelib.extras import from_extra
from hotlinelib.messages import marked, message

_PICTURE = marked(
    "the file is a picture ({kind}); copy its text into a text file, or type the list into a "
    "table, and read that"
)
_ARCHIVE = marked("the file is a {kind} archive; unpack it first")
_OTHER_FORMAT = marked("the file is of another format ({kind}); save it as {wanted}")
_ENCRYPTED = marked("the file is encrypted; open it with its password and save it without")
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", _PICTURE, "PNG"),
    (b"\xff\xd8\xff", _PICTURE, "JPEG"),
    (b"GIF8", _PICTURE, "GIF"),
    (b"II*\x00", _PICTURE, "TIFF"),
    (b"MM\x00*", _PICTURE, "TIFF"),
    (b"BM", _PICTURE, "BMP"),
    (b"\x1f\x8b", _ARCHIVE, "gzip"),
    (b"Rar!", _ARCHIVE, "RAR"),
    (b"7z\xbc\xaf", _ARCHIVE, "7-Zip"),
    (b"{\\rtf", _OTHER_FORMAT, "RTF"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GAP = 1.2


def file_lines(data: bytes) -> list[Line] | None:
    """Return the lines of a Word, Excel or PDF file; None if the bytes are none of them."""
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return _numbered(_pdf(data))
    if data.startswith(b"PK\x03\x04"):
        return _numbered(_archive(data))
    if data.startswith(_OLE):
        raise _old_office(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise ParseError(message(_PICTURE, kind="WebP"))
    for signature, reason, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ParseError(message(reason, kind=kind, wanted=".docx, .txt"))
    return None


def _numbered(lines: Iterator[tuple[str, str]]) -> list[Line]:
    return [Line(number, text, place) for number, (text, place) in enumerate(lines, 1)]


def _old_office(data: bytes) -> ParseError:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        return ParseError(message(_ENCRYPTED))
    if has("WordDocument"):
        kind, wanted = ".doc", ".docx"
    elif has("Workbook") or has("Book"):
        kind, wanted = ".xls", ".xlsx"
    else:
        kind, wanted = "OLE", ".docx, .xlsx, .txt"
    return ParseError(message(_OTHER_FORMAT, kind=kind, wanted=wanted))


def _archive(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            is_locked = any(entry.flag_bits & 1 for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ParseError(
            message("the file is a damaged archive or office file; save it again")
        ) from error
    if "word/document.xml" in names:
        return _word(data)
    if "xl/workbook.xml" in names:
        return _excel(data)
    if is_locked:
        raise ParseError(
            message("the file is an encrypted zip archive; unpack it with its password first")
        )
    if "ppt/presentation.xml" in names:
        raise ParseError(message(_OTHER_FORMAT, kind=".pptx", wanted=".txt"))
    if "mimetype" in names:
        raise ParseError(message(_OTHER_FORMAT, kind="OpenDocument", wanted=".docx, .xlsx"))
    raise ParseError(message(_ARCHIVE, kind="zip"))


# --- Word ----------------------------------------------------------------------------------------


def _word(data: bytes) -> Iterator[tuple[str, str]]:
    with from_extra("files"):
        import docx
        from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(data))
    except (KeyError, ValueError) as error:
        raise ParseError(message("the Word file can't be read: {error}", error=error)) from error
    numbers = _WordNumbers(document)
    paragraphs = tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            for row, cells in enumerate(_word_rows(block), 1):
                yield "\t".join(cells).rstrip("\t"), f"table {tables}, row {row}"
        else:
            paragraphs += 1
            prefix = numbers.before(block)
            for text in (prefix + block.text).split("\n"):
                yield text, f"paragraph {paragraphs}"


def _word_rows(table: Any) -> Iterator[list[str]]:
    for row in table.rows:
        cells: list[str] = []
        seen: Any = None
        for cell in row.cells:
            # A cell that spans columns is given once for each; one that spans rows stands in each.
            is_same = seen is cell._tc
            seen = cell._tc
            cells.append("" if is_same else " ".join(cell.text.split("\n")).strip())
        yield cells


class _WordNumbers:
    """Numbers that Word prints before paragraphs but doesn't keep in their text."""

    def __init__(self, document: Any) -> None:
        self._counts: dict[tuple[str, int], int] = {}
        self._formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        abstract = {a.get(f"{w}abstractNumId"): a for a in root.iter(f"{w}abstractNum")}
        for num in root.iter(f"{w}num"):
            link = num.find(f"{w}abstractNumId")
            base = abstract.get(link.get(f"{w}val")) if link is not None else None
            for level in base.iter(f"{w}lvl") if base is not None else ():
                values = {
                    name: (
                        found.get(f"{w}val")
                        if (found := level.find(f"{w}{name}")) is not None
                        else ""
                    )
                    for name in ("numFmt", "lvlText", "start")
                }
                start = int(values["start"]) if values["start"].isdigit() else 1
                key = (num.get(f"{w}numId"), int(level.get(f"{w}ilvl")))
                self._formats[key] = (values["numFmt"], values["lvlText"], start)

    def before(self, paragraph: Any) -> str:
        """Return the number that is printed before a paragraph."""
        properties = paragraph._p.pPr
        numbered = properties.numPr if properties is not None else None
        if numbered is None or numbered.numId is None or not paragraph.text.strip():
            return ""
        level = numbered.ilvl.val if numbered.ilvl is not None else 0
        key = (str(numbered.numId.val), level)
        if key not in self._formats:
            return ""
        form, text, start = self._formats[key]
        if form == "bullet":
            return "· "
        for deeper in [k for k in self._counts if k[0] == key[0] and k[1] > level]:
            del self._counts[deeper]
        self._counts[key] = self._counts.get(key, start - 1) + 1
        return re.sub(r"%\d", _written(self._counts[key], form), text, count=1)


def _written(number: int, form: str) -> str:
    if "hinese" not in form and "ideograph" not in form.lower() and "apaneseCounting" not in form:
        return str(number)
    return to_chinese(number) if number < 100 else str(number)


# --- Excel ---------------------------------------------------------------------------------------


def _excel(data: bytes) -> Iterator[tuple[str, str]]:
    with from_extra("files"):
        import openpyxl
        from openpyxl.utils import get_column_letter

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (KeyError, ValueError, TypeError) as error:
        raise ParseError(message("the Excel file can't be read: {error}", error=error)) from error
    for sheet in book.worksheets:
        merged = _merged(sheet)
        for row in sheet.iter_rows():
            cells = [_shown(merged.get((cell.row, cell.column), cell.value)) for cell in row]
            first = next((i for i, text in enumerate(cells) if text), None)
            if first is None:
                continue
            place = f"sheet {sheet.title}, {get_column_letter(row[first].column)}{row[first].row}"
            filled = [text for text in cells if text]
            yield (filled[0] if len(filled) == 1 else "\t".join(cells[first:]).rstrip("\t")), place


def _merged(sheet: Any) -> dict[tuple[int, int], object]:
    """Return what merged cells show: one that spans rows in each, one that spans columns once."""
    values: dict[tuple[int, int], object] = {}
    for area in sheet.merged_cells.ranges:
        value = sheet.cell(area.min_row, area.min_col).value
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                values[row, column] = value if column == area.min_col else None
    return values


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split("\n")).strip()


# --- PDF -----------------------------------------------------------------------------------------


def _pdf(data: bytes) -> Iterator[tuple[str, str]]:
    with from_extra("files"):
        import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ParseError(message(_ENCRYPTED)) from error
        raise ParseError(message("the PDF can't be read: {error}", error=error)) from error
    with document:
        lines = [
            (text, f"page {number}, line {line}")
            for number, page in enumerate(document, 1)
            for line, text in enumerate(_page_lines(page), 1)
        ]
    if not any(text.strip() for text, _ in lines):
        raise ParseError(message(_PICTURE, kind=message("scanned PDF")))
    return iter(lines)


def _page_lines(page: Any) -> Iterator[str]:
    """Put the characters of a page together into lines; a wide gap is a tab."""
    text = page.get_textpage()
    rows: list[tuple[float, list[tuple[float, float, str]]]] = []
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if not character or (character < " " and character not in "\t\r\n"):
            # A glyph of which the file doesn't tell the character must not vanish.
            character = "\ufffd"
        if not character.strip():
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        middle, height = (bottom + top) / 2, max(top - bottom, 1.0)
        for place, row in reversed(rows[-4:]):
            if abs(place - middle) < height / 2:
                row.append((left, right, character))
                break
        else:
            rows.append((middle, [(left, right, character)]))
    for _, row in sorted(rows, key=lambda each: -each[0]):
        yield _joined(sorted(row))


def _joined(row: list[tuple[float, float, str]]) -> str:
    widths = sorted(right - left for left, right, _ in row)
    usual = max(widths[len(widths) // 2], 1.0)
    parts: list[str] = []
    end = row[0][0]
    for left, right, character in row:
        gap = left - end
        if parts and gap > _GAP * usual:
            parts.append("\t")
        elif parts and gap > 0.25 * usual:
            parts.append(" ")
        parts.append(character)
        end = right
    return "".join(parts)
